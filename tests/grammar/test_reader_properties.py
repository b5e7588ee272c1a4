"""What holds for any graph and any text: write and read give the same, and no text brings the readers down."""

from __future__ import annotations

import pyoxigraph
from hypothesis import given, settings
from hypothesis import strategies as st

from myologic.engine.errors import ContentError
from myologic.engine.rules import RuleSet
from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    BlankNode,
    Literal,
    Term,
    Triple,
    TripleTerm,
)
from myologic.grammar.ntriples import read_nquads, read_ntriples, write_ntriples
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import Document, read_turtle
from myologic.grammar.write_turtle import write_turtle

PREFIXES = {"": "https://example.org/", "ex": "https://example.org/x#", "o": "urn:o:"}

_names = st.text("abz019_-.:é~%/#", max_size=6).map(lambda s: s.replace("%", "%41").replace("#", ""))
iris = st.builds(
    lambda ns, name: IRI(ns + name),
    st.sampled_from(["https://example.org/", "urn:o:", "https://example.org/x#"]),
    _names,
)
blanks = st.sampled_from([BlankNode(label) for label in ("a", "b", "c", "d")])
# Every character but the halves of surrogate pairs.
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
literals = st.one_of(
    st.builds(Literal, _texts),
    st.builds(
        Literal,
        st.sampled_from(["1", "01", "-2.50", "1.", "1e5", "true", "x"]),
        st.sampled_from([XSD + n for n in ("integer", "decimal", "double", "boolean", "date")]),
    ),
    st.builds(Literal, _texts, st.just(RDF_LANG_STRING), st.sampled_from(["en", "de-ch"])),
    st.builds(Literal, _texts, st.just(RDF_DIR_LANG_STRING), st.just("he"), st.sampled_from(["ltr", "rtl"])),
)
nodes = st.one_of(iris, blanks)
terms: st.SearchStrategy[Term] = st.recursive(
    st.one_of(iris, blanks, literals), lambda inner: st.builds(TripleTerm, nodes, iris, inner), max_leaves=3
)
graphs = st.lists(st.builds(Triple, nodes, iris, terms), max_size=12)


def canonical(ntriples: str) -> set[str]:
    """The triples of an N-Triples text with blank nodes named by an independent implementation."""
    dataset = pyoxigraph.Dataset(
        pyoxigraph.Quad(t.subject, t.predicate, t.object)
        for t in pyoxigraph.parse(ntriples.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    )
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


def written(document: Document) -> str:
    """A document as N-Triples."""
    return write_ntriples(s.triple for s in document.statements)


@settings(deadline=None)  # patterns are compiled by whoever is first
@given(graphs)
def test_ntriples_come_back_as_they_were(graph: list[Triple]) -> None:
    """Writing and reading gives the same triples in the same order, labels apart."""
    text = write_ntriples(graph)
    again = written(read_ntriples(text, "f"))

    assert again.replace("_:n", "_:") == text
    assert canonical(again) == canonical(text)


@given(graphs)
def test_turtle_comes_back_as_the_same_graph(graph: list[Triple]) -> None:
    """However blank nodes are nested and names shortened."""
    document = read_turtle(write_turtle(graph, PREFIXES), "f")

    assert canonical(written(document)) == canonical(write_ntriples(graph))


@given(graphs, st.randoms())
def test_turtle_is_the_same_text_for_the_same_graph(graph: list[Triple], random: object) -> None:
    """The order in which triples are given plays no part."""
    assert write_turtle(reversed(graph), PREFIXES) == write_turtle(graph, PREFIXES)


DOCUMENT = """PREFIX : <https://example.org/>
@base <https://example.org/b/> .
:a :b "c"@en--ltr, 'd'^^:t, 1.5, -2e3, true ; a :C . # comment
<x> :p ( 1 [ :q "\\u00e9" ] ) ~ :r {| :s <<( :a :b _:c )>> |} .
<< :a :b :c ~ _:r >> :p \"\"\"long
"text\"\"\" .
"""
RULES = """PREFIX : <https://example.org/>
IMPORTS <other.srl>
RULE :r { ?x :p [ :q ?y ] } WHERE { ?x :p/^(:q/a) ?y ; :s "t" . FILTER (?y > 1 && STRLEN(?x) IN (2, 3))
  NOT DATA { ?x :q ?y } SET (?z := :f(?y) + 1 -2) }
DATA { :a :b ( 1 2 ) ~ :r {| :c 1 |} }
"""
_pieces = st.sampled_from(
    [
        '"',
        "'",
        '"""',
        "<",
        ">",
        "<<",
        "<<(",
        ")>>",
        ">>",
        "{|",
        "|}",
        "~",
        "@prefix",
        "PREFIX",
        "@en",
        "^^",
        ".",
        ";",
        ",",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\\",
        "\\u12",
        "_:",
        "?x",
        "1.",
        "1e",
        "-",
        "+",
        "a",
        "RULE",
        "WHERE",
        "NOT",
        "SET",
        "FILTER",
        "DATA",
        "BIND",
        "IF",
        ":",
        ":-",
        "$(",
        "/",
        "^",
        "|",
        "*",
        "#",
        "\n",
        "\r",
        "\x00",
        "\ufeff",
        "é",
        "😀",
    ]
)
_edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 9), st.one_of(_pieces, st.just(""))), min_size=1, max_size=4
)


def edited(text: str, edits: list[tuple[float, int, str]]) -> str:
    """A text with stretches of it replaced."""
    for where, length, piece in edits:
        at = round(where * len(text))
        text = text[:at] + piece + text[at + length :]
    return text


def refused_well(error: ContentError) -> bool:
    """Whether each problem has a place and a message."""
    return all(p.line >= 1 and p.column >= 1 and p.message and p.message.isprintable() for p in error.problems)


@given(_edits)
@settings(max_examples=300)
def test_damaged_turtle_is_read_or_refused_with_places(edits: list[tuple[float, int, str]]) -> None:
    """No text raises anything but a content error, and what is read an independent parser reads the same."""
    text = edited(DOCUMENT, edits)
    try:
        document = read_turtle(text, "f", "https://example.org/b/")
    except ContentError as error:
        assert refused_well(error)
        return
    expected = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE, base_iri="https://example.org/b/")
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in expected)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)

    assert canonical(written(document)) == {str(quad) for quad in dataset}


@given(_edits)
@settings(max_examples=300)
def test_damaged_rules_are_read_or_refused_with_places(edits: list[tuple[float, int, str]]) -> None:
    """No text raises anything but a content error."""
    try:
        assert isinstance(read_rules(edited(RULES, edits), "f", "https://example.org/"), RuleSet)
    except ContentError as error:
        assert refused_well(error)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Texts of any characters, by all readers."""
    for read in (read_turtle, read_rules, read_ntriples, read_nquads):
        try:
            read(text, "f")
        except ContentError as error:
            assert refused_well(error)
