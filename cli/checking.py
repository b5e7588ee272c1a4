"""`check`: what is wrong in content, as text, JSON or SARIF."""

from __future__ import annotations

from collections.abc import Sequence

import myologic
from myologic import exits
from myologic.authoring.report import lines_of, problem_text, problems_dict, sarif
from myologic.cli.output import complain, say, write_data


def show_problems(paths: Sequence[str], *, form: str) -> int:
    """List the problems of packs and files on stdout.

    Parameters
    ----------
    paths
        Folders and files; none for the shipped content.
    form
        "text", "json" or "sarif".

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
    if form == "text":
        say_problems(problems, paths)
        complain(counted(problems))
    else:
        import json

        report: object = sarif(problems, myologic.__version__) if form == "sarif" else problems_dict(problems)
        write_data(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return exits.NOTHING if any(problem.severity == "error" for problem in problems) else exits.ANSWERED


def say_problems(problems: Sequence[myologic.Problem], paths: Sequence[str]) -> None:
    """Write problems to stdout, each with its line; nothing where there is none.

    Parameters
    ----------
    problems
        What was found.
    paths
        What was checked.
    """
    if problems:
        from myologic.authoring.checking import places_of

        lines = lines_of(places_of(paths))
        say("\n".join(problem_text(problem, lines) for problem in problems))


def watch(paths: Sequence[str], *, seconds: float = 0.2) -> int:
    """List the problems, and again whenever a file changes, until Ctrl-C.

    What is wrong in files comes at once; labels and test questions, which need everything compiled, after it.

    Parameters
    ----------
    paths
        Folders and files; none for the shipped content.
    seconds
        How long to wait between two looks.

    Returns
    -------
    int
        0, on Ctrl-C.
    """
    import time

    from myologic.authoring.checking import Watched

    watched = Watched(paths)
    try:
        while True:
            if watched.has_changed():
                started = time.perf_counter()
                problems = watched.check_content()
                say_problems(problems, paths)
                complain(f"{counted(problems)} ({time.perf_counter() - started:.2f} s)")
                if not any(problem.severity == "error" for problem in problems):
                    asked = watched.check_questions()
                    say_problems(asked, paths)
                    complain(f"labels and test questions: {counted(asked)}")
            time.sleep(seconds)
    except KeyboardInterrupt:
        return exits.ANSWERED


def counted(problems: Sequence[myologic.Problem]) -> str:
    """How many errors and warnings there are, in words.

    Examples
    --------
    >>> counted([])
    'no errors, no warnings'
    """
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{_number(errors, 'error')}, {_number(len(problems) - errors, 'warning')}"


def _number(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
