"""Values at the prompt and in notebooks: one line, however large they are, and a few rows; and values as keys."""

from __future__ import annotations

from typing import Any

import pytest

import myologic
from myologic.answering.answer import AnswerItem, Understood

NASTY = '<script>alert(1)</script> & "q" \x1b[31m'
RULE = "PREFIX : <http://example.org/> RULE :flip { ?y :q ?x } WHERE { ?x :p ?y }"


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


@pytest.fixture(scope="module")
def values(kb: myologic.KnowledgeBase) -> dict[str, Any]:
    """One value of each kind that the face gives."""
    rules = myologic.rules(RULE)
    case = kb.case(findings=["knees_in@left"])
    return {
        "graph": kb.graph,
        "inferred": myologic.infer(rules, myologic.Graph.from_text("<http://example.org/a> <http://example.org/p> 1 .")),
        "rules": rules,
        "interview": kb.interview(),
        "rows": kb.query("SELECT ?s { ?s a kb:Muscle }"),
        "truth": kb.query("ASK { ?s a kb:Muscle }"),
        "made": kb.query("CONSTRUCT { ?s a kb:Muscle } WHERE { ?s a kb:Muscle }"),
        "verdict": case.verdicts()[0],
        "case": case,
        "plan": case.plan(),
        "why": case.why("biceps_femoris@left"),
        "answer": kb.ask("what strengthens the glutes"),
    }


@pytest.mark.parametrize("name", ["graph", "inferred", "rules", "interview", "rows", "truth", "made", "case", "why"])
def test_a_value_is_one_short_line(values: dict[str, Any], name: str) -> None:
    """A graph of tens of thousands of triples does not fill the screen."""
    assert len(repr(values[name])) < 120
    assert repr(values[name]).startswith("<")


@pytest.mark.parametrize(
    "name",
    ["graph", "inferred", "interview", "rows", "truth", "made", "verdict", "case", "plan", "why", "answer"],
)
def test_each_result_shows_itself(values: dict[str, Any], name: str) -> None:
    """Every result has a form for notebooks, and that of a large graph is small."""
    text = values[name]._repr_html_()

    assert text.startswith("<div")
    assert name in ("case", "answer", "plan", "why") or len(text) < 20_000


def test_what_is_cut_is_said(values: dict[str, Any]) -> None:
    """Of many rows the first are shown, and how many there are."""
    text = values["rows"]._repr_html_()

    assert f"{len(values['rows'].rows):,} rows, of which the first 20 are shown" in text
    assert text.count("<tr>") == 21


def test_graphs_and_rows_are_escaped() -> None:
    """Whatever stands in them is text."""
    graph = myologic.Graph.from_text("<http://example.org/a> <http://example.org/p> 'x' .")
    literal = graph.triples[0].object
    nasty = type(literal)(NASTY, literal.datatype)  # type: ignore[call-arg, union-attr]  # the object is a literal
    shown = myologic.Graph((type(graph.triples[0])(*graph.triples[0][:2], nasty),))._repr_html_()

    assert "<script" not in shown and "\x1b" not in shown


def test_an_interview_shows_its_question_and_then_the_case(kb: myologic.KnowledgeBase) -> None:
    """What is asked next with the words that answer it; at the end what follows."""
    interview = kb.interview()
    question = interview.question
    assert question is not None
    first = interview._repr_html_()
    for each in interview:
        interview.answer("no" if "no" in each.answers else "skip")

    assert "unknown, skip" in first and question.text.split("?")[0][:30] in first
    assert "Nothing can be inferred" in interview._repr_html_()


def test_values_can_be_keys(values: dict[str, Any]) -> None:
    """Answers, items, verdicts, plans, graphs: equal values are one key, though some hold plain data."""
    kb = myologic.load()
    again = kb.ask("what strengthens the glutes")

    assert again is not values["answer"] and {again: 1}[values["answer"]] == 1
    assert len({*again.answers}) == len(again.answers)
    for name in ("verdict", "plan", "case", "graph", "why"):
        assert hash(values[name]) == hash(values[name])


def test_equal_values_have_equal_hashes() -> None:
    """Also where plain data differs in its order, and where it differs altogether."""
    one, two = Understood(slots={"a": 1, "b": [2]}), Understood(slots={"b": [2], "a": 1})

    assert one == two and hash(one) == hash(two)
    assert AnswerItem("x", "x", details={"a": []}) != AnswerItem("x", "x", details={"a": [1]})


def test_hashing_reads_no_reasons(kb: myologic.KnowledgeBase) -> None:
    """Reasons that nobody reads are not put together for a hash."""
    items = kb.ask("what strengthens the glutes").answers
    late = [each.why for each in items if type(each.why).__name__ == "Later"]
    hash(items)

    assert late and all(each._make is not None for each in late[-1:])  # type: ignore[attr-defined]


