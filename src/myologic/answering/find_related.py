"""What stands in a relation to the things named: exercises for a muscle, or any relation of a pack."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Later, Plain, Side, as_side
from myologic.answering.explain import claim_sentence, proof_sources, why_lines
from myologic.answering.filters import POSITIONS, has_filter, passing, uses
from myologic.answering.find_states import BODY_PART, recorded_states
from myologic.answering.graph import Graph, iris, objects, parts, subjects, wholes
from myologic.answering.items import EXPLAINED, described, make_item, sources_of
from myologic.answering.outcome import Outcome
from myologic.answering.paraphrase import tail
from myologic.answering.relations import STATES, Hit, Hop, meanings, near_to, reach, widened
from myologic.answering.sparql import select_if_same
from myologic.answering.task import Task, nothing
from myologic.answering.words import RANK, counted, listed
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI, RDFS
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import TYPE, kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

GROUP: Final = kb_("Group")
EQUIPMENT: Final = kb_("Equipment")
MEANS: Final = kb_("Means")
NEEDS: Final = kb_("needs")
EXERCISE: Final = kb_("Exercise")
ACTING: Final = ("strengthens", "stretches", "mobilises", "releases")
"""The relations from what is done to what it acts on; together they answer questions that name none of them."""
REMEDIES: Final = {"tight": ("releases", "stretches"), "weak": ("strengthens",)}
"""What a state of a muscle calls for."""
ACTS: Final = tuple(kb_(name) for name in ACTING)
SEE_ALSO: Final = IRI(RDFS + "seeAlso")
"""From an idea to what is done something about: from a good state to the bad one."""
HELPS: Final = kb_("helps")
COUNTERS: Final = kb_("counteracts")
SHOWN_WITH: Final = 4
"""The first of them has the verbs that people use of any exercise: what it works, hits, targets."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing with the hit that brought it and the mention it is for."""

    hit: Hit
    mention: Mention
    direct: bool
    near: bool = True


def find_related(task: Task) -> Outcome:
    """Answer with what stands in the question's relation to its topics."""
    question = task.question
    relation = question.relation or kb_(question.intent)
    if relation == ACTS[0] and question.slots.purpose in ACTS:
        relation = question.slots.purpose  # *which stretches hit X*: the noun says what is done, the verb is anybody's
    if relation == NEEDS and question.inverse and task.topics:
        return tools_of(task)
    if relation in ACTS and question.answer_kind == EQUIPMENT and task.topics and not has_filter(question.slots):
        return _tools_against(task, (relation,)) or related(task, (relation,), forward=question.inverse)
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


def related(task: Task, relations: Sequence[IRI], *, forward: bool) -> Outcome:
    """Answer with everything in one of these relations to the topics, filtered, the surest first."""
    graph, question = task.graph, task.question
    ends = question.having("object")
    topics = ends or task.topics or task.givens
    forward = forward and not ends
    found = [f for topic in topics for f in _found(task, topic, relations, forward=forward)]
    if not found and not ends:
        found = [f for topic in topics for f in _found(task, topic, relations, forward=not forward)]
        forward = forward != bool(found)
    if not found and not ends and not forward and HELPS in relations:
        # what helps against a cause is what counters it
        found = [f for topic in topics for f in _found(task, topic, (COUNTERS,), forward=False)]
    assumed = ""
    if not found and not ends and set(relations) <= {*ACTS, HELPS} and any(MEANS in graph.types(t.id) for t in topics):
        found = [f for topic in topics for f in _found(task, topic, ACTS, forward=True)]
        forward = forward or bool(found)
        done = dict.fromkeys(graph.label(f.hit.hop.relation) for f in found if f.hit.hop.relation not in relations)
        assumed = f"any effect was meant; on record is what {task.words(topics)} {listed([*done])}" if found else ""
    through = ""
    if not found and not ends and not forward:
        found = [f for topic in topics for f in _for_what_it_does(task, topic, relations)]
        aims = list(dict.fromkeys(f.mention.label for f in found))
        through = f"for what is on record as going with {task.words(topics)}: {listed(aims)}" if found else ""
    if not found and not ends and not forward and set(relations) <= set(ACTS):
        found, through = _where_felt(task, topics, relations)
    if not found and not ends and not forward and set(relations) <= set(ACTS):
        found = [f for topic in topics for f in _helping(task, topic)]
        assumed = f"what helps with {task.words(topics)} is meant" if found else ""
    elif found and not through and not any(f.near for f in found):
        places = dict.fromkeys(t for f in found for t in f.hit.steps[-1][:: 2 if forward else -2][:1])
        assumed = (
            f"what is on record for {listed([graph.label(p) for p in places][:3])} is meant by {task.words(topics)}"
        )
    if ends and (members := {m for t in task.topics for m in _members(graph, t.id)}):
        found = [f for f in found if f.hit.thing in members]
    found = _of_kind(task, _among_options(task, found), forward=forward)
    found = _within(task, found) if forward else found
    found = _without_excluded(task, found, relations, forward=forward)
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
        lead=(*((through,) if through else ()), *((unused,) if unused else ()), *_lead(task, passed, shown, "" if forward else filters(task))),
        items=items,
        tail=() if through else _unserved(task, topics, passed, verb, forward=forward),
        assumed=(assumed,) if assumed else (),
        sparql=select_if_same(
            graph,
            [t.id for t in topics],
            (*relations, *(also for relation in relations for also in _weaker(graph, relation))),
            (item.id for item in items),
            forward=forward,
        ),
    )


