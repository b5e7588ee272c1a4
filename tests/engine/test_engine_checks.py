"""What rule sets are refused, and how the reason is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from myologic.engine.errors import LimitError, RuleError
from myologic.engine.inference import infer
from myologic.engine.program import Program, check_rules, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.strata import components
from myologic.engine.terms import Triple

Reader = Callable[[str], RuleSet]

NOT_WELL_FORMED = [
    ("RULE :r { ?x :p ?y } WHERE { ?x :q 1 }", "S203", "`?y` in the head of rule `:r` is not bound by its body"),
    ("RULE :r { ?x :p ?y } WHERE { ?x :q 1 NOT { ?x :p ?y } }", "S203", "only inside the NOT at test.srl:2:"),
    ("RULE :r { ?x :p 1 } WHERE { FILTER (?x > 1) ?x :q 1 }", "S201", "it is bound only later, at test.srl:2:"),
    ("RULE :r { ?x :p 1 } WHERE { ?x :q 1 FILTER (?z > 1) }", "S201", "nothing binds it"),
    ("RULE :r { ?x :p ?z } WHERE { ?x :q 1 SET (?z := ?y + 1) }", "S201", "`?y` is used in a SET of rule `:r`"),
    ("RULE :r { ?x :p ?y } WHERE { ?x :q ?y SET (?y := 1) }", "S202", "which is bound already, at test.srl:2:"),
    ("RULE { ?x :p 1 } WHERE { ?x :q 1 NOT { ?x :p ?y FILTER (?w > 1) } }", "S201", "the rule at test.srl:2:1"),
]

NOT_STRATIFIED = [
    ("RULE :r { ?s :p 1 } WHERE { ?s :q ?x NOT { ?s :p 1 } }", "the NOT at test.srl:2:"),
    ("RULE :r { ?s :p [] } WHERE { ?s :p ?x }", "the new blank node in the head at test.srl:2:"),
    ("RULE :r { ?s :p ?y } WHERE { ?s :p ?x SET (?y := ?x + 1) }", "the SET at test.srl:2:"),
    ("RULE :r { ?x :p <<( ?x :p ?y )>> } WHERE { ?x :p ?y }", "the triple term with a variable in the head"),
    (
        "RULE :one { ?s :p 1 } WHERE { ?s :q 1 NOT { ?s :r 1 } }\nRULE :two { ?s :r 1 } WHERE { ?s :p 1 }",
        "rule `:two` (test.srl:3:1) needs, at test.srl:3:",
    ),
]

STRATIFIED = [
    "RULE { ?s :p 1 } WHERE { ?s :q ?x NOT DATA { ?s :p 1 } }",
    "RULE { ?s :p ?y } WHERE DATA { ?s :p ?x SET (?y := ?x + 1) }",
    "RULE { ?s :p 1 } WHERE { ?s :q ?x NOT { ?s :p 2 } }",
    "RULE { ?s :p :a } WHERE { ?s :p ?x . ?x :q ?s }",
    "RULE { ?x :p <<( :a :b :c )>> } WHERE { ?x :p ?y }",
    "RULE { ?x :p ?x } WHERE { ?x :q 1 NOT { ?y :p <<( ?y :q :z )>> } }",
]


@pytest.mark.parametrize(("text", "code", "part"), NOT_WELL_FORMED)
def test_unsafe_rules_are_refused(text: str, code: str, part: str, rule_set: Reader) -> None:
    """A variable used before it is bound is named with both places."""
    problems = check_rules(rule_set(text))

    assert [problem.code for problem in problems] == [code]
    assert problems[0].kind == "well-formedness" and part in problems[0].message


@pytest.mark.parametrize(("text", "part"), NOT_STRATIFIED)
def test_closed_cycles_are_refused(text: str, part: str, rule_set: Reader) -> None:
    """A cycle is spelled out rule by rule, with what closes it."""
    problems = check_rules(rule_set(text))

    assert {problem.kind for problem in problems} == {"stratification"}
    assert any(part in problem.message for problem in problems)
    with pytest.raises(RuleError):
        compile_rules(rule_set(text))


@pytest.mark.parametrize("text", STRATIFIED)
def test_open_cycles_and_base_patterns_are_accepted(text: str, rule_set: Reader) -> None:
    """What looks at the base graph only gives no dependency; constants that differ give none either."""
    assert check_rules(rule_set(text)) == ()


def test_all_problems_of_a_phase_are_listed(rule_set: Reader) -> None:
    """Two unsafe rules are two problems, and stratification waits."""
    text = "RULE :a { ?x :p ?y } WHERE { ?x :q 1 }\nRULE :b { ?s :p ?z } WHERE { ?s :q 1 NOT { ?s :p 1 } }"

    assert [problem.kind for problem in check_rules(rule_set(text))] == ["well-formedness"] * 2


def test_components_come_in_the_order_of_need() -> None:
    """Those that are needed come first; a cycle is one component."""
    assert components(4, [[1], [2], [1, 3], []]) == [[3], [1, 2], [0]]


def test_a_deep_chain_of_rules_needs_no_recursion() -> None:
    """Ten thousand rules in a row are ordered."""
    count = 10_000

    assert len(components(count, [[n + 1] if n + 1 < count else [] for n in range(count)])) == count


def test_the_limit_on_facts_names_the_rule_that_grows(
    program_of: Callable[[str], Program], graph_of: Callable[[str], list[Triple]]
) -> None:
    """Too many conclusions end the run, with the rule and its place."""
    program = program_of("RULE :pairs { ?x :p ?y } WHERE { ?x :q ?a . ?y :q ?b }")
    base = graph_of("\n".join(f":n{i} :q 1 ." for i in range(20)))
    with pytest.raises(LimitError) as caught:
        infer(program, base, limit_facts=100)

    big = graph_of("\n".join(f":n{i} :q 1 ." for i in range(3000)))
    with pytest.raises(LimitError):
        infer(program, big, limit_facts=100_000)
    assert caught.value.kind == "limit" and (caught.value.line, caught.value.column) == (2, 1)
    assert "100" in str(caught.value) and "rule `:pairs`" in str(caught.value)
