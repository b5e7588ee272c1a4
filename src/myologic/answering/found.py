"""Things that stand in a relation to one named, each with what brought it: looked for, sifted and put in order."""

from __future__ import annotations

from myologic.answering.find_states import BODY_PART, recorded_states
from myologic.answering.graph import Graph, objects, parts, subjects, wholes
from myologic.answering.relations import STATES, Hit, Hop, meanings, reach, widened
from myologic.answering.task import Task
from myologic.answering.words import RANK, listed
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention
from myologic.kb.vocabulary import TYPE, kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

GROUP: Final = kb_("Group")
EQUIPMENT: Final = kb_("Equipment")
MEANS: Final = kb_("Means")
EXERCISE: Final = kb_("Exercise")
ACTING: Final = ("strengthens", "stretches", "mobilises", "releases")
"""The relations from what is done to what it acts on; together they answer questions that name none of them."""
REMEDIES: Final = {"tight": ("releases", "stretches"), "weak": ("strengthens",)}
"""What a state of a muscle calls for."""
ACTS: Final = tuple(kb_(name) for name in ACTING)
"""The first of them has the verbs that people use of any exercise: what it works, hits, targets."""
HELPS: Final = kb_("helps")


@dataclass(frozen=True, slots=True)
class Found:
    """A thing with the hit that brought it and the mention it is for."""

    hit: Hit
    mention: Mention
    direct: bool
    near: bool = True


def found_for(task: Task, mention: Mention, relations: Sequence[IRI], *, forward: bool) -> list[Found]:
    """What stands in one of the relations to a thing, or to the nearest of what it is part of, has or stands for."""
    graph = task.graph
    for ring, nodes in enumerate(widened(graph, mention)):
        hops = [Hop(relation, forward) for relation in relations]
        hops += [Hop(also, forward) for relation in relations for also in weaker_forms(graph, relation)]
        best: dict[IRI, Found] = {}
        for n, hop in enumerate(hops):
            for node in nodes:
                for hit in reach(graph, node, hop):
                    best.setdefault(hit.thing, Found(hit, mention, ring == 0 and n < len(relations), ring < 2))
        if best:
            return list(best.values())
    return []


def for_what_it_does(task: Task, mention: Mention, relations: Sequence[IRI]) -> list[Found]:
    """For a sign or a cause: what acts on the muscles that it goes with, by the relation that their state calls for."""
    graph = task.graph
    found: list[Found] = []
    for verdict, names in REMEDIES.items():
        wanted = [kb_(name) for name in names if kb_(name) in relations]
        hop = next(h for h in STATES if h.verdict == verdict)
        for aim in (h.thing for node in meanings(graph, mention) for h in reach(graph, node, hop) if wanted):
            target = replace(mention, id=aim, label=graph.label(aim), node=None, state=None)
            if BODY_PART not in graph.types(mention.id):
                # which side of the body a sign or a cause acts on is recorded with it
                rows = [s for s in recorded_states(graph, (target,), (mention,)) if verdict in s.verdict.split("-")]
                sides = {s.side for s in rows}
                target = replace(target, side=sides.pop() if len(sides) == 1 else None)
            found += found_for(task, target, wanted, forward=False)
    helps = Hop(kb_("helps"), forward=False)
    for hit in (h for node in meanings(graph, mention) for h in reach(graph, node, helps)):
        if any(next(graph.match(hit.thing, relation, None), None) is not None for relation in relations):
            found.append(Found(hit, mention, direct=False))
    return found


def where_felt(task: Task, topics: Sequence[Mention], relations: Sequence[IRI]) -> tuple[list[Found], str]:
    """For signs that settle nothing: what acts on the muscles that they are felt in, and the words that say so."""
    from myologic.answering.find_undecided import felt_in  # few questions come here

    graph = task.graph
    aims = [replace(t, id=m, label=graph.label(m), node=None, state=None) for t in topics for m in felt_in(graph, t.id)]
    found = [f for aim in aims for f in found_for(task, aim, relations, forward=False)]
    places = listed(list(dict.fromkeys(aim.label for aim in aims)))
    said = f"{task.words(tuple(topics))} is felt in {places}; whether that is tight or weak it does not settle"
    return found, said if found else ""


def helping_with(task: Task, mention: Mention) -> list[Found]:
    """For something that nothing acts on: the exercises that help with it."""
    graph, helps = task.graph, Hop(kb_("helps"), forward=False)
    hits = [hit for node in meanings(graph, mention) for hit in reach(graph, node, helps)]
    return [Found(hit, mention, direct=False) for hit in hits if EXERCISE in graph.types(hit.thing)]


