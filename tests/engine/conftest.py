"""What the engine's tests share: reading small rule sets, and a naive evaluator apart from the engine's."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from myologic.engine.expressions import compile_expression, holds, value_of
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import Assignment, BodyElement, Filter, Negation, Rule, RuleSet, TriplePattern
from myologic.engine.strata import order_rules
from myologic.engine.terms import IRI, BlankNode, Literal, Term, TermPattern, Triple, TripleTerm, Variable
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import read_turtle

# How long an example takes says nothing on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PREFIX = "PREFIX : <http://e/>\n"
Values = dict[Variable, Term]


def rule_set(text: str) -> RuleSet:
    """Rules with the prefix `:`."""
    return read_rules(PREFIX + text, "test.srl")


def program_of(text: str) -> Program:
    """A compiled program with the prefix `:`."""
    return compile_rules(rule_set(text))


def graph_of(text: str) -> list[Triple]:
    """Triples of Turtle with the prefix `:`."""
    return [statement.triple for statement in read_turtle(PREFIX + text, "test.ttl").statements]


class Naive:
    """Evaluates rules as the language defines it: text order, all solutions, round after round."""

    def __init__(self, rules: RuleSet, base: Iterable[Triple]) -> None:
        self.base = {triple for triple in base if is_legal(triple)}
        self.facts = self.base | {s.triple for s in rules.data if is_legal(s.triple)}
        order, problems = order_rules(rules.rules)
        assert not problems
        self.made: dict[tuple[object, ...], BlankNode] = {}
        for level in range(max(order.stratum, default=0) + 1):
            members = [rule for number, rule in enumerate(rules.rules) if order.stratum[number] == level]
            once = [rule for rule in members if self.runs_once(rule)]
            rest = [rule for rule in members if not self.runs_once(rule)]
            self.facts |= {fact for rule in once for fact in self.consequences(rule)}
            while True:
                new = {fact for rule in rest for fact in self.consequences(rule)} - self.facts
                if not new:
                    break
                self.facts |= new

    def runs_once(self, rule: Rule) -> bool:
        """Whether a rule makes terms."""
        return any(isinstance(e, Assignment) for e in rule.body) or any(
            makes_terms(part) for t in rule.head for part in (t.subject, t.predicate, t.object)
        )

    def consequences(self, rule: Rule) -> Iterator[Triple]:
        """What a rule gives for the facts so far."""
        graph = self.base if rule.over_base else self.facts
        for values in self.solutions(rule.body, {}, graph):
            for template in rule.head:
                key = (id(rule), tuple(sorted(values.items(), key=repr)))
                parts = [self.built(x, values, key) for x in (template.subject, template.predicate, template.object)]
                triple = Triple(*parts)
                if is_legal(triple):
                    yield triple

    def built(self, term: TermPattern, values: Values, key: tuple[object, ...]) -> Term:
        """A term of a head for one solution."""
        if isinstance(term, Variable):
            return values[term]
        if isinstance(term, BlankNode):
            return self.made.setdefault((*key, term), BlankNode(f"made{len(self.made)}"))
        if isinstance(term, TripleTerm):
            return TripleTerm(*(self.built(x, values, key) for x in (term.subject, term.predicate, term.object)))
        return term

    def solutions(self, body: tuple[BodyElement, ...], values: Values, graph: set[Triple]) -> Iterator[Values]:
        """The solutions of a body in text order."""
        if not body:
            yield values
            return
        first, rest = body[0], body[1:]
        if isinstance(first, TriplePattern):
            for triple in graph:
                trial = dict(values)
                parts = zip((first.subject, first.predicate, first.object), triple, strict=True)
                if all(same(part, term, trial) for part, term in parts):
                    yield from self.solutions(rest, trial, graph)
        elif isinstance(first, Filter):
            order = tuple(values)
            if holds(compile_expression(first.expression, order), tuple(values[x] for x in order)):
                yield from self.solutions(rest, values, graph)
        elif isinstance(first, Assignment):
            order = tuple(values)
            value = value_of(compile_expression(first.expression, order), tuple(values[x] for x in order))
            if value is not None:
                yield from self.solutions(rest, {**values, first.variable: value}, graph)
        else:
            assert isinstance(first, Negation)
            inner = self.base if first.over_base else graph
            if next(self.solutions(first.elements, dict(values), inner), None) is None:
                yield from self.solutions(rest, values, graph)

    def derived(self) -> set[Triple]:
        """The inference graph."""
        return self.facts - self.base


def makes_terms(term: TermPattern, inside: bool = False) -> bool:
    """Whether a head's term makes new ones."""
    if isinstance(term, TripleTerm):
        return any(makes_terms(x, True) for x in (term.subject, term.predicate, term.object))
    return isinstance(term, BlankNode) or (inside and isinstance(term, Variable))


