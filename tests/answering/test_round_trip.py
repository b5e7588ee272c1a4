"""Many questions in many people's words: whatever is answered comes back the same from its paraphrase."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.answering.answer import Answer
from myologic.kb.load import load
from myologic.session import Session

QUESTIONS = (Path(__file__).parent / "questions.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(load())


@pytest.fixture(scope="module")
def answers(session: Session) -> list[Answer]:
    """Every question, asked once."""
    return [session.ask(text) for text in QUESTIONS]


def reads(answer: Answer) -> tuple[str, frozenset[tuple[str, str | None]]]:
    """What must come back the same."""
    return answer.intent, frozenset((e.id, e.side) for e in answer.understood.entities)


def test_every_paraphrase_reads_back(session: Session, answers: list[Answer]) -> None:
    """Of all questions that are answered, none has a paraphrase that is read as another question."""
    lost = [a.question for a in answers if a.status == "answered" and reads(session.ask(a.paraphrase)) != reads(a)]

    assert lost == []


def test_every_suggestion_is_answered(session: Session, answers: list[Answer]) -> None:
    """Of all questions that are not answered, none offers one that is not answered either."""
    offered = {s for a in answers if a.status in ("refused", "clarify", "not_on_record") for s in a.suggestions}

    assert offered
    assert [text for text in sorted(offered) if session.ask(text).status not in ("answered", "safety")] == []


def test_every_refusal_is_helpful(answers: list[Answer]) -> None:
    """A refusal says what was not understood or why, and offers a question or a person to turn to."""
    refused = [a for a in answers if a.status == "refused"]

    assert refused
    for answer in refused:
        assert answer.suggestions or any(word in answer.text for word in ("doctor", "pharmacist", "emergency"))


def test_nothing_is_recommended_to_someone_in_danger(answers: list[Answer]) -> None:
    """A safety answer names no exercise but those to leave out, and no bare yes or no."""
    stopped = [a for a in answers if a.status == "safety"]

    assert len(stopped) > 30
    for answer in stopped:
        assert [i.label for i in answer.answers if i.kind == "exercise" and i.verdict != "avoid"] == []
        assert answer.boolean is None
