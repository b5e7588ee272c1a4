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
LABELS = ("status", "safety", "muscle", "side", "part", "context", "verdict", "length", "activity", "certainty")
Shorts = npt.NDArray[np.int16]


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
        self._kinds = [np.array(place.kinds, np.int16) for place in layout.places]
        claims = [False, *(each.claims for each in layout.kinds)]
        self._claims = np.array(claims)
        self._twins = np.array([place.twin for place in layout.places], np.int16)
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
        lacks = unpacked(lacking, people).astype(np.bool_)
        person, place, kind, rank = self._rows(bits, people)
        if lacking and len(person):
            person, place, kind, rank = self._without_sides(person, place, kind, rank, lacks)
        status = self._status(bits, people, lacks, person, kind)
        safety = np.zeros(people, np.int8)
        for number, _ in enumerate(self.layout.urgencies):
            safety[people_of(bits[2 + number], people)] = number + 1
        status[~good] = STATUSES.index(REJECTED)
        safety[~good] = -1
        without = np.ones(people, np.bool_)
        without[person] = False
        alone = np.flatnonzero(without)
        none = np.full(len(alone), -1, np.int16)
        person = np.concatenate((person, alone.astype(person.dtype)))
        order = np.argsort(person.astype(np.uint16), kind="stable")
        person = person[order]
        place, kind, rank = (np.concatenate((each, none))[order] for each in (place, kind, rank))
        verdicts = self._labels.verdicts(chunk.ids, person, status, safety, place, kind, rank)
        return Tables(verdicts, self._people(chunk, bits, status, safety), rejected_table(chunk))

    # ------------------------------------------------------------------ verdicts

    def _rows(self, bits: Sequence[int], people: int) -> tuple[npt.NDArray[np.int64], Shorts, Shorts, Shorts]:
        """A row for each verdict: person, place, kind, rank; place by place."""
        found: list[tuple[npt.NDArray[np.int64], Shorts, Shorts, Shorts]] = []
        for number, (start, deciding, ranks) in enumerate(self._places):
            if not bits[start]:
                continue
            person = people_of(bits[start], people)
            code = np.zeros(len(person), np.uint16)
            for place, each in enumerate(deciding):
                if bits[each]:
                    code |= unpacked(bits[each], people)[person].astype(np.uint16) << place
            kind = self._kinds[number][code]
            rank = np.full(len(person), ranks[0][0], np.int16)
            for level, each in ranks[1:]:
                if bits[each]:
                    np.maximum(rank, unpacked(bits[each], people)[person] * np.int16(level), out=rank)
            if not kind.all():
                there = kind != 0
                person, kind, rank = person[there], kind[there], rank[there]
            found.append((person, np.full(len(person), number, np.int16), kind, rank))
        if not found:
            empty = np.zeros(0, np.int16)
            return np.zeros(0, np.int64), empty, empty, empty
        return tuple(np.concatenate(each) for each in zip(*found, strict=True))  # type: ignore[return-value]  # four

    def _without_sides(
        self, person: npt.NDArray[np.int64], place: Shorts, kind: Shorts, rank: Shorts, lacks: npt.NDArray[np.bool_]
    ) -> tuple[npt.NDArray[np.int64], Shorts, Shorts, Shorts]:
        """Of people who lack a side only what holds of both sides alike."""
        asked = np.flatnonzero(lacks[person])
        twin = self._twins[place[asked]]
        count, kinds, ranks = len(self._twins), len(self._claims), len(RANKS) + 1

        def keys(where: Shorts) -> npt.NDArray[np.int64]:
            return ((person[asked] * count + where) * kinds + kind[asked]) * ranks + rank[asked]

        alike = np.isin(keys(twin), keys(place[asked])) & (twin != place[asked])
        kept = np.ones(len(person), np.bool_)
        kept[asked] = alike
        return person[kept], place[kept], kind[kept], rank[kept]

    def _status(
        self,
        bits: Sequence[int],
        people: int,
        lacks: npt.NDArray[np.bool_],
        person: npt.NDArray[np.int64],
        kind: Shorts,
    ) -> npt.NDArray[np.int8]:
        status = np.full(people, STATUSES.index(NOTHING), np.int8)
        status[person[self._claims[kind]]] = STATUSES.index(INFERRED)
        status[people_of(bits[1], people)] = STATUSES.index(CONFLICT)
        status[lacks] = STATUSES.index(NEEDS_SIDE)
        status[people_of(bits[0], people)] = STATUSES.index(SAFETY)
        return status

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
            "status": pa.DictionaryArray.from_arrays(pa.array(status), pa.array(STATUSES)),
            "safety": self._labels.of_safety(safety),
            "flags": _lists(flags, people),
            "lacks_side": _lists(missing, people),
        }
        if self.fired is not None:
            columns["fired"] = self.fired.column(bits[self._first_fired :], people)
        return pa.table(columns)


