"""What stands in the relation of a question to what it names, or to what that stands for: parts, relatives, tools in hand."""

from __future__ import annotations

from myologic.answering.filters import POSITIONS, has_filter
from myologic.answering.find_needed import SHOWN_WITH, tools_against, tools_of
from myologic.answering.find_states import BODY_PART
from myologic.answering.found import ACTS, EQUIPMENT, EXERCISE
from myologic.answering.graph import iris, subjects
from myologic.answering.outcome import Outcome
from myologic.answering.related import related
from myologic.answering.relations import Hop, near_to, reach
from myologic.answering.task import Task, nothing
from myologic.answering.words import counted, listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, RDFS
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

NEEDS: Final = kb_("needs")
SEE_ALSO: Final = IRI(RDFS + "seeAlso")
"""From an idea to what is done something about: from a good state to the bad one."""


def find_related(task: Task) -> Outcome:
    """Answer with what stands in the question's relation to its topics."""
    question = task.question
    relation = question.relation or kb_(question.intent)
    if relation == ACTS[0] and question.slots.purpose in ACTS:
        relation = question.slots.purpose  # *which stretches hit X*: the noun says what is done, the verb is anybody's
    if relation == NEEDS and question.inverse and task.topics:
        return tools_of(task)
    if relation in ACTS and question.answer_kind == EQUIPMENT and task.topics and not has_filter(question.slots):
        return tools_against(task, (relation,)) or related(task, (relation,), forward=question.inverse)
    tools = relation in ACTS and question.inverse and all(EQUIPMENT in task.graph.types(t.id) for t in task.topics)
    if tools and task.topics:
        # *would a ball loosen them*: what is done with it to what is named, or to anything
        aims = tuple(m for m in task.named() if BODY_PART in task.graph.types(m.id))
        none = nothing(task, f"that {task.graph.label(relation)} {task.words(aims)} with {task.words(task.topics)}") if aims else None
        return _on_the_parts(task, relation) or none or _done_with(task, relation)
    found = related(task, (relation,), forward=question.inverse)
    if found.status == "not_on_record" and relation in ACTS and not question.inverse:
        return _on_the_parts(task, relation) or _on_what_stands_in(task, relation) or found
    return found


def _on_what_stands_in(task: Task, relation: IRI) -> Outcome | None:
    """What acts on what the content calls related to the things named, said so; None where that is nothing."""
    other = standing_in(task)
    if other is None:
        return None
    found = related(other, (relation,), forward=False)
    if found.status != "answered":
        found = _of_its_routine(other, relation)
    if found.status != "answered":
        return None
    said = f"what is on record for {other.words(other.topics)} is meant by {task.words(task.topics)}"
    return replace(found, assumed=(said,), sparql=None)


def _of_its_routine(task: Task, relation: IRI) -> Outcome:
    """What the routine for the things named has of what is done so, passing the filters."""
    from myologic.answering.find_advice import find_plan  # few questions come here

    slots = replace(task.question.slots, limit=None)
    found = find_plan(replace(task, question=replace(task.question, slots=slots)), stands_in=True)
    steps = tuple(item for item in found.items if item.details.get("step") == local_name(relation))
    if found.status != "answered" or not steps:
        return nothing(task, f"that {task.graph.label(relation)} {task.words(task.topics)}")
    kept = steps[: task.question.slots.limit or len(steps)]
    return Outcome(lead=(f"of the routine for {task.words(task.topics)}: {counted(len(kept), 'exercise')}",), items=kept)


def standing_in(task: Task) -> Task | None:
    """The task with each of its topics replaced by what the content calls related to it; None where nothing is."""
    graph, question = task.graph, task.question
    near = {t: [r for r in (*near_to(graph, t.id), *iris(graph.objects(t.id, SEE_ALSO))) if r != t.id] for t in task.topics if t.state is None}
    if not task.topics or any(not near.get(t) for t in task.topics):
        return None
    meant = tuple(replace(t, id=r, label=graph.label(r), node=None) for t in task.topics for r in near[t])
    rest = tuple(m for m in question.mentions if m.role != "topic")
    return replace(task, question=replace(question, mentions=(*meant, *rest)))


def _done_with(task: Task, relation: IRI) -> Outcome:
    """What equipment acts on: as recorded of itself, and by what is done with it."""
    graph, question = task.graph, task.question
    own = related(task, (relation,), forward=True)
    done = [e for t in task.topics for need in ("needs", "needsOneOf") for e in subjects(graph, t.id, need) if EXERCISE in graph.types(e)]
    acting = [e for e in dict.fromkeys(done) if any(hop for hop in reach(graph, e, Hop(relation)))]
    if not acting:
        return own
    topics = tuple(Mention(e, graph.label(e), "", graph.label(EXERCISE)) for e in acting)
    rest = tuple(m for m in question.mentions if m.role != "topic")
    asked = replace(question, mentions=(*topics, *rest), answer_kind=None)
    found = related(replace(task, question=asked), (relation,), forward=True)
    with_ = listed([graph.label(e) for e in acting[:SHOWN_WITH]])
    items = {item.id: item for item in (*(own.items if own.status == "answered" else ()), *found.items)}
    lead = f"{task.words(task.topics)} {graph.label(relation)} by {counted(len(acting), 'exercise')} done with it, such as {with_}"
    return Outcome(lead=(lead,), items=tuple(items.values())[: question.slots.limit or len(items)])


def _on_the_parts(task: Task, relation: IRI) -> Outcome | None:
    """What acts on the parts of the body named, wherever they stand in the sentence; None where that was looked for.

    What is named beside them is what is at hand, a position, or somebody's life, of which the first line says that it
    played no part.
    """
    graph, question = task.graph, task.question
    named = [m for m in question.mentions if m.role != "excluded" and not m.negated]
    aims = [m for m in named if m.state is not None or BODY_PART in graph.types(m.id)]
    others = [m for m in named if m not in aims]
    if not aims or (not others and all(m.role == "topic" for m in aims)):
        return None
    tools = tuple(m.id for m in others if EQUIPMENT in graph.types(m.id))
    slots = question.slots
    if tools:
        slots = replace(slots, equipment_with=tuple(dict.fromkeys((*slots.equipment_with, *tools))))
    beside = tuple(m for m in others if m.id not in tools)
    placed = next((p for p, said in POSITIONS.items() for m in beside if _says(said, m.text)), None)
    kept = tuple(m for m in question.mentions if m not in named)
    kind = None if question.answer_kind in (EQUIPMENT, kb_("Muscle")) else question.answer_kind
    mentions = (*(replace(m, role="topic") for m in aims), *kept)
    for position in dict.fromkeys((slots.position or placed, slots.position)):
        asked = replace(question, mentions=mentions, answer_kind=kind, slots=replace(slots, position=position))
        found = related(replace(task, question=asked), (relation,), forward=False)
        if found.status == "answered" and not (tools and found.assumed):
            # with a tool in hand a part is meant, and not what it is a part of
            left = tuple(m for m in beside if position is None or not _says(POSITIONS.get(position, "$^"), m.text))
            said = (f"{task.words(left)}: named beside it, without a part in what is listed",) if left else ()
            return replace(found, lead=(*said, *found.lead), sparql=None)
    return None


def _says(pattern: str, text: str) -> bool:
    """Whether words stand in a text, in any case."""
    import re  # few questions come here

    return re.search(pattern, text.casefold()) is not None
