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
