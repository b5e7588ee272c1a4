"""Rules run on columns of bits: the same facts, proofs and layers as run one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myologic.engine.checker import check_proof
from myologic.engine.errors import LimitError, RuleError
from myologic.engine.inference import Inference, infer
from myologic.engine.marking import Marked
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.stable import stable_group
from myologic.engine.terms import IRI, Triple
from myologic.engine.vector_tables import VectorTable

Compile = Callable[[str], Program]
Reader = Callable[[str], RuleSet]
Grapher = Callable[[str], list[Triple]]
FIXED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CASES = [":has", ":shows", ":near", ":far"]
SCHEMA = [":means", ":part", ":means"]


@pytest.fixture(autouse=True)
def always_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns of small tests are short, and yet they are to be tried."""
    monkeypatch.setattr("myologic.engine.vectors._FEW", 0)


@st.composite
def stable_rule(draw: Any) -> str:
    """A rule about `?c`: what it has, joined with what is known in general."""
    rare = [":means"] if draw(st.integers(0, 9)) == 0 else []
    head = draw(st.sampled_from([":near", ":far", ":bad", *rare]))
    body = [f"?c {draw(st.sampled_from(CASES))} ?f"]
    goal = "?f"
    if draw(st.booleans()):
        body.append(f"?f {draw(st.sampled_from(SCHEMA))} ?m")
        goal = "?m"
    if draw(st.integers(0, 2)) == 0:
        body.append(f"?c {draw(st.sampled_from(CASES))} {draw(st.sampled_from([goal, ':m', '?g']))}")
    if draw(st.integers(0, 2)) == 0:
        denied = draw(st.sampled_from([":lacks", ":bad", ":shows"]))
        body.append(f"NOT {{ ?c {denied} {draw(st.sampled_from([goal, ':m']))} }}")
    if draw(st.integers(0, 5)) == 0:
        body.append(f"FILTER ({goal} != {draw(st.sampled_from([':m', ':n', '?c']))})")
    return f"RULE {{ ?c {head} {draw(st.sampled_from([goal, goal, ':m']))} }} WHERE {{ {' . '.join(body)} }}"


@st.composite
def marking_rule(draw: Any) -> str:
    """A rule that says something of one side of each pair, perhaps two things."""
    heads = [
        f"{draw(st.sampled_from(['?c', '?f']))} {draw(st.sampled_from([':near', ':far', ':has']))} "
        f"{draw(st.sampled_from([':m', ':n', '7']))}"
        for _ in range(draw(st.integers(1, 2)))
    ]
    return f"RULE {{ {' . '.join(heads)} }} WHERE {{ ?c {draw(st.sampled_from([*CASES, ':means']))} ?f }}"


@st.composite
def cases(draw: Any, most: int = 14) -> str:
    """Facts about a few things, and a few general ones."""
    said: list[str] = []
    for _ in range(draw(st.integers(2, most))):
        if draw(st.booleans()):
            predicate = draw(st.sampled_from([*CASES, ":lacks"]))
            said.append(f":{draw(st.sampled_from('abc'))} {predicate} {draw(st.sampled_from([':m', ':n', ':o', ':f', '7']))} .")
        else:
            predicate = draw(st.sampled_from(SCHEMA))
            said.append(f":{draw(st.sampled_from('mnof'))} {predicate} :{draw(st.sampled_from('mno'))} .")
    return " ".join(said)


@FIXED
@given(
    rules=st.lists(st.one_of(stable_rule(), stable_rule(), marking_rule()), min_size=1, max_size=6),
    base=cases(),
    case=cases(4),
)
def test_vectors_equal_tuples(rules: list[str], base: str, case: str, rule_set: Reader, graph_of: Grapher) -> None:
    """Facts, matches, proofs, layers and kept parts are the same."""
    try:
        program = compile_rules(rule_set("\n".join(rules)))
    except RuleError:
        return
    triples = graph_of(base)
    tuples, vectors = infer(program, triples), infer(program, triples, vectors=True)
    found = list(tuples.derived())
    assert list(vectors.derived()) == found
    for triple in found:
        proof = vectors.proof(triple)
        assert proof is not None
        check_proof(proof, vectors.match, vectors.is_given, program.data, program.rules)
        mine, theirs = vectors.proofs(triple, 20), tuples.proofs(triple, 20)
        assert [each.support() for each in mine] == [each.support() for each in theirs]
        for mask in range(8):
            goal: Any = tuple(term if mask >> place & 1 else None for place, term in enumerate(triple))
            assert list(vectors.match(*goal)) == list(tuples.match(*goal))
    more = graph_of(case)
    assert list(vectors.overlay(more).derived()) == list(tuples.overlay(more).derived())
    kept = Inference.from_parts(program, vectors.to_parts())
    assert list(kept.derived()) == found
    for triple in found:
        kept_proof = kept.proof(triple)
        assert kept_proof is not None
        check_proof(kept_proof, kept.match, kept.is_given, program.data, program.rules)


def test_sides_of_pairs_are_marked_on_columns(program_of: Compile, graph_of: Grapher) -> None:
    """A literal is nobody; rules after each other go to one table; rounds and proofs are as ever."""
    base = graph_of(
        " ".join(f":n{i} :takes :c{i % 7} , {i} ; :knows :n{i // 2} ." for i in range(30))
        + " :n3 a :Student . :Student :under :Person . :Course :under :Thing ."
    )
    program = program_of(
        "RULE { ?x a :Student } WHERE { ?x :takes ?y } RULE { ?y a :Course } WHERE { ?x :takes ?y }"
        "RULE { ?y a :Student . ?x a :Person } WHERE { ?x :knows ?y }"
        "RULE { ?x a ?d } WHERE { ?x a ?c . ?c :under ?d }"
    )
    found = infer(program, base, vectors=True)
    tables = [table for table in found.store.tables.values() if isinstance(table, VectorTable)]

    assert len(tables) == 1 and isinstance(tables[0].below, VectorTable) and isinstance(tables[0].below.round_of, Marked)
    derived = list(found.derived())
    assert derived == list(infer(program, base).derived())
    for triple in derived:
        proof = found.proof(triple)
        assert proof is not None
        check_proof(proof, found.match, found.is_given, (), program.rules)


