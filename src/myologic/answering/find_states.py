"""What is on record of a muscle in a posture or with a cause: its length, how busy it is, on which side, and what that calls for."""

from __future__ import annotations

from myologic.answering.answer import INTENTS, AnswerItem, Side, as_side
from myologic.answering.graph import Graph, objects, parts, subjects, wholes
from myologic.answering.items import make_item
from myologic.answering.outcome import Outcome
from myologic.answering.task import Task
from myologic.answering.words import RANK, certainty_words, sentence
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import RDFS_LABEL, id_, kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

FACTOR: Final = kb_("Factor")
BODY_PART: Final = kb_("BodyPart")
MUSCLE: Final = kb_("Muscle")
VERDICTS: Final = {
    ("short", "over"): "tight",
    ("short", ""): "tight",
    ("short", "under"): "tight-and-weak",
    ("long", "over"): "tense-but-long",
    ("long", "under"): "weak",
    ("long", ""): "long",
    ("", "over"): "overactive",
    ("", "under"): "weak",
}
"""Length and activity, by their codes, to the code of the verdict."""

CALLED_FOR: Final = {"stretches": "tight", "releases": "tight", "strengthens": "weak"}
"""The state of a muscle in which something is done to it."""

OTHER: Final = {"left": "right", "right": "left"}
SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class State:
    """A recorded state of a muscle with something, and the side that follows from the side of that."""

    row: IRI
    muscle: IRI
    verdict: str
    side: Side | None


def recorded_states(graph: Graph, muscles: Sequence[Mention], factors: Sequence[Mention]) -> tuple[State, ...]:
    """The states on record of some muscles, their parts and wholes, with some findings or causes, the surest first."""
    found: dict[IRI, State] = {}
    for mention in muscles:
        for near in ((mention.id,), parts(graph, mention.id), wholes(graph, mention.id)):
            rows = [s for muscle in near for s in _rows(graph, muscle, factors)]
            found.update({s.row: s for s in rows if s.row not in found})
            if rows:
                break
    return tuple(sorted(found.values(), key=lambda s: -RANK.get(graph.text(s.row, kb_("certainty")) or "", 9)))


def _rows(graph: Graph, muscle: IRI, factors: Sequence[Mention]) -> Iterable[State]:
    for row in subjects(graph, muscle, "target"):
        with_ = objects(graph, row, "finding", "cause")
        for factor in factors:
            if factor.id in with_:
                verdict = VERDICTS.get((_code(graph, row, "length"), _code(graph, row, "activity")))
                if verdict is not None:
                    yield State(row, muscle, verdict, _side(graph, row, factor))


def _code(graph: Graph, row: IRI, name: str) -> str:
    values = objects(graph, row, name)
    return (graph.text(values[0], kb_("code")) or graph.label(values[0])) if values else ""


def _side(graph: Graph, row: IRI, factor: Mention) -> Side | None:
    rule = next(iter(objects(graph, row, "sideRule")), None)
    if rule == id_("both-sides"):
        return "both"
    if factor.side not in OTHER:
        return None
    return as_side(OTHER[factor.side] if rule == id_("opposite-side") else factor.side)


def states_with_anything(graph: Graph, muscle: IRI) -> Iterable[State]:
    """Every recorded state of a muscle, whatever it goes with."""
    for row in subjects(graph, muscle, "target"):
        verdict = VERDICTS.get((_code(graph, row, "length"), _code(graph, row, "activity")))
        if verdict is not None:
            yield State(row, muscle, verdict, None)


def _any_rows(graph: Graph, muscles: Sequence[Mention], factors: Sequence[Mention]) -> Sequence[State]:
    """The states of the muscles named; of all muscles on record with the sign where none is."""
    if muscles:
        return recorded_states(graph, muscles, factors)
    targets = {
        t: None
        for f in factors
        for row in subjects(graph, f.id, "finding", "cause")
        for t in objects(graph, row, "target")
    }
    found = {s.row: s for muscle in targets for s in _rows(graph, muscle, factors)}
    return sorted(found.values(), key=lambda s: -RANK.get(graph.text(s.row, kb_("certainty")) or "", 9))


def state_item(graph: Graph, state: State) -> AnswerItem:
    """A recorded state as an item: what is written of it, how sure, and what such a state calls for."""
    said = graph.text(state.row, RDFS_LABEL) or graph.label(state.row)
    why = [sentence(said)]
    if note := graph.text(state.row, kb_("note")):
        why.append(sentence(note))
    if calls_for := graph.text(id_(state.verdict), kb_("prescription")):
        why.append(sentence(f"what that calls for: {calls_for}"))
    return make_item(
        graph,
        state.muscle,
        side=state.side,
        verdict=state.verdict,
        certainty=graph.text(state.row, kb_("certainty")),
        sources=tuple(s for s in make_item(graph, state.row).sources),
        why=why,
    )


