"""A part of something that is asked for, what something tells of it, and names cut short by a number."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def _labels(session: Session, question: str) -> list[str]:
    return [item.label for item in session.ask(question).answers]


@pytest.mark.parametrize(
    ("question", "paraphrase"),
    [
        ("which part of the neck does the chin tuck work", "what does chin tuck strengthen, given neck muscles"),
        ("the cat stretch: which part of the back does it loosen?", "what does cat-camel mobilise, given back muscles"),
        ("what does a mirror show about my shoulders", "what does mirror check reveal, given shoulder muscles"),
    ],
)
def test_where_it_is_looked_for_stands_beside_the_verb(session: Session, question: str, paraphrase: str) -> None:
    """A whole whose part is wanted is no second thing that does it, and what is spoken of is none that it is done to."""
    assert session.ask(question).paraphrase == paraphrase


def test_only_the_parts_of_the_whole_are_answered(session: Session) -> None:
    """Of what an exercise works only what belongs to the part named is shown, where anything does."""
    found = _labels(session, "which part of the shoulder does the face pull strengthen")
    assert "posterior deltoid" in found
    assert "middle trapezius" not in found


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("squat on one leg or on two, which is better", {"single-leg squat", "squat"}),
        ("row with one arm or with two: what's the difference?", {"single-arm dumbbell row", "bent-over row"}),
    ],
)
def test_another_number_of_the_same_is_a_name_too(session: Session, question: str, both: set[str]) -> None:
    """What is said once of the one counts for the other behind *or*."""
    answer = session.ask(question)
    assert answer.intent == "compare"
    assert both <= {item.label for item in answer.answers}


def test_one_side_of_a_part_that_is_built_up(session: Session) -> None:
    """The part whose side is built up is nothing that the habit must act on by itself."""
    assert session.ask("does cricket bowling build up one side of the back").boolean is True
