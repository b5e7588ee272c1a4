"""Graphs to and from rdflib, which is imported when it is used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from myologic.engine.terms import IRI, RDF_LANG_STRING, XSD_STRING, BlankNode, Literal, Term, Triple, TripleTerm

if TYPE_CHECKING:
    import rdflib


def to_rdflib(
    triples: Iterable[Triple], prefixes: Iterable[tuple[str, str]] = (), *, store: str = "default"
) -> rdflib.Graph:
    """Triples as a new rdflib Graph.

    Parameters
    ----------
    triples
        Any.
    prefixes
        Pairs of prefix and namespace to bind.
    store
        The name of one of rdflib's stores.

    Raises
    ------
    ValueError
        If there is a triple term or a text direction, which rdflib cannot hold.
    """
    import rdflib

    graph = rdflib.Graph(store=store)
    for prefix, namespace in prefixes:
        graph.bind(prefix, namespace)
    nodes: dict[Term, Any] = {}
    for triple in triples:
        for term in triple:
            if term not in nodes:
                nodes[term] = _to_rdflib_term(term)
        s, p, o = triple
        graph.add((nodes[s], nodes[p], nodes[o]))
    return graph


def from_rdflib(graph: Iterable[Any]) -> tuple[Triple, ...]:
    """The triples of an rdflib Graph, sorted.

    Parameters
    ----------
    graph
        An rdflib Graph, or any iterable of its triples.

    Raises
    ------
    ValueError
        If a node is neither an IRI, a blank node nor a literal, as a formula of N3 is.
    """
    rows = [Triple(from_rdflib_term(s), from_rdflib_term(p), from_rdflib_term(o)) for s, p, o in graph]
    return tuple(sorted(rows, key=repr))


def _to_rdflib_term(term: Term) -> Any:  # rdflib's node types share no useful base
    import rdflib

    if isinstance(term, IRI):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.label)
    if isinstance(term, TripleTerm):
        raise ValueError("rdflib cannot hold the triple terms of this graph; write it as N-Triples instead")
    if term.direction is not None:
        raise ValueError("rdflib cannot hold the text directions of this graph; write it as N-Triples instead")
    if term.language is not None:
        return rdflib.Literal(term.lexical, lang=term.language)
    if term.datatype == XSD_STRING:
        # rdflib has two kinds of plain text that it takes for different; its readers and queries make this one.
        return rdflib.Literal(term.lexical)
    # Not normalised: the lexical form stays as it was written.
    return rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False)


def from_rdflib_term(node: Any) -> Term:
    """A node of rdflib as a term; ValueError for what is none, as a formula of N3."""
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return IRI(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), RDF_LANG_STRING, node.language.lower())
        return Literal(str(node), str(node.datatype) if node.datatype else XSD_STRING)
    raise ValueError(f"not a term of RDF: {node!r}")
