"""What speaks for the state of a site, and what gave way: rows, signs and claims, without building proofs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from myologic.casework.facts import CASE
from myologic.casework.sites import Site, covered
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

HEEDS, OVERRULES, AT_SITE, ROW_OF = kb_("heeds"), kb_("overrules"), kb_("atSite"), kb_("rowOf")
SPEAKS_OF, CERTAINTY, SAID, STATE_OF = kb_("speaksOf"), kb_("certainty"), kb_("said"), kb_("stateOf")


class Facts(Protocol):
    """What is needed of a case: the objects of a subject and a predicate."""

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate."""


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

    __slots__ = ("rows",)

    def __init__(self, kb: Reading, case: Facts) -> None:
        overruled = set(case.objects(CASE, OVERRULES))
        rows = []
        for node in case.objects(CASE, HEEDS):
            claim, at = kb.value(node, ROW_OF), kb.value(node, AT_SITE)
            sign = None if claim is None else kb.value(claim, SPEAKS_OF)
            if isinstance(node, IRI) and isinstance(claim, IRI) and isinstance(sign, IRI) and isinstance(at, IRI):
                rows.append(Row(node, claim, sign, frozenset((*covered(kb, at), at)), node in overruled))
        self.rows: tuple[Row, ...] = tuple(rows)


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
    near = [row for row in evidence.rows if where.node in row.sites]
    counting = [row for row in near if not row.overruled]
    claims = tuple(dict.fromkeys(row.claim for row in counting))
    return Found(
        signs=_sorted(row.sign for row in counting),
        against=_sorted(row.sign for row in near if row.overruled),
        claims=claims,
        contested=any(kb.text(claim, CERTAINTY) == "contested" for claim in claims),
    )


def _sorted(signs: Iterable[IRI]) -> tuple[IRI, ...]:
    return tuple(sorted(set(signs), key=lambda each: each.value))
