"""Derived facts in sorted order, however many they are: packed into eight bytes each, unpacked piece by piece."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

from myologic.engine.bits import count_of
from myologic.engine.columns import ColumnTable
from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import GIVEN, OpenTable, Pair, Store, Table
from myologic.engine.vector_tables import VectorTable

# Facts that are sorted and unpacked at once.
_AT_ONCE = 100_000
_MOST = 1 << 63


def count_not_given(table: Table) -> int:
    """How many pairs of a table were not given, without taking the table apart."""
    columns = table.columns() if isinstance(table, ColumnTable) else None
    if isinstance(table, ColumnTable) and columns is not None:
        return 0 if table.number == GIVEN else len(columns[0])
    return len(table.rounds) - _count_given(table)


def _count_given(table: Table) -> int:
    if isinstance(table, VectorTable):
        return count_of(table.given_columns())
    columns = table.given_columns() if isinstance(table, ColumnTable) else None
    if columns is not None:
        return len(set(zip(*columns, strict=True)))
    if isinstance(table, OpenTable):
        return list(table.rounds.values()).count(GIVEN)
    return sum(1 for _ in table.given())


def count_derived(store: Store) -> int:
    """How many facts of a store were not given."""
    tables = map(store.read, store.predicates())
    return sum(count_not_given(table) for table in tables if table is not None)


def sorted_facts(store: Store, dictionary: Dictionary) -> Iterator[tuple[int, int, list[int]]]:
    """All facts that were not given, by subject and predicate, in the order of the terms' texts.

    Parameters
    ----------
    store, dictionary
        Finished facts and their terms.

    Yields
    ------
    tuple
        Subject, predicate, and the objects in order.

    Notes
    -----
    Terms are sorted once; a fact is then one number. Facts are put into drawers by subject, and one drawer at a time is
    sorted and unpacked: beyond eight bytes a fact, memory does not grow with their number.
    """
    tables = {p: table for p in store.predicates() if (table := store.read(p)) is not None and count_not_given(table)}
    subjects, objects = _terms_of(tables.values())
    by_text = dictionary.sort_key
    subject_order, object_order = sorted(subjects, key=by_text), sorted(objects, key=by_text)
    del subjects, objects
    predicate_order = sorted(tables, key=by_text)
    object_rank = {number: rank for rank, number in enumerate(object_order)}
    size = len(object_order)
    width = size * len(predicate_order)
    total = sum(count_not_given(table) for table in tables.values())
    step = max(1, len(subject_order) * _AT_ONCE // max(total, 1))
    compact = width * len(subject_order) < _MOST
    drawers: list[array[int] | list[int]] = [
        array("Q") if compact else [] for _ in range(0, len(subject_order) + step, step)
    ]
    first = {number: rank * width for rank, number in enumerate(subject_order)}
    put = {number: drawers[rank // step].append for rank, number in enumerate(subject_order)}
    for rank, predicate in enumerate(predicate_order):
        table, start = tables[predicate], rank * size
        if isinstance(table, VectorTable):
            before, found = 0, list[int]()
            for o, bits in table.derived_columns():
                if bits != before:  # of few values many things have the same
                    before, found = bits, table.bits.decode(bits)
                column = start + object_rank[o]
                for s in found:
                    put[s](first[s] + column)
            continue
        for s, o in table.not_given():
            put[s](first[s] + start + object_rank[o])
    del first, put, object_rank
    for place, drawer in enumerate(drawers):
        yield from _unpacked(sorted(drawer), subject_order, predicate_order, object_order)
        drawers[place] = []


def _unpacked(
    codes: list[int], subjects: list[int], predicates: list[int], objects: list[int]
) -> Iterator[tuple[int, int, list[int]]]:
    size, kinds = len(objects), len(predicates)
    last = -1
    found: list[int] = []
    for code in codes:
        both, o = divmod(code, size)
        if both != last:
            if found:
                yield subjects[last // kinds], predicates[last % kinds], found
            last, found = both, []
        found.append(objects[o])
    if found:
        yield subjects[last // kinds], predicates[last % kinds], found


def _terms_of(tables: Iterable[Table]) -> tuple[set[int], set[int]]:
    """The terms that are a subject, and those that are an object, of a fact that was not given."""
    subjects: set[int] = set()
    objects: set[int] = set()
    for table in tables:
        if isinstance(table, VectorTable):
            everyone = 0
            for o, bits in table.derived_columns():
                everyone |= bits
                objects.add(o)
            subjects.update(table.bits.decode(everyone))
        else:
            pairs: list[Pair] = list(table.not_given())
            subjects.update(s for s, _ in pairs)
            objects.update(o for _, o in pairs)
    return subjects, objects
