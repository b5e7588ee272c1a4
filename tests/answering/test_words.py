"""Small pieces of English."""

from __future__ import annotations

import pytest

from myologic.answering.words import (
    RANK,
    certainty_words,
    counted,
    listed,
    lowered,
    sentence,
    strongest,
    weakest,
)


def test_weakest_and_strongest_ignore_what_is_unknown() -> None:
    """A level that is not recorded neither lowers nor lifts."""
    assert weakest(["low", None, "moderate"]) == "low"
    assert strongest(["low", None, "moderate"]) == "moderate"
    assert weakest([None]) is None


@pytest.mark.parametrize("level", sorted(RANK))
def test_lowered_never_rises(level: str) -> None:
    """Each step loses a level and stops at the lowest."""
    for steps in range(5):
        got = lowered(level, steps)

        assert got is not None and RANK[got] <= RANK[level]


def test_contested_stays_contested() -> None:
    """Disagreement is a flag that no chain takes away."""
    assert lowered("contested", 3) == "contested"


def test_every_level_has_words() -> None:
    """A reader never sees a bare code."""
    assert all(certainty_words(level) and certainty_words(level) != level for level in RANK)
    assert certainty_words(None) == ""


def test_lists_and_numbers_read_as_english() -> None:
    """One, two and three parts; singular and plural."""
    assert [listed(["a"]), listed(["a", "b"], "or"), listed(["a", "b", "c"])] == ["a", "a or b", "a, b and c"]
    assert [counted(1, "stretch"), counted(2, "stretch"), counted(0, "body part")] == [
        "1 stretch",
        "2 stretches",
        "0 body parts",
    ]


def test_a_sentence_starts_with_a_capital_and_ends_with_a_stop() -> None:
    """Nothing is added to what is a sentence already."""
    assert [sentence("as said"), sentence("Why?"), sentence("")] == ["As said.", "Why?", ""]
