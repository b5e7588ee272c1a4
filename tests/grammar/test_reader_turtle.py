"""Turtle 1.2 to statements with places."""

from __future__ import annotations

import pytest

from myologic.engine.errors import ContentError, LimitError
from myologic.engine.terms import IRI, RDF, XSD, BlankNode, Literal, Place, Triple, TripleTerm
from myologic.grammar import limits
from myologic.grammar.turtle import Document, decode, read_data, read_turtle

HEAD = "PREFIX : <https://example.org/>\n"
EX = "https://example.org/"


def read(text: str, **options: str) -> Document:
    """Read with the empty prefix declared in the first line."""
    return read_turtle(HEAD + text, "t.ttl", **options)  # type: ignore[arg-type]  # base and scope are texts


def triples(text: str) -> list[Triple]:
    """The triples of a text."""
    return [s.triple for s in read(text).statements]


def problems(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem of a text."""
    with pytest.raises(ContentError) as caught:
        read(text)
    return [(p.code, p.line, p.column) for p in caught.value.problems]


def object_of(text: str) -> object:
    """The object of `:a :b text .`"""
    return triples(f":a :b {text} .")[0].object


def test_each_term_has_its_place() -> None:
    """Columns count code points from 1, and what `;` and `,` share keeps its own place."""
    statements = read(':a :b "\U0001f600", :c ;\n  a :d .').statements

    assert [(s.subject_place[1:], s.predicate_place[1:], s.object_place[1:]) for s in statements] == [
        ((2, 1), (2, 4), (2, 7)),
        ((2, 1), (2, 4), (2, 12)),
        ((2, 1), (3, 3), (3, 5)),
    ]
    assert statements[0].subject_place == Place("t.ttl", 2, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end: str) -> None:
    """LF, CR LF and CR each end one line."""
    statements = read_turtle(f"<a:a>{end}<a:b>{end}<a:c> .", "t").statements

    assert statements[0].object_place == Place("t", 3, 1)


@pytest.mark.parametrize(
    ("written", "lexical", "datatype"),
    [
        ("01", "01", "integer"),
        ("-5", "-5", "integer"),
        ("+.5", "+.5", "decimal"),
        ("1.50", "1.50", "decimal"),
        ("1e0", "1e0", "double"),
        ("1.E-3", "1.E-3", "double"),
        ("true", "true", "boolean"),
        ('"x"', "x", "string"),
        ("'''a\"''b'''", "a\"''b", "string"),
        ('"""a\rb\n"c"""', 'a\rb\n"c', "string"),
        (r'"\t\\\u00e9\U0001F600"', "\t\\é\U0001f600", "string"),
        (f'"9"^^<{XSD}byte>', "9", "byte"),
    ],
)
def test_literals_keep_their_lexical_form(written: str, lexical: str, datatype: str) -> None:
    """Nothing is normalised, escapes apart."""
    assert object_of(written) == Literal(lexical, XSD + datatype)


def test_language_tags_come_in_lower_case_with_their_direction() -> None:
    """`@EN-us--rtl` is a tag and a base direction."""
    assert object_of('"x"@EN-us') == Literal("x", RDF + "langString", "en-us")
    assert object_of('"x"@he--rtl') == Literal("x", RDF + "dirLangString", "he", "rtl")


def test_number_and_dot_are_told_apart() -> None:
    """The longest match wins: `1.` is an integer and a dot."""
    assert triples(":a :b 1.")[0].object == Literal("1", XSD + "integer")
    assert triples(":a.b :c _:d.")[0].subject == IRI(EX + "a.b")


def test_local_names_have_escapes_and_keep_percents() -> None:
    """A backslash escape stands for its character, `%41` for itself."""
    assert object_of(r":a\,b%41\/c:d") == IRI(EX + "a,b%41/c:d")


