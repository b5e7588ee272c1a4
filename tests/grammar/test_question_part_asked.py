"""Which part of a whole something acts on is asked of what acts, looked for in the whole."""

from __future__ import annotations

import pytest

from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


@pytest.mark.parametrize(
    ("text", "acting", "whole"),
    [
        ("which bit of the back does the bird-dog train", "bird-dog", "back-muscles"),
        ("what part of the hamstrings does the seated forward bend stretch", "seated-forward-bend", "hamstrings"),
        ("what part of the spine gets moving in a cat-camel", "cat-camel", "spine"),
        ("which part of the trapezius is worked by the prone Y", "prone-y", "trapezius"),
    ],
)
def test_what_acts_is_asked_and_the_whole_given(text: str, acting: str, whole: str) -> None:
    """Wherever the verb stands, and whether it is a noun too."""
    question = understand(text, LEXICON)
    roles = {m.id.value.rpartition("/")[2]: m.role for m in question.mentions}

    assert (roles[acting], roles[whole], question.inverse) == ("topic", "given", True)


def test_a_part_that_one_acts_on_oneself_stays_the_aim() -> None:
    """Nothing is named that acts."""
    question = understand("which bit of my back should I stretch", LEXICON)

    assert not question.inverse and question.mentions[0].role == "topic"


def test_a_noun_that_is_a_verb_too_may_stand_before_what_is_named() -> None:
    """Whatever is read of it, it is read."""
    assert understand("what part of the back stretch does the bird-dog", LEXICON).text
    assert understand("which part of my hip exercise is the clamshell", LEXICON).text
