"""What is not answered: off topic, not understood, too long, several readings, something missing."""

from __future__ import annotations

from myologic.answering.find_care import find_crisis, find_no_medicine
from myologic.answering.outcome import Outcome
from myologic.answering.task import Task

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

SAID: Final[dict[str, tuple[str, ...]]] = {
    "off_topic": ("that is outside what is on record here",),
    "near_miss": ("that is close to what is on record here, but not in it",),
    "nonsense": ("no question was understood in that",),
    "injection": ("that holds code or commands, which are never run; no question was understood in it",),
    "oversize": ("that is longer than 5,000 characters; please ask in a sentence or two",),
    "empty": ("nothing was asked; a question in plain words will do",),
}

MISSING: Final[dict[str, str]] = {
    "topic": "what is the question about?",
    "side": "which side is it, left or right?",
    "reading": "this can be read in more than one way",
    "intent": "what do you want to know about {named}?",
}


def refuse(task: Task) -> Outcome:
    """The outcome of a question that was refused when it was read."""
    kind = task.question.refusal or "nonsense"
    if kind == "unsafe_medical":
        return find_no_medicine(task)
    if kind == "crisis":
        return find_crisis(task)
    lead = [*SAID.get(kind, SAID["nonsense"])]
    return Outcome(status="refused", lead=tuple(lead), intent="out_of_scope")


def ask_back(task: Task, readings: tuple[str, ...]) -> Outcome:
    """The outcome of a question that lacks something or has several readings; the readings become the suggestions."""
    said = MISSING.get(task.question.missing or "reading", MISSING["reading"])
    return Outcome(status="clarify", lead=(said.format(named=task.words(task.named()) or "that"),), nearby=readings)
