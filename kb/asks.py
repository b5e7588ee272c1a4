"""Test questions of a pack: `.ask` files, each a list of questions and of what their answers have to hold.

    # Comments begin with a hash.
    ask: what strengthens the sole muscle
    answer: towel curl

Every line is a word, a colon and a text. `ask` begins a question, `case` what is known of a person (names or ids with
commas between: `one shoulder lower@left, prolonged sitting`); the lines after it, up to the next of these, belong to it:

`given`    a situation to assume, like `--given`
`after`    an earlier question of the conversation, like `--after`
`answer`   a name that is among the answers or verdicts; `left psoas major: tight` asks for side and verdict too
`not`      a name that is not among them
`says`     words that the text of the answer holds
`yes`, `no` the answer to a question for yes or no (nothing follows the colon)
`status`   of a question answered (taken for granted), clarify, refused, not_on_record, safety;
           of a case inferred (taken for granted), nothing, needs_side, conflict, safety
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from difflib import get_close_matches

from myologic.engine.errors import Problem
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import Place
from myologic.kb.characters import cleaned, forbidden_character
from myologic.kb.codes import problem
from myologic.kb.content import ContentText

STATUSES = ("answered", "clarify", "refused", "not_on_record", "safety")
CASE_STATUSES = ("inferred", "nothing", "needs_side", "conflict", "safety")
_STARTS = ("ask", "case")
_CONTEXT = ("given", "after")
_EXPECTED = ("answer", "not", "says", "yes", "no", "status")
_WORDS = (*_STARTS, *_CONTEXT, *_EXPECTED)
_LINE = re.compile(r"\s*([A-Za-z]+)\s*:[ \t]*(.*)")
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing that an answer has to hold.

    Parameters
    ----------
    word
        `answer`, `not`, `says`, `yes`, `no` or `status`.
    text
        What follows the colon.
    place
        Where that stands.
    """

    word: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Ask:
    """One test question, or one test case.

    Parameters
    ----------
    question
        As a person would type it; of a case what is known, with commas between.
    place
        Where it stands.
    given, after
        Situations and earlier questions.
    expected
        What the answer has to hold.
    is_case
        Whether it is a case and no question.
    """

    question: str
    place: Place
    given: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    expected: tuple[Expected, ...] = ()
    is_case: bool = False

    @property
    def says(self) -> bool:
        """Whether something is expected of the words of the answer."""
        return any(each.word == "says" for each in self.expected)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was answered, as far as test questions look at it.

    Parameters
    ----------
    status
        One of `STATUSES` or, of a case, of `CASE_STATUSES`.
    boolean
        The answer to a question for yes or no, or None.
    text
        What a person reads; "" where nothing is expected of it.
    items
        For each answer its names, its side and its verdict.
    mistake
        Why a case cannot be tried, or None.
    """

    status: str
    boolean: bool | None
    text: str
    items: tuple[tuple[tuple[str, ...], str | None, str | None], ...]
    mistake: str | None = None


def read_asks(source: ContentText) -> tuple[tuple[Ask, ...], tuple[Problem, ...]]:
    """The test questions of one file, and what is wrong with its lines.

    Parameters
    ----------
    source
        The file and its bytes.
    """
    if source.problem is not None:
        return (), (source.problem,)
    name = source.file.shown
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(name, source.data.count(b"\n", 0, error.start) + 1, 1)
        return (), (problem(place, "A101", "this line is not UTF-8 text"),)
    asks: list[Ask] = []
    problems: list[Problem] = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        read = _read_line(name, number, line, bool(asks))
        if isinstance(read, Problem):
            problems.append(read)
        elif read.word in _STARTS:
            asks.append(Ask(read.text, read.place, is_case=read.word == "case"))
        elif read.word in _CONTEXT and asks[-1].is_case:
            problems.append(problem(read.place, "A101", f"`{read.word}:` belongs to a question, not to a case"))
        elif read.word == "status" and read.text not in (CASE_STATUSES if asks[-1].is_case else STATUSES):
            known = ", ".join(CASE_STATUSES if asks[-1].is_case else STATUSES)
            problems.append(problem(read.place, "A101", f"`{cleaned(read.text)}` is no status here; write {known}"))
        elif read.word == "given":
            asks[-1] = replace(asks[-1], given=(*asks[-1].given, read.text))
        elif read.word == "after":
            asks[-1] = replace(asks[-1], after=(*asks[-1].after, read.text))
        else:
            asks[-1] = replace(asks[-1], expected=(*asks[-1].expected, read))
    broken = {each.line for each in problems}
    for index, ask in enumerate(asks):
        end = asks[index + 1].place.line if index + 1 < len(asks) else sys.maxsize
        if not ask.expected and not any(ask.place.line < number < end for number in broken):
            message = f"`{cleaned(ask.question)}` says nothing of its answer; add `answer: …`"
            problems.append(problem(ask.place, "A101", message))
    return tuple(asks), tuple(problems)


def _read_line(name: str, number: int, line: str, started: bool) -> Expected | Problem:
    """One line as its word and text, or what is wrong with it."""
    place = Place(name, number, len(line) - len(line.lstrip()) + 1)
    hidden = forbidden_character(line.replace("\t", " "), in_name=True)
    if hidden is not None:
        return problem(place, "A101", f"this line holds the character {hidden}, which is invisible or a control")
    found = _LINE.fullmatch(line)
    if found is None or found[1].lower() not in _WORDS:
        word = (line.split(":")[0] if found is None else found[1]).strip()
        near = get_close_matches(word.lower(), _WORDS, n=1, cutoff=0.6)
        known = ", ".join(f"`{each}:`" for each in _WORDS)
        message = f"`{cleaned(word)}` is no word of test questions; a line begins with one of {known}"
        return problem(place, "A101", message, f"{near[0]}:" if near else None)
    word, said = found[1].lower(), found[2].strip()
    at = Place(name, number, found.start(2) + 1) if said else place
    wrong = _wrong(word, said, started)
    return Expected(word, said, at) if wrong is None else problem(at, "A101", wrong)


def _wrong(word: str, said: str, started: bool) -> str | None:
    if word not in _STARTS and not started:
        return f"`{word}:` stands before the first `ask:`"
    if word in ("yes", "no"):
        return f"nothing follows `{word}:`" if said else None
    if not said:
        return f"nothing follows `{word}:`, and a text has to"
    return None


def check_answer(ask: Ask, asked: Asked) -> Iterator[Problem]:
    """What an answer lacks, or has and must not have.

    Parameters
    ----------
    ask
        The question and what is expected.
    asked
        The answer.
    """
    shown = f"`{cleaned(ask.question)}`"
    wanted = next((each for each in ask.expected if each.word == "status"), None)
    positive = any(each.word in ("answer", "yes", "no") for each in ask.expected)
    granted = "inferred" if ask.is_case else "answered"
    status = wanted.text if wanted is not None else granted if positive else asked.status
    if asked.mistake is not None:
        yield problem(ask.place, "A102", f"this case cannot be tried: {asked.mistake}")
        return
    if asked.status != status:
        place = ask.place if wanted is None else wanted.place
        yield problem(place, "A102", f"{shown} ends as {_spoken(asked.status)}, not as {_spoken(status)}")
        if asked.status != granted:
            return
    for each in ask.expected:
        message = _missed(each, asked)
        if message is not None:
            near = _near(each, asked) if each.word == "answer" else None
            yield problem(each.place, "A102", f"{shown} {message}", near)


def _spoken(status: str) -> str:
    return status.replace("_", " ")


def _missed(each: Expected, asked: Asked) -> str | None:
    match each.word:
        case "answer" if not _has(each.text, asked):
            return f"is not answered with `{cleaned(each.text)}`"
        case "not" if _has(each.text, asked):
            return f"is answered with `{cleaned(each.text)}`, which was to be left out"
        case "says" if _folded(each.text) not in _folded(asked.text):
            return f"does not say `{cleaned(each.text)}`"
        case "yes" | "no" if asked.boolean is not (each.word == "yes"):
            said = {True: "yes", False: "no", None: "neither yes nor no"}[asked.boolean]
            return f"is answered with {said}, not with {each.word}"
    return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


def _has(text: str, asked: Asked) -> bool:
    """Whether a name is among the answers; `left NAME: VERDICT` where side or verdict are said too."""
    wanted, _, verdict = (part.strip() for part in text.partition(":"))
    for names, side, said in asked.items:
        folded = {_folded(name) for name in names}
        sides = (side, "left", "right") if side == "both" else (side,)
        sided = {f"{each} {name}" for each in sides if each for name in folded}
        if _folded(wanted) in folded | sided and verdict in ("", said):
            return True
    return False


def _near(each: Expected, asked: Asked) -> str | None:
    names = {name: None for item in asked.items for name in item[0]}
    near = get_close_matches(each.text, names, n=1, cutoff=0.75)
    return near[0] if near else None
