"""Packed terms: the same numbers and texts as before, found with and without a table."""

from __future__ import annotations

from array import array

import pytest

from myologic.engine import dictionary as dictionaries
from myologic.engine.columns import ColumnTable, Pairs, load
from myologic.engine.dictionary import Dictionary, key_of
from myologic.engine.facts import Store
from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    BlankNode,
    Literal,
    Term,
    Triple,
    TripleTerm,
)

TERMS: list[Term] = [
    IRI("http://e/a"),
    BlankNode("b1"),
    IRI("http://e/ab"),
    Literal("x\ny"),
    IRI("http://e/ünï🦴"),
    TripleTerm(IRI("http://e/a"), IRI("http://e/ab"), Literal("7")),
    *(IRI(f"http://e/n{number}") for number in range(300)),
]


def filled() -> tuple[Dictionary, list[int]]:
    """A dictionary with all terms, and their numbers."""
    found = Dictionary()
    return found, [found.encode(term) for term in TERMS]


def test_packing_changes_nothing() -> None:
    """Numbers, terms, texts and kinds stay what they were."""
    plain, numbers = filled()
    packed, _ = filled()
    packed.pack(["http://e/a", "http://e/unknown"])

    assert [packed.sort_key(number) for number in numbers] == [plain.sort_key(number) for number in numbers]
    assert [packed.term(number) for number in numbers] == TERMS
    assert [packed.is_iri(number) for number in numbers] == [plain.is_iri(number) for number in numbers]
    assert (packed.resource_count, packed.literal_count) == (plain.resource_count, plain.literal_count)


def test_packed_terms_are_found_and_new_ones_added() -> None:
    """What is there is found by its text, what is not is not, and what comes new gets the next number."""
    packed, numbers = filled()
    packed.pack([])

    assert [packed.find(term) for term in TERMS[:8]] == numbers[:8]
    assert packed.find(IRI("http://e/")) is packed.find(IRI("e/a")) is packed.find(Literal("z")) is None
    new = packed.encode(IRI("http://e/new"))
    assert new == max(numbers) + 1
    assert packed.term(new) == IRI("http://e/new")
    assert packed.find(IRI("http://e/new")) == new == packed.encode(IRI("http://e/new"))
    assert packed.encode_iris(["http://e/a", "http://e/newer"]) == [0, new + 1]


def test_many_searches_make_the_table_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who looks for many terms does not look through all texts for each."""
    monkeypatch.setattr(dictionaries, "_MOST_SEARCHES", 5)
    packed, numbers = filled()
    packed.pack([])
    packed.encode(IRI("http://e/new"))

    assert [packed.find(term) for term in TERMS] == numbers
    assert isinstance(packed._resources, list)
    assert packed.find(IRI("http://e/new")) == max(numbers) + 1


def test_pairs_of_columns() -> None:
    """Two columns are read as a sequence of pairs: whole, in part, one by one."""
    loader = Pairs(*(array("i", column) for column in ([1, 2, 3], [4, 5, 6])))

    assert list(loader) == [(1, 4), (2, 5), (3, 6)]
    assert (len(loader), loader[1], loader[1:]) == (3, (2, 5), [(2, 5), (3, 6)])


def test_literals_that_came_as_terms_are_found_by_their_keys() -> None:
    """A literal with a language tag has one number, whether it is asked for as a term, by its key or anew."""
    written = [
        Literal("x", RDF_LANG_STRING, "en"),
        Literal('q"u"o', RDF_LANG_STRING, "de"),
        Literal("x", RDF_DIR_LANG_STRING, "en", "ltr"),
        Literal("x"),
    ]
    found, store = Dictionary(), Store()
    load([Triple(IRI("http://e/a"), IRI("http://e/p"), each) for each in (*written, *written)], found, store)

    numbers = [found.find(each) for each in written]
    assert numbers == [-1, -2, -3, -4] == [found.encode(each) for each in written]
    assert [found.encode_key(key_of(each)) for each in written] == numbers
    assert [found.sort_key(number) for number in numbers if number is not None] == list(map(key_of, written))
    assert [found.term(number) for number in numbers if number is not None] == written
    assert found.find(Literal("y", RDF_LANG_STRING, "en")) is found.find(Literal("x", RDF_LANG_STRING, "fr")) is None
    assert Dictionary(found).find(written[0]) == -1


def test_columns_are_whole_while_their_pairs_are_made() -> None:
    """Who began to read the columns of a table reads all of them, though another asks for the pairs meanwhile."""
    table = ColumnTable(array("i", [1, 2, 2]), array("i", [4, 5, 5]))
    pairs, before, columns = iter(table.pairs()), table.before(7), table.columns()
    first = next(pairs)

    assert table.rounds == {(1, 4): 0, (2, 5): 0}
    assert [first, *pairs] == list(before) == [(1, 4), (2, 5), (2, 5)]
    assert columns is not None and table.columns() is None
    assert (table.about(), list(table.pairs()), list(table.given()), list(table.not_given())) == (2, [(1, 4), (2, 5)], [(1, 4), (2, 5)], [])
