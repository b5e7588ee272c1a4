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


@pytest.mark.parametrize("database", ["duckdb", "polars"])
def test_databases_give_the_rows_of_the_kernel(kb, database):
    """Sides, absences, numbers, words in capitals, missing sides, warning signs, pain, age and what cannot be read."""
    library = pytest.importorskip(database, reason=f"needs {database}")
    table = pa.table(PEOPLE)
    query = sql_text(layout(kb.base), columns=COLUMNS)
    expected = kb.population(table)
    if database == "duckdb":
        with library.connect() as base:
            base.register("cases", table)
            found = base.sql(query).to_arrow_table()
    else:
        found = library.SQLContext(cases=library.from_arrow(table)).execute(query).collect().to_arrow()

    assert rows(found, expected.column_names) == rows(expected, expected.column_names)
    assert {"inferred", "needs_side", "safety", "rejected"} <= {row["status"] for row in found.to_pylist()}


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
        (["id", "item", "side"], "duckdb", "wide"),
        (["id"], "oracle", "no SQL for"),
    ],
)
def test_what_cannot_be_said_is_refused(kb, columns, dialect, said):
    """An unknown column, a long table, another database."""
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
