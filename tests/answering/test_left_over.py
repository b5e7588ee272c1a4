"""Words that a question left over: what is assumed, what is only the scene."""

from __future__ import annotations

import pytest

from myologic.answering.left_over import bears_meaning
from myologic.grammar.question import Question
from myologic.kb.load import load
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(load())


def test_an_ordinary_word_of_the_scene_is_not_assumed_away(session: Session) -> None:
    """A word that the language never uses is named as not understood, without an assumption."""
    answer = session.ask("I keep a foam roller in the caravan, what releases the calf muscles?")
    assert answer.understood.assumed == ()
    assert "caravan" in answer.understood.not_understood


def test_a_verb_that_was_left_over_bears_meaning(session: Session) -> None:
    """A verb of a relation is never only the scene."""
    question = Question("define", "x")
    assert bears_meaning("stretch", question, session.kb.lexicon)


def test_a_misspelt_word_bears_meaning(session: Session) -> None:
    """What is no word at all may have been the point."""
    assert bears_meaning("strngthx", Question("define", "x"), session.kb.lexicon)


def test_an_ordinary_inflected_word_bears_none(session: Session) -> None:
    """Regular endings do not make an ordinary word a strange one."""
    assert not bears_meaning("gardens", Question("define", "x"), session.kb.lexicon)


def test_a_question_is_read_again_without_its_scene(session: Session) -> None:
    """One word of the scene does not make a good question a refused one."""
    answer = session.ask("I keep a foam roller in the caravan, what releases the calf muscles?")
    assert answer.status == "answered"
    assert "foam rolling the calves" in [item.label for item in answer.answers]


def test_nonsense_beside_a_known_thing_is_never_passed_over(session: Session) -> None:
    """Words that look like words of the language keep a question from being answered without them."""
    answer = session.ask("strngthx flurb the glorpal glutes")
    assert answer.status == "refused" or any("glorpal" in line for line in answer.understood.assumed)
