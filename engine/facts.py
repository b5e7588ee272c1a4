"""Facts by predicate: who holds them, since which round, and how they are found.

The round in which a fact first held is all that is kept of its derivation: 0 is given, 1 comes from a DATA block, and
the premises of a fact of a later round are all of earlier rounds. That is enough to find proofs again without cycles.
A layer puts facts on top of a frozen table and leaves the table as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from myologic.engine.generic import Protocol

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias

Pair: TypeAlias = tuple[int, int]
Getter: TypeAlias = Callable[[int, Sequence[int]], Sequence[int]]

GIVEN = 0
FROM_DATA = 1
FIRST_DERIVED = 2
NEVER = 1 << 60
EMPTY: tuple[int, ...] = ()


class Rounds(Protocol):
    """Pairs with their rounds: a dict, or what answers like one."""

    def __contains__(self, pair: object, /) -> bool: ...
    def __iter__(self) -> Iterator[Pair]: ...
    def __len__(self) -> int: ...
    def get(self, pair: Pair, default: int, /) -> int: ...


class Table(Protocol):
    """The facts of one predicate."""

    @property
    def rounds(self) -> Rounds: ...
    def by_subject(self) -> Getter: ...
    def by_object(self) -> Getter: ...
    def items(self) -> Iterable[tuple[Pair, int]]: ...
    def given(self) -> Iterable[Pair]: ...
    def not_given(self) -> Iterable[Pair]: ...
    def before(self, number: int) -> Sequence[Pair]: ...


class OpenTable:
    """The facts of one predicate in memory, which may grow.

    `rounds` is store, set and provenance in one; the two indexes are made when first asked for and kept from then on.
    While a round adds facts, `visible` is the number of those that came before it: the indexes hold these only.
    """

    __slots__ = ("_by_object", "_by_subject", "rounds", "visible")

    def __init__(self, rounds: dict[Pair, int] | None = None) -> None:
        self.rounds: dict[Pair, int] = {} if rounds is None else rounds
        self.visible: int | None = None
        self._by_subject: dict[int, list[int]] | None = None
        self._by_object: dict[int, list[int]] | None = None

    def by_subject(self) -> Getter:
        """The objects of a subject."""
        index = self._by_subject
        if index is None:
            index = {}
            for s, o in islice(self.rounds, self.visible):
                if s in index:
                    index[s].append(o)
                else:
                    index[s] = [o]
            self._by_subject = index
        return index.get

    def by_object(self) -> Getter:
        """The subjects of an object."""
        index = self._by_object
        if index is None:
            index = {}
            for s, o in islice(self.rounds, self.visible):
                if o in index:
                    index[o].append(s)
                else:
                    index[o] = [s]
            self._by_object = index
        return index.get

    def items(self) -> Iterable[tuple[Pair, int]]:
        """Every pair with its round."""
        return self.rounds.items()

    def given(self) -> Iterable[Pair]:
        """The pairs that were given."""
        return [pair for pair, number in self.rounds.items() if number == GIVEN]

    def not_given(self) -> Iterable[Pair]:
        """The pairs that were not given."""
        return [pair for pair, number in self.rounds.items() if number != GIVEN]

    def before(self, number: int) -> Sequence[Pair]:
        """The pairs of rounds before a number."""
        return [pair for pair, first in self.rounds.items() if first < number]

    def index(self, pairs: Iterable[Pair]) -> None:
        """Add the pairs of a round, which are in `rounds` already, to the indexes that exist."""
        if self.visible is not None:
            self.visible = len(self.rounds)
        index = self._by_subject
        if index is not None:
            for s, o in pairs:
                if s in index:
                    index[s].append(o)
                else:
                    index[s] = [o]
        index = self._by_object
        if index is not None:
            for s, o in pairs:
                if o in index:
                    index[o].append(s)
                else:
                    index[o] = [s]


    def remove(self, pair: Pair) -> int:
        """Take a pair out, from the indexes too; gives back its round. Only between rounds."""
        number = self.rounds.pop(pair)
        s, o = pair
        if self._by_subject is not None:
            self._by_subject[s].remove(o)
        if self._by_object is not None:
            self._by_object[o].remove(s)
        if self.visible is not None:
            self.visible = len(self.rounds)
        return number

    def insert(self, pair: Pair, number: int) -> None:
        """Put a pair in, into the indexes too. Only between rounds."""
        self.rounds[pair] = number
        self.index((pair,))


class LayerRounds(dict[Pair, int]):
    """Rounds of the facts on top; reading falls through to the table below, apart from what is removed."""

    __slots__ = ("below", "removed")

    def __init__(self, below: Rounds, removed: set[Pair]) -> None:
        super().__init__()
        self.below = below
        self.removed = removed

    def __contains__(self, pair: object) -> bool:
        return dict.__contains__(self, pair) or (pair in self.below and pair not in self.removed)

    def get(self, pair: Pair, default: int = NEVER) -> int:  # type: ignore[override]  # always a round here
        own = dict.get(self, pair)
        if own is not None:
            return own
        return default if pair in self.removed else self.below.get(pair, default)

    def own(self) -> Iterable[tuple[Pair, int]]:
        """The facts on top only."""
        return dict.items(self)

    def __iter__(self) -> Iterator[Pair]:
        removed = self.removed
        for pair in self.below:
            if pair not in removed and not dict.__contains__(self, pair):
                yield pair
        yield from dict.__iter__(self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class LayerTable:
    """The facts of one predicate on top of a frozen table.

    Parameters
    ----------
    below
        The frozen table; it is never changed.
    """

    __slots__ = ("_by_object", "_by_subject", "below", "removed", "rounds")

    def __init__(self, below: Table) -> None:
        self.below = below
        self.removed: set[Pair] = set()
        self.rounds = LayerRounds(below.rounds, self.removed)
        self._by_subject: dict[int, list[int]] = {}
        self._by_object: dict[int, list[int]] = {}

    def by_subject(self) -> Getter:
        """The objects of a subject."""
        return self._getter(self.below.by_subject(), self._by_subject, 0)

    def by_object(self) -> Getter:
        """The subjects of an object."""
        return self._getter(self.below.by_object(), self._by_object, 1)

    def _getter(self, below: Getter, own: dict[int, list[int]], side: int) -> Getter:
        removed = self.removed

        def get(key: int, default: Sequence[int]) -> Sequence[int]:
            mine = own.get(key)
            theirs = below(key, EMPTY)
            if removed:
                theirs = [x for x in theirs if ((key, x) if side == 0 else (x, key)) not in removed]
            if mine is None:
                return theirs
            return [*theirs, *mine] if theirs else mine

        return get

    def items(self) -> Iterable[tuple[Pair, int]]:
        """Every pair with its round."""
        own = self.rounds
        for pair, number in self.below.items():
            if pair not in self.removed and not dict.__contains__(own, pair):
                yield pair, number
        yield from own.own()

    def _seen_below(self, pairs: Iterable[Pair]) -> list[Pair]:
        own, removed = self.rounds, self.removed
        return [pair for pair in pairs if pair not in removed and not dict.__contains__(own, pair)]

    def given(self) -> Iterable[Pair]:
        """The pairs that were given."""
        own = [pair for pair, number in self.rounds.own() if number == GIVEN]
        return [*self._seen_below(self.below.given()), *own]

    def not_given(self) -> Iterable[Pair]:
        """The pairs that were not given."""
        own = [pair for pair, number in self.rounds.own() if number != GIVEN]
        return [*self._seen_below(self.below.not_given()), *own]

    def before(self, number: int) -> Sequence[Pair]:
        """The pairs of rounds before a number; all below is."""
        own = [pair for pair, first in self.rounds.own() if first < number]
        return [*self._seen_below(self.below.rounds), *own]

    def index(self, pairs: Iterable[Pair]) -> None:
        """Add pairs that are in `rounds` already, and not in the table below, to the indexes."""
        for s, o in pairs:
            self._by_subject.setdefault(s, []).append(o)
            self._by_object.setdefault(o, []).append(s)


class Store:
    """All facts: a table for each predicate, and where it differs another for what was given only.

    Parameters
    ----------
    below
        A frozen store that this one is a layer on.
    """

    __slots__ = ("below", "given", "tables")

    def __init__(self, below: Store | None = None) -> None:
        self.below = below
        self.tables: dict[int, Table] = {}
        self.given: dict[int, Table] = {}

    def predicates(self) -> list[int]:
        """All predicates that have a table."""
        if self.below is None:
            return list(self.tables)
        return list(dict.fromkeys([*self.below.predicates(), *self.tables]))

    def read(self, predicate: int) -> Table | None:
        """The table of a predicate for reading, or None."""
        table = self.tables.get(predicate)
        if table is None and self.below is not None:
            return self.below.read(predicate)
        return table

    def read_given(self, predicate: int) -> Table | None:
        """The table of what was given of a predicate, for reading, or None; kept for the next time."""
        table = self.given.get(predicate)
        if table is None:
            if predicate in self.tables:
                table = self.given[predicate] = self._given_table(predicate)
            elif self.below is not None:
                return self.below.read_given(predicate)
        return table

    def _given_table(self, predicate: int) -> Table:
        table = self.tables[predicate]
        below = None if self.below is None else self.below.read_given(predicate)
        if below is None or not isinstance(table, LayerTable):
            return OpenTable(dict.fromkeys(table.given(), GIVEN))
        layer = LayerTable(below)
        pairs = [pair for pair, number in table.rounds.own() if number == GIVEN and pair not in below.rounds]
        for pair in pairs:
            layer.rounds[pair] = GIVEN
        layer.index(pairs)
        return layer

    def write(self, predicate: int) -> OpenTable | LayerTable:
        """The table of a predicate for writing, made if there is none."""
        table = self.tables.get(predicate)
        if table is None:
            below = None if self.below is None else self.below.read(predicate)
            # Nothing shows through from an empty table, and one that stands alone is read faster than a layer.
            alone = below is None or next(iter(below.rounds), None) is None
            table = self.tables[predicate] = OpenTable() if alone or below is None else LayerTable(below)
        assert isinstance(table, (OpenTable, LayerTable))
        return table
