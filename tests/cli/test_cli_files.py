"""`case`, `check`, `infer`, `convert`, `packs` and `sparql`: files in, output and exit code out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from myologic.cli.main import main

RULES = "PREFIX : <http://example.org/>\nRULE :flip { ?y :q ?x } WHERE { ?x :p ?y }\nDATA { :d :e _:b }\n"
DATA = "PREFIX : <http://example.org/>\n:a :p :b .\n_:b :p :c .\n"


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    code = main([str(word) for word in words])
    shown = capfd.readouterr()
    return code, shown.out, shown.err


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with rules, two data files and files with mistakes."""
    for name, text in {
        "flip.srl": RULES,
        "data.ttl": DATA,
        "more.nt": "_:b <http://example.org/p> <http://example.org/z> .\n",
        "syntax.srl": "PREFIX : <http://example.org/>\nRULE { ?x :p } WHERE { }\n",
        "unsafe.srl": "PREFIX : <http://example.org/>\nRULE { ?x :p ?y } WHERE { ?x :q 1 }\n",
        "cycle.srl": "PREFIX : <http://example.org/>\nRULE { ?x :p 1 } WHERE { ?x :q 1 NOT { ?x :p 1 } }\n",
        "broken.ttl": "PREFIX : <http://example.org/>\n:a :b\n",
        "turtle.nt": "PREFIX : <http://example.org/>\n:a :b :c .\n",
        "latin.ttl": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "latin.ttl").write_bytes(b"# ok\n# caf\xe9\n")
    return tmp_path


