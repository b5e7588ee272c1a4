"""A no where what a thing is on record as doing leaves no room for what is claimed of it."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    "question",
    [
        "does child's pose stretch the calves",
        "does the clamshell stretch the chest",
        "foam rolling strengthens the calves, right?",
        "stretches(doorwayPecStretch, hipFlexors)",
    ],
)
def test_what_does_something_else_does_not_do_that(session: Session, question: str) -> None:
    """What only loosens strengthens nothing, and what lengthens one region leaves the others."""
    answer = session.ask(question)

    assert answer.boolean is False and answer.answers


@pytest.mark.parametrize("question", ["does the plank strengthen the biceps", "does the bird-dog work the calves"])
def test_what_strengthens_some_may_work_others(session: Session, question: str) -> None:
    """That an exercise is not on record for a muscle is no proof that it does nothing for it."""
    answer = session.ask(question)

    assert answer.boolean is None and answer.status == "not_on_record"


def test_a_group_is_opposed_where_its_members_are(session: Session) -> None:
    """What opposes the members of a group opposes the group, and that is said."""
    answer = session.ask("are the quads antagonists of the hamstrings")

    assert answer.boolean is True and answer.understood.assumed


def test_why_a_group_of_habits_matters_is_why_its_members_do(session: Session) -> None:
    """Reasons for the members of a group are shown where the group has none of its own."""
    assert session.ask("why does taking breaks matter").status == "answered"


@pytest.mark.parametrize(
    "question",
    ["is sway-back posture the same as a flat back", "is a soft mattress good for lower back pain", "should my elbows be straight when I type"],
)
def test_what_is_said_may_be_its_contrary(session: Session, question: str) -> None:
    """Two names for two things are not one, and what is advised is not its opposite."""
    assert session.ask(question).boolean is False


@pytest.mark.parametrize(
    "question",
    [
        "does a strong gluteus medius cause hip drop",
        "is the hip drop on the same side as the weak gluteus medius",
        "does every source agree that sitting causes back pain",
        "are women more lopsided than men",
    ],
)
def test_what_is_not_on_record_has_no_yes_or_no(session: Session, question: str) -> None:
    """What is on record of a weak part says nothing of a strong one, nor of sides, nor of what all agree on."""
    assert session.ask(question).boolean is None


def test_a_level_is_looked_up(session: Session) -> None:
    """Whether an exercise is one of a level is answered by its own level."""
    assert session.ask("is the plank a beginner exercise").boolean is True


@pytest.mark.parametrize(
    "question",
    [
        "is poor posture the only cause of muscle imbalance",
        "is asymmetry caused solely by repetitive movements",
        "can sitting never cause tight hip flexors",
        "does wearing a backpack on both shoulders make you lopsided",
    ],
)
def test_what_brings_something_about_does_so_beside_others(session: Session, question: str) -> None:
    """Not alone, not never, and what helps against a thing does not make it."""
    assert session.ask(question).boolean is False


@pytest.mark.parametrize("question", ["do wall angels strengthen the lower traps", "does cat-camel strengthen the core"])
def test_what_moves_a_joint_may_well_do_more(session: Session, question: str) -> None:
    """A mobility exercise that is on record for nothing else is no reason for a no."""
    answer = session.ask(question)
    assert answer.status == "not_on_record"
    assert answer.boolean is None