def test_relative_iris_are_resolved_against_the_base_in_force() -> None:
    """A base may be given, and the document may change it, again relative to the one before."""
    text = "<a> <b> <#c> .\n@base <d/> .\n<a> <b> <../e> ."
    found = [s.triple for s in read_turtle(text, "t", "https://example.org/x/y").statements]

    assert found[0] == Triple(IRI(EX + "x/a"), IRI(EX + "x/b"), IRI(EX + "x/y#c"))
    assert found[1] == Triple(IRI(EX + "x/d/a"), IRI(EX + "x/d/b"), IRI(EX + "x/e"))


def test_prefix_holds_from_its_declaration_on() -> None:
    """A prefix that is declared anew changes what comes after it only."""
    found = triples(":a :b :c .\n@prefix : <a:> .\n:a :b :c .")

    assert found[0].subject == IRI(EX + "a")
    assert found[1].subject == IRI("a:a")


def test_list_becomes_a_chain_of_cells() -> None:
    """`( 1 2 )` is two cells, `( )` is rdf:nil."""
    found = triples(":a :b (1 2), () .")
    first, rest, nil = (IRI(RDF + n) for n in ("first", "rest", "nil"))
    cells = [t.subject for t in found if t.predicate == first]

    assert Triple(IRI(EX + "a"), IRI(EX + "b"), cells[0]) in found
    assert Triple(cells[0], rest, cells[1]) in found
    assert Triple(cells[1], rest, nil) in found
    assert Triple(IRI(EX + "a"), IRI(EX + "b"), nil) in found


def test_reified_triple_is_not_asserted() -> None:
    """`<< s p o >>` names a reifier, an annotation asserts the triple as well."""
    term = TripleTerm(IRI(EX + "s"), IRI(EX + "p"), IRI(EX + "o"))
    reifies = IRI(RDF + "reifies")
    only = triples("<< :s :p :o ~ :r >> :q 1 .")
    both = triples(":s :p :o ~ :r {| :q 1 |} .")

    assert set(only) == {
        Triple(IRI(EX + "r"), reifies, term),
        Triple(IRI(EX + "r"), IRI(EX + "q"), Literal("1", XSD + "integer")),
    }
    assert set(both) == {*only, Triple(IRI(EX + "s"), IRI(EX + "p"), IRI(EX + "o"))}


def test_each_annotation_without_reifier_has_its_own() -> None:
    """A block speaks of the reifier before it, else of a new one."""
    found = triples(":s :p :o ~ :r {| :q 1 |} {| :q 2 |} .")
    about = [t.subject for t in found if t.predicate == IRI(EX + "q")]

    assert about[0] == IRI(EX + "r")
    assert isinstance(about[1], BlankNode)


def test_blank_nodes_of_two_scopes_are_apart() -> None:
    """A label is one node in a document; written and made ones never meet."""
    text = "_:g1 :p [] . _:g1 :q _:n1 ."
    left = {t for s in read(text).statements for t in s.triple if isinstance(t, BlankNode)}
    right = {t for s in read(text, scope="f1").statements for t in s.triple if isinstance(t, BlankNode)}

    assert len(left) == len(right) == 3
    assert not left & right


def test_prefixes_base_and_version_are_told() -> None:
    """What the prologue set is part of the document."""
    document = read('VERSION "1.2"\nBASE <a:b>\n')

    assert (document.prefixes, document.base, document.version) == ({"": EX}, "a:b", "1.2")


def test_byte_order_mark_is_left_out() -> None:
    """A mark at the very beginning is none of the document's characters."""
    assert read_data(b"\xef\xbb\xbf<a:a> <a:b> <a:c> .", "x.ttl").statements[0].subject_place == Place("x.ttl", 1, 1)


def test_bytes_that_are_not_utf8_have_a_place() -> None:
    """The first bad byte is named, also in the middle of a line."""
    with pytest.raises(ContentError) as caught:
        decode(b"<a:a>\n<a:\xc3\xa9> \xff", "x.ttl")

    assert (caught.value.problems[0].code, caught.value.line, caught.value.column) == ("S127", 2, 7)


