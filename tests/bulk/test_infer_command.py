"""`infer` over files: patterns, figures for each rule, full disks and what a run leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from myologic.bulk import ntriples_of
from myologic.cli.main import main
from myologic.engine.inference import Inference

EX = "http://example.org/"


@pytest.fixture(name="files")
def files_fixture(tmp_path: Path) -> tuple[str, str]:
    """A chain, and the rules for its paths."""
    rules, data = tmp_path / "r.srl", tmp_path / "d.nt"
    rules.write_text(
        f"PREFIX : <{EX}>\nRULE :one {{ ?x :path ?y }} WHERE {{ ?x :edge ?y }}\n"
        "RULE :more { ?x :path ?z } WHERE { ?x :path ?y . ?y :edge ?z }\n"
        "RULE :other { ?x :other ?y } WHERE { ?x :edge ?y }\n",
        encoding="utf-8",
    )
    data.write_text("".join(f"<{EX}n{i}> <{EX}edge> <{EX}n{(i + 1) % 9}> .\n" for i in range(9)), encoding="utf-8")
    return str(rules), str(data)


def test_a_pattern_chooses_triples(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """The same name stands for the same term, and what fits nothing has its own exit code."""
    code = main(["infer", files[0], "--data", files[1], "--query", f"?x <{EX}path> ?x"])
    lines = capfd.readouterr().out.splitlines()
    nothing = main(["infer", files[0], "--data", files[1], "--query", f"?x <{EX}nowhere> ?y ."])
    bad = main(["infer", files[0], "--data", files[1], "--query", "?x ?y"])

    assert (code, len(lines), nothing, bad) == (0, 9, 1, 2)
    assert "not a pattern" in capfd.readouterr().err


def test_figures_are_given_for_each_rule(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """Facts of every rule add up to what was derived."""
    code = main(["infer", *files[:1], "--data", files[1], "--stats"])
    lines = capfd.readouterr().err.splitlines()
    rows = [line.split() for line in lines[lines.index("stratum        facts   seconds  rule") + 1 :]]

    assert code == 0
    assert sum(int(row[1]) for row in rows) == 81 + 9
    assert {row[4] for row in rows} == {"`:one`", "`:more`", "`:other`"}


def test_a_full_disk_is_told(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """The device that is always full."""
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    code = main(["infer", files[0], "--data", files[1], "-o", "/dev/full"])

    assert code == 2
    assert "`/dev/full` cannot be written: no space left on device" in capfd.readouterr().err


def test_a_limit_leaves_an_old_file_alone(files: tuple[str, str], tmp_path: Path) -> None:
    """A run that fails writes nothing and leaves nothing behind."""
    target = tmp_path / "out.nt"
    target.write_text("old", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    code = main(["infer", files[0], "--data", files[1], "-o", str(target), "--limit-facts", "5"])

    assert (code, target.read_text(encoding="utf-8"), sorted(tmp_path.iterdir())) == (4, "old", before)


def test_interrupting_leaves_an_old_file_alone(
    files: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the output is written."""
    from myologic import batch

    def broken(inference: Inference) -> Iterator[bytes]:
        yield next(ntriples_of(inference))
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "ntriples_of", broken)
    target = tmp_path / "out.nt"
    target.write_text("old", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    code = main(["infer", files[0], "--data", files[1], "-o", str(target)])

    assert (code, target.read_text(encoding="utf-8"), sorted(tmp_path.iterdir())) == (130, "old", before)


def test_a_proof_names_the_line(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """Facts of N-Triples files are found again where they stand."""
    code = main(["infer", files[0], "--data", files[1], "--proof", f"<{EX}n3> <{EX}path> <{EX}n5>"])

    assert code == 0
    assert "d.nt:4:1" in capfd.readouterr().out


def test_all_minimal_proofs_share_their_steps(files: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    """Each step is written once, and each proof says what it rests on."""
    Path(files[1]).write_text(
        "".join(f"<{EX}{s}> <{EX}edge> <{EX}{o}> .\n" for s, o in ("ab", "bd", "ac", "cd", "de")), encoding="utf-8"
    )
    code = main(["infer", files[0], "--data", files[1], "--proof", f"<{EX}a> <{EX}path> <{EX}e>", "--proofs", "9"])
    lines = capfd.readouterr().out.splitlines()

    assert code == 0
    assert lines[-2:] == ["proof 1 of 2: 6, rests on 3 given", "proof 2 of 2: 11, rests on 3 given"]
    assert sum("d.nt:5:1" in line for line in lines) == 1


def test_the_surest_proof_tells_its_levels(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Levels are read from what data and rules say of certainty."""
    rules, data = tmp_path / "r.srl", tmp_path / "d.ttl"
    rules.write_text(f"PREFIX : <{EX}>\nRULE :one {{ ?x :q 1 }} WHERE {{ ?y :p ?x }}\n", encoding="utf-8")
    data.write_text(
        f"PREFIX : <{EX}> PREFIX kb: <https://w3id.org/myologic/kb#>\n"
        ':a :p :c ; kb:certainty "low" . :b :p :c ; kb:certainty "moderate" .\n',
        encoding="utf-8",
    )
    code = main(["infer", str(rules), "--data", str(data), "--best", "--proof", f"<{EX}c> <{EX}q> 1"])
    wrong = main(["infer", str(rules), "--data", str(data), "--best"])
    text = capfd.readouterr()

    assert code == 2 and wrong == 2 and "not a triple" in text.err
    typed = f'<{EX}c> <{EX}q> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert main(["infer", str(rules), "--data", str(data), "--best", "--proof", typed]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].startswith("1. :b :p :c .  [moderate]  given at") and "[moderate]  by rule :one" in lines[1]


def test_what_does_not_hold_is_told_with_the_nearest_rule(
    files: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """What is missing stands on stderr, and the exit code says that it does not hold."""
    code = main(["infer", files[0], "--data", files[1], "--proof", f"<{EX}n3> <{EX}path> <{EX}nowhere>"])
    text = capfd.readouterr()

    assert (code, text.out) == (1, "")
    assert "nearest rule :more" in text.err and "there is no" in text.err


def test_a_bound_pattern_is_answered_without_deriving_everything(
    files: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """The figures say how much was touched."""
    code = main(["infer", files[0], "--data", files[1], "--query", f"<{EX}n3> <{EX}path> ?x", "--stats", "--format", "nt"])
    text = capfd.readouterr()

    assert code == 0 and len(text.out.splitlines()) == 9
    assert "touched" in text.err and "derived" not in text.err


@pytest.mark.parametrize(("word", "near"), [("rdf", "`rdfs`"), ("RDFS", "`rdfs`"), ("owl", "`owl-rl`"), ("mine.srl", None)])
def test_a_name_that_is_nearly_a_rule_set_gets_a_hint(word: str, near: str | None, capfd: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is content that cannot be loaded; what was perhaps meant is said."""
    code = main(["infer", word])
    told = capfd.readouterr().err

    assert code == 4 and "no such file" in told
    assert (f"did you mean {near}" in told) if near else ("did you mean" not in told)


def test_a_mistake_in_trig_has_its_place_once(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The place stands before the message, and not in it again."""
    data = tmp_path / "a.trig"
    data.write_text(f"<{EX}a> <{EX}b> <{EX}c> .\n{{ <{EX}a> <{EX}b> }}", encoding="utf-8")
    code = main(["infer", "rdfs", "--data", str(data)])
    told = capfd.readouterr().err

    assert code == 4
    assert f"{data}:2:49: error S130" in told and "line" not in told.replace(str(data), "")


@pytest.mark.parametrize("base", ["not an iri", "x/y", "#"])
def test_a_base_that_is_no_address_is_refused_at_once(base: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Also where no address in the file is relative."""
    data = tmp_path / "a.ttl"
    data.write_text(f"<{EX}a> <{EX}b> <{EX}c> .", encoding="utf-8")
    code = main(["convert", str(data), "--base", base])
    out, told = capfd.readouterr()

    assert (code, out) == (2, "")
    assert f"not `{base}`" in told
