"""What could still be told, and of which states of a site it would speak. Read from the content once a knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from myologic.casework.catalogue import Catalogue
from myologic.casework.evidence import FINDING, INCLUDES_PATTERN
from myologic.casework.facts import CASE, HAS_CAUSE, PRESENTS
from myologic.casework.lookups import lookups
from myologic.casework.verdicts import LEVELS
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.ground import GroundCase, ground_program
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import TYPE, id_, kb_, local_name

SHOWS, SUPPORTS, STATE_OF, IN_STATE, TESTS = (kb_(each) for each in ("shows", "supports", "stateOf", "inState", "tests"))
SIGN_OF, SIGN_SIDE, SITE_SIDE, CODE, ROW_OF, EVIDENCE_FROM = (
    kb_(each) for each in ("signOf", "signSide", "siteSide", "code", "rowOf", "evidenceFrom")
)
IS_BACK_PAIN, MAKES_FLAG = kb_("isBackPain"), kb_("makesFlag")
CLASHES_WITH, EXPLAINS_AWAY, CONTRARY = kb_("clashesWith"), kb_("explainsAway"), kb_("contraryState")
SIGNS, WEAK_SIGNS, TEST, CONTROLLED, HABIT, BACKGROUND = (
    "evidence-sign",
    "evidence-weak-sign",
    "evidence-test",
    "evidence-controlled-test",
    "evidence-habit",
    "evidence-background",
)
SEEN = frozenset((SIGNS, WEAK_SIGNS, TEST, CONTROLLED))
PROVED = frozenset((TEST, CONTROLLED))
ENDS = ("short", "long", "over", "under")
AXES = {each: kb_(each) for each in ENDS}


@dataclass(frozen=True, slots=True)
class Sign:
    """A thing on a side, as a case may have it.

    Parameters
    ----------
    node, thing
        The node that stands for it, and the thing.
    side
        "left", "right", or None where it has no sides.
    home
        The list of a case that it belongs to.
    label
        Its name.
    clashes
        The addresses of what cannot be there beside it.
    states
        The addresses of all states that it shows, on whatever site.
    contrary
        The addresses of the states that are contrary to these.
    clears
        The addresses of the states that its absence takes away.
    explains, explained_by
        The addresses of the signs that it would explain, and of what would explain it.
    kinds
        Where its evidence comes from.
    alarms
        The age bands in which it is a warning sign.
    """

    node: IRI
    thing: IRI
    side: str | None
    home: str
    label: str
    clashes: frozenset[str]
    states: frozenset[str]
    contrary: frozenset[str]
    clears: frozenset[str]
    explains: frozenset[str]
    explained_by: frozenset[str]
    kinds: frozenset[str]
    alarms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hint:
    """What a sign would say of one site.

    Parameters
    ----------
    sign
        The sign.
    ends
        The ends of the axes that it shows there, each with the address of the state.
    clears
        Whether its absence takes the shortness of the site away.
    voices
        For each end the voices of the rows that show it: their only sources, "" for a row with several.
    """

    sign: Sign
    ends: Mapping[str, str]
    clears: bool
    voices: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Kin:
    """The hints on one site that show the same ends by the same sort of evidence: what follows from one follows from all.

    Parameters
    ----------
    ends
        The ends of the axes that they show.
    seen, proved
        Whether they are seen rather than expected from habits and causes, and whether tests show them.
    clears
        Whether the absence of each takes the shortness of the site away.
    hints
        Each with its place in the order of all hints on the site.
    """

    ends: frozenset[str]
    seen: bool
    proved: bool
    clears: bool
    hints: tuple[tuple[int, Hint], ...]


class Hints:
    """The signs that speak of sites.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    def __init__(self, kb: Reading) -> None:
        self._kb = kb
        self._catalogue = Catalogue(kb)
        self._sites: dict[str, tuple[Kin, ...]] = {}
        self._signs: dict[str, Sign | None] = {}
        self._alone: dict[str, GroundCase | None] = {}
        self._levels: dict[tuple[str, str, str], int] = {}
        self._nodes: dict[str, frozenset[str]] = {}
        self._shortness: dict[str, str] = {}
        self._brought: dict[str, tuple[IRI, ...]] = {}
        self._explainers: dict[str, tuple[Sign, ...]] = {}
        self._alarming = _values(each.subject for each in kb.match(None, MAKES_FLAG, None))

    def at(self, site: IRI) -> tuple[Kin, ...]:
        """The signs that speak of a site: tests first, then signs, then habits and causes, by name, its own side first."""
        known = self._sites.get(site.value)
        if known is None:
            side = self._kb.value(site, SITE_SIDE)
            code = None if side is None else self._kb.text(side, CODE)
            groups: dict[tuple[frozenset[str], bool, bool, bool], list[tuple[int, Hint]]] = {}
            for place, hint in enumerate(sorted(self._find(site), key=lambda each: _order(each, code))):
                kinds = hint.sign.kinds
                key = (frozenset(hint.ends), not kinds.isdisjoint(SEEN), not kinds.isdisjoint(PROVED), hint.clears)
                groups.setdefault(key, []).append((place, hint))
            known = self._sites[site.value] = tuple(Kin(*key, hints=tuple(each)) for key, each in groups.items())
        return known

    def nodes(self, site: IRI) -> frozenset[str]:
        """The addresses of the signs that speak of a site, and of what excludes or explains one of them."""
        known = self._nodes.get(site.value)
        if known is None:
            signs = [hint.sign for kin in self.at(site) for _, hint in kin.hints]
            around = (each.clashes | each.explains | each.explained_by for each in signs)
            known = self._nodes[site.value] = frozenset(each.node.value for each in signs).union(*around)
        return known

    def _find(self, site: IRI) -> list[Hint]:
        kb, ends, clearing = self._kb, dict[str, dict[str, str]](), set[str]()
        voices: dict[str, dict[str, frozenset[str]]] = {}
        nodes: dict[str, IRI] = {}
        for state in kb.subjects(STATE_OF, site):
            value = kb.value(state, IN_STATE)
            end = local_name(value) if isinstance(value, IRI) else ""
            for row in kb.subjects(SHOWS, state):
                claims = (lookups(kb).claim(each) for each in kb.objects(row, ROW_OF))
                heard = frozenset(each.voice for each in claims if not each.contested)
                for sign in kb.subjects(SUPPORTS, row):
                    if isinstance(sign, IRI) and isinstance(state, IRI) and end in ENDS:
                        nodes[sign.value] = sign
                        ends.setdefault(sign.value, {})[end] = state.value
                        before = voices.setdefault(sign.value, {})
                        before[end] = before.get(end, frozenset()) | heard
            for row in kb.subjects(TESTS, state):
                clearing.update(each.value for each in kb.subjects(SUPPORTS, row) if isinstance(each, IRI))
        signs = ((name, self.sign(node)) for name, node in nodes.items())
        return [Hint(sign, ends[name], name in clearing, voices[name]) for name, sign in signs if sign is not None]

    def sign(self, node: IRI) -> Sign | None:
        """A sign by its node, or None where no case can have it."""
        if node.value not in self._signs:
            self._signs[node.value] = self._read(node)
        return self._signs[node.value]

    def _read(self, node: IRI) -> Sign | None:
        kb = self._kb
        thing, at = kb.value(node, SIGN_OF), kb.value(node, SIGN_SIDE)
        if not isinstance(thing, IRI):
            return None
        home = next(iter(self._catalogue.lists_of(thing)), None)
        if home not in ("findings", "tests", "habits", "causes"):
            return None
        rows = kb.objects(node, SUPPORTS)
        states = [state for row in rows for state in kb.objects(row, SHOWS)]
        claims = [claim for row in rows for claim in kb.objects(row, ROW_OF)]
        code = None if at is None else kb.text(at, CODE)
        return Sign(
            node,
            thing,
            code if code in ("left", "right") else None,
            home,
            kb.label(thing),
            _values(kb.objects(node, CLASHES_WITH)),
            _values(states),
            _values(other for state in states for other in kb.objects(state, CONTRARY)),
            _values(state for row in rows for state in kb.objects(row, TESTS)),
            _values(kb.objects(node, EXPLAINS_AWAY)),
            _values(kb.subjects(EXPLAINS_AWAY, node)),
            frozenset(
                local_name(kind) for claim in claims for kind in kb.objects(claim, EVIDENCE_FROM) if isinstance(kind, IRI)
            ),
            self._alarming if any(kb.text(thing, IS_BACK_PAIN) == each for each in ("true", "1")) else frozenset(),
        )

    def brought(self, node: IRI) -> tuple[IRI, ...]:
        """The signs that a pattern brings along, directly or through another one; none for anything else."""
        known = self._brought.get(node.value)
        if known is None:
            kb, found, waiting = self._kb, dict[str, IRI](), [node]
            while waiting:
                for claim in kb.subjects(FINDING, waiting.pop()):
                    more = (each for each in kb.objects(claim, INCLUDES_PATTERN) if isinstance(each, IRI))
                    waiting += (each for each in more if found.setdefault(each.value, each) is each)
            known = self._brought[node.value] = tuple(found.values())
        return known

    def with_brought(self, node: IRI) -> tuple[Sign, ...]:
        """A sign, and those that it brings along."""
        return tuple(sign for each in (node, *self.brought(node)) if (sign := self.sign(each)) is not None)

    def shortness(self, site: IRI) -> str:
        """The address of the state of a site that is short."""
        known = self._shortness.get(site.value)
        if known is None:
            kb = self._kb
            found = (each for each in kb.subjects(STATE_OF, site) if kb.has(each, IN_STATE, id_("short")))
            known = self._shortness[site.value] = next((each.value for each in found if isinstance(each, IRI)), "")
        return known

    def explainers(self, node: IRI) -> tuple[Sign, ...]:
        """The causes that would explain a sign, so that no muscle is named for it."""
        known = self._explainers.get(node.value)
        if known is None:
            found = (self.sign(each) for each in self._kb.subjects(EXPLAINS_AWAY, node) if isinstance(each, IRI))
            side = node.value.rpartition("@")[2]
            causes = [each for each in found if each is not None]
            causes.sort(key=lambda each: (each.label, each.side is not None and each.side != side, each.node.value))
            known = self._explainers[node.value] = tuple(causes)
        return known

    def alone(self, sign: Sign, end: str, site: IRI) -> int:
        """How sure an end of an axis would be by a sign alone, as a place in the list of levels; 0 where it says nothing."""
        key = (sign.node.value, end, site.value)
        known = self._levels.get(key)
        if known is None:
            case = self._case_of(sign)
            level = None if case is None else case.certainty(Triple(CASE, AXES[end], site))
            known = self._levels[key] = 0 if level is None else LEVELS.index(level)
        return known

    def _case_of(self, sign: Sign) -> GroundCase | None:
        """A case of somebody who has one sign and nothing else."""
        if sign.node.value not in self._alone:
            program = ground_program(self._kb) if isinstance(self._kb, KnowledgeBase) else None
            has = PRESENTS if sign.home in ("findings", "tests") else HAS_CAUSE
            facts = (Triple(CASE, TYPE, kb_("Case")), Triple(CASE, has, sign.node))
            self._alone[sign.node.value] = None if program is None else GroundCase(program, facts)
        return self._alone[sign.node.value]


def _values(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(each.value for each in terms if isinstance(each, IRI))


def _order(hint: Hint, side: str | None) -> tuple[object, ...]:
    sign = hint.sign
    place = ("tests", "findings", "habits", "causes").index(sign.home)
    return place, sign.label, sign.side is not None and sign.side != side, sign.node.value


_HINTS: WeakKeyDictionary[Reading, Hints] = WeakKeyDictionary()


def hints(kb: Reading) -> Hints:
    """The hints of a knowledge base, the same ones each time."""
    found = _HINTS.get(kb)
    if found is None:
        found = _HINTS[kb] = Hints(kb)
    return found
