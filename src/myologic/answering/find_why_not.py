"""Why something is not claimed: what speaks against it, what is on record instead, and what would have to be told for it."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.find_described import state_meaning
from myologic.answering.find_linked import linked_item, ordered
from myologic.answering.find_states import (
    BODY_PART,
    State,
    opposing_states,
    state_item,
    state_lines,
    states_with_anything,
)
from myologic.answering.found import ACTING
from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.items import make_item
from myologic.answering.links import MEANS, REASONS, SHOWN, followed_from, linking_facts, opening, proved_by
from myologic.answering.near_miss import near_miss_lines
from myologic.answering.outcome import Outcome
from myologic.answering.relations import STATES, Hit, Hop, meanings, reach, verdict_of
from myologic.answering.statements import DISAGREEMENT, dispute_item, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.truth_words import denies
from myologic.answering.words import is_or_are, listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import RANGE, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

MECHANISM: Final = kb_("Mechanism")


def find_why_not(task: Task) -> Outcome:
    """Answer why something is not claimed: nothing links the two; what is on record of each; what would lead there."""
    task = with_what_is_denied(task)
    graph, question = task.graph, task.question
    named = task.named()
    stated = statements_about(graph, [m.id for m in named], REASONS)
    states = opposing_states(task) if _asks_to_act(question) else ()
    if not states and _asks_to_act(question):
        said = dict.fromkeys(s for s in (*(m.state for m in named), question.slots.state) if s is not None)
        states = tuple(item for state in said if (item := state_meaning(graph, state)) is not None)
    if not states and len(named) == 1 and named[0].state is not None:
        reserved = _reserved(graph, named[0])
        if reserved:
            return Outcome(items=reserved, lead=(f"on record about whether {task.words(named)} can be taken as given",))
    if states:
        about = tuple(statement_item(graph, s) for s in stated if _is_about_all(graph, s, named))[:3]
        return Outcome(
            lead=state_lines(graph, [s for s in states if s.verdict]), items=(*states, *about), style="proof"
        )
    if len(named) > 1:
        facts = linking_facts(graph, named, question.relation)
        if facts:
            proved = proved_by(task, facts)
            return replace(proved, lead=("this is on record after all", *proved.lead))
        both = [s for s in stated if sum(graph.has(s, kb_("about"), m.id) for m in named) > 1]
        if both:
            return Outcome(items=tuple(statement_item(graph, s) for s in both[:SHOWN]), lead=opening(task, named))
        items = _instead(graph, named)
        ends = (task.words(named[:1]), task.words(named[1:]))
        missed = [
            line for fact in _looked_for(graph, named, question.relation) for line in near_miss_lines(graph, fact)
        ]
        if items or missed:
            return Outcome(
                lead=(f"no statement and no rule links {ends[0]} with {ends[1]}", *missed[:2]),
                items=tuple(items),
                tail=("listed is what is on record of them instead",) if items else (),
            )
    silent = _says_nothing_of_muscles(graph, named)
    if silent is not None:
        return silent
    cautions = [fact for m in named for fact in graph.match(m.id, kb_("avoidIf"), None) if MEANS in graph.types(m.id)]
    if cautions:
        with_ = listed(list(dict.fromkeys(graph.label(fact.object) for fact in cautions)))
        lead = (f"{task.words(named)}: on record as to be left out with {with_}",)
        return replace(proved_by(task, cautions), lead=lead, boolean=None)
    bare = all(BODY_PART in graph.types(m.id) and m.state is None for m in named)
    if stated and not bare:
        return Outcome(items=tuple(statement_item(graph, s) for s in stated[:SHOWN]), lead=opening(task, named))
    found = (followed_from(task, named) or _concluded_from(task, named)) if named else None
    return found or nothing(task, f"that speaks for or against {task.words(named)}")


def _concluded_from(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Why a muscle, or a state of one, is not named: from what it is concluded, none of which was told; None for other things."""
    graph = task.graph
    muscles = [m for m in named if BODY_PART in graph.types(m.id)]
    if len(named) != 1 or not muscles:
        return None
    muscle = muscles[0]
    wanted = muscle.state or task.question.slots.state
    verdict = "" if wanted is None else verdict_of(graph, wanted)
    rows = [row for thing in (muscle.id, *parts(graph, muscle.id)) for row in states_with_anything(graph, thing)]
    fitting = [row for row in rows if not verdict or verdict in row.verdict.split("-")]
    items = tuple(state_item(graph, row) for row in (fitting or rows)[:SHOWN])
    if not items:
        return None
    name = graph.label(muscle.id)
    told = f"{name} {is_or_are(name)} named as {verdict or 'tight or weak'} where a sign or cause of that is told, as on record: {listed(_signs_of(graph, fitting))}"
    other = f"nothing on record makes {name} {verdict}; what is on record of {name} otherwise is shown"
    return Outcome(lead=(told if fitting else other,), items=items, style="proof")


