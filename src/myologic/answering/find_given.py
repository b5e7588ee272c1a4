"""Which muscles are likely in a state, given what is said of a person."""

from __future__ import annotations

from myologic.answering.case_items import CaseItems, case_items, sided
from myologic.answering.find_linked import cautions, find_causes, linked_item, ordered
from myologic.answering.find_related import find_related
from myologic.answering.find_states import BODY_PART
from myologic.answering.found import ACTS
from myologic.answering.graph import Graph, objects, parts
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.relations import (
    CAUSAL_BACK,
    LEADS_TO,
    STATES,
    Hit,
    Hop,
    meanings,
    reach,
    reach_far,
    verdict_of,
    widened,
)
from myologic.answering.task import Task, nothing
from myologic.answering.words import counted, listed, lowered, weakest
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

SHOWN_WITH: Final = 3
SYMPTOM: Final = kb_("Symptom")


def find_given(task: Task) -> Outcome:
    """Answer with the muscles in the state asked for (`tight_given`, `weak_given`), the surest first."""
    verdict = task.question.intent.partition("_")[0]
    given = task.givens or task.topics or task.named()
    parts_only = bool(given) and all(BODY_PART in task.graph.types(m.id) and m.state is None for m in given)
    if parts_only and task.question.relation in ACTS:
        return replace(find_related(task), intent=local_name(task.question.relation))
    if given and all(m.state is not None and verdict_of(task.graph, m.state) == verdict for m in given):
        # *what makes x weak*: the state is what is to be explained
        asked = tuple(replace(m, role="topic") if m in given else m for m in task.question.mentions)
        causes = find_causes(replace(task, question=replace(task.question, mentions=asked, intent="caused_by")))
        if causes.status == "answered":
            return replace(causes, intent="caused_by")
    if parts_only and task.question.relation in [hop.relation for hop in STATES if hop.verdict == verdict] and not task.question.inverse:
        # *what shortens x* names the state that is to be explained by its verb
        asked = tuple(replace(m, role="topic") if m in given else m for m in task.question.mentions)
        causes = find_causes(replace(task, question=replace(task.question, mentions=asked, intent="caused_by")))
        if causes.status == "answered":
            return replace(causes, intent="caused_by")
    hits = ordered(task.graph, (hit for mention in given for hit in _states(task.graph, mention, verdict)))
    if not hits:
        hits = ordered(task.graph, (hit for mention in given for hit in _companions(task.graph, mention, verdict)))
    if not hits:
        hits = ordered(task.graph, (hit for mention in given for hit in _opposed(task.graph, mention, verdict)))
    hits = [h for h in hits if not any(h.thing == m.id and m.state is not None for m in given)]
    aim = task.words(given)
    inferred = case_items(task, verdict)
    if inferred is not None and (hits or inferred.items or inferred.asks_side):
        return _from_case(task, inferred, hits, verdict, aim)
    denied = tuple(m for m in task.question.mentions if m.negated and m.role != "tool")
    if not hits and not given and denied:
        # what is not done, or no more, says nothing of anybody
        return nothing(task, f"about muscles that are {verdict} without {task.words(denied)}", f"given {task.words(denied)}, which muscles are {verdict}")
    if not hits and not given:
        common = _common(task, verdict)
        said = "nothing was said of anybody, so what is on record with any sign or cause is shown"
        return replace(common, assumed=(said,)) if common.items else common
    if not hits:
        return _by_way(task, given, verdict, aim)
    limit = task.question.slots.limit
    items = tuple(linked_item(task.graph, hit) for hit in (hits[:limit] if limit else hits))
    return Outcome(
        lead=(f"likely {verdict}, given {aim}: {counted(len(hits), 'muscle')} on record",),
        items=items,
        tail=cautions(task),
    )


def _by_way(task: Task, given: Sequence[Mention], verdict: str, aim: str) -> Outcome:
    """For what is not on record with a state itself: the muscles in that state with what it leads to, said as assumed."""
    graph = task.graph
    hop = next(h for h in STATES if h.verdict == verdict)
    found = [
        replace(hit, steps=(*way.steps, *hit.steps), certainty=lowered(weakest((way.certainty, hit.certainty))))
        for mention in given
        for node in meanings(graph, mention)
        for way in reach_far(graph, node, (Hop(LEADS_TO),), 2)
        if SYMPTOM not in graph.types(way.thing)  # pain has many reasons; what goes with it is not what went before it
        for hit in reach(graph, way.thing, hop)
    ]
    hits = ordered(graph, found)
    if not hits:
        before = ordered(graph, (hit for m in given for hit in _leading_there(graph, m, verdict)))
        if before:
            return Outcome(
                lead=(f"nothing on record about muscles that are {verdict} with {aim} itself; {verdict} and on record as leading to it:",),
                items=tuple(linked_item(graph, hit) for hit in before),
                assumed=(f"what leads to {aim} is meant by what is {verdict} with it",),
            )
        other = next(h for h in STATES if h.verdict != verdict)
        known = [h for m in given for node in meanings(graph, m) for h in reach(graph, node, other)]
        names = listed([graph.label(h.thing) for h in ordered(graph, known)])
        tail = (f"on record as {other.verdict} with {aim}: {names}",) if known else ()
        return nothing(task, f"about muscles that are {verdict} with {aim}", f"what does {aim} lead to", tail=tail)
    by_way = listed(list(dict.fromkeys(graph.label(h.steps[-1].subject) for h in hits)))
    return Outcome(
        lead=(f"nothing on record about {aim} itself; by way of {by_way} likely {verdict}",),
        items=tuple(linked_item(graph, hit) for hit in hits),
        assumed=(f"that {aim} brings on {by_way}",),
    )


