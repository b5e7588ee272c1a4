"""What a table of cases is worked out with, as names and numbers alone: it can be kept, and needs no knowledge base."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from myologic.engine.records import NamedTuple, dataclass
from myologic.population.kernel import Reduced, reduced
from myologic.population.layout import Kind, Layout


class Where(NamedTuple):
    """A place as a table names it; see `layout.Place`."""

    muscle: str
    side: str
    part: str | None
    context: str | None
    twin: int


class Decided(NamedTuple):
    """How the row of a place is read from columns of bits.

    `start` is the column of its being reported; `bits` columns follow that decide on the kind of row, in `kinds` for all
    their values, and then one for each rank in `certain`, holding where the row is at least of that rank. Every row is
    at least of the rank `always`.
    """

    start: int
    bits: int
    kinds: tuple[int, ...]
    certain: tuple[int, ...]
    always: int


@dataclass(frozen=True, slots=True)
class Program:
    """What columns of bits are made of, and what they mean.

    Parameters
    ----------
    places
        What may be reported.
    kinds
        The kinds of rows.
    urgencies
        The levels of safety from the most urgent; column 2 is the first of them.
    flags
        The warning signs, in the columns after those. Column 0 is a warning sign that comes before everything, column 1 a contradiction.
    decided
        For each place how its row is read.
    first_fired
        The first of the columns that say which clauses fired.
    reduced
        The network behind the columns.
    """

    places: tuple[Where, ...]
    kinds: tuple[Kind, ...]
    urgencies: tuple[str, ...]
    flags: tuple[str, ...]
    decided: tuple[Decided, ...]
    first_fired: int
    reduced: Reduced

    def packed(self) -> bytes:
        """The program as JSON, for `unpacked_program`."""
        rows = [[node, *sorted(literals)] for node, literals in self.reduced.rows.items()]
        said = {
            "places": self.places,
            "kinds": [[each.verdict, each.length, each.activity] for each in self.kinds],
            "urgencies": self.urgencies,
            "flags": self.flags,
            "decided": self.decided,
            "first_fired": self.first_fired,
            "rows": rows,
            "names": list(self.reduced.names.items()),
            "wanted": self.reduced.wanted,
        }
        return json.dumps(said, separators=(",", ":")).encode()


def unpacked_program(data: bytes) -> Program:
    """The program that was packed."""
    said: Mapping[str, Any] = json.loads(data)  # written by `packed`, and guarded by a checksum
    return Program(
        tuple(Where(*each) for each in said["places"]),
        tuple(Kind(*each) for each in said["kinds"]),
        tuple(said["urgencies"]),
        tuple(said["flags"]),
        tuple(
            Decided(start, bits, tuple(kinds), tuple(certain), always)
            for start, bits, kinds, certain, always in said["decided"]
        ),
        said["first_fired"],
        Reduced({row[0]: frozenset(row[1:]) for row in said["rows"]}, dict(said["names"]), tuple(said["wanted"])),
    )


def program_of(layout: Layout, fired: Sequence[int] = ()) -> Program:
    """The program of a layout.

    Parameters
    ----------
    layout
        What is reported.
    fired
        The literals of clauses whose firing is to be kept.
    """
    wanted = [layout.stops, layout.conflict]
    wanted += [each for _, each in (*layout.urgencies, *layout.flags)]
    decided = []
    for number, place in enumerate(layout.places):
        start = len(wanted)
        wanted.append(place.reported)
        wanted += [each << 1 for each in place.bits]
        certain: list[int] = []
        always = 1
        for rank, literal in enumerate(layout.ranks(number), 2):
            if literal > 1:
                certain.append(rank)
                wanted.append(literal)
            elif literal == 0:
                always = rank
        decided.append(Decided(start, len(place.bits), place.kinds, tuple(certain), always))
    first_fired = len(wanted)
    return Program(
        tuple(Where(each.muscle, each.side, each.part, each.context, each.twin) for each in layout.places),
        layout.kinds,
        tuple(name for name, _ in layout.urgencies),
        tuple(name for name, _ in layout.flags),
        tuple(decided),
        first_fired,
        reduced(layout.net, [*wanted, *fired]),
    )
