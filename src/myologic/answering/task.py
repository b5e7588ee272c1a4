"""One question put to one knowledge base: what every finder is given."""

from __future__ import annotations

from myologic.answering.graph import Graph
from myologic.answering.outcome import Outcome
from myologic.answering.paraphrase import mention_words
from myologic.answering.words import listed
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

EASIER: Final = kb_("easierThan")


@dataclass(frozen=True, slots=True)
class Task:
    """A question and the graph it is put to."""

    question: Question
    graph: Graph

    @property
    def topics(self) -> tuple[Mention, ...]:
        """What the question is about."""
        return self.question.having("topic")

    @property
    def givens(self) -> tuple[Mention, ...]:
        """What is said to be so."""
        return tuple(m for m in self.question.having("given") if not m.negated)

    @property
    def asks_for_a_change(self) -> bool:
        """Whether something easier or harder is asked for, by an adverb or by the relation of a step."""
        return self.question.slots.level_change is not None or self.question.relation == EASIER

    def named(self) -> tuple[Mention, ...]:
        """Everything named that is wanted or said to be so: neither excluded nor denied."""
        wanted = tuple(m for m in self.question.mentions if m.role != "excluded" and not m.negated)
        return tuple(m for m in wanted if m.role != "tool") or wanted

    def words(self, mentions: tuple[Mention, ...], last: str = "and") -> str:
        """Mentions as a phrase."""
        return listed([mention_words(m, self.graph) for m in mentions], last)

    def is_a(self, thing: IRI, *classes: IRI) -> bool:
        """Whether a thing is of one of these classes."""
        return any(cls in classes for cls in self.graph.types(thing))


def nothing(task: Task, said: str, *nearby: str, tail: tuple[str, ...] = ()) -> Outcome:
    """The honest non-answer: what was looked for, and that it is not on record."""
    return Outcome(status="not_on_record", lead=(f"nothing on record {said}".rstrip(),), tail=tail, nearby=nearby)
