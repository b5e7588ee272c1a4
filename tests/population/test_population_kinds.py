"""Columns of every Arrow type: what can be read is, and what cannot be is said before anything is written."""

from __future__ import annotations

import datetime
import decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from myologic.cli.main import main
from myologic.engine.errors import QuestionError
from myologic.population.table import population

WORDS = ["left", None, "no"]
SAME = {
    "text": pa.array(WORDS),
    "large text": pa.array(WORDS, pa.large_string()),
    "view": pa.array(WORDS, pa.string_view()),
    "dictionary": pa.array(WORDS).dictionary_encode(),
    "bytes": pa.array([b"left", None, b"no"]),
    "view of bytes": pa.array([b"left", None, b"no"], pa.binary_view()),
}
NO_CELLS = {
    "list": pa.array([["left"], None, None]),
    "record": pa.array([{"side": "left"}, None, None]),
    "map": pa.array([[("a", 1)], None, None], pa.map_(pa.string(), pa.int64())),
    "list view": pa.array([["left"], None, None], pa.list_view(pa.string())),
}
IDS = {
    "text": pa.array(["b", "a", "b"]),
    "view": pa.array(["b", "a", "b"], pa.string_view()),
    "dictionary": pa.array(["b", "a", "b"]).dictionary_encode(),
    "number": pa.array([2, 1, 2]),
    "fraction": pa.array([2.5, 1.5, 2.5]),
    "day": pa.array([datetime.date(2026, 1, day) for day in (2, 1, 2)]),
    "amount": pa.array([decimal.Decimal(each) for each in ("2.5", "1.5", "2.5")]),
    "bytes": pa.array([b"b", b"a", b"b"]),
}


def statuses(found):
    """The statuses of people, in order."""
    return found.people.column("status").to_pylist()


@pytest.mark.parametrize("name", SAME)
def test_words_of_any_type_are_words(kb, name):
    """Also bytes, as some programs write texts to Parquet files."""
    found = population(kb.base, pa.table({"id": [1, 2, 3], "knees_in": SAME[name]}))

    assert statuses(found) == ["inferred", "nothing", "nothing"]


def test_bytes_that_are_no_text_are_rejected(kb):
    """They are shown as far as they can be."""
    found = population(kb.base, pa.table({"id": [1], "knees_in": pa.array([b"\xff\x00left"])}))

    (reason,) = found.rejected.column("reason").to_pylist()
    assert reason.startswith("knees_in: `") and "left` is none of" in reason and "\x00" not in reason


@pytest.mark.parametrize("name", NO_CELLS)
def test_what_is_no_cell_is_said(kb, tmp_path, capfd, name):
    """A column of lists or records is an error that names it; a file with one leaves no unfinished run."""
    table = pa.table({"id": [1, 2, 3], "knees_in": NO_CELLS[name]})
    with pytest.raises(QuestionError, match="column `knees_in` holds .*: a cell is a word, a number or a truth value"):
        population(kb.base, table)
    if name != "list view":  # Parquet files know no views
        pq.write_table(table, tmp_path / "in.parquet")
        code = main(["population", str(tmp_path / "in.parquet"), "-o", str(tmp_path / "out.parquet")])

        assert code == 2 and "column `knees_in` holds" in capfd.readouterr().err
        assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_a_column_that_is_ignored_may_hold_anything(kb):
    """Nothing is read of it."""
    table = pa.table({"id": [1, 2, 3], "notes": NO_CELLS["record"], "knees_in": SAME["text"]})

    assert statuses(population(kb.base, table, ignore=["notes"])) == ["inferred", "nothing", "nothing"]


@pytest.mark.parametrize("name", IDS)
def test_long_tables_take_ids_of_any_type(kb, name):
    """Views and dictionaries too, as polars and pandas have them; rows are put in the order of their ids."""
    table = pa.table({"id": IDS[name], "item": ["knees_in", "forward_head", "knees_in"], "side": ["left", None, "right"]})
    found = population(kb.base, table)

    assert found.people.num_rows == 2
    assert set(statuses(found)) == {"inferred"}
    sides = found.verdicts.filter(pa.compute.equal(found.verdicts.column("muscle"), "biceps_femoris"))
    assert sorted(sides.column("side").to_pylist()) == ["left", "right"]


@pytest.mark.parametrize("long", [True, False])
def test_rows_that_name_nobody_at_all(kb, long):
    """A column of ids without a type holds no id."""
    more = {"item": ["knees_in"] * 2, "side": ["left"] * 2} if long else {"knees_in": ["left"] * 2}
    found = population(kb.base, pa.table({"id": pa.nulls(2), **more}))

    assert set(statuses(found)) == {"rejected"}


def test_nested_ids_are_said(kb):
    """A person is not named by a list."""
    with pytest.raises(QuestionError, match="column `id` holds"):
        population(kb.base, pa.table({"id": [[1]], "knees_in": ["left"]}))


def test_a_path_is_no_table(kb):
    """The message says what takes files."""
    with pytest.raises(QuestionError, match="`myologic population` takes files"):
        population(kb.base, "cases.parquet")


def test_a_long_table_of_polars(kb):
    """Its texts are views."""
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"id": ["b", "a"], "item": ["knees_in"] * 2, "side": ["left", "right"]})

    assert statuses(population(kb.base, frame)) == ["inferred", "inferred"]
