"""What is denied in two words, long past, or pressed numb by a seat; and the real sign beside each."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import myologic


@cache
def knowledge() -> Any:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


def is_stopped(text: str) -> bool:
    return bool(knowledge().ask(text).status == "safety")


def test_what_stands_between_neither_and_nor_is_denied() -> None:
    """A sign that is denied in two words is none; what cannot be done, or what follows, is said."""
    assert not is_stopped("neither fever nor weight loss, just a stiff upper back: what mobilises it")
    for text in (
        "neither fever nor chills but my groin is numb",
        "she can neither hold her urine nor feel her bottom",
        "I can feel neither my bum nor my thighs",
        "neither of his feet can feel the carpet",
        "neither leg nor arm obeys me since this morning",
        "neither rest nor painkillers ease the pain at night in my back",
    ):
        assert is_stopped(text), text


def test_who_was_young_once_is_no_child() -> None:
    """Words of a child within those of a time long past speak of no child; a child said beside them is one."""
    assert not is_stopped("scoliosis since I was a teenager, what strengthens my back")
    assert not is_stopped("five years ago I broke my toe; what stretches my aching back")
    for text in (
        "I'm 13 and have scoliosis since I was a kid, what strengthens my back",
        "my teenage daughter's back is curved, which exercise",
        "ten years old, her back hurts, which stretch",
    ):
        assert is_stopped(text), text


@pytest.mark.parametrize("text", ["my bum goes numb on the hard bench at matches", "my backside goes numb on long drives"])
def test_what_a_seat_presses_numb_and_wears_off_is_no_sign(text: str) -> None:
    """Only of the part that is sat on."""
    assert not is_stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "my bottom is numb from the office chair and stays numb for days",
        "my bum has been numb since yesterday, from sitting I think",
        "numb around the anus after sitting, what stretches the glutes",
        "my privates go numb when I sit at the desk",
        "my groin is numb, what strengthens my glutes",
    ],
)
def test_numbness_that_stays_or_lies_deeper_is_a_sign_whatever_somebody_sat_on(text: str) -> None:
    """Care comes first."""
    assert is_stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "my physio ruled out a slipped disc, what strengthens the lower back",
        "osteoporosis has been ruled out by a scan, which exercise strengthens my core",
        "the doctor excluded spondylolisthesis, what strengthens my core",
    ],
)
def test_a_condition_that_was_ruled_out_brings_no_cautions(text: str) -> None:
    """It is answered like the question without it."""
    answer = knowledge().ask(text)

    assert answer.status == "answered"
    assert "before you start" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "osteoporosis was not ruled out, what stretches my back",
        "they have not ruled out osteoporosis, what stretches my back",
        "osteoporosis can't be excluded, what stretches my back",
        "I have osteoporosis and a fracture was ruled out, what strengthens my back",
        "a fracture was ruled out and I have osteoporosis, what stretches my back",
        "they ruled out a fracture and osteoporosis is known, what stretches my back",
        "until osteoporosis is ruled out, what should I leave out",
    ],
)
def test_a_condition_beside_what_was_ruled_out_keeps_its_cautions(text: str) -> None:
    """Only what was ruled out itself is none, and only once it was."""
    assert "before you start" in knowledge().ask(text).text
