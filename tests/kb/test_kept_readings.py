"""What files were read as is kept, found again for the same text only, and never trusted when damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.kb import kept_readings
from myologic.kb.content import ContentText, ReadFile, read_files
from myologic.kb.files import ContentFile
from myologic.kb.kept_readings import KeptReadings

TURTLE = """\
@prefix : <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :p :b , "three\\nlines Ünï 🦴"@en--ltr , "1"^^xsd:integer , [ :q true ] ; :r "" .
<< :a :p :b ~ :said >> :by <<( :x :y "z"@de )>> .
"""
RULES = """\
PREFIX : <https://example.org/>
IMPORTS <other.srl>
DATA { :a :p "three"@en . :b :p :c }
RULE :shown { ?x :q ?y, ?z } WHERE { ?x :p ?y . NOT { ?y :r "x"@en } FILTER(?y > 3 || STRLEN(STR(?y)) = 2) SET (?z := CONCAT("a", "b")) }
RULE { ?x :q _:made } WHERE DATA { ?x :p ?y . NOT DATA { ?y :r ?x } }
"""


def sources(turtle: str = TURTLE) -> list[ContentText]:
    """Two Turtle files, one of them empty, and a file of rules."""
    texts = {"one.ttl": turtle, "none.ttl": "", "rules.srl": RULES}
    return [
        ContentText(ContentFile(f"pack/{name}", f"/nowhere/{name}", "pack", name), text.encode())
        for name, text in texts.items()
    ]


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were parsed, in order."""
    names: list[str] = []
    real = kept_readings.read_file

    def counting(source: ContentText, scope: str) -> ReadFile:
        names.append(source.file.inside)
        return real(source, scope)

    monkeypatch.setattr(kept_readings, "read_file", counting)
    return names


def read(folder: Path | None, texts: list[ContentText], code: str = "c" * 32) -> list[ReadFile]:
    """What a process of its own reads, and leaves for the next."""
    readings = KeptReadings(None if folder is None else str(folder), code)
    found = readings.read(texts)
    readings.keep()
    return found


def test_kept_files_are_what_was_read(tmp_path: Path, parsed: list[str]) -> None:
    """Statements with all kinds of terms, places and prefixes come back as they were, and Turtle is not parsed again."""
    expected = read_files(sources())

    assert read(tmp_path, sources()) == expected
    parsed.clear()
    assert read(tmp_path, sources()) == expected
    assert parsed == []


def test_only_an_edited_file_is_parsed_again(tmp_path: Path, parsed: list[str]) -> None:
    """After an edit of one file the others come from what was kept."""
    read(tmp_path, sources())
    parsed.clear()
    edited = sources(TURTLE + ":a :p :c .\n")

    assert read(tmp_path, edited) == read_files(edited)
    assert parsed == ["one.ttl"]


def test_blank_nodes_of_another_place_in_the_list_are_others(tmp_path: Path) -> None:
    """The same text as another file of the list has blank nodes of its own."""
    read(tmp_path, sources())
    turned = sources()[::-1]

    assert read(tmp_path, turned) == read_files(turned)


def test_other_code_parses_again(tmp_path: Path, parsed: list[str]) -> None:
    """What other code read is not used, and only two versions are kept."""
    for code in "abcd":
        read(tmp_path, sources(), code * 32)

    assert parsed.count("one.ttl") == 4
    assert len(list(tmp_path.glob("*.readings"))) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_damaged_file_is_read_anew(tmp_path: Path, parsed: list[str], damage: bytes | None) -> None:
    """A kept file that is cut, empty or changed in one byte is not used."""
    read(tmp_path, sources())
    path = next(tmp_path.glob("*.readings"))
    data = path.read_bytes()
    path.write_bytes(data[:-3] + b"?" + data[-2:] if damage is None else damage)
    parsed.clear()

    assert read(tmp_path, sources()) == read_files(sources())
    assert "one.ttl" in parsed


def test_files_with_problems_are_not_kept(tmp_path: Path, parsed: list[str]) -> None:
    """A file that cannot be read is read again, so that its problems are told again."""
    wrong = sources(":a :p .\n")
    first = read(tmp_path, wrong)
    parsed.clear()

    assert read(tmp_path, wrong) == first
    assert first[0].problems and "one.ttl" in parsed


def test_nothing_is_kept_without_a_folder(tmp_path: Path, parsed: list[str]) -> None:
    """Where nothing may be kept everything is parsed, and a folder that cannot be made does no harm."""
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")

    assert read(None, sources()) == read(blocked / "cache", sources()) == read_files(sources())
    assert parsed.count("one.ttl") == 2
