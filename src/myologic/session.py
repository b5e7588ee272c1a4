"""Questions to one knowledge base: text in, answer out."""

from __future__ import annotations

from myologic.answering.answer import Answer
from myologic.answering.compose import compose, outcome_of, runs
from myologic.answering.left_over import read_again, weighed
from myologic.answering.task import Task
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

        return weighed(read_again(read(text), self.kb, read), self.kb)

    def _general_questions(self) -> tuple[str, ...]:
        if self._general is None:
            from myologic.answering.suggestions import general_questions

            self._general = general_questions(self.kb, lambda text: runs(text, self.kb, self._read))
        return self._general
