"""What is asked back instead of guessed, and which of several signs in a sentence wins."""

from __future__ import annotations

import pytest

from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def asked(text: str, *after: str) -> Question:
    """The question as understood, behind others."""
    return understand(text, LEXICON, after=after)


def named(question: Question, role: str) -> set[str]:
    """The local names of what plays a part."""
    return {m.id.value.rpartition("/")[2] for m in question.mentions if m.role == role}


@pytest.mark.parametrize(
    "text",
    [
        "are crampons good for rounded shoulders",
        "which crampons strengthen the glutes",
        "what is better for a stiff neck, crampons or stretching",
        "which of these is easiest",
        "glute exercises without crampons",
    ],
)
def test_what_is_not_known_is_asked_back(text: str) -> None:
    """A choice, a subject or an exclusion that is not known is not left aside."""
    question = asked(text)
    assert question.missing or question.refusal


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("strengthens", "what would make my calves stronger"),
        ("stretches", "what can I do to loosen my calves"),
        ("mobilises", "drills to improve the rotation of my upper back"),
        ("self_check", "a way to see if my hamstrings are short"),
        ("dosage", "how many more sets for the glutes"),
        ("caused_by", "aetiology of scapular winging"),
        ("contraindicated", "I have osteoporosis, what should I leave well alone"),
    ],
)
def test_the_verb_with_its_thing_wins(intent: str, text: str) -> None:
    """Words far apart that look like another intent yield."""
    question = asked(text)
    assert (question.intent, question.refusal, question.missing) == (intent, None, None)


def test_a_side_with_a_state_is_asked_by_the_state() -> None:
    """Which side gets tight, with a habit said, is no question of which side first."""
    assert asked("I carry my bag on the right shoulder, which side gets tight").intent == "tight_given"


def test_what_must_not_be_used_is_no_tool() -> None:
    """A tool behind *but not with* is left out."""
    question = asked("chest stretch but not in a doorway")
    assert [t.value.rpartition("/")[2] for t in question.slots.equipment_without] == ["doorway"]
    assert not question.slots.equipment_with


def test_a_position_can_be_left_out() -> None:
    """*Not the kneeling one* denies the position."""
    slots = asked("stretches for the hip flexors but not the kneeling one").slots
    assert (slots.position, slots.position_without, slots.negation) == (None, "kneeling", True)


def test_a_number_may_stand_before_its_limit() -> None:
    """*Three at most* is at most three."""
    assert asked("glute exercises, three at most").slots.limit == 3


def test_it_may_stand_for_the_answers_before() -> None:
    """How it is done asks about what was answered, why it is none of them about what was asked."""
    assert asked("and how is it done?", "what strengthens the glutes").intent == "how_to"
    question = asked("why isn't the clamshell one of them?", "what strengthens the hamstrings")
    assert question.intent == "why_not" and named(question, "object") == {"hamstrings"}


def test_words_that_show_the_intent_are_not_left_over() -> None:
    """*Stronger* of *make stronger* has played its part."""
    assert "stronger" not in asked("what would make my calves stronger").not_understood
