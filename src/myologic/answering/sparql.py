"""Plain look-ups as SPARQL text, for people who want to run them elsewhere."""

from __future__ import annotations

from myologic.answering.graph import Graph
from myologic.engine.terms import IRI
from myologic.kb.vocabulary import PREFIXES, short

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def select_if_same(
    graph: Graph, things: Sequence[IRI], relations: Sequence[IRI], answered: Iterable[str], *, forward: bool
) -> str | None:
    """The query of `select` where it finds just what was answered; None where filters or wider readings took part.

    Parameters
    ----------
    graph
        Where it would run.
    things, relations, forward
        As for `select`.
    answered
        The addresses of what was answered.
    """
    found = {
        end.value
        for thing in things
        for relation in relations
        for end in (graph.objects(thing, relation) if forward else graph.subjects(relation, thing))
        if isinstance(end, IRI)
    }
    return select(things, relations, forward=forward) if found and found == set(answered) else None


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
    pairs = " ".join(f"({short(thing)} {short(relation)})" for thing in things for relation in relations)
    return "\n".join(
        [
            *(f"PREFIX {name}: <{iri}>" for name, iri in used),
            "SELECT DISTINCT ?answer WHERE {",
            # pairs in one table: rdflib joins two tables with a pattern only after it read every fact
            f"  VALUES (?named ?relation) {{ {pairs} }}",
            f"  {pattern} .",
            "}",
            "ORDER BY ?answer",
        ]
    )
