"""Texts that rules make: put together from keys as by the functions of the language; and what a rule only looks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from myologic.engine import texts
from myologic.engine.errors import LimitError
from myologic.engine.inference import infer
from myologic.engine.program import Program
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, Triple

VALUES = """
:a :p "x" . :b :p "x"@en , "a b" , 7 , :c , "q\\"u\\"o"@en--ltr . :c :p _:n , "" , "http://f/" . :d :p <<( :a :b :c )>> .
_:n :p "y" . :e :p "line\\nend" , "%20" , "ü" , "\\"" , "]]>\\"@en" .
"""
SETS = [
    'IRI(CONCAT(STR(?x), "#", ?y))',
    'IRI(CONCAT(?y, "b"))',
    'IRI(CONCAT("http://f/", STR(?y)))',
    'CONCAT(STR(?x), "\\"", CONCAT(?y, "-", STR(?y)))',
    'CONCAT(?y, "x"@en)',
    "IRI(STR(?y))",
    "STR(?y)",
    'CONCAT("only", " fixed")',
    "URI(CONCAT(STR(?x), ?y, ?y))",
    'IRI(CONCAT(STR(?x), "~", ENCODE_FOR_URI(REPLACE(STR(?y), " ", "-"))))',
    'CONCAT("a", ENCODE_FOR_URI(STR(?y)), REPLACE(STR(?y), "q", "$"))',
    'REPLACE(STR(?y), "i", "")',
    'REPLACE(STR(?y), ".", "x")',
    'REPLACE(STR(?y), "", "x")',
    'REPLACE(?y, "i", "o")',
    "ENCODE_FOR_URI(?y)",
]
FILTERS = [f"STR(?y) {operator} STR(?z)" for operator in ("<", "<=", ">", ">=", "=", "!=")]
FILTERS += ["STR(?y) < ?z", 'STR(?y) < "b"', "STR(?y) < STR(?y)", "?y < ?z", "!(STR(?y) < STR(?z))"]


@pytest.mark.parametrize("expression", SETS)
def test_texts_are_those_of_the_functions(
    expression: str, rule_set: Callable[[str], RuleSet], program_of: Callable[[str], Program],
    graph_of: Callable[[str], list[Triple]], naive: Any, without_blanks: Callable[[Any], set[str]],
) -> None:  # fmt: skip
    """Whatever the values are, a SET gives what its functions give."""
    text = f"RULE {{ ?x :made ?v }} WHERE {{ ?x :p ?y SET(?v := {expression}) }}"
    base = graph_of(VALUES)

    found = set(infer(program_of(text), base).derived())

    assert without_blanks(found) == without_blanks(naive(rule_set(text), base).derived())


@pytest.mark.parametrize("expression", FILTERS)
def test_texts_are_compared_as_by_the_functions(
    expression: str, rule_set: Callable[[str], RuleSet], program_of: Callable[[str], Program],
    graph_of: Callable[[str], list[Triple]], naive: Any, without_blanks: Callable[[Any], set[str]],
) -> None:  # fmt: skip
    """Whatever the values are, a FILTER lets through what its functions let through."""
    text = f"RULE {{ ?x :made ?w }} WHERE {{ ?x :p ?y . ?w :p ?z FILTER({expression}) }}"
    base = graph_of(VALUES)

    found = set(infer(program_of(text), base).derived())

    assert without_blanks(found) == without_blanks(naive(rule_set(text), base).derived())


def test_remembered_texts_are_bounded(
    monkeypatch: pytest.MonkeyPatch, program_of: Callable[[str], Program], graph_of: Callable[[str], list[Triple]]
) -> None:
    """More values than are remembered give as many texts."""
    monkeypatch.setattr(texts, "_REMEMBERED", 3)
    program = program_of('RULE { ?x :made ?v } WHERE { ?x :p ?y SET(?v := IRI(CONCAT(STR(?x), "#", ?y))) }')
    base = graph_of(" ".join(f':a{number} :p "{number % 7}" .' for number in range(20)))

    made = {str(triple.object) for triple in infer(program, base).derived()}

    assert made == {str(IRI(f"http://e/a{number}#{number % 7}")) for number in range(20)}


LOOKS = [
    "RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y :r ?any }",
    "RULE { ?x :q ?y } WHERE { ?x :p ?y . ?any :r ?x }",
    "RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y :r ?any . ?x :r ?other }",
    "RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y :r ?any FILTER(?any != ?x) }",
    "RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y :r ?any NOT { ?any :p ?x } }",
    "RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y ?p ?any }",
    "RULE { ?x :q ?x } WHERE { ?x :p ?y }",
    "RULE { ?x :r ?y } WHERE { ?x :p ?y . ?y :r ?any }",
    "RULE { ?x :made [ :of ?y ] } WHERE { ?x :p ?y . ?y :r ?any }",
    "RULE { ?x :made <<( ?x :r ?y )>> } WHERE { ?x :p ?y . ?y :r ?any }",
]


@pytest.mark.parametrize("text", LOOKS)
def test_what_is_only_looked_for_is_not_counted(
    text: str, rule_set: Callable[[str], RuleSet], program_of: Callable[[str], Program],
    graph_of: Callable[[str], list[Triple]], naive: Any, without_blanks: Callable[[Any], set[str]],
) -> None:  # fmt: skip
    """A variable that stands once needs a value and no more; where each solution makes something, each counts."""
    base = graph_of(":a :p :b , :c , :d . :b :r :a , :c , :d . :c :p :c ; :r :x . :d :p :a . :x :r :b . :a :r :b .")

    derived = list(infer(program_of(text), base).derived())
    expected = naive(rule_set(text), base).derived()

    assert len(derived) == len(expected)
    assert without_blanks(derived) == without_blanks(expected)


def test_a_value_for_each_solution(program_of: Callable[[str], Program], graph_of: Callable[[str], list[Triple]]) -> None:
    """BNODE() makes a node for each solution, those included that differ in a variable nobody else mentions."""
    program = program_of("RULE { ?x :made ?v } WHERE { ?x :p ?y . ?y :r ?any SET(?v := BNODE()) }")

    assert len(list(infer(program, graph_of(":a :p :b . :b :r :a , :c , :d .")).derived())) == 3


def test_a_look_is_no_loop(program_of: Callable[[str], Program]) -> None:
    """The function of a rule asks for a variable that stands once and does not go through its values."""
    program = program_of("RULE { ?x :q ?y } WHERE { ?x :p ?y . ?y :r ?any }")

    assert program.plan(0, 0).source.count("for ") == 1
    assert program.plan(0, 0, report=True).source.count("for ") == 2


@pytest.mark.parametrize("vectors", [False, True])
def test_a_part_of_each_pair_is_taken_once(
    vectors: bool, program_of: Callable[[str], Program], graph_of: Callable[[str], list[Triple]]
) -> None:
    """A rule that says one thing of each subject takes all pairs at once, and stops at the limit all the same."""
    program = program_of("RULE { ?x a :Thing } WHERE { ?x :p ?y } RULE { ?y a :Thing } WHERE { ?x :p ?y }")
    base = graph_of(" ".join(f":a{number} :p :b{number % 7} , :b{number % 5} ." for number in range(1500)))

    assert len(list(infer(program, base, vectors=vectors).derived())) == 1507
    assert len(list(infer(program, base, vectors=vectors, limit_facts=1507).derived())) == 1507
    with pytest.raises(LimitError):
        infer(program, base, vectors=vectors, limit_facts=1506)
