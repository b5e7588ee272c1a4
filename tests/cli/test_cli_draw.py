"""`draw` and `case --html`: files, forms, exit codes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from myologic.cli.main import main


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """One sign on one side."""
    path = tmp_path / "case.yaml"
    path.write_text("findings: [knees_in@right]\n", encoding="utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a command."""
    code = main([str(word) for word in words])
    out, err = capfd.readouterr()
    return code, out, err


def test_a_picture_goes_to_stdout(case_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Without -o the picture is the answer, and nothing else is."""
    code, out, err = run(capfd, "draw", case_file, "--view", "front", "--layer", "surface")

    assert (code, err) == (0, "")
    assert ET.fromstring(out).tag.endswith("svg")


def test_a_file_gets_the_picture_and_stdout_the_table(
    case_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The ending decides the form."""
    for ending, start in (("svg", b"<svg"), ("html", b"<!DOCTYPE html>"), ("png", b"\x89PNG")):
        target = tmp_path / f"map.{ending}"
        code, out, err = run(capfd, "draw", case_file, "-o", target, "--view", "front", "--layer", "surface")

        assert (code, err) == (0, "")
        assert target.read_bytes().startswith(start)
        assert out.startswith("muscle")
        assert "right" in out


def test_a_form_that_nobody_knows_is_named(case_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A file does not get a picture of another form than its ending says."""
    code, out, err = run(capfd, "draw", case_file, "-o", tmp_path / "map.pdf")

    assert (code, out) == (2, "")
    assert "`pdf`" in err and "svg, html, png" in err
    assert not (tmp_path / "map.pdf").exists()


@pytest.mark.parametrize("findings, question", [("knees_in", "which side is it"), ("flat_back, hyperlordosis", "which of them")])
def test_a_picture_that_waits_for_an_answer_says_so(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], findings: str, question: str
) -> None:
    """Where a side is missing, or findings exclude each other, the question stands beside the picture."""
    path = tmp_path / "open.yaml"
    path.write_text(f"findings: [{findings}]\n", encoding="utf-8")
    code, out, _ = run(capfd, "draw", path, "-o", tmp_path / "open.svg")

    assert code == 3
    assert question in out


def test_a_proof_is_drawn_and_written_as_dot(
    case_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Both forms of a proof."""
    code, out, _ = run(capfd, "draw", case_file, "--proof", "gluteus_medius@right", "--format", "dot")
    picture = tmp_path / "why.svg"
    second, _, _ = run(capfd, "draw", case_file, "--proof", "gluteus_medius@right", "-o", picture)

    assert (code, second) == (0, 0)
    assert out.startswith("digraph {")
    assert ET.parse(picture).getroot().tag.endswith("svg")


def test_a_muscle_with_two_sides_is_asked_for_one(case_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The first proof is drawn, and the message names the sides as they are typed; the headline is the verdict."""
    case_file.write_text("habits: [prolonged_sitting]\n", encoding="utf-8")
    code, out, err = run(capfd, "draw", case_file, "--proof", "hip_flexors")

    assert code == 0
    assert err.startswith("`hip_flexors` has several verdicts (`hip-flexors@left`, `hip-flexors@right`)")
    assert ">Why hip flexors, both sides: tight, very low certainty</text>" in out


def test_a_muscle_without_a_verdict_has_no_proof(case_file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 1 and a reason."""
    code, out, err = run(capfd, "draw", case_file, "--proof", "gluteus_medius@left")

    assert (code, out) == (1, "")
    assert "nothing is said of `gluteus_medius@left`" in err


def test_a_thing_is_drawn_without_a_case(capfd: pytest.CaptureFixture[str]) -> None:
    """`--about` takes a name."""
    code, out, _ = run(capfd, "draw", "--about", "gluteus medius")

    assert code == 0
    assert "strengthens" in out


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["draw"], "a case file is missing"),
        (["draw", "x.yaml", "--about", "y"], "--about takes no case file"),
        (["draw", "--about", "no such thing at all"], "unknown thing"),
        (["draw", "--about", "gluteus medius", "--format", "html"], "is not possible here"),
        (["draw", "no-such-file.yaml"], "no-such-file.yaml"),
        (["case", "a.yaml", "b.yaml", "--html", "x.html"], "--html takes one case file"),
    ],
)
def test_misuse_is_said(words: list[str], part: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and one message that says what is wrong."""
    code, out, err = run(capfd, *words)

    assert (code, out) == (2, "")
    assert part in err


def test_a_warning_sign_ends_with_its_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """On every path: the picture, the proof, the report."""
    path, report = tmp_path / "case.yaml", tmp_path / "report.html"
    path.write_text("findings: [knees_in@right]\nred_flags: [rf_saddle]\n", encoding="utf-8")

    assert run(capfd, "draw", path)[0] == 5
    assert run(capfd, "draw", path, "--proof", "gluteus_medius@right")[0] == 5
    assert run(capfd, "case", path, "--html", report)[0] == 5
    assert "emergency" in report.read_text(encoding="utf-8")


def test_a_report_is_one_page(case_file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`case --html` writes it and prints nothing."""
    report = tmp_path / "report.html"
    code, out, err = run(capfd, "case", case_file, "--html", report)

    assert (code, out, err) == (0, "", "")
    assert report.read_text(encoding="utf-8").endswith("</html>\n")
