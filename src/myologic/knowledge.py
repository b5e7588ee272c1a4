"""The knowledge base as programs hold it: ask it, start a case on it, take its graph elsewhere."""

from __future__ import annotations

from os import PathLike, fspath

from myologic.arguments import as_texts, must_be_path, must_be_text
from myologic.kb.base import KnowledgeBase as Base

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import pyarrow
    import rdflib

    from myologic.answering.answer import Answer
    from myologic.assessing.interview import Interview
    from myologic.borders.export import Form
    from myologic.borders.view import View
    from myologic.cases import Case
    from myologic.graph import Graph
    from myologic.population.rows import Tables
    from myologic.querying import QueryResult
    from myologic.session import Session


def load(*packs: str | PathLike[str] | Graph | rdflib.Graph, use_cache: bool = True) -> KnowledgeBase:
    """Open the shipped knowledge base, with packs on top.

    Parameters
    ----------
    packs
        Folders; every `.ttl` and `.srl` file in and below each is read on top of the shipped content. A name that is no folder
        may be that of a pack of an installed distribution. A graph, of this package or of rdflib, is read as if it
        were a file of a pack.
    use_cache
        Whether a compiled snapshot may be read and written, below `XDG_CACHE_HOME` where that is set. A missing,
        damaged or unwritable one only costs time.

    Returns
    -------
    KnowledgeBase
        Frozen, and safe to share between threads.

    Raises
    ------
    ContentError
        If content cannot be read or its rules must be refused; it carries every problem found.
    LimitError
        If a limit is reached.
    FileNotFoundError
        If a pack's folder does not exist, and no installed distribution offers a pack of that name.
    QuestionError
        If several installed distributions offer a pack of that name, or a folder has no file of content in or below it.

    Examples
    --------
    >>> import rdflib
    >>> graph = rdflib.Graph().parse(format="turtle", data='''
    ... @prefix kb: <https://w3id.org/myologic/kb#> . @prefix my: <http://example.org/> .
    ... @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
    ... my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
    ... my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; dct:source my:leaflet ;
    ...     kb:strengthens <https://w3id.org/myologic/id/piriformis> .''')
    >>> "towel curl" in [item.label for item in load(graph).ask("what strengthens the piriformis").answers]
    True
    """
    if not packs:
        from myologic.kb.load import load as load_base

        return KnowledgeBase(load_base(use_cache=use_cache))
    from myologic.installed import pack_folder, refuse_empty

    found = [pack_folder(fspath(pack)) if isinstance(pack, str | PathLike) else pack for pack in packs]
    folders = [pack for pack in found if isinstance(pack, str)]
    refuse_empty(folders)
    if len(folders) == len(found):
        from myologic.kb.load import load as load_base

        return KnowledgeBase(load_base(*folders, use_cache=use_cache))
    from myologic.opening import open_content

    return KnowledgeBase(open_content(found, use_cache=use_cache))


