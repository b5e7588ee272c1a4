"""Places on a part, words that are parts elsewhere, and what is at hand: none is dropped without a word."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def heard(session: Session, question: str) -> set[str]:
    """The labels of the things understood."""
    return {entity["label"] for entity in session.ask(question).to_dict()["understood"]["entities"]}


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("what stretches the back of my hip", "gluteal muscles"),
        ("which stretch is for behind the knee and thigh", "hamstrings"),
        ("deep neck exercises without equipment", "deep neck flexors"),
        ("what strengthens the underside of my feet", "foot"),
    ],
)
def test_a_place_on_a_part_names_its_muscles(session: Session, question: str, thing: str) -> None:
    """The back of a hip is not the back, and not the front of the hip."""
    assert heard(session, question) == {thing}


def test_a_place_without_a_name_is_said_to_be_left_aside(session: Session) -> None:
    """The bottom of a part is no other part, and is not dropped in silence."""
    answer = session.ask("what strengthens the bottom of my ribs").to_dict()
    assert "bottom" in answer["understood"]["not_understood"]
    assert "gluteal muscles" not in {entity["label"] for entity in answer["understood"]["entities"]}


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("how do I bring back the strength of my neck", "neck muscles"),
        ("I need to put some force back into my calves, with what", "calf muscles"),
        ("how do I get my hamstrings back", "hamstrings"),
    ],
)
def test_whither_something_comes_is_no_part(session: Session, question: str, thing: str) -> None:
    """Back is a part only where it is one."""
    assert heard(session, question) == {thing}


def test_the_right_number_is_on_no_side(session: Session) -> None:
    """What is proper says nothing of left and right."""
    assert session.ask("what would be the right number of reps for the calves").to_dict()["understood"]["slots"].get("side") is None
    assert session.ask("which exercises strengthen the right calf").to_dict()["understood"]["slots"].get("side") == "right"


def test_the_name_of_a_kind_may_say_where(session: Session) -> None:
    """A floor exercise is done on the floor."""
    assert session.ask("which floor exercises strengthen the glutes").to_dict()["understood"]["slots"]["position"] == "on the floor"


def test_what_a_tool_acts_on_is_told_by_what_is_done_with_it(session: Session) -> None:
    """A strap stretches what is stretched with it."""
    answer = session.ask("what does a strap stretch")
    assert answer.status == "answered"
    assert "hamstrings" in {item.label for item in answer.answers}


def test_what_is_at_hand_comes_first(session: Session) -> None:
    """Of what can be done with a tool, what uses it stands before what needs nothing."""
    first = session.ask("I own a foam roller, what can I use it for?").answers[0]
    assert "foam" in first.label


def test_a_routine_takes_what_is_at_hand_and_what_needs_nothing(session: Session) -> None:
    """A mat adds exercises to a routine and takes none away."""
    answer = session.ask("four moves, a mat, rounded shoulders")
    assert any(item.kind == "exercise" for item in answer.answers)


@pytest.mark.parametrize(
    "question",
    ["what would you forbid with a slipped disc", "what to skip with brittle bones", "which twists could harm somebody with osteoporosis", "what do I drop if my wrists ache"],
)
def test_what_is_left_out_is_told_in_whatever_words(session: Session, question: str) -> None:
    """With a condition that is known, an unknown verb is no reason to refuse."""
    answer = session.ask(question)
    assert (answer.status, answer.intent) == ("safety", "contraindicated")
    assert all(item.verdict == "avoid" for item in answer.answers if item.kind == "exercise")


def test_two_places_share_the_name_behind_them(session: Session) -> None:
    """The word for the part is said once, with an article before each place."""
    assert heard(session, "is it for my inner or my outer thigh") == {"hip adductors", "hip abductors"}


def test_what_to_do_about_a_weak_part_is_how_to_strengthen_it(session: Session) -> None:
    """One thing is done about weakness; a routine is asked for by its name."""
    assert session.ask("what to do for a weak core").intent == "strengthens"
    assert session.ask("routine for a weak core").intent == "plan"


def test_a_wish_beside_the_verb_is_not_what_is_asked(session: Session) -> None:
    """The verb in its place says what is wanted."""
    assert session.ask("what activates the hamstrings without wrecking my back").intent == "strengthens"
    assert session.ask("how do I lift a box without hurting my back").intent == "habit_for"


@pytest.mark.parametrize("question", ["exercises for better posture", "how do I get a straighter posture", "mobility for the low spine"])
def test_what_is_related_stands_in_and_is_named(session: Session, question: str) -> None:
    """Where nothing acts on the thing itself, what the content points to answers, and the answer says so."""
    answer = session.ask(question).to_dict()
    assert answer["status"] == "answered"
    assert any(said.startswith("what is on record for") for said in answer["understood"]["assumed"])


@pytest.mark.parametrize("told", ["the weights are locked away", "somebody ran off with the weights", "my weights got stolen"])
def test_what_is_out_of_use_is_not_at_hand(session: Session, told: str) -> None:
    """A tool that is said to be gone is no tool to train with."""
    slots = session.ask(f"{told}. what strengthens the glutes?").to_dict()["understood"]["slots"]
    assert slots.get("equipment_with") in (None, [])


@pytest.mark.parametrize("question", ["which way do I face for the supine twist", "am I doing the clamshell right?", "what should I look out for in a push-up plus"])
def test_how_something_is_done_is_told_in_ordinary_words(session: Session, question: str) -> None:
    """Where hands and feet go is told by how it is done, whatever verb was used."""
    answer = session.ask(question)
    assert (answer.status, answer.intent) == ("answered", "how_to")


def test_rolling_a_part_is_told_by_the_exercise(session: Session) -> None:
    """A part of the body is not done; what is done to it with the roller is."""
    answer = session.ask("describe how to roll the calves")
    assert {item.label for item in answer.answers} == {"foam rolling the calves"}


def test_the_dose_is_that_of_what_is_done(session: Session) -> None:
    """Who showed it has no dose."""
    answer = session.ask("My physio showed me the clamshell. How many of them?")
    assert {item.label for item in answer.answers} == {"clamshell"}


def test_what_is_not_joined_is_not_left_out(session: Session) -> None:
    """Only the tool is missing; what is wanted stands behind it."""
    answer = session.ask("I have a barbell but no bar, so show me the rows for that")
    assert {item.kind for item in answer.answers} == {"exercise"}
    assert "inverted row" not in {item.label for item in answer.answers}


def test_a_part_that_somebody_owns_is_one(session: Session) -> None:
    """In shape may be where a thing comes back to, or how it is."""
    assert heard(session, "a simple routine to keep my back in shape") == {"back muscles"}
    assert heard(session, "a simple routine to get my hips back in shape") == {"hip muscles"}


@pytest.mark.parametrize("question", ["advanced exercises for the cervical spine with a barbell", "plan for the foot with a barbell", "easy wall moves for the shoulder blade", "hard pelvis drills with a strap"])
def test_what_stands_in_does_so_once(session: Session, question: str) -> None:
    """Two things that point to each other are not asked in turn for ever."""
    assert session.ask(question).status in ("answered", "not_on_record", "clarify", "refused")
