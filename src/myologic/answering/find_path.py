"""How one thing leads to another: a chain, else what they have in common, else how far a chain goes."""

from __future__ import annotations

from myologic.answering.chains import chain_through, chain_to_state, chained
from myologic.answering.explain import proof_sources, why_lines
from myologic.answering.find_reasons import find_why
from myologic.answering.going_together import against, companions, where_it_ends
from myologic.answering.graph import Graph
from myologic.answering.items import make_item
from myologic.answering.links import linking_facts, proved_by
from myologic.answering.meeting import meeting_lines
from myologic.answering.outcome import Outcome
from myologic.answering.relations import CAUSAL, LEADS_TO, Hit, equal_chains
from myologic.answering.task import Task, nothing
from myologic.answering.words import is_or_are
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

MORE_WAYS: Final = 3


def find_path(task: Task) -> Outcome:
    """Answer with the chain of steps from the first thing named to the last, through those between."""
    stops = task.named()
    if len(stops) < 2:
        return find_why(task)
    stops = (*(m for m in stops if m.role != "object"), *(m for m in stops if m.role == "object"))
    chain = chain_through(task.graph, stops)
    between = stops[1:-1]
    if chain is None and between:
        chain = chain_through(task.graph, (stops[0], stops[-1]))
        if chain is not None:
            missed = f"no chain by way of {task.words(between)} is on record"
            return chained(task, chain, (missed, *_other_ways(task.graph, (stops[0], stops[-1]), chain))[:MORE_WAYS])
    if chain is None:
        harmful = _from_what_it_is_against(task, stops)
        if harmful is not None:
            return harmful
    if chain is None:
        chain = chain_to_state(task.graph, stops)
        if chain is not None:
            return chained(task, chain)
    if chain is None:
        facts = linking_facts(task.graph, (stops[0], stops[-1]), None)
        if facts:
            proved = proved_by(task, facts)
            # both ends are shown, whichever of them the fact starts at
            starts = tuple(make_item(task.graph, f.subject) for f in facts[:1] if isinstance(f.subject, IRI))
            return replace(
                proved,
                lead=("no chain of causes is on record; they go together", *proved.lead),
                items=(*starts, *proved.items),
                boolean=None,
            )
    if chain is None:
        beside = companions(task.graph, stops[0], stops[-1])
        if beside:
            return _beside(task, stops[0], beside)
    if chain is None:
        for last in range(len(stops) - 1, 1, -1):
            # as far as it goes: the end that was asked for is said not to be reached
            chain = chain_through(task.graph, stops[:last])
            if chain:
                found = chained(task, chain)
                missed = f"from there on to {task.words(stops[last:])} nothing is on record"
                return replace(found, lead=(*found.lead, missed))
        ends = f"from {task.words(stops[:1])} to {task.words(stops[-1:])}"
        as_far = where_it_ends(task.graph, stops[0], stops[-1])
        return nothing(task, f"for a chain {ends}", f"what does {task.words(stops[:1])} cause", tail=as_far)
    more = (*_other_ways(task.graph, stops, chain), *meeting_lines(task.graph, stops[0], stops[-1]), *_detours(task.graph, chain))
    return chained(task, chain, more[:MORE_WAYS])


def _from_what_it_is_against(task: Task, stops: Sequence[Mention]) -> Outcome | None:
    """Where a chain is asked from what is advised: the shortest one from what the advice is against; None from other things.

    Who asks how a phone habit becomes a headache means the bad habit; on record under that name is what to do instead.
    """
    graph = task.graph
    causes = [replace(stops[0], id=cause, node=None, label=graph.label(cause)) for cause in against(graph, stops[0].id)]
    chains = [(cause, chain) for cause in causes if (chain := chain_through(graph, (cause, *stops[1:])))]
    if chains:
        cause, chain = min(chains, key=lambda found: len(found[1]))
        found = chained(task, chain, _other_ways(graph, (cause, *stops[1:]), chain)[:MORE_WAYS])
    else:
        ways = [(cause, way) for cause in causes if (way := companions(graph, cause, stops[-1]))]
        if not ways:
            return None
        cause, way = min(ways, key=lambda found: len(found[1]))
        found = _beside(task, cause, way)
    told = f"{stops[0].label} {is_or_are(stops[0].label)} advice against {cause.label}; the chain from there"
    return replace(found, lead=(told, *found.lead))


def _beside(task: Task, start: Mention, way: Sequence[Hit]) -> Outcome:
    """Steps that only go together, in either direction: no chain of causes, and said to be none."""
    graph = task.graph
    items = [make_item(graph, start.id)]
    for hit in way:
        step = hit.steps[-1]
        why = why_lines(graph, step)
        items.append(make_item(graph, hit.thing, certainty=hit.certainty, sources=proof_sources(graph, step), why=why))
    return Outcome(
        lead=("no chain of causes is on record", " – ".join(item.label for item in items), "they go together, step by step"),
        items=tuple(items),
        style="chain",
    )


def _other_ways(graph: Graph, stops: Sequence[Mention], chain: Sequence[Hit]) -> tuple[str, ...]:
    """Other chains of the same length between the first thing and the last, as lines."""
    first = chain[0].steps[0].subject
    if len(stops) != 2 or not isinstance(first, IRI):
        return ()
    ways = equal_chains(graph, first, chain[-1].thing, CAUSAL, len(chain))
    lines = [" → ".join(graph.label(t) for t in (first, *(hit.thing for hit in way))) for way in ways]
    own = " → ".join(graph.label(t) for t in (first, *(hit.thing for hit in chain)))
    return tuple(f"another way on record: {line}" for line in lines if line != own)[:MORE_WAYS]


def _detours(graph: Graph, chain: Sequence[Hit]) -> tuple[str, ...]:
    """Single steps of a chain that are on record by way of a third thing as well, as lines."""
    lines = []
    for hit in chain:
        step = hit.steps[-1]
        if step.predicate != LEADS_TO:
            continue
        between = (end for end in graph.objects(step.subject, LEADS_TO) if graph.has(end, LEADS_TO, step.object))
        lines += [
            f"in smaller steps: {' → '.join(graph.label(t) for t in (step.subject, way, step.object))}"
            for way in between
        ]
    return tuple(lines)
