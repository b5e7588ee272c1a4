"""Plain look-ups as SPARQL text, for people who want to run them elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.engine.terms import IRI
from myologic.kb.vocabulary import PREFIXES, short


def select(things: Sequence[IRI], relations: Sequence[IRI], *, forward: bool) -> str:
    """A query for everything in one of some relations to some things.

    Parameters
    ----------
    things
        The things named.
    relations
        The relations, any of which will do.
    forward
        True where the things are the subjects and the objects are asked for.

    Returns
    -------
    str
        A SELECT query with its prefixes, over the graph with everything inferred.
    """
    pattern = "?named ?relation ?answer" if forward else "?answer ?relation ?named"
    terms = [short(term) for term in (*things, *relations)]
    used = [(name, iri) for name, iri in PREFIXES if any(term.startswith(f"{name}:") for term in terms)]
    return "\n".join(
        [
            *(f"PREFIX {name}: <{iri}>" for name, iri in used),
            "SELECT DISTINCT ?answer WHERE {",
            f"  VALUES ?named {{ {' '.join(short(thing) for thing in things)} }}",
            f"  VALUES ?relation {{ {' '.join(short(relation) for relation in relations)} }}",
            f"  {pattern} .",
            "}",
            "ORDER BY ?answer",
        ]
    )
