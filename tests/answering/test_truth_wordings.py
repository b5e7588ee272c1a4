"""Comparing sentences: the same way, the opposite way, of the same thing or of its opposite."""

from __future__ import annotations

import pytest

import myologic
from myologic.answering.truth_words import agreement, weighed_alike

SAID = "the stronger side does slightly fewer repetitions than the weaker side"


@pytest.mark.parametrize(
    ("question", "agrees"),
    [
        ("should my stronger side do more", False),
        ("should my stronger side do less", True),
        ("should i train my weaker side more", True),
        ("do i need more on the weak side", True),
        ("should the weak side do less", False),
        ("is the weaker side on the left", None),
    ],
)
def test_more_of_one_is_less_of_its_opposite(question: str, agrees: bool | None) -> None:
    """More for one side agrees with less for the other; without a comparison there is nothing to agree with."""
    assert agreement(question, SAID) is agrees


@pytest.mark.parametrize(
    ("question", "alike"),
    [
        ("does milk count for more than tea", False),
        ("is tea better than milk, true or false", True),
        ("does water count for more than milk", None),
        ("does milk count for more", None),
    ],
)
def test_what_stands_before_than_decides(question: str, alike: bool | None) -> None:
    """The same two the other way round are denied; of other things nothing is said."""
    assert weighed_alike(question, "Tea counts for more than milk when it is hot.") is alike


def test_a_help_is_no_cause() -> None:
    """Asked whether a thing that helps causes the complaint, the answer is not yes."""
    answer = myologic.load().ask("is my medium-firm mattress causing my lower back pain")

    assert answer.boolean is not True


def test_a_sign_goes_with_a_state() -> None:
    """A sign is not said to bring about what it shows."""
    text = myologic.load().ask("why would a weak gluteus medius make my knees move inward").text

    assert "goes with weak gluteus medius" in text and "weakens" not in text
