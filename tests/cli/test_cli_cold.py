"""What a cold question does not do: import what it has no use for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import myologic

DEAR = {
    "argparse", "array", "collections", "contextlib", "dataclasses", "enum", "functools", "importlib.util", "inspect", "json",
    "re", "struct", "tempfile", "typing", "unicodedata", "zlib",
}
"""Of the standard library: each costs a bare start of Python a twentieth to a third more."""

ASK = """
import sys
sys.path.insert(0, {source!r})
from myologic.cli.main import main
main({words!r})
print()
print(*sorted({dear!r} & set(sys.modules)))
"""


def imported_by(*words: str) -> list[str]:
    """Which of the dear modules a question imports that is asked for the second time, without `site`, which has its own."""
    source = str(Path(myologic.__file__).parent.parent)
    code = ASK.format(source=source, words=list(words), dear=DEAR)
    for _ in range(2):
        done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert done.stdout.startswith("what strengthens"), done.stderr
    return done.stdout.splitlines()[-1].split()


def test_a_plain_question_imports_no_dear_module() -> None:
    """Regular expressions, JSON, typing and the like are for other questions and for other commands."""
    loaded = imported_by("what", "strengthens", "the", "glutes?")

    assert loaded == [], "see engine/generic.py, late_patterns.py, plain_json.py, records.py and remembering.py"


def test_rules_over_a_plain_file_import_no_dear_module(tmp_path: Path) -> None:
    """Once they were read: no pattern, no address taken apart, no day looked up, no type of the checkers."""
    data, rules = tmp_path / "a.nt", tmp_path / "a.srl"
    data.write_text("<http://e/a> <http://e/p> <http://e/b> .\n<http://e/b> <http://e/p> <http://e/c> .\n", "utf-8")
    rules.write_text("RULE { ?x <http://e/q> ?z } WHERE { ?x <http://e/p> ?y . ?y <http://e/p> ?z }\n", "utf-8")
    code = ASK.format(
        source=str(Path(myologic.__file__).parent.parent),
        words=["infer", str(rules), "--data", str(data), "--stats"],
        dear=DEAR | {"calendar", "datetime", "pathlib", "urllib.parse"},
    )
    settled = f"import myologic.kept_rules\nmyologic.kept_rules.SETTLED_SECONDS = 0.0\n{code}"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(Path(myologic.__file__).parent.parent)}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-S", "-c", settled], capture_output=True, text=True, check=True, timeout=300, env=environment
        )

    assert "derived               1 triples" in done.stderr
    assert done.stdout.splitlines()[-1].split() == ["array", "collections", "zlib"]
