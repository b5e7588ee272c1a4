"""Yes, no or not on record: whether a claim between two things holds."""

from __future__ import annotations

from myologic.answering.explain import claim_sentence
from myologic.answering.filters import uses
from myologic.answering.find_linked import find_effects, linked_item
from myologic.answering.find_reasons import SHOWN, chain_through, find_path
from myologic.answering.find_related import EQUIPMENT, REMEDIES, find_related, related, what_is_needed
from myologic.answering.find_states import BODY_PART, recorded_states, split, state_item
from myologic.answering.graph import Graph, objects, parts, wholes
from myologic.answering.items import described, make_item
from myologic.answering.meeting import one_sided_effect
from myologic.answering.outcome import Outcome
from myologic.answering.relations import LEADS_TO, STATES, SUGGESTS, Hit, Hop, meanings, reach
from myologic.answering.ruled_out import does_else, named_by_its_contrary, two_things
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import EASIER, Task, nothing
from myologic.answering.truth_links import ACTS, ALSO, CAUSAL, FINDING, GOOD_LINKS, HELPS, Links, claim_ends, links
from myologic.answering.truth_words import (
    ALONE,
    BRINGING,
    EASING,
    NEVER,
    SAME,
    SAME_SIDE,
    agreement,
    claims_contrary,
    claims_more,
    denies,
    matters,
    said_sound,
    speaks_of_it,
    valued,
    weighed_alike,
    weighs,
    without_exception,
    words_of,
)
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import DEFINITION, TYPE, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

HAS_PART: Final = kb_("hasPart")
CAUSE: Final = kb_("Cause")
NEEDS: Final = kb_("needs")
CAVEAT: Final = kb_("Caveat")
MEANS: Final = kb_("Means")
NEAR_ONLY: Final = "what is stated near it is shown, for a plain yes or no is not on record"
SAID: Final = 3
"""How many facts a sentence names."""


def find_truth(task: Task) -> Outcome:
    """Answer yes with the proof, no where what is on record says otherwise, else that it is not on record."""
    question = task.question
    if question.relation == NEEDS and not any(MEANS in task.graph.types(m.id) for m in question.mentions):
        # *is x any good for y*, of an x that is no tool
        question = replace(question, relation=None)
        task = replace(task, question=question)
    named = tuple({m.id: m for m in reversed(task.named())}.values())[::-1]
    relation = question.relation or (LEADS_TO if question.answer_kind == CAUSE else None)
    # that it is that alone, or never, is more than what one side does
    more = ALONE.search(question.text.casefold()) or NEVER.search(question.text.casefold())
    found = named_by_its_contrary(task, named) or (None if more else one_sided_effect(task, named))
    found = found or (_between(task, named, relation) if len(named) > 1 else _by_itself(task, named))
    if found is None or found.status != "answered":
        found = _with_a_tool(task) or found
    if found is not None:
        silent = found.status != "answered" and not found.tail
        return (_advised(task, named) if silent else None) or found
    recommended = _recommended(task, named)
    if recommended is not None:
        return recommended
    stated = _stated(task, named)
    if stated is not None:
        return stated
    advised = _advised(task, named)
    if advised is not None:
        return advised
    said = " ".join(f"“{question.text}”".split())
    return nothing(task, f"that says yes or no to {said}", *(f"what is {task.words((m,))}" for m in named[:2]))


