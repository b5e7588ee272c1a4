"""The facts that answer a yes-or-no question: those that say what was asked, those that say the contrary or the reverse."""

from __future__ import annotations

from myologic.answering.found import ACTING
from myologic.answering.graph import Graph, objects, parts
from myologic.answering.links import linking_facts
from myologic.answering.relations import LEADS_TO, STATES, SUGGESTS, widened
from myologic.answering.task import EASIER, Task
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Triple
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

FINDING: Final = kb_("Finding")
HELPS: Final = kb_("helps")
COUNTERACTS: Final = kb_("counteracts")
OPPOSES: Final = kb_("antagonist")
COMMON: Final = kb_("commonWith")
CAUSAL: Final = frozenset((LEADS_TO, *(hop.relation for hop in STATES)))
VERDICT_OF: Final = {hop.relation: str(hop.verdict) for hop in STATES}
ACTS: Final = tuple(kb_(name) for name in ACTING)
ALSO: Final = {kb_(name): kb_(f"also{name[:1].upper()}{name[1:]}") for name in ACTING}
"""The weaker form of each acting relation."""

GOOD_LINKS: Final = frozenset((HELPS, COUNTERACTS, *ACTS, *ALSO.values()))
BAD_LINKS: Final = frozenset((*CAUSAL, kb_("avoidIf")))
ORDERED: Final = CAUSAL | {EASIER, SUGGESTS, HELPS, COUNTERACTS, *ACTS}
"""Relations that say something else when they are turned round."""


@dataclass(frozen=True, slots=True)
class Links:
    """What is on record between the things of a claim.

    Parameters
    ----------
    agreeing
        Facts that say what was asked.
    contrary
        Facts that say the opposite: a harm where a help was asked, another effect on the same part.
    turned
        Facts that say it the other way round.
    beside
        Facts by which the things go together, where it was asked whether one brings on the other.
    """

    agreeing: tuple[Triple, ...] = ()
    contrary: tuple[Triple, ...] = ()
    turned: tuple[Triple, ...] = ()
    beside: tuple[Triple, ...] = ()


def links(task: Task, named: Sequence[Mention], relation: IRI | None) -> Links:
    """The facts between the things of a claim, sorted by what they say of it; the narrowest readings only."""
    graph = task.graph
    sides = claim_ends(named)
    for facts in (_direct(graph, named, relation), _wide(graph, named, relation)):
        sorted_ = _sorted(task, facts, relation, sides)
        if sorted_ != Links():
            return sorted_
    return Links()


def claim_ends(named: Sequence[Mention]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]] | None:
    """The subject and the object of a claim: by their parts, else by their order; None where neither says it."""
    ends = tuple(m for m in named if m.role == "object")
    starts = tuple(m for m in named if m.role != "object")
    if ends and starts:
        return starts, ends
    if len(named) == 2 and all(m.role == "topic" for m in named):
        return (named[0],), (named[1],)
    return None


def _direct(graph: Graph, named: Sequence[Mention], relation: IRI | None) -> tuple[Triple, ...]:
    also = tuple(ALSO.values())
    return tuple(dict.fromkeys((*linking_facts(graph, named, relation), *_between(graph, named, also, 1))))


def _wide(graph: Graph, named: Sequence[Mention], relation: IRI | None) -> tuple[Triple, ...]:
    """Facts between the states and the examples of what is named as well."""
    relations = (*(() if relation is None else (relation,)), *ACTS, *ALSO.values(), HELPS, COUNTERACTS)
    if relation is None or relation in CAUSAL or relation in (SUGGESTS, COMMON, HELPS):
        relations = (*relations, *sorted(CAUSAL, key=lambda p: p.value), SUGGESTS, COMMON)
    found = _between(graph, named, tuple(dict.fromkeys(relations)), 2)
    if not found and relation == OPPOSES:
        return _between_parts(graph, named, relation)
    return found or (_on_parts(graph, named, relation) if relation in ACTS else ())


def _between_parts(graph: Graph, named: Sequence[Mention], relation: IRI) -> tuple[Triple, ...]:
    """Facts between what is named, or a part of it, and the same of the other."""
    reached = {m: (m.id, *parts(graph, m.id)) for m in named}
    return tuple(
        Triple(start, relation, end)
        for left in named
        for right in named
        if left is not right
        for start in reached[left]
        for end in reached[right]
        if graph.has(start, relation, end)
    )


