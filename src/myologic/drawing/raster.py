"""SVG text as a PNG picture, by a library that is installed only where that is wanted."""

from __future__ import annotations

from myologic.engine.errors import QuestionError


def to_png(svg: str, *, scale: float = 2.0) -> bytes:
    """A picture as PNG.

    Parameters
    ----------
    svg
        A picture in one theme, light or dark.
    scale
        Pixels for each unit of the picture, above 0.

    Raises
    ------
    QuestionError
        If the library is not installed.
    """
    try:
        import cairosvg
    except (ImportError, OSError) as missing:  # OSError: its own library in C is not there
        raise QuestionError("PNG needs the extra `png`: pip install 'myologic[png]'") from missing
    picture: bytes = cairosvg.svg2png(bytestring=svg.encode("utf-8"), scale=scale)
    return picture
