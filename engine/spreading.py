"""One rule that follows pairs from thing to thing, for a few values: *whatever x is, it is also what that is below*.

Where many things follow for few values, a column for each thing holds a bit or two. Here it is a place in an array, and what
leads from thing to thing is two more arrays: six bytes for each thing and eight for each pair, where facts one by one take
two hundred.
"""

from __future__ import annotations

from array import array
from collections.abc import ItemsView, Iterator, Mapping, ValuesView
from itertools import chain, compress

from myologic.engine.columns import ColumnTable, pairs_of
from myologic.engine.facts import Table
from myologic.engine.program import Program
from myologic.engine.records import dataclass
from myologic.engine.rules import TriplePattern
from myologic.engine.terms import IRI, Variable
from myologic.engine.vector_tables import sides

MOST_VALUES = 16
"""So many bits has a place of the array."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A group that is one rule `?x gives ?d` if `?x gives ?c` and `?c along ?d`.

    Parameters
    ----------
    gives
        The predicate concluded.
    along
        The predicate followed, of which the rule concludes nothing.
    """

    gives: IRI
    along: IRI


def spread_of(program: Program, number: int) -> Spread | None:
    """A group with a stable variable as such a rule, or None if it is none."""
    members = program.order.groups[number]
    rule = program.rules[members[0]]
    if len(members) > 1 or len(rule.head) > 1 or len(rule.body) != 2 or not program.order.recursive[members[0]]:
        return None
    head, (first, second) = rule.head[0], rule.body
    if not isinstance(first, TriplePattern) or not isinstance(second, TriplePattern):
        return None
    if first.subject != head.subject:
        first, second = second, first
    gives, along = head.predicate, second.predicate
    names = (head.subject, first.object, head.object)
    if not isinstance(gives, IRI) or not isinstance(along, IRI) or not all(isinstance(name, Variable) for name in names):
        return None
    fits = first.subject == head.subject and second.subject == first.object and second.object == head.object
    return Spread(gives, along) if fits and first.predicate == gives != along and len({*names}) == 3 else None


class FewColumns(Mapping[int, int]):
    """Columns of few bits, by the number of a thing; those without bits are not there.

    Parameters
    ----------
    resources, literals
        How many numbers there are from 0 up, and from -1 down.
    """

    def __init__(self, resources: int, literals: int) -> None:
        self._resources, self._literals = resources, literals
        # A negative number counts from the end, where literals have their places.
        self.bits = array("H", bytes(2 * (resources + literals)))

    def __getitem__(self, thing: int) -> int:
        found = self.bits[thing] if -self._literals <= thing < self._resources else 0
        if not found:
            raise KeyError(thing)
        return found

    def __iter__(self) -> Iterator[int]:
        return compress(self._things(), self.bits)

    def _things(self) -> Iterator[int]:
        """Every number, by place."""
        end, size = self._resources, len(self.bits)
        return chain(range(end), range(end - size, 0))

    def __len__(self) -> int:
        return len(self.bits) - self.bits.count(0)

    def items(self) -> ItemsView[int, int]:
        """The things that have bits, with them; to be gone through once."""
        # An iterator is all of a view that is needed.
        return compress(zip(self._things(), self.bits, strict=True), self.bits)  # type: ignore[return-value]

    def values(self) -> ValuesView[int]:
        """The bits of all things that have some; to be gone through once."""
        return filter(None, self.bits)  # type: ignore[return-value]  # as above


def spread_out(start: Mapping[int, int], along: Table, resources: int, literals: int) -> tuple[FewColumns, array[int]]:
    """Let values go on from thing to thing until none goes further.

    Parameters
    ----------
    start
        The things that the values begin at, with their bits, at most `MOST_VALUES` of them.
    along
        What leads from thing to thing.
    resources, literals
        How many terms there are.

    Returns
    -------
    tuple
        The columns; and for each thing the place at which it first got bits, things that values begin at first. What it has
        of one value alone it has from a thing of an earlier place.
    """
    columns = FewColumns(resources, literals)
    held = columns.bits
    for thing, bits in start.items():
        held[thing] = bits
    known = along.columns() if isinstance(along, ColumnTable) else None
    subjects, objects = sides(pairs_of(along)) if known is None else known
    # The last pair of each subject, and of each pair the one before it of the same subject.
    last, before = array("i", (-1,)) * resources, array("i", bytes(4 * len(subjects)))
    for place, subject in enumerate(subjects):
        before[place] = last[subject]
        last[subject] = place
    order = array("i", bytes(4 * len(held)))
    queue = array("i", start)
    for number, thing in enumerate(queue):
        order[thing] = number
    for thing in queue:  # it grows
        if thing < 0:
            continue
        mine, place = held[thing], last[thing]
        while place >= 0:
            other = objects[place]
            had = held[other]
            if mine | had != had:
                if not had:
                    order[other] = len(queue)
                held[other] = mine | had
                queue.append(other)
            place = before[place]
    return columns, order
