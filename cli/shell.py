"""`shell`: one question after another, with completion where the terminal can."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import myologic
from myologic import exits
from myologic.cli.asking import fitted
from myologic.cli.opening import open_base
from myologic.cli.output import CannotWrite, complain, say, write_file
from myologic.completing.offers import Offers
from myologic.conversation import Conversation

WELCOME = "Ask in plain words; :help lists what else can be typed, Ctrl-D ends."
HELP = """\
A question, also one that goes on from the last: and without equipment?
why, why 2        the reasons of the last answer, or of its second item
1, 2, 3           one of the questions that the last answer offered
:given TEXT       take something as so: :given I sit all day
:forget           begin anew
:save FILE        write questions and answers to a file
:help             this
:quit             end, as Ctrl-D does"""


def run_shell(*, packs: Sequence[str] = ()) -> int:
    """Read questions until the end of the input.

    Parameters
    ----------
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the content cannot be loaded.
    """
    base = open_base(packs)
    talk = Conversation(base)
    at_terminal = sys.stdin is not None and sys.stdin.isatty()
    if at_terminal:
        complain(WELCOME)
    for line in _lines(base) if at_terminal else _piped():
        if line.strip() in (":quit", ":q", ":exit"):
            break
        try:
            text = respond(talk, line.strip())
            if text:
                say(fitted(text) + "\n")
        except myologic.MyologicError as mistake:
            complain(str(mistake))
        except CannotWrite as error:
            complain(str(error))
    return exits.ANSWERED


def respond(talk: Conversation, line: str) -> str:
    """What a typed line brings; "" where it brings nothing to read.

    Parameters
    ----------
    talk
        The conversation so far.
    line
        The line, without spaces around it.
    """
    if not line:
        return ""
    if line.startswith(":"):
        word, _, rest = line[1:].partition(" ")
        return _commanded(talk, word.lower(), rest.strip())
    words = line.lower().rstrip("?").split()
    if words and words[0] == "why" and len(words) == 1 + (len(words) == 2 and words[1].isdigit()):
        return talk.reasons(int(words[1][:4]) if len(words) == 2 else None)
    answer = talk.ask(line)
    return numbered(answer.text, answer.suggestions)


def numbered(text: str, suggestions: Sequence[str]) -> str:
    """A text in which the offered questions, each on a line of its own, are numbered."""
    lines = text.split("\n")
    for number, each in enumerate(suggestions, 1):
        if f"  {each}" in lines:
            lines[lines.index(f"  {each}")] = f"  {number} {each}"
    return "\n".join(lines)


def _commanded(talk: Conversation, word: str, rest: str) -> str:
    if word in ("help", "h", "?"):
        return HELP
    if word == "given":
        if rest:
            talk.assume(rest)
        return "Given: " + ("; ".join(talk.given) or "nothing")
    if word == "forget":
        talk.forget()
        return "Nothing is remembered any more."
    if word == "save":
        if not rest:
            return "Name the file: :save answers.txt"
        write_file(rest, talk.transcript())
        return f"Written to {rest}."
    if word == "why":
        return talk.reasons(int(rest[:4]) if rest.isdigit() else None)
    return f"There is no :{word}; :help lists what there is."


def _piped() -> Iterator[str]:
    """Lines of a pipe or a file."""
    if sys.stdin is not None:
        for raw in sys.stdin.buffer:
            yield raw.decode("utf-8", "replace")


def _lines(base: myologic.KnowledgeBase) -> Iterator[str]:
    """Lines typed at a terminal; Ctrl-C drops the line, Ctrl-D ends."""
    read = _reader(base)
    while True:
        try:
            yield read()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _reader(base: myologic.KnowledgeBase) -> Callable[[], str]:
    """Reads with completion where prompt_toolkit is installed, without it where not."""
    try:
        from myologic.cli.prompting import reader
    except ImportError:
        complain("without completion: install myologic[shell] to have it")
        return lambda: input("? ")
    return reader(Offers(base.base))
