"""Yes or no by what is advised or stated in words, where no link is on record."""

from __future__ import annotations

from myologic.answering.find_states import BODY_PART
from myologic.answering.links import SHOWN
from myologic.answering.outcome import Outcome
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.truth_links import FINDING
from myologic.answering.truth_told import SAID
from myologic.answering.truth_words import (
    agreement,
    claims_contrary,
    claims_more,
    denies,
    speaks_of_it,
    weighed_alike,
    weighs,
    without_exception,
)
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import DEFINITION, TYPE, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

CAVEAT: Final = kb_("Caveat")
NEAR_ONLY: Final = "what is stated near it is shown, for a plain yes or no is not on record"


def by_recommendation(task: Task, named: Sequence[Mention]) -> Outcome | None:
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
    if weighs(asked) or denies(asked) or without_exception(asked) or " or " in asked.casefold():
        return None
    if claims_contrary(asked, written):
        return Outcome(lead=(f"no, not so; what is advised is: {item.why[0]}",), items=(item,), boolean=False)
    if claims_more(asked, written):
        return None
    stated = statements_about(graph, [habit], ("Rationale", "Mechanism"))
    reasons = tuple(statement_item(graph, s) for s in stated[:SAID])
    return Outcome(lead=(f"yes, that is advised: {item.why[0]}",), items=(item, *reasons), boolean=True)


def by_advice(task: Task, named: Sequence[Mention]) -> Outcome | None:
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


def by_statements(task: Task, named: Sequence[Mention]) -> Outcome | None:
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
