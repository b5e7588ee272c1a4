"""The rules about a case, specialised to the content, say what the engine says: every fact and how sure it is."""

from __future__ import annotations

import random

import pytest

from myologic.cases import kb_case
from myologic.casework.facts import CASE
from myologic.engine.certainty import SURE
from myologic.engine.inference import infer
from myologic.engine.program import compile_rules
from myologic.engine.terms import IRI, Triple
from myologic.grammar.srl import read_rules
from myologic.kb.ground import GroundCase, ground_program
from myologic.kb.grounding import ground
from myologic.kb.load import load
from myologic.kb.policy import kept
from myologic.kb.vocabulary import kb_, local_name

SEEDS = range(12)
EX = "https://example.org/"


@pytest.fixture(scope="module")
def kb():
    """The shipped knowledge base."""
    return load()


@pytest.fixture(scope="module")
def names(kb):
    """What a random case is drawn from."""

    def of(cls, *without):
        out = {each for other in without for each in kb.instances(kb_(other))}
        return [local_name(each) for each in kb.instances(kb_(cls)) if each not in out]

    return {
        "findings": of("Finding", "ClinicalTest", "Group"),
        "tests": of("ClinicalTest", "Group"),
        "habits": of("HabitCause", "Group"),
        "causes": of("Injury", "Group"),
        "conditions": of("Condition"),
        "red_flags": of("RedFlag"),
    }


def draw(names, seed):
    """A random case with every kind of entry."""
    chance = random.Random(seed)

    def some(name, most):
        chosen = chance.sample(names[name], chance.randint(0, most))
        return [{"id": each, "side": chance.choice(["left", "right", "both"])} for each in chosen]

    presences = ["present"] * 4 + ["absent", "unknown"]
    return {
        "findings": [{**each, "presence": chance.choice(presences)} for each in some("findings", 5)],
        "tests": [{**each, "result": chance.choice(["positive", "negative"])} for each in some("tests", 3)],
        "habits": some("habits", 2),
        "causes": some("causes", 1),
        "conditions": [each["id"] for each in some("conditions", 2)],
        "red_flags": [each["id"] for each in some("red_flags", 1)] if chance.random() < 0.2 else [],
        "pain": chance.choice(["acute", "chronic", "unknown"]),
        "age": chance.choice([None, 12, 70]),
    }


def held(program, case):
    """All facts of a ground case."""
    return {
        (predicate, each)
        for name in program.predicates
        for predicate in [IRI(name)]
        for each in case.objects(CASE, predicate)
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_facts_and_levels_are_those_of_the_engine(kb, names, seed):
    """Every fact of a case holds in both, at the same level."""
    program = ground_program(kb)
    case = kb_case(kb, **draw(names, seed))
    small, whole = GroundCase(program, case.facts), case.inferred
    facts = {(each.predicate, each.object) for each in whole.match(CASE, None, None)}

    assert small.complete
    assert {each for each in facts if each[0].value in program.predicates} == held(program, small)
    for predicate, object_ in held(program, small):
        fact = Triple(CASE, predicate, object_)
        assert small.certainty(fact) == whole.certainty(fact), fact


def test_every_conclusion_has_its_reasons(kb):
    """The clauses behind a verdict rest on facts that hold."""
    case = kb_case(kb, findings=["knees_in@left"])
    small = GroundCase(ground_program(kb), case.facts)
    weak = small.objects(CASE, kb_("weak"))
    assert weak
    for each in weak:
        reasons = small.reasons(kb_("weak"), each)
        assert reasons
        assert all(small.has(CASE, IRI(name), object_) for name, object_ in reasons)


def test_what_nobody_reads_follows_nothing(kb):
    """A fact that no rule reads is kept and changes nothing."""
    program = ground_program(kb)
    case = GroundCase(program, [Triple(CASE, kb_("presents"), IRI(EX + "unheard-of"))])

    assert case.objects(CASE, kb_("reports")) == ()
    assert case.objects(CASE, kb_("presents")) == (IRI(EX + "unheard-of"),)


def grounded(rules, facts, marked):
    """The ground program of a few rules over a few facts, or None."""
    text = f"PREFIX : <{EX}>\n{rules}"
    inference = infer(compile_rules(read_rules(text, "rules.srl")), facts)
    numbers = {}
    return ground(
        inference,
        marked,
        lambda triple: kept(SURE),
        max,
        lambda values: kept(SURE),
        lambda term: numbers.setdefault(term, len(numbers)),
    )


def test_joins_with_the_content_are_gone():
    """One rule over two rows of content gives two clauses, and content that does not fit gives none."""
    facts = [Triple(IRI(EX + s), IRI(EX + p), IRI(EX + o)) for s, p, o in [("a", "to", "b"), ("c", "to", "d"), ("e", "of", "f")]]
    found = grounded("RULE :r { ?x :got ?o } WHERE { ?x :has ?s . ?s :to ?o }", facts, [IRI(EX + "has")])

    assert found is not None
    assert len(found[0].clauses) == 2


def test_a_negation_joins_with_the_content_too():
    """A negation that asks the content twice blocks where both hold; where nothing fits it is left out of the clause."""
    facts = [
        Triple(IRI(EX + s), IRI(EX + p), IRI(EX + o))
        for s, p, o in [("a", "to", "x"), ("b", "to", "x"), ("c", "to", "y"), ("a", "by", "b"), ("b", "by", "c")]
    ]
    rule = "RULE :r { ?x :got ?o } WHERE { ?x :has ?s . ?s :to ?o . NOT { ?x :has ?t . ?t :by ?s ; :to ?o } }"
    found = grounded(rule, facts, [IRI(EX + "has")])

    assert found is not None
    blocked = [negative for (place, _, _, negative) in found[0].clauses if place >= 0]
    assert sorted(map(len, blocked)) == [0, 0, 1]  # only b is blocked, by a: both lead to x
    assert sum(place < 0 for place, _, _, _ in found[0].clauses) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "RULE :r { ?x :got ?o } WHERE { ?x :has ?s . SET (?o := STR(?s)) }",
        "RULE :r { ?x :got ?o } WHERE { ?x :has ?s . ?s :to ?o } RULE :q { ?o :of ?x } WHERE { ?x :got ?o }",
        "RULE :r { ?x :got ?o } WHERE { ?x :has ?s . ?y :has ?s . ?s :to ?o }",
        "RULE :r { ?x :got ?o } WHERE { ?x :has ?s . ?s :to ?o } RULE :q { ?s ?q ?o } WHERE { ?s ?p ?o . ?p :under ?q }",
        "RULE :r { ?x :got ?o } WHERE DATA { ?x :has ?s . ?s :to ?o }",
        "RULE :r { ?x :got ?o } WHERE { ?x :has ?s . ?s :to ?o . NOT { ?x :has ?t . ?x :has ?u . ?t :to ?u } }",
    ],
)
def test_what_cannot_be_specialised_is_left_to_the_engine(rule):
    """A rule beyond the means of clauses gives no program, so that nothing is wrong."""
    facts = [Triple(IRI(EX + "a"), IRI(EX + "to"), IRI(EX + "b"))]

    assert grounded(rule, facts, [IRI(EX + "has")]) is None
