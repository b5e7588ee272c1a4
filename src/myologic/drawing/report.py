"""The report of a case as one HTML page: what comes first, the body map, verdicts, proofs that unfold, sources."""

from __future__ import annotations

from collections.abc import Iterator

from myologic.answering.explain import why_lines
from myologic.cases import Case
from myologic.casework.changing import Change, change_text
from myologic.casework.result import CONFLICT, NEEDS_SIDE, SAFETY, Result, local_id
from myologic.casework.safety import CARE_TEXT, NONE
from myologic.casework.verdicts import Verdict
from myologic.drawing.body import ALL, draw_body
from myologic.drawing.markup import element, shown
from myologic.drawing.pack_shapes import map_of
from myologic.drawing.page import bullets, page, paragraphs, section
from myologic.drawing.painting import reasons, row_sentence
from myologic.drawing.plan_part import plan_part
from myologic.drawing.table import table_html
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import id_, kb_
from myologic.planning.wording import all_sources, source_id

TITLE = "What is likely, and why"


def body_page(case: Case, *, view: str = "all", layer: str = "all", theme: str = "auto") -> str:
    """The body map with its table, as one page.

    Parameters
    ----------
    case
        What is known of a person.
    view, layer, theme
        As for `draw_body`.

    Raises
    ------
    QuestionError
        If a view, a layer or a theme is unknown.
    """
    return page(
        "Body map",
        _first(case.outcome),
        _picture(case.outcome, case.kb, view, layer, theme),
        _table(case.outcome, case.kb),
        _footer(case.kb),
        theme=theme,
    )


def report_page(case: Case, *, theme: str = "auto") -> str:
    """Everything that follows for a case, as one page.

    Parameters
    ----------
    case
        What is known of a person.
    theme
        light, dark, or auto: as the reader's screen is.

    Returns
    -------
    str
        HTML without scripts and without anything from elsewhere.
    """
    result, kb = case.outcome, case.kb
    parts, sources = [_first(result)], {local_id(each.id): each.citation for each in result.safety.sources}
    if result.status != SAFETY:
        plan = case.plan()
        sources.update({source_id(each): each.citation for each in all_sources(plan)})
        sources.update({local_id(each.id): each.citation for row in result.verdicts for each in row.sources})
        parts += [
            section("On the body", _picture(result, kb, ALL, ALL, theme)),
            section("In a table", _table(result, kb)),
            section("Why", *(_why(case, row, changes) for row, changes in result.told())),
            section("Set aside", bullets(result.notes)),
            section("A plan", plan_part(plan)),
            section("What suits, in this order", _exercises(result, kb)),
            section("Better left out", _avoid(result, kb)),
            section("Habits that counteract what was told", _habits(result, kb)),
            section("To know more", bullets(result.asks) if result.status not in (NEEDS_SIDE, CONFLICT) else ""),
        ]
    parts += [section("Sources", bullets(tuple(f"{name}: {sources[name]}" for name in sorted(sources)))), _footer(kb)]
    return page(TITLE, *parts, theme=theme)


def _picture(result: Result, kb: KnowledgeBase, view: str, layer: str, theme: str) -> str:
    """The body map twice: side by side for a wide screen and for print, one below the other for a narrow screen."""
    return "\n".join(
        f'<div class="picture {name}" role="region" aria-label="body map">'
        + draw_body(result, kb, view=view, layer=layer, theme=theme, prefix=prefix, narrow=bool(prefix), in_page=True)
        + "</div>"
        for name, prefix in (("wide", ""), ("narrow", "narrow-"))
    )


def _first(result: Result) -> str:
    """Warning signs and questions stand before everything else."""
    parts = []
    if result.safety.level != NONE:
        parts.append(f'<div class="first" role="note">{paragraphs(result.safety.text)}</div>')
    if result.status == NEEDS_SIDE:
        parts.append(paragraphs("A side is missing, so nothing is said of one side yet:") + bullets(result.asks))
    elif result.status == CONFLICT:
        told = "Some of what was told cannot hold together, and nothing is inferred from it:"
        parts.append(paragraphs(told) + bullets(result.asks))
    elif result.status != SAFETY:
        words = (
            "This is what is likely from signs, never a finding of an examination. Left and right are the person's own."
        )
        parts.append(paragraphs(words if result.verdicts else "Nothing can be inferred from this."))
    return "\n".join(parts)


def _table(result: Result, kb: KnowledgeBase) -> str:
    return f'<div class="table">{table_html(result.verdicts, kb, map_of(kb))}</div>' if result.verdicts else ""


def _why(case: Case, row: Verdict, changes: tuple[Change, ...]) -> str:
    """One verdict that unfolds: the rows behind it, what gave way, the proof in sentences, the sources."""
    kb = case.kb
    # Both sides have the same proof with the sides changed: it is told for one of them.
    lines = why_lines(case.inferred, row.facts[0])
    parts = [
        element("p", shown("The rows behind it:"), class_="soft") + bullets(reasons(kb, row)) if row.rows else "",
        element("p", shown("What gave way:"), class_="soft") + bullets(tuple(kb.label(each) for each in row.against))
        if row.against
        else "",
        element("p", shown("What would change it:"), class_="soft")
        + bullets(tuple(change_text(kb, each) for each in changes))
        if changes
        else "",
        element(
            "p",
            shown("The proof, conclusion first" + (", for one side:" if len(row.facts) > 1 else ":")),
            class_="soft",
        )
        + element("ol", *(f"<li>{shown(line)}</li>" for line in lines))
        if lines
        else "",
        element("p", shown("Sources:"), class_="soft") + bullets(tuple(each.citation for each in row.sources))
        if row.sources
        else "",
    ]
    return element("details", element("summary", shown(row_sentence(kb, row))), *parts)


def _exercises(result: Result, kb: KnowledgeBase) -> str:
    by_purpose: dict[str, list[str]] = {}
    for each in result.exercises:
        side = f" ({'both sides' if each.side == 'both' else each.side})" if each.side else ""
        muscles = ", ".join(kb.label(muscle) for muscle in each.muscles)
        by_purpose.setdefault(each.purpose, []).append(f"{each.label}{side}: {muscles}")
    return "\n".join(element("h3", shown(name)) + bullets(tuple(lines)) for name, lines in by_purpose.items())


def _avoid(result: Result, kb: KnowledgeBase) -> str:
    by_reason: dict[str, dict[str, None]] = {}
    for each in result.avoid:
        by_reason.setdefault(each.because, {})[kb.label(each.id)] = None
    return bullets(tuple(f"{', '.join(sorted(names))}: {reason}" for reason, names in sorted(by_reason.items())))


def _habits(result: Result, kb: KnowledgeBase) -> str:
    lines = []
    for each in result.habits:
        advice = kb.text(each, kb_("advice"))
        lines.append(f"{kb.label(each)}: {advice}" if advice else kb.label(each))
    return bullets(tuple(lines))


def _footer(kb: KnowledgeBase) -> str:
    def lines() -> Iterator[str]:
        purpose = kb.text(id_("purpose"), CARE_TEXT)
        if purpose:
            yield purpose
        packs = f", with {', '.join(kb.packs)}" if kb.packs else ""
        yield f"Knowledge base: {kb.name}{packs}, {kb.hash}."
        yield f"Body map: {map_of(kb).notice}"

    return f"<footer>\n{paragraphs(chr(10).join(lines()))}\n</footer>"
