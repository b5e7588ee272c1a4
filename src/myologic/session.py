"""Questions to one knowledge base: text in, answer out."""

from __future__ import annotations

from myologic.answering.answer import Answer
from myologic.answering.compose import compose, outcome_of, runs
from myologic.answering.left_over import read_again, weighed
from myologic.answering.task import Task
from myologic.engine.records import replace
from myologic.engine.remembering import remembered
from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.base import KnowledgeBase

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

    from myologic.answering.outcome import Outcome


class Session:
    """Asks a knowledge base. Holds no state of a conversation: what was asked before is given with each question.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._read = remembered(256)(self._understand)
        self._general: tuple[str, ...] | None = None

    def ask(self, text: str, given: Sequence[str] = (), after: Sequence[str] = ()) -> Answer:
        """Answer a question.

        Parameters
        ----------
        text
            The question, any text.
        given
            What is so of the person asked about, one statement each.
        after
            The questions before this one in the same conversation, the oldest first.

        Returns
        -------
        Answer
            Always; what is not understood is a refused answer, never an exception.
        """
        question = self._understand(text, given, after)
        return compose(question, self.kb, self._read, self._general_questions)

    def find(self, text: str, given: Sequence[str] = (), after: Sequence[str] = ()) -> Outcome:
        """What is found for a question, without the words around it; see `ask`."""
        return outcome_of(Task(self._understand(text, given, after), self.kb))

    def _understand(self, text: str, given: Sequence[str] = (), after: Sequence[str] = ()) -> Question:
        def read(text: str) -> Question:
            return understand(text, self.kb.lexicon, given=given, after=after)

        question = weighed(read_again(read(text), self.kb, read), self.kb)
        return self._pointed_out(question, given, after) if question.pointed is not None else question

    def _pointed_out(self, question: Question, given: Sequence[str], after: Sequence[str]) -> Question:
        """A question for *the second one*, of the one that is meant; the question itself where so many were not answered."""
        if question.pointed is None or question.previous is None or question.refusal is not None:
            return question
        number, start, end = question.pointed
        before = self._understand(after[-1], given, after[:-1])
        labels = [m.label for m in before.having("option")] or [i.label for i in outcome_of(Task(before, self.kb)).items]
        at = number - 1 if number > 0 else number
        if not -len(labels) <= at < len(labels):
            return question
        meant = self._understand(question.text[:start] + labels[at] + question.text[end:], given, after)
        # the places of things are those of other words
        mentions = tuple(replace(m, start=-1, end=-1) for m in meant.mentions)
        return replace(meant, text=question.text, mentions=mentions)

    def _general_questions(self) -> tuple[str, ...]:
        if self._general is None:
            from myologic.answering.suggestions import general_questions

            self._general = general_questions(self.kb, lambda text: runs(text, self.kb, self._read))
        return self._general
