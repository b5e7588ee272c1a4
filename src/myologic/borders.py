"""Borders to other libraries: graphs out to JSON, rdflib and networkx, and in from rdflib. Each imported when used."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from myologic.engine.terms import IRI, XSD_STRING, BlankNode, Literal, Term, Triple, TripleTerm

if TYPE_CHECKING:
    import rdflib


def term_json(term: Term) -> dict[str, Any]:
    """A term as in SPARQL 1.2 query results in JSON.

    Parameters
    ----------
    term
        Any ground term.

    Examples
    --------
    >>> term_json(Literal("Rücken", language="de", datatype="http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"))
    {'type': 'literal', 'value': 'Rücken', 'xml:lang': 'de'}
    """
    if isinstance(term, IRI):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.label}
    if isinstance(term, TripleTerm):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: term_json(_ground(part)) for name, part in parts.items()}}
    written: dict[str, Any] = {"type": "literal", "value": term.lexical}
    if term.language is not None:
        written["xml:lang"] = term.language
        if term.direction is not None:
            written["its:dir"] = term.direction
    elif term.datatype != XSD_STRING:
        written["datatype"] = term.datatype
    return written


def graph_json(triples: Iterable[Triple]) -> str:
    """Triples as one JSON object, a triple a line.

    Parameters
    ----------
    triples
        In the order in which they are to stand.
    """
    rows = [
        json.dumps(
            {"subject": term_json(s), "predicate": term_json(p), "object": term_json(o)}, ensure_ascii=False
        )
        for s, p, o in triples
    ]
    return '{"version": 1, "triples": [\n' + ",\n".join(rows) + ("\n" if rows else "") + "]}\n"


def to_rdflib(triples: Iterable[Triple], prefixes: Iterable[tuple[str, str]] = ()) -> rdflib.Graph:
    """Triples as a new rdflib Graph.

    Parameters
    ----------
    triples
        Any.
    prefixes
        Pairs of prefix and namespace to bind.

    Raises
    ------
    ValueError
        If there is a triple term or a text direction, which rdflib cannot hold.
    """
    import rdflib

    graph = rdflib.Graph()
    for prefix, namespace in prefixes:
        graph.bind(prefix, namespace)
    for s, p, o in triples:
        graph.add((_to_rdflib_term(s), _to_rdflib_term(p), _to_rdflib_term(o)))
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


def to_networkx(triples: Iterable[Triple]) -> Any:
    """Triples as a new networkx MultiDiGraph.

    Parameters
    ----------
    triples
        Any. Nodes are terms (`myologic.engine.terms`), the key of an edge is the address of its predicate.
    """
    import networkx

    graph: Any = networkx.MultiDiGraph()
    for s, p, o in triples:
        graph.add_edge(s, o, key=p.value if isinstance(p, IRI) else str(p))
    return graph


def _ground(part: object) -> Term:
    if isinstance(part, IRI | BlankNode | Literal | TripleTerm):
        return part
    raise ValueError(f"a graph holds no variable: {part}")


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
    # Not normalised: the lexical form stays as it was written.
    return rdflib.Literal(term.lexical, datatype=rdflib.URIRef(term.datatype), normalize=False)


def from_rdflib_term(node: Any) -> Term:
    """A node of rdflib as a term; ValueError for what is none, as a formula of N3."""
    import rdflib

    from myologic.engine.terms import RDF_LANG_STRING

    if isinstance(node, rdflib.URIRef):
        return IRI(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), RDF_LANG_STRING, node.language.lower())
        return Literal(str(node), str(node.datatype) if node.datatype else XSD_STRING)
    raise ValueError(f"not a term of RDF: {node!r}")
