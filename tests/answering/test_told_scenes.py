"""What is told in passing: scenes with words that play no part, sentences without anybody, habits that are asked about."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    ("told", "thing"),
    [
        ("my teenage son slouches", "slouching"),
        ("wallpapering a ceiling", "overhead work"),
        ("I carry a ladder on my right shoulder", "bag always on the same shoulder"),
    ],
)
def test_a_scene_says_what_it_leads_to(session: Session, told: str, thing: str) -> None:
    """Ordinary words beside what is told of somebody do not turn it into something else."""
    answer = session.ask(told)
    assert (answer.status, answer.intent) == ("answered", "causes")
    assert thing in {entity["label"] for entity in answer.to_dict()["understood"]["entities"]}


def test_a_denied_helping_word_without_anybody_tells(session: Session) -> None:
    """What starts with *can't* and names nobody is said, not asked."""
    assert session.ask("can't touch my toes").intent == "suggests"
    assert session.ask("can't you stretch the psoas").intent == "stretches"


@pytest.mark.parametrize(
    ("question", "holds"),
    [("slouching on the sofa, bad idea?", True), ("is it ok to sit on a stool all day", False), ("is cycling any good for tight hip flexors", False)],
)
def test_whether_a_habit_is_all_right_is_a_claim(session: Session, question: str, holds: bool) -> None:  # noqa: FBT001
    """A habit is no exercise to leave out: it is judged by what it leads to."""
    answer = session.ask(question)
    assert (answer.intent, answer.boolean) == ("boolean_check", holds)


def test_a_phrase_that_is_all_of_the_question_decides(session: Session) -> None:
    """*what do I do?* behind what is told asks for what to do, not for what comes of it."""
    answer = session.ask("I stand all day. what can I do?")
    assert answer.intent == "plan"
    assert not answer.understood.assumed


@pytest.mark.parametrize(("question", "holds"), [("does a ball do anything for knots", True), ("the plank is a stretch, right?", False)])
def test_what_a_tool_or_an_exercise_does_is_a_yes_or_no(session: Session, question: str, holds: bool) -> None:  # noqa: FBT001
    """By what is done with a tool, and by what an exercise acts on."""
    assert session.ask(question).boolean is holds


def test_options_said_before_the_question_are_compared(session: Session) -> None:
    """*x or y, which is better for z* compares x and y."""
    answer = session.ask("foam rolling or stretching, which is better for tight muscles?")
    assert answer.intent == "compare"
    assert {"foam rolling", "stretching"} <= {item.label for item in answer.answers}
