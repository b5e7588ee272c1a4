"""Streams of record batches cut into chunks of people: each person whole, and no chunk larger than the cache likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from myologic.engine.errors import QuestionError
from myologic.population.arrays import numbers_of
from myologic.population.header import Header, Reader
from myologic.population.packing import MOST_PEOPLE, Chunk, comparable, long_chunk, new_people, wide_chunk


def chunks(
    stream: Any, header: Header, reader: Reader, people: int = MOST_PEOPLE, first_row: int = 0
) -> Iterator[Chunk]:
    """The chunks of a stream.

    Parameters
    ----------
    stream
        Record batches.
    header, reader
        What the columns mean.
    people
        The most people of a chunk, at most `MOST_PEOPLE`.
    first_row
        The number of the first row in its table, from 0.

    Raises
    ------
    QuestionError
        If the ids of a long table do not ascend.
    """
    for first, batch in pieces(stream, header, people):
        yield (long_chunk if header.is_long else wide_chunk)(batch, header, reader, first_row + first)


def pieces(stream: Any, header: Header, people: int = MOST_PEOPLE) -> Iterator[tuple[int, Any]]:
    """The record batches behind the chunks, each with the number of its first row, from 0."""
    return _long(stream, header, people) if header.is_long else _wide(stream, people)


def _wide(stream: Any, people: int) -> Iterator[tuple[int, Any]]:
    first, held, rows = 0, [], 0
    for batch in stream:
        while len(batch):
            taken = batch.slice(0, people - rows)
            batch = batch.slice(len(taken))
            held.append(taken)
            rows += len(taken)
            if rows == people:
                yield first, _joined(held)
                first, held, rows = first + rows, [], 0
    if rows:
        yield first, _joined(held)


def _long(stream: Any, header: Header, people: int) -> Iterator[tuple[int, Any]]:
    first, held = 0, None
    for batch in stream:
        if not len(batch):
            continue
        held = batch if held is None else _joined([held, batch])
        starts = np.flatnonzero(new_people(held.column(held.schema.get_field_index(header.id))))
        while len(starts) > people:
            # The last person of what is here may go on in the next batch.
            size = int(starts[people])
            yield first, _ascending(held.slice(0, size), header, first)
            # The first row of the rest is compared with the last of this piece.
            _ascending(held.slice(size - 1, 2), header, first + size - 1)
            first, held, starts = first + size, held.slice(size), starts[people:] - size
    if held is not None and len(held):
        yield first, _ascending(held, header, first)


def _ascending(batch: Any, header: Header, first: int) -> Any:
    """Rows of a long table, seen to be in the order of their ids, so that no person is met twice."""
    ids = batch.column(batch.schema.get_field_index(header.id))
    if len(ids) > 1 and not pa.types.is_null(ids.type):
        ids = comparable(ids)
        falls = pc.fill_null(pc.less(ids.slice(1), ids.slice(0, len(ids) - 1)), False)
        if pc.any(falls).as_py():
            row = first + int(np.flatnonzero(numbers_of(falls))[0]) + 2
            raise QuestionError(
                f"row {row}: the rows of a long table stand in the order of their ids, so that the rows of one person are "
                f"together; sort by `{header.id}` first"
            )
    return batch


def _joined(batches: list[Any]) -> Any:
    if len(batches) == 1:
        return batches[0]
    table = pa.Table.from_batches(batches).unify_dictionaries().combine_chunks()
    return table.to_batches()[0]
