"""What passes a filter: what is at hand, a level, a position; what is easier, harder, or can take the place of something."""

from __future__ import annotations

from myologic.answering.explain import proved
from myologic.answering.filters import has_filter, passes, passing, uses
from myologic.answering.find_needed import tools_of, what_is_needed
from myologic.answering.find_related import NEEDS, standing_in
from myologic.answering.found import ACTS, EQUIPMENT, EXERCISE, GROUP, documented
from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.items import described
from myologic.answering.outcome import Outcome
from myologic.answering.related import filters, plain_item, plain_items, related
from myologic.answering.relations import Hop, reach
from myologic.answering.task import EASIER, Task, nothing
from myologic.answering.truth_words import words_of
from myologic.answering.words import counted, listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final


HABIT: Final = kb_("Habit")
CAUSE: Final = kb_("Cause")
LEAST: Final = frozenset({"easiest", "simplest", "gentlest", "lightest"})
MOST: Final = frozenset({"hardest", "toughest", "heaviest", "difficult", "demanding", "challenging"})
"""Words that ask for the lowest and for the highest level."""


def find_filtered(task: Task, *, stands_in: bool = False) -> Outcome:
    """Answer with things that pass the filters, whatever they do for the topic; what is related to it stands in for it once."""
    question = task.question
    if task.asks_for_a_change and task.topics:
        return _changed(task)
    if task.question.slots.level_change and len(task.question.having("option")) > 1:
        # *what is harder, x or y*: one of these
        from myologic.answering.find_compared import find_compared

        return replace(find_compared(task), intent="compare")
    if (question.answer_kind == EQUIPMENT or (question.relation == NEEDS and question.inverse)) and task.topics:
        return tools_of(task)
    task = with_tools(task)
    question = task.question
    purpose = question.slots.purpose
    relation = question.relation
    if relation == NEEDS and (question.slots.equipment_with or question.slots.equipment_without):
        relation = None  # *what needs only a chair* is the filter itself
    if relation is None and question.inherited and question.previous is not None:
        relation = question.previous.relation
    if task.topics and has_filter(question.slots) and all(task.is_a(t.id, GROUP) and task.is_a(t.id, EXERCISE) for t in task.topics):
        return _of_groups(task)
    if relation is not None and task.topics:
        return related(task, (relation,), forward=question.inverse)
    if not (task.topics or task.givens):
        return _everything(task)
    if _are_exercises(task, task.topics):
        bare = question.intent == "level_filter" and not has_filter(question.slots)
        return _others(task) if bare else _of_exercises(task)
    relations = (purpose,) if purpose in ACTS else ACTS
    found = related(task, relations, forward=False)
    other = standing_in(task) if found.status == "not_on_record" and not stands_in else None
    if other is not None:
        instead = find_filtered(other, stands_in=True)
        said = f"what is on record for {other.words(other.topics)} is meant by {task.words(task.topics)}"
        found = replace(instead, assumed=(*instead.assumed, said)) if instead.status == "answered" else found
    if found.status == "not_on_record" and len(question.slots.equipment_with) > 1:
        # of all that is in a room nothing is needed
        found = _with_nothing(task, relations) or found
    if found.status == "answered" and question.intent == "level_filter" and not has_filter(question.slots):
        at_end = _at_an_end(task, found)
        if at_end is not None:
            return at_end
    if found.status == "not_on_record" and question.slots.level is not None:
        return _nearest_level(task, relations, question.slots.level) or found
    if found.status == "answered" and question.intent == "level_filter" and (said := _of_life(task)):
        return replace(found, assumed=(*found.assumed, said))
    if found.status == "answered" and not has_filter(question.slots) and not question.having("excluded"):
        return replace(found, assumed=(*found.assumed, "no condition was understood, so nothing is left out"))
    return found


def _of_life(task: Task) -> str:
    """What is taken for granted where nothing but somebody's life was named; "" where more was."""
    life = task.topics or task.givens
    alone = bool(life) and all(CAUSE in task.graph.types(m.id) for m in life)
    return f"no part of the body was named, so what goes with {task.words(life)} is meant" if alone else ""


