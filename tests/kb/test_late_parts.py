"""Parts of a knowledge base that are made when they are asked for: what they hold, and where they are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.engine.terms import IRI, Triple
from myologic.kb import late
from myologic.kb.base import KnowledgeBase
from myologic.kb.compile import compile_content
from myologic.kb.content import ContentText, read_files
from myologic.kb.files import ContentFile
from myologic.kb.load import load_texts

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix lex: <https://w3id.org/myologic/lex#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/my/> .
kb:said kb:ofCase true .
kb:meets lex:verb "meets"@en .
my:limp skos:prefLabel "limp"@en ; kb:goesWith my:weak, my:sore .
"""
RULES = """\
PREFIX kb: <https://w3id.org/myologic/kb#>
RULE { ?state kb:meets ?other } WHERE { ?sign kb:goesWith ?state . ?sign kb:goesWith ?other }
RULE { ?who kb:shows ?state } WHERE { ?who kb:said ?sign . ?sign kb:goesWith ?state }
"""
WEAK, SORE = IRI("https://example.org/my/weak"), IRI("https://example.org/my/sore")
MEETS = Triple(WEAK, IRI("https://w3id.org/myologic/kb#meets"), SORE)


def texts() -> list[ContentText]:
    """The content."""
    given = (("a.ttl", TURTLE), ("b.srl", RULES))
    return [ContentText(ContentFile(f"kb/{name}", name, "", name), text.encode()) for name, text in given]


def compiled(*, explained: bool, late_parts: bool = True) -> KnowledgeBase:
    """The content, with its proofs or without."""
    made = compile_content(read_files(texts()), "test", "hash", (), explained=explained)
    return KnowledgeBase({name: memoryview(data) for name, data in made.items()}, late=late_parts)


def test_proofs_made_late_are_those_made_at_once() -> None:
    """Byte for byte, and the proof of a fact is the same."""
    at_once = compile_content(read_files(texts()), "test", "hash", ())
    made = late.make_proofs(compiled(explained=False))

    assert made == {name: data for name, data in at_once.items() if name.startswith("proof_")}
    assert repr(compiled(explained=False).proof(MEETS)) == repr(compiled(explained=True).proof(MEETS))


def test_a_passing_knowledge_base_makes_nothing_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no rules about a case, and proofs come from the engine."""
    monkeypatch.setattr(late, "make_proofs", None)
    monkeypatch.setattr(late, "make_ground", None)
    kb = compiled(explained=False, late_parts=False)

    assert kb.ground_parts == {}
    assert repr(kb.proof(MEETS)) == repr(compiled(explained=True).proof(MEETS))


def test_late_parts_are_added_to_the_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next process finds them; one that lost its snapshot makes them for itself."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = load_texts(texts(), ())
    made = {name: bytes(data) for name, data in first.ground_parts.items()}
    monkeypatch.setattr(late, "make_ground", None)
    again = load_texts(texts(), ())

    assert "ground.body" in made
    assert {name: bytes(data) for name, data in again.ground_parts.items()} == made
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for path in (tmp_path / "myologic").glob("*"):
        path.unlink()
    alone = KnowledgeBase(compiled(explained=False)._sections, (), str(tmp_path / "myologic"), "gone.snapshot")
    assert alone.ground_parts.keys() == made.keys()
    assert not list((tmp_path / "myologic").glob("*.snapshot"))
