"""The verdicts of a case, read from what the rules derived.

A verdict is reported at the level at which a finding speaks: a group stays a group, unless the rules found that a
member of it has another state.
"""

from __future__ import annotations

from typing import Protocol

from myologic.casework.evidence import Evidence, Found, evidence_at
from myologic.casework.facts import CASE
from myologic.casework.lookups import lookups
from myologic.casework.sites import Site, sites
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.reading import Reading, Source
from myologic.kb.vocabulary import kb_, local_name

LEVELS = ("contested", "very-low", "low", "moderate", "high")
REPORTS = kb_("reports")
OPEN, DISPUTED = "undetermined", "disputed"


class Inferred(Protocol):
    """What is needed of a knowledge base with a case on top: reading, and how sure a fact is."""

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate."""

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact was derived, and not told."""

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

    Examples
    --------
    >>> import myologic
    >>> case = myologic.load().case(findings=["rounded_shoulder_one_side@right"])
    >>> row = case.verdicts()[0]
    >>> f"{row.label} ({row.side}): {row.verdict}, {row.certainty} certainty", len(case.why(row)) > 0
    ('pectoralis minor (right): tight, low certainty', True)
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

    def _repr_html_(self) -> str:
        """The verdict for a notebook, with its sources to unfold; escaped."""
        from myologic.notebook import verdict_html

        return verdict_html(self)


@dataclass(frozen=True, slots=True)
class _State:
    length: str | None
    activity: str | None
    verdict: str
    predicate: IRI


@dataclass(frozen=True, slots=True)
class _Part:
    """What is known of one site: one side of a row, or the whole of it."""

    where: Site
    state: _State
    fact: Triple
    certainty: str
    found: Found


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
        self._axes = {name: _values(case, predicate) for name, predicate in _AXES.items()}
        self._verdicts: dict[str, tuple[IRI, str]] = {}
        for predicate, code in lookups(kb).verdicts():
            for where in case.objects(CASE, predicate):
                if isinstance(where, IRI):
                    self._verdicts[where.value] = (predicate, code)

    def at(self, node: IRI) -> _State | None:
        """The state of a site, or None where nothing is known of it."""
        where = node.value
        found = self._verdicts.get(where)
        if found is None:
            return None
        length = None if where in self._axes["lengthDisputed"] else self._first(where, "short", "long")
        activity = None if where in self._axes["activityDisputed"] else self._first(where, "over", "under")
        return _State(length, activity, found[1], found[0])

    def _first(self, where: str, one: str, other: str) -> str | None:
        return one if where in self._axes[one] else other if where in self._axes[other] else None


_AXES = {name: kb_(name) for name in ("short", "long", "over", "under", "lengthDisputed", "activityDisputed")}


def _values(case: Inferred, predicate: IRI) -> frozenset[str]:
    return frozenset(each.value for each in case.objects(CASE, predicate) if isinstance(each, IRI))


def case_verdicts(kb: Reading, case: Inferred, evidence: Evidence | None = None) -> tuple[Verdict, ...]:
    """The verdicts of a case: surest first, then those with most signs, then by name.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    evidence
        The rows that it takes into account, where they were looked up already.
    """
    states, evidence = States(kb, case), evidence or Evidence(kb, case)
    groups: dict[tuple[object, ...], list[_Part]] = {}
    for where in sites(kb, case.objects(CASE, REPORTS)):
        state = states.at(where.node)
        if state is not None:
            fact = Triple(CASE, state.predicate, where.node)
            part = _Part(where, state, fact, case.certainty(fact) or LEVELS[1], evidence_at(kb, evidence, where))
            key = (where.muscle.value, where.part, state.verdict, state.length, state.activity, part.certainty)
            groups.setdefault(key, []).append(part)
    return tuple(sorted((_row(kb, parts) for parts in groups.values()), key=_rank))


def _row(kb: Reading, parts: list[_Part]) -> Verdict:
    """One row: left and right of one muscle with one verdict, equally sure, stand together."""
    first = parts[0]
    where, state, found = first.where, first.state, first.found
    for each in parts[1:]:
        found = found.joined(each.found)
    return Verdict(
        muscle=where.muscle,
        label=kb.label(where.muscle),
        part=where.part,
        side=where.side if len(parts) == 1 else "both",
        verdict=state.verdict,
        length=state.length,
        activity=state.activity,
        certainty=first.certainty,
        signs=found.signs,
        against=found.against,
        sources=_sources(kb, found.claims),
        rows=tuple(sorted(found.claims, key=lambda each: each.value)),
        disputed=state.verdict == DISPUTED,
        contested=found.contested,
        facts=tuple(each.fact for each in parts),
    )


def _sources(kb: Reading, claims: tuple[IRI, ...]) -> tuple[Source, ...]:
    """The sources of some claims, each once, by address."""
    find = lookups(kb).claim
    found = {source.id: source for claim in claims for source in find(claim).sources}
    return tuple(found[each] for each in sorted(found))


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
