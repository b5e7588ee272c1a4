"""A name in the plural leaves out all that are called so."""

from __future__ import annotations

import pytest

import myologic

KB = myologic.load()


@pytest.mark.parametrize(("text", "name"), [("core exercises other than planks", "plank"), ("lunges hurt me, what else trains the quads?", "lunge"), ("glute exercises but no bridges", "bridge")])
def test_a_plural_leaves_out_all_of_its_name(text: str, name: str) -> None:
    """None of the answers bears the name that is left out, and others are given."""
    labels = [item.label for item in KB.ask(text).answers]
    assert labels
    assert not [label for label in labels if name in label.replace("-", " ").split()]


def test_a_whole_name_leaves_out_one() -> None:
    """The squat alone is left out; its variants are not."""
    labels = [item.label for item in KB.ask("glute exercises but not the squat").answers]
    assert "squat" not in labels
    assert "single-leg squat" in labels
