"""Yes, no or not on record: whether a claim between two things holds."""

from __future__ import annotations

from myologic.answering.chains import chain_through
from myologic.answering.claim_figures import figures_in
from myologic.answering.find_linked import find_effects
from myologic.answering.find_path import find_path
from myologic.answering.find_states import BODY_PART, recorded_states, split, state_item
from myologic.answering.graph import Graph, objects, parts, wholes
from myologic.answering.items import make_item
from myologic.answering.links import SHOWN
from myologic.answering.meeting import one_sided_effect
from myologic.answering.outcome import Outcome
from myologic.answering.relations import LEADS_TO, STATES, SUGGESTS, meanings
from myologic.answering.ruled_out import named_by_its_contrary, two_things
from myologic.answering.task import EASIER, Task, nothing
from myologic.answering.truth_links import ACTS, ALSO, CAUSAL, FINDING, GOOD_LINKS, HELPS, Links, claim_ends, links
from myologic.answering.truth_means import MEANS, NEEDS, by_what_it_does, is_done, needed_for, other_aims, with_a_tool
from myologic.answering.truth_stated import by_advice, by_recommendation, by_statements
from myologic.answering.truth_told import SAID, beside_names, by_facts, no_yes_or_no, what_is_meant
from myologic.answering.truth_words import (
    ALONE,
    BRINGING,
    EASING,
    NEVER,
    SAME,
    SAME_SIDE,
    matters,
    said_sound,
    valued,
    weighs,
    without_exception,
    words_of,
)
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

HAS_PART: Final = kb_("hasPart")
CAUSE: Final = kb_("Cause")
MUSCLE: Final = kb_("Muscle")


def find_truth(task: Task) -> Outcome:
    """Answer yes with the proof, no where what is on record says otherwise, else that it is not on record."""
    question = task.question
    if question.decided is not None:
        from myologic.answering.claims import Decided, claim_outcome

        return claim_outcome(task.graph, Decided(question.mentions[0].id, question.decided))
    if question.relation == NEEDS and not any(MEANS in task.graph.types(m.id) for m in question.mentions):
        # *is x any good for y*, of an x that is no tool
        question = replace(question, relation=None)
        task = replace(task, question=question)
    named = tuple({m.id: m for m in reversed(task.named())}.values())[::-1]
    relation = question.relation or (LEADS_TO if question.answer_kind == CAUSE else None)
    # that it is that alone, or never, is more than what one side does
    more = ALONE.search(question.text.casefold()) or NEVER.search(question.text.casefold())
    found = named_by_its_contrary(task, named) or _some_in_state(task, named) or (None if more else one_sided_effect(task, named))
    found = found or (_between(task, named, relation) if len(named) > 1 else _by_itself(task, named))
    if found is None or found.status != "answered":
        found = with_a_tool(task) or found
    if found is not None:
        silent = found.status != "answered" and not found.tail
        return (by_advice(task, named) if silent else None) or found
    recommended = by_recommendation(task, named)
    if recommended is not None:
        return recommended
    stated = by_statements(task, named)
    if stated is not None:
        return stated
    advised = by_advice(task, named)
    if advised is not None:
        return advised
    said = " ".join(f"“{question.text}”".split())
    return nothing(task, f"that says yes or no to {said}", *(f"what is {task.words((m,))}" for m in named[:2]))


