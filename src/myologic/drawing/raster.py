"""SVG text as a PNG picture, by a library that is installed only where that is wanted."""

from __future__ import annotations

from myologic.engine.errors import QuestionError


def to_png(svg: str, *, width: int | None = None, with_text: bool = True) -> bytes:
    """A picture as PNG.

    Parameters
    ----------
    svg
        A picture in one theme, light or dark.
    width
        In pixels, above 0; without it two pixels for each unit of the picture.
    with_text
        Whether text is drawn, with the fonts of this computer; without it the picture is the same everywhere.

    Raises
    ------
    QuestionError
        If the library is not installed.
    """
    try:
        import resvg_py
    except ImportError as missing:
        raise QuestionError("PNG needs the extra `png`: pip install 'myologic[png]'") from missing
    size = {"zoom": 2.0} if width is None else {"width": width}
    # The library's own stand-in for sans-serif is a font that few computers have.
    picture = resvg_py.svg_to_bytes(
        svg_string=svg.replace("sans-serif", "DejaVu Sans, Arial, Helvetica, sans-serif"),
        skip_system_fonts=not with_text,
        sans_serif_family="DejaVu Sans",
        **size,
    )
    return bytes(picture)