def test_all_mistakes_of_a_file_are_reported() -> None:
    """After a mistake reading goes on behind the next dot."""
    assert problems(":a :b .\n:a :b :c .\n:a nope :c .\n:a :b cat:c .") == [
        ("S101", 2, 7),
        ("S122", 4, 4),
        ("S103", 5, 7),
    ]


def test_missing_prefix_is_reported_once_with_the_nearest() -> None:
    """One missing line of the prologue is one problem."""
    with pytest.raises(ContentError) as caught:
        read("PREFIX cats: <a:> cat:a cat:b cat:c .")

    assert [p.code for p in caught.value.problems] == ["S103"]
    assert caught.value.problems[0].suggestion == "`cats:`"
    assert "`cat:`" in caught.value.problems[0].message


def test_missing_dot_is_suggested() -> None:
    """The mistake is noticed at the next line, and the message says so."""
    with pytest.raises(ContentError) as caught:
        read(":a :b :c\n:d :e :f .")

    assert (caught.value.line, caught.value.column) == (3, 1)
    assert caught.value.problems[0].suggestion == "`.` before it"


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        (":a :b :c\n    :d :e ;\n    :f :g .", "`;` before it"),
        (":a :b \u201cc\u201d .", '`"`'),
        (":a :b https://example.org/x .", "`<https://example.org/x>`"),
        (":a :b 2026-11-01 .", '`"2026-11-01"^^xsd:date`'),
    ],
)
def test_what_was_meant_is_suggested(text: str, suggestion: str) -> None:
    """A semicolon that was forgotten, quotes of a word processor, an address without brackets, a date without quotes."""
    with pytest.raises(ContentError) as caught:
        read(text)

    assert caught.value.problems[0].suggestion == suggestion


def test_no_more_than_twenty_problems_are_reported() -> None:
    """A file in another language does not fill the screen."""
    assert len(problems("x . " * 100)) == 20


def test_place_inside_a_token_is_that_of_the_bad_character() -> None:
    """An escape in a string on the second line of the string."""
    assert problems(':a :b """\n  \\q""" .') == [("S105", 3, 3)]
    assert problems(":a :b <http://a b> .") == [("S107", 2, 16)]


def test_first_problem_being_a_limit_makes_a_limit_error() -> None:
    """The limit and its place are named."""
    with pytest.raises(LimitError) as caught:
        read(":a :b " + "9" * 41 + " .")

    assert caught.value.kind == "limit"
    assert "41" in str(caught.value) and "40" in str(caught.value)


def test_nesting_up_to_the_limit_is_read() -> None:
    """64 brackets are read, 65 are not."""
    assert len(triples(":a :b " + "[ :b " * 64 + "1" + " ]" * 64 + " .")) == 65
    assert problems(":a :b " + "( " * 65) == [("L101", 2, 7 + 2 * 64)]


def test_half_a_surrogate_pair_in_a_text_is_refused() -> None:
    """Such a text cannot be written in UTF-8."""
    with pytest.raises(ContentError) as caught:
        read_turtle('<a:a> <a:b> "\ud800" .', "t")

    assert (caught.value.problems[0].code, caught.value.column) == ("S127", 14)


def test_ill_typed_literal_is_no_mistake_of_syntax() -> None:
    """Whether a lexical form is its datatype's is a question of content."""
    assert object_of(f'"nine"^^<{XSD}integer>') == Literal("nine", XSD + "integer")


def test_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """As bytes and as text, before anything is read."""
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    for read_it in (lambda: decode(b"# 123456789", "t"), lambda: read_turtle("# é1234567", "t")):
        with pytest.raises(LimitError) as caught:
            read_it()
        assert (caught.value.problems[0].code, caught.value.line, caught.value.column) == ("L105", 1, 1)
        assert "11 bytes" in str(caught.value) and "10" in str(caught.value)
