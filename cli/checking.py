"""`check`: what is wrong in content, as text or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import myologic
from myologic import exits
from myologic.cli.output import complain, say, write_data


def show_problems(paths: Sequence[str], *, form: str) -> int:
    """List the problems of packs and files on stdout.

    Parameters
    ----------
    paths
        Folders and files; none for the shipped content.
    form
        "text" or "json".

    Returns
    -------
    int
        1 if a problem is an error, else 0.

    Raises
    ------
    ContentError
        If a path does not exist.
    """
    problems = myologic.check(*paths)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "json":
        import json

        report = {"version": 1, "problems": [asdict(problem) for problem in problems]}
        write_data(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    else:
        if problems:
            say("\n".join(problem.text() for problem in problems))
        warnings = len(problems) - errors
        complain(f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}")
    return exits.NOTHING if errors else exits.ANSWERED


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
