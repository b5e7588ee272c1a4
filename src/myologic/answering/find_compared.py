"""Two or more things side by side: what each is and does, and what is stated about them together."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.find_described import definition_item
from myologic.answering.graph import Graph
from myologic.answering.items import described
from myologic.answering.outcome import Outcome
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI


def find_compared(task: Task) -> Outcome:
    """Answer with the options side by side, and with what is stated about them; no winner is made up."""
    graph = task.graph
    options = task.question.having("option") or task.named()
    items = [_with_level(graph, item) for m in options if (item := definition_item(graph, m)) is not None]
    about = [m.id for m in options]
    stated = [s for s in statements_about(graph, about, ("Principle", "Evidence")) if is_about_both(graph, s, about)]
    items += [statement_item(graph, s) for s in stated[:3]]
    if not items:
        return nothing(task, f"that compares {task.words(options)}")
    missing = [
        m.label for m in options if not any(m.id.value == i.id or (m.node and m.node.value == i.id) for i in items)
    ]
    lead = [f"nothing on record about {listed(missing)}"] if missing else []
    if not stated:
        lead.append("no comparison of them is on record; each by itself")
    return Outcome(lead=tuple(lead), items=tuple(items))


def _with_level(graph: Graph, item: AnswerItem) -> AnswerItem:
    """An option with its level and what it needs, so that they stand side by side too."""
    details = described(graph, IRI(item.id))
    level = details.get("level")
    return replace(item, details={**details, **item.details, **({"shown": f"level: {level}"} if level else {})})
