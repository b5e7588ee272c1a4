"""Shapes on the body map that packs bring, as `check` sees them; and packs that are named and not their folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.authoring.checking import check

HEAD = """@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/feet/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; kb:region id:region-leg ; dct:source my:leaflet ;
"""


@pytest.mark.parametrize(
    ("shape", "column", "said"),
    [
        ('kb:inView "top" ; kb:inLayer "deep" ; kb:band "34,760,6 38,800,9"', 16, "`top` is no view"),
        ('kb:inView "back" ; kb:inLayer "depp" ; kb:band "34,760,6 38,800,9"', 16, "`depp` is no layer"),
        ('kb:inView "back" ; kb:inLayer "deep" ; kb:band "34;760;6"', 78, "is no row of two or more"),
        ('kb:inView "back" ; kb:inLayer "deep" ; kb:outline "34,760 38,1800 40,860"', 81, "lies outside the picture"),
        ('kb:inView "back" ; kb:inLayer "deep"', 16, "a shape has an outline or a band"),
    ],
)
def test_a_bad_shape_is_a_problem_with_its_place(tmp_path: Path, shape: str, column: int, said: str) -> None:
    """Whatever cannot be drawn is an error at the shape, or at its text, in a folder as in a single file."""
    file = tmp_path / "feet.ttl"
    file.write_text(HEAD + f"    kb:drawnAs [ a kb:Shape ; {shape} ] .\n", encoding="utf-8")

    for path in (tmp_path, file):
        problems = [each for each in check(path) if each.severity == "error"]
        assert [(each.code, each.line, each.column) for each in problems] == [("B101", 8, column)]
        assert said in problems[0].message


def test_a_good_shape_is_none(tmp_path: Path) -> None:
    """A shape that can be drawn is no problem."""
    text = HEAD + '    kb:drawnAs [ a kb:Shape ; kb:inView "back" ; kb:inLayer "deep" ; kb:band "34,760,6 38,800,9" ] .\n'
    (tmp_path / "feet.ttl").write_text(text, encoding="utf-8")

    assert [each for each in check(tmp_path) if each.severity == "error"] == []


def test_the_name_of_an_installed_pack_is_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check NAME` checks the folder that an installed distribution names."""
    info = tmp_path / "site" / "feet_pack-1.0.dist-info"
    content = tmp_path / "site" / "feet_pack" / "content"
    info.mkdir(parents=True)
    content.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: feet-pack\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[myologic.packs]\nfeet = feet_pack.content\n", encoding="utf-8")
    (content / "feet.ttl").write_text(HEAD + '    kb:actoin "lifts"@en .\n', encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.chdir(tmp_path)

    problems = check("feet")
    assert [(each.code, each.line, each.suggestion) for each in problems if each.severity == "error"] == [("K101", 8, "kb:action")]
    with pytest.raises(FileNotFoundError):
        check("no-such-pack")
