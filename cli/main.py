"""The way in: what the words after `myologic` mean, and what an error becomes.

A plain question goes straight to the answer: click is imported only where there are options or other commands, because
it costs more time than the answer.
"""

from __future__ import annotations

import os
import sys

from myologic import exits

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

COMMANDS = ("ask", "shell", "case", "assess", "plan", "check", "diff", "stats", "new", "format", "table", "convert", "draw", "infer", "export", "packs", "sparql", "population", "completion")
"""The commands, for telling them from a question. A test compares them with what click knows."""
_SHORT = frozenset({"case", "check", "diff", "infer", "plan", "stats"})
"""Commands that make much, show it and end."""


def start() -> NoReturn:
    """Run the command in a process of its own.

    The process ends without tidying up memory that goes away with it, and what is soon over does not look for garbage on
    its way: together that is a tenth of a cold question.
    """
    words = sys.argv[1:]
    _open_missing_streams()
    if plain_question(words) is not None or (words[:1] and words[0] in _SHORT and "--watch" not in words):
        import gc

        gc.disable()
        if words[:1] == ["check"]:
            from myologic.authoring.checking import use_all_cores

            use_all_cores()
    code = main()
    if sys.stderr is not None:
        sys.stderr.flush()
    os._exit(code)


def _open_missing_streams() -> None:
    """Stand-ins for streams that were closed before the start: an empty stdin, a stderr that keeps nothing.

    Without them a file that is opened later would get their numbers, and what others write to stdout would land in it. That
    there is no stdout stays known, for an answer that goes nowhere is an error.
    """
    if sys.stdin is not None and sys.stdout is not None and sys.stderr is not None:
        return
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115  # stays open as long as the process
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; no exception leaves it, no traceback is shown.

    Parameters
    ----------
    arguments
        The words after the command's name; those of this process by default.

    Returns
    -------
    int
        One of `myologic.cli.exits`.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _run(words)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        _silence_stdout()
        return exits.BROKEN_PIPE
    except Exception as error:  # the border to the person: whatever it is, it ends as one message and one code
        return _explain(error)


def plain_question(words: Sequence[str]) -> list[str] | None:
    """Return the words of a question that has no options and is no other command; else None.

    Parameters
    ----------
    words
        The words after the command's name.

    Examples
    --------
    >>> plain_question(["what", "strengthens", "the", "glutes"])
    ['what', 'strengthens', 'the', 'glutes']
    >>> plain_question(["ask", "--json", "what"]) is None
    True
    """
    rest = list(words[1:] if words[:1] == ["ask"] else words)
    if not rest or any(word.startswith("-") for word in rest) or (rest == list(words) and rest[0] in COMMANDS):
        return None
    return rest


def plain_case(words: Sequence[str]) -> list[str] | None:
    """Return the files of a `case` that has no option but --json; else None.

    Parameters
    ----------
    words
        The words after the command's name.

    Examples
    --------
    >>> plain_case(["case", "me.yaml", "--json"])
    ['me.yaml']
    >>> plain_case(["case", "me.yaml", "--html", "me.html"]) is None
    True
    """
    files = [word for word in words[1:] if word != "--json"]
    plain = words[:1] == ["case"] and files and not any(word.startswith("-") for word in files)
    return files if plain else None


def _run(words: list[str]) -> int:
    if "_MYOLOGIC_COMPLETE" in os.environ:
        from myologic.cli.commands import cli
        from myologic.cli.completing import complete

        return complete(cli)
    question = plain_question(words)
    if question is not None:
        from myologic.cli.asking import ask_once

        return ask_once(" ".join(question))
    if words[:1] == ["infer"]:
        from myologic.cli.inferring import plain_words, run_rules

        plain = plain_words(words[1:])
        if plain is not None:
            return run_rules(plain["rules"], plain["data"], output=plain["output"], show_stats=plain["stats"])
    files = plain_case(words)
    if files is not None:
        from myologic.cli.casing import show_cases

        return show_cases(files, as_json="--json" in words, packs=())
    from myologic.cli.commands import run

    return run(words)


def _explain(error: Exception) -> int:
    """Say on stderr what went wrong and return the exit code for it."""
    import errno

    from myologic import MyologicError
    from myologic.cli.output import CannotWrite, complain

    if isinstance(error, CannotWrite):
        complain(f"myologic: {error}")
        return exits.MISUSE
    if isinstance(error, MyologicError):
        complain(str(error))
        return error.exit_code
    if isinstance(error, OSError):
        place = error.filename if error.strerror else error.args[0] if error.args else None
        reason = (error.strerror or "no such file or folder").lower()
        if place is None and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF):
            complain(f"myologic: standard output cannot be written: {reason}")  # what click writes itself: help, versions
            return exits.MISUSE
        complain(f"myologic: {reason}" if place is None else f"myologic: `{place}`: {reason}")
        return exits.INTERNAL if place is None else exits.CONTENT
    if os.environ.get("MYOLOGIC_TRACEBACK"):
        import traceback

        complain("".join(traceback.format_exception(error)))
    first = (str(error).splitlines() or ["no message"])[0]
    complain(f"myologic: internal error: {type(error).__name__}: {first}; please report it with the words you typed")
    return exits.INTERNAL


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's own flush at its end stays quiet."""
    import os

    nothing = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, sys.stdout.fileno())
    except (OSError, ValueError):  # a stdout without a descriptor has nothing to flush
        return
    finally:
        os.close(nothing)


if __name__ == "__main__":
    start()
