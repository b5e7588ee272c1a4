"""`new` and `stats`: blocks that pass the check, answers that cannot be used, gaps that are counted."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from myologic.authoring.coverage import coverage, coverage_text
from myologic.authoring.forms import Block, forms
from myologic.cli.main import main
from myologic.kb.base import KnowledgeBase
from myologic.kb.check import check
from myologic.kb.load import load

ANSWERS = {
    "title": "Leaflet on feet", "name": "zeta sole thing", "finding": "hip drop", "muscle": "soleus", "cause": "prolonged sitting",
    "side": "same side", "certainty": "low", "sided": "yes", "supports": "no", "from": "prolonged sitting",
    "to": "lower back pain", "source": "Leaflet on feet", "strengthens": "soleus", "length": "short", "members": "soleus; popliteus",
    "says": "Soles differ.", "about": "soleus", "question": "Do soles differ?", "urgency": "urgent", "version": "1.0.0",
    "retires": "farmer's walk", "reason": "too heavy", "domain": "exercise", "range": "muscle", "verb": "zetate",
    "inverse": "is zetated by", "sentence": "{e} eases {m}", "reviewed": "2026-11-01", "severity": "warning", "code": "Z1",
    "message": "`{e}` is wrong", "right": "anything else",
}  # fmt: skip
RULES = """\
PREFIX kb: <https://w3id.org/myologic/kb#>
RULE <https://example.org/rule/zeta-rule-sole-thing> { ?e kb:stretches ?m } WHERE { ?e kb:strengthens ?m . ?e kb:level ?m }
RULE <https://example.org/check/zeta-check-sole-thing> {
    ?e <https://w3id.org/myologic/check#violates> <https://example.org/check/zeta-check-sole-thing>
} WHERE { ?e kb:strengthens ?m . ?e kb:level ?m }
"""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load()


def test_every_form_makes_a_block_that_passes_the_check(kb: KnowledgeBase, tmp_path: Path) -> None:
    """The obliging fields of each kind, filled in, are a pack without an error."""
    known = forms(kb)
    for kind, form in known.items():
        block = Block(kb, form, f"https://example.org/{kind}/")
        answers = {f.name: block.values(f, ANSWERS.get(f.name, "").replace("zeta", f"zeta {kind}")) for f in form.fields}
        (tmp_path / f"{kind}.ttl").write_text(block.turtle(answers, {}), encoding="utf-8")

    (tmp_path / "own.srl").write_text(RULES, encoding="utf-8")

    assert len(known) >= 40 and {"muscle", "exercise", "source", "posture-sign", "rule", "check", "pack"} <= set(known)
    assert [each.text() for each in check(tmp_path) if each.severity == "error"] == []


def test_blocks_are_added_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second block finds what the first one described, and repeats no prefix."""
    file = tmp_path / "feet.ttl"
    first = ["new", "muscle", "--set", "name=plantarix", "--set", "source=Leaflet on feet", "-o", str(file)]
    second = ["new", "exercise", "--set", "name=towel drag", "--set", "strengthens=plantarix", "-o", str(file)]
    codes = [main(first), main([*second, "--set", "source=Leaflet on feet"])]
    text = file.read_text(encoding="utf-8")

    assert codes == [0, 0] and capsys.readouterr().out == ""
    assert text.count("@prefix kb:") == 1 and text.count("a kb:Source") == 1
    assert "kb:strengthens my:plantarix ;" in text
    assert [each for each in check(tmp_path) if each.severity == "error"] == []


def test_places_in_messages_are_those_of_the_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is in the way is named in the author's file, not in the copy that was checked."""
    file = tmp_path / "feet.ttl"
    words = ["new", "muscle", "--set", "name=plantarix", "--set", "source=Leaflet on feet", "-o", str(file)]
    codes = [main(words), main(words)]

    assert codes == [0, 1]
    assert f"({file}:" in capsys.readouterr().err


