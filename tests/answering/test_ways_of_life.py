"""How to sit, to stand and to lift: habits of a part of life, asked for in a few plain words."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize("question", ["how should we sit", "what is the right way to sit in an armchair", "is there a healthy way of sitting"])
def test_how_to_sit_is_told_by_what_is_advised_of_sitting(session: Session, question: str) -> None:
    """Seat and back come before pockets and crossed legs."""
    found = [item.label for item in session.ask(question).answers]

    assert {"upright or slightly reclined sitting", "support for the lower back"} <= set(found[:5])


@pytest.mark.parametrize("question", ["the right height for a screen", "what is the right way to sleep"])
def test_right_before_what_can_be_correct_is_no_side(session: Session, question: str) -> None:
    """*The right way* is the correct one."""
    answer = session.ask(question)

    assert (answer.status, answer.understood.slots.get("side")) == ("answered", None)
    assert all(entity.side is None for entity in answer.understood.entities)


@pytest.mark.parametrize(
    ("question", "habit"),
    [
        ("which lumbar support should i use", "support for the lower back"),
        ("how active should one be in a week", "150 minutes of activity a week"),
        ("the best way to wear a shoulder bag", "shoulder bag across the body"),
        ("how far away shd a screen be", "monitor at arm's length"),
    ],
)
def test_a_habit_is_heard_by_its_everyday_name(session: Session, question: str, habit: str) -> None:
    """The name stays whole, and the habit asked for comes first."""
    assert session.ask(question).answers[0].label == habit


def test_habits_are_not_weighed_against_what_they_are_for(session: Session) -> None:
    """*Habits vs x* asks for habits against x."""
    answer = session.ask("daily habits vs forward head posture")

    assert (answer.status, answer.intent) == ("answered", "habit_for")
