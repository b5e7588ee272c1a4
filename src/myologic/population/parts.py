"""What a run over a file leaves behind while it goes: whole parts with a mark each, so that a run can be taken up again.

A part is written under another name and renamed when it is whole; its mark comes last. Whatever has no mark is written again.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from myologic.engine.errors import MyologicError, QuestionError
from myologic.population.coded import CodedFile, writes
from myologic.population.rows import Verdicts
from myologic.population.sources import CSV, PARQUET, form_of

STREAM = "arrows"
CODED = "coded"
"""Verdicts as Parquet, written from their numbers."""
TABLES = ("verdicts", "people", "rejected")
VERSION = 2


class CannotKeep(MyologicError):
    """Output that cannot be written, such as on a full disk; exit code 2."""

    exit_code = 2


class Parts:
    """The folder of an unfinished run.

    Parameters
    ----------
    target
        Where the result goes: a file whose ending says its form, or a folder of Parquet files.
    ids
        The Arrow type of the ids.
    """

    def __init__(self, target: Path, ids: Any = None) -> None:
        self.target, self._ids = target, ids
        self.is_folder = target.suffix == "" or target.is_dir()
        self.form = PARQUET if self.is_folder else form_of(target)
        self.folder = target.with_name(target.name + ".parts")
        # What one file is made of in the end is kept in the form that is fastest to read again.
        self._kept = PARQUET if self.is_folder else CSV if self.form == CSV else STREAM
        self._is_coded = self.form == PARQUET and ids is not None and writes(ids)

    # ------------------------------------------------------------------ the run

    def begin(self, said: Mapping[str, Any], *, resume: bool) -> None:
        """Make the folder, or take up the one that is there.

        Parameters
        ----------
        said
            What the run is about: input, content and options. A run is only taken up for the same.
        resume
            Whether an unfinished run may be taken up.

        Raises
        ------
        QuestionError
            If there is an unfinished run and it may not be taken up, or it was about something else.
        CannotKeep
            If the folder cannot be made.
        """
        identity = json.dumps({"version": VERSION, **said}, sort_keys=True)
        note = self.folder / "run.json"
        if note.exists():
            if not resume:
                raise QuestionError(
                    f"`{self.folder.name}` holds an unfinished run: add --resume to go on with it, or delete it to begin anew"
                )
            before = json.loads(note.read_text("utf-8"))
            now = json.loads(identity)
            changed = sorted(each for each in {*before, *now} if before.get(each) != now.get(each))
            if changed:
                raise QuestionError(
                    f"`{self.folder.name}` holds an unfinished run with another {' and '.join(changed)}: "
                    "delete it to begin anew"
                )
            self._sweep()
            return
        with Keeping(self.target):
            # Without its note it is what is left of a run that came to its end: no part of it may be taken for one of this run.
            shutil.rmtree(self.folder, ignore_errors=True)
            self._sweep()
            self.folder.mkdir(exist_ok=True)
            for name in TABLES if self.is_folder else ():
                (self.folder / name).mkdir(exist_ok=True)
            _write_whole(note, identity.encode())

    def done(self) -> dict[int, dict[str, Any]]:
        """The parts that are whole: number to what was counted."""
        return {
            int(each.stem): json.loads(each.read_text("utf-8"))
            for each in sorted(self.folder.glob("*.done"))
            if each.stem.isdecimal()
        }

    def path(self, table: str, number: int) -> Path:
        """The file of a table of a part."""
        form = self._form_of(table)
        name = f"{number:08}.{PARQUET if form == CODED else form}"
        return self.folder / table / f"part-{name}" if self.is_folder else self.folder / f"{table}-{name}"

    def _form_of(self, table: str) -> str:
        """The form of a table of a part."""
        if table == "verdicts" and self._is_coded:
            return CODED
        return CSV if table == "rejected" else self._kept

    def _sink(self, path: Path, form: str) -> _Sink:
        return _CodedSink(path, self._ids) if form == CODED else _Sink(path, form)

    def keep(self, number: int, tables: Iterable[Any], counted: Mapping[str, Any]) -> None:
        """Write a part.

        Parameters
        ----------
        number
            Its place among the parts.
        tables
            What follows, chunk by chunk: values with the fields named in `TABLES`.
        counted
            What to remember of it; may be filled while `tables` is read.
        """
        with Keeping(self.target):
            sinks = {name: self._sink(self.path(name, number), self._form_of(name)) for name in TABLES}
            try:
                for each in tables:
                    for name, sink in sinks.items():
                        sink.write(getattr(each, name))
            except BaseException:
                for sink in sinks.values():
                    sink.drop()
                raise
            for sink in sinks.values():
                sink.close()
            _write_whole(self.folder / f"{number:08}.done", json.dumps(counted, sort_keys=True).encode())

    # ------------------------------------------------------------------ the end

    def finish(self, numbers: Sequence[int]) -> None:
        """Put the result where it belongs; what was there before is replaced only now, and only whole.

        Parameters
        ----------
        numbers
            The parts, in order.
        """
        with Keeping(self.target):
            if self.is_folder:
                self._finish_folder()
                return
            made = []
            for table in TABLES:
                path = self.result(table)
                form = CODED if self._form_of(table) == CODED else CSV if table == "rejected" else self.form
                sink = self._sink(path, form)
                try:
                    _join(sink, [self.path(table, each) for each in numbers], form)
                except BaseException:
                    sink.drop()
                    raise
                made.append(sink)
            for sink in made:
                sink.close()
            (self.folder / "run.json").unlink()
            shutil.rmtree(self.folder)

    def result(self, table: str) -> Path:
        """The file of a table when all is done; of a folder the folder within it."""
        if self.is_folder:
            return self.target / table
        if table == "verdicts":
            return self.target
        return self.target.with_name(
            f"{self.target.stem}.{table}{'.csv' if table == 'rejected' else self.target.suffix}"
        )

    def _sweep(self) -> None:
        """Take away the files that a run was writing when it was killed."""
        names = {self.result(table).name for table in TABLES}
        for folder in [self.target.parent, *(self.folder / each for each in ("", *TABLES))]:
            for each in folder.glob(".*.new") if folder.is_dir() else ():
                name, _, writer = each.name.removesuffix(".new").rpartition(".")
                if writer.isdecimal() and (folder != self.target.parent or name[1:] in names):
                    each.unlink(missing_ok=True)

    def _finish_folder(self) -> None:
        self._sweep()
        old = self.target.with_name(self.target.name + ".old")
        for each in self.folder.glob("*.done"):
            each.unlink()
        if self.target.exists():
            if any(self.target.iterdir()) and not (self.target / "run.json").exists():
                raise CannotKeep(f"`{self.target}` holds other files: name a folder that is empty or not there yet")
            shutil.rmtree(old, ignore_errors=True)
            os.rename(self.target, old)
        os.rename(self.folder, self.target)
        shutil.rmtree(old, ignore_errors=True)


class Keeping:
    """Says of what goes wrong with writing where it was to go, and that nothing is lost."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, OSError):
            full = error.errno == errno.ENOSPC or "no space left" in str(error).lower()
            reason = "the disk is full" if full else (error.strerror or str(error)).splitlines()[0].lower()
            raise CannotKeep(
                f"`{self._target}` cannot be written: {reason}; what was there before is unchanged, and what is done so far is "
                f"kept beside it: --resume goes on from there"
            ) from error


