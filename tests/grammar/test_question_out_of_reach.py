"""What somebody cannot do or is hurt by is left out of what is asked for beside it."""

from __future__ import annotations

import pytest

from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def left_out(text: str) -> set[str]:
    """The names of what a question leaves out."""
    return {m.label for m in understand(text, LEXICON).mentions if m.role == "excluded"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("what trains my quads if I can't lunge?", "forward lunge"),
        ("I can't get into a plank. What else strengthens the abs?", "plank"),
        ("squats bother me, what else strengthens the quads?", "squat"),
        ("glute exercises for somebody who can't do deadlifts", "deadlift"),
    ],
)
def test_what_cannot_be_done_is_left_out(text: str, name: str) -> None:
    """Said before or behind the question, of an ability or of a harm."""
    assert any(name in label or label in name for label in left_out(text))


@pytest.mark.parametrize("text", ["which muscles does the squat strengthen", "why can't I squat deep", "what strengthens the glutes, squats or lunges?"])
def test_what_is_asked_about_stays(text: str) -> None:
    """An exercise that is asked about, or whose trouble is asked for, is not left out."""
    assert not left_out(text)


@pytest.mark.parametrize(
    ("text", "without"),
    [("a chest exercise that doesn't call for a bench or a band", True), ("calf exercises with nothing except a step", False)],
)
def test_tools_denied_by_other_words(text: str, without: bool) -> None:  # noqa: FBT001
    """What is not called for is left out, and what alone is not excepted is the only tool."""
    slots = understand(text, LEXICON).slots
    assert bool(slots.equipment_without) is without
    assert slots.only_equipment is not without
