"""`rules` and `infer`: the engine alone, on any RDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from os import PathLike, fspath
from typing import TYPE_CHECKING, TypeAlias

from myologic.documents import joined, read_rule_file, read_rule_text, triple_apart
from myologic.engine.inference import Inference
from myologic.engine.inference import infer as infer_facts
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Triple
from myologic.graph import Graph

if TYPE_CHECKING:
    import rdflib

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
    """

    ruleset: RuleSet
    program: Program = field(repr=False)

    def __len__(self) -> int:
        return len(self.ruleset.rules)


@dataclass(frozen=True, slots=True)
class Inferred(Graph):
    """What rules add to data: derived triples, and those of DATA blocks that the data lacks.

    Parameters
    ----------
    inference
        The engine's view of base and derived facts together: `match`, `proof`, `why_not` …
    """

    inference: Inference | None = field(default=None, repr=False, compare=False)


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
    read = [
        read_rule_file(fspath(each)) if names_file(each) else read_rule_text(fspath(each), base)
        for each in (source, *more)
    ]
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


def infer(rules: Rules | str | PathLike[str], data: Data | Sequence[Data] = (), *, limit_facts: int | None = None) -> Inferred:
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
    LimitError
        If more facts are derived than allowed; the message names the rule that grows.

    Examples
    --------
    >>> flip = "PREFIX : <http://example.org/> RULE { ?x :q ?y } WHERE { ?y :p ?x }"
    >>> print(infer(flip, Graph.from_text("PREFIX : <http://example.org/> :a :p :b .")).to_ntriples(), end="")
    <http://example.org/b> <http://example.org/q> <http://example.org/a> .
    """
    compiled = rules if isinstance(rules, Rules) else _read_rules(rules)
    several = data if isinstance(data, list | tuple) else [data]
    base: dict[Triple, None] = {}
    for number, each in enumerate(several):
        scope = f"d{number}." if len(several) > 1 else ""
        base.update((triple_apart(triple, scope), None) for triple in _triples(each))
    options = {} if limit_facts is None else {"limit_facts": limit_facts}
    inference = infer_facts(compiled.program, base, **options)
    return Inferred(tuple(inference.derived()), compiled.ruleset.prefixes, inference=inference)


def _triples(data: Data) -> Iterable[Triple]:
    """The triples of one piece of data."""
    if isinstance(data, Graph):
        return data.triples
    if isinstance(data, str | PathLike):
        from myologic.reading import read

        return read(data).triples
    from myologic.borders import from_rdflib

    return from_rdflib(data)


_read_rules = rules  # inside `infer` the name stands for its parameter
