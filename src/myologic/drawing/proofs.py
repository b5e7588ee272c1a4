"""Proofs and neighbourhoods as graphs in words."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.answering.explain import claim_sentence, filled
from myologic.answering.graph import Graph
from myologic.drawing.network import GIVEN, INFERRED, MAIN, Edge, Network, Node
from myologic.engine.proof import Proof
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.vocabulary import KB, PREF_LABEL, RDFS_LABEL

MOST_NEIGHBOURS = 28
"""How many neighbours are shown on each side of a thing; the rest is counted."""


def proof_network(graph: Graph, proof: Proof, title: str) -> Network:
    """A proof as a graph: what was proved first, what it rests on to its right.

    Parameters
    ----------
    graph
        For the words of rules and things.
    proof
        From the knowledge base or a case.
    title
        The headline.
    """
    columns: dict[int, int] = {}
    order: list[Proof] = []
    for step in reversed(tuple(proof.steps())):
        # A conclusion stands before its premises in this order, so its column is final when it is reached.
        own = columns.setdefault(id(step), 0)
        order.append(step)
        for premise in step.premises:
            columns[id(premise)] = max(columns.get(id(premise), 0), own + 1)
    names = {id(step): f"s{number}" for number, step in enumerate(order)}
    nodes = []
    for step in order:
        text, note = _told(graph, step)
        kind = MAIN if step is proof else GIVEN if step.rule is None else INFERRED
        nodes.append(Node(names[id(step)], text, note, kind, columns[id(step)]))
    edges = {(names[id(step)], names[id(premise)]): None for step in order for premise in step.premises}
    return Network(title, tuple(_as_met(nodes, edges)), tuple(Edge(start, end) for start, end in edges))


def _as_met(nodes: Iterable[Node], edges: Iterable[tuple[str, str]]) -> list[Node]:
    """The nodes in the order of a walk from the first, so that what belongs together stands together."""
    by_name = {node.name: node for node in nodes}
    below: dict[str, list[str]] = {}
    for start, end in edges:
        below.setdefault(start, []).append(end)
    found: dict[str, Node] = {}
    stack = [next(iter(by_name))]
    while stack:
        name = stack.pop()
        if name not in found:
            found[name] = by_name[name]
            stack += reversed(below.get(name, []))
    return list(found.values())


def _told(graph: Graph, step: Proof) -> tuple[str, str]:
    """What a step says, and what it rests on."""
    if step.rule is None:
        place = graph.place(step.conclusion)
        return claim_sentence(graph, step.conclusion), f"{place.file}:{place.line}" if place else "as told"
    note = graph.rule_note(step.rule.name) if step.rule.name is not None else None
    if note is None:
        return claim_sentence(graph, step.conclusion), f"rule at {step.rule.place}"
    bindings = {variable.name: term for variable, term in step.bindings}
    said = filled(graph, note.sentence, bindings) if note.sentence else claim_sentence(graph, step.conclusion)
    return said, f"rule: {note.label}"


def neighbourhood(graph: Graph, thing: IRI) -> Network:
    """A thing with what points to it on its left and what it points to on its right.

    Parameters
    ----------
    graph
        The knowledge base.
    thing
        The thing in the middle.
    """
    label = graph.label(thing)
    towards = [(each, each.subject) for each in graph.match(None, None, thing)]
    away = [(each, each.object) for each in graph.match(thing, None, None)]
    before, more_before = _neighbours(graph, towards)
    after, more_after = _neighbours(graph, away)
    nodes, edges = [], []
    for number, (words, text, inferred) in enumerate(before):
        nodes.append(Node(f"b{number}", text, words, INFERRED if inferred else GIVEN, 0))
        edges.append(Edge(f"b{number}", "thing", words))
    if more_before:
        nodes.append(Node("b-more", f"and {more_before} more", "", INFERRED, 0))
    nodes.append(Node("thing", label, graph.kind(thing), MAIN, 1))
    for number, (words, text, inferred) in enumerate(after):
        nodes.append(Node(f"a{number}", text, words, INFERRED if inferred else GIVEN, 2))
        edges.append(Edge("thing", f"a{number}", words))
    if more_after:
        nodes.append(Node("a-more", f"and {more_after} more", "", INFERRED, 2))
    return Network(f"Around {label}", tuple(nodes), tuple(edges))


def _neighbours(graph: Graph, pairs: Iterable[tuple[Triple, Term]]) -> tuple[list[tuple[str, str, bool]], int]:
    """Relation and label of each neighbour that has a name, whether that was inferred, and how many were left out."""
    found: dict[tuple[str, str], bool] = {}
    for fact, other in pairs:
        predicate = fact.predicate
        named = isinstance(other, IRI) and any(next(graph.match(other, name, None), None) for name in _NAMES)
        if named and isinstance(predicate, IRI) and predicate.value.startswith(KB):
            key = (graph.label(predicate), graph.label(other))
            found[key] = found.get(key, True) and graph.is_derived(fact)
    rows = [(words, text, inferred) for (words, text), inferred in sorted(found.items())]
    return rows[:MOST_NEIGHBOURS], max(0, len(rows) - MOST_NEIGHBOURS)


_NAMES = (PREF_LABEL, RDFS_LABEL)


def fact_title(graph: Graph, triple: Triple) -> str:
    """A headline for the proof of a fact."""
    return f"Why {claim_sentence(graph, triple)}"
