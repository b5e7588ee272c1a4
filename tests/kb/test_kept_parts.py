"""Parts of compiled content that are kept are what making them anew gives, and are made anew where anything they rest on changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.kb import compile as compiling
from myologic.kb import kept_parts
from myologic.kb.content import ContentText, read_files
from myologic.kb.files import ContentFile
from myologic.kb.kept_parts import KeptParts

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix lex: <https://w3id.org/myologic/lex#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/my/> .
kb:said kb:ofCase true .
my:Sign a rdfs:Class ; rdfs:label "sign"@en .
my:limp a my:Sign ; skos:prefLabel "limp"@en ; kb:goesWith my:weak, my:sore ; kb:certainty "low" ; kb:note "seen"@en .
my:weak skos:prefLabel "weak"@en .
my:sore skos:prefLabel "sore"@en .
my:rested skos:prefLabel "rested"@en ; kb:rulesOut my:sore .
"""
RULES = """\
PREFIX kb: <https://w3id.org/myologic/kb#>
PREFIX rule: <https://w3id.org/myologic/rule/>
RULE rule:shows { ?who kb:shows ?state } WHERE {
  ?who kb:said ?sign . ?sign kb:goesWith ?state . NOT { ?who kb:said ?other . ?other kb:rulesOut ?state } }
"""


def sections(turtle: str, parts: KeptParts | None = None, rules: str = RULES) -> dict[str, bytes]:
    """Content compiled, with parts that are kept or from scratch."""
    texts = [
        ContentText(ContentFile(f"kb/{name}", f"kb/{name}", "", name), text.encode(), None)
        for name, text in (("a.ttl", turtle), ("b.srl", rules))
    ]
    return compiling.compile_content(read_files(texts), "test", "hash", (), parts)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that were made from scratch, in order."""
    parts: list[str] = []
    lexicon, ground = kept_parts.build_lexicon, compiling._ground

    def counted_lexicon(facts):  # type: ignore[no-untyped-def]  # handed on as it came
        parts.append("lexicon")
        return lexicon(facts)

    def counted_ground(*all_):  # type: ignore[no-untyped-def]
        parts.append("ground")
        return ground(*all_)

    monkeypatch.setattr(kept_parts, "build_lexicon", counted_lexicon)
    monkeypatch.setattr(compiling, "_ground", counted_ground)
    return parts


@pytest.mark.parametrize(
    "edit, anew",
    [
        (("", ""), []),
        (('"seen"', '"seen twice"'), []),
        (("my:weak skos:prefLabel", "my:aa kb:note \"new\"@en .\nmy:weak skos:prefLabel"), []),
        (('"sore"', '"tender"'), ["lexicon"]),
        (('"low"', '"high"'), ["ground"]),
        (("kb:rulesOut my:sore", "kb:rulesOut my:weak"), ["ground"]),
        ((", my:sore", ""), ["ground"]),
        (("kb:ofCase true", "kb:ofCase false"), ["ground"]),
    ],
)
def test_kept_is_what_is_made_from_scratch(tmp_path: Path, made: list[str], edit: tuple[str, str], anew: list[str]) -> None:
    """After an edit only what rests on the edited facts is made again, and everything is as if nothing had been kept."""
    sections(TURTLE, KeptParts(str(tmp_path), "code"))
    edited = TURTLE.replace(*edit)
    made.clear()
    found = sections(edited, KeptParts(str(tmp_path), "code"))
    done = list(made)

    assert found == sections(edited)
    assert "ground.body" in found and done == anew


def test_other_rules_code_or_packs_are_other_parts(tmp_path: Path, made: list[str]) -> None:
    """A rule that says something else makes another program, other code makes everything anew."""
    sections(TURTLE, KeptParts(str(tmp_path), "code"))
    other = RULES.replace("kb:shows ?state }", "kb:hints ?state }")
    made.clear()

    assert sections(TURTLE, KeptParts(str(tmp_path), "code"), other) == sections(TURTLE, None, other)
    assert made == ["ground", "lexicon", "ground"]
    made.clear()
    sections(TURTLE, KeptParts(str(tmp_path), "other"))
    assert made == ["lexicon", "ground"]
    made.clear()
    sections(TURTLE, KeptParts(str(tmp_path), "code", ("pack",)))
    assert made == ["lexicon", "ground"]


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_damaged_parts_are_made_again(tmp_path: Path, made: list[str], damage: bytes | None) -> None:
    """Whatever happened to what was kept, the content is the same."""
    whole = sections(TURTLE, KeptParts(str(tmp_path), "code"))
    for path in tmp_path.glob("*.made"):
        path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    made.clear()

    assert sections(TURTLE, KeptParts(str(tmp_path), "code")) == whole
    assert made == ["lexicon", "ground"]


def test_without_a_folder_nothing_is_kept(tmp_path: Path, made: list[str]) -> None:
    """Where nothing may be kept, or the folder cannot be written, everything is made."""
    (tmp_path / "file").write_text("", encoding="utf-8")

    assert sections(TURTLE, KeptParts(None, "code")) == sections(TURTLE, KeptParts(str(tmp_path / "file"), "code"))
    assert made == ["lexicon", "ground"] * 2 and [each.name for each in tmp_path.iterdir()] == ["file"]
