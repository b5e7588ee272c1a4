"""What the body map of a case says, and that it can be trusted as a file."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

import pytest

from myologic.cases import Case
from myologic.casework.result import Result
from myologic.drawing.body import draw_body
from myologic.drawing.shapes import body_map
from myologic.drawing.table import table_html, table_text
from myologic.engine.errors import QuestionError
from myologic.engine.records import replace
from myologic.kb.base import KnowledgeBase

SVG = "{http://www.w3.org/2000/svg}"
Regions = Callable[[str], Iterator[ET.Element]]


def told(svg: str, regions: Regions) -> dict[str, tuple[str | None, str | None]]:
    """Verdict and certainty of each painted region, by its id."""
    return {
        region.get("id", ""): (region.get("data-verdict"), region.get("data-certainty"))
        for region in regions(svg)
        if region.get("data-verdict")
    }


def test_verdicts_are_painted_on_their_side(desk: Case, regions: Regions) -> None:
    """A verdict on one side is on that side alone, in every view that shows the muscle."""
    found = told(desk.draw(), regions)

    assert found["front-intermediate-pectoralis-minor-right"] == ("tight", "low")
    assert "front-intermediate-pectoralis-minor-left" not in found
    assert found["right-side-intermediate-pectoralis-minor-right"] == ("tight", "low")
    assert found["back-surface-gluteus-maximus-left"] == found["back-surface-gluteus-maximus-right"]


def test_a_group_is_painted_on_its_members(desk: Case, regions: Regions) -> None:
    """A verdict on a group reaches each member; a member's own verdict goes before it."""
    found = told(desk.draw(), regions)
    rows = {row.label: row for row in desk.verdicts()}

    assert found["front-surface-rectus-abdominis-left"][0] == rows["abdominals"].verdict
    assert found["front-deep-transversus-abdominis-left"][0] == rows["transversus abdominis"].verdict


def test_every_verdict_is_seen(desk: Case, regions: Regions) -> None:
    """Each row of the result has a label with its muscle's name."""
    texts = "|".join(text.text or "" for text in ET.fromstring(desk.draw()).iter(f"{SVG}text"))

    assert [row.label for row in desk.verdicts() if row.label.split()[0] not in texts] == []


def test_a_mirrored_case_gives_a_mirrored_picture(case: Callable[..., Case], regions: Regions) -> None:
    """Left and right changed in the case changes left and right in the picture and nothing else."""
    known = ["low_shoulder@{}", "knees_in@{}", "rounded_shoulder_one_side@{}"]
    one = told(case(findings=[each.format("left") for each in known]).draw(), regions)
    other = told(case(findings=[each.format("right") for each in known]).draw(), regions)
    swap = {"left": "right", "right": "left"}

    assert one
    assert other == {re.sub("left|right", lambda word: swap[word[0]], name): said for name, said in one.items()}


def test_a_picture_is_the_same_twice(desk: Case, kb: KnowledgeBase) -> None:
    """The same case gives the same bytes, also when its entries come in another order."""
    again = desk.data
    turned = Case(kb, replace(again, findings=tuple(reversed(again.findings))))

    assert turned.draw() == desk.draw()


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_picture_needs_nothing_from_elsewhere(desk: Case, theme: str) -> None:
    """No script, no link, no address but the name of the language; every pattern that is used is there."""
    svg = desk.draw(theme=theme)
    used = set(re.findall(r"url\(#([^)]+)\)", svg))

    assert not re.search(r"<script|<image|<use|<foreignObject|href|@import|javascript|on\w+=", svg)
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert used <= set(re.findall(r'<pattern id="([^"]+)"|id="(fill[^"]+)"', svg) and re.findall(r'id="([^"]+)"', svg))
    assert used


def test_names_in_a_picture_are_given_once(desk: Case) -> None:
    """No two elements share an id."""
    names = re.findall(r' id="([^"]+)"', desk.draw())

    assert len(names) == len(set(names))


def test_every_region_has_a_title_and_a_description(desk: Case, regions: Regions) -> None:
    """A pointer or a screen reader finds what each region is and what is said of it."""
    for region in regions(desk.draw()):
        assert region.findtext(f"{SVG}title")
        assert region.findtext(f"{SVG}desc")


