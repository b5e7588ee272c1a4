"""`diff` of packs: folders and git revisions, exit codes, what is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from myologic.authoring.versions import version_folder
from myologic.cli.main import main

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:purpose id:strengthen ; dct:source my:leaflet .
"""


def git(folder: Path, *words: str) -> None:
    """Run git quietly in a folder, with nobody's settings."""
    setting = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *setting, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack in a repository with one commit, and an exercise that gained a muscle since."""
    folder = tmp_path / "feet"
    folder.mkdir()
    (folder / "feet.ttl").write_text(TURTLE, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "a pack")
    changed = TURTLE.replace("id:strengthen ;", "id:strengthen ; kb:primary id:soleus ;")
    (folder / "feet.ttl").write_text(changed, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_revision_against_the_work_tree(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder as it was committed is compared with the folder as it is; the work tree stays as it is."""
    before = (pack / "feet.ttl").read_bytes()

    code = main(["diff", "HEAD", "feet", "--format", "json"])

    plain = json.loads(capsys.readouterr().out)
    assert code == 1
    assert (pack / "feet.ttl").read_bytes() == before
    assert [each["triple"][0] for each in plain["facts"]] == ["<https://example.org/my/curl>"]
    assert "towel curl" in plain["facts"][0]["text"] and "soleus" in plain["facts"][0]["text"]
    gained = [each for each in plain["conclusions"] if each["text"] == "towel curl strengthens soleus"]
    assert [each["change"] for each in gained] == ["gained"]
    assert gained[0]["because"] and "feet/feet.ttl:7:" in gained[0]["because"][0]


@pytest.mark.parametrize(("inside", "name", "other"), [("feet", "HEAD", "."), ("feet", "HEAD:../feet", ""), ("..", "HEAD", "feet")])
def test_a_revision_is_found_from_any_folder(
    inside: str, name: str, other: str, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder of the pack, or outside the repository, the files are the same as in the folder above."""
    monkeypatch.chdir(pack.parent / inside)

    with version_folder(name, str(pack) if other == "feet" else other) as (folder, _):
        files = {each.name: each.read_text(encoding="utf-8") for each in Path(folder).iterdir()}

    assert (Path(folder).name, files) == ("feet", {"feet.ttl": TURTLE})


def test_a_threshold_is_for_more_than_so_many(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With room for all conclusions the exit code is 0, with room for fewer it is 1."""
    codes = [main(["diff", "HEAD:feet", "feet", "--fail-over", number]) for number in ("1000", "0")]

    assert codes == [0, 1]
    assert "more than 0" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["no-such-revision", "HEAD:no-such-folder", "--output=x", ":feet"])
def test_what_is_no_version_is_refused(name: str, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, with exit code 2, and nothing is written to stdout."""
    code = main(["diff", "--", name, "feet"])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert name.removeprefix("HEAD:") in err
