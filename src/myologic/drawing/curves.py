"""Smooth closed outlines from a few points, as paths of cubic Bézier curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot

from myologic.engine.records import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Knot:
    """A point that an outline goes through.

    Parameters
    ----------
    x, y
        Where, in units of the figure.
    sharp
        Whether the outline has a corner here.
    """

    x: float
    y: float
    sharp: bool = False


def read_outline(text: str) -> tuple[Knot, ...]:
    """The knots of an outline that is written as `x,y x,y! …`, where `!` makes a corner.

    Examples
    --------
    >>> read_outline("0,1 2.5,3!")
    (Knot(x=0.0, y=1.0, sharp=False), Knot(x=2.5, y=3.0, sharp=True))
    """
    found = []
    for word in text.split():
        x, y = word.removesuffix("!").split(",")
        found.append(Knot(float(x), float(y), word.endswith("!")))
    return tuple(found)


def read_band(text: str) -> tuple[Knot, ...]:
    """The knots around a band that is written as the points along its middle with its width, `x,y,width …`.

    Examples
    --------
    >>> [(knot.x, knot.y) for knot in read_band("0,0,2 0,10,4")]
    [(-1.0, 0.0), (-2.0, 10.0), (2.0, 10.0), (1.0, 0.0)]
    """
    middle = [tuple(float(number) for number in word.split(",")) for word in text.split()]
    one, other = [], []
    for index, (x, y, width) in enumerate(middle):
        before, after = middle[max(index - 1, 0)], middle[min(index + 1, len(middle) - 1)]
        along, down = after[0] - before[0], after[1] - before[1]
        length = hypot(along, down) or 1.0
        across = (-down / length * width / 2, along / length * width / 2)
        one.append(Knot(x + across[0], y + across[1]))
        other.append(Knot(x - across[0], y - across[1]))
    return (*one, *reversed(other))


def joined_halves(knots: Sequence[Knot]) -> tuple[Knot, ...]:
    """A half outline and its mirror image as one: it starts and ends on the midline, x = 0."""
    mirrored = [Knot(-knot.x, knot.y, knot.sharp) for knot in reversed(knots) if knot.x != 0]
    return (*knots, *mirrored)


def smooth_path(knots: Sequence[Knot], place: Callable[[Point], Point]) -> str:
    """A closed path through the knots, round everywhere but at corners.

    Parameters
    ----------
    knots
        At least three.
    place
        Where a point goes on the picture; a mirror image is made by it.

    Returns
    -------
    str
        For the attribute `d`, numbers with at most one decimal.

    Notes
    -----
    The tangent of a knot is parallel to the line between its neighbours; a handle is a third of its own segment long,
    so that neighbours at unequal distances make no loops.
    """
    count = len(knots)
    parts = [f"M{_at(place((knots[0].x, knots[0].y)))}"]
    for index in range(count):
        here, there = knots[index], knots[(index + 1) % count]
        reach = hypot(there.x - here.x, there.y - here.y) / 3
        out, back = _tangent(knots, index), _tangent(knots, (index + 1) % count)
        first = (here.x + out[0] * reach, here.y + out[1] * reach)
        second = (there.x - back[0] * reach, there.y - back[1] * reach)
        parts.append(f"C{_at(place(first))} {_at(place(second))} {_at(place((there.x, there.y)))}")
    return "".join(parts) + "Z"


def inner_point(knots: Sequence[Knot]) -> Point:
    """A point well inside an outline, for a leader line to end at: the middle of the widest stretch near its centre."""
    middle = _centroid(knots)
    height = max(knot.y for knot in knots) - min(knot.y for knot in knots)
    best = (0.0, middle)
    for step in (0.0, -0.08, 0.08, -0.16, 0.16):
        y = middle[1] + step * height
        crossings = sorted(_crossings(knots, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            width = (right - left) * (1 - abs(step))
            if width > best[0] + 1e-9:
                best = (width, ((left + right) / 2, y))
    return best[1]


def area(knots: Sequence[Knot]) -> float:
    """The area within an outline, in square units."""
    return abs(_doubled_area(knots)) / 2


def number(value: float) -> str:
    """A number with at most one decimal, without a needless zero or minus.

    Examples
    --------
    >>> number(2.0), number(-0.04), number(1.26)
    ('2', '0', '1.3')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _at(point: Point) -> str:
    return f"{number(point[0])},{number(point[1])}"


def _tangent(knots: Sequence[Knot], index: int) -> Point:
    if knots[index].sharp:
        return (0.0, 0.0)
    before, after = knots[index - 1], knots[(index + 1) % len(knots)]
    length = hypot(after.x - before.x, after.y - before.y)
    return ((after.x - before.x) / length, (after.y - before.y) / length) if length else (0.0, 0.0)


def _pairs(knots: Sequence[Knot]) -> list[tuple[Knot, Knot]]:
    return [(knots[index - 1], knots[index]) for index in range(len(knots))]


def _doubled_area(knots: Sequence[Knot]) -> float:
    return sum(a.x * b.y - b.x * a.y for a, b in _pairs(knots))


def _centroid(knots: Sequence[Knot]) -> Point:
    doubled = _doubled_area(knots)
    if abs(doubled) < 1e-9:
        return (sum(k.x for k in knots) / len(knots), sum(k.y for k in knots) / len(knots))
    x = sum((a.x + b.x) * (a.x * b.y - b.x * a.y) for a, b in _pairs(knots)) / (3 * doubled)
    y = sum((a.y + b.y) * (a.x * b.y - b.x * a.y) for a, b in _pairs(knots)) / (3 * doubled)
    return (x, y)


def _crossings(knots: Sequence[Knot], y: float) -> list[float]:
    return [a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x) for a, b in _pairs(knots) if (a.y > y) != (b.y > y)]
