"""Where regions lie: every muscle somewhere, left and right on their halves, both halves alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import pytest

from myologic.cases import Case
from myologic.drawing.curves import Knot, area, inner_point, read_band, read_outline, smooth_path
from myologic.drawing.painting import Members
from myologic.drawing.shapes import BACK, FRONT, LEFT, MIDLINE, RIGHT, SIDE, Shape, View, body_map
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import id_, kb_

Regions = Callable[[str], Iterator[Element]]
VIEWS = {view.name: view for view in body_map().views}
SHAPES = [(view, shape) for view in body_map().views for shape in view.shapes]
NAMES = [f"{view.name}-{shape.layer}-{shape.muscle}" for view, shape in SHAPES]


def points(path: str) -> list[tuple[float, float]]:
    """All points of a path, those that curves lean towards among them."""
    numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def panel_of(region: Element) -> str:
    """The name of the picture that a region is in, from its id."""
    name = region.get("id", "")
    return next(each for each in ("front", "back", "left-side", "right-side") if name.startswith(f"{each}-"))


@pytest.fixture(scope="module")
def blank(case: Callable[..., Case]) -> str:
    """The whole map with nothing painted."""
    return case().draw()


def test_every_muscle_can_be_drawn(kb: KnowledgeBase) -> None:
    """Each muscle and each group of the content has a shape of its own or in its parts."""
    members = Members(kb, body_map().muscles)
    muscles = kb.instances(kb_("Muscle"))

    assert len(muscles) >= 97
    assert [each.value for each in muscles if not members.of(each)] == []


def test_every_shape_is_a_muscle(kb: KnowledgeBase) -> None:
    """No shape has a name that the content does not know."""
    known = set(kb.instances(kb_("Muscle")))

    assert [name for name in sorted(body_map().muscles) if id_(name) not in known] == []


def test_every_layer_is_known() -> None:
    """Each shape lies in one of the layers that are drawn."""
    assert {shape.layer for _, shape in SHAPES} == set(body_map().layers)


def test_midline_muscles_are_those_without_sides(kb: KnowledgeBase) -> None:
    """A shape has no sides exactly where the content says that its muscle is not paired."""
    unpaired = {name for name in body_map().muscles if kb.text(id_(name), kb_("paired")) != "true"}

    assert {shape.muscle for _, shape in SHAPES if shape.midline} == unpaired


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_every_muscle_is_addressable_on_each_side(blank: str, kb: KnowledgeBase, side: str) -> None:
    """Each muscle that is no group is found by `data-muscle` and `data-side`, or on the midline."""
    groups = set(kb.instances(kb_("MuscleGroup")))
    wanted = {each.value.rpartition("/")[2] for each in kb.instances(kb_("Muscle")) if each not in groups}
    found = {
        muscle
        for muscle, where in re.findall(r'data-muscle="([^"]+)" data-side="([^"]+)"', blank)
        if where in (side, MIDLINE)
    }

    assert len(wanted) == 97
    assert wanted <= found


def test_left_and_right_lie_on_their_halves(blank: str, regions: Regions) -> None:
    """From the front the person's left is right of the middle, from behind left of it; no shape crosses the middle."""
    wrong = []
    for region in regions(blank):
        panel, side = panel_of(region), region.get("data-side")
        if panel in (FRONT, BACK) and side != MIDLINE:
            sign = 1 if (side == LEFT) == (panel == FRONT) else -1
            if min(x * sign for x, _ in points(region.get("d", ""))) < -0.5:
                wrong.append(region.get("id"))

    assert wrong == []


def test_a_side_view_shows_its_own_side(blank: str, regions: Regions) -> None:
    """In the picture of a side only that side's regions and those of the midline are drawn."""
    seen = {(panel_of(each), each.get("data-side")) for each in regions(blank) if panel_of(each).endswith("-side")}

    assert seen == {("left-side", LEFT), ("left-side", MIDLINE), ("right-side", RIGHT), ("right-side", MIDLINE)}


def test_each_half_mirrors_the_other(blank: str, regions: Regions) -> None:
    """The points of a left region are those of the right one, mirrored."""
    found = {region.get("id", ""): points(region.get("d", "")) for region in regions(blank)}
    pairs = [(name, name.replace("left", "right")) for name in found if "left" in name]

    assert len(pairs) > 100
    for left, right in pairs:
        assert found[left] == [(-x, y) for x, y in found[right]], left


def test_people_face_where_they_should(blank: str) -> None:
    """Seen from their left, people face the viewer's left: the toes point there."""
    for panel, sign in (("left-side", -1), ("right-side", 1)):
        found = re.search(rf'class="figure {panel} surface"[^>]*><path class="body" d="([^"]+)"', blank)

        assert found is not None
        assert max(points(found[1]), key=lambda point: point[1] if point[1] > 985 else 0)[1] > 985
        assert max((x * sign for x, y in points(found[1]) if y > 960)) > 70


@pytest.mark.parametrize(("view", "shape"), SHAPES, ids=NAMES)
def test_a_shape_lies_within_the_body(view: View, shape: Shape) -> None:
    """No knot of a muscle is outside the outline of the body by more than a hair."""
    outlines = [view.body, *([view.limb] if view.limb else [])]
    outside = [
        (knot.x, knot.y)
        for piece in shape.pieces
        for knot in piece
        if not any(_near(outline, knot.x, knot.y) for outline in outlines)
    ]

    assert outside == []


def _near(outline: tuple[Knot, ...], x: float, y: float) -> bool:
    """Whether a point is within an outline, or at most six thousandths of the body's height from it."""
    return any(_inside(outline, x + across, y + down) for across, down in ((0, 0), (6, 0), (-6, 0), (0, 6), (0, -6)))


def _inside(outline: tuple[Knot, ...], x: float, y: float) -> bool:
    odd = False
    for a, b in zip(outline, outline[1:] + outline[:1], strict=True):
        if (a.y > y) != (b.y > y) and x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x):
            odd = not odd
    return odd


@pytest.mark.parametrize(("view", "shape"), SHAPES, ids=NAMES)
def test_a_leader_line_ends_within_its_shape(view: View, shape: Shape) -> None:
    """The point that a label is tied to is inside, and a shape has an area to be seen."""
    largest = max(shape.pieces, key=area)

    assert view.name in (FRONT, BACK, SIDE)
    assert area(largest) > 15
    assert _inside(largest, *shape.anchor)


def test_a_smooth_path_goes_through_its_knots() -> None:
    """Every knot is an end of a curve; at a corner the curve leans nowhere."""
    knots = read_outline("0,0! 10,0! 10,10! 0,10!")

    assert smooth_path(knots, lambda point: point) == (
        "M0,0C0,0 10,0 10,0C10,0 10,10 10,10C10,10 0,10 0,10C0,10 0,0 0,0Z"
    )
    assert inner_point(knots) == (5, 5)
    assert area(read_band("0,0,2 0,10,2")) == 20
