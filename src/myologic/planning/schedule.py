"""Which exercise on which day, and how much in which phase, within the minutes of a session."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.engine.records import dataclass
from myologic.kb.reading import Reading
from myologic.planning.choose import Choice
from myologic.planning.dosing import Dose, amount_of, dose_of
from myologic.planning.rules import Day, PlanRules
from myologic.planning.values import Amount

MANY_DAYS = 6
"""A dose for at least so many days a week is done in every session."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A choice with its dose, the sessions it is in, and its amounts by phase."""

    choice: Choice
    dose: Dose
    days: tuple[Day, ...]
    amounts: tuple[tuple[str, Amount], ...]


def turns(choice: Choice) -> tuple[int, bool]:
    """How many turns an exercise takes, one for each side that does it, and whether the second does less."""
    side = choice.candidate.offer.side
    if side is None:
        return 1, False
    if side == "both":
        return 2, False
    in_turn = choice.stage.sides_in_turn and choice.candidate.other_side
    return (2, True) if in_turn else (1, False)


def schedule(
    kb: Reading, rules: PlanRules, chosen: Sequence[Sequence[Choice]], seconds: int, *, older: bool
) -> tuple[tuple[Slot, ...], tuple[Choice, ...]]:
    """Fill the sessions.

    Parameters
    ----------
    kb, rules
        The knowledge base, and how plans are made.
    chosen
        The choices of each stage, the most useful first; the stage to be served first stands first.
    seconds
        Most seconds of a session.
    older
        Whether doses for older adults are taken.

    Returns
    -------
    tuple
        What is done, and what did not fit.
    """
    placed: list[tuple[Choice, Dose, tuple[Day, ...]]] = []
    spared = seconds - int(seconds * rules.number("begin-share"))
    left = dict.fromkeys((day.code for day in rules.days), seconds - spared)
    out: list[Choice] = []

    def amount(choice: Choice, dose: Dose, share: float) -> Amount:
        sides, fewer = turns(choice)
        return amount_of(dose, share, rules, sides=sides, fewer=fewer, older=older)

    for choice in _in_turn(chosen):
        dose = dose_of(kb, choice.candidate.offer.id, choice.stage)
        needed = amount(choice, dose, 0.0).seconds
        fitting = [day for day in rules.days if left[day.code] >= needed]
        if not placed and not fitting:
            fitting = list(rules.days[:1])  # however short the time, one exercise can be begun
        if not fitting:
            out.append(choice)
            continue
        roomiest = max(fitting, key=lambda day: (left[day.code], -rules.days.index(day)))
        days = tuple(fitting) if dose.days >= MANY_DAYS else (roomiest,)
        for day in days:
            left[day.code] -= needed
        placed.append((choice, dose, days))

    left = {code: seconds + spared for code, seconds in left.items()}
    amounts: list[dict[str, Amount]] = [{} for _ in placed]
    now = [amount(choice, dose, 0.0) for choice, dose, _ in placed]
    for phase in rules.phases:
        for number, (choice, dose, days) in enumerate(placed):
            if phase.rank < choice.stage.from_phase:
                continue
            wanted = amount(choice, dose, phase.share)
            more = wanted.seconds - now[number].seconds
            if more <= min(left[day.code] for day in days):
                now[number] = wanted
                for day in days:
                    left[day.code] -= more
            amounts[number][phase.shown.code] = now[number]
    slots = tuple(
        Slot(choice, dose, days, tuple(amounts[number].items())) for number, (choice, dose, days) in enumerate(placed)
    )
    return slots, tuple(out)


def _in_turn(chosen: Sequence[Sequence[Choice]]) -> Iterator[Choice]:
    """The first of each stage, then the second of each, and so on."""
    for number in range(max(map(len, chosen), default=0)):
        yield from (choices[number] for choices in chosen if number < len(choices))
