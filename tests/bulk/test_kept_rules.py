"""Rule files kept between runs: the same rules, and never those of other files or of older ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from myologic import kept_rules, reasoning
from myologic.engine.errors import RuleError
from myologic.kb.cache import cache_folder
from myologic.reasoning import Rules, rules, rules_in_files

TEXT = """PREFIX : <http://e/>
RULE :one { ?x :q ?y } WHERE { ?x :p ?y FILTER (?y != "z"@en--ltr) NOT { ?x :no [] } }
RULE { ?x :r ?n } WHERE { ?x :q ?y . ?y :p <<( :a :b ?z )>> SET (?n := CONCAT(STR(?y), "#", 'é')) }
RULE :back { ?y :p ?x } WHERE { ?x :mutual ?y }
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of its own, and files that count as old enough."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_rules, "SETTLED_SECONDS", 0.0)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were parsed."""
    found: list[str] = []
    real = reasoning.read_rule_file
    monkeypatch.setattr(reasoning, "read_rule_file", lambda file: found.append(file) or real(file))
    return found


def written(tmp_path: Path, text: str = TEXT, name: str = "a.srl") -> str:
    """A rule file."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / name)


def told(found: Rules) -> tuple[object, ...]:
    """Everything about rules that a run depends on."""
    program = found.program
    order = program.order
    return (
        found.ruleset,
        tuple(program.rules),
        program.data,
        (order.groups, order.stratum, order.recursive),
        program.positions,
        program.prefixes,
        program.readers,
        program.deniers,
        program.head_predicates,
    )


def test_kept_rules_are_the_rules(tmp_path: Path, reads: list[str]) -> None:
    """Equal in all, and the file is not parsed again."""
    file = written(tmp_path)
    first = rules_in_files([file])
    second = rules_in_files([file])

    assert reads == [file]
    assert told(second) == told(first) == told(rules(Path(file)))


def test_what_changed_is_read_again(tmp_path: Path, reads: list[str]) -> None:
    """Another text in the same file, of the same length."""
    file = written(tmp_path)
    rules_in_files([file])
    written(tmp_path, TEXT.replace(":one", ":two"))

    assert rules_in_files([file]).ruleset.rules[0].name != rules(TEXT).ruleset.rules[0].name
    assert reads == [file, file]


def test_files_are_told_apart_by_what_they_are_called(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages and proofs name a file as the person did; several files are another rule set than one."""
    file, other = written(tmp_path), written(tmp_path, "RULE { ?x <http://e/s> ?y } WHERE { ?x <http://e/p> ?y }", "b.srl")
    rules_in_files([file])
    monkeypatch.chdir(tmp_path)

    assert {rule.place.file for rule in rules_in_files(["a.srl"]).ruleset.rules} == {"a.srl"}
    assert len(rules_in_files([file, other])) == len(rules_in_files([file, other])) == 4
    assert reads == [file, "a.srl", file, other]


@pytest.mark.parametrize("text", ["DATA { <a:a> <a:b> <a:c> }", "IMPORTS <b.srl>\n" + TEXT])
def test_data_and_imports_are_not_kept(text: str, tmp_path: Path, reads: list[str]) -> None:
    """They are read every time."""
    written(tmp_path, "", "b.srl")
    file = written(tmp_path, text)
    rules_in_files([file])
    rules_in_files([file])

    assert reads == [file, file]


def test_a_file_just_written_is_not_kept(tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change within the moment could not be told from the first."""
    monkeypatch.setattr(kept_rules, "SETTLED_SECONDS", 1e9)
    file = written(tmp_path)
    rules_in_files([file])
    rules_in_files([file])

    assert reads == [file, file]


@pytest.mark.parametrize("damage", [b"", b"nothing", None])
def test_damage_is_read_over(damage: bytes | None, tmp_path: Path, reads: list[str]) -> None:
    """What is kept and broken counts as not kept."""
    file = written(tmp_path)
    rules_in_files([file])
    (kept,) = Path(cache_folder()).iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9] + b"x" * 9 if damage is None else damage)

    found = rules_in_files([file])
    assert reads == [file, file]
    assert told(found) == told(rules(Path(file)))


def test_a_folder_that_cannot_be_written_is_no_mistake(tmp_path: Path, reads: list[str]) -> None:
    """Rules are read every time."""
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    file = written(tmp_path)

    assert len(rules_in_files([file])) == len(rules_in_files([file])) == 3
    assert reads == [file, file]


def test_mistakes_are_told_each_time(tmp_path: Path) -> None:
    """A missing file and wrong rules are refused as ever, and nothing is kept."""
    file = written(tmp_path, "RULE {")
    for wrong in (file, str(tmp_path / "none.srl")):
        for _ in range(2):
            with pytest.raises(RuleError):
                rules_in_files([wrong])
    assert not os.path.exists(cache_folder())
