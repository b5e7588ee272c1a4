"""Put a plan together for a case. Safety comes first, by the same gate and in the same words as in the case itself."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.casework.entries import PRESENT, CaseData
from myologic.casework.result import INFERRED, Result
from myologic.casework.safety import CARE_TEXT, URGENCY
from myologic.casework.verdicts import Inferred, Verdict
from myologic.engine.errors import QuestionError
from myologic.engine.terms import IRI, Term
from myologic.exits import ANSWERED, NOTHING
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import id_, kb_
from myologic.planning.choose import candidates, choose
from myologic.planning.dosing import NAME, PARAMETER, VALUE
from myologic.planning.rules import CODE, RANK, PlanRules
from myologic.planning.schedule import Slot, schedule, turns
from myologic.planning.values import HabitLine, Line, Note, Plan, SessionPlan, Wishes

PLANNED, EMPTY = "planned", "empty"
LEAST_MINUTES, MOST_MINUTES = 5, 180
ADVICE, COUNTERACTS, HOW, STEP = kb_("advice"), kb_("counteracts"), kb_("how"), kb_("step")
AVOID_TEXT, PREFER_TEXT, UNIT, LOW, HIGH = (
    kb_(each) for each in ("avoidText", "preferText", "unit", "low", "high")
)


def make_plan(kb: KnowledgeBase, case: Inferred, data: CaseData, result: Result, wishes: Wishes) -> Plan:
    """The plan for a case.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    data, result
        What is known, and what follows from it.
    wishes
        What the plan has to keep to.

    Raises
    ------
    QuestionError
        If the minutes are out of range.
    """
    rules = PlanRules(kb)
    minutes = int(rules.number("minutes")) if wishes.minutes is None else wishes.minutes
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise QuestionError(f"`{minutes}` minutes a day is out of range: {LEAST_MINUTES} to {MOST_MINUTES}")
    slots: tuple[Slot, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    going = result.status == INFERRED
    if going:
        suiting = candidates(kb, case, result.exercises, result.verdicts, wishes)
        stages = sorted(rules.stages, key=lambda each: each.chosen_as)
        chosen = [choose(kb, each, suiting, result.verdicts, wishes) for each in stages]
        older = data.age is not None and data.age >= rules.number("older-from")
        slots, out = schedule(kb, rules, chosen, minutes * 60, older=older)
        left_out = tuple((each.stage.label, each.candidate.offer.label) for each in out)
    pairs = [(slot, _line(kb, rules, slot, result.verdicts)) for slot in slots]
    pairs.sort(key=lambda pair: _place(rules, *pair))
    sessions = tuple(
        SessionPlan(day.code, day.label, day.days, tuple(line for slot, line in pairs if day in slot.days))
        for day in rules.days
    )
    lines = [line for _, line in pairs]
    status, code = result.status, result.exit_code
    if going:
        status, code = (PLANNED, ANSWERED) if lines else (EMPTY, NOTHING)
    return Plan(
        status=status,
        exit_code=code,
        safety_level=result.safety.level,
        safety_text=result.safety.text,
        safety_sources=result.safety.sources,
        minutes=minutes,
        wishes_text=tuple(_keeps_to(kb, wishes, minutes)),
        phases=tuple(each.shown for each in rules.phases) if lines else (),
        sessions=tuple(each for each in sessions if each.lines),
        equipment=tuple(sorted({each for line in lines for each in line.equipment})),
        left_out=left_out,
        unserved=tuple(
            row for row in result.verdicts if going and row.claims and not any(row in line.verdicts for line in lines)
        ),
        cautions=_cautions(kb, data) if not result.safety.stops else (),
        habits=tuple(_habit(kb, data, each) for each in result.habits),
        guides=rules.texts("guide") if lines else (),
        stop=rules.texts("stop") if lines else (),
        watch=_watch(kb, rules) if going else (),
        review=rules.texts("review") if lines else (),
        asks=result.asks,
        purpose=kb.text(id_("purpose"), CARE_TEXT) or "",
        kb_name=kb.name,
        kb_hash=kb.hash,
    )


def _place(rules: PlanRules, slot: Slot, line: Line) -> tuple[object, ...]:
    """Area by area, each from release to activation; what joins areas comes last."""
    stage = slot.choice.stage
    return stage.from_phase, rules.area(line.verdicts[0].muscle)[0], stage.rank, line.label


def _line(kb: KnowledgeBase, rules: PlanRules, slot: Slot, verdicts: Sequence[Verdict]) -> Line:
    candidate, stage = slot.choice.candidate, slot.choice.stage
    exercise, side = candidate.offer.id, candidate.offer.side
    served = tuple(verdicts[number] for number in sorted(candidate.rows))
    count, _ = turns(slot.choice)
    first = "each" if side == "both" else side
    second = None if count == 1 else "each" if side == "both" else {"left": "right", "right": "left"}[side or "left"]
    return Line(
        id=exercise,
        label=candidate.offer.label,
        stage=stage.code,
        area=stage.works_as or rules.area(served[0].muscle)[1],
        first_side=first,
        second_side=second,
        weaker_first=stage.sides_in_turn,
        verdicts=served,
        because=tuple(dict.fromkeys(kb.label(sign) for row in served for sign in row.signs)),
        how=kb.text(exercise, HOW),
        steps=tuple(sorted(kb.label(each) for each in kb.objects(exercise, STEP))),
        equipment=tuple(" or ".join(sorted(kb.label(each) for each in group)) for group in candidate.needs),
        days_per_week=len({day for each in slot.days for day in each.days}),
        amounts=slot.amounts,
        substitutes=tuple((each.offer.id, each.offer.label) for each in slot.choice.substitutes),
        step_ups=tuple((each.offer.id, each.offer.label) for each in slot.choice.step_ups),
        tempo=slot.dose.tempo,
        dose_sources=kb.sources(slot.dose.id),
        sources=kb.sources(exercise),
    )


def _keeps_to(kb: Reading, wishes: Wishes, minutes: int) -> list[str]:
    found = [f"at most {minutes} minutes a session"]
    if wishes.level is not None:
        found.append(f"nothing above the level {kb.label(wishes.level)}")
    if wishes.equipment is not None:
        names = ", ".join(sorted(kb.label(each) for each in wishes.equipment))
        found.append(f"equipment: {names}, and what is found in most homes" if names else "no equipment at all")
    return found


def _cautions(kb: Reading, data: CaseData) -> tuple[Note, ...]:
    """What the conditions of the case ask for, after the words that belong before all of them."""
    conditions = sorted(
        {each.id for each in data.conditions if each.presence == PRESENT}, key=lambda each: each.value
    )
    if not conditions:
        return ()
    care = id_("care-condition")
    found = [Note(care, kb.text(care, CARE_TEXT) or "", kb.sources(care))]
    for each in conditions:
        avoid, prefer = kb.text(each, AVOID_TEXT), kb.text(each, PREFER_TEXT)
        words = [f"left out: {avoid}" if avoid else "", f"rather: {prefer}" if prefer else ""]
        said = "; ".join(word for word in words if word)
        found.append(Note(each, f"{kb.label(each)}: {said}" if said else kb.label(each), kb.sources(each)))
    return tuple(found)


def _watch(kb: Reading, rules: PlanRules) -> tuple[tuple[str, Note, tuple[str, ...]], ...]:
    """When to see a professional: the warning signs on record, by urgency, the most urgent first."""
    urgencies = sorted(
        kb.instances(kb_("Urgency")), key=lambda each: (-int(kb.text(each, RANK) or 0), each.value)
    )
    flags = kb.instances(kb_("RedFlag"))
    found = []
    for urgency in urgencies:
        code = kb.text(urgency, CODE) or ""
        names = tuple(sorted(kb.label(each) for each in flags if kb.has(each, URGENCY, urgency)))
        found += [(code, note, names) for note in rules.texts(code) if names]
    return tuple(found)


def _habit(kb: KnowledgeBase, data: CaseData, habit: IRI) -> HabitLine:
    known = {each.id for each in data.causes if each.presence == PRESENT}
    against = [each for each in kb.objects(habit, COUNTERACTS) if each in known]
    return HabitLine(
        habit,
        kb.label(habit),
        kb.text(habit, ADVICE) or kb.label(habit),
        tuple(_parameter(kb, each) for each in kb.objects(habit, PARAMETER)),
        tuple(sorted(kb.label(each) for each in against)),
        kb.sources(habit),
    )


def _parameter(kb: Reading, node: Term) -> tuple[str, str]:
    name, value, unit = kb.text(node, NAME), kb.text(node, VALUE), kb.text(node, UNIT)
    low, high = kb.text(node, LOW), kb.text(node, HIGH)
    if value is None and low is not None:
        value = low if high in (None, low) else f"{low} to {high}"
    words = value or ""
    bare = bool(words) and words[-1].isdigit()
    return name or "", f"{words} {unit}" if unit and bare else words
