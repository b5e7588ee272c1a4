"""Shapes that packs bring, and the enlarged part of a picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from myologic.cases import Case, kb_case
from myologic.drawing.pack_shapes import map_of
from myologic.drawing.painting import Members
from myologic.engine.errors import ContentError
from myologic.kb.load import load
from myologic.kb.vocabulary import kb_

HEAD = """
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/feet/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; kb:region id:region-leg ; dct:source my:leaflet ;
"""
SIGN = """
my:claim a kb:StateAssertion ; kb:finding id:heels-rise ; kb:target my:plantaris ; kb:sideRule id:same-side ;
    kb:length id:short ; kb:certainty "very-low" ; dct:source my:leaflet .
"""
GOOD = '    kb:drawnAs [ a kb:Shape ; kb:inView "back" ; kb:inLayer "deep" ; kb:band "34,760,6 38,800,9 40,860,4" ] .\n'


def pack(folder: Path, shape: str) -> Path:
    """A pack with a muscle of its own and a shape."""
    (folder / "feet.ttl").write_text(HEAD + shape + SIGN, encoding="utf-8")
    return folder


def test_a_shape_of_a_pack_is_painted_on_both_sides(tmp_path: Path) -> None:
    """A muscle of a pack lies where its pack says, mirrored, and is painted like any other."""
    kb = load(pack(tmp_path, GOOD))
    svg = kb_case(kb, findings=["heels_rise@left"]).draw(view="back", layer="deep")
    regions = [each for each in fromstring(svg).iter() if (each.get("data-muscle") or "").endswith("/plantaris")]
    across = {
        each.get("data-side"): [float(number) for number in re.findall(r"(-?\d+(?:\.\d+)?),", each.get("d") or "")]
        for each in regions
    }

    assert {each.get("data-side"): each.get("data-verdict") for each in regions} == {"left": "tight", "right": None}
    assert max(across["left"]) < 0 < min(across["right"])


def test_with_its_shapes_a_pack_leaves_no_muscle_undrawn(tmp_path: Path) -> None:
    """Every muscle of a knowledge base with such a pack can be drawn."""
    kb = load(pack(tmp_path, GOOD))
    members = Members(kb, map_of(kb).muscles)

    assert [each.value for each in kb.instances(kb_("Muscle")) if not members.of(each)] == []


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ('kb:inView "top" ; kb:inLayer "deep" ; kb:band "34,760,6 38,800,9"', "no view"),
        ('kb:inView "back" ; kb:inLayer "deepest" ; kb:band "34,760,6 38,800,9"', "no layer"),
        ('kb:inView "back" ; kb:inLayer "deep"', "an outline or a band"),
        ('kb:inView "back" ; kb:inLayer "deep" ; kb:band "34,760,6"', "no row of"),
        ('kb:inView "back" ; kb:inLayer "deep" ; kb:outline "M0 0 L1 1"', "no row of"),
        ('kb:inView "back" ; kb:inLayer "deep" ; kb:outline "-40,700 30,720 20,740"', "one half"),
        ('kb:inView "side" ; kb:inLayer "deep" ; kb:outline "10,700 30,1720 20,740"', "outside"),
        ('kb:inView "back" ; kb:inLayer "deep" ; kb:outline "10,700 30,720"', "points"),
    ],
)
def test_a_shape_that_cannot_be_drawn_is_refused_with_its_place(tmp_path: Path, shape: str, said: str) -> None:
    """What is wrong with a shape is told with file and line, before anything is drawn."""
    kb = load(pack(tmp_path, f"    kb:drawnAs [ a kb:Shape ; {shape} ] .\n"))
    with pytest.raises(ContentError, match=said) as caught:
        kb_case(kb).draw()

    assert caught.value.problems[0].line == 9 and caught.value.problems[0].file.endswith("feet.ttl")


def test_what_is_small_is_shown_enlarged(case: Callable[..., Case]) -> None:
    """The muscles under the back of the head stand once more beside the picture where they are painted, and only there."""
    there = case(findings=["forward_head"]).draw(view="back", layer="deep")
    elsewhere = case(findings=["heels_rise@left"]).draw(view="back", layer="deep")
    names = re.findall(r'\bid="([^"]+)"', there)

    assert there.count('class="inset"') == 1 and 'class="inset"' not in elsewhere
    assert len(names) == len(set(names))
