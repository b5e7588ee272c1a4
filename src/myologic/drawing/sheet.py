"""The body map of a case as one SVG: pictures in rows of layers, labels with leader lines, legend, purpose.

For a narrow screen the pictures stand below each other, with one column of labels, and those with nothing painted are left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from myologic.casework.verdicts import Verdict
from myologic.drawing.figure import Ground, anchor, figure
from myologic.drawing.inset import Inset, draw_inset, inset_of, tall
from myologic.drawing.labels import LETTERS, LINE, SIZE, WIDTH, Label, needed, spread
from myologic.drawing.legend import legend
from myologic.drawing.markup import element, shown, wrapped
from myologic.drawing.painting import (
    certainty_words,
    name_words,
    row_sentence,
    side_words,
    verdict_words,
)
from myologic.drawing.shapes import LEFT, MIDLINE, RIGHT, Panel, Shape, panels
from myologic.drawing.theme import FONT, look_code, patterns, style
from myologic.engine.records import dataclass

SCALE = 0.56
TALL = 1000 * SCALE
REACH = {"front": 212.0, "back": 212.0, "side": 96.0}
"""How far a view reaches from its middle, in units of the figure."""
MARGIN, HEAD, SPACE = 28.0, 58.0, 26.0
EDGE = 6.0
"""The margin beside the pictures of a narrow sheet."""
NEAR = 14.0
"""Between a picture and its labels."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A picture with the labels of its two columns, placed from its own top and middle."""

    panel: Panel
    layer: str
    left: tuple[Label, ...]
    right: tuple[Label, ...]
    inset: Inset | None = None

    @property
    def overhang(self) -> float:
        """How far the longer column of labels reaches beyond the picture, above and below."""
        above = 0.0 if self.inset is None else tall(self.inset)
        return max(0.0, needed(self.left) - TALL + above, needed(self.right) - TALL) / 2


@dataclass(frozen=True, slots=True)
class Words:
    """What is written around the pictures.

    Parameters
    ----------
    title
        The headline.
    first
        Lines that come before everything else, such as what to do about a warning sign.
    last
        Lines below everything.
    drawn
        Whether they are drawn; where not, headline and first lines only tell those who cannot see the picture what it shows.
    """

    title: str
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    drawn: bool = True


def sheet(
    ground: Ground, rows: Sequence[Verdict], words: Words, *, view: str, layer: str, theme: str, narrow: bool = False
) -> str:
    """The whole picture.

    Parameters
    ----------
    ground
        What is painted, and where names come from.
    rows
        The verdicts, for labels.
    words
        Headline, and lines before and after.
    view, layer, theme
        Checked already.
    narrow
        Whether the pictures stand below each other.

    Returns
    -------
    str
        An `svg` element that needs nothing from elsewhere.
    """
    map_ = ground.map_
    columns = panels(map_, view)
    layers = [each for each in map_.layers if layer in (each, "all")]
    grid = [_cells(ground, rows, columns, each) for each in layers]
    if narrow:
        grid = _stacked(ground, rows, grid)
    wide = [_columns_wide(cells) for cells in zip(*grid, strict=True)]
    taken = sum(left + right for left, right in wide) + SPACE * (len(wide) - 1)
    width = taken + 2 * EDGE if narrow else max(taken + 2 * MARGIN, 620.0)
    parts, y = _headline(words, width)
    start = (width - taken) / 2
    for line in grid:
        x = start
        overhang = max(cell.overhang for cell in line)
        y += overhang
        for cell, (left, right) in zip(line, wide, strict=True):
            parts.append(_cell(ground, cell, x + left, y))
            x += left + right + SPACE
        y += HEAD + TALL + overhang + SPACE
    foot, high = legend(ground, [row.certainty for row in rows], width - 2 * MARGIN)
    parts.append(element("g", foot, transform=f"translate({MARGIN:g},{y:g})"))
    y += high + 12
    for text in words.last if words.drawn else ():
        for part in wrapped(text, int((width - 2 * MARGIN) / 5.7)):
            parts.append(_text(part, MARGIN, y, 11, "soft"))
            y += 15
    return _svg(ground, rows, words, parts, width, y + 10, theme)


