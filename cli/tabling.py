"""`table`: things of one kind as CSV, and CSV as Turtle."""

from __future__ import annotations

from collections.abc import Sequence

from myologic import exits
from myologic.authoring.checking import written_in
from myologic.authoring.tables import table, turtle_of
from myologic.cli.opening import open_base
from myologic.cli.output import write_file
from myologic.documents import file_text


def write_table(kind: str, *, packs: Sequence[str], output: str) -> int:
    """Write the things of a kind as CSV; with packs only what these write.

    Parameters
    ----------
    kind
        The public word of the kind.
    packs
        Folders.
    output
        The file, or `-` for stdout.

    Returns
    -------
    int
        0.

    Raises
    ------
    QuestionError
        There is nothing of that kind.
    """
    files = written_in(packs) if packs else None
    write_file(output, table(open_base(packs).base, kind, files))
    return exits.ANSWERED


def read_table(file: str, *, output: str) -> int:
    """Write the Turtle that a CSV file stands for.

    Parameters
    ----------
    file
        The CSV file, UTF-8.
    output
        The file, or `-` for stdout.

    Returns
    -------
    int
        0.

    Raises
    ------
    ContentError
        The table cannot be read.
    """
    write_file(output, turtle_of(file_text(file), file))
    return exits.ANSWERED
