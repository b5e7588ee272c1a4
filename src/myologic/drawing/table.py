"""The table beside a body map: the same in rows, for those who cannot or do not want to read a picture."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.answering.clean import clean_line
from myologic.casework.verdicts import Verdict
from myologic.drawing.markup import element, shown
from myologic.drawing.painting import Members, certainty_words, name_words, side_words, verdict_words
from myologic.drawing.shapes import BodyMap
from myologic.kb.base import KnowledgeBase

HEADINGS = ("muscle", "side", "likely state", "how sure", "signs", "shown in")


def table_rows(rows: Sequence[Verdict], kb: KnowledgeBase, map_: BodyMap) -> list[tuple[str, ...]]:
    """One tuple of texts for each verdict, under `HEADINGS`."""
    members = Members(kb, map_.muscles)
    return [
        (
            name_words(row),
            side_words(kb, row),
            verdict_words(kb, row),
            certainty_words(kb, row),
            "; ".join(kb.label(each) for each in row.signs),
            _places(members.of(row.muscle), map_),
        )
        for row in rows
    ]


def table_text(rows: Sequence[Verdict], kb: KnowledgeBase, map_: BodyMap) -> str:
    """The table as lines of text with columns that stand below each other; empty where there is no verdict."""
    cells = [tuple(clean_line(text) for text in row) for row in table_rows(rows, kb, map_)]
    if not cells:
        return ""
    lines = [HEADINGS, *cells]
    widths = [max(len(line[index]) for line in lines) for index in range(len(HEADINGS))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def table_html(rows: Sequence[Verdict], kb: KnowledgeBase, map_: BodyMap) -> str:
    """The table as an HTML `table` with headings for screen readers."""
    head = element("tr", *(element("th", shown(text), scope="col") for text in HEADINGS))
    body = [
        element(
            "tr",
            element("th", shown(cells[0]), scope="row"),
            *(f"<td>{shown(text)}</td>" for text in cells[1:]),
        )
        for cells in table_rows(rows, kb, map_)
    ]
    caption = element("caption", shown("What is likely, surest first"))
    return element("table", caption, element("thead", head), element("tbody", *body))


def _places(muscles: Sequence[str], map_: BodyMap) -> str:
    """The views and layers that show some muscles."""
    found = {
        f"{view.name} {shape.layer}": None for view in map_.views for shape in view.shapes if shape.muscle in muscles
    }
    return ", ".join(found) or "not drawn"