def test_questions_are_asked_again_until_an_answer_fits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong answer is named and the question repeated; the block is all that stdout gets."""
    lines = "curly zeta\n\n\nperhaps\nyes\n\n\n\nno\nLeaflet\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))

    code = main(["new", "posture-sign"])

    out, err = capsys.readouterr()
    assert code == 0
    assert out.startswith("@prefix") and "kb:sided true" in out and "kb:supportsInference false" in out
    assert "`perhaps` is neither yes nor no" in err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["musle"], 2, "did you mean `muscle`?"),
        (["muscle", "--set", "name=zeta"], 2, "`source` must be answered"),
        (["muscle", "--set", "nme=zeta"], 2, "`nme=zeta`"),
        (["exercise", "--set", "name=zeta", "--set", "source=x", "--set", "strengthens=soleuss"], 2, "did you mean `soleus`?"),
        (["exercise", "--set", "name=clamshell", "--set", "source=x"], 1, "is also one of"),
        (["exercise", "--set", "name=ze\u202eta", "--set", "source=x"], 2, "U+202E"),
    ],
)
def test_what_cannot_be_used_is_named(words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written, and the message has the value and what is near."""
    found = main(["new", *words])
    out, err = capsys.readouterr()

    assert (found, out) == (code, "")
    assert said in err


def test_the_kinds_are_listed(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind that has a form stands on a line of its own."""
    code = main(["new", "kinds"])

    assert (code, capsys.readouterr().out.split()) == (0, sorted(forms(kb)))


def test_few_choices_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Where an answer is near nothing and there are few right ones, the message lists them."""
    words = ["exercise", "--set", "name=zeta", "--set", "source=x", "--set"]

    codes = [main(["new", *words, "level=qqq"]), main(["new", *words, "level=beginer"])]

    err = capsys.readouterr().err
    assert codes == [2, 2]
    assert "there are advanced, beginner, intermediate" in err and "did you mean `beginner`?" in err


def test_what_has_no_name_of_its_own_gets_an_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is called after its kind and what it speaks of, and a second one does not write over the first."""
    file = tmp_path / "pack.ttl"
    words = ["new", "retirement", "--set", "retires=clamshell", "--set", "reason=no mat", "--set", "source=Leaflet", "-o", str(file)]

    codes = [main(words), main(words)]

    text = file.read_text(encoding="utf-8")
    assert (codes, capsys.readouterr().out) == ([0, 0], "")
    assert "my:retirement-clamshell a kb:Retirement" in text and "my:retirement-clamshell-2 a kb:Retirement" in text


def test_answers_that_end_early_are_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The end of stdin is a mistake with the name of the question."""
    monkeypatch.setattr("sys.stdin", io.StringIO("zeta\n"))

    assert main(["new", "muscle"]) == 2
    assert "end before `also`" in capsys.readouterr().err


def test_coverage_of_the_shipped_content(kb: KnowledgeBase) -> None:
    """All numbered claims are carried, every claim has a source and a certainty, and gaps are named."""
    found = coverage(kb)
    gaps = {gap.label: gap for gap in found.gaps}

    assert found.seed_claims == (110, ())
    assert gaps["exercises without a source"].missing == () == gaps["claims without a source"].missing
    assert gaps["muscles without an exercise"].of == 97
    assert "psoas minor" in gaps["muscles without an exercise"].missing
    assert sum(number for _, number in found.certainty) == gaps["claims without a source"].of
    assert "none said" not in dict(found.certainty)
    assert "numbered claims carried: 110; missing: none" in coverage_text(found)


def test_coverage_of_a_pack_is_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only what the pack describes is counted, with its gaps."""
    (tmp_path / "a.ttl").write_text(
        "@prefix kb: <https://w3id.org/myologic/kb#> . @prefix my: <https://example.org/my/> .\n"
        '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\nmy:a a kb:Muscle ; skos:prefLabel "zeta"@en .\n',
        encoding="utf-8",
    )

    assert main(["stats", str(tmp_path), "--format", "json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["kinds"] == {"muscle": 1}
    assert {gap["label"]: gap["missing"] for gap in plain["gaps"]}["muscles without an exercise"] == ["zeta"]


def test_a_broken_file_beside_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder of the file is read as a pack; what cannot be read in it is said to be another file's."""
    (tmp_path / "broken.ttl").write_text("<a:b> <a:c>", encoding="utf-8")

    assert main(["new", "muscle", "--set", "name=plantaris", "--set", "source=Leaflet", "-o", str(tmp_path / "new.ttl")]) == 4
    err = capsys.readouterr().err
    assert "is read as a pack" in err and f"`{tmp_path / 'broken.ttl'}`" in err
    assert not (tmp_path / "new.ttl").exists()
