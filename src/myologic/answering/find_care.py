"""Care first: signs that need a professional, what to leave out with a condition, questions for somebody else.

The words come from the knowledge base (`kb:careText`); the sentences here are only what stands where a pack has none.
"""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.explain import proved
from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.items import make_item, sources_of
from myologic.answering.outcome import Outcome
from myologic.answering.task import Task
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import id_, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

RED_FLAG: Final = kb_("RedFlag")
UNCLEAR: Final = kb_("UnclearSign")
"""What sounds like a red flag and names none."""

CONDITION: Final = kb_("Condition")
MEANS: Final = kb_("Means")

ASK_FIRST: Final = "please talk to a doctor or another health professional first"
EMERGENCY: Final = (
    "this needs emergency medical care now: call the emergency number or go to the nearest emergency department"
)
MEDICINE: Final = (
    "questions about medicines, scans, operations or the name of an illness are for a doctor or a pharmacist, "
    "who can look at the whole person; they are not answered here"
)
CRISIS: Final = (
    "please call the emergency number or a crisis helpline now, or go to the nearest emergency department; "
    "someone is there to talk at any hour"
)


def care_text(graph: Graph, name: str, otherwise: str) -> str:
    """The fixed words of care under a name, from the content where it has them."""
    return graph.text(id_(f"care-{name}"), kb_("careText")) or otherwise


def find_red_flag(task: Task) -> Outcome:
    """Answer with care: the most urgent of the flags named decides the words; no exercise, no yes or no."""
    graph = task.graph
    flags = [m.id for m in task.question.mentions if is_danger(graph, m.id) and not m.negated]
    flags.sort(key=lambda flag: -_rank(graph, flag))
    if not flags:
        return _when_to_go(task)
    urgency = next(iter(objects(graph, flags[0], "urgency")), None)
    name = "" if urgency is None else graph.text(urgency, kb_("code")) or ""
    words = care_text(graph, name, EMERGENCY if name == "emergency" else ASK_FIRST)
    items = tuple(_flag_item(graph, flag) for flag in flags)
    seen = listed([item.label for item in items])
    return Outcome(
        status="safety",
        lead=(words, f"what was said points to: {seen}"),
        items=items,
        care=True,
        intent="safety_red_flag",
    )


def is_danger(graph: Graph, thing: IRI) -> bool:
    """Whether a thing is a red flag, or what sounds like one and names none."""
    types = graph.types(thing)
    return RED_FLAG in types or UNCLEAR in types


def _rank(graph: Graph, flag: IRI) -> int:
    ranks = [graph.text(urgency, kb_("rank")) for urgency in objects(graph, flag, "urgency")]
    return max((int(rank) for rank in ranks if rank), default=0)


def _flag_item(graph: Graph, flag: IRI) -> AnswerItem:
    urgency = [graph.label(u) for u in objects(graph, flag, "urgency")]
    return make_item(graph, flag, details={"urgency": urgency[0]} if urgency else {})


def _when_to_go(task: Task) -> Outcome:
    """When to see a professional: all signs on record, the urgent ones first."""
    graph = task.graph
    flags = sorted(graph.instances(RED_FLAG), key=lambda flag: (-_rank(graph, flag), graph.label(flag)))
    checks = [h for h in _professional(graph)]
    items = [*(make_item(graph, h) for h in checks), *(_flag_item(graph, flag) for flag in flags)]
    first = care_text(graph, "when-to-go", ASK_FIRST)
    return Outcome(
        status="safety",
        lead=(first, "signs on record, the most urgent first" if flags else ""),
        items=tuple(items),
        care=True,
        intent="safety_red_flag",
    )


def _professional(graph: Graph) -> Iterable[IRI]:
    """The habit of having a professional look, where the content has it."""
    check = id_("professional-check")
    if graph.types(check):
        yield check


