"""What every case asks the content for again and again, remembered once a knowledge base: sites, rows, exercises.

Only what the content says is remembered, nothing of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading, Source
from myologic.kb.vocabulary import kb_, local_name

SITE_OF, SITE_SIDE, LIMITED_TO, CODE = kb_("siteOf"), kb_("siteSide"), kb_("limitedTo"), kb_("code")
ROW_OF, AT_SITE, SPEAKS_OF, SHOWS, STATE_OF = (kb_(each) for each in ("rowOf", "atSite", "speaksOf", "shows", "stateOf"))
DRILL_OF, REACHES_SIDE = kb_("drillOf"), kb_("reachesSide")
INCLUDES, SMALLEST_PART = kb_("includes"), kb_("smallestPart")
INCLUDES_PATTERN, FINDING = kb_("includesPattern"), kb_("finding")
EVIDENCE_FROM, IN_STATE, ONLY_SOURCE = kb_("evidenceFrom"), kb_("inState"), kb_("onlySource")
GIVES_VERDICT, WANTED_AS, THROUGH, RANK, CERTAINTY, LEVEL = (
    kb_(each) for each in ("givesVerdict", "wantedAs", "through", "rank", "certainty", "level")
)


@dataclass(frozen=True, slots=True)
class Site:
    """A muscle, or a part of it, on one side.

    Parameters
    ----------
    node
        The node that stands for it.
    muscle
        The muscle or group.
    side
        "left" or "right".
    part
        The part or position that it is limited to, or None.
    """

    node: IRI
    muscle: IRI
    side: str
    part: str | None


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row on one side: its claim, what it speaks of, its site, the states that it shows, each with its site and the end
    of the axis, and what kind of evidence it is.

    States and sites are the texts of their addresses: the text of an address is found in a set three times as fast.
    """

    claim: IRI
    sign: Term | None
    at: str
    states: tuple[tuple[str, str, str], ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which exercises help: the property of the person, the order, the purpose, and what the exercise does."""

    predicate: IRI
    wanted: IRI
    purpose: str
    rank: int
    through: Term


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What is said of a claim: its sources, and whether sources contradict it.

    `voice` is the address of its only source, "" where it has several: two claims of one voice do not lift each other.
    """

    sources: tuple[Source, ...]
    contested: bool
    voice: str


class Lookups:
    """The content as cases look at it.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    __slots__ = (
        "_addresses", "_carriers", "_claims", "_classes", "_drills", "_kb", "_levels", "_literals", "_ranks", "_rows", "_sets",
        "_sites", "_states", "_texts", "_touched", "_verdicts", "_ways",
    )  # fmt: skip

    def __init__(self, kb: Reading) -> None:
        self._kb = kb
        self._sites: dict[Term, Site | None] = {}
        self._rows: dict[Term, RowFacts | None] = {}
        self._drills: dict[Term, tuple[IRI | None, frozenset[str]]] = {}
        self._sets: dict[tuple[Term, Term], frozenset[Term]] = {}
        self._carriers: dict[Term, tuple[Term, ...]] = {}
        self._claims: dict[Term, ClaimFacts] = {}
        self._addresses: dict[tuple[Term, Term], frozenset[str]] = {}
        self._touched: dict[tuple[Term, Term], dict[str, str]] = {}
        self._levels: dict[Term, int] = {}
        self._literals: dict[tuple[Term, Term], str | None] = {}
        self._classes: dict[IRI, tuple[IRI, ...]] = {}
        self._states: dict[Term, tuple[str, str, str] | None] = {}
        self._texts: dict[Term, str] = {}
        self._ranks: dict[Term, int] = {}
        self._verdicts: tuple[tuple[IRI, str], ...] | None = None
        self._ways: tuple[Way, ...] | None = None

    def site(self, node: Term) -> Site | None:
        """The site that a node stands for, or None where it is none."""
        if node not in self._sites:
            kb = self._kb
            muscle, side = kb.value(node, SITE_OF), kb.value(node, SITE_SIDE)
            found = None
            if isinstance(node, IRI) and isinstance(muscle, IRI) and side is not None:
                found = Site(node, muscle, kb.text(side, CODE) or kb.label(side), kb.text(node, LIMITED_TO))
            elif not kb.objects(node, SITE_OF):
                return None  # what nobody wrote may come without end
            self._sites[node] = found
        return self._sites[node]

    def row(self, node: Term) -> RowFacts | None:
        """What a row says, or None where the node is none."""
        if node not in self._rows:
            kb = self._kb
            claim, at = kb.value(node, ROW_OF), kb.value(node, AT_SITE)
            if not isinstance(claim, IRI) or not isinstance(at, IRI):
                return None
            states = tuple(found for state in kb.objects(node, SHOWS) if (found := self._state(state)) is not None)
            kind = kb.value(claim, EVIDENCE_FROM)
            self._rows[node] = RowFacts(
                claim, kb.value(claim, SPEAKS_OF), at.value, states, local_name(kind) if isinstance(kind, IRI) else ""
            )
        return self._rows[node]

    def _state(self, state: Term) -> tuple[str, str, str] | None:
        """The address of a state, that of its site, and the end of the axis."""
        if state not in self._states:
            where, value = self._kb.value(state, STATE_OF), self._kb.value(state, IN_STATE)
            known = isinstance(state, IRI) and isinstance(where, IRI) and isinstance(value, IRI)
            self._states[state] = (state.value, where.value, local_name(value)) if known else None  # type: ignore[union-attr,arg-type]
        return self._states[state]

    def drill(self, node: Term) -> tuple[IRI | None, frozenset[str]]:
        """The exercise that a way of doing it belongs to, and the sides that it reaches."""
        found = self._drills.get(node)
        if found is None:
            kb = self._kb
            exercise = kb.value(node, DRILL_OF)
            sides = frozenset(kb.text(side, CODE) or kb.label(side) for side in kb.objects(node, REACHES_SIDE))
            found = (exercise if isinstance(exercise, IRI) else None, sides)
            if found[0] is not None:
                self._drills[node] = found
        return found

    def objects(self, subject: Term, predicate: Term) -> frozenset[Term]:
        """The objects of a subject and a predicate, as a set."""
        found = self._sets.get((subject, predicate))
        if found is None:
            found = frozenset(self._kb.objects(subject, predicate))
            if found:
                self._sets[subject, predicate] = found
        return found

    def verdicts(self) -> tuple[tuple[IRI, str], ...]:
        """The properties that give a verdict, with its code."""
        if self._verdicts is None:
            kb = self._kb
            self._verdicts = tuple(
                (each.subject, kb.text(each.object, CODE) or kb.label(each.object))
                for each in kb.match(None, GIVES_VERDICT, None)
                if isinstance(each.subject, IRI)
            )
        return self._verdicts

    def ways(self) -> tuple[Way, ...]:
        """The ways in which exercises help, in the order in which they are offered."""
        if self._ways is None:
            kb, found = self._kb, []
            for each in kb.match(None, WANTED_AS, None):
                through = kb.value(each.subject, THROUGH)
                if isinstance(each.subject, IRI) and isinstance(each.object, IRI) and through is not None:
                    purpose = kb.text(each.subject, CODE) or kb.label(each.subject)
                    rank = int(kb.text(each.subject, RANK) or 0)
                    found.append(Way(each.subject, each.object, purpose, rank, through))
            self._ways = tuple(sorted(found, key=lambda way: way.rank))
        return self._ways

    def claim(self, node: Term) -> ClaimFacts:
        """Sources of a claim, and whether sources contradict it."""
        found = self._claims.get(node)
        if found is None:
            sources, only = self._kb.sources(node), self._kb.objects(node, ONLY_SOURCE)
            voice = only[0].value if only and isinstance(only[0], IRI) else ""
            found = self._claims[node] = ClaimFacts(sources, self._kb.text(node, CERTAINTY) == "contested", voice)
        return found

    def rank(self, thing: Term, levels: tuple[str, ...]) -> int:
        """How sure what is said of a thing is, as a place in a list of levels; 0 where nothing is said."""
        found = self._ranks.get(thing)
        if found is None:
            level = self._kb.text(thing, CERTAINTY)
            found = self._ranks[thing] = levels.index(level) if level in levels else 0
        return found

    def words_of(self, thing: Term, predicate: Term) -> str | None:
        """The text of the first literal object of a thing that the content says, or None."""
        key = (thing, predicate)
        if key not in self._literals:
            self._literals[key] = self._kb.text(thing, predicate)
        return self._literals[key]

    def instances(self, cls: IRI) -> tuple[IRI, ...]:
        """All things of a class, sorted by address."""
        found = self._classes.get(cls)
        if found is None:
            found = self._classes[cls] = self._kb.instances(cls)
        return found

    def words(self, thing: Term, make: Callable[[], str]) -> str:
        """What is always written of a thing in the same words; made when it is asked for first."""
        found = self._texts.get(thing)
        if found is None:
            found = self._texts[thing] = make()
        return found

    def texts_of(self, subject: Term, predicate: Term) -> frozenset[str]:
        """The addresses of the objects of a subject and a predicate, as a set of texts."""
        found = self._addresses.get((subject, predicate))
        if found is None:
            found = frozenset(each.value for each in self._kb.objects(subject, predicate) if isinstance(each, IRI))
            if found:
                self._addresses[subject, predicate] = found
        return found

    def touching(self, exercise: Term, does: Term) -> Mapping[str, str]:
        """The muscles that share a part with what an exercise works on, by their addresses, each with the words for the part.

        The words are empty where one lies within the other, so that nobody has to be told what they share.
        """
        found = self._touched.get((exercise, does))
        if found is None:
            kb, found = self._kb, dict[str, str]()
            for target in kb.objects(exercise, does):
                within = self.texts_of(target, INCLUDES)
                shared: dict[str, list[Term]] = {}
                for part in kb.objects(target, SMALLEST_PART):
                    for each in kb.subjects(SMALLEST_PART, part):
                        if isinstance(each, IRI):
                            shared.setdefault(each.value, []).append(part)
                for name, parts in shared.items():
                    nested = name in within or kb.has(IRI(name), INCLUDES, target)
                    labels = sorted(map(kb.label, parts))
                    words = "" if nested else ", ".join(labels if len(labels) < 3 else labels[:2]) + " and others" * (len(labels) > 2)
                    found[name] = min(words, found.get(name, words))
            self._touched[exercise, does] = found
        return found

    def level(self, exercise: Term) -> int:
        """The rank of the level of an exercise, 1 the easiest."""
        found = self._levels.get(exercise)
        if found is None:
            level = self._kb.value(exercise, LEVEL)
            found = self._levels[exercise] = 1 if level is None else int(self._kb.text(level, RANK) or 1)
        return found

    def carriers(self, sign: Term) -> tuple[Term, ...]:
        """The patterns that bring a finding along."""
        found = self._carriers.get(sign)
        if found is None:
            kb = self._kb
            patterns = (kb.value(claim, FINDING) for claim in kb.subjects(INCLUDES_PATTERN, sign))
            found = tuple(each for each in patterns if each is not None)
            if kb.objects(sign, kb_("signOf")) or found:
                self._carriers[sign] = found
        return found


_LOOKUPS: WeakKeyDictionary[Reading, Lookups] = WeakKeyDictionary()


def lookups(kb: Reading) -> Lookups:
    """The lookups of a knowledge base, the same ones each time."""
    found = _LOOKUPS.get(kb)
    if found is None:
        found = _LOOKUPS[kb] = Lookups(kb)
    return found
