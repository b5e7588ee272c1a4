"""The table of mistakes: each malformed example is refused with its row's code."""

from __future__ import annotations

import io
import re

import pytest

from myologic.engine.errors import ContentError, RuleError
from myologic.engine.terms import Place
from myologic.grammar.bulk import Row, read_bulk
from myologic.grammar.mistakes import MISTAKES, problem
from myologic.grammar.ntriples import read_nquads, read_ntriples
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import read_turtle


def read_all(text: str, file: str) -> list[Row]:
    """All rows of a Turtle text, read as a large file."""
    return list(read_bulk(io.BytesIO(text.encode()), file))


READERS = {"turtle": read_turtle, "rules": read_rules, "nt": read_ntriples, "nq": read_nquads, "bulk": read_all}
EXAMPLES = [(row.code, example) for row in MISTAKES.values() for example in row.examples]
# These need bytes or a file of 32 MiB, and have tests of their own.
WITHOUT_EXAMPLE = {"S127", "L105"}


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[f"{c}-{i}" for i, (c, _) in enumerate(EXAMPLES)])
def test_malformed_example_is_refused_with_its_code(code: str, example: str) -> None:
    """The first problem is the row's, at a place in the text."""
    name, _, text = example.partition(": ")
    with pytest.raises(ContentError) as caught:
        READERS[name](text, "f")  # type: ignore[operator]  # all four take a text and a file
    first = caught.value.problems[0]
    lines = re.split(r"\r\n|\n|\r", text)

    assert (first.code, first.kind) == (code, MISTAKES[code].kind)
    assert 1 <= first.line <= len(lines) and 1 <= first.column <= len(lines[first.line - 1]) + 1
    assert isinstance(caught.value, RuleError) == (name == "rules")


def test_messages_are_one_sentence() -> None:
    """Lower case at the beginning, no full stop, and an example for each row."""
    for row in MISTAKES.values():
        assert not row.sentence[0].isupper() and not row.sentence.endswith(".")
        assert row.examples or row.code in WITHOUT_EXAMPLE


def test_codes_are_unique_and_tell_the_kind() -> None:
    """`S` for syntax, `L` for limits."""
    assert {row.kind for code, row in MISTAKES.items() if code.startswith("S")} == {"syntax"}
    assert {row.kind for code, row in MISTAKES.items() if code.startswith("L")} == {"limit"}


def test_values_in_messages_hold_no_control_characters() -> None:
    """What a file holds cannot reach a terminal as it is."""
    found = problem("S101", Place("f", 1, 1), token="\x1b[31m\u202e" + "x" * 500, expected="a term")

    assert found.message.isprintable()
    assert len(found.message) < 300


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a:a> <a:b> .", "unexpected `.`, expected a term or a list"),
        ("<a:a> .", "unexpected `.`, expected a predicate"),
        ("<a:a> <a:b> 1 2", "unexpected `2`, expected `.`, `;`, `,`, `{|` or `~`"),
        ("} <a:a>", "unexpected `}`, expected a statement or the end"),
        ("<a:a> <a:b> [ <a:c> 1 .", "unexpected `.`, expected `]`"),
    ],
)
def test_what_was_expected_is_said_in_words(text: str, message: str) -> None:
    """Kinds of token that belong together have one name."""
    with pytest.raises(ContentError) as caught:
        read_turtle(text, "f")

    assert caught.value.problems[0].message == message
