"""What is on record between things named, and of what each of them does: the grounds that why, why not and chains share."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.explain import claim_sentence
from myologic.answering.find_linked import find_effects, linked_item, ordered
from myologic.answering.found import ACTING
from myologic.answering.graph import Graph
from myologic.answering.outcome import Outcome
from myologic.answering.relations import STATES, Hit, Hop, meanings, reach
from myologic.answering.task import Task
from myologic.answering.words import listed
from myologic.engine.records import replace
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

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
CAUSE: Final = kb_("Cause")
MEANS: Final = kb_("Means")


def what_it_is_for(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """Why something is done: what it acts on and what it helps with; None where nothing of that is on record."""
    graph = task.graph
    hops = [Hop(kb_(name)) for name in (*ACTING, "helps", "counteracts")]
    hits = [hit for m in named for node in meanings(graph, m) for hop in hops for hit in reach(graph, node, hop)]
    if not hits:
        return None
    items = tuple(linked_item(graph, hit) for hit in ordered(graph, hits)[: 2 * SHOWN])
    return Outcome(lead=(f"what {task.words(tuple(named))} is on record as doing:",), items=items)


def opening(task: Task, named: Sequence[Mention]) -> tuple[str, ...]:
    """The first line where only what is stated of the things named is shown."""
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


def proved_by(task: Task, facts: Sequence[Triple]) -> Outcome:
    """Facts as an answer: the claims in words, each thing they lead to with what it rests on."""
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


def followed_from(task: Task, named: Sequence[Mention]) -> Outcome | None:
    """What speaks against a cause, and what something is done for; None where it is neither, or nothing is on record."""
    if all(CAUSE in task.graph.types(m.id) for m in named):
        effects = find_effects(task)
        return replace(effects, intent=None) if effects.status == "answered" else None
    return what_it_is_for(task, named) if all(MEANS in task.graph.types(m.id) for m in named) else None
