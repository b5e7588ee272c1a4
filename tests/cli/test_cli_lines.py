"""Reading the lines of `ask --jsonl`."""

from __future__ import annotations

import pytest

from myologic.cli.asking import read_line


def test_a_full_line() -> None:
    """Question, situations and earlier questions are read."""
    fields, mistake = read_line(b'{"question": "q", "given": ["g"], "after": ["a", "b"], "id": 7}\n')

    assert mistake is None
    assert fields == {"question": "q", "given": ["g"], "after": ["a", "b"]}


def test_one_situation_may_be_a_text() -> None:
    """A single text stands for a list of one; null for none."""
    fields, mistake = read_line(b'{"question": "q", "given": "g", "after": null}')

    assert mistake is None
    assert fields["given"] == ["g"] and fields["after"] == []


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"", "JSON"),
        (b"what\n", "JSON"),
        (b'{"question": "q"', "JSON"),
        (b"[1]", "object"),
        (b"null", "object"),
        (b"{}", "question"),
        (b'{"question": 3}', "question"),
        (b'{"question": "q", "given": [1]}', "given"),
        (b'{"question": "q", "after": {"a": 1}}', "after"),
        (b"[" * 100_000, "JSON"),
        (b"\xff\xfe", "JSON"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line: bytes, word: str) -> None:
    """Each kind of mistake names what is wrong and leaves fields that can be asked with."""
    fields, mistake = read_line(line)

    assert mistake is not None and word in mistake
    assert isinstance(fields["question"], str) and isinstance(fields["given"], list)
