"""Packed terms: the same numbers and texts as before, found with and without a table."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myologic.engine.columns import ColumnTable, Pairs, load
from myologic.engine.dictionary import Dictionary, key_of
from myologic.engine.facts import Store
from myologic.engine.packed_texts import PackedTexts
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


def filled(most_open: int = 1_000) -> tuple[Dictionary, list[int]]:
    """A dictionary with all terms, and their numbers."""
    found = Dictionary(most_open=most_open)
    return found, [found.encode(term) for term in TERMS]


@pytest.mark.parametrize("most_open", [0, 2, 300, 302])
def test_packing_changes_nothing(most_open: int) -> None:
    """Numbers, terms, texts and kinds are what they are without, whenever it was packed."""
    plain, numbers = filled()
    packed, same = filled(most_open)

    assert same == numbers == [packed.encode(term) for term in TERMS]
    assert [packed.sort_key(number) for number in numbers] == [plain.sort_key(number) for number in numbers]
    assert [packed.term(number) for number in numbers] == TERMS
    assert [packed.is_iri(number) for number in numbers] == [plain.is_iri(number) for number in numbers]
    assert (packed.resource_count, packed.literal_count) == (plain.resource_count, plain.literal_count)
    assert isinstance(packed._resources, PackedTexts) and isinstance(plain._resources, list)


def test_packed_terms_are_found_and_new_ones_added() -> None:
    """What is there is found by its text, what is not is not, and what comes new gets the next number."""
    packed, numbers = filled(10)

    assert [packed.find(term) for term in TERMS] == numbers
    assert packed.find(IRI("http://e/")) is packed.find(IRI("e/a")) is packed.find(Literal("z")) is None
    new = packed.encode(IRI("http://e/new"))
    assert new == max(numbers) + 1
    assert packed.term(new) == IRI("http://e/new")
    assert packed.find(IRI("http://e/new")) == new == packed.encode(IRI("http://e/new"))
    assert packed.encode_iris(["http://e/a", "http://e/newer"]) == [0, new + 1]
    assert Dictionary(packed).find(IRI("http://e/newer")) == new + 1


@pytest.mark.parametrize("most_open", [0, 3, 5, 1_000])
def test_many_iris_at_once(most_open: int) -> None:
    """Known and new ones get the numbers that they would get one by one."""
    found = Dictionary(most_open=most_open)

    assert list(found.encode_iris(["a:1", "a:2"])) == [0, 1]
    assert list(found.encode_iris(["a:3", "a:2", "a:4", "a:1"])) == [2, 1, 3, 0]
    assert list(found.encode_iris(["a:5", "a:6"])) == [4, 5]
    assert [found.find(IRI(f"a:{number}")) for number in range(1, 8)] == [0, 1, 2, 3, 4, 5, None]


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=3), unique=True, max_size=30), max_size=8))
def test_packed_texts_have_the_places_in_which_they_came(batches: list[list[str]]) -> None:
    """Whatever they are and however many come at once: as with a dict."""
    packed, expected = PackedTexts([]), dict[str, int]()
    for batch in batches:
        wanted = [expected.setdefault(text, len(expected)) for text in batch]
        assert (packed.places(batch) if len(batch) % 2 else list(map(packed.place, batch))) == wanted
    packed.append("longer than any")

    assert list(packed) == [*expected, "longer than any"]
    for step in (1, 2, 7):
        places = range(0, len(packed), step)
        assert packed.texts(places) == [packed[place] for place in places]
    assert [packed.find(text) for text in expected] == list(expected.values())
    assert packed.find("not there") is None


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
