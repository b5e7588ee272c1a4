"""What rules derive: one small rule set and graph for each point of the language."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from myologic.engine.certainty import Policy, annotate
from myologic.engine.errors import LimitError
from myologic.engine.inference import infer
from myologic.engine.program import Program
from myologic.engine.terms import IRI, BlankNode, Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]

CASES = [
    ("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :p ?z }", ":a :p :b . :b :p :c .", ":a :r :c ."),
    (
        "RULE { ?x :r ?y } WHERE { ?x :p ?y } RULE { ?x :r ?z } WHERE { ?x :r ?y . ?y :r ?z }",
        ":a :p :b . :b :p :c . :c :p :a .",
        " ".join(f":{x} :r :{y} ." for x in "abc" for y in "abc"),
    ),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?y NOT { ?x :q ?z } }", ":a :p 1 . :b :p 1 ; :q 2 .", ":a :r 1 ."),
    ("RULE { ?x :r ?z } WHERE { ?x :p ?y NOT { ?y :q ?z } ?y :s ?z }", ":a :p :b . :b :s 2 .", ":a :r 2 ."),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?y NOT { ?z :q ?y . ?z :s 1 } }", ":a :p 1 . :c :q 1 .", ":a :r 1 ."),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?y NOT { FILTER (?y > 1) } }", ":a :p 1 . :b :p 2 .", ":a :r 1 ."),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?y NOT { } }", ":a :p 1 .", ""),
    ("RULE { :a :r 1 } WHERE { }", "", ":a :r 1 ."),
    ("RULE { } WHERE { ?x :p ?y }", ":a :p 1 .", ""),
    ("RULE { :a :r 1 } WHERE { NOT { :a :p 1 } }", "", ":a :r 1 ."),
    ("RULE { ?x :r ?z } WHERE { ?x :p ?y SET (?z := ?y * 2) }", ":a :p 1.25 . :b :p :c .", ":a :r 2.5 ."),
    ("RULE { ?y :r ?x } WHERE { ?x :p ?y }", ":a :p 1 , :b .", ":b :r :a ."),
    ("RULE { ?x ?y 1 . ?x :s 2 } WHERE { ?x :p ?y }", ":a :p 1 .", ":a :s 2 ."),
    ("RULE { ?x :r ?q } WHERE { ?x ?q ?q }", ":a :p :p ; :q :p .", ":a :r :p ."),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?x }", ":a :p :a , :b .", ":a :r 1 ."),
    ("RULE { ?x ?q ?y } WHERE { ?x ?p ?y . ?p :sub ?q }", ":a :p :b . :p :sub :q . :q :sub :t .", ":a :q :b ; :t :b ."),
    ("RULE { ?s :r ?o } WHERE { ?t :p <<( ?s :q ?o )>> }", ":a :p <<( :b :q 1 )>> , <<( :b :s 1 )>> .", ":b :r 1 ."),
    ("RULE { ?t :r <<( ?x :q ?x )>> } WHERE { ?t :p ?x }", ":a :p :b , 1 .", ":a :r <<( :b :q :b )>> ."),
    ("RULE { ?x :r 1 } WHERE { ?x :q ?y . ?z :p <<( ?x :q ?y )>> }", ":a :q 1 . :c :p <<( :a :q 1 )>> .", ":a :r 1 ."),
    ("DATA { :a :p 1 , 2 } RULE { ?x :r ?y } WHERE { ?x :p ?y }", ":a :p 1 .", ":a :p 2 ; :r 1 , 2 ."),
    ("DATA { :a :p 1 } RULE { ?x :r ?y } WHERE DATA { ?x :p ?y }", ":a :p 2 .", ":a :p 1 ; :r 2 ."),
    ("DATA { :a :q 1 } RULE { ?x :r 1 } WHERE { ?x :p 1 NOT DATA { ?x :q 1 } }", ":a :p 1 .", ":a :q 1 ; :r 1 ."),
    ("RULE { ?x :q 0 } WHERE { ?x :p 1 NOT DATA { ?x :q ?y } }", ":a :p 1 . :b :p 1 ; :q 5 .", ":a :q 0 ."),
    ('RULE { ?x :r 1 } WHERE { ?x :p "a"@en }', ':a :p "a"@EN . :b :p "a" .', ":a :r 1 ."),
    ("RULE { ?x :r 1 } WHERE { ?x :p 1 }", ":a :p 01 .", ""),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?y FILTER (?y = 1) }", ":a :p 01 .", ":a :r 1 ."),
    ("RULE { ?x :r 1 } WHERE { ?x :p ?y FILTER (?y < 3) }", ':a :p "x" . :b :p 2 .', ":b :r 1 ."),
    ("RULE { ?x :r ?z } WHERE { ?x :p/^:q ?z }", ":a :p :b . :c :q :b .", ":a :r :c ."),
]


@pytest.mark.parametrize(("rules", "base", "expected"), CASES)
def test_rules_derive(rules: str, base: str, expected: str, program_of: Compile, graph_of: Grapher) -> None:
    """The inference graph is exactly what the language says."""
    assert set(infer(program_of(rules), graph_of(base)).derived()) == set(graph_of(expected))


def test_new_nodes_are_one_for_each_solution(program_of: Compile, graph_of: Grapher) -> None:
    """The templates of one solution share a new node; another solution has another."""
    program = program_of("RULE { ?x :r _:n . _:n :s ?y } WHERE { ?x :p ?y }")
    found = list(infer(program, graph_of(":a :p 1 , 2 .")).derived())
    nodes = {triple.object for triple in found if isinstance(triple.object, BlankNode)}

    assert len(found) == 4 and len(nodes) == 2


def test_rules_written_alike_make_nodes_of_their_own(program_of: Compile, graph_of: Grapher) -> None:
    """Two rules with the same text are two rules."""
    rule = "RULE { ?x :r [] } WHERE { ?x :p 1 }\n"

    assert len(list(infer(program_of(rule + rule), graph_of(":a :p 1 .")).derived())) == 2


def test_a_blank_node_function_repeats_within_one_solution(program_of: Compile, graph_of: Grapher) -> None:
    """BNODE(s) is the same node for the same s in one solution, and another in the next; BNODE() is always new."""
    sets = 'SET (?n := BNODE("a")) SET (?m := BNODE("a")) SET (?k := BNODE())'
    rules = f"RULE {{ ?x :r ?n , ?m , ?k }} WHERE {{ ?x :p ?y {sets} }}"
    found = list(infer(program_of(rules), graph_of(":a :p 1 . :b :p 1 .")).derived())

    assert len(found) == 4 and len({triple.object for triple in found}) == 4


def test_now_is_one_instant(program_of: Compile, graph_of: Grapher) -> None:
    """NOW gives the same value everywhere in a run, and the one asked for."""
    program = program_of("RULE { ?x :r ?n } WHERE { ?x :p 1 SET (?n := NOW()) }")
    found = infer(program, graph_of(":a :p 1 . :b :p 1 ."), now="2026-01-02T03:04:05Z")

    assert {getattr(t.object, "lexical", "") for t in found.derived()} == {"2026-01-02T03:04:05Z"}


def test_match_is_over_everything_and_sorted(
    program_of: Compile, graph_of: Grapher, iri: Callable[[str], IRI]
) -> None:
    """Any of the three terms may be open; unknown terms match nothing."""
    found = infer(program_of("RULE { ?x :r ?y } WHERE { ?x :p ?y }"), graph_of(":b :p :c . :a :p :c ."))

    assert list(found.match(None, iri("r"), None)) == graph_of(":a :r :c . :b :r :c .")
    assert list(found.match(iri("a"), None, None)) == graph_of(":a :p :c ; :r :c .")
    assert list(found.match(None, None, iri("nowhere"))) == []
    assert graph_of(":a :r :c .")[0] in found and graph_of(":a :r :b .")[0] not in found


def test_a_layer_leaves_what_is_below_alone(program_of: Compile, graph_of: Grapher) -> None:
    """Facts on top are seen by the layer only, and the layer says what it adds."""
    found = infer(program_of("RULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :q ?z }"), graph_of(":b :q :c ."))
    layer = found.overlay(graph_of(":a :p :b ."))

    assert list(layer.added()) == graph_of(":a :p :b ; :r :c .")
    assert list(found.derived()) == []
    assert list(layer.overlay(graph_of(":d :p :b .")).added()) == graph_of(":d :p :b ; :r :c .")


def test_a_layer_may_take_conclusions_away(program_of: Compile, graph_of: Grapher) -> None:
    """A fact on top that a NOT speaks of undoes what rested on its absence."""
    found = infer(program_of("RULE { ?x :r 1 } WHERE { ?x :p 1 NOT { ?x :q 1 } }"), graph_of(":a :p 1 ."))

    assert list(found.overlay(graph_of(":a :q 1 .")).derived()) == []
    assert list(found.overlay(graph_of(":b :q 1 .")).derived()) == graph_of(":a :r 1 .")


def test_asking_leaves_the_terms_alone(program_of: Compile, graph_of: Grapher) -> None:
    """Explaining and annotating make terms on the way; the finished facts keep theirs, so layers stay right."""
    rules = 'RULE { ?x :r 1 } WHERE { ?x :p ?y SET (?k := CONCAT("k", STR(?y))) NOT { ?x :q ?k } ?x :s ?k }'
    found = infer(program_of(rules), graph_of(":a :p 1 ; :s 2 . :b :p 2 ; :s \"k2\" ."))
    layer = found.overlay(graph_of(":new :p :other ."))
    counts = (found.dictionary.resource_count, found.dictionary.literal_count)
    found.why_not(graph_of(":a :r 1 .")[0])
    found.proof(graph_of(":b :r 1 .")[0])
    annotate(found, Policy())

    assert (found.dictionary.resource_count, found.dictionary.literal_count) == counts
    assert list(layer.match(None, None, graph_of(":a :p :other .")[0].object)) == graph_of(":new :p :other .")


SHUFFLED = """
import random, sys
from myologic.engine.certainty import Certainty, Level, Policy, RuleCertainty, annotate, best_proof
from myologic.engine.inference import infer
from myologic.engine.program import compile_rules
from myologic.engine.query import query
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import read_turtle

