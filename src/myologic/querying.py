"""SPARQL over a graph, through rdflib: reading only, this graph only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING, Any

from myologic.arguments import must_be_at_least, must_be_text
from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI, BlankNode, Literal, Term, Triple
from myologic.graph import Graph
from myologic.query_limits import LONGEST_TEXT, Clock, Stopped, refused, tame

if TYPE_CHECKING:
    import rdflib

SECONDS, ROWS = 10.0, 100_000
"""How long a query may take, and how many rows it may give, where nothing else is said."""
LEAST_SECONDS = 0.1
"""The shortest time that may be set: in less nothing is parsed."""
ASKED_STORE = "SimpleMemory"
"""The store of rdflib that a graph to be asked is held in: it keeps the order of what it is given, and is filled in half the time."""
_PARSING = Lock()  # rdflib's parser keeps state between its steps that threads would share

# What leaves the graph or changes it, for a message that names it; what is written so that it is not found here is found in
# the parsed query (`query_limits.tame`). A query is searched without its strings, comments and addresses.
_FETCHES = re.compile(r"\b(SERVICE|LOAD|FROM|INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)
_UNKNOWN_PREFIX = re.compile(r"Unknown namespace prefix : ?(.*)")
_STAR = re.compile(r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?(\*)?", re.IGNORECASE)
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

    def __repr__(self) -> str:
        if self.truth is not None:
            return f"<QueryResult {'true' if self.truth else 'false'}>"
        if self.graph is not None:
            return f"<QueryResult of {len(self.graph):,} triples>"
        return f"<QueryResult of {len(self.rows):,} rows: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """The result for a notebook: the first rows; escaped."""
        from myologic.notebook import query_html

        return query_html(self)

    def texts(self) -> Iterable[tuple[str, ...]]:
        """The rows as text: addresses and lexical forms, nothing for what is unbound."""
        return (tuple(_text(term) for term in row) for row in self.rows)

    def to_json(self) -> str:
        """The rows as SPARQL results in JSON."""
        from myologic.borders.terms import term_json

        bindings = [
            {name: term_json(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]
        whole = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(whole, ensure_ascii=False) + "\n"


def run_sparql(
    triples: Iterable[Triple] | rdflib.Graph,
    query: str,
    prefixes: Iterable[tuple[str, str]] = (),
    *,
    seconds: float = SECONDS,
    rows: int = ROWS,
) -> QueryResult:
    """Run a SPARQL query over triples.

    Parameters
    ----------
    triples
        The graph, or the same as an rdflib Graph, which is only read.
    query
        SELECT, ASK, CONSTRUCT or DESCRIBE.
    prefixes
        Prefixes that need no declaration.
    seconds
        How long it may take, reading the query included and building the graph not; at least 0.1.
    rows
        Most rows, or triples, that it may give; at least 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type or too small.
    QuestionError
        If the query cannot be parsed, would fetch or change anything, or needs more time or gives more rows than allowed.

    Examples
    --------
    >>> run_sparql((), "ASK { ?s ?p ?o }").truth
    False
    """
    must_be_text("query", query)
    must_be_at_least("seconds", seconds, LEAST_SECONDS, whole=False)
    must_be_at_least("rows", rows, 1)
    if not query.strip():
        raise QuestionError("the query is empty")
    if len(query) > LONGEST_TEXT:
        raise QuestionError(f"the query has more than {LONGEST_TEXT} characters")
    fetching = _FETCHES.search(_NOT_WORDS.sub(" ", query))
    if fetching is not None:
        raise refused(fetching[1].upper())
    from pyparsing.exceptions import ParseException
    from rdflib import Graph as Foreign
    from rdflib.plugins.sparql import prepareQuery

    from myologic.borders.rdf import to_rdflib

    prefixes = tuple(prefixes)
    graph = triples if isinstance(triples, Foreign) else to_rdflib(triples, prefixes, store=ASKED_STORE)
    clock = Clock(seconds)
    try:
        with clock.watching():
            with _PARSING:
                prepared = prepareQuery(query, initNs=dict(prefixes))
            tame(prepared.algebra)
            result = _result(graph.query(prepared), prefixes, rows, clock)
        return result if _is_ordered(prepared.algebra) else _ordered(result, query)
    except Stopped as stopped:
        raise clock.over() from stopped
    except ParseException as error:
        place = f"line {error.lineno}, column {error.column}"
        raise QuestionError(f"the query cannot be read at {place}: `{error.line.strip()[:60]}`") from error
    except RecursionError as error:
        raise QuestionError("the query is nested too deep") from error
    except QuestionError:
        raise
    except Exception as error:  # rdflib raises plain exceptions for unknown prefixes, functions and more
        reason = (str(error).splitlines() or ["no reason given"])[0]
        prefix = _UNKNOWN_PREFIX.match(reason)
        reason = f"the prefix `{prefix[1]}:` is not declared" if prefix else reason[:1].lower() + reason[1:]
        raise QuestionError(f"the query cannot be run: {reason}") from error


def _result(found: rdflib.query.Result, prefixes: tuple[tuple[str, str], ...], most: int, clock: Clock) -> QueryResult:
    """What rdflib gives, as a value; rdflib makes rows as they are asked for."""
    from myologic.borders.rdf import from_rdflib, from_rdflib_term

    if found.type == "ASK":
        return QueryResult(truth=bool(found.askAnswer))
    if found.type in ("CONSTRUCT", "DESCRIBE"):
        made = found.graph if found.graph is not None else ()
        if len(made) > most:
            raise QuestionError(f"the query gives more than {most} triples; add a LIMIT, or allow more")
        return QueryResult(graph=Graph(from_rdflib(made), prefixes))
    columns = tuple(str(variable) for variable in found.vars or ())
    rows: list[tuple[Term | None, ...]] = []
    for row in found:
        clock.look()
        if len(rows) == most:
            raise QuestionError(f"the query gives more than {most} rows; add a LIMIT, or allow more")
        rows.append(tuple(None if node is None else from_rdflib_term(node) for node in tuple(row)))  # type: ignore[arg-type]
    return QueryResult(columns, tuple(rows))


def _is_ordered(algebra: Any) -> bool:  # rdflib's algebra is untyped
    """Whether the rows of a query come in an order that it asked for."""
    node = algebra
    while node is not None and node.name != "ToMultiSet":
        if node.name == "OrderBy":
            return True
        node = dict.get(node, "p")  # its own `get` gives the name of what is not there
    return False


def _ordered(result: QueryResult, query: str) -> QueryResult:
    """Rows and columns that come in no order in one that is the same each time: `*` as its variables come in the query."""
    columns = result.columns
    star = _STAR.search(query)
    if star is not None and star[1]:
        found = (re.search(rf"[?$]{re.escape(name)}\b", query) for name in columns)
        firsts = {name: each.start() if each else len(query) for name, each in zip(columns, found, strict=True)}
        columns = tuple(sorted(columns, key=lambda name: (firsts[name], name)))
    places = [result.columns.index(name) for name in columns]
    rows = [tuple(row[place] for place in places) for row in result.rows]
    return replace(result, columns=columns, rows=tuple(sorted(rows, key=lambda row: tuple(map(str, row)))))


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
