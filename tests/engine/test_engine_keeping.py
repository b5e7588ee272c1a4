"""Finished facts and programs as plain parts, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myologic.engine.dictionary import Dictionary, key_of, term_of
from myologic.engine.inference import Inference, infer
from myologic.engine.kept_program import program_from_parts, program_to_parts
from myologic.engine.program import Program
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, RDF_DIR_LANG_STRING, RDF_LANG_STRING, BlankNode, Literal, Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
RULES = """
DATA { :d :p :e }
RULE :join { ?x :r ?z } WHERE { ?x :p ?y . ?y :p ?z FILTER (?x != ?z) }
RULE :node { ?x :s [ :t <<( ?x :p "v"@en )>> ] } WHERE { ?x :r ?y NOT { ?x :closed ?c } }
RULE :default { ?x :u 0 } WHERE { ?x :p ?y NOT DATA { ?x :u ?n } }
RULE :any { ?y :w ?x } WHERE { ?x ?p ?y . ?p :symmetric true }
"""
BASE = (
    ':a :p :b . :b :p :c , "\\u00e9\\n\\"" . :p :symmetric true . '
    ':c :u 1 ; :closed "x"^^:t . _:k :p <<( :a :p 1 )>> .'
)
CASE = ":x :p :a . :b :closed 1 . :y :p :x ."


def test_parts_round_trip(program_of: Compile, graph_of: Grapher) -> None:
    """Reading, deriving on top and explaining are the same from parts."""
    program = program_of(RULES)
    first = infer(program, graph_of(BASE))
    second = Inference.from_parts(program, first.to_parts())

    assert list(second.derived()) == list(first.derived())
    assert list(second.match(None, None, None)) == list(first.match(None, None, None))
    assert list(second.overlay(graph_of(CASE)).derived()) == list(first.overlay(graph_of(CASE)).derived())
    assert [repr(second.proof(t)) for t in second.derived()] == [repr(first.proof(t)) for t in first.derived()]
    assert [second.is_given(t) for t in first.match(None, None, None)] == [
        first.is_given(t) for t in first.match(None, None, None)
    ]


def test_every_pattern_matches_alike_from_parts(program_of: Compile, graph_of: Grapher) -> None:
    """All eight shapes of a pattern give the same facts."""
    program = program_of(RULES)
    first = infer(program, graph_of(BASE))
    second = Inference.from_parts(program, first.to_parts())
    for triple in first.match(None, None, None):
        for mask in range(8):
            shape: list[Any] = [term if mask >> place & 1 else None for place, term in enumerate(triple)]
            assert list(first.match(*shape)) == list(second.match(*shape))


def test_parts_do_not_depend_on_the_order_of_facts(program_of: Compile, graph_of: Grapher) -> None:
    """Equal facts give equal bytes."""
    program, triples = program_of(RULES), graph_of(BASE)

    assert infer(program, triples).to_parts() == infer(program, triples[::-1]).to_parts()


def test_a_layer_is_not_kept(program_of: Compile, graph_of: Grapher) -> None:
    """Only what stands alone has parts."""
    with pytest.raises(ValueError, match="layer"):
        infer(program_of(RULES), graph_of(BASE)).overlay([]).to_parts()


def test_a_kept_program_runs_like_the_first(
    rule_set: Callable[[str], RuleSet], program_of: Compile, graph_of: Grapher
) -> None:
    """Nothing is lost: order and tables; rules are asked for by their position."""
    rules = rule_set(RULES)
    program = program_of(RULES)
    parts = program_to_parts(program)
    kept = program_from_parts(parts, lambda position: rules.rules[position], (s.triple for s in rules.data))
    first, second = infer(program, graph_of(BASE)), infer(kept, graph_of(BASE))

    assert list(first.derived()) == list(second.derived())
    assert list(first.overlay(graph_of(CASE)).added()) == list(second.overlay(graph_of(CASE)).added())
    assert all(type(data) is bytes for data in parts.values())


def test_only_rules_that_are_needed_are_asked_for(
    rule_set: Callable[[str], RuleSet], program_of: Compile, graph_of: Grapher
) -> None:
    """A case that touches one predicate asks for no rule that does not read it."""
    text = "RULE :one { ?x :q 1 } WHERE { ?x :p 1 } RULE :two { ?x :s 1 } WHERE { ?x :r 1 }"
    rules = rule_set(text)
    asked: list[int] = []
    kept = program_from_parts(
        program_to_parts(program_of(text)), lambda n: asked.append(n) or rules.rules[n]
    )
    layer = Inference.from_parts(kept, infer(program_of(text), []).to_parts()).overlay(graph_of(":a :p 1 ."))

    assert list(layer.added()) == graph_of(":a :p 1 ; :q 1 .")
    assert set(asked) <= {0}


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
LITERALS = st.one_of(
    st.builds(Literal, TEXT),
    st.builds(Literal, TEXT, st.just("http://e/t")),
    st.builds(Literal, TEXT, st.just(RDF_LANG_STRING), st.sampled_from(["en", "de-at"])),
    st.builds(Literal, TEXT, st.just(RDF_DIR_LANG_STRING), st.just("ar"), st.sampled_from(["ltr", "rtl"])),
)


@given(st.one_of(LITERALS, st.builds(IRI, st.just("http://e/a")), st.builds(BlankNode, st.just("b1"))))
def test_keys_stand_for_one_term(term: Any) -> None:
    """A term comes back from its key, whatever its text."""
    assert term_of(key_of(term)) == term


@given(st.lists(LITERALS, max_size=6))
def test_numbers_stand_for_one_term(terms: list[Literal]) -> None:
    """Terms come back from their numbers, also through a layer on a dictionary."""
    below = Dictionary()
    half = len(terms) // 2
    numbers = [below.encode(term) for term in terms[:half]]
    layer = Dictionary(below)
    numbers += [layer.encode(term) for term in terms[half:]]

    assert [layer.term(number) for number in numbers] == terms
    assert all(number < 0 for number in numbers)
    assert len(set(numbers)) == len(set(terms))