def _between(task: Task, named: Sequence[Mention], relation: IRI | None) -> Outcome | None:
    """What is on record between the things of a claim; None where nothing is."""
    text = task.question.text.casefold()
    if SAME.search(text) and len(named) == 2 and relation is None:  # noqa: PLR2004
        return two_things(task, named)
    if SAME_SIDE.search(text):
        return nothing(task, f"that says on which side {task.words(tuple(named[:1]))} is with {task.words(tuple(named[1:]))}")
    member = _membership(task, named) if relation in (None, HAS_PART) else None
    if member is not None:
        return member
    needed = _needed(task, named) if relation == NEEDS else None
    if needed is not None:
        return needed
    if relation in (None, HELPS) and weighs(task.question.text):
        return _weighed(task, named)
    on_record = links(task, named, relation)
    if any(said_sound(text, m.text) for m in named if m.state is None and BODY_PART in task.graph.types(m.id)):
        # what is on record of a muscle that is not well says nothing of one that is
        return _only(task, "on record is", on_record.agreeing) if on_record.agreeing else None
    if on_record.agreeing:
        return _agreed(task, named, on_record)
    if on_record.contrary:
        return _contrary(task, on_record.contrary)
    if on_record.turned and relation == EASIER:
        return _facts(task, on_record.turned, "no, it is the other way round", holds=False)
    if relation is None or relation in CAUSAL:
        chain = _chain(task, named, relation)
        if chain is not None:
            return chain
    other = _other_state(task)
    if other is not None:
        return other
    on_part = _on_the_part(task, named) if relation is None or relation in CAUSAL else ()
    if on_part:
        return _facts(task, on_part, "yes", holds=True)
    if on_record.turned:
        return _only(task, "not on record that way round; on record is", on_record.turned)
    indirect = _by_what_it_does(task, named) if relation == HELPS else None
    if indirect is not None:
        return indirect
    if on_record.beside:
        return _only(task, "nothing on record says that one brings on the other; on record is", on_record.beside)
    return _other_aims(task, named, relation)


def _agreed(task: Task, named: Sequence[Mention], on_record: Links) -> Outcome:
    """Yes; or no where the question is whether a harm does good, or whether it is so without exception."""
    good = valued(task.question.text)
    helping = all(fact.predicate in GOOD_LINKS for fact in on_record.agreeing)
    if good is not None and task.question.relation is None and helping is not good:
        return _facts(task, on_record.agreeing, "no, what is on record speaks against that", holds=False)
    beside = _beside_names(task)
    if helping and good is None and task.question.relation is None and BRINGING.search(beside.casefold()) and not EASING.search(beside.casefold()):
        return _facts(task, on_record.agreeing, "no, what is on record speaks against that", holds=False)
    if NEVER.search(beside.casefold()):
        return _facts(task, on_record.agreeing, "no, on record is that it can be so", holds=False)
    if ALONE.search(beside.casefold()) and all(fact.predicate in CAUSAL for fact in on_record.agreeing):
        return _not_alone(task, on_record.agreeing)
    if without_exception(beside):
        return _facts(
            task, on_record.agreeing, "no, not without exception; on record is that it can be so", holds=False
        )
    return _facts(task, on_record.agreeing, "yes", holds=True, assumed=_nearby(task, named, on_record.agreeing))


def _not_alone(task: Task, facts: Sequence[Triple]) -> Outcome:
    """No, where others on record bring about the same; else what is on record, without a yes or no."""
    graph = task.graph
    others = [f for fact in facts for f in graph.match(None, fact.predicate, fact.object) if f not in facts]
    if not others:
        return _only(task, "on record is", facts)
    labels = list(dict.fromkeys(graph.label(f.subject) for f in others))
    more = f" and {len(labels) - SAID} more" if len(labels) > SAID else ""
    return _facts(task, facts, f"no, not that alone, for {listed(labels[:SAID])}{more} can do so too; on record is", holds=False)


def _beside_names(task: Task) -> str:
    """The words of the question beside the names in it: *always* in the name of a thing claims nothing."""
    text = task.question.text
    for mention in task.question.mentions:
        text = text.replace(mention.text, " ") if mention.text else text
    return text


