"""`rules` and `infer`: the engine alone, on any RDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from os import PathLike, fspath

from myologic.arguments import must_be_at_least, must_be_path
from myologic.documents import joined, read_rule_file, read_rule_text, triple_apart
from myologic.engine.errors import ContentError, Problem, QuestionError
from myologic.engine.inference import DEFAULT_LIMIT_FACTS, Inference
from myologic.engine.inference import infer as infer_facts
from myologic.engine.program import Program, compile_rules
from myologic.engine.records import dataclass, field
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Place, Triple
from myologic.graph import Graph

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias

    import rdflib

    from myologic.borders.view import View

Data: TypeAlias = "Graph | str | PathLike[str] | rdflib.Graph"


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that were read, checked and compiled; they may be run any number of times.

    Parameters
    ----------
    ruleset
        What stands in the text.
    program
        What the engine runs.
    sound
        Whether it is known that nothing in them is doubtful, because that was looked at before.

    Examples
    --------
    >>> both = rules("RULE { ?x <a:q> ?y } WHERE { ?y <a:p> ?x }", "RULE { ?x <a:r> ?y } WHERE { ?x <a:q> ?y }")
    >>> len(both), len(infer(both, Graph.from_text("<a:a> <a:p> <a:b> .")))
    (2, 2)
    """

    ruleset: RuleSet
    program: Program = field(repr=False)
    sound: bool = field(default=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<myologic.Rules, {len(self.ruleset.rules)} rules>"

    def __len__(self) -> int:
        return len(self.ruleset.rules)

    def doubts(self) -> tuple[Problem, ...]:
        """Warnings: calls of functions that nobody knows, values that are none of their datatype."""
        if self.sound:
            return ()
        from myologic.grammar.doubts import rule_doubts

        return tuple(rule_doubts(self.ruleset))


@dataclass(frozen=True, slots=True)
class Inferred(Graph):
    """What rules add to data: derived triples, and those of DATA blocks that the data lacks.

    Parameters
    ----------
    inference
        The engine's view of base and derived facts together: `match`, `proof`, `why_not` …
    places
        Where given facts stand, as far as they were read from text.
    """

    inference: Inference = field(kw_only=True, repr=False, compare=False)
    places: Mapping[Triple, Place] = field(kw_only=True, repr=False, compare=False)

    __repr__ = Graph.__repr__  # else that of a record, with all triples

    def proof_text(self, triple: str | Triple) -> str | None:
        """Why a triple holds, a step a line, premises first.

        Parameters
        ----------
        triple
            A triple, or its N-Triples text; the dot at its end may be missing.

        Returns
        -------
        str or None
            None if it does not hold.

        Raises
        ------
        QuestionError
            If the text is not one triple.

        Examples
        --------
        >>> found = infer("RULE <a:flip> { ?x <a:q> ?y } WHERE { ?y <a:p> ?x }", Graph.from_text("<a:a> <a:p> <a:b> ."))
        >>> print(found.proof_text("<a:b> <a:q> <a:a>"))
        1. <a:a> <a:p> <a:b> .  given at <text>:1:1
        2. <a:b> <a:q> <a:a> .  by rule <a:flip> (<text>:1:1) from 1
        """
        from myologic.proofs import proof_text

        proof = self.inference.proof(triple if isinstance(triple, Triple) else one_triple(triple))
        return None if proof is None else proof_text(proof, self.prefixes, self.places)

    def proofs_text(self, triple: str | Triple, limit: int = 10) -> str | None:
        """All minimal proofs of a triple, each step once, then a line for each proof with its last step.

        Parameters
        ----------
        triple
            As for `proof_text`.
        limit
            How many proofs at most, at least 1; those that rest on least come first.

        Returns
        -------
        str or None
            None if the triple does not hold.

        Raises
        ------
        TypeError, ValueError
            If `limit` is no whole number or less than 1.
        QuestionError
            If the text is not one triple.
        """
        from myologic.proofs import graph_text

        must_be_at_least("limit", limit, 1)
        graph = self.inference.proof_graph(triple if isinstance(triple, Triple) else one_triple(triple), limit)
        return graph_text(graph, self.prefixes, self.places) if graph.proofs else None

    def why_not_text(self, triple: str | Triple, limit: int = 5) -> str:
        """The rules that come nearest to a triple that does not hold, a line each; empty if it holds or there are none.

        Parameters
        ----------
        triple
            As for `proof_text`.
        limit
            How many rules at most, at least 1.

        Raises
        ------
        TypeError, ValueError
            If `limit` is no whole number or less than 1.
        QuestionError
            If the text is not one triple.
        """
        from myologic.proofs import near_miss_text

        must_be_at_least("limit", limit, 1)
        wanted = triple if isinstance(triple, Triple) else one_triple(triple)
        return near_miss_text(self.inference.why_not(wanted, limit), self.prefixes)

    def _view(self) -> View:
        from myologic.borders.view import InferredGrounds, View

        return View(self.triples, self.prefixes, InferredGrounds(self.prefixes, self.places, self.inference))


def one_triple(text: str) -> Triple:
    """The triple that a text says.

    Parameters
    ----------
    text
        One statement as in N-Triples; the dot at its end may be missing.

    Raises
    ------
    QuestionError
        If it is anything else.

    Examples
    --------
    >>> one_triple("<http://example.org/a> <http://example.org/p> <http://example.org/b>").object
    IRI(value='http://example.org/b')
    """
    from myologic.grammar.ntriples import read_ntriples

    for written in (text, text.rstrip() + " ."):
        try:
            found = read_ntriples(written, "<triple>").statements
        except ContentError as error:
            problem = error.problems[0]
        else:
            if len(found) == 1:
                return found[0].triple
            raise QuestionError(f"one triple is wanted, and there are {len(found)}")
    raise QuestionError(f"`{text.strip()}` is not a triple as in N-Triples: {problem.message}")


def rules(source: str | PathLike[str], *more: str | PathLike[str], base: str | None = None) -> Rules:
    """Read rules in SPARQL 1.2 RL, check them and compile them.

    Parameters
    ----------
    source, more
        Each a path object, or text: one line that ends in `.srl` is the name of a file, everything else the rules
        themselves. Several make one rule set.
    base
        The base of relative addresses in rules given as text. Files have their own address as base, and only they may
        import others, from their own folder and below.

    Returns
    -------
    Rules
        Ready to run.

    Raises
    ------
    RuleError
        If they cannot be read, are not well-formed, cannot be stratified, or import what cannot be had. `.kind` is
        "syntax", "well-formedness", "stratification", "limit" or "import"; `.line` and `.column` are those of the
        first problem, `.problems` has all of them.

    Examples
    --------
    >>> len(rules("RULE { ?x <http://example.org/q> ?y } WHERE { ?y <http://example.org/p> ?x }"))
    1
    """
    for each in (source, *more):
        must_be_path("source", each)
    read = [
        read_rule_file(fspath(each)) if names_file(each) else read_rule_text(fspath(each), base)
        for each in (source, *more)
    ]
    return _compiled(read)


def rules_in_files(files: Iterable[str]) -> Rules:
    """Read rule files, whatever they are called, as one rule set; see `rules`. What was read before is kept."""
    from myologic.kept_rules import KeptRules

    files = list(files)
    try:
        kept = KeptRules(files)
    except OSError:  # a file is not there, and the reader says so
        return _compiled(list(map(read_rule_file, files)))
    known = kept.read()
    if known is not None:
        return Rules(*known, sound=True)
    found = _compiled(list(map(read_rule_file, files)))
    # What is said of rules that are doubtful is said each time.
    if not found.doubts():
        kept.keep(found.ruleset, found.program)
    return found


def _compiled(read: list[RuleSet]) -> Rules:
    ruleset = joined(read)
    return Rules(ruleset, compile_rules(ruleset))


def names_file(source: str | PathLike[str]) -> bool:
    """Whether a source of rules is a file's name and not the rules themselves.

    Parameters
    ----------
    source
        A path object always names a file, text does if it is one line that ends in `.srl`.

    Examples
    --------
    >>> names_file("a.srl"), names_file("RULE { } WHERE { } # a.srl\\n")
    (True, False)
    """
    return not isinstance(source, str) or (source.endswith(".srl") and "\n" not in source and "\r" not in source)


def infer(
    rules: Rules | str | PathLike[str], data: Data | Sequence[Data] = (), *, limit_facts: int | None = None
) -> Inferred:
    """Run rules over data and return what they add.

    Parameters
    ----------
    rules
        From `rules`, or what that takes.
    data
        A graph, the path of an RDF file, an rdflib Graph, or several of them. Blank nodes of different files are
        different.
    limit_facts
        The most facts that may be derived, at least 1; the engine's own cap by default.

    Returns
    -------
    Inferred
        Derived triples, and those of DATA blocks that the data lacks, in an order that is the same every time.

    Raises
    ------
    RuleError, ContentError
        If rules or data cannot be read.
    TypeError, ValueError
        If `limit_facts` is no whole number or less than 1.
    LimitError
        If more facts are derived than allowed; the message names the rule that grows.

    Examples
    --------
    >>> flip = "PREFIX : <http://example.org/> RULE { ?x :q ?y } WHERE { ?y :p ?x }"
    >>> print(infer(flip, Graph.from_text("PREFIX : <http://example.org/> :a :p :b .")).to_ntriples(), end="")
    <http://example.org/b> <http://example.org/q> <http://example.org/a> .
    """
    if limit_facts is not None:
        must_be_at_least("limit_facts", limit_facts, 1)
    compiled = rules if isinstance(rules, Rules) else _read_rules(rules)
    several = data if isinstance(data, list | tuple) else [data]
    base: dict[Triple, None] = {}
    places = {statement.triple: statement.subject_place for statement in compiled.ruleset.data}
    for number, each in enumerate(several):
        graph = _graph(each)
        scope = f"d{number}." if len(several) > 1 else ""
        base.update((triple_apart(triple, scope), None) for triple in graph)
        places.update((triple_apart(s.triple, scope), s.subject_place) for s in graph.statements)
    limit = DEFAULT_LIMIT_FACTS if limit_facts is None else limit_facts
    inference = infer_facts(compiled.program, base, limit_facts=limit, vectors=True)
    derived = tuple(inference.derived())
    return Inferred(derived, compiled.ruleset.prefixes, inference=inference, places=places)


def _graph(data: Data) -> Graph:
    """One piece of data as a graph."""
    if isinstance(data, Graph):
        return data
    if isinstance(data, str | PathLike):
        from myologic.reading import read

        return read(data)
    if not hasattr(data, "namespaces"):  # seen without importing rdflib for it
        raise TypeError(f"data is a Graph, a path or an rdflib Graph, not {type(data).__name__}")
    from myologic.borders.rdf import from_rdflib

    return Graph(from_rdflib(data))


_read_rules = rules  # inside `infer` the name stands for its parameter
