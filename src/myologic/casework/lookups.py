"""What every case asks the content for again and again, remembered once a knowledge base: sites, rows, exercises.

Only what the content says is remembered, nothing of a person.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

SITE_OF, SITE_SIDE, LIMITED_TO, CODE = kb_("siteOf"), kb_("siteSide"), kb_("limitedTo"), kb_("code")
ROW_OF, AT_SITE, SPEAKS_OF, SHOWS, STATE_OF = (kb_(each) for each in ("rowOf", "atSite", "speaksOf", "shows", "stateOf"))
DRILL_OF, REACHES_SIDE, INCLUDES = kb_("drillOf"), kb_("reachesSide"), kb_("includes")
INCLUDES_PATTERN, FINDING = kb_("includesPattern"), kb_("finding")


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
    """A row on one side: its claim, what it speaks of, its site, and the states that it shows with the site of each."""

    claim: IRI
    sign: Term | None
    at: IRI
    states: tuple[tuple[Term, Term | None], ...]


class Lookups:
    """The content as cases look at it.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    __slots__ = ("_carriers", "_drills", "_kb", "_rows", "_sets", "_sites")

    def __init__(self, kb: Reading) -> None:
        self._kb = kb
        self._sites: dict[Term, Site | None] = {}
        self._rows: dict[Term, RowFacts | None] = {}
        self._drills: dict[Term, tuple[IRI | None, frozenset[str]]] = {}
        self._sets: dict[tuple[Term, Term], frozenset[Term]] = {}
        self._carriers: dict[Term, tuple[Term, ...]] = {}

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
            states = tuple((state, kb.value(state, STATE_OF)) for state in kb.objects(node, SHOWS))
            self._rows[node] = RowFacts(claim, kb.value(claim, SPEAKS_OF), at, states)
        return self._rows[node]

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

    def overlap(self, one: Term, other: Term) -> bool:
        """Whether one muscle includes the other."""
        return other in self.objects(one, INCLUDES) or one in self.objects(other, INCLUDES)

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
