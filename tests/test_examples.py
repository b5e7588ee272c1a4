"""The examples do what their pages say, without a line of code for them."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

import myologic
from myologic.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
PLANTS = ROOT / "examples" / "houseplants"


GERMAN = ROOT / "examples" / "deutsch"


@pytest.fixture(scope="module")
def german() -> myologic.KnowledgeBase:
    """The shipped content with German words on top."""
    return myologic.load(GERMAN)


@pytest.fixture(scope="module")
def plants() -> myologic.KnowledgeBase:
    """The shipped content with the pack of houseplants on top."""
    return myologic.load(PLANTS)


def test_the_pack_is_clean(capfd: pytest.CaptureFixture[str]) -> None:
    """`check` finds nothing wrong in it."""
    assert main(["check", str(PLANTS), "--format", "json"]) == 0
    assert [p for p in json.loads(capfd.readouterr().out)["problems"] if p["severity"] == "error"] == []


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("what shelters the prayer plant", {"potted rosemary"}),
        ("what do spider mites attack", {"prayer plant", "fiddle-leaf fig"}),
        ("what is attacked by fungus gnats", {"African violet"}),
        ("what repels spider mites", {"potted rosemary"}),
        ("what does potted spearmint shelter", {"African violet"}),
    ],
)
def test_the_pack_answers_its_own_questions(plants: myologic.KnowledgeBase, question: str, labels: set[str]) -> None:
    """Its own verbs ask for its own things, written and derived."""
    answer = plants.ask(question)

    assert answer.status == "answered"
    assert {item.label for item in answer.answers} == labels


def test_a_derived_answer_says_why(plants: myologic.KnowledgeBase) -> None:
    """The rule's sentence is filled in, and its source is named."""
    answer = plants.ask("why does potted rosemary shelter the prayer plant")

    assert answer.status == "answered"
    assert "repels spider mites" in answer.text
    assert "Notes from a windowsill" in json.dumps(answer.to_dict())


def test_the_shipped_content_is_still_there(plants: myologic.KnowledgeBase) -> None:
    """A pack adds and takes nothing away."""
    assert plants.ask("what strengthens the glutes").status == "answered"


def test_embedding_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """The program that uses the package prints an answer, an inference with its proof, and an error with its place."""
    runpy.run_path(str(ROOT / "examples" / "embedding.py"), run_name="__main__")
    shown = capsys.readouterr().out

    assert "<http://example.org/Oslo> <http://example.org/reaches> <http://example.org/Rome> ." in shown
    assert "well-formedness at line 1" in shown


def test_the_german_pack_is_clean_and_answers_its_questions() -> None:
    """`check` finds nothing wrong in it and asks the questions of its own file."""
    assert myologic.check(str(GERMAN)) == ()


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("was stärkt die Gesäßmuskeln", "what strengthens the gluteal muscles"),
        ("welche Übungen dehnen die Hüftbeuger", "which exercises stretch the hip flexors"),
        ("wie mache ich den Seitstütz", "how do i do the side plank"),
        ("welche Muskeln sind schwach bei X-Beine", "which muscles are weak with knees in"),
    ],
)
def test_a_question_in_german_is_the_same_question(german: myologic.KnowledgeBase, question: str, english: str) -> None:
    """More words of the same kinds: the same intent and the same answers, without a line of code."""
    one, other = german.ask(question), german.ask(english)

    assert (one.status, one.intent) == ("answered", other.intent)
    assert [item.id for item in one.answers] == [item.id for item in other.answers]


@pytest.mark.parametrize(
    "text", ["ich habe Rückenschmerzen und bin taub zwischen den Beinen", "Rückenschmerzen und Fieber, was dehnt die Hüftbeuger"]
)
def test_warning_signs_are_heard_in_german(german: myologic.KnowledgeBase, text: str) -> None:
    """Care comes first in any language of the words."""
    answer = german.ask(text)

    assert answer.status == "safety"
    assert not [item for item in answer.answers if item.kind == "exercise"]
