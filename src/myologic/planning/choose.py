"""Which exercises a plan takes: as few as serve every verdict, all of them from what suits the case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from myologic.casework.exercises import AVOIDS, DRILL_OF, REACHES_SIDE, WANTED_AS, Offer
from myologic.casework.facts import CASE
from myologic.casework.verdicts import LEVELS, Inferred, Verdict
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Literal, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_
from myologic.planning.rules import CODE, RANK, Stage
from myologic.planning.values import Wishes

LEVEL, NEEDS, NEEDS_ONE_OF, EVERYDAY = kb_("level"), kb_("needs"), kb_("needsOneOf"), kb_("everydayObject")
HAS_PART, EASIER_THAN, CERTAINTY = kb_("hasPart"), kb_("easierThan"), kb_("certainty")
MOST_SUBSTITUTES = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that suits, with what it is for.

    Parameters
    ----------
    offer
        What the case offers.
    rows
        The verdicts that it is for, as places in the list of verdicts.
    level
        The rank of its level, 1 the easiest.
    needs
        What it needs: one of each group is enough.
    other_side
        Whether the other side may do it as well.
    evidence
        The rank of how sure it is that the exercise does this.
    """

    offer: Offer
    rows: frozenset[int]
    level: int
    needs: tuple[frozenset[Term], ...]
    other_side: bool
    evidence: int

    @property
    def one_sided(self) -> bool:
        """Whether it is done on one side at a time."""
        return self.offer.side is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen exercise, what can take its place, and what comes after it."""

    stage: Stage
    candidate: Candidate
    substitutes: tuple[Candidate, ...]
    step_ups: tuple[Candidate, ...]


def candidates(
    kb: Reading, case: Inferred, offers: Iterable[Offer], verdicts: Sequence[Verdict], wishes: Wishes
) -> tuple[Candidate, ...]:
    """What suits the case and the wishes, each with the verdicts that it serves.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    offers, verdicts
        What the case offers and reports.
    wishes
        Level and equipment.
    """
    wanting = {
        kb.text(each.subject, CODE): frozenset(case.objects(CASE, each.object))
        for each in kb.match(None, WANTED_AS, None)
    }
    most = None if wishes.level is None else _rank(kb, wishes.level)
    at_hand = None if wishes.equipment is None else _at_hand(kb, wishes.equipment)
    found = []
    for offer in offers:
        rows = frozenset(
            number
            for number, row in enumerate(verdicts)
            if row.muscle in offer.muscles
            and any(fact.object in wanting.get(offer.purpose, ()) for fact in row.facts)
            and (offer.side in (None, "both") or row.side in (offer.side, "both"))
        )
        level, needs = _rank(kb, kb.value(offer.id, LEVEL)), _needs(kb, offer.id)
        if not rows or (most is not None and level > most):
            continue
        if at_hand is not None and any(group.isdisjoint(at_hand) for group in needs):
            continue
        evidence = kb.text(offer.id, CERTAINTY)
        rank = LEVELS.index(evidence) if evidence in LEVELS else 0
        found.append(Candidate(offer, rows, level, needs, _other_side_may(kb, case, offer), rank))
    return tuple(found)


def choose(
    kb: Reading, stage: Stage, suiting: Sequence[Candidate], verdicts: Sequence[Verdict], wishes: Wishes
) -> tuple[Choice, ...]:
    """The exercises of one stage: easy ones first, and so few that each verdict is served once.

    Parameters
    ----------
    kb
        The knowledge base, for steps from easier to harder.
    stage
        The stage.
    suiting, verdicts
        What suits, and the verdicts it is for.
    wishes
        Whether a level was named: then nothing above it is offered as a step up either (`suiting` holds nothing above it).
    """
    pool = [each for each in suiting if each.offer.purpose in stage.purposes]
    weight = [LEVELS.index(row.certainty) + 1 for row in verdicts]
    open_rows = frozenset().union(*(each.rows for each in pool))
    picked: list[Candidate] = []

    def worth(each: Candidate) -> tuple[object, ...]:
        gained = sum(weight[row] for row in each.rows & open_rows)
        sided = each.one_sided if stage.one_sided_first else False
        return (-gained, not sided, len(each.needs), -each.evidence, each.offer.label, each.offer.id.value)

    for level in sorted({each.level for each in pool}):
        easy = [each for each in pool if each.level <= level]
        while open_rows and easy:
            best = min(easy, key=worth)
            if not best.rows & open_rows:
                break
            picked.append(best)
            open_rows -= best.rows
    return tuple(
        Choice(stage, each, _substitutes(each, pool, picked), _step_ups(kb, each, suiting)) for each in picked
    )


def _substitutes(chosen: Candidate, pool: Iterable[Candidate], picked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """What serves the same first verdict on the same side with the same purpose, without equipment first."""
    first = min(chosen.rows)
    taken = {each.offer.id for each in picked}
    fitting = [
        each
        for each in pool
        if each.offer.id not in taken
        and first in each.rows
        and each.offer.purpose == chosen.offer.purpose
        and each.offer.side in (None, chosen.offer.side)
    ]
    fitting.sort(key=lambda each: (len(each.needs), each.level, -len(each.rows & chosen.rows), each.offer.label))
    return tuple(fitting[:MOST_SUBSTITUTES])


def _step_ups(kb: Reading, chosen: Candidate, suiting: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """What is written as harder than it and suits the case: one level up at most."""
    harder = set(kb.objects(chosen.offer.id, EASIER_THAN))
    most = chosen.level + 1
    found = {
        each.offer.id: each
        for each in suiting
        if each.offer.id in harder and each.level <= most and each.offer.side in (None, chosen.offer.side)
    }
    return tuple(sorted(found.values(), key=lambda each: (each.level, each.offer.label)))


def _other_side_may(kb: Reading, case: Inferred, offer: Offer) -> bool:
    """Whether the side that an exercise is not meant for may do it too: nothing on record speaks against it."""
    if offer.side not in ("left", "right"):
        return True
    others = [
        drill
        for drill in kb.subjects(DRILL_OF, offer.id)
        for side in kb.objects(drill, REACHES_SIDE)
        if kb.text(side, CODE) != offer.side
    ]
    return bool(others) and not any(case.has(CASE, AVOIDS, drill) for drill in others)


def _needs(kb: Reading, exercise: IRI) -> tuple[frozenset[Term], ...]:
    """What an exercise needs: groups of things of which one is enough."""
    needed = [frozenset([each]) for each in kb.objects(exercise, NEEDS)]
    one_of = frozenset(kb.objects(exercise, NEEDS_ONE_OF))
    return (*needed, one_of) if one_of else tuple(needed)


def _at_hand(kb: Reading, equipment: Iterable[IRI]) -> frozenset[Term]:
    """What is at hand: what was named and its kinds, and with anything named also what is found in most homes."""
    named: set[Term] = set(equipment)
    if not named:
        return frozenset()
    kinds = {part for each in named for part in kb.objects(each, HAS_PART)}
    true = Literal("true", "http://www.w3.org/2001/XMLSchema#boolean")
    return frozenset(named | kinds | set(kb.subjects(EVERYDAY, true)))


def _rank(kb: Reading, level: Term | None) -> int:
    return 1 if level is None else int(kb.text(level, RANK) or 1)
