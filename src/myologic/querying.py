"""SPARQL over a graph, through rdflib: reading only, this graph only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, BlankNode, Literal, Term, Triple
from myologic.graph import Graph

# What leaves the graph or changes it. rdflib parses updates with another function, so these can only be words of a
# query that fetches; a query is searched without its strings, comments and addresses.
_FETCHES = re.compile(r"\b(SERVICE|LOAD|FROM|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)
_NOT_WORDS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>"{}|^`\\\s]*>|#[^\n]*|[?$:]\w+',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """What a query gave: a truth, a graph, or rows.

    Parameters
    ----------
    columns
        The names of the columns.
    rows
        A term or None for each column, in the order of the query.
    truth
        The result of an ASK, else None.
    graph
        The result of a CONSTRUCT or DESCRIBE, else None.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    truth: bool | None = None
    graph: Graph | None = None

    def texts(self) -> Iterable[tuple[str, ...]]:
        """The rows as text: addresses and lexical forms, nothing for what is unbound."""
        return (tuple(_text(term) for term in row) for row in self.rows)

    def to_json(self) -> str:
        """The rows as SPARQL results in JSON."""
        from myologic.borders import term_json

        bindings = [
            {name: term_json(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]
        whole = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(whole, ensure_ascii=False) + "\n"


def run_sparql(triples: Iterable[Triple], query: str, prefixes: Iterable[tuple[str, str]] = ()) -> QueryResult:
    """Run a SPARQL query over triples.

    Parameters
    ----------
    triples
        The graph.
    query
        SELECT, ASK, CONSTRUCT or DESCRIBE.
    prefixes
        Prefixes that need no declaration.

    Raises
    ------
    QuestionError
        If the query cannot be parsed, or would fetch or change anything.

    Examples
    --------
    >>> run_sparql((), "ASK { ?s ?p ?o }").truth
    False
    """
    fetching = _FETCHES.search(_NOT_WORDS.sub(" ", query))
    if fetching is not None:
        raise QuestionError(f"`{fetching[1].upper()}` is refused: a query reads this graph and nothing else")
    from pyparsing.exceptions import ParseException
    from rdflib.plugins.sparql import prepareQuery

    from myologic.borders import from_rdflib, from_rdflib_term, to_rdflib

    graph = to_rdflib(triples, prefixes)
    try:
        prepared = prepareQuery(query, initNs=dict(prefixes))
        result = graph.query(prepared)
        if result.type == "ASK":
            return QueryResult(truth=bool(result.askAnswer))
        if result.type in ("CONSTRUCT", "DESCRIBE"):
            return QueryResult(graph=Graph(from_rdflib(result.graph or ()), tuple(prefixes)))
        columns = tuple(str(variable) for variable in result.vars or ())
        rows = tuple(
            tuple(None if node is None else from_rdflib_term(node) for node in tuple(row))  # type: ignore[arg-type]
            for row in result
        )
    except ParseException as error:
        place = f"line {error.lineno}, column {error.column}"
        raise QuestionError(f"the query cannot be read at {place}: `{error.line.strip()[:60]}`") from error
    except Exception as error:  # rdflib raises plain exceptions for unknown prefixes, functions and more
        reason = (str(error).splitlines() or ["no reason given"])[0]
        raise QuestionError(f"the query cannot be run: {reason}") from error
    return QueryResult(columns, rows)


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, IRI):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.label}"
    if isinstance(term, Literal):
        return " ".join(term.lexical.split())
    return str(term)
