"""What a command begins with: the knowledge base, with what the person should know about it on stderr, and stdin."""

from __future__ import annotations

import sys

import myologic
from myologic.cli.output import complain

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence


def open_base(packs: Sequence[str] = ()) -> myologic.KnowledgeBase:
    """The knowledge base with packs on top; says on stderr where its compiled form could not be kept.

    Parameters
    ----------
    packs
        Folders to read on top of the shipped content.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    QuestionError
        If a pack's folder holds no content.
    FileNotFoundError
        If a pack's folder does not exist.
    """
    if packs:
        from myologic.installed import refuse_empty

        refuse_empty(packs)
    base = myologic.load(*packs)
    for notice in base.notices:
        complain(f"myologic: {notice}")
    return base


def read_stdin() -> bytes:
    """What is piped in, at most a mebibyte of it; nothing where there is no stdin."""
    return b"" if sys.stdin is None else sys.stdin.buffer.read(1 << 20)