def _signs_of(graph: Graph, rows: Sequence[State]) -> list[str]:
    """The signs and causes that some recorded states go with, each once."""
    return list(dict.fromkeys(graph.label(w) for row in rows for w in objects(graph, row.row, "finding", "cause")))[:SHOWN]


def with_what_is_denied(task: Task) -> Task:
    """The task with a part of the body that is denied of something done (*x not under y, why*) as the other end of the claim."""
    graph, mentions = task.graph, task.question.mentions
    named = task.named()
    denied = [m for m in mentions if (m.negated or m.role == "excluded") and BODY_PART in graph.types(m.id)]
    if not denied or not named or not denies(task.question.text) or not all(MEANS in graph.types(m.id) for m in named):
        return task
    ends = tuple(replace(m, role="object", negated=False) if m in denied else m for m in mentions)
    return replace(task, question=replace(task.question, mentions=ends))


def _says_nothing_of_muscles(graph: Graph, named: Sequence[Mention]) -> Outcome | None:
    """Why nothing follows from a sign: it is on record as one that supports no conclusion; None for others."""
    if len(named) != 1 or graph.text(named[0].id, kb_("supportsInference")) != "false":
        return None
    sign = named[0].id
    said = f"{graph.label(sign)} is on record as a sign from which nothing about muscles is concluded"
    other = graph.text(sign, kb_("alternativeExplanation"))
    why = (said, *((f"it may also be explained by: {other}",) if other else ()))
    return Outcome(items=(make_item(graph, sign, why=why),), lead=why, style="none")


def _reserved(graph: Graph, mention: Mention) -> tuple[AnswerItem, ...]:
    """What keeps a state of a muscle from being taken as given: where sources disagree on it, and what the state may not mean."""
    disputes = [d for d in subjects(graph, mention.id, "about") if DISAGREEMENT in graph.types(d)]
    return (*(dispute_item(graph, d) for d in disputes[:SHOWN]), *_what_a_state_may_mean(graph, (mention,)))


def _what_a_state_may_mean(graph: Graph, named: Sequence[Mention]) -> tuple[AnswerItem, ...]:
    """What is stated of a state as such (*feeling so is not being so*), where it is said of something named."""
    said = {graph.label(m.state) for m in named if m.state is not None}
    kinds = [k for k in graph.instances(kb_("Concept")) if any(state in graph.label(k) for state in said)]
    feels = [s for s in statements_about(graph, kinds, ("Mechanism",)) if MECHANISM in graph.types(s)]
    return tuple(statement_item(graph, s) for s in feels if any(state in graph.label(s) for state in said))[:2]


def _asks_to_act(question: Question) -> bool:
    """Whether it is asked why something is not done to a thing, by a verb or by the noun of one."""
    relations = {question.relation, question.slots.purpose}
    return any(kb_(name) in relations for name in ACTING) or question.answer_kind == kb_("Means")


def _is_about_all(graph: Graph, statement: IRI, named: Sequence[Mention]) -> bool:
    return all(graph.has(statement, kb_("about"), m.id) for m in named)


def _looked_for(graph: Graph, named: Sequence[Mention], relation: IRI | None) -> tuple[Triple, ...]:
    """The fact that would have to hold: by the relation asked for, else by the first that starts at one of them."""
    for left in named:
        for right in named:
            if left is right:
                continue
            state = "" if right.state is None else graph.label(right.state)
            said = [hop.relation for hop in STATES if hop.verdict == state]
            known = [r for r in (kb_(name) for name in ACTING) if next(graph.match(left.id, r, None), None) is not None]
            for each in (relation,) if relation else (*said, *known):
                ranges = [cls for cls in graph.objects(each, RANGE) if isinstance(cls, IRI)]
                fits = not ranges or any(cls in graph.types(right.id) for cls in ranges)
                if fits and next(graph.match(left.id, each, None), None) is not None:
                    return (Triple(left.id, each, right.id),)
    return ()


def _instead(graph: Graph, named: Sequence[Mention]) -> list[AnswerItem]:
    """What the things named do lead to, and what would lead to the state asked for."""
    hits: list[Hit] = []
    for mention in named:
        for node in meanings(graph, mention):
            for name in (*ACTING, "leadsTo", "tightens", "weakens"):
                hop = next((h for h in STATES if h.relation == kb_(name)), Hop(kb_(name)))
                hits += reach(graph, node, hop)
            if mention.state is not None:
                state = graph.label(mention.state)
                hits += [h for s in STATES if s.verdict == state for h in reach(graph, node, replace(s, forward=False))]
    return [linked_item(graph, hit) for hit in ordered(graph, hits)[: 2 * SHOWN]]