def _nearby(task: Task, named: Sequence[Mention], facts: Sequence[Triple]) -> tuple[str, ...]:
    """What was taken for the things named, where no fact speaks of them themselves."""
    lines = []
    for mention in named:
        inner = meanings(task.graph, mention)
        ends = [end for fact in facts for end in (fact.subject, fact.object)]
        if any(end in inner for end in ends):
            continue
        others = {n for m in named if m is not mention for n in meanings(task.graph, m)}
        stands = [task.graph.label(end) for end in dict.fromkeys(ends) if end not in others]
        said = f"what is on record for {listed(stands[:SAID])} is meant by {task.words((mention,))}"
        lines.append(said if stands else f"{task.words((mention,))} left aside, for nothing on record speaks of it")
    return tuple(lines)


def _contrary(task: Task, facts: Sequence[Triple]) -> Outcome:
    acting = all(fact.predicate in (*ACTS, *ALSO.values()) for fact in facts)
    return _facts(task, facts, "no, not that; on record is" if acting else "no, the contrary is on record", holds=False)


def _only(task: Task, said: str, facts: Sequence[Triple]) -> Outcome:
    """The honest non-answer beside what is on record."""
    claims = listed(list(dict.fromkeys(claim_sentence(task.graph, f) for f in facts[:SAID])))
    return nothing(task, "that says yes or no to that", tail=(f"{said}: {claims}",))


def _facts(task: Task, facts: Sequence[Triple], said: str, *, holds: bool, assumed: tuple[str, ...] = ()) -> Outcome:
    graph = task.graph
    hops = {hop.relation: hop for hop in STATES}
    items = [
        linked_item(graph, Hit(f.object, (f,), hops.get(f.predicate, Hop(f.predicate)), graph.certainty(f)))
        for f in facts[:SHOWN]
        if isinstance(f.object, IRI) and isinstance(f.predicate, IRI)
    ]
    claims = list(dict.fromkeys(claim_sentence(graph, f) for f in facts))
    more = f", and {len(claims) - SAID} more" if len(claims) > SAID else ""
    return Outcome(lead=(f"{said}: {listed(claims[:SAID])}{more}",), items=tuple(items), boolean=holds, assumed=assumed)


def _chain(task: Task, named: Sequence[Mention], relation: IRI | None) -> Outcome | None:
    """Yes by several steps; a sign is no first step where it is asked what brings something about."""
    graph = task.graph
    sides = claim_ends(named)
    ordered = (*sides[0], *sides[1]) if sides is not None else tuple(named)
    verdict = next((hop.verdict for hop in STATES if hop.relation == relation), None)
    chain = chain_through(graph, ordered, signs=relation is None)
    if not chain:
        return None
    last = chain[-1]
    if verdict is not None and last.hop.verdict != verdict and not _is_in(graph, last.thing, verdict):
        return None
    first = chain[0].steps[0].subject
    ends = tuple(t for t in (first, last.thing) if isinstance(t, IRI))
    assumed = _nearby(task, (ordered[0], ordered[-1]), (Triple(ends[0], last.hop.relation, ends[-1]),))
    found = find_path(replace(task, question=replace(task.question, mentions=tuple(ordered))))
    if found.status != "answered":
        return None
    way = " → ".join(graph.label(t) for t in (first, *(hit.thing for hit in chain)))
    beside = _beside_names(task)
    if ALONE.search(beside.casefold()):
        return nothing(task, "that says that it is that alone", tail=(f"on record is: {way}",))
    always = without_exception(beside) or NEVER.search(beside.casefold()) is not None
    said = "no, not without exception; on record is that it can be so" if always else "yes, as far as is on record"
    said = "no, on record is that it can be so" if NEVER.search(beside.casefold()) else said
    return replace(
        found, lead=(f"{said}: {way}", *found.lead[1:]), boolean=not always, assumed=(*found.assumed, *assumed)
    )


def _is_in(graph: Graph, thing: IRI, verdict: str) -> bool:
    return any(verdict in graph.label(v) for v in objects(graph, thing, "verdict"))


