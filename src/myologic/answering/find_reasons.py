"""Why something is so, why not, and how one thing leads to another."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.explain import claim_sentence, proof_sources, why_lines
from myologic.answering.find_described import state_meaning
from myologic.answering.find_linked import find_causes, find_effects, linked_item, ordered
from myologic.answering.find_related import ACTING
from myologic.answering.find_states import (
    BODY_PART,
    State,
    opposing_states,
    recorded_states,
    split,
    state_item,
    state_lines,
    states_with_anything,
)
from myologic.answering.going_together import against, companions, where_it_ends
from myologic.answering.graph import Graph, objects, parts, subjects
from myologic.answering.items import make_item
from myologic.answering.meeting import meeting_lines
from myologic.answering.near_miss import near_miss_lines
from myologic.answering.outcome import Outcome
from myologic.answering.relations import (
    CAUSAL,
    LEADS_TO,
    STATES,
    Hit,
    Hop,
    chain_certainty,
    equal_chains,
    meanings,
    reach,
    reach_far,
    shortest_chain,
    verdict_of,
    widened,
)
from myologic.answering.statements import DISAGREEMENT, dispute_item, is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.truth_words import denies, valued
from myologic.answering.words import certainty_words, is_or_are, listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Mention, Question
from myologic.kb.vocabulary import RANGE, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

LINKS: Final = (
    "leadsTo",
    "tightens",
    "weakens",
    "suggests",
    "helps",
    "counteracts",
    "reveals",
    "checks",
    "hasPart",
    "avoidIf",
    "antagonist",
    "synergist",
)
REASONS: Final = ("Rationale", "Mechanism", "Principle", "Caveat", "Evidence")
SHOWN: Final = 6
MORE_WAYS: Final = 3
FACTOR: Final = kb_("Factor")
GROUP: Final = kb_("HabitGroup")
CAUSE: Final = kb_("Cause")
MEANS: Final = kb_("Means")
MECHANISM: Final = kb_("Mechanism")


def find_path(task: Task) -> Outcome:
    """Answer with the chain of steps from the first thing named to the last, through those between."""
    stops = task.named()
    if len(stops) < 2:
        return find_why(task)
    stops = (*(m for m in stops if m.role != "object"), *(m for m in stops if m.role == "object"))
    chain = chain_through(task.graph, stops)
    between = stops[1:-1]
    if chain is None and between:
        chain = chain_through(task.graph, (stops[0], stops[-1]))
        if chain is not None:
            missed = f"no chain by way of {task.words(between)} is on record"
            return _chained(task, chain, (missed, *_other_ways(task.graph, (stops[0], stops[-1]), chain))[:MORE_WAYS])
    if chain is None:
        harmful = _from_what_it_is_against(task, stops)
        if harmful is not None:
            return harmful
    if chain is None:
        chain = _chain_to_state(task.graph, stops)
        if chain is not None:
            return _chained(task, chain)
    if chain is None:
        facts = linking_facts(task.graph, (stops[0], stops[-1]), None)
        if facts:
            proved = _proved(task, facts)
            # both ends are shown, whichever of them the fact starts at
            starts = tuple(make_item(task.graph, f.subject) for f in facts[:1] if isinstance(f.subject, IRI))
            return replace(
                proved,
                lead=("no chain of causes is on record; they go together", *proved.lead),
                items=(*starts, *proved.items),
                boolean=None,
            )
    if chain is None:
        beside = companions(task.graph, stops[0], stops[-1])
        if beside:
            return _beside(task, stops[0], beside)
    if chain is None:
        for last in range(len(stops) - 1, 1, -1):
            # as far as it goes: the end that was asked for is said not to be reached
            chain = chain_through(task.graph, stops[:last])
            if chain:
                found = _chained(task, chain)
                missed = f"from there on to {task.words(stops[last:])} nothing is on record"
                return replace(found, lead=(*found.lead, missed))
        ends = f"from {task.words(stops[:1])} to {task.words(stops[-1:])}"
        as_far = where_it_ends(task.graph, stops[0], stops[-1])
        return nothing(task, f"for a chain {ends}", f"what does {task.words(stops[:1])} cause", tail=as_far)
    more = (*_other_ways(task.graph, stops, chain), *meeting_lines(task.graph, stops[0], stops[-1]), *_detours(task.graph, chain))
    return _chained(task, chain, more[:MORE_WAYS])


def _from_what_it_is_against(task: Task, stops: Sequence[Mention]) -> Outcome | None:
    """Where a chain is asked from what is advised: the shortest one from what the advice is against; None from other things.

    Who asks how a phone habit becomes a headache means the bad habit; on record under that name is what to do instead.
    """
    graph = task.graph
    causes = [replace(stops[0], id=cause, node=None, label=graph.label(cause)) for cause in against(graph, stops[0].id)]
    chains = [(cause, chain) for cause in causes if (chain := chain_through(graph, (cause, *stops[1:])))]
    if chains:
        cause, chain = min(chains, key=lambda found: len(found[1]))
        found = _chained(task, chain, _other_ways(graph, (cause, *stops[1:]), chain)[:MORE_WAYS])
    else:
        ways = [(cause, way) for cause in causes if (way := companions(graph, cause, stops[-1]))]
        if not ways:
            return None
        cause, way = min(ways, key=lambda found: len(found[1]))
        found = _beside(task, cause, way)
    told = f"{stops[0].label} {is_or_are(stops[0].label)} advice against {cause.label}; the chain from there"
    return replace(found, lead=(told, *found.lead))


def _chain_to_state(graph: Graph, stops: Sequence[Mention]) -> tuple[Hit, ...] | None:
    """A chain to a sign, and from there to a muscle that it goes with, where the last stop is a muscle or holds it."""
    start, end = stops[0], stops[-1]
    if BODY_PART not in graph.types(end.id):
        return None
    goal = {end.id, *parts(graph, end.id)}
    wanted = None if end.state is None else verdict_of(graph, end.state)
    for node in meanings(graph, start):
        for way in reach_far(graph, node, (Hop(LEADS_TO),)):
            for hop in STATES:
                hits = [h for h in reach(graph, way.thing, hop) if h.thing in goal and wanted in (None, hop.verdict)]
                if hits:
                    steps = [
                        Hit(t.object, (t,), Hop(LEADS_TO), graph.certainty(t))
                        for t in way.steps
                        if isinstance(t.object, IRI)
                    ]
                    return (*steps, hits[0])
    return None


def _beside(task: Task, start: Mention, way: Sequence[Hit]) -> Outcome:
    """Steps that only go together, in either direction: no chain of causes, and said to be none."""
    graph = task.graph
    items = [make_item(graph, start.id)]
    for hit in way:
        step = hit.steps[-1]
        why = why_lines(graph, step)
        items.append(make_item(graph, hit.thing, certainty=hit.certainty, sources=proof_sources(graph, step), why=why))
    return Outcome(
        lead=("no chain of causes is on record", " – ".join(item.label for item in items), "they go together, step by step"),
        items=tuple(items),
        style="chain",
    )


def _other_ways(graph: Graph, stops: Sequence[Mention], chain: Sequence[Hit]) -> tuple[str, ...]:
    """Other chains of the same length between the first thing and the last, as lines."""
    first = chain[0].steps[0].subject
    if len(stops) != 2 or not isinstance(first, IRI):
        return ()
    ways = equal_chains(graph, first, chain[-1].thing, CAUSAL, len(chain))
    lines = [" → ".join(graph.label(t) for t in (first, *(hit.thing for hit in way))) for way in ways]
    own = " → ".join(graph.label(t) for t in (first, *(hit.thing for hit in chain)))
    return tuple(f"another way on record: {line}" for line in lines if line != own)[:MORE_WAYS]


def _detours(graph: Graph, chain: Sequence[Hit]) -> tuple[str, ...]:
    """Single steps of a chain that are on record by way of a third thing as well, as lines."""
    lines = []
    for hit in chain:
        step = hit.steps[-1]
        if step.predicate != LEADS_TO:
            continue
        between = (end for end in graph.objects(step.subject, LEADS_TO) if graph.has(end, LEADS_TO, step.object))
        lines += [
            f"in smaller steps: {' → '.join(graph.label(t) for t in (step.subject, way, step.object))}"
            for way in between
        ]
    return tuple(lines)


def chain_through(graph: Graph, stops: Sequence[Mention], *, signs: bool = True) -> tuple[Hit, ...] | None:
    """The shortest chain through the mentions in order, or None; it starts at a sign only where `signs` allows it."""
    way: list[Hit] = []
    for start, end in zip(stops, stops[1:], strict=False):
        starts = [n for ring in widened(graph, start) for n in ring]
        ends = [n for ring in widened(graph, end) for n in ring]
        if way:
            starts = [way[-1].thing, *starts]
        found = _chain(graph, start, end, starts, ends, signs=signs)
        if found is None:
            return None
        way += found
    return tuple(way)


def _chain(
    graph: Graph, start: Mention, end: Mention, starts: Sequence[IRI], ends: Sequence[IRI], *, signs: bool
) -> tuple[Hit, ...] | None:
    """The narrowest reading of both ends first, then wider and wider."""
    inner, goal = meanings(graph, start), meanings(graph, end)
    for from_, to in ((inner, goal), (inner, ends), (starts, goal), (starts, ends)):
        to = [n for n in to if n not in from_]
        found = shortest_chain(graph, from_, to, CAUSAL, signs=signs)
        if found:
            return found
    return None


def _chained(task: Task, chain: Sequence[Hit], others: tuple[str, ...] = ()) -> Outcome:
    graph = task.graph
    first = chain[0].steps[0].subject
    items = [make_item(graph, first)] if isinstance(first, IRI) else []
    for hit in chain:
        step = hit.steps[-1]
        items.append(
            make_item(
                graph,
                hit.thing,
                certainty=hit.certainty,
                sources=proof_sources(graph, step),
                why=why_lines(graph, step),
            )
        )
    sure = certainty_words(chain_certainty(graph, [hit.steps[-1] for hit in chain]))
    return Outcome(
        lead=(" → ".join(item.label for item in items), f"the chain as a whole: {sure}" if sure else ""),
        items=tuple(items),
        style="chain",
        tail=others,
        boolean=True if task.question.boolean else None,
    )


def find_why(task: Task) -> Outcome:
    """Answer with proofs of what links the things named; else with a chain; else with what is stated about them."""
    graph, question = task.graph, task.question
    named = task.named()
    lacking = _as_lacking(task)
    if lacking is not None:
        found = find_effects(lacking)
        if found.status == "answered":
            return replace(found, lead=("on record is what follows where that is lacking", *found.lead), intent=None)
    if _with_what_is_denied(task) is not task:
        return replace(find_why_not(task), intent="why_not")
    if len(named) > 1:
        facts = linking_facts(graph, named, question.relation)
        if facts:
            return _proved(task, facts)
        ends = question.having("object") or (task.topics if task.givens else named[-1:])
        starts = tuple(m for m in (*task.givens, *task.topics, *named) if m not in ends)
        for start in dict.fromkeys(starts):
            for end in ends:
                chain = chain_through(graph, (start, end)) or chain_through(graph, (end, start))
                if chain:
                    return _chained(task, chain)
        muscles, factors = split(task)
        states = recorded_states(graph, muscles, factors)
        if states:
            items = tuple(state_item(graph, state) for state in states[:SHOWN])
            return Outcome(lead=state_lines(graph, items), items=items, style="proof")
        for start, end in ((a, b) for a in factors for b in muscles if CAUSE in graph.types(a.id)):
            chain = _chain_to_state(graph, (start, end))
            if chain:
                return _chained(task, chain)
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
            return Outcome(items=both, lead=_opening(task, named))
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
        return Outcome(items=stated, lead=_opening(task, named))
    done = _what_for(task, named)
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


def _of_what_acts(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """What is on record of the cause or of what is done, where nothing links it with what it was named with."""
    acting = tuple(m for m in named if {CAUSE, MEANS} & set(task.graph.types(m.id)))
    return _followed(replace(task, question=replace(task.question, mentions=acting)), acting)


def _what_for(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Why something is done: what it acts on and what it helps with; None where nothing of that is on record."""
    graph = task.graph
    hops = [Hop(kb_(name)) for name in (*ACTING, "helps", "counteracts")]
    hits = [hit for m in named for node in meanings(graph, m) for hop in hops for hit in reach(graph, node, hop)]
    if not hits:
        return None
    items = tuple(linked_item(graph, hit) for hit in ordered(graph, hits)[: 2 * SHOWN])
    return Outcome(lead=(f"what {task.words(tuple(named))} is on record as doing:",), items=items)


