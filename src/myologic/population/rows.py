"""From columns of bits to tables: the verdicts, a row for each; the people, with safety and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from myologic.casework.result import CONFLICT, INFERRED, NEEDS_SIDE, NOTHING, SAFETY
from myologic.casework.safety import NONE
from myologic.engine.records import dataclass
from myologic.kb.levels import LEVELS
from myologic.population.kernel import Kernel
from myologic.population.layout import RANKS, Kind, Layout, Place
from myologic.population.packing import Chunk, packed, people_of, rejected, unpacked

REJECTED = "rejected"
STATUSES = (INFERRED, NOTHING, NEEDS_SIDE, CONFLICT, SAFETY, REJECTED)
Numbers = npt.NDArray[np.integer[Any]]
"""Whole numbers, as narrow as they may be: moving them about is what rows cost."""


@dataclass(frozen=True, slots=True)
class Tables:
    """What follows for some people.

    Parameters
    ----------
    verdicts
        `id`, `status`, `safety`, `muscle`, `side`, `part`, `context`, `verdict`, `length`, `activity`, `certainty`: a row for
        each verdict on one side; for who has none, or was rejected, one row without a muscle.
    people
        `id`, `status`, `safety`, `flags`, `lacks_side`, and `fired` where it was asked for: a row for each person.
    rejected
        `row` (from 1, the first that is wrong), `id`, `reason`: whose rows could not be read, and why.
    """

    verdicts: Any  # Arrow tables; pyarrow brings no types
    people: Any
    rejected: Any


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The rows of verdicts of some people, as numbers.

    Parameters
    ----------
    ids
        An Arrow array: who they are.
    counts
        How many rows each of them has.
    status, safety
        For each person the place in `STATUSES` and among the levels of safety; a negative one is no level.
    codes
        For each row its code, person by person.
    labels
        The words behind the numbers.
    """

    ids: Any  # an Arrow array; pyarrow brings no types
    counts: Numbers
    status: npt.NDArray[np.int8]
    safety: npt.NDArray[np.int8]
    codes: Numbers
    labels: Labels

    def __len__(self) -> int:
        return len(self.codes)

    def table(self) -> Any:
        """The rows as an Arrow table."""
        person = np.repeat(np.arange(len(self.ids), dtype=np.int32), self.counts)
        codes = self.codes.astype(np.intp)
        columns = {
            "id": self.ids.take(pa.array(person)),
            "status": _labelled(self.status.take(person), pa.array(STATUSES)),
            "safety": self.labels.of_safety(self.safety.take(person)),
        }
        columns.update((name, words.column(codes)) for name, words in self.labels.words.items())
        return pa.table(columns)


class Found(NamedTuple):
    """What follows for some people, the verdicts as numbers: the fields of `Tables`."""

    verdicts: Verdicts
    people: Any
    rejected: Any


