"""How many matches a pattern has on average, from the facts that are there: what decides the order of joins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from myologic.engine.bodies import Atom
from myologic.engine.columns import ColumnTable, side_of, size_of
from myologic.engine.facts import OpenTable, Table
from myologic.engine.frozen import FrozenTable
from myologic.engine.plan import Fanout, guessed_fanout
from myologic.engine.terms import Term


class Estimates:
    """Average numbers of matches for the tables of one run.

    Parameters
    ----------
    table
        The finished table of a predicate; None where there is none or it still grows.
    """

    def __init__(self, table: Callable[[Term], Table | None]) -> None:
        self._table = table
        self._known: dict[Term, tuple[float, float, float] | None] = {}

    def fanout(self, predicate: Term | None, subject: bool, object_: bool) -> float:
        """Matches to expect of a pattern, by what of it is bound; guessed where nothing is known."""
        if predicate is None:
            return guessed_fanout(None, subject, object_)
        if predicate not in self._known:
            self._known[predicate] = self._measured(predicate)
        known = self._known[predicate]
        if known is None:
            return guessed_fanout(predicate, subject, object_)
        size, subjects, objects = known
        if subject and object_:
            return min(1.0, size / (subjects * objects))
        return size / subjects if subject else size / objects if object_ else size

    def _measured(self, predicate: Term) -> tuple[float, float, float] | None:
        table = self._table(predicate)
        if not isinstance(table, (OpenTable, FrozenTable)):
            return None  # columns of bits give their pairs dearly
        size = size_of(table)
        if not size:
            return 0.0, 1.0, 1.0
        columns = table.columns() if isinstance(table, ColumnTable) else None
        if columns is not None:
            return float(size), float(len(set(columns[0]))), float(len(set(columns[1])))
        return float(size), float(len({*side_of(table.rounds, 0)})), float(len({*side_of(table.rounds, 1)}))


def best_start(atoms: Sequence[Atom], sizes: Sequence[int], fanout: Fanout) -> int:
    """The atom to start a join from, by the sum of what is expected after each step; the first of the best.

    Parameters
    ----------
    atoms
        Of one body, more than none.
    sizes
        How many facts each may start from.
    fanout
        Matches to expect.
    """
    best, least = 0, inf
    known = [_Matches(atom, fanout) for atom in atoms]
    for start, size in enumerate(sizes):
        cost = _cost(known, start, size, least)
        if cost < least:
            best, least = start, cost
    return best


class _Matches:
    """Matches to expect of an atom, each number worked out once.

    Parameters
    ----------
    atom, fanout
        As for `best_start`.
    """

    __slots__ = ("_atom", "_fanout", "_known", "names")

    def __init__(self, atom: Atom, fanout: Fanout) -> None:
        self._atom, self._fanout = atom, fanout
        # Of subject, predicate and object those that are names; a constant is None.
        self.names = [x if isinstance(x, str) else None for x in atom.operands()]
        self._known: dict[tuple[bool, ...], float] = {}

    def given(self, bound: set[str | None]) -> float:
        """What is expected where some names have values; None is among them."""
        subject, predicate, object_ = bounds = tuple([name in bound for name in self.names])
        found = self._known.get(bounds)
        if found is None:
            term = self._atom.predicate
            found = self._fanout(None if isinstance(term, str) else term, subject, object_)
            if isinstance(term, str) and predicate:
                found /= 20
            self._known[bounds] = found
        return found


def _cost(atoms: Sequence[_Matches], start: int, size: int, most: float) -> float:
    """The sum of what is expected after each step; where it gets to `most`, something that is no less."""
    bound: set[str | None] = {None, *atoms[start].names}
    left = [atom for place, atom in enumerate(atoms) if place != start]
    rows = total = float(size)
    while left and total < most:
        expected = [atom.given(bound) for atom in left]
        fewest = min(expected)
        rows *= fewest
        total += rows
        bound.update(left.pop(expected.index(fewest)).names)
    return total
