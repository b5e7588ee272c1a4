"""A graph as SVG: columns of boxes, arrows from left to right."""

from __future__ import annotations

from collections.abc import Mapping

from myologic.drawing.markup import element, shown, wrapped
from myologic.drawing.network import Edge, Network, Node
from myologic.drawing.theme import FONT, style

BOX, LINE, PAD = 290.0, 15.5, 9.0
ACROSS, DOWN = 62.0, 12.0
MARGIN, HEAD = 26.0, 64.0
LETTERS = 42
_KEY = (("main", "what it is about"), ("node", "inferred"), ("given", "written or told"))


def draw_network(network: Network, *, theme: str = "auto", footer: str = "") -> str:
    """A graph as SVG text.

    Parameters
    ----------
    network
        What to draw.
    theme
        light, dark or auto.
    footer
        A line below everything.

    Returns
    -------
    str
        An `svg` element that needs nothing from elsewhere.
    """
    texts = {node.name: (wrapped(node.text, LETTERS), wrapped(node.note, LETTERS + 4)) for node in network.nodes}
    heights = {name: (len(text) + len(note)) * LINE + 2 * PAD for name, (text, note) in texts.items()}
    tops, tall = _placed(network, heights)
    columns = max(node.column for node in network.nodes) + 1
    width = max(2 * MARGIN + columns * BOX + (columns - 1) * ACROSS, 700.0)
    start = (width - columns * BOX - (columns - 1) * ACROSS) / 2
    left = {node.name: start + node.column * (BOX + ACROSS) for node in network.nodes}
    parts = [_arrow(edge, left, tops, heights) for edge in network.edges]
    parts += [
        _box(node, left[node.name], tops[node.name], heights[node.name], texts[node.name]) for node in network.nodes
    ]
    key, y = key_line(HEAD + tall + 14)
    return frame(network, [*parts, key], width, y, theme=theme, footer=footer)


def key_line(y: float) -> tuple[str, float]:
    """What the boxes mean, as one line, and where it ends."""
    parts = []
    x = MARGIN
    for kind, words in _KEY:
        parts.append(element("rect", x=x, y=y, width=22, height=15, rx=4, class_=kind))
        parts.append(element("text", shown(words), x=x + 29, y=y + 12, font_size=11.5, class_="soft"))
        x += 29 + len(words) * 6.2 + 22
    return element("g", *parts), y + 36


def frame(network: Network, parts: list[str], width: float, y: float, *, theme: str, footer: str) -> str:
    """The picture around some parts: title, description, colours, a line below.

    Parameters
    ----------
    network
        For title and description.
    parts
        What is drawn.
    width, y
        How wide it is; where the line below goes.
    theme, footer
        As for `draw_network`.
    """
    below = []
    for line in wrapped(footer, int((width - 2 * MARGIN) / 5.8)):
        below.append(element("text", shown(line), x=MARGIN, y=y, font_size=11, class_="soft"))
        y += 15
    return element(
        "svg",
        element("title", shown(network.title), id="title"),
        element("desc", shown("; ".join(f"{node.text} ({node.note})" for node in network.nodes)), id="desc"),
        style(theme),
        element("rect", width=width, height=y, class_="ground"),
        element("text", shown(network.title), x=MARGIN, y=38, font_size=19, font_weight="600", class_="ink"),
        *parts,
        *below,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {y:g}",
        width=width,
        height=y,
        role="img",
        aria_labelledby="title desc",
        font_family=FONT,
    )


def _placed(network: Network, heights: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """The top of each box: beside the middle of what it leads to, and below the box before it in its column."""
    after: dict[str, list[str]] = {}
    for edge in network.edges:
        after.setdefault(edge.start, []).append(edge.end)
        after.setdefault(edge.end, [])
    wish: dict[str, float] = {}
    # Twice: boxes are stacked first; then a column is moved towards the middle of its neighbours, never over itself.
    tops: dict[str, float] = {}
    columns: dict[int, list[Node]] = {}
    for node in network.nodes:
        columns.setdefault(node.column, []).append(node)
    for column in columns.values():
        y = HEAD
        for node in column:
            tops[node.name] = y
            y += heights[node.name] + DOWN
    neighbours: dict[str, list[str]] = {node.name: [] for node in network.nodes}
    for edge in network.edges:
        neighbours[edge.start].append(edge.end)
        neighbours[edge.end].append(edge.start)
    tallest = max(tops[column[-1].name] + heights[column[-1].name] for column in columns.values())
    for _ in range(3):
        for column in sorted(columns.values(), key=len):
            wish = {
                node.name: sum(tops[n] + heights[n] / 2 for n in neighbours[node.name]) / len(neighbours[node.name])
                for node in column
                if neighbours[node.name]
            }
            _settle(column, wish, tops, heights, tallest)
    return tops, max(tops[node.name] + heights[node.name] for node in network.nodes) - HEAD


def _settle(
    column: list[Node],
    wish: Mapping[str, float],
    tops: dict[str, float],
    heights: Mapping[str, float],
    tallest: float,
) -> None:
    """Move the boxes of a column towards where they would stand, in their order and apart from each other."""
    room = [heights[node.name] + DOWN for node in column]
    floor = tallest + DOWN
    limits = []
    for size in reversed(room):
        floor -= size
        limits.append(floor)
    y = HEAD
    for node, size, limit in zip(column, room, reversed(limits), strict=True):
        wanted = wish.get(node.name, y) - heights[node.name] / 2
        tops[node.name] = max(y, min(wanted, max(limit, HEAD)))
        y = tops[node.name] + size


def _box(node: Node, x: float, y: float, height: float, lines: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    parts = [element("rect", x=x, y=y, width=BOX, height=height, rx=8, class_=node.kind)]
    at = y + PAD + 11.5
    for number, (text, size, class_) in enumerate(
        [*((line, 12.0, "ink") for line in lines[0]), *((line, 11.0, "soft") for line in lines[1])]
    ):
        place = at + number * LINE
        parts.append(element("text", shown(text), x=x + 11, y=place, font_size=size, class_=class_))
    return element("g", element("title", shown(f"{node.text} ({node.note})")), *parts)


def _arrow(edge: Edge, left: Mapping[str, float], tops: Mapping[str, float], heights: Mapping[str, float]) -> str:
    x1, y1 = left[edge.start] + BOX, tops[edge.start] + heights[edge.start] / 2
    x2, y2 = left[edge.end], tops[edge.end] + heights[edge.end] / 2
    bend = x2 - ACROSS / 2
    line = f"M{x1:.1f},{y1:.1f}H{bend - 20:.1f}C{bend:.1f},{y1:.1f} {bend - 12:.1f},{y2:.1f} {x2 - 7:.1f},{y2:.1f}"
    head = f"M{x2:.1f},{y2:.1f}l-8,-4v8z"
    return element("path", d=line, class_="edge", stroke_width=1.3) + element("path", d=head, class_="arrow")
