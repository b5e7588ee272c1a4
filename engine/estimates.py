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
    for start, size in enumerate(sizes):
        cost = _cost(atoms, start, size, fanout, least)
        if cost < least:
            best, least = start, cost
    return best


def _cost(atoms: Sequence[Atom], start: int, size: int, fanout: Fanout, most: float) -> float:
    """The sum of what is expected after each step; where it gets to `most`, something that is no less."""
    bound = {x for x in atoms[start].operands() if isinstance(x, str)}
    left = [atom for place, atom in enumerate(atoms) if place != start]
    rows = total = float(size)
    while left and total < most:
        expected = [_matches(atom, bound, fanout) for atom in left]
        place = min(range(len(left)), key=expected.__getitem__)
        rows *= expected[place]
        total += rows
        bound.update(x for x in left.pop(place).operands() if isinstance(x, str))
    return total


def _matches(atom: Atom, bound: set[str], fanout: Fanout) -> float:
    subject, predicate, object_ = (not isinstance(x, str) or x in bound for x in atom.operands())
    matches = fanout(None if isinstance(atom.predicate, str) else atom.predicate, subject, object_)
    return matches / 20 if isinstance(atom.predicate, str) and predicate else matches
