"""One rule that follows pairs from thing to thing for a few values: the same facts and proofs as fact by fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myologic.engine.checker import check_proof
from myologic.engine.errors import LimitError
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program
from myologic.engine.sorted_facts import SortedFacts, count_derived
from myologic.engine.spreading import FewColumns, spread_of
from myologic.engine.stable import stable_group
from myologic.engine.terms import Triple
from myologic.engine.vector_tables import VectorTable

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]

UP = "RULE :up { ?x a ?d } WHERE { ?x a ?c . ?c :under ?d }"
MORE = (
    "RULE :known { ?x :known ?d } WHERE { ?x a ?d NOT { ?x :not ?d } } "
    "RULE :start { ?x a :c0 } WHERE { ?x :begins ?y }"
)


@pytest.fixture(autouse=True)
def few_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small tests have few terms, so that numbers would be places."""
    monkeypatch.setattr("myologic.engine.bits._DENSE", 0)


@st.composite
def facts(draw: Any) -> str:
    """Values, what they are, and what is under what: chains, branches, cycles and literals."""
    things = [*(f":c{number}" for number in range(8)), "7", '"end"']
    under = draw(st.lists(st.tuples(st.sampled_from(things[:8]), st.sampled_from(things)), max_size=20))
    kinds = draw(st.lists(st.tuples(st.sampled_from([":x", ":y", ":z", ":c1"]), st.sampled_from(things)), max_size=6))
    begins = draw(st.lists(st.sampled_from([":x", ":y"]), max_size=2))
    lines = [f"{s} :under {o} ." for s, o in under] + [f"{s} a {o} ." for s, o in kinds]
    return " ".join([*lines, *(f"{s} :begins :q ." for s in begins), ":y :not :c3 ."])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=facts(), more=facts(), rules=st.sampled_from([UP, UP + MORE]))
def test_spreading_equals_fact_by_fact(base: str, more: str, rules: str, program_of: Compile, graph_of: Grapher) -> None:
    """Facts, matches, proofs, layers, kept parts and sorted facts."""
    program, triples = program_of(rules), graph_of(base)
    one_by_one, spread = infer(program, triples), infer(program, triples, vectors=True)
    found = list(one_by_one.derived())

    assert list(spread.derived()) == found
    assert count_derived(spread.store) == len(found)
    assert [spread.dictionary.triple(fact) for fact in SortedFacts(spread.store, spread.dictionary).triples()] == found
    for triple in found:
        proof = spread.proof(triple)
        assert proof is not None
        check_proof(proof, spread.match, spread.is_given, program.data, program.rules)
        for mask in range(8):
            goal: Any = tuple(term if mask >> place & 1 else None for place, term in enumerate(triple))
            assert list(spread.match(*goal)) == list(one_by_one.match(*goal))
    assert list(spread.overlay(graph_of(more)).derived()) == list(one_by_one.overlay(graph_of(more)).derived())
    assert list(Inference.from_parts(program, spread.to_parts()).derived()) == found


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (UP, True),
        ("RULE { ?x a ?d } WHERE { ?c :under ?d . ?x a ?c }", True),
        ("RULE { ?x a ?d } WHERE { ?x a ?c . ?c :under ?d FILTER (?c != :a) }", False),
        ("RULE { ?x a ?d } WHERE { ?x a ?c . ?d :under ?c }", False),
        ("RULE { ?x a ?d . ?x :is ?d } WHERE { ?x a ?c . ?c :under ?d }", False),
        ("RULE { ?x :is ?d } WHERE { ?x a ?c . ?c :under ?d }", False),
        ("RULE { ?x a ?c } WHERE { ?x a ?c . ?c :under ?c }", False),
        ("RULE { ?x a ?d } WHERE { ?x a :a . :a :under ?d }", False),
    ],
)
def test_the_shape_of_the_rule(rule: str, expected: bool, program_of: Compile) -> None:
    """What the value is leads along pairs of another predicate, and nothing else is asked."""
    program = program_of(rule)
    group = stable_group(program, 0)

    assert (group is not None and spread_of(program, 0) is not None) is expected


@pytest.mark.parametrize(("values", "spreads"), [(1, True), (3, True), (15, True), (16, False), (40, False)])
def test_few_values_are_kept_in_an_array(values: int, spreads: bool, program_of: Compile, graph_of: Grapher) -> None:
    """However deep things lie under each other; more values have columns of bits."""
    depth = 300
    base = graph_of(
        " ".join(f":c{number} :under :c{number + 1}, :d{number} ." for number in range(depth))
        + " ".join(f" :x{number} a :c{number} ." for number in range(values))
    )
    program = program_of(UP)
    found = infer(program, base, vectors=True)
    table = next(table for table in found.store.tables.values() if isinstance(table, VectorTable))

    assert isinstance(table.columns, FewColumns) is spreads
    expected = infer(program, base)
    assert count_derived(found.store) == sum(1 for _ in expected.derived())
    last = list(expected.derived())[-1]
    proof = found.proof(last)
    assert proof is not None
    check_proof(proof, found.match, found.is_given, (), program.rules)


def test_the_limit_on_facts_is_kept(program_of: Compile, graph_of: Grapher) -> None:
    """Too many are refused, and the rule is named."""
    base = graph_of(" ".join(f":c{number} :under :c{number + 1} ." for number in range(50)) + " :x a :c0 .")
    with pytest.raises(LimitError) as caught:
        infer(program_of(UP), base, limit_facts=10, vectors=True)

    assert "up" in str(caught.value)
