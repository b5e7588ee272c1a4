"""An interview: the answers so far, the next question, and the case that follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from myologic.assessing.questions import (
    BOTH,
    CONDITIONS,
    FLAGS,
    NO,
    NONE,
    SKIP,
    UNKNOWN,
    YES,
    Question,
    about_questions,
    asked_again,
    condition_questions,
    flag_questions,
    sign_question,
)
from myologic.cases import Case
from myologic.casework.catalogue import Catalogue
from myologic.casework.deciding import most_telling
from myologic.casework.reading import OLDEST, nearest
from myologic.casework.result import SAFETY, key
from myologic.engine.errors import QuestionError
from myologic.engine.terms import IRI
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import id_, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.schemas.shapes import InterviewData

VERSION = 1
WORDS = {
    "y": YES,
    "n": NO,
    "l": "left",
    "r": "right",
    "b": BOTH,
    "?": UNKNOWN,
    "don't know": UNKNOWN,
    "dont know": UNKNOWN,
    "do not know": UNKNOWN,
    "": SKIP,
}
"""Short ways to say an answer."""

ASKED_OF = ("findings", "tests", "habits")
"""The lists of a case whose things are asked for, once warning signs and conditions are known."""


class Interview:
    """Questions one at a time: warning signs first, then age, pain and conditions, then what decides most.

    An emergency or urgent sign ends it. Going over it asks each question until it is answered:

    >>> from myologic.kb.load import load
    >>> interview = Interview(load())
    >>> for question in interview:
    ...     interview.answer("no" if "no" in question.answers else "skip")
    >>> interview.case.result()["status"]
    'nothing'

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What is known already; what it names is not asked again.
    answers
        Answers given earlier, by the ids of their questions, in their order.
    most
        Most questions about signs and habits; the usual number on record by default.

    Raises
    ------
    QuestionError
        If an earlier answer is none.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        case: Case | None = None,
        *,
        answers: Mapping[str, Any] | None = None,
        most: int | None = None,
    ) -> None:
        self._kb = kb
        self._start = Case(kb) if case is None else case
        self._answers: dict[str, str] = {}
        self._case: Case | None = None
        self._most = int(kb.text(id_("interview-most"), kb_("number")) or 0) if most is None else most
        catalogue = Catalogue(kb)
        self._kinds = {each: kind for kind in ASKED_OF for each in catalogue.things(kind)}
        self._fixed = (*flag_questions(kb), *about_questions(kb), *condition_questions(kb))
        known = {key(each) for each in self._named(self._start)}
        if self._start.data.age is not None:
            known.add("age")
        if self._start.data.pain != "unknown":
            known.add("pain")
        self._told_before = known
        if answers is not None and not isinstance(answers, Mapping):
            raise TypeError(f"`answers` is a mapping, not {type(answers).__name__}")
        for name, value in (answers or {}).items():
            question = self._question(name)
            self._answers[question.id] = self._read(question, value)

    def __repr__(self) -> str:
        left = self.question
        return f"<myologic.Interview of {len(self._answers)} answers, {'over' if left is None else f'asks {left.id}'}>"

    def _repr_html_(self) -> str:
        """The self-check for a notebook: the question that comes next, or the case; escaped."""
        from myologic.notebook import interview_html

        return interview_html(self)

    @staticmethod
    def _named(case: Case) -> set[IRI]:
        data = case.data
        return {each.id for each in (*data.findings, *data.causes, *data.conditions, *data.red_flags)}

    @property
    def case(self) -> Case:
        """What is known so far, as a case; its result is the result of the interview."""
        if self._case is None:
            self._case = self._start.add(**self._entries())
        return self._case

    @property
    def answers(self) -> dict[str, str]:
        """The answers so far by the ids of their questions, in their order: what a person may want to keep."""
        return dict(self._answers)

    @property
    def question(self) -> Question | None:
        """The next question, or None where the interview is over."""
        if self.case.outcome.status == SAFETY:
            return None
        for each in self._fixed:
            if each.id not in self._answers and each.id not in self._told_before:
                return each
        return next(iter(self._again()), None) or self._next_sign()

    def _again(self) -> list[Question]:
        """Warning signs of which nobody knew whether they are there: asked once more before anything else is looked at.

        An answer that was given again stands behind the answers on age, pain and conditions, so that answers alone tell it.
        """
        places = {name: place for place, name in enumerate(self._answers)}
        later = max((places.get(each.id, -1) for each in self._fixed if each.part != FLAGS), default=-1)
        open_flags = [each for each in self._fixed if self._answers.get(each.id) == UNKNOWN and places[each.id] < later]
        return [found for each in open_flags if (found := asked_again(self._kb, each)) is not None]

    @property
    def same_part(self) -> tuple[Question, ...]:
        """The question at hand and those of the same part that come after it, as far as they are known."""
        question = self.question
        if question is None:
            return ()
        found = [
            each
            for each in self._fixed
            if each.part == question.part and each.id not in self._answers and each.id not in self._told_before
        ]
        return tuple(found) or (question,)

    def to_dict(self) -> InterviewData:
        """Where the interview stands as plain data, version 1 of the schema `interview`: the answers, and the next question.

        The answers are all that has to be kept: an interview made from them goes on where this one stands.
        """
        question = self.question
        return {
            "version": VERSION,
            "answers": self.answers,
            "question": None
            if question is None
            else {
                "id": question.id,
                "part": question.part,
                "text": question.text,
                "answers": list(question.answers),
                "kind": question.kind,
                "name": question.name,
            },
            "left": self.left,
            "status": self.case.outcome.status,
            "kb": {"name": self._kb.name, "hash": self._kb.hash},
        }

    @property
    def open_warnings(self) -> tuple[Question, ...]:
        """The warning signs of which nobody said whether they are there; none where one stops everything anyway."""
        if self.case.outcome.status == SAFETY:
            return ()
        said = self._told_before | {name for name, answer in self._answers.items() if answer in (YES, NO)}
        return tuple(each for each in self._fixed if each.part == FLAGS and each.id not in said)

    @property
    def left(self) -> int:
        """At most so many questions are still to come."""
        if self.case.outcome.status == SAFETY:
            return 0
        fixed = sum(each.id not in self._answers and each.id not in self._told_before for each in self._fixed)
        return fixed + len(self._again()) + max(0, self._most - self._signs_asked())

    def __iter__(self) -> Iterator[Question]:
        """The questions, each after the one before was answered; one that is left without an answer is skipped."""
        while (question := self.question) is not None:
            before = list(self._answers.items())
            yield question
            if list(self._answers.items()) == before:
                self.answer(SKIP)

    def answer(self, value: object) -> None:
        """Answer the question at hand.

        Parameters
        ----------
        value
            A word of `question.answers` or its first letter; "unknown" or "?" where nobody knows; "skip" to leave it out; "none"
            for no to this and every further condition; a number for the age.

        Raises
        ------
        QuestionError
            If it is no answer to the question, or there is no question left.
        """
        question = self.question
        if question is None:
            raise QuestionError("there is no question left to answer")
        if value == NONE and question.part == CONDITIONS:
            self._answers.update({each.id: NO for each in self.same_part})
        else:
            answer = self._read(question, value)
            self._answers.pop(question.id, None)  # what is answered again stands last
            self._answers[question.id] = answer
        self._case = None

    def back(self) -> bool:
        """Take the last answer back, so that its question comes again; False where there is none."""
        if not self._answers:
            return False
        self._answers.popitem()
        self._case = None
        return True

    def _next_sign(self) -> Question | None:
        if self._signs_asked() >= self._most:
            return None
        asked = set(self._answers) | self._told_before
        open_things = [each for each in self._kinds if key(each) not in asked]
        present = [each.id for each in (*self.case.data.findings, *self.case.data.causes) if each.presence == "present"]
        best = most_telling(self._kb, open_things, self.case.outcome.verdicts, present)
        return sign_question(self._kb, best[0], self._kinds[best[0]]) if best else None

    def _signs_asked(self) -> int:
        fixed = {each.id for each in self._fixed}
        return sum(name not in fixed for name in self._answers)

    def _question(self, name: str) -> Question:
        """The question with an id, whether its turn has come or not."""
        wanted = str(name).strip().lower().replace("-", "_")
        for each in self._fixed:
            if each.id == wanted:
                return each
        for thing, kind in self._kinds.items():
            if key(thing) == wanted:
                return sign_question(self._kb, thing, kind)
        hint = nearest(wanted, {each.id for each in self._fixed} | {key(each) for each in self._kinds})
        shown = "".join(each if each.isprintable() else "?" for each in str(name))[:60]
        raise QuestionError(f"there is no question `{shown}`" + (f"; did you mean `{hint}`?" if hint else ""))

    @staticmethod
    def _read(question: Question, value: object) -> str:
        said = {True: YES, False: NO, None: SKIP}.get(value) if value is None or isinstance(value, bool) else None
        word = said or str(value).strip().lower()
        word = WORDS.get(word, word)
        if word in question.allowed:
            return word
        if question.kind == "age" and word.isascii() and word.isdigit() and len(word) <= 3 and int(word) <= OLDEST:
            return str(int(word))
        shown = "".join(each if each.isprintable() else "?" for each in str(value))[:60]
        known = f"a number of years from 0 to {OLDEST}" if question.kind == "age" else ", ".join(question.answers)
        raise QuestionError(f"`{shown}` does not answer `{question.id}` ({question.text}): say {known}, ? or skip")

    def _entries(self) -> dict[str, Any]:
        """The answers as the fields of a case."""
        found: dict[str, Any] = {"findings": [], "tests": [], "habits": [], "conditions": [], "red_flags": []}
        for name, answer in self._answers.items():
            if answer == SKIP:
                continue
            question = self._question(name)
            if question.kind == "age":
                found["age"] = int(answer) if answer.isdigit() else None
            elif question.kind == "pain":
                found["pain"] = answer
            else:
                found[question.kind].append(_entry(question, answer))
        return found


def _entry(question: Question, answer: str) -> dict[str, str]:
    presence = {NO: "absent", UNKNOWN: "unknown"}.get(answer, "present")
    entry = {"id": question.id if question.thing is None else question.thing.value}
    if question.kind == "tests":
        entry["result"] = {"absent": "negative", "unknown": "unknown"}.get(presence, "positive")
    else:
        entry["presence"] = presence
    if answer in ("left", "right", BOTH):
        entry["side"] = answer
    return entry


