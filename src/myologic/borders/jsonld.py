"""Graphs as JSON-LD 1.1: one node object for each subject, values always written out with their datatype."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from myologic.engine.terms import IRI, RDF, XSD_STRING, BlankNode, Literal, Term, Triple

_TYPE = IRI(RDF + "type")
_ENDS = tuple(":/?#[]@")
_LOCAL = re.compile(r"[A-Za-z_][\w.\-]*\Z", re.ASCII)


def jsonld(triples: Iterable[Triple], prefixes: Iterable[tuple[str, str]] = ()) -> str:
    """Triples as a JSON-LD document.

    Parameters
    ----------
    triples
        Any without triple terms.
    prefixes
        Pairs of prefix and namespace; those that can be told from a scheme of an address shorten addresses.

    Raises
    ------
    ValueError
        If there is a triple term, which JSON-LD 1.1 cannot say.

    Examples
    --------
    >>> print(jsonld([Triple(IRI("http://e/a"), IRI("http://e/p"), Literal("x"))], [("e", "http://e/")]), end="")
    {"@context": {"e": "http://e/"}, "@graph": [
    {"@id": "e:a", "e:p": [{"@value": "x"}]}
    ]}

    References
    ----------
    JSON-LD 1.1, W3C Recommendation, 16 July 2020, sections 4.1.5 and 9.
    """
    given = tuple(triples)
    context = _context(given, dict(prefixes))
    nodes: dict[Term, dict[str, Any]] = {}
    for s, p, o in given:
        node = nodes.setdefault(s, {"@id": _address(s, context)})
        if p == _TYPE and not isinstance(o, Literal):
            node.setdefault("@type", []).append(_address(o, context))
        else:
            node.setdefault(_address(p, context), []).append(_value(o, context))
    rows = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes.values())
    head = json.dumps(context, ensure_ascii=False)
    return f'{{"@context": {head}, "@graph": [\n{rows}{chr(10) if rows else ""}]}}\n'


def _context(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that may be used: names that no address begins with, namespaces that end as a prefix must."""
    schemes = {term.value.partition(":")[0] for triple in triples for term in triple if isinstance(term, IRI)}
    return {
        name: namespace
        for name, namespace in prefixes.items()
        if name not in schemes and _LOCAL.match(name) and namespace.endswith(_ENDS)
    }


def _address(term: Term, context: Mapping[str, str]) -> str:
    if isinstance(term, BlankNode):
        return f"_:{term.label}"
    if not isinstance(term, IRI):
        raise ValueError("JSON-LD cannot hold the triple terms of this graph; write it as N-Triples instead")
    for name, namespace in context.items():
        local = term.value[len(namespace) :]
        if term.value.startswith(namespace) and _LOCAL.match(local):
            return f"{name}:{local}"
    return term.value


def _value(term: Term, context: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _address(term, context)}
    value = {"@value": term.lexical}
    if term.language is not None:
        value["@language"] = term.language
        if term.direction is not None:
            value["@direction"] = term.direction
    elif term.datatype != XSD_STRING:
        value["@type"] = _address(IRI(term.datatype), context)
    return value