class Work:
    """Works chunks of people out.

    Parameters
    ----------
    layout
        What is reported.
    fired
        Whether the clauses that fired are kept for each person.
    """

    def __init__(self, layout: Layout, *, fired: bool = False) -> None:
        self.layout = layout
        wanted: list[int] = [layout.stops, layout.conflict]
        wanted += [each for _, each in (*layout.urgencies, *layout.flags)]
        places: list[tuple[int, list[int], list[int], int]] = []
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
            places.append((start, list(range(start + 1, len(wanted))), certain, always))
        self.fired = None
        if fired:
            from myologic.population.fired import Fired

            self.fired = Fired(layout)
        self._first_fired = len(wanted)
        if self.fired is not None:
            wanted += self.fired.literals
        self.kernel = Kernel(layout.net, wanted)
        self._labels = Labels(layout.places, layout.kinds, [name for name, _ in layout.urgencies])
        self._places = [
            (start, deciding, self._labels.table(number, place.kinds, certain, always))
            for number, (place, (start, deciding, certain, always)) in enumerate(
                zip(layout.places, places, strict=True)
            )
        ]

    def tables(self, chunk: Chunk) -> Tables:
        """What follows for the people of a chunk, in their order."""
        found = self.found(chunk)
        return Tables(found.verdicts.table(), found.people, found.rejected)

    def found(self, chunk: Chunk) -> Found:
        """What follows for the people of a chunk, in their order; the verdicts as numbers, which are words only when they are asked for."""
        people = chunk.people
        good = np.ones(people, np.bool_)
        good[list(chunk.wrong)] = False
        if chunk.wrong:
            chunk.forget_all_but(packed(good))
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
            status[np.maximum.reduceat(self._labels.claims.take(codes), starts) > 0] = STATUSES.index(INFERRED)
        for each, word in ((bits[1], CONFLICT), (lacking, NEEDS_SIDE), (bits[0], SAFETY)):
            status[people_of(each, people)] = STATUSES.index(word)
        safety = np.zeros(people, np.int8)
        for number, _ in enumerate(self.layout.urgencies):
            safety[people_of(bits[2 + number], people)] = number + 1
        status[~good] = STATUSES.index(REJECTED)
        safety[~good] = -1
        verdicts = Verdicts(chunk.ids, counts, status, safety, codes, self._labels)
        return Found(verdicts, self._people(chunk, bits, status, safety), rejected_table(chunk))

    # ------------------------------------------------------------------ verdicts

    def _rows(self, bits: Sequence[int], people: int) -> tuple[Numbers, Numbers]:
        """How many rows each person has, at least one, and the codes of the rows, person by person."""
        found: list[tuple[Numbers, Numbers]] = []
        counts: Numbers = np.zeros(people, np.dtype("u1" if len(self._places) < 256 else "u2"))
        for start, deciding, table in self._places:
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
        codes: Numbers = np.zeros(int(ends[-1]) if people else 0, self._labels.narrow)
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
        other = self._labels.on_the_other_side(mine)
        size = self._labels.size
        alike = np.isin(person[asked] * size + other, person[asked] * size + mine) & (other != mine)
        codes[asked[~alike]] = 0
        kept = codes != 0
        # Who has nothing left keeps one row that says so.
        left = np.bincount(person[kept], minlength=len(counts))
        first = np.cumsum(counts, dtype=np.int32) - counts
        kept[first[left == 0]] = True
        return np.maximum(left, 1), codes[kept]

    # ------------------------------------------------------------------ people

    def _people(
        self,
        chunk: Chunk,
        bits: Sequence[int],
        status: npt.NDArray[np.int8],
        safety: npt.NDArray[np.int8],
    ) -> Any:
        first = 2 + len(self.layout.urgencies)
        flags = [(name, bits[first + place]) for place, (name, _) in enumerate(self.layout.flags)]
        found = people_table(chunk, self._labels, status, safety, flags, bits[0])
        if self.fired is None:
            return found
        return found.append_column("fired", self.fired.column(bits[self._first_fired :], chunk.people))


def people_table(
    chunk: Chunk,
    labels: Labels,
    status: npt.NDArray[np.int8],
    safety: npt.NDArray[np.int8],
    flags: Sequence[tuple[str, int]],
    stopped: int,
) -> Any:
    """The table of people.

    Parameters
    ----------
    chunk
        The people.
    labels
        The words behind the numbers.
    status, safety
        For each person the place in `STATUSES` and among the levels of safety; a negative one is no level.
    flags
        Each warning sign with the people for whom it counts.
    stopped
        The people for whom a warning sign comes before everything else, so that nothing is asked.
    """
    missing = [(name, each & ~stopped) for name, each in sorted(chunk.lacks_side.items())]
    return pa.table(
        {
            "id": chunk.ids,
            "status": _labelled(status, pa.array(STATUSES)),
            "safety": labels.of_safety(safety),
            "flags": _lists(flags, chunk.people),
            "lacks_side": _lists(missing, chunk.people),
        }
    )


def work(layout: Layout, *, fired: bool = False) -> Work:
    """The work on a layout, the same one each time: its code is generated once."""
    known: Work | None = layout.kept.get(fired)
    if known is None:
        known = layout.kept[fired] = Work(layout, fired=fired)
    return known


