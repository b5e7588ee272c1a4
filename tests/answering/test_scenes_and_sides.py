"""What is told in scenes, what is advised, which side works, and what belongs to something else altogether."""

from __future__ import annotations

import pytest

import myologic
from myologic.answering.truth_words import claims_contrary, claims_more
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def labels(session: Session, question: str) -> list[str]:
    """The labels of what is answered."""
    return [item.label for item in session.ask(question).answers]


@pytest.mark.parametrize("question", ["do i need a headset for calls", "is it necessary to put the screen at eye level"])
def test_what_is_advised_is_a_yes(session: Session, question: str) -> None:
    """A habit that is on record as advice is a yes to whether one should, with the advice."""
    answer = session.ask(question)

    assert (answer.status, answer.boolean) == ("answered", True)
    assert "that is advised" in answer.text


def test_the_opposite_of_what_is_advised_is_a_no(session: Session) -> None:
    """A place that is the contrary of the one advised is denied, with what is advised."""
    answer = session.ask("does the top of the screen belong above eye level")

    assert answer.boolean is False
    assert "eye level or slightly below" in answer.text


def test_a_figure_that_is_not_advised_is_no_yes(session: Session) -> None:
    """A habit asked about with another figure is not confirmed."""
    assert session.ask("should i take a break every three hours").boolean is not True


def test_words_that_narrow_a_claim_are_seen() -> None:
    """A word of place or measure that is not written makes the claim another one; the other of a pair makes it the contrary."""
    assert claims_more("put it under the shelf", "put it on the shelf")
    assert not claims_more("put it under the shelf", "it goes under the shelf")
    assert claims_contrary("is a hard one best", "take a soft one")
    assert not claims_contrary("is it hard or soft", "take a soft one")


def test_always_in_the_name_of_a_thing_claims_nothing(session: Session) -> None:
    """*Always on one shoulder* is the name of a habit, and no claim without exception."""
    assert session.ask("can a bag that always hangs from one shoulder tighten the upper trapezius").boolean is True


def test_the_side_that_works_in_an_exercise_is_told(session: Session) -> None:
    """What is written of sides in an exercise comes first, with the side that follows from the one said."""
    answer = session.ask("which side works in a suitcase carry with the weight on the left")

    assert answer.intent == "side"
    assert "that is the right side" in answer.text


def test_a_cause_on_one_side_makes_uneven(session: Session) -> None:
    """What is recorded on one side of a cause is uneven by that."""
    answer = session.ask("does carrying a toddler always on one hip make the muscles uneven")

    assert answer.boolean is True
    assert "quadratus lumborum" in [item.label for item in answer.answers]


def test_a_feeling_that_settles_nothing_says_where_it_is_felt(session: Session) -> None:
    """Hamstrings that feel tight are answered as open, with the muscle."""
    answer = session.ask("i can not touch my toes, what does that mean")

    assert [item.verdict for item in answer.answers] == ["undetermined"]
    assert "does not settle" in answer.text


def test_a_sign_from_which_nothing_follows_says_so(session: Session) -> None:
    """Why nothing is concluded from a sign is that it is on record as supporting nothing."""
    answer = session.ask("why is nothing concluded from knees locked back")

    assert answer.status == "answered"
    assert "nothing about muscles is concluded" in answer.text


@pytest.mark.parametrize(
    ("question", "sign"),
    [
        ("modified Thomas, left thigh stays up. what does it mean", "thigh stays up in the Thomas test"),
        ("what is tight if the left iliac crest is high", "pelvis higher on one side"),
        ("what causes a thoracic spine that will not rotate", "restricted thoracic mobility"),
    ],
)
def test_signs_are_known_by_clinical_short_forms(session: Session, question: str, sign: str) -> None:
    """The short name of a test with its result, and of a landmark with its height, name the sign."""
    assert sign in [entity.label for entity in session.ask(question).understood.entities]


def test_what_is_done_about_a_sign_is_done_to_what_goes_with_it(session: Session) -> None:
    """A verb of doing with a sign behind it asks for the muscles that go with the sign."""
    assert "prone cobra" in labels(session, "what strengthens rounded shoulders")


def test_a_name_that_is_not_shown_stands_in_the_details(session: Session) -> None:
    """A reason that shows one end of a claim has every name of the other among its details."""
    answer = session.ask("why does a phone between ear and shoulder tighten the upper trapezius")

    assert "phone held between ear and shoulder" in answer.answers[0].details["asked_about"]


@pytest.mark.parametrize(
    "question",
    [
        "what helps a greyhound with bad hips",
        "stretches for my dog",
        "how long does a pork shoulder take to roast",
        "how do i loosen a stuck bolt",
        "which knee sleeves are good for squats",
    ],
)
def test_what_belongs_to_something_else_is_refused(session: Session, question: str) -> None:
    """Animals, food, machines and kit are not answered, whatever else in the question is understood."""
    assert session.ask(question).status in ("refused", "clarify")


@pytest.mark.parametrize("question", ["what does the bird dog strengthen", "i walk my dog every day, what strengthens the glutes"])
def test_animals_in_names_and_scenes_are_no_owners(session: Session, question: str) -> None:
    """The animal in the name of an exercise, and one that is walked, do not stand in the way."""
    assert session.ask(question).status == "answered"


def test_but_ends_a_denial(session: Session) -> None:
    """What stands behind *but* is not denied by what stands before it."""
    answer = session.ask("I never trained, but one hip aches, what might have brought it on?")

    assert answer.status == "answered"
    assert "muscle imbalance" in [item.label for item in answer.answers]