def split(task: Task) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """The muscles named, and the findings and causes named, each with the side that its content means by a side."""
    named = task.named()
    muscles = tuple(m for m in named if BODY_PART in task.graph.types(m.id))
    factors = tuple(m for m in named if m not in muscles and FACTOR in task.graph.types(m.id))
    meant = {f: _said_side(task.graph, f, muscles) for f in factors}
    own = {m for m in meant.values() if m is not None}
    return (
        tuple(m for m in muscles if m not in own),
        tuple(replace(f, side=f.side or _side_within(task.graph, f)) if m is None else replace(f, side=m.side) for f, m in meant.items()),
    )


def _said_side(graph: Graph, factor: Mention, parts_named: Sequence[Mention]) -> Mention | None:
    """The part of the body by which the side of a sign goes (*the leg stood on*), where its side was said; else None."""
    means = graph.text(factor.id, kb_("sideMeans"))
    if means is None:
        return None
    sided = (m for m in parts_named if m.side in OTHER and m.state is None)
    return next((m for m in sided if set(means.split()) & set(m.text.casefold().split())), None)


def _side_within(graph: Graph, factor: Mention) -> Side | None:
    """The side said of the part by which the side of a sign goes, within the words of the sign itself (*on my right leg the left hip sags*)."""
    means = set((graph.text(factor.id, kb_("sideMeans")) or "").split()) - {"the", "on"}
    words = factor.text.casefold().split()
    sides = {one for one, other in zip(words, words[1:], strict=False) if one in OTHER and other.strip(",.") in means}
    return as_side(sides.pop()) if len(sides) == 1 else None


def find_side_of(task: Task) -> Outcome | None:
    """On which side a muscle is in the state asked for, given signs with a side; None where that is not asked or known."""
    graph = task.graph
    muscles, factors = split(task)
    if not any(f.side in OTHER for f in factors):
        return None
    slots = task.question.slots
    wanted = {graph.label(m.state).split()[0] for m in muscles if m.state is not None}
    wanted |= {graph.label(slots.state).split()[0]} if slots.state is not None else set()
    for each in (task.question.relation, slots.purpose):
        wanted |= {CALLED_FOR[local_name(each)]} if each is not None and local_name(each) in CALLED_FOR else set()
    if not muscles and not wanted and task.question.answer_kind != MUSCLE:
        return None
    states = [s for s in _any_rows(graph, muscles, factors) if s.side is not None]
    fitting = [s for s in states if not wanted or s.verdict.split("-")[0] in wanted] or (states if muscles else [])
    elsewhere = False
    if not fitting and muscles and wanted:
        rows = [s for s in _any_rows(graph, (), factors) if s.side is not None]
        fitting = [s for s in rows if s.verdict.split("-")[0] in wanted]
        elsewhere = True
    if not fitting:
        return None
    items = tuple(state_item(graph, s) for s in fitting[:SHOWN])
    lines = tuple(
        f"{graph.label(s.muscle)}: on record as {s.verdict.replace('-', ' ')} on the {s.side} side"
        if s.side in OTHER
        else f"{graph.label(s.muscle)}: on record as {s.verdict.replace('-', ' ')} on both sides"
        for s in fitting[:3]
    )
    taken = () if muscles else (f"{task.words(factors)} is taken by itself; other signs may point to the other side",)
    if elsewhere:
        taken = (f"nothing is on record of {task.words(muscles)} with that, so the muscles that are on record are shown",)
    return Outcome(
        lead=lines, items=items, tail=("this is how it is described, not what is so of one person",), assumed=taken
    )


def find_together(task: Task) -> Outcome | None:
    """What is on record of a muscle in a state with a sign or a cause; None where nothing of both is."""
    graph = task.graph
    on_side = find_side_of(task)
    if on_side is not None:
        return replace(on_side, intent="side")
    muscles, factors = split(task)
    wanted = {graph.label(m.state).split()[0] for m in muscles if m.state is not None}
    states = recorded_states(graph, muscles, factors)
    if not states or len(wanted) != 1:
        return None
    items = tuple(state_item(graph, s) for s in states[:SHOWN])
    intent = f"{wanted.pop()}_given"
    return Outcome(lead=state_lines(graph, items), items=items, intent=intent if intent in INTENTS else None)


def opposing_states(task: Task) -> tuple[AnswerItem, ...]:
    """For a question why something is not done to a muscle: the states on record of it with what else is named."""
    graph = task.graph
    muscles, factors = split(task)
    found: Sequence[State] = recorded_states(graph, muscles, factors)
    if not factors:
        said = {graph.label(m.state).split()[0] for m in muscles if m.state is not None}
        rows = [s for m in muscles if m.state is not None for s in states_with_anything(graph, m.id)]
        found = [s for s in rows if s.verdict.split("-")[0] in said or _code(graph, s.row, "length") in said]
    return tuple(state_item(graph, s) for s in found[:SHOWN])


def state_lines(graph: Graph, items: Sequence[AnswerItem]) -> tuple[str, ...]:
    """One sentence for each recorded state: the muscle and its verdict, the surest one of it."""
    once: dict[tuple[str, str | None], AnswerItem] = {}
    for item in items:
        once.setdefault((item.label, item.verdict), item)
    return tuple(
        f"{item.label} here: {(item.verdict or '').replace('-', ' ')} ({certainty_words(item.certainty)})"
        for item in list(once.values())[:3]
    )
