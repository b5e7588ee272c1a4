"""Why something is so: proofs of what links the things named, else a chain between them, else what is stated about them."""

from __future__ import annotations

from myologic.answering.chains import chain_through, chain_to_state, chained
from myologic.answering.find_linked import find_causes, find_effects
from myologic.answering.find_states import BODY_PART, recorded_states, split, state_item, state_lines
from myologic.answering.find_why_not import find_why_not, with_what_is_denied
from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.links import (
    CAUSE,
    MEANS,
    REASONS,
    SHOWN,
    followed_from,
    linking_facts,
    opening,
    proved_by,
    what_it_is_for,
)
from myologic.answering.outcome import Outcome
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.truth_words import valued
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

FACTOR: Final = kb_("Factor")
GROUP: Final = kb_("HabitGroup")


def find_why(task: Task) -> Outcome:
    """Answer with proofs of what links the things named; else with a chain; else with what is stated about them."""
    graph, question = task.graph, task.question
    named = task.named()
    lacking = _as_lacking(task)
    if lacking is not None:
        found = find_effects(lacking)
        if found.status == "answered":
            return replace(found, lead=("on record is what follows where that is lacking", *found.lead), intent=None)
    if with_what_is_denied(task) is not task:
        return replace(find_why_not(task), intent="why_not")
    if len(named) > 1:
        facts = linking_facts(graph, named, question.relation)
        if facts:
            return proved_by(task, facts)
        ends = question.having("object") or (task.topics if task.givens else named[-1:])
        starts = tuple(m for m in (*task.givens, *task.topics, *named) if m not in ends)
        for start in dict.fromkeys(starts):
            for end in ends:
                chain = chain_through(graph, (start, end)) or chain_through(graph, (end, start))
                if chain:
                    return chained(task, chain)
        muscles, factors = split(task)
        states = recorded_states(graph, muscles, factors)
        if states:
            items = tuple(state_item(graph, state) for state in states[:SHOWN])
            return Outcome(lead=state_lines(graph, items), items=items, style="proof")
        for start, end in ((a, b) for a in factors for b in muscles if CAUSE in graph.types(a.id)):
            chain = chain_to_state(graph, (start, end))
            if chain:
                return chained(task, chain)
    about = [m.id for m in named]
    reasons = statements_about(graph, about, REASONS)
    reasons = tuple(s for s in reasons if is_about_both(graph, s, about)) or reasons
    groups = [thing for thing in about if GROUP in graph.types(thing)]
    if not any(is_about_both(graph, s, about) for s in reasons) and groups:
        # why a group of them matters is why its members do
        reasons = statements_about(graph, [member for group in groups for member in parts(graph, group)], REASONS)
    stated = tuple(statement_item(graph, s) for s in reasons[:SHOWN])
    if _is_unlinked(graph, named):
        both = tuple(statement_item(graph, s) for s in reasons[:SHOWN] if is_about_both(graph, s, about))
        if both:
            return Outcome(items=both, lead=opening(task, named))
        left, right = task.words(named[:1]), task.words(named[1:])
        instead = _of_what_acts(task, named)
        # *why is it bad for x* leaves open what it does there
        harm = instead is not None and valued(question.text) is False
        if instead is not None and (harm or not any(CAUSE in graph.types(m.id) for m in named)):
            return replace(instead, lead=(f"nothing on record links {left} with {right}", *instead.lead))
        # what a cause leads to otherwise explains nothing of what was asked: it is only named
        labels = [] if instead is None else [i.label if i.verdict is None else f"{i.verdict} {i.label}" for i in instead.items]
        told = () if instead is None else (f"{instead.lead[0]} {listed(labels[:SHOWN])}",)
        return nothing(task, f"that links {left} with {right}", f"what does {left} lead to", f"what causes {right}", tail=told)
    bare = [m for m in named if m.state is None and BODY_PART in graph.types(m.id)]
    if len(named) > len(bare) and len(named) - len(bare) == 1 and valued(question.text) is False:
        # why a thing is bad, for some part or at all, is what follows from it
        rest = tuple(replace(m, role="topic") for m in named if m not in bare)
        effects = find_effects(replace(task, question=replace(question, mentions=rest)))
        if effects.status == "answered":
            return effects
    found = find_causes(task) if _is_factor(task, named) else nothing(task, f"that explains {task.words(named)}")
    others = _unheeded(task, named, found)
    if others:
        # neither proof nor chain joins them: it is said that the other one explains nothing on record
        asked = task.words(tuple(m for m in named if m not in others))
        lines = (f"nothing on record links {task.words(others)} with {asked}", *found.lead)
        found = replace(found, lead=lines, assumed=(*found.assumed, f"what else leads to {asked} is asked"))
    if found.status == "answered":
        lead = (
            (*found.lead, "nothing is known here of the person asking") if any(m.state for m in named) else found.lead
        )
        return replace(found, lead=lead, items=(*found.items[: 2 * SHOWN], *stated))
    if all(CAUSE in graph.types(m.id) for m in named):
        effects = find_effects(task)  # why a cause matters is what follows from it
        if effects.status == "answered":
            return replace(effects, items=(*effects.items[: 2 * SHOWN], *stated), intent=None)
    if stated:
        return Outcome(items=stated, lead=opening(task, named))
    done = what_it_is_for(task, named)
    return done if done is not None else found


