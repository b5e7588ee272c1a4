"""What notebooks show: escaped, needing nothing else, running nothing, and safety before everything."""

from __future__ import annotations

import re
from base64 import b64decode
from html.parser import HTMLParser
from typing import Any

import pytest
import rdflib

import myologic
from myologic.answering.answer import Answer, AnswerItem, Source, Understood

NASTY = '<script>alert(1)</script><img src=x onerror="x()"> & "q" \'s\' \x1b[31m'
VOID = {"img", "br"}


class Reader(HTMLParser):
    """The elements and the text of a piece of HTML."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(value: Any) -> Reader:
    """What a notebook shows of a value, after a look that it is harmless."""
    text = value._repr_html_()
    found = Reader(text)
    assert found.open == []
    for tag, attributes in found.tags:
        assert tag not in ("script", "style", "link", "iframe", "object", "embed", "form")
        assert not any(name.startswith("on") for name in attributes)
        assert all(not (attributes.get(name) or "").startswith(("http", "//", "javascript")) for name in ("src", "href"))
    assert re.search("[\x00-\x08\x0b-\x1f\x7f]", text) is None
    return found


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


def test_an_answer_shows_text_reasons_and_sources(kb: myologic.KnowledgeBase) -> None:
    """Everything of the answer, what is answered to unfold."""
    answer = kb.ask("why are the hip flexors tight", given=["I sit all day"])
    shown = read(answer)

    assert answer.paraphrase in shown.text
    assert sum(tag == "li" for tag, _ in shown.tags) > len(answer.answers)
    assert sum(tag == "details" for tag, _ in shown.tags) >= 1
    assert all(source.citation in shown.text for item in answer.answers for source in item.sources)


def test_text_that_looks_like_html_stays_text() -> None:
    """No character of an answer becomes mark-up."""
    item = AnswerItem("x", NASTY, kind=NASTY, why=(NASTY,), sources=(Source("s", NASTY),))
    answer = Answer(NASTY, "answered", "list", NASTY, NASTY, Understood(), (item,), None, None, (), (), None, "kb", "h")
    shown = read(answer)

    assert shown.text.count("<script>alert(1)</script>") == 5
    assert {tag for tag, _ in shown.tags} <= {"div", "p", "details", "summary", "span", "ul", "li"}


def test_a_case_shows_the_body_map_and_its_table(kb: myologic.KnowledgeBase) -> None:
    """The picture is an image of SVG inside the page; the table says the same; the purpose stands below."""
    case = kb.case(findings=["rounded_shoulder_one_side@right"])
    shown = read(case)
    (image,) = (attributes for tag, attributes in shown.tags if tag == "img")
    source = image["src"] or ""
    picture = b64decode(source.removeprefix("data:image/svg+xml;base64,")).decode()

    assert picture.startswith("<svg") and "<script" not in picture and image["alt"]
    assert "pectoralis minor" in shown.text and "tight" in shown.text
    assert "general education" in shown.text


def test_a_warning_sign_shows_its_text_alone(kb: myologic.KnowledgeBase) -> None:
    """No picture, no table, no exercise, and no proof to be had."""
    case = kb.case(red_flags=["rf_chest"], findings=["rounded_shoulder_one_side@right"])
    shown = read(case)

    assert not {"img", "table", "details"} & {tag for tag, _ in shown.tags}
    assert "emergency" in shown.text
    assert len(case.why("pectoralis_minor@right")) == 0 and "no proof" in read(case.why("pectoralis_minor@right")).text
    assert "pectoralis" not in case.export("ttl")
    assert case.to_arrow().num_rows == 0


def test_an_empty_case_says_so(kb: myologic.KnowledgeBase) -> None:
    """Nothing is painted where nothing is known."""
    shown = read(kb.case())

    assert "Nothing can be inferred" in shown.text
    assert "img" not in {tag for tag, _ in shown.tags}


def test_a_plan_shows_its_text(kb: myologic.KnowledgeBase) -> None:
    """Every piece of the plan's text, none twice."""
    from myologic.planning.text import blocks

    plan = kb.case(findings=["forward_head"]).plan(minutes=10)
    shown = read(plan)

    assert all(" ".join(block.text.split()) in " ".join(shown.text.split()) for block in blocks(plan))


def test_proofs_unfold_step_by_step(kb: myologic.KnowledgeBase) -> None:
    """Words, plain data, provenance and the engine's own view have the same steps."""
    why = kb.case(findings=["rounded_shoulder_one_side@right"]).why("pectoralis_minor@right")
    (steps,) = (proof["steps"] for proof in why.to_dict()["proofs"])
    shown = read(why)
    graph = rdflib.Graph().parse(data=why.export("prov"), format="turtle")
    entities = set(graph.subjects(rdflib.RDF.type, rdflib.PROV.Entity))

    assert len(why) == 1 and len(steps) == sum(1 for _ in why[0].steps()) > 5
    assert all(f"{step['number']}. {step['text']}" in shown.text for step in steps)
    assert why.text().splitlines()[0].startswith("1. ")
    assert len(entities) == len({tuple(step["triple"]) for step in steps})
    assert sum(tag == "li" for tag, _ in read(why[0]).tags) == len(steps)
    assert why[0:1] == why.proofs


def test_a_proof_of_any_subject_is_escaped() -> None:
    """The engine alone shows terms, and no character of them becomes mark-up."""
    inferred = myologic.infer(
        "RULE <a:r> { ?x <a:q> ?y } WHERE { ?x <a:p> ?y }", myologic.Graph.from_text('<a:a> <a:p> "<b>&" .')
    )
    proof = inferred.inference.proof(inferred.triples[0])

    assert proof is not None
    shown = read(proof)
    assert "a:a a:q <b>& (by a:r from 1)" in shown.text
    assert {tag for tag, _ in shown.tags} == {"ol", "li"}
