"""Terms, facts, rules and proof steps as bytes: what is packed comes back."""

from __future__ import annotations

import random
from itertools import product

import pytest

from myologic.engine.inference import infer
from myologic.engine.program import compile_rules
from myologic.engine.proof import Proof
from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Literal,
    Place,
    Term,
    Triple,
    TripleTerm,
    Variable,
)
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import read_turtle
from myologic.kb.content import fetch, read_files
from myologic.kb.facts import FactTable, pack_facts
from myologic.kb.files import shipped_files
from myologic.kb.proofs import ProofTable, pack_proofs
from myologic.kb.rule_codec import RuleTable, encode_rules
from myologic.kb.terms import decode_term, encode_term

E = "http://example.org/"
TERMS: tuple[Term, ...] = (
    IRI(E + "a"),
    IRI(E + "b"),
    BlankNode("f0.n1"),
    Literal("plain"),
    Literal("01", XSD + "integer"),
    Literal("line\nbreak\0zero", XSD + "string"),
    Literal("Fuß", RDF_LANG_STRING, "de"),
    Literal("abc", RDF_DIR_LANG_STRING, "ar", "rtl"),
    TripleTerm(IRI(E + "a"), IRI(E + "p"), TripleTerm(IRI(E + "b"), IRI(E + "p"), Literal("3:x"))),
)


@pytest.mark.parametrize("term", [*TERMS, Variable("x"), Variable("b0", True)])
def test_term_comes_back(term: Term | Variable) -> None:
    """Every kind of term survives as bytes."""
    assert decode_term(encode_term(term)) == term


def table(triples: list[Triple], derived: list[Triple]) -> FactTable:
    """A fact table of these facts, places and ranks by position."""
    asserted = [(triple, Place("a.ttl", number + 1, 5), number % 7) for number, triple in enumerate(triples)]
    sections = pack_facts(asserted, [(triple, 9) for triple in derived])
    return FactTable({name: memoryview(data) for name, data in sections.items()})


def test_matching_equals_filtering() -> None:
    """Each of the eight ways to ask gives what a look at every fact gives, in one order."""
    rng = random.Random(7)
    subjects, predicates = TERMS[:3], (IRI(E + "p"), IRI(E + "q"), IRI(E + "r"))
    every = [Triple(s, p, o) for s, p, o in product(subjects, predicates, TERMS)]
    chosen = rng.sample(every, 50)
    facts = table(chosen[:30], chosen[30:])

    order = list(facts.match(None, None, None))
    assert sorted(map(str, order)) == sorted(map(str, chosen))
    for s, p, o in product((None, *subjects, IRI(E + "x")), (None, *predicates), (None, *TERMS, Literal("x"))):
        wanted = {
            each for each in chosen
            if s in (None, each.subject) and p in (None, each.predicate) and o in (None, each.object)
        }
        found = list(facts.match(s, p, o))
        assert set(found) == wanted and len(found) == len(wanted)
    assert facts.objects(subjects[0], predicates[0]) == tuple(
        each.object for each in order if each[:2] == (subjects[0], predicates[0])
    )


def test_origin_place_and_rank_are_kept() -> None:
    """Of a fact that is written and derived the place is kept and the rank of the derivation counts."""
    first, second, third = (Triple(IRI(E + name), IRI(E + "p"), IRI(E + "o")) for name in "abc")
    facts = table([first, second, second], [second, third])

    rows = [facts.index(each) for each in (first, second, third)]
    assert [facts.is_derived(row) for row in rows] == [False, False, True]
    assert [facts.place(row) for row in rows] == [Place("a.ttl", 1, 5), Place("a.ttl", 2, 5), None]
    assert [facts.certainty(row) for row in rows] == [0, 9, 9]
    assert facts.index(Triple(IRI(E + "o"), IRI(E + "p"), IRI(E + "a"))) == -1


def test_empty_table_answers() -> None:
    """No facts at all are no error."""
    facts = table([], [])

    assert facts.size == 0
    assert list(facts.match(None, None, None)) == []
    assert facts.objects(IRI(E + "a"), IRI(E + "p")) == ()


