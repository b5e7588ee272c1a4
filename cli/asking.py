"""`ask`: one question, or one JSON object a line."""

from __future__ import annotations

import sys

from myologic import exits
from myologic.cli.opening import open_base, read_stdin
from myologic.cli.output import complain, say, write_data

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO, Any


def ask_once(
    question: str,
    *,
    given: Sequence[str] = (),
    after: Sequence[str] = (),
    packs: Sequence[str] = (),
    form: str = "text",
) -> int:
    """Answer one question on stdout.

    Parameters
    ----------
    question
        As typed.
    given, after
        Situations to assume, and earlier questions of the conversation.
    packs
        Folders to read on top of the shipped content.
    form
        "text", "json", "sparql", or the items alone as "table", "csv" or "md".

    Returns
    -------
    int
        The exit code that belongs to the answer's status.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    """
    answer = open_base(packs).ask(_whole(question), given=_all_whole(given), after=_all_whole(after))
    if form == "json":
        import json

        write_data(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) + "\n")
    elif form == "sparql":
        if answer.sparql is None:
            complain(f"this question has no SPARQL form: {answer.paraphrase or answer.status}")
            return answer.exit_code or exits.NOTHING
        say(answer.sparql)
    elif form != "text":
        from shutil import get_terminal_size

        from myologic.answering.tabular import answer_table

        table = answer_table(answer, form, get_terminal_size().columns)
        if table:
            say(table)
        if not table or answer.status == "safety":
            complain(answer.text)  # what no table can hold: care, a question back, why there is nothing
    else:
        say(fitted(answer.text))
        # one word that was no question, or was read as another one; or a word and the name of a file
        doubtful = answer.status != "answered" or bool(answer.understood.corrections)
        bare = " " not in question.strip() or any(mark in question for mark in "./")
        if answer.status == "refused" or (doubtful and bare):
            meant = command_meant(question)
            if meant is not None:
                complain(f"did you mean the command `myologic {meant}`?")
    return answer.exit_code


def ask_lines(lines: IO[bytes], *, packs: Sequence[str] = ()) -> int:
    """Answer one JSON object a line, each with one answer object a line, flushed at once.

    A line that is no such object gets a refusal of its own, so that line n of the output always belongs to line n of
    the input.

    Parameters
    ----------
    lines
        UTF-8; each line `{"question": str, "given": [str], "after": [str]}`, the last two optional.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        0: every line was answered in its own object, whatever its status.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    """
    import json

    base = open_base(packs)
    for line in lines:
        fields, mistake = read_line(line)
        found = base.ask(
            _whole(fields["question"]), given=_all_whole(fields["given"]), after=_all_whole(fields["after"])
        ).to_dict()
        answer: dict[str, Any] = {**found}
        if mistake is not None:
            answer |= {"status": "refused", "intent": "out_of_scope", "answers": [], "boolean": None, "number": None}
            answer["text"] = f"This line cannot be read: {mistake}."
            answer["understood"] = {**answer["understood"], "not_understood": [mistake]}
        write_data(json.dumps(answer, ensure_ascii=False) + "\n")
    return exits.ANSWERED


def read_line(line: bytes) -> tuple[dict[str, Any], str | None]:
    """Read one line of `ask --jsonl`.

    Parameters
    ----------
    line
        The bytes of the line, with or without its newline.

    Returns
    -------
    tuple
        The fields `question`, `given` and `after`, empty where they cannot be used; and what is wrong, or None.

    Examples
    --------
    >>> read_line(b'{"question": "psoas?"}')
    ({'question': 'psoas?', 'given': [], 'after': []}, None)
    >>> read_line(b'psoas?')[1]
    'it is not JSON; a line looks like {"question": "…"}'
    """
    import json

    fields: dict[str, Any] = {"question": "", "given": [], "after": []}
    try:
        value = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return fields, 'it is not JSON; a line looks like {"question": "…"}'
    if not isinstance(value, dict):
        return fields, 'it is not a JSON object; a line looks like {"question": "…"}'
    question = value.get("question")
    if not isinstance(question, str):
        return fields, "it has no text in `question`"
    for name in ("given", "after"):
        texts = value.get(name)
        if isinstance(texts, str):
            texts = [texts]
        if texts is None:
            texts = []
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            return fields, f"`{name}` is not a list of texts"
        fields[name] = texts
    fields["question"] = question
    return fields, None


def fitted(text: str) -> str:
    """Text for a person: wrapped to the width of a terminal, as it is where stdout is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return text
    from shutil import get_terminal_size

    from myologic.answering.render import wrapped

    return wrapped(text, min(get_terminal_size().columns, 100))


def question_from_stdin() -> str:
    """The question where none stands on the command line: what is piped in, nothing at a terminal."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    return read_stdin().decode("utf-8", "replace").strip()


def command_meant(question: str) -> str | None:
    """The command that the first word of a question nobody understood looks like, or None.

    Examples
    --------
    >>> command_meant("chekc my-pack"), command_meant("what is this")
    ('check', None)
    """
    from difflib import get_close_matches

    from myologic.cli.main import COMMANDS

    near = get_close_matches(question.split(" ", 1)[0].lower(), COMMANDS, n=1, cutoff=0.75)
    return near[0] if near else None


def _whole(text: str) -> str:
    """Text whose undecodable bytes and lone surrogates are replaced, so that it can be written again."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _all_whole(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(_whole(text) for text in texts)
