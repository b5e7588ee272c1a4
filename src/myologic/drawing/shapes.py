"""The body map as values: figures, layers, shapes and looks, read from `kb/bodymap/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from myologic.drawing.curves import Knot, Point, area, inner_point, joined_halves, read_band, read_outline
from myologic.engine.records import dataclass

LEFT, RIGHT, MIDLINE = "left", "right", "midline"
SIDES = (LEFT, RIGHT)
FRONT, BACK, SIDE = "front", "back", "side"


@dataclass(frozen=True, slots=True)
class Shape:
    """Where one muscle lies in one view and layer.

    Parameters
    ----------
    muscle
        The end of its address.
    layer
        A name of `BodyMap.layers`.
    pieces
        Closed outlines, on one half of the body, or over both where `midline` holds.
    midline
        Whether it lies across the midline and has no sides.
    """

    muscle: str
    layer: str
    pieces: tuple[tuple[Knot, ...], ...]
    midline: bool

    @property
    def anchor(self) -> Point:
        """A point within its largest piece."""
        return inner_point(max(self.pieces, key=area))


@dataclass(frozen=True, slots=True)
class View:
    """A body seen from one direction.

    Parameters
    ----------
    name
        front, back or side.
    body
        The outline.
    bones, marks
        What helps to find one's way: shown in the layers below the surface; on the surface.
    limb, limb_layers
        A part that lies over the body, or an empty tuple; the layers that show it.
    shapes
        Muscles, in the order of painting.
    """

    name: str
    body: tuple[Knot, ...]
    bones: tuple[tuple[Knot, ...], ...]
    marks: tuple[tuple[Knot, ...], ...]
    limb: tuple[Knot, ...]
    limb_layers: tuple[str, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a verdict looks: the name of a pattern, and a colour on light and on dark ground."""

    pattern: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class BodyMap:
    """Everything that pictures of the body are made from.

    Parameters
    ----------
    views, layers
        In the order in which they are shown.
    looks, other
        The look of each verdict by its code, and that of a verdict that is not listed.
    certainty
        How strongly each level shows, 0 to 1.
    dashes
        The broken outlines of verdicts and levels that are not settled.
    notice
        Where the shapes come from.
    """

    views: tuple[View, ...]
    layers: tuple[str, ...]
    looks: Mapping[str, Look]
    other: Look
    certainty: Mapping[str, float]
    dashes: Mapping[str, str]
    notice: str

    def look(self, verdict: str) -> Look:
        """The look of a verdict."""
        return self.looks.get(verdict, self.other)

    @property
    def muscles(self) -> frozenset[str]:
        """The muscles that have a shape."""
        return frozenset(shape.muscle for view in self.views for shape in view.shapes)


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture of the body: a view, and for a view from the side, which side.

    Parameters
    ----------
    view
        What is seen.
    side
        The side that is seen, or None in front and back views.
    """

    view: View
    side: str | None = None

    @property
    def name(self) -> str:
        """front, back, left-side or right-side."""
        return self.view.name if self.side is None else f"{self.side}-side"

    def sides(self, shape: Shape) -> tuple[str, ...]:
        """The sides of a shape that are seen here."""
        if shape.midline:
            return (MIDLINE,)
        return SIDES if self.side is None else (self.side,)

    def sign(self, side: str) -> int:
        """1 where a side is drawn as written, to the right of the viewer; -1 where it is mirrored.

        The person's left is to the right of somebody who looks at them from the front, and to the left from behind.
        Seen from their left, people face the viewer's left.
        """
        if self.side is not None:
            return 1 if self.side == RIGHT else -1
        if side == MIDLINE:
            return 1
        return 1 if (side == LEFT) == (self.view.name == FRONT) else -1


@cache
def body_map() -> BodyMap:
    """The shipped body map, read once."""
    general = _read("figures")
    return BodyMap(
        views=tuple(_view(_read(name)) for name in general["views"]),
        layers=tuple(general["layers"]),
        looks={code: Look(**look) for code, look in general["verdicts"].items()},
        other=Look(**general["other"]),
        certainty=dict(general["certainty"]),
        dashes=dict(general["dashes"]),
        notice=general["notice"],
    )


def panels(map_: BodyMap, view: str) -> tuple[Panel, ...]:
    """The pictures that a view asks for: one for front or back, two for side, four for all."""
    found: list[Panel] = []
    for each in map_.views:
        if view in (each.name, "all"):
            found += [Panel(each, side) for side in SIDES] if each.name == SIDE else [Panel(each)]
    return tuple(found)


def _read(name: str) -> Any:  # JSON is what it is until _view has made values of it
    return json.loads((files("myologic.kb") / "bodymap" / f"{name}.json").read_text(encoding="utf-8"))


def _view(data: Any) -> View:
    body, limb = read_outline(data["body"]), data.get("limb", {})
    halves = data["view"] != SIDE
    return View(
        name=data["view"],
        body=joined_halves(body) if halves else body,
        bones=tuple(piece for bone in data["bones"] for piece in _pieces(bone, halves)),
        marks=tuple(read_outline(mark) for mark in data["marks"]),
        limb=read_outline(limb["outline"]) if limb else (),
        limb_layers=tuple(limb.get("layers", ())),
        shapes=tuple(
            Shape(each["muscle"], each["layer"], _pieces(each, halves), bool(each.get("midline")))
            for each in data["shapes"]
        ),
    )


def _pieces(data: Any, halves: bool) -> tuple[tuple[Knot, ...], ...]:
    """The closed outlines of a shape; what lies across the midline is one, made from its half."""
    written = data.get("outline", data.get("band"))
    read = read_outline if "outline" in data else read_band
    pieces = tuple(read(text) for text in ([written] if isinstance(written, str) else written))
    across = halves and (data.get("midline") or data.get("mirrored"))
    return tuple(joined_halves(piece) for piece in pieces) if across else pieces
