"""A yes/no question for the opposite of what is advised or stated: no, and what is on record instead."""

from __future__ import annotations

from myologic.answering.outcome import Outcome
from myologic.answering.statements import statement_item
from myologic.answering.task import Task
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

HABIT: Final = kb_("Habit")
PRINCIPLE: Final = kb_("Principle")


def find_opposite(task: Task) -> Outcome | None:
    """Answer no where all that is named is the opposite of an advice or a principle; None for anything else.

    Parameters
    ----------
    task
        The question, whose mentions are negated where the opposite of a thing was said.
    """
    graph, question = task.graph, task.question
    turned = [m for m in question.mentions if m.negated and m.role in ("topic", "object")]
    if not question.boolean or not turned or any(not (task.is_a(m.id, HABIT) or task.is_a(m.id, PRINCIPLE)) for m in turned):
        return None
    from myologic.answering.find_advice import habit_item

    items = tuple(habit_item(graph, m.id) if task.is_a(m.id, HABIT) else statement_item(graph, m.id) for m in turned)
    return Outcome(lead=("no, the opposite is on record",), items=items, boolean=False)
