"""Where two things meet: muscles that the one brings into a state with which the other goes, and one side that gives way."""

from __future__ import annotations

from myologic.answering.find_states import State, recorded_states, state_item
from myologic.answering.graph import Graph, objects, subjects
from myologic.answering.graph import parts as parts_of
from myologic.answering.outcome import Outcome
from myologic.answering.relations import FINDING, STATES, meanings, reach
from myologic.answering.task import Task
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import id_, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

CAUSE: Final = kb_("Cause")
BODY_PART: Final = kb_("BodyPart")
BOTH: Final = id_("both-sides")
SHOWN: Final = 6


def meeting_lines(graph: Graph, start: Mention, end: Mention) -> tuple[str, ...]:
    """The muscles that a cause brings into a state with which a sign goes, one line for each state; none else."""
    if FINDING not in graph.types(end.id) or CAUSE not in graph.types(start.id):
        return ()
    lines = []
    for hop in STATES:
        of_start = {h.thing for node in meanings(graph, start) for h in reach(graph, node, hop)}
        met = [h.thing for node in meanings(graph, end) for h in reach(graph, node, hop) if h.thing in of_start]
        if met:
            named = listed([graph.label(m) for m in dict.fromkeys(met)][:SHOWN])
            lines.append(f"{start.label} {graph.label(hop.relation)} {named}, and {end.label} goes with that being {hop.verdict}")
    return tuple(lines)


def one_sided_effect(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Yes, where a cause on one side is asked to make muscles uneven, or to act on a side; None for anything else.

    What is recorded on one side of a cause is uneven by that alone. A muscle asked about on a side must be recorded there.
    """
    graph, question = task.graph, task.question
    causes = list({m.id: m for m in named if CAUSE in graph.types(m.id)}.values())
    others = [m for m in named if CAUSE not in graph.types(m.id)]
    # *will the side that serves end up stronger*: no part is named, or it only says whose side
    sided = any(m.side is not None for m in causes) and not question.not_understood
    weighed = question.boolean and (question.intent == "side" or sided)
    if len(causes) != 1 or not (others or weighed):
        return None
    uneven = [m for m in others if graph.text(m.id, kb_("meansUneven")) == "true"]
    if uneven and not all(m in uneven or (BODY_PART in graph.types(m.id) and m.state is None) for m in others):
        return None
    others = uneven or others  # *does it build up one side of my back*: the part only says whose side it is
    bare = bool(others) and all(BODY_PART in graph.types(m.id) and m.state is None for m in others)
    if others and not (uneven or bare):
        return None
    states = _on_one_side(graph, causes[0], others if bare else ())
    if bare:
        # a side that is not said of the part is that of the cause, or of the whole question
        said = ({m.side for m in others}, {causes[0].side, question.slots.side})
        sides = next((found for each in said if (found := each & {"left", "right"})), set())
        if not sides:
            return None
        # without a side of the cause its own side is the one spoken of
        cause = causes[0] if causes[0].side is not None else replace(causes[0], side=next(s for s in sides if s))
        within = [replace(m, id=part, node=None) for m in others for part in parts_of(graph, m.id)]
        states = [s for s in (_on_one_side(graph, cause, others) or _on_one_side(graph, cause, within or others)) if s.side in sides]
    if not states:
        return None
    shown = listed([f"{graph.label(s.muscle)} {s.verdict.replace('-', ' ')}" for s in states[:SHOWN]])
    return Outcome(
        lead=(f"yes, as recorded: {task.words((causes[0],))} goes with one side only: {shown}; that is an asymmetry",),
        items=tuple(state_item(graph, s) for s in states[:SHOWN]),
        boolean=True,
    )


def _on_one_side(graph: Graph, cause: Mention, muscles: Sequence[Mention]) -> list[State]:
    """The states that a cause brings about on one side, of some muscles or of any."""
    rows = [row for row in subjects(graph, cause.id, "cause") if BOTH not in objects(graph, row, "sideRule")]
    aims: dict[IRI, None] = dict.fromkeys(t for row in rows if objects(graph, row, "sideRule") for t in objects(graph, row, "target"))
    sought = muscles or [replace(cause, id=aim, side=None, state=None, node=None) for aim in aims]
    found = recorded_states(graph, sought, (cause,))
    return [s for s in dict.fromkeys(found) if s.row in rows and s.side != "both"]