def test_infer_writes_what_is_new(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Derived triples and DATA, not the data itself; blank nodes of two files stay apart."""
    code, out, err = run(capfd, "infer", files / "flip.srl", "--data", files / "data.ttl", "--data", files / "more.nt")
    lines = out.splitlines()

    assert (code, err) == (0, "")
    assert "<http://example.org/b> <http://example.org/q> <http://example.org/a> ." in lines
    assert len(lines) == 4
    assert len({line.split()[2] for line in lines if line.split()[2].startswith("_:")}) == 3


def test_infer_is_the_same_twice(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Byte for byte."""
    words = ("infer", files / "flip.srl", "--data", files / "data.ttl")

    assert run(capfd, *words) == run(capfd, *words)


def test_infer_writes_a_file_in_one_step(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`-o` leaves stdout empty, and a refused run leaves the old file."""
    target = files / "out.ttl"
    words = ("infer", files / "flip.srl", "--data", files / "data.ttl", "-o", target, "--format", "ttl")
    assert run(capfd, *words) == (0, "", "")
    before = target.read_text(encoding="utf-8")

    code, _, _ = run(capfd, "infer", files / "unsafe.srl", "--data", files / "data.ttl", "-o", target)
    assert code == 4
    assert target.read_text(encoding="utf-8") == before and ":q :a" in before


def test_infer_counts(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`--stats` alone writes counts on stderr and no graph; with --format both."""
    words = ("infer", files / "flip.srl", "--data", files / "data.ttl", "--stats")
    code, out, err = run(capfd, *words)

    assert (code, out) == (0, "")
    assert "derived               3 triples" in err
    assert run(capfd, *words, "--format", "nt")[1].count("\n") == 3


def test_infer_proves(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`--proof` names the rule and the statement with their places; what does not hold is exit code 1."""
    start = ("infer", files / "flip.srl", "--data", files / "data.ttl", "--proof")
    code, out, _ = run(capfd, *start, "<http://example.org/b> <http://example.org/q> <http://example.org/a>")

    assert code == 0
    assert "data.ttl:2:1" in out and "flip.srl:2:1" in out and ":flip" in out
    assert run(capfd, *start, "<http://example.org/b> <http://example.org/q> <http://example.org/b> .")[0] == 1
    assert run(capfd, *start, "b q b")[0] == 2


def test_infer_stops_at_its_limit(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The limit is an error that names the limit."""
    code, out, err = run(capfd, "infer", files / "flip.srl", "--data", files / "data.ttl", "--limit-facts", 1)

    assert (code, out) == (4, "")
    assert "limit" in err


@pytest.mark.parametrize(
    ("name", "place"), [("syntax.srl", ":2:"), ("unsafe.srl", ":2:"), ("cycle.srl", ":2:"), ("nowhere.srl", ":1:1")]
)
def test_infer_refuses_with_the_place(name: str, place: str, files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever is wrong with the rules, exit 4, FILE:LINE:COLUMN on stderr, nothing on stdout."""
    code, out, err = run(capfd, "infer", files / name, "--data", files / "data.ttl")

    assert (code, out) == (4, "")
    assert f"{name}{place}" in err and "Traceback" not in err


def test_imports_stay_below_the_folder(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file of the folder is imported once; one outside, one that is missing and an address are refused."""
    inner = files / "inner"
    inner.mkdir()
    (inner / "main.srl").write_text("IMPORTS <sub/a.srl>\nIMPORTS <sub/a.srl>\n", encoding="utf-8")
    (inner / "sub").mkdir()
    (inner / "sub" / "a.srl").write_text("IMPORTS <../main.srl>\n" + RULES, encoding="utf-8")
    code, out, _ = run(capfd, "infer", inner / "main.srl", "--data", files / "data.ttl")
    assert (code, out.count("\n")) == (0, 3)

    for wrong in ("../flip.srl", "sub/none.srl", "http://example.org/a.srl", "file://example.org/a.srl"):
        (inner / "main.srl").write_text(f"\nIMPORTS <{wrong}>\n", encoding="utf-8")
        code, out, err = run(capfd, "infer", inner / "main.srl", "--data", files / "data.ttl")
        assert (code, out) == (4, "")
        assert "main.srl:2:" in err and "import" in err


def test_convert_writes_the_same_graph(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Turtle to N-Triples, Turtle and JSON."""
    assert run(capfd, "convert", files / "data.ttl")[1].splitlines()[0].startswith("<http://example.org/a> ")
    assert ":a :p :b ." in run(capfd, "convert", files / "data.ttl", "--format", "ttl")[1]
    assert len(json.loads(run(capfd, "convert", files / "data.ttl", "--format", "json")[1])["triples"]) == 2


@pytest.mark.parametrize("name", ["broken.ttl", "turtle.nt", "latin.ttl", "nowhere.ttl"])
def test_convert_refuses_with_the_place(name: str, files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Strictly by the file's name: Turtle in an .nt file is refused, and so is what is not UTF-8."""
    code, out, err = run(capfd, "convert", files / name)

    assert (code, out) == (4, "")
    assert f"{name}:" in err and "error" in err


def test_the_shipped_content_is_clean(capfd: pytest.CaptureFixture[str]) -> None:
    """`check` without a path finds no error."""
    code, out, _ = run(capfd, "check", "--format", "json")

    assert [p for p in json.loads(out)["problems"] if p["severity"] == "error"] == []
    assert code == 0


@pytest.mark.parametrize(
    ("name", "kind"), [("syntax.srl", "syntax"), ("unsafe.srl", "well-formedness"), ("cycle.srl", "stratification")]
)
def test_check_tells_the_kind(name: str, kind: str, files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A lone rule file with a mistake: exit 1, and an object with every field."""
    code, out, _ = run(capfd, "check", files / name, "--format", "json")
    report = json.loads(out)

    assert (code, report["version"]) == (1, 1)
    assert report["problems"][0]["kind"] == kind and report["problems"][0]["line"] == 2
    fields = {"code", "severity", "kind", "file", "line", "column", "message", "suggestion"}
    assert {frozenset(p) for p in report["problems"]} == {frozenset(fields)}


def test_check_as_text(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One line a problem on stdout, the count on stderr; a good file prints nothing on stdout."""
    code, out, err = run(capfd, "check", files / "unsafe.srl")

    assert code == 1
    assert "unsafe.srl:2:" in out and err == "1 error, no warnings\n"
    assert run(capfd, "check", files / "flip.srl") == (0, "", "no errors, no warnings\n")
    assert run(capfd, "check", files / "nowhere")[:2] == (4, "")


def test_a_case_is_inferred(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """YAML in, text or JSON out; several files one object a line."""
    file = tmp_path / "a.yaml"
    file.write_text("findings: [rounded_shoulders]\n", encoding="utf-8")
    code, out, _ = run(capfd, "case", file, "--json")

    assert (code, json.loads(out)["status"]) == (0, "inferred")
    assert "pectoralis minor" in run(capfd, "case", file)[1]
    assert len(run(capfd, "case", file, file, "--json")[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("findings: [low_shoulder]\n", 3),
        ("red_flags: [rf_chest]\n", 5),
        ("{}\n", 1),
        ("findings: [rounded_sholders]\n", 2),
        ("finding: [rounded_shoulders]\n", 2),
        ("findings: [\n", 2),
    ],
)
def test_the_exit_code_of_a_case(text: str, code: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A side is missing 3, care 5, nothing 1, no case 2 with one message and nothing on stdout."""
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    seen, out, err = run(capfd, "case", file)

    assert seen == code
    assert bool(out) == (code != 2) and bool(err) == (code == 2)


def test_an_unknown_id_has_a_suggestion(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The nearest known id is named."""
    file = tmp_path / "a.json"
    file.write_text('{"findings": ["rounded_sholders"]}', encoding="utf-8")

    assert "rounded_shoulders" in run(capfd, "case", file)[2]


def test_a_missing_case_file_is_misuse(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, and the file is named."""
    code, out, err = run(capfd, "case", tmp_path / "none.yaml")

    assert (code, out) == (2, "")
    assert "none.yaml" in err


def test_packs_are_listed(capfd: pytest.CaptureFixture[str]) -> None:
    """The shipped content with the number of its facts and its hash."""
    code, out, _ = run(capfd, "packs")

    assert code == 0
    assert out.startswith("myologic: ") and " facts, hash " in out


@pytest.mark.parametrize(
    ("query", "code", "shown"),
    [
        ("SELECT ?m WHERE { ?m a kb:Muscle ; skos:prefLabel 'piriformis'@en }", 0, "piriformis"),
        ("ASK { id:piriformis a kb:Muscle }", 0, "true"),
        ("ASK { id:piriformis a kb:Exercise }", 1, "false"),
        ("CONSTRUCT { ?m a kb:M } WHERE { ?m skos:prefLabel 'piriformis'@en }", 0, "kb#M"),
        ("SELECT ?m WHERE { ?m a kb:NoSuchClass }", 1, "m"),
        ("SELECT WHERE {", 2, ""),
        ("SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }", 2, ""),
        ("SELECT * FROM <http://example.org/> WHERE { ?s ?p ?o }", 2, ""),
        ("DELETE WHERE { ?s ?p ?o }", 2, ""),
        ("LOAD <file:///etc/passwd>", 2, ""),
    ],
)
def test_sparql_reads_and_nothing_else(query: str, code: int, shown: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Rows, truth and graphs; what would change or fetch is refused."""
    seen, out, err = run(capfd, "sparql", query)

    assert seen == code
    assert shown in out and "Traceback" not in err
    assert bool(err) == (code == 2)


def test_a_table_that_is_no_text_is_named_with_its_place(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """As every other file that is no UTF-8."""
    code, out, err = run(capfd, "table", "--read", files / "latin.ttl")

    assert (code, out) == (4, "")
    assert err == f"{files / 'latin.ttl'}:2:6: error S127: the bytes here are not UTF-8\n"


def test_a_block_is_added_to_a_file_only(files: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder or a device is refused before it is read, for some devices never end."""
    for target in (files, "/dev/zero"):
        code, out, err = run(capfd, "new", "muscle", "--set", "name=plantaris", "--set", "source=Leaflet", "-o", target)

        assert (code, out) == (2, "")
        assert "cannot be written" in err


@pytest.mark.parametrize("words", [["new", "muscle"], ["assess"]])
def test_answers_that_never_fit_end(
    words: list[str], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that answers for ever is not asked for ever."""
    monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 5 + "back\n" * 500))
    code, out, err = run(capfd, *words)

    assert (code, out) == (2, "")
    assert "20 answers one after another do not fit" in err
