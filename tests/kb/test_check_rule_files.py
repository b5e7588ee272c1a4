"""`check` on a lone rule file: what the language refuses, nothing about its subject."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.kb.check import check

PREFIX = "PREFIX : <http://example.org/>\n"
REFUSED = {
    "syntax": ("RULE { ?x :q ?y } WHERE { ?x :p ?y ", 3),
    "well-formedness": ("RULE { ?x :q ?z } WHERE { ?x :p ?y }", 2),
    "stratification": ("RULE { ?x :q ?y } WHERE { ?x :p ?y NOT { ?x :q ?y } }", 2),
    "import": ("IMPORTS <http://example.org/rules.srl>", 2),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refusal_has_its_kind_and_line(kind: str, tmp_path: Path) -> None:
    """Each refusal carries the kind that the language gives it, and a place."""
    text, line = REFUSED[kind]
    file = tmp_path / "rules.srl"
    file.write_text(PREFIX + text + "\n", encoding="utf-8")

    problems = check(file)

    assert {each.kind for each in problems} == {kind}
    assert (problems[0].file, problems[0].line) == (str(file), line)
    assert problems[0].column >= 1


def test_rules_of_any_subject_pass(tmp_path: Path) -> None:
    """Names, descriptions and known properties are asked of packs only."""
    file = tmp_path / "rules.srl"
    file.write_text(PREFIX + "RULE { ?x :q ?y } WHERE { ?x :p ?y }\n", encoding="utf-8")

    assert check(file) == ()


def test_imports_from_the_same_folder_are_read(tmp_path: Path) -> None:
    """An imported file belongs to the rule set: a cycle through it is found."""
    (tmp_path / "other.srl").write_text(PREFIX + "RULE { ?x :p ?y } WHERE { ?x :q ?y }\n", encoding="utf-8")
    file = tmp_path / "rules.srl"
    text = "IMPORTS <other.srl>\nRULE { ?x :q 1 } WHERE { ?x :r 1 NOT { ?x :p 1 } }\n"
    file.write_text(PREFIX + text, encoding="utf-8")

    assert [each.kind for each in check(file)] == ["stratification"]
