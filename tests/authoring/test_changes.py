"""Two versions of all content: three real edits, and exactly the conclusions that they change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from myologic.authoring.changes import ConclusionChange, Difference, compare, counts
from myologic.authoring.diff_report import difference_dict, difference_text
from myologic.authoring.versions import Version, open_version
from myologic.kb.files import shipped_root


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """A copy of the shipped content."""
    folder = tmp_path_factory.mktemp("versions") / "old"
    shutil.copytree(shipped_root(), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.ask"))
    return open_version(str(folder), str(folder))


def edited(old: Version, folder: Path, file: str, before: str, after: str) -> Difference:
    """The difference that one edit of one file makes."""
    new = folder / "new"
    shutil.copytree(old.name, new)
    text = (new / file).read_text(encoding="utf-8")
    assert text.count(before) == 1
    (new / file).write_text(text.replace(before, after), encoding="utf-8")
    return compare(old, open_version(str(new), old.name))


def summary(changes: tuple[ConclusionChange, ...]) -> list[tuple[str, str, str | None, str | None]]:
    """Change, text and certainties."""
    return [(each.change, each.text, each.before, each.after) for each in changes]


def test_certainty_of_one_assertion(old: Version, tmp_path: Path) -> None:
    """One row made less sure changes the verdict on each side and the relation that follows from it, nothing else."""
    row = 'kb:grade "case-control" ; kb:certainty "low" ; dct:source src:nasm-ces-table , src:cooper-2016'
    found = edited(old, tmp_path, "assertions/single-leg-signs.ttl", row, row.replace('"low"', '"very-low"'))

    assert summary(found.conclusions) == [
        ("changed", "hip drop (left): left gluteus medius is weak", "low", "very-low"),
        ("changed", "hip drop (right): right gluteus medius is weak", "low", "very-low"),
        ("changed", "hip drop goes with weak gluteus medius", "low", "very-low"),
    ]
    assert counts(found.facts) == {"has certainty": {"gained": 1, "lost": 1, "changed": 0}}
    for each in found.conclusions:
        assert each.rule is not None and ".srl:" in each.rule
        assert [line[0] for line in each.because] == ["-", "+"]
        assert "single-leg-signs.ttl:" in each.because[0] and '"very-low"' in each.because[1]
        assert len(each.proof) >= 2


def test_a_removed_antagonist(old: Version, tmp_path: Path) -> None:
    """Without the pair, what the heuristic said of the opposite goes, on both sides, and no verdict changes."""
    text = (Path(old.name) / "muscles" / "lower-leg.ttl").read_text(encoding="utf-8")
    block = text[text.index("id:gastrocnemius a kb:Muscle") :]
    line = next(each for each in block.splitlines() if "kb:antagonist" in each)
    before = block[: block.index(line) + len(line)]

    found = edited(old, tmp_path, "muscles/lower-leg.ttl", before, before[: -len(line)])

    assert {(each.change, each.kind) for each in found.conclusions} == {("lost", "heuristic")}
    assert [each.text for each in found.conclusions] == [
        "ankle bend limited with straight knee (left): left tibialis anterior is probably weak",
        "ankle bend limited with straight knee (right): right tibialis anterior is probably weak",
    ]
    for each in found.conclusions:
        assert any("gastrocnemius has antagonist tibialis anterior" in line and line.startswith("-") for line in each.because)


def test_a_new_contraindication(old: Version, tmp_path: Path) -> None:
    """One exercise more is left out with the condition; that is the only conclusion that comes."""
    before = "kb:secondary id:gluteus-maximus , id:deep-hip-rotators ;\n    kb:laterality id:unilateral"
    found = edited(
        old, tmp_path, "exercises/strengthen-glutes.ttl", before, before.replace("\n", "\n    kb:avoidIf id:wrist-pain ;")
    )

    assert summary(found.conclusions) == [("gained", "wrist pain: clamshell is left out", None, None)]
    assert found.conclusions[0].because == tuple(
        f"+ {each.text} ({each.place})" for each in found.facts
    )
    shown, plain = difference_text(found), difference_dict(found)
    assert "+ wrist pain: clamshell is left out" in shown
    assert plain["summary"]["conclusions"] == {"left out": {"gained": 1, "lost": 0, "changed": 0}}


def test_the_same_content_does_not_differ(old: Version) -> None:
    """A version compared with itself has no difference."""
    assert compare(old, old) == Difference(old.name, old.name, (), ())
