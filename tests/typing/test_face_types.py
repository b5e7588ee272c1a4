"""The types that the face promises, as type checkers see them: `mypy tests/typing` reads this file, and it runs as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_type

import rdflib

import myologic
from myologic.querying import QueryResult
from myologic.schemas.shapes import AnswerData, CaseFileData, CaseResultData, InterviewData, PlanData, ProofsData
from myologic.why import Why


def test_knowledge_base() -> None:
    """Loading, asking, graphs, queries."""
    kb = assert_type(myologic.load(), myologic.KnowledgeBase)
    answer = assert_type(kb.ask("what strengthens the glutes", given=["I sit all day"]), myologic.Answer)
    assert_type(answer.to_dict(), AnswerData)
    assert_type(answer.to_dict()["answers"][0]["sources"][0]["citation"], str)
    assert_type(kb.graph, myologic.Graph)
    assert_type(kb.to_rdflib(), rdflib.Graph)
    assert_type(kb.export("jsonld", about="piriformis"), str)
    assert_type(kb.query("ASK { ?s ?p ?o }", seconds=60), QueryResult)

    assert isinstance(answer, myologic.Answer)


def test_case() -> None:
    """Cases, verdicts, proofs, plans, self-checks."""
    kb = myologic.load()
    case = assert_type(kb.case(findings=["forward_head"]), myologic.Case)
    assert_type(case.add(habits=["prolonged_sitting"]), myologic.Case)
    assert_type(case.verdicts(), tuple[myologic.Verdict, ...])
    assert_type(case.result(), CaseResultData)
    assert_type(case.to_dict(), CaseFileData)
    assert_type(case.graph, myologic.Graph)
    why = assert_type(case.why("pectoralis_minor"), Why)
    assert_type(why.to_dict(), ProofsData)
    assert_type(iter(why), Iterator[myologic.Proof])
    plan = assert_type(case.plan(minutes=10), myologic.Plan)
    assert_type(plan.to_dict(), PlanData)
    interview = assert_type(kb.interview(), myologic.Interview)
    assert_type(interview.to_dict(), InterviewData)
    assert_type(interview.case, myologic.Case)

    assert plan.exit_code in (0, 1)


def test_engine() -> None:
    """Rules, graphs, inference, checks, schemas."""
    rules = assert_type(myologic.rules("RULE { ?y <a:q> ?x } WHERE { ?x <a:p> ?y }"), myologic.Rules)
    graph = assert_type(myologic.Graph.from_text("<a:a> <a:p> <a:b> ."), myologic.Graph)
    inferred = assert_type(myologic.infer(rules, [graph, rdflib.Graph()], limit_facts=10), myologic.Inferred)
    assert_type(inferred.to_ntriples(), str)
    assert_type(inferred.proof_text(inferred.triples[0]), str | None)
    assert_type(myologic.schema("answer"), dict[str, Any])

    assert len(inferred) == 1


def test_errors() -> None:
    """Every error is a MyologicError; those of content have a place."""
    try:
        myologic.rules("RULE {")
    except myologic.RuleError as error:
        assert_type(error.line, int)
        assert_type(error.problems, tuple[myologic.Problem, ...])
        caught: myologic.ContentError = error

    assert isinstance(caught, myologic.MyologicError)
    assert issubclass(myologic.QuestionError, myologic.MyologicError)
    assert issubclass(myologic.LimitError, myologic.ContentError)
