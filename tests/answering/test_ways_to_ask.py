"""Everyday ways to ask: which side is the weaker one, what there is at all, which of two ways, and what goes on at a desk."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize("question", ["work out which leg is lazy", "how do i prove that my back is lopsided", "can i figure out my dodgy side"])
def test_to_find_out_which_side_it_is_is_a_check(session: Session, question: str) -> None:
    """What is to be found out is not taken for granted: the checks that compare the sides are shown."""
    answer = session.ask(question)

    assert (answer.status, answer.intent) == ("answered", "self_check")
    assert "mirror check" in [item.label for item in answer.answers]


@pytest.mark.parametrize("question", ["reel off the conditions", "which conditions have you got cautions for"])
def test_all_of_a_kind_is_asked_for_in_many_words(session: Session, question: str) -> None:
    """A list is one however it is called up."""
    answer = session.ask(question)

    assert (answer.status, answer.intent) == ("answered", "list")
    assert len(answer.answers) > 3


@pytest.mark.parametrize("question", ["stretch or strengthen?", "should i stretch or strengthen tight calves", "strengthening or stretching first"])
def test_verbs_to_choose_between_are_compared(session: Session, question: str) -> None:
    """What is done about something may be chosen from: neither of the two is dropped."""
    answer = session.ask(question)

    assert (answer.status, answer.intent) == ("answered", "compare")
    assert {"stretching", "strengthening"} <= {item.label for item in answer.answers}


def test_what_throws_something_out_of_balance_is_its_causes(session: Session) -> None:
    """What brings an imbalance about is asked for, and counted."""
    answer = session.ask("how many things put a back out of kilter")

    assert answer.number == len(answer.answers) > 3
    assert "poor posture" in [item.label for item in answer.answers]


def test_where_the_elbows_go_is_told(session: Session) -> None:
    """What a part does at a desk is a habit of the desk."""
    assert session.ask("what should my elbows do while i type").answers[0].label == "elbows at 90 degrees"


@pytest.mark.parametrize("question", ["which exercises are one-sided", "list all one-sided exercises", "how many unilateral exercises have you got"])
def test_exercises_that_are_one_sided_are_those_alone(session: Session, question: str) -> None:
    """What is worked one side at a time is a filter, however it is said: it is not dropped."""
    found = [item.label for item in session.ask(question).answers]

    assert "single-leg glute bridge" in found
    assert not {"glute bridge", "plank", "abdominal brace"} & set(found)


def test_exercises_for_both_sides_at_once_are_no_one_sided_ones(session: Session) -> None:
    """Both at once is the contrary of one at a time."""
    entities = [entity.label for entity in session.ask("exercises for both legs at once").understood.entities]

    assert "unilateral training" not in entities


def test_the_source_of_a_claim_names_both_its_ends(session: Session) -> None:
    """What a muscle gets weak from is part of the claim, also at the end of the sentence."""
    answer = session.ask("how sure are you that the glutes get weak from sitting")

    assert {"prolonged sitting", "gluteal muscles"} <= {entity.label for entity in answer.understood.entities}
    assert answer.intent == "source"


def test_sources_of_two_things_are_not_those_of_a_link(session: Session) -> None:
    """Where no claim links two things, it is said that each source is for one of them."""
    assert "each by itself" in session.ask("who wrote about planks and headaches").text
