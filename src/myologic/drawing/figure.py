"""One picture of the body in one layer: outline, bones, regions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import groupby

from myologic.drawing.curves import Knot, Point, smooth_path
from myologic.drawing.markup import element, shown
from myologic.drawing.painting import Paint, Region, reasons, row_sentence, thing_of, verdict_words
from myologic.drawing.shapes import MIDLINE, BodyMap, Panel, Shape
from myologic.drawing.theme import fill_id, look_code
from myologic.engine.records import dataclass
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import id_

SURFACE = 0
"""The place of the layer that hides the bones."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all pictures of one sheet share.

    Parameters
    ----------
    kb
        For names.
    map_
        Shapes and looks.
    told
        What is told of which region.
    wholes
        The larger muscle that a muscle is a part of.
    prefix
        What all names in the picture start with.
    """

    kb: KnowledgeBase
    map_: BodyMap
    told: Mapping[Region, Paint]
    wholes: Mapping[str, str]
    prefix: str = ""


def figure(ground: Ground, panel: Panel, layer: str) -> str:
    """A picture of the body, in its own units: the midline at 0, 1000 tall.

    Parameters
    ----------
    ground
        What is painted.
    panel, layer
        What is seen.

    Returns
    -------
    str
        A `g` element; its regions carry `data-muscle` and `data-side`.
    """
    view = panel.view
    on_surface = layer == ground.map_.layers[SURFACE]
    whole = _placing(panel, panel.side or MIDLINE)
    parts = [_path(view.body, whole, "body" if on_surface else "body faint")]
    if on_surface:
        for side in _sides(panel):
            parts += [_path(mark, _placing(panel, side), "mark") for mark in view.marks]
    else:
        parts += [
            _path(bone, _placing(panel, side), "bone")
            for bone in view.bones
            for side in (_sides(panel) if not _middle(bone) else (panel.side or MIDLINE,))
        ]
    shapes = [shape for shape in view.shapes if shape.layer == layer]
    # A limb lies over the trunk: what is painted before it shows around it, what is fixed to it is painted after.
    behind = [shape for shape in shapes if not _on_limb(shape, view.limb, layer in view.limb_layers)]
    before = [shape for shape in shapes if shape not in behind]
    parts += _regions(ground, panel, behind)
    if before:
        parts.append(_path(view.limb, whole, "body"))
        parts += _regions(ground, panel, before)
    return element(
        "g",
        *parts,
        id=figure_name(ground, panel, layer),
        class_=f"figure {panel.name} {layer}",
        data_view=panel.name,
        data_layer=layer,
    )


def figure_name(ground: Ground, panel: Panel, layer: str) -> str:
    """The id of a picture."""
    return f"{ground.prefix}figure-{panel.name}-{layer}"


def anchor(panel: Panel, shape: Shape, side: str) -> Point:
    """A point within a region, in the units of the figure."""
    x, y = shape.anchor
    return (x * panel.sign(side), y)


def region_name(ground: Ground, panel: Panel, shape: Shape, side: str) -> str:
    """The id of a region."""
    name = re.sub(r"[^A-Za-z0-9-]+", "-", shape.muscle)  # a muscle of a pack is named by its whole address
    return f"{ground.prefix}{panel.name}-{shape.layer}-{name}-{side}"


def _regions(ground: Ground, panel: Panel, shapes: list[Shape]) -> list[str]:
    """Regions in the order of painting; parts of one larger muscle that follow each other share a group."""
    parts: list[str] = []
    for whole, together in groupby(shapes, key=lambda shape: ground.wholes.get(shape.muscle)):
        group = list(together)
        if whole is None:
            parts += [_region(ground, panel, shape, side) for shape in group for side in panel.sides(shape)]
            continue
        for side in panel.sides(group[0]):
            inside = [_region(ground, panel, shape, side) for shape in group]
            parts.append(element("g", *inside, class_="whole", data_muscle=whole, data_side=side))
    return parts


def _region(ground: Ground, panel: Panel, shape: Shape, side: str) -> str:
    paint = ground.told.get((shape.muscle, side))
    muscle = ground.kb.label(thing_of(shape.muscle))
    name = muscle if side == MIDLINE else f"{muscle}, {ground.kb.label(id_(side))}"
    place = _placing(panel, side)
    path = "".join(smooth_path(piece, place) for piece in shape.pieces)
    common = {"id": region_name(ground, panel, shape, side), "data_muscle": shape.muscle, "data_side": side}
    if paint is None:
        title = element("title", shown(name))
        told = element("desc", shown("nothing is said of it"))
        return element("path", title, told, class_="region plain", d=path, **common)
    row = paint.row
    look = look_code(ground.map_, row.verdict)
    title = element("title", shown(f"{name}: {verdict_words(ground.kb, row)}"))
    lines = [text for each in paint.rows for text in (row_sentence(ground.kb, each), *reasons(ground.kb, each))]
    return element(
        "path",
        title,
        element("desc", shown("; ".join(lines))),
        class_=f"region told v-{look} c-{row.certainty}",
        data_verdict=row.verdict,
        data_certainty=row.certainty,
        fill=f"url(#{fill_id(ground.map_, row.verdict, row.certainty, ground.prefix)})",
        stroke_dasharray=ground.map_.dashes.get(row.verdict) or ground.map_.dashes.get(row.certainty),
        d=path,
        **common,
    )


def _sides(panel: Panel) -> tuple[str, ...]:
    return ("left", "right") if panel.side is None else (panel.side,)


def _placing(panel: Panel, side: str) -> Callable[[Point], Point]:
    sign = panel.sign(side)
    return lambda point: (point[0] * sign, point[1])


def _path(knots: tuple[Knot, ...], place: Callable[[Point], Point], class_: str) -> str:
    return element("path", class_=class_, d=smooth_path(knots, place))


def _middle(piece: tuple[Knot, ...]) -> bool:
    """Whether a bone lies across the midline and is drawn once."""
    return min(knot.x for knot in piece) < 0


def _on_limb(shape: Shape, limb: tuple[Knot, ...], shown_here: bool) -> bool:
    """Whether a shape lies within the limb that covers the trunk."""
    if not limb or not shown_here:
        return False
    x, y = shape.anchor
    left, right = min(knot.x for knot in limb), max(knot.x for knot in limb)
    inside = left < x < right and min(knot.y for knot in limb) < y < max(knot.y for knot in limb)
    return inside and all(left - 2 < knot.x < right + 2 for piece in shape.pieces for knot in piece)
