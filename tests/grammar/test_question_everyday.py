"""Everyday ways of saying things: parts that belong together are found wherever they stand."""

from __future__ import annotations

import pytest

from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def asked(text: str) -> Question:
    """The question as understood."""
    return understand(text, LEXICON)


def local(question: Question) -> dict[str, str | None]:
    """Local names of what is named, with their sides."""
    return {m.id.value.rpartition("/")[2]: m.side for m in question.mentions}


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("compare the upper and lower crossed patterns", {"upper-crossed", "lower-crossed"}),
        ("rhomboid major versus minor", {"rhomboid-major", "rhomboid-minor"}),
        ("compare the middle and lower trapezius", {"trapezius-middle", "trapezius-lower"}),
        ("compare side plank and hip hitch", {"side-plank", "hip-hitch"}),
        ("how does anterior pelvic tilt differ from a posterior one", {"anterior-pelvic-tilt", "posterior-pelvic-tilt"}),
    ],
)
def test_joined_names_share_a_part(text: str, things: set[str]) -> None:
    """A part that two names share is said once."""
    assert local(asked(text)).keys() == things


@pytest.mark.parametrize("text", ["what wakes the lower traps up", "what wakes up the lower traps"])
def test_a_particle_finds_its_verb(text: str) -> None:
    """A particle may stand behind the thing."""
    question = asked(text)
    assert (question.intent, local(question).keys()) == ("strengthens", {"trapezius-lower"})


@pytest.mark.parametrize(
    ("text", "thing", "side"),
    [
        ("my left shoulder droops", "shoulder-lower", "left"),
        ("the right shoulder blade sticks out", "scapular-winging", "right"),
        ("my knees cave in when I squat", "knees-in", None),
        ("her chin pokes forward", "forward-head", None),
        ("my belly hangs out and my bottom sticks out", "anterior-pelvic-tilt", None),
        ("my heels come up when I squat down", "heels-rise", None),
    ],
)
def test_a_sign_is_put_together_from_its_parts(text: str, thing: str, side: str | None) -> None:
    """A part of the body and what is seen of it are a sign, on the side that is said."""
    assert local(asked(text)).get(thing, "missing") == side


def test_the_side_of_the_standing_leg_counts() -> None:
    """Of a sign of standing on one leg the side is that of the leg, whatever side drops."""
    question = asked("her left hip drops when she stands on the right leg")
    assert local(question) == {"hip-drop": "right"}


def test_what_links_two_things_is_a_path() -> None:
    """*Link … with …* joins its ends."""
    question = asked("what links slouching with forward head posture")
    assert (question.intent, local(question).keys()) == ("path", {"slouched-sitting", "forward-head"})


def test_only_may_stand_behind() -> None:
    """*X only* is all that is at hand."""
    slots = asked("resistance band only, what can I do for my upper back").slots
    assert slots.only_equipment and [t.value.rpartition("/")[2] for t in slots.equipment_with] == ["band"]


def test_a_denial_ends_what_was_said() -> None:
    """What is left out is no part of a description before it."""
    assert "doorway-pec-stretch" not in local(asked("chest stretch but not in a doorway"))


def test_names_with_brackets_are_whole() -> None:
    """A name is read with its brackets, and what stands before a bracket is no name."""
    assert local(asked("what are fibular (peroneal) muscles")).keys() == {"fibulars"}
    assert not local(asked("what is low"))


def test_a_cue_within_a_name_asks_for_nothing() -> None:
    """*Start with …* in the name of a habit is no question of where to start."""
    assert local(asked("habits for start with the weaker side")).keys() == {"weak-side-first"}


def test_unknown_words_are_said_to_play_no_part() -> None:
    """An answer over several unknown words says so, or there is none."""
    question = asked("which drills strengthen the glutes of a zqxv in the wvbk")
    assert question.assumed or question.missing or question.refusal


def test_a_long_sentence_is_cut_and_says_so() -> None:
    """Of a sentence the first words are read."""
    question = asked("what strengthens the glutes " + "and so on " * 60)
    assert any("first" in warning for warning in question.warnings)


@pytest.mark.parametrize(
    ("text", "thing", "side"),
    [
        ("my left leg feels longer", "short-leg-feeling", "right"),
        ("my left leg feels shorter", "short-leg-feeling", "left"),
        ("my left leg is shorter", "true-leg-length", "right"),
        ("my left leg is longer", "true-leg-length", "left"),
        ("I can hold the side plank longer on the left", "side-plank-weak", "right"),
        ("my belt is lower on the left", "pelvis-high-side", "right"),
        ("my left trouser leg is longer", "pelvis-high-side", "right"),
    ],
)
def test_what_is_said_of_the_other_side_is_turned(text: str, thing: str, side: str) -> None:
    """The longer leg names a shorter one, and the leg that is shorter the longer one of a true difference."""
    assert local(asked(text)) == {thing: side}


def test_a_wording_of_one_thing_does_not_swallow_a_name_and_its_verb() -> None:
    """*leg … lead* of *leg crossing leads to* is no order of legs."""
    question = asked("what does leg crossing lead to")
    assert question.intent == "causes"
    assert set(local(question)) == {"leg-crossing"}