def test_verdicts_differ_in_pattern_and_colour() -> None:
    """No two verdicts share a pattern or a colour, so that one of the two is enough."""
    looks = body_map().looks.values()

    assert len({look.pattern for look in looks}) == len(looks)
    assert len({look.light for look in looks}) == len({look.dark for look in looks}) == len(looks)


def test_every_verdict_and_level_of_the_content_has_a_look(kb: KnowledgeBase) -> None:
    """What the rules can conclude and how sure they can be is in the table of looks."""
    from myologic.casework.lookups import CODE, GIVES_VERDICT
    from myologic.casework.verdicts import LEVELS

    codes = {kb.text(each.object, CODE) or kb.label(each.object) for each in kb.match(None, GIVES_VERDICT, None)}

    assert codes == set(body_map().looks)
    assert tuple(body_map().certainty) == LEVELS
    assert list(body_map().certainty.values()) == sorted(body_map().certainty.values())


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("theme", "ground"), [("light", "#ffffff"), ("dark", "#14181d")])
def test_colours_stand_out(theme: str, ground: str) -> None:
    """The colour of each verdict has a contrast of at least 4.5 to the ground."""
    for look in body_map().looks.values():
        one, other = sorted((luminance(getattr(look, theme)), luminance(ground)))

        assert (other + 0.05) / (one + 0.05) >= 4.5, look


def test_labels_do_not_touch(desk: Case) -> None:
    """No two labels of one column of a picture overlap, however many there are."""
    from myologic.drawing.labels import GAP, Label, spread

    labels = [Label(("name", "said"), 1, "tight", 0, y) for y in (5, 6, 6, 7, 300, 301, 559, 560)]
    placed = spread(labels, 0, 560)

    for above, below in zip(placed, placed[1:], strict=False):
        assert below.middle - below.height / 2 - (above.middle + above.height / 2) >= GAP - 1e-9
    assert [each.y for each in placed] == sorted(each.y for each in labels)
    assert placed[0].middle - placed[0].height / 2 >= 0


def hostile(result: Result) -> Result:
    """The result with a name that would be markup."""
    first = replace(result.verdicts[0], label='<script>alert("1")</script> & \x1b[31m\u202e', part="a'\"<b>")
    return replace(result, verdicts=(first, *result.verdicts[1:]))


def test_names_are_escaped(desk: Case, kb: KnowledgeBase) -> None:
    """A name cannot become markup, in the picture or in the table, and no control character gets through."""
    result = hostile(desk.outcome)
    svg = draw_body(result, kb)
    table = table_html(result.verdicts, kb, body_map())

    ET.fromstring(svg)
    ET.fromstring(table)
    for text in (svg, table, table_text(result.verdicts, kb, body_map())):
        assert "\x1b" not in text
        assert "\u202e" not in text
    assert "<script" not in svg + table


def test_a_warning_sign_leaves_the_body_blank(case: Callable[..., Case], regions: Regions) -> None:
    """Nothing is painted, and the fixed words stand in the picture."""
    flagged = case(findings=["low_shoulder@left"], red_flags=["rf_saddle"])
    svg = flagged.draw()
    words = " ".join(text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text"))

    assert told(svg, regions) == {}
    assert flagged.outcome.safety.text.splitlines()[0].split(".")[0] in words


@pytest.mark.parametrize(("name", "value"), [("view", "top"), ("layer", "skin"), ("theme", "pink")])
def test_an_unknown_choice_names_the_known(desk: Case, name: str, value: str) -> None:
    """The message names what is possible."""
    with pytest.raises(QuestionError, match=f"`{value}` is no {name}; known are"):
        desk.draw(**{name: value})


def test_a_choice_shows_only_that(desk: Case) -> None:
    """One view and one layer is one picture; the sides are two."""
    for view, count in (("front", 1), ("side", 2), ("all", 4)):
        assert len(re.findall('class="figure ', desk.draw(view=view, layer="deep"))) == count


def test_a_muscle_without_a_shape_is_in_the_table(desk: Case, kb: KnowledgeBase) -> None:
    """A muscle of a pack is not lost: the table says that it is not drawn."""
    from myologic.kb.vocabulary import id_

    row = replace(desk.verdicts()[0], muscle=id_("no-such-muscle"), label="a muscle of a pack")

    assert re.search("a muscle of a pack .*not drawn", table_text([row], kb, body_map()))
