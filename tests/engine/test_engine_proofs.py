"""Proofs, their independent check, and near misses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pytest

from myologic.engine.checker import Checker, ProofError, check_proof
from myologic.engine.checker_strata import strata
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.proof import Proof
from myologic.engine.rules import Rule, RuleSet, TriplePattern
from myologic.engine.terms import IRI, Literal, Term, Triple, Variable

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
World = Callable[[int], tuple[RuleSet, list[Triple]]]

RULES = """
RULE :step { ?x :reaches ?y } WHERE { ?x :next ?y NOT { ?x :closed true } }
RULE :far { ?x :reaches ?z } WHERE { ?x :reaches ?y . ?y :reaches ?z }
RULE :note { ?x :note ?n } WHERE { ?x :reaches ?y SET (?n := CONCAT(STR(?x), "!")) FILTER (?x != ?y) }
RULE :node { ?x :node [ :of ?y ] } WHERE { ?x :reaches ?y . ?y :last true }
"""
BASE = ":a :next :b . :b :next :c . :c :next :d , :a . :d :last true . :x :next :y ; :closed true ."


@pytest.fixture(name="inference")
def inference_fixture(program_of: Compile, graph_of: Grapher) -> Inference:
    """A small inference with recursion, negation, SET and new nodes."""
    return infer(program_of(RULES), graph_of(BASE))


def check(inference: Inference, proof: Proof) -> None:
    """Check a proof against an inference."""
    check_proof(proof, inference.match, inference.is_given, inference.program.data, inference.program.rules)


def test_every_derived_fact_has_a_proof_that_replays(inference: Inference) -> None:
    """All proofs, of recursive facts and of new nodes too, pass the checker."""
    triples = list(inference.derived())
    for triple in triples:
        proof = inference.proof(triple)
        assert proof is not None
        check(inference, proof)
    assert len(triples) > 15


def test_a_proof_ends_in_given_facts(inference: Inference, graph_of: Grapher) -> None:
    """Leaves are given; the steps above name their rules and what must be absent."""
    proof = inference.proof(graph_of(":a :reaches :b .")[0])
    assert proof is not None

    assert proof.given() == tuple(graph_of(":a :next :b ."))
    assert proof.rule is not None and proof.rule.name is not None and proof.rule.name.value.endswith("step")
    assert [str(pattern.predicate) for pattern in proof.absent] == ["IRI(value='http://e/closed')"]
    assert proof.value("x") == graph_of(":a :p 1 .")[0].subject


def test_no_proof_of_what_does_not_hold(inference: Inference, graph_of: Grapher) -> None:
    """Absent facts have no proof, given ones a leaf."""
    assert inference.proof(graph_of(":x :reaches :y .")[0]) is None
    given = inference.proof(graph_of(":a :next :b .")[0])
    assert given is not None and given.rule is None and given.premises == ()


def mutations(proof: Proof, other: Triple, others: Sequence[Rule]) -> Iterator[Proof]:
    """The proof with one thing changed, in each of several ways."""
    assert proof.rule is not None
    yield replace(proof, conclusion=other)
    yield replace(proof, premises=proof.premises[1:])
    yield replace(proof, premises=(*proof.premises, proof.premises[0]))
    yield replace(proof, premises=(Proof(other), *proof.premises[1:]))
    yield replace(proof, rule=replace(proof.rule, head=()))
    yield replace(proof, rule=replace(proof.rule))
    yield replace(proof, stratum=proof.stratum + 1)
    yield replace(proof, stratum=proof.stratum - 1)
    yield replace(proof, bindings=proof.bindings[1:])
    yield replace(proof, bindings=(*proof.bindings, proof.bindings[0]))
    yield replace(proof, bindings=(*proof.bindings, (Variable("unheard"), Literal("of"))))
    yield replace(proof, absent=(*proof.absent, TriplePattern(*other, proof.rule.place)))
    for place in range(len(proof.absent)):
        yield replace(proof, absent=proof.absent[:place] + proof.absent[place + 1 :])
        changed_pattern = replace(proof.absent[place], object=Literal("wrong"))
        yield replace(proof, absent=(*proof.absent[:place], changed_pattern, *proof.absent[place + 1 :]))
    if proof.premises and proof.premises[0].conclusion != proof.premises[-1].conclusion:
        yield replace(proof, premises=proof.premises[::-1])
    for rule in others:
        if rule is not proof.rule:
            yield replace(proof, rule=rule)
    for place, (variable, _) in enumerate(proof.bindings):
        changed = list(proof.bindings)
        changed[place] = (variable, Literal("wrong"))
        yield replace(proof, bindings=tuple(changed))


def test_changed_proofs_fail(inference: Inference, graph_of: Grapher) -> None:
    """A changed conclusion, premise, rule, binding, stratum or absence is found out, at the top and below."""
    other = graph_of(":z :reaches :z .")[0]
    count = 0
    for triple in inference.derived():
        proof = inference.proof(triple)
        assert proof is not None
        for changed in mutations(proof, other, inference.program.rules):
            count += 1
            with pytest.raises(ProofError):
                check(inference, changed)
    assert count > 100


def test_changes_below_the_last_step_are_found_out(random_world: World) -> None:
    """On random programs: one step anywhere in a proof is changed, and the proof fails."""
    count = 0
    for seed in range(200):
        rules, base = random_world(seed)
        found = infer(compile_rules(rules), base)
        foreign = Triple(IRI("http://e/x"), IRI("http://e/y"), IRI("http://e/z"))
        checker = Checker(found.match, found.is_given, found.program.data, found.program.rules)
        for triple in list(found.derived())[-4:]:
            proof = found.proof(triple)
            assert proof is not None
            for step in proof.steps():
                if step.rule is None or step is proof:
                    continue
                for changed in mutations(step, foreign, ()):
                    count += 1
                    with pytest.raises(ProofError):
                        checker.check(with_step(proof, step, changed))
    assert count > 150


def with_step(proof: Proof, old: Proof, new: Proof) -> Proof:
    """A proof with one of its steps replaced."""
    if proof is old:
        return new
    return replace(proof, premises=tuple(with_step(premise, old, new) for premise in proof.premises))


def test_strata_of_the_check_are_those_of_the_engine(random_world: World, program_of: Compile) -> None:
    """Both follow the definition, each in its own way."""
    programs = [compile_rules(random_world(seed)[0]) for seed in range(80)]
    programs.append(program_of(RULES))
    programs.append(
        program_of(
            "RULE { ?x :p <<( ?x :q ?y )>> } WHERE { ?x :s ?y } RULE { ?y :r ?x } WHERE { ?x :p <<( ?x :q ?y )>> } "
            "RULE { ?x :t 1 } WHERE { ?x :p <<( ?x :other ?y )>> } RULE { ?x :u ?p } WHERE DATA { ?x ?p 1 NOT { ?x :t 1 } } "
            "RULE { ?x :w 2 } WHERE { ?x :u ?q NOT { ?x :r ?z . ?z :s ?z } } RULE { ?x :v ?x } WHERE { ?x :w 2 }"
        )
    )
    for program in programs:
        assert strata(program.rules) == list(program.order.stratum)


def test_a_proof_that_ignores_a_negation_fails(inference: Inference, graph_of: Grapher) -> None:
    """What a NOT forbids is looked for by the checker itself."""
    rule = next(r for r in inference.program.rules if r.name is not None and r.name.value.endswith("step"))
    x, y = graph_of(":x :next :y .")[0][::2]
    premise = Proof(graph_of(":x :next :y .")[0])
    forged = Proof(graph_of(":x :reaches :y .")[0], rule, ((Variable("x"), x), (Variable("y"), y)), (premise,))
    with pytest.raises(ProofError, match="forbids"):
        check(inference, forged)


def test_deep_recursion_is_explained(program_of: Compile, graph_of: Grapher) -> None:
    """A proof two thousand steps deep is found and checked."""
    program = program_of("RULE { ?y :on 1 } WHERE { ?x :on 1 . ?x :next ?y }")
    base = graph_of(":n0 :on 1 . " + " ".join(f":n{i} :next :n{i + 1} ." for i in range(2000)))
    inference = infer(program, base)
    proof = inference.proof(graph_of(":n2000 :on 1 .")[0])
    assert proof is not None
    check(inference, proof)

    assert sum(1 for _ in proof.steps()) == 4001


def test_proofs_lists_other_ways(program_of: Compile, graph_of: Grapher) -> None:
    """Alternatives differ in their last step; the first is that of `proof`."""
    program = program_of("RULE :p { ?x :r 1 } WHERE { ?x :p ?y } RULE :q { ?x :r 1 } WHERE { ?x :q ?y }")
    inference = infer(program, graph_of(":a :p 1 , 2 ; :q 1 ."))
    proofs = inference.proofs(graph_of(":a :r 1 .")[0])

    assert len(proofs) == 3 and len(inference.proofs(graph_of(":a :r 1 .")[0], 2)) == 2
    assert len({(p.rule, p.bindings) for p in proofs}) == 3


def test_why_not_names_the_missing_premise(inference: Inference, graph_of: Grapher) -> None:
    """The nearest rule comes first, with what it met and what it lacks."""
    program_rules = {r.name.value: r for r in inference.program.rules if r.name}
    misses = inference.why_not(graph_of(":d :node 1 .")[0])
    assert misses == () or all(miss.rule in program_rules.values() for miss in misses)
    nearest = inference.why_not(graph_of(":d :reaches :q .")[0])[0]

    assert nearest.missing and nearest.blocking == ()


def test_why_not_names_the_fact_that_blocks(inference: Inference, graph_of: Grapher) -> None:
    """Where only a NOT stands in the way, the blocking fact is shown."""
    nearest = inference.why_not(graph_of(":x :reaches :y .")[0])[0]

    assert nearest.missing == () and nearest.met == tuple(graph_of(":x :next :y ."))
    assert nearest.blocking == tuple(graph_of(":x :closed true ."))


def test_why_not_is_empty_for_what_holds(inference: Inference, graph_of: Grapher) -> None:
    """A fact that holds has no near misses."""
    assert inference.why_not(graph_of(":a :reaches :b .")[0]) == ()


def test_the_check_takes_values_of_expressions_from_elsewhere(inference: Inference, graph_of: Grapher) -> None:
    """Who trusts the engine's functions as little as its joins hands in others, and they decide."""
    note = next(iter(inference.match(None, graph_of(":a :note 1 .")[0].predicate, None)))
    proof = inference.proof(note)
    assert proof is not None
    asked: list[str] = []

    def holds(expression: object, values: Mapping[Variable, Term]) -> bool:
        asked.append("FILTER")
        return values[Variable("x")] != values[Variable("y")]

    def agree(expression: object, values: Mapping[Variable, Term]) -> Term:
        asked.append("SET")
        return note.object

    arguments = (inference.match, inference.is_given, inference.program.data, inference.program.rules)
    Checker(*arguments, agree, holds).check(proof)
    assert sorted(asked) == ["FILTER", "SET"]
    with pytest.raises(ProofError, match="SET"):
        Checker(*arguments, lambda expression, values: Literal("other"), holds).check(proof)
    with pytest.raises(ProofError, match="FILTER"):
        Checker(*arguments, agree, lambda expression, values: False).check(proof)


def test_the_check_knows_when_patterns_may_meet(program_of: Compile) -> None:
    """A term is never a part of itself, so a rule that could only give such a term is needed by nobody."""
    rules = program_of(
        "RULE :a { ?x :p ?x } WHERE { ?x :q 1 } RULE :b { ?y :r 1 } WHERE { ?y :s 1 NOT { ?y :p <<( ?y :q ?z )>> } } "
        "RULE :c { ?y :t 1 } WHERE { ?y :s 1 NOT { ?y :p ?z } }"
    ).rules
    found = {rule.name.value[-1]: number for rule, number in zip(rules, strata(rules), strict=True) if rule.name is not None}

    assert found == {"a": 0, "b": 0, "c": 1}
