"""The engine against a naive evaluator on random programs, and all the ways to the same facts against each other."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myologic.engine.checker import check_proof
from myologic.engine.derivations import all_derivations
from myologic.engine.errors import RuleError
from myologic.engine.inference import infer
from myologic.engine.program import compile_rules
from myologic.engine.query import query
from myologic.engine.rules import RuleSet
from myologic.engine.terms import Triple

Reader = Callable[[str], RuleSet]
Grapher = Callable[[str], list[Triple]]
FIXED = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

NODES = [":a", ":b", ":c"]
PREDICATES = [":p", ":q", ":r", ":s"]
LITERALS = ["1", "2.0", '"x"', "<<( :a :p :b )>>"]
VARIABLES = ["?x", "?y", "?z"]


def pattern(draw: Any, variables: list[str], inside: bool = False) -> str:
    """A triple pattern over a few terms."""
    subject = draw(st.sampled_from([*variables, *variables, ":a"]))
    predicate = draw(st.sampled_from([*PREDICATES * 4, variables[0]]))
    objects = [*variables, *variables, *variables, ":b", "1"]
    if not inside:
        objects.append(f"<<( {variables[0]} :p {variables[1]} )>>")
    return f"{subject} {predicate} {draw(st.sampled_from(objects))}"


@st.composite
def rule(draw: Any) -> str:
    """One rule: patterns, perhaps a NOT, a FILTER, a SET; a head over what they bind."""
    body = [pattern(draw, VARIABLES) for _ in range(draw(st.integers(1, 3)))]
    bound = [v for v in VARIABLES if any(v in part for part in body)] or ["?x"]
    if not any(v in part for part in body for v in VARIABLES):
        body.append("?x :p ?y")
        bound = ["?x", "?y"]
    extra = draw(st.sampled_from(["", "", "not", "not-data", "filter", "set", "two"]))
    if extra in ("not", "not-data", "two"):
        inner = pattern(draw, [*bound, "?w", "?u"][:3] if len(bound) > 1 else [bound[0], "?w"])
        if extra == "two":
            inner += f" . {pattern(draw, [bound[0], '?w'], True)}"
        place = draw(st.integers(0, len(body)))
        usable = "DATA " if extra == "not-data" else ""
        body.insert(place, f"NOT {usable}{{ {inner} }}")
    if extra == "filter":
        other = draw(st.sampled_from([bound[-1], "1", ":a"]))
        body.append(f"FILTER ({bound[0]} {draw(st.sampled_from(['=', '!=', '<']))} {other})")
    if extra == "set":
        values = [f"STR({bound[0]})", f"{bound[-1]} + 1", f'IRI(CONCAT(STR({bound[0]}), "1"))']
        body.append(f"SET (?v := {draw(st.sampled_from(values))})")
        bound = [*bound, "?v"]
    rare = draw(st.integers(0, 5)) == 0
    heads = []
    for _ in range(draw(st.integers(1, 2))):
        subject = draw(st.sampled_from([*bound, ":a", *(["_:n"] if rare else [])]))
        predicate = draw(st.sampled_from([*PREDICATES * 4, bound[0]]))
        objects = [*bound, *bound, ":b", "1", *([f"<<( {bound[0]} :p {bound[-1]} )>>"] if rare else [])]
        heads.append(f"{subject} {predicate} {draw(st.sampled_from(objects))}")
    data = "DATA " if draw(st.integers(0, 8)) == 0 else ""
    return f"RULE {{ {' . '.join(heads)} }} WHERE {data}{{ {' . '.join(body)} }}"


@st.composite
def facts(draw: Any, most: int = 12) -> str:
    """A small graph."""
    triple = st.tuples(st.sampled_from(NODES), st.sampled_from(PREDICATES), st.sampled_from(NODES + LITERALS))
    return " ".join(f"{' '.join(draw(triple))} ." for _ in range(draw(st.integers(min(3, most), most))))


@st.composite
def programs(draw: Any) -> str:
    """A few rules and sometimes a DATA block."""
    rules = [draw(rule()) for _ in range(draw(st.integers(1, 4)))]
    if draw(st.booleans()):
        rules.append(f"DATA {{ {draw(facts(2))} }}")
    return "\n".join(rules)


@FIXED
@given(text=programs(), base=facts())
def test_engine_equals_the_naive_evaluator(
    text: str,
    base: str,
    rule_set: Reader,
    graph_of: Grapher,
    naive: Any,
    without_blanks: Callable[[Iterable[Triple]], set[str]],
) -> None:
    """Whatever the rules and facts, the engine derives what the definition of the language derives."""
    rules = rule_set(text)
    try:
        program = compile_rules(rules)
    except RuleError:
        return
    triples = graph_of(base)
    found = infer(program, triples)

    assert without_blanks(found.derived()) == without_blanks(naive(rules, triples).derived())


@FIXED
@given(text=programs(), base=facts(), case=facts(4))
def test_overlay_equals_inferring_anew(text: str, base: str, case: str, rule_set: Reader, graph_of: Grapher) -> None:
    """Facts on top of finished facts give what all facts together give."""
    try:
        program = compile_rules(rule_set(text))
    except RuleError:
        return
    first, second = graph_of(base), graph_of(case)
    layered = infer(program, first).overlay(second)
    anew = infer(program, first + second)

    assert list(layered.derived()) == list(anew.derived())
    assert set(layered.match(None, None, None)) == set(anew.match(None, None, None))


@FIXED
@given(text=programs(), base=facts(), case=facts(3))
def test_every_proof_passes_the_checker(text: str, base: str, case: str, rule_set: Reader, graph_of: Grapher) -> None:
    """Each fact, also on a layer, has a proof that an independent checker accepts."""
    try:
        program = compile_rules(rule_set(text))
    except RuleError:
        return
    for found in (infer(program, graph_of(base)), infer(program, graph_of(base)).overlay(graph_of(case))):
        for triple in found.derived():
            for proof in found.proofs(triple, 3):
                check_proof(proof, found.match, found.is_given, program.data, program.rules)
            proof_of = found.proof(triple)
            assert proof_of is not None and proof_of.conclusion == triple


@FIXED
@given(text=programs(), base=facts(), seed=st.integers(0, 99))
def test_order_of_text_and_facts_does_not_matter(
    text: str, base: str, seed: int, rule_set: Reader, graph_of: Grapher
) -> None:
    """Shuffled rules and facts give the same triples, labels of new nodes included."""
    try:
        program = compile_rules(rule_set(text))
    except RuleError:
        return
    lines, triples = text.split("\n"), graph_of(base)
    shuffled = random.Random(seed)
    shuffled.shuffle(lines)
    first = list(infer(program, triples).derived())
    shuffled.shuffle(triples)

    assert list(infer(compile_rules(rule_set("\n".join(lines))), triples).derived()) == first


@FIXED
@given(text=programs(), base=facts(), seed=st.integers(0, 999))
def test_queries_equal_infer_and_match(text: str, base: str, seed: int, rule_set: Reader, graph_of: Grapher) -> None:
    """Goals of every shape, taken from what holds and from what may not."""
    try:
        program = compile_rules(rule_set(text))
    except RuleError:
        return
    triples = graph_of(base)
    whole = infer(program, triples)
    chosen = random.Random(seed)
    known = [*whole.match(None, None, None)] + graph_of(":a :p :b . :c :r 1 .")
    for _ in range(4):
        triple = chosen.choice(known)
        goal: Any = tuple(term if chosen.random() < 0.6 else None for term in triple)
        assert query(program, triples, goal) == list(whole.match(*goal))


@FIXED
@given(text=programs(), base=facts(), case=facts(4))
def test_a_layer_keeps_all_its_derivations(
    text: str, base: str, case: str, rule_set: Reader, graph_of: Grapher
) -> None:
    """What was noted while deriving is what is found afterwards over the finished facts."""
    try:
        program = compile_rules(rule_set(text))
    except RuleError:
        return
    layer = infer(program, graph_of(base)).overlay(graph_of(case))
    found = all_derivations(program, layer.store, layer.dictionary, layer.functions).by_conclusion
    noted = layer.derivations().by_conclusion

    assert all(set(steps) <= set(noted[fact]) for fact, steps in found.items())
    if not layer.took_away:
        assert {fact: set(steps) for fact, steps in noted.items()} == {fact: set(steps) for fact, steps in found.items()}


@FIXED
@given(text=programs(), base=facts(), cases=st.lists(facts(3), min_size=1, max_size=3))
def test_layers_on_layers_equal_inferring_anew(
    text: str, base: str, cases: list[str], rule_set: Reader, graph_of: Grapher
) -> None:
    """Each layer, what it adds and takes away, its proofs and its minimal proofs."""
    try:
        program = compile_rules(rule_set(text))
    except RuleError:
        return
    layer, triples = infer(program, graph_of(base)), graph_of(base)
    for case in cases:
        below, layer = layer, layer.overlay(graph_of(case))
        triples += graph_of(case)
        anew = infer(program, triples)
        held, holds = set(below.match(None, None, None)), set(layer.match(None, None, None))
        assert holds == set(anew.match(None, None, None)) and len(layer) == len(holds)
        assert list(layer.derived()) == list(anew.derived())
        if layer.below is below:
            assert (set(layer.added()), set(layer.taken_away())) == (holds - held, held - holds)
        for triple in list(layer.derived())[:15]:
            proof = layer.proof(triple)
            assert proof is not None
            check_proof(proof, layer.match, layer.is_given, program.data, program.rules)
            mine, theirs = layer.proof_graph(triple, 30), anew.proof_graph(triple, 30)
            assert [p.support() for p in mine.proofs] == [p.support() for p in theirs.proofs]
