"""The knowledge base as programs hold it: ask it, start a case on it, take its graph elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from myologic.kb.base import KnowledgeBase as Base

if TYPE_CHECKING:
    import rdflib

    from myologic.answering.answer import Answer
    from myologic.assessing.interview import Interview
    from myologic.cases import Case
    from myologic.graph import Graph
    from myologic.querying import QueryResult
    from myologic.session import Session


def load(*packs: str | PathLike[str], use_cache: bool = True) -> KnowledgeBase:
    """Open the shipped knowledge base, with packs on top.

    Parameters
    ----------
    packs
        Folders; every `.ttl` and `.srl` file in and below each is read on top of the shipped content.
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
        If a pack's folder does not exist.
    """
    from myologic.kb.load import load as load_base

    return KnowledgeBase(load_base(*(fspath(pack) for pack in packs), use_cache=use_cache))


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

    __slots__ = ("_base", "_session")

    def __init__(self, base: Base) -> None:
        self._base = base
        self._session: Session | None = None

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

    def ask(self, question: str, *, given: Sequence[str] = (), after: Sequence[str] = ()) -> Answer:
        """Answer one question in plain words.

        Parameters
        ----------
        question
            Any text; what is not understood is refused with the reason, never an exception.
        given
            Situations to assume, such as "I sit all day".
        after
            Earlier questions of the same conversation, oldest first.

        Returns
        -------
        Answer
            With a status, a text, and everything behind it; `to_dict()` is plain data.
        """
        if self._session is None:
            from myologic.session import Session

            self._session = Session(self._base)
        return self._session.ask(question, given=tuple(given), after=tuple(after))

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
        """
        from pathlib import Path

        from myologic.cases import read_case_file

        return read_case_file(Path(path), self._base)

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
        """
        from myologic.assessing.interview import Interview

        return Interview(self._base, case, answers=answers)

    @property
    def graph(self) -> Graph:
        """Everything written and inferred, as one graph."""
        from myologic.graph import Graph
        from myologic.kb.vocabulary import PREFIXES

        return Graph(tuple(self._base.match(None, None, None)), PREFIXES)

    def query(self, sparql: str) -> QueryResult:
        """Run a SPARQL query over everything written and inferred.

        Parameters
        ----------
        sparql
            SELECT, ASK, CONSTRUCT or DESCRIBE; the prefixes of the shipped content need no declaration.

        Raises
        ------
        QuestionError
            If the query cannot be read, or would fetch or change anything.
        """
        from myologic.kb.vocabulary import PREFIXES
        from myologic.querying import run_sparql

        return run_sparql(self._base.match(None, None, None), sparql, PREFIXES)

    def to_rdflib(self) -> rdflib.Graph:
        """Everything written and inferred, as a new rdflib Graph."""
        return self.graph.to_rdflib()

    def to_networkx(self) -> Any:  # networkx is typed loosely, and only imported when asked for
        """Everything written and inferred, as a new networkx MultiDiGraph; see `Graph.to_networkx`."""
        return self.graph.to_networkx()
