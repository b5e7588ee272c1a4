"""Packed terms: the same numbers and texts as before, found with and without a table."""

from __future__ import annotations

from array import array

import pytest

from myologic.engine import dictionary as dictionaries
from myologic.engine.columns import Pairs
from myologic.engine.dictionary import Dictionary
from myologic.engine.terms import IRI, BlankNode, Literal, Term, TripleTerm

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
