"""Near misses are true: what they say holds, is missing, blocks or fails does so by the definition of the language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from myologic.engine.expressions import compile_expression, holds
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.proof import NearMiss
from myologic.engine.rules import Assignment, Filter, Negation, RuleSet, TriplePattern
from myologic.engine.terms import IRI, Term, TermPattern, Triple, TripleTerm, Variable

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
World = Callable[[int], tuple[RuleSet, list[Triple]]]
Values = dict[Variable, Term]


def filled(term: TermPattern, values: Values) -> TermPattern:
    """A term with values for variables."""
    if isinstance(term, TripleTerm):
        return TripleTerm(*(filled(part, values) for part in (term.subject, term.predicate, term.object)))
    return values.get(term, term) if isinstance(term, Variable) else term


def parts(pattern: TriplePattern, values: Values) -> tuple[TermPattern, ...]:
    """The three terms of a pattern with values."""
    return tuple(filled(part, values) for part in (pattern.subject, pattern.predicate, pattern.object))


def assert_true(miss: NearMiss, goal: Triple, world: Any) -> None:
    """Every statement of a near miss, looked up one by one."""
    rule, values = miss.rule, dict(miss.bindings)
    graph = world.base if rule.over_base else world.facts
    assert goal not in world.facts
    assert any(next(world.solutions((head_as_pattern(rule, n),), dict(values), {goal}), None) is not None for n in range(len(rule.head)))
    patterns = [element for element in rule.body if isinstance(element, TriplePattern)]
    shown = [parts(pattern, values) for pattern in patterns]
    lost = [parts(pattern, {}) for pattern in miss.missing]
    assert len(miss.met) + len(miss.missing) == len(patterns)
    for triple in miss.met:
        assert triple in graph and tuple(triple) in shown
    for pattern in miss.missing:
        assert parts(pattern, {}) in shown
        assert next(world.solutions((pattern,), {}, graph), None) is None
    assert sorted(map(repr, [*map(tuple, miss.met), *lost])) == sorted(map(repr, shown))
    assert miss.missing or miss.blocking or miss.failed is not None
    if miss.blocking:
        assert all(triple in world.facts for triple in miss.blocking)
        assert any(blocks(element, miss, values, world) for element in rule.body if isinstance(element, Negation))
    if isinstance(miss.failed, Filter):
        order = tuple(values)
        run = compile_expression(miss.failed.expression, order)
        assert not holds(run, tuple(values[x] for x in order))


def head_as_pattern(rule: Any, number: int) -> TriplePattern:
    """A template of a rule's head, to be matched with a fact."""
    found = rule.head[number]
    assert isinstance(found, TriplePattern)
    return found


def blocks(negation: Negation, miss: NearMiss, values: Values, world: Any) -> bool:
    """Whether a NOT has a solution among the blocking facts."""
    graph = world.base if negation.over_base or miss.rule.over_base else world.facts
    return next(world.solutions(negation.elements, dict(values), graph & set(miss.blocking)), None) is not None


@pytest.mark.parametrize("start", range(0, 80, 40))
def test_near_misses_of_random_programs_are_true(start: int, random_world: World, naive: Any) -> None:
    """For every triple over the terms of the program that does not hold."""
    told = 0
    for seed in range(start, start + 40):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        found, world = infer(program, base), naive(rules, base)
        nodes = [IRI(f"http://e/{name}") for name in "abcde"]
        heads = {template.predicate for rule in rules.rules for template in rule.head}
        for predicate in sorted(heads, key=repr):
            for subject in nodes[:3]:
                for object_ in nodes:
                    goal = Triple(subject, predicate, object_)  # type: ignore[arg-type]  # of a head, and no variable
                    misses = found.why_not(goal, 10)
                    assert not misses or goal not in world.facts
                    for miss in misses:
                        assert_true(miss, goal, world)
                        told += 1
    assert told > 500


RULES = """
RULE :a { ?x :sum ?n } WHERE { ?x :left ?a . ?x :right ?b SET (?n := ?a + ?b) FILTER (?n > 3) }
RULE :b { ?x :says ?y } WHERE { ?x :told <<( ?y :is ?z )>> . ?z :known true NOT { ?y :liar true . ?y :at ?w } }
RULE :c { ?x :made [ :of ?y ] } WHERE { ?x :left ?y }
RULE :d { ?x :first ?y } WHERE DATA { ?x :left ?y NOT { ?x :late true } }
"""
FACTS = """
:p :left 1 ; :right 1 . :q :left 1 ; :right 4 . :p :told <<( :m :is :k )>> , <<( :n :is :l )>> . :k :known true .
:m :liar true ; :at 5 . :q :late true .
"""


@pytest.mark.parametrize(
    ("goal", "missing", "blocking", "failed"),
    [
        (":p :sum 2 .", 0, 0, Filter),
        (":q :sum 6 .", 0, 0, Assignment),
        (":p :says :m .", 0, 2, None),
        (":p :says :n .", 1, 0, None),
        (":q :says :n .", 1, 0, None),
        (":q :first 1 .", 0, 1, None),
        (":q :first 7 .", 1, 1, None),
        (":unheard :first 1 .", 1, 0, None),
    ],
)
def test_what_is_missing_blocks_or_fails(
    goal: str, missing: int, blocking: int, failed: type | None, program_of: Compile, graph_of: Grapher
) -> None:
    """Values that SET makes, triple terms, NOTs of several patterns, and rules over given facts."""
    nearest = infer(program_of(RULES), graph_of(FACTS)).why_not(graph_of(goal)[0])[0]

    assert (len(nearest.missing), len(nearest.blocking)) == (missing, blocking)
    assert nearest.failed is None if failed is None else isinstance(nearest.failed, failed)


def test_a_search_that_is_cut_short_still_tells_the_truth(program_of: Compile, graph_of: Grapher) -> None:
    """Thousands of partial solutions: what is called missing has no match, however little was looked at."""
    rules = "RULE { :a :r :b } WHERE { ?x :p ?y . ?y :p ?z . ?z :q ?w . ?w :p ?x . ?x :never ?y }"
    base = graph_of(" ".join(f":n{i} :p :n{j} . :n{i} :q :n{j} ." for i in range(25) for j in range(25)))
    found: Inference = infer(program_of(rules), base)
    nearest = found.why_not(graph_of(":a :r :b .")[0])[0]

    assert len(nearest.missing) == 1 and len(nearest.met) == 4
    assert all(triple in found for triple in nearest.met)
