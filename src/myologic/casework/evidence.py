"""What speaks for the state of a site, and what gave way: rows, signs and claims, without building proofs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from myologic.casework.facts import CASE, PRESENTS
from myologic.casework.lookups import RowFacts, lookups
from myologic.casework.sites import Site
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import SOURCE, kb_, local_name

HEEDS, OVERRULES, AT_SITE, ROW_OF = kb_("heeds"), kb_("overrules"), kb_("atSite"), kb_("rowOf")
SPEAKS_OF = kb_("speaksOf")
HOLDS, SHOWS, STATE_OF = kb_("holds"), kb_("shows"), kb_("stateOf")
FINDING, INCLUDES_PATTERN, TARGET = kb_("finding"), kb_("includesPattern"), kb_("target")


class Facts(Protocol):
    """What is needed of a case: the objects of a subject and a predicate."""

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate."""

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact was derived, and not told."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the tables on one side, as a case takes it into account; `signs` are what was told that brings it."""

    node: IRI
    claim: IRI
    signs: tuple[IRI, ...]
    facts: RowFacts
    overruled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What bears on one site."""

    signs: tuple[IRI, ...]
    against: tuple[IRI, ...]
    claims: tuple[IRI, ...]
    contested: bool

    def joined(self, other: Found) -> Found:
        """What bears on this site or on another one."""
        if self == other:
            return self
        return Found(
            _sorted((*self.signs, *other.signs)),
            _sorted((*self.against, *other.against)),
            tuple({each.value: each for each in (*self.claims, *other.claims)}.values()),
            self.contested or other.contested,
        )


class Evidence:
    """All rows that a case takes into account.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    """

    __slots__ = ("at", "holding", "rows")

    def __init__(self, kb: Reading, case: Facts) -> None:
        overruled = {each.value for each in case.objects(CASE, OVERRULES) if isinstance(each, IRI)}
        self.holding = {each.value for each in case.objects(CASE, HOLDS) if isinstance(each, IRI)}
        find = lookups(kb).row
        rows = []
        self.at: dict[str, list[Row]] = {}
        for node in case.objects(CASE, HEEDS):
            facts = find(node)
            signs = () if facts is None or facts.sign is None else told_signs(kb, case, facts.sign)
            if facts is None or not isinstance(node, IRI) or not signs:
                continue
            row = Row(node, facts.claim, signs, facts, node.value in overruled)
            rows.append(row)
            for where in _reach(facts, None if row.overruled else self.holding):
                near = self.at.setdefault(where, [])
                if not near or near[-1] is not row:  # a row that shows two states of a site stands there once
                    near.append(row)
        self.rows: tuple[Row, ...] = tuple(rows)


def _reach(row: RowFacts, holding: set[str] | None) -> Iterable[str]:
    """The sites that a row bears on: those of which it shows a state that holds; all it covers where it gave way."""
    if not row.states:
        return (row.at,)
    return [where for state, where, _ in row.states if holding is None or state in holding]


def told_signs(kb: Reading, case: Facts, sign: Term) -> tuple[IRI, ...]:
    """What was told that brings a finding: the finding itself, the patterns that bring it along, or both."""
    carriers = lookups(kb).carriers(sign)
    if not carriers:
        return (sign,) if isinstance(sign, IRI) else ()
    found, waiting = dict[Term, bool](), [sign]
    while waiting:
        each = waiting.pop()
        if each not in found and case.has(CASE, PRESENTS, each):
            found[each] = not case.is_derived(Triple(CASE, PRESENTS, each))
            waiting += lookups(kb).carriers(each)
    told = tuple(each for each, itself in found.items() if itself and isinstance(each, IRI))
    return told or ((sign,) if isinstance(sign, IRI) else ())


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
    near = evidence.at.get(where.node.value, [])
    counting = {row.claim.value: row for row in near if not row.overruled}
    find = lookups(kb).claim
    return Found(
        signs=_sorted(sign for row in near if not row.overruled for sign in row.signs),
        against=_sorted(sign for row in near if row.overruled for sign in row.signs),
        claims=tuple(row.claim for row in counting.values()),
        contested=any(find(row.claim).contested for row in counting.values()),
    )


def written(kb: KnowledgeBase, claim: IRI) -> str:
    """A row in words, with the file and line where it is written and the ids of its sources."""
    return lookups(kb).words(claim, lambda: _written(kb, claim))


def _written(kb: KnowledgeBase, claim: IRI) -> str:
    places = (kb.place(triple) for triple in kb.match(claim, TARGET, None))
    where = next((f"{place.file}:{place.line}" for place in places if place is not None), None)
    sources = ", ".join(local_name(each) for each in kb.objects(claim, SOURCE) if isinstance(each, IRI))
    return f"{kb.label(claim)} ({'; '.join(part for part in (where, sources) if part)})"


def _sorted(signs: Iterable[IRI]) -> tuple[IRI, ...]:
    found = {each.value: each for each in signs}
    return tuple(found[each] for each in sorted(found)) if len(found) > 1 else tuple(found.values())
