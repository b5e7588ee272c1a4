"""Packs whose rules cannot be worked out column by column: tables say what cases say, by the engine."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import myologic
from myologic.cli.main import main
from myologic.engine.errors import QuestionError
from myologic.kb.ground import ground_program
from myologic.population.columns import work
from myologic.population.header import Reader
from myologic.population.job import Options, run
from myologic.population.layout import layout
from myologic.population.plain import PlainLayout, PlainWork
from myologic.population.streams import chunks
from myologic.population.table import population

RULE = """
PREFIX kb: <https://w3id.org/myologic/kb#>
PREFIX id: <https://w3id.org/myologic/id/>
PREFIX rule: <https://w3id.org/myologic/rule/>

# A text worked out from what is told of a person has no place in a clause.
RULE rule:told-in-letters { ?case kb:hasRedFlag id:rf-chest } WHERE {
    ?case kb:presents ?sign .
    SET (?name := STR(?sign))
    FILTER (?name = "https://w3id.org/myologic/id/forward-head")
}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A pack with such a rule."""
    found = tmp_path_factory.mktemp("pack")
    (found / "told.srl").write_text(RULE, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def packed(folder):
    """The shipped knowledge base with the pack on top."""
    found = myologic.load(folder)
    assert ground_program(found.base) is None
    return found


def tables(doing, plan, table):
    """What a kind of work says of a table."""
    reader = Reader(plan)
    batch = pa.table(table).to_reader()
    header = reader.header(batch.schema.names)
    return [doing.tables(each) for each in chunks(batch, header, reader)]


def test_both_ways_say_the_same_in_the_same_form(kb, drawing):
    """On the shipped content case by case gives the tables of columns: rows, order, types, rejected people included."""
    drawn = drawing.People(kb.base, 5)
    table = drawing.wide_table([drawn.one() for _ in range(150)])
    table["knees_in"][3], table["age"][4] = "lefft", "200"
    plan = layout(kb.base)
    (fast,), (slow,) = (
        tables(work(plan), plan, table),
        tables(PlainWork(PlainLayout(kb.base)), PlainLayout(kb.base), table),
    )

    for name in ("verdicts", "people", "rejected"):
        expected, found = getattr(fast, name), getattr(slow, name)
        assert found.to_pylist() == expected.to_pylist()
        assert found.schema.names == expected.schema.names


def test_a_pack_with_such_a_rule_says_what_its_cases_say(packed, drawing):
    """Status, safety, flags, missing sides, verdicts and levels; who is told the same is worked out once."""
    drawn = drawing.People(packed.base, 8)
    told = [drawn.one() for _ in range(12)]
    with pytest.warns(UserWarning, match="case of the table is worked out by itself"):
        found = packed.population_tables(drawing.wide_table(told * 3))
    said = drawing.said_in(found.verdicts, found.people)

    for number, each in enumerate(told * 3):
        assert said[number] == drawing.said_of(packed.base, drawn.case(each)), each


def test_the_rule_counts(packed, kb):
    """What the pack concludes is in the table."""
    data = {"id": [1], "forward_head": ["present"]}
    with pytest.warns(UserWarning):
        found = packed.population(data)

    assert {row["status"] for row in found.to_pylist()} == {"safety"}
    assert {row["status"] for row in kb.population(data).to_pylist()} == {"inferred"}


def test_people_who_are_alike_cost_one_case(kb, monkeypatch):
    """Nine hundred people of three kinds are three cases."""
    doing, seen = PlainWork(PlainLayout(kb.base)), []
    real = doing._worked_out
    monkeypatch.setattr(doing, "_worked_out", lambda *told: seen.append(told) or real(*told))
    words = ["left", "right", None] * 300
    (found,) = tables(doing, PlainLayout(kb.base), {"id": list(range(900)), "knees_in": words})

    assert len(seen) == 3
    assert found.verdicts.to_pylist() == kb.population({"id": list(range(900)), "knees_in": words}).to_pylist()


def test_an_empty_table_is_no_case(kb):
    """Nobody in, nobody out."""
    (found,) = [PlainWork(PlainLayout(kb.base)).tables(each) for each in empty_chunk(kb)]

    assert (found.verdicts.num_rows, found.people.num_rows) == (0, 0)


def empty_chunk(kb):
    """A chunk of nobody."""
    from myologic.population.table import empty

    reader = Reader(layout(kb.base))
    schema = pa.schema([("id", pa.int64()), ("knees_in", pa.string())])
    return empty(schema, reader.header(schema.names), reader)


def test_files_and_the_command_do_it_too(packed, folder, tmp_path, capfd):
    """A file is worked out, with a notice and nothing else on stderr."""
    path = tmp_path / "cases.parquet"
    pq.write_table(pa.table({"id": [1, 2, 3], "forward_head": ["present", None, "present"]}), path)
    run(packed.base, Options(str(path), str(tmp_path / "one.parquet"), packs=(str(folder),)), processes=1)
    code = main(["population", str(path), "-o", str(tmp_path / "two.parquet"), "--pack", str(folder)])
    with pytest.warns(UserWarning):
        expected = packed.population(pq.read_table(path))

    assert code == 0
    assert "worked out by itself" in capfd.readouterr().err
    for name in ("one", "two"):
        assert pq.read_table(tmp_path / f"{name}.parquet").to_pylist() == expected.to_pylist()


def test_what_needs_clauses_says_so(packed):
    """Bits of clauses and SQL are refused in words."""
    with pytest.warns(UserWarning), pytest.raises(QuestionError, match="which clauses fired"):
        population(packed.base, {"id": [1]}, fired=True)
    with pytest.raises(QuestionError, match="a rule of a pack cannot"):
        layout(packed.base)
