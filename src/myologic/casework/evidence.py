"""What speaks for the state of a site, and what gave way: rows, signs and claims, without building proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from myologic.casework.facts import CASE, PRESENTS
from myologic.casework.lookups import RowFacts, lookups
from myologic.casework.sites import Site
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import SOURCE, kb_, local_name

HEEDS, OVERRULES, AT_SITE, ROW_OF = kb_("heeds"), kb_("overrules"), kb_("atSite"), kb_("rowOf")
SPEAKS_OF, CERTAINTY = kb_("speaksOf"), kb_("certainty")
HOLDS, SHOWS, STATE_OF = kb_("holds"), kb_("shows"), kb_("stateOf")
FINDING, INCLUDES_PATTERN, TARGET = kb_("finding"), kb_("includesPattern"), kb_("target")


class Facts(Protocol):
    """What is needed of a case: the objects of a subject and a predicate."""

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate."""

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the tables on one side, as a case takes it into account."""

    node: IRI
    claim: IRI
    sign: IRI
    sites: frozenset[Term]
    overruled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What bears on one site."""

    signs: tuple[IRI, ...]
    against: tuple[IRI, ...]
    claims: tuple[IRI, ...]
    contested: bool


class Evidence:
    """All rows that a case takes into account.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    """

    __slots__ = ("at", "rows")

    def __init__(self, kb: Reading, case: Facts) -> None:
        overruled, holding = set(case.objects(CASE, OVERRULES)), set(case.objects(CASE, HOLDS))
        find = lookups(kb).row
        rows = []
        for node in case.objects(CASE, HEEDS):
            row = find(node)
            sign = None if row is None else brought_by(kb, case, row.sign)
            if row is not None and isinstance(node, IRI) and isinstance(sign, IRI):
                gone = node in overruled
                rows.append(Row(node, row.claim, sign, frozenset(_reach(row, None if gone else holding)), gone))
        self.rows: tuple[Row, ...] = tuple(rows)
        self.at: dict[Term, list[Row]] = {}
        for each in rows:
            for where in each.sites:
                self.at.setdefault(where, []).append(each)


def _reach(row: RowFacts, holding: set[Term] | None) -> Iterator[Term]:
    """The sites that a row bears on: those of which it shows a state that holds; all it covers where it gave way."""
    if not row.states:
        yield row.at
    for state, where in row.states:
        if where is not None and (holding is None or state in holding):
            yield where


def brought_by(kb: Reading, case: Facts, sign: Term | None) -> Term | None:
    """The finding that was told: of a pattern that another one brings along, the other one."""
    for pattern in () if sign is None else lookups(kb).carriers(sign):
        if case.has(CASE, PRESENTS, pattern):
            return pattern
    return sign


def evidence_at(kb: Reading, evidence: Evidence, where: Site) -> Found:
    """What bears on a site: rows of the site itself and of everything it lies within.

    Parameters
    ----------
    kb
        The knowledge base.
    evidence
        The rows of the case.
    where
        The site.
    """
    near = evidence.at.get(where.node, [])
    counting = [row for row in near if not row.overruled]
    claims = tuple(dict.fromkeys(row.claim for row in counting))
    return Found(
        signs=_sorted(row.sign for row in counting),
        against=_sorted(row.sign for row in near if row.overruled),
        claims=claims,
        contested=any(kb.text(claim, CERTAINTY) == "contested" for claim in claims),
    )


def written(kb: KnowledgeBase, claim: IRI) -> str:
    """A row in words, with the file and line where it is written and the ids of its sources."""
    places = (kb.place(triple) for triple in kb.match(claim, TARGET, None))
    where = next((f"{place.file}:{place.line}" for place in places if place is not None), None)
    sources = ", ".join(local_name(each) for each in kb.objects(claim, SOURCE) if isinstance(each, IRI))
    return f"{kb.label(claim)} ({'; '.join(part for part in (where, sources) if part)})"


def _sorted(signs: Iterable[IRI]) -> tuple[IRI, ...]:
    return tuple(sorted(set(signs), key=lambda each: each.value))
