"""Lists and numbers: everything of a class, of a relation, without something, and what can be asked at all."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.filters import has_filter, passing
from myologic.answering.find_given import find_in_state
from myologic.answering.find_linked import find_causes, find_effects, find_signs, find_suggested
from myologic.answering.found import ACTS, GROUP, MEANS
from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.related import filters, plain_item, related
from myologic.answering.relations import RELATED
from myologic.answering.statements import DISAGREEMENT, STATEMENT, dispute_item, is_about_both, statement_item
from myologic.answering.task import Task, nothing
from myologic.answering.words import counted, plural
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Literal
from myologic.kb.vocabulary import PROPERTY, SOURCE, kb_, lex_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

THING: Final = kb_("Thing")
FACTOR: Final = kb_("Factor")
HABIT: Final = kb_("Habit")
EXERCISE: Final = kb_("Exercise")
LATERALITY: Final = kb_("Laterality")
CAUSE: Final = kb_("Cause")
COMMON: Final = kb_("commonWith")
FEWEST: Final = 2
"""Things called after an idea that make a list of its kinds."""


def find_list(task: Task) -> Outcome:
    """Answer with everything of the class asked for that the topics and filters leave."""
    found = _gathered(task)
    limit = task.question.slots.limit
    if found.status == "answered" and limit and len(found.items) > limit:
        found = replace(found, items=found.items[:limit])
    return found


def find_count(task: Task) -> Outcome:
    """Answer with a number and the list that it counts."""
    question = task.question
    said = question.answer_kind or question.relation or question.slots.state or task.named()
    if not said and not has_filter(question.slots):
        return Outcome(status="clarify", lead=("the number of what?",), nearby=("how many exercises are there",))
    everything = replace(task, question=replace(question, slots=replace(question.slots, limit=None)))
    found = _gathered(everything)
    if found.status != "answered":
        if found.status == "not_on_record" and task.question.slots.negation:
            return Outcome(lead=("none",), number=0)
        return found
    if not any(str(len(found.items)) in line for line in found.lead):
        found = replace(found, lead=(f"{len(found.items)} on record", *found.lead))
    taken = question.inherited and question.answer_kind is None and question.relation is None
    assumed = (f"the number of what is on record for {task.words(task.named())} is asked",) if taken else ()
    return replace(found, number=len(found.items), assumed=(*found.assumed, *assumed))


def _gathered(task: Task) -> Outcome:
    found = _listed(task)
    return found if found.status != "not_on_record" else _named_after(task) or found


def _named_after(task: Task) -> Outcome | None:
    """For an idea without members on record: the things that are called a kind of it (*an X posture*), said so."""
    graph, topics = task.graph, task.topics
    if len(topics) != 1 or not task.is_a(topics[0].id, kb_("Concept")) or has_filter(task.question.slots):
        return None
    noun = graph.label(topics[0].id).casefold()
    things = [
        t for t in graph.instances(FACTOR) if any(f" {form(graph.label(t))}".endswith(f" {noun}") for form in (str, plural))
    ]
    kind = task.question.answer_kind
    if len(things) < FEWEST or not all(kind is None or task.is_a(t, kind) for t in things):
        return None
    things.sort(key=graph.label)
    return Outcome(
        lead=(f"{len(things)} on record are called {noun}",), items=tuple(plain_item(graph, thing) for thing in things)
    )


def _of_area(task: Task, kind: IRI) -> Outcome | None:
    """For a part of life: its habits, or the causes that they counter; None for anything else."""
    graph = task.graph
    habits = dict.fromkeys(h for t in task.topics for h in subjects(graph, t.id, "domain") if not task.is_a(h, GROUP))
    of_it = list(habits) if kind == HABIT else [c for h in habits for c in objects(graph, h, "counteracts")]
    if not of_it:
        return None
    things = sorted(dict.fromkeys(of_it), key=graph.label)
    aim, noun = task.words(task.topics), counted(len(things), graph.label(kind))
    said = f"{noun} of {aim} on record" if kind == HABIT else f"{noun} on record that habits of {aim} counter"
    return Outcome(lead=(said,), items=tuple(said_item(graph, thing) for thing in things))


def _listed(task: Task) -> Outcome:
    question = task.question
    kind = question.answer_kind
    if kind in (HABIT, CAUSE) and task.topics and all(task.is_a(t.id, HABIT) for t in task.topics):
        of_area = _of_area(task, kind)
        if of_area is not None:
            return of_area
    if (question.slots.negation or question.slots.lacking) and (lacking := _lacking(task)) is not None:
        return lacking
    if (one_form := _of_form(task)) is not None:
        return one_form
    if question.relation is not None and task.topics:
        linked = {kb_("leadsTo"): (find_effects if question.inverse else find_causes), kb_("suggests"): find_signs}
        finder = linked.get(question.relation)
        if finder is not None and not (question.relation == kb_("suggests") and question.inverse):
            found = finder(task)
            if found.status == "not_on_record" and finder is find_causes and kind is not None:
                return _effects_of_kind(task, kind) or found
            return found
        purpose = question.slots.purpose
        acts = purpose in ACTS and question.relation == ACTS[0]
        found = related(task, (purpose if acts and purpose else question.relation,), forward=question.inverse)
        together = question.relation == COMMON and found.status != "answered"
        if found.status != "answered" and kind == CAUSE:
            return find_causes(task)  # *show every cause of X*: the verb is that of the person asking
        return find_suggested(task) if together else found
    if question.slots.state is not None and not task.named():
        return find_in_state(task, question.slots.state)
    if kind is None and question.relation is None and task.topics and all(task.is_a(t.id, kb_("Equipment")) for t in task.topics):
        from myologic.answering.find_filtered import with_tools

        return _of_class(with_tools(task), kb_("Exercise"))  # of a tool, what is done with it
    if kind is None and not task.topics and has_filter(question.slots):
        return _of_class(task, kb_("Exercise"))
    if question.relation is not None and not task.named():
        return _in_relation(task, question.relation)
    if task.topics and kind is not None:
        return _of_class_for(task, kind)
    if kind is not None:
        return _of_class(task, kind)
    if task.topics and question.intent == "list" and any(parts(task.graph, t.id) for t in task.topics):
        return related(task, (kb_("hasPart"),), forward=True)
    if question.intent == "list" and any(task.is_a(t.id, FACTOR) or t.state is not None for t in task.topics):
        return find_suggested(task)
    if task.topics:
        groups = [t for t in task.topics if task.is_a(t.id, GROUP) and not task.is_a(t.id, kb_("BodyPart"))]
        return related(task, (kb_("hasPart"),), forward=True) if groups else related(task, ACTS, forward=False)
    return askable(task)


def _of_form(task: Task) -> Outcome | None:
    """Of training one side apart, or both alike: the exercises that are done so; None for anything else."""
    graph, question = task.graph, task.question
    if len(task.named()) != 1 or question.relation is not None or question.answer_kind not in (None, EXERCISE):
        return None
    topic = task.named()[0].id
    form = next((f for f in graph.instances(LATERALITY) if topic in graph.objects(f, RELATED) or f in graph.objects(topic, RELATED)), None)
    if form is None:
        return None
    slots = replace(question.slots, laterality=form, side=None)
    return _of_class(replace(task, question=replace(question, mentions=(), slots=slots)), EXERCISE)


def _effects_of_kind(task: Task, kind: IRI) -> Outcome | None:
    """The things of a class that causes bring into a state, where that is what was asked the other way round; or None."""
    graph = task.graph
    if not task.topics or not all(task.is_a(t.id, CAUSE) for t in task.topics):
        return None
    found = find_effects(replace(task, question=replace(task.question, mentions=task.topics)))
    said = " ".join(m.label for m in task.question.having("object"))
    states = [verdict for verdict in ("tight", "weak") if verdict in said]
    items = tuple(
        item for item in found.items if kind in graph.types(IRI(item.id)) and (not states or item.verdict in states)
    )
    return replace(found, items=items, sparql=None) if items else None


def _of_class(task: Task, kind: IRI) -> Outcome:
    graph = task.graph
    if kind == PROPERTY:
        return askable(task)
    things = [t for t in graph.instances(kind) if not task.is_a(t, GROUP)] or list(graph.instances(kind))
    if has_filter(task.question.slots):
        things = list(passing(graph, things, task.question.slots))
    if not things:
        return nothing(task, f"of the kind {graph.label(kind)}{filters(task)}")
    things.sort(key=lambda t: (graph.label(t).casefold(), t.value))
    items = tuple(said_item(graph, thing) for thing in things)
    noun = _noun(graph, things, kind)
    return Outcome(lead=(f"{counted(len(items), noun)} on record{filters(task)}",), items=items)


def said_item(graph: Graph, thing: IRI) -> AnswerItem:
    """A thing of a list: a statement with what it says, anything else with how it is done and what it needs."""
    types = graph.types(thing)
    if DISAGREEMENT in types:
        return dispute_item(graph, thing)
    return statement_item(graph, thing) if STATEMENT in types else plain_item(graph, thing)


def _noun(graph: Graph, things: Sequence[IRI], kind: IRI) -> str:
    """The word for the things of a list: that of all of them where there is one, else that of the class asked for."""
    kinds = {graph.kind(thing) for thing in things}
    return kinds.pop() if len(kinds) == 1 and kind == MEANS else graph.label(kind)


def _in_relation(task: Task, relation: IRI) -> Outcome:
    """Everything that stands in a relation at all, at the end where the class asked for stands."""
    graph, kind = task.graph, task.question.answer_kind
    pairs = [t for t in graph.match(None, relation, None) if isinstance(t.subject, IRI) and isinstance(t.object, IRI)]
    ends = [t.object for t in pairs]
    if kind is not None and not any(kind in graph.types(end) for end in ends):
        ends = [t.subject for t in pairs]
    things = [end for end in dict.fromkeys(ends) if isinstance(end, IRI)]
    things = [thing for thing in things if kind is None or kind in graph.types(thing)]
    if not things:
        return nothing(task, f"for {graph.label(relation)}")
    things.sort(key=lambda t: (-ends.count(t), graph.label(t)))
    items = tuple(plain_item(graph, thing) for thing in things)
    return Outcome(
        lead=(f"{len(items)} on record for “{graph.label(relation)}”, the most often named first",), items=items
    )


def _of_class_for(task: Task, kind: IRI) -> Outcome:
    """Things of a class that have any relation to the topics that is asked about."""
    graph = task.graph
    told = [s for t in task.topics for s in subjects(graph, t.id, "about") if kind in graph.types(s)]
    if told or kind == DISAGREEMENT:
        return _told(task, kind, tuple(dict.fromkeys(told)))
    if kind == CAUSE and all(task.is_a(t.id, FACTOR) or t.state is not None for t in task.topics):
        return find_causes(task)
    relations = [p for p in spoken_relations(graph)]
    whole = [t for t in task.topics if any(kind in graph.types(p) for p in parts(graph, t.id))]
    if whole:
        return related(task, (kb_("hasPart"),), forward=True)
    found = related(replace(task, question=replace(task.question, answer_kind=kind)), relations, forward=False)
    if found.status == "answered":
        return found
    turned = related(replace(task, question=replace(task.question, answer_kind=kind)), relations, forward=True)
    of_kind = tuple(item for item in turned.items if kind in graph.types(IRI(item.id)))
    if turned.status == "answered" and not of_kind:
        return nothing(task, f"of the kind {graph.label(kind)} for {task.words(task.topics)}")
    return turned


def _told(task: Task, kind: IRI, told: Sequence[IRI]) -> Outcome:
    """Statements or disagreements of a class about the topics."""
    graph, aim = task.graph, task.words(task.topics)
    if not told:
        return nothing(task, f"of the kind {graph.label(kind)} about {aim}", f"what is {aim}")
    things = sorted(told, key=lambda s: (not is_about_both(graph, s, [t.id for t in task.topics]), graph.label(s)))
    items = tuple(said_item(graph, thing) for thing in things)
    return Outcome(lead=(f"{counted(len(items), graph.label(kind))} about {aim} on record",), items=items)


def spoken_relations(graph: Graph) -> tuple[IRI, ...]:
    """The relations that have a verb, and so can be asked about."""
    found = [s for s in graph.instances(PROPERTY) if next(graph.match(s, lex_("verb"), None), None) is not None]
    return tuple(found)


def _lacking(task: Task) -> Outcome | None:
    """Things of the class asked for that lack what is named: a source, or anything in a relation."""
    graph, question = task.graph, task.question
    kind = question.answer_kind
    lacked = {m.id for m in (*question.having("excluded"), *question.having("object"), *task.topics)}
    if question.slots.lacking is not None:
        lacked.add(question.slots.lacking)
    if kind is None:
        return None
    things = [t for t in graph.instances(kind) if not task.is_a(t, GROUP)]
    if kb_("Source") in lacked or question.relation == SOURCE:
        without = [t for t in things if not graph.sources(t)]
        what = "without a source"
    elif kb_("Exercise") in lacked or question.relation in ACTS:
        relations = (question.relation,) if question.relation else ACTS
        without = [t for t in things if not any(graph.subjects(r, t) for r in relations)]
        if len(without) == len(things):  # such things are never at that end of the relation
            return None
        what = "with nothing on record for it"
    else:
        return None
    items = tuple(make_item(graph, t) for t in sorted(without, key=graph.label))
    return Outcome(lead=(f"{counted(len(items), graph.label(kind))} {what}",), items=items, number=len(items))


def askable(task: Task) -> Outcome:
    """What can be asked: each relation with a question that is answered."""
    graph = task.graph
    items = []
    for relation in spoken_relations(graph):
        example = example_question(graph, relation)
        if example:
            items.append(
                AnswerItem(
                    id=relation.value,
                    label=graph.label(relation),
                    names=graph.names(relation),
                    kind="relation",
                    details={"example": example, "shown": example},
                )
            )
    return Outcome(
        lead=(f"{len(items)} kinds of links are on record; questions like these are answered:",), items=tuple(items)
    )


def plain_verb(graph: Graph, relation: IRI) -> str | None:
    """The verb of which a relation's label is the third person (*strengthen*, *strengthens*), or None."""
    label = graph.label(relation)
    forms = [t.lexical for t in graph.objects(relation, lex_("verb")) if isinstance(t, Literal)]
    for form in forms:
        head, _, rest = form.partition(" ")
        if label in {f"{third} {rest}".strip() for third in (head + "s", head + "es", head[:-1] + "ies")}:
            return form
    return None


def example_question(graph: Graph, relation: IRI) -> str | None:
    """A question about a relation that has an answer, or None where nothing stands in it or it makes no sentence."""
    if plain_verb(graph, relation) is None:
        return None
    counts: dict[IRI, int] = {}
    for triple in graph.match(None, relation, None):
        if isinstance(triple.object, IRI):
            counts[triple.object] = counts.get(triple.object, 0) + 1
    if not counts:
        return None
    best = min(counts, key=lambda o: (-counts[o], len(graph.label(o)), o.value))
    return f"what {graph.label(relation)} {graph.label(best)}"
