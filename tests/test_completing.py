"""What may come next while a question is typed: nothing that is offered leads nowhere."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

import myologic
from myologic.completing.offers import MOST, Offers


@pytest.fixture(scope="module")
def whole() -> myologic.KnowledgeBase:
    """The shipped knowledge base as people ask it."""
    return myologic.load()


@pytest.fixture(scope="module")
def offers(whole: myologic.KnowledgeBase) -> Offers:
    """Continuations on the shipped content."""
    return Offers(whole.base)


def test_relations_follow_the_first_word(offers: Offers) -> None:
    """What begins a question is continued by the relations there are."""
    assert [each.shown for each in offers.after("what str")] == ["what strengthens", "what stretches"]


def test_names_fill_the_gap(offers: Offers) -> None:
    """Things are offered by any of their names, with what they are; the article stays."""
    shown = {each.shown: each for each in offers.after("What strengthens  the glut")}

    assert {"glutes", "gluteal muscles"} <= shown.keys()
    assert shown["glutes"].text == "what strengthens the glutes" and shown["glutes"].note == "muscle" and shown["glutes"].whole


def test_a_complete_question_is_narrowed(offers: Offers) -> None:
    """After a complete question come the filters that leave some of its answers."""
    assert "without equipment" in {each.shown for each in offers.after("what strengthens the glutes ")}


def test_nothing_follows_what_is_unknown(offers: Offers) -> None:
    """Where no form begins like this there is no offer, however long the text."""
    assert offers.after("zzz") == () == offers.after("what " * 5000)


def test_there_are_never_too_many(offers: Offers) -> None:
    """A list that nobody can read is cut."""
    assert len(offers.after("what ")) == MOST == len(offers.after("what is "))


def test_every_offer_leads_on(offers: Offers, whole: myologic.KnowledgeBase) -> None:
    """From nothing to a whole question by taking offers: each whole one has an answer."""
    dice = random.Random(20)
    for _ in range(60):
        line = ""
        while True:
            found = offers.after(line)
            assert found, line
            offer = dice.choice(found)
            assert offer.text.startswith(line.casefold().strip()) and len(offer.text) > len(line)
            line = offer.text
            if offer.whole:
                break
        answer = whole.ask(line)
        assert answer.status in ("answered", "safety"), line


def test_continuing_is_cheap(offers: Offers, steps: Callable[[Callable[[], object]], int]) -> None:
    """Once the forms are read, a continuation makes some thousand calls, not one for each thing there is."""
    offers.after("what strengthens the gl")

    assert steps(lambda: offers.after("what strengthens the gl")) < 5_000
