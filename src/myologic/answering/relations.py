"""Following relations: one hop or many, from a thing to what it is related to, each hit with the fact that says so."""

from __future__ import annotations

from myologic.answering.graph import Graph, iris, objects, parts, subjects, wholes
from myologic.answering.words import RANK, lowered, weakest
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import SKOS, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set
    from typing import Final

FARTHEST: Final = 6
MOST_WAYS: Final = 400
FINDING: Final = kb_("Finding")
RELATED: Final = IRI(SKOS + "related")


@dataclass(frozen=True, slots=True)
class Hop:
    """One kind of step: a relation, followed from subject to object (`forward`) or back."""

    relation: IRI
    forward: bool = True
    verdict: str | None = None

    def triple(self, start: IRI, end: IRI) -> Triple:
        """The fact that a step from start to end stands on."""
        return Triple(start, self.relation, end) if self.forward else Triple(end, self.relation, start)


LEADS_TO: Final = kb_("leadsTo")
SUGGESTS: Final = kb_("suggests")
STATES: Final = (Hop(kb_("tightens"), True, "tight"), Hop(kb_("weakens"), True, "weak"))
STATES_BACK: Final = tuple(replace(hop, forward=False) for hop in STATES)
CAUSAL: Final = (Hop(LEADS_TO), *STATES)
CAUSAL_BACK: Final = tuple(replace(hop, forward=False) for hop in CAUSAL)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was reached.

    Parameters
    ----------
    thing
        What was reached.
    steps
        The facts on the way, in order; at least one.
    hop
        The last kind of step.
    certainty
        The weakest step, one level lower for each step after the first; None where nothing is recorded.
    """

    thing: IRI
    steps: tuple[Triple, ...]
    hop: Hop
    certainty: str | None


LIKE: Final = {"overactive": "tight"}
"""States that the relations of states do not tell apart from another: what tightens a muscle may only overwork it."""


def verdict_of(graph: Graph, state: IRI) -> str:
    """The verdict that the relations of states have for a state said of a muscle."""
    label = graph.label(state).split()[0]
    return LIKE.get(label, label)


def reach(graph: Graph, start: IRI, hop: Hop) -> tuple[Hit, ...]:
    """What one step leads to."""
    ends = graph.objects(start, hop.relation) if hop.forward else graph.subjects(hop.relation, start)
    return tuple(
        Hit(end, (triple,), hop, graph.certainty(triple)) for end in iris(ends) for triple in (hop.triple(start, end),)
    )


def reach_any(graph: Graph, start: IRI, hops: Sequence[Hop], *, signs: bool = False) -> tuple[Hit, ...]:
    """What one step of any of these kinds leads to, the surest first.

    A step that brings a thing into a state leads on to the node that stands for the thing in that state, where there is
    one; a step back leaves from there. A sign only goes with a state, it does not bring it about: no step starts there,
    unless `signs` allows it.
    """
    hits: dict[IRI, Hit] = {}
    for hop in hops:
        for hit in _stepped(graph, start, hop):
            if signs or hop.verdict is None or FINDING not in graph.types(hit.steps[-1].subject):
                hits.setdefault(hit.thing, hit)
    return tuple(sorted(hits.values(), key=lambda h: -RANK.get(h.certainty or "", -1)))


def _stepped(graph: Graph, start: IRI, hop: Hop) -> Iterable[Hit]:
    if hop.verdict is None:
        yield from reach(graph, start, hop)
    elif hop.forward:
        for hit in reach(graph, start, hop):
            states = _states(graph, hit.thing, hop.verdict)
            yield from (replace(hit, thing=state) for state in states)
            if not states:
                yield hit
    elif hop.verdict in (graph.label(v) for v in objects(graph, start, "verdict")):
        for held in objects(graph, start, "ofMuscle"):
            yield from reach(graph, held, hop)


def _states(graph: Graph, thing: IRI, verdict: str) -> tuple[IRI, ...]:
    """The nodes that stand for a thing in a state."""
    found = subjects(graph, thing, "ofMuscle")
    return tuple(s for s in found if verdict in (graph.label(v) for v in objects(graph, s, "verdict")))


def reach_far(graph: Graph, start: IRI, hops: Sequence[Hop], limit: int = FARTHEST) -> tuple[Hit, ...]:
    """Everything that any number of such steps leads to, the nearer first, each thing once by its shortest way."""
    found: dict[IRI, Hit] = {}
    front: list[tuple[IRI, tuple[Triple, ...]]] = [(start, ())]
    for _ in range(limit):
        after: list[tuple[IRI, tuple[Triple, ...]]] = []
        for node, way in front:
            for hit in reach_any(graph, node, hops):
                if hit.thing == start or hit.thing in found:
                    continue
                steps = (*way, *hit.steps)
                found[hit.thing] = Hit(hit.thing, steps, hit.hop, chain_certainty(graph, steps))
                after.append((hit.thing, steps))
        front = after
    return tuple(found.values())


def chain_certainty(graph: Graph, steps: Sequence[Triple]) -> str | None:
    """The weakest of the steps, one level lower for each step after the first."""
    return lowered(weakest(graph.certainty(step) for step in steps), len(steps) - 1)


def shortest_chain(
    graph: Graph, starts: Iterable[IRI], ends: Iterable[IRI], hops: Sequence[Hop], *, signs: bool = True
) -> tuple[Hit, ...] | None:
    """The shortest way from one of some things to one of others over these kinds of steps, or None.

    Among ways of one length the surest first step decides, then the order of the graph: the same way every time.
    """
    return _shortest(graph, starts, set(ends), hops, FARTHEST + 2, signs=signs)


def _shortest(
    graph: Graph, starts: Iterable[IRI], goal: Set[IRI], hops: Sequence[Hop], limit: int, *, signs: bool, signs_within: bool = False
) -> tuple[Hit, ...] | None:
    """The shortest way of at most so many steps; steps from a sign only at the start, or within where that is allowed."""
    came: dict[IRI, tuple[Hit, ...]] = dict.fromkeys(starts, ())
    front = list(came)
    for _ in range(limit):
        after: list[IRI] = []
        for node in front:
            for hit in reach_any(graph, node, hops, signs=signs and (signs_within or not came[node])):
                if hit.thing in came:
                    continue
                came[hit.thing] = (*came[node], hit)
                if hit.thing in goal:
                    return came[hit.thing]
                after.append(hit.thing)
        front = after
    return None


def shortest_between(
    graph: Graph, starts: Iterable[IRI], goal: Set[IRI], hops: Sequence[Hop], limit: int
) -> tuple[Hit, ...] | None:
    """The shortest way of at most so many of these steps, which may start at signs anywhere on the way, or None."""
    return _shortest(graph, starts, goal, hops, limit, signs=True, signs_within=True)


def equal_chains(graph: Graph, start: IRI, end: IRI, hops: Sequence[Hop], length: int) -> tuple[tuple[Hit, ...], ...]:
    """All ways of a length from one thing to another over these kinds of steps, in the order of the graph."""
    ways: list[tuple[Hit, ...]] = [()]
    for _ in range(length):
        ways = [
            (*way, hit)
            for way in ways
            for hit in reach_any(graph, way[-1].thing if way else start, hops, signs=not way)
            if hit.thing != start and hit.thing not in (h.thing for h in way)
        ][:MOST_WAYS]
    return tuple(way for way in ways if way and way[-1].thing == end)


def meanings(graph: Graph, mention: Mention) -> tuple[IRI, ...]:
    """The nodes that a mention may stand for, the nearest first: the thing in its state, then the thing itself."""
    return tuple(dict.fromkeys((mention.node, mention.id) if mention.node is not None else (mention.id,)))


def widened(graph: Graph, mention: Mention) -> tuple[tuple[IRI, ...], ...]:
    """Rings of nodes around a mention, each tried only where the one before finds nothing.

    First what it means; then the states recorded of it and what it is an example of or examples of it; then its parts
    and wholes with theirs.
    """
    inner = meanings(graph, mention)
    near = nearby_nodes(graph, inner, mention.state)
    around = tuple(n for node in inner for n in (*near_to(graph, node), *parts(graph, node), *wholes(graph, node)))
    outer = (*around, *nearby_nodes(graph, around, mention.state))
    return (
        inner,
        tuple(n for n in near if n not in inner),
        tuple(n for n in outer if n not in inner and n not in near),
    )


def near_to(graph: Graph, node: IRI) -> tuple[IRI, ...]:
    """What the content calls related to a thing, in either direction."""
    return iris((*graph.objects(node, RELATED), *graph.subjects(RELATED, node)))


def nearby_nodes(graph: Graph, nodes: Sequence[IRI], state: IRI | None) -> tuple[IRI, ...]:
    """The states recorded of things, what they are examples of, and what examples there are of them."""
    found: list[IRI] = []
    for node in nodes:
        states = subjects(graph, node, "ofMuscle")
        found += [s for s in states if state is None or state in objects(graph, s, "verdict")]
        found += [*objects(graph, node, "exampleOf"), *subjects(graph, node, "exampleOf")]
        if FINDING in graph.types(node):
            found += [s for s in objects(graph, node, "suggests") if objects(graph, s, "ofMuscle")]
    return tuple(dict.fromkeys(found))
