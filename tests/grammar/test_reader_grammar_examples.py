"""The example sentences above the rules of `rdf.lark` are read."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from myologic.grammar.ntriples import read_nquads
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import read_turtle

PROLOGUE = "PREFIX : <https://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
# What a sentence above a rule is part of.
FRAMES = {
    "turtle": "turtle",
    "directive": "turtle",
    "rules": "rules",
    "imports": "rules",
    "rule": "rules",
    "data": "rules",
    "body": "RULE { } WHERE %s",
    "_block": "DATA { %s }",
    "triples": "DATA { %s }",
    "path": "RULE { } WHERE { ?x %s ?y }",
    "literal": "DATA { :s :p %s }",
    "collection": "DATA { :s :p %s }",
    "annotation": "DATA { %s }",
    "reified": "DATA { :s :p %s }",
    "expression": "RULE { } WHERE { FILTER ( %s ) }",
    "ntriples": "lines",
}
_NUMBERS = re.compile(r"(?:\s+\[\d+\](?:-\[\d+\])?)+\s*$")


def sentences() -> list[tuple[str, str]]:
    """Rule and sentence, for each sentence of a comment that stands right above a rule."""
    lines = (files("myologic.grammar") / "rdf.lark").read_text(encoding="utf-8").split("\n")
    found = []
    for comment, line in zip(lines, lines[1:], strict=False):
        rule = re.match(r"[!?]*(\w+):", line)
        if comment.startswith("// ") and rule is not None:
            parts = re.split(r" {5,}", _NUMBERS.sub("", comment[3:]))
            found += [(rule[1], part.strip()) for part in parts if part.strip()]
    return found


def test_each_frame_is_used() -> None:
    """A rule that is renamed does not lose its examples unnoticed."""
    assert {rule for rule, _ in sentences()} | {"path"} >= FRAMES.keys() - {"path"}


@pytest.mark.parametrize(("rule", "sentence"), sentences())
def test_example_sentence_is_read(rule: str, sentence: str) -> None:
    """In the surroundings of its rule."""
    frame = FRAMES.get("path" if rule in ("verb", "path") else rule, "")
    if frame == "turtle":
        assert read_turtle(PROLOGUE + sentence, "f", "a:b") is not None
    elif frame == "rules":
        assert read_rules(PROLOGUE + sentence, "f", "a:b") is not None
    elif frame == "lines":
        assert len(read_nquads(sentence, "f").statements) == 1
    else:
        assert frame
        assert read_rules(PROLOGUE + frame % sentence, "f") is not None