def _is_factor(task: Task, named: Sequence[Mention]) -> bool:
    """Whether what is named can be brought about: a factor, or a thing said to be in a state."""
    return any(m.state is not None or FACTOR in task.graph.types(m.id) for m in named)


def _opening(task: Task, named: Sequence[Mention]) -> tuple[str, ...]:
    return (f"on record about {task.words(tuple(named))}",)


def linking_facts(graph: Graph, named: Sequence[Mention], relation: IRI | None) -> tuple[Triple, ...]:
    """The facts that link two of the things named, in either direction, the relation asked for first."""
    relations = dict.fromkeys((*((relation,) if relation else ()), *(kb_(name) for name in (*LINKS, *ACTING))))
    found: dict[Triple, None] = {}
    for left in named:
        for right in named:
            if left is right:
                continue
            for start in meanings(graph, left):
                for end in meanings(graph, right):
                    for each in relations:
                        if graph.has(start, each, end) and _fits(graph, each, right):
                            found[Triple(start, each, end)] = None
    return tuple(found)


def _fits(graph: Graph, relation: IRI, mention: Mention) -> bool:
    """A state said of a thing must be the one that the relation brings."""
    verdicts = {hop.relation: hop.verdict for hop in STATES}
    if relation not in verdicts or mention.state is None:
        return True
    return graph.label(mention.state).startswith(str(verdicts[relation]))