def _found(task: Task, mention: Mention, relations: Sequence[IRI], *, forward: bool) -> list[Found]:
    graph = task.graph
    for ring, nodes in enumerate(widened(graph, mention)):
        hops = [Hop(relation, forward) for relation in relations]
        hops += [Hop(also, forward) for relation in relations for also in _weaker(graph, relation)]
        best: dict[IRI, Found] = {}
        for n, hop in enumerate(hops):
            for node in nodes:
                for hit in reach(graph, node, hop):
                    best.setdefault(hit.thing, Found(hit, mention, ring == 0 and n < len(relations), ring < 2))
        if best:
            return list(best.values())
    return []


def _for_what_it_does(task: Task, mention: Mention, relations: Sequence[IRI]) -> list[Found]:
    """For a sign or a cause: what acts on the muscles that it goes with, by the relation that their state calls for."""
    graph = task.graph
    found: list[Found] = []
    for verdict, names in REMEDIES.items():
        wanted = [kb_(name) for name in names if kb_(name) in relations]
        hop = next(h for h in STATES if h.verdict == verdict)
        for aim in (h.thing for node in meanings(graph, mention) for h in reach(graph, node, hop) if wanted):
            target = replace(mention, id=aim, label=graph.label(aim), node=None, state=None)
            if BODY_PART not in graph.types(mention.id):
                # which side of the body a sign or a cause acts on is recorded with it
                rows = [s for s in recorded_states(graph, (target,), (mention,)) if verdict in s.verdict.split("-")]
                sides = {s.side for s in rows}
                target = replace(target, side=sides.pop() if len(sides) == 1 else None)
            found += _found(task, target, wanted, forward=False)
    helps = Hop(kb_("helps"), forward=False)
    for hit in (h for node in meanings(graph, mention) for h in reach(graph, node, helps)):
        if any(next(graph.match(hit.thing, relation, None), None) is not None for relation in relations):
            found.append(Found(hit, mention, direct=False))
    return found


def _where_felt(task: Task, topics: Sequence[Mention], relations: Sequence[IRI]) -> tuple[list[Found], str]:
    """For signs that settle nothing: what acts on the muscles that they are felt in, and the words that say so."""
    from myologic.answering.find_undecided import felt_in  # few questions come here

    graph = task.graph
    aims = [replace(t, id=m, label=graph.label(m), node=None, state=None) for t in topics for m in felt_in(graph, t.id)]
    found = [f for aim in aims for f in _found(task, aim, relations, forward=False)]
    places = listed(list(dict.fromkeys(aim.label for aim in aims)))
    said = f"{task.words(tuple(topics))} is felt in {places}; whether that is tight or weak it does not settle"
    return found, said if found else ""


def _helping(task: Task, mention: Mention) -> list[Found]:
    """For something that nothing acts on: the exercises that help with it."""
    graph, helps = task.graph, Hop(kb_("helps"), forward=False)
    hits = [hit for node in meanings(graph, mention) for hit in reach(graph, node, helps)]
    return [Found(hit, mention, direct=False) for hit in hits if EXERCISE in graph.types(hit.thing)]


