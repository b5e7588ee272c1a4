"""What was understood is told in standard words wherever they say the same, and they are answered with the same."""

from __future__ import annotations

from typing import Any

import pytest

import myologic


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


@pytest.mark.parametrize(
    ("question", "paraphrase"),
    [
        ("which muscles have gone lax in somebody who only ever does crunches?", "given mostly crunches, which muscles are weak"),
        ("twenty years of driving a van, what will have shortened?", "given long driving, which muscles are tight"),
        ("a citation for the dead bug, please", "what is the source for dead bug"),
        ("the dead bug is beyond me, is there a milder version?", "easier version of dead bug"),
        ("explain the chain between high heels and lower back pain", "from high heels to lower back pain"),
    ],
)
def test_standard_words_say_what_was_understood(kb: myologic.KnowledgeBase, question: str, paraphrase: str) -> None:
    """Relations, kinds and states that go without saying with an intent do not keep standard words from being used."""
    assert kb.ask(question).paraphrase == paraphrase


@pytest.mark.parametrize(
    "question",
    [
        "which muscles have gone lax in somebody who only ever does crunches?",
        "my shoulders hunch up at the keyboard, what does that point to?",
        "a routine against rounded shoulders, eight minutes a day",
        "tips for lying in bed with a sore hip",
        "how should I lift a toddler out of the cot",
        "the dead bug is beyond me, is there a milder version?",
    ],
)
def test_standard_words_are_answered_with_the_same(kb: myologic.KnowledgeBase, question: str) -> None:
    """The paraphrase, asked again, brings the same answers in the same order."""
    answer = kb.ask(question)
    again = kb.ask(answer.paraphrase)

    assert answer.status == "answered"
    assert [item.id for item in again.answers] == [item.id for item in answer.answers]


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("which muscles get tight from driving all day", "and to lengthen those?"),
        ("which muscles are tight from wearing high heels", "how did you work that out?"),
        ("which muscles are weak with rounded shoulders", "So how do I build those up?"),
        ("how do I do a side plank", "sets and reps for strength?"),
        ("what strengthens the serratus anterior", "and only for the right?"),
        ("what stretches the upper trapezius", "only the left one"),
    ],
)
def test_a_paraphrase_of_a_follow_up_stands_alone(kb: myologic.KnowledgeBase, before: str, question: str) -> None:
    """What was taken from the question before is in the paraphrase, so that it asks the same without it."""
    answer = kb.ask(question, after=[before]).to_dict()
    again = kb.ask(answer["paraphrase"]).to_dict()

    assert answer["status"] == again["status"] == "answered"
    assert again["intent"] == answer["intent"]
    assert _named(again) == _named(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Anything for my chest I can do sat on the sofa?",
        "what could I do at work that needs nothing but the chair I'm sitting on",
        "neck is sore and my calves are tight so what do I do " * 5,
        "On which thing can I roll against knots in my muscles?",
        "My backside has gone slack after years at a desk. What builds it back up?",
    ],
)
def test_a_paraphrase_asks_for_the_same_things(kb: myologic.KnowledgeBase, question: str) -> None:
    """Where no sentence in standard words says it all, the name of what is asked stands before what was named."""
    answer = kb.ask(question).to_dict()
    again = kb.ask(answer["paraphrase"]).to_dict()

    assert answer["status"] == "answered"
    assert again["intent"] == answer["intent"]
    assert _named(again) == _named(answer)


def _named(answer: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {(thing["id"], thing["side"]) for thing in answer["understood"]["entities"]}
