"""Names that stand for two things: what is asked decides which one is meant."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("is there a check for a pelvic tilt", "anterior pelvic tilt"),
        ("what are the signs of a pelvic tilt", "anterior pelvic tilt"),
        ("how do i do a posterior pelvic tilt", "lying pelvic tilt"),
        ("what causes a posterior pelvic tilt", "posterior pelvic tilt"),
        ("how many repetitions of the pelvic tilt", "lying pelvic tilt"),
    ],
)
def test_what_is_asked_decides_between_a_state_and_what_is_done(session: Session, question: str, meant: str) -> None:
    """Signs and causes are asked of a state, a way of doing it and its dose of what is done."""
    assert [entity.label for entity in session.ask(question).understood.entities] == [meant]


@pytest.mark.parametrize(
    ("question", "named", "side"),
    [
        ("how long should i hold the left side plank", "side plank", "left"),
        ("how do i do the right side stretch", "standing side bend stretch", "right"),
        ("my left side bend is limited, what is tight", "side bending limited", "left"),
    ],
)
def test_a_side_before_a_name_that_begins_with_side_leaves_the_name_whole(session: Session, question: str, named: str, side: str) -> None:
    """*The left side plank* is the side plank on the left, and no plank."""
    found = {(entity.label, entity.side) for entity in session.ask(question).understood.entities}

    assert (named, side) in found
