"""The content files as files: readable by any RDF tool, one theme each, small enough to read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from myologic.grammar.ntriples import write_ntriples
from myologic.grammar.turtle import read_turtle

KB = Path(__file__).resolve().parents[2] / "kb"
PREFIXES = {
    "kb": "https://w3id.org/myologic/kb#",
    "id": "https://w3id.org/myologic/id/",
    "src": "https://w3id.org/myologic/source/",
    "lex": "https://w3id.org/myologic/lex#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def turtle_files() -> Iterator[Path]:
    """Every Turtle file of the shipped content."""
    return iter(sorted(KB.rglob("*.ttl")))


def masked(graph: rdflib.Graph) -> Counter[tuple[str, ...]]:
    """The triples as text, with blank nodes all alike, because their labels differ from reader to reader."""
    return Counter(tuple("_" if isinstance(term, rdflib.BNode) else term.n3() for term in triple) for triple in graph)


NAMES = [path.relative_to(KB).as_posix() for path in turtle_files()]


EXAMPLES = [path.relative_to(KB.parent).as_posix() for path in sorted((KB.parent / "examples").rglob("*.ttl"))]


@pytest.mark.parametrize("name", [*(f"kb/{name}" for name in NAMES), *EXAMPLES])
def test_three_readers_find_the_same_triples(name: str) -> None:
    """rdflib, pyoxigraph and the project's own reader accept the file and find the same graph."""
    path = KB.parent / name
    quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    own = write_ntriples(each.triple for each in read_turtle(path.read_text(encoding="utf-8"), name).statements)

    one = rdflib.Graph().parse(path, format="turtle")
    other = rdflib.Graph().parse(data=lines, format="nt")
    third = rdflib.Graph().parse(data=own, format="nt")

    assert len(one) > 0
    assert masked(one) == masked(other) == masked(third)


def test_every_shipped_turtle_file_is_among_them() -> None:
    """No Turtle file of the repository lies elsewhere, but for those of the tests."""
    root = KB.parent
    tops = {path.relative_to(root).parts[0] for path in root.rglob("*.ttl")}
    found = {top for top in tops if not top.startswith(".")}  # an environment beside the checkout brings files of its own

    assert found - {"tests", "build", "dist"} <= {"kb", "examples", "src"} and EXAMPLES


@pytest.mark.parametrize("name", NAMES)
def test_file_opens_with_a_comment_and_is_short(name: str) -> None:
    """The first line says what the file is about, and nobody has to scroll through more than 600 lines."""
    lines = (KB / name).read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith("# ") and len(lines[0]) > 20
    assert len(lines) <= 600


@pytest.mark.parametrize("name", NAMES)
def test_prefixes_have_their_fixed_addresses(name: str) -> None:
    """Prefix names mean the same in every file."""
    declared = dict(
        line.removeprefix("@prefix ").removesuffix("> .").replace(" ", "").split(":<", 1)
        for line in (KB / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("@prefix ")
    )

    assert {p: a for p, a in declared.items() if p in PREFIXES} == {p: PREFIXES[p] for p in declared if p in PREFIXES}


def test_no_file_holds_a_control_character() -> None:
    """Nothing invisible hides in the content."""
    hidden = re.compile("[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")

    assert [path.name for path in turtle_files() if hidden.search(path.read_text(encoding="utf-8"))] == []
