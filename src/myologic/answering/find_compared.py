"""Two or more things side by side: what each is and does, and what is stated about them together."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.explain import plural_verb
from myologic.answering.filters import uses
from myologic.answering.find_described import definition_item, state_meaning
from myologic.answering.found import ACTS, EQUIPMENT
from myologic.answering.graph import Graph, objects, subjects
from myologic.answering.items import described, make_item
from myologic.answering.outcome import Outcome
from myologic.answering.related import related
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.truth_words import words_of
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

ACTING: Final = ("strengthens", "stretches", "mobilises", "releases")
BODY_PART: Final = kb_("BodyPart")
FACTOR: Final = kb_("Factor")
MEANS: Final = kb_("Means")
GROUP: Final = kb_("Group")
SAME: Final = frozenset({"same", "identical"})
WEIGHING: Final = frozenset({"primary", "more", "than", "better", "equals", "beats", "replace", "ranked", "differ"})
"""Words of a statement that weighs one thing against another."""

SHOWN: Final = 6


def find_compared(task: Task) -> Outcome:
    """Answer with the options side by side, and with what is stated about them; no winner is made up."""
    graph = task.graph
    options, beside = compared(task)
    habits = [m for m in options if "habit" in m.text.casefold()]
    if habits and len(options) > len(habits) and all(task.is_a(m.id, FACTOR) for m in options if m not in habits):
        # *habits versus x*: nobody chooses between what is done and what it is done against
        from myologic.answering.find_advice import find_habits

        return replace(find_habits(task), intent="habit_for")
    state = task.question.slots.state
    if len(options) == 1 and state is not None and options[0].state is None:
        states = find_states_compared(task, state)  # the other one was only named by its state
        if states is not None:
            return states
    tools = tuple(m for m in options if EQUIPMENT in graph.types(m.id))
    if len(tools) > 1:
        return _tools_compared(task, tools, tuple(m for m in task.named() if m not in tools))
    items = [_with_level(graph, item) for m in options if (item := definition_item(graph, m)) is not None]
    about = [m.id for m in options]
    stated = [s for s in statements_about(graph, about, ("Principle", "Evidence")) if is_about_both(graph, s, about)]
    stated.sort(key=lambda s: -len(words_of(graph.text(s, kb_("says")) or "") & WEIGHING))
    shown = {item.id for item in items}
    items += [statement_item(graph, s) for s in stated[:3] if s.value not in shown]
    if not items:
        return nothing(task, f"that compares {task.words(options)}")
    said = [text for s in stated[:2] if (text := graph.text(s, kb_("says")))]
    missing = [
        m.label for m in options if not any(m.id.value == i.id or (m.node and m.node.value == i.id) for i in items)
    ]
    if missing and len(missing) + 1 >= len(options) and not stated:
        return nothing(task, f"about {listed(missing)}, so that {task.words(options)} can't be compared")
    lead = [f"nothing on record says what {listed(missing)} is"] if missing else []
    acting = all(MEANS in graph.types(m.id) for m in options)
    if words_of(task.question.text) & SAME and len(options) > 1 and not acting:
        lead.insert(0, f"{task.words(options)} are not the same")
    lead += _aims_side_by_side(graph, options) if acting else []
    lead = [*said, *lead]
    if not stated:
        aim = f" for {task.words(beside)}" if beside else ""
        lead.append(f"no comparison of them{aim} is on record; each by itself")
    return Outcome(lead=tuple(lead), items=tuple(items))


def _tools_compared(task: Task, tools: Sequence[Mention], aims: Sequence[Mention]) -> Outcome:
    """Tools side by side: each with what is done with it, for what they are compared for."""
    graph = task.graph
    lead, items = [], []
    for tool in tools:
        if aims:
            asked = replace(task.question, relation=None, inverse=False, answer_kind=None, mentions=tuple(replace(m, role="topic") for m in aims))
            found = [IRI(i.id) for i in related(replace(task, question=asked), ACTS, forward=False).items]
        else:
            found = [*subjects(graph, tool.id, "needs", "needsOneOf")]
        done = [graph.label(thing) for thing in found if uses(graph, thing, (tool.id,))]
        aim = f" for {task.words(tuple(aims))}" if aims else ""
        said = f"{tool.label}: {listed(done[:SHOWN])}" if done else f"{tool.label}: nothing on record{aim}"
        lead.append(said)
        items.append(make_item(graph, tool.id, why=(said,)))
    if all("nothing on record" in line for line in lead):
        return nothing(task, f"that compares {task.words(tuple(tools))}")
    return Outcome(lead=("nothing on record ranks them; what is done with each", *lead), items=tuple(items), style="none")


def find_states_compared(task: Task, state: IRI) -> Outcome | None:
    """A word for a state beside what else is named; None where no meaning of it is recorded."""
    item = state_meaning(task.graph, state)
    if item is None:
        return None
    others = [other for m in task.named() if (other := definition_item(task.graph, m)) is not None]
    items = (*others, item)
    lead = [f"{each.label}: {each.why[0]}" for each in items if each.why]
    if not others:
        lead.append(f"only one of the two is told apart on record: {item.label}")
    return Outcome(lead=tuple(lead), items=items, style="none", intent="compare")


def _aims_side_by_side(graph: Graph, options: Sequence[Mention]) -> list[str]:
    """What all options act on, and what only one of them does, by what is done."""
    lines = []
    for name in ACTING:
        aims = {
            m.label: [a for a in objects(graph, m.id, name) if GROUP not in graph.types(a)]
            for m in dict.fromkeys(options)
        }
        if len(aims) < 2 or not any(aims.values()):
            continue
        shared = [a for a in next(iter(aims.values())) if all(a in others for others in aims.values())]
        verb = graph.label(kb_(name))
        if shared:
            lines.append(f"{plural_verb(verb)} alike: {listed([graph.label(a) for a in shared[:SHOWN]])}")
        for label, own in aims.items():
            only = [graph.label(a) for a in own if a not in shared]
            if only:
                lines.append(f"only {label} {verb} {listed(only[:SHOWN])}")
    return lines


def compared(task: Task) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """What is to be compared, and what it is compared for: a part of the body beside two things that are done."""
    graph, named = task.graph, task.named()
    options = task.question.having("option")
    if len(options) < 2:
        options = tuple(m for m in named if m.role in ("option", "topic", "object")) or named
    done = tuple(m for m in options if not {BODY_PART, FACTOR} & set(graph.types(m.id)))
    if len(done) > 1:
        options = done
    return options, tuple(m for m in named if m not in options)


def _with_level(graph: Graph, item: AnswerItem) -> AnswerItem:
    """An option with its level and what it needs, so that they stand side by side too."""
    details = described(graph, IRI(item.id))
    level = details.get("level")
    return replace(item, details={**details, **item.details, **({"shown": f"level: {level}"} if level else {})})
