"""The legend: what each pattern says, and how certainty shows."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.drawing.figure import Ground
from myologic.drawing.markup import element, shown
from myologic.drawing.theme import fill_id, patterns
from myologic.kb.vocabulary import id_

SAMPLE_WIDTH, SAMPLE_HEIGHT, ROW = 34.0, 20.0, 30.0


def legend(ground: Ground, levels: Sequence[str], width: float) -> tuple[str, float]:
    """The legend and its height.

    Parameters
    ----------
    ground
        Looks and names.
    levels
        The certainties of what is painted; the samples of verdicts take the surest.
    width
        What it may take.
    """
    map_, kb = ground.map_, ground.kb
    order = list(map_.certainty)
    level = max(levels, key=order.index, default=order[-1])
    prefix = f"{ground.prefix}key-"
    samples = [(code, level, kb.label(id_(code))) for code in map_.looks]
    first = next(iter(map_.looks))
    scale = [(first, each, kb.label(id_(f"certainty-{each}"))) for each in order]
    parts = [patterns(map_, [(code, each) for code, each, _ in (*samples, *scale)], prefix)]
    y = 0.0
    for heading, entries in (("Likely state", [(None, None, "nothing said"), *samples]), ("How sure", scale)):
        parts.append(element("text", shown(heading), x=0, y=y + 15, font_size=12.5, font_weight="600", class_="ink"))
        x = 96.0
        for code, each, name in entries:
            wide = SAMPLE_WIDTH + 8 + len(name) * 6.6 + 20
            if x + wide > width and x > 96:
                x, y = 96.0, y + ROW
            parts.append(_sample(ground, code, each, prefix, x, y))
            parts.append(element("text", shown(name), x=x + SAMPLE_WIDTH + 8, y=y + 15, font_size=12, class_="ink"))
            x += wide
        y += ROW + 4
    return element("g", *parts, class_="legend"), y


def _sample(ground: Ground, code: str | None, level: str | None, prefix: str, x: float, y: float) -> str:
    """A small patch with the look of a verdict, in the scale of the pictures."""
    box = {"x": x, "y": y, "width": SAMPLE_WIDTH, "height": SAMPLE_HEIGHT, "rx": 5.0}
    if code is None or level is None:
        return element("rect", class_="plain", **box)
    dashes = ground.map_.dashes.get(code) or ground.map_.dashes.get(level)
    inside = {name: value / 0.56 for name, value in box.items() if name not in ("x", "y")}
    rectangle = element(
        "rect",
        class_=f"told v-{code}",
        fill=f"url(#{fill_id(ground.map_, code, level, prefix)})",
        stroke_dasharray=dashes,
        **inside,
    )
    return element("g", rectangle, transform=f"translate({x:g},{y:g}) scale(0.56)")
