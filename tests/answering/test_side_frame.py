"""Signs whose side is not the side at which they are seen: the answer says whose side it took."""

from __future__ import annotations

import pytest

import myologic


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped content."""
    return myologic.load()


def test_side_of_a_single_leg_sign_is_said_to_be_the_leg_stood_on(kb: myologic.KnowledgeBase) -> None:
    """People name the side that drops; the record names the leg stood on."""
    answer = kb.ask("I have a left hip drop, which muscles are weak")

    assert any(item.side == "left" for item in answer.answers)
    assert any("the leg stood on" in line for line in answer.understood.assumed)


def test_side_of_a_sign_seen_where_it_is_needs_no_word(kb: myologic.KnowledgeBase) -> None:
    """A low left shoulder is the left one."""
    answer = kb.ask("my left shoulder is lower, what is tight")

    assert answer.status == "answered"
    assert answer.understood.assumed == ()


def test_side_of_a_cause_is_not_stamped_on_what_it_acts_on(kb: myologic.KnowledgeBase) -> None:
    """A bag on the right shoulder loads the other side of the back as well, so no item takes the side of the bag."""
    answer = kb.ask("which muscles are tightened by a bag always on the right shoulder")

    opposite = [item for item in answer.answers if item.label == "erector spinae"]
    assert all(item.side != "right" for item in opposite)


def test_sign_that_goes_with_a_state_is_no_yes_to_a_cause(kb: myologic.KnowledgeBase) -> None:
    """Weak muscles found beside a pain do not say which brings about the other."""
    answer = kb.ask("is a weak core the cause of back pain")

    assert answer.boolean is not True


def test_comparison_within_a_name_is_no_claim(kb: myologic.KnowledgeBase) -> None:
    """*A lower right shoulder* names a sign; the word lower agrees with nothing that is stated."""
    answer = kb.ask("do I stretch the left neck with a lower right shoulder")

    assert answer.boolean is not True


@pytest.mark.parametrize("question", ["which side will be the tighter one if i rake right-handed", "which leg is probably weaker"])
def test_how_sides_are_worked_is_no_answer_to_which_one_it_is(kb: myologic.KnowledgeBase, question: str) -> None:
    """Where nothing says on which side something is, that is said; the principles of training are not what was asked."""
    answer = kb.ask(question)

    assert answer.status in ("not_on_record", "clarify")
    assert "how do i find out which side is weaker" in answer.suggestions


@pytest.mark.parametrize("question", ["weaker side first?", "bad leg first or last"])
def test_the_order_of_sides_is_a_question_of_sides(kb: myologic.KnowledgeBase, question: str) -> None:
    """A habit of how sides are worked is answered with all that is stated of them."""
    answer = kb.ask(question)

    assert (answer.status, answer.intent) == ("answered", "side")
    assert "the weaker side catches up" in [item.label for item in answer.answers]


def test_on_which_side_to_lie_is_no_question_of_training(kb: myologic.KnowledgeBase) -> None:
    """Habits of a part of life are told where a side is asked for in it, with a word that no side is on record."""
    answer = kb.ask("on which side should i lie in bed with a sore right hip")

    assert answer.answers[0].label == "sleeping on the side with a pillow between the knees"
    assert "start with the weaker side" not in [item.label for item in answer.answers]


def test_what_the_stronger_side_does_belongs_to_a_dose_of_sides(kb: myologic.KnowledgeBase) -> None:
    """A dose asked for by side begins with what is stated of the sides."""
    found = [item.label for item in kb.ask("single-leg squat, does the strong leg do fewer reps").answers]

    assert found[0] == "fewer repetitions or lower weight on the stronger side"
    assert "single-leg squat" in found


@pytest.mark.parametrize("question", ["which side calf is tight if my right foot turns in", "which side hamstring is short if my left leg feels longer"])
def test_where_a_state_is_does_not_follow_from_how_sides_are_worked(kb: myologic.KnowledgeBase, question: str) -> None:
    """Which side is in a state is not answered with the principles of training, though a side or a likeness was said."""
    answer = kb.ask(question)

    assert "fewer repetitions or lower weight on the stronger side" not in {item.label for item in answer.answers}
