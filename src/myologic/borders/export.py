"""Every text form that a graph can leave in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from myologic.arguments import must_be_text
from myologic.borders.view import View
from myologic.engine.errors import QuestionError

Form: TypeAlias = Literal["nt", "ttl", "json", "jsonld", "graphml", "dot", "mermaid", "prov"]


def _nt(view: View) -> str:
    from myologic.grammar.ntriples import write_ntriples

    return write_ntriples(view.triples)


def _ttl(view: View) -> str:
    from myologic.grammar.write_turtle import write_turtle

    return write_turtle(view.triples, dict(view.prefixes))


def _json(view: View) -> str:
    from myologic.borders.terms import graph_json

    return graph_json(view.triples)


def _jsonld(view: View) -> str:
    from myologic.borders.jsonld import jsonld

    return jsonld(view.triples, view.prefixes)


def _graphml(view: View) -> str:
    from myologic.borders.networks import graphml

    return graphml(view)


def _dot(view: View) -> str:
    from myologic.borders.networks import dot

    return dot(view)


def _mermaid(view: View) -> str:
    from myologic.borders.networks import mermaid

    return mermaid(view)


def _prov(view: View) -> str:
    from myologic.borders.prov import PREFIXES, provenance
    from myologic.grammar.write_turtle import write_turtle

    return write_turtle(provenance(view), dict((*view.prefixes, *PREFIXES)))


FORMS: Final[Mapping[str, Callable[[View], str]]] = {
    "nt": _nt,
    "ttl": _ttl,
    "json": _json,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "dot": _dot,
    "mermaid": _mermaid,
    "prov": _prov,
}


def export(view: View, form: str) -> str:
    """Triples, or what is known of them, as text.

    Parameters
    ----------
    view
        What is exported.
    form
        "nt" (N-Triples), "ttl" (Turtle), "json" (terms as in SPARQL results), "jsonld", "graphml", "dot" (Graphviz), "mermaid",
        or "prov" (the proofs of the triples as PROV-O in Turtle).

    Raises
    ------
    QuestionError
        If there is no such form.
    ValueError
        If the form cannot hold what the graph holds, as JSON-LD no triple terms.
    """
    must_be_text("form", form)
    write = FORMS.get(form)
    if write is None:
        from myologic.casework.reading import nearest

        near = nearest(form, FORMS)
        hint = f"; did you mean `{near}`?" if near else ""
        raise QuestionError(f"`{form[:60]}` is no form of a graph; known are {', '.join(FORMS)}{hint}")
    return write(view)
