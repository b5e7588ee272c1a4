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
    predicates
        Those that such facts have, in order.
    keys
        The keys of the objects, in order.

    Notes
    -----
    Terms are sorted once. What follows a subject is then one number, the number of objects times the place of the predicate
    and the place of the object, so that the order of these numbers is that of the facts. They are collected for each subject
    and sorted when its turn comes. Subjects of one column of bits share these numbers: then memory grows by eight bytes a fact.
    """

    def __init__(self, store: Store, dictionary: Dictionary) -> None:
        tables = {p: table for p in store.predicates() if (table := store.read(p)) is not None and count_not_given(table)}
        self.predicates = sorted(tables, key=dictionary.sort_key)
        parts = [_Part(tables[p]) for p in self.predicates]
        self._subjects = _InOrder((part.subjects() for part in parts), dictionary)
        self._objects = _InOrder((part.objects for part in parts), dictionary)
        self.keys = self._objects.keys
        rank, size = self._objects.places(), len(self.keys)
        # By number: to find a list by it is faster than in a dict.
        self._endings: list[list[int]] = [_NOTHING] * dictionary.resource_count
        for s in self._subjects.numbers:
            self._endings[s] = []
        for place, part in enumerate(parts):
            part.put(self._endings, rank, place * size)

    def object_at(self, place: int) -> int:
        """The number of the object at a place."""
        return self._objects[place]

    def __iter__(self) -> Iterator[tuple[str, list[int]]]:
        """The key of each subject with what follows it, in order; to be gone through once."""
        for subject, key in zip(self._subjects, self._subjects.keys, strict=True):
            endings, self._endings[subject] = self._endings[subject], _NOTHING
            endings.sort()
            yield key, endings

    def triples(self) -> Iterator[tuple[int, int, int]]:
        """The facts one by one; to be gone through once."""
        size = len(self.keys)
        for subject, (_, endings) in zip(self._subjects, self, strict=True):
            for ending in endings:
                yield subject, self.predicates[ending // size], self._objects[ending % size]


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
            self.objects, self._beside = table.derived_columns()
            return
        columns = table.columns() if isinstance(table, ColumnTable) else None
        self._beside, self.objects = sides(table.not_given()) if columns is None else columns

    def subjects(self) -> Iterable[int]:
        """All subjects, perhaps one several times."""
        if self._bits is None:
            return self._beside
        everyone = 0
        for bits in set(self._beside):
            everyone |= bits
        return self._bits.decode(everyone)

    def put(self, endings: Sequence[list[int]], rank: Sequence[int], start: int) -> None:
        """Append to what follows each subject the places of its objects, counted from a start."""
        if self._bits is None:
            for s, o in zip(self._beside, self.objects, strict=True):
                endings[s].append(start + rank[o])
            return
        beside, objects = self._beside, self.objects
        if beside.count(beside[0]) == len(beside):
            mine = [start + rank[o] for o in objects]
            for s in self._bits.decode(beside[0]):
                endings[s] += mine
            return
        before, subjects = 0, list[int]()
        for bits, o in zip(beside, objects, strict=True):
            if bits != before:  # of few values many things have the same
                before, subjects = bits, self._bits.decode(bits)
            ending = start + rank[o]
            for s in subjects:
                endings[s].append(ending)


class _InOrder:
    """The terms in some sequences in the order of their keys, each once.

    Attributes
    ----------
    numbers
        The terms in the order of their numbers.
    keys
        The keys in order.
    """

    def __init__(self, terms: Iterable[Iterable[int]], dictionary: Dictionary) -> None:
        # An array, so that the numbers as objects are gone before there are keys: that is when most memory is held.
        self.numbers = array("i", sorted(set[int]().union(*terms)))
        self._count = dictionary.resource_count + dictionary.literal_count
        keys = dictionary.sort_keys(self.numbers)
        self._order = array("i", sorted(range(len(keys)), key=keys.__getitem__))
        self.keys = [keys[at] for at in self._order]

    def __iter__(self) -> Iterator[int]:
        return map(self.numbers.__getitem__, self._order)

    def __getitem__(self, place: int) -> int:
        return self.numbers[self._order[place]]

    def places(self) -> array[int]:
        """The place of each by its number; numbers of literals are below 0 and so count from the end."""
        found, numbers = array("i", bytes(4 * self._count)), self.numbers
        for place, at in enumerate(self._order):
            found[numbers[at]] = place
        return found
