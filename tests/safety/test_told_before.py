"""What is told after a question that was harmless, and questions that go on without any danger."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import myologic

SAID = json.loads((Path(__file__).parent / "data" / "round5.json").read_text(encoding="utf-8"))


@cache
def knowledge() -> Any:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


@pytest.mark.parametrize("said", SAID["told_before"], ids=lambda said: said["text"])
def test_a_danger_in_a_later_question_is_heard(said: dict[str, str]) -> None:
    """Something that goes on from a harmless question is heard like one that stands alone."""
    answer = knowledge().ask(said["text"], after=[said["after"]])

    assert answer.status in ("safety", "refused")
    assert all(item.kind != "exercise" for item in answer.answers)
    assert any(word in answer.text.lower() for word in ("doctor", "emergency", "pharmacist", "helpline"))


@pytest.mark.parametrize("said", SAID["harmless_before"], ids=lambda said: said["text"])
def test_a_harmless_later_question_is_not_stopped(said: dict[str, str]) -> None:
    """*And on the weak side* goes on from what was asked."""
    answer = knowledge().ask(said["text"], after=[said["after"]])

    assert answer.status != "safety"


@pytest.mark.parametrize("text", ["I can no longer lift my foot", "I can no longer feel my groin and my back hurts"])
def test_what_can_no_longer_be_done_can_not_be_done(text: str) -> None:
    """A sign that is told as a loss is the sign that is told as a lack."""
    assert knowledge().ask(text).status == "safety"


def test_a_danger_in_one_clause_is_heard_beside_a_harmless_question_in_another() -> None:
    """The clause in which a danger is told counts, whatever is asked behind its comma."""
    assert knowledge().ask("we were in a crash and lost control of the car, my neck hurts, is that from tight muscles").status == "safety"
    assert knowledge().ask("lost control of my bowels twice, is that from tight hip flexors").status == "safety"


def test_words_that_only_look_like_a_sign_are_none() -> None:
    """A screening that was clear is no illness, *since I was a teenager* is not sudden."""
    for text in (
        "my cancer screening came back clear, what stretches the chest",
        "I have had shoulder blades that stick out a little since I was a teenager, what strengthens the serratus",
    ):
        assert knowledge().ask(text).status != "safety", text
