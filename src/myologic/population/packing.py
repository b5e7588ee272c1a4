"""Columns of a table as columns of bits: one integer for each input of the network, bit n for person n."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass, field
from myologic.population.arrays import numbers_of, whole
from myologic.population.header import HELD, ITEM, LONG_COLUMNS, NOTHING, PRESENCE, SIDE, Cell, Header, Reader

MOST_PEOPLE = 1 << 16
"""People worked out together: their columns of bits stay in the cache, and their numbers fit in sixteen bits."""
DENSEST = 1 << 22
FEW = 16

Bits = dict[str, int]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some people, as columns of bits.

    Parameters
    ----------
    ids
        An Arrow array: who they are.
    told
        Input of the network to the people for whom it holds.
    lacks_side
        Key of an item to the people who lack its side.
    wrong
        Number of a person in the chunk to what is wrong: row in the table, from 0, and reason.
    rows
        For each person the number of the first row in the table, from 0, and one more for the end.
    """

    ids: Any  # an Arrow array; pyarrow brings no types
    told: Bits = field(default_factory=dict)
    lacks_side: Bits = field(default_factory=dict)
    wrong: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    rows: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.ids)

    def reject(self, person: int, row: int, reason: str) -> None:
        """Leave a person out, whole: what follows from half of what was told may be wrong."""
        self.wrong.setdefault(person, []).append((row, reason))

    def forget_all_but(self, people: int) -> None:
        """Nothing is told of anybody else."""
        for columns in (self.told, self.lacks_side):
            for name in columns:
                columns[name] &= people

    def take(self, cell: Cell, people: int) -> None:
        """Let a cell hold for some people."""
        for name in cell.inputs:
            self.told[name] = self.told.get(name, 0) | people
        if cell.lacks_side is not None:
            self.lacks_side[cell.lacks_side] = self.lacks_side.get(cell.lacks_side, 0) | people


def wide_chunk(batch: Any, header: Header, reader: Reader, first_row: int = 0) -> Chunk:
    """The people of a batch of a wide table.

    Parameters
    ----------
    batch
        An Arrow record batch of at most `MOST_PEOPLE` rows; a column that is not there says nothing.
    header
        What its columns mean.
    reader
        Reads the cells.
    first_row
        The number of the batch's first row in the table, from 0.
    """
    ids = plain(batch.column(batch.schema.get_field_index(header.id)))
    rows = np.arange(first_row, first_row + len(ids) + 1, dtype=np.int64)
    chunk = Chunk(ids, rows=rows)
    _check_ids(chunk)
    for column in header.columns:
        place = batch.schema.get_field_index(column.name)
        told = None if place < 0 else _planes(batch.column(place))
        if told is None:
            continue
        distinct, codes, valid = told
        cells = [reader.cell(column, value) for value in distinct]
        wrong = [each.wrong is not None for each in cells]
        if any(wrong):
            where = np.array(wrong)[codes % len(cells)] & unpacked(valid, len(ids)).view(np.bool_)
            for each in np.flatnonzero(where).tolist():
                chunk.reject(each, first_row + each, cells[int(codes[each])].wrong or "")
        if len(cells) > FEW:  # of many values most say the same, such as ages
            cells, codes = _alike(cells, codes)
        for code, cell in enumerate(cells):
            if cell != NOTHING and cell.wrong is None:
                people = packed(codes == code) & valid
                if people:
                    chunk.take(cell, people)
    return chunk


def long_chunk(table: Any, header: Header, reader: Reader, first_row: int = 0) -> Chunk:
    """The people of some rows of a long table; the rows of a person follow each other and none is missing.

    Parameters
    ----------
    table
        An Arrow record batch of the rows of at most `MOST_PEOPLE` people.
    header, reader, first_row
        As in `wide_chunk`.
    """
    told = plain(table.column(table.schema.get_field_index(header.id)))
    starts = new_people(told)
    person = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    ids = told.take(whole(first))
    chunk = Chunk(ids, rows=np.append(first, len(told)).astype(np.int64) + first_row)
    _check_ids(chunk)
    keys, parts = np.zeros(len(told), np.int64), []
    for name in LONG_COLUMNS:
        place = table.schema.get_field_index(name)
        coded = None if place < 0 else _coded(table.column(place))
        distinct, codes = ([None], np.zeros(len(told), np.int32)) if coded is None else coded
        parts.append((name, distinct))
        keys = keys * (len(distinct) + 1) + np.where(codes < 0, len(distinct), codes)
    found, combined = _distinct(keys)
    order = np.argsort(combined, kind="stable")
    ends = np.cumsum(np.bincount(combined, minlength=len(found)))
    begin = 0
    for code, key in enumerate(found.tolist()):
        values = {}
        for name, distinct in reversed(parts):
            key, place = divmod(key, len(distinct) + 1)
            values[name] = distinct[place] if place < len(distinct) else None
        cell = reader.row(values[ITEM], values[SIDE], values[PRESENCE], values[HELD])
        rows, begin = order[begin : ends[code]], int(ends[code])
        if cell.wrong is not None:
            for row in rows.tolist():
                chunk.reject(int(person[row]), first_row + row, cell.wrong)
        elif cell != NOTHING:
            where = np.zeros(len(ids), np.bool_)
            where[person[rows]] = True
            chunk.take(cell, packed(where))
    return chunk


