"""A part of a picture once more, enlarged, where regions are too small to be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from myologic.drawing.curves import smooth_path
from myologic.drawing.figure import Ground
from myologic.drawing.markup import element, shown
from myologic.drawing.shapes import Panel
from myologic.drawing.theme import fill_id, look_code
from myologic.engine.records import dataclass


@dataclass(frozen=True, slots=True)
class Inset:
    """Which part of a picture is enlarged: its middle, down from the top, and how wide and tall it is, in units of the figure."""

    view: str
    layer: str
    top: float
    width: float
    height: float


INSETS = (Inset("back", "deep", 86.0, 78.0, 64.0), Inset("front", "deep", 88.0, 92.0, 108.0))
"""The muscles under the back of the head, and those in front of the upper neck."""

WIDE = 150.0
ROOM = 26.0
"""What is kept free below it, for its caption."""


def inset_of(ground: Ground, panel: Panel, layer: str) -> Inset | None:
    """The inset of a picture, where something within it is painted."""
    for each in INSETS:
        if (each.view, each.layer) == (panel.name, layer):
            told = {muscle for muscle, _ in ground.told}
            inside = (
                shape.muscle
                for shape in panel.view.shapes
                if shape.layer == layer and each.top <= shape.anchor[1] <= each.top + each.height
            )
            if any(muscle in told for muscle in inside):
                return each
    return None


def tall(inset: Inset) -> float:
    """How tall an inset is on the sheet, with its caption."""
    return WIDE * inset.height / inset.width + ROOM


def draw_inset(ground: Ground, panel: Panel, inset: Inset, right: float, scale: float) -> str:
    """An inset whose right edge is at `right`, with a line to the part that it enlarges.

    Parameters
    ----------
    ground, panel, inset
        What is enlarged.
    right
        Where it ends, from the middle of the picture.
    scale
        Of the picture itself.
    """
    high = WIDE * inset.height / inset.width
    left, half = right - WIDE, inset.width / 2
    top, bottom = inset.top * scale, (inset.top + inset.height) * scale
    edge = -half * scale
    picture = element(
        "svg",
        *_enlarged(ground, panel, inset),
        x=left,
        y=0.0,
        width=WIDE,
        height=high,
        viewBox=f"{-half:g} {inset.top:g} {inset.width:g} {inset.height:g}",
    )
    return element(
        "g",
        element("rect", x=edge, y=top, width=-2 * edge, height=bottom - top, class_="leader", stroke_dasharray="3 3"),
        element("path", d=f"M{right:.1f},{high:.1f}L{edge:.1f},{bottom:.1f}", class_="leader"),
        element("rect", x=left, y=0.0, width=WIDE, height=high, class_="ground"),
        picture,
        element("rect", x=left, y=0.0, width=WIDE, height=high, class_="leader"),
        element("text", shown("enlarged"), x=right, y=high + 14, font_size=11, text_anchor="end", class_="soft"),
        class_="inset",
        aria_hidden="true",
    )


def _enlarged(ground: Ground, panel: Panel, inset: Inset) -> Iterator[str]:
    """The same outlines with thinner lines, without names: those are told in the picture itself."""
    view = panel.view
    yield element("path", class_="body faint fine", d=smooth_path(view.body, lambda point: point))
    for shape in view.shapes:
        if shape.layer != inset.layer:
            continue
        for side in panel.sides(shape):
            sign = panel.sign(side)
            path = "".join(smooth_path(piece, lambda point, sign=sign: (point[0] * sign, point[1])) for piece in shape.pieces)  # type: ignore[misc]
            paint = ground.told.get((shape.muscle, side))
            if paint is None:
                yield element("path", class_="plain fine", d=path)
                continue
            row = paint.row
            fill = fill_id(ground.map_, row.verdict, row.certainty, ground.prefix)
            yield element("path", class_=f"v-{look_code(ground.map_, row.verdict)} fine", fill=f"url(#{fill})", d=path)
