"""The lines of a plan in words, the same in every form it is written in."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.casework.verdicts import Verdict
from myologic.kb.reading import Source
from myologic.planning.values import Amount, Line, PhasePlan, Plan

_SIDES = {"left": "left", "right": "right", "both": "both sides"}
_STATES = {
    "needs_side": "A side is missing, so no plan is made yet.",
    "conflict": "Some of what was told cannot hold together, and no plan is made from it.",
}


def verdict_text(row: Verdict) -> str:
    """A verdict in words: muscle, part, side, state, how sure."""
    part = f", {row.part}" if row.part else ""
    state = row.verdict.replace("-", " ")
    certainty = row.certainty.replace("-", " ")
    sure = "contested by sources" if row.certainty == "contested" else f"{certainty} certainty"
    return f"{row.label}{part} ({_SIDES[row.side]}) likely {state}, {sure}"


def why_text(line: Line) -> str:
    """For which verdicts an exercise is there, the surest first."""
    shown = [verdict_text(row) for row in line.verdicts[:3]]
    more = len(line.verdicts) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def because_text(line: Line) -> str:
    """The signs and habits behind the verdicts, and who says so."""
    sources = tuple(sorted({source for row in line.verdicts for source in row.sources}, key=source_id))
    return f"{', '.join(line.because)} [{cited(sources)}]"


def amount_text(line: Line, amount: Amount) -> str:
    """How much, in words."""
    sets = f"{amount.sets} {'set' if amount.sets == 1 else 'sets'}"
    if line.first_side is None:
        return f"{sets} of {_once(amount, amount.repetitions)}"
    if line.second_side is None:
        return f"{line.first_side}: {sets} of {_once(amount, amount.repetitions)}"
    if line.first_side == "each":
        order = ", the weaker side first" if line.weaker_first else ""
        return f"{sets} of {_once(amount, amount.repetitions)} on each side{order}"
    if amount.other_repetitions == amount.repetitions:
        return f"{line.first_side} first, then {line.second_side}: {sets} of {_once(amount, amount.repetitions)}"
    return (
        f"{line.first_side} first: {sets} of {_once(amount, amount.repetitions)}; "
        f"then {line.second_side}: {sets} of {_once(amount, amount.other_repetitions)}"
    )


def _once(amount: Amount, repetitions: int | None) -> str:
    hold = f"{amount.hold_seconds} seconds" if amount.hold_seconds else ""
    if repetitions is None:
        return hold or "a short while"
    return f"{repetitions} repetitions, each held {hold}" if hold else f"{repetitions} repetitions"


def phase_text(phase: PhasePlan) -> str:
    """The weeks of a phase and what it is."""
    return f"Weeks {phase.from_week} to {phase.to_week}: {phase.label}"


def days_text(days: Iterable[int]) -> str:
    """The days of a session in words."""
    return "days " + ", ".join(str(each) for each in days)


def cited(sources: Iterable[Source]) -> str:
    """The ids of sources, as they stand in the list of sources at the end."""
    return ", ".join(source_id(each) for each in sources)


def source_id(source: Source) -> str:
    """The id of a source as the tables write it."""
    return source.id[max(source.id.rfind("/"), source.id.rfind("#")) + 1 :]


def all_sources(plan: Plan) -> tuple[Source, ...]:
    """Every source that a plan names, each once, by id."""
    found = set(plan.safety_sources)
    for line in plan.lines:
        found.update(line.sources, line.dose_sources)
        for row in line.verdicts:
            found.update(row.sources)
    for habit in plan.habits:
        found.update(habit.sources)
    for note in (*plan.cautions, *plan.guides, *plan.stop, *plan.review, *(note for _, note, _ in plan.watch)):
        found.update(note.sources)
    return tuple(sorted(found, key=source_id))


def reason_text(plan: Plan) -> str | None:
    """Why there is no exercise, where there is none."""
    if plan.lines or plan.status == "safety":
        return None
    if plan.status in _STATES:
        return _STATES[plan.status]
    if plan.status == "nothing":
        return "Nothing can be inferred from what was told, so there is nothing to plan yet."
    if plan.safety_text:
        return "No exercise is planned until this was looked at."
    return "No exercise on record fits what the plan has to keep to."
