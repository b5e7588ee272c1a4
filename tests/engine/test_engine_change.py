"""Facts that come and go: after every change the facts are those of inferring anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from myologic.engine import upkeep
from myologic.engine.change import ChangingFacts
from myologic.engine.checker import check_proof
from myologic.engine.inference import infer
from myologic.engine.program import Program
from myologic.engine.terms import IRI, Triple

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
    assert facts.proof(graph_of(":a :r :c .")[0]) is not None and len(facts) == 3


def test_proofs_pass_after_every_change(program_of: Compile, graph_of: Grapher) -> None:
    """What was put back, what came since a NOT holds newly, and all the rest: each has a proof, and the same minimal ones."""
    for number in (0, 1, 3, 5, 6, 7):
        program, chosen = program_of(PROGRAMS[number]), random.Random(number)
        base = set(graph_of(some(chosen, 8)))
        facts = ChangingFacts(program, base)
        for _ in range(10):
            retract = set(chosen.sample(sorted(base, key=repr), min(len(base), 2)))
            add = set(graph_of(some(chosen, 2)))
            facts.update(add, retract)
            base = (base - retract) | add
            anew = infer(program, base)
            for triple in facts.derived():
                proof = facts.proof(triple)
                assert proof is not None
                check_proof(proof, facts.match, facts.is_given, program.data, program.rules)
                mine, theirs = facts.proof_graph(triple, 20), anew.proof_graph(triple, 20)
                assert [each.support() for each in mine.proofs] == [each.support() for each in theirs.proofs]


def test_where_much_is_touched_everything_is_inferred_anew(
    program_of: Compile, graph_of: Grapher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a share of all facts the change is given up; what is told of it is right all the same."""
    monkeypatch.setattr(upkeep, "_LEAST_MARKED", 2)
    for number, text in enumerate(PROGRAMS):
        program, chosen = program_of(text), random.Random(number)
        base = set(graph_of(some(chosen, 9)))
        facts = ChangingFacts(program, base)
        for _ in range(8):
            before = set(facts.match(None, None, None))
            retract, add = set(chosen.sample(sorted(base, key=repr), 3)), set(graph_of(some(chosen, 3)))
            came, went = facts.update(add, retract)
            base = (base - retract) | add
            after = set(facts.match(None, None, None))
            assert after == set(infer(program, base).match(None, None, None)) and len(facts) == len(after)
            assert (set(came), set(went)) == (after - before, before - after)


NODES = [IRI(f"http://e/{name}") for name in "abcd"]
KINDS = [IRI(f"http://e/{name}") for name in "ppqrs"]
EDGES = st.builds(Triple, st.sampled_from(NODES), st.sampled_from(KINDS), st.sampled_from([*NODES, *KINDS[1:3]]))


def machine(program: Program) -> type[RuleBasedStateMachine]:
    """Edits of the facts under a program, compared with inferring anew after each."""

    class Edits(RuleBasedStateMachine):
        facts: ChangingFacts
        base: set[Triple]

        @initialize(base=st.sets(EDGES, max_size=6))
        def start(self, base: set[Triple]) -> None:
            self.base, self.facts = base, ChangingFacts(program, base)

        @rule(add=st.sets(EDGES, max_size=3), which=st.lists(st.integers(0, 99), max_size=3))
        def edit(self, add: set[Triple], which: list[int]) -> None:
            ordered = sorted(self.base, key=repr)
            retract = {ordered[place % len(ordered)] for place in which if ordered}
            self.facts.update(add, retract)
            self.base = (self.base - retract) | add

        @rule(which=st.integers(0, 99))
        def take_back(self, which: int) -> None:
            if self.base:
                gone = sorted(self.base, key=repr)[which % len(self.base)]
                self.facts.retract([gone])
                self.base = self.base - {gone}

        @rule(more=EDGES)
        def give(self, more: Triple) -> None:
            self.facts.add([more])
            self.base = self.base | {more}

        @invariant()
        def equals_inferring_anew(self) -> None:
            if hasattr(self, "facts"):
                anew: list[Any] = list(infer(program, self.base).match(None, None, None))
                assert list(self.facts.match(None, None, None)) == anew

        @invariant()
        def is_explained(self) -> None:
            if hasattr(self, "facts"):
                for triple in list(self.facts.derived())[:3]:
                    proof = self.facts.proof(triple)
                    assert proof is not None
                    check_proof(proof, self.facts.match, self.facts.is_given, program.data, program.rules)

    return Edits


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_any_history_of_edits_equals_inferring_anew(number: int, program_of: Compile) -> None:
    """Hundreds of edits for each program, chosen to fail."""
    made = machine(program_of(PROGRAMS[number])).TestCase
    made.settings = settings(
        max_examples=10, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    made("runTest").runTest()


def test_a_layer_that_takes_away_costs_what_it_touches(
    program_of: Compile, graph_of: Grapher, steps: Callable[[Callable[[], object]], int]
) -> None:
    """Ten times as many facts that have nothing to do with it make it no dearer, and what went is told."""
    rules = (
        "RULE { ?x :far ?y } WHERE { ?x :next ?y NOT { ?y :shut true } } "
        "RULE { ?x :far ?z } WHERE { ?x :far ?y . ?y :far ?z } RULE { ?x :end true } WHERE { ?x :is ?y NOT { ?x :far ?z } }"
    )
    program, cost = program_of(rules), []
    for many in (20, 200):
        chains = " ".join(f":c{n}_{i} :next :c{n}_{i + 1} ; :is :node ." for n in range(many) for i in range(5))
        below, more = infer(program, graph_of(chains)), graph_of(":c7_3 :shut true .")
        layer = below.overlay(more)
        assert layer.took_away and layer.below is below
        assert len(list(layer.taken_away())) == 3 * 3 and more[0] in list(layer.added())
        assert {triple.subject for triple in layer.added()} == {more[0].subject, graph_of(":c7_2 :a :b .")[0].subject}
        cost.append(steps(lambda below=below, more=more: below.overlay(more)))  # type: ignore[misc]

    assert cost[1] < 1.3 * cost[0]


def test_an_edit_costs_what_it_touches(
    program_of: Compile, graph_of: Grapher, steps: Callable[[Callable[[], object]], int]
) -> None:
    """The same edits of ten times as many facts."""
    rules = "RULE { ?x a :Thing } WHERE { ?x :in ?y } RULE { ?x :under ?z } WHERE { ?x :in ?y . ?y :part ?z }"
    program, cost = program_of(rules), []
    for many in (100, 1000):
        facts = ChangingFacts(program, graph_of(" ".join(f":t{n} :in :p{n % 7} . :p{n % 7} :part :w ." for n in range(many))))
        first, second = graph_of(":t3 :in :p3 .")[0], graph_of(":t50 :in :p1 .")[0]

        def edit(facts: ChangingFacts = facts, each: Triple = first) -> None:
            facts.retract([each])
            facts.add([each])

        edit()
        cost.append(steps(lambda facts=facts, second=second: edit(facts, second)))  # type: ignore[misc]

    assert cost[1] < 1.3 * cost[0]
