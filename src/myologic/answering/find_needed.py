"""What something needs: the equipment of exercises, or what is used against something."""

from __future__ import annotations

from myologic.answering.found import ACTS, MEANS
from myologic.answering.graph import Graph, objects
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.related import plain_items, related
from myologic.answering.task import Task
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

SHOWN_WITH: Final = 4


def what_is_needed(graph: Graph, thing: IRI) -> str:
    """What a thing needs, in a sentence."""
    always, one_of = objects(graph, thing, "needs"), objects(graph, thing, "needsOneOf")
    said = [graph.label(tool) for tool in always]
    if one_of:
        choice = listed([graph.label(tool) for tool in one_of], "or")
        said.append(f"one of {choice}" if len(one_of) > 1 else choice)
    if said:
        return f"{graph.label(thing)} needs {listed(said)}"
    free = graph.text(thing, kb_("noEquipment")) == "true"
    return f"{graph.label(thing)} needs {'no equipment' if free else 'nothing that is on record'}"


def tools_of(task: Task) -> Outcome:
    """What the things named need."""
    graph = task.graph
    found = related(task, (kb_("needs"), kb_("needsOneOf")), forward=True)
    free = [t.label for t in task.topics if graph.text(t.id, kb_("noEquipment")) == "true"]
    if found.status != "answered" and free:
        return Outcome(lead=(f"nothing is needed for {listed(free)}",), items=plain_items(task), style="none")
    if found.status != "answered" and not any(MEANS in graph.types(t.id) for t in task.topics):
        return tools_against(task) or found
    return found


def tools_against(task: Task, relations: Sequence[IRI] = ACTS) -> Outcome | None:
    """For what is no exercise: the equipment of the exercises that act on it, with those; None where there is none."""
    graph = task.graph
    question = replace(task.question, answer_kind=None, relation=None, inverse=False)
    acting = related(replace(task, question=question), relations, forward=False)
    things = [IRI(item.id) for item in acting.items]
    used = {tool: None for thing in things for tool in objects(graph, thing, "needs", "needsOneOf")}
    if not used:
        return None
    items = []
    for tool in used:
        with_ = [graph.label(thing) for thing in things if tool in objects(graph, thing, "needs", "needsOneOf")]
        items.append(make_item(graph, tool, why=(f"for {listed(with_[:SHOWN_WITH])}",)))
    return Outcome(lead=(f"used by the exercises on record for {task.words(task.topics)}",), items=tuple(items))
