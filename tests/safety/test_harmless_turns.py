"""Turns of phrase that sound like a warning sign and are none, each beside one that is."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import myologic


@cache
def knowledge() -> Any:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


@pytest.mark.parametrize(
    "text",
    [
        "eleven years of back trouble, does walking help",
        "I threw the ball for my coach all winter, which side gets stronger",
        "climbing out of bed is the worst part, how should I get up",
        "my physio is sceptical about planks for the back, who says they help",
        "my right blade wings since the fall, it has been checked, what strengthens the serratus",
    ],
)
def test_a_harmless_turn_of_phrase_is_not_stopped(text: str) -> None:
    """It is answered, or said not to be on record, like any other question."""
    assert knowledge().ask(text).status != "safety"


@pytest.mark.parametrize(
    "text",
    [
        "my eleven year old has back pain, does walking help",
        "I was thrown off a coach when it crashed, my back hurts",
        "the pain is worst in bed and wakes me every night",
        "I had septic shock last month and now my back hurts",
        "my right blade suddenly wings since the fall and nobody has looked at it",
    ],
)
def test_what_is_a_sign_still_is(text: str) -> None:
    """Care comes first."""
    assert knowledge().ask(text).status == "safety"
