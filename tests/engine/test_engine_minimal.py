"""All minimal proofs of a fact, against an enumeration of all proofs that knows nothing of how they are found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from myologic.engine.certainty import Certainty, Level, Policy, RuleCertainty, annotate, best_proof
from myologic.engine.checker import check_proof
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.proof import Proof, RatedProof, absences
from myologic.engine.rules import Negation, Rule, RuleSet, TriplePattern
from myologic.engine.terms import Term, Triple, Variable

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
World = Callable[[int], tuple[RuleSet, list[Triple]]]
Support = frozenset[Triple | Negation]
# One way to a conclusion: the rule, its premises, and what it found absent.
Way = tuple[Rule, tuple[Triple, ...], tuple[Negation, ...]]


class TooMany(Exception):
    """More proofs than can be enumerated one by one."""


class Enumerator:
    """All proofs in which no fact is used to prove itself, one after the other, from the definition of the language."""

    def __init__(self, rules: RuleSet, base: list[Triple], naive: Any, most: int = 30_000) -> None:
        self.world = naive(rules, base)
        self.most = most
        self.ways: dict[Triple, list[Way]] = {}
        for rule in rules.rules:
            graph = self.world.base if rule.over_base else self.world.facts
            for values in self.world.solutions(rule.body, {}, graph):
                premises = tuple(
                    Triple(*(self.world.built(x, values, ()) for x in (e.subject, e.predicate, e.object)))
                    for e in rule.body
                    if isinstance(e, TriplePattern)
                )
                for template in rule.head:
                    parts = (template.subject, template.predicate, template.object)
                    conclusion = Triple(*(self.world.built(x, values, ()) for x in parts))
                    if conclusion in self.world.facts:
                        self.ways.setdefault(conclusion, []).append((rule, premises, absences(rule, values)))

    def supports(self, goal: Triple) -> set[Support]:
        """What the minimal proofs of a fact rest on."""
        self.left = self.most
        found = set(self._trees(goal, frozenset()))
        return {each for each in found if not any(other < each for other in found)}

    def _trees(self, goal: Triple, above: frozenset[Triple]) -> Iterator[Support]:
        if goal in self.world.base:
            yield frozenset({goal})
        if goal in above:
            return
        for _, premises, absent in self.ways.get(goal, ()):
            combined: set[Support] = {frozenset(absent)}
            for premise in premises:
                below = set(self._trees(premise, above | {goal}))
                self.left -= len(below) * len(combined)
                if self.left < 0:
                    raise TooMany
                combined = {one | other for one in combined for other in below}
            yield from combined


def check(found: Inference, proof: Proof) -> None:
    """The independent check of a proof."""
    check_proof(proof, found.match, found.is_given, found.program.data, found.program.rules)


def on_a_path_once(proof: Proof) -> bool:
    """Whether no conclusion stands above itself."""
    stack: list[tuple[Proof, frozenset[Triple]]] = [(proof, frozenset())]
    while stack:
        current, above = stack.pop()
        if current.conclusion in above:
            return False
        stack += [(premise, above | {current.conclusion}) for premise in current.premises]
    return True


@pytest.mark.parametrize("start", range(0, 60, 20))
def test_minimal_proofs_are_all_and_only_those(start: int, naive: Any, random_world: World) -> None:
    """On random programs with recursion and NOT the supports are those of an enumeration of all trees."""
    compared = 0
    for seed in range(start, start + 20):
        rules, base = random_world(seed)
        found, trees = infer(compile_rules(rules), base), Enumerator(rules, base, naive)
        for triple in found.derived():
            try:
                wanted = trees.supports(triple)
            except TooMany:
                continue
            graph = found.proof_graph(triple, 200)
            supports = [proof.support() for proof in graph.proofs]
            assert graph.complete and len(set(supports)) == len(supports)
            assert set(supports) == wanted
            for proof in graph.proofs:
                check(found, proof)
                assert on_a_path_once(proof)
            compared += 1
    assert compared > 10


def test_equal_parts_of_proofs_are_one(program_of: Compile, graph_of: Grapher) -> None:
    """A ladder of n rungs has 2 to the n proofs, and a graph of them that is much smaller."""
    rules = program_of("RULE { ?y :on 1 } WHERE { ?x :on 1 . ?x :to ?y . ?y :by ?z . ?z :ok 1 }")
    base = " ".join(f":n{i} :to :n{i + 1} . :n{i + 1} :by :l{i}, :r{i} . :l{i} :ok 1 . :r{i} :ok 1 ." for i in range(6))
    found = infer(rules, graph_of(":n0 :on 1 . " + base))
    graph = found.proof_graph(graph_of(":n6 :on 1 .")[0], 1000)

    assert len(graph.proofs) == 64 and graph.complete
    # Each rung adds its two uses of the rule once for every proof of the rung below: 2 + 4 + … + 64 steps, not 64 · 6.
    assert sum(step.rule is not None for step in graph.steps()) == 126
    assert len(graph.nodes()) == 1 + 6 + 6 + 24 and len(graph.edges()) == 12
    limited = found.proof_graph(graph_of(":n6 :on 1 .")[0], 5)
    assert not limited.complete and len(limited.proofs) == 5
    assert [p.support() for p in limited.proofs] == [p.support() for p in graph.proofs[:5]]


def test_where_there_are_too_many_sets_those_shown_are_minimal(program_of: Compile, graph_of: Grapher) -> None:
    """Twelve rungs have more proofs than are kept; the result says so, and every proof shown is minimal and passes."""
    rules = program_of("RULE { ?y :on 1 } WHERE { ?x :on 1 . ?x :to ?y . ?y :by ?z . ?z :ok 1 }")
    base = " ".join(f":n{i} :to :n{i + 1} . :n{i + 1} :by :l{i}, :r{i} . :l{i} :ok 1 . :r{i} :ok 1 ." for i in range(12))
    found = infer(rules, graph_of(":n0 :on 1 . " + base))
    graph = found.proof_graph(graph_of(":n12 :on 1 .")[0], 40)

    assert not graph.complete and len(graph.proofs) == 40
    for proof in graph.proofs:
        check(found, proof)
        assert len(proof.support()) == 1 + 3 * 12


def test_a_given_fact_stands_for_itself_and_may_follow_as_well(program_of: Compile, graph_of: Grapher) -> None:
    """What is given and derived has both proofs."""
    found = infer(program_of("RULE { ?x :q ?y } WHERE { ?x :p ?y }"), graph_of(":a :p :b ; :q :b ."))
    graph = found.proof_graph(graph_of(":a :q :b .")[0])

    assert [proof.rule is None for proof in graph.proofs] == [True, False]
    assert found.proof_graph(graph_of(":b :q :a .")[0]).proofs == ()


def test_absences_are_part_of_what_a_proof_rests_on(program_of: Compile, graph_of: Grapher) -> None:
    """Two rules with the same NOT rest on the same absence; a way without it is smaller."""
    text = (
        "RULE { ?x :r 1 } WHERE { ?x :p ?y NOT { ?x :q ?z } } RULE { ?x :s 1 } WHERE { ?x :r 1 NOT { ?x :q ?other } } "
        "RULE { ?x :s 1 } WHERE { ?x :p ?y . ?y :p ?x }"
    )
    found = infer(program_of(text), graph_of(":a :p :b . :b :p :a , :c . "))
    supports = [proof.support() for proof in found.proofs(graph_of(":a :s 1 .")[0])]

    assert [sum(isinstance(leaf, Negation) for leaf in support) for support in supports] == [0, 1]
    assert [len(support) for support in supports] == [2, 2]


def test_a_variable_of_a_not_stays_open_though_it_is_bound_later(program_of: Compile, graph_of: Grapher) -> None:
    """What is shown as absent is what was looked for."""
    found = infer(program_of("RULE { ?x :r ?y } WHERE { ?x :p 1 NOT { ?x :q ?y } ?x :s ?y }"), graph_of(":a :p 1 ; :s 2 ."))
    proof = found.proof(graph_of(":a :r 2 .")[0])

    assert proof is not None and isinstance(proof.absent[0].object, Variable)


def random_policy(seed: int, program: Program) -> Policy:
    """Levels of facts and rules by chance; some rules lose a level, cap or corroborate."""
    chosen = random.Random(seed)
    of_rules = {
        id(rule): RuleCertainty(
            chosen.choice(list(Level)[1:]),
            chosen.randrange(2),
            chosen.choice([Level.LOW, Level.MODERATE, Level.HIGH]),
            chosen.random() < 0.5,
        )
        for rule in program.rules
    }
    of_facts: dict[Triple, Certainty] = {}

    def of_given(triple: Triple) -> Certainty:
        if triple not in of_facts:
            drawn = random.Random(f"{seed} {triple}")
            level = drawn.choice(list(Level))
            of_facts[triple] = Certainty(level, level == Level.CONTESTED)
        return of_facts[triple]

    return Policy(of_given, lambda rule: of_rules[id(rule)])


def worth(proof: Proof, policy: Policy) -> Level:
    """The level of a proof as a tree, step by step, without lifts."""
    from myologic.engine.certainty import cap, lose, weakest

    values: dict[int, Certainty] = {}
    for step in proof.steps():
        if step.rule is None:
            values[id(step)] = policy.of_given(step.conclusion)
        else:
            said = policy.of_rule(step.rule)
            parts = [values[id(premise)] for premise in step.premises]
            values[id(step)] = cap(lose(weakest([*parts, Certainty(said.level)]), said.loss), said.most)
    return values[id(proof)].level


def size(proof: Proof) -> int:
    """The number of uses of rules, each counted as often as it is used."""
    sizes: dict[int, int] = {}
    for step in proof.steps():
        sizes[id(step)] = (step.rule is not None) + sum(sizes[id(premise)] for premise in step.premises)
    return sizes[id(proof)]


@pytest.mark.parametrize("start", range(0, 90, 30))
def test_the_best_proof_has_the_level_of_the_fact(start: int, random_world: World) -> None:
    """On random programs and policies: its value is the annotated one, the same each time, and it passes the checker."""
    for seed in range(start, start + 30):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        found, policy = infer(program, base), random_policy(seed, program)
        levels = annotate(found, policy)
        for triple in list(found.derived())[:12]:
            rated = best_proof(found, triple, policy)
            assert isinstance(rated, RatedProof) and rated.value.level == levels[triple].level
            check(found, rated.proof)
            for lifted, separate in rated.beside.items():
                assert len(separate) == 2 and all(proof.conclusion == lifted for proof in separate)
                assert separate[0].support().isdisjoint(separate[1].support() - set(separate[1].absences()))
                for proof in separate:
                    check(found, proof)
            if not rated.beside:
                assert worth(rated.proof, policy) == rated.value.level


def test_the_best_proof_is_the_shortest_of_its_level(naive: Any, random_world: World) -> None:
    """No tree of the same level has fewer steps, by trying the trees one by one."""
    compared = 0
    for seed in range(200, 260):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        policy = random_policy(seed, program)
        plain = Policy(policy.of_given, lambda rule, said=policy.of_rule: RuleCertainty(said(rule).level, said(rule).loss))  # type: ignore[misc]
        found, trees = infer(program, base), Enumerator(rules, base, naive)
        of_rule = {rule.place: rule for rule in program.rules}
        for triple in list(found.derived())[:6]:
            best: dict[tuple[Triple, frozenset[Triple]], set[tuple[Level, int]]] = {}
            try:
                wanted = all_worths(trees, triple, frozenset(), plain, of_rule, best)
            except TooMany:
                continue
            rated = best_proof(found, triple, plain)
            assert rated is not None
            top = max(level for level, _ in wanted)
            assert (rated.value.level, size(rated.proof)) == (top, min(n for level, n in wanted if level == top))
            compared += 1
    assert compared > 50


def all_worths(
    trees: Enumerator,
    goal: Triple,
    above: frozenset[Triple],
    policy: Policy,
    rules: dict[Any, Rule],
    known: dict[tuple[Triple, frozenset[Triple]], set[tuple[Level, int]]],
) -> set[tuple[Level, int]]:
    """Level and size of every tree of a fact."""
    from myologic.engine.certainty import lose, weakest

    if (goal, above) in known:
        return known[goal, above]
    found: set[tuple[Level, int]] = set()
    if goal in trees.world.base:
        found.add((policy.of_given(goal).level, 0))
    if goal not in above:
        for rule, premises, _ in trees.ways.get(goal, ()):
            said = policy.of_rule(rules[rule.place])
            combined = {(said.level, 1)}
            for premise in premises:
                below = all_worths(trees, premise, above | {goal}, policy, rules, known)
                combined = {(min(a, c), b + d) for a, b in combined for c, d in below}
                if len(known) > 20_000:
                    raise TooMany
            found |= {(lose(weakest([Certainty(level)]), said.loss).level, size) for level, size in combined}
    # Of trees of one level only the smallest can matter above.
    found = {(level, size) for level, size in found if size == min(n for other, n in found if other == level)}
    known[goal, above] = found
    return found


def test_what_is_asked_for_alone_has_the_level_it_has_among_all(random_world: World) -> None:
    """Rating some facts equals rating all, for those facts and for what they rest on."""
    for seed in range(40):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        found, policy = infer(program, base), random_policy(seed, program)
        whole = annotate(infer(program, base), policy)
        for triple in list(found.derived())[::3]:
            alone = annotate(found, policy, goals=[triple])
            assert alone[triple] == whole[triple] and alone.items() <= whole.items()


def test_layers_have_the_levels_of_inferring_anew(random_world: World) -> None:
    """What a layer adds, what it takes away, and what holds below for more reasons or for fewer; of all and of some."""
    took, raised = 0, 0
    for seed in range(250):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        chosen = random_policy(seed, program)
        policy = Policy(chosen.of_given, lambda rule, said=chosen.of_rule: RuleCertainty(said(rule).level, said(rule).loss))  # type: ignore[misc]
        more = random.Random(seed).sample(base, len(base) // 2)
        below = infer(program, [triple for triple in base if triple not in more])
        settled = annotate(below, policy)
        layer = below.overlay(more)
        found = {**settled, **annotate(layer, policy, settled)} if layer.below is not None else annotate(layer, policy)
        whole = annotate(infer(program, base), policy)
        assert {fact: value for fact, value in found.items() if fact in whole} == whole
        took += layer.took_away
        raised += any(settled.get(fact, value) != value for fact, value in whole.items())
        for triple in list(layer.derived())[::2]:
            alone = annotate(layer, policy, settled, goals=[triple])
            assert alone.get(triple, settled.get(triple)) == whole[triple]
            best = best_proof(layer, triple, policy, settled)
            assert best is not None and best.value.level == whole[triple].level
    assert took > 3 and raised > 5


def test_levels_and_proofs_do_not_depend_on_the_order_of_facts(random_world: World) -> None:
    """Shuffled facts give the same levels, best proofs and minimal proofs."""

    def shown(proof: Proof) -> list[tuple[Triple, tuple[tuple[Variable, Term], ...]]]:
        return [(step.conclusion, step.bindings) for step in proof.steps()]

    for seed in range(12):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        policy = random_policy(seed, program)
        shuffled = base[:]
        random.Random(seed).shuffle(shuffled)
        one, other = infer(program, base), infer(program, shuffled)
        assert annotate(one, policy) == annotate(other, policy)
        for triple in list(one.derived())[:8]:
            mine, theirs = best_proof(one, triple, policy), best_proof(other, triple, policy)
            assert mine is not None and theirs is not None and shown(mine.proof) == shown(theirs.proof)
            assert [*map(shown, one.proofs(triple))] == [*map(shown, other.proofs(triple))]
            first, second = one.proof(triple), other.proof(triple)
            assert first is not None and second is not None and shown(first) == shown(second)
