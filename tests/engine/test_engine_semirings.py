"""Values of facts in other semirings: their laws, and small examples with known values."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myologic.engine.inference import infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import Negation, RuleSet
from myologic.engine.semirings import Boolean, Count, MaxMin, Tropical, Witnesses, best_proof, evaluate
from myologic.engine.terms import IRI, Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
World = Callable[[int], tuple[RuleSet, list[Triple]]]
FACTS = [Triple(IRI(f"http://e/{name}"), IRI("http://e/p"), IRI("http://e/o")) for name in "abcd"]
SETS = st.lists(st.frozensets(st.sampled_from(FACTS), max_size=3), max_size=3)
EVERYTHING = Witnesses(1000)
SEMIRINGS: list[tuple[Any, Any]] = [
    (Boolean(), st.booleans()),
    (Count(5), st.integers(0, 5)),
    (MaxMin(), st.sampled_from([0.0, 0.25, 0.5, 1.0])),
    (Tropical(), st.sampled_from([0.0, 1.0, 2.5, float("inf")])),
    (EVERYTHING, SETS.map(lambda sets: EVERYTHING.plus(tuple(sets), ()))),
]


@pytest.mark.parametrize(("semiring", "values"), SEMIRINGS)
def test_laws(semiring: Any, values: Any) -> None:
    """Associative, commutative, distributive; `one` is neutral for `times`."""

    @given(values, values, values)
    def hold(a: Any, b: Any, c: Any) -> None:
        assert semiring.plus(a, b) == semiring.plus(b, a)
        assert semiring.plus(semiring.plus(a, b), c) == semiring.plus(a, semiring.plus(b, c))
        assert semiring.times(semiring.times(a, b), c) == semiring.times(a, semiring.times(b, c))
        assert semiring.times(semiring.one, a) == a == semiring.times(a, semiring.one)
        assert semiring.times(a, semiring.plus(b, c)) == semiring.plus(semiring.times(a, b), semiring.times(a, c))

    hold()


RULES = "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :p ?z }"
BASE = ":a :p :b , :c . :b :p :d . :c :p :d . :d :p :a ."


def value(semiring: Any, of_given: Callable[[Triple], Any], program_of: Compile, graph_of: Grapher) -> Any:
    """The value of `:a :r :d`."""
    found = evaluate(infer(program_of(RULES), graph_of(BASE)), semiring, of_given)
    return found[graph_of(":a :r :d .")[0]]


def test_values_of_a_reachable_node(program_of: Compile, graph_of: Grapher) -> None:
    """Two ways lead there, and endlessly many round the cycle."""
    weak = graph_of(":a :p :b .")[0]
    args = (program_of, graph_of)

    assert value(Boolean(), lambda t: t != weak, *args) is True
    assert value(Boolean(), lambda t: t.subject == weak.subject, *args) is False
    assert value(Count(2), lambda t: 1, *args) == 2
    assert value(MaxMin(), lambda t: 0.2 if t == weak else 0.7, *args) == 0.7
    assert value(Tropical(), lambda t: 5.0 if t == weak else 2.0, *args) == 4.0
    assert value(Witnesses(3), lambda t: (frozenset({t}),), *args) == (
        frozenset(graph_of(":a :p :b . :b :p :d .")),
        frozenset(graph_of(":a :p :c . :c :p :d .")),
    )


def test_values_of_random_programs_are_those_of_their_proofs(random_world: World) -> None:
    """Over all minimal proofs; NOT counts as nothing, so rules without NOT are compared."""
    compared = 0
    for seed in range(120):
        rules, base = random_world(seed)
        if any(isinstance(element, Negation) for rule in rules.rules for element in rule.body):
            continue
        found = infer(compile_rules(rules), base)
        drawn = {triple: random.Random(f"{seed} {triple}").choice([0.1, 0.4, 0.6, 0.9]) for triple in base}
        derived = list(found.derived())
        witnesses = evaluate(found, Witnesses(500), lambda triple: (frozenset({triple}),))
        fits = evaluate(found, MaxMin(), drawn.__getitem__)
        holds = evaluate(found, Boolean(), lambda triple, drawn=drawn: drawn[triple] > 0.3)  # type: ignore[misc]
        for triple in derived:
            sets = {proof.support() for proof in found.proof_graph(triple, 500).proofs}
            assert set(witnesses[triple]) == sets
            assert fits[triple] == max(min(drawn[fact] for fact in support) for support in sets)  # type: ignore[index]
            assert holds[triple] == any(all(drawn[fact] > 0.3 for fact in support) for support in sets)  # type: ignore[index]
            best = best_proof(found, triple, MaxMin(), drawn.__getitem__)
            assert best is not None and best.value == fits[triple]
            assert min(drawn[fact] for fact in best.proof.given()) == fits[triple]
            assert evaluate(found, MaxMin(), drawn.__getitem__, goals=[triple])[triple] == fits[triple]
            compared += 1
    assert compared > 40


def test_the_cheapest_proof(program_of: Compile, graph_of: Grapher) -> None:
    """The longer way round costs less; it is the one that is shown, with what each step costs."""
    found = infer(program_of(RULES), graph_of(":a :p :b . :b :p :c . :c :p :d . :a :p :d ."))
    dear, goal = graph_of(":a :p :d .")[0], graph_of(":a :r :d .")[0]
    best = best_proof(found, goal, Tropical(), lambda t: 9.0 if t == dear else 2.0, better=lambda cost: -cost)

    assert best is not None and best.value == 6.0 and dear not in best.proof.given()
    assert best.values[best.proof.premises[0]] == 4.0
    assert best_proof(found, graph_of(":d :r :a .")[0], Tropical(), lambda t: 1.0) is None


def test_a_layer_has_no_values(program_of: Compile, graph_of: Grapher) -> None:
    """Values are worked out over everything or not at all."""
    with pytest.raises(ValueError, match="layers"):
        evaluate(infer(program_of(RULES), []).overlay(graph_of(BASE)), Boolean(), lambda t: True)
