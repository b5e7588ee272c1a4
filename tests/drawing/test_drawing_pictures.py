"""Rendered pictures at three widths, light and dark, are those that somebody looked at and kept.

The pictures in `references/` hold no text, so that they do not depend on the fonts of a computer. A change of shapes or
looks is looked at, then written again with `python tests/drawing/test_drawing_pictures.py`.
"""

from __future__ import annotations

import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from myologic.casework.result import Result
from myologic.drawing.body import draw_body
from myologic.drawing.raster import to_png
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load

Made = Callable[[KnowledgeBase, Any], Result]
REFERENCES = Path(__file__).parent / "references"
WIDTHS = (200, 400, 600)
THEMES = ("light", "dark")
MOST_DIFFERENT = 0.002
"""Which part of the pixels may be off by more than a shade: libraries round edges differently."""

ROWS = (
    ("gluteus-maximus", "both", "weak", "high"),
    ("pectoralis-major", "right", "tight", "moderate"),
    ("trapezius-upper", "left", "tight-and-weak", "low"),
    ("rhomboid-major", "both", "tense-but-long", "very-low"),
    ("iliocostalis-thoracis", "left", "overactive", "low"),
    ("soleus", "right", "long", "moderate"),
    ("psoas-major", "left", "undetermined", "very-low"),
    ("quadratus-lumborum", "right", "disputed", "contested"),
    ("rectus-femoris", "left", "tight", "contested"),
    ("diaphragm", "both", "weak", "low"),
)


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the colours of a PNG with eight bits a channel, three or four channels, without interlacing."""
    at, data = 8, b""
    width = height = channels = 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        body = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", body)
            assert (depth, interlaced) == (8, 0)
            channels = {2: 3, 6: 4}[colour]
        elif kind == b"IDAT":
            data += body
        at += 12 + length
    return width, height, _unfiltered(zlib.decompress(data), width * channels, height, channels)


def _unfiltered(raw: bytes, wide: int, height: int, step: int) -> bytes:
    """The rows of a PNG without the filters of its rows (PNG, third edition, section 9)."""
    rows = bytearray()
    above = bytearray(wide)
    for row in range(height):
        start = row * (wide + 1)
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + wide])
        for i in range(wide if kind else 0):
            left = line[i - step] if i >= step else 0
            corner = above[i - step] if i >= step else 0
            up = above[i]
            if kind == 4:
                guess = left + up - corner
                near = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
            else:
                near = (0, left, up, (left + up) // 2)[kind]
            line[i] = (line[i] + near) & 255
        rows += line
        above = line
    return bytes(rows)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_is_the_one_that_was_kept(kb: KnowledgeBase, result_of: Made, theme: str, width: int) -> None:
    """Size and nearly all pixels are those of the reference: every verdict and every level once."""
    kept = pixels((REFERENCES / f"body-{theme}-{width}.png").read_bytes())
    drawn = pixels(to_png(draw_body(result_of(kb, ROWS), kb, theme=theme), width=width, with_text=False))
    off = sum(abs(one - other) > 40 for one, other in zip(kept[2], drawn[2], strict=True))

    assert kept[:2] == drawn[:2]
    assert off <= MOST_DIFFERENT * len(kept[2])


if __name__ == "__main__":
    from conftest import made_result  # beside this file, on the path where it is run as a script

    REFERENCES.mkdir(exist_ok=True)
    shipped = load()
    for name in THEMES:
        for size in WIDTHS:
            path = REFERENCES / f"body-{name}-{size}.png"
            path.write_bytes(to_png(draw_body(made_result(shipped, ROWS), shipped, theme=name), width=size, with_text=False))
            sys.stdout.write(f"{path}\n")