class _Sink:
    """A file that takes its name when it is whole."""

    def __init__(self, path: Path, form: str) -> None:
        self._path, self._form = path, form
        self._open = path.with_name(f".{path.name}.{os.getpid()}.new")
        self._stream = open(self._open, "wb")  # noqa: SIM115 - closed by `close` or `drop`
        self._writer: Any = None

    def write(self, table: Any) -> None:
        """Add rows."""
        self._add(table)

    def _add(self, table: Any) -> None:
        if isinstance(table, Verdicts):
            table = table.table()
        if self._form == CSV:
            _write_csv(table, self._stream, header=self._writer is None)
            self._writer = True
            return
        if self._writer is None:
            self._writer = _writer(self._stream, self._form, table.schema)
        if self._form == PARQUET:
            self._writer.write_table(table, row_group_size=1 << 22)
        else:
            self._writer.write_table(table)

    def write_bytes(self, data: bytes) -> None:
        """Add bytes as they are."""
        self._stream.write(data)

    def close(self) -> None:
        """The file is whole: give it its name."""
        if self._writer is not None and self._form != CSV:
            self._writer.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        os.replace(self._open, self._path)

    def drop(self) -> None:
        """The file is not wanted."""
        with contextlib.suppress(OSError):  # what cannot be written need not be flushed
            self._stream.close()
        self._open.unlink(missing_ok=True)


class _CodedSink(_Sink):
    """A Parquet file of verdicts that are written as the numbers they are."""

    def __init__(self, path: Path, ids: Any) -> None:
        super().__init__(path, CODED)
        self._file = CodedFile(self._stream, ids)

    def _add(self, table: Any) -> None:
        self._file.write(table)

    def append(self, path: Path) -> None:
        """Add the rows of a part."""
        self._file.append(path)

    def close(self) -> None:
        """The file is whole: give it its name."""
        self._file.close()
        super().close()


def _writer(stream: Any, form: str, schema: Any) -> Any:
    if form == PARQUET:
        words = [each.name for each in schema if pa.types.is_dictionary(each.type) or pa.types.is_string(each.type)]
        whole = [each.name for each in schema if pa.types.is_integer(each.type)]
        return pq.ParquetWriter(
            stream,
            schema,
            use_dictionary=words,
            dictionary_pagesize_limit=16 << 20,
            column_encoding=dict.fromkeys(whole, "DELTA_BINARY_PACKED") or None,
            compression="zstd",
            compression_level=1,
            write_statistics=whole or False,
            store_schema=False,  # words are plain texts to whoever reads the file
        )
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    return (pa.ipc.new_stream if form == STREAM else pa.ipc.new_file)(stream, schema, options=options)


def _write_csv(table: Any, stream: Any, *, header: bool) -> None:
    flat = []
    for name in table.schema.names:
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        elif pa.types.is_list(column.type):
            column = pa.compute.binary_join(column.cast(pa.list_(pa.string())), " ")
        elif pa.types.is_binary(column.type) or pa.types.is_fixed_size_binary(column.type):
            column = pa.array([None if each is None else each.hex() for each in column.to_pylist()], pa.string())
        flat.append(column)
    options = pa_csv.WriteOptions(include_header=header, quoting_style="needed")
    pa_csv.write_csv(pa.table(flat, names=table.schema.names), stream, options)


def _join(sink: _Sink, paths: Sequence[Path], form: str) -> None:
    """One file of several, in order."""
    for place, path in enumerate(paths):
        if isinstance(sink, _CodedSink):
            sink.append(path)
            continue
        if form == CSV:
            with open(path, "rb") as stream:
                if place:
                    stream.readline()
                while block := stream.read(1 << 20):
                    sink.write_bytes(block)
            continue
        with pa.memory_map(os.fspath(path)) as mapped, pa.ipc.open_stream(mapped) as reader:
            for batch in reader:
                sink.write(pa.Table.from_batches([batch]))


def _write_whole(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    with open(new, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, path)
