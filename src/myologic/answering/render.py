"""An answer as text for a person: how it was read, the short answer, the items with why and how sure, the sources.

Plain text, one line for each paragraph or item; `wrapped` fits it to a width. Nothing here looks anything up.
"""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Later, Understood
from myologic.answering.clean import clean, clean_line
from myologic.answering.outcome import Outcome
from myologic.answering.words import certainty_words, listed, sentence

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

SHOWN_ITEMS: Final = 10
SHOWN_SOURCES: Final = 3
SHOWN_PROOF: Final = 8
LONG: Final = 30



def render(paraphrase: str, understood: Understood, outcome: Outcome, suggestions: Sequence[str], purpose: str) -> str:
    """The text of an answer.

    Parameters
    ----------
    paraphrase
        The first line, or an empty text.
    understood
        Corrections and assumptions are announced from here.
    outcome
        What was found.
    suggestions
        Questions that are answered.
    purpose
        The line on what the answers are for, or an empty text.

    Returns
    -------
    str
        Lines without trailing white space; no character that acts on a terminal.
    """
    blocks: list[list[str]] = [[paraphrase] if paraphrase else []]
    blocks.append([*_announced(understood)] if not outcome.care else [])
    blocks.append([sentence(line) for line in outcome.lead if line])
    blocks.append(_items(outcome))
    blocks.append([sentence(line) for line in outcome.tail if line])
    blocks.append([sentence(line) for line in outcome.warnings if line])
    if outcome.care:
        blocks.append([*_announced(understood)])
    told = " ".join(line for block in blocks for line in block) if outcome.style == "list" else ""
    blocks.append(_sources(outcome.items, told))
    if suggestions:
        head = "Which of these is meant?" if outcome.status == "clarify" else "Questions near this one:"
        blocks.append([head, *(f"  {line}" for line in suggestions)])
    if purpose and outcome.items and outcome.status == "answered":
        blocks.append([sentence(purpose)])
    return "\n\n".join("\n".join(clean(line).rstrip() for line in block) for block in blocks if block)


def wrapped(text: str, width: int) -> str:
    """A text fitted to a width of columns, at least 40; the lines of a list hang."""
    import textwrap

    lines: list[str] = []
    for line in text.split("\n"):
        bare = line.lstrip()
        indent = len(line) - len(bare) + (2 if bare[:2] in ("- ", "> ") or bare[:2].rstrip(".").isdigit() else 0)
        lines += textwrap.wrap(
            line, max(40, width), subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
        ) or [""]
    return "\n".join(lines)


def _announced(understood: Understood) -> list[str]:
    lines = []
    if understood.corrections:
        read = [f"“{c.written}” as “{c.read}”" for c in understood.corrections]
        lines.append(sentence(f"read {listed(read)}"))
    lines += [sentence(f"assumed: {line}") for line in understood.assumed]
    stated = " ".join(understood.assumed)
    unknown = [clean_line(w) for w in understood.not_understood if w not in stated]
    if unknown:
        lines.append(sentence(f"not understood: {listed([f'“{word}”' for word in unknown])}"))
    return lines


def _items(outcome: Outcome) -> list[str]:
    style = outcome.style
    if style == "none" or not outcome.items:
        return []
    shown = outcome.items if style in ("steps", "chain") else outcome.items[:SHOWN_ITEMS]
    lines: list[str] = []
    for number, item in enumerate(shown, 1):
        mark = {"steps": f"{number}. ", "chain": "" if number == 1 else "→ "}.get(style, "- ")
        if style == "steps" and (heading := _heading(item, shown[number - 2] if number > 1 else None)):
            lines.append(heading)
        in_line = item.why[:1] if style in ("list", "steps") and not _is_case(item) else ()
        line = mark + _line(item, in_line)
        if "dose" in item.details and lines and _told_alike(lines[-1], line, item.label):
            lines[-1] = _joined(lines[-1], item.label)
            continue
        lines.append(line)
        below = item.why if style in ("proof", "chain") else _more(item)
        lines += [f"  {reason}" for reason in below[:SHOWN_PROOF]]
    if len(shown) < len(outcome.items):
        lines.append(f"… and {len(outcome.items) - len(shown)} more.")
    return lines


STEPS: Final = {
    "releases": "Release:",
    "stretches": "Lengthen:",
    "mobilises": "Move:",
    "strengthens": "Strengthen:",
    "": "Every day:",
}
"""The headings of a routine by what its steps do."""