@pytest.mark.parametrize("others", [0, 2_000])
def test_numbers_are_places_where_most_terms_are_values(others: int, program_of: Compile, graph_of: Grapher) -> None:
    """Whether most terms are values of the variable or few, the facts are the same."""
    base = graph_of(" ".join(f":o{i} :of :o{i + 1} ." for i in range(others)) + ":a :p :b, :c . :e :p :b . :b :q :d . :f :p :c .")
    program = program_of(
        "RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z } RULE { ?x :s ?y } WHERE { ?x :of ?y . ?y :of ?x FILTER (?x != ?y) }"
    )
    found = infer(program, base, vectors=True)

    assert list(found.derived()) == list(infer(program, base).derived())
    table = next(table for table in found.store.tables.values() if isinstance(table, VectorTable))
    assert max(map(int.bit_length, table.columns.values())) <= (3 if others else 9)


TRANSITIVE = "RULE { ?x :path ?y } WHERE { ?x :edge ?y } RULE { ?x :path ?z } WHERE { ?x :path ?y . ?y :edge ?z }"


def test_recursion_runs_on_columns(program_of: Compile, graph_of: Grapher) -> None:
    """Paths through a cycle with a tail, and their proofs."""
    base = graph_of(" ".join(f":n{i} :edge :n{i + 1} ." for i in range(30)) + " :n20 :edge :n5 .")
    program = program_of(TRANSITIVE)
    found = infer(program, base, vectors=True)
    path = found.store.read(found.dictionary.encode(graph_of(":a :path :b .")[0].predicate))

    assert isinstance(path, VectorTable)
    assert list(found.derived()) == list(infer(program, base).derived())
    proof = found.proof(graph_of(":n6 :path :n5 .")[0])
    assert proof is not None
    check_proof(proof, found.match, found.is_given, (), program.rules)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z }", True),
        ("RULE { ?x :r ?z } WHERE { ?x :p ?z NOT { ?x :q ?z } }", True),
        ("RULE { ?x :r ?x } WHERE { ?x :p ?y }", False),
        ("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?z :q ?x }", False),
        ("RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :r ?z }", False),
        ("RULE { ?x :r ?y } WHERE { ?x ?p ?y }", False),
        ("RULE { ?x :r ?y } WHERE { ?x :p ?y FILTER (?x != ?y) }", False),
        ("RULE { ?x :r ?n } WHERE { ?x :p ?y SET (?n := 1) }", False),
        ("RULE { ?x :r ?y } WHERE { ?x :p ?y NOT { ?x :q ?z } }", False),
        ("RULE { ?x :r ?y } WHERE DATA { ?x :p ?y }", False),
        ("RULE { ?x :r [] } WHERE { ?x :p ?y }", False),
    ],
)
def test_stable_variables_are_found(rules: str, expected: bool, program_of: Compile) -> None:
    """By the shape of the rules alone."""
    assert (stable_group(program_of(rules), 0) is not None) is expected


def test_few_values_run_one_by_one(
    program_of: Compile, graph_of: Grapher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns of a few bits are not worth making."""
    monkeypatch.setattr("myologic.engine.vectors._FEW", 3)
    program = program_of("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z }")
    few = infer(program, graph_of(":a :p :b . :c :p :b . :b :q :d ."), vectors=True)
    more = infer(program, graph_of(":a :p :b . :c :p :b . :e :p :b . :b :q :d ."), vectors=True)

    assert not any(isinstance(table, VectorTable) for table in few.store.tables.values())
    assert any(isinstance(table, VectorTable) for table in more.store.tables.values())
    assert len(list(few.derived())) == 2 and len(list(more.derived())) == 3


def test_the_limit_holds_for_columns(program_of: Compile, graph_of: Grapher) -> None:
    """Too many facts are refused here too."""
    base = graph_of(" ".join(f":n{i} :edge :n{i + 1} ." for i in range(30)))
    with pytest.raises(LimitError):
        infer(program_of(TRANSITIVE), base, limit_facts=100, vectors=True)


def test_objects_are_found_with_and_without_an_index(program_of: Compile, graph_of: Grapher) -> None:
    """Few subjects are looked for column by column and more in an index; both give the same objects."""
    program = program_of("RULE { ?x :q ?z } WHERE { ?x :p ?y . ?y :r ?z }")
    base = graph_of(" ".join(f":a{n} :p :b{n % 7} , :b{n % 5} ." for n in range(60)) + " :b1 :r :c . :b2 :r :c , :d .")
    found = infer(program, base, vectors=True)
    number = found.dictionary.find(IRI("http://e/q"))
    assert number is not None
    table = found.store.read(number)
    assert isinstance(table, VectorTable)

    expected: dict[int, set[int]] = {}
    for s, o in table.rounds:
        expected.setdefault(s, set()).add(o)
    assert table._by_subject is None
    looked = {s: set(table.by_subject()(s, ())) for _ in range(3) for s in expected}
    assert table._by_subject is not None
    assert looked == expected == {s: set(table.by_subject()(s, ())) for s in expected}
    assert table.by_subject()(-1, ()) == () == table.by_subject()(10**6, ())
