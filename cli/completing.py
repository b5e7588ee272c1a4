"""What bash, zsh and fish complete: commands and options by click, and the next phrase of a question."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem, shell_complete

ASKED_BY = "_MYOLOGIC_COMPLETE"
"""The variable by which the scripts of `myologic completion` ask."""


def complete_question(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The continuations of a question that is typed word by word.

    Parameters
    ----------
    ctx
        What was typed before: the words of the question, and packs.
    incomplete
        The word at the cursor.
    """
    line = " ".join((*(ctx.params.get("question") or ()), incomplete))
    return _continued(line, len(line) - len(incomplete), ctx.params.get("packs") or ())


def first_phrases(incomplete: str) -> list[CompletionItem]:
    """What a question may begin with; nothing before its first letter is typed, for then commands are looked for."""
    return _continued(incomplete, 0, ()) if incomplete else []


def _continued(line: str, start: int, packs: Sequence[str]) -> list[CompletionItem]:
    import myologic
    from myologic.completing.offers import Offers

    try:
        base = myologic.load(*packs)
    except (myologic.MyologicError, OSError):
        return []
    offers = Offers(base.base).after(line)
    return [CompletionItem(offer.text[start:], help=offer.note or None) for offer in offers if len(offer.text) > start]


def complete(cli: click.Command) -> int:
    """Answer a script that asks what may come next.

    Parameters
    ----------
    cli
        All commands.

    Returns
    -------
    int
        0, or 2 where the script asked for what there is not.
    """
    try:
        done = shell_complete(cli, {}, "myologic", ASKED_BY, os.environ[ASKED_BY])
    except (KeyError, ValueError):  # no words, or a cursor at no number: not asked by one of our scripts
        return 2
    return 0 if done == 0 else 2
