"""`case`: the plain way and the one with options say the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import myologic
from myologic.cli.commands import run
from myologic.cli.main import main

CASE = """
import sys
sys.path.insert(0, {source!r})
from myologic.cli.main import main
main(["case", {file!r}, "--json"])
print()
print(*sorted({{"click", "inspect", "uuid"}} & set(sys.modules)))
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """One sign on one side."""
    path = tmp_path / "case.json"
    path.write_text('{"findings": ["knees_in@right"]}', encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_both_ways_say_the_same(case_file: Path, capfd: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    """Without the library of commands a case has the same output and the same exit code."""
    words = ["case", str(case_file), *options]
    plain = (main(words), capfd.readouterr().out)

    assert plain == (run(words), capfd.readouterr().out)
    assert plain[0] == 0 and plain[1]


def test_a_plain_case_does_not_load_the_library_of_commands(case_file: Path) -> None:
    """It cost a sixth of a cold case."""
    code = CASE.format(source=str(Path(myologic.__file__).parent.parent), file=str(case_file))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)

    assert done.stdout.startswith("{"), done.stderr
    assert done.stdout.splitlines()[-1].split() == []
