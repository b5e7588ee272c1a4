"""A proof as SVG: steps below each other, each set in below the step that rests on it."""

from __future__ import annotations

from myologic.drawing.markup import element, shown, wrapped
from myologic.drawing.network import Edge, Network, Node
from myologic.drawing.network_picture import HEAD, LINE, MARGIN, PAD, frame, key_line

BOX, STEP, DOWN = 560.0, 26.0, 9.0
LETTERS = 80
"""So many letters of a step fit into its box, in the widest of the fonts that are named."""


def draw_tree(network: Network, *, theme: str = "auto", footer: str = "") -> str:
    """A proof as SVG text.

    Parameters
    ----------
    network
        From `proof_network`: in the order of telling, each node one column right of the node it is told for.
    theme
        light, dark or auto.
    footer
        A line below everything.
    """
    width = 2 * MARGIN + BOX + STEP * max(node.column for node in network.nodes) + 40
    tops: dict[str, float] = {}
    boxes: list[str] = []
    y = HEAD
    seen: dict[str, None] = {}
    for node in network.nodes:
        again = _told_before(node, network.edges, seen)
        texts = wrapped(f"{node.name}. {node.text}", LETTERS)
        notes = wrapped(node.note + (f"; rests also on {_steps(again)}" if again else ""), LETTERS + 8)
        height = (len(texts) + len(notes)) * LINE + 2 * PAD - 3
        boxes.append(_box(node, MARGIN + STEP * node.column, y, height, texts, notes))
        tops[node.name] = y
        seen[node.name] = None
        y += height + DOWN
    lines = []
    told: set[str] = set()
    columns = {node.name: node.column for node in network.nodes}
    for edge in network.edges:
        if edge.end not in told and columns[edge.end] == columns[edge.start] + 1 and tops[edge.end] > tops[edge.start]:
            told.add(edge.end)
            lines.append(_elbow(MARGIN + STEP * columns[edge.start] + 11, tops[edge.start] + 20, tops[edge.end] + 17))
    key, y = key_line(y + 14)
    return frame(network, [*lines, *boxes, key], width, y, theme=theme, footer=footer)


def _told_before(node: Node, edges: tuple[Edge, ...], seen: dict[str, None]) -> list[str]:
    """The steps that a node rests on and that stand above it already."""
    return [edge.end for edge in edges if edge.start == node.name and edge.end in seen]


def _steps(names: list[str]) -> str:
    return ("step " if len(names) == 1 else "steps ") + ", ".join(names)


def _elbow(x: float, top: float, y: float) -> str:
    """From below a box to the left edge of one that is set in."""
    return element("path", d=f"M{x:.1f},{top:.1f}V{y:.1f}H{x + STEP - 11:.1f}", class_="edge", stroke_width=1.3)


def _box(node: Node, x: float, y: float, height: float, texts: tuple[str, ...], notes: tuple[str, ...]) -> str:
    parts = [element("rect", x=x, y=y, width=BOX, height=height, rx=7, class_=node.kind)]
    at = y + PAD + 10
    for line in texts:
        parts.append(element("text", shown(line), x=x + 12, y=at, font_size=12, class_="ink"))
        at += LINE
    for line in notes:
        parts.append(element("text", shown(line), x=x + 12, y=at, font_size=11, class_="soft"))
        at += LINE
    return element("g", *parts)
