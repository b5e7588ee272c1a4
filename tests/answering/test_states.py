"""Length and activity of muscles beside signs: sides, reasons against, yes and no."""

from __future__ import annotations

import pytest

from myologic.kb.load import load
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(load())


def test_the_side_of_a_muscle_follows_from_the_side_of_the_sign(session: Session) -> None:
    """A sign on the left brings its muscles on the side that is recorded."""
    answer = session.ask("my head is tilted to the left, which side of the neck is tight")
    found = {(item.label, item.side) for item in answer.answers}
    assert ("upper trapezius", "left") in found


def test_a_single_sign_is_said_to_be_taken_by_itself(session: Session) -> None:
    """Where a sign alone decides the side, the answer says that it was taken alone."""
    answer = session.ask("which side do I stretch if my left hip is higher")
    assert answer.status == "answered"
    assert any("by itself" in line for line in answer.understood.assumed)


def test_a_long_muscle_is_the_reason_not_to_stretch(session: Session) -> None:
    """Why a muscle is not stretched in a posture is answered from its recorded length."""
    answer = session.ask("why not stretch the rhomboids with increased thoracic kyphosis")
    assert answer.intent == "why_not"
    assert "long" in answer.text


def test_another_state_on_record_is_a_no(session: Session) -> None:
    """A muscle that is on record as tight with a sign is not called weak with it."""
    answer = session.ask("is the upper trapezius weak in forward head posture?")
    assert answer.boolean is False


def test_what_an_exercise_needs_is_recorded_whole(session: Session) -> None:
    """Whether a tool is needed is answered with yes and with no."""
    assert session.ask("does the side plank need a barbell?").boolean is False
    assert session.ask("does the face pull need a dumbbell?").boolean is False
    assert session.ask("does the band pull-apart need a resistance band?").boolean is True


def test_a_bare_state_is_explained(session: Session) -> None:
    """A word for a state is defined, with what such a state calls for."""
    answer = session.ask("what does overactive mean")
    assert (answer.status, answer.intent) == ("answered", "define")
    assert "too active" in answer.text


def test_a_position_can_be_left_out(session: Session) -> None:
    """A denied position bans what is done in it."""
    answer = session.ask("quad stretch without kneeling")
    assert answer.answers and not any("kneeling" in item.label for item in answer.answers)


def test_signs_of_a_group_hold_those_of_its_parts(session: Session) -> None:
    """What goes with one calf muscle goes with the calf muscles."""
    answer = session.ask("what are the signs of tight calf muscles")
    assert "heels rise in squat" in [item.label for item in answer.answers]


def test_a_number_of_nothing_is_asked_back(session: Session) -> None:
    """How many of what is a question back, not a list of everything."""
    assert session.ask("how many are there").status != "answered"
