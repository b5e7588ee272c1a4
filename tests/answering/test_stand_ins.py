"""What is answered where the plain look-up finds nothing, and what a list, a routine and a comparison hold."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def labels(session: Session, text: str) -> list[str]:
    """The labels of what is answered."""
    return [item.label for item in session.ask(text).answers]


def test_causes_stand_before_signs(session: Session) -> None:
    """What brings a state about comes first; signs of it are told as such."""
    answer = session.ask("what causes a weak gluteus medius")
    kinds = [item.kind for item in answer.answers]

    assert kinds[0] == "cause" and "only go with it" in answer.text


def test_signs_are_not_counted_as_causes(session: Session) -> None:
    """A number of causes holds no sign."""
    answer = session.ask("how many causes of a weak gluteus medius are there")

    assert answer.number == len(answer.answers)
    assert {item.kind for item in answer.answers} <= {"cause", "habit", "muscle state"}


def test_a_state_and_the_muscle_in_it_are_one_answer(session: Session) -> None:
    """The node of a state gives its names to the muscle that stands in the same list with that state."""
    answer = session.ask("what does prolonged sitting lead to")
    flexors = [item for item in answer.answers if "tight hip flexors" in item.names]

    assert [(item.label, item.verdict) for item in flexors] == [("hip flexors", "tight")]


def test_a_pattern_shows_by_its_signs(session: Session) -> None:
    """The signs of a pattern of posture are those that make it up."""
    assert {"forward head posture", "rounded shoulders"} <= set(labels(session, "signs of upper crossed syndrome"))


def test_disagreements_are_listed_by_topic(session: Session) -> None:
    """A list of disagreements about a muscle holds disagreements, not its parts."""
    answer = session.ask("what disagreements are there about the hamstrings")

    assert answer.answers and {item.kind for item in answer.answers} == {"disagreement"}


def test_sources_are_told_in_full(session: Session) -> None:
    """Asked for a source, the text names it."""
    answer = session.ask("source for the bird-dog")

    assert answer.answers[0].sources
    assert all(source.citation.rstrip(".") in answer.text for source in answer.answers[0].sources)


def test_a_routine_fills_its_limit(session: Session) -> None:
    """With a limit the stages take turns until it is reached."""
    answer = session.ask("plan for forward head posture and rounded shoulders, at most 5 exercises")

    assert len(answer.answers) == 5 and all(item.kind == "exercise" for item in answer.answers)


def test_options_are_told_apart(session: Session) -> None:
    """A comparison of exercises says what both do and what only one does."""
    text = session.ask("compare the squat and the hip thrust").text

    assert "alike: gluteus maximus" in text and "Only squat" in text


def test_a_paraphrase_keeps_the_filters(session: Session) -> None:
    """What restricts the answers stands in the line that says how the question was read."""
    assert "no equipment" in session.ask("how many exercises need no equipment").paraphrase


def test_a_muscle_without_a_state_has_no_effects(session: Session) -> None:
    """What a muscle does is what it is, not what its weakness leads to."""
    answer = session.ask("what does the lumbar multifidus lead to")

    assert answer.intent == "define"


def test_a_dose_without_an_exercise_is_assumed(session: Session) -> None:
    """The numbers by kind of exercise are shown, and that none was named is said."""
    answer = session.ask("how many times a week should i train")

    assert answer.understood.assumed and {"stretching", "strengthening"} <= {i.label for i in answer.answers}


def test_kneeling_half_is_kneeling(session: Session) -> None:
    """A position to leave out takes its variants with it."""
    found = labels(session, "what stretches iliopsoas but not kneeling")

    assert found and not any("kneeling" in label for label in found)


def test_the_side_of_a_sign_without_a_side_is_asked(session: Session) -> None:
    """Which side of a muscle is weak is asked back where the sign has a side and none was said."""
    assert session.ask("hip drop when i walk, which side of the gluteus medius is weak").status == "clarify"


def test_tools_against_a_complaint_are_those_of_its_exercises(session: Session) -> None:
    """What is no exercise needs no equipment itself; what acts on it does."""
    assert "foam roller" in labels(session, "what equipment is used for trigger points")


def test_a_way_ends_at_the_muscles_that_a_sign_goes_with(session: Session) -> None:
    """A cause leads to a sign, and the sign goes with muscles in a state."""
    answer = session.ask("how does a screen too low lead to tight neck muscles")

    assert answer.status == "answered" and "forward head posture" in [item.label for item in answer.answers]


def test_a_dose_of_equipment_is_that_of_its_exercises(session: Session) -> None:
    """How long with a tool is how long its exercises last."""
    assert "30-60" in session.ask("how long should i use the foam roller").text


def test_what_a_muscle_goes_with_is_reached_by_way_of_a_sign(session: Session) -> None:
    """What brings on a sign makes likely what goes with the sign, as an assumption."""
    answer = session.ask("given screen too far away, which muscles are tight")

    assert answer.understood.assumed and "upper trapezius" in [item.label for item in answer.answers]


def test_a_cause_and_a_sign_without_a_link_are_not_explained(session: Session) -> None:
    """Why one thing hurts another is not answered with the causes of the other."""
    assert session.ask("why does sitting on a wallet lead to lower back pain").status == "not_on_record"
