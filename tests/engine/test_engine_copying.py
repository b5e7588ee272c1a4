"""Pairs said of one predicate as of another, as columns of numbers: the same facts and proofs as fact by fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myologic.engine.checker import check_proof
from myologic.engine.columns import ColumnTable
from myologic.engine.copying import copy_of
from myologic.engine.errors import LimitError, RuleError
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.sorted_facts import SortedFacts, count_derived
from myologic.engine.terms import Triple

Compile = Callable[[str], Program]
Reader = Callable[[str], RuleSet]
Grapher = Callable[[str], list[Triple]]
NAMES = [":p", ":q", ":r", ":s"]


@st.composite
def copying_rule(draw: Any) -> str:
    """Pairs of one predicate said of another, turned or not; now and then something that reads them."""
    if draw(st.integers(0, 5)) == 0:
        return draw(
            st.sampled_from(
                (
                    "RULE { ?x :t ?z } WHERE { ?x :q ?y . ?y :r ?z }",
                    "RULE { ?x :t ?y } WHERE { ?x :s ?y NOT { ?x :q ?y } }",
                    "RULE { ?x a :T } WHERE { ?x :r ?y } RULE { ?x a ?k } WHERE { ?x a ?j . ?j :q ?k }",
                    "RULE { ?x ?b ?y } WHERE { ?x ?a ?y . ?a :under ?b }",
                    "DATA { :a :r :b }",
                )
            )
        )
    one, other = draw(st.permutations(NAMES))[:2]
    ends = draw(st.sampled_from(("?x {} ?y", "?y {} ?x")))
    rule = f"RULE {{ {ends.format(other)} }} WHERE {{ ?x {one} ?y }}"
    back = f"RULE {{ {ends.format(one)} }} WHERE {{ ?x {other} ?y }}"
    return f"{rule} {back}" if draw(st.booleans()) else rule


@st.composite
def pairs(draw: Any) -> str:
    """Facts, some of them twice and some about literals."""
    said = draw(
        st.lists(
            st.tuples(st.sampled_from([":a", ":b", ":c"]), st.sampled_from(NAMES), st.sampled_from([":a", ":b", ":d", "7"])),
            max_size=9,
        )
    )
    lines = [f"{s} {p} {o} ." for s, p, o in said] + draw(st.lists(st.sampled_from([":p :under :q .", ":q :under :s ."])))
    return " ".join(lines * draw(st.sampled_from((1, 1, 2))))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=st.lists(copying_rule(), min_size=1, max_size=4), base=pairs(), more=pairs())
def test_copying_equals_fact_by_fact(
    rules: list[str], base: str, more: str, rule_set: Reader, graph_of: Grapher
) -> None:
    """Facts, matches, proofs, layers, kept parts and sorted facts."""
    try:
        program = compile_rules(rule_set("\n".join(rules)))
    except RuleError:
        return
    triples = graph_of(base)
    one_by_one, copied = infer(program, triples), infer(program, triples, vectors=True)
    found = list(one_by_one.derived())

    assert count_derived(copied.store) == len(found)
    assert [copied.dictionary.triple(fact) for fact in SortedFacts(copied.store, copied.dictionary).triples()] == found
    assert list(copied.derived()) == found
    for triple in found:
        proof = copied.proof(triple)
        assert proof is not None
        check_proof(proof, copied.match, copied.is_given, program.data, program.rules)
        for mask in range(8):
            goal: Any = tuple(term if mask >> place & 1 else None for place, term in enumerate(triple))
            assert list(copied.match(*goal)) == list(one_by_one.match(*goal))
    assert list(copied.overlay(graph_of(more)).derived()) == list(one_by_one.overlay(graph_of(more)).derived())
    assert list(Inference.from_parts(program, copied.to_parts()).derived()) == found


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("RULE { ?y :q ?x } WHERE { ?x :p ?y }", True),
        ("RULE { ?x :q ?y } WHERE { ?x :p ?y }", True),
        ("RULE { ?y :q ?x } WHERE { ?x :p ?y } RULE { ?y :p ?x } WHERE { ?x :q ?y }", True),
        ("RULE { ?y :q ?x } WHERE { ?x :p ?y } RULE { ?x :p ?y } WHERE { ?x :q ?y }", False),
        ("RULE { ?y :p ?x } WHERE { ?x :p ?y }", False),
        ("RULE { ?x :q ?x } WHERE { ?x :p ?y }", False),
        ("RULE { ?x :q :a } WHERE { ?x :p ?y }", False),
        ("RULE { ?x :q ?y } WHERE { ?x :p ?y FILTER (?x != :a) }", False),
        ("RULE { ?x :q ?y } WHERE DATA { ?x :p ?y }", False),
    ],
)
def test_the_shape_of_the_rules(rules: str, expected: bool, program_of: Compile) -> None:
    """Whole pairs of one predicate, and nothing else asked or said."""
    assert (copy_of(program_of(rules), 0) is not None) is expected


def test_what_was_copied_stays_columns(program_of: Compile, graph_of: Grapher) -> None:
    """Several sources too, until a fact is looked at; a pair that comes from two counts once."""
    base = graph_of(":a :p :b, 7 . :b :q :c . :a :q :b .")
    program = program_of("RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?y } WHERE { ?x :q ?y } RULE { ?y :s ?x } WHERE { ?x :r ?y }")
    found = infer(program, base, vectors=True)
    tables = [table for table in found.store.tables.values() if isinstance(table, ColumnTable) and table.number]

    assert sorted(count_derived(found.store) for _ in tables) == [5, 5]
    assert all(table.columns() is not None for table in tables)
    assert list(found.derived()) == list(infer(program, base).derived())


def test_the_limit_on_facts_is_kept(program_of: Compile, graph_of: Grapher) -> None:
    """Too many copies are refused."""
    with pytest.raises(LimitError):
        infer(program_of("RULE { ?x :r ?y } WHERE { ?x :p ?y }"), graph_of(":a :p :b, :c, :d ."), limit_facts=2, vectors=True)
