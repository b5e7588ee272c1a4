"""The result of a case for people: safety first, then what is likely and why, what suits, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from myologic.casework.changing import change_text
from myologic.casework.evidence import written
from myologic.casework.exercises import Offer
from myologic.casework.result import CONFLICT, NEEDS_SIDE, SAFETY, Result
from myologic.casework.safety import CARE_TEXT, NONE
from myologic.casework.verdicts import Verdict
from myologic.engine.terms import IRI
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, kb_

SHOWN = 6
"""How many exercises of one purpose are listed; the rest is counted."""

PURPOSE, PRESCRIPTION = id_("purpose"), kb_("prescription")
_SIDE_WORDS = {"left": "left", "right": "right", "both": "both sides"}


def render(result: Result, kb: KnowledgeBase, *, sources: bool = False) -> str:
    """A result as plain text.

    Parameters
    ----------
    result
        The result.
    kb
        The knowledge base, for names and places.
    sources
        Whether the sources of each verdict are spelled out.

    Returns
    -------
    str
        Lines without control characters, the last without a line end.
    """
    blocks = [list(_safety(result))]
    if result.status != SAFETY:
        blocks.append(list(questions_first(result)))
        blocks.append(list(_verdicts(result, kb, sources)))
        blocks.append([f"Set aside: {each}." for each in result.notes])
        blocks.append(list(_exercises(result.exercises, kb)))
        blocks.append(list(_avoid(result, kb)))
        blocks.append(list(_habits(result, kb)))
        blocks.append(list(_changes(result, kb)))
        blocks.append(list(_asks(result)))
    purpose = kb.text(PURPOSE, CARE_TEXT)
    blocks.append([purpose] if purpose else [])
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _safety(result: Result) -> Iterator[str]:
    if result.safety.level != NONE:
        yield result.safety.text


def questions_first(result: Result) -> Iterator[str]:
    """The lines on what has to be known before anything else can be said: a side, or which of two findings holds."""
    if result.status == NEEDS_SIDE:
        yield "A side is missing, so nothing is said of one side yet:"
    elif result.status == CONFLICT:
        yield "Some of what was told cannot hold together, and nothing is inferred from it:"
    else:
        return
    yield from (f"  - {each}" for each in result.asks)


def _verdicts(result: Result, kb: KnowledgeBase, sources: bool) -> Iterator[str]:
    if not result.verdicts:
        if result.status not in (NEEDS_SIDE, CONFLICT):
            yield "Nothing can be inferred from this."
        return
    yield "What is likely, surest first (a likelihood from signs, never a finding of an examination):"
    for row in result.verdicts:
        yield f"  {_muscle(row)}: {_state(row, kb)}; {_certainty(row, kb)}"
        yield from (f"      {written(kb, each)}" for each in row.rows)
        if row.against:
            yield f"      gave way: {_names(row.against, kb)}"
        if sources:
            yield from (f"      source: {each.citation}" for each in row.sources)


def _muscle(row: Verdict) -> str:
    part = f", {row.part}" if row.part else ""
    return f"{row.label}{part} - {_SIDE_WORDS[row.side]}"


def _changes(result: Result, kb: Reading) -> Iterator[str]:
    """What would change each verdict: for those who want to check it, so it comes after what there is to do."""
    told = [(row, changes) for row, changes in result.told() if changes]
    if told:
        yield "What would change this:"
    for row, changes in told:
        yield f"  {_muscle(row)}"
        yield from (f"    - {change_text(kb, each)}" for each in changes)


def _state(row: Verdict, kb: Reading) -> str:
    word = kb.label(id_(row.verdict))
    axes = [kb.label(id_(each)) for each in (row.length, row.activity) if each is not None]
    return f"{word} ({', '.join(axes)})" if axes and axes != [word] else word


def _certainty(row: Verdict, kb: Reading) -> str:
    words = kb.label(id_(f"certainty-{row.certainty}"))
    return f"{words}, contested by some sources" if row.contested and row.certainty != "contested" else words


def _names(things: Iterable[IRI], kb: Reading) -> str:
    return "; ".join(kb.label(each) for each in things)


def _exercises(offers: Iterable[Offer], kb: Reading) -> Iterator[str]:
    by_purpose: dict[str, list[Offer]] = {}
    for each in offers:
        by_purpose.setdefault(each.purpose, []).append(each)
    if by_purpose:
        yield "What suits, in this order:"
    for purpose, group in by_purpose.items():
        yield f"  {purpose}"
        for each in group[:SHOWN]:
            side = f" ({_SIDE_WORDS[each.side]})" if each.side else ""
            yield f"    {each.label}{side}: {', '.join(kb.label(muscle) for muscle in each.muscles)}"
        if len(group) > SHOWN:
            yield f"    and {len(group) - SHOWN} more"


def _avoid(result: Result, kb: Reading) -> Iterator[str]:
    """What to leave out, by reason, so that a long list stays readable."""
    by_reason: dict[str, list[str]] = {}
    for each in result.avoid:
        by_reason.setdefault(each.because, []).append(kb.label(each.id))
    if by_reason:
        yield "Better left out:"
    for reason, names in sorted(by_reason.items()):
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield f"  {', '.join(sorted(names)[:SHOWN])}{more}"
        yield f"      why: {reason}"


def _habits(result: Result, kb: Reading) -> Iterator[str]:
    if result.habits:
        yield "Habits that counteract what was told:"
    for each in result.habits:
        advice = kb.text(each, kb_("advice"))
        yield f"  {kb.label(each)}" + (f": {advice}" if advice else "")


def _asks(result: Result) -> Iterator[str]:
    if result.asks and result.status not in (NEEDS_SIDE, CONFLICT):
        yield "To know more:"
        yield from (f"  - {each}" for each in result.asks)