def _on_parts(graph: Graph, named: Sequence[Mention], relation: IRI) -> tuple[Triple, ...]:
    """Facts of an acting relation, or its weaker form, on a part of what is named."""
    return tuple(
        Triple(left.id, each, part)
        for left in named
        for right in named
        if left is not right
        for each in (relation, ALSO[relation])
        for part in parts(graph, right.id)
        if graph.has(left.id, each, part)
    )


def _between(graph: Graph, named: Sequence[Mention], relations: Sequence[IRI], rings: int) -> tuple[Triple, ...]:
    found: dict[Triple, None] = {}
    nodes = {m: [n for ring in widened(graph, m)[:rings] for n in ring] for m in dict.fromkeys(named)}
    for left in named:
        for right in named:
            if left is right:
                continue
            for each in relations:
                if not _fits(graph, each, right):
                    continue
                found.update(
                    dict.fromkeys(
                        Triple(start, each, end)
                        for start in nodes[left]
                        for end in nodes[right]
                        if graph.has(start, each, end)
                    )
                )
    return tuple(found)


def _fits(graph: Graph, relation: IRI, mention: Mention) -> bool:
    """A state said of a thing must be the one that the relation brings."""
    verdict = VERDICT_OF.get(relation)
    return verdict is None or mention.state is None or graph.label(mention.state).startswith(verdict)


def _sorted(
    task: Task,
    facts: Iterable[Triple],
    relation: IRI | None,
    sides: tuple[tuple[Mention, ...], tuple[Mention, ...]] | None,
) -> Links:
    graph = task.graph
    kinds: dict[str, list[Triple]] = {"agreeing": [], "contrary": [], "turned": [], "beside": []}
    for fact in facts:
        way = _way(graph, fact, sides) if relation in ORDERED else True
        kind = _judged(graph, fact, relation, way)
        if kind:
            kinds[kind].append(fact)
    return Links(**{kind: tuple(found) for kind, found in kinds.items()})


def _way(graph: Graph, fact: Triple, sides: tuple[tuple[Mention, ...], tuple[Mention, ...]] | None) -> bool:
    """Whether a fact runs from the subject of the claim to its object; True where the claim has no such order."""
    if sides is None:
        return True
    starts, ends = ({n for m in side for ring in widened(graph, m)[:2] for n in ring} for side in sides)
    ends |= (
        {part for m in sides[1] for part in parts(graph, m.id)} if fact.predicate in (*ACTS, *ALSO.values()) else set()
    )
    return fact.subject in starts and fact.object in ends


def _judged(graph: Graph, fact: Triple, relation: IRI | None, way: bool) -> str:
    """Of which kind of `Links` a fact is for a claim of a relation; empty for what says nothing of it."""
    said = fact.predicate
    if relation is None:
        return "agreeing"
    if relation in CAUSAL:
        return _causal(graph, fact, relation, way)
    if relation == SUGGESTS:
        if said == LEADS_TO:
            return "agreeing" if not way else "beside"
        return ("agreeing" if way else "beside") if said in CAUSAL | {SUGGESTS, COMMON} else ""
    if relation == COMMON:
        return "agreeing" if said in CAUSAL | {SUGGESTS, COMMON} else ""
    if relation in (HELPS, COUNTERACTS):
        if said in GOOD_LINKS:
            return "agreeing" if way else ""
        return "contrary" if said in BAD_LINKS and way else ""
    if relation in ACTS:
        if not way:
            return ""
        if said in (relation, ALSO[relation]):
            return "agreeing"
        return "contrary" if said in ACTS else ""
    if said != relation:
        return ""
    return "agreeing" if way else "turned"


def _causal(graph: Graph, fact: Triple, relation: IRI, way: bool) -> str:
    said = fact.predicate
    if said in (SUGGESTS, COMMON):
        return "beside"
    if said not in CAUSAL:
        return ""
    of_sign = said != LEADS_TO and FINDING in graph.types(fact.subject)
    if of_sign and relation == LEADS_TO:
        return "beside"
    if not way:
        return "beside" if of_sign else "turned"
    asked = VERDICT_OF.get(relation)
    brings = VERDICT_OF.get(said) if said != LEADS_TO else _verdict(graph, fact.object)
    if asked is not None and brings is not None and asked not in brings.split("-"):
        return "contrary"
    return "agreeing"


def _verdict(graph: Graph, thing: object) -> str | None:
    """The verdict of a node that stands for a muscle in a state, or None."""
    if not isinstance(thing, IRI):
        return None
    return next((graph.text(v, kb_("code")) or graph.label(v) for v in objects(graph, thing, "verdict")), None)
