"""The items of an answer as a table: for a terminal, for Markdown, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from myologic.answering.answer import Answer, AnswerItem
from myologic.answering.words import certainty_words

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

FORMS: Final = ("table", "md", "csv")
COLUMNS: Final = ("name", "kind", "side", "verdict", "certainty", "why", "sources")
KIND: Final = COLUMNS.index("kind")
SOURCES: Final = COLUMNS.index("sources")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NARROWEST: Final = 12


def answer_table(answer: Answer, form: str, width: int = 100) -> str:
    """The items of an answer, one a row; what the answer says beside them is left out.

    Parameters
    ----------
    answer
        The answer.
    form
        "table" (columns of text), "md" (a Markdown table) or "csv" (RFC 4180, with a heading line).
    width
        Columns of the terminal, for "table": at least 40.

    Returns
    -------
    str
        The table, "" where the answer has no items; ends without a newline.

    Raises
    ------
    ValueError
        If the form is none of `FORMS`.
    """
    if form not in FORMS:
        raise ValueError(f"`{form}` is no form of a table; choose one of {', '.join(FORMS)}")
    rows = [_row(item) for item in answer.answers]
    if not rows:
        return ""
    if form == "csv":
        return _csv(rows)
    used = [place for place in range(len(COLUMNS)) if any(row[place] for row in rows)]
    if form == "table":
        # a terminal is narrow: sources stand in the other forms, and a kind that all share says nothing
        alike = len({row[KIND] for row in rows}) == 1
        used = [place for place in used if place != SOURCES and not (alike and place == KIND)]
    heading = [COLUMNS[place] for place in used]
    cells = [[row[place] for place in used] for row in rows]
    return _markdown(heading, cells) if form == "md" else _columns(heading, cells, width)


def _row(item: AnswerItem) -> tuple[str, ...]:
    return (
        item.label,
        item.kind,
        item.side or "",
        (item.verdict or "").replace("-", " "),
        certainty_words(item.certainty),
        item.why[0] if item.why else "",
        "; ".join(source.citation for source in item.sources),
    )


def _csv(rows: Sequence[Sequence[str]]) -> str:
    """Comma-separated values; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(["'" + cell if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().removesuffix("\n")


def _markdown(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines)


def _columns(heading: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Columns side by side, the widest ones folded until they fit."""
    from textwrap import wrap

    widths = [max(len(line[place]) for line in (heading, *rows)) for place in range(len(heading))]
    room = max(width, 40) - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    lines = []
    for row in (heading, ["-" * each for each in widths], *rows):
        folded = [wrap(cell, wide) or [""] for cell, wide in zip(row, widths, strict=True)]
        for number in range(max(len(cell) for cell in folded)):
            cells = [cell[number] if number < len(cell) else "" for cell in folded]
            lines.append("  ".join(cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)).rstrip())
    return "\n".join(lines)
