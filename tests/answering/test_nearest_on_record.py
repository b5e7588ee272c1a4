"""Where what is asked for is not on record: the nearest that is, and the first line says so."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


def test_a_level_without_exercises_is_answered_with_the_nearest_level(session: Session) -> None:
    """No exercise of the level is on record, which is said first; what stands at the nearest level is listed."""
    answer = session.ask("advanced exercises for the core stabilizers")
    assert answer.status == "answered"
    assert "is on record as advanced" in answer.text
    assert {item.details["level"] for item in answer.answers} == {"intermediate"}


def test_nothing_easier_is_said_before_what_is_as_easy(session: Session) -> None:
    """An exercise at the lowest level has no easier one for its aim: those of the same level are offered, said so."""
    answer = session.ask("what is an easier version of plank")
    assert answer.status == "answered"
    assert "Nothing easier than plank is on record" in answer.text
    assert {item.details["level"] for item in answer.answers} == {"beginner"}


def test_what_helps_against_a_cause_is_what_counters_it(session: Session) -> None:
    """Habits counteract causes; a question that says *help* counts the same."""
    answer = session.ask("how many habits help against prolonged sitting")
    assert answer.number == session.ask("how many habits counteract prolonged sitting").number


def test_a_part_of_the_body_beside_a_cause_is_not_what_is_asked(session: Session) -> None:
    """The effects of a cause are asked for, not those of the place that is named with it."""
    answer = session.ask("what are the effects of golf on the back muscles")
    assert answer.status == "answered"
    assert "golf swing one way" in answer.text.casefold()


@pytest.mark.parametrize(
    ("question", "label"),
    [("which posture types do you know", "sway-back posture"), ("list the crossed patterns", "upper crossed pattern")],
)
def test_kinds_of_an_idea_are_what_is_called_after_it(session: Session, question: str, label: str) -> None:
    """An idea without members on record is listed by the signs that bear its name."""
    assert label in {item.label for item in session.ask(question).answers}


def test_habits_of_a_part_of_life_are_counted(session: Session) -> None:
    """Habits that have to do with a part of life are those recorded for it."""
    answer = session.ask("how many of the habits are to do with a desk")
    assert answer.number == len(answer.answers) > 1
    assert {item.kind for item in answer.answers} == {"habit"}


def test_a_yes_or_no_about_a_habit_is_met_with_what_is_advised(session: Session) -> None:
    """No yes or no is on record, which is said first; the advice stands below."""
    answer = session.ask("should a mattress be hard or soft")
    assert (answer.status, answer.boolean) == ("answered", None)
    assert "No yes or no to that is on record" in answer.text
    assert [item.label for item in answer.answers] == ["medium-firm mattress"]


def test_a_cause_matters_by_what_it_leads_to(session: Session) -> None:
    """Whether a cause matters at all is a yes where anything follows from it."""
    assert session.ask("does a heavy handbag matter").boolean is True


def test_why_an_exercise_without_a_link_is_what_it_does(session: Session) -> None:
    """Nothing links the exercise with the complaint, which is said first; what it is for follows."""
    answer = session.ask("why bird-dog for lower back pain")
    assert answer.status == "answered"
    assert "Nothing on record links bird-dog with lower back pain" in answer.text


def test_habits_for_a_cause_that_none_counters_are_against_its_effects(session: Session) -> None:
    """That no habit counters the cause itself is said before the habits against what it leads to."""
    answer = session.ask("which habits for long stooped work")
    assert answer.status == "answered"
    assert "No habit on record counters long stooped work itself" in answer.text


def test_the_easiest_is_what_stands_at_the_lowest_level(session: Session) -> None:
    """A superlative of level asks for one end of the levels on record."""
    answer = session.ask("easiest exercise for the glutes")
    assert {item.details["level"] for item in answer.answers} == {"beginner"}
    assert not answer.understood.assumed


def test_a_stretch_is_for_the_muscle_and_not_for_what_stands_beside_it(session: Session) -> None:
    """A word of position beside a muscle is where the stretch is done."""
    labels = {item.label for item in session.ask("standing stretch, hip flexors, at work").answers}
    assert "standing hip flexor stretch" in labels


def test_what_somebody_does_all_day_is_said_to_play_no_part(session: Session) -> None:
    """A cause beside a muscle is not what is strengthened, and the first line says so."""
    answer = session.ask("for a runner with lazy glutes what would be the go to exercises")
    assert answer.status == "answered"
    assert "without a part in what is listed" in answer.text


def test_tools_of_a_release_are_answered_as_tools(session: Session) -> None:
    """Asked which tool, the tools of the exercises stand first."""
    assert "foam roller" in {item.label for item in session.ask("quad rolling, which tool and exercise").answers}


def test_a_part_of_the_body_in_an_exercise_is_told_by_its_steps(session: Session) -> None:
    """Where the feet go in an exercise is a question about how it is done."""
    assert [item.label for item in session.ask("where do my feet go in a glute bridge").answers] == ["glute bridge"]


def test_muscles_that_a_cause_tightens_are_counted(session: Session) -> None:
    """Only the muscles, and only in the state that was named, are counted."""
    answer = session.ask("in how many muscles can sitting cause tightness")
    assert answer.number == len(answer.answers)
    assert {(item.kind, item.verdict) for item in answer.answers} == {("muscle", "tight")}


def test_not_better_is_no_yes(session: Session) -> None:
    """A statement that one thing is not better than another answers no to whether it is."""
    assert session.ask("is it true that standing all day is better than sitting").boolean is False


def test_a_state_beside_an_idea_is_the_other_side_of_a_comparison(session: Session) -> None:
    """Compared with a thing is the state that was named beside it."""
    labels = {item.label for item in session.ask("what is the difference between muscle weakness and tight").answers}
    assert {"muscle weakness", "tight"} <= labels
