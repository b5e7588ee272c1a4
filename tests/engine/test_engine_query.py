"""Goals answered by what they need only."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from myologic.engine.columns import load
from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import Store
from myologic.engine.inference import infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.query import query, relevant_program
from myologic.engine.rules import RuleSet
from myologic.engine.tabling import Tabling, TooMuchWork
from myologic.engine.terms import IRI, Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
Namer = Callable[[str], IRI]
World = Callable[[int], tuple[RuleSet, list[Triple]]]
RULES = """
RULE :tight { ?c :tight ?m } WHERE { ?c :has ?f . ?f :means ?m }
RULE :spread { ?c :tight ?p } WHERE { ?c :tight ?m . ?m :part ?p }
RULE :deep { ?m :part ?q } WHERE { ?m :part ?p . ?p :part ?q }
RULE :loose { ?c :loose ?m } WHERE { ?m :kind :thing . ?c :has ?f NOT { ?c :tight ?m } }
RULE :free { ?c :free ?m } WHERE { ?m :kind :thing NOT { ?c :tight ?m } ?c :has ?f }
RULE :other { ?x :other ?y } WHERE { ?x :part ?y }
"""
BASE = (
    ":a :has :f . :b :has :g . :f :means :m . :g :means :n . "
    ":m :part :o . :o :part :p . :m :kind :thing . :n :kind :thing ."
)


@pytest.mark.parametrize("subject", ["a", "b", "m", None])
@pytest.mark.parametrize("predicate", ["tight", "loose", "free", "part", "other", "has", None])
def test_a_query_equals_infer_and_match(
    subject: str | None, predicate: str | None, program_of: Compile, graph_of: Grapher, iri: Namer
) -> None:
    """Whatever is open in the goal."""
    program = program_of(RULES)
    goal = (iri(subject) if subject else None, iri(predicate) if predicate else None, None)

    assert query(program, graph_of(BASE), goal) == list(infer(program, graph_of(BASE)).match(*goal))


def test_rules_that_cannot_help_are_left_out(program_of: Compile, iri: Namer) -> None:
    """A goal takes only the rules it may need, bound to its subject where they speak of it alone."""
    program = program_of(RULES)
    tight = relevant_program(program, (iri("a"), iri("tight"), None))
    names = sorted(rule.name.value[9:] for rule in tight.rules if rule.name)

    assert names == ["deep", "spread", "tight"]
    assert {t.subject for rule in tight.rules for t in rule.head if rule.name != iri("deep")} == {iri("a")}
    assert len(relevant_program(program, (None, iri("has"), None)).rules) == 0


def test_nothing_is_derived_about_other_subjects(program_of: Compile, graph_of: Grapher, iri: Namer) -> None:
    """The part that answers a goal derives no fact about another subject of the same kind."""
    part = relevant_program(program_of(RULES), (iri("a"), iri("loose"), None))
    found = infer(part, graph_of(BASE))

    assert {triple.subject for triple in found.derived()} <= {iri("a"), iri("m")}


def tabling(program: Program, base: list[Triple], most_work: int | None = None) -> Tabling:
    """Questions over a base graph."""
    dictionary, store = Dictionary(), Store()
    load(base, dictionary, store)
    return Tabling(program, store, dictionary, most_work=most_work)


def test_questions_from_above_equal_infer_and_match(random_world: World) -> None:
    """On random programs with recursion and NOT, for every shape of goal, one after the other over the same tables."""
    for seed in range(120):
        rules, base = random_world(seed)
        program = compile_rules(rules)
        whole = infer(program, base)
        known = list(whole.match(None, None, None))
        chosen, asking = random.Random(seed), tabling(program, base)
        for shape in range(8):
            triple = chosen.choice(known)
            goal: Any = tuple(term if shape >> place & 1 else None for place, term in enumerate(triple))
            expected = list(whole.match(*goal))
            assert asking.ask(goal) == expected == query(program, base, goal)
            assert tabling(program, base).ask(goal) == expected


CHAINS = """
RULE :edge { ?x :far ?y } WHERE { ?x :next ?y }
RULE :more { ?x :far ?z } WHERE { ?x :far ?y . ?y :next ?z }
RULE :open { ?x :open ?y } WHERE { ?x :far ?y NOT { ?y :far ?z . ?z :shut true } }
RULE :same { ?x :peer ?y } WHERE { ?x :team ?t . ?y :team ?t FILTER (?x != ?y) }
RULE :named { ?x :label ?n } WHERE { ?x :far ?y SET (?n := CONCAT(STR(?x), " to ", STR(?y))) }
"""


@pytest.mark.parametrize(
    ("goal", "most"),
    [
        (":c7_2 :far ?", 50),
        ("? :far :c7_5", 80),
        (":c7_2 :far :c7_6", 60),
        (":c7_0 :open ?", 500),
        ("? :open :c7_9", 240),
        (":c7_4 :peer ?", 60),
        (":c7_4 ? :c7_8", 180),
        (":c7_8 :label ?", 30),
    ],
)
def test_a_bound_goal_touches_a_small_part(
    goal: str, most: int, program_of: Compile, graph_of: Grapher, iri: Namer
) -> None:
    """Of two hundred chains with ten links each, which derive some 28,000 facts, a goal works on one chain."""
    links = [f":c{n}_{i} :next :c{n}_{i + 1} ; :team :t{n} ." for n in range(200) for i in range(10)]
    links += [f":c{n}_7 :shut true ." for n in range(0, 200, 2)]
    program, base = program_of(CHAINS), graph_of(" ".join(links))
    wanted: Any = tuple(None if word == "?" else iri(word[1:]) for word in goal.split())
    asking = tabling(program, base, most)

    assert asking.ask(wanted) == list(infer(program, base).match(*wanted))
    assert 0 < asking.work <= most


def test_what_would_touch_much_is_derived_upwards(program_of: Compile, graph_of: Grapher, iri: Namer) -> None:
    """Beyond the work allowed the questions are given up, and the goal is answered all the same."""
    rules = "RULE { ?x :far ?y } WHERE { ?x :next ?y } RULE { ?x :far ?z } WHERE { ?x :far ?y . ?y :far ?z }"
    base = graph_of(" ".join(f":n{i} :next :n{i + 1} ." for i in range(60)))
    program, goal = program_of(rules), (iri("n0"), iri("far"), None)

    with pytest.raises(TooMuchWork):
        tabling(program, base, 1000).ask(goal)
    assert len(query(program, base, goal)) == 60