def find_left_out(task: Task) -> Outcome:
    """Answer with care, then with what is on record to leave out, each marked so; never with a bare yes or no."""
    graph = task.graph
    conditions = [m for m in task.named() if CONDITION in graph.types(m.id)]
    asked = [m for m in task.named() if MEANS in graph.types(m.id)]
    near = conditions or [m for m in task.named() if m not in asked]
    care = care_text(graph, "condition", ASK_FIRST)
    items: list[AnswerItem] = []
    lines = [_verdict_on(task, mention, conditions) for mention in asked]
    for condition in conditions:
        label = condition.label
        if avoid := graph.text(condition.id, kb_("avoidText")):
            lines.append(f"with {label}, leave out until a professional says otherwise: {avoid}")
        if prefer := graph.text(condition.id, kb_("preferText")):
            lines.append(f"often said to fit better: {prefer}")
        items += _to_avoid(graph, condition.id, asked)
    if not conditions and not asked:
        what = task.words(tuple(near)) if near else "that"
        lines.append(f"no list of what to leave out with {what} is on record, and none is made up here")
    return Outcome(
        status="safety",
        lead=(care, *lines),
        items=tuple(items),
        care=True,
        intent="contraindicated",
        boolean=None,
    )


def _verdict_on(task: Task, asked: Mention, conditions: Sequence[Mention]) -> str:
    """What is on record of one thing that was asked about, with the conditions named or with any; never that it is safe."""
    graph = task.graph
    family = (asked.id, *parts(graph, asked.id), *subjects(graph, asked.id, "exampleOf"))
    unsafe = [c for c in conditions if any(graph.has(each, kb_("avoidIf"), c.id) for each in family)]
    if unsafe:
        return f"{asked.label}: on record as one to leave out with {task.words(tuple(unsafe))}"
    if conditions:
        with_ = task.words(tuple(conditions))
        return f"{asked.label}: nothing on record about it with {with_}; that does not make it safe: ask first"
    reasons = [graph.label(c) for c in objects(graph, asked.id, "avoidIf")]
    if reasons:
        return f"{asked.label}: on record as one to leave out with {listed(reasons)}"
    return f"{asked.label}: no caution on record; that does not make it safe"


def with_care(task: Task, outcome: Outcome) -> Outcome:
    """An outcome for someone with a condition: care stands first, and what the condition rules out is gone."""
    graph = task.graph
    if outcome.status != "answered":
        return find_left_out(task)
    conditions = [m.id for m in task.named() if CONDITION in graph.types(m.id)]
    ruled_out = {thing.value for condition in conditions for thing in subjects(graph, condition, "avoidIf")}
    kept = tuple(item for item in outcome.items if item.id not in ruled_out)
    gone = len(outcome.items) - len(kept)
    names = listed([graph.label(condition) for condition in conditions])
    care = care_text(graph, "condition", ASK_FIRST)
    left_out = (f"of these left out because of {names}: {gone}",) if gone else ()
    if gone and not kept:
        return Outcome(status="safety", lead=(care, *left_out), care=True)
    number = len(kept) if outcome.number is not None else None
    lead = (care, *outcome.lead, *left_out)
    return replace(outcome, lead=lead, items=kept, boolean=None, number=number, sparql=None)


def _to_avoid(graph: Graph, condition: IRI, asked: Sequence[Mention]) -> list[AnswerItem]:
    things = subjects(graph, condition, "avoidIf")
    wanted = {m.id for m in asked}
    if wanted:
        things = tuple(thing for thing in things if thing in wanted)
    items = []
    for thing in sorted(things, key=graph.label):
        fact = Triple(thing, kb_("avoidIf"), condition)
        items.append(
            make_item(
                graph, thing, verdict="avoid", sources=sources_of(graph, (condition, thing)), why=proved(graph, fact)
            )
        )
    return items


def find_no_medicine(task: Task) -> Outcome:
    """Refuse what is for a doctor or a pharmacist."""
    return Outcome(
        status="refused", lead=(care_text(task.graph, "medicine", MEDICINE),), care=True, intent="out_of_scope"
    )


def find_crisis(task: Task) -> Outcome:
    """Meet a crisis with where to turn, and with nothing else."""
    words = care_text(task.graph, task.question.care or "crisis", CRISIS)
    return Outcome(status="refused", lead=(words,), care=True, intent="out_of_scope")
