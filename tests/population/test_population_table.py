"""A table of cases says of each person what a case says: verdicts, levels, safety, what is missing, what cannot be read."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import myologic
from myologic.engine.errors import QuestionError


def rows(table, *names):
    """Some columns as tuples."""
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


@pytest.mark.parametrize("seed", range(3))
def test_random_people_get_what_their_cases_say(kb, drawing, seed):
    """Status, safety, flags, missing sides, verdicts and levels are those of the case, for every person."""
    drawn = drawing.People(kb.base, seed)
    told = [drawn.one() for _ in range(120)]
    found = kb.population_tables(drawing.wide_table(told))
    said = drawing.said_in(found.verdicts, found.people)

    assert len(said) == len(told)
    for number, each in enumerate(told):
        assert said[number] == drawing.said_of(kb.base, drawn.case(each)), each


def test_random_people_get_what_the_engine_says(kb, drawing):
    """The rules as they are written, run by the engine on each case, give the same verdicts and levels."""
    drawn = drawing.People(kb.base, 99)
    told = [drawn.one() for _ in range(20)]
    found = kb.population_tables(drawing.wide_table(told))
    said = drawing.said_in(found.verdicts, found.people)

    for number, each in enumerate(told):
        case = drawn.case(each)
        case._derived = case.inferred  # the engine's own conclusions instead of the clauses'
        assert said[number] == drawing.said_of(kb.base, case), each


def test_a_result_is_the_one_of_the_case_in_full(kb, drawing):
    """The status and the safety of a case's whole result are those of the table."""
    drawn = drawing.People(kb.base, 7)
    told = [drawn.one() for _ in range(25)]
    people = kb.population_tables(drawing.wide_table(told)).people.to_pylist()

    for row, each in zip(people, told, strict=True):
        outcome = drawn.case(each).outcome
        assert (row["status"], row["safety"]) == (outcome.status, outcome.safety.level)


def test_long_tables_say_the_same(kb, drawing):
    """A row for each thing that is told gives the verdicts of a row for each person."""
    drawn = drawing.People(kb.base, 3)
    told = [{k: v for k, v in drawn.one().items() if "controlled" not in k} for _ in range(60)]
    long = []
    for number, each in enumerate(told):
        for column, word in each.items():
            item, _, side = column.partition("@")
            if item in ("pain", "age"):
                long.append({"id": number, "item": item, "side": None, "presence": word})
            elif word in ("left", "right", "both"):
                long.append({"id": number, "item": item, "side": word, "presence": None})
            else:
                long.append({"id": number, "item": item, "side": side or None, "presence": word})
    wide = kb.population(drawing.wide_table(told))
    silent = {
        number for number, each in enumerate(told) if not each
    }  # nobody of whom nothing is told is in a long table

    assert rows(kb.population(pa.Table.from_pylist(long[::-1])), *wide.column_names) == [
        each for each in rows(wide, *wide.column_names) if each[0] not in silent
    ]


def test_any_arrow_table_will_do(kb):
    """Data frames, record batches, streams and mappings give one result."""
    data = {"id": ["a", "b"], "knees_in": ["left", None], "age": [30, 70]}
    table = pa.table(data)
    expected = kb.population(data).to_pylist()

    for each in (table, table.to_batches()[0], table.to_reader(), pd.DataFrame(data), pl.DataFrame(data)):
        assert kb.population(each).to_pylist() == expected


def test_truth_values_and_numbers_are_presences(kb):
    """True and 1 are present, false and 0 are absent, on either side."""
    flags = [True, 1, 1.0, "present", "Positive"]
    found = [kb.population({"id": [1], "knees_in@left": [each]}) for each in flags]

    assert all(each.equals(found[0]) for each in found)
    assert kb.population({"id": [1], "knees_in": [False]}).equals(kb.population({"id": [1], "knees_in": ["absent"]}))


def test_one_side_there_and_the_other_not(kb):
    """Two columns of one thing speak of its two sides."""
    both = kb.case(
        findings=[{"id": "knees_in", "side": "left"}, {"id": "knees_in", "side": "right", "presence": "absent"}]
    )
    found = kb.population({"id": [1], "knees_in@left": ["present"], "knees_in@right": ["absent"]})

    assert {row["muscle"] for row in found.to_pylist()} == {row["muscle"] for row in both.result()["verdicts"]}


def test_a_missing_side_is_asked_for(kb):
    """Nothing is said of a named side, and the thing to ask for is named."""
    found = kb.population_tables({"id": [1], "knees_in": ["present"]})

    assert rows(found.people, "status", "lacks_side") == [("needs_side", ["knees_in"])]
    assert rows(found.verdicts, "muscle") == [(None,)]


