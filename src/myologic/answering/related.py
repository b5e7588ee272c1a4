"""Everything in a relation to things named, as an answer: filtered, the best first, with what was assumed and what is missing."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Later, Plain, Side, as_side
from myologic.answering.explain import claim_sentence, proof_sources, why_lines
from myologic.answering.filters import has_filter, passing, uses
from myologic.answering.find_states import BODY_PART
from myologic.answering.found import (
    ACTS,
    HELPS,
    MEANS,
    Found,
    among_options,
    best_first,
    for_what_it_does,
    found_for,
    helping_with,
    members_of,
    only_of_kind,
    only_within,
    weaker_forms,
    where_felt,
    without_excluded,
)
from myologic.answering.graph import Graph
from myologic.answering.items import EXPLAINED, described, make_item, sources_of
from myologic.answering.outcome import Outcome
from myologic.answering.paraphrase import tail
from myologic.answering.relations import STATES
from myologic.answering.sparql import select_if_same
from myologic.answering.task import Task, nothing
from myologic.answering.words import counted, listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

FINDING: Final = kb_("Finding")
MOBILISES: Final = kb_("mobilises")
COUNTERS: Final = kb_("counteracts")


def related(task: Task, relations: Sequence[IRI], *, forward: bool) -> Outcome:
    """Answer with everything in one of these relations to the topics, filtered, the surest first."""
    graph, question = task.graph, task.question
    ends = question.having("object")
    topics = ends or task.topics or task.givens
    forward = forward and not ends
    found = [f for topic in topics for f in found_for(task, topic, relations, forward=forward)]
    if not found and not ends:
        found = [f for topic in topics for f in found_for(task, topic, relations, forward=not forward)]
        forward = forward != bool(found)
    if not found and not ends and not forward and HELPS in relations:
        # what helps against a cause is what counters it
        found = [f for topic in topics for f in found_for(task, topic, (COUNTERS,), forward=False)]
    assumed = concerns = ""
    if not found and not ends and set(relations) <= {*ACTS, HELPS} and any(MEANS in graph.types(t.id) for t in topics):
        found = [f for topic in topics for f in found_for(task, topic, ACTS, forward=True)]
        forward = forward or bool(found)
        done = dict.fromkeys(graph.label(f.hit.hop.relation) for f in found if f.hit.hop.relation not in relations)
        assumed = f"any effect was meant; on record is what {task.words(topics)} {listed([*done])}" if found else ""
    through = ""
    if not found and not ends and not forward:
        found = [f for topic in topics for f in for_what_it_does(task, topic, relations)]
        aims = list(dict.fromkeys(f.mention.label for f in found))
        through = f"for what is on record as going with {task.words(topics)}: {listed(aims)}" if found else ""
    if not found and not ends and not forward and set(relations) <= set(ACTS):
        found, through = where_felt(task, topics, relations)
    if not found and not ends and not forward and set(relations) <= set(ACTS):
        found = [f for topic in topics for f in helping_with(task, topic)]
        assumed = f"what helps with {task.words(topics)} is meant" if found else ""
    elif found and not through and not any(f.near for f in found):
        places = dict.fromkeys(t for f in found for t in f.hit.steps[-1][:: 2 if forward else -2][:1])
        names = listed([graph.label(p) for p in places][:3])
        stiff = set(relations) == {MOBILISES} and all(task.is_a(t.id, FINDING) for t in topics)
        if stiff and all(BODY_PART in graph.types(p) for p in places):
            # what has lost its mobility is a part of the body: nothing else could be meant
            concerns = f"{task.words(topics)} is about {names}"
        else:
            assumed = f"what is on record for {names} is meant by {task.words(topics)}"
    if ends and (members := {m for t in task.topics for m in members_of(graph, t.id)}):
        found = [f for f in found if f.hit.thing in members]
    found = only_of_kind(task, among_options(task, found), forward=forward)
    found = only_within(task, found) if forward else found
    found = without_excluded(task, found, relations, forward=forward)
    kept = {f.hit.thing for f in found}
    if not forward:  # what is done passes or fails a filter, what it acts on does not
        kept = set(passing(graph, kept, question.slots))
    passed = best_first(graph, [f for f in found if f.hit.thing in kept])
    unused = ""
    if tools := question.slots.equipment_with:
        passed.sort(key=lambda f: not uses(graph, f.hit.thing, tools))
        if not forward and passed and not uses(graph, passed[0].hit.thing, tools):
            unused = f"nothing on record for it uses {listed([graph.label(t) for t in tools], 'or')}; these need no equipment"
    verb = listed([graph.label(r) for r in relations], "or")
    aim = task.words(topics)
    if not passed:
        return _none(task, found, verb, aim, forward=forward)
    shown = passed[: question.slots.limit] if question.slots.limit else passed
    items = tuple(_item(task, f, explained=n < EXPLAINED) for n, f in enumerate(shown))
    return Outcome(
        lead=(*(said for said in (through, concerns) if said), *((unused,) if unused else ()), *_lead(task, passed, shown, "" if forward else filters(task))),
        items=items,
        tail=() if through else _unserved(task, topics, passed, verb, forward=forward),
        assumed=(assumed,) if assumed else (),
        sparql=select_if_same(
            graph,
            [t.id for t in topics],
            (*relations, *(also for relation in relations for also in weaker_forms(graph, relation))),
            (item.id for item in items),
            forward=forward,
        ),
    )


def _item(task: Task, found: Found, *, explained: bool) -> AnswerItem:
    graph, hit = task.graph, found.hit
    details: dict[str, Plain] = {**described(graph, hit.thing), "for": graph.label(found.mention.id)}

    def why() -> tuple[str, ...]:
        told = why_lines(graph, hit.steps[-1]) if explained else ()
        return told or (claim_sentence(graph, hit.steps[-1]),)

    verdict = next((h.verdict for h in STATES if h.relation == hit.hop.relation), None) if hit.hop.forward else None
    return make_item(
        graph,
        hit.thing,
        side=_side(graph, found),
        verdict=verdict,
        certainty=hit.certainty,
        sources=sources_of(graph, (hit.thing,)) or proof_sources(graph, hit.steps[-1]),
        why=Later(why),
        details={**details, "shown": _short(details)},
    )


def _side(graph: Graph, found: Found) -> Side | None:
    """The side said of a part of the body holds for what is done to it; a sign or a cause may act on the other side."""
    acts = found.hit.hop.relation in ACTS or BODY_PART in graph.types(found.mention.id)
    return as_side(found.mention.side) if acts else None


def _short(details: dict[str, Plain]) -> str:
    tools = details.get("equipment")
    said = [str(details[key]) for key in ("level", "laterality") if key in details]
    if isinstance(tools, list):
        spared = ", or without" if details.get("equipment_optional") else ""
        said.append(f"with {listed([str(t) for t in tools], 'or')}{spared}" if tools else "no equipment")
    return ", ".join(said)


def _lead(task: Task, passed: Sequence[Found], shown: Sequence[Found], filtered: str) -> tuple[str, ...]:
    kinds = {task.graph.kind(f.hit.thing) for f in passed}
    noun = kinds.pop() if len(kinds) == 1 else "answer"
    are = "is" if len(passed) == 1 else "are"
    ranked = len(passed) > 1 and all(MEANS in task.graph.types(f.hit.thing) for f in passed)
    lines = [f"{counted(len(passed), noun)} {are} on record{filtered}{', the best documented first' if ranked else ''}"]
    limit = task.question.slots.limit
    if len(shown) < len(passed):
        lines.append(f"shown: {len(shown)}, as asked")
    elif limit and len(passed) < limit:
        lines.append(f"no more than {len(passed)} on record")
    if task.question.slots.superlative:
        lines.append("nothing on record ranks them by effect, so none is called the best")
    return tuple(lines)


def filters(task: Task) -> str:
    """The filters of a question in words, its limit left out."""
    question = task.question
    return tail(replace(question, slots=replace(question.slots, limit=None)), task.graph)


def _unserved(
    task: Task, topics: Sequence[Mention], passed: Sequence[Found], verb: str, *, forward: bool
) -> tuple[str, ...]:
    """For each topic without an answer a sentence that says so."""
    served = {f.mention.id for f in passed}
    lines = []
    for topic in topics:
        again = [f for f in passed if topic.id in (o for t in f.hit.steps for o in (t.subject, t.object))]
        if topic.id not in served and not again:
            name = task.words((topic,))
            lines.append(f"nothing on record {'that ' + name + ' ' + verb if forward else 'that ' + verb + ' ' + name}")
    return tuple(lines)


def _none(task: Task, found: Sequence[Found], verb: str, aim: str, *, forward: bool) -> Outcome:
    said = f"that {aim} {verb}" if forward else f"that {verb} {aim}"
    bare = f"what {verb} {aim}"
    if found and has_filter(task.question.slots):
        return nothing(
            task,
            f"{said}{filters(task)}",
            bare,
            tail=(f"without that condition there are {len({f.hit.thing for f in found})} on record",),
        )
    return nothing(task, said)


def plain_item(graph: Graph, thing: IRI) -> AnswerItem:
    """A thing with how it is done and what it needs, without a claim about it."""
    details = described(graph, thing)
    return make_item(graph, thing, details={**details, "shown": _short(details)})


def plain_items(task: Task) -> tuple[AnswerItem, ...]:
    """The topics of a question as they are, without a claim about them."""
    return tuple(plain_item(task.graph, topic.id) for topic in task.topics)