def _everything(task: Task) -> Outcome:
    """All things of the class asked for that pass the filters."""
    graph, question = task.graph, task.question
    kind = question.answer_kind or EXERCISE
    things = [thing for thing in graph.instances(kind) if not task.is_a(thing, GROUP)]
    tools = question.slots.equipment_with
    kept = sorted(
        passing(graph, things, question.slots),
        key=lambda t: (bool(tools) and not uses(graph, t, tools), -documented(graph, t), graph.label(t)),
    )
    noun = graph.label(kind)
    if not kept:
        return nothing(task, f"of kind {noun}{filters(task)}")
    shown = kept[: question.slots.limit] if question.slots.limit else kept
    bare = (question.slots.level is not None or question.intent == "level_filter") and not question.slots.equipment_with
    return Outcome(
        lead=(f"{counted(len(kept), noun)} on record{filters(task)}",),
        assumed=("no part of the body was named, so all of them are meant",) if bare else (),
        items=tuple(plain_item(graph, thing) for thing in shown),
    )


def _of_groups(task: Task) -> Outcome:
    """Of groups of exercises those that pass the filters."""
    graph, slots = task.graph, task.question.slots
    members = dict.fromkeys(m.id for topic in task.topics for m in _members(task, topic))
    kept = sorted(passing(graph, members, slots), key=lambda t: (-documented(graph, t), graph.label(t)))
    aim = task.words(task.topics)
    if not kept:
        return nothing(task, f"among {aim}{filters(task)}")
    lead = f"among {aim}{filters(task)}: {counted(len(kept), 'exercise')} on record"
    return Outcome(lead=(lead,), items=tuple(plain_item(graph, thing) for thing in kept[: slots.limit or len(kept)]))


def _with_nothing(task: Task, relations: Sequence[IRI]) -> Outcome | None:
    """What is done without equipment, where none of what is at hand is used by anything, said so; None where nothing is."""
    slots = replace(task.question.slots, equipment_with=(), no_equipment=True)
    found = related(replace(task, question=replace(task.question, slots=slots)), relations, forward=False)
    if found.status != "answered":
        return None
    said = f"nothing for {task.words(task.topics or task.givens)} is on record{filters(task)}; without equipment"
    return replace(found, lead=(said, *found.lead), sparql=None)


def _nearest_level(task: Task, relations: Sequence[IRI], wanted: IRI) -> Outcome | None:
    """Where nothing stands at the level asked for: what stands at the nearest one, said so; None where nothing does."""
    graph, question = task.graph, task.question
    found = related(
        replace(task, question=replace(question, slots=replace(question.slots, level=None))), relations, forward=False
    )
    ranks = {item.id: _rank(graph, IRI(item.id)) for item in found.items}
    asked = int(graph.text(wanted, kb_("rank")) or 0)
    known = [rank for rank in ranks.values() if rank]
    if not known or not asked:
        return None
    nearest = min(known, key=lambda rank: (abs(rank - asked), rank))
    kept = tuple(item for item in found.items if ranks[item.id] == nearest)
    level = next(graph.label(each) for item in kept for each in objects(graph, IRI(item.id), "level"))
    return replace(
        found,
        lead=(
            f"nothing for {task.words(task.topics or task.givens)} is on record as {graph.label(wanted)}",
            f"the nearest level on record is {level}: {counted(len(kept), 'exercise')}",
        ),
        items=kept,
        sparql=None,
    )


def _at_an_end(task: Task, found: Outcome) -> Outcome | None:
    """Of what was found, what stands at the lowest or highest level on record, where that was asked for; or None."""
    graph, words = task.graph, words_of(task.question.text)
    ranks = {item.id: _rank(graph, IRI(item.id)) for item in found.items}
    known = [rank for rank in ranks.values() if rank]
    if not known or bool(words & LEAST) == bool(words & MOST):
        return None
    end, said = (min(known), "lowest") if words & LEAST else (max(known), "highest")
    kept = tuple(item for item in found.items if ranks[item.id] == end)
    level = next(graph.label(each) for item in kept for each in objects(graph, IRI(item.id), "level"))
    return replace(
        found,
        lead=(f"{counted(len(kept), 'exercise')} on record at the {said} level there is for it, {level}",),
        items=kept,
        sparql=None,
    )


