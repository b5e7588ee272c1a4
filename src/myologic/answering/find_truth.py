"""Yes, no or not on record: whether a claim between two things holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from myologic.answering.explain import claim_sentence
from myologic.answering.find_linked import linked_item
from myologic.answering.find_reasons import SHOWN, chain_through, find_path, linking_facts
from myologic.answering.find_related import ACTING, what_is_needed
from myologic.answering.find_states import recorded_states, split, state_item
from myologic.answering.graph import Graph, objects, parts, wholes
from myologic.answering.items import described, make_item
from myologic.answering.outcome import Outcome
from myologic.answering.relations import LEADS_TO, STATES, Hit, Hop, widened
from myologic.answering.statements import statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

HAS_PART: Final = kb_("hasPart")
CAUSAL: Final = frozenset((kb_("leadsTo"), kb_("tightens"), kb_("weakens")))
TOGETHER: Final = CAUSAL | {kb_("commonWith"), kb_("suggests")}
"""What says that two things go together, in either direction."""

FINDING: Final = kb_("Finding")
CAUSE: Final = kb_("Cause")
NEEDS: Final = kb_("needs")
NEAR_ONLY: Final = "what is stated near it is shown, for a plain yes or no is not on record"

COMPARATIVES: Final = (
    (frozenset({"more", "extra", "higher", "heavier"}), frozenset({"fewer", "less", "lower", "lighter"})),
    (frozenset({"fast", "faster", "quick", "quickly"}), frozenset({"slow", "slower", "slowly"})),
)
"""Words that compare one way, and those that compare the other way."""

OPPOSITES: Final = (
    (frozenset({"weak", "weaker", "weakest"}), frozenset({"strong", "stronger", "strongest"})),
    (frozenset({"tight", "tighter"}), frozenset({"loose", "looser"})),
    (frozenset({"left"}), frozenset({"right"})),
)
"""What can be compared with each other: more of the one is less of the other."""

_WORD: Final = re.compile(r"[a-z]+")


def find_truth(task: Task) -> Outcome:
    """Answer yes with the proof, no where membership is on record and excludes it, else that it is not on record."""
    graph, question = task.graph, task.question
    named = task.named()
    relation = question.relation or (LEADS_TO if question.answer_kind == CAUSE else None)
    if len(named) > 1:
        member = _membership(task, named) if relation in (None, HAS_PART) else None
        if member is not None:
            return member
        needed = _needed(task, named) if relation == NEEDS else None
        if needed is not None:
            return needed
        facts = _facts(graph, named, relation)
        if facts:
            return _yes(task, facts)
        if relation is None or relation in CAUSAL:
            chain = chain_through(graph, _ends(task, named))
            if chain:
                return replace(find_path(task), boolean=True)
    other = _other_state(task)
    if other is not None:
        return other
    stated = _stated(task, named)
    if stated is not None:
        return stated
    said = " ".join(f"“{question.text}”".split())
    return nothing(task, f"that says yes or no to {said}", *(f"what is {task.words((m,))}" for m in named[:2]))


def _ends(task: Task, named: Sequence[Mention]) -> tuple[Mention, ...]:
    ends = [m for m in named if m.role == "object"]
    return (*(m for m in named if m not in ends), *ends)


def _facts(graph: Graph, named: Sequence[Mention], relation: IRI | None) -> tuple[Triple, ...]:
    """The facts between what is named, tried in wider rings; only of the relation asked for where one was."""
    direct = linking_facts(graph, named, relation)
    if relation is not None:
        near = {relation} | _near(relation)
        direct = tuple(f for f in direct if f.predicate in near)
    if direct:
        return direct
    found = []
    relations = [relation] if relation else [kb_(name) for name in ACTING]
    if relation is not None and _near(relation):
        relations = sorted(_near(relation), key=lambda p: p.value)
    elif relation is None and any(m.state is not None for m in named):
        relations = [*relations, *sorted(CAUSAL, key=lambda p: p.value)]
    verdicts = {hop.relation: hop.verdict for hop in STATES}
    for left in named:
        for right in named:
            if left is right:
                continue
            rights = [n for ring in widened(graph, right)[:2] for n in ring]
            for start in (n for ring in widened(graph, left)[:2] for n in ring):
                for each in relations:
                    if (
                        each in verdicts
                        and right.state
                        and not graph.label(right.state).startswith(str(verdicts[each]))
                    ):
                        continue
                    found += [Triple(start, each, end) for end in rights if graph.has(start, each, end)]
    return tuple(f for f in dict.fromkeys(found) if not _only_goes_with(graph, f, relation))


def _only_goes_with(graph: Graph, fact: Triple, relation: IRI | None) -> bool:
    """Whether a fact says that a sign goes with a state, where it is asked what brings something about."""
    return relation == LEADS_TO and fact.predicate != LEADS_TO and FINDING in graph.types(fact.subject)


def _near(relation: IRI) -> frozenset[IRI]:
    """The relations that answer for one: of causes all that bring about, of going together all that link."""
    return CAUSAL if relation in CAUSAL else TOGETHER if relation in TOGETHER else frozenset()


def _needed(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Whether a thing is needed for another: what a thing needs is recorded whole, so that *no* can be said too."""
    graph = task.graph
    for thing in named:
        always, one_of = objects(graph, thing.id, "needs"), objects(graph, thing.id, "needsOneOf")
        free = graph.text(thing.id, kb_("noEquipment")) == "true"
        for tool in named:
            if tool is thing or not (always or one_of or free):
                continue
            item = make_item(graph, thing.id, why=(what_is_needed(graph, thing.id),), details=described(graph, thing.id))
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
    agrees = any(part in asked for s in states for part in s.verdict.split("-"))
    if task.question.relation in CAUSAL and all(FINDING in graph.types(m.id) for m in factors):
        # a sign that is recorded with a state says nothing of which brings about the other
        said = listed(list(dict.fromkeys(f"{graph.label(s.muscle)} {s.verdict.replace('-', ' ')}" for s in states[:SHOWN])))
        return nothing(task, "that says which brings about the other", tail=(f"on record with {task.words(factors)}: {said}",))
    items = tuple(state_item(graph, s) for s in states[:SHOWN])
    said = listed(list(dict.fromkeys(f"{i.label} {(i.verdict or '').replace('-', ' ')}" for i in items)))
    return Outcome(
        lead=(f"{'yes' if agrees else 'no, not as asked'}: on record with {task.words(factors)}: {said}",),
        items=items,
        boolean=agrees,
    )


