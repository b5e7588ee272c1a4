"""Which of two sides is meant, signs of one side, and what clothes tell."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    "question",
    [
        "is my left or my right hamstring the tight one?",
        "which of my calves is the weak one?",
        "which arm should I work harder",
        "pelvis crooked in standing: strengthen the left or the right?",
    ],
)
def test_a_side_that_nothing_settles_is_asked_back(session: Session, question: str) -> None:
    """Where neither a side nor a sign on a side was told, none is answered."""
    answer = session.ask(question)
    assert (answer.status, answer.intent) == ("clarify", "side")
    assert all(session.ask(each).status == "answered" for each in answer.suggestions)


@pytest.mark.parametrize("question", ["which side do I start with?", "my left arm is the weak one, which arm do I train more?"])
def test_what_is_stated_of_sides_is_answered(session: Session, question: str) -> None:
    """Which side goes first is stated, and which is the weaker one may have been said."""
    assert session.ask(question).status == "answered"


def test_a_state_recorded_on_the_side_asked_about_is_a_yes(session: Session) -> None:
    """Whether a muscle gets overactive on a side is a yes where just that is on record."""
    answer = session.ask("I serve with my right arm; will that make the lat on that side overactive?")
    assert (answer.intent, answer.boolean) == ("side", True)


def test_a_sign_that_a_cause_leads_to_is_told_though_its_side_is_not_on_record(session: Session) -> None:
    """Of a cause and a sign the chain is told, and that the side is not known."""
    answer = session.ask("I am left-handed and play squash, which shoulder will hang lower?")
    assert answer.status == "answered"
    assert "on which side" in answer.text


@pytest.mark.parametrize(
    ("told", "side"),
    [("my hip always hurts on the right, never on the left", "right"), ("the ache in my neck is on the left", "left")],
)
def test_a_side_that_is_denied_is_not_said(session: Session, told: str, side: str) -> None:
    """Of two sides the one behind a denial does not count."""
    data = session.ask(told).to_dict()
    assert [e["side"] for e in data["understood"]["entities"]] == [side]


@pytest.mark.parametrize(
    ("told", "sign"),
    [
        ("my coat hangs lower on one side. does it mean anything?", "one shoulder lower"),
        ("one trouser leg trails on the floor. anything in it?", "one leg feels shorter"),
        ("my waistband is never level. what does it point to?", "pelvis higher on one side"),
    ],
)
def test_clothes_tell_of_signs(session: Session, told: str, sign: str) -> None:
    """How clothes hang is what somebody sees of a sign."""
    data = session.ask(told).to_dict()
    assert data["status"] == "answered"
    assert sign in {e["label"] for e in data["understood"]["entities"]}


def test_what_is_likely_in_a_state_needs_no_verb(session: Session) -> None:
    """*likely weak muscles?* asks which muscles are weak, with what stands before it."""
    assert session.ask("shoulder blades wing. likely weak muscles?").intent == "weak_given"


def test_a_check_named_by_another_word_for_a_part_looks_for_the_sign(session: Session) -> None:
    """A sign that has the very word in its name is looked for first."""
    assert session.ask("waistline check").answers[0].label == "mirror check"


def test_a_check_in_a_question_for_signs_is_where_it_is_looked_for(session: Session) -> None:
    """The mirror has no signs; the imbalance has."""
    assert session.ask("what would the mirror show of a muscle imbalance").status == "answered"


def test_what_was_told_is_what_goes_like_that(session: Session) -> None:
    """*what makes a back go like that* asks for the causes of the sign told before."""
    answer = session.ask("My upper back is hunched. What makes a back go like that?")
    assert answer.intent == "caused_by"
    assert "slouching" in {item.label for item in answer.answers}


def test_a_kind_denied_rules_out_all_of_it(session: Session) -> None:
    """*no sport* leaves out every sport."""
    answer = session.ask("I play no sport. what makes a body uneven?")
    assert not {"golf swing one way", "cricket fast bowling"} & {item.label for item in answer.answers}


def test_why_something_should_be_strong_is_what_follows_where_it_is_weak(session: Session) -> None:
    """Of a wish for strength the effects of weakness are on record."""
    answer = session.ask("why are strong glutes important")
    assert answer.intent == "why"
    assert "lower back pain" in {item.label for item in answer.answers}


@pytest.mark.parametrize("question", ["is there anything besides heels that shortens the calves?", "what shortens the calves"])
def test_what_brings_a_state_about_by_its_verb_are_causes(session: Session, question: str) -> None:
    """A verb that brings a state about asks for the causes of that state."""
    answer = session.ask(question)
    assert (answer.status, answer.intent) == ("answered", "caused_by")


def test_a_side_that_no_cause_tells_on_is_not_answered_by_training(session: Session) -> None:
    """Which side suffers from a habit is recorded with the habit, or not at all."""
    assert session.ask("I always cross my left leg over the right. Which side suffers?").status == "not_on_record"


def test_a_bare_part_beside_a_sign_only_says_where(session: Session) -> None:
    """The check of the sign is told, not those of everything around."""
    assert session.ask("I can't see my own back. how do I check whether a shoulder blade wings?").answers[0].label == "wall push-up check"


def test_the_leg_stood_on_decides_within_the_words_of_a_sign(session: Session) -> None:
    """Of two sides in the words of one sign that of the part counts by which the sign goes."""
    answer = session.ask("when I stand on my left leg the right hip sags, so which glute is the weak one?")
    assert [item.side for item in answer.answers] == ["left"]


def test_muscles_of_a_sign_on_a_side_are_those_on_record_there(session: Session) -> None:
    """Muscles asked for with a sign on a side are the recorded ones, and that the sign is taken alone is said."""
    answer = session.ask("muscles(finding=hip_drop, side=right)")
    assert "gluteus medius" in {item.label for item in answer.answers}
    assert answer.understood.assumed


def test_why_something_is_bad_is_what_it_leads_to(session: Session) -> None:
    """Where nothing links a habit with the part it is called bad for, what it leads to is the reason on record."""
    answer = session.ask("I sleep on my front. Why is that bad for my back?")
    assert (answer.status, answer.intent) == ("answered", "why")
    assert "increased lumbar lordosis" in {item.label for item in answer.answers}


def test_the_weaker_side_goes_first_whatever_made_it_weak(session: Session) -> None:
    """A cause told beside the weak side does not hide the principle."""
    answer = session.ask("My left arm is weaker since the cast came off. Which side ought to go first?")
    assert "start with the weaker side" in {item.label for item in answer.answers}


def test_a_kind_of_habit_denied_rules_out_what_its_advice_is_against(session: Session) -> None:
    """Who never carries a bag is not told that a bag does it."""
    answer = session.ask("I never carry a bag, but one shoulder is higher. What else does that?")
    assert answer.intent == "caused_by"
    assert "bag always on the same shoulder" not in {item.label for item in answer.answers}