def _proved(task: Task, facts: Sequence[Triple]) -> Outcome:
    graph = task.graph
    items: list[AnswerItem] = []
    verdicts = {hop.relation: hop for hop in STATES}
    for fact in facts[:SHOWN]:
        if isinstance(fact.object, IRI) and isinstance(fact.predicate, IRI):
            hop = verdicts.get(fact.predicate, Hop(fact.predicate))
            items.append(linked_item(graph, Hit(fact.object, (fact,), hop, graph.certainty(fact))))
    claims = [claim_sentence(graph, fact) for fact in facts[:SHOWN]]
    return Outcome(
        lead=(listed(claims),), items=tuple(items), style="proof", boolean=True if task.question.boolean else None
    )


def _followed(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """What speaks against a cause, and what something is done for; None where it is neither, or nothing is on record."""
    if all(CAUSE in task.graph.types(m.id) for m in named):
        effects = find_effects(task)
        return replace(effects, intent=None) if effects.status == "answered" else None
    return _what_for(task, named) if all(MEANS in task.graph.types(m.id) for m in named) else None


def find_why_not(task: Task) -> Outcome:
    """Answer why something is not claimed: nothing links the two; what is on record of each; what would lead there."""
    task = _with_what_is_denied(task)
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
            proved = _proved(task, facts)
            return replace(proved, lead=("this is on record after all", *proved.lead))
        both = [s for s in stated if sum(graph.has(s, kb_("about"), m.id) for m in named) > 1]
        if both:
            return Outcome(items=tuple(statement_item(graph, s) for s in both[:SHOWN]), lead=_opening(task, named))
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
        return replace(_proved(task, cautions), lead=lead, boolean=None)
    bare = all(BODY_PART in graph.types(m.id) and m.state is None for m in named)
    if stated and not bare:
        return Outcome(items=tuple(statement_item(graph, s) for s in stated[:SHOWN]), lead=_opening(task, named))
    found = (_followed(task, named) or _concluded_from(task, named)) if named else None
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


def _with_what_is_denied(task: Task) -> Task:
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