def test_a_warning_sign_comes_before_everything(kb):
    """While an emergency is on the table, there is no verdict, and its flag is named."""
    found = kb.population_tables({"id": [1], "knees_in": ["left"], "rf_chest": ["present"]})

    assert rows(found.people, "status", "safety", "flags") == [("safety", "emergency", ["rf_chest"])]
    assert rows(found.verdicts, "status", "muscle") == [("safety", None)]


def test_who_cannot_be_read_is_left_out_whole(kb):
    """A misspelt word rejects the person, with the nearest known word, and nobody else."""
    data = {"id": [1, 2, 3], "knees_in": ["left", "lefft", None], "age": [40, 20, 131]}
    found = kb.population_tables(data)

    assert [row["status"] for row in found.people.to_pylist()] == ["inferred", "rejected", "rejected"]
    assert rows(found.rejected, "row", "id") == [(2, 2), (3, 3)]
    assert "did you mean `left`?" in found.rejected.to_pylist()[0]["reason"]
    assert {row["id"] for row in found.verdicts.to_pylist() if row["muscle"]} == {1}


def test_an_unknown_item_of_a_long_table_rejects_its_person(kb):
    """The row is named as it stood in the table, and the nearest item."""
    found = kb.population_tables({"id": ["b", "a", "b"], "item": ["kness_in", "knees_in", "age"], "side": ["left"] * 3,
                                  "presence": [None, None, "40"]})  # fmt: skip

    assert found.rejected.to_pylist() == [
        {"row": 1, "id": "b", "reason": "unknown item `kness_in`; did you mean `knees_in`?"}
    ]


def test_nobody_without_a_name(kb):
    """A row without an id is rejected and listed."""
    found = kb.population_tables({"id": ["a", None], "knees_in": ["left", "left"]})

    assert rows(found.rejected, "row", "reason") == [(2, "the row names no person")]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"id": [1], "knes_in": ["left"]}, "unknown column `knes_in`; did you mean `knees_in`?"),
        ({"name": [1], "knees_in": ["left"]}, "no column `id`"),
        ({"id": [1], "item": ["knees_in"], "sid": ["left"]}, "did you mean `side`?"),
        ([1, 2], "no table of cases"),
    ],
)
def test_what_is_no_table_of_cases_is_refused(kb, table, said):
    """The message names what is wrong and the nearest known name."""
    with pytest.raises(QuestionError) as caught:
        kb.population(table)
    assert said in str(caught.value)


def test_columns_can_be_ignored(kb):
    """A column that is named to be ignored says nothing of a case."""
    plain = kb.population({"id": [1], "knees_in": ["left"]})

    assert kb.population({"id": [1], "knees_in": ["left"], "city": ["Bern"]}, ignore=["city"]).equals(plain)


def test_an_empty_table_gives_empty_tables(kb):
    """Nobody in, nobody out, with all columns."""
    found = kb.population(pa.table({"id": pa.array([], pa.int64()), "knees_in": pa.array([], pa.string())}))

    assert found.num_rows == 0
    assert found.column_names[-1] == "certainty"


def test_more_people_than_a_chunk_holds(kb):
    """Chunks join without a seam: everybody is there once, in order."""
    people = 70_000
    words = pa.DictionaryArray.from_arrays(
        pa.array([n % 2 for n in range(people)], pa.int32()), pa.array(["left", "right"])
    )
    found = kb.population_tables({"id": pa.array(range(people)), "knees_in": words})

    assert found.people.column("id").to_pylist() == list(range(people))
    sides = found.verdicts.slice(len(found.verdicts) - 1).to_pylist()[0]
    assert (sides["id"], sides["side"]) == (people - 1, "right")


def test_importing_the_face_loads_no_tables():
    """numpy and pyarrow are imported when a table comes, not before."""
    code = "import sys, myologic; kb = myologic.load(); assert not {'numpy', 'pyarrow'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_pyarrow_the_message_says_what_to_install(kb, monkeypatch):
    """One line, with the extra to install."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(myologic.MyologicError) as caught:
        kb.population({"id": [1]})
    assert "myologic[table]" in str(caught.value)


def test_a_missing_extra_is_said_wherever_tables_are_meant(tmp_path):
    """Without pyarrow and numpy every way in names the extra; nothing fails on its way there."""
    script = (
        "import sys; sys.modules.update(pyarrow=None, numpy=None); import myologic; kb = myologic.load()\n"
        "case = kb.case(findings=['knees_in@left'])\n"
        "ways = (lambda: kb.population({'id': [1]}), lambda: kb.population_tables({'id': [1]}), kb.to_arrow, case.to_arrow)\n"
        "for way in ways:\n"
        "    try:\n"
        "        way()\n"
        "    except myologic.QuestionError as error:\n"
        "        print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=False)

    assert done.stderr == ""
    assert done.stdout.splitlines() == ["tables need the extra `table`: pip install 'myologic[table]'"] * 4
