"""A conversation: questions that build on those before, what is so of the person, reasons of the last answer."""

from __future__ import annotations

from collections.abc import Iterator

from myologic.answering.answer import Answer, AnswerItem
from myologic.answering.words import certainty_words
from myologic.knowledge import KnowledgeBase

REMEMBERED = 6
"""How many earlier questions a follow-up may refer to."""


class Conversation:
    """Questions one after another on one knowledge base.

    Nothing is kept beyond the conversation. Not to be shared between threads.

    Parameters
    ----------
    kb
        The knowledge base.

    Examples
    --------
    >>> import myologic
    >>> talk = Conversation(myologic.load())
    >>> talk.ask("what strengthens the glutes").status
    'answered'
    >>> "gluteal muscles" in talk.ask("and without equipment?").paraphrase
    True
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._asked: list[str] = []
        self._given: list[str] = []
        self._answers: list[Answer] = []

    @property
    def given(self) -> tuple[str, ...]:
        """What was said to be so of the person."""
        return tuple(self._given)

    @property
    def last(self) -> Answer | None:
        """The last answer, None before the first."""
        return self._answers[-1] if self._answers else None

    def assume(self, text: str) -> None:
        """Take something as given for all questions to come, *I sit all day*."""
        self._given.append(text)

    def forget(self) -> None:
        """Begin anew: no earlier question, nothing given."""
        self._asked.clear()
        self._given.clear()
        self._answers.clear()

    def ask(self, text: str) -> Answer:
        """Answer a question; it may refer to those before.

        Parameters
        ----------
        text
            A question, or the number of one of the questions that the last answer offered.
        """
        text = self._offered(text) or text
        answer = self._kb.ask(text, given=self._given, after=self._asked[-REMEMBERED:])
        self._answers.append(answer)
        if answer.status in ("answered", "safety", "not_on_record"):
            self._asked.append(text)
        return answer

    def _offered(self, text: str) -> str | None:
        last, number = self.last, text.strip()
        if last is None or not (number.isascii() and number.isdigit()):
            return None
        at = int(number[:4]) - 1
        return last.suggestions[at] if 0 <= at < len(last.suggestions) else None

    def reasons(self, number: int | None = None) -> str:
        """Why the last answer says what it says, down to the lines of the content and their sources.

        Parameters
        ----------
        number
            Of one item of the answer, counted from 1; of all by default.

        Returns
        -------
        str
            One paragraph for each item; a sentence where there is nothing to explain.
        """
        last = self.last
        items = () if last is None else last.answers
        if number is not None:
            items = items[number - 1 : number] if number > 0 else ()
        return "\n\n".join("\n".join(_reasons(item)) for item in items) or "There is no answer to explain."

    def transcript(self) -> str:
        """Every question with its answer, as it was read, oldest first."""
        return "\n\n".join(f"> {answer.question}\n\n{answer.text}" for answer in self._answers) + "\n"


def _reasons(item: AnswerItem) -> Iterator[str]:
    sure = certainty_words(item.certainty)
    yield f"{item.label}{f' ({item.side})' if item.side else ''}{f' [{sure}]' if sure else ''}"
    yield from (f"  {line}" for line in item.why or ("no reason is on record",))
    yield from (f"  source: {source.citation}" for source in item.sources)
