"""Packs of installed distributions: found by their entry point, read as data, never run."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

import myologic
from myologic.cli.main import main
from myologic.installed import installed_packs, pack_folder
from myologic.kb.vocabulary import kb_

CONTENT = """@prefix kb: <https://w3id.org/myologic/kb#> . @prefix my: <https://example.org/feet/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/myologic/id/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens id:gluteus-maximus ; dct:source my:leaflet .
"""
EXPLODES = "raise SystemExit('code of a pack ran')\n"


def wheel(folder: Path, name: str, entries: str, files: dict[str, str]) -> Path:
    """A wheel as a build tool would make it."""
    path = folder / f"{name}-1.2-py3-none-any.whl"
    info = f"{name}-1.2.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.2\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", f"[myologic.packs]\n{entries}\n")
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with one that offers a pack; whatever of it is imported ends the program."""
    place = tmp_path / "site"
    files = {"feet_pack/__init__.py": EXPLODES, "feet_pack/content/feet.ttl": CONTENT, "feet_pack/content/run.py": EXPLODES}
    with zipfile.ZipFile(wheel(tmp_path, "feet_pack", "feet = feet_pack.content", files)) as archive:
        archive.extractall(place)
    monkeypatch.syspath_prepend(str(place))
    return place


def test_a_pack_is_found_by_its_name(site: Path) -> None:
    """The entry names a folder, the folder is read, and no code of it runs."""
    found = [pack for pack in installed_packs() if pack.name == "feet"]
    answer = myologic.load("feet").ask("what is a towel curl")

    assert [(pack.distribution, pack.version) for pack in found] == [("feet_pack", "1.2")]
    assert Path(found[0].folder) == site / "feet_pack" / "content"
    assert answer.status == "answered" and "Leaflet on feet" in str(answer.to_dict())
    assert not {name for name in sys.modules if name.startswith("feet_pack")}


def test_the_command_finds_it_too(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """`--pack NAME` for a question; `packs` lists what is installed, whether it is read or not."""
    assert main(["ask", "--pack", "feet", "what", "is", "a", "towel", "curl"]) == 0
    assert main(["packs", "--pack", "feet"]) == 0
    used = capfd.readouterr().out
    assert main(["packs"]) == 0
    unused = capfd.readouterr().out

    assert str(site / "feet_pack" / "content") in used and "not read" not in used
    assert "installed with feet_pack 1.2, not read: --pack feet" in unused


def test_a_folder_comes_before_a_name(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the same name in the working directory is what is meant, as before."""
    (tmp_path / "work" / "feet").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work")

    assert pack_folder("feet") == "feet"


def test_nothing_is_read_that_is_not_named(site: Path) -> None:
    """Installing a distribution changes no answer."""
    kb = myologic.load()

    assert kb.packs == ()
    assert "towel curl" not in {kb.base.label(each) for each in kb.base.instances(kb_("Exercise"))}


@pytest.mark.parametrize(
    "entry",
    ["bad = feet_pack:content", "bad = feet_pack.nowhere", "bad = ..secret", "bad = feet_pack.content [extra]", "bad = a/b"],
)
def test_an_entry_that_names_no_folder_is_no_pack(entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no dotted name, or leads to no folder, is passed over and cannot be opened."""
    place = tmp_path / "site"
    with zipfile.ZipFile(wheel(tmp_path, "feet_pack", entry, {"feet_pack/content/feet.ttl": CONTENT})) as archive:
        archive.extractall(place)
    (tmp_path / "secret").mkdir()
    monkeypatch.syspath_prepend(str(place))

    assert [pack.name for pack in installed_packs() if pack.name == "bad"] == []
    with pytest.raises(FileNotFoundError):
        myologic.load("bad")


def test_a_name_that_two_offer_is_asked_back(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of them is meant is not guessed."""
    other = tmp_path / "other"
    with zipfile.ZipFile(wheel(tmp_path, "toe_pack", "feet = toe_pack", {"toe_pack/toes.ttl": CONTENT})) as archive:
        archive.extractall(other)
    monkeypatch.syspath_prepend(str(other))

    with pytest.raises(myologic.QuestionError, match="`feet_pack`, `toe_pack`"):
        myologic.load("feet")


def test_a_package_that_lies_elsewhere_is_found_without_being_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editable installation has its metadata in one place and its files in another."""
    info, source = tmp_path / "site", tmp_path / "source"
    with zipfile.ZipFile(wheel(tmp_path, "feet_pack", "feet = feet_pack.content", {})) as archive:
        archive.extractall(info)
    (source / "feet_pack" / "content").mkdir(parents=True)
    (source / "feet_pack" / "__init__.py").write_text(EXPLODES, encoding="utf-8")
    monkeypatch.syspath_prepend(str(info))
    monkeypatch.syspath_prepend(str(source))

    assert Path(pack_folder("feet")) == source / "feet_pack" / "content"
