"""Places on a part, words that are parts elsewhere, and what is at hand: none is dropped without a word."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def heard(session: Session, question: str) -> set[str]:
    """The labels of the things understood."""
    return {entity["label"] for entity in session.ask(question).to_dict()["understood"]["entities"]}


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("what stretches the back of my hip", "gluteal muscles"),
        ("which stretch is for behind the knee and thigh", "hamstrings"),
        ("deep neck exercises without equipment", "deep neck flexors"),
        ("what strengthens the underside of my feet", "foot"),
    ],
)
def test_a_place_on_a_part_names_its_muscles(session: Session, question: str, thing: str) -> None:
    """The back of a hip is not the back, and not the front of the hip."""
    assert heard(session, question) == {thing}


def test_a_place_without_a_name_is_said_to_be_left_aside(session: Session) -> None:
    """The bottom of a part is no other part, and is not dropped in silence."""
    answer = session.ask("what strengthens the bottom of my ribs").to_dict()
    assert "bottom" in answer["understood"]["not_understood"]
    assert "gluteal muscles" not in {entity["label"] for entity in answer["understood"]["entities"]}


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("how do I bring back the strength of my neck", "neck muscles"),
        ("I need to put some force back into my calves, with what", "calf muscles"),
        ("how do I get my hamstrings back", "hamstrings"),
    ],
)
def test_whither_something_comes_is_no_part(session: Session, question: str, thing: str) -> None:
    """Back is a part only where it is one."""
    assert heard(session, question) == {thing}


def test_the_right_number_is_on_no_side(session: Session) -> None:
    """What is proper says nothing of left and right."""
    assert session.ask("what would be the right number of reps for the calves").to_dict()["understood"]["slots"].get("side") is None
    assert session.ask("which exercises strengthen the right calf").to_dict()["understood"]["slots"].get("side") == "right"


def test_the_name_of_a_kind_may_say_where(session: Session) -> None:
    """A floor exercise is done on the floor."""
    assert session.ask("which floor exercises strengthen the glutes").to_dict()["understood"]["slots"]["position"] == "on the floor"


def test_what_a_tool_acts_on_is_told_by_what_is_done_with_it(session: Session) -> None:
    """A strap stretches what is stretched with it."""
    answer = session.ask("what does a strap stretch")
    assert answer.status == "answered"
    assert "hamstrings" in {item.label for item in answer.answers}


def test_what_is_at_hand_comes_first(session: Session) -> None:
    """Of what can be done with a tool, what uses it stands before what needs nothing."""
    first = session.ask("I own a foam roller, what can I use it for?").answers[0]
    assert "foam" in first.label


def test_a_routine_takes_what_is_at_hand_and_what_needs_nothing(session: Session) -> None:
    """A mat adds exercises to a routine and takes none away."""
    answer = session.ask("four moves, a mat, rounded shoulders")
    assert any(item.kind == "exercise" for item in answer.answers)


@pytest.mark.parametrize(
    "question",
    ["what would you forbid with a slipped disc", "what to skip with brittle bones", "which twists could harm somebody with osteoporosis", "what do I drop if my wrists ache"],
)
def test_what_is_left_out_is_told_in_whatever_words(session: Session, question: str) -> None:
    """With a condition that is known, an unknown verb is no reason to refuse."""
    answer = session.ask(question)
    assert (answer.status, answer.intent) == ("safety", "contraindicated")
    assert all(item.verdict == "avoid" for item in answer.answers if item.kind == "exercise")
