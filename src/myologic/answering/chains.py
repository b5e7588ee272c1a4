"""Chains of steps from one thing to another: the shortest through the things named, in the narrowest reading of each."""

from __future__ import annotations

from myologic.answering.explain import proof_sources, why_lines
from myologic.answering.find_states import BODY_PART
from myologic.answering.graph import Graph, parts
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.relations import (
    CAUSAL,
    LEADS_TO,
    STATES,
    Hit,
    Hop,
    chain_certainty,
    meanings,
    reach,
    reach_far,
    shortest_chain,
    verdict_of,
    widened,
)
from myologic.answering.task import Task
from myologic.answering.words import certainty_words
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence



def chain_to_state(graph: Graph, stops: Sequence[Mention]) -> tuple[Hit, ...] | None:
    """A chain to a sign, and from there to a muscle that it goes with, where the last stop is a muscle or holds it."""
    start, end = stops[0], stops[-1]
    if BODY_PART not in graph.types(end.id):
        return None
    goal = {end.id, *parts(graph, end.id)}
    wanted = None if end.state is None else verdict_of(graph, end.state)
    for node in meanings(graph, start):
        for way in reach_far(graph, node, (Hop(LEADS_TO),)):
            for hop in STATES:
                hits = [h for h in reach(graph, way.thing, hop) if h.thing in goal and wanted in (None, hop.verdict)]
                if hits:
                    steps = [
                        Hit(t.object, (t,), Hop(LEADS_TO), graph.certainty(t))
                        for t in way.steps
                        if isinstance(t.object, IRI)
                    ]
                    return (*steps, hits[0])
    return None


def chain_through(graph: Graph, stops: Sequence[Mention], *, signs: bool = True) -> tuple[Hit, ...] | None:
    """The shortest chain through the mentions in order, or None; it starts at a sign only where `signs` allows it."""
    way: list[Hit] = []
    for start, end in zip(stops, stops[1:], strict=False):
        starts = [n for ring in widened(graph, start) for n in ring]
        ends = [n for ring in widened(graph, end) for n in ring]
        if way:
            starts = [way[-1].thing, *starts]
        found = _chain(graph, start, end, starts, ends, signs=signs)
        if found is None:
            return None
        way += found
    return tuple(way)


def _chain(
    graph: Graph, start: Mention, end: Mention, starts: Sequence[IRI], ends: Sequence[IRI], *, signs: bool
) -> tuple[Hit, ...] | None:
    """The narrowest reading of both ends first, then wider and wider."""
    inner, goal = meanings(graph, start), meanings(graph, end)
    for from_, to in ((inner, goal), (inner, ends), (starts, goal), (starts, ends)):
        to = [n for n in to if n not in from_]
        found = shortest_chain(graph, from_, to, CAUSAL, signs=signs)
        if found:
            return found
    return None


def chained(task: Task, chain: Sequence[Hit], others: tuple[str, ...] = ()) -> Outcome:
    """A chain as an answer: its steps in order, how sure it is as a whole, and other ways beneath."""
    graph = task.graph
    first = chain[0].steps[0].subject
    items = [make_item(graph, first)] if isinstance(first, IRI) else []
    for hit in chain:
        step = hit.steps[-1]
        items.append(
            make_item(
                graph,
                hit.thing,
                certainty=hit.certainty,
                sources=proof_sources(graph, step),
                why=why_lines(graph, step),
            )
        )
    sure = certainty_words(chain_certainty(graph, [hit.steps[-1] for hit in chain]))
    return Outcome(
        lead=(" → ".join(item.label for item in items), f"the chain as a whole: {sure}" if sure else ""),
        items=tuple(items),
        style="chain",
        tail=others,
        boolean=True if task.question.boolean else None,
    )
