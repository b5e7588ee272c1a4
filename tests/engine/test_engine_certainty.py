"""The laws of the operators on certainty, and levels worked out over derivations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myologic.engine.certainty import (
    SURE,
    Certainty,
    Level,
    Policy,
    RuleCertainty,
    annotate,
    best,
    cap,
    corroborate,
    lose,
    weakest,
)
from myologic.engine.inference import infer
from myologic.engine.program import Program
from myologic.engine.rules import Rule
from myologic.engine.terms import Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
LEVELS = st.sampled_from(list(Level))
VALUES = st.builds(Certainty, LEVELS, st.booleans())


def below(a: Certainty, b: Certainty) -> bool:
    """Whether a is at most b, in level and in mark."""
    return a.level <= b.level and a.contested <= b.contested


@given(VALUES, VALUES, VALUES)
def test_weakest_and_best_are_semilattices(a: Certainty, b: Certainty, c: Certainty) -> None:
    """Associative, commutative, idempotent."""
    for operate in (weakest, best):
        assert operate([a, b]) == operate([b, a])
        assert operate([operate([a, b]), c]) == operate([a, operate([b, c])])
        assert operate([a, a]) == a


@given(VALUES)
def test_neutral_elements(a: Certainty) -> None:
    """The weakest of nothing is sure, the best of nothing is the least."""
    assert weakest([a, SURE]) == a and weakest([]) == SURE
    assert best([a, best([])]) == a


@given(VALUES, VALUES, st.integers(0, 5), LEVELS)
def test_operators_are_monotone(a: Certainty, b: Certainty, levels: int, most: Level) -> None:
    """More certainty in never gives less out."""
    if below(a, b):
        assert below(lose(a, levels), lose(b, levels))
        assert below(cap(a, most), cap(b, most))
        assert below(corroborate(a), corroborate(b))
        assert below(weakest([a, b]), weakest([b, b])) and below(best([a, b]), best([b, b]))


@given(VALUES, st.integers(0, 5), LEVELS)
def test_operators_stay_in_their_bounds(a: Certainty, levels: int, most: Level) -> None:
    """Losing never gains and stops at very-low; caps hold; corroboration lifts by one, at most to low."""
    assert lose(a, levels).level <= a.level
    assert lose(a, levels).level >= min(a.level, Level.VERY_LOW)
    assert cap(a, most).level <= most
    lifted = corroborate(a)
    assert lifted.level == a.level or (lifted.level == a.level + 1 and lifted.level <= Level.LOW)
    assert (a.level == Level.CONTESTED) == (lifted.level == Level.CONTESTED)
    assert {lose(a, levels).contested, cap(a, most).contested, lifted.contested} == {a.contested}


def test_levels_have_the_names_of_the_content() -> None:
    """Names go both ways."""
    assert [level.label for level in Level] == ["contested", "very-low", "low", "moderate", "high"]
    assert all(Level.of(level.label) is level for level in Level)
    with pytest.raises(ValueError, match="certain"):
        Level.of("certain")


def policy(of_rules: dict[str, RuleCertainty], of_given: dict[str, Level] | None = None) -> Policy:
    """A policy by local names of rules and predicates."""

    def rule(rule: Rule) -> RuleCertainty:
        return of_rules.get(rule.name.value[9:] if rule.name else "", RuleCertainty())

    def given_level(triple: Triple) -> Certainty:
        level = (of_given or {}).get(getattr(triple.predicate, "value", "")[9:], Level.HIGH)
        return Certainty(level, level == Level.CONTESTED)

    return Policy(given_level, rule)


def level_of(rules: str, base: str, goal: str, chosen: Policy, program_of: Compile, graph_of: Grapher) -> Certainty:
    """The certainty of one fact."""
    return annotate(infer(program_of(rules), graph_of(base)), chosen)[graph_of(goal)[0]]


def test_a_step_takes_the_weakest(program_of: Compile, graph_of: Grapher) -> None:
    """Premises and rule together are worth the least of them."""
    rules = "RULE :r { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z }"
    chosen = policy({"r": RuleCertainty(Level.MODERATE)}, {"q": Level.LOW})

    assert level_of(rules, ":a :p :b . :b :q :c .", ":a :r :c .", chosen, program_of, graph_of) == (Level.LOW, False)


def test_each_use_of_a_losing_rule_costs(program_of: Compile, graph_of: Grapher) -> None:
    """A chain of inferences gets weaker step by step, and ends at very-low."""
    rules = "RULE :r { ?y :on 1 } WHERE { ?x :on 1 . ?x :next ?y }"
    base = ":a :on 1 ; :next :b . :b :next :c . :c :next :d . :d :next :e ."
    chosen = policy({"r": RuleCertainty(loss=1)})
    found = annotate(infer(program_of(rules), graph_of(base)), chosen)

    labels = [found[graph_of(f":{x} :on 1 .")[0]].level.label for x in "bcde"]
    assert labels == ["moderate", "low", "very-low", "very-low"]


def test_alternatives_take_the_best_through_cycles(program_of: Compile, graph_of: Grapher) -> None:
    """A better way that is longer wins, also where facts support each other."""
    rules = (
        "RULE :direct { ?x :r ?y } WHERE { ?x :weak ?y } RULE :good { ?x :r ?y } WHERE { ?x :strong ?y } "
        "RULE :chain { ?x :r ?z } WHERE { ?x :r ?y . ?y :r ?z }"
    )
    base = ":a :weak :c . :a :strong :b . :b :strong :c . :c :weak :a ."
    chosen = policy({"direct": RuleCertainty(Level.VERY_LOW)})

    assert level_of(rules, base, ":a :r :c .", chosen, program_of, graph_of).level == Level.HIGH
    assert level_of(rules, base, ":c :r :a .", chosen, program_of, graph_of).level == Level.VERY_LOW


CORROBORATED = "RULE :see { ?x :state ?s } WHERE { ?x :sign ?g . ?g :shows ?s }"


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (":a :sign :g . :g :shows :s .", "very-low"),
        (":a :sign :g , :h . :g :shows :s . :h :shows :s .", "low"),
        (":a :sign :g , :h , :i . :g :shows :s . :h :shows :s . :i :shows :s .", "low"),
    ],
)
def test_separate_evidence_lifts_one_level(base: str, expected: str, program_of: Compile, graph_of: Grapher) -> None:
    """Two findings for one conclusion are worth a level more, three no more than two."""
    chosen = policy({"see": RuleCertainty(most=Level.VERY_LOW, corroborates=True)})

    assert level_of(CORROBORATED, base, ":a :state :s .", chosen, program_of, graph_of).level.label == expected


def test_the_same_evidence_twice_lifts_nothing(program_of: Compile, graph_of: Grapher) -> None:
    """Two rows that rest on one finding are one finding."""
    rules = "RULE :see { ?x :state ?s } WHERE { ?x :sign ?g . ?g :row ?w . ?w :shows ?s }"
    base = graph_of(":a :sign :g . :g :row :v , :w . :v :shows :s . :w :shows :s .")
    marked = policy({"see": RuleCertainty(most=Level.VERY_LOW, corroborates=True)})
    chosen = Policy(marked.of_given, marked.of_rule, lambda triple: triple.predicate == base[0].predicate)

    assert annotate(infer(program_of(rules), base), chosen)[graph_of(":a :state :s .")[0]].level == Level.VERY_LOW


def test_contested_stays_visible(program_of: Compile, graph_of: Grapher) -> None:
    """An alternative that is contested leaves its mark on a better one."""
    rules = "RULE :r { ?x :r 1 } WHERE { ?x :p 1 } RULE :q { ?x :r 1 } WHERE { ?x :q 1 }"
    chosen = policy({}, {"p": Level.CONTESTED, "q": Level.LOW})

    assert level_of(rules, ":a :p 1 ; :q 1 .", ":a :r 1 .", chosen, program_of, graph_of) == (Level.LOW, True)
    assert level_of(rules, ":a :p 1 .", ":a :r 1 .", chosen, program_of, graph_of) == (Level.CONTESTED, True)


def test_a_layer_works_out_its_own_facts_only(program_of: Compile, graph_of: Grapher) -> None:
    """What lies below keeps the level it was given, and the layer builds on it."""
    program = program_of("RULE :r { ?x :r ?y } WHERE { ?x :p ?y } RULE :s { ?c :s ?y } WHERE { ?c :has ?x . ?x :r ?y }")
    below_it = infer(program, graph_of(":b :p :c ."))
    chosen = policy({"r": RuleCertainty(Level.LOW)})
    found = annotate(below_it.overlay(graph_of(":case :has :b .")), chosen, annotate(below_it, chosen))

    assert found == {graph_of(":case :s :c .")[0]: Certainty(Level.LOW)}
