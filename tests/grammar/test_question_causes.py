"""Which way a cause is asked for: by the verb in its place, by a word that stands last, by what is done to something."""

from __future__ import annotations

import pytest

import myologic
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.understanding import understand


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon of the shipped knowledge base."""
    return myologic.load()._base.lexicon


@pytest.mark.parametrize(
    "question",
    ["which daily things lead to tight hip flexors", "which everyday things cause a headache from the neck"],
)
def test_a_verb_in_its_place_asks_against_a_word_for_advice(lexicon: Lexicon, question: str) -> None:
    """Daily things that lead to something are its causes, not what is advised."""
    assert understand(question, lexicon).intent == "caused_by"


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("a flat lower back: what is it the result of", "caused_by"),
        ("what is the result of a flat lower back", "causes"),
        ("what is a winging shoulder blade the product of", "caused_by"),
    ],
)
def test_a_word_for_what_came_of_something_asks_back_where_it_stands_last(lexicon: Lexicon, question: str, intent: str) -> None:
    """The result of a thing is asked for where the thing follows, what it came of where nothing does."""
    assert understand(question, lexicon).intent == intent


@pytest.mark.parametrize("question", ["what tips the pelvis forward", "what hunches my upper back", "what rounds the shoulders"])
def test_what_does_something_to_a_part_is_its_cause(lexicon: Lexicon, question: str) -> None:
    """A sign told by a verb behind the question word asks what brings it about."""
    assert understand(question, lexicon).intent == "caused_by"


@pytest.mark.parametrize("question", ["weak glutes do what to the back", "tight pecs, then what?"])
def test_a_question_word_at_the_end_asks_for_effects_and_no_remedy(lexicon: Lexicon, question: str) -> None:
    """Of a muscle in a state, what it does is asked, not what to do about it."""
    assert understand(question, lexicon).intent == "causes"


def test_why_there_is_no_link_asks_for_no_chain(lexicon: Lexicon) -> None:
    """A link that is denied is not looked for."""
    assert understand("no connection from plank to calves, why?", lexicon).intent == "why_not"


@pytest.mark.parametrize("question", ["what made you think my traps are tight", "what makes you list the lats as short"])
def test_what_made_you_say_so_asks_for_reasons(lexicon: Lexicon, question: str) -> None:
    """What led to a statement is no cause of what is stated."""
    assert understand(question, lexicon).intent == "why"


def test_a_name_of_two_signs_is_asked_back(lexicon: Lexicon) -> None:
    """Where all else of a question fits both, both readings are offered; what is done is told by how it is asked."""
    question = understand("causes of hip hike", lexicon)
    assert question.missing == "reading"
    assert {m.label for each in question.alternatives for m in each.mentions} == {"hip hike in single-leg squat", "pelvis higher on one side"}
    assert understand("how do i do a hip hike", lexicon).missing is None


@pytest.mark.parametrize(("question", "state"), [("what if I don't strengthen my core", "weak"), ("what happens if I never stretch my hip flexors", "tight")])
def test_what_comes_of_leaving_something_undone_is_what_comes_of_its_want(lexicon: Lexicon, question: str, state: str) -> None:
    """The state that it would remedy is meant, and that is said."""
    asked = understand(question, lexicon)
    assert (asked.intent, [m.state.value.rpartition("/")[2] for m in asked.mentions if m.state]) == ("causes", [state])
    assert asked.assumed


def test_a_condition_that_denies_something_else_leaves_what_is_asked(lexicon: Lexicon) -> None:
    """Who cannot squat still asks what strengthens."""
    assert understand("what strengthens my glutes if I can't squat", lexicon).intent == "strengthens"


@pytest.mark.parametrize("question", ["what will happen if I ignore my rounded shoulders", "what does slouching lead to if left alone"])
def test_what_is_ignored_is_asked_for_its_effects(lexicon: Lexicon, question: str) -> None:
    """That something is let be is no word for a warning sign."""
    assert understand(question, lexicon).intent == "causes"


def test_what_a_sign_on_one_side_means_is_what_it_points_to(lexicon: Lexicon) -> None:
    """A name alone is explained; said of a side it is somebody's sign."""
    assert understand("what does left shoulder raised mean", lexicon).intent == "suggests"
    assert understand("what does kyphosis mean", lexicon).intent == "define"
