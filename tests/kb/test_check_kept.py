"""A check that uses what earlier processes left finds what a check from scratch finds, and compiles the same bytes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from myologic.engine.errors import Problem
from myologic.kb.asks import Ask, Asked
from myologic.kb.base import KnowledgeBase
from myologic.kb.check import Checker

pytestmark = pytest.mark.usefixtures("lean_content")

HEAD = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens id:soleus ; dct:source my:leaflet .
"""
LINES = (
    'my:curl kb:how "pull the towel"@en .',
    'my:curl kb:how "pull the towel, slowly"@en .',
    'my:curl skos:altLabel "towel pull"@en .',
    'my:arch a kb:Muscle ; skos:prefLabel "arch of the sole"@en ; kb:antagonist id:soleus ; dct:source my:leaflet .',
    "my:curl kb:strengthens id:gluteus-maximus .",
    'my:curl kb:strengthns id:soleus ; kb:mvicLow "much" .',
    "my:curl kb:antagonist my:curl .",
)
ASK = "ask: what strengthens the soleus\nsays: anything\n"


def checked(cache: Path, pack: Path, patch: pytest.MonkeyPatch) -> tuple[tuple[Problem, ...], list[dict[str, bytes]]]:
    """What a new process finds, and the sections of what it asks."""
    asked: list[dict[str, bytes]] = []

    def answer(kb: KnowledgeBase, ask: Ask) -> Asked:
        asked.append({name: bytes(data) for name, data in kb._sections.items()})
        return Asked("answered", None, "anything", ())

    patch.setenv("XDG_CACHE_HOME", str(cache))
    return Checker().check([pack], answer), asked


def test_after_any_edit_kept_finds_what_scratch_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines come and go; problems and compiled bytes are those of a check without anything kept."""
    pack, random = tmp_path / "pack", Random(7)
    pack.mkdir()
    (pack / "a.ask").write_text(ASK, encoding="utf-8")
    chosen: list[str] = []
    compiled = 0
    for number, line in enumerate((*random.sample(LINES[:5], 3), *random.sample(LINES[5:], 1))):
        if line in chosen:
            chosen.remove(line)
        else:
            chosen.insert(random.randint(0, len(chosen)), line)
        (pack / "a.ttl").write_text("\n".join((HEAD, *chosen)), encoding="utf-8")
        found = checked(tmp_path / "kept", pack, monkeypatch)
        compiled += len(found[1])

        assert found == checked(tmp_path / f"scratch-{number}", pack, monkeypatch)
    assert compiled