def same(pattern: TermPattern, value: TermPattern, values: Values) -> bool:
    """Whether a pattern's term can be a value; binds."""
    if isinstance(pattern, Variable):
        return values.setdefault(pattern, value) == value  # type: ignore[arg-type]
    if isinstance(pattern, TripleTerm) and isinstance(value, TripleTerm):
        return (
            same(pattern.subject, value.subject, values)
            and same(pattern.predicate, value.predicate, values)
            and same(pattern.object, value.object, values)
        )
    return pattern == value


def is_legal(triple: Triple) -> bool:
    """Whether RDF allows a triple."""
    inner = triple.object
    nested = not isinstance(inner, TripleTerm) or is_legal(Triple(inner.subject, inner.predicate, inner.object))
    return isinstance(triple.subject, (IRI, BlankNode)) and isinstance(triple.predicate, IRI) and nested


def without_blanks(triples: Iterable[Triple]) -> set[str]:
    """Triples as text with all blank nodes alike: enough to compare results that share no labels."""

    def text(term: TermPattern) -> str:
        if isinstance(term, BlankNode):
            return "_:"
        if isinstance(term, TripleTerm):
            return f"<<({text(term.subject)} {text(term.predicate)} {text(term.object)})>>"
        return repr(term)

    return {" ".join(map(text, triple)) for triple in triples}


@pytest.fixture(name="rule_set")
def rule_set_fixture() -> Callable[[str], RuleSet]:
    """Reads rules with the prefix `:`."""
    return rule_set


@pytest.fixture(name="program_of")
def program_fixture() -> Callable[[str], Program]:
    """Compiles rules with the prefix `:`."""
    return program_of


@pytest.fixture(name="graph_of")
def graph_fixture() -> Callable[[str], list[Triple]]:
    """Reads Turtle with the prefix `:`."""
    return graph_of


@pytest.fixture(name="naive")
def naive_fixture() -> type[Naive]:
    """The naive evaluator."""
    return Naive


@pytest.fixture(name="without_blanks")
def without_blanks_fixture() -> Callable[[Iterable[Triple]], set[str]]:
    """Forgets the labels of blank nodes."""
    return without_blanks


@pytest.fixture(name="iri")
def iri_fixture() -> Callable[[str], IRI]:
    """An IRI of the prefix `:`."""
    return lambda name: IRI("http://e/" + name)


@pytest.fixture(name="number")
def number_fixture() -> Callable[[int], Literal]:
    """An integer literal."""
    return lambda value: Literal(str(value), "http://www.w3.org/2001/XMLSchema#integer")


@pytest.fixture(name="random_world", scope="session")
def random_world_fixture() -> Callable[[int], tuple[RuleSet, list[Triple]]]:
    """The rules and facts of a random program, by its seed."""
    spec = importlib.util.spec_from_file_location("random_programs", Path(__file__).with_name("random_programs.py"))
    assert spec is not None and spec.loader is not None
    programs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(programs)

    def world(seed: int) -> tuple[RuleSet, list[Triple]]:
        written = programs.RandomProgram(seed)
        triples = [statement.triple for statement in read_turtle(written.turtle(), "t").statements]
        return read_rules(written.srl(), "r"), triples

    return world