class Labels:
    """The words behind the codes of rows: a place, a kind and a rank in one number, 0 for a row without a verdict."""

    def __init__(self, places: Sequence[Place], kinds: Sequence[Kind], urgencies: Sequence[str]) -> None:
        self._kinds, self._ranks = len(kinds) + 1, len(RANKS) + 1
        self._twins = np.array([each.twin for each in places], np.int64)
        self.size = (len(places) + 1) * self._kinds * self._ranks
        self.safety = [NONE, *urgencies]
        self.narrow: np.dtype[Any] = np.dtype("u2" if self.size < 1 << 16 else "i4")  # the width depends on the content
        every = np.arange(self.size)
        rank = every % self._ranks
        kind = every // self._ranks % self._kinds
        place = every // (self._ranks * self._kinds)
        self.claims = np.array([0, *(each.claims for each in kinds)], np.uint8)[kind]
        self.words = {
            name: _Words([None, *(getattr(each, name) for each in values)], known, numbers)
            for name, values, numbers, known in (
                ("muscle", places, place, ()),
                ("side", places, place, ()),
                ("part", places, place, ()),
                ("context", places, place, ()),
                ("verdict", kinds, kind, ()),
                ("length", kinds, kind, ()),
                ("activity", kinds, kind, ()),
            )
        }
        self.words["certainty"] = _Words([None, *RANKS], LEVELS, rank)

    def table(self, place: int, kinds: Sequence[int], certain: Sequence[int], always: int) -> Numbers:
        """The codes of rows of one place, by the bits that decide on its verdict and then those of its ranks.

        Parameters
        ----------
        place
            The place.
        kinds
            The kind for all values of the deciding bits, 0 for none.
        certain
            The ranks of the bits that follow, ascending; a bit holds where the row is at least of its rank.
        always
            The rank that every row has at least.
        """
        kind = np.tile(np.array(kinds, np.int64), 1 << len(certain))
        entry = np.arange(len(kind)) // len(kinds)
        rank = np.full(len(kind), always, np.int64)
        for number, each in enumerate(certain):
            np.maximum(rank, np.where(entry >> number & 1, each, 0), out=rank)
        codes = (kind + (place + 1) * self._kinds) * self._ranks + rank
        return np.where(kind == 0, 0, codes).astype(self.narrow)

    def code(self, place: int, kind: int, rank: int) -> int:
        """The code of a row: a place, a kind from 1, and a rank from 1."""
        return (kind + (place + 1) * self._kinds) * self._ranks + rank

    def on_the_other_side(self, codes: Numbers) -> Numbers:
        """The codes of the same said of the other side."""
        unit = self._kinds * self._ranks
        place = codes // unit - 1
        found: Numbers = codes + (self._twins[place] - place) * unit
        return found

    def of_safety(self, numbers: npt.NDArray[np.int8]) -> Any:
        """A column of levels of safety; a negative number is none at all."""
        return _labelled(numbers, pa.array(self.safety))


class _Words:
    """The words of one column, by the codes of rows.

    Parameters
    ----------
    values
        The word of each number, or None.
    known
        The words in their order, where they have one.
    numbers
        For each code the number.
    """

    def __init__(self, values: Sequence[str | None], known: Sequence[str], numbers: Numbers) -> None:
        words = list(known) or sorted({each for each in values if each is not None})
        places = {each: place for place, each in enumerate(words)}
        small: np.dtype[Any] = np.dtype("i1" if len(words) < 128 else "i2")  # the width depends on the content
        self.places: Numbers = np.array([-1 if each is None else places[each] for each in values], small)[numbers]
        self.has_word = self.places >= 0
        self.words = words
        self._dictionary = pa.array(words, pa.string())

    def column(self, codes: Numbers) -> Any:
        """The column for some rows."""
        return _labelled(self.places.take(codes), self._dictionary)


def _labelled(places: npt.NDArray[Any], dictionary: Any) -> Any:
    """A column of words; a negative place is no word. Built from its parts: a mask would be copied twice."""
    there = places >= 0
    valid = None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))
    kind = pa.int8() if places.dtype == np.int8 else pa.int16()
    indices = pa.Array.from_buffers(kind, len(places), [valid, pa.py_buffer(places)])
    return pa.DictionaryArray.from_arrays(indices, dictionary, safe=False)


def _lists(named: Sequence[tuple[str, int]], people: int) -> Any:
    """A column of lists: for each person the names whose bit holds, in their order."""
    persons = [people_of(bits, people) for _, bits in named if bits]
    numbers = [place for place, (_, bits) in enumerate(named) if bits]
    person = np.concatenate(persons).astype(np.uint16) if persons else np.zeros(0, np.uint16)
    names = (
        np.repeat(np.array(numbers, np.int16), [len(each) for each in persons]) if persons else np.zeros(0, np.int16)
    )
    order = np.argsort(person, kind="stable")
    offsets = np.zeros(people + 1, np.int32)
    np.cumsum(np.bincount(person, minlength=people), out=offsets[1:])
    values = pa.DictionaryArray.from_arrays(pa.array(names[order]), pa.array([name for name, _ in named], pa.string()))
    return pa.ListArray.from_arrays(pa.array(offsets), values.cast(pa.string()))


def rejected_table(chunk: Chunk) -> Any:
    """The people of a chunk who were left out, and why."""
    found = list(rejected(chunk))
    return pa.table(
        {
            "row": pa.array([row + 1 for _, row, _ in found], pa.int64()),
            "id": chunk.ids.take(pa.array([person for person, _, _ in found], pa.int64())),
            "reason": pa.array([reason for _, _, reason in found], pa.string()),
        }
    )