def _of_exercises(task: Task) -> Outcome:
    """What can be asked of exercises by a filter: what they need, whether that is at hand, and others of a level."""
    graph, slots = task.graph, task.question.slots
    if slots.equipment_with or slots.equipment_without or slots.no_equipment:
        fits = {t.label: passes(graph, t.id, slots) for t in task.topics}
        needs = [what_is_needed(graph, t.id) for t in task.topics]
        said = f"{'yes' if all(fits.values()) else 'no, not as recorded'}: {listed(needs)}"
        return Outcome(lead=(said,), items=plain_items(task), style="none", boolean=all(fits.values()))
    if slots.level is None:
        return tools_of(task)
    wanted = int(graph.text(slots.level, kb_("rank")) or 0)
    own = max(_rank(graph, t.id) for t in task.topics)
    if not wanted or wanted == own:
        levels = [f"{t.label}: {described(graph, t.id).get('level', 'no level on record')}" for t in task.topics]
        return Outcome(
            lead=tuple(levels), items=plain_items(task), style="none", boolean=wanted == own if own else None
        )
    change = "harder" if wanted > own else "easier"
    return _changed(
        replace(task, question=replace(task.question, slots=replace(slots, level=None, level_change=change)))
    )


def _are_exercises(task: Task, topics: Sequence[Mention]) -> bool:
    """Whether things are named, and each is one exercise: what can be filtered then is only what it needs."""
    return bool(topics) and all(task.is_a(t.id, EXERCISE) and not task.is_a(t.id, GROUP) for t in topics)


def with_tools(task: Task) -> Task:
    """The task with equipment that is named as its topic, or said to be there, taken as what is at hand."""
    question = task.question
    tools = tuple(m.id for m in (*task.topics, *task.givens) if EQUIPMENT in task.graph.types(m.id))
    slots = question.slots
    if tools or slots.equipment_with or slots.no_equipment:
        # *chair, desk, wall*: where somebody is adds nothing to what is at hand
        places = [m for m in question.mentions if m.role == "topic" and HABIT in task.graph.types(m.id)]
        question = replace(question, mentions=tuple(m for m in question.mentions if m not in places))
        task = replace(task, question=question)
    if not tools:
        return task
    if not slots.equipment_without:
        slots = replace(slots, equipment_with=tuple(dict.fromkeys((*slots.equipment_with, *tools))))
    kept = tuple(m for m in question.mentions if m.role not in ("topic", "given") or m.id not in tools)
    return replace(task, question=replace(question, mentions=kept, slots=slots))


def _changed(task: Task) -> Outcome:
    """Easier or harder than the topics: recorded steps first, else what serves the same at another level."""
    graph, change = task.graph, task.question.slots.level_change
    if change is None:
        change = "harder" if task.question.inverse else "easier"
    hop = Hop(EASIER, forward=change == "harder")
    hits = [hit for topic in task.topics for hit in reach(graph, topic.id, hop)]
    aim = task.words(task.topics)
    if not hits and any(task.is_a(topic.id, GROUP) for topic in task.topics):
        members = tuple(m for topic in task.topics for m in _members(task, topic))
        task = replace(task, question=replace(task.question, mentions=(*members, *(m for m in task.question.mentions if m.role != "topic"))))
    if hits:
        items = tuple(
            replace(plain_item(graph, hit.thing), why=proved(graph, hit.steps[0]), certainty=hit.certainty)
            for hit in {h.thing: h for h in hits}.values()
        )
        return Outcome(lead=(f"on record as {change} than {aim}",), items=items)
    if not any(objects(graph, topic.id, "level") for topic in task.topics):
        return _of_other_level(task, change == "harder")
    found = {thing: None for topic in task.topics for thing in _at_other_level(graph, topic.id, change == "harder")}
    kept = sorted(passing(graph, found, task.question.slots), key=graph.label)
    if not kept:
        return _at_the_end(task, change) or nothing(task, f"that is {change} than {aim}", f"how do i do {aim}")
    return Outcome(
        lead=(
            f"no step from {aim} to something {change} is on record",
            f"{counted(len(kept), 'exercise')} for the same aim stand at another level",
        ),
        items=tuple(plain_item(graph, thing) for thing in kept[: task.question.slots.limit or len(kept)]),
    )


def _members(task: Task, topic: Mention) -> tuple[Mention, ...]:
    """The exercises of a group of exercises, each in its place; anything else as it is."""
    graph = task.graph
    inner = [e for e in (*parts(graph, topic.id), *subjects(graph, topic.id, "exampleOf")) if EXERCISE in graph.types(e)]
    grouped = task.is_a(topic.id, GROUP) and task.is_a(topic.id, EXERCISE) and bool(inner)
    return tuple(replace(topic, id=e, label=graph.label(e)) for e in dict.fromkeys(inner)) if grouped else (topic,)


