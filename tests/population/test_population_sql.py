"""The ground program as SQL gives the rows of the kernel; databases are asked where they are installed."""

from __future__ import annotations

import pyarrow as pa
import pytest

from myologic.cli.main import main
from myologic.engine.errors import QuestionError
from myologic.population.layout import layout
from myologic.population.sqltext import sql_text

COLUMNS = [
    "id",
    "knees_in",
    "low_shoulder@left",
    "prolonged_sitting",
    "hamstring_short_test",
    "rf_chest",
    "pain",
    "age",
]
PEOPLE = {
    "id": list(range(12)),
    "knees_in": ["left", "right", "both", "absent", "present", None, "lefft", "LEFT ", "unknown", None, None, "both"],
    "low_shoulder@left": [None, "present", "absent", None, "present", "present", None, None, None, None, "left", None],
    "prolonged_sitting": [None, "present", "present", "1", None, "true", None, "no", None, "present", None, "present"],
    "hamstring_short_test": ["negative", None, "both", "positive", None, None, None, None, "left", None, None, None],
    "rf_chest": [None, None, None, None, None, "present", "present", None, "present", None, None, None],
    "pain": ["chronic", None, "acute", None, None, None, None, "none", None, "unknown", None, "odd"],
    "age": ["40", "70.5", None, "12", None, "x", None, "131", " 30 ", "0", None, None],
}


def rows(table, names):
    """The rows of a table in one order."""
    found = [tuple("" if row[name] is None else row[name] for name in names) for row in table.to_pylist()]
    return sorted(found, key=str)


def asked(database, table, query):
    """What a database says to a query about a table called `cases`."""
    library = pytest.importorskip(database, reason=f"needs {database}")
    if database == "polars":
        return library.SQLContext(cases=library.from_arrow(table)).execute(query).collect().to_arrow()
    with library.connect() as base:
        base.register("cases", table)
        return base.sql(query).to_arrow_table()


@pytest.mark.parametrize("database", ["duckdb", "polars"])
def test_databases_give_the_rows_of_the_kernel(kb, database):
    """Sides, absences, numbers, words in capitals, missing sides, warning signs, pain, age and what cannot be read."""
    table = pa.table(PEOPLE)
    query = sql_text(layout(kb.base), columns=COLUMNS)
    expected = kb.population(table)
    found = asked(database, table, query)

    assert rows(found, expected.column_names) == rows(expected, expected.column_names)
    assert {"inferred", "needs_side", "safety", "rejected"} <= {row["status"] for row in found.to_pylist()}


LONG = [
    (1, "knees_in", "left", None, None),
    (1, "Low-Shoulder", "right", "present", None),
    (2, "hamstring_short_test", None, "negative", None),
    (2, "prolonged sitting", None, "1", None),
    (3, "knees_in", None, None, None),
    (3, "rf_chest", None, "", None),
    (4, "rf_chest", None, None, None),
    (5, "knees_in", "left", "present", None),
    (5, "knees_in", " RIGHT ", "absent", None),
    (6, "kness_in", "left", None, None),
    (6, "low_shoulder", "left", None, None),
    (7, "knees_in", "lefft", None, None),
    (8, "age", None, "70.5", None),
    (8, "pain", None, "chronic", None),
    (8, "thomas_positive", "both", "positive", "yes"),
    (9, "age", None, "x", None),
    (10, "pain", "anything", "odd", None),
    (11, "knees_in", "left", "present", "maybe"),
    (None, "knees_in", "left", None, None),
]
"""Things told of people: a side that is missing, words in capitals, names with blanks, one side and not the other, what cannot be read."""

ITEMS = ("knees_in", "low_shoulder", "hamstring_short_test", "prolonged_sitting", "rf_chest", "thomas_positive")


