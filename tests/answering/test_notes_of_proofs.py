"""Slots of sentences and notes behind them are found as a regular expression would find them."""

from __future__ import annotations

import random
import re

from myologic.answering.explain import cut_at_slots
from myologic.answering.render import without_note
from myologic.answering.words import is_or_are

NOTE = re.compile(r" \((?:rule|[^()]*:\d+)[^()]*(?:\([^()]*\)[^()]*)*\)")


def made_of(pieces: list[str], seed: int) -> list[str]:
    """Many short texts of some pieces."""
    made = random.Random(seed)
    return ["".join(made.choice(pieces) for _ in range(made.randint(0, 12))) for _ in range(10_000)]


def test_notes_are_those_of_the_pattern() -> None:
    """Brackets that begin with a rule or hold a place, and at most one level of brackets inside."""
    texts = made_of([" (", "(", ")", " ", "rule", ":", "7", "a", "s", " ", ")."], 1)

    assert [without_note(text) for text in texts] == [NOTE.sub("", text) for text in texts]


def test_slots_are_those_of_the_pattern() -> None:
    """Names in braces; what is no name stays as it is."""
    texts = made_of(["{a}", "{c_1}", "{", "}", " is", " ", "s", "{a b}", "{}"], 2)

    for text in texts:
        parts = cut_at_slots(text)
        assert [name for _, name in parts[:-1]] == re.findall(r"\{(\w+)\}", text)
        assert "".join(before + (f"{{{name}}}" if name else "") for before, name in parts) == text


def test_the_verb_goes_by_what_stands_before_an_addition() -> None:
    """The first addition counts, however it begins."""
    labels = ["cracks in the hip", "hip, with cracks", "muscles of the back, deep", "hips (both)", "sitting for hours", "pelvis"]

    assert [is_or_are(label) for label in labels] == ["are", "is", "are", "are", "is", "is"]
