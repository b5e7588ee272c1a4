"""Questions about warning signs: those on record are listed by urgency, whatever words ask for them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import myologic


@cache
def knowledge() -> Any:
    """The shipped knowledge base, loaded once."""
    return myologic.load()


ASKED = [
    "what counts as a red flag sign for the back",
    "which of the red flags are an emergency",
    "how sore must it become before I visit a doctor?",
    "what warning signs should a runner look out for",
    "when should I see a doctor about my neck",
    "what warning signs matter with sciatica",
    "at what point does a sore back stop being something to treat oneself?",
]


@pytest.mark.parametrize("text", ASKED)
def test_signs_on_record_are_listed_where_they_are_asked_for(text: str) -> None:
    """The answer is a list of signs, the urgent ones first; no exercise, and no sign is said to be there."""
    answer = knowledge().ask(text)

    flags = [each for each in answer.answers if each.kind == "redflag" or "urgency" in dict(each.details)]
    assert (answer.status, answer.intent) == ("safety", "safety_red_flag")
    assert len(flags) > 10
    assert dict(flags[0].details)["urgency"] == "emergency"
    assert all(each.sources for each in flags)


@pytest.mark.parametrize("text", ["how many red flags are there", "what strengthens the glutes before a run"])
def test_what_asks_for_something_else_is_not_taken_for_it(text: str) -> None:
    """A number or an exercise stays what is answered."""
    assert knowledge().ask(text).intent != "safety_red_flag"


@pytest.mark.parametrize(
    "text", ["what warning signs matter, my groin has gone numb", "when is it serious? I can not pass water since noon"]
)
def test_a_danger_that_is_told_beside_the_question_goes_first(text: str) -> None:
    """What the person tells is named, not only all that is on record."""
    answer = knowledge().ask(text)

    assert answer.status == "safety"
    assert len(answer.answers) < 5
