"""The order of joins: by what the facts say, and the same facts whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from myologic.engine.bodies import Atom
from myologic.engine.estimates import best_start
from myologic.engine.inference import infer
from myologic.engine.plan import guessed_fanout
from myologic.engine.program import Program
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, Term, Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
RULE = "RULE { ?x :q ?z } WHERE { ?x :few ?k . ?x :many ?y . ?y :one ?z . ?z :kind ?k FILTER(?x != ?z) }"


def world(graph_of: Grapher) -> list[Triple]:
    """One kind that everything has, many things each has, and few facts of the first pattern."""
    text = [":a0 :few :k . :a1 :few :k ."]
    text += [f":a{n} :many :b{n}, :b{n + 1} . :b{n} :one :c{n % 9} . :c{n % 9} :kind :k ." for n in range(40)]
    return graph_of(" ".join(text))


def test_the_order_changes_no_fact(
    rule_set: Callable[[str], RuleSet], program_of: Compile, graph_of: Grapher, naive: Any
) -> None:
    """With estimates from the facts the same follows as by the definition, whatever facts the functions were made for."""
    base = world(graph_of)
    expected = naive(rule_set(RULE), base).derived()
    first, other = program_of(RULE), program_of(RULE)
    infer(other, base[:5])

    assert set(infer(first, base).derived()) == set(infer(other, base).derived()) == expected


def test_where_a_join_begins_is_kept(program_of: Compile, graph_of: Grapher) -> None:
    """Functions are made once; other facts are joined by the same ones."""
    program, base = program_of(RULE), world(graph_of)
    infer(program, base)
    begun, plans = dict(program.starts), len(program._plans)
    infer(program, base[::-1] + graph_of(":z :few :k , :l , :m . :z :many :b1 ."))

    assert (program.starts, len(program._plans)) == (begun, plans)
    assert len(begun) == 1


def test_the_fewest_facts_are_not_always_the_best_start() -> None:
    """A small table that leads into a large one is a worse start than a larger one that leads nowhere else."""
    atoms = [Atom("x", IRI("small"), "y", False), Atom("y", IRI("wide"), "z", False), Atom("z", IRI("key"), "w", False)]

    def fanout(predicate: Term | None, subject: bool, object_: bool) -> float:
        if predicate == IRI("wide"):
            return 0.01 if subject and object_ else 900.0 if subject else 1.0 if object_ else 9000.0
        return 0.1 if subject or object_ else 60.0

    assert best_start(atoms, [10, 9000, 60], fanout) == 2
    assert best_start(atoms, [10, 9000, 60], guessed_fanout) == 0
    assert best_start(atoms[:1], [10], guessed_fanout) == 0