def members_of(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """A thing, its parts, and what is an example of it."""
    return (thing, *parts(graph, thing), *subjects(graph, thing, "exampleOf"))


def weaker_forms(graph: Graph, relation: IRI) -> tuple[IRI, ...]:
    """The weaker form of a relation (`kb:alsoX` beside `kb:x`), where the content has one."""
    name = local_name(relation)
    weaker = IRI(relation.value[: len(relation.value) - len(name)] + f"also{name[:1].upper()}{name[1:]}")
    return (weaker,) if next(graph.match(weaker, TYPE, None), None) is not None else ()


def only_of_kind(task: Task, found: list[Found], *, forward: bool) -> list[Found]:
    """Only what is of the class asked for, where one is and something is of it; a class may only name the topic (*the muscle X*)."""
    kind = task.question.answer_kind
    if kind is None:
        return found
    fitting = [f for f in found if kind in task.graph.types(f.hit.thing)]
    beside = all(kind in task.graph.types(t.id) for t in task.topics)
    return fitting if fitting or not (forward or beside) else found


def only_within(task: Task, found: list[Found]) -> list[Found]:
    """Of what something acts on only what belongs to the part of the body named beside it, where anything does (*which part of the … does it stretch*)."""
    graph = task.graph
    places = [m for m in task.givens if m.start >= 0 and m.state is None and {BODY_PART, kb_("BodyPart")} & set(graph.types(m.id))]
    near = {n for m in places for n in (m.id, *parts(graph, m.id))}
    return [f for f in found if f.hit.thing in near] or found


def among_options(task: Task, found: list[Found]) -> list[Found]:
    """Of what was found only what it was to be chosen from, where a choice was given."""
    options = task.question.having("option")
    if not options or not found:
        return found
    near = {o.id for o in options} | {n for o in options for n in (*parts(task.graph, o.id), *wholes(task.graph, o.id))}
    return [f for f in found if f.hit.thing in near] or found


def without_excluded(task: Task, found: list[Found], relations: Sequence[IRI], *, forward: bool) -> list[Found]:
    """Without what is excluded: the things themselves, their parts, and what serves them as directly."""
    graph, banned = task.graph, set[IRI]()
    for mention in task.question.having("excluded"):
        banned |= {mention.id, *parts(graph, mention.id)}
        for node in (mention.id, *parts(graph, mention.id)) if not forward else ():
            banned |= {h.thing for relation in relations for h in reach(graph, node, Hop(relation, forward))}
            banned |= set(subjects(graph, node, "primary"))
    # *no lunges*: one word stands for all that are called so; by its whole name a single one is left out
    heads = {h for m in task.question.having("excluded") if EXERCISE in graph.types(m.id) for h in (_head(m.text),) if h and h in _words(graph.label(m.id))}
    return [f for f in found if f.hit.thing not in banned and heads.isdisjoint(_words(graph.label(f.hit.thing)))]


def _head(text: str) -> str:
    """The only word of a name in the plural, in the singular; "" for other names."""
    return text.casefold()[:-1] if text.isalpha() and text.casefold().endswith("s") else ""


def _words(label: str) -> frozenset[str]:
    return frozenset(label.casefold().replace("-", " ").split())


def best_first(graph: Graph, found: Iterable[Found]) -> list[Found]:
    """Each thing once: what serves most topics first, then the direct ones, the better documented, then the surer, then by name; groups of exercises last."""
    once: dict[IRI, Found] = {}
    served: dict[IRI, set[IRI]] = {}
    for f in found:
        once.setdefault(f.hit.thing, f)
        served.setdefault(f.hit.thing, set()).add(f.mention.id)

    def key(f: Found) -> tuple[bool, bool, int, bool, bool, int, int, str]:
        aims = set(objects(graph, f.hit.thing, "primary"))
        types = graph.types(f.hit.thing)
        own = set(objects(graph, f.mention.id, "primary")) if f.hit.hop.forward else set()
        return (
            GROUP in types and EXERCISE in types,
            bool(own) and f.hit.thing not in own,
            -len(served[f.hit.thing]),
            not f.direct,
            bool(aims) and f.mention.id not in aims and not aims & set(parts(graph, f.mention.id)),
            -documented(graph, f.hit.thing),
            -RANK.get(f.hit.certainty or "", -1),
            graph.label(f.hit.thing),
        )

    return sorted(once.values(), key=key)


def documented(graph: Graph, thing: IRI) -> int:
    """How much is on record about a thing: its sources, and the claims of the founding article that it carries."""
    return len(graph.sources(thing)) + len(graph.objects(thing, kb_("seedClaim")))
