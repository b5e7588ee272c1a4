"""The plan of a case as a part of its report: weeks, sessions with reasons, when to stop."""

from __future__ import annotations

from myologic.drawing.markup import element, shown
from myologic.drawing.page import bullets, paragraphs
from myologic.planning.values import Line, Note, Plan, SessionPlan
from myologic.planning.wording import amount_text, because_text, cited, days_text, phase_text, reason_text, why_text

EMPTY = "empty"
"""Something was inferred, and nothing on record fits: that is said. Where nothing was inferred, it was said before."""
COLUMNS = ("area, stage", "exercise", "for", "how much", "sources")


def plan_part(plan: Plan) -> str:
    """A plan as HTML, or nothing where there is nothing to do.

    Parameters
    ----------
    plan
        From `Case.plan`.
    """
    if not plan.lines:
        reason = reason_text(plan) if plan.status == EMPTY else None
        return paragraphs(reason) if reason else ""
    parts = [
        paragraphs("\n".join(_noted(each) for each in plan.cautions), "first"),
        bullets(tuple(_noted(each) for each in plan.guides)),
        element("h3", shown("The weeks")),
        bullets(tuple(f"{phase_text(phase)}: {phase.text}" for phase in plan.phases)),
        *(_session(plan, session) for session in plan.sessions),
        element("h3", shown("Stop for")),
        bullets(tuple(_noted(each) for each in plan.stop)),
        element("h3", shown("When to see a professional")),
        bullets(tuple(f"{_noted(note)}: {'; '.join(names)}" for _, note, names in plan.watch)),
    ]
    return "\n".join(part for part in parts if part)


def _session(plan: Plan, session: SessionPlan) -> str:
    title = f"{session.label[:1].upper()}{session.label[1:]}: {days_text(session.days)} of each week"
    head = element("tr", *(element("th", shown(text), scope="col") for text in COLUMNS))
    rows = (element("tr", *(f"<td>{shown(text)}</td>" for text in _cells(plan, line))) for line in session.lines)
    table = element("table", element("caption", shown(title)), element("thead", head), element("tbody", *rows))
    return f'<div class="table">{table}</div>'


def _cells(plan: Plan, line: Line) -> tuple[str, ...]:
    much = "; ".join(
        f"weeks {phase.from_week} to {phase.to_week}: {amount_text(line, amount)}"
        for phase in plan.phases
        if (amount := line.amount(phase.code)) is not None
    )
    why = f"{why_text(line)}, because of {because_text(line)}"
    return (f"{line.area}, {line.stage}", line.label, why, much, cited(line.sources))


def _noted(note: Note) -> str:
    return f"{note.text} [{cited(note.sources)}]" if note.sources else note.text
