"""The verdicts of a case, read from what the rules derived.

A verdict is reported at the level at which a finding speaks: a group stays a group, unless the rules found that a
member of it has another state.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from myologic.casework.evidence import Evidence, evidence_at
from myologic.casework.facts import CASE
from myologic.casework.sites import Site, sites
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.reading import Reading, Source
from myologic.kb.vocabulary import kb_, local_name

LEVELS = ("contested", "very-low", "low", "moderate", "high")
GIVES_VERDICT, REPORTS, CODE = kb_("givesVerdict"), kb_("reports"), kb_("code")
OPEN, DISPUTED = "undetermined", "disputed"


class Inferred(Protocol):
    """What is needed of a knowledge base with a case on top: reading, and how sure a fact is."""

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate."""

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""

    def certainty(self, triple: Triple) -> str | None:
        """How sure a fact is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is likely of one muscle, or a part of it, on one side or both.

    Parameters
    ----------
    muscle, label, part
        The muscle or group, its name, and the part or position it is limited to, or None.
    side
        "left", "right" or "both".
    verdict
        tight, weak, tight-and-weak, tense-but-long, overactive, long, undetermined or disputed.
    length, activity
        "short" or "long", "over" or "under"; None where unknown or disputed.
    certainty
        contested, very-low, low, moderate or high.
    signs
        What speaks for it: findings, tests, habits and causes.
    against
        Habits and causes that would have said otherwise and gave way.
    sources
        The published sources of the rows behind it.
    rows
        The rows of the knowledge base behind it: claims of signs, tests, habits and causes.
    disputed, contested
        Whether signs contradict each other here; whether a source contradicts a row behind it.
    facts
        The derived facts that it stands for, one a side; each has a proof.
    """

    muscle: IRI
    label: str
    part: str | None
    side: str
    verdict: str
    length: str | None
    activity: str | None
    certainty: str
    signs: tuple[IRI, ...]
    against: tuple[IRI, ...]
    sources: tuple[Source, ...]
    rows: tuple[IRI, ...]
    disputed: bool
    contested: bool
    facts: tuple[Triple, ...]

    @property
    def claims(self) -> bool:
        """Whether it says anything of the muscle."""
        return self.verdict not in (OPEN, DISPUTED)


@dataclass(frozen=True, slots=True)
class _State:
    length: str | None
    activity: str | None
    verdict: str
    predicate: IRI


class States:
    """The states of all sites of a case.

    Parameters
    ----------
    kb
        The knowledge base, or the case on top of it.
    case
        What was inferred for the case.
    """

    def __init__(self, kb: Reading, case: Inferred) -> None:
        self._axes = {
            name: frozenset(case.objects(CASE, kb_(name)))
            for name in ("short", "long", "over", "under", "lengthDisputed", "activityDisputed")
        }
        self._verdicts: dict[Term, tuple[IRI, str]] = {}
        for verdict in kb.match(None, GIVES_VERDICT, None):
            predicate, value = verdict.subject, verdict.object
            if isinstance(predicate, IRI):
                code = kb.text(value, CODE) or kb.label(value)
                for where in case.objects(CASE, predicate):
                    self._verdicts[where] = (predicate, code)

    def at(self, node: Term) -> _State | None:
        """The state of a site, or None where nothing is known of it."""
        found = self._verdicts.get(node)
        if found is None:
            return None
        length = None if node in self._axes["lengthDisputed"] else self._first(node, "short", "long")
        activity = None if node in self._axes["activityDisputed"] else self._first(node, "over", "under")
        return _State(length, activity, found[1], found[0])

    def _first(self, node: Term, *names: str) -> str | None:
        return next((name for name in names if node in self._axes[name]), None)


def case_verdicts(kb: Reading, case: Inferred) -> tuple[Verdict, ...]:
    """The verdicts of a case: surest first, then those with most signs, then by name.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    """
    states, evidence = States(kb, case), Evidence(kb, case)
    rows = []
    for where in sites(kb, case.objects(CASE, REPORTS)):
        state = states.at(where.node)
        if state is not None:
            rows.append(_row(kb, case, where, state, evidence))
    return tuple(sorted(_both_sides(rows), key=_rank))


def _row(kb: Reading, case: Inferred, where: Site, state: _State, evidence: Evidence) -> Verdict:
    found = evidence_at(kb, evidence, where)
    fact = Triple(CASE, state.predicate, where.node)
    return Verdict(
        muscle=where.muscle,
        label=kb.label(where.muscle),
        part=where.part,
        side=where.side,
        verdict=state.verdict,
        length=state.length,
        activity=state.activity,
        certainty=case.certainty(fact) or LEVELS[1],
        signs=found.signs,
        against=found.against,
        sources=kb.sources_of(found.claims),
        rows=tuple(sorted(found.claims, key=lambda each: each.value)),
        disputed=state.verdict == DISPUTED,
        contested=found.contested,
        facts=(fact,),
    )


def _both_sides(rows: Iterable[Verdict]) -> list[Verdict]:
    """Left and right of one muscle with one verdict become one row."""
    found: dict[tuple[object, ...], Verdict] = {}
    for row in rows:
        key = (row.muscle, row.part, row.verdict, row.length, row.activity, row.certainty)
        other = found.get(key)
        if other is None:
            found[key] = row
        else:
            found[key] = replace(
                other,
                side="both",
                signs=_united(other.signs, row.signs),
                against=_united(other.against, row.against),
                sources=tuple(sorted({*other.sources, *row.sources}, key=lambda each: each.id)),
                rows=_united(other.rows, row.rows),
                contested=other.contested or row.contested,
                facts=tuple(sorted({*other.facts, *row.facts}, key=lambda each: str(each.object))),
            )
    return list(found.values())


def _united(first: tuple[IRI, ...], second: tuple[IRI, ...]) -> tuple[IRI, ...]:
    return tuple(sorted({*first, *second}, key=lambda each: each.value))


def _rank(row: Verdict) -> tuple[object, ...]:
    return (
        not row.claims,
        -LEVELS.index(row.certainty),
        -len(row.signs),
        row.label,
        row.part or "",
        row.side,
        local_name(row.muscle),
    )
