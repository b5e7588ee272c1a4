"""What all words of a question together are inclined to, and how that is weighed against single signs."""

from __future__ import annotations

from math import e

import pytest

from myologic import load
from myologic.engine.records import replace
from myologic.grammar.deciding import decided
from myologic.grammar.inclination import Inclination, inclined, shares_of, signs_of
from myologic.grammar.intents import Choice
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Slots
from myologic.grammar.sentences import ReadSentence, read_in, sentences_in
from myologic.grammar.signs import Grounds
from myologic.grammar.understanding import understand

LEXICON = load().base.lexicon


def read(text: str) -> list[ReadSentence]:
    """The sentences of a text."""
    return [read_in(each, text, LEXICON) for each in sentences_in(text, LEXICON)]


def decide(choice: Choice, **shares: float) -> Choice:
    """What becomes of a choice with these shares, for a question that says little."""
    asked = read("the rhomboids")[0]
    return decided(choice, Inclination(shares), asked, Grounds(asked.reading, (), Slots(), LEXICON)).choice


@pytest.mark.parametrize("text", ["what strengthens the glutes", "good grief", "", "?", "why " * 60])
def test_shares_sum_to_one(text: str) -> None:
    """They are shares of a whole, whatever was asked."""
    assert sum(inclined(read(text), LEXICON).shares.values()) == pytest.approx(1.0)


def test_a_thing_counts_as_its_kind() -> None:
    """A wording learnt with one thing is known with all of its kind."""
    assert signs_of(read("what strengthens the soleus"), LEXICON) == signs_of(read("what strengthens the gracilis"), LEXICON)


def test_without_weights_nothing_is_inclined() -> None:
    """A language that brings none leaves all to its signs."""
    bare = replace(LEXICON, inclined=(), inclines={})

    assert inclined(read("what strengthens the soleus"), bare).first == ("", 0.0)


def test_units_that_signs_reach_speak_for_intents() -> None:
    """Two signs that reach a unit together lift it above its threshold; what stays below zero says nothing."""
    weights = Lexicon(
        inclined=(("dosage", 0.0, (2.0, 9.0, 0.0)), ("why", 0.0, (0.0, 0.0, 1.0))),
        units=((0.5, -1.0), (1.0, -1.0), (0.1, 0.0)),
        inclines={"long": "A?I", "hold": "A>?"},
    )
    both, one = shares_of(("long", "hold", "unknown"), weights), shares_of(("hold",), weights)

    # 2 and 2 half steps less 1 are 1, twice; the second unit stays below zero; 10 tenths are 1
    assert both.of("dosage") == pytest.approx(e**2 / (e**2 + e))
    assert one.of("dosage") == pytest.approx(0.5)


def test_the_sentence_that_asks_weighs_twice() -> None:
    """What a story tells and what is asked are told apart."""
    signs = signs_of(read("Today I cycled. How long do I hold it?"), LEXICON)

    assert {"today", "long", "!long"} <= signs and "!today" not in signs


def test_what_both_say_is_sure() -> None:
    """Signs and words that agree."""
    assert decide(Choice("dosage"), dosage=0.9, how_to=0.1).sure


def test_a_clear_inclination_takes_the_place_of_no_sign() -> None:
    """Where single signs show nothing."""
    assert decide(Choice(), dosage=0.8, how_to=0.2).intent == "dosage"


def test_a_faint_inclination_decides_nothing() -> None:
    """No sign and no clear inclination leave the intent open."""
    assert decide(Choice(), dosage=0.34, how_to=0.25, why=0.41).intent == ""


def test_words_win_against_a_sign_that_they_hardly_ever_go_with() -> None:
    """A sign may stand in a question that asks for something else."""
    assert decide(Choice("list"), dosage=0.7, list=0.01, why=0.29).intent == "dosage"


def test_a_danger_is_never_guessed() -> None:
    """The manner of asking makes no warning sign, and takes none away."""
    assert decide(Choice("dosage"), safety_red_flag=0.9, dosage=0.02, why=0.08).intent == "dosage"
    assert decide(Choice("safety_red_flag"), dosage=0.99, safety_red_flag=0.01).intent == "safety_red_flag"


def test_where_words_and_signs_part_it_is_asked_back() -> None:
    """Both readings are offered as questions that run."""
    asked = read("the rhomboids")[0]
    found = decided(
        Choice("list"), Inclination({"dosage": 0.28, "list": 0.02, "why": 0.25, "plan": 0.25, "side": 0.2}), asked,
        Grounds(asked.reading, (), Slots(), LEXICON),
    )

    assert (found.choice.intent, found.rival and found.rival.intent) == ("list", "dosage")


@pytest.mark.parametrize("text", ["how long do I braise short ribs", "the plank in my deck is rotten", "best tennis racket strings"])
def test_words_of_another_world_are_not_taken_for_ours(text: str) -> None:
    """A word that means a thing here does not make the question one of ours."""
    question = understand(text, LEXICON)

    assert question.refusal is not None and question.not_understood


@pytest.mark.parametrize(
    "text", ["which exercises should I leave out with my brindled ankle", "hamstring stretches but not the seated forward bend zorvex"]
)
def test_what_is_to_be_left_out_is_understood_or_asked(text: str) -> None:
    """Where a word of what is to be left out is not known, it might be offered: nothing is answered."""
    question = understand(text, LEXICON)

    assert question.refusal is not None or question.missing is not None