space = "PREFIX : <http://e/> "
rules = [
    "RULE { ?x :r _:n . _:n :s ?y . ?x :t ?z } WHERE { ?x :p ?y . ?z :p ?w NOT { ?x :q ?z } }",
    "RULE { ?x :far ?y } WHERE { ?x :p ?y }",
    "RULE { ?x :far ?z } WHERE { ?x :far ?y . ?y :far ?z }",
    'RULE { ?x :name ?n } WHERE { ?x :far ?y SET (?n := CONCAT(STR(?x), "-", STR(?y))) }',
]
facts = [":a :p 1 .", ":a :p 2 .", ":b :p :a .", ":b :q :a .", ":c :p 3 .", ":c :p :b .", ":a :p :d .", ":d :p :c ."]
mixed = random.Random(int(sys.argv[1]))
mixed.shuffle(rules)
mixed.shuffle(facts)
program = compile_rules(read_rules(space + " ".join(rules), "r"))
base = [s.triple for s in read_turtle(space + " ".join(facts), "d").statements]
first = min(base, key=repr)
found = infer(program, base)
policy = Policy(lambda t: Certainty(Level(1 + len(repr(t)) % 4)), lambda r: RuleCertainty(loss=len(r.head) % 2))


def steps(proof):
    return [(step.conclusion, step.bindings, step.stratum, len(step.premises)) for step in proof.steps()]


