"""What a finder found, before it has a paraphrase, suggestions and a text."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Status
from myologic.engine.records import dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

Style: TypeAlias = "Literal['list', 'proof', 'steps', 'chain', 'none']"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The content of an answer.

    Parameters
    ----------
    status
        As in the answer.
    lead
        Sentences before the items: the short answer itself.
    items
        What is answered.
    style
        How the text shows the items: as a list with one reason each, with all their reasons, as numbered steps, as a
        chain, or not at all (the lead says it).
    tail
        Sentences after the items: what limits the answer.
    boolean, number
        The yes or no; the number asked for.
    assumed, warnings
        What was taken for granted; what a reader must know beside the answer.
    care
        The answer is about safety: sentences of care stand first, nothing is recommended.
    nearby
        Questions to suggest before any other; each is tried before it is offered.
    sparql
        The look-up as a query, where it is one.
    intent
        The public intent, where it differs from the question's.
    """

    status: Status = "answered"
    lead: tuple[str, ...] = ()
    items: tuple[AnswerItem, ...] = ()
    style: Style = "list"
    tail: tuple[str, ...] = ()
    boolean: bool | None = None
    number: int | float | None = None
    assumed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    care: bool = False
    nearby: tuple[str, ...] = ()
    sparql: str | None = None
    intent: str | None = None