RULES = """PREFIX : <http://example.org/>
RULE :one { ?x :q ?y ; :r [ :s ?y ] } WHERE { ?x :p ?y . ?y :p/^:p ?z }
RULE :two { ?x :t ?n } WHERE { ?x :p ?y FILTER(STRLEN(STR(?y)) > 3 && ?y IN (:a, :b, "c"@en)) SET(?n := 1 + 2.5) }
RULE :three { ?x :u <<( ?x :p 1 )>> } WHERE { ?x :q ?y NOT DATA { ?x :z ?y FILTER(isIRI(?y)) } }
RULE { :s :p :o } WHERE DATA { }
DATA { :a :p :b, "x"@ar--rtl }
"""


def test_rules_come_back() -> None:
    """Every form of rule survives, with its places, one by one."""
    rules = read_rules(RULES, "r.srl", "http://example.org/")
    kept = RuleTable(encode_rules(rules))

    assert tuple(map(kept.rule, reversed(range(len(rules.rules))))) == tuple(reversed(rules.rules))
    assert kept.data() == tuple(statement.triple for statement in rules.data)


DATA = """@prefix : <http://example.org/> .
:a :edge :b . :b :edge :c . :c :edge :d . :d :shut true .
"""
CLOSURE = """PREFIX : <http://example.org/>
RULE :step { ?x :reaches ?y } WHERE { ?x :edge ?y NOT { ?x :shut true . ?x :open ?how } }
RULE :further { ?x :reaches ?z } WHERE { ?x :reaches ?y . ?y :edge ?z }
RULE :named { ?x :name ?n } WHERE { ?x :reaches ?y SET(?n := CONCAT(STR(?x), "!")) }
"""


def flat(proof: Proof | None) -> object:
    """A proof as a value that can be compared."""
    if proof is None:
        return None
    absent = tuple((each.subject, each.predicate, each.object) for each in proof.absent)
    name = None if proof.rule is None else proof.rule.name
    return proof.conclusion, name, proof.bindings, tuple(map(flat, proof.premises)), absent, proof.stratum


def test_kept_proofs_equal_those_of_the_engine() -> None:
    """A proof put together from kept steps is the engine's own: rule, bindings, premises, absences, stratum."""
    rules = read_rules(CLOSURE, "r.srl")
    statements = read_turtle(DATA, "d.ttl").statements
    inference = infer(compile_rules(rules), (statement.triple for statement in statements))
    derived = list(inference.derived())
    sections = pack_facts([(s.triple, s.object_place, 0) for s in statements], [(each, 0) for each in derived])
    facts = FactTable({name: memoryview(data) for name, data in sections.items()})
    packed = {name: memoryview(data) for name, data in pack_proofs(inference, facts, derived, rules.rules).items()}
    proofs = ProofTable(packed, facts, RuleTable(encode_rules(rules)).rule)

    assert len(derived) == 9
    for triple in derived:
        assert flat(proofs.proof(facts.index(triple))) == flat(inference.proof(triple))


def test_long_chains_are_put_together() -> None:
    """A proof of thousands of steps needs no deep recursion."""
    text = "@prefix : <http://example.org/> .\n" + "".join(f":n{i} :edge :n{i + 1} .\n" for i in range(3000))
    rules = read_rules(
        "PREFIX : <http://example.org/>\nRULE :next { ?y :seen true } WHERE { ?x :seen true . ?x :edge ?y }", "r.srl"
    )
    start = ":n0 :seen true .\n"
    statements = read_turtle(text + start, "d.ttl").statements
    inference = infer(compile_rules(rules), (statement.triple for statement in statements))
    derived = list(inference.derived())
    sections = pack_facts([(s.triple, s.object_place, 0) for s in statements], [(each, 0) for each in derived])
    facts = FactTable({name: memoryview(data) for name, data in sections.items()})
    goal = Triple(IRI(E + "n3000"), IRI(E + "seen"), Literal("true", XSD + "boolean"))
    packed = {name: memoryview(data) for name, data in pack_proofs(inference, facts, [goal], rules.rules).items()}
    proof = ProofTable(packed, facts, RuleTable(encode_rules(rules)).rule).proof(facts.index(goal))

    assert proof is not None
    assert sum(1 for step in proof.steps() if step.rule is not None) == 3000


def test_shipped_rules_come_back() -> None:
    """Every shipped rule survives."""
    for read in read_files(fetch(file for file in shipped_files() if file.path.endswith(".srl"))):
        kept = RuleTable(encode_rules(read.rules))

        assert tuple(map(kept.rule, range(len(read.rules.rules)))) == read.rules.rules