class _Labels:
    """The words behind the numbers of rows."""

    def __init__(self, layout: Layout) -> None:
        places, kinds = layout.places, layout.kinds
        self.safety = [NONE, *(name for name, _ in layout.urgencies)]
        self._place = {
            "muscle": _words([each.muscle for each in places]),
            "side": _words([each.side for each in places]),
            "part": _words([each.part for each in places]),
            "context": _words([each.context for each in places]),
        }
        self._kind = {
            "verdict": _words([None, *(each.verdict for each in kinds)]),
            "length": _words([None, *(each.length for each in kinds)]),
            "activity": _words([None, *(each.activity for each in kinds)]),
        }
        self._rank = _words([None, *RANKS], LEVELS)

    def of_safety(self, numbers: npt.NDArray[np.int8]) -> Any:
        """A column of levels of safety; a negative number is none at all."""
        return pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), pa.array(self.safety))

    def verdicts(
        self,
        ids: Any,
        person: npt.NDArray[np.int64],
        status: npt.NDArray[np.int8],
        safety: npt.NDArray[np.int8],
        place: Shorts,
        kind: Shorts,
        rank: Shorts,
    ) -> Any:
        """The table of verdicts; a negative place is a row without a verdict."""
        columns = {
            "id": ids.take(pa.array(person)),
            "status": pa.DictionaryArray.from_arrays(pa.array(status[person]), pa.array(STATUSES)),
            "safety": self.of_safety(safety[person]),
        }
        alone = person[place < 0].size > 0
        for name, words in self._place.items():
            columns[name] = _labelled(place, words, alone)
        for name, words in self._kind.items():
            columns[name] = _labelled(kind, words, alone)
        columns["certainty"] = _labelled(rank, self._rank, alone)
        return pa.table(columns)


def _words(values: Sequence[str | None], known: Sequence[str] = ()) -> tuple[Shorts, Any]:
    """For each number the place of its word, negative for none, and the words."""
    words = list(known) or sorted({each for each in values if each is not None})
    places = {each: place for place, each in enumerate(words)}
    small = np.int8 if len(words) < 128 else np.int16
    return np.array([-1 if each is None else places[each] for each in (*values, None)], small), pa.array(
        words, pa.string()
    )


def _labelled(numbers: Shorts, words: tuple[Shorts, Any], alone: bool) -> Any:
    places, dictionary = words
    found = places[numbers]  # a negative number is the last entry: no word
    missing = bool((places[:-1] < 0).any()) or alone
    indices = pa.array(found, mask=found < 0) if missing else pa.array(found)
    return pa.DictionaryArray.from_arrays(indices, dictionary)


def _lists(named: Sequence[tuple[str, int]], people: int) -> Any:
    """A column of lists: for each person the names whose bit holds, in their order."""
    persons = [people_of(bits, people) for _, bits in named if bits]
    numbers = [place for place, (_, bits) in enumerate(named) if bits]
    person = np.concatenate(persons) if persons else np.zeros(0, np.int64)
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
