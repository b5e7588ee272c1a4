"""Proofs and neighbourhoods as graphs in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from myologic.answering.explain import claim_sentence, filled
from myologic.answering.graph import Graph
from myologic.drawing.network import GIVEN, INFERRED, MAIN, Edge, Network, Node
from myologic.drawing.painting import row_sentence
from myologic.engine.proof import Proof
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.vocabulary import LEX, PREF_LABEL, RDFS_LABEL, local_name

if TYPE_CHECKING:
    from myologic.cases import Case

MOST_NEIGHBOURS = 12
"""How many neighbours of one relation are named; the rest is counted."""


def proof_network(graph: Graph, proof: Proof, title: str) -> Network:
    """A proof as a graph: what was proved first, then what each step rests on, a step to the right of what rests on it.

    Parameters
    ----------
    graph
        For the words of rules and things.
    proof
        From the knowledge base or a case.
    title
        The headline.
    """
    names: dict[object, str] = {}
    nodes: list[Node] = []
    edges: dict[tuple[str, str], None] = {}
    # What several steps rest on is told once, where it is met first; so is one step of a rule with several conclusions.
    stack: list[tuple[Proof, str | None, int]] = [(proof, None, 0)]
    while stack:
        step, above, column = stack.pop()
        key: object = step.conclusion if step.rule is None else (id(step.rule), step.bindings)
        if key not in names:
            names[key] = f"{len(names) + 1}"
            text, note = told(graph, step)
            kind = MAIN if step is proof else GIVEN if step.rule is None else INFERRED
            nodes.append(Node(names[key], text, note, kind, column))
            stack += [(premise, names[key], column + 1) for premise in reversed(step.premises)]
        if above is not None:
            edges[above, names[key]] = None
    return Network(title, tuple(nodes), tuple(Edge(start, end) for start, end in edges))


def told(graph: Graph, step: Proof) -> tuple[str, str]:
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
    """A thing with what points to it on its left and what it points to on its right, a box for each relation.

    Parameters
    ----------
    graph
        The knowledge base.
    thing
        The thing in the middle.
    """
    label = graph.label(thing)
    towards = ((each, each.subject) for each in graph.match(None, None, thing))
    away = ((each, each.object) for each in graph.match(thing, None, None))
    nodes, edges = [], []
    for number, (relation, names, inferred) in enumerate(_neighbours(graph, towards, thing)):
        nodes.append(Node(f"before{number}", names, f"… {relation} {label}", INFERRED if inferred else GIVEN, 0))
        edges.append(Edge(f"before{number}", "thing", relation))
    nodes.append(Node("thing", label, graph.kind(thing), MAIN, 1))
    for number, (relation, names, inferred) in enumerate(_neighbours(graph, away, thing)):
        nodes.append(Node(f"after{number}", names, f"{label} {relation} …", INFERRED if inferred else GIVEN, 2))
        edges.append(Edge("thing", f"after{number}", relation))
    return Network(f"Around {label}", tuple(nodes), tuple(edges))


def _neighbours(graph: Graph, pairs: Iterable[tuple[Triple, Term]], thing: IRI) -> list[tuple[str, str, bool]]:
    """Each relation with the labels of the neighbours that have one, and whether all of that was inferred."""
    found: dict[str, set[str]] = {}
    inferred: dict[str, bool] = {}
    for fact, other in pairs:
        predicate = fact.predicate
        named = isinstance(other, IRI) and any(next(graph.match(other, name, None), None) for name in _NAMES)
        if named and other != thing and isinstance(predicate, IRI) and _has_words(graph, predicate):
            relation = graph.label(predicate)
            found.setdefault(relation, set()).add(graph.label(other))
            inferred[relation] = inferred.get(relation, True) and graph.is_derived(fact)
    return [(relation, _listed(sorted(names)), inferred[relation]) for relation, names in sorted(found.items())]


def _has_words(graph: Graph, predicate: IRI) -> bool:
    """Whether a relation can be asked about: it has words of its own beyond its label."""
    words = (each.predicate for each in graph.match(predicate, None, None))
    return any(isinstance(each, IRI) and each.value.startswith(LEX) for each in words)


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NEIGHBOURS
    return ", ".join(names[:MOST_NEIGHBOURS]) + (f" and {more} more" if more > 0 else "")


_NAMES = (PREF_LABEL, RDFS_LABEL)


def proof_title(case: Case, proof: Proof) -> str:
    """The headline of a proof: the verdict, or the sentence of what is only a part of one.

    Parameters
    ----------
    case
        The case that it is of.
    proof
        Why something is said of a muscle.
    """
    row = next((row for row in case.outcome.verdicts if proof.conclusion in row.facts), None)
    return f"Why {claim_sentence(case.inferred, proof.conclusion) if row is None else row_sentence(case.kb, row)}"


def proved_site(proof: Proof) -> str:
    """The muscle with its side that a proof is about, as it is typed."""
    site = proof.conclusion.object
    return local_name(site) if isinstance(site, IRI) else str(site)
