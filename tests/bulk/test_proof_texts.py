"""Proofs as text: all minimal ones, what was found absent, and what stands in the way."""

from __future__ import annotations

import pytest

import myologic

RULES = """PREFIX : <http://e/>
RULE :direct { ?x :far ?y } WHERE { ?x :next ?y NOT { ?y :shut 1 } }
RULE :on { ?x :far ?z } WHERE { ?x :far ?y . ?y :next ?z NOT DATA { ?z :hidden ?any } }
RULE :sum { ?x :both ?n } WHERE { ?x :one ?a . ?x :two ?b SET (?n := ?a + ?b) FILTER (?n > 3) }
"""
DATA = (
    "PREFIX : <http://e/> :a :next :b , :c . :b :next :d . :c :next :d . :d :next :e . :e :shut 1 ; :one 1 ; :two 2 ."
)


@pytest.fixture(name="inferred", scope="module")
def inferred_fixture() -> myologic.Inferred:
    """A graph with two ways."""
    return myologic.infer(RULES, myologic.Graph.from_text(DATA))


def test_minimal_proofs_are_numbered_together(inferred: myologic.Inferred) -> None:
    """Two ways to one conclusion, and what each rests on."""
    text = inferred.proofs_text("<http://e/a> <http://e/far> <http://e/d>")
    assert text is not None
    lines = text.splitlines()

    assert lines[-2].startswith("proof 1 of 2: ") and lines[-2].endswith("rests on 2 given and 2 absent")
    assert len({line.split(".")[0] for line in lines[:-2]}) == len(lines) - 2 == 8
    assert inferred.proofs_text("<http://e/a> <http://e/far> <http://e/a>") is None


def test_it_is_said_when_something_was_found_absent(inferred: myologic.Inferred) -> None:
    """No rule gives it, or the data were looked at alone."""
    first = inferred.proof_text("<http://e/a> <http://e/far> <http://e/b>")
    second = inferred.proof_text("<http://e/a> <http://e/far> <http://e/e>")

    assert first is not None and "there is no :b :shut" in first and "(checked: absent and no rule gives it)" in first
    assert second is not None and "(checked: absent from what was given)" in second
    higher = myologic.infer(
        "PREFIX : <http://e/> RULE { ?x :p 1 } WHERE { ?x :one 1 } RULE { ?x :q 1 } WHERE { ?x :next ?y NOT { ?x :p 1 } }",
        inferred_data(),
    )
    text = higher.proof_text('<http://e/a> <http://e/q> "1"^^<http://www.w3.org/2001/XMLSchema#integer>')
    assert text is not None and "(checked: absent after stratum 0)" in text


def inferred_data() -> myologic.Graph:
    """The given facts."""
    return myologic.Graph.from_text(DATA)


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("<http://e/d> <http://e/far> <http://e/e>", "against it stands :e :shut"),
        ("<http://e/e> <http://e/far> <http://e/a>", "there is no :e :next :a ."),
        ('<http://e/e> <http://e/both> "3"^^<http://www.w3.org/2001/XMLSchema#integer>', "the FILTER at <text>:4:"),
        ('<http://e/e> <http://e/both> "9"^^<http://www.w3.org/2001/XMLSchema#integer>', "the SET at <text>:4:"),
    ],
)
def test_what_stands_in_the_way_is_told(goal: str, said: str, inferred: myologic.Inferred) -> None:
    """A line for each rule that could have given it."""
    lines = inferred.why_not_text(goal).splitlines()

    assert all(line.startswith("nearest rule :") for line in lines) and any(said in line for line in lines)
