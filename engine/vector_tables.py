"""Tables of facts as columns of bits: for each object the subjects, one bit for each."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress

from myologic.engine.bits import Bits, count_of
from myologic.engine.columns import ColumnTable, given_pairs, pairs_of, subjects_of
from myologic.engine.facts import NEVER, Getter, Pair, Rounds, Table

# An index by subject is made when as many columns were looked into as a fourth of the pairs that it would hold.
_LOOKS = 4
# So many columns are found faster by looking for each.
_FEW = 4


def sides(pairs: Iterable[Pair]) -> tuple[Sequence[int], Sequence[int]]:
    """The subjects and the objects of some pairs."""
    pairs = list(pairs)
    return [s for s, _ in pairs], [o for _, o in pairs]


def note_subjects(bits: Bits, table: Table, count: int) -> None:
    """Give every subject of a table a bit; all their numbers are below a count."""
    if not (isinstance(table, VectorTable) and table.bits is bits):
        bits.note(subjects_of(table), count)


def columns_of(bits: Bits, table: Table) -> Mapping[int, int]:
    """The columns of a table whose subjects have bits."""
    if isinstance(table, VectorTable) and table.bits is bits:
        return table.columns
    columns = table.columns() if isinstance(table, ColumnTable) else None
    return bits.columns(*(sides(pairs_of(table)) if columns is None else columns))


class VectorRounds:
    """The pairs of a vector table with their rounds, which are worked out when asked for."""

    def __init__(self, table: VectorTable) -> None:
        self._table = table

    def _holds(self, pair: Pair) -> bool:
        place = self._table.bits.place(pair[0])
        return place >= 0 and bool(self._table.columns.get(pair[1], 0) >> place & 1)

    def __contains__(self, pair: object) -> bool:
        return self._holds(pair)  # type: ignore[arg-type]  # asked for pairs only

    def get(self, pair: Pair, default: int = NEVER) -> int:
        """The round of a pair, or the default."""
        number = self._table.below.rounds.get(pair, NEVER)
        if number != NEVER:
            return number
        if not self._holds(pair):
            return default
        return self._table.round_of(*pair)

    def __iter__(self) -> Iterator[Pair]:
        for o, bits in self._table.columns.items():
            for s in self._table.bits.decode(bits):
                yield s, o

    def __len__(self) -> int:
        return count_of(self._table.columns)


class VectorTable:
    """The facts of one predicate as columns of bits.

    Parameters
    ----------
    bits
        The values of the stable variable.
    columns
        For each object the bits of its subjects.
    below
        The table as it was before the group ran.
    round_of
        For a subject and an object of a pair that was derived here the round.
    given
        The columns of what was given, if all below was and they are known.
    """

    def __init__(
        self,
        bits: Bits,
        columns: Mapping[int, int],
        below: Table,
        round_of: Callable[[int, int], int],
        given: Mapping[int, int] | None = None,
    ) -> None:
        self.bits, self.columns, self.below, self.round_of = bits, columns, below, round_of
        self.rounds: Rounds = VectorRounds(self)
        self._by_subject: dict[int, list[int]] | None = None
        self._looked = 0
        self._by_object: dict[int, list[int]] = {}
        self._given = given

    def given_columns(self) -> Mapping[int, int]:
        """For each object the bits of the subjects that were given."""
        if self._given is None:
            below = self.below
            if isinstance(below, VectorTable) and below.bits is self.bits:
                self._given = below.given_columns()
            else:
                self._given = self.bits.columns(*sides(given_pairs(below)))
        return self._given

    def derived_columns(self) -> tuple[Sequence[int], Sequence[int]]:
        """The objects of what was not given, each once, and beside each the bits of its subjects."""
        objects, beside = array("i", self.columns), list(self.columns.values())
        given = self.given_columns()
        if len(given) <= _FEW:
            both = list(map(objects.index, given))
        else:
            both = [place for place, o in enumerate(objects) if o in given]
        for place in both:
            beside[place] &= ~given[objects[place]]
        if 0 in beside:
            objects = array("i", compress(objects, beside))
            beside = list(filter(None, beside))
        return objects, beside

    def by_subject(self) -> Getter:
        """The objects of a subject; few are looked for column by column, for more an index is made."""
        index = self._by_subject
        return self._look if index is None else index.get

    def _look(self, key: int, default: Sequence[int]) -> Sequence[int]:
        index = self._by_subject
        if index is None:
            place = self.bits.place(key)
            if place < 0:
                return default
            self._looked += len(self.columns)
            if self._looked * _LOOKS < len(self.rounds):
                return [o for o, bits in self.columns.items() if bits >> place & 1] or default
            index = {}
            for s, o in self.rounds:
                index.setdefault(s, []).append(o)
            self._by_subject = index
        return index.get(key, default)

    def by_object(self) -> Getter:
        """The subjects of an object."""
        known = self._by_object

        def get(key: int, default: Sequence[int]) -> Sequence[int]:
            found = known.get(key)
            if found is None:
                bits = self.columns.get(key, 0)
                if not bits:
                    return default
                found = known[key] = self.bits.decode(bits)
            return found

        return get

    def items(self) -> Iterable[tuple[Pair, int]]:
        """Every pair with its round."""
        rounds = self.rounds
        return ((pair, rounds.get(pair, NEVER)) for pair in rounds)

    def given(self) -> Iterable[Pair]:
        """The pairs that were given."""
        return self.below.given()

    def not_given(self) -> Iterable[Pair]:
        """The pairs that were not given; no rounds are worked out for it."""
        columns = zip(*self.derived_columns(), strict=True)
        return [(s, o) for o, bits in columns for s in self.bits.decode(bits)]

    def before(self, number: int) -> Sequence[Pair]:
        """The pairs of rounds before a number: all, since nothing is added."""
        return list(self.rounds)