for triple in list(found.derived())[::4]:
    print(triple, steps(found.proof(triple)), [steps(p) for p in found.proofs(triple, 5)])
    rated = best_proof(found, triple, policy)
    print(rated.value, steps(rated.proof))
print(found.to_parts(), sorted(annotate(found, policy).items(), key=repr))
print(query(program, base, (first.subject, None, None)))
missed = found.why_not(first._replace(predicate=list(found.derived())[0].predicate))
print([(miss.met, [pattern.predicate for pattern in miss.missing]) for miss in missed])
layer = found.overlay([s.triple for s in read_turtle(space + ":c :q :b . :e :p :a .", "e").statements])
for triple in list(layer.derived())[::4]:
    print(triple, steps(layer.proof(triple)))
"""


def test_hash_seeds_and_the_order_of_files_change_nothing() -> None:
    """Ten hash seeds, each with rules and facts in another order: facts, labels of new nodes, all kinds of proofs, levels, layers."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SHUFFLED, str(seed)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in range(10)
    }

    assert len(outputs) == 1 and len(outputs.pop()) > 10_000


CHAIN = "RULE { ?x :is ?d } WHERE { ?x :is ?c . ?c :under ?d NOT { ?x :never ?d } }"


def test_deep_recursion_takes_one_call(
    program_of: Compile, graph_of: Grapher, steps: Callable[[Callable[[], object]], int]
) -> None:
    """A chain of rounds with a fact each costs a few calls a round, whatever else a round of a group costs."""
    base = graph_of(":a :is :c0 . " + " ".join(f":c{n} :under :c{n + 1} ." for n in range(400)))
    short = graph_of(":a :is :c0 . :c0 :under :c1 .")
    program = program_of(CHAIN)
    infer(program, base)

    assert steps(lambda: infer(program, base)) < steps(lambda: infer(program, short)) + 400 * 30


def test_rounds_of_a_chain_rise(program_of: Compile, graph_of: Grapher) -> None:
    """Facts along a chain, a wide round within it, and what is denied: all there, with proofs that lead back."""
    wide = " ".join(f":c2 :under :w{n} . :w{n} :under :c3 ." for n in range(1500))
    narrow = ":a :is :c0 ; :never :c5 . :c0 :under :c1 . :c1 :under :c2 . :c3 :under :c4 . :c4 :under :c5 , :c0 ."
    base = graph_of(f"{narrow} {wide}")
    found = infer(program_of(CHAIN), base)
    ends = {triple.object.value.rpartition("/")[2] for triple in found.derived() if isinstance(triple.object, IRI)}

    assert ends == {"c1", "c2", "c3", "c4", *(f"w{n}" for n in range(1500))}
    for triple in found.derived():
        assert found.proof(triple) is not None


def test_limit_stops_a_chain(program_of: Compile, graph_of: Grapher) -> None:
    """The limit on facts ends a chain long before its end."""
    base = graph_of(":a :is :c0 . " + " ".join(f":c{n} :under :c{n + 1} ." for n in range(400)))

    with pytest.raises(LimitError, match="more than 50 facts"):
        infer(program_of(CHAIN), base, limit_facts=50)