def _yes(task: Task, facts: Sequence[Triple]) -> Outcome:
    graph = task.graph
    hops = {hop.relation: hop for hop in STATES}
    items = [
        linked_item(graph, Hit(f.object, (f,), hops.get(f.predicate, Hop(f.predicate)), graph.certainty(f)))
        for f in facts[:SHOWN]
        if isinstance(f.object, IRI) and isinstance(f.predicate, IRI)
    ]
    return Outcome(
        lead=(f"yes: {listed([claim_sentence(graph, f) for f in facts[:3]])}",), items=tuple(items), boolean=True
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
                return _yes(task, (Triple(way, HAS_PART, inner.id),))
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


def agreement(question: str, statement: str) -> bool | None:
    """Whether two sentences compare the same way (*more* … *more*) or opposite ways (*more* … *fewer*); None if neither."""
    asked, said = (set(_WORD.findall(text.casefold())) for text in (question, statement))
    for up, down in COMPARATIVES:
        ways = [(bool(words & up), bool(words & down)) for words in (asked, said)]
        if all(way in ((True, False), (False, True)) for way in ways):
            return (ways[0] == ways[1]) == _of_the_same(question, statement)
    return None


def _of_the_same(question: str, statement: str) -> bool:
    """Whether two sentences compare the same thing, and not one its opposite: the first of a pair that each names."""
    for pair in OPPOSITES:
        firsts = [
            next((one for word in _WORD.findall(text.casefold()) for one in pair if word in one), None)
            for text in (question, statement)
        ]
        if None not in firsts:
            return firsts[0] == firsts[1]
    return True


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
    if agrees is True:
        items = tuple(statement_item(graph, s) for s in stated[:SHOWN])
        return Outcome(lead=(f"yes, as stated on record about {about}",), items=items, boolean=True)
    things = [m.id for m in named]
    on_it = stated[0] in things or all(graph.has(stated[0], kb_("about"), thing) for thing in things)
    denied = on_it and kb_("Caveat") in graph.types(stated[0]) or any(m.negated for m in task.question.mentions)
    if denied or agrees is False:
        items = tuple(statement_item(graph, s) for s in stated[:SHOWN])
        return Outcome(lead=(f"no, not as asked; on record about {about}",), items=items, boolean=False)
    said = [text for s in stated[:2] if (text := graph.text(s, kb_("says")))]
    if task.question.boolean and len(named) > 1:
        return nothing(task, f"that says yes or no to that; about {about} it is stated", tail=tuple(said))
    items = tuple(statement_item(graph, s) for s in stated[:SHOWN])
    return Outcome(lead=(f"on record about {about}",), items=items, assumed=(NEAR_ONLY,))
