"""Parquet files of verdicts that are written from numbers: every reader finds the words of the table in them."""

from __future__ import annotations

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from myologic.population.coded import CodedFile, _bits, _hybrid_runs, writes
from myologic.population.columns import work
from myologic.population.layout import layout
from myologic.population.rows import STATUSES, Verdicts

IDS = {
    "int64": pa.array([7, -3, 1 << 40, None, 5], pa.int64()),
    "int32": pa.array([7, -3, 1 << 30, 4, 5], pa.int32()),
    "string": pa.array(["anna", "", None, "Ümit 名", "b" * 300]),
    "large_string": pa.array(["a", "b", "c", "d", None], pa.large_string()),
    "sliced": pa.array(["x", "anna", "", None, "Ümit", "b"]).slice(1),
    "nobody named": pa.array([None] * 5, pa.int64()),
}


def verdicts(kb, ids, seed, counts=(1, 70, 3, 200, 9)):
    """Rows of any places and kinds, some without a verdict."""
    labels = work(layout(kb.base)).labels
    chance = np.random.default_rng(seed)
    known = np.concatenate([table[table > 0] for _, _, table in work(layout(kb.base))._tables])
    codes = chance.choice(known, sum(counts)).astype(labels.narrow)
    codes[:1] = 0
    status = chance.integers(0, len(STATUSES), len(counts)).astype(np.int8)
    safety = chance.integers(-1, len(labels.safety), len(counts)).astype(np.int8)
    return Verdicts(ids, np.array(counts, np.uint8), status, safety, codes, labels)


def written(rows, codec="zstd"):
    """A file of some rows, as bytes."""
    stream = io.BytesIO()
    file = CodedFile(stream, rows[0].ids.type, codec)
    for each in rows:
        file.write(each)
    file.close()
    return stream.getvalue()


def plain(table, ids):
    """A table with words as texts."""
    return table.cast(pa.schema([(name, ids if name == "id" else pa.string()) for name in table.column_names]))


@pytest.mark.parametrize("name", IDS)
@pytest.mark.parametrize("codec", ["zstd", "snappy"])
def test_what_is_read_is_what_the_table_says(kb, name, codec):
    """Ids of every kind, gaps, long runs, and rows without a verdict."""
    rows = [verdicts(kb, IDS[name], seed) for seed in range(2)]
    found = pq.read_table(io.BytesIO(written(rows, codec)))
    found.validate(full=True)
    kind = pa.string() if "string" in str(IDS[name].type) else IDS[name].type

    assert plain(found, kind).equals(plain(pa.concat_tables([each.table() for each in rows]), kind))


@pytest.mark.parametrize("library", ["duckdb", "polars", "pandas"])
def test_other_readers_find_the_same(kb, tmp_path, library):
    """DuckDB, polars and pandas read the file as pyarrow does."""
    module = pytest.importorskip(library, reason=f"needs {library}")
    rows = [verdicts(kb, IDS["string"], 5)]
    path = tmp_path / "verdicts.parquet"
    path.write_bytes(written(rows))
    if library == "duckdb":
        with module.connect() as base:
            found = base.sql(f"SELECT * FROM '{path}'").to_arrow_table()
    elif library == "polars":
        found = module.read_parquet(path).to_arrow()
    else:
        found = pa.Table.from_pandas(module.read_parquet(path), preserve_index=False)

    assert plain(found, pa.string()).to_pylist() == plain(rows[0].table(), pa.string()).to_pylist()


@pytest.mark.parametrize("name", ["int64", "string"])
def test_joined_files_are_the_file_of_all_rows(kb, tmp_path, name):
    """Files one after the other are byte for byte what one file of all would be."""
    rows = [verdicts(kb, IDS[name], seed) for seed in range(3)]
    (tmp_path / "one").write_bytes(written(rows[:2]))
    (tmp_path / "two").write_bytes(written(rows[2:]))
    stream = io.BytesIO()
    file = CodedFile(stream, IDS[name].type)
    file.append(tmp_path / "one")
    file.append(tmp_path / "two")
    file.close()

    assert stream.getvalue() == written(rows)


def test_ids_have_a_span(kb):
    """The least and the greatest id of a row group are on record, so that readers can leave groups out."""
    group = pq.read_metadata(io.BytesIO(written([verdicts(kb, IDS["int64"], 1)]))).row_group(0)

    assert (group.column(0).statistics.min, group.column(0).statistics.max) == (-3, 1 << 40)


def test_nobody_gives_an_empty_table(kb):
    """A file without rows has all columns."""
    none = Verdicts(pa.array([], pa.int64()), *(np.zeros(0, np.int8) for _ in range(4)), work(layout(kb.base)).labels)
    found = pq.read_table(io.BytesIO(written([none])))

    assert (found.num_rows, found.column_names) == (0, none.table().column_names)


@pytest.mark.parametrize("width", [1, 2, 4, 8, 16])
def test_places_keep_their_values(width):
    """Places of every width stand in the run as Parquet wants them: the lowest bits first."""
    places = np.random.default_rng(width).integers(0, min(1 << width, 1 << 15), 1003)
    data = _bits(places.astype(np.int8 if width < 8 else np.int16), width)
    head = (1003 + 7) // 8 << 1 | 1
    bits = int.from_bytes(data[len(data) - 126 * width :], "little")

    assert int.from_bytes(data[:2], "little") == (head & 0x7F | 0x80) | head >> 7 << 8
    assert [bits >> width * n & (1 << width) - 1 for n in range(1003)] == places.tolist()


def test_equal_neighbours_are_one_run():
    """Runs of one value are joined, and a length above 63 takes two bytes."""
    assert _hybrid_runs(np.array([3, 3, 5]), np.array([60, 40, 2]), 3).hex() == "c80103" + "0405"


def test_other_ids_are_left_to_the_general_writer():
    """What ids can be written."""
    assert [writes(each) for each in (pa.int64(), pa.string(), pa.float64(), pa.date32())] == [True, True, False, False]
