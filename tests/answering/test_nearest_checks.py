"""Checks for oneself: those nearest to what has none, those done in the position asked for, those that compare the sides."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def labels(session: Session, question: str) -> list[str]:
    """The labels of what is answered."""
    return [item.label for item in session.ask(question).answers]


@pytest.mark.parametrize(
    ("question", "check"),
    [
        ("how can i test my side plank", "side plank comparison"),
        ("how can i check my squat", "overhead squat check"),
        ("how can i check my pelvis", "pelvis level check"),
        ("how can i check my feet", "overhead squat check"),
    ],
)
def test_a_check_called_after_it_is_shown(session: Session, question: str, check: str) -> None:
    """What has no check of its own is answered with the checks that are called after it, not with all there are."""
    found = labels(session, question)

    assert check in found
    assert len(found) <= 2


def test_what_a_cause_leads_to_can_be_looked_at(session: Session) -> None:
    """A cause cannot be tested for: what it leads to can, and that is said."""
    answer = session.ask("how do i check my slouching")

    assert "side view check" in [item.label for item in answer.answers]
    assert "nodding test" not in [item.label for item in answer.answers]
    assert "No check for slouching alone is on record" in answer.text


def test_a_check_is_done_as_it_was_asked_for(session: Session) -> None:
    """A position leaves out the checks that are said to be done in another one, and none that say nothing of it."""
    assert labels(session, "how do i check for rounded shoulders lying down") == ["lying shoulder check", "rounded shoulders"]
    assert "said to be done in the way that was asked for" in session.ask("how can i check my ankles while sitting").text


def test_sides_are_compared_by_what_compares_them(session: Session) -> None:
    """Which of two sides is the stronger one is asked of the checks that show a difference."""
    assert labels(session, "how do i find out which arm is stronger") == labels(session, "how can i test both arms for equal strength")
    assert "nodding test" not in labels(session, "how do i find out which arm is stronger")
