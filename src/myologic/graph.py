"""An RDF graph as a value: what is read, and what is inferred."""

from __future__ import annotations

from collections.abc import Iterator

from myologic.engine.records import dataclass, field
from myologic.engine.terms import Statement, Triple

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any

    import pyarrow
    import rdflib

    from myologic.borders.export import Form
    from myologic.borders.view import View


@dataclass(frozen=True, slots=True)
class Graph:
    """A set of triples, in an order that is the same every time.

    Parameters
    ----------
    triples
        Each triple once.
    prefixes
        Pairs of prefix and namespace for writing Turtle; they carry no meaning.
    statements
        What stands in the file with its places, where the graph was read from one; else empty.
    graph_names
        The names of the graphs that an N-Quads file spreads its triples over; they are all in this one graph.

    Examples
    --------
    >>> import myologic
    >>> graph = myologic.infer("PREFIX : <http://example.org/> RULE { :b :q :c } WHERE { :a :p ?x }",
    ...                        myologic.Graph.from_text("<http://example.org/a> <http://example.org/p> 1 ."))
    >>> print(graph.to_ntriples(), end="")
    <http://example.org/b> <http://example.org/q> <http://example.org/c> .
    """

    triples: tuple[Triple, ...]
    prefixes: tuple[tuple[str, str], ...] = ()
    statements: tuple[Statement, ...] = field(default=(), repr=False, compare=False)
    graph_names: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @staticmethod
    def from_text(text: str, base: str | None = None) -> Graph:
        """Read Turtle 1.2 from text.

        Parameters
        ----------
        text
            The document.
        base
            The base of relative addresses; without one they are errors.

        Raises
        ------
        ContentError
            If it is not Turtle; it has `.line` and `.column`.
        """
        from myologic.reading import read_text

        return read_text(text, base=base)

    def __repr__(self) -> str:
        return f"<myologic.{type(self).__name__} of {len(self.triples):,} triples>"

    def _repr_html_(self) -> str:
        """The graph for a notebook: how large it is, and its first triples; escaped."""
        from myologic.notebook import graph_html

        return graph_html(self)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def __len__(self) -> int:
        return len(self.triples)

    def __contains__(self, triple: object) -> bool:
        return triple in self.triples

    def to_ntriples(self) -> str:
        """The graph as N-Triples 1.2."""
        from myologic.grammar.ntriples import write_ntriples

        return write_ntriples(self.triples)

    def to_turtle(self) -> str:
        """The graph as Turtle 1.2.

        Examples
        --------
        >>> print(Graph.from_text("PREFIX : <http://e/> :a :p 1 , 2 .").to_turtle(), end="")
        PREFIX : <http://e/>
        <BLANKLINE>
        :a :p 1, 2 .
        """
        from myologic.grammar.write_turtle import write_turtle

        return write_turtle(self.triples, dict(self.prefixes))

    def to_json(self) -> str:
        """The graph as JSON: one object with `triples`, terms as in SPARQL 1.2 results.

        Examples
        --------
        >>> print(Graph.from_text("<http://example.org/a> <http://example.org/p> 1 .").to_json(), end="")
        {"version": 1, "triples": [
        {"subject": {"type": "uri", "value": "http://example.org/a"}, "predicate": {"type": "uri", "value": \
"http://example.org/p"}, "object": {"type": "literal", "value": "1", "datatype": \
"http://www.w3.org/2001/XMLSchema#integer"}}
        ]}
        """
        from myologic.borders.terms import graph_json

        return graph_json(self.triples)

    def to_rdflib(self) -> rdflib.Graph:
        """The graph as a new rdflib Graph.

        Raises
        ------
        ValueError
            If it has a triple term or a text direction, which rdflib cannot hold.
        """
        from myologic.borders.rdf import to_rdflib

        return to_rdflib(self.triples, self.prefixes)

    def to_networkx(self) -> Any:  # networkx is typed loosely, and only imported when asked for
        """The graph as a new networkx MultiDiGraph: nodes are terms, the key of an edge is its predicate."""
        from myologic.borders.networks import to_networkx

        return to_networkx(self.triples)

    def export(self, form: Form) -> str:
        """The graph as text in one of the forms that other programs read.

        Parameters
        ----------
        form
            "nt", "ttl", "json", "jsonld", "graphml", "dot", "mermaid", or "prov": the proofs of its triples as PROV-O.

        Raises
        ------
        QuestionError
            If there is no such form.
        ValueError
            If the form cannot hold what the graph holds, as JSON-LD no triple terms.

        Examples
        --------
        >>> print(Graph.from_text("<http://e/a> <http://e/p> 1 .").export("mermaid"), end="")
        flowchart LR
          n0["http://e/a"]
          n1["1"]
          n0 -->|"http://e/p"| n1
        """
        from myologic.borders.export import export

        return export(self._view(), form)

    def to_arrow(self) -> pyarrow.Table:
        """The graph as an Arrow table, a triple a row: `subject`, `predicate`, `object`, `object_kind`, `datatype` …

        Raises
        ------
        QuestionError
            If pyarrow is not installed.
        """
        from myologic.borders.tables import fact_table

        return fact_table(self._view())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table of `to_arrow` for every library that takes Arrow's PyCapsules, such as polars and DuckDB."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _view(self) -> View:
        from myologic.borders.view import PlainGrounds, View

        places = {statement.triple: statement.object_place for statement in self.statements}
        return View(self.triples, self.prefixes, PlainGrounds(self.prefixes, places))
