"""N-Triples and N-Quads: strict reading, and writing."""

from __future__ import annotations

import pytest

from myologic.engine.errors import ContentError
from myologic.engine.terms import IRI, RDF, XSD, BlankNode, Literal, Triple, TripleTerm, Variable
from myologic.grammar.ntriples import nt, read_nquads, read_ntriples, write_ntriples

A, B, C = IRI("a:a"), IRI("a:b"), IRI("a:c")


def test_statements_are_read_line_by_line() -> None:
    """Comments, empty lines, a version and all kinds of terms."""
    text = (
        '# comment\r\nVERSION "1.2"\n\n<a:a> <a:b> _:x . # more\n_:x <a:b> "c"@en--ltr .\n'
        f'<a:a> <a:b> <<( _:x <a:b> "1"^^<{XSD}integer> )>> .'
    )
    document = read_ntriples(text, "f")

    assert [s.subject_place.line for s in document.statements] == [4, 5, 6]
    assert document.statements[1].triple.object == Literal("c", RDF + "dirLangString", "en", "ltr")
    assert document.version == "1.2"
    assert document.graphs == ()


def test_quads_keep_their_graphs() -> None:
    """One graph a statement, None for the default one."""
    document = read_nquads("<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:c> _:g .", "f")

    assert document.graphs == (IRI("a:g"), None, BlankNode("ng"))


@pytest.mark.parametrize(
    "text",
    [
        "<a> <a:b> <a:c> .",
        "<a:a> a <a:c> .",
        "<a:a> <a:b> 'c' .",
        "<a:a> <a:b> <<( <a:a> <a:b> 'c' )>> .",
        "<a:a> <a:b> <a:c> ; <a:b> <a:d> .",
        "PREFIX : <a:>\n",
        "<a:a> <a:b> [] .",
        "<a:a> <a:b> true .",
        "<a:a> <a:b> <a:c> . <a:a> <a:b> <a:d> .",
    ],
)
def test_what_only_turtle_allows_is_refused(text: str) -> None:
    """Strict means the short grammar of the lines."""
    with pytest.raises(ContentError):
        read_ntriples(text, "f")


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (A, "<a:a>"),
        (BlankNode("b"), "_:b"),
        (Literal('q"\\\n\r\t\x00'), '"q\\"\\\\\\n\\r\\t\\u0000"'),
        (Literal("é\U0001f600\ufffe"), '"é\U0001f600\ufffe"'),
        (Literal("1", XSD + "integer"), f'"1"^^<{XSD}integer>'),
        (Literal("x", RDF + "langString", "en"), '"x"@en'),
        (Literal("x", RDF + "dirLangString", "en", "rtl"), '"x"@en--rtl'),
        (TripleTerm(A, B, TripleTerm(A, B, C)), "<<( <a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> )>>"),
        (Variable("x"), "?x"),
    ],
)
def test_terms_are_written_in_ntriples(term: IRI, text: str) -> None:
    """The canonical spelling: only what must be escaped is."""
    assert nt(term) == text


def test_document_ends_each_statement_with_its_line() -> None:
    """Nothing is sorted or left out."""
    assert write_ntriples([Triple(A, B, C), Triple(A, B, A)]) == "<a:a> <a:b> <a:c> .\n<a:a> <a:b> <a:a> .\n"
