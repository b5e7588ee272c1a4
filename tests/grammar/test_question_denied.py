"""What somebody says is not so is left out of what is asked."""

from __future__ import annotations

import pytest

from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def asked(text: str) -> Question:
    """The question as understood."""
    return understand(text, LEXICON)


def denied(text: str) -> set[str]:
    """The labels of what is denied or left out."""
    return {m.label for m in asked(text).mentions if m.negated or m.role == "excluded"}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("I was never one to slouch, yet my neck hurts. what causes that?", "slouching"),
        ("my neck hurts and it isn't from the phone. what might cause it?", "looking down at a phone"),
        ("my lower back aches and that has nothing to do with sitting all day. what causes it?", "prolonged sitting"),
        ("I barely slouch or sit all day. what makes the glutes weak?", "prolonged sitting"),
        ("what causes lower back pain, apart from slouching?", "slouching"),
    ],
)
def test_a_denial_reaches_over_its_clause(text: str, thing: str) -> None:
    """A cause that is denied a few words before it is not so."""
    assert thing in denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "I don't know whether it is sitting all day, but my hip flexors are tight. what causes that?",
        "I do nothing but slouch. what causes neck pain?",
        "I don't cycle, I sit all day. what gets tight?",
        "why is it not sitting all day that makes my back hurt?",
        "isn't slouching the cause of my neck pain?",
    ],
)
def test_doubt_and_questions_deny_nothing(text: str) -> None:
    """What is doubted, asked, or said in the next clause is not denied."""
    assert not denied(text) & {"prolonged sitting", "slouching"}


def test_two_letters_swapped_are_one_slip() -> None:
    """Of two words one edit away the one with the same letters is meant."""
    assert ("sgins", "signs") in asked("sgins of tight calves").corrections


def test_what_somebody_owns_is_no_verb() -> None:
    """A particle far behind a thing does not make a verb of it."""
    assert any("back" in m.text for m in asked("my lower back plays up").mentions)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("other than sitting, what makes hip flexors tight?", "prolonged sitting"),
        ("I am not much of a driver, yet my hip flexors are tight. what causes that?", "long driving"),
        ("I was never injured. what makes a body uneven?", "compensation after injury"),
    ],
)
def test_what_is_denied_by_a_verb_or_a_position_is_a_cause(text: str, thing: str) -> None:
    """Where causes are asked for, a position left out is the cause of that name, and a verb denied is what is done with it."""
    assert thing in denied(text)


def test_a_position_left_out_stays_one_for_what_is_done() -> None:
    """Of what is done in a position the position is left out."""
    question = asked("what strengthens the glutes other than sitting?")
    assert question.slots.position_without == "sitting"
    assert not denied("what strengthens the glutes other than sitting?")


def test_what_is_it_behind_a_denial_asks_for_causes() -> None:
    """*it is not x. what is it, then?* asks what else it comes of."""
    assert asked("my shoulders are rounded. it's not slouching. what is it then?").intent == "caused_by"


def test_a_state_named_alone_behind_a_sign_is_asked_for() -> None:
    """*… weak muscles?* behind a sign asks which muscles are weak with it."""
    assert asked("forward head. weak muscles?").intent == "weak_given"


def test_what_comes_of_a_tool_comes_of_its_use() -> None:
    """Of two things of one name a state comes of the cause, not of the tool."""
    assert "prolonged sitting" in {m.label for m in asked("shortened muscles from an office chair").mentions}