def _weighed(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Whether one thing is better than another: as stated, or as one of them is on record against the other."""
    graph = task.graph
    stated = _stated(task, named)
    if stated is not None and stated.boolean is not None:
        return stated
    factors = [m for m in named if CAUSE in graph.types(m.id)]
    on_record = links(task, named, kb_("counteracts"))
    if on_record.agreeing:
        start = named[0]
        first = any(f.subject in meanings(graph, start) for f in on_record.agreeing)
        said = "yes, as far as is on record" if first else "no, it is the other way round on record"
        worse = bool(words_of(task.question.text) & {"worse", "worst"})
        return _facts(task, on_record.agreeing, said, holds=first != worse)
    if len(factors) > 1:
        effects = [find_effects(replace(task, question=replace(task.question, mentions=(m,)))) for m in factors]
        if all(e.status == "answered" for e in effects):
            told = [
                f"{m.label}: {listed([i.label for i in e.items[:SAID]])}" for m, e in zip(factors, effects, strict=True)
            ]
            items = tuple(
                make_item(graph, m.id, why=(f"on record as following from it: {line.partition(': ')[2]}",))
                for m, line in zip(factors, told, strict=True)
            )
            lead = ("no, not as recorded: each has effects of its own", *told)
            return Outcome(lead=lead, items=items, style="none", boolean=False)
    return nothing(task, "that weighs the one against the other", f"compare {task.words(tuple(named))}")


def _by_itself(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Whether one thing is good or bad: by what it leads to, or by what it is against."""
    graph = task.graph
    if len(named) != 1 or weighs(task.question.text):
        return None
    done = _is_done(task, named[0])
    if done is not None:
        return done
    good = valued(task.question.text)
    if good is None and matters(task.question.text):
        good = CAUSE not in graph.types(named[0].id)  # a harm matters by what it leads to, a help by what it is against
    if good is None:
        return None
    effects = find_effects(task) if CAUSE in graph.types(named[0].id) else None
    if effects is not None and effects.status == "answered":
        said = "no, not as recorded" if good else "yes, as recorded"
        told = listed([i.label if i.verdict is None else f"{i.verdict} {i.label}" for i in effects.items[:SAID]])
        return replace(effects, lead=(f"{said}: {task.words(tuple(named))} can lead to {told}",), boolean=not good)
    helped = [f for node in meanings(graph, named[0]) for p in GOOD_LINKS for f in graph.match(node, p, None)]
    if helped:
        return _facts(task, helped, "yes, as recorded" if good else "nothing bad of it is on record", holds=good)
    return None


def _is_done(task: Task, means: Mention) -> Outcome | None:
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
            return _facts(task, facts, "yes, as recorded", holds=True)
    facts = [f for each in ACTS for f in graph.match(means.id, each, None) if isinstance(f.object, IRI)]
    return _facts(task, facts, "no, not as recorded; on record is", holds=False) if facts else None


def _with_a_tool(task: Task) -> Outcome | None:
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


def _on_the_part(task: Task, named: Sequence[Mention]) -> tuple[Triple, ...]:
    """What a thing leads to that is named after the part of the body asked about (*pull on the …*)."""
    graph = task.graph
    bare = [m for m in named if BODY_PART in graph.types(m.id) and m.state is None]
    return tuple(
        Triple(node, LEADS_TO, end)
        for mention in named
        if mention not in bare
        for node in meanings(graph, mention)
        for end in graph.objects(node, LEADS_TO)
        if any(part.label in graph.label(end) for part in bare)
    )


def _by_what_it_does(task: Task, named: Sequence[Mention]) -> Outcome | None:
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
    return _facts(
        task,
        told,
        "yes, indirectly; nobody is cited for the whole of it",
        holds=True,
        assumed=(f"to help with {aim} is to do what the muscles that go with it call for",),
    )


def _other_aims(task: Task, named: Sequence[Mention], relation: IRI | None) -> Outcome | None:
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
        return _facts(task, facts, "no, not as recorded; on record is", holds=False)
    return nothing(task, "that says yes or no to that", tail=(f"on record is: {listed(told)}",))


def _needed(task: Task, named: Sequence[Mention]) -> Outcome | None:
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


def _other_state(task: Task) -> Outcome | None:
    """A no where a muscle is asked about in one state and is on record in others only with what is named."""
    graph = task.graph
    muscles, factors = split(task)
    asked = {graph.label(m.state).split()[0] for m in muscles if m.state is not None}
    if not asked or not factors:
        return None
    states = recorded_states(graph, muscles, factors)
    if not states:
        return None
    fitting = [s for s in states if any(part in asked for part in s.verdict.split("-"))]
    sides = {m.side for m in muscles if m.side in ("left", "right")}
    other_side = (
        bool(sides) and bool(fitting) and all(s.side in ("left", "right") and s.side not in sides for s in fitting)
    )
    agrees = bool(fitting) and not other_side
    of_sign = all(FINDING in graph.types(m.id) for m in factors)
    ends = claim_ends(task.named())
    turned = task.question.relation == SUGGESTS and ends is not None and not any(f in ends[0] for f in factors)
    if of_sign and (task.question.relation == LEADS_TO or turned):
        # a sign that is recorded with a state says nothing of which brings about the other, nor does the state show it
        said = listed(
            list(dict.fromkeys(f"{graph.label(s.muscle)} {s.verdict.replace('-', ' ')}" for s in states[:SHOWN]))
        )
        return nothing(
            task, "that says which of the two comes first", tail=(f"on record with {task.words(factors)}: {said}",)
        )
    items = tuple(state_item(graph, s) for s in states[:SHOWN])
    said = listed(
        list(
            dict.fromkeys(
                " ".join(
                    (i.side if i.side in ("left", "right") else "", i.label, (i.verdict or "").replace("-", " "))
                ).strip()
                for i in items
            )
        )
    )
    return Outcome(
        lead=(f"{'yes' if agrees else 'no, not as asked'}: on record with {task.words(factors)}: {said}",),
        items=items,
        boolean=agrees,
    )


def _recommended(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Yes, for a habit that is advised, where nothing more is claimed than that one does it; None where more is.

    More is claimed by a figure or a place (*above*, *three*) that is not in what is advised, by *only* or *always*, by a
    denial, and by whatever was not understood.
    """
    from myologic.answering.find_advice import HABIT, habit_item

    graph, question = task.graph, task.question
    habits = [m for m in named if HABIT in graph.types(m.id) and graph.text(m.id, kb_("advice"))]
    if len(habits) != 1 or len(named) != 1 or question.not_understood or question.slots.negation or question.relation is not None:
        return None
    habit = habits[0].id
    if habits[0].side is not None or graph.has(habit, TYPE, kb_("Group")):
        return None
    item = habit_item(graph, habit)
    written = " ".join((*item.names, *item.why, graph.text(habit, DEFINITION) or "", str(item.details.get("shown", ""))))
    asked = question.text
    if weighs(asked) or denies(asked) or without_exception(asked):
        return None
    if claims_contrary(asked, written):
        return Outcome(lead=(f"no, not so; what is advised is: {item.why[0]}",), items=(item,), boolean=False)
    if claims_more(asked, written):
        return None
    stated = statements_about(graph, [habit], ("Rationale", "Mechanism"))
    reasons = tuple(statement_item(graph, s) for s in stated[:SAID])
    return Outcome(lead=(f"yes, that is advised: {item.why[0]}",), items=(item, *reasons), boolean=True)


def _advised(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """For a habit, by itself or beside a part of the body: what is advised, without a yes or no; None for anything else."""
    from myologic.answering.find_advice import HABIT, habit_item

    graph = task.graph
    habits = [m for m in named if HABIT in graph.types(m.id) and graph.text(m.id, kb_("advice"))]
    others = [m for m in named if m not in habits]
    if len(habits) != 1 or any(m.state is not None or BODY_PART not in graph.types(m.id) for m in others):
        return None
    return Outcome(
        lead=(f"no yes or no to that is on record; what is advised about {task.words(tuple(habits))}:",),
        items=(habit_item(graph, habits[0].id),),
    )


def _membership(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Yes or no to being part of a group whose members are on record; None where that is not what is asked."""
    graph = task.graph
    for inner in named:
        for outer in named:
            members = parts(graph, outer.id)
            if inner is outer or not members:
                continue
            if inner.id in members:
                way = next(w for w in (outer.id, *wholes(graph, inner.id)) if graph.has(w, HAS_PART, inner.id))
                return _facts(task, (Triple(way, HAS_PART, inner.id),), "yes", holds=True)
            if task.question.relation == HAS_PART and _is_of_kind(graph, inner.id, members):
                near = [graph.label(m) for m in objects(graph, outer.id, "hasPart")]
                return Outcome(
                    lead=(
                        f"no: {task.words((inner,))} is not among what is on record as {outer.label}",
                        f"on record as {outer.label}: {listed(near)}",
                    ),
                    items=(make_item(graph, outer.id),),
                    style="none",
                    boolean=False,
                )
    return None


def _is_of_kind(graph: Graph, thing: IRI, members: Sequence[IRI]) -> bool:
    """Whether a thing is of the class of the members of a group, so that being none of them says something."""
    kinds = {graph.types(member)[0] for member in members if graph.types(member)}
    return bool(kinds & set(graph.types(thing)))


def _stated(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """A no where a caveat about the things named denies the claim; else what is stated beside a claim not on record."""
    graph = task.graph
    stated = statements_about(graph, [m.id for m in named], ("Caveat", "Principle", "Rationale", "Mechanism"))
    if not stated:
        return None
    about = task.words(tuple(named))
    beside = task.question.text
    for mention in task.question.mentions:
        # what compares within the name of a sign (*a lower right shoulder*) compares nothing that is claimed
        beside = beside.replace(mention.text, " ") if mention.text and FINDING in graph.types(mention.id) else beside
    agrees = agreement(beside, graph.text(stated[0], kb_("says")) or "")
    if " than " in beside:
        # what is put before what decides, and only a statement that weighs the same two says so
        weighed = {s: weighed_alike(beside, graph.text(s, kb_("says")) or "") for s in stated}
        agrees = next((alike for alike in weighed.values() if alike is not None), None)
        stated = tuple(sorted(stated, key=lambda s: weighed[s] is None))
    if agrees is True:
        items = tuple(statement_item(graph, s) for s in stated[:SHOWN])
        return Outcome(lead=(f"yes, as stated on record about {about}",), items=items, boolean=True)
    things = [m.id for m in named]
    on_it = stated[0] in things or all(graph.has(stated[0], kb_("about"), thing) for thing in things)
    said_of_it = graph.text(stated[0], kb_("says")) or ""
    names = " ".join(text for m in named for text in (m.text, m.label))
    on_it = on_it and (len(named) > 1 or stated[0] in things or speaks_of_it(task.question.text, said_of_it, names))
    denied = on_it and CAVEAT in graph.types(stated[0]) and denies(said_of_it) and not task.question.slots.negation
    if denied or agrees is False:
        items = tuple(statement_item(graph, s) for s in stated[:SHOWN])
        return Outcome(lead=(f"no, not as asked; on record about {about}",), items=items, boolean=False)
    if len(named) > 1:
        both = tuple(text for s in stated if is_about_both(graph, s, things) and (text := graph.text(s, kb_("says"))))
        if not both:
            return None
        return nothing(task, f"that says yes or no to that; about {about} it is stated", tail=both[:2])
    items = tuple(statement_item(graph, s) for s in stated[:SHOWN])
    return Outcome(lead=(f"on record about {about}",), items=items, assumed=(NEAR_ONLY,))
