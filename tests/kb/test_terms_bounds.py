"""The table of terms remembers what is asked for, and not without end what nobody wrote."""

from __future__ import annotations

from myologic.engine.terms import IRI
from myologic.kb.terms import TermTable, pack_terms


def test_unknown_terms_are_not_remembered_without_end() -> None:
    """A service asked for ever new names needs no more memory for it."""
    terms = [IRI(f"http://example.org/{number}") for number in range(50)]
    numbers, blob, offsets = pack_terms(terms)
    table = TermTable(blob, offsets)
    unknown = [table.number(IRI(f"http://example.org/unknown/{number}")) for number in range(1000)]

    assert set(unknown) == {-1}
    assert [table.number(term) for term in terms] == [numbers[term] for term in terms]
    assert len(table._numbers) <= 2 * table.size
