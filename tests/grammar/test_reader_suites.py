"""The W3C suites beside the checkout: Turtle against an independent parser, rules by what must be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest

from myologic.engine.errors import ContentError
from myologic.grammar.ntriples import write_ntriples
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import decode, read_data

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "conformance"
TURTLE = SHARED / "turtle"
RULES = SHARED / "srl" / "suite"
ROOT = "https://w3c.github.io/rdf-tests/rdf/"
ACTION = pyoxigraph.NamedNode("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#action")
TYPE = pyoxigraph.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the W3C suites are not beside this checkout")


class Case(NamedTuple):
    """A file, the local name of its test's class, and its address."""

    file: Path
    kind: str
    base: str


def cases(folder: Path, ending: str) -> list[Case]:
    """The files that the manifests below a folder name."""
    found = set()
    for manifest in sorted(folder.rglob("manifest*.ttl")):
        store = pyoxigraph.Store()
        store.load(path=str(manifest), format=pyoxigraph.RdfFormat.TURTLE, base_iri=manifest.as_uri())
        for quad in store.quads_for_pattern(None, ACTION, None):
            action = quad.object
            if not isinstance(action, pyoxigraph.NamedNode) or not action.value.endswith(ending):
                continue
            for typed in store.quads_for_pattern(quad.subject, TYPE, None):
                assert isinstance(typed.object, pyoxigraph.NamedNode)
                file = Path(action.value.removeprefix("file://"))
                base = ROOT + file.relative_to(folder).as_posix()
                found.add(Case(file, typed.object.value.rpartition("#")[2], base))
    return sorted(found)


def graph(triples: Iterable[pyoxigraph.Triple]) -> set[str]:
    """Triples with blank nodes named by their surroundings."""
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def test_turtle_suite_is_read_as_an_independent_parser_reads_it() -> None:
    """All 416 files: the same graph, or refused with a place."""
    found = cases(TURTLE, ".ttl")
    wrong = []
    for case in found:
        data = case.file.read_bytes()
        try:
            document = read_data(data, case.file.name, case.base)
        except ContentError as error:
            if "Negative" not in case.kind or error.line < 1 or error.column < 1:
                wrong.append(f"{case.file.name}: {error}")
            continue
        text = write_ntriples(s.triple for s in document.statements)
        again = graph(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES))
        if "Negative" in case.kind:
            wrong.append(f"{case.file.name}: accepted")
        elif again != graph(pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE, base_iri=case.base)):
            wrong.append(f"{case.file.name}: another graph")

    assert len(found) >= 416
    assert wrong == []


def test_rule_suite_is_accepted_and_refused_as_it_asks() -> None:
    """Files that are refused for their rules' sake still are well-formed texts."""
    found = cases(RULES, ".srl")
    wrong = []
    for case in found:
        refused = False
        try:
            read_rules(decode(case.file.read_bytes(), case.file.name), case.file.name, case.base)
        except ContentError as error:
            refused = error.kind == "syntax" and error.line >= 1 and error.column >= 1
        if refused != ("NegativeSyntax" in case.kind):
            wrong.append(case.file.name)

    assert len(found) >= 145
    assert wrong == []
