"""What something is, how it is done, and how much of it: what is recorded of the thing itself."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Plain
from myologic.answering.filters import uses
from myologic.answering.graph import Graph, iris, objects, parts, subjects, texts
from myologic.answering.items import described, make_item, sources_of
from myologic.answering.outcome import Outcome
from myologic.answering.relations import RELATED
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.words import a, listed, plural
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import DEFINITION, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

ACTING: Final = ("strengthens", "stretches", "mobilises", "releases")
GROUP: Final = kb_("Group")
EVERYDAY: Final = kb_("EverydayGroup")
CAUSE: Final = kb_("Cause")
MEANS: Final = kb_("Means")
BODY_PART: Final = kb_("BodyPart")
SHOWN_DOSES: Final = 5
EVIDENCE: Final = kb_("Evidence")
SELF_CHECK: Final = kb_("SelfCheck")
PURPOSE: Final = kb_("Purpose")
EQUIPMENT: Final = kb_("Equipment")
TEST: Final = kb_("ClinicalTest")
FINDING: Final = kb_("Finding")
SHOWN_STATEMENTS: Final = 5
SHOWN_AIMS: Final = 6
STATE_OF: Final = {"tightens": "tight", "weakens": "weak"}
SHOWN_BEFORE: Final = 3


def find_definition(task: Task) -> Outcome:
    """Answer with what the things named are."""
    items = [definition_item(task.graph, m) for m in task.named()]
    known = [item for item in items if item is not None]
    if not known:
        return nothing(task, f"that says what {task.words(task.named())} is")
    lead = [line for item in known for line in (f"{item.label}: {item.why[0]}", *item.why[1:])]
    return Outcome(items=tuple(known), lead=tuple(lead), style="none")


def find_state_meaning(task: Task, state: IRI) -> Outcome | None:
    """What a word for a state means, and what such a state calls for; None where neither is recorded."""
    item = state_meaning(task.graph, state)
    if item is None:
        return None
    return Outcome(lead=(f"{item.label}: {item.why[0]}", *item.why[1:]), items=(item,), style="none", intent="define")


def state_meaning(graph: Graph, state: IRI) -> AnswerItem | None:
    """A state with its definition and with what it calls for, or None."""
    told = graph.text(state, DEFINITION)
    others = [name for name in graph.names(state) if name != graph.label(state)]
    said = [f"{told}; also called {listed(others, 'or')}" if others else told] if told else []
    if calls_for := graph.text(state, kb_("prescription")):
        said.append(f"what that calls for: {calls_for}")
    return make_item(graph, state, why=said) if said else None


def definition_item(graph: Graph, mention: Mention) -> AnswerItem | None:
    """A thing with its definition, or with what its relations say of it; None where nothing is recorded."""
    for thing in dict.fromkeys((mention.node, mention.id)):
        if thing is None:
            continue
        told = graph.text(thing, DEFINITION) or graph.text(thing, kb_("says"))
        facts = _facts(graph, thing, told or "")
        said = [told] if told else []
        more = [s for s in statements_about(graph, (thing,)) if EVIDENCE not in graph.types(s)][: 1 if told else 4]
        said += [text for s in more if (text := graph.text(s, kb_("says")))]
        if facts:
            said.append(facts)
        if said:
            return make_item(
                graph, thing, why=said, sources=sources_of(graph, (thing, *more)), details=_targets(graph, thing)
            )
    return None


def _facts(graph: Graph, thing: IRI, told: str) -> str:
    """What the relations of a thing say of it that is not told already, in one line; empty where there is nothing."""
    said = []
    shown = texts(graph, thing, "how", "howToCheck", "positiveWhen", "advice")
    said += [text for text in shown[:2]]
    kind = graph.kind(thing)
    groups = [graph.label(whole) for whole in subjects(graph, thing, "hasPart")]
    if groups:
        said.append(f"{a(kind)}, part of the {listed(groups)}")
    inner = [graph.label(part) for part in objects(graph, thing, "hasPart")]
    if inner:
        said.append(f"{a(kind)} made of {listed(inner)}")
    wider = [graph.label(each) for each in objects(graph, thing, "exampleOf")]
    if wider:
        said.append(f"an example of {listed(wider)}")
    for name, words in (("region", "lies in"), ("action", "action"), ("antagonist", "works against")):
        values = [graph.label(each) for each in graph.objects(thing, kb_(name))]
        if values and not all(value in told for value in values):
            said.append(f"{words}: {listed(values)}")
    if CAUSE in graph.types(thing):
        ends = objects(graph, thing, "leadsTo")
        muscles = {name: objects(graph, thing, name) for name in ("tightens", "weakens")}
        found = [graph.label(end) for end in ends]
        found += [f"{state} {graph.label(m)}" for name, state in STATE_OF.items() for m in muscles[name]]
        if found := list(dict.fromkeys(found)):
            said.append(f"on record as leading to: {listed(found[:SHOWN_AIMS])}")
    for name in ACTING:
        aims = _aims(graph, thing, name)
        if aims:
            said.append(f"{name}: {listed([graph.label(aim) for aim in aims[:6]])}")
    return "; ".join(said)


def _aims(graph: Graph, thing: IRI, relation: str) -> list[IRI]:
    """What a thing acts on: what it is mainly for, then the groups, then the rest; everyday groups last."""
    mainly = set(objects(graph, thing, "primary"))
    found = objects(graph, thing, relation)

    def rank(aim: IRI) -> int:
        types = graph.types(aim)
        return 3 if EVERYDAY in types else 0 if GROUP in types else 1 if aim in mainly else 2

    return sorted(found, key=lambda aim: (rank(aim), graph.label(aim)))


def _targets(graph: Graph, thing: IRI) -> dict[str, Plain]:
    """Everything that a thing acts on, by relation."""
    found: dict[str, Plain] = {}
    for name in ACTING:
        aims = _aims(graph, thing, name)
        if aims:
            found[name] = [graph.label(aim) for aim in aims]
    return found


def find_instructions(task: Task) -> Outcome:
    """Answer with how the things named are done."""
    graph = task.graph
    named = task.topics or task.named()
    things = [thing for m in named for thing in _answered_before(task, m) or _single(graph, m.id)]
    items = [_instructions(graph, thing) for thing in things]
    known = [item for item in items if item is not None]
    if not known and task.topics and all(BODY_PART in graph.types(m.id) for m in task.topics):
        # where a part of the body goes in an exercise is told by how the exercise is done
        known = [item for m in task.givens if MEANS in graph.types(m.id) and (item := _instructions(graph, m.id))]
    if not known:
        known = _done_to_it(task)
    if not known:
        stated = statements_about(graph, [m.id for m in named])
        if stated:
            return Outcome(items=tuple(statement_item(graph, s) for s in stated[:SHOWN_STATEMENTS]))
        return nothing(task, f"about how {task.words(named)} is done")
    lead: list[str] = []
    if len(known) == 1:
        lead = [*known[0].why]
    level = task.question.slots.level
    if level is not None and not any(graph.has(IRI(i.id), kb_("level"), level) for i in known):
        lead.append(f"no variant at the level {graph.label(level)} is on record")
    return Outcome(lead=tuple(lead), items=tuple(known), style="none" if len(known) == 1 else "list")


def _done_to_it(task: Task) -> list[AnswerItem]:
    """How the first of those is done that do something to a part of the body (*how must it be done, the stretch for …*)."""
    from myologic.answering.found import ACTS  # few questions come here
    from myologic.answering.related import related  # few questions come here

    question = task.question
    relation = next((r for r in (question.relation, question.slots.purpose) if r in ACTS), None)
    if not all(BODY_PART in task.graph.types(m.id) for m in task.topics):
        return []
    if relation is None and question.slots.equipment_with:
        # *how do I roll the x*: what is done to it with that
        found = related(replace(task, question=replace(question, answer_kind=None, inverse=False)), ACTS, forward=False)
        told = [_instructions(task.graph, IRI(item.id)) for item in found.items]
        return [item for item in told if item is not None][:1]
    if relation is None:
        return []
    asked = replace(question, answer_kind=None, inverse=False)
    found = related(replace(task, question=asked), (relation,), forward=False)
    told = [_instructions(task.graph, IRI(item.id)) for item in found.items]
    return [item for item in told if item is not None][:SHOWN_BEFORE]


def _answered_before(task: Task, named: Mention) -> tuple[IRI, ...]:
    """The first answers of the question before, where *how is it done* speaks of these and not of what they act on."""
    before = task.question.previous
    if not task.question.inherited or named.start >= 0 or before is None or before.relation is None or before.inverse:
        return ()
    found = (t.subject for t in task.graph.match(None, before.relation, named.id) if isinstance(t.subject, IRI))
    told = [t for t in dict.fromkeys(found) if texts(task.graph, t, "how", "step")]
    return tuple(told[:SHOWN_BEFORE])


def _single(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """A thing that tells how it is done, else its members, else what is an example of it."""
    if texts(graph, thing, "how", "step", "advice", "cue"):
        return (thing,)
    return (*parts(graph, thing), *subjects(graph, thing, "domain"), *subjects(graph, thing, "exampleOf")) or (thing,)


def _instructions(graph: Graph, thing: IRI) -> AnswerItem | None:
    steps = in_order(texts(graph, thing, "step"))
    how, cues = texts(graph, thing, "how", "advice"), texts(graph, thing, "cue")
    if not (steps or how or cues):
        return None
    said = [*steps] if steps else [*how]
    said += [f"cue: {cue}" for cue in cues]
    details: dict[str, Plain] = {**described(graph, thing), "steps": [*said]}
    if steps and how:
        details["how"] = "; ".join(how)
    numbers = parameters(graph, thing)
    if numbers:
        details["parameters"] = [*numbers]
    return make_item(graph, thing, why=said, details=details)


def in_order(steps: Iterable[str]) -> list[str]:
    """Numbered steps in their order."""
    return sorted(steps, key=_number)


def _number(step: str) -> tuple[int, str]:
    head = step.partition(".")[0]
    return (int(head) if head.isdigit() else 99, step)


def parameters(graph: Graph, thing: IRI) -> tuple[str, ...]:
    """The numbers of a thing in words: name, value or range, unit."""
    found = []
    for node in graph.objects(thing, kb_("parameter")):
        name = graph.text(node, kb_("name")) or ""
        value = graph.text(node, kb_("value"))
        low, high, unit = (graph.text(node, kb_(p)) for p in ("low", "high", "unit"))
        if value is None and low is not None:
            value = low if high in (None, low) else f"{low} to {high}"
        if value is not None and unit and value[-1:].isdigit() and unit.casefold() not in name.casefold():
            value += f" {unit if value == '1' or unit.startswith('percent') or unit.endswith('s') else plural(unit)}"
        if value is not None:
            found.append(f"{name}: {value}" if name else value)
    return tuple(found)


def find_dose(task: Task) -> Outcome:
    """Answer with how much and how often, as recorded for the things named, and what is stated about doing them."""
    graph = task.graph
    named = task.topics or task.named()
    items, missing = [], []
    for mention in named:
        things = (mention.id, *parts(graph, mention.id), *subjects(graph, mention.id, "exampleOf"))
        if BODY_PART in graph.types(mention.id):
            things = _acting_on(task, mention)
        elif EQUIPMENT in graph.types(mention.id):
            things = subjects(graph, mention.id, "needs", "needsOneOf")[:SHOWN_DOSES]
        dosed = [_dosed(task, thing) for thing in things]
        known = [item for item in dosed if item is not None]
        items += known
        if not known:
            missing.append(mention)
    if not items and task.question.slots.purpose is not None and all(CAUSE in graph.types(m.id) for m in named):
        general = _dose_of_kind(task, task.question.slots.purpose)
        if general is not None:
            return general
    if not items and any(CAUSE in graph.types(m.id) for m in named):
        from myologic.answering.find_advice import find_habits

        found = find_habits(task)
        said = f"no exercise was named, so what counters {task.words(named)} is meant"
        return replace(found, assumed=(*found.assumed, said)) if found.status == "answered" else found
    told = tuple(m.id for m in task.givens if kb_("Principle") in graph.types(m.id))  # *the good arm or the bad one*
    of_sides = tuple(dict.fromkeys((*told, *_of_sides(task, named))))
    about = missing or named
    stated = [
        s
        for s in statements_about(graph, [m.id for m in about], ("Principle", "Rationale"))
        if is_about_both(graph, s, [m.id for m in about]) and s not in of_sides
    ]
    items = [
        *(statement_item(graph, s) for s in of_sides),
        *items,
        *(statement_item(graph, s) for s in stated[:SHOWN_STATEMENTS]),
    ]
    if not items:
        return nothing(task, f"about how much or how often for {task.words(named)}")
    lead = [] if len(missing) == len(named) else ["as recorded for the general goal, not for one person"]
    return Outcome(lead=tuple(lead), items=tuple(items))


def _dose_of_kind(task: Task, relation: IRI) -> Outcome | None:
    """The numbers for exercises that act by a relation, where beside them only somebody's life was named; or None."""
    graph = task.graph
    done = dict.fromkeys(t.subject for t in graph.match(None, relation, None))
    purposes = [purpose for thing in done for purpose in objects(graph, thing, "purpose")]
    if not purposes:
        return None
    item = _dosed(task, max(dict.fromkeys(purposes), key=purposes.count))
    if item is None:
        return None
    said = f"as recorded for {item.label} in general; {task.words(task.topics)} plays no part in it"
    return Outcome(lead=(said,), items=(item,))


