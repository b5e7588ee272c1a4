"""`check --watch`: every change is seen, and what comes out is what a check from scratch finds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from myologic.authoring.checking import Watched
from myologic.cli.checking import watch
from myologic.kb.check import check

HEAD = (
    "@prefix kb: <https://w3id.org/myologic/kb#> . @prefix my: <https://example.org/my/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
)
SOUND = 'my:l a kb:Source ; dct:title "Leaflet" . my:a a kb:Muscle ; skos:prefLabel "zeta"@en ; dct:source my:l ; kb:synergist my:a .\n'


def write(path: Path, text: str, moment: int) -> None:
    """Write a file with a time of change of its own."""
    path.write_text(HEAD + text, encoding="utf-8")
    os.utime(path, ns=(moment, moment))


def test_each_check_is_that_of_a_check_from_scratch(tmp_path: Path) -> None:
    """After edits, new files, broken files and removed ones nothing is stale."""
    first, second = tmp_path / "a.ttl", tmp_path / "b.ttl"
    write(first, SOUND, 1)
    watched = Watched([tmp_path])
    found = []
    for moment, (path, text) in enumerate(
        [
            (first, SOUND),
            (first, SOUND.replace("zeta", "clamshell").replace("kb:Muscle", "kb:Exercise")),
            (second, "my:a kb:antagonist my:a ; kb:antagonst my:a .\n"),
            (second, "my:a kb:antagonist my:a .\n"),
            (second, "my:a kb:antagonist .\n"),
            (second, None),
            (first, SOUND),
        ],
        2,
    ):
        if text is None:
            path.unlink()
        else:
            write(path, text, moment)
        assert watched.has_changed()
        found.append(watched.check_content())
        assert not watched.has_changed()
        assert found[-1] == check(tmp_path)

    assert [len(each) > 0 for each in found] == [False, True, True, True, True, True, False]


def test_control_c_ends_it_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The problems are listed, and the key press is the regular end."""

    def pressed(_seconds: float) -> None:
        raise KeyboardInterrupt

    write(tmp_path / "a.ttl", SOUND.replace("kb:Muscle", "kb:Muscel"), 1)
    monkeypatch.setattr("time.sleep", pressed)

    assert watch([str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert "unknown class `kb:Muscel`" in out and "^^^^^^^^^" in out
    assert err.startswith("1 error, no warnings (")
