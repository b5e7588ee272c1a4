"""A plan as one HTML page: no script, nothing from elsewhere, light and dark, and made to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from myologic.planning.text import TITLE
from myologic.planning.values import Line, Note, Plan, SessionPlan
from myologic.planning.wording import (
    all_sources,
    amount_text,
    because_text,
    cited,
    days_text,
    phase_text,
    reason_text,
    source_id,
    verdict_text,
    why_text,
)

STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid}h3{font-size:1rem}
.safety{border:3px solid;padding:.75rem;font-weight:600}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #8888;padding:.4rem;text-align:left;vertical-align:top}
caption{text-align:left;padding:.2rem 0 .4rem}tbody th{font-weight:400}
.small{font-size:.85rem}.scroll{overflow-x:auto}
.done{width:4rem}
@media print{body{max-width:none;font-size:11pt;padding:0}h2,h3,thead{break-after:avoid}tr,li{break-inside:avoid}
.scroll{overflow:visible}.session{break-before:page}}
""".strip()


def page(plan: Plan) -> str:
    """A plan as one HTML page.

    Parameters
    ----------
    plan
        The plan.

    Returns
    -------
    str
        A whole page; every text in it is escaped.
    """
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(TITLE)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<main>\n"
    )
    return head + "\n".join(_body(plan)) + "\n</main>\n</body>\n</html>\n"


def _body(plan: Plan) -> Iterator[str]:
    yield f"<h1>{escape(TITLE)}</h1>"
    if plan.safety_text:
        yield f'<p class="safety" role="alert">{escape(plan.safety_text)}</p>'
    reason = reason_text(plan)
    if reason is not None:
        yield f"<p>{escape(reason)}</p>"
    if plan.lines:
        yield f"<p>{escape('; '.join(plan.wishes_text))}</p>"
        yield from (f'<p class="safety">{_noted(each)}</p>' for each in plan.cautions)
        yield from _part("How to go about it", (_noted(each) for each in plan.guides))
        yield from _weeks(plan)
        yield from _part("What is needed", (escape(each) for each in plan.equipment))
        for session in plan.sessions:
            yield from _session(plan, session)
        yield from _part("Not served by this plan", (escape(verdict_text(row)) for row in plan.unserved))
        left = (escape(f"{stage}: {label}") for stage, label in plan.left_out)
        yield from _part("Suits, but did not fit into the time", left)
    yield from _habits(plan)
    yield from _part("Stop for", (_noted(each) for each in plan.stop))
    signs = (f"<strong>{_noted(note)}:</strong> {escape('; '.join(names))}" for _, note, names in plan.watch)
    yield from _part("When to see a professional", signs)
    yield from _part("Then", (_noted(each) for each in plan.review))
    yield from _part("What is not known yet", (escape(each) for each in plan.asks))
    sources = (f'<span id="{_anchor(source_id(each))}">{escape(f"{source_id(each)}: {each.citation}")}</span>' for each in all_sources(plan))
    yield from _part("Sources", sources)
    yield f"<footer><p>{escape(plan.purpose)}</p>"
    yield f'<p class="small">{escape(f"content {plan.kb_name}, {plan.kb_hash}")}</p></footer>'


def _part(title: str, items: Iterable[str]) -> Iterator[str]:
    """A heading with a list below it; nothing where the list is empty."""
    found = list(items)
    if found:
        yield f"<h2>{escape(title)}</h2>\n<ul>"
        yield from (f"<li>{each}</li>" for each in found)
        yield "</ul>"


def _noted(note: Note) -> str:
    sources = f' <span class="small">[{escape(cited(note.sources))}]</span>' if note.sources else ""
    return escape(note.text) + sources


def _weeks(plan: Plan) -> Iterator[str]:
    yield '<h2>The weeks</h2>\n<div class="scroll" tabindex="0" role="region" aria-label="the weeks"><table>\n<caption>What is aimed at, and how long each session takes</caption>\n<thead><tr>'
    yield '<th scope="col">weeks</th><th scope="col">aim</th>'
    yield "".join(f'<th scope="col">{escape(each.label)}</th>' for each in plan.sessions) + "</tr></thead>\n<tbody>"
    for phase in plan.phases:
        minutes = "".join(f"<td>{plan.minutes_of(each, phase)} minutes</td>" for each in plan.sessions)
        yield f'<tr><th scope="row">{escape(phase_text(phase))}</th><td>{escape(phase.text)}</td>{minutes}</tr>'
    yield "</tbody></table></div>"


def _session(plan: Plan, session: SessionPlan) -> Iterator[str]:
    title = f"{session.label[:1].upper()}{session.label[1:]} - {days_text(session.days)} of each week"
    yield f'<section class="session" aria-label="{escape(title)}">\n<h2>{escape(title)}</h2>\n<div class="scroll" tabindex="0" role="region" aria-label="{escape(session.label)}">'
    yield "<table>\n<caption>What to do, in this order</caption>\n<thead><tr>"
    yield '<th scope="col">area, stage</th><th scope="col">exercise</th><th scope="col">for</th><th scope="col">how much</th>'
    yield '<th scope="col" class="done">done</th></tr></thead>\n<tbody>'
    yield from (_row(plan, line) for line in session.lines)
    yield "</tbody></table></div>\n</section>"


def _row(plan: Plan, line: Line) -> str:
    much = [
        f"weeks {phase.from_week} to {phase.to_week}: {escape(amount_text(line, amount))}"
        for phase in plan.phases
        if (amount := line.amount(phase.code)) is not None
    ]
    about = [f"<strong>{escape(line.label)}</strong>"]
    if line.how:
        about.append(escape(line.how + (f" ({line.tempo})" if line.tempo else "")))
    about += [escape(each) for each in line.steps]
    if line.equipment:
        about.append(escape(f"needs: {', '.join(line.equipment)}"))
    if line.substitutes:
        about.append(escape(f"instead: {', '.join(label for _, label in line.substitutes)}"))
    if line.step_ups:
        about.append(escape(f"when it is easy: {', '.join(label for _, label in line.step_ups)}"))
    cites = escape(f"{cited(line.sources)}; how much: {cited(line.dose_sources)}")
    return (
        f'<tr><td>{escape(line.area)}<br>{escape(line.stage)}</td><th scope="row">{"<br>".join(about)}</th>'
        f'<td>{escape(why_text(line))}<br>because of: {escape(because_text(line))}<br><span class="small">[{cites}]</span></td><td>{"<br>".join(much)}</td><td></td></tr>'
    )


def _habits(plan: Plan) -> Iterator[str]:
    items = []
    for habit in plan.habits:
        because = f" (because of: {', '.join(habit.counteracts)})" if habit.counteracts else ""
        numbers = "; ".join(f"{name}: {value}" for name, value in habit.parameters)
        items.append(
            escape(habit.advice + because)
            + (f"<br>{escape(numbers)}" if numbers else "")
            + f' <span class="small">[{escape(cited(habit.sources))}]</span>'
        )
    yield from _part("Habits to change", items)


def _anchor(text: str) -> str:
    return "source-" + "".join(each if each.isalnum() or each == "-" else "-" for each in text)
