"""Rules over any predicate run by their instances: the same facts and proofs as run as they stand."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from myologic.engine import specialising
from myologic.engine.checker import check_proof
from myologic.engine.errors import LimitError
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Triple

Compile = Callable[[str], Program]
Reader = Callable[[str], RuleSet]
Grapher = Callable[[str], list[Triple]]

RULES = """
RULE :up         { ?a :below ?c }  WHERE { ?a :below ?b . ?b :below ?c }
RULE :wider      { ?x ?q ?y }      WHERE { ?x ?p ?y . ?p :below ?q }
RULE :domain     { ?x :is ?c }     WHERE { ?x ?p ?y . ?p :from ?c }
RULE :range      { ?y :is ?c }     WHERE { ?x ?p ?y . ?p :to ?c }
RULE :kind       { ?x :is ?d }     WHERE { ?x :is ?c . ?c :under ?d }
RULE :back       { ?y ?q ?x }      WHERE { ?x ?p ?y . ?p :opposite ?q }
RULE :on         { ?x ?p ?z }      WHERE { ?p :is :Chained . ?x ?p ?y . ?y ?p ?z }
RULE :once       { ?p :is :Known } WHERE { ?p :below ?q . FILTER(?p != ?q) }
"""
PLAIN = """
:son :below :child . :child :below :kin ; :from :Person ; :to :Person ; :opposite :parent .
:kin :is :Chained . :Person :under :Living . :Living :under :Thing . :parent :to :Adult .
:a :son :b . :b :child :c . :c :son 7 , "x" . :d :parent :a . :e :kin :e .
"""


@pytest.fixture(autouse=True)
def always_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns of small tests are short, and yet they are to be tried."""
    monkeypatch.setattr("myologic.engine.vectors._FEW", 0)


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each group whether its instances were all there was to it."""
    said: list[bool] = []
    real = specialising.specialising_runner

    def noted(*arguments: object) -> Callable[..., bool]:
        run = real(*arguments)  # type: ignore[arg-type]  # handed on as they came

        def inner(*which: object) -> bool:
            said.append(run(*which))  # type: ignore[arg-type]  # handed on as they came
            return said[-1]

        return inner

    monkeypatch.setattr(specialising, "specialising_runner", noted)
    return said


def same(rules: Program, base: list[Triple]) -> Inference:
    """What is inferred by instances, after comparing it with what is inferred without, proofs included."""
    plain, found = infer(rules, base), infer(rules, base, vectors=True)

    assert list(found.derived()) == list(plain.derived())
    assert len(found) == len(plain)
    for triple in found.derived():
        proof = found.proof(triple)
        assert proof is not None
        check_proof(proof, plain.match, set(base).__contains__, rules.data, rules.rules)
    return found


def test_instances_give_the_same_facts_and_proofs(
    program_of: Compile, graph_of: Grapher, finished: list[bool]
) -> None:
    """Properties below others, domains, ranges, opposites and chains; the instances are all there is to the rules."""
    same(program_of(RULES), graph_of(PLAIN))

    assert True in finished


@pytest.mark.parametrize(
    "more",
    [
        ":narrower :below :below . :son :narrower :any .",  # what binds predicates is itself derived through them
        ":Strong :under :Chained . :son :is :Strong .",
        ":from :below :to .",
        ":child :from [ :of :Person ] .",  # a node without a name is no term of a rule
        ":son :below 7 , [] , :is . :child :below :below .",
        ":x :opposite :opposite . :y :x :z .",
        ":is :below :is ; :opposite :has ; :from :Thing .",
        ":hidden :below :hidden . :son :hidden :child .",
        ":noted :below :said . :c :son <<( :a :son :b )>> .",
    ],
)
def test_facts_that_turn_back_on_the_rules(program_of: Compile, graph_of: Grapher, more: str) -> None:
    """Where more of what binds predicates comes to light the rules run as they stand, on top of what was found."""
    same(program_of(RULES), graph_of(PLAIN + more))


def test_random_facts(program_of: Compile, graph_of: Grapher) -> None:
    """Any facts over the words of the rules, from few to many."""
    rules = program_of(RULES)
    words = [":son", ":child", ":kin", ":parent", ":below", ":from", ":to", ":is", ":under", ":opposite", ":hidden"]
    for seed in range(60):
        chosen = random.Random(seed)
        things = [*words[: chosen.randint(2, 11)], ":a", ":b", ":c", ":Person", ":Chained", ":Thing"]
        lines = [
            f"{chosen.choice(things)} {chosen.choice(words)} {chosen.choice([*things, '7'])} ."
            for _ in range(chosen.randint(3, 14))
        ]
        base = graph_of("\n".join(lines))

        assert list(infer(rules, base, vectors=True).derived()) == list(infer(rules, base).derived()), (seed, lines)


def test_what_lies_on_top_of_instances(program_of: Compile, graph_of: Grapher) -> None:
    """A layer on facts that were found by instances equals inferring everything anew."""
    rules, more = program_of(RULES), graph_of(":c :child :f . :son :from :Heir .")
    layer = infer(rules, graph_of(PLAIN), vectors=True).overlay(more)
    anew = infer(rules, [*graph_of(PLAIN), *more])

    assert set(layer.match(None, None, None)) == set(anew.match(None, None, None))


def test_too_many_instances_run_as_they_stand(
    program_of: Compile, graph_of: Grapher, monkeypatch: pytest.MonkeyPatch, finished: list[bool]
) -> None:
    """Facts that bind predicates may be any number; beyond some hundred rules are not multiplied."""
    monkeypatch.setattr(specialising, "_MOST_INSTANCES", 3)

    same(program_of(RULES), graph_of(PLAIN))
    assert True not in finished


def test_limit_counts_what_instances_derive(program_of: Compile, graph_of: Grapher) -> None:
    """The limit on facts holds for instances too, and the message names the rule as it was written."""
    with pytest.raises(LimitError) as caught:
        infer(program_of(RULES), graph_of(PLAIN), vectors=True, limit_facts=5)

    assert "more than 5 facts" in str(caught.value)
    assert caught.value.problems[0].line > 0
