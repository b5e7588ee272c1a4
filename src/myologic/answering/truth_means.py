"""Yes or no on something that is done or used: by what it acts on, and by what it needs."""

from __future__ import annotations

from myologic.answering.filters import uses
from myologic.answering.find_needed import what_is_needed
from myologic.answering.find_related import find_related
from myologic.answering.found import EQUIPMENT, REMEDIES
from myologic.answering.graph import objects
from myologic.answering.items import described, make_item
from myologic.answering.links import SHOWN
from myologic.answering.outcome import Outcome
from myologic.answering.related import related
from myologic.answering.relations import STATES, meanings, reach
from myologic.answering.ruled_out import does_else
from myologic.answering.task import Task, nothing
from myologic.answering.truth_links import ACTS, ALSO, HELPS, claim_ends
from myologic.answering.truth_told import SAID, by_facts
from myologic.answering.truth_words import weighs
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

NEEDS: Final = kb_("needs")
MEANS: Final = kb_("Means")


def is_done(task: Task, means: Mention) -> Outcome | None:
    """Whether a thing that is done is one of those that strengthen, stretch …: by whatever it acts on."""
    graph, question = task.graph, task.question
    relation = question.relation if question.relation in ACTS else question.slots.purpose
    if relation not in ACTS or MEANS not in graph.types(means.id):
        return None
    for each in (relation, ALSO[relation]):
        facts = [f for f in graph.match(means.id, each, None) if isinstance(f.object, IRI)]
        if facts and question.not_understood:
            return None  # what it is said to act on may be what was not understood
        if facts:
            return by_facts(task, facts, "yes, as recorded", holds=True)
    facts = [f for each in ACTS for f in graph.match(means.id, each, None) if isinstance(f.object, IRI)]
    return by_facts(task, facts, "no, not as recorded; on record is", holds=False) if facts else None


def with_a_tool(task: Task) -> Outcome | None:
    """Whether a tool does anything for what is named: yes, where what is done with it acts on that."""
    graph, question = task.graph, task.question
    present = [m for m in question.mentions if m.role != "excluded" and not m.negated]
    tools = tuple(replace(m, role="tool") for m in present if EQUIPMENT in graph.types(m.id))
    aims = tuple(m for m in present if EQUIPMENT not in graph.types(m.id))
    relations = (question.relation,) if question.relation in ACTS else ACTS if question.relation in (None, HELPS) else ()
    if not tools or not aims or not relations or question.not_understood or weighs(question.text):
        return None
    asked = replace(question, relation=None, inverse=False, answer_kind=None, mentions=(*(replace(m, role="topic") for m in aims), *tools))
    found = related(replace(task, question=asked), relations, forward=False)
    acting = [item for item in found.items if uses(graph, IRI(item.id), tuple(m.id for m in tools))]
    if found.status != "answered" or not acting:
        return None
    said = listed([item.label for item in acting[:SAID]])
    done = f"yes, with what is done with {task.words(tools)} for {task.words(aims)}: {said}"
    return replace(found, lead=(done,), items=tuple(acting), boolean=True, sparql=None)


def by_what_it_does(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """For a help that nobody is cited for: yes, as an assumption, where a thing does what a muscle calls for that goes with it."""
    graph = task.graph
    facts = []
    for means, factor in ((a, b) for a in named for b in named if MEANS in graph.types(a.id)):
        for hop in STATES:
            muscles = [h for node in meanings(graph, factor) for h in reach(graph, node, hop)]
            remedies = [kb_(name) for name in REMEDIES.get(str(hop.verdict), ())]
            facts += [
                (Triple(means.id, remedy, h.thing), h.steps[-1])
                for h in muscles
                for remedy in remedies
                if graph.has(means.id, remedy, h.thing)
            ]
    if not facts:
        return None
    told = [fact for pair in facts[:SAID] for fact in pair]
    aim = task.words(tuple(m for m in named if MEANS not in graph.types(m.id)))
    return by_facts(
        task,
        told,
        "yes, indirectly; nobody is cited for the whole of it",
        holds=True,
        assumed=(f"to help with {aim} is to do what the muscles that go with it call for",),
    )


def other_aims(task: Task, named: Sequence[Mention], relation: IRI | None) -> Outcome | None:
    """For an effect that is not on record of a thing: what it is on record as doing, and a no where that leaves no room for it."""
    graph = task.graph
    sides = claim_ends(named)
    if relation not in ACTS or sides is None:
        return None
    if " or " in task.question.text:
        done = find_related(replace(task, question=replace(task.question, mentions=sides[0], inverse=True)))
        assumed = f"what {task.words(sides[0])} is on record as doing is asked"
        return replace(done, boolean=None, assumed=(*done.assumed, assumed)) if done.status == "answered" else None
    told = []
    for mention in sides[0]:
        for each in ACTS:
            aims = [graph.label(aim) for aim in objects(graph, mention.id, each.value.rpartition("#")[2])]
            if aims:
                told.append(f"{mention.label} {graph.label(each)} {listed(aims[:SHOWN])}")
    if not told:
        return None
    if len(sides[0]) == 1 and not task.question.not_understood and does_else(graph, sides[0][0].id, sides[1], relation):
        facts = [f for each in ACTS for f in graph.match(sides[0][0].id, each, None) if isinstance(f.object, IRI)]
        return by_facts(task, facts, "no, not as recorded; on record is", holds=False)
    return nothing(task, "that says yes or no to that", tail=(f"on record is: {listed(told)}",))


def needed_for(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Whether a thing is needed for another: what a thing needs is recorded whole, so that *no* can be said too."""
    graph = task.graph
    for thing in named:
        always, one_of = objects(graph, thing.id, "needs"), objects(graph, thing.id, "needsOneOf")
        free = graph.text(thing.id, kb_("noEquipment")) == "true"
        for tool in named:
            if tool is thing or not (always or one_of or free):
                continue
            item = make_item(
                graph, thing.id, why=(what_is_needed(graph, thing.id),), details=described(graph, thing.id)
            )
            needed = tool.id in always or one_of == (tool.id,)
            lead = f"{'yes' if needed else 'no'}: {what_is_needed(graph, thing.id)}"
            return Outcome(lead=(lead,), items=(item,), style="none", boolean=needed)
    return None