def _svg(
    ground: Ground, rows: Sequence[Verdict], words: Words, parts: list[str], width: float, height: float, theme: str
) -> str:
    prefix = ground.prefix
    used = [(paint.row.verdict, paint.row.certainty) for paint in ground.told.values()]
    summary = "; ".join(row_sentence(ground.kb, row) for row in rows) or "nothing is painted"
    return element(
        "svg",
        element("title", shown(words.title), id=f"{prefix}title"),
        element("desc", shown(". ".join((*words.first, summary))), id=f"{prefix}desc"),
        style(theme, ground.map_),
        patterns(ground.map_, used, prefix),
        element("rect", width=width, height=height, class_="ground"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{prefix}title {prefix}desc",
        font_family=FONT,
    )


def _headline(words: Words, width: float) -> tuple[list[str], float]:
    if not words.drawn:
        return [], 28.0
    parts = [_text(words.title, MARGIN, 38, 20, "ink", weight="600")]
    y = 60.0
    for text in words.first:
        for part in wrapped(text, int((width - 2 * MARGIN) / 7.6)):
            parts.append(_text(part, MARGIN, y, 14, "ink"))
            y += 19
        y += 4
    return parts, y


def _cells(ground: Ground, rows: Sequence[Verdict], columns: Sequence[Panel], layer: str) -> list[Cell]:
    """The pictures of one layer; each row is named once in it, in the first picture that shows it."""
    found = []
    named: set[tuple[int, str]] = set()
    for panel in columns:
        left: list[Label] = []
        right: list[Label] = []
        for number, row in enumerate(rows):
            for side, shape in _seen(ground, panel, layer, row):
                if (number, side) in named:
                    continue
                x, y = anchor(panel, shape, side)
                named |= {(number, each) for each in ((side,) if row.side in (LEFT, RIGHT) else (LEFT, RIGHT, MIDLINE))}
                at_left = x < 0
                if row.side not in (LEFT, RIGHT) and panel.side is None:
                    # The other side says the same: the label goes where there is more room.
                    at_left = len(left) < len(right)
                    x = -abs(x) if at_left else abs(x)
                column = left if at_left or (panel.side is not None and len(left) < len(right)) else right
                column.append(_label(ground, row, x * SCALE, y * SCALE))
        inset = inset_of(ground, panel, layer)
        found.append(Cell(panel, layer, _column(left, 0.0 if inset is None else tall(inset)), _column(right), inset))
    return found


def _stacked(ground: Ground, rows: Sequence[Verdict], grid: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The pictures that show something, one a line, with all labels on the right; the first two where none does."""
    cells = [each for line in grid for each in line]
    told = [cell for cell in cells if any(_seen(ground, cell.panel, cell.layer, row) for row in rows)]
    return [[Cell(each.panel, each.layer, (), _column((*each.left, *each.right)))] for each in told or cells[:2]]


def _column(labels: Sequence[Label], above: float = 0.0) -> tuple[Label, ...]:
    """Labels beside a picture, below what stands above them; as many more as there are reach beyond it above and below alike."""
    beyond = max(0.0, needed(labels) - TALL + above) / 2
    return spread(labels, above or -beyond, TALL + beyond * (2 if above else 1))


def _seen(ground: Ground, panel: Panel, layer: str, row: Verdict) -> list[tuple[str, Shape]]:
    """Where a row is the painted one in a picture: the first shape of each side."""
    found: dict[str, Shape] = {}
    for shape in panel.view.shapes:
        if shape.layer == layer:
            for side in panel.sides(shape):
                paint = ground.told.get((shape.muscle, side))
                if paint is not None and paint.row == row:
                    found.setdefault(side, shape)
    return list(found.items())


def _label(ground: Ground, row: Verdict, x: float, y: float) -> Label:
    name = wrapped(name_words(row), LETTERS)
    said = f"{side_words(ground.kb, row)}: {verdict_words(ground.kb, row)}"
    lines = (*name, *wrapped(said, LETTERS + 2), *wrapped(certainty_words(ground.kb, row), LETTERS + 2))
    return Label(lines, len(name), look_code(ground.map_, row.verdict), x, y)


def _columns_wide(cells: Sequence[Cell]) -> tuple[float, float]:
    """How far a column of pictures reaches to the left and to the right of its middle."""
    reaches = [REACH[cell.panel.view.name] * SCALE for cell in cells]
    lefts = (WIDTH + NEAR if cell.left or cell.inset else 8 for cell in cells)
    rights = (WIDTH + NEAR if cell.right else 8 for cell in cells)
    return max(map(sum, zip(reaches, lefts, strict=True))), max(map(sum, zip(reaches, rights, strict=True)))


def _cell(ground: Ground, cell: Cell, x: float, y: float) -> str:
    panel = cell.panel
    reach = REACH[panel.view.name] * SCALE
    heading = panel.name.replace("-", " ").capitalize()
    parts = [
        _text(heading, 0, 18, 14, "ink", weight="600", anchor="middle"),
        _text(f"{cell.layer} layer", 0, 34, 11.5, "soft", anchor="middle"),
    ]
    inside = [element("g", figure(ground, panel, cell.layer), transform=f"scale({SCALE:g})")]
    for side in (LEFT, RIGHT) if panel.side is None else (panel.side,):
        at = (
            (150 if panel.side is None else -panel.sign(panel.side) * 86)
            * SCALE
            * (panel.sign(side) if panel.side is None else 1)
        )
        inside.append(_letter(side[0].upper(), at, 60 * SCALE))
    if cell.inset is not None:
        inside.append(draw_inset(ground, panel, cell.inset, -(reach + NEAR), SCALE))
    for labels, sign in ((cell.left, -1), (cell.right, 1)):
        inside += [_labelled(label, sign, reach) for label in labels]
    parts.append(element("g", *inside, transform=f"translate(0,{HEAD - 8:g})"))
    return element("g", *parts, transform=f"translate({x:.1f},{y:.1f})")


def _letter(letter: str, x: float, y: float) -> str:
    return _text(letter, x, y, 19, "ink side-letter", weight="700", anchor="middle")


def _labelled(label: Label, sign: int, reach: float) -> str:
    """A label with its leader line and a dot at the point it belongs to."""
    edge = sign * (reach + NEAR)
    bend = sign * (reach + 2)
    top = label.middle - label.height / 2
    texts = []
    for number, line in enumerate(label.lines):
        texts.append(
            _text(
                line,
                edge,
                top + LINE * number + SIZE - 1,
                SIZE if number < label.names else SIZE - 1,
                "ink" if number < label.names else "soft",
                weight="600" if number < label.names else None,
                anchor="start" if sign > 0 else "end",
            )
        )
    line = f"M{edge - sign * 4:.1f},{label.middle:.1f}H{bend:.1f}L{label.x:.1f},{label.y:.1f}"
    return element(
        "g",
        element("path", d=line, class_="leader"),
        element("circle", cx=label.x, cy=label.y, r=2.6, class_=f"ink v-{label.code}"),
        *texts,
        class_="label",
    )


def _text(
    text: str, x: float, y: float, size: float, class_: str, *, weight: str | None = None, anchor: str | None = None
) -> str:
    return element("text", shown(text), x=x, y=y, font_size=size, class_=class_, font_weight=weight, text_anchor=anchor)
