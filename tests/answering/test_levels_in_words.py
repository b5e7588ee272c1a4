"""Levels asked for in ordinary words: the next step, the harder of two, the mildest of all."""

from __future__ import annotations

import pytest

import myologic


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


@pytest.mark.parametrize("question", ["what's harder, the dead bug or the bird-dog?", "clamshell or hip hitch, which is the lighter one"])
def test_the_harder_of_two_compares_them(kb: myologic.KnowledgeBase, question: str) -> None:
    """Of two that are named, nothing else is offered."""
    answer = kb.ask(question)

    assert answer.intent == "compare"
    assert len(answer.answers) == 2


def test_what_comes_next_after_an_exercise_is_its_level(kb: myologic.KnowledgeBase) -> None:
    """All words of a question outweigh a phrase that asks for effects elsewhere."""
    assert kb.ask("He does the clamshell without effort. What comes next?").intent == "level_filter"


def test_the_mildest_of_all_says_that_no_part_was_named(kb: myologic.KnowledgeBase) -> None:
    """A level alone leaves open what it is for, and the answer says so."""
    answer = kb.ask("I have not trained for ages. Which one is the gentlest?")

    assert answer.status == "answered"
    assert any("no part of the body" in said for said in answer.understood.assumed)


def test_a_name_stands_in_the_plural_before_its_link(kb: myologic.KnowledgeBase) -> None:
    """The noun of a name need not stand at its end."""
    assert [e.label for e in kb.ask("how do I do side planks from the knees").understood.entities] == ["side plank from the knees"]


@pytest.mark.parametrize("question", ["sitting all day tightens the hip flexors, surely?", "sitting all day tightens the hip flexors, I presume"])
def test_a_doubt_behind_a_claim_asks_for_yes_or_no(kb: myologic.KnowledgeBase, question: str) -> None:
    """*surely*, *I presume* hang a question on what is claimed."""
    assert kb.ask(question).boolean is True


def test_how_often_without_anything_done_says_what_is_meant(kb: myologic.KnowledgeBase) -> None:
    """Of a cause nothing is done so often: what counters it is, and the answer says so."""
    answer = kb.ask("how many times a day?", after=["what does slouching lead to"])

    assert answer.status != "answered" or any("counters" in said for said in answer.understood.assumed)
