"""Where nothing on record joins what is named, that is said; and what a word means is no sign of anything."""

from __future__ import annotations

import pytest

import myologic


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


@pytest.mark.parametrize(
    ("question", "other", "asked"),
    [
        ("why would a weak core show up as a hollow in the low back", "weak core stabilizers", "increased lumbar lordosis"),
        ("how come the neck hurts when it's the upper back that is stiff", "tight upper back muscles", "neck pain"),
        ("why bother strengthening the lower traps for neck pain", "lower trapezius", "neck pain"),
    ],
)
def test_what_explains_nothing_on_record_is_said(kb: myologic.KnowledgeBase, question: str, other: str, asked: str) -> None:
    """Other causes of what is asked are no reason for what was named beside it."""
    answer = kb.ask(question)

    assert answer.intent == "why"
    assert f"nothing on record links {other} with {asked}" in answer.text.lower()
    assert f"what else leads to {asked} is asked" in answer.understood.assumed


@pytest.mark.parametrize("question", ["why do tight hip flexors give me lower back pain", "why does a weak serratus make the shoulder blade stick out"])
def test_what_is_joined_needs_no_assumption(kb: myologic.KnowledgeBase, question: str) -> None:
    """A chain or a proof between both ends answers why."""
    answer = kb.ask(question)

    assert answer.status == "answered"
    assert not answer.understood.assumed


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("what does lordosis really mean?", "define"),
        ("what does a tilted pelvis actually mean", "define"),
        ("and what exactly does kyphosis mean", "define"),
        ("what does one shoulder sitting lower mean", "suggests"),
        ("what does it mean when my hip drops as I walk", "suggests"),
    ],
)
def test_a_name_is_explained_and_a_sign_points_to_something(kb: myologic.KnowledgeBase, question: str, intent: str) -> None:
    """What a name means is its meaning, what something seen means is what it suggests."""
    assert kb.ask(question).intent == intent


@pytest.mark.parametrize("question", ["which is worse for my neck, the phone or the quibble?", "planks or the frobnicate, which is better"])
def test_a_choice_of_something_unknown_is_not_answered(kb: myologic.KnowledgeBase, question: str) -> None:
    """An article before it makes what is not known no scene: it is asked back."""
    answer = kb.ask(question)

    assert answer.status in ("clarify", "refused")
    assert answer.understood.not_understood
