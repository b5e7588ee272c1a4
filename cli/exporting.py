"""`export`: the knowledge base, a case or a schema in a form that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import myologic
from myologic import exits
from myologic.cli.opening import open_base
from myologic.cli.output import complain, write_bytes, write_file

if TYPE_CHECKING:
    from myologic.cases import Case

TABLES = ("arrow", "parquet")


def write_content(*, form: str, about: str | None, output: str, packs: Sequence[str]) -> int:
    """Write everything written and inferred.

    Parameters
    ----------
    form
        A form of a graph, "arrow" or "parquet".
    about
        Only what a thing is part of, or None.
    output
        A file, or `-` for stdout.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, or nothing has that name.
    """
    base = open_base(packs)
    if form in TABLES:
        from myologic.borders.tables import table_bytes

        write_bytes(output, table_bytes(base.to_arrow(about=about), form))
    else:
        write_file(output, base.export(form, about=about))  # type: ignore[arg-type]  # click lets only known forms in
    return exits.ANSWERED


def write_case(file: str, *, form: str, output: str, packs: Sequence[str]) -> int:
    """Write what follows for a case: its facts as a graph, or its verdicts as a table.

    Parameters
    ----------
    file
        A YAML, JSON or Turtle file.
    form, output, packs
        As for `write_content`.

    Returns
    -------
    int
        The exit code of the case.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, or the file is no case.
    """
    case: Case = open_base(packs).read_case(file)
    if case.outcome.safety.text:
        complain(case.outcome.safety.text)
    if form in TABLES:
        from myologic.borders.tables import table_bytes

        write_bytes(output, table_bytes(case.to_arrow(), form))
    else:
        write_file(output, case.export(form))  # type: ignore[arg-type]  # click lets only known forms in
    return case.exit_code


def write_schema(name: str, *, output: str) -> int:
    """Write the JSON Schema of a kind of output.

    Parameters
    ----------
    name
        One of the shipped schemas.
    output
        A file, or `-` for stdout.

    Returns
    -------
    int
        0.
    """
    import json

    write_file(output, json.dumps(myologic.schema(name), ensure_ascii=False, indent=2) + "\n")
    return exits.ANSWERED
