"""A check that uses both cores and what was kept says what one process says that begins from nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

PROGRAM = """\
import sys
from myologic.cli import main
from myologic.kb import beside
beside._CORES = {cores}
sys.argv = ["myologic", "check", *sys.argv[1:]]
main.start()
"""
PACK = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix src: <https://w3id.org/myologic/source/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:zeta-raise a kb:Exercise ; skos:prefLabel "zeta raise"@en ;
    skos:altLabel "zeta lift"@en ;
    kb:strengthens id:soleus ;
    kb:how "stand and lift the heels"@en ;
    dct:source src:textbook .
"""
ASKS = "ask: which exercises strengthen the soleus\nanswer: zeta raise\n\nask: what is the zeta lift\nanswer: zeta raise\n"
MOST = 99

Run = Callable[[int, str], tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Check the pack on some cores with a cache of some name: the exit code and the problems."""
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "a.ttl").write_text(PACK, encoding="utf-8")
    (folder / "a.ask").write_text(ASKS, encoding="utf-8")

    def check(cores: int, cache: str) -> tuple[int, str]:
        environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / cache)}
        words = [sys.executable, "-c", PROGRAM.format(cores=cores), str(folder), "--format", "json"]
        done = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, timeout=300)
        return done.returncode, done.stdout

    return check


def test_edits_are_checked_beside_as_from_nothing(tmp_path: Path, run: Run) -> None:
    """After edits of one line each, of a text and of a name, all is as if nothing had been kept and nothing been done beside."""
    chance = Random(4)
    path = tmp_path / "pack" / "a.ttl"
    assert json.loads(run(1, "kept")[1])["problems"] == []
    for edit in ("text", "name"):
        lines = path.read_text(encoding="utf-8").split("\n")
        number = chance.choice([at for at, line in enumerate(lines) if '"' in line and ("how" in line) == (edit == "text")])
        lines[number] = lines[number].replace('"@en', f' {chance.choice("jkq")}olting"@en')
        path.write_text("\n".join(lines), encoding="utf-8")
        found = run(1, "kept")

    assert found == run(MOST, "fresh")


def test_an_error_beside_questions_that_would_fail(tmp_path: Path, run: Run) -> None:
    """With an error in a file no question is asked, though asking had begun beside."""
    path = tmp_path / "pack" / "a.ttl"
    path.write_text(PACK.replace("kb:strengthens", "kb:strengthen").replace("zeta raise", "iota raise"), encoding="utf-8")
    beside, alone = run(1, "kept"), run(MOST, "kept")

    assert beside == alone and beside[0] == 1
    codes = {each["code"] for each in json.loads(beside[1])["problems"]}
    assert "K101" in codes and not codes & {"A102", "K119"}
