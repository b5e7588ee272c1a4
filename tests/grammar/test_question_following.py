"""What follow-ups take from the question before them, with the shipped language."""

from __future__ import annotations

import pytest

import myologic

KB = myologic.load()


def ask(*turns: str) -> myologic.Answer:
    """The answer of the last turn."""
    return KB.ask(turns[-1], after=turns[:-1])


def labels(answer: myologic.Answer) -> list[str]:
    """What is answered."""
    return [item.label for item in answer.answers]


@pytest.mark.parametrize("follow_up", ["and the other side?", "what about the right?", "and on the other side"])
def test_the_other_side_is_turned(follow_up: str) -> None:
    """The side that was said gives way to the other one."""
    answer = ask("my left shoulder is higher, what does that suggest", follow_up)

    assert answer.intent == "suggests" and answer.understood.entities[0].side == "right"


def test_the_second_one_is_what_was_answered_second() -> None:
    """A counted answer is meant by its number, also in what is asked next."""
    first = labels(ask("what strengthens the calves"))
    second = ask("what strengthens the hamstrings", "how is the second one done?")
    named = labels(ask("what strengthens the hamstrings"))[1]

    assert first and labels(second) == [named]
    assert labels(ask("what strengthens the hamstrings", "how is the second one done?", "how many sets?")) == [named]


@pytest.mark.parametrize(
    ("before", "follow_up", "holds"),
    [
        ("what causes rounded shoulders", "does slouching?", True),
        ("how do I do a side plank", "is it good for the obliques?", True),
        ("what is the iliacus", "is it a hip flexor?", True),
        ("does slouching cause tight chest muscles", "and weak rhomboids?", None),
        ("what does the side plank strengthen", "does it hit the gluteus medius?", True),
    ],
)
def test_one_end_is_left_to_the_question_before(before: str, follow_up: str, holds: bool | None) -> None:
    """A yes or no is asked of what was spoken of, or of one thing what was asked of all."""
    answer = ask(before, follow_up)

    assert answer.intent == "boolean_check" and len(answer.understood.entities) >= 2
    assert holds is None or answer.boolean is holds


def test_what_is_given_besides_stays_beside() -> None:
    """A condition that is only added leaves the topic what it was."""
    answer = ask("what strengthens the calves", "and if I also stand all day?")

    assert answer.intent == "strengthens" and "calf muscles" in answer.paraphrase


def test_filters_stay_where_nothing_is_said_of_them() -> None:
    """A chain of filters adds up; the opposite of a tool takes its place."""
    both = ask("what strengthens the glutes", "without a band", "and lying down?")
    turned = ask("exercises for the core with a ball", "and without?")

    assert "without a resistance band" in both.paraphrase and "lying" in both.paraphrase
    assert turned.understood.slots["equipment_without"] == ["ball"]


def test_how_many_counts_what_was_listed() -> None:
    """The number is that of the list before, with its filters."""
    listed = labels(ask("what strengthens the glutes", "without equipment"))
    counted = ask("what strengthens the glutes", "without equipment", "how many is that?")

    assert counted.number == len(listed)


def test_a_number_alone_is_how_many_are_wanted() -> None:
    """*Just three* of them."""
    assert len(labels(ask("what stretches the hamstrings", "just two please"))) == 2


def test_what_cannot_be_done_is_left_out() -> None:
    """*I can't do x* of a list takes x away."""
    answer = ask("what strengthens the glutes", "I can't do the clamshell")

    assert answer.intent == "strengthens" and "clamshell" not in labels(answer)


def test_a_condition_said_after_it_is_heeded() -> None:
    """What somebody has is given for what was asked, and care comes with it."""
    answer = ask("what strengthens the lower back", "I have osteoporosis")

    assert "osteoporosis" in answer.paraphrase and answer.status in ("answered", "safety")


def test_that_and_another_thing_are_compared() -> None:
    """*Which is better, that or x* compares x with what was spoken of."""
    assert ask("how do I do a dead bug", "which is better, that or the bird dog?").intent == "compare"


@pytest.mark.parametrize(
    "question",
    [
        "I'm left-handed, could serving overdevelop the left side of my back?",
        "Right-handed thrower here. Could the right of my trunk be overdeveloped by it?",
        "if somebody only plays forehands, will the racket side of the back end up stronger?",
    ],
)
def test_one_sided_sport_makes_sides_uneven(question: str) -> None:
    """Whether one side grows by what is done on it is answered by what is recorded there."""
    assert ask(question).boolean is True


@pytest.mark.parametrize("question", ["I do a plank every day. Does it work the abs?", "I do squats. Do they train my glutes?"])
def test_what_was_told_of_is_the_subject(question: str) -> None:
    """*It* of a sentence that asks is what the one before told of."""
    answer = ask(question)

    assert answer.intent == "boolean_check" and answer.boolean is True


def test_what_is_denied_is_not_given() -> None:
    """What somebody no longer does leads to nothing."""
    answer = ask("I don't slouch any more. I have rounded shoulders. What should I stretch?")

    assert "no slouching" in answer.paraphrase


def test_what_was_hated_is_left_out() -> None:
    """What is said of a thing with *it*, behind its name, leaves it out too."""
    answer = ask("I've tried the bird dog and hated it. What else trains the core?")

    assert answer.intent == "strengthens" and "bird-dog" not in labels(answer)


def test_a_condition_found_on_a_picture_is_heeded() -> None:
    """What to leave out is asked, no name of an illness; what the picture means is still for a doctor."""
    assert ask("They found spinal stenosis on my scan. What should I leave out?").intent == "contraindicated"
    assert ask("do I have stenosis? my scan says narrowing").status == "refused"


@pytest.mark.parametrize("question", ["should I keep the box far away from me when lifting?", "is it fine to hold a crate well away from my body?"])
def test_the_opposite_of_an_advice_is_a_no(question: str) -> None:
    """The advice itself is shown."""
    answer = ask(question)

    assert answer.boolean is False and labels(answer) == ["load close to the body"]


def test_a_strain_on_a_part_is_its_complaint() -> None:
    """Whether something strains a part is whether it leads to what that part complains of."""
    assert ask("can tight hip flexors put strain on the low back?").boolean is True


def test_filters_stay_with_another_topic() -> None:
    """*And for x?* is asked under the same filters."""
    assert "no equipment" in ask("which exercises work the core without equipment", "and for the upper back?").paraphrase


def test_a_tool_alone_filters_what_was_asked() -> None:
    """Where nothing is on record for what is usually done with it, it filters what was asked before."""
    answer = ask("exercises for the core without equipment", "and with a ball?")

    assert answer.status == "answered" and answer.intent == "equipment_filter"


def test_a_follow_up_for_something_unknown_is_none() -> None:
    """What is not understood is not answered with what was asked before."""
    assert ask("what is the clamshell", "and the frobnicator?").status == "refused"


def test_something_more_to_leave_out_is_asked_with_the_same_condition() -> None:
    """The condition spoken of stays."""
    assert "osteoporosis" in ask("what should I avoid with osteoporosis", "and the plank?").paraphrase


def test_a_why_of_two_ends_takes_another_one() -> None:
    """What is like one end stands in its place."""
    answer = ask("why do tight hip flexors cause back pain", "and tight hamstrings?")

    assert answer.intent == "why" and "hamstrings lead to lower back pain" in answer.paraphrase
