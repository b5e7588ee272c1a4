"""What follows from something, what brings it on, how it shows, what it points to."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Plain
from myologic.answering.explain import proof_sources, proved
from myologic.answering.graph import Graph, iris, objects, parts, subjects
from myologic.answering.items import EXPLAINED, make_item
from myologic.answering.outcome import Outcome
from myologic.answering.relations import (
    CAUSAL,
    CAUSAL_BACK,
    LEADS_TO,
    RELATED,
    STATES,
    STATES_BACK,
    SUGGESTS,
    Hit,
    Hop,
    meanings,
    reach,
    reach_far,
    verdict_of,
    widened,
)
from myologic.answering.sparql import select_if_same
from myologic.answering.task import Task, nothing
from myologic.answering.words import RANK, listed, lowered
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Term
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Final, TypeAlias

FINDING: Final = kb_("Finding")
MUSCLE: Final = kb_("Muscle")
OUTCOME: Final = kb_("Outcome")
BODY_PART: Final = kb_("BodyPart")
CAUSE: Final = kb_("Cause")
HABIT_GROUP: Final = kb_("HabitGroup")
SELF_CHECK: Final = kb_("SelfCheck")
ONLY_CAUSES: Final = ("count", "list", "habit_for")
"""Intents under which what only goes with a thing must not stand among its causes."""


FAR: Final = 2
"""The ring of parts and wholes: what is on record of them is not on record of the thing."""

Walk: TypeAlias = "Callable[[Graph, IRI, Mention], Iterable[Hit]]"


def find_effects(task: Task) -> Outcome:
    """Answer with what the topics lead to; of a muscle of which no state is said, with what it is and does."""
    topics = task.named()
    if len(topics) == 1 and topics[0].state is None and BODY_PART in task.graph.types(topics[0].id):
        from myologic.answering.find_described import find_definition

        return replace(find_definition(task), intent="define")
    way = _way_between(task, topics)
    if way is not None:
        return way
    return _linked(
        task, _effects, "on record as following from {aim}", "about what follows from {aim}", (LEADS_TO,), forward=True
    )


def _way_between(task: Task, topics: Sequence[Mention]) -> Outcome | None:
    """For a cause named with what may follow from it: the chain between them; None where none is on record."""
    graph = task.graph
    if len(topics) != 2 or CAUSE not in graph.types(topics[0].id) or CAUSE in graph.types(topics[1].id):
        return None
    from myologic.answering.chains import chain_through
    from myologic.answering.find_path import find_path

    if BODY_PART in graph.types(topics[1].id) and topics[1].state is None:
        return None
    return replace(find_path(task), intent="path") if chain_through(graph, topics, signs=False) else None


def find_causes(task: Task) -> Outcome:
    """Answer with what leads to the topics; *what weakens X* asks for what leads to a weak X."""
    task = _in_asked_state(task)
    graph = task.graph
    signs = [m for m in task.givens if m.start >= 0 and (m.state is not None or {FINDING, OUTCOME} & set(graph.types(m.id)))]
    if signs and task.topics and all(m.state is None and BODY_PART in graph.types(m.id) for m in task.topics):
        # *what makes a back go like that*: what was told of it is what is to be explained
        mentions = tuple(replace(m, role="topic") if m in signs else m for m in task.question.mentions if m not in task.topics)
        task = replace(task, question=replace(task.question, mentions=mentions))
    told = [m for m in task.topics if CAUSE in task.graph.types(m.id)]
    shown = [m for m in task.topics if m not in told and (m.state is not None or FINDING in task.graph.types(m.id))]
    if told and len(told) < len(task.topics) and not any(True for m in told for node in meanings(task.graph, m) for _ in reach_far(task.graph, node, CAUSAL_BACK)):
        # what somebody does is told beside what is asked about: it is what the other may come of
        if not shown:
            return replace(find_effects(replace(task, question=_about_only(task, told))), intent=None)
        task = replace(task, question=_about_only(task, shown))
    return _linked(
        task, _causes, "on record as leading to {aim}", "about what leads to {aim}", (LEADS_TO,), forward=False
    )


def _about_only(task: Task, mentions: Sequence[Mention]) -> Question:
    """The question with these topics alone; other topics are left as given."""
    turned = (replace(m, role="given") if m.role == "topic" and m not in mentions else m for m in task.question.mentions)
    kept = (m for m in turned if m.role != "given" or m.state is not None or BODY_PART not in task.graph.types(m.id))
    return replace(task.question, mentions=tuple(kept))


def _in_asked_state(task: Task) -> Task:
    """The task with the state that its relation brings said of its topics, where none is."""
    question, graph = task.question, task.graph
    verdict = next((hop.verdict for hop in STATES if hop.relation == question.relation), None)
    states = [v for v in graph.instances(kb_("Verdict")) if graph.label(v) == verdict] if verdict else []
    if not states:
        return task

    def said(mention: Mention) -> Mention:
        node = next(
            (s for s in subjects(graph, mention.id, "ofMuscle") if states[0] in objects(graph, s, "verdict")), None
        )
        return replace(mention, state=states[0], node=node)

    mentions = tuple(said(m) if m.role == "topic" and m.state is None else m for m in question.mentions)
    return replace(task, question=replace(question, mentions=mentions))


def find_signs(task: Task) -> Outcome:
    """Answer with the signs that go with the topics; of a sign that has none, with how to look for it."""
    found = _linked(task, _signs, "on record as going with {aim}", "about signs of {aim}", (SUGGESTS,), forward=False)
    shows = any(m.state is not None or FINDING in task.graph.types(m.id) for m in task.topics)
    if found.status != "answered" and shows:
        from myologic.answering.find_checked import find_checks

        shown = find_checks(task)
        return replace(shown, lead=(f"how {task.words(task.topics)} shows:",)) if not shown.lead else found
    return found


def find_suggested(task: Task) -> Outcome:
    """Answer with what the signs named may point to."""
    found = _linked(
        task,
        _pointed,
        "on record as what {aim} may point to, without proving it",
        "about what {aim} points to",
        (SUGGESTS,),
        forward=True,
    )
    if found.status != "answered" and any(m.state is not None for m in task.topics):
        signs = find_signs(task)  # a state is no sign: what is asked is by what it shows
        return replace(signs, intent="symptoms_of") if signs.status == "answered" else found
    if found.status != "answered":
        from myologic.answering.find_undecided import find_undecided

        open_ = find_undecided(task, task.named())
        found = found if open_ is None else open_
    if found.status != "answered":
        return found
    return replace(found, tail=(*found.tail, *cautions(task)))


def cautions(task: Task) -> tuple[str, ...]:
    """What else may explain the findings named, as recorded."""
    graph = task.graph
    lines = []
    for mention in task.named():
        other = graph.text(mention.id, kb_("alternativeExplanation"))
        if other:
            lines.append(f"{graph.label(mention.id)} may also be explained by: {other}")
    return tuple(lines)


def _effects(graph: Graph, node: IRI, mention: Mention) -> Iterable[Hit]:
    for hop in STATES:
        yield from reach(graph, node, hop)
    for hit in reach_far(graph, node, CAUSAL):
        if len(hit.steps) > 1 or hit.hop.verdict is None:
            yield hit


def _causes(graph: Graph, node: IRI, mention: Mention) -> Iterable[Hit]:
    yield from reach_far(graph, node, CAUSAL_BACK)
    if mention.state is not None:
        yield from _state_hits(graph, node, mention)


def _state_hits(graph: Graph, node: IRI, mention: Mention) -> Iterable[Hit]:
    """What brings a muscle into the state said of it; the muscle is the object of the state relations."""
    label = verdict_of(graph, mention.state) if mention.state is not None else ""
    for hop in STATES_BACK:
        if hop.verdict == label or not label:
            yield from reach(graph, node, hop)


def _causes_behind(graph: Graph, node: IRI, mention: Mention) -> Iterable[Hit]:
    """For a sign without recorded causes: the causes of what it points to, one level less sure."""
    for pointed in reach(graph, node, Hop(SUGGESTS)):
        for hit in reach_far(graph, pointed.thing, CAUSAL_BACK):
            yield replace(hit, steps=(*pointed.steps, *hit.steps), certainty=lowered(hit.certainty))


def _gone_with(graph: Graph, node: IRI) -> Iterable[Hit]:
    """For a sign without causes: the states of muscles that it goes with, and what else it may point to."""
    if FINDING in graph.types(node):
        for hop in (*STATES, Hop(SUGGESTS)):
            yield from reach(graph, node, hop)


def _signs(graph: Graph, node: IRI, mention: Mention) -> Iterable[Hit]:
    yield from reach(graph, node, Hop(SUGGESTS, forward=False))
    for hit in reach_far(graph, node, CAUSAL):
        if {FINDING, OUTCOME} & set(graph.types(hit.thing)):
            yield hit
    if mention.state is not None:
        yield from (h for h in _state_hits(graph, node, mention) if FINDING in graph.types(h.thing))


def _pointed(graph: Graph, node: IRI, mention: Mention) -> Iterable[Hit]:
    yield from reach(graph, node, Hop(SUGGESTS))
    for hop in STATES:
        yield from reach(graph, node, hop)
    yield from reach(graph, node, Hop(LEADS_TO, forward=False))


def _linked(task: Task, walk: Walk, lead: str, missing: str, relations: Sequence[IRI], *, forward: bool) -> Outcome:
    graph, question = task.graph, task.question
    topics = task.topics or task.givens or task.named()
    if walk is _effects and task.givens and not _are_places(graph, task.givens, task.topics):
        topics = task.givens
    topics = tuple(t for t in topics if t.state is not None or BODY_PART not in graph.types(t.id)) or topics
    if all(SELF_CHECK in graph.types(t.id) for t in topics):
        # *what would the mirror show if …*: a check is where it is looked for
        about = tuple(g for g in task.givens if g not in topics)
        topics = tuple(t for t in about if t.state is not None or BODY_PART not in graph.types(t.id)) or about or topics
    else:
        topics = tuple(t for t in topics if SELF_CHECK not in graph.types(t.id))
    ruled_out = {n for m in question.mentions if m.negated or m.role == "excluded" for n in _ruled_out(graph, m)}
    hits: list[Hit] = []
    assumed: list[str] = []
    for topic in topics:
        ring, near = _first_ring(graph, topic, walk)
        hits += near
        if ring == FAR and walk is not _signs:
            assumed.append(_stands_in(task, topic, near))
        if walk is _signs and topic.state is not None:
            # a sign of a part in that state is a sign of the whole
            inner = [n for part in parts(graph, topic.id) for n in _in_state(graph, part, topic.state)]
            hits += [hit for node in inner for hit in walk(graph, node, topic)]
    if not hits and walk is _causes:
        for topic in topics:
            hits += _first_ring(graph, topic, _causes_behind)[1]
    hits = ordered(graph, [h for h in hits if h.thing not in ruled_out and not _is_named(h, topics)])
    aim = task.words(topics)
    beside: list[Hit] = []
    if walk is _causes:
        beside = [h for h in hits if _only_goes_with(graph, h)]
        hits = [h for h in hits if h not in beside]
        beside += ordered(graph, [h for t in topics for node in meanings(graph, t) for h in _gone_with(graph, node)])
    if question.intent in ONLY_CAUSES:
        beside = []
    if not hits and not beside:
        return nothing(task, missing.format(aim=aim), f"what are the signs of {aim}")
    lines = [lead.format(aim=aim) + ":"]
    if beside:
        lines = _of_causes(aim, len(hits), len(beside))
        if not hits and any(t.state is not None for t in topics):
            assumed += [f"no cause of {aim} is on record, so what goes with it is shown"]
        hits = [*hits, *beside]
    shown = hits[: question.slots.limit] if question.slots.limit else hits
    items = _merged(graph, [linked_item(graph, hit, explained=n < EXPLAINED) for n, hit in enumerate(shown)])
    nodes = [node for t in topics for node in meanings(graph, t)]
    return Outcome(
        lead=tuple(lines),
        items=items,
        sparql=select_if_same(graph, nodes, relations, (item.id for item in items), forward=forward),
        assumed=tuple(dict.fromkeys(assumed)),
    )


def _are_places(graph: Graph, givens: Sequence[Mention], topics: Sequence[Mention]) -> bool:
    """Whether what is given only says where to look: parts of the body beside a cause or a sign that is asked about."""
    bare = all(m.state is None and BODY_PART in graph.types(m.id) for m in givens)
    return bare and any(m.state is not None or BODY_PART not in graph.types(m.id) for m in topics)


def _only_goes_with(graph: Graph, hit: Hit) -> bool:
    """Whether a hit is a sign that goes with the state asked about, and not what brings it about."""
    return hit.hop.verdict is not None and FINDING in graph.types(hit.thing)


def _of_causes(aim: str, causes: int, beside: int) -> list[str]:
    """The lead of an answer on causes in which some only go with what was asked."""
    if not causes:
        return [f"no cause of {aim} is on record; on record as going with it:"]
    told = "the last one only goes" if beside == 1 else f"the last {beside} only go"
    return [
        f"on record as leading to {aim}: {causes}",
        f"{told} with it and {'is' if beside == 1 else 'are'} no cause on record",
    ]


def _merged(graph: Graph, items: Sequence[AnswerItem]) -> tuple[AnswerItem, ...]:
    """Items without the nodes of states that stand beside the muscle in that state; their names go to it."""
    places = {(item.id, item.verdict): n for n, item in enumerate(items) if item.verdict is not None}
    names: dict[int, list[str]] = {}
    gone = set()
    for number, item in enumerate(items):
        place = next((places[held] for held in _held(graph, IRI(item.id)) if held in places), None)
        if place is not None:
            names.setdefault(place, []).extend(item.names)
            gone.add(number)
    return tuple(
        replace(item, names=tuple(dict.fromkeys((*item.names, *names.get(number, ())))))
        for number, item in enumerate(items)
        if number not in gone
    )


def _held(graph: Graph, node: IRI) -> Iterable[tuple[str, str]]:
    """The muscle and the verdict that a node of a state stands for."""
    for muscle in objects(graph, node, "ofMuscle"):
        for verdict in objects(graph, node, "verdict"):
            yield muscle.value, graph.label(verdict)


def _stands_in(task: Task, topic: Mention, hits: Sequence[Hit]) -> str:
    """What was looked at for a topic of which nothing is on record itself."""
    starts = (hit.steps[0].subject if hit.hop.forward else hit.steps[0].object for hit in hits)
    names = [task.graph.label(start) for start in dict.fromkeys(starts)]
    return f"what is on record for {listed(names[:3])} is meant by {task.words((topic,))}"


def _in_state(graph: Graph, thing: IRI, state: IRI) -> tuple[IRI, ...]:
    """The nodes that stand for a thing in a state, and the thing itself, of which its state is said."""
    return (*(s for s in subjects(graph, thing, "ofMuscle") if state in objects(graph, s, "verdict")), thing)


def _is_named(hit: Hit, topics: Sequence[Mention]) -> bool:
    return any(hit.thing in (t.id, t.node) for t in topics) and hit.hop.verdict is None


def _family(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    return (
        thing,
        *subjects(graph, thing, "exampleOf"),
        *objects(graph, thing, "hasPart"),
        *iris((*graph.objects(thing, RELATED), *graph.subjects(RELATED, thing))),
    )


def _ruled_out(graph: Graph, mention: Mention) -> Iterable[IRI]:
    """What a denial rules out: the thing, its parts and examples and what is called related; all of its kind where the kind was named (*no sport*)."""
    if mention.kind and set(mention.kind.split()) <= {word.rstrip("s") for word in phrase_words(mention.text)}:
        alike = next(iter(graph.types(mention.id)), None)
        yield from graph.instances(alike) if alike is not None else ()
    if HABIT_GROUP in graph.types(mention.id):
        # who never does anything of that kind does nothing that advice of that kind is against
        from myologic.answering.going_together import against

        yield from against(graph, mention.id)
    yield from _family(graph, mention.id)


def _first_ring(graph: Graph, mention: Mention, walk: Walk) -> tuple[int, list[Hit]]:
    """The nearest ring of nodes around a mention that leads anywhere, by its number, and where it leads."""
    for ring, nodes in enumerate(widened(graph, mention)):
        hits = [hit for node in nodes for hit in walk(graph, node, mention)]
        if hits:
            return ring, hits
    return 0, []


def ordered(graph: Graph, hits: Iterable[Hit]) -> list[Hit]:
    """Each thing once for each verdict: the nearer first, then the more general, then the surer."""
    once: dict[tuple[IRI, str | None], Hit] = {}
    for hit in hits:
        once.setdefault((hit.thing, hit.hop.verdict if hit.hop.forward else None), hit)

    def key(hit: Hit) -> tuple[int, bool, int]:
        examples = subjects(graph, hit.thing, "exampleOf")
        return len(hit.steps), not examples, -RANK.get(hit.certainty or "", -1)

    return sorted(once.values(), key=key)


def _words(graph: Graph, term: Term) -> str:
    return graph.label(term)


def _within(graph: Graph, thing: IRI) -> dict[str, Plain]:
    """What a thing is part of, so that a reader finds it under the name of its group too."""
    groups: list[Plain] = [graph.label(whole) for whole in subjects(graph, thing, "hasPart")]
    return {"part_of": groups} if groups else {}


def _shown(through: Sequence[str]) -> dict[str, Plain]:
    return {"through": [*through], "shown": f"through {', '.join(through)}"} if through else {}


def linked_item(graph: Graph, hit: Hit, *, explained: bool = True) -> AnswerItem:
    """What was reached, with the reasons for every step on the way."""
    why = proved(graph, *reversed(hit.steps)) if explained else ()
    in_state = hit.hop.forward and MUSCLE in graph.types(hit.thing)
    sources = tuple(dict.fromkeys(s for step in hit.steps for s in proof_sources(graph, step))) if explained else None
    through = [_words(graph, step.object if hit.hop.forward else step.subject) for step in hit.steps[:-1]]
    return make_item(
        graph,
        hit.thing,
        verdict=hit.hop.verdict if in_state else None,
        certainty=hit.certainty,
        sources=sources,
        why=why,
        details={**_within(graph, hit.thing), **_shown(through)},
    )
