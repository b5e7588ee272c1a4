"""Files of cases: Parquet, Arrow IPC and CSV, read batch by batch, or by pieces that several processes share."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from myologic.engine.errors import MyologicError, QuestionError
from myologic.engine.records import dataclass
from myologic.population.packing import MOST_PEOPLE, plain

PARQUET, ARROW, CSV = "parquet", "arrow", "csv"
ENDINGS = {".parquet": PARQUET, ".pq": PARQUET, ".arrow": ARROW, ".feather": ARROW, ".ipc": ARROW, ".csv": CSV}
BLOCK = 4 << 20
"""Bytes of a CSV file that are read together."""


class UnreadableTable(MyologicError):
    """A file of cases that cannot be read; exit code 4."""

    exit_code = 4

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"`{path.name}` cannot be read: {reason}")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of a CSV file with another number of fields than the header: row from 1, how many, and its text."""

    row: int | None
    fields: int
    expected: int
    text: str


def form_of(path: Path) -> str:
    """The form of a file by the ending of its name.

    Raises
    ------
    QuestionError
        If the ending is unknown.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise QuestionError(
            f"`{path.name}`: the ending says which form a table has; known are {', '.join(sorted(ENDINGS))}"
        )
    return form


class Source:
    """A file of cases.

    Parameters
    ----------
    path
        The file; the ending says the form.
    id_column
        The column that names the person.

    Raises
    ------
    QuestionError
        If there is no such file, or its ending is unknown.
    UnreadableTable
        If it is not what its ending says.
    """

    def __init__(self, path: Path, id_column: str) -> None:
        self.path, self.form = path, form_of(path)
        if not path.is_file():
            raise QuestionError(f"there is no file `{path}`")
        self._id = id_column
        self.id_type: Any = pa.string()
        """The Arrow type of the ids; pyarrow brings no types."""
        self.schema: Any = None
        """The Arrow schema; a CSV file has none."""
        self.names, self.rows, self._texts = self._look()

    def _look(self) -> tuple[list[str], int | None, list[str]]:
        """The names of the columns, how many rows there are where the file says so, and which columns hold texts."""
        with self._reading():
            if self.form == PARQUET:
                with pq.ParquetFile(self.path) as file:
                    schema = self.schema = file.schema_arrow
                    self.id_type = self._id_type(schema)
                    texts = [each.name for each in schema if _is_text(each.type) and each.name != self._id]
                    return schema.names, file.metadata.num_rows, texts
            if self.form == ARROW:
                with self._ipc() as file:
                    self.schema = file.schema
                    self.id_type = self._id_type(file.schema)
                    return file.schema.names, None, []
            with open(self.path, encoding="utf-8-sig", newline="") as stream:
                return next(csv.reader(stream), []), None, []

    def _id_type(self, schema: Any) -> Any:
        if schema.names.count(self._id) != 1:
            return pa.string()
        kind = schema.field(self._id).type
        return plain(pa.array([], kind)).type if "view" in str(kind) else kind

    def batches(self, on_bad_line: Callable[[BadLine], None] | None = None) -> Iterator[Any]:
        """All rows, as record batches.

        Parameters
        ----------
        on_bad_line
            Hears of lines of a CSV file that have too few or too many fields.
        """
        with self._reading():
            if self.form == PARQUET:
                yield from self.piece(0, None)
            elif self.form == ARROW:
                with self._ipc() as file:
                    many = getattr(file, "num_record_batches", None)
                    yield from file if many is None else (file.get_batch(each) for each in range(many))
            else:
                yield from self._csv(on_bad_line)

    def groups(self) -> list[tuple[int, int]]:
        """The row groups of a Parquet file: number of the first row, and number of rows; else nothing."""
        if self.form != PARQUET:
            return []
        with self._reading(), pq.ParquetFile(self.path) as file:
            sizes = [file.metadata.row_group(each).num_rows for each in range(file.metadata.num_row_groups)]
        found, first = [], 0
        for size in sizes:
            found.append((first, size))
            first += size
        return found

    def piece(self, start: int, end: int | None) -> Iterator[Any]:
        """The rows of some row groups of a Parquet file, as record batches without the columns that are empty in all of them.

        Parameters
        ----------
        start, end
            The first group and the one after the last; None for all.
        """
        with self._reading(), pq.ParquetFile(self.path, read_dictionary=self._texts) as file:
            wanted = range(start, file.metadata.num_row_groups if end is None else end)
            empty = _empty_columns(file, wanted)
            # Threads cost three times the time for tables of many columns; processes share the work instead.
            yield from file.iter_batches(
                MOST_PEOPLE,
                row_groups=list(wanted),
                columns=[each for each in self.names if each not in empty or each == self._id] if empty else None,
                use_threads=False,
            )

    def _ipc(self) -> Any:
        mapped = pa.memory_map(os.fspath(self.path))
        try:
            return pa.ipc.open_file(mapped)
        except pa.ArrowInvalid:
            mapped.seek(0)
            return pa.ipc.open_stream(mapped)

    def _csv(self, on_bad_line: Callable[[BadLine], None] | None) -> Iterator[Any]:
        def heard(line: Any) -> str:
            if on_bad_line is not None:
                row = None if line.number is None else line.number - 1  # the header is the first line
                on_bad_line(BadLine(row, line.actual_columns, line.expected_columns, line.text))
            return "skip"

        word = pa.dictionary(pa.int32(), pa.string())
        kinds = {name: pa.string() if name == self._id else word for name in self.names}
        with pa_csv.open_csv(
            self.path,
            read_options=pa_csv.ReadOptions(block_size=BLOCK, use_threads=False),
            parse_options=pa_csv.ParseOptions(newlines_in_values=False, invalid_row_handler=heard),
            convert_options=pa_csv.ConvertOptions(column_types=kinds, strings_can_be_null=True, null_values=[""]),
        ) as reader:
            yield from reader

    def _reading(self) -> _Reading:
        return _Reading(self.path)


class _Reading:
    """Says of whatever a library finds wrong with a file which file it is."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, (pa.ArrowException, UnicodeDecodeError, csv.Error, OSError)) and not isinstance(
            error, UnreadableTable
        ):
            first = (str(error).strip() or "it is damaged").splitlines()[0]
            if isinstance(error, UnicodeDecodeError):
                first = "it is no UTF-8 text"
            raise UnreadableTable(self._path, first[:1].lower() + first[1:]) from error


def _empty_columns(file: Any, groups: Sequence[int]) -> frozenset[str]:
    """The columns of which the file itself says that they hold nothing in some row groups."""
    found: set[str] | None = None
    for number in groups:
        group = file.metadata.row_group(number)
        here = set()
        for place in range(group.num_columns):
            column = group.column(place)
            said = column.statistics
            if said is not None and said.has_null_count and said.null_count == group.num_rows:
                here.add(column.path_in_schema)
        found = here if found is None else found & here
        if not found:
            break
    return frozenset(found or ())


def _is_text(kind: Any) -> bool:
    words = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(words) or pa.types.is_large_string(words))