_WANTED: Final = {"strong": "weak", "stronger": "weak", "sturdy": "weak", "powerful": "weak", "supple": "tight", "flexible": "tight", "limber": "tight", "pliable": "tight"}
"""What is wished of a muscle, and the verdict where it is lacking."""


def _as_lacking(task: Task) -> Task | None:
    """For why something should be strong: the same of it weak, of which what follows is on record; None for others."""
    graph, words = task.graph, phrase_words(task.question.text)
    turned: list[Mention] = []
    for mention in (m for m in task.named() if m.state is None and BODY_PART in graph.types(m.id)):
        own = phrase_words(mention.text)
        at = next((i for i in range(1, len(words)) if list(words[i : i + len(own)]) == list(own)), 0)
        lacks = _WANTED.get(words[at - 1]) if at else None
        node = next((s for s in subjects(graph, mention.id, "ofMuscle") if lacks in [graph.label(v) for v in objects(graph, s, "verdict")]), None)
        state = next((v for v in graph.instances(kb_("Verdict")) if graph.label(v) == lacks), None)
        if lacks and state is not None:
            turned.append(replace(mention, state=state, node=node, role="topic"))
    return replace(task, question=replace(task.question, mentions=tuple(turned))) if turned else None


def _is_unlinked(graph: Graph, named: Sequence[Mention]) -> bool:
    """Whether things of different kinds are named, a cause or something done beside a sign or a state: nothing links them."""
    acting = [m for m in named if {CAUSE, MEANS} & set(graph.types(m.id))]
    shown = [m for m in named if m not in acting and (m.state is not None or FACTOR in graph.types(m.id))]
    return bool(acting) and bool(shown)


def _unheeded(task: Task, named: Sequence[Mention], found: Outcome) -> tuple[Mention, ...]:
    """Of two signs or states of which one is to explain the other, or of a part to be worked on for one, that which has no part in the answer."""
    told = " ".join(found.lead) if found.status == "answered" else ""
    aim = task.question.slots.purpose is not None
    rest = tuple(m for m in named if m.label not in told)
    if not told or len(rest) == len(named):
        return ()
    return tuple(m for m in rest if not m.negated and (m.state is not None or FACTOR in task.graph.types(m.id) or (aim and BODY_PART in task.graph.types(m.id))))


def _of_what_acts(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """What is on record of the cause or of what is done, where nothing links it with what it was named with."""
    acting = tuple(m for m in named if {CAUSE, MEANS} & set(task.graph.types(m.id)))
    return followed_from(replace(task, question=replace(task.question, mentions=acting)), acting)


def _is_factor(task: Task, named: Sequence[Mention]) -> bool:
    """Whether what is named can be brought about: a factor, or a thing said to be in a state."""
    return any(m.state is not None or FACTOR in task.graph.types(m.id) for m in named)
