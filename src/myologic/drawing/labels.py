"""Labels beside a picture: which row is named where, and how they are spread so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.engine.records import dataclass, replace

SIZE = 12.5
LINE = 15.0
GAP = 8.0
WIDTH = 170.0
LETTERS = 25
"""About how many letters of a label fit into its width."""


@dataclass(frozen=True, slots=True)
class Label:
    """A few lines of text that a leader line ties to a point.

    Parameters
    ----------
    lines
        The first ones are the name, the rest what is told of it.
    names
        How many lines are the name.
    code
        The code of the look of what is told.
    x, y
        The point it belongs to, on the picture.
    middle
        Where the middle of its text ends up.
    """

    lines: tuple[str, ...]
    names: int
    code: str
    x: float
    y: float
    middle: float = 0.0

    @property
    def height(self) -> float:
        """From the top of its first line to the foot of its last."""
        return len(self.lines) * LINE


def spread(labels: Sequence[Label], top: float, bottom: float) -> tuple[Label, ...]:
    """Labels of one column, each as near to its point as the others leave it.

    Parameters
    ----------
    labels
        In any order.
    top, bottom
        Where the column may start; where it should end. It grows beyond that rather than let labels touch.

    Returns
    -------
    tuple
        From top to bottom, in the order of their points, so that leader lines do not cross.
    """
    blocks: list[list[Label]] = []
    for label in sorted(labels, key=lambda each: (each.y, each.x, each.lines)):
        blocks.append([label])
        while len(blocks) > 1 and _start(blocks[-2], top, bottom) + _height(blocks[-2]) > _start(
            blocks[-1], top, bottom
        ):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    placed = []
    for block in blocks:
        at = _start(block, top, bottom)
        for label in block:
            placed.append(replace(label, middle=at + label.height / 2))
            at += label.height + GAP
    return tuple(placed)


def needed(labels: Sequence[Label]) -> float:
    """The height that a column of labels takes."""
    return _height(labels)


def _height(block: Sequence[Label]) -> float:
    return sum(label.height + GAP for label in block)


def _start(block: Sequence[Label], top: float, bottom: float) -> float:
    """Where a block of touching labels starts, so that they are nearest to their points together."""
    wish, above = 0.0, 0.0
    for label in block:
        wish += label.y - label.height / 2 - above
        above += label.height + GAP
    return max(top, min(wish / len(block), bottom - _height(block)))
