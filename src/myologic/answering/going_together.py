"""What goes together where no chain of causes is on record: steps in either direction, and how far a chain goes from each end."""

from __future__ import annotations

from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.relations import (
    CAUSAL,
    CAUSAL_BACK,
    LEADS_TO,
    STATES_BACK,
    Hit,
    Hop,
    meanings,
    nearby_nodes,
    reach,
    reach_any,
    shortest_between,
    verdict_of,
    widened,
)
from myologic.answering.words import listed
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final, TypeAlias

    Way: TypeAlias = tuple[Hit, ...]

NEAREST: Final = 3
"""Steps between things that are said to go together."""
NAMED: Final = 3
"""Things that are named where a chain breaks off."""
SYMPTOM: Final = kb_("Symptom")
MUSCLE: Final = kb_("Muscle")
HABIT: Final = kb_("Habit")
AGAINST: Final = Hop(kb_("counteracts"))


def companions(graph: Graph, start: Mention, end: Mention) -> Way | None:
    """The shortest way of steps in either direction between two things, or None where it takes more than `NEAREST`.

    What goes together so is no chain of causes: whoever shows it says so. First the things themselves are looked at; then
    their parts and wholes too, in the state said of them, with one change of direction: both come of one thing, or lead to one.

    Parameters
    ----------
    graph
        Where the steps are on record.
    start, end
        The two things, each with the state said of it.
    """
    starts, ends = ((*nodes, *nearby_nodes(graph, nodes, m.state)) for m in (start, end) for nodes in (meanings(graph, m),))
    near = shortest_between(graph, starts, set(ends) - set(starts), (*CAUSAL, *CAUSAL_BACK), NEAREST)
    return near or _with_one_turn(graph, start, end)


def _with_one_turn(graph: Graph, start: Mention, end: Mention) -> Way | None:
    """The shortest way from any node around a thing to any around another that changes its direction at most once."""
    starts = dict.fromkeys(n for ring in widened(graph, start) for n in ring)
    goal = {n for ring in widened(graph, end) for n in ring} - set(starts)
    states = [None if m.state is None else verdict_of(graph, m.state) for m in (start, end)]
    seen: set[tuple[IRI, bool, bool]] = set()
    front: list[tuple[IRI, bool, bool, Way]] = [(node, forward, False, ()) for forward in (True, False) for node in starts]
    for _ in range(NEAREST):
        after: list[tuple[IRI, bool, bool, Way]] = []
        for node, forward, turned, way in front:
            ways = [(forward, turned)]
            if way and not turned and SYMPTOM not in graph.types(node):
                # that two things come with pain, for one, joins nothing
                ways.append((not forward, True))
            for ahead, once in ways:
                for hit in _steps(graph, node, states[0] if not way else None, forward=ahead):
                    if (hit.thing, ahead, once) in seen or hit.thing in starts:
                        continue
                    seen.add((hit.thing, ahead, once))
                    if hit.thing in goal and _is_in_state(graph, hit, states[1]):
                        return (*way, hit)
                    after.append((hit.thing, ahead, once, (*way, hit)))
        front = after
    return None


def _steps(graph: Graph, node: IRI, verdict: str | None, *, forward: bool) -> tuple[Hit, ...]:
    """Single steps from a node; a muscle without a node for its state leaves by what brings it into that state."""
    if forward:
        return reach_any(graph, node, CAUSAL, signs=True)
    hits = reach_any(graph, node, CAUSAL_BACK, signs=True)
    if MUSCLE in graph.types(node):
        hits = (*hits, *(hit for hop in STATES_BACK if verdict in (None, hop.verdict) for hit in reach(graph, node, hop)))
    return hits


def _is_in_state(graph: Graph, hit: Hit, verdict: str | None) -> bool:
    """Whether a step brings about the state that is said of what it leads to."""
    held = [graph.label(v) for v in objects(graph, hit.thing, "verdict")]
    return verdict is None or (verdict in held if held else hit.hop.verdict in (None, verdict))


def where_it_ends(graph: Graph, start: Mention, end: Mention) -> tuple[str, ...]:
    """For two things that no chain joins: what the one leads to, and what leads to the other, a line each."""
    lines = []
    after = [h.thing for node in meanings(graph, start) for h in reach_any(graph, node, CAUSAL)]
    before = [h.thing for node in meanings(graph, end) for h in reach(graph, node, Hop(LEADS_TO, forward=False))]
    if after:
        lines.append(f"on record as following from {start.label}: {_named(graph, after)}")
    if before:
        lines.append(f"on record as leading to {end.label}: {_named(graph, before)}")
    return tuple(lines)


def _named(graph: Graph, nodes: list[IRI]) -> str:
    return listed([graph.label(node) for node in dict.fromkeys(nodes)][:NAMED])


def against(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """What a habit, or a group of habits, is on record against, what more of them are against first; nothing of other things."""
    if HABIT not in graph.types(thing):
        return ()
    habits = (thing, *subjects(graph, thing, "domain"), *parts(graph, thing))
    found: dict[IRI, int] = {}
    for habit in habits:
        for hit in reach(graph, habit, AGAINST):
            found[hit.thing] = found.get(hit.thing, 0) + 1
    return tuple(sorted(found, key=lambda cause: -found[cause]))
