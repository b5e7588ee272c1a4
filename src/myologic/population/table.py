"""Tables of cases in, tables of verdicts out: the way in for programs."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from os import PathLike
from typing import Any

from myologic.borders.tables import arrow
from myologic.engine.errors import QuestionError
from myologic.kb.base import KnowledgeBase
from myologic.population.header import ID, Reader

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.population.rows import Tables


def population(
    kb: KnowledgeBase, table: Any, *, id_column: str = ID, ignore: Iterable[str] = (), fired: bool = False
) -> Tables:
    """What follows for each person of a table.

    Parameters
    ----------
    kb
        The knowledge base.
    table
        Cases, wide or long (`docs/population.md`): a pyarrow Table, RecordBatch or RecordBatchReader, a pandas or polars data
        frame, or anything else with `__arrow_c_stream__`; also a mapping of names to columns.
    id_column
        The column that names the person.
    ignore
        Columns that say nothing of a case.
    fired
        Whether `people` gets a column of the clauses that fired, from which each verdict can be explained later.

    Returns
    -------
    Tables
        Verdicts, people, and rejected rows, in the order of the table; a long table in the order of ids.

    Raises
    ------
    QuestionError
        If it is no table, a column is unknown, or pyarrow is not installed.

    Warns
    -----
    UserWarning
        If a rule of a pack cannot be worked out column by column, so that each distinct case is worked out by itself.
    """
    pa = arrow()
    # What imports numpy and pyarrow comes after it was said that they are missing.
    from myologic.population.packing import check_kinds, comparable, plain
    from myologic.population.rows import Tables as Found
    from myologic.population.streams import chunks
    from myologic.population.ways import notice, way

    said = notice(kb)
    if said is not None:
        warnings.warn(said, stacklevel=3)
    plan = way(kb)
    reader, doing = Reader(plan), plan.work(fired=fired)
    stream = open_table(table)
    header = reader.header(stream.schema.names, id_column, ignore)
    check_kinds(stream.schema, header)
    order = None
    if header.is_long:
        import pyarrow.compute

        whole = stream.read_all()
        whole = pa.table([plain(each) for each in whole.columns], names=whole.schema.names)
        ids = comparable(whole.column(id_column))
        order = pyarrow.compute.sort_indices(pa.array(range(len(ids))) if pa.types.is_null(ids.type) else ids)
        stream = whole.take(order).to_reader()
    found = [doing.tables(each) for each in chunks(stream, header, reader)]
    if not found:
        found = [doing.tables(each) for each in empty(stream.schema, header, reader)]
    verdicts, people, rejected = (
        pa.concat_tables([getattr(each, name) for each in found]) for name in ("verdicts", "people", "rejected")
    )
    if order is not None and len(rejected):
        rows = [order[row - 1].as_py() + 1 for row in rejected.column("row").to_pylist()]
        rejected = rejected.set_column(0, "row", pa.array(rows, pa.int64()))
    return Found(verdicts, people, rejected)


def empty(schema: Any, header: Any, reader: Reader) -> Iterator[Any]:
    """One chunk of nobody, so that an empty table gives empty tables with all columns."""
    from myologic.population.packing import wide_chunk

    yield wide_chunk(arrow().RecordBatch.from_pylist([], schema=schema), header, reader)


def open_table(table: Any) -> Any:
    """Any Arrow-compatible table as a stream of record batches.

    Raises
    ------
    QuestionError
        If it is no table.
    """
    pa = arrow()
    if isinstance(table, pa.RecordBatchReader):
        return table
    if isinstance(table, pa.Table):
        return table.to_reader()
    if isinstance(table, pa.RecordBatch):
        return pa.Table.from_batches([table]).to_reader()
    if hasattr(table, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(table)
    if hasattr(table, "__arrow_c_array__"):
        return pa.Table.from_batches([pa.record_batch(table)]).to_reader()
    if isinstance(table, dict):
        try:
            return pa.table(table).to_reader()
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise QuestionError(f"this is no table of cases: {str(error).splitlines()[0]}") from error
    hint = "; `myologic population` takes files" if isinstance(table, str | PathLike) else ""
    raise QuestionError(
        f"this is no table of cases: {type(table).__name__} does not speak Arrow (`__arrow_c_stream__`){hint}"
    )
