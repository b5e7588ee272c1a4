"""A plan as plain text and as Markdown: one walk over the plan, two ways to write a block."""

from __future__ import annotations

from collections.abc import Iterator

from myologic.engine.records import dataclass
from myologic.planning.values import Line, PhasePlan, Plan, SessionPlan
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

TITLE = "A plan to try"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text: its kind (title, part, item, detail or words) and what it says."""

    kind: str
    text: str


def blocks(plan: Plan) -> Iterator[Block]:
    """The pieces of a plan in the order of reading, safety first."""
    if plan.safety_text:
        yield Block("words", plan.safety_text)
    reason = reason_text(plan)
    if reason is not None:
        yield Block("words", reason)
        if plan.asks:
            yield Block("part", "What has to be known" if plan.status in ("needs_side", "conflict") else "What would help")
            yield from (Block("item", each) for each in plan.asks)
    if plan.lines:
        yield from _exercises(plan)
    yield from _around(plan)
    sources = all_sources(plan)
    if sources:
        yield Block("part", "Sources")
        yield from (Block("item", f"{source_id(each)}: {each.citation}") for each in sources)
    yield Block("words", plan.purpose)


def _exercises(plan: Plan) -> Iterator[Block]:
    weeks = max(each.to_week for each in plan.phases)
    yield Block("title", f"{TITLE}: {weeks} weeks, {'; '.join(plan.wishes_text)}")
    for caution in plan.cautions:
        yield Block("words", f"{caution.text} [{cited(caution.sources)}]")
    yield Block("part", "How to go about it")
    yield from (Block("item", f"{each.text} [{cited(each.sources)}]") for each in plan.guides)
    yield Block("part", "The weeks")
    for phase in plan.phases:
        minutes = ", ".join(f"{each.label} {plan.minutes_of(each, phase)} minutes" for each in plan.sessions)
        yield Block("item", f"{phase_text(phase)}. {phase.text} ({minutes})")
    if plan.equipment:
        yield Block("part", "What is needed")
        yield from (Block("item", each) for each in plan.equipment)
    seen: dict[Line, str] = {}
    for session in plan.sessions:
        yield from _session(plan, session, seen)
    if plan.unserved:
        yield Block("part", "Not served by this plan")
        yield from (Block("item", verdict_text(row)) for row in plan.unserved)
    if plan.left_out:
        yield Block("part", "Suits, but did not fit into the time")
        yield from (Block("item", f"{stage}: {label}") for stage, label in plan.left_out)


def _session(plan: Plan, session: SessionPlan, seen: dict[Line, str]) -> Iterator[Block]:
    yield Block("part", f"{session.label[:1].upper()}{session.label[1:]} - {days_text(session.days)} of each week")
    area = ""
    for line in session.lines:
        if line.area != area:
            area = line.area
            yield Block("area", area)
        if line in seen:
            yield Block("item", f"{line.stage}: {line.label}, as in {seen[line]}")
            continue
        seen[line] = session.label
        yield Block("item", f"{line.stage}: {line.label}")
        yield from (Block("detail", each) for each in details(plan, line))


def details(plan: Plan, line: Line, only: PhasePlan | None = None) -> Iterator[str]:
    """What is said of one exercise, a line each; where one phase is meant, only how much is done in it."""
    yield f"for: {why_text(line)}"
    yield f"because of: {because_text(line)}"
    before = ""
    for phase in plan.phases if only is None else (only,):
        amount = line.amount(phase.code)
        words = "" if amount is None else amount_text(line, amount)
        if words and words != before:
            yield words if only is not None else f"from week {phase.from_week}: {words}"
            before = words
    if line.how:
        yield f"how: {line.how}" + (f" ({line.tempo})" if line.tempo else "")
    yield from line.steps
    if line.equipment:
        yield f"needs: {', '.join(line.equipment)}"
    if line.substitutes:
        yield f"instead: {', '.join(label for _, label in line.substitutes)}"
    if line.step_ups:
        late = next((each.from_week for each in plan.phases if each.step_up), None)
        yield f"when it is easy{f', from week {late}' if late else ''}: {', '.join(label for _, label in line.step_ups)}"
    yield f"sources: {cited(line.sources)}; how much: {cited(line.dose_sources)}"


def _around(plan: Plan) -> Iterator[Block]:
    if plan.habits:
        yield Block("part", "Habits to change")
    for habit in plan.habits:
        because = f" (because of: {', '.join(habit.counteracts)})" if habit.counteracts else ""
        yield Block("item", f"{habit.advice}{because}")
        for name, value in habit.parameters:
            yield Block("detail", f"{name}: {value}")
        yield Block("detail", f"sources: {cited(habit.sources)}")
    if plan.stop:
        yield Block("part", "Stop for")
        yield from (Block("item", each.text) for each in plan.stop)
    if plan.watch:
        yield Block("part", "When to see a professional")
        for _, note, signs in plan.watch:
            yield Block("item", f"{note.text}: {'; '.join(signs)}. [{cited(note.sources)}]")
    if plan.review:
        yield Block("part", "Then")
        yield from (Block("item", each.text) for each in plan.review)
    if plan.lines and plan.asks:
        yield Block("part", "To know more")
        yield from (Block("item", each) for each in plan.asks)


def plain(plan: Plan) -> str:
    """A plan as plain text."""
    marks = {"title": "", "words": "", "part": "", "area": "  ", "item": "  - ", "detail": "      "}
    written: list[str] = []
    for block in blocks(plan):
        if not block.text:
            continue
        if written and block.kind in ("title", "part", "words"):
            written.append("")
        written.append(marks[block.kind] + block.text)
    return "\n".join(written)


def markdown(plan: Plan) -> str:
    """A plan as Markdown; what stands for itself in Markdown is escaped."""
    marks = {"title": "# ", "words": "", "part": "## ", "area": "### ", "item": "- ", "detail": "  - "}
    written: list[str] = []
    before = ""
    for block in blocks(plan):
        if not block.text:
            continue
        if written and (block.kind in ("title", "part", "words", "area") or before in ("part", "area")):
            written.append("")
        written.append(marks[block.kind] + _escaped(block.text))
        before = block.kind
    return "\n".join(written)


def _escaped(text: str) -> str:
    head, dot, rest = text.partition(". ")
    if dot and head.isdigit():  # a numbered step would begin a list of its own
        text = f"{head}\\. {rest}"
    return "".join("\\" + each if each in "\\`*_[]<>#|" else each for each in text.replace("\\.", "\0")).replace("\0", "\\.")
