"""What a case file may say of a person, thing by thing, as facts that the rules about a case begin with; and such things as a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import ABSENT, PRESENT, UNKNOWN, CaseData, Entry
from myologic.casework.facts import (
    AGE_BAND,
    CONTROLLED,
    HAS_CAUSE,
    HAS_CONDITION,
    HAS_RED_FLAG,
    LACKS,
    NEEDS_SIDE,
    PAIN_IS,
    PRESENTS,
    UNSURE,
)
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import kb_, local_name

_ORDER = {
    PRESENTS.value: 0,
    HAS_CAUSE.value: 1,
    HAS_CONDITION.value: 1,
    LACKS.value: 2,
    CONTROLLED.value: 3,
    HAS_RED_FLAG.value: 3,
    PAIN_IS.value: 3,
    AGE_BAND.value: 3,
    UNSURE.value: 4,
    NEEDS_SIDE.value: 4,
}
"""What a case is given with, what is plainest to tell first: of two cases of a size the plainer one is shown."""
_LISTS = {"findings": "findings", "tests": "findings", "habits": "causes", "causes": "causes"}


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that a case is given.

    Parameters
    ----------
    fact
        The predicate and the object of the fact that it brings.
    data
        The case that knows it and nothing else.
    text
        It in words.
    rank
        How plain it is to tell: 0 is plainest.
    """

    fact: tuple[str, IRI]
    data: CaseData
    text: str
    rank: int

    @property
    def implies(self) -> tuple[str, IRI] | None:
        """The other fact that it brings: a test whose condition was kept is a positive test."""
        return (PRESENTS.value, self.fact[1]) if self.fact[0] == CONTROLLED.value else None

    @property
    def apart(self) -> object:
        """What it speaks of, of which a person is told one thing; None for a warning sign, which takes everything else away."""
        name, node = self.fact
        return None if name == HAS_RED_FLAG.value else name if name in (PAIN_IS.value, AGE_BAND.value) else node

    @property
    def key(self) -> tuple[int, str, str]:
        """What things are sorted by."""
        return self.rank, self.fact[1].value, self.fact[0]


class Givens:
    """Finds what a case has to be given for a fact.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._catalogue = Catalogue(kb)

    def of(self, predicate: str, node: object) -> Given | None:
        """What a case has to be given for a fact, or None where it is none that a case begins with."""
        rank = _ORDER.get(predicate)
        if rank is None or not isinstance(node, IRI):
            return None
        found = self._read(predicate, node)
        if found is None:
            return None
        data, text = found
        return Given((predicate, node), data, text, rank)

    def _read(self, predicate: str, node: IRI) -> tuple[CaseData, str] | None:
        if predicate == PAIN_IS.value:
            pain = local_name(node)
            return (CaseData(pain=pain), f"{pain} pain") if pain in ("acute", "chronic") else None
        if predicate == AGE_BAND.value:
            first, end = (self._kb.text(node, kb_(each)) for each in ("fromAge", "belowAge"))
            age = int(first) if first is not None else int(end) - 1 if end is not None else None
            return None if age is None else (CaseData(age=age), f"age {age}")
        return self._entry(predicate, node)

    def _entry(self, predicate: str, node: IRI) -> tuple[CaseData, str] | None:
        address, _, side = node.value.partition("@")
        thing = IRI(address)
        sided = self._catalogue.is_sided(thing)
        asked = predicate == NEEDS_SIDE.value
        if sided is not (bool(side) or asked):
            return None
        homes = self._catalogue.lists_of(thing)
        name = self._home(predicate, homes)
        if name is None:
            return None
        presence = ABSENT if predicate == LACKS.value else UNKNOWN if predicate == UNSURE.value else PRESENT
        controlled = True if predicate == CONTROLLED.value else None
        entry = Entry(thing, side or None, presence, controlled=controlled, sided=sided)
        label = self._kb.label(thing)
        if presence == ABSENT:
            label = f"{label} negative" if "tests" in homes else f"no {label}"
        elif presence == UNKNOWN:
            label = f"{label} not known"
        where = f" ({side})" if side else " (side not told)" if asked else ""
        kept = ", with its condition kept" if controlled else ""
        return _only(name, entry), f"{label}{where}{kept}"

    def _home(self, predicate: str, homes: Iterable[str]) -> str | None:
        """The list of a case in which a thing has to stand for a fact of a predicate."""
        lists = {_LISTS[each] for each in homes if each in _LISTS}
        if predicate == HAS_CAUSE.value:
            return "causes" if "causes" in lists else None
        if predicate in (HAS_CONDITION.value, HAS_RED_FLAG.value):
            name = "conditions" if predicate == HAS_CONDITION.value else "red_flags"
            return name if name in homes else None
        if predicate in (PRESENTS.value, CONTROLLED.value):
            return "findings" if "findings" in lists else None
        return min(lists, key=("findings", "causes").index, default=None)


def _only(name: str, entry: Entry) -> CaseData:
    """The case with one entry in one list."""
    if name == "findings":
        return CaseData(findings=(entry,))
    if name == "causes":
        return CaseData(causes=(entry,))
    return CaseData(conditions=(entry,)) if name == "conditions" else CaseData(red_flags=(entry,))


def facts_told(kb: KnowledgeBase) -> Iterator[tuple[str, IRI]]:
    """Every fact that a case may begin with and that names one thing of the content.

    Parameters
    ----------
    kb
        The knowledge base.
    """
    catalogue = Catalogue(kb)
    for name, predicate in (
        ("findings", PRESENTS), ("tests", PRESENTS), ("tests", LACKS), ("habits", HAS_CAUSE), ("causes", HAS_CAUSE),
        ("conditions", HAS_CONDITION), ("red_flags", HAS_RED_FLAG),
    ):  # fmt: skip
        for thing in catalogue.things(name):
            for side in ("@left", "@right") if catalogue.is_sided(thing) else ("",):
                yield predicate.value, IRI(thing.value + side)


def joined(givens: Iterable[Given]) -> CaseData | None:
    """The case that knows some things, or None where they cannot be told of one person."""
    data = CaseData()
    told: dict[tuple[IRI, str | None], str] = {}
    for each in sorted(givens, key=lambda one: one.key):
        more = each.data
        if more.pain != "unknown" != data.pain or (more.age is not None and data.age is not None):
            return None
        for entry in (*more.findings, *more.causes):
            if told.setdefault((entry.id, entry.side), entry.presence) != entry.presence:
                return None
        data = data.joined(more)
    return data


__all__ = ["Given", "Givens", "facts_told", "joined"]