def _at_the_end(task: Task, change: str) -> Outcome | None:
    """Where nothing easier or harder is on record: what is for the same aim at the same level, said so; else None."""
    graph = task.graph
    beside = dict.fromkeys(o for t in task.topics for o in _of_same_aim(graph, t.id))
    kept = sorted(passing(graph, beside, task.question.slots), key=graph.label)
    if not kept:
        return None
    levels = [
        f"{t.label} is of the level {level}"
        for t in task.topics
        if (level := str(described(graph, t.id).get("level", "")))
    ]
    return Outcome(
        lead=(
            f"nothing {change} than {task.words(task.topics)} is on record for the same aim; {listed(levels)}",
            f"at the same level for the same aim: {counted(len(kept), 'exercise')}",
        ),
        items=tuple(plain_item(graph, thing) for thing in kept[: task.question.slots.limit or len(kept)]),
    )


def _of_other_level(task: Task, harder: bool) -> Outcome:
    """For a part of the body: what acts on it at the lowest level, or above it, as before where a follow-up says so."""
    graph, question = task.graph, task.question
    before = question.previous.relation if question.inherited and question.previous is not None else None
    relations = (question.slots.purpose,) if question.slots.purpose in ACTS else (before,) if before in ACTS else ACTS
    found = related(task, relations, forward=False)
    if found.status != "answered":
        return found
    ranks = {item.id: _rank(graph, IRI(item.id)) for item in found.items}
    least = min((rank for rank in ranks.values() if rank), default=0)
    kept = tuple(i for i in found.items if (ranks[i.id] > least if harder else ranks[i.id] == least))
    if not kept:
        return nothing(task, f"that is {'harder' if harder else 'easier'} for {task.words(task.topics)}")
    said = "above the level of beginners" if harder else "at the lowest level"
    return replace(
        found,
        items=kept,
        lead=(f"{counted(len(kept), 'exercise')} on record {said}, the best documented first",),
        assumed=(*found.assumed, alone) if (alone := _of_life(task)) else found.assumed,
        sparql=None,
    )


def _others(task: Task) -> Outcome:
    """What can take the place of an exercise: what is easier, what is harder, and what is mainly for the same."""
    ways = []
    for change in ("easier", "harder"):
        slots = replace(task.question.slots, level_change=change)
        ways.append((change, _changed(replace(task, question=replace(task.question, slots=slots)))))
    items = {
        item.id: replace(item, details={**item.details, "shown": f"{change}; {item.details.get('shown', '')}"})
        for change, found in ways
        if found.status == "answered"
        for item in found.items
    }
    named = {topic.id.value for topic in task.topics}
    same = {
        o: None
        for t in task.topics
        for o in _of_same_aim(task.graph, t.id)
        if o.value not in items | dict.fromkeys(named)
    }
    items |= {thing.value: plain_item(task.graph, thing) for thing in sorted(same, key=task.graph.label)}
    aim = task.words(task.topics)
    if not items:
        return nothing(task, f"that could take the place of {aim}", f"how do i do {aim}")
    counts = [f"{len(found.items)} {change}" for change, found in ways if found.status == "answered"]
    counts += [f"{len(same)} at the same level with the same aim"] if same else []
    return Outcome(lead=(f"on record beside {aim}: {listed(counts)}",), items=tuple(items.values()))


def _of_same_aim(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """The exercises of the same level and purpose that are mainly for the same muscles, those that share most first."""
    aims, purposes, rank = objects(graph, thing, "primary"), set(objects(graph, thing, "purpose")), _rank(graph, thing)
    shared: dict[IRI, int] = {}
    for aim in aims:
        for other in subjects(graph, aim, "primary"):
            if other != thing and set(objects(graph, other, "purpose")) & purposes and _rank(graph, other) == rank:
                shared[other] = shared.get(other, 0) + 1
    return tuple(sorted(shared, key=lambda o: (-shared[o], graph.label(o))))


def _at_other_level(graph: Graph, thing: IRI, higher: bool) -> tuple[IRI, ...]:
    own = _rank(graph, thing)
    same_aim = {
        other
        for aim in objects(graph, thing, "primary")
        for other in subjects(graph, aim, "primary")
        if set(objects(graph, other, "purpose")) & set(objects(graph, thing, "purpose"))
    }
    return tuple(o for o in same_aim if (_rank(graph, o) > own if higher else 0 < _rank(graph, o) < own))


def _rank(graph: Graph, thing: IRI) -> int:
    ranks = [graph.text(level, kb_("rank")) for level in objects(graph, thing, "level")]
    return max((int(rank) for rank in ranks if rank), default=0)
