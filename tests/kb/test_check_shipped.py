"""The shipped content passes its own checks."""

from __future__ import annotations

from myologic.kb.check import check
from myologic.kb.files import shipped_root


def test_shipped_content_is_clean() -> None:
    """`check` without a path finds nothing to say about the shipped content, not even a warning."""
    assert [each.text() for each in check()] == []


def test_folder_of_the_shipped_content_is_not_a_pack_on_top_of_itself() -> None:
    """Named as a folder, the shipped content is checked once, under its own name."""
    problems = check(shipped_root())

    assert [each.text() for each in problems] == [each.text() for each in check()]
