"""Given facts that no rule speaks of wait to be numbered, and nobody notices."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from myologic.engine import waiting
from myologic.engine.inference import Inference, infer
from myologic.engine.program import Program, compile_rules
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, RDF_LANG_STRING, BlankNode, Literal, Term, Triple, TripleTerm

World = Callable[[int], tuple[RuleSet, list[Triple]]]
Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
RULES = 'RULE :r { ?x :says ?t } WHERE { ?x :p ?y SET (?t := STRLANG("text 7", "en")) } RULE :s { ?x :r ?y } WHERE { ?x :p ?y NOT { ?y :q 1 } }'


def word(number: int) -> Literal:
    """A text in English."""
    return Literal(f"text {number}", RDF_LANG_STRING, "en")


def label(name: str) -> IRI:
    """An address that the rules do not know."""
    return IRI(f"http://e/labels/{name}")


@pytest.fixture(name="base")
def base_fixture(monkeypatch: pytest.MonkeyPatch, graph_of: Grapher) -> list[Triple]:
    """Some facts that the rules speak of, among twenty others that wait."""
    monkeypatch.setattr(waiting, "_FEW", 5)
    spoken = graph_of(":a :p :b , :c . :c :q 1 . :d :p <<( :d :knows :e )>> .")
    others = [Triple(label(str(n)), label("text"), word(n)) for n in range(10)]
    others += [Triple(label(str(n)), label("of"), spoken[0].subject) for n in range(5)]
    others += [Triple(label(str(n)), label("part"), BlankNode(f"n{n}")) for n in range(5)]
    mixed = [*spoken, *others]
    random.Random(1).shuffle(mixed)
    return mixed


def eager(program: Program, base: list[Triple], monkeypatch: pytest.MonkeyPatch) -> Inference:
    """The same with nothing that waits."""
    with monkeypatch.context() as patch:
        patch.setattr(waiting, "_FEW", 10_000)
        return infer(program, base)


def test_what_follows_is_asked_for_without_them(program_of: Compile, base: list[Triple], monkeypatch: pytest.MonkeyPatch) -> None:
    """The inference graph and facts of known predicates leave the others where they are."""
    program = program_of(RULES)
    found, whole = infer(program, base), eager(program, base, monkeypatch)
    known = next(triple.predicate for triple in base if triple.predicate != label("text") and triple.predicate in program.readers)

    assert list(found.derived()) == list(whole.derived())
    assert list(found.match(None, known, None)) == list(whole.match(None, known, None))
    assert found.is_given(next(triple for triple in base if triple.predicate == known))
    assert found.waiting is not None and whole.waiting is None


@pytest.mark.parametrize("ask", ["length", "store", "subject", "text", "layer", "proof", "given", "member", "parts"])
def test_whoever_asks_for_them_gets_them(ask: str, program_of: Compile, base: list[Triple], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each way of asking numbers them, and the answer is that of numbering everything at once."""
    program = program_of(RULES)
    new = Triple(label("new"), IRI("http://e/p"), label("3"))
    asked: dict[str, Callable[[Inference], object]] = {
        "length": len,
        "store": lambda each: sorted(str(each.dictionary.triple(fact)) for fact, _ in each.numbers()),
        "subject": lambda each: list(each.match(label("3"), None, None)),
        "text": lambda each: list(each.match(None, None, word(7))),
        "layer": lambda each: list(each.overlay([new]).match(None, None, None)),
        "proof": lambda each: [each.proof(triple) is not None for triple in each.derived()],
        "given": lambda each: sorted(map(str, each.given())),
        "member": lambda each: [triple in each for triple in base],
        "parts": lambda each: each.to_parts(),
    }
    found, whole = infer(program, base), eager(program, base, monkeypatch)
    assert found.waiting is not None
    assert asked[ask](found) == asked[ask](whole)
    assert found.waiting is None and list(found.match(None, None, None)) == list(whole.match(None, None, None))


def test_a_text_that_a_rule_made_is_the_one_that_waited(program_of: Compile, base: list[Triple]) -> None:
    """What rules made before the others were numbered is the same term afterwards."""
    found = infer(program_of(RULES), base)
    numbers = {o for (_, _, o), _ in found.numbers() if found.dictionary.term(o) == word(7)}

    assert len(numbers) == 1 and len(list(found.match(None, None, word(7)))) == 3


def test_a_literal_has_one_number_inside_a_triple_term_and_outside(program_of: Compile, graph_of: Grapher) -> None:
    """Whichever comes first: what joins by it is found."""
    a, p, q = (triple.subject for triple in graph_of(":a :x 1 . :p :x 1 . :q :x 1 ."))
    program = program_of("RULE { ?x :same ?y } WHERE { ?x :q <<( ?x :p ?y )>> . ?x :p ?y }")
    for text in (word(1), Literal("plain"), Literal("x", RDF_LANG_STRING, "de", "ltr")):
        within: Term = TripleTerm(a, p, text)
        facts = [Triple(a, q, within), Triple(a, p, text)]  # type: ignore[arg-type]  # addresses
        for order in (facts, facts[::-1], [Triple(a, q, TripleTerm(a, p, within)), *facts]):  # type: ignore[arg-type]
            assert len(list(infer(program, order).derived())) == 1


def test_rules_over_any_predicate_speak_of_all(program_of: Compile, base: list[Triple]) -> None:
    """Nothing waits where a rule may read it; what RDF does not allow is left out as ever."""
    assert infer(program_of("RULE { ?x :r ?p } WHERE { ?x ?p ?y }"), base).waiting is None
    assert infer(program_of("RULE { ?x :r 1 } WHERE { ?x :p ?y NOT { ?x ?p 2 } }"), base).waiting is None
    odd = [*base, Triple(label("1"), BlankNode("no"), word(1))]
    assert len(infer(program_of(RULES), odd)) == len(infer(program_of(RULES), base))


def test_random_programs_are_the_same_with_and_without(random_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """All facts, levels of rounds and all."""
    monkeypatch.setattr(waiting, "_FEW", 5)
    waited = 0
    for seed in range(60):
        rules, base = random_world(seed)
        more = [Triple(triple.subject, label("of"), triple.object) for triple in base] + base
        program = compile_rules(rules)
        found, whole = infer(program, more), eager(program, more, monkeypatch)
        waited += found.waiting is not None
        assert list(found.derived()) == list(whole.derived())
        assert found.to_parts() == whole.to_parts()
    assert waited > 20


def test_threads_may_ask_at_once(program_of: Compile, base: list[Triple]) -> None:
    """All get the same answer, whoever numbers."""
    many = base + [Triple(label(f"m{n}"), label("text"), word(n)) for n in range(3000)]
    found = infer(program_of(RULES), many)
    with ThreadPoolExecutor(8) as pool:
        counts = set(pool.map(lambda n: (len(found), len(list(found.match(None, None, word(n % 10))))), range(40)))

    assert {count for count, _ in counts} == {len(infer(program_of(RULES), many))} and {n for _, n in counts} == {2, 4}


def test_the_caller_may_go_on_with_his_list(program_of: Compile, base: list[Triple], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was given is what counts, whatever becomes of the list that it came in."""
    program = program_of(RULES)
    whole, count = eager(program, base, monkeypatch), len(base)
    found = infer(program, base)
    base.clear()

    assert found.waiting is not None and len(found) == len(whole) > count
