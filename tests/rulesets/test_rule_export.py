"""Rules as CONSTRUCT and as SHACL: the same conclusions by rdflib and by pyshacl."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import myologic
from myologic.engine.errors import ContentError
from myologic.reasoning import rules
from myologic.rule_export import construct_queries, shacl_rules


def load(name: str) -> ModuleType:
    """A module of the engine's tests."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / "engine" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


programs = load("random_programs")

EXTRA = """PREFIX : <http://e/>
RULE :made   { ?x :label ?v }  WHERE { ?x :p ?y SET (?v := CONCAT(STR(?x), "-", STR(?y))) }
RULE :late   { ?x :only ?y }   WHERE { ?x :p ?z NOT { ?z :q ?y } ?x :p ?y }
RULE :member { ?x :in ?y }     WHERE { ?x :p ?y FILTER (?y IN (:a, :b, ?x) && ! (?x = :c)) }
DATA { :a :p :b . :d :p :c }
"""


def by_rdflib(text: str, facts: str) -> set[tuple[str, ...]]:
    """What the CONSTRUCT queries give, group by group."""
    import rdflib

    program = rules(text).program
    graph = rdflib.Graph().parse(data=facts, format="turtle")
    for s, p, o in myologic.Graph(program.data).to_rdflib():
        graph.add((s, p, o))
    queries = iter(construct_queries(program))
    for group in program.order.groups:
        texts = [next(queries) for _ in group]
        size = -1
        while size != len(graph):
            size = len(graph)
            for query in texts:
                for triple in list(graph.query(query)):
                    graph.add(triple)
    return {tuple(map(str, triple)) for triple in graph}


def by_pyshacl(text: str, facts: str) -> set[tuple[str, ...]]:
    """What pyshacl makes of the exported shapes."""
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(data=facts, format="turtle")
    shapes = rdflib.Graph().parse(data=shacl_rules(rules(text).program), format="turtle")
    found = pyshacl.shacl_rules(graph, shacl_graph=shapes, advanced=True, iterate_rules=True)
    return {tuple(map(str, row[:3])) for row in found}


def ours(text: str, facts: str) -> set[tuple[str, ...]]:
    """What holds by the engine."""
    graph = myologic.Graph.from_text(facts)
    both = myologic.Graph((*graph, *myologic.infer(text, graph)))
    return {tuple(map(str, triple)) for triple in both.to_rdflib()}


@pytest.mark.parametrize("block", range(6))
def test_shacl_rules_conclude_the_same(block: int) -> None:
    """Random rule sets with recursion and negation, run by pyshacl."""
    for seed in range(5000 + block * 10, 5010 + block * 10):
        program = programs.RandomProgram(seed)

        assert by_pyshacl(program.srl(), program.turtle()) == ours(program.srl(), program.turtle()), program.srl()


def test_construct_queries_conclude_the_same() -> None:
    """The same rule sets as queries, run by rdflib."""
    for seed in range(6000, 6030):
        program = programs.RandomProgram(seed)

        assert by_rdflib(program.srl(), program.turtle()) == ours(program.srl(), program.turtle()), program.srl()


def test_values_members_and_names_inside_not_are_kept() -> None:
    """SET drops what has no value, IN keeps its members, a name inside NOT is not the one bound after it."""
    facts = "PREFIX : <http://e/> :a :p :a , :c . :c :q :a . :b :p :b ."

    assert by_rdflib(EXTRA, facts) == by_pyshacl(EXTRA, facts) == ours(EXTRA, facts)


def test_the_base_of_iri_goes_with_the_rule() -> None:
    """IRI() of a relative address is resolved against the base in force where the rule was written."""
    text = (
        "PREFIX : <http://e/> BASE <http://base/one/> RULE { ?x :at ?i } WHERE { ?x :p ?y SET (?i := IRI(?y)) } "
        "BASE <two/> RULE { ?x :under ?i } WHERE { ?x :p ?y SET (?i := IRI(CONCAT(?y, \"/leaf\"))) } "
        "RULE { ?x :bare ?y } WHERE { ?x :p ?y FILTER (URI(?y) = <here>) }"
    )
    facts = 'PREFIX : <http://e/> :a :p "here" . :b :p "../up" .'
    found = ours(text, facts)

    assert ("http://e/a", "http://e/at", "http://base/one/here") in found and len(found) == 2 + 2 + 2 + 1
    assert by_rdflib(text, facts) == by_pyshacl(text, facts) == found


@pytest.mark.parametrize("body", ["WHERE DATA { ?x :p ?y }", "WHERE { ?x :p ?y NOT DATA { ?x :q ?y } }"])
def test_what_looks_at_the_base_graph_is_refused(body: str) -> None:
    """There is no other language to say it in."""
    program = rules(f"PREFIX : <http://e/>\nRULE :r {{ ?x :r ?y }} {body}").program
    with pytest.raises(ContentError) as caught:
        shacl_rules(program)

    assert caught.value.line == 2 and "`:r` cannot be exported" in str(caught.value)


def test_the_command_writes_rules(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`export` writes shapes or queries, and refuses with the place."""
    from myologic.cli.main import main

    (tmp_path / "a.srl").write_text("RULE { ?x <http://e/q> ?y } WHERE DATA { ?x <http://e/p> ?y }", encoding="utf-8")
    shacl = main(["export", "rdfs", "--rules", "shacl"])
    shapes = capfd.readouterr().out
    construct = main(["export", "rdfs", "--rules", "construct"])
    queries = capfd.readouterr().out
    refused = main(["export", str(tmp_path / "a.srl"), "--rules", "construct"])

    assert (shacl, construct, refused) == (0, 0, 4)
    assert shapes.count("sh:SPARQLRule") == queries.count("CONSTRUCT") == 14
    assert "a.srl:1:1" in capfd.readouterr().err
