"""From columns of bits to the rows of verdicts: the work on tables whose rules can be worked out column by column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from myologic.casework.result import CONFLICT, INFERRED, NEEDS_SIDE, NOTHING, SAFETY
from myologic.population.fired import Fired
from myologic.population.kernel import Kernel
from myologic.population.labels import Labels, Numbers
from myologic.population.layout import Layout
from myologic.population.packing import Chunk, people_of, unpacked
from myologic.population.program import Program, program_of
from myologic.population.rows import STATUSES, Outcome, Working


class Work(Working):
    """Works chunks of people out, column by column.

    Parameters
    ----------
    program
        What columns of bits are made of, and what they mean.
    fired
        The clauses behind the last columns, where those that fired are kept for each person.
    """

    def __init__(self, program: Program, fired: Fired | None = None) -> None:
        super().__init__(Labels(program.places, program.kinds, program.urgencies))
        self.kernel = Kernel(program.reduced)
        self._program, self._fired = program, fired
        self._tables = [
            (
                each.start,
                list(range(each.start + 1, each.start + 1 + each.bits + len(each.certain))),
                self.labels.table(number, each.kinds, each.certain, each.always),
            )
            for number, each in enumerate(program.decided)
        ]

    def _outcome(self, chunk: Chunk) -> Outcome:
        people, program = chunk.people, self._program
        bits = self.kernel(chunk.told, people)
        lacking = 0
        for each in chunk.lacks_side.values():
            lacking |= each
        counts, codes = self._rows(bits, people)
        if lacking and len(codes):
            counts, codes = self._without_sides(counts, codes, unpacked(lacking, people).view(np.bool_))
        status = np.full(people, STATUSES.index(NOTHING), np.int8)
        if people:
            starts = np.append(0, counts[:-1].cumsum(dtype=np.int64))
            status[np.maximum.reduceat(self.labels.claims.take(codes), starts) > 0] = STATUSES.index(INFERRED)
        for each, word in ((bits[1], CONFLICT), (lacking, NEEDS_SIDE), (bits[0], SAFETY)):
            status[people_of(each, people)] = STATUSES.index(word)
        safety = np.zeros(people, np.int8)
        for number, _ in enumerate(program.urgencies):
            safety[people_of(bits[2 + number], people)] = number + 1
        first = 2 + len(program.urgencies)
        flags = [(name, bits[first + place]) for place, name in enumerate(program.flags)]
        fired = None if self._fired is None else self._fired.column(bits[program.first_fired :], people)
        return Outcome(counts, codes, status, safety, flags, bits[0], fired)

    def _rows(self, bits: Sequence[int], people: int) -> tuple[Numbers, Numbers]:
        """How many rows each person has, at least one, and the codes of the rows, person by person."""
        found: list[tuple[Numbers, Numbers]] = []
        counts: Numbers = np.zeros(people, np.dtype("u1" if len(self._tables) < 256 else "u2"))
        for start, deciding, table in self._tables:
            if not bits[start]:
                continue
            reported = unpacked(bits[start], people)
            person = np.flatnonzero(reported.view(np.bool_))
            value: Numbers = np.zeros(len(person), np.uint8 if len(deciding) <= 8 else np.uint16)
            for place, each in enumerate(deciding):
                if bits[each]:
                    value |= unpacked(bits[each], people).take(person).astype(value.dtype, copy=False) << place
            code = table.take(value)
            if not code.all():
                there = code != 0
                person, code = person[there], code[there]
                reported = np.zeros(people, np.uint8)
                reported[person] = 1
            counts += reported
            found.append((person, code))
        np.maximum(counts, 1, out=counts)
        ends = counts.cumsum(dtype=np.int64)
        codes: Numbers = np.zeros(int(ends[-1]) if people else 0, self.labels.narrow)
        following = ends - counts
        for whose, code in found:  # places in order, so that each person's rows stand in the order of places
            at = following.take(whose)
            codes[at] = code
            at += 1
            following[whose] = at
        return counts, codes

    def _without_sides(self, counts: Numbers, codes: Numbers, lacks: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """Of people who lack a side only what holds of both sides alike."""
        person = np.repeat(np.arange(len(counts)), counts)
        asked = np.flatnonzero(lacks[person])
        asked = asked[codes[asked] != 0]
        mine = codes[asked].astype(np.int64)
        other = self.labels.on_the_other_side(mine)
        size = self.labels.size
        alike = np.isin(person[asked] * size + other, person[asked] * size + mine) & (other != mine)
        codes[asked[~alike]] = 0
        kept = codes != 0
        # Who has nothing left keeps one row that says so.
        left = np.bincount(person[kept], minlength=len(counts))
        first = np.cumsum(counts, dtype=np.int32) - counts
        kept[first[left == 0]] = True
        return np.maximum(left, 1), codes[kept]


def work(layout: Layout, *, fired: bool = False) -> Work:
    """The work on a layout, the same one each time: its code is generated once."""
    known: Work | None = layout.kept.get(fired)
    if known is None:
        clauses = Fired(layout) if fired else None
        program = program_of(layout, clauses.literals if clauses is not None else ())
        known = layout.kept[fired] = Work(program, clauses)
    return known
