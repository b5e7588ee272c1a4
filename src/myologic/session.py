"""Questions to one knowledge base: text in, answer out."""

from __future__ import annotations

from myologic.answering.answer import Answer
from myologic.answering.compose import compose, outcome_of, runs
from myologic.answering.left_over import read_again, weighed
from myologic.answering.second_reading import as_assumed, may_be_read_again
from myologic.answering.task import Task
from myologic.answering.yes_or_no import may_claim
from myologic.engine.records import replace
from myologic.engine.remembering import remembered
from myologic.grammar.intent_names import EQUIPMENT, LEVEL
from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.base import KnowledgeBase

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

    from myologic.answering.claims import Known
    from myologic.answering.outcome import Outcome
    from myologic.grammar.lexicon import Lexicon


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
        self._with_kin: Lexicon | None = None
        self._claims: Known | None = None

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
        question, outcome = self._found(text, given, after)
        return compose(question, self.kb, self._read, self._general_questions, outcome)

    def find(self, text: str, given: Sequence[str] = (), after: Sequence[str] = ()) -> Outcome:
        """What is found for a question, without the words around it; see `ask`."""
        return self._found(text, given, after)[1]

    def _found(self, text: str, given: Sequence[str], after: Sequence[str]) -> tuple[Question, Outcome]:
        """A question and what is found for it; where that is nothing, by a second reading of its words."""
        question = self._understand(text, given, after)
        outcome = outcome_of(Task(question, self.kb))
        if outcome.status == "not_on_record" and (filtered := _filtered(question)) is not None:
            # *and with a hammer?*: nothing one usually does with it, so what was asked for before
            question, outcome = filtered, outcome_of(Task(filtered, self.kb))
        if outcome.status == "answered" or not self.kb.lexicon.kin or not may_be_read_again(question, outcome):
            return question, outcome
        again = as_assumed(understand(text, self._kin(), given=given, after=after), question, self.kb.lexicon)
        if again is None:
            return question, outcome
        other = outcome_of(Task(again, self.kb))
        # a yes or no of a guess about words and another one about things is none
        guessed = other.boolean is not None and bool(other.assumed)
        return (again, other) if other.status == "answered" and not other.care and not guessed else (question, outcome)

    def _kin(self) -> Lexicon:
        if self._with_kin is None:
            from myologic.grammar.kin import with_kin

            self._with_kin = with_kin(self.kb.lexicon)
        return self._with_kin

    def _known_claims(self) -> Known:
        if self._claims is None:
            from myologic.answering.claims import known_claims

            self._claims = known_claims(self.kb)
        return self._claims

    def _understand(self, text: str, given: Sequence[str] = (), after: Sequence[str] = ()) -> Question:
        def read(text: str) -> Question:
            return understand(text, self.kb.lexicon, given=given, after=after)

        question = read(text)
        before = question.previous
        if before is not None and before.pointed is not None and (meant := self._meant(before, given, after[:-1])) != before.text:
            # what was meant then is what is spoken of now
            return self._understand(text, given, (*after[:-1], meant))
        question = weighed(read_again(question, self.kb, read), self.kb)
        if question.boolean or may_claim(question.text):
            from myologic.answering.claims import as_decided

            question = as_decided(question, self.kb, self._known_claims)
        return self._pointed_out(question, given, after) if question.pointed is not None else question

    def _pointed_out(self, question: Question, given: Sequence[str], after: Sequence[str]) -> Question:
        """A question for *the second one*, of the one that is meant; the question itself where so many were not answered."""
        text = self._meant(question, given, after)
        if text == question.text or question.refusal is not None:
            return question
        meant = self._understand(text, given, after)
        # the places of things are those of other words
        mentions = tuple(replace(m, start=-1, end=-1) for m in meant.mentions)
        return replace(meant, text=question.text, mentions=mentions)

    def _meant(self, question: Question, given: Sequence[str], after: Sequence[str]) -> str:
        """The text of a question with the name of what answered before in the place of *the second one*."""
        if question.pointed is None or not after:
            return question.text
        number, start, end = question.pointed
        before = self._understand(after[-1], given, after[:-1])
        labels = [m.label for m in before.having("option")] or [i.label for i in outcome_of(Task(before, self.kb)).items]
        at = number - 1 if number > 0 else number
        if not -len(labels) <= at < len(labels):
            return question.text
        return question.text[:start] + labels[at] + question.text[end:]

    def _general_questions(self) -> tuple[str, ...]:
        if self._general is None:
            from myologic.answering.suggestions import general_questions

            self._general = general_questions(self.kb, lambda text: runs(text, self.kb, self._read))
        return self._general


def _filtered(question: Question) -> Question | None:
    """A follow-up that names but a tool, as a filter of what was asked before; None where it is none."""
    before = question.previous
    tool = bool(question.slots.equipment_with) and question.inherited and not question.not_understood
    if before is None or not tool or (before.relation is None and before.intent not in (EQUIPMENT, LEVEL)):
        return None
    if question.relation in (None, before.relation):
        return None
    return replace(question, intent=EQUIPMENT, relation=before.relation, inverse=False)
