"""Words that were typed in haste: missing blanks, swapped letters, wrong ones."""

from __future__ import annotations

import pytest

from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def asked(text: str) -> Question:
    """The question as understood."""
    return understand(text, LEXICON)


@pytest.mark.parametrize(
    ("text", "typed", "read"),
    [
        ("stretch thecalves", "thecalves", "the calves"),
        ("glutesexercises", "glutesexercises", "glutes exercises"),
        ("hip flexorstretch", "flexorstretch", "flexor stretch"),
        ("howlong do i hold the plank", "howlong", "how long"),
    ],
)
def test_missing_blanks_are_put_in_and_announced(text: str, typed: str, read: str) -> None:
    """A word that is none falls into words that are some."""
    assert (typed, read) in asked(text).corrections


@pytest.mark.parametrize("word", ["crampons", "curveball", "quicksort", "cannot", "Anderson"])
def test_words_of_their_own_are_not_cut(word: str) -> None:
    """A compound that means something else is no pair of words without a blank."""
    assert not any(typed == word for typed, _ in asked(f"glute exercises with {word}").corrections)


@pytest.mark.parametrize(("typed", "read"), [("bgu", "bug"), ("planc", "plank"), ("sholder", "shoulder")])
def test_slips_are_put_right(typed: str, read: str) -> None:
    """Swapped letters of a short word; a wrong letter rather than one too many; names rather than small words."""
    text = {"bgu": "how do i do the dead bgu", "planc": "how do i do a planc", "sholder": "sholder stretch"}[typed]
    assert (typed, read) in asked(text).corrections
