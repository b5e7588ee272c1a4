"""From columns of bits to tables: the verdicts, a row for each; the people, with safety and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from myologic.casework.result import CONFLICT, INFERRED, NEEDS_SIDE, NOTHING, SAFETY
from myologic.casework.safety import NONE
from myologic.engine.records import dataclass
from myologic.kb.levels import LEVELS
from myologic.population.kernel import Kernel
from myologic.population.layout import RANKS, Layout
from myologic.population.packing import Chunk, packed, people_of, rejected, unpacked

REJECTED = "rejected"
STATUSES = (INFERRED, NOTHING, NEEDS_SIDE, CONFLICT, SAFETY, REJECTED)
Numbers = npt.NDArray[Any]
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
        self._places: list[tuple[int, list[int], list[tuple[int, int]]]] = []
        for number, place in enumerate(layout.places):
            start = len(wanted)
            wanted.append(place.reported)
            wanted += [each << 1 for each in place.bits]
            certain: list[tuple[int, int]] = []
            always = 1
            for rank, literal in enumerate(layout.ranks(number), 2):
                if literal > 1:
                    certain.append((rank, len(wanted)))
                    wanted.append(literal)
                elif literal == 0:
                    always = rank
            self._places.append(
                (start, [start + 1 + each for each in range(len(place.bits))], [(always, -1), *certain])
            )
        self.fired = None
        if fired:
            from myologic.population.fired import Fired

            self.fired = Fired(layout)
        self._first_fired = len(wanted)
        if self.fired is not None:
            wanted += self.fired.literals
        self.kernel = Kernel(layout.net, wanted)
        self._kinds = [np.array(place.kinds, np.int32) for place in layout.places]
        self._labels = _Labels(layout)

    def tables(self, chunk: Chunk) -> Tables:
        """What follows for the people of a chunk, in their order."""
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
        person = np.repeat(np.arange(people), counts)
        status = np.full(people, STATUSES.index(NOTHING), np.int8)
        status[person[self._labels.claims[codes]]] = STATUSES.index(INFERRED)
        for each, word in ((bits[1], CONFLICT), (lacking, NEEDS_SIDE), (bits[0], SAFETY)):
            status[people_of(each, people)] = STATUSES.index(word)
        safety = np.zeros(people, np.int8)
        for number, _ in enumerate(self.layout.urgencies):
            safety[people_of(bits[2 + number], people)] = number + 1
        status[~good] = STATUSES.index(REJECTED)
        safety[~good] = -1
        verdicts = self._labels.verdicts(chunk.ids, person, status, safety, codes)
        return Tables(verdicts, self._people(chunk, bits, status, safety), rejected_table(chunk))

    # ------------------------------------------------------------------ verdicts

    def _rows(self, bits: Sequence[int], people: int) -> tuple[Numbers, Numbers]:
        """How many rows each person has, at least one, and the codes of the rows, person by person."""
        found: list[tuple[Numbers, Numbers]] = []
        counts = np.zeros(people, np.uint16)
        for number, (start, deciding, ranks) in enumerate(self._places):
            if not bits[start]:
                continue
            reported = unpacked(bits[start], people)
            person = np.flatnonzero(reported.view(np.bool_))
            value: Numbers = np.zeros(len(person), np.uint8 if len(deciding) <= 8 else np.uint16)
            for place, each in enumerate(deciding):
                if bits[each]:
                    value += unpacked(bits[each], people)[person].astype(value.dtype) << place
            kind = self._kinds[number][value]
            if not kind.all():
                there = kind != 0
                person, kind = person[there], kind[there]
                reported = np.zeros(people, np.uint8)
                reported[person] = 1
            rank = np.full(len(person), ranks[0][0], np.uint8)
            for level, each in ranks[1:]:
                if bits[each]:
                    np.maximum(rank, unpacked(bits[each], people)[person] * np.uint8(level), out=rank)
            counts += reported
            found.append((person, self._labels.code(number, kind, rank)))
        np.maximum(counts, 1, out=counts)
        ends = np.cumsum(counts, dtype=np.int32)
        codes = np.zeros(int(ends[-1]) if people else 0, np.int32)
        following = ends - counts
        for person, code in found:  # places in order, so that each person's rows stand in the order of places
            at = following[person]
            codes[at] = code
            following[person] = at + 1
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
        people = chunk.people
        first = 2 + len(self.layout.urgencies)
        flags = [(name, bits[first + place]) for place, (name, _) in enumerate(self.layout.flags)]
        stopped = bits[0]
        # While a warning sign comes before everything else, nothing is asked.
        missing = [(name, each & ~stopped) for name, each in sorted(chunk.lacks_side.items())]
        columns = {
            "id": chunk.ids,
            "status": _labelled(status, pa.array(STATUSES)),
            "safety": self._labels.of_safety(safety),
            "flags": _lists(flags, people),
            "lacks_side": _lists(missing, people),
        }
        if self.fired is not None:
            columns["fired"] = self.fired.column(bits[self._first_fired :], people)
        return pa.table(columns)


def work(layout: Layout, *, fired: bool = False) -> Work:
    """The work on a layout, the same one each time: its code is generated once."""
    known: Work | None = layout.kept.get(fired)
    if known is None:
        known = layout.kept[fired] = Work(layout, fired=fired)
    return known


class _Labels:
    """The words behind the codes of rows: a place, a kind and a rank in one number, 0 for a row without a verdict."""

    def __init__(self, layout: Layout) -> None:
        places, kinds = layout.places, layout.kinds
        self._kinds, self._ranks = len(kinds) + 1, len(RANKS) + 1
        self._twins = np.array([each.twin for each in places], np.int64)
        self.size = (len(places) + 1) * self._kinds * self._ranks
        self.safety = [NONE, *(name for name, _ in layout.urgencies)]
        every = np.arange(self.size)
        rank = every % self._ranks
        kind = every // self._ranks % self._kinds
        place = every // (self._ranks * self._kinds)
        self.claims = np.array([False, *(each.claims for each in kinds)])[kind]
        self._words = {
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
        self._words["certainty"] = _Words([None, *RANKS], LEVELS, rank)

    def code(self, place: int, kind: Numbers, rank: Numbers) -> Numbers:
        """The codes of rows of one place."""
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

    def verdicts(
        self, ids: Any, person: Numbers, status: npt.NDArray[np.int8], safety: npt.NDArray[np.int8], codes: Numbers
    ) -> Any:
        """The table of verdicts."""
        columns = {
            "id": ids.take(pa.array(person)),
            "status": _labelled(status[person], pa.array(STATUSES)),
            "safety": self.of_safety(safety[person]),
        }
        columns.update((name, words.column(codes)) for name, words in self._words.items())
        return pa.table(columns)


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
        small = np.int8 if len(words) < 128 else np.int16
        self._places = np.array([-1 if each is None else places[each] for each in values], small)[numbers]
        self._dictionary = pa.array(words, pa.string())

    def column(self, codes: Numbers) -> Any:
        """The column for some rows."""
        return _labelled(self._places[codes], self._dictionary)


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
