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
