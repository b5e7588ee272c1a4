"""Parquet files of verdicts, written from their numbers: no word is looked at, and no row of a person is written twice.

The columns of a table of verdicts are words from short lists. Parquet keeps such a column as a dictionary and places in it; so the
places are written as they stand, in as many bits as make whole bytes without shifting (1, 2, 4, 8 or 16), and what is
said of a person, and the person, as runs of as many rows as there are. A general writer, which has to look at each value of each column,
takes several times as long.

References
----------
Apache Parquet, Encodings (RLE / bit-packed hybrid, dictionary encoding) and parquet.thrift.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from myologic.population.arrays import numbers_of
from myologic.population.rows import STATUSES, Verdicts
from myologic.population.thrift import BINARY, I32, I64, LIST, STRUCT, Field, items, struct, varint

MAGIC = b"PAR1"
INT32, INT64, BYTE_ARRAY = 1, 2, 6
OPTIONAL, UTF8 = 1, 0
PLAIN, RLE, RLE_DICTIONARY = 0, 3, 8
DATA_PAGE, DICTIONARY_PAGE = 0, 2
CODECS = {"snappy": 1, "zstd": 6}
Numbers = npt.NDArray[np.integer[Any]]


class Piece(NamedTuple):
    """A column of a row group: rows, bytes plain and compressed, places of its pages in the file, least and greatest value."""

    rows: int
    plain: int
    size: int
    dictionary: int
    data: int
    least: int | None = None
    most: int | None = None


class CodedFile:
    """Writes verdicts as Parquet.

    Parameters
    ----------
    stream
        Where to; only written to.
    ids
        The type of the ids, one of those of `writes`.
    codec
        zstd, or snappy, which is faster and larger.
    """

    def __init__(self, stream: Any, ids: Any, codec: str = "zstd") -> None:
        self._stream, self._at = stream, 0
        self._codec = CODECS[codec]
        self._compress = pa.Codec(codec, compression_level=1) if codec == "zstd" else pa.Codec(codec)
        self._ids = INT64 if ids == pa.int64() else INT32 if ids == pa.int32() else BYTE_ARRAY
        self._names: list[str] = []
        self._groups: list[list[Piece]] = []
        self._write(MAGIC)

    def write(self, rows: Verdicts) -> None:
        """Add rows, as one row group."""
        if not self._names:
            self._names = ["id", "status", "safety", *rows.labels.words]
        if not len(rows):
            return
        person = np.arange(len(rows.ids), dtype=np.int64)
        there = None if not rows.ids.null_count else numbers_of(rows.ids.is_valid())
        # Where a row has a verdict most columns have a word: what is common to them is worked out once.
        found = np.flatnonzero(rows.codes)
        codes = rows.codes.astype(np.intp)
        full = _level_run(len(rows)) if len(found) == len(rows) else _levels(rows.codes != 0)
        verdicts = codes if len(found) == len(rows) else codes.take(found)
        group = [self._column(*_plain_ids(rows.ids), _runs(person, rows.counts, len(person), there))]
        for values, words in ((rows.status, STATUSES), (rows.safety, rows.labels.safety)):
            known = None if (values >= 0).all() else values >= 0
            group.append(self._column(*_plain_words(words), _runs(values, rows.counts, len(words), known)))
        for column in rows.labels.words.values():
            places, levels = column.places.take(verdicts), full
            if len(places) and places.min() < 0:
                there = column.has_word.take(codes)
                places, levels = places.take(np.flatnonzero(places >= 0)), _levels(there)
            group.append(
                self._column(*_plain_words(column.words), (len(rows), _packed(places, len(column.words), levels)))
            )
        group = [each._replace(rows=len(rows)) for each in group]
        if self._ids != BYTE_ARRAY and rows.ids.null_count < len(rows.ids):
            span = pa.compute.min_max(rows.ids)
            group[0] = group[0]._replace(least=span["min"].as_py(), most=span["max"].as_py())
        self._groups.append(group)

    def append(self, path: Path) -> None:
        """Add the row groups of another file that this class has written with the same columns."""
        found = pq.read_metadata(path)
        self._names = self._names or found.schema.names
        shift = self._at - len(MAGIC)
        for number in range(found.num_row_groups):
            group = found.row_group(number)
            pieces = []
            for place in range(group.num_columns):
                column = group.column(place)
                span = column.statistics if place == 0 and self._ids != BYTE_ARRAY else None
                pieces.append(
                    Piece(
                        group.num_rows,
                        column.total_uncompressed_size,
                        column.total_compressed_size,
                        column.dictionary_page_offset + shift,
                        column.data_page_offset + shift,
                        span.min if span is not None else None,
                        span.max if span is not None else None,
                    )
                )
            self._groups.append(pieces)
        left = path.stat().st_size - 2 * len(MAGIC) - 4 - found.serialized_size
        with open(path, "rb") as stream:
            stream.seek(len(MAGIC))
            while left:
                data = stream.read(min(left, 1 << 20))
                self._write(data)
                left -= len(data)

    def close(self) -> None:
        """Write what the file holds at its end."""
        import myologic

        kinds = [self._ids, *(BYTE_ARRAY for _ in self._names[1:])]
        root = struct((4, BINARY, b"schema"), (5, I32, len(self._names)))
        leaves = [_leaf(name, kind, kind == BYTE_ARRAY) for name, kind in zip(self._names, kinds, strict=True)]
        rows = sum(group[0].rows for group in self._groups)
        groups = [self._group(group, kinds) for group in self._groups]
        order = struct((1, STRUCT, struct()))
        said = struct(
            (1, I32, 2),
            (2, LIST, items(STRUCT, [root, *leaves])),
            (3, I64, rows),
            (4, LIST, items(STRUCT, groups)),
            (6, BINARY, f"myologic version {myologic.__version__}".encode()),
            (7, LIST, items(STRUCT, [order] * len(self._names))),
        )
        self._write(said + len(said).to_bytes(4, "little") + MAGIC)

    # ------------------------------------------------------------------ pages

    def _column(self, dictionary: bytes, words: int, page: tuple[int, bytes]) -> Piece:
        """Write a column of a row group: its dictionary, and one page of all rows."""
        start = self._at
        head = struct((1, I32, words), (2, I32, PLAIN))
        plain = self._page(DICTIONARY_PAGE, dictionary, 7, head)
        data = self._at
        rows, values = page
        head = struct((1, I32, rows), (2, I32, RLE_DICTIONARY), (3, I32, RLE), (4, I32, RLE))
        plain += self._page(DATA_PAGE, values, 5, head)
        return Piece(rows, plain, self._at - start, start, data)

    def _page(self, kind: int, data: bytes, field: int, head: bytes) -> int:
        packed = self._compress.compress(data, asbytes=True)
        said = struct((1, I32, kind), (2, I32, len(data)), (3, I32, len(packed)), (field, STRUCT, head))
        self._write(said)
        self._write(packed)
        return len(said) + len(data)

    def _group(self, group: Sequence[Piece], kinds: Sequence[int]) -> bytes:
        columns = []
        for name, kind, piece in zip(self._names, kinds, group, strict=True):
            span: tuple[Field, ...] = ()
            if piece.least is not None and piece.most is not None:
                width = 8 if kind == INT64 else 4
                least, most = (each.to_bytes(width, "little", signed=True) for each in (piece.least, piece.most))
                span = ((12, STRUCT, struct((5, BINARY, most), (6, BINARY, least))),)
            said = struct(
                (1, I32, kind),
                (2, LIST, items(I32, [PLAIN, RLE, RLE_DICTIONARY])),
                (3, LIST, items(BINARY, [name.encode()])),
                (4, I32, self._codec),
                (5, I64, piece.rows),
                (6, I64, piece.plain),
                (7, I64, piece.size),
                (9, I64, piece.data),
                (11, I64, piece.dictionary),
                *span,
            )
            columns.append(struct((2, I64, piece.dictionary), (3, STRUCT, said)))
        plain = sum(each.plain for each in group)
        return struct((1, LIST, items(STRUCT, columns)), (2, I64, plain), (3, I64, group[0].rows))

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._at += len(data)


def writes(ids: Any) -> bool:
    """Whether ids of an Arrow type can be written: whole numbers of 32 or 64 bits, and texts."""
    return bool(ids in (pa.int32(), pa.int64(), pa.string(), pa.large_string()))


def _leaf(name: str, kind: int, is_text: bool) -> bytes:
    text = ((6, I32, UTF8), (10, STRUCT, struct((1, STRUCT, struct())))) if is_text else ()
    return struct((1, I32, kind), (3, I32, OPTIONAL), (4, BINARY, name.encode()), *text)


def _plain_ids(ids: Any) -> tuple[bytes, int]:
    """Ids as values one after the other; an empty one stands for none, which no row refers to."""
    if not (pa.types.is_string(ids.type) or pa.types.is_large_string(ids.type)):
        return numbers_of(ids.fill_null(0) if ids.null_count else ids).tobytes(), len(ids)
    wide = pa.types.is_large_string(ids.type)
    ids = ids.fill_null("") if ids.null_count else ids
    _, offsets, data = ids.buffers()
    ends = np.frombuffer(offsets, np.int64 if wide else np.int32)[ids.offset : ids.offset + len(ids) + 1].astype(
        np.int64
    )
    text = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]] if data is not None else np.zeros(0, np.uint8)
    sizes = np.diff(ends)
    found = np.empty(len(text) + 4 * len(ids), np.uint8)
    heads = ends[:-1] - ends[0] + 4 * np.arange(len(ids))
    is_head = np.zeros(len(found), np.bool_)
    for byte in range(4):
        found[heads + byte] = sizes >> 8 * byte & 0xFF
        is_head[heads + byte] = True
    found[~is_head] = text
    return found.tobytes(), len(ids)


def _plain_words(words: Sequence[str]) -> tuple[bytes, int]:
    encoded = [each.encode() for each in words]
    return b"".join(len(each).to_bytes(4, "little") + each for each in encoded), len(words)


def _runs(values: Numbers, counts: Numbers, size: int, there: npt.NDArray[np.bool_] | None) -> tuple[int, bytes]:
    """A page of what is said of persons: the same for all rows of each; `there` says where it is said at all."""
    rows = int(counts.sum(dtype=np.int64))
    if there is None:
        levels = _level_run(rows)
    else:
        levels = _hybrid_runs(there.astype(np.int64), counts, 1)
        values, counts = values[there], counts[there]
    width = max(1, (size - 1).bit_length())
    return rows, len(levels).to_bytes(4, "little") + levels + bytes((width,)) + _hybrid_runs(values, counts, width)


def _hybrid_runs(values: Numbers, counts: Numbers, width: int) -> bytes:
    """Runs of a value each; equal neighbours are one run."""
    if not len(values):
        return b""
    starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    lengths = np.add.reduceat(counts.astype(np.int64), starts)
    head, value = lengths << 1, values[starts].astype(np.int64)
    most = max(1, (int(head.max()).bit_length() + 6) // 7)
    size = (width + 7) // 8
    table = np.zeros((len(starts), most + size), np.uint8)
    used = np.ones(table.shape, np.bool_)
    for byte in range(most):
        rest = head >> 7 * (byte + 1)
        table[:, byte] = head >> 7 * byte & 0x7F | np.where(rest > 0, 0x80, 0)
        if byte:
            used[:, byte] = head >> 7 * byte > 0
    for byte in range(size):
        table[:, most + byte] = value >> 8 * byte & 0xFF
    return table[used].tobytes() if most > 1 else table.tobytes()


def _levels(there: npt.NDArray[np.bool_]) -> bytes:
    """The levels of a column with gaps."""
    return _head(len(there)) + np.packbits(there, bitorder="little").tobytes()


def _packed(places: Numbers, size: int, levels: bytes) -> bytes:
    """A page of places among `size` words, where the levels say that there is one."""
    width = next(each for each in (1, 2, 4, 8, 16) if size <= 1 << each)
    return b"".join((len(levels).to_bytes(4, "little"), levels, bytes((width,)), _bits(places, width)))


def _bits(places: Numbers, width: int) -> bytes:
    """Places in `width` bits each, in one run."""
    if not len(places):
        return b""
    head = _head(len(places))
    if width == 1:
        return head + np.packbits(places.view(np.bool_), bitorder="little").tobytes()
    padded = np.zeros((len(places) + 7) // 8 * 8, np.uint8 if width <= 8 else np.uint16)
    padded[: len(places)] = places
    if width == 2:
        four = padded.view("<u4")
        padded = (four | four >> 6 | four >> 12 | four >> 18).astype(np.uint8)
    elif width == 4:
        two = padded.view("<u2")
        padded = (two | two >> 4).astype(np.uint8)
    return head + padded.tobytes()


def _head(values: int) -> bytes:
    """The head of a run of values in bits: how many times eight."""
    return varint((values + 7) // 8 << 1 | 1)


def _level_run(rows: int) -> bytes:
    """The levels of a column without gaps."""
    return varint(rows << 1) + b"\x01"
