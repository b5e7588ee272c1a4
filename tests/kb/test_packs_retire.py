"""What a pack may take back, what it may not contradict, and what it needs beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import myologic
from myologic.engine.errors import ContentError
from myologic.kb.check import check
from myologic.kb.load import load
from myologic.kb.vocabulary import id_, kb_

HEAD = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on backs" .
"""
RETIRE = 'my:out a kb:Retirement ; kb:retires id:bird-dog ; kb:reason "too hard on the wrists"@en ; dct:source my:leaflet .\n'
LINE = HEAD.count("\n") + 1


def pack(folder: Path, turtle: str) -> Path:
    """A pack with one file."""
    folder.mkdir()
    (folder / "pack.ttl").write_text(HEAD + turtle, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> myologic.KnowledgeBase:
    """The shipped content without one exercise."""
    return myologic.load(pack(tmp_path_factory.mktemp("packs") / "clinic", RETIRE))


def test_a_retired_exercise_is_not_offered(retired: myologic.KnowledgeBase) -> None:
    """Nothing is concluded from it: no answer names it."""
    answers = retired.ask("what strengthens the multifidus").answers

    assert answers and "bird-dog" not in {each.label for each in answers}
    assert not list(retired.base.match(id_("bird-dog"), kb_("strengthens"), None))


def test_a_retired_exercise_says_why_it_is_gone(retired: myologic.KnowledgeBase) -> None:
    """Its name is still known, and the reason is the answer."""
    assert "too hard on the wrists" in retired.ask("what is the bird dog").text


def test_a_retired_row_gives_no_verdict(tmp_path: Path) -> None:
    """A row of a finding that is retired no longer speaks for its muscle."""
    folder = pack(tmp_path / "clinic", RETIRE.replace("id:bird-dog", "id:a001"))
    row = load().match(id_("a001"), kb_("target"), None)

    assert list(row)
    assert not list(load(folder, use_cache=False).match(id_("a001"), kb_("target"), None))


@pytest.mark.parametrize("what", ["id:rf-saddle", "id:osteoporosis", "kb:avoidIf", "id:care-emergency"])
def test_what_keeps_people_safe_stays(what: str, tmp_path: Path) -> None:
    """A pack that retires a flag, a condition, a word of the schema or a care text is refused, at the word."""
    folder = pack(tmp_path / "clinic", RETIRE.replace("id:bird-dog", what))

    assert [(each.line, each.severity) for each in check(folder) if each.code in ("K122", "K107")] == [(LINE, "error")]


def test_a_pack_that_weakens_safety_is_not_loaded(tmp_path: Path) -> None:
    """What `check` refuses for safety is not loaded either."""
    folder = pack(tmp_path / "clinic", RETIRE.replace("id:bird-dog", "id:osteoporosis"))

    with pytest.raises(ContentError, match="stricter and never milder"):
        load(folder, use_cache=False)


def test_a_second_value_is_a_conflict(tmp_path: Path) -> None:
    """A pack cannot say that a sided finding has no sides; the message shows where it says otherwise."""
    found = check(pack(tmp_path / "clinic", "id:shoulder-lower kb:sided false .\n"))

    assert [(each.code, each.line, each.column) for each in found if each.code.startswith("K12")] == [("K120", LINE, 28)]
    assert "`true` already (kb/findings/" in next(each.message for each in found if each.code == "K120")


def test_a_pack_that_is_needed_and_absent_is_named(tmp_path: Path) -> None:
    """The pack that is missing is named, at the line that asks for it; with it nothing is wrong."""
    one = pack(tmp_path / "one", 'my:one a kb:Pack ; skos:prefLabel "The first"@en ; kb:needsPack "two" .\n')
    two = pack(tmp_path / "two", 'my:two a kb:Pack ; skos:prefLabel "The second"@en .\n')

    assert [each.code for each in check(one) if each.severity == "error"] == ["K121"]
    assert not [each for each in check(two, one) if each.severity == "error"]


def test_packs_are_listed_with_what_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`packs` shows version, keeper and licence of a pack, and what it retires and why."""
    from myologic.cli.packing import show_packs

    folder = pack(
        tmp_path / "clinic",
        'my:pack a kb:Pack ; skos:prefLabel "Harbour clinic"@en ; kb:version "1.2.0" ; kb:maintainer "the front desk" ;\n'
        '    dct:license "CC BY 4.0" ; dct:language "en" .\n' + RETIRE,
    )

    assert show_packs([str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "Harbour clinic" in shown and "version: 1.2.0" in shown and "kept by: the front desk" in shown
    assert "retires bird-dog: too hard on the wrists" in shown


def test_what_is_nowhere_is_no_matter_of_safety(tmp_path: Path) -> None:
    """Of an address that leads nowhere it is said that it does, and not that it may not be retired."""
    found = check(pack(tmp_path / "clinic", RETIRE.replace("id:bird-dog", "id:bird-dgo")))

    assert [(each.code, each.line, each.suggestion) for each in found if each.severity == "error"] == [("K107", LINE, "id:bird-dog")]