def new_people(ids: Any) -> npt.NDArray[np.bool_]:
    """Where a row speaks of another person than the row before."""
    starts = np.ones(len(ids), np.bool_)
    if pa.types.is_null(ids.type):
        starts[1:] = False
    elif len(ids) > 1:
        ids = comparable(ids)
        differs = pc.fill_null(pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1)), True)
        starts[1:] = numbers_of(differs)
    return starts


def packed(where: npt.NDArray[np.bool_]) -> int:
    """A column of truth values as one integer, bit n for place n."""
    return int.from_bytes(np.packbits(where, bitorder="little").tobytes(), "little")


def unpacked(bits: int, people: int) -> npt.NDArray[np.uint8]:
    """An integer as a column of 0 and 1."""
    data = np.frombuffer(bits.to_bytes((people + 7) // 8, "little"), np.uint8)
    return np.unpackbits(data, count=people, bitorder="little")


def people_of(bits: int, people: int) -> npt.NDArray[np.int64]:
    """The places of the bits of an integer."""
    return np.flatnonzero(unpacked(bits, people).view(np.bool_)) if bits else np.zeros(0, np.int64)


def check_kinds(schema: Any, header: Header) -> None:
    """See that the columns that are read hold what can be a cell, before anything is worked out.

    Parameters
    ----------
    schema
        The Arrow schema of a table.
    header
        What its columns mean.

    Raises
    ------
    QuestionError
        If a column holds lists, records or the like.
    """
    wanted = (header.id, *(LONG_COLUMNS if header.is_long else (each.name for each in header.columns)))
    for name in wanted:
        place = schema.get_field_index(name)
        kind = schema.field(place).type if place >= 0 else pa.null()
        if not _is_cell(kind):
            raise QuestionError(f"column `{name[:60]}` holds {kind}: a cell is a word, a number or a truth value")


def _is_cell(kind: Any) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_run_end_encoded(kind) or pa.types.is_interval(kind):
        return False
    if pa.types.is_decimal(kind):
        return bool(pa.types.is_decimal128(kind) or pa.types.is_decimal256(kind))
    return not pa.types.is_nested(kind)


def plain(values: Any) -> Any:
    """A column in a form that everything can be done with: views become what they are views of."""
    kinds = {"string_view": pa.string(), "binary_view": pa.binary()}
    kind = kinds.get(str(values.type))
    return values if kind is None else values.cast(kind)


def comparable(ids: Any) -> Any:
    """Ids in a form that can be compared and put in order."""
    return plain(ids.cast(ids.type.value_type) if pa.types.is_dictionary(ids.type) else ids)


def _check_ids(chunk: Chunk) -> None:
    if chunk.ids.null_count:
        for each in np.flatnonzero(numbers_of(chunk.ids.is_null())).tolist():
            chunk.reject(each, int(chunk.rows[each]), "the row names no person")


def _planes(values: Any) -> tuple[list[object], npt.NDArray[Any], int] | None:  # integers of any width
    """The distinct values of a column, for each row the place of its value, and which rows have one; None for an empty column.

    Where a row has no value, its place means nothing.
    """
    if values.null_count == len(values) or pa.types.is_null(values.type):
        return None
    if not pa.types.is_dictionary(values.type):
        values = plain(values).dictionary_encode()
    indices, rows = values.indices, len(values)
    held, data = indices.buffers()
    codes = np.frombuffer(data, indices.type.to_pandas_dtype())[indices.offset : indices.offset + rows]
    everyone = (1 << rows) - 1
    valid = everyone
    if indices.null_count:
        if indices.offset:
            held = indices.is_valid().buffers()[1]
        valid &= int.from_bytes(memoryview(held)[: (rows + 7) // 8], "little")
    distinct = values.dictionary.to_pylist()
    return distinct, codes.astype(np.uint8) if len(distinct) <= 1 << 8 else codes, valid


def _alike(cells: list[Cell], codes: npt.NDArray[Any]) -> tuple[list[Cell], npt.NDArray[Any]]:
    """The distinct cells, and for each row the place of its cell."""
    places: dict[Cell, int] = {}
    table = np.array([places.setdefault(each, len(places)) for each in cells], np.uint16)
    return list(places), table[codes % len(cells)]


def _coded(values: Any) -> tuple[list[object], npt.NDArray[np.int32]] | None:
    """The distinct values of a column, and for each row the place of its value, negative for none; None for an empty column."""
    if values.null_count == len(values):
        return None
    kind = values.type
    if not pa.types.is_dictionary(kind):
        if pa.types.is_null(kind):
            return None
        values = plain(values).dictionary_encode()
    indices = values.indices
    if indices.type != pa.int32():
        indices = indices.cast(pa.int32())
    if indices.null_count:
        indices = indices.fill_null(-1)
    codes: npt.NDArray[np.int32] = numbers_of(indices)
    return values.dictionary.to_pylist(), codes


def _distinct(keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:  # integers of any width
    """The distinct keys, and for each row the place of its key."""
    most = int(keys.max(initial=0)) + 1
    if most > DENSEST:
        return np.unique(keys, return_inverse=True)
    found = np.flatnonzero(np.bincount(keys, minlength=most))
    places = np.zeros(most, np.uint16 if len(found) < 1 << 16 else np.int64)
    places[found] = np.arange(len(found))
    return found, places[keys]


def rejected(chunk: Chunk) -> Iterable[tuple[int, int, str]]:
    """The people who are left out, in order: person, first row that is wrong, everything that is wrong."""
    for person in sorted(chunk.wrong):
        found = sorted(chunk.wrong[person])
        yield person, found[0][0], "; ".join(dict.fromkeys(reason for _, reason in found))
