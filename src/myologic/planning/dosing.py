"""How much of an exercise: from the ranges of its dose on record to sets, repetitions, holds and seconds."""

from __future__ import annotations

from collections.abc import Mapping

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_
from myologic.planning.rules import PlanRules, Stage
from myologic.planning.values import Amount

DOSE, PARAMETER, NAME, LOW, HIGH, VALUE = (
    kb_(each) for each in ("dose", "parameter", "name", "low", "high", "value")
)
SETS, REPETITIONS, HOLD, REST, DAYS = "sets", "repetitions", "hold", "rest between sets", "days per week"
HOLD_OLDER, TEMPO, TOTAL = "hold in older adults", "tempo", "total time per stretch"
EVERY_DAY = 7


@dataclass(frozen=True, slots=True)
class Dose:
    """The ranges of a dose, by the names of its parameters, and its tempo in words."""

    id: Term
    ranges: Mapping[str, tuple[float, float]]
    tempo: str | None

    def at(self, name: str, share: float) -> int | None:
        """A value in a range, 0 the low end and 1 the high end; None where the dose does not name it."""
        found = self.ranges.get(name)
        return None if found is None else round(found[0] + share * (found[1] - found[0]))

    @property
    def days(self) -> int:
        """On how many days a week it may be done at most; every day where the dose sets no end."""
        found = self.ranges.get(DAYS)
        return EVERY_DAY if found is None else int(found[1])


def dose_of(kb: Reading, exercise: IRI, stage: Stage) -> Dose:
    """The dose of an exercise; that of the stage where the exercise names none.

    Parameters
    ----------
    kb
        The knowledge base.
    exercise, stage
        The exercise and the stage that it is done in.
    """
    node = kb.value(exercise, DOSE) or stage.dose or exercise
    ranges: dict[str, tuple[float, float]] = {}
    tempo = None
    for parameter in kb.objects(node, PARAMETER):
        name, low, high = kb.text(parameter, NAME), kb.text(parameter, LOW), kb.text(parameter, HIGH)
        if name == TEMPO:
            tempo = kb.text(parameter, VALUE)
        if name is not None and low is not None:
            ranges[name] = (float(low), float(low if high is None else high))
    return Dose(node, ranges, tempo)


def amount_of(dose: Dose, share: float, rules: PlanRules, *, sides: int, fewer: bool, older: bool) -> Amount:
    """How much in one session.

    Parameters
    ----------
    dose
        The dose.
    share
        Where in its ranges, 0 to 1.
    rules
        How plans are made: the length of a repetition, the time to change position, the share of the stronger side.
    sides
        How many times it is done: 2 where each side has its turn.
    fewer
        Whether the second side does slightly less.
    older
        Whether the ranges for older adults are taken, where the dose has any.
    """
    sets = dose.at(SETS, share) or 1
    repetitions = dose.at(REPETITIONS, share)
    hold = _hold(dose, HOLD_OLDER if older and HOLD_OLDER in dose.ranges else HOLD, share)
    rest = dose.at(REST, share)
    rest = int(rules.number("rest-seconds")) if rest is None else rest
    other = None
    if sides == 2 and repetitions is not None:
        other = max(1, int(repetitions * rules.number("stronger-side-share"))) if fewer else repetitions
    once = hold or rules.number("repetition-seconds")
    work = sets * once * ((repetitions or 1) + ((other or 1) if sides == 2 else 0))
    # While one side works the other rests, so that two sides need no rest of their own.
    pause = 0 if sides == 2 else (sets - 1) * rest
    return Amount(
        sets, repetitions, other, hold, rest, int(work + pause + sides * rules.number("change-seconds"))
    )


def _hold(dose: Dose, name: str, share: float) -> int | None:
    """The seconds of a hold: where the dose names a total, so long that the fewest sets already reach it."""
    total, high = dose.at(TOTAL, share), dose.at(name, 1.0)
    if total is None or high is None:
        return dose.at(name, share)
    return min(high, -(-total // (dose.at(SETS, 0.0) or 1)))
