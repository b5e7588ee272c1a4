"""Rating all facts in one go gives the levels that the list of all derivations gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import pytest

from myologic.engine import rating
from myologic.engine.certainty import Certainty, Level, Policy, RuleCertainty, annotate
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, Triple

World = Callable[[int], tuple[RuleSet, list[Triple]]]
Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]


@pytest.fixture(name="listed")
def listed_fixture(monkeypatch: pytest.MonkeyPatch) -> Callable[[Inference, Policy], Mapping[Triple, Certainty]]:
    """Rates by the list of all derivations."""

    def listed(found: Inference, policy: Policy) -> Mapping[Triple, Certainty]:
        with monkeypatch.context() as patch:
            patch.setattr(rating, "rate_whole", lambda *_: None)
            return annotate(found, policy)

    return listed


@pytest.fixture(name="taken")
def taken_fixture(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that all facts were rated whether it was done in one go."""
    taken: list[bool] = []
    whole = rating.rate_whole

    def noted(*arguments: object) -> object:
        found = whole(*arguments)  # type: ignore[arg-type]  # handed on as they are
        taken.append(found is not None)
        return found

    monkeypatch.setattr(rating, "rate_whole", noted)
    return taken


def drawn(seed: int, program: Program, lifting: float) -> Policy:
    """Levels by chance; some rules lose a level, cap, or corroborate."""
    chosen = random.Random(seed)
    levels = list(Level)
    rules = {
        id(rule): RuleCertainty(
            chosen.choice(levels), chosen.randrange(3), chosen.choice(levels[2:]), chosen.random() < lifting
        )
        for rule in program.rules
    }

    def of_given(triple: Triple) -> Certainty:
        level = random.Random(f"{seed} {triple}").choice(levels)
        return Certainty(level, level == Level.CONTESTED)

    return Policy(of_given, lambda rule: rules[id(rule)])


@pytest.mark.parametrize("lifting", [0.0, 0.5])
def test_one_go_equals_the_list_of_derivations(
    lifting: float,
    random_world: World,
    listed: Callable[[Inference, Policy], Mapping[Triple, Certainty]],
    taken: list[bool],
) -> None:
    """On random programs with recursion and NOT, with separate evidence and without."""
    for seed in range(120):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        found, policy = infer(program, base), drawn(seed, program, lifting)
        assert annotate(found, policy) == listed(found, policy)
    assert any(taken) and (all(taken) or lifting)


@pytest.mark.parametrize(
    ("rules", "base", "in_one_go"),
    [
        # Given, concluded apart from the circle, and concluded in it, where the worse way comes first.
        (
            "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :r ?z } RULE { ?x :s ?y } WHERE { ?x :r ?y }",
            ":a :p :b . :b :p :c . :c :p :a , :b . :a :r :c . :d :r :a .",
            {True},
        ),
        (
            "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :s ?y } WHERE DATA { ?x :r ?y }",
            ":a :p :b . :a :r :b , :c .",
            {True},
        ),
        # The rule over given facts stands first, and may read what is worth more later.
        (
            "RULE { ?x :a ?y } WHERE DATA { ?x :r ?y } RULE { ?x :r ?y } WHERE { ?x :p ?y }",
            ":a :p :b . :a :r :b , :c .",
            {True, False},
        ),
        (
            "RULE { ?x :r ?y } WHERE DATA { ?x :r ?y . ?x :p ?y } RULE { ?y :r ?x } WHERE { ?x :r ?y }",
            ":a :p :b , :a . :a :r :b , :a . :b :r :a .",
            {True, False},
        ),
        (
            "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :s ?y } WHERE DATA { ?x :p ?y }",
            ":a :p :b . :a :r :b .",
            {True},
        ),
        (
            "DATA { :a :r :b } RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x ?q 1 } WHERE { ?x ?q ?y }",
            ":a :p :b , :c .",
            {True},
        ),
    ],
)
def test_what_is_given_and_derived(
    rules: str,
    base: str,
    in_one_go: set[bool],
    program_of: Compile,
    graph_of: Grapher,
    listed: Callable[[Inference, Policy], Mapping[Triple, Certainty]],
    taken: list[bool],
) -> None:
    """The best of both counts, whoever reads it."""
    program = program_of(rules)
    for seed in range(40):
        found, policy = infer(program, graph_of(base)), drawn(seed, program, 0)
        assert annotate(found, policy) == listed(found, policy)
    assert set(taken) == in_one_go


def test_levels_are_looked_up_and_listed(program_of: Compile, graph_of: Grapher) -> None:
    """A fact that was given alone, or never heard of, has no level among those of derived facts."""
    found = infer(program_of("RULE { ?x :r ?y } WHERE { ?x :p ?y }"), graph_of(":a :p :b , :c ."))
    levels = annotate(found, Policy(lambda triple: Certainty(Level.LOW)))
    first, second = graph_of(":a :r :b , :c .")

    assert len(levels) == 2 and levels[first] == levels[second] == Certainty(Level.LOW)
    assert dict(levels) == dict(levels.items()) == {first: Certainty(Level.LOW), second: Certainty(Level.LOW)}
    assert levels.get(graph_of(":a :p :b .")[0]) is None
    assert levels.get(Triple(IRI("http://example.org/never"), *first[1:])) is None
