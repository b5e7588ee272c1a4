"""A run over a file of cases: read piece by piece, worked out on all cores, kept part by part, put together at the end.

Memory depends on the size of a piece and the number of processes, not on the number of people.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.kb.base import KnowledgeBase
from myologic.population.header import ID, Header, Reader
from myologic.population.packing import Chunk, check_kinds, long_chunk, wide_chunk
from myologic.population.parts import CannotKeep, Parts
from myologic.population.rows import Found, Working
from myologic.population.sources import BadLine, Source
from myologic.population.streams import chunks, pieces
from myologic.population.ways import way

ALONE = 1 << 18
"""Files with no more rows than this are worked out in one process: starting others would take longer."""

LAST = 99_999_999
"""The part of what belongs to nobody, behind all others."""

Told = Callable[[int, int | None], None]
"""Hears how many people are done, and how many there are where that is known."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Parameters
    ----------
    people
        Everybody in the file, rejected ones included.
    rows
        Rows of verdicts.
    rejected
        People whose rows could not be read.
    bad_lines
        Lines of a CSV file that have too few or too many fields; they are listed among the rejected and name nobody.
    statuses
        Status to number of people.
    files
        Table to where it is.
    """

    people: int
    rows: int
    rejected: int
    bad_lines: int
    statuses: Mapping[str, int]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is read."""

    source: str
    target: str
    packs: tuple[str, ...] = ()
    id_column: str = ID
    ignore: tuple[str, ...] = ()
    fired: bool = False


def run(
    kb: KnowledgeBase, options: Options, *, resume: bool = False, processes: int | None = None, told: Told | None = None
) -> Summary:
    """Work a file of cases out.

    Parameters
    ----------
    kb
        The knowledge base; other processes open it again, with the packs of the options.
    options
        What to read and where to put what follows.
    resume
        Whether an unfinished run is taken up.
    processes
        How many processes work; all cores by default, one for small files.
    told
        Hears of progress.

    Raises
    ------
    QuestionError
        If the file, a column, or a folder of an unfinished run is not what it should be.
    UnreadableTable
        If the file is damaged.
    CannotKeep
        If the result cannot be written.
    """
    source = Source(Path(options.source), options.id_column)
    worker = _Worker(kb, options, source)
    if options.target == "-":
        raise QuestionError("the verdicts, the people and the rows that are rejected are files: `-` cannot hold them")
    parts = Parts(Path(options.target), source.id_type)
    if not parts.target.parent.is_dir():
        raise QuestionError(f"there is no folder `{parts.target.parent}` to write to")
    if parts.target.exists() and parts.target.samefile(source.path):
        raise QuestionError("the result would take the place of the table it is made from")
    parts.begin(_identity(kb, options, source, worker), resume=resume)
    done = parts.done()
    bad: list[BadLine] = []
    tasks = list(_groups(worker, source)) or _pieces(worker, source, bad)
    count = processes or (os.cpu_count() or 1 if source.rows is None or source.rows > ALONE else 1)
    people = sum(each["people"] for each in done.values())
    total = None if worker.header.is_long else source.rows
    if told is not None:
        told(people, total)
    with _memory():
        for number, counted in _worked(worker, tasks, done, count):
            done[number] = counted
            people += counted["people"]
            if told is not None:
                told(people, total)
    if bad and LAST not in done:
        done[LAST] = counted = _none() | {"bad_lines": len(bad)}
        parts.keep(LAST, [_bad_lines(worker, bad)], counted)
    parts.finish(sorted(done))
    return _summary(parts, done.values())


# ---------------------------------------------------------------------- tasks


class Group(NamedTuple):
    """Row groups of a Parquet file: the number of the first row, the first group, and the one after the last."""

    first: int
    start: int
    end: int


class Piece(NamedTuple):
    """Some rows: the number of the first one, the rows, and which lines of the file so far were none, from 1."""

    first: int
    batch: Any
    gaps: tuple[int, ...]


Task = tuple[int, Group | Piece]
"""Number of the part, and what it is made of."""


def _groups(worker: _Worker, source: Source) -> Iterator[Task]:
    """The row groups of a wide Parquet file: each process reads its own."""
    if worker.header.is_long:
        return
    for number, (first, _) in enumerate(source.groups()):
        yield number, Group(first, number, number + 1)


def _pieces(worker: _Worker, source: Source, bad: list[BadLine]) -> Iterator[Task]:
    """The batches of any other file: one process reads them, and the others work them out."""
    for number, (first, batch) in enumerate(pieces(source.batches(bad.append), worker.header)):
        yield number, Piece(first, batch, tuple(sorted(each.row for each in bad if each.row is not None)))


