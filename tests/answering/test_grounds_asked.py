"""Grounds of a conclusion are asked for in many words."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    "question",
    [
        "what made the program decide that my glutes are weak?",
        "on what grounds do you call my calves short?",
        "how did you arrive at tight pecs?",
        "derive: slouching |- weak(rhomboids)",
    ],
)
def test_grounds_of_a_conclusion_are_reasons(session: Session, question: str) -> None:
    """Who asks what led to a conclusion wants the reason, not only the cause."""
    answer = session.ask(question)
    assert answer.intent == "why"
    assert answer.status in ("answered", "not_on_record")


def test_silent_letters_left_out_are_put_back(session: Session) -> None:
    """A word spelt as it sounds is not taken for another one that is spelt like it."""
    corrections = session.ask("why put a pilow between my nees").to_dict()["understood"]["corrections"]
    assert {"from": "nees", "to": "knees"} in corrections
