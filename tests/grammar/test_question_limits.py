"""How many answers are wanted, in whatever words, and what other numbers say."""

from __future__ import annotations

import pytest

from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def limit(text: str) -> int | None:
    """How many answers a question asks for."""
    return understand(text, LEXICON).slots.limit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("name four everyday causes of a stiff upper back", 4),
        ("two or three stretches for the calves", 3),
        ("half a dozen core exercises", 6),
        ("which single exercise is best for weak rhomboids", 1),
        ("got five decent moves for the lats?", 5),
        ("what are two common reasons for a tight chest", 2),
    ],
)
def test_a_number_of_what_is_asked_for_limits(text: str, number: int) -> None:
    """Words may stand between the number and the noun that it counts."""
    assert limit(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("exercises for the rhomboids, two will do", 2),
        ("how do I stretch my calves? Three is plenty", 3),
        ("your top pick for a weak core?", 1),
        ("Lat stretches. Two of them, please.", 2),
        ("no more than four exercises for the core", 4),
    ],
)
def test_a_number_that_stands_alone_may_limit(text: str, number: int) -> None:
    """So many are said to do, apart from what is asked."""
    assert limit(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "exercises for the core with a 4 kg dumbbell",
        "I sit nine hours a day, what stretches my hip flexors",
        "what strengthens both my glutes when one is the weaker",
        "I train three times a week, which exercises for my lats",
        "I'm 52, what exercises strengthen my glutes",
        "which exercises for the glutes on hands and knees, one leg at a time",
    ],
)
def test_a_number_of_something_else_does_not_limit(text: str) -> None:
    """Hours, weights, ages and times are no number of answers."""
    assert limit(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I've been doing two exercises for my core, what else strengthens it?",
        "my physio gave me three stretches for the chest, what else is there",
        "I did one core exercise last year and hated it, what strengthens the core",
    ],
)
def test_how_many_somebody_tells_of_does_not_limit(text: str) -> None:
    """What was done or given before is not what is wanted."""
    assert limit(text) is None