@pytest.mark.parametrize("database", ["duckdb", "polars"])
@pytest.mark.parametrize("count", [5, 3])
def test_long_tables_give_the_rows_of_the_kernel_too(kb, database, count):
    """A row for each thing that is told; without the columns of presence and control everything is there."""
    names = ["id", "item", "side", "presence", "controlled"][:count]
    listed = [row for row in LONG if count == 5 or (row[1] not in ("age", "pain") and row[0] is not None)]
    table = pa.table({name: list(column) for name, column in zip(names, zip(*listed, strict=True), strict=False)})
    query = sql_text(layout(kb.base), columns=names, items=ITEMS)
    expected = kb.population(table)
    found = asked(database, table, query)

    assert rows(found, expected.column_names) == rows(expected, expected.column_names)


def test_an_item_that_was_not_meant_to_occur_rejects_its_person(kb):
    """Nothing that is told is passed over in silence."""
    table = pa.table({"id": [1, 2], "item": ["knees_in", "rf_chest"], "side": ["left", None]})
    query = sql_text(layout(kb.base), columns=table.column_names, items=["knees_in"])
    found = asked("duckdb", table, query)

    assert {(row["id"], row["status"]) for row in found.to_pylist()} == {(1, "inferred"), (2, "rejected")}


def test_who_has_no_name_is_rejected(kb):
    """A row of a wide table without an id is rejected by a database as by the kernel."""
    table = pa.table({"id": ["a", None], "knees_in": ["left", "left"]})
    found = asked("duckdb", table, sql_text(layout(kb.base), columns=["id", "knees_in"]))
    expected = kb.population(table)

    assert rows(found, expected.column_names) == rows(expected, expected.column_names)


def test_the_text_is_the_same_for_plain_names(kb):
    """Only names that are no plain words are quoted, each in the way of its database."""
    plain = ["id", "knees_in", "age"]
    texts = [sql_text(layout(kb.base), columns=plain, dialect=each) for each in ("duckdb", "spark")]

    assert texts[0] == texts[1]
    assert '"knees_in@left"' in sql_text(layout(kb.base), columns=["id", "knees_in@left"])
    assert "`knees_in@left`" in sql_text(layout(kb.base), columns=["id", "knees_in@left"], dialect="spark")


def test_every_item_has_a_column(kb):
    """Without a list of columns all are meant."""
    text = sql_text(layout(kb.base))

    assert [each.key for each in layout(kb.base).items if f"CAST({each.key} AS STRING)" not in text] == []


@pytest.mark.parametrize(
    ("columns", "dialect", "said"),
    [
        (["id", "knes_in"], "duckdb", "did you mean"),
        (["id", "item", "sid"], "duckdb", "did you mean"),
        (["id"], "oracle", "no SQL for"),
    ],
)
def test_what_cannot_be_said_is_refused(kb, columns, dialect, said):
    """An unknown column, of a wide table and of a long one, another database."""
    with pytest.raises(QuestionError, match=said):
        sql_text(layout(kb.base), columns=columns, dialect=dialect)


def test_export_writes_it(tmp_path, capfd):
    """`export --sql` with the columns of a table, and nothing else beside it."""
    path = tmp_path / "cases.csv"
    path.write_text("id,knees_in\na,left\n", encoding="utf-8")

    assert main(["export", "--sql", "spark", "--columns", str(path)]) == 0
    text = capfd.readouterr().out
    assert text.startswith("WITH words AS (")
    assert "knees_in" in text
    assert main(["export", "--sql", "--schema", "case"]) == 2
    assert main(["export", "--schema", "case", "--columns", str(path)]) == 2
    assert main(["export", "--schema", "case", "--long"]) == 2
    assert main(["export", "--sql", "--long", "--columns", str(path)]) == 2


def test_export_writes_it_for_a_long_table(capfd, monkeypatch):
    """`export --sql --long` asks for the columns of a long table."""
    monkeypatch.setattr(
        "myologic.population.sqltext.sql_text", lambda plan, **said: f"{said['columns']} {said['dialect']}"
    )

    assert main(["export", "--sql", "spark", "--long"]) == 0
    assert capfd.readouterr().out.strip() == "['id', 'item', 'side', 'presence', 'controlled'] spark"
