"""Rules that may run and are hardly meant: they run, and a warning says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.cli.main import main
from myologic.grammar.doubts import rule_doubts
from myologic.grammar.srl import read_rules

HEAD = "PREFIX : <http://e/>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


@pytest.mark.parametrize(
    ("rule", "code", "column", "named"),
    [
        ("RULE :r { ?x :p ?z } WHERE { ?x :q ?y SET(?z := :f(?y)) }", "S204", 49, "rule `:r` calls `:f`"),
        ("RULE :r { ?x :p 1 } WHERE { ?x :q ?y FILTER(!(1 < xsd:date(?y))) }", "S204", 51, "`xsd:date`"),
        ("RULE :r { ?x :p 1 } WHERE { ?x :q ?y FILTER(xsd:integer(?y, 1)) }", "S204", 45, "`xsd:integer`"),
        ('RULE :r { ?x :p "a"^^xsd:integer } WHERE { ?x :q ?y }', "S205", 11, "`a` is not an xsd:integer"),
        ('RULE :r { ?x :p 1 } WHERE { ?x :q ?y NOT { ?x :s "a"^^xsd:integer } }', "S205", 44, "rule `:r`"),
        ('RULE :r { ?x :p 1 } WHERE { ?x :q ?y FILTER(?y = "a"^^xsd:boolean) }', "S205", 45, "xsd:boolean"),
        ('DATA { :a :b <<( :a :b "300"^^xsd:byte )>> }', "S205", 8, "out of the range of xsd:byte"),
    ],
)
def test_what_is_hardly_meant_is_a_warning(rule: str, code: str, column: int, named: str) -> None:
    """An unknown function and a value that is none of its datatype, with the rule and the place."""
    (found,) = rule_doubts(read_rules(HEAD + rule, "r.srl"))

    assert (found.severity, found.code, found.line, found.column) == ("warning", code, 3, column)
    assert named in found.message


def test_what_is_known_is_no_doubt() -> None:
    """Casts, and datatypes that nobody knows, which allow everything."""
    text = 'RULE :r { ?x :p "a"^^:own , 1 } WHERE { ?x :q ?y SET(?z := xsd:string(?y)) FILTER(STRLEN(?z) > 1) }'

    assert rule_doubts(read_rules(HEAD + text, "r.srl")) == []


def test_a_doubtful_rule_runs_and_is_told_each_time(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """By `infer` on stderr, by `check` as a warning; the exit codes stay."""
    file = tmp_path / "r.srl"
    file.write_text(HEAD + 'DATA { :a :q 1 }\nRULE :r { ?x :p "a"^^xsd:integer } WHERE { ?x :q ?y }', encoding="utf-8")
    for _ in range(2):
        code = main(["infer", str(file)])
        out, err = capfd.readouterr()

        assert (code, out.count("\n")) == (0, 2)
        assert f"{file}:4:11: warning S205" in err
    code = main(["check", str(file)])

    assert code == 0
    assert "no errors, 1 warning" in "".join(capfd.readouterr())