def _worked(
    worker: _Worker, tasks: Iterable[Task], done: Mapping[int, Any], processes: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Work out what is not done yet, never holding more than a few pieces."""
    open_yet = ((number, task) for number, task in tasks if number not in done)
    if processes < 2:
        for number, task in open_yet:
            yield number, worker.part(number, task)
        return
    with _pool(worker, processes) as pool:
        running: dict[Future[dict[str, Any]], int] = {}
        try:
            for number, task in open_yet:
                running[pool.submit(_do, number, task)] = number
                if len(running) > processes + 1:
                    yield from _ready(running)
            while running:
                yield from _ready(running)
        except BrokenProcessPool as error:
            raise CannotKeep(
                "a process of the run was stopped from outside, perhaps for want of memory; --resume goes on from there"
            ) from error
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


@contextlib.contextmanager
def _memory() -> Iterator[None]:
    """Let Arrow take memory from the C library while a run goes, here and in the processes that are made meanwhile.

    Its own way gives what a batch needed back to the system and asks for it again at the next one, which costs a sixth of
    the time; glibc keeps it.
    """
    if sys.platform != "linux":
        yield
        return
    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def _pool(worker: _Worker, processes: int) -> ProcessPoolExecutor:
    """Processes that are ready to work.

    Copies of this one start at once and share its memory; they are safe where no other thread runs that could hold a lock
    (Arrow reads without threads here, and takes care of its own). Elsewhere new interpreters open the content again.
    """
    if sys.platform == "linux" and threading.active_count() == 1:
        worker.prepare()
        _OPEN[:] = [worker]
        return ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _follow_the_first)
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _open_worker, (worker.options,))


def _ready(running: dict[Future[dict[str, Any]], int]) -> Iterator[tuple[int, dict[str, Any]]]:
    finished, _ = wait(running, return_when=FIRST_COMPLETED)
    for each in sorted(finished, key=running.__getitem__):
        yield running.pop(each), each.result()


# ---------------------------------------------------------------------- work


class _Worker:
    """What one process needs to work out parts."""

    def __init__(self, kb: KnowledgeBase, options: Options, source: Source) -> None:
        self.options = options
        self._source = source
        self._way = way(kb)
        self._reader = Reader(self._way)
        self.header: Header = self._reader.header(source.names, options.id_column, options.ignore)
        if source.schema is not None:
            check_kinds(source.schema, self.header)
        self._parts = Parts(Path(options.target), source.id_type)

    def prepare(self) -> Working:
        """Generate the code, once."""
        return self._way.work(fired=self.options.fired)

    def part(self, number: int, task: Group | Piece) -> dict[str, Any]:
        """Work a part out and keep it."""
        counted = _none()
        gaps = task.gaps if isinstance(task, Piece) else ()
        self._parts.keep(number, self._counted(self._chunks(task), gaps, counted), counted)
        return counted

    def _chunks(self, task: Group | Piece) -> Iterator[Chunk]:
        if isinstance(task, Piece):
            make = long_chunk if self.header.is_long else wide_chunk
            yield make(task.batch, self.header, self._reader, task.first)
            return
        yield from chunks(self._source.piece(task.start, task.end), self.header, self._reader, first_row=task.first)

    def _counted(self, found: Iterable[Chunk], gaps: Sequence[int], counted: dict[str, Any]) -> Iterator[Found]:
        doing = self.prepare()
        empty = True
        for chunk in found:
            empty = False
            tables = _as_in_the_file(doing.found(chunk), gaps)
            counted["people"] += chunk.people
            counted["rows"] += len(tables.verdicts)
            counted["rejected"] += len(tables.rejected)
            for each in tables.people.column("status").value_counts().to_pylist():
                counted["statuses"][each["values"]] = counted["statuses"].get(each["values"], 0) + each["counts"]
            yield tables
        if empty:
            yield self.nobody()

    def nobody(self) -> Found:
        """Tables without rows."""
        return self.prepare().found(Chunk(pa.array([], self._source.id_type)))


_OPEN: list[_Worker] = []


def _follow_the_first() -> None:
    """Ctrl-C is for the first process, which decides what stops; where that is killed, nothing goes on without it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    first = multiprocessing.parent_process()
    if first is not None:
        threading.Thread(target=_end_with, args=(first.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _open_worker(options: Options) -> None:
    """Make a new process ready."""
    from myologic.kb.load import load

    _follow_the_first()
    kb = load(*options.packs)
    _OPEN.append(_Worker(kb, options, Source(Path(options.source), options.id_column)))


def _do(number: int, task: Group | Piece) -> dict[str, Any]:
    return _OPEN[0].part(number, task)


# ---------------------------------------------------------------------- counting


def _identity(kb: KnowledgeBase, options: Options, source: Source, worker: _Worker) -> dict[str, Any]:
    """What a run is about; taken up only for the same."""
    seen = source.path.stat()
    return {
        "input": [os.path.realpath(source.path), seen.st_size, seen.st_mtime_ns],
        "content": kb.hash,
        "options": [options.id_column, sorted(options.ignore), options.fired, worker.header.is_long],
    }


def _none() -> dict[str, Any]:
    return {"people": 0, "rows": 0, "rejected": 0, "bad_lines": 0, "statuses": {}}


def _as_in_the_file(tables: Found, gaps: Sequence[int]) -> Found:
    """The numbers of rejected rows with the lines counted that were none."""
    if not gaps or not len(tables.rejected):
        return tables
    rows = []
    for row in tables.rejected.column("row").to_pylist():
        for each in gaps:
            row += each <= row
        rows.append(row)
    return tables._replace(rejected=tables.rejected.set_column(0, "row", pa.array(rows, pa.int64())))


def _bad_lines(worker: _Worker, bad: Sequence[BadLine]) -> Found:
    nobody = worker.nobody()
    reasons = [f"the line has {each.fields} fields, the header {each.expected}: {each.text[:80]}" for each in bad]
    rejected = pa.table(
        {
            "row": pa.array([each.row for each in bad], pa.int64()),
            "id": pa.nulls(len(bad), nobody.rejected.schema.field("id").type),
            "reason": pa.array(reasons, pa.string()),
        }
    )
    return nobody._replace(rejected=rejected)


def _summary(parts: Parts, counted: Iterable[Mapping[str, Any]]) -> Summary:
    sums, statuses = Counter[str](), Counter[str]()
    for each in counted:
        sums.update({name: each[name] for name in ("people", "rows", "rejected", "bad_lines")})
        statuses.update(each["statuses"])
    files = {table: str(parts.result(table)) for table in ("verdicts", "people", "rejected")}
    return Summary(sums["people"], sums["rows"], sums["rejected"], sums["bad_lines"], dict(statuses), files)