def find_general_dose(task: Task) -> Outcome | None:
    """The numbers for each kind of exercise, where none was named; None where none are recorded."""
    graph = task.graph
    items = [item for purpose in graph.instances(PURPOSE) if (item := _dosed(task, purpose)) is not None]
    if not items:
        return None
    return Outcome(
        lead=("as recorded for the general goal, not for one person",),
        items=tuple(items),
        assumed=("no exercise was named, so the numbers for each kind of exercise are shown",),
    )


def _of_sides(task: Task, named: Sequence[Mention]) -> tuple[IRI, ...]:
    """What is stated about how much each side does, where a side of a part of the body is asked about."""
    graph = task.graph
    sides = any(m.side in ("left", "right") for m in named if BODY_PART in graph.types(m.id))
    if not sides:
        return ()
    forms = [form for form in graph.instances(kb_("Laterality")) if graph.text(form, kb_("code")) == "unilateral"]
    topics = [near for form in forms for near in (form, *iris(graph.objects(form, RELATED)))]
    stated = statements_about(graph, topics, ("Principle",))
    return tuple(s for s in stated if kb_("Principle") in graph.types(s))[:SHOWN_BEFORE]


def _acting_on(task: Task, mention: Mention) -> tuple[IRI, ...]:
    """The best documented things that act on a part of the body, by the purpose asked for where one is."""
    graph, purpose = task.graph, task.question.slots.purpose
    relations = [purpose] if purpose is not None else [kb_(name) for name in ACTING]
    found = {s for relation in relations for s in graph.subjects(relation, mention.id) if isinstance(s, IRI)}
    if (tools := task.question.slots.equipment_with) and any(uses(graph, s, tools) for s in found):
        found = {s for s in found if uses(graph, s, tools)}
    return tuple(sorted(found, key=lambda s: (-len(graph.sources(s)), graph.label(s)))[:SHOWN_DOSES])


def _dosed(task: Task, thing: IRI) -> AnswerItem | None:
    """A thing with the numbers of its dose, or its own, what was asked for first."""
    graph = task.graph
    doses = objects(graph, thing, "dose")
    numbers = [n for dose in (*doses, thing) for n in parameters(graph, dose)]
    if not numbers:
        return None
    notes = [text for dose in doses for text in texts(graph, dose, "note")]
    part = task.question.slots.frequency
    numbers.sort(key=lambda number: not (part and number.startswith(part)))
    return make_item(
        graph,
        thing,
        certainty=next((c for dose in doses if (c := graph.text(dose, kb_("certainty")))), None),
        sources=sources_of(graph, (*doses, *(() if doses else (thing,)))),
        why=notes,
        details={"dose": [*numbers], "shown": "; ".join(numbers)},
    )