def _members(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """A thing, its parts, and what is an example of it."""
    return (thing, *parts(graph, thing), *subjects(graph, thing, "exampleOf"))


def _weaker(graph: Graph, relation: IRI) -> tuple[IRI, ...]:
    """The weaker form of a relation (`kb:alsoX` beside `kb:x`), where the content has one."""
    name = local_name(relation)
    weaker = IRI(relation.value[: len(relation.value) - len(name)] + f"also{name[:1].upper()}{name[1:]}")
    return (weaker,) if next(graph.match(weaker, TYPE, None), None) is not None else ()


def _of_kind(task: Task, found: list[Found], *, forward: bool) -> list[Found]:
    """Only what is of the class asked for, where one is and something is of it; a class may only name the topic (*the muscle X*)."""
    kind = task.question.answer_kind
    if kind is None:
        return found
    fitting = [f for f in found if kind in task.graph.types(f.hit.thing)]
    beside = all(kind in task.graph.types(t.id) for t in task.topics)
    return fitting if fitting or not (forward or beside) else found


def _within(task: Task, found: list[Found]) -> list[Found]:
    """Of what something acts on only what belongs to the part of the body named beside it, where anything does (*which part of the … does it stretch*)."""
    graph = task.graph
    places = [m for m in task.givens if m.start >= 0 and m.state is None and {BODY_PART, kb_("BodyPart")} & set(graph.types(m.id))]
    near = {n for m in places for n in (m.id, *parts(graph, m.id))}
    return [f for f in found if f.hit.thing in near] or found


def _among_options(task: Task, found: list[Found]) -> list[Found]:
    options = task.question.having("option")
    if not options or not found:
        return found
    near = {o.id for o in options} | {n for o in options for n in (*parts(task.graph, o.id), *wholes(task.graph, o.id))}
    return [f for f in found if f.hit.thing in near] or found


def _without_excluded(task: Task, found: list[Found], relations: Sequence[IRI], *, forward: bool) -> list[Found]:
    """Without what is excluded: the things themselves, their parts, and what serves them as directly."""
    graph, banned = task.graph, set[IRI]()
    for mention in task.question.having("excluded"):
        banned |= {mention.id, *parts(graph, mention.id)}
        for node in (mention.id, *parts(graph, mention.id)) if not forward else ():
            banned |= {h.thing for relation in relations for h in reach(graph, node, Hop(relation, forward))}
            banned |= set(subjects(graph, node, "primary"))
    return [f for f in found if f.hit.thing not in banned]


def best_first(graph: Graph, found: Iterable[Found]) -> list[Found]:
    """Each thing once: what serves most topics first, then the direct ones, the better documented, then the surer, then by name; groups of exercises last."""
    once: dict[IRI, Found] = {}
    served: dict[IRI, set[IRI]] = {}
    for f in found:
        once.setdefault(f.hit.thing, f)
        served.setdefault(f.hit.thing, set()).add(f.mention.id)

    def key(f: Found) -> tuple[bool, bool, int, bool, bool, int, int, str]:
        aims = set(objects(graph, f.hit.thing, "primary"))
        types = graph.types(f.hit.thing)
        own = set(objects(graph, f.mention.id, "primary")) if f.hit.hop.forward else set()
        return (
            GROUP in types and EXERCISE in types,
            bool(own) and f.hit.thing not in own,
            -len(served[f.hit.thing]),
            not f.direct,
            bool(aims) and f.mention.id not in aims and not aims & set(parts(graph, f.mention.id)),
            -documented(graph, f.hit.thing),
            -RANK.get(f.hit.certainty or "", -1),
            graph.label(f.hit.thing),
        )

    return sorted(once.values(), key=key)


def documented(graph: Graph, thing: IRI) -> int:
    """How much is on record about a thing: its sources, and the claims of the founding article that it carries."""
    return len(graph.sources(thing)) + len(graph.objects(thing, kb_("seedClaim")))


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


def what_is_needed(graph: Graph, thing: IRI) -> str:
    """What a thing needs, in a sentence."""
    always, one_of = objects(graph, thing, "needs"), objects(graph, thing, "needsOneOf")
    said = [graph.label(tool) for tool in always]
    if one_of:
        choice = listed([graph.label(tool) for tool in one_of], "or")
        said.append(f"one of {choice}" if len(one_of) > 1 else choice)
    if said:
        return f"{graph.label(thing)} needs {listed(said)}"
    free = graph.text(thing, kb_("noEquipment")) == "true"
    return f"{graph.label(thing)} needs {'no equipment' if free else 'nothing that is on record'}"


def tools_of(task: Task) -> Outcome:
    """What the things named need."""
    graph = task.graph
    found = related(task, (kb_("needs"), kb_("needsOneOf")), forward=True)
    free = [t.label for t in task.topics if graph.text(t.id, kb_("noEquipment")) == "true"]
    if found.status != "answered" and free:
        return Outcome(lead=(f"nothing is needed for {listed(free)}",), items=plain_items(task), style="none")
    if found.status != "answered" and not any(MEANS in graph.types(t.id) for t in task.topics):
        return _tools_against(task) or found
    return found


def _tools_against(task: Task, relations: Sequence[IRI] = ACTS) -> Outcome | None:
    """For what is no exercise: the equipment of the exercises that act on it, with those; None where there is none."""
    graph = task.graph
    question = replace(task.question, answer_kind=None, relation=None, inverse=False)
    acting = related(replace(task, question=question), relations, forward=False)
    things = [IRI(item.id) for item in acting.items]
    used = {tool: None for thing in things for tool in objects(graph, thing, "needs", "needsOneOf")}
    if not used:
        return None
    items = []
    for tool in used:
        with_ = [graph.label(thing) for thing in things if tool in objects(graph, thing, "needs", "needsOneOf")]
        items.append(make_item(graph, tool, why=(f"for {listed(with_[:SHOWN_WITH])}",)))
    return Outcome(lead=(f"used by the exercises on record for {task.words(task.topics)}",), items=tuple(items))


def plain_items(task: Task) -> tuple[AnswerItem, ...]:
    return tuple(plain_item(task.graph, topic.id) for topic in task.topics)
