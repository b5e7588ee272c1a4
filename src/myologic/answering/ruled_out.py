"""What rules out a claim: what a thing is on record as doing instead, words that say the contrary, two names for two things."""

from __future__ import annotations

from myologic.answering.explain import claim_sentence
from myologic.answering.find_states import BODY_PART
from myologic.answering.graph import Graph, objects, parts
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.task import Task
from myologic.answering.truth_links import ACTS, ALSO, links
from myologic.answering.truth_words import claims_contrary, words_of
from myologic.answering.words import listed
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import DEFINITION, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

SAID: Final = 3
"""How many facts a sentence names."""
LENGTHENS: Final = kb_("stretches")
MOVES: Final = kb_("mobilises")
PLAIN: Final = (kb_("strengthens"), LENGTHENS, kb_("releases"))
"""Relations of which a record leaves out nothing that would be said otherwise."""


def does_else(graph: Graph, means: IRI, ends: Sequence[Mention], relation: IRI) -> bool:
    """Whether what a thing is on record as doing rules out that it does something to parts of the body.

    What only lengthens or loosens strengthens nothing, what only strengthens or loosens lengthens nothing, and what lengthens some
    parts leaves those of other regions as they are. What strengthens some may well work others, and what moves a joint may do either:
    that stays open.
    """
    if relation not in PLAIN or any(BODY_PART not in graph.types(end.id) for end in ends):
        return False
    done = {each: [*graph.objects(means, each), *graph.objects(means, ALSO[each])] for each in ACTS}
    if not done[relation]:
        return not done[MOVES]
    aims = [part for part in done[relation] if isinstance(part, IRI)]
    # a group that one of them belongs to is not reached as a whole
    reached = {region for part in [a for a in aims if not parts(graph, a)] or aims for region in _regions(graph, part)}
    asked = {region for end in ends for region in _regions(graph, end.id)}
    return relation == LENGTHENS and bool(asked) and bool(reached) and asked.isdisjoint(reached)


def _regions(graph: Graph, part: IRI) -> frozenset[IRI]:
    """Where a part of the body, or what belongs to it, lies."""
    return frozenset(region for each in (part, *parts(graph, part)) for region in objects(graph, each, "region"))


def named_by_its_contrary(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """No, where the very words by which a habit was named say the contrary of what is advised (*a soft x*, of a firm one)."""
    from myologic.answering.find_advice import HABIT, habit_item

    graph = task.graph
    if "or" in words_of(task.question.text):
        return None
    for habit in (m for m in named if HABIT in graph.types(m.id) and graph.text(m.id, kb_("advice"))):
        item = habit_item(graph, habit.id)
        if claims_contrary(habit.text, " ".join((habit.label, *item.why))):
            return Outcome(lead=(f"no, not so; what is advised is: {item.why[0]}",), items=(item,), boolean=False)
    return None


def two_things(task: Task, named: Sequence[Mention]) -> Outcome:
    """No: what is named is on record as two things, each with its own definition."""
    graph = task.graph
    items = tuple(make_item(graph, m.id, why=tuple(text for text in (graph.text(m.id, DEFINITION),) if text)) for m in named)
    left, right = (task.words((m,)) for m in named)
    facts = links(task, named, None).agreeing
    linked = (listed(list(dict.fromkeys(claim_sentence(graph, f) for f in facts[:SAID]))),) if facts else ()
    return Outcome(lead=(f"no: {left} and {right} are on record as two things", *linked), items=items, style="none", boolean=False)
