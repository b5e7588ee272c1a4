"""Plain texts take a short way through cleaning and cutting; it gives what the long way gives."""

from __future__ import annotations

import random

import pytest

from myologic.grammar import normalise

PIECES = [
    "a", "B", "z9", "7", "1.5", "don't", "or", "'", "-", "--", " ", " ", "  ", ",", ".", "?", "!", "x", "rm -r", "sudo ", "SELECT",
    " FROM ", "_", "\n", "single-leg", "é", "?x", ":", ";", "..", "'or ", "OR ", "curl ", "http", "$(", " - ", "…", "0", "the ",
]  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Texts of words, marks and what code is made of; a good part of them is plain."""
    made = random.Random(7)
    return ["".join(made.choice(PIECES) for _ in range(made.randint(0, 9))) for _ in range(20_000)]


def test_cleaning_is_the_same_on_both_ways(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that would be taken out or found to be code counts as plain."""
    plain = [text for text in texts if normalise._is_plain(text)]
    short = [normalise.clean(text) for text in plain]
    monkeypatch.setattr(normalise, "_is_plain", lambda text: False)

    assert len(plain) > 1000
    assert short == [normalise.clean(text) for text in plain]


def test_words_are_the_same_on_both_ways(texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words and marks at the same places."""
    short = [normalise.words_of(text) for text in texts]
    monkeypatch.setattr(normalise, "_words_and_blanks", lambda text, found: False)

    assert short == [normalise.words_of(text) for text in texts]