class KnowledgeBase:
    """The checked and inferred knowledge base. Frozen, and safe to share between threads.

    Parameters
    ----------
    base
        What `myologic.kb.load` returns; `load` makes this object for you.

    Examples
    --------
    >>> import myologic
    >>> myologic.load().name
    'myologic'
    """

    __slots__ = ("_asked", "_base", "_session")

    def __init__(self, base: Base) -> None:
        self._base = base
        self._session: Session | None = None
        self._asked: rdflib.Graph | None = None

    def __repr__(self) -> str:
        packs = f" with {', '.join(self.packs)}" if self.packs else ""
        return f"<myologic.KnowledgeBase {self.name}{packs} {self.hash[:12]}>"

    @property
    def base(self) -> Base:
        """The facts themselves, for reading: `match`, `label`, `sources`, `proof` …"""
        return self._base

    @property
    def name(self) -> str:
        """The name that answers carry."""
        return self._base.name

    @property
    def hash(self) -> str:
        """A hash of all content: the same for the same files, wherever they lie."""
        return self._base.hash

    @property
    def packs(self) -> tuple[str, ...]:
        """The names of the packs on top, in order."""
        return self._base.packs

    @property
    def notices(self) -> tuple[str, ...]:
        """What went wrong without harm when it was opened, such as a cache folder that cannot be written."""
        return self._base.notices

    def ask(self, question: str, *, given: str | Sequence[str] = (), after: str | Sequence[str] = ()) -> Answer:
        """Answer one question in plain words.

        Parameters
        ----------
        question
            Any text; what is not understood is refused with the reason, never an exception.
        given
            Situations to assume, such as "I sit all day"; one, or several.
        after
            Earlier questions of the same conversation, oldest first; one, or several.

        Returns
        -------
        Answer
            With a status, a text, and everything behind it; `to_dict()` is plain data.

        Raises
        ------
        TypeError
            If something is no text at all.

        Examples
        --------
        >>> import myologic
        >>> kb = myologic.load()
        >>> kb.ask("what strengthens the glutes").answers[0].kind
        'exercise'
        >>> kb.ask("and without equipment", after=["what strengthens the glutes"]).paraphrase
        'what strengthens gluteal muscles with no equipment'
        >>> kb.ask("what is the airspeed of a swallow").status
        'refused'
        """
        must_be_text("question", question)
        told, asked = as_texts("given", given), as_texts("after", after)
        if self._session is None:
            from myologic.session import Session

            self._session = Session(self._base)
        return self._session.ask(question, given=told, after=asked)

    def case(
        self,
        *,
        findings: Sequence[Any] = (),
        habits: Sequence[Any] = (),
        causes: Sequence[Any] = (),
        conditions: Sequence[Any] = (),
        red_flags: Sequence[Any] = (),
        tests: Sequence[Any] = (),
        pain: str = "unknown",
        age: int | None = None,
    ) -> Case:
        """Start a case: what is known of one person.

        Parameters
        ----------
        findings, habits, causes, conditions, red_flags, tests
            Ids such as "low_shoulder@left", or entries as in a case file (`docs/case.md`).
        pain
            "none", "acute" (under 12 weeks), "chronic" or "unknown".
        age
            In years.

        Returns
        -------
        Case
            Immutable; `verdicts()`, `why(site)`, `result()`.

        Raises
        ------
        QuestionError
            If an id or a value is unknown; the message names the nearest known one.

        Examples
        --------
        >>> import myologic
        >>> kb = myologic.load()
        >>> case = kb.case(findings=["rounded_shoulder_one_side@right"], habits=[{"id": "prolonged_sitting"}], pain="chronic")
        >>> {row.side for row in case.verdicts() if row.label == "pectoralis minor"}
        {'right'}
        >>> kb.case(findings=["rounded_sholders"])
        Traceback (most recent call last):
        ...
        myologic.engine.errors.QuestionError: findings, entry 1: unknown id `rounded_sholders`; did you mean `rounded_shoulders`?
        """
        from myologic.cases import kb_case

        return kb_case(
            self._base,
            findings=findings,
            habits=habits,
            causes=causes,
            conditions=conditions,
            red_flags=red_flags,
            tests=tests,
            pain=pain,
            age=age,
        )

    def read_case(self, path: str | PathLike[str]) -> Case:
        """Read a case from a YAML, JSON or Turtle file.

        Parameters
        ----------
        path
            The file.

        Raises
        ------
        QuestionError
            If it is missing, or is no case; the message names the entry.

        Examples
        --------
        >>> import myologic, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = pathlib.Path(folder, "me.yaml")
        ...     _ = file.write_text("findings: [forward_head]")
        ...     myologic.load().read_case(file).result()["status"]
        'inferred'
        """
        from pathlib import Path

        from myologic.cases import read_case_file

        must_be_path("path", path)
        return read_case_file(Path(path), self._base)

    def population(self, table: Any, *, id_column: str = "id", ignore: Sequence[str] = ()) -> pyarrow.Table:
        """The verdicts on many cases at once, from a table (`docs/population.md`).

        Parameters
        ----------
        table
            Cases, a row each or a row for each thing that is told: a pyarrow Table or RecordBatchReader, a pandas or polars
            data frame, anything with `__arrow_c_stream__`, or a mapping of names to columns.
        id_column
            The column that names the person.
        ignore
            Columns that say nothing of a case.

        Returns
        -------
        pyarrow.Table
            A row for each verdict on one side; for who has none, whose row cannot be read, or for whom a warning sign
            comes first, one row without a muscle, with `status` and `safety`.

        Raises
        ------
        QuestionError
            If it is no table, a column is unknown, or pyarrow is not installed.

        Examples
        --------
        >>> import myologic
        >>> found = myologic.load().population({"id": [1, 2], "knees_in": ["left", None], "rf_chest": [None, "present"]})
        >>> [(row["id"], row["status"], row["muscle"], row["verdict"]) for row in found.to_pylist()][-2:]
        [(1, 'inferred', 'vastus_medialis', 'weak'), (2, 'safety', None, None)]
        """
        return self.population_tables(table, id_column=id_column, ignore=ignore).verdicts

    def population_tables(
        self, table: Any, *, id_column: str = "id", ignore: Sequence[str] = (), fired: bool = False
    ) -> Tables:
        """The same with a table of people beside it, warning signs and missing sides, and what could not be read.

        Parameters
        ----------
        table, id_column, ignore
            As in `population`.
        fired
            Whether each person gets a row of bits that tells which clauses fired, to explain a verdict later.

        Raises
        ------
        QuestionError
            As in `population`.
        """
        from myologic.population.table import population

        return population(self._base, table, id_column=id_column, ignore=ignore, fired=fired)

    def interview(self, case: Case | None = None, *, answers: Mapping[str, Any] | None = None) -> Interview:
        """Start a self-check: questions one at a time, warning signs first, then what decides most.

        Parameters
        ----------
        case
            What is known already and is not asked again.
        answers
            Answers given earlier, as `interview.answers` holds them.

        Returns
        -------
        Interview
            Go over it for the questions, `answer` each; `case` is what follows.

        Raises
        ------
        QuestionError
            If an earlier answer answers no question.

        Examples
        --------
        >>> import myologic
        >>> kb = myologic.load()
        >>> kb.interview(answers={"rf_chest": "yes"}).question is None  # a warning sign ends it
        True
        """
        from myologic.assessing.interview import Interview

        return Interview(self._base, case, answers=answers)

    @property
    def graph(self) -> Graph:
        """Everything written and inferred, as one graph.

        Examples
        --------
        >>> import myologic
        >>> graph = myologic.load().graph
        >>> len(graph) > 10_000
        True
        """
        from myologic.graph import Graph
        from myologic.kb.vocabulary import PREFIXES

        return Graph(tuple(self._base.match(None, None, None)), PREFIXES)

    def export(self, form: Form, *, about: str | None = None) -> str:
        """Everything written and inferred as text in one of the forms that other programs read.

        Parameters
        ----------
        form
            "nt" (N-Triples), "ttl" (Turtle), "json" (terms as in SPARQL results), "jsonld", "graphml", "dot" (Graphviz),
            "mermaid", or "prov" (PROV-O in Turtle: why each triple holds).
        about
            Only what a thing is the subject or the object of: an id such as "gluteus_medius", a name, or an address.

        Raises
        ------
        QuestionError
            If there is no such form, or nothing has that name.

        Examples
        --------
        >>> import myologic
        >>> myologic.load().export("dot", about="piriformis").splitlines()[0]
        'digraph {'
        """
        from myologic.borders.export import export

        return export(self._view(about), form)

    def to_arrow(self, *, about: str | None = None) -> pyarrow.Table:
        """Everything written and inferred as an Arrow table, a triple a row; with `derived`, `certainty` and the place.

        Parameters
        ----------
        about
            As for `export`.

        Raises
        ------
        QuestionError
            If pyarrow is not installed, or nothing has that name.

        Examples
        --------
        >>> import myologic
        >>> myologic.load().to_arrow(about="piriformis").column_names[:3]
        ['subject', 'predicate', 'object']
        """
        from myologic.borders.tables import fact_table

        return fact_table(self._view(about))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table of `to_arrow` for every library that takes Arrow's PyCapsules, such as polars and DuckDB."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _view(self, about: str | None = None) -> View:
        from myologic.borders.view import View
        from myologic.kb.vocabulary import PREFIXES

        thing = None
        if about is not None:
            from myologic.drawing.naming import named_thing

            thing = named_thing(self._base, about)
        view = View(tuple(self._base.match(None, None, None)), PREFIXES, self._base)
        return view if thing is None else view.around(thing)

    def query(self, sparql: str, *, seconds: float = 10.0, rows: int = 100_000) -> QueryResult:
        """Run a SPARQL query over everything written and inferred.

        Parameters
        ----------
        sparql
            SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the shipped content need no declaration.
        seconds
            How long it may take; at least 0.1.
        rows
            Most rows, or triples, that it may give; at least 1.

        Raises
        ------
        TypeError, ValueError
            If an argument is of the wrong type or too small.
        QuestionError
            If the query cannot be read, would fetch or change anything, or needs more time or gives more rows than allowed.

        Examples
        --------
        >>> import myologic
        >>> found = myologic.load().query("SELECT ?m { ?m skos:prefLabel 'piriformis'@en }")
        >>> list(found.texts())
        [('https://w3id.org/myologic/id/piriformis',)]
        """
        from myologic.borders.rdf import to_rdflib
        from myologic.kb.vocabulary import PREFIXES
        from myologic.querying import ASKED_STORE, run_sparql

        if self._asked is None:
            # Building it costs more than most queries; two threads that come at once build the same.
            self._asked = to_rdflib(self.graph, PREFIXES, store=ASKED_STORE)
        return run_sparql(self._asked, sparql, PREFIXES, seconds=seconds, rows=rows)

    def to_rdflib(self) -> rdflib.Graph:
        """Everything written and inferred, as a new rdflib Graph.

        Examples
        --------
        >>> import myologic, rdflib
        >>> graph = myologic.load().to_rdflib()
        >>> str(graph.value(rdflib.URIRef("https://w3id.org/myologic/id/piriformis"), rdflib.SKOS.prefLabel))
        'piriformis'
        """
        return self.graph.to_rdflib()

    def to_networkx(self) -> Any:  # networkx is typed loosely, and only imported when asked for
        """Everything written and inferred, as a new networkx MultiDiGraph; see `Graph.to_networkx`.

        Examples
        --------
        >>> import myologic
        >>> from myologic.engine.terms import IRI
        >>> IRI("https://w3id.org/myologic/id/piriformis") in myologic.load().to_networkx()
        True
        """
        return self.graph.to_networkx()