def _leading_there(graph: Graph, mention: Mention, verdict: str) -> Iterable[Hit]:
    """The muscles of which the state is on record as leading to what is given, by any number of steps."""
    for node in meanings(graph, mention):
        for hit in reach_far(graph, node, CAUSAL_BACK):
            held = objects(graph, hit.thing, "ofMuscle")
            if held and verdict in (graph.label(v) for v in objects(graph, hit.thing, "verdict")):
                yield from (replace(hit, thing=muscle, hop=Hop(hit.hop.relation, True, verdict)) for muscle in held)


def _from_case(task: Task, inferred: CaseItems, hits: Sequence[Hit], verdict: str, aim: str) -> Outcome:
    """What follows for a case with what is given; then what is on record of it that a case does not count."""
    if inferred.asks_side:
        return Outcome(status="clarify", lead=(inferred.asks_side,), nearby=sided(task))
    known = {item.id for item in inferred.items}
    others = [linked_item(task.graph, hit) for hit in hits if hit.thing.value not in known]
    items = (*inferred.items, *others)
    if not items:
        return nothing(task, f"about muscles that are {verdict} with {aim}", tail=inferred.asks[:2])
    limit = task.question.slots.limit
    return Outcome(
        lead=(f"likely {verdict}, given {aim}: {counted(len(items), 'muscle')} on record",),
        items=items[:limit] if limit else items,
        tail=(*cautions(task), *inferred.asks[:2]),
    )


def _states(graph: Graph, mention: Mention, verdict: str) -> Iterable[Hit]:
    hops = [hop for hop in STATES if hop.verdict == verdict]
    for nodes in widened(graph, mention):
        hits = [hit for node in nodes for hop in hops for hit in reach(graph, node, hop)]
        if hits:
            return hits
    return ()


def _companions(graph: Graph, mention: Mention, verdict: str) -> Iterable[Hit]:
    """The states on record as common with what is named, as the muscles that are in them."""
    hop = Hop(kb_("commonWith"), forward=False, verdict=verdict)
    for node in meanings(graph, mention):
        for hit in reach(graph, node, hop):
            held = objects(graph, hit.thing, "ofMuscle")
            if held and verdict in (graph.label(v) for v in objects(graph, hit.thing, "verdict")):
                yield from (replace(hit, thing=muscle, hop=replace(hop, forward=True)) for muscle in held)


def _opposed(graph: Graph, mention: Mention, verdict: str) -> Iterable[Hit]:
    """For a muscle said to be in the other state: the muscles that work against it, as a rule of thumb, very unsure."""
    state = "" if mention.state is None else verdict_of(graph, mention.state)
    opposite = {"weak": "tight", "tight": "weak"}[verdict]
    if not state.startswith(opposite):
        return
    hop = Hop(kb_("antagonist"), True, verdict)
    for node in (mention.id, *parts(graph, mention.id)):
        for hit in reach(graph, node, hop):
            yield replace(hit, certainty=weakest((hit.certainty, "very-low")))


def find_in_state(task: Task, state: IRI) -> Outcome:
    """Answer with every muscle that is on record as being in a state at all."""
    return _common(task, task.graph.label(state))


def _common(task: Task, verdict: str) -> Outcome:
    """Without anything given: every muscle that is on record as being in the state with something."""
    graph = task.graph
    hop = next((h for h in STATES if h.verdict == verdict), None)
    if hop is None:
        return nothing(task, f"about muscles that are {verdict}")
    with_: dict[IRI, list[str]] = {}
    for triple in graph.match(None, hop.relation, None):
        if isinstance(triple.object, IRI):
            with_.setdefault(triple.object, []).append(graph.label(triple.subject))
    if not with_:
        return nothing(task, f"about muscles that are {verdict}")
    order = sorted(with_, key=lambda m: (-len(with_[m]), graph.label(m)))
    items = tuple(
        make_item(
            graph,
            muscle,
            verdict=verdict,
            why=(f"on record as {verdict} with {listed(with_[muscle][:SHOWN_WITH])}",),
            details={"count_of_signs": len(with_[muscle])},
        )
        for muscle in order
    )
    return Outcome(
        lead=(f"{counted(len(items), 'muscle')} on record as {verdict} with some cause or sign",), items=items
    )