def _heading(item: AnswerItem, before: AnswerItem | None) -> str:
    """The heading above a step that does something else than the step before it."""
    step = str(item.details.get("step", ""))
    if before is not None and str(before.details.get("step", "")) == step:
        return ""
    return STEPS.get(step, "")


def _is_case(item: AnswerItem) -> bool:
    """Whether an item was concluded for a person: its signs are shown, and its proof is there for who asks why."""
    return bool(item.details.get("signs"))


def _told_alike(before: str, line: str, label: str) -> bool:
    """Whether a line says of its thing, at length, just what the line before says."""
    rest = line.removeprefix(f"- {label}")
    return len(rest) > LONG and before.endswith(rest)


def _joined(line: str, label: str) -> str:
    """A line with one more thing of which it is so."""
    head, colon, rest = line.partition(": ")
    return f"{head}, {label}{colon}{rest}"


def _more(item: AnswerItem) -> Sequence[str]:
    """The reasons below the first that a list shows: steps and cues, but no proof, which alone is put together later."""
    if isinstance(item.why, Later):
        return ()
    return () if any(without_note(reason) != reason for reason in item.why) else item.why[1:]


def without_note(text: str) -> str:
    """A sentence of a proof without the notes in brackets: its rule, or its file, line and sources.

    Brackets in a note may hold brackets, and these none.

    Examples
    --------
    >>> without_note("Squats work the glutes (rule: what works (a part) works the whole).")
    'Squats work the glutes.'
    >>> without_note("Squats (barbell) work the glutes (kb/a.ttl:7; source: Smith (2011)).")
    'Squats (barbell) work the glutes.'
    """
    kept, at = "", text.find(" (")
    while at >= 0:
        end = _end_of_note(text, at + 2)
        if end:
            kept += text[:at]
            text = text[end:]
            at = text.find(" (")
        else:
            at = text.find(" (", at + 1)
    return kept + text


def _end_of_note(text: str, start: int) -> int:
    """Where the note ends that begins behind a bracket, 0 where it is none."""
    close, inner = text.find(")", start), text.find("(", start)
    if close < 0:
        return 0
    opening = text[start : close if inner < 0 else min(close, inner)]
    if not opening.startswith("rule") and not any(after[:1].isdecimal() for after in opening.split(":")[1:]):
        return 0
    while 0 <= inner < close:
        next_inner = text.find("(", inner + 1)
        if 0 <= next_inner < close:
            return 0
        close, inner = text.find(")", close + 1), next_inner
    return close + 1


def _line(item: AnswerItem, reasons: Sequence[str]) -> str:
    said = item.label
    marks = [m for m in (_sided(item), _verdict(item)) if m]
    if marks:
        said += f" ({', '.join(marks)})"
    shown = item.details.get("shown")
    told = [_told(item.label, without_note(reason).rstrip(".")) for reason in reasons]
    parts = [text for text in told if text.casefold() != item.label.casefold()]
    if shown:
        # the numbers of a dose stand before what is to be said about it
        parts = [str(shown), *parts] if "dose" in item.details else [*parts, str(shown)]
    if parts:
        said += f": {'; '.join(parts)}"
    sure = certainty_words(item.certainty)
    return f"{said} [{sure}]" if sure else said


def _told(label: str, reason: str) -> str:
    """A reason behind a name, without the name again at its start."""
    head, rest = reason[: len(label)], reason[len(label) :]
    if head.casefold() != label.casefold() or rest[:1] != " ":
        return reason
    return rest.strip().removeprefix("is ")


def _sided(item: AnswerItem) -> str:
    return "both sides" if item.side == "both" else (item.side or "")


def _verdict(item: AnswerItem) -> str:
    if item.verdict is None:
        return ""
    return "leave out" if item.verdict == "avoid" else item.verdict.replace("-", " ")


def _sources(items: Sequence[AnswerItem], told: str) -> list[str]:
    """The sources of the items in one line, those left out that are told already."""
    cited = list(dict.fromkeys(s.citation for item in items for s in item.sources if s.citation.rstrip(".") not in told))
    if not cited:
        return []
    more = f"; and {len(cited) - SHOWN_SOURCES} more" if len(cited) > SHOWN_SOURCES else ""
    return [f"Sources: {'; '.join(_brief(c) for c in cited[:SHOWN_SOURCES])}{more}."]


def _brief(citation: str) -> str:
    """A citation with the first of three or more authors only."""
    authors, _, rest = citation.partition(" (")
    names = authors.split(", ")
    if len(names) > 2 and rest[:4].isdigit():
        return f"{names[0]} et al. ({rest}".rstrip(".")
    return citation.rstrip(".")
