"""A case on the body map: from verdicts to SVG text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from myologic.casework.result import CONFLICT, NEEDS_SIDE, SAFETY, Result
from myologic.casework.safety import CARE_TEXT, NONE
from myologic.drawing.figure import Ground
from myologic.drawing.pack_shapes import map_of
from myologic.drawing.painting import Members, paints
from myologic.drawing.sheet import Words, sheet
from myologic.drawing.theme import THEMES
from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import id_

if TYPE_CHECKING:
    from myologic.kb.base import KnowledgeBase

ALL = "all"
TITLE = "Body map"


def draw_body(
    result: Result,
    kb: KnowledgeBase,
    *,
    view: str = ALL,
    layer: str = ALL,
    theme: str = "auto",
    prefix: str = "",
    narrow: bool = False,
    in_page: bool = False,
) -> str:
    """The verdicts of a case on pictures of the body.

    Parameters
    ----------
    result
        The result of the case. Where a warning sign comes first, nothing is painted and its text stands at the top.
    kb
        The knowledge base, for names.
    view
        front, back, side or all.
    layer
        surface, intermediate, deep or all.
    theme
        light, dark, or auto: as the reader's screen is.
    prefix
        What all names inside start with, where several pictures stand on one page.
    narrow
        Whether the pictures stand below each other, for a narrow screen; those with nothing painted are left out.
    in_page
        Whether the picture stands in a page that has a headline, what comes first and the purpose in words of its own: they are
        not drawn then.

    Returns
    -------
    str
        SVG: each region has `data-muscle`, `data-side`, a title and a description.

    Raises
    ------
    QuestionError
        If a view, a layer or a theme is unknown.
    """
    map_ = map_of(kb)
    known = {
        "view": (view, (*(each.name for each in map_.views), ALL)),
        "layer": (layer, (*map_.layers, ALL)),
        "theme": (theme, THEMES),
    }
    for name, (value, values) in known.items():
        if value not in values:
            raise QuestionError(f"`{value[:60]}` is no {name}; known are {', '.join(f'`{each}`' for each in values)}")
    members = Members(kb, map_.muscles)
    ground = Ground(kb, map_, paints(result.verdicts, members), members.wholes(), prefix)
    words = Words(TITLE, _first(result), _last(kb), drawn=not in_page)
    return sheet(ground, result.verdicts, words, view=view, layer=layer, theme=theme, narrow=narrow)


def _first(result: Result) -> tuple[str, ...]:
    """What has to be read before the picture."""
    lines = []
    if result.safety.level != NONE:
        lines += [line for line in result.safety.text.splitlines() if line.strip()]
    if result.status == NEEDS_SIDE:
        lines.append("A side is missing, so nothing is said of one side yet.")
    elif result.status == CONFLICT:
        lines.append("Some of what was told cannot hold together, and nothing is inferred from it.")
    elif result.status != SAFETY:
        lines.append(
            "What is likely from signs, never a finding of an examination. Left and right are the person's own."
            if result.verdicts
            else "Nothing can be inferred from this, so nothing is painted."
        )
    return tuple(lines)


def _last(kb: KnowledgeBase) -> tuple[str, ...]:
    purpose = kb.text(id_("purpose"), CARE_TEXT)
    where = f"{kb.name} {kb.hash[:12]}. Shapes are schematic and not to scale."
    return (purpose, where) if purpose else (where,)
