"""What follows for some people, as numbers and as tables: the verdicts, a row for each; the people, with safety and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from myologic.casework.result import CONFLICT, INFERRED, NEEDS_SIDE, NOTHING, SAFETY
from myologic.engine.records import NamedTuple, dataclass
from myologic.population.arrays import texts, whole
from myologic.population.labels import Labels, Numbers, labelled
from myologic.population.packing import Chunk, packed, people_of, rejected

REJECTED = "rejected"
STATUSES = (INFERRED, NOTHING, NEEDS_SIDE, CONFLICT, SAFETY, REJECTED)


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
            "id": self.ids.take(whole(person)),
            "status": labelled(self.status.take(person), texts(STATUSES)),
            "safety": self.labels.of_safety(self.safety.take(person)),
        }
        columns.update((name, words.column(codes)) for name, words in self.labels.words.items())
        return pa.table(columns)


class Found(NamedTuple):
    """What follows for some people, the verdicts as numbers: the fields of `Tables`."""

    verdicts: Verdicts
    people: Any
    rejected: Any


class Outcome(NamedTuple):
    """What follows for the people of a chunk, before those are taken out whose rows could not be read.

    `counts`, `codes`, `status` and `safety` are those of `Verdicts`; `flags` names each warning sign with the people for whom
    it counts, `stopped` those for whom one comes before everything else; `fired` is the column of clauses, if it was asked for.
    """

    counts: Numbers
    codes: Numbers
    status: npt.NDArray[np.int8]
    safety: npt.NDArray[np.int8]
    flags: Sequence[tuple[str, int]]
    stopped: int
    fired: Any = None


class Working:
    """Works chunks of people out; how, is said by those who come of it.

    Parameters
    ----------
    labels
        The words behind the numbers of rows.
    """

    def __init__(self, labels: Labels) -> None:
        self.labels = labels

    def tables(self, chunk: Chunk) -> Tables:
        """What follows for the people of a chunk, in their order."""
        found = self.found(chunk)
        return Tables(found.verdicts.table(), found.people, found.rejected)

    def found(self, chunk: Chunk) -> Found:
        """What follows for the people of a chunk, in their order; the verdicts as numbers, which are words only when they are asked for."""
        wrong = list(chunk.wrong)
        if wrong:
            good = np.ones(chunk.people, np.bool_)
            good[wrong] = False
            chunk.forget_all_but(packed(good))
        found = self._outcome(chunk)
        found.status[wrong] = STATUSES.index(REJECTED)
        found.safety[wrong] = -1
        verdicts = Verdicts(chunk.ids, found.counts, found.status, found.safety, found.codes, self.labels)
        return Found(verdicts, _people(chunk, self.labels, found), _rejected(chunk))

    def _outcome(self, chunk: Chunk) -> Outcome:
        raise AssertionError("each kind of work says what follows")  # pragma: no cover


def _people(chunk: Chunk, labels: Labels, found: Outcome) -> Any:
    """The table of people."""
    missing = [(name, each & ~found.stopped) for name, each in sorted(chunk.lacks_side.items())]
    table = pa.table(
        {
            "id": chunk.ids,
            "status": labelled(found.status, texts(STATUSES)),
            "safety": labels.of_safety(found.safety),
            "flags": _lists(found.flags, chunk.people),
            "lacks_side": _lists(missing, chunk.people),
        }
    )
    return table if found.fired is None else table.append_column("fired", found.fired)


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
    values = texts([name for name, _ in named]).take(whole(names[order]))
    return pa.ListArray.from_arrays(whole(offsets), values)


def _rejected(chunk: Chunk) -> Any:
    """The people of a chunk who were left out, and why."""
    found = list(rejected(chunk))
    return pa.table(
        {
            "row": whole(np.array([row + 1 for _, row, _ in found], np.int64)),
            "id": chunk.ids.take(whole(np.array([person for person, _, _ in found], np.int64))),
            "reason": texts([reason for _, _, reason in found]),
        }
    )
