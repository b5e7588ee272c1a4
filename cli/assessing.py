"""`assess`: the self-checks one by one, from a person, a pipe or a file of answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import myologic
from myologic.assessing.files import read_answers, written_answers
from myologic.assessing.interview import Interview
from myologic.assessing.questions import CONDITIONS, Question
from myologic.cli.opening import open_base
from myologic.cli.output import complain, say, write_data, write_file

MOST_WRONG = 20
"""After so many answers in a row that do not fit, nobody is there who reads: a program goes on answering for ever."""
BACK, QUIT = ("back", "<"), ("quit", "q", "exit")


def assess(*, answers: str | None, save: str | None, as_json: bool, packs: Sequence[str]) -> int:
    """Ask until the interview is over or stopped, keep the answers where that was wished, and write the result.

    Parameters
    ----------
    answers
        A file of answers, or None to ask. With it nothing else is asked.
    save
        Where answers are kept, and taken from where it is there already; None to keep nothing.
    as_json
        Whether the result is written as JSON.
    packs
        Folders to read on top of the shipped content.

    Returns
    -------
    int
        The exit code of the case.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, or a file of answers cannot be read.
    """
    known = read_answers(Path(save)) if save is not None and os.path.exists(save) else {}
    if answers is not None:
        known |= read_answers(Path(answers))
    interview = open_base(packs).interview(answers=known)
    finished = True
    if answers is None:
        if known:
            complain(f"going on with {len(interview.answers)} answers from `{save}`")
        finished = _ask(interview, _lines())
    if save is not None:
        write_file(save, written_answers(interview.answers))
    if not finished:
        again = f"; go on with `myologic assess --save {save}`" if save is not None else ""
        complain(f"stopped before the end: this is what follows from {len(interview.answers)} answers{again}")
    case = interview.case
    if interview.open_warnings and case.outcome.exercises:
        complain(
            f"{len(interview.open_warnings)} warning signs were not answered with yes or no; where one of them may be there, "
            "see a professional before doing any exercise"
        )
    if as_json:
        import json

        write_data(json.dumps(case.result(), ensure_ascii=False, indent=2) + "\n")
    else:
        say(case.text())
    return case.exit_code


def _ask(interview: Interview, lines: Iterator[str]) -> bool:
    """Ask until the end; False where the person stops first or the input ends."""
    part, wrong = "", 0
    while (question := interview.question) is not None:
        if question.part != part:
            part = question.part
            complain(f"\n{part[:1].upper()}{part[1:]} (at most {interview.left} questions to come)")
        complain(f"\n{question.text}\n  [{_choices(question, interview)}]")
        line = next(lines, None)
        if line is None or line in QUIT:
            return False
        mistake = ""
        if line in BACK:
            mistake = "" if interview.back() else "this is the first question"
            part = ""
        else:
            try:
                interview.answer(line)
            except myologic.QuestionError as error:
                mistake = str(error)
        if mistake:
            complain(mistake)
        wrong = wrong + 1 if mistake else 0
        if wrong == MOST_WRONG:
            raise myologic.QuestionError(f"{MOST_WRONG} answers one after another do not fit; nothing more is asked")
    return True


def _choices(question: Question, interview: Interview) -> str:
    """What may be said. No to everything at once is only offered where everything meant is written out."""
    words = " / ".join((*(question.answers or ("a number",)), "?", "skip", "back", "quit"))
    if question.part != CONDITIONS:
        return words
    rest = ", ".join(each.name for each in interview.same_part)
    return f"{words} / none, for none of: {rest}"


def _lines() -> Iterator[str]:
    """What is typed or piped in, a word a line."""
    if sys.stdin is None:
        return
    for line in sys.stdin:
        yield line.strip().lower()
