"""Given facts in bulk: two columns of numbers for each predicate, until someone needs them pair by pair.

A million facts read from a file cost eight bytes each here; as pairs in a dict they cost two hundred. Rules that run on
columns of bits never need the pairs.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, overload

from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import GIVEN, Getter, OpenTable, Pair, Store, Table

Numbers: TypeAlias = "array[int]"


class Pairs(Sequence[Pair]):
    """Two columns as a sequence of pairs, of which none is made before it is looked at.

    Parameters
    ----------
    subjects, objects
        Of equal length.
    """

    def __init__(self, subjects: Numbers, objects: Numbers) -> None:
        self._subjects, self._objects = subjects, objects

    def __len__(self) -> int:
        return len(self._subjects)

    def __iter__(self) -> Iterator[Pair]:
        return zip(self._subjects, self._objects, strict=True)

    @overload
    def __getitem__(self, place: int) -> Pair: ...
    @overload
    def __getitem__(self, place: slice) -> list[Pair]: ...
    def __getitem__(self, place: int | slice) -> Pair | list[Pair]:
        if isinstance(place, slice):
            return list(zip(self._subjects[place], self._objects[place], strict=True))
        return self._subjects[place], self._objects[place]


class ColumnTable(OpenTable):
    """The given facts of one predicate as two columns; it becomes an open table when its pairs are first asked for.

    Parameters
    ----------
    subjects, objects
        Of equal length. A pair may be there twice.
    """

    __slots__ = ("_pairs", "objects", "subjects")

    def __init__(self, subjects: Numbers, objects: Numbers) -> None:
        self.subjects: Numbers | None = subjects
        self.objects: Numbers | None = objects
        self._pairs: dict[Pair, int] | None = None
        self.visible = None
        self._by_subject = None
        self._by_object = None

    @property
    def rounds(self) -> dict[Pair, int]:  # type: ignore[override]  # a slot of the class above
        """The pairs with their rounds; the columns are given up for them."""
        found = self._pairs
        if found is None:
            found = self._pairs = dict.fromkeys(self.pairs(), GIVEN)
            self.subjects = self.objects = None
        return found

    def pairs(self) -> Iterable[Pair]:
        """The pairs; one that was given twice may come twice."""
        if self.subjects is None or self.objects is None:
            return self.rounds
        return zip(self.subjects, self.objects, strict=True)

    def about(self) -> int:
        """How many pairs there are; those given twice may count twice."""
        return len(self.rounds) if self.subjects is None else len(self.subjects)

    def by_subject(self) -> Getter:
        """The objects of a subject."""
        if self._by_subject is None and self.subjects is not None and self.objects is not None:
            self._by_subject = _grouped(self.subjects, self.objects)
        return super().by_subject()

    def by_object(self) -> Getter:
        """The subjects of an object."""
        if self._by_object is None and self.subjects is not None and self.objects is not None:
            self._by_object = _grouped(self.objects, self.subjects)
        return super().by_object()

    def before(self, number: int) -> Sequence[Pair]:
        """The pairs of rounds before a number; while all are given perhaps one twice."""
        if self.subjects is None or self.objects is None:
            return super().before(number)
        return Pairs(self.subjects, self.objects)

    def not_given(self) -> Iterable[Pair]:
        """The pairs that were not given."""
        return () if self.subjects is not None else super().not_given()


def _grouped(keys: Iterable[int], values: Iterable[int]) -> dict[int, list[int]]:
    index: dict[int, list[int]] = {}
    for key, value in zip(keys, values, strict=True):
        if key in index:
            index[key].append(value)
        else:
            index[key] = [value]
    for key, found in index.items():
        if len(found) > 1 and len(set(found)) != len(found):
            index[key] = list(dict.fromkeys(found))
    return index


def pairs_of(table: Table) -> Iterable[Pair]:
    """The pairs of a table, perhaps one twice, without making more of the table than is there."""
    return table.pairs() if isinstance(table, ColumnTable) else table.rounds


def given_pairs(table: Table) -> Iterable[Pair]:
    """The pairs of a table that were given, perhaps one twice, without making more of the table than is there."""
    return table.pairs() if isinstance(table, ColumnTable) and table.subjects is not None else table.given()


def subjects_of(table: Table) -> Iterable[int]:
    """The subjects of a table, perhaps one several times."""
    if isinstance(table, ColumnTable) and table.subjects is not None:
        return table.subjects
    return (s for s, _ in table.rounds)


class Loader:
    """Puts given facts, as numbers, into an empty store.

    Parameters
    ----------
    dictionary
        What the numbers are from.
    store
        Where the facts go when all are there.
    """

    def __init__(self, dictionary: Dictionary, store: Store) -> None:
        self.dictionary = dictionary
        self.store = store
        self._columns: dict[int, tuple[Numbers, Numbers]] = {}

    def column(self, predicate: int) -> tuple[Numbers, Numbers]:
        """The columns of a predicate, made if there are none."""
        found = self._columns.get(predicate)
        if found is None:
            found = self._columns[predicate] = (array("i"), array("i"))
        return found

    def add(self, subject: int, predicate: int, object_: int) -> None:
        """Add one fact."""
        subjects, objects = self.column(predicate)
        subjects.append(subject)
        objects.append(object_)

    def extend(self, subjects: Sequence[int], predicates: Sequence[int], objects: Sequence[int]) -> None:
        """Add facts that stand at equal places of three sequences."""
        kinds = dict.fromkeys(predicates)
        if len(kinds) == 1:
            left, right = self.column(predicates[0])
            left.extend(subjects)
            right.extend(objects)
            return
        appends = {p: (self.column(p)[0].append, self.column(p)[1].append) for p in kinds}
        for s, p, o in zip(subjects, predicates, objects, strict=True):
            left_append, right_append = appends[p]
            left_append(s)
            right_append(o)

    def __len__(self) -> int:
        return sum(len(subjects) for subjects, _ in self._columns.values())

    def finish(self) -> None:
        """Hand the columns to the store."""
        for predicate, (subjects, objects) in self._columns.items():
            self.store.tables[predicate] = ColumnTable(subjects, objects)
        self._columns = {}
