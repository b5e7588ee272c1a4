"""Literals, language tags and IRIs: what is well-formed."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myologic.engine.terms import XSD, Literal
from myologic.grammar.iris import is_absolute, is_valid, resolve
from myologic.grammar.literals import check_literal, is_language_tag

GOOD = {
    "boolean": "true 0",
    "integer": "-007 +5",
    "byte": "-128 127",
    "unsignedByte": "255",
    "positiveInteger": "1 " + "9" * 40,
    "decimal": "1 -.5 3.",
    "double": "1 1e5 -INF NaN .5E-3",
    "date": "2024-02-29 -0044-03-15 2025-12-31+14:00",
    "dateTime": "2025-01-01T24:00:00 2025-01-01T00:00:00.5Z",
    "time": "23:59:59.9-05:00",
    "gYear": "2025 -0001",
    "duration": "P1Y2M3DT4H5M6.7S -PT1S",
    "dayTimeDuration": "P1DT1H",
    "hexBinary": "0aFF",
    "language": "de-CH",
    "string": "anything",
    "unheardOf": "anything",
}
BAD = {
    "boolean": "TRUE yes",
    "integer": "1.0 five ١",
    "byte": "128 -129",
    "unsignedByte": "-1 256 " + "9" * 50,
    "positiveInteger": "0 -" + "9" * 50,
    "decimal": "1e5 . INF",
    "double": "inf nan 1e",
    "date": "2023-02-29 2025-13-01 2025-1-1 20250101",
    "dateTime": "2025-01-01 2025-01-01T25:00:00 2025-02-30T00:00:00Z",
    "time": "24:00:01",
    "gYear": "25",
    "duration": "P PT P1S",
    "dayTimeDuration": "P1Y",
    "hexBinary": "0",
    "language": "de_CH",
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in GOOD.items() for t in texts.split()])
def test_lexical_form_of_the_type_is_accepted(name: str, text: str) -> None:
    """Types that are not known allow everything."""
    assert check_literal(Literal(text, XSD + name)) is None


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in BAD.items() for t in texts.split()])
def test_other_lexical_form_is_refused(name: str, text: str) -> None:
    """The reason names the value and the type."""
    reason = check_literal(Literal(text, XSD + name))

    assert reason is not None
    assert f"xsd:{name}" in reason and f"`{text}`" in reason


def test_empty_form_is_no_number() -> None:
    """Nor is one with white space around it."""
    assert check_literal(Literal("", XSD + "integer")) is not None
    assert check_literal(Literal(" 1", XSD + "integer")) is not None


@pytest.mark.parametrize(
    "tag", ["en", "de-CH-1996", "zh-Hant-TW", "x-private", "i-klingon", "en-a-bbb-x-y", "sl-rozaj-biske", "zh-min-nan"]
)
def test_language_tags_of_bcp47_are_accepted(tag: str) -> None:
    """Language, script, region, variants, extensions and private use."""
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "englishlanguage", "en-", "en--x", "en-toolongsub", "1en", "en_us", "en-r", "en-US-US-a"]
)
def test_other_language_tags_are_refused(tag: str) -> None:
    """Each subtag has its length and its order."""
    assert not is_language_tag(tag)


RFC3986 = {
    "g:h": "g:h",
    "g": "http://a/b/c/g",
    "./g": "http://a/b/c/g",
    "g/": "http://a/b/c/g/",
    "/g": "http://a/g",
    "//g": "http://g",
    "?y": "http://a/b/c/d;p?y",
    "g?y": "http://a/b/c/g?y",
    "#s": "http://a/b/c/d;p?q#s",
    "g#s": "http://a/b/c/g#s",
    "g?y#s": "http://a/b/c/g?y#s",
    ";x": "http://a/b/c/;x",
    "g;x": "http://a/b/c/g;x",
    "g;x?y#s": "http://a/b/c/g;x?y#s",
    "": "http://a/b/c/d;p?q",
    ".": "http://a/b/c/",
    "./": "http://a/b/c/",
    "..": "http://a/b/",
    "../": "http://a/b/",
    "../g": "http://a/b/g",
    "../..": "http://a/",
    "../../": "http://a/",
    "../../g": "http://a/g",
    "../../../g": "http://a/g",
    "../../../../g": "http://a/g",
    "/./g": "http://a/g",
    "/../g": "http://a/g",
    "g.": "http://a/b/c/g.",
    ".g": "http://a/b/c/.g",
    "g..": "http://a/b/c/g..",
    "..g": "http://a/b/c/..g",
    "./../g": "http://a/b/g",
    "./g/.": "http://a/b/c/g/",
    "g/./h": "http://a/b/c/g/h",
    "g/../h": "http://a/b/c/h",
    "g;x=1/./y": "http://a/b/c/g;x=1/y",
    "g;x=1/../y": "http://a/b/c/y",
    "g?y/./x": "http://a/b/c/g?y/./x",
    "g?y/../x": "http://a/b/c/g?y/../x",
    "g#s/./x": "http://a/b/c/g#s/./x",
    "g#s/../x": "http://a/b/c/g#s/../x",
    "http:g": "http:g",
}


@pytest.mark.parametrize(("reference", "expected"), RFC3986.items())
def test_references_are_resolved_as_the_standard_shows(reference: str, expected: str) -> None:
    """The examples of RFC 3986, section 5.4, strict."""
    assert resolve(reference, "http://a/b/c/d;p?q") == expected


def test_base_without_path_gets_a_slash() -> None:
    """RFC 3986, section 5.2.3."""
    assert resolve("g", "http://a") == "http://a/g"
    assert resolve("g", "urn:b") == "urn:g"


@settings(deadline=None)  # patterns are compiled by whoever is first
@given(st.text("ab:/?#[]@%4zé\ue000 <>.-1\ufffe", max_size=12))
def test_validity_is_what_an_independent_parser_says(rest: str) -> None:
    """The IRI syntax of RFC 3987, against pyoxigraph."""
    iri = "http://" + rest
    try:
        pyoxigraph.NamedNode(iri)
        valid = True
    except ValueError:
        valid = False

    assert is_valid(iri) == valid
    assert is_absolute(iri)
