"""Large files: the same triples as the strict readers give, and the same refusals."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myologic.engine.dictionary import key_of
from myologic.engine.errors import ContentError
from myologic.engine.terms import IRI, RDF, XSD, BlankNode, Literal, TripleTerm
from myologic.grammar import bulk
from myologic.grammar.bulk import Row, read_bulk
from myologic.grammar.ntriples import read_nquads, read_ntriples

LINES = (
    '<a:a> <a:b> "c\\n\\u00e9"@EN-us .\n# comment\n\n  _:x <a:b> _:y.z .\r\n'
    f'<a:a> <a:b> "1"^^<{XSD}integer> . # more\n<a:a> <a:b> "c"@he--rtl .\n'
    '<a:a> <a:b> <<( _:x <a:b> "c" )>> .\nVERSION "1.2"\n<a:\\u00e9> <a:b> "end" .'
)


def rows(text: str, file: str = "f.nt", base: str | None = None, scope: str = "") -> list[Row]:
    """All rows of a text."""
    return list(read_bulk(io.BytesIO(text.encode()), file, base, scope=scope))


def keys(text: str, scope: str = "") -> list[tuple[object, ...]]:
    """The rows as the strict reader has them."""
    return [
        tuple(t if isinstance(t, TripleTerm) else key_of(t) for t in s.triple)
        for s in read_ntriples(text, "f.nt", scope=scope).statements
    ]


def test_lines_give_what_the_strict_reader_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the size of the pieces in which the file is read."""
    expected = keys(LINES, "s")
    for size in (1, 7, 40, 10_000):
        monkeypatch.setattr(bulk, "_BLOCK_BYTES", size)
        assert rows(LINES, scope="s") == expected


def test_quads_lose_their_graphs() -> None:
    """One graph of all."""
    assert rows("<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> <a:c> .\n", "f.nq") == [("a:a", "a:b", "a:c")] * 2


@pytest.mark.parametrize(
    "bad",
    [
        "<a:a> <a:b> <a:c>",
        "<a> <a:b> <a:c> .",
        "<a:%zz> <a:b> <a:c> .",
        '<a:a> <a:b> "\\q" .',
        '<a:a> <a:b> "c"@e .',
        '<a:a> <a:b> "' + "1" * 41 + f'"^^<{XSD}integer> .',
        "<a:a> <a:b> <a:c> <a:g> .",
        "nonsense",
    ],
)
def test_mistake_has_the_place_in_the_whole_file(bad: str) -> None:
    """The same problem as the strict reader finds, on the right line."""
    with pytest.raises(ContentError) as strict:
        read_ntriples("\n\n" + bad, "f.nt")
    with pytest.raises(ContentError) as caught:
        rows("<a:a> <a:b> <a:c> .\n\n" + bad + "\n<a:a> <a:b> <a:c> .\n")

    assert caught.value.problems[0] == strict.value.problems[0]


def test_bytes_that_are_not_utf8_have_their_place() -> None:
    """On the right line of the file."""
    with pytest.raises(ContentError) as caught:
        list(read_bulk(io.BytesIO(b'<a:a> <a:b> <a:c> .\n<a:a> <a:b> "\xff" .\n'), "f.nt"))

    assert (caught.value.problems[0].code, caught.value.line, caught.value.column) == ("S127", 2, 14)


def test_turtle_and_trig_are_read_too() -> None:
    """Terms of all kinds become keys; graphs are left out."""
    text = '@prefix : <http://e/> . <g> { :a :b "c"@he--rtl, 1, _:x, <<( :a :b 2 )>> }'
    found = rows(text, "f.trig", "http://e/", "s")

    assert [r[2] for r in found] == [
        key_of(Literal("c", RDF + "dirLangString", "he", "rtl")),
        key_of(Literal("1", XSD + "integer")),
        key_of(BlankNode("s.nx")),
        TripleTerm(IRI("http://e/a"), IRI("http://e/b"), Literal("2", XSD + "integer")),
    ]


@settings(deadline=None)  # patterns are compiled by whoever is first
@given(
    st.lists(st.sampled_from([*LINES.split("\n"), "<a:a> <a:b> <a:c> <a:g> .", "<a:a> a <a:b> .", "_:x <a:b> 'c' ."]))
)
def test_any_lines_are_read_or_refused_alike(lines: list[str]) -> None:
    """Both readers of N-Quads agree on what they accept."""
    text = "\n".join(lines)
    try:
        expected = len(read_nquads(text, "f.nq").statements)
    except ContentError:
        with pytest.raises(ContentError):
            rows(text, "f.nq")
        return

    assert len(rows(text, "f.nq")) == expected
