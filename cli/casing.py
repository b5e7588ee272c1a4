"""`case`: what can be inferred for the person described in a file."""

from __future__ import annotations

from collections.abc import Sequence

import myologic
from myologic import exits
from myologic.cli.opening import open_base
from myologic.cli.output import complain, say, write_data


def show_cases(files: Sequence[str], *, as_json: bool, packs: Sequence[str]) -> int:
    """Write the result of each case file to stdout.

    Parameters
    ----------
    files
        YAML, JSON or Turtle files.
    as_json
        One JSON object, or with several files one a line in their order.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        The exit code of the result; of several files the highest.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    """
    base = open_base(packs)
    codes = []
    for number, file in enumerate(files):
        try:
            case = base.read_case(file)
        except myologic.QuestionError as mistake:
            complain(str(mistake))
            codes.append(exits.MISUSE)
            continue
        result = case.result()
        codes.append(case.exit_code)
        if as_json:
            import json

            write_data(json.dumps(result, ensure_ascii=False, indent=2 if len(files) == 1 else None) + "\n")
        else:
            if number > 0:
                say("")
            say(f"{file}\n{case.text()}" if len(files) > 1 else case.text())
    return max(codes)
