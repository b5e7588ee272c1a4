"""Facts that come and go: after every change the facts are those of inferring anew."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from myologic.engine.change import ChangingFacts
from myologic.engine.inference import infer
from myologic.engine.program import Program
from myologic.engine.terms import Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]

PROGRAMS = [
    "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :r ?z }",
    "RULE { ?x :r ?y } WHERE { ?x :p ?y NOT { ?y :q ?x } } RULE { ?x :s ?y } WHERE { ?x :p ?y NOT { ?x :r ?y } }",
    "RULE { ?x :r ?y } WHERE { ?x :p ?y NOT DATA { ?x :r ?z } } "
    "RULE { ?x :s 1 } WHERE DATA { ?x :r ?y NOT { ?y :p ?x } }",
    "DATA { :a :p :b } RULE { ?x :r [ :of ?y ] } WHERE { ?x :p ?y NOT { ?x :q ?y } }",
    "RULE { ?y ?q ?x } WHERE { ?x ?p ?y . ?p :q ?q }",
    "RULE { ?x :t ?z } WHERE { ?x :p ?y . ?y :p ?z NOT { ?z :s ?w . ?w :p ?x } } RULE { ?x :u ?p } WHERE { ?x ?p ?x }",
    'RULE { ?x :r ?n } WHERE { ?x :p ?y SET (?n := CONCAT(STR(?y), "!")) } '
    "RULE { ?x :s ?n } WHERE { ?x :r ?n NOT { ?x :q ?x } }",
    "RULE { ?x :q ?y } WHERE { ?x :p ?y } RULE { ?x :q ?z } WHERE { ?x :q ?y . ?y :p ?z } RULE { ?x :s ?y } WHERE "
    "{ ?x :r ?y NOT { ?x :q ?y } } RULE { ?x :t ?y } WHERE { ?y :s ?z . ?x :q ?y }",
]


def some(chosen: random.Random, count: int) -> str:
    """A few random facts."""
    return " ".join(
        f":{chosen.choice('abc')} :{chosen.choice('ppqrs')} :{chosen.choice('abcpq')} ." for _ in range(count)
    )


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
@pytest.mark.parametrize("seed", range(6))
def test_every_change_equals_inferring_anew(number: int, seed: int, program_of: Compile, graph_of: Grapher) -> None:
    """Random additions and retractions, one after the other, recursion and negation included."""
    program = program_of(PROGRAMS[number])
    chosen = random.Random(seed)
    base = set(graph_of(some(chosen, 5)))
    facts = ChangingFacts(program, base)
    for _ in range(12):
        before = set(facts.match(None, None, None))
        add = set(graph_of(some(chosen, chosen.randrange(3))))
        retract = set(chosen.sample(sorted(base, key=repr), min(len(base), chosen.randrange(3))))
        came, went = facts.update(add, retract)
        base = (base - retract) | add
        anew = infer(program, base)
        after = set(facts.match(None, None, None))
        assert after == set(anew.match(None, None, None))
        assert list(facts.derived()) == list(anew.derived())
        assert (set(came), set(went)) == (after - before, before - after)


def test_what_follows_otherwise_stays(program_of: Compile, graph_of: Grapher) -> None:
    """A given fact that is also derived is derived after it was taken back."""
    facts = ChangingFacts(program_of("RULE { ?x :r ?y } WHERE { ?x :p ?y }"), graph_of(":a :p :b ; :r :b ."))
    came, went = facts.retract(graph_of(":a :r :b ."))

    assert (came, went) == ([], [])
    assert list(facts.derived()) == graph_of(":a :r :b .")
    assert facts.retract(graph_of(":a :p :b ."))[1] == graph_of(":a :p :b ; :r :b .")


def test_cycles_do_not_hold_themselves_up(program_of: Compile, graph_of: Grapher) -> None:
    """Facts that only support each other go together."""
    facts = ChangingFacts(
        program_of("RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?y :r ?x } WHERE { ?x :r ?y }"), graph_of(":a :p :b .")
    )
    facts.retract(graph_of(":a :p :b ."))

    assert list(facts.match(None, None, None)) == []


def test_a_frozen_view_explains(program_of: Compile, graph_of: Grapher) -> None:
    """After a change, proofs come from an inference of the base as it is."""
    facts = ChangingFacts(program_of("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :p ?z }"), graph_of(":a :p :b ."))
    facts.add(graph_of(":b :p :c ."))
    proof = facts.inference().proof(graph_of(":a :r :c .")[0])

    assert proof is not None and len(proof.premises) == 2
    assert graph_of(":a :r :c .")[0] in facts and facts.inference() is facts.inference()
