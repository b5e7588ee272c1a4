"""Yes and no: the direction of a claim, its state, its words, and what stands in where the claim itself is not on record."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("is the glute bridge harder than the single-leg glute bridge", False),
        ("is the single-leg glute bridge harder than the glute bridge", True),
        ("does sitting weaken the hip flexors", False),
        ("does sitting tighten the hip flexors", True),
        ("does the hamstring stretch strengthen the hamstrings", False),
        ("does the bird-dog strengthen the gluteal muscles", True),
        ("does the plank strengthen the obliques", True),
        ("is sitting bad for the hip flexors", True),
        ("does poor posture always cause pain", False),
        ("does poor posture cause pain", True),
        ("is the upper trapezius weak in upper crossed syndrome", False),
    ],
)
def test_a_claim_is_answered_by_what_it_says(session: Session, text: str, holds: bool) -> None:
    """The direction, the state, the kind of effect, the value and the quantifier of a claim all count."""
    assert session.ask(text).boolean is holds


@pytest.mark.parametrize("text", ["do weak abdominals cause lordosis", "does back pain cause weak glutes"])
def test_a_companion_is_no_cause(session: Session, text: str) -> None:
    """What only goes with a thing neither proves nor excludes that it brings it about."""
    answer = session.ask(text)

    assert answer.status == "not_on_record" and answer.boolean is None
    assert "on record with" in answer.text.casefold()


def test_a_part_that_answers_for_the_whole_is_said(session: Session) -> None:
    """A fact about a part is given as an assumption about the whole."""
    answer = session.ask("does the plank strengthen the obliques")

    assert any("external oblique" in line for line in answer.understood.assumed)


def test_an_indirect_help_is_an_assumption(session: Session) -> None:
    """Where nobody is cited for a help, what the muscles call for is offered as such."""
    answer = session.ask("can a single-arm shrug help one shoulder lower")

    assert answer.boolean is True and answer.understood.assumed


def test_a_condition_that_is_only_asked_about_is_nobodys(session: Session) -> None:
    """What brings a condition about is no list of what to leave out with it."""
    answer = session.ask("can weak glutes cause knee pain when kneeling")

    assert answer.status == "not_on_record" and not answer.answers
