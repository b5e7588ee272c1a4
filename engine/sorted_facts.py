"""Derived facts in sorted order, however many they are: a small number each, in a list for each subject."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from myologic.engine.bits import count_of
from myologic.engine.columns import ColumnTable
from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import GIVEN, OpenTable, Store, Table
from myologic.engine.vector_tables import VectorTable, sides

_NOTHING: list[int] = []


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


class SortedFacts:
    """All facts that were not given, by subject, in the order of the terms' texts.

    Parameters
    ----------
    store, dictionary
        Finished facts and their terms.

    Attributes
    ----------
    predicates, objects
        Those that such facts have, in order.
    keys
        The keys of the objects.

    Notes
    -----
    Terms are sorted once. What follows a subject is then one number, `len(objects)` times the place of the predicate and the
    place of the object, so that the order of these numbers is that of the facts. They are collected for each subject and
    sorted when its turn comes. Subjects of one column of bits share these numbers: then memory grows by eight bytes a fact.
    """

    def __init__(self, store: Store, dictionary: Dictionary) -> None:
        tables = {p: table for p in store.predicates() if (table := store.read(p)) is not None and count_not_given(table)}
        self.predicates = sorted(tables, key=dictionary.sort_key)
        parts = [_Part(tables[p]) for p in self.predicates]
        self._dictionary = dictionary
        self._subjects, _ = _in_order((part.subjects() for part in parts), dictionary)
        self.objects, self.keys = _in_order((part.objects for part in parts), dictionary)
        # By number; those of literals are below 0 and so count from the end.
        rank = array("i", bytes(4 * (dictionary.resource_count + dictionary.literal_count)))
        for place, number in enumerate(self.objects):
            rank[number] = place
        size = len(self.objects)
        # By number too: to find a list by it is faster than in a dict.
        self._endings: list[list[int]] = [_NOTHING] * dictionary.resource_count
        for s in self._subjects:
            self._endings[s] = []
        for place, part in enumerate(parts):
            part.put(self._endings, rank, place * size)

    def __iter__(self) -> Iterator[tuple[int, list[int]]]:
        """Each subject with what follows it, in order; to be gone through once."""
        for subject in self._subjects:
            endings, self._endings[subject] = self._endings[subject], _NOTHING
            endings.sort()
            yield subject, endings

    def triples(self) -> Iterator[tuple[int, int, int]]:
        """The facts one by one; to be gone through once."""
        size = len(self.objects)
        for subject, endings in self:
            for ending in endings:
                yield subject, self.predicates[ending // size], self.objects[ending % size]


class _Part:
    """The facts of one predicate: objects, and beside each its subjects as bits or the one subject.

    Parameters
    ----------
    table
        The predicate's table.
    """

    def __init__(self, table: Table) -> None:
        self._bits = table.bits if isinstance(table, VectorTable) else None
        self._beside: Sequence[int]
        self.objects: Sequence[int]
        if isinstance(table, VectorTable):
            self._beside, self.objects = [], array("i")
            for o, bits in table.derived_columns():
                self._beside.append(bits)
                self.objects.append(o)
            return
        columns = table.columns() if isinstance(table, ColumnTable) else None
        self._beside, self.objects = sides(table.not_given()) if columns is None else columns

    def subjects(self) -> Iterable[int]:
        """All subjects, perhaps one several times."""
        if self._bits is None:
            return self._beside
        everyone = 0
        for bits in self._beside:
            everyone |= bits
        return self._bits.decode(everyone)

    def put(self, endings: Sequence[list[int]], rank: Sequence[int], start: int) -> None:
        """Append to what follows each subject the places of its objects, counted from a start."""
        if self._bits is None:
            for s, o in zip(self._beside, self.objects, strict=True):
                endings[s].append(start + rank[o])
            return
        before, subjects = 0, list[int]()
        for bits, o in zip(self._beside, self.objects, strict=True):
            if bits != before:  # of few values many things have the same
                before, subjects = bits, self._bits.decode(bits)
            ending = start + rank[o]
            for s in subjects:
                endings[s].append(ending)


def _in_order(terms: Iterable[Iterable[int]], dictionary: Dictionary) -> tuple[array[int], list[str]]:
    """The terms in some sequences in the order of their keys, each once, and these keys."""
    # An array, so that the numbers as objects are gone before there are keys: that is when most memory is held.
    numbers = array("i", sorted(set[int]().union(*terms)))
    keys = dictionary.sort_keys(numbers)
    order = array("i", sorted(range(len(keys)), key=keys.__getitem__))
    return array("i", map(numbers.__getitem__, order)), list(map(keys.__getitem__, order))
