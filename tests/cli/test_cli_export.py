"""`export` and `sparql`: what is written where, what is refused, and with which exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path

import networkx
import pyarrow
import pyarrow.parquet
import pytest
import rdflib

import myologic
from myologic.cli.leaving import FORMATS
from myologic.cli.main import main
from myologic.querying import ROWS, SECONDS, QueryResult, run_sparql

FEW = "<a:a> <a:b> 1 , 2 , 3 ."
CASE = "findings: [rounded_shoulder_one_side@right]\n"


@pytest.fixture
def case_file(tmp_path: Path) -> str:
    """A case with verdicts."""
    file = tmp_path / "case.yaml"
    file.write_text(CASE, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_goes_to_a_file(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What one thing is part of, in each form; stdout stays empty."""
    file = tmp_path / f"out.{form}"

    assert main(["export", "--format", form, "--about", "piriformis", "-o", str(file)]) == 0
    assert file.stat().st_size > 500
    assert capfd.readouterr().out == ""


def test_what_is_written_is_what_the_face_gives(capfd: pytest.CaptureFixture[str]) -> None:
    """To stdout, and readable by its own library."""
    assert main(["export", "--format", "graphml", "--about", "piriformis"]) == 0
    written = capfd.readouterr().out

    assert written == myologic.load().export("graphml", about="piriformis")
    assert networkx.read_graphml(io.BytesIO(written.encode())).number_of_nodes() > 10


def test_a_case_leaves_as_a_graph_and_as_a_table(
    case_file: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Provenance of its facts, and its verdicts as rows."""
    table = tmp_path / "verdicts.parquet"
    assert main(["export", "--format", "prov", "--case", case_file]) == 0
    graph = rdflib.Graph().parse(data=capfd.readouterr().out, format="turtle")
    assert main(["export", "--format", "parquet", "--case", case_file, "-o", str(table)]) == 0
    rows = pyarrow.parquet.read_table(table).to_pylist()
    verdicts = myologic.load().read_case(case_file).result()["verdicts"]

    assert set(graph.subjects(rdflib.RDF.type, rdflib.PROV.Activity))
    assert [(row["muscle"], row["side"], row["verdict"]) for row in rows] == [
        (row["muscle"], row["side"], row["verdict"]) for row in verdicts
    ]


def test_a_warning_sign_comes_first(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its text on stderr, its exit code, and nothing about muscles in the file."""
    file = tmp_path / "case.json"
    file.write_text('{"red_flags": ["rf_chest"], "findings": ["rounded_shoulders"]}', encoding="utf-8")
    code = main(["export", "--format", "ttl", "--case", str(file)])
    shown = capfd.readouterr()

    assert code == 5
    assert "emergency" in shown.err and "tight" not in shown.out and "pectoralis" not in shown.out


def test_a_schema_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """The shipped one."""
    assert main(["export", "--schema", "case-file"]) == 0
    assert json.loads(capfd.readouterr().out) == myologic.schema("case-file")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--format", "nt", "--schema", "answer"],
        ["rdfs"],
        ["rdfs", "--format", "nt"],
        ["--rules", "shacl"],
        ["--schema", "answer", "--about", "piriformis"],
        ["--format", "nt", "--about", "piriformis", "--case", "x.yaml"],
        ["--format", "graphlm"],
    ],
)
def test_what_does_not_go_together_is_misuse(words: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, a word why, nothing on stdout."""
    assert main(["export", *words]) == 2
    shown = capfd.readouterr()
    assert shown.out == "" and shown.err.startswith("myologic export: ")


def test_an_unknown_thing_names_the_nearest(capfd: pytest.CaptureFixture[str]) -> None:
    """A spelling is a question error."""
    assert main(["export", "--format", "dot", "--about", "pirifromis"]) == 2
    assert "did you mean `piriformis`" in capfd.readouterr().err


def test_a_query_keeps_to_its_limits(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Rows and seconds are options with the face's own defaults; what reaches a limit gives no row and exit code 2."""
    asked = []

    def query(kb: myologic.KnowledgeBase, text: str, *, seconds: float, rows: int) -> QueryResult:
        asked.append((seconds, rows))
        return run_sparql(myologic.Graph.from_text(FEW), text, seconds=seconds, rows=rows)

    monkeypatch.setattr(myologic.KnowledgeBase, "query", query)
    codes = [main(["sparql", "SELECT * { ?a ?b ?c }", *words]) for words in ([], ["--rows", "2", "--seconds", "60"])]
    shown = capfd.readouterr()

    assert (codes, asked) == ([0, 2], [(SECONDS, ROWS), (60.0, 2)])
    assert len(shown.out.splitlines()) == 4 and "more than 2 rows" in shown.err


def test_tables_are_read_back(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Arrow's own format on stdout, byte for byte."""
    assert main(["export", "--format", "arrow", "--about", "piriformis"]) == 0
    table = pyarrow.ipc.open_file(capfdbinary.readouterr().out).read_all()

    assert table.num_rows == myologic.load().to_arrow(about="piriformis").num_rows > 10
