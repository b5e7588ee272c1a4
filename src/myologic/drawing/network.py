"""Graphs to be drawn as values: nodes with a few lines of text, edges with words; and the same graph as DOT."""

from __future__ import annotations

from myologic.answering.clean import clean_line
from myologic.engine.records import dataclass

MAIN, INFERRED, GIVEN = "main", "node", "given"
"""What a node is: what the picture is about, something that was inferred, something that was written or told."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box.

    Parameters
    ----------
    name
        Unlike that of any other node.
    text
        What it says.
    note
        Where that stands, or by which rule it follows; may be empty.
    kind
        "main", "node" or "given".
    column
        How far from the first column it stands.
    """

    name: str
    text: str
    note: str
    kind: str
    column: int


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two nodes, by their names, with words that may be empty."""

    start: str
    end: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes in the order in which each column shows them from top to bottom, and arrows."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def to_dot(network: Network) -> str:
    """The graph in the language of Graphviz.

    Examples
    --------
    >>> print(to_dot(Network("a", (Node("n1", 'x "y"', "", "main", 0),), ())), end="")
    digraph {
      graph [rankdir=LR, label="a"];
      node [shape=box, style=rounded];
      "n1" [label="x \\"y\\"", class="main"];
    }
    """
    lines = ["digraph {", f"  graph [rankdir=LR, label={_quoted(network.title)}];"]
    lines.append("  node [shape=box, style=rounded];")
    for node in network.nodes:
        label = _quoted(node.text)[:-1] + (f"\\n{_quoted(node.note)[1:]}" if node.note else '"')
        lines.append(f"  {_quoted(node.name)} [label={label}, class={_quoted(node.kind)}];")
    for edge in network.edges:
        words = f" [label={_quoted(edge.text)}]" if edge.text else ""
        lines.append(f"  {_quoted(edge.start)} -> {_quoted(edge.end)}{words};")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    inside = clean_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'
