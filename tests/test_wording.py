"""No text for people speaks as a doctor would: not in the content, not in the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from myologic.engine.terms import IRI, Literal
from myologic.kb.load import load
from myologic.kb.vocabulary import DCT, LEX, TYPE, kb_

ROOT = Path(__file__).resolve().parents[1]
BANNED = re.compile(
    r"\byou(?:'ve|’ve| have| suffer)\b|\bcur(?:e|es|ed|ing|able)\b|\bdiagnos|\btreat(?!ise)",
    re.IGNORECASE,
)
CITED = {DCT + "title", DCT + "creator", *(kb_(each).value for each in ("seenAs", "seenAt", "reports", "venue", "sourceKind"))}
"""What is quoted from publications keeps their words."""

SAID_OF_US = {"cli/commands.py": "myologic makes no diagnosis, gives no treatment and does no triage"}
"""The one place that says what the program does not do."""


def shown_texts() -> Iterator[tuple[str, str]]:
    """Every text of the content that people may be shown: not what they type, not what is quoted."""
    kb = load()
    typed = {
        triple.subject
        for triple in kb.match(None, TYPE, None)
        if isinstance(triple.object, IRI) and triple.object.value.startswith(LEX)
    }
    for triple in kb.match(None, None, None):
        predicate = triple.predicate
        if not isinstance(triple.object, Literal) or not isinstance(predicate, IRI) or triple.subject in typed:
            continue
        if predicate.value not in CITED and not predicate.value.startswith(LEX):
            yield f"{triple.subject} {predicate.value}", triple.object.lexical


def test_no_text_of_the_content_speaks_as_a_doctor() -> None:
    """Labels, sentences, care texts, questions, advice and all other texts are free of such words."""
    found = [(where, text) for where, text in shown_texts() if BANNED.search(text)]

    assert found == []


def test_there_is_content_to_look_at() -> None:
    """The lint does see the texts that it is about."""
    predicates = {where.rpartition("#")[2] for where, _ in shown_texts()}

    assert {"prefLabel", "label", "says", "sentence", "careText", "question", "howToCheck", "advice", "how"} <= predicates


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The texts in a program file that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", ["src/myologic", "cli"])
def test_no_text_of_the_program_speaks_as_a_doctor(folder: str) -> None:
    """Templates in the face and the commands are free of such words, but where they say what the program does not do."""
    found = [
        (str(path.relative_to(ROOT)), line, text)
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in strings(path)
        if not path.is_symlink() and BANNED.search(text.replace(SAID_OF_US.get(f"cli/{path.name}", "\0"), ""))
    ]

    assert found == []


@pytest.mark.parametrize("text", ["You have a weak back", "this cures it", "a diagnosis", "treatment", "you’ve got"])
def test_the_lint_finds_what_it_looks_for(text: str) -> None:
    """Each of the words is found."""
    assert BANNED.search(text)