def _some_in_state(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Whether anything named leaves some muscles in a state, where none of them is named; None for anything else."""
    question, graph = task.question, task.graph
    if question.answer_kind != MUSCLE or question.slots.state is None or not named:
        return None
    verdict = graph.label(question.slots.state).split()[0]
    if verdict not in {hop.verdict for hop in STATES} or any(BODY_PART in graph.types(m.id) for m in named):
        return None
    from myologic.answering.find_given import find_given

    found = find_given(replace(task, question=replace(question, intent=f"{verdict}_given", boolean=False)))
    if found.status != "answered" or found.assumed:
        return None
    return replace(found, boolean=True, lead=("yes, as recorded", *found.lead))


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
    needed = needed_for(task, named) if relation == NEEDS else None
    if needed is not None:
        return needed
    if relation in (None, HELPS) and weighs(task.question.text):
        return _weighed(task, named)
    on_record = links(task, named, relation)
    if any(said_sound(text, m.text) for m in named if m.state is None and BODY_PART in task.graph.types(m.id)):
        # what is on record of a muscle that is not well says nothing of one that is
        return no_yes_or_no(task, "on record is", on_record.agreeing) if on_record.agreeing else None
    if on_record.agreeing:
        return _agreed(task, named, on_record)
    if on_record.contrary:
        return _contrary(task, on_record.contrary)
    if on_record.turned and relation == EASIER:
        return by_facts(task, on_record.turned, "no, it is the other way round", holds=False)
    if relation is None or relation in CAUSAL:
        chain = _chain(task, named, relation)
        if chain is not None:
            return chain
    other = _other_state(task)
    if other is not None:
        return other
    on_part = _on_the_part(task, named) if relation is None or relation in CAUSAL else ()
    if on_part:
        return by_facts(task, on_part, "yes", holds=True)
    if on_record.turned:
        return no_yes_or_no(task, "not on record that way round; on record is", on_record.turned)
    indirect = by_what_it_does(task, named) if relation == HELPS else None
    if indirect is not None:
        return indirect
    if on_record.beside:
        return no_yes_or_no(task, "nothing on record says that one brings on the other; on record is", on_record.beside)
    return other_aims(task, named, relation)


def _agreed(task: Task, named: Sequence[Mention], on_record: Links) -> Outcome:
    """Yes; or no where the question is whether a harm does good, or whether it is so without exception."""
    good = valued(task.question.text)
    helping = all(fact.predicate in GOOD_LINKS for fact in on_record.agreeing)
    if good is not None and task.question.relation is None and helping is not good:
        return by_facts(task, on_record.agreeing, "no, what is on record speaks against that", holds=False)
    beside = beside_names(task)
    if helping and good is None and task.question.relation is None and BRINGING.search(beside.casefold()) and not EASING.search(beside.casefold()):
        return by_facts(task, on_record.agreeing, "no, what is on record speaks against that", holds=False)
    if NEVER.search(beside.casefold()):
        return by_facts(task, on_record.agreeing, "no, on record is that it can be so", holds=False)
    if ALONE.search(beside.casefold()) and all(fact.predicate in CAUSAL for fact in on_record.agreeing):
        return _not_alone(task, on_record.agreeing)
    if without_exception(beside):
        return by_facts(
            task, on_record.agreeing, "no, not without exception; on record is that it can be so", holds=False
        )
    return by_facts(task, on_record.agreeing, "yes", holds=True, assumed=what_is_meant(task, named, on_record.agreeing))


def _not_alone(task: Task, facts: Sequence[Triple]) -> Outcome:
    """No, where others on record bring about the same; else what is on record, without a yes or no."""
    graph = task.graph
    others = [f for fact in facts for f in graph.match(None, fact.predicate, fact.object) if f not in facts]
    if not others:
        return no_yes_or_no(task, "on record is", facts)
    labels = list(dict.fromkeys(graph.label(f.subject) for f in others))
    more = f" and {len(labels) - SAID} more" if len(labels) > SAID else ""
    return by_facts(task, facts, f"no, not that alone, for {listed(labels[:SAID])}{more} can do so too; on record is", holds=False)


def _contrary(task: Task, facts: Sequence[Triple]) -> Outcome:
    acting = all(fact.predicate in (*ACTS, *ALSO.values()) for fact in facts)
    return by_facts(task, facts, "no, not that; on record is" if acting else "no, the contrary is on record", holds=False)


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
    assumed = what_is_meant(task, (ordered[0], ordered[-1]), (Triple(ends[0], last.hop.relation, ends[-1]),))
    found = find_path(replace(task, question=replace(task.question, mentions=tuple(ordered))))
    if found.status != "answered":
        return None
    way = " → ".join(graph.label(t) for t in (first, *(hit.thing for hit in chain)))
    beside = beside_names(task)
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
    stated = by_statements(task, named)
    if stated is not None and stated.boolean is not None:
        return stated
    factors = [m for m in named if CAUSE in graph.types(m.id)]
    on_record = links(task, named, kb_("counteracts"))
    if on_record.agreeing:
        start = named[0]
        first = any(f.subject in meanings(graph, start) for f in on_record.agreeing)
        said = "yes, as far as is on record" if first else "no, it is the other way round on record"
        worse = bool(words_of(task.question.text) & {"worse", "worst"})
        return by_facts(task, on_record.agreeing, said, holds=first != worse)
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
    if len(named) != 1 or weighs(task.question.text) or figures_in(task.question.text.casefold())[0]:
        return None  # a figure claims more than what has none
    done = is_done(task, named[0])
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
        return by_facts(task, helped, "yes, as recorded" if good else "nothing bad of it is on record", holds=good)
    return None


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
                return by_facts(task, (Triple(way, HAS_PART, inner.id),), "yes", holds=True)
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
