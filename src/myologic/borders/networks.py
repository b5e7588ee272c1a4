"""Graphs as networks of nodes and edges: networkx, GraphML, DOT and Mermaid.

A node is a term, an edge a triple; what is shown are names, and what is meant stands beside them, so that the graph can be had
back from networkx and from GraphML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from myologic.answering.clean import clean_line
from myologic.borders.view import View
from myologic.engine.terms import IRI, BlankNode, Literal, Term, Triple
from myologic.grammar.ntriples import nt


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


def _kind(term: Term) -> str:
    if isinstance(term, IRI):
        return "iri"
    return "blank" if isinstance(term, BlankNode) else "literal" if isinstance(term, Literal) else "triple"


def _numbered(view: View) -> dict[Term, str]:
    """A short name for each term, in the order in which they first occur."""
    found: dict[Term, str] = {}
    for s, _, o in view.triples:
        for term in (s, o):
            found.setdefault(term, f"n{len(found)}")
    return found


# ---------------------------------------------------------------------- GraphML

_KEYS = (
    ("term", "node", "string"),
    ("label", "node", "string"),
    ("kind", "node", "string"),
    ("predicate", "edge", "string"),
    ("relation", "edge", "string"),
    ("derived", "edge", "boolean"),
    ("certainty", "edge", "string"),
)


def graphml(view: View) -> str:
    """Triples as GraphML.

    Parameters
    ----------
    view
        What is exported. A node has `term` (as in N-Triples), `label` and `kind` (iri, blank, literal, triple), an edge has
        `predicate` (its address), `relation` (its name), `derived`, and `certainty` where something is said of it.

    References
    ----------
    The GraphML file format, GraphML Working Group, 2002: http://graphml.graphdrawing.org/
    """
    return "".join(_graphml(view))


def _graphml(view: View) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, of, kind in _KEYS:
        yield f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<graph edgedefault="directed">\n'
    names = _numbered(view)
    for term, name in names.items():
        data = {"term": nt(term), "label": view.grounds.label(term), "kind": _kind(term)}
        yield f'<node id="{name}">{_data(data)}</node>\n'
    for number, triple in enumerate(view.triples):
        s, p, o = triple
        data = {
            "predicate": p.value if isinstance(p, IRI) else nt(p),
            "relation": view.grounds.label(p),
            "derived": "true" if view.grounds.is_derived(triple) else "false",
        }
        sure = view.grounds.certainty(triple)
        if sure is not None:
            data["certainty"] = sure
        yield f'<edge id="e{number}" source="{names[s]}" target="{names[o]}">{_data(data)}</edge>\n'
    yield "</graph>\n</graphml>\n"


# What XML cannot hold at all. N-Triples escapes the controls; these may still stand in an address or a literal.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _data(values: dict[str, str]) -> str:
    return "".join(f'<data key="{name}">{_xml(value)}</data>' for name, value in values.items())


def _xml(text: str) -> str:
    written = _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04X}", text)
    # A carriage return would be read as a line feed.
    return escape(written, quote=False).replace("\r", "&#13;")


# ---------------------------------------------------------------------- DOT and Mermaid


def dot(view: View) -> str:
    """Triples in the language of Graphviz: names on nodes and edges, derived edges dashed, the term itself as a tooltip."""
    lines = ["digraph {", "  graph [rankdir=LR];", "  node [shape=box, style=rounded];"]
    names = _numbered(view)
    for term, name in names.items():
        shape = ", shape=plaintext" if isinstance(term, Literal) else ""
        lines.append(f"  {name} [label={_dot(_short(view, term))}, tooltip={_dot(nt(term))}{shape}];")
    for triple in view.triples:
        s, p, o = triple
        dashed = ", style=dashed" if view.grounds.is_derived(triple) else ""
        lines.append(f"  {names[s]} -> {names[o]} [label={_dot(_short(view, p))}{dashed}];")
    return "\n".join([*lines, "}"]) + "\n"


def mermaid(view: View) -> str:
    """Triples as a Mermaid flow chart: names on nodes and edges, derived edges dotted.

    References
    ----------
    Mermaid, flow charts, "Entity codes to escape characters": https://mermaid.js.org/syntax/flowchart.html
    """
    lines = ["flowchart LR"]
    names = _numbered(view)
    for term, name in names.items():
        lines.append(f'  {name}["{_mermaid(_short(view, term))}"]')
    for triple in view.triples:
        s, p, o = triple
        arrow = "-.->" if view.grounds.is_derived(triple) else "-->"
        lines.append(f'  {names[s]} {arrow}|"{_mermaid(_short(view, p))}"| {names[o]}')
    return "\n".join(lines) + "\n"


MOST_CHARACTERS = 80
"""How much of a long text a picture shows."""


def _short(view: View, term: Term) -> str:
    text = clean_line(view.grounds.label(term))
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _dot(text: str) -> str:
    inside = clean_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


_PLAIN = re.compile(r"[^\w \-.,:/()'+…]")


def _mermaid(text: str) -> str:
    """Text inside quotes: what could end them, open markup or a directive, or be read as a number stands as a code."""
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};" if ord(found[0]) < 0x80 else found[0], text) or " "
