"""Terms and graphs as JSON, terms as in SPARQL 1.2 query results."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from myologic.engine.terms import IRI, XSD_STRING, BlankNode, Literal, Term, Triple, TripleTerm

if TYPE_CHECKING:
    from myologic.schemas.shapes import TermData


def term_json(term: Term) -> TermData:
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
        subject, predicate, object_ = (term_json(_ground(part)) for part in (term.subject, term.predicate, term.object))
        return {"type": "triple", "value": {"subject": subject, "predicate": predicate, "object": object_}}
    written: TermData = {"type": "literal", "value": term.lexical}
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


def _ground(part: object) -> Term:
    if isinstance(part, IRI | BlankNode | Literal | TripleTerm):
        return part
    raise ValueError(f"a graph holds no variable: {part}")
