"""Who says so: the sources of a claim, of a thing, or of the answer before."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Source
from myologic.answering.chains import chain_through
from myologic.answering.explain import claim_sentence, proof_sources, proved
from myologic.answering.graph import Graph, parts, subjects
from myologic.answering.items import cited, make_item, sources_of
from myologic.answering.links import SHOWN, linking_facts
from myologic.answering.outcome import Outcome
from myologic.answering.statements import is_about_both, statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.words import listed, sentence
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.kb.vocabulary import SOURCE, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final, TypeAlias

CLAIM: Final = kb_("Claim")
CITED: Final = 6
"""How many sources are told of one thing; all are among its sources."""

Again: TypeAlias = "Callable[[Task], Outcome]"


def find_source(task: Task, again: Again) -> Outcome:
    """Answer with sources.

    Parameters
    ----------
    task
        A question about a claim (two things named), a thing, claims without a source, or the answer before.
    again
        Answers the question before.
    """
    graph, question = task.graph, task.question
    named = task.named()
    if question.slots.negation and not named:
        without = [c for c in graph.instances(CLAIM) if not graph.sources(c)]
        number = len(without)
        return Outcome(
            lead=("every claim on record has a source" if not number else f"{number} claims have no source",),
            items=tuple(make_item(graph, claim) for claim in without),
            number=number,
        )
    if question.previous is not None and (question.inherited or not named):
        before = again(replace(task, question=question.previous))
        if before.status == "answered":
            return replace(before, lead=("the sources of what was answered before",), boolean=None, number=None)
    if not named:
        return _all_sources(graph)
    if len(named) > 1:
        facts = linking_facts(graph, named, question.relation)
        if not facts:
            chain = chain_through(graph, named) or chain_through(graph, named[::-1]) or ()
            facts = tuple(hit.steps[-1] for hit in chain)
        if facts:
            items = [
                make_item(
                    graph,
                    fact.object,
                    certainty=graph.certainty(fact),
                    sources=proof_sources(graph, fact),
                    why=proved(graph, fact),
                )
                for fact in facts
                if isinstance(fact.object, IRI)
            ]
            return Outcome(
                lead=tuple(
                    f"{claim_sentence(graph, fact)}: {listed([s.citation.rstrip('.') for s in item.sources[:CITED]])}"
                    for fact, item in zip(facts[:SHOWN], items, strict=False)
                ),
                items=tuple(items),
                style="proof",
            )
    things = [m.id for m in named]
    found = statements_about(graph, things) or statements_about(
        graph, [near for t in things for near in _within(graph, t)]
    )
    stated = [statement_item(graph, s) for s in found[:SHOWN]]
    own = [_cited(graph, m.id) for m in named]
    items = [item for item in (*own, *stated) if item.sources]
    if not items:
        return nothing(task, f"of a source for {task.words(named)}" if named else "to name a source for")
    together = len(named) < 2 or any(is_about_both(graph, s, things) for s in found[:SHOWN])
    lead = () if together else ("no claim on record links one with the other; each by itself",)
    return Outcome(lead=(*lead, f"the sources for {task.words(named)}"), items=tuple(items))


def _all_sources(graph: Graph) -> Outcome:
    """Where everything on record comes from: the sources that most claims and exercises name, and how many there are."""
    counts: dict[IRI, int] = {}
    for fact in graph.match(None, SOURCE, None):
        if isinstance(fact.object, IRI):
            counts[fact.object] = counts.get(fact.object, 0) + 1
    most = sorted(counts, key=lambda s: (-counts[s], s.value))[:CITED]
    items = tuple(make_item(graph, s, sources=_as_source(graph, s)) for s in most)
    if not items:
        return Outcome(status="not_on_record", lead=("nothing on record names a source",))
    return Outcome(
        lead=(f"{len(counts)} sources are on record, and each answer names its own; named most often are:",),
        items=items,
        assumed=("all that is on record is asked about",),
    )


def _as_source(graph: Graph, source: IRI) -> tuple[Source, ...]:
    """A source itself as it is cited by a claim."""
    claim = next((term for term in graph.subjects(SOURCE, source)), None)
    return tuple(c for c in cited(graph.sources(claim)) if c.id == source.value) if claim is not None else ()


def _cited(graph: Graph, thing: IRI) -> AnswerItem:
    """A thing with its sources as what is told of it."""
    sources = sources_of(graph, (thing,))
    return make_item(graph, thing, sources=sources, why=[sentence(s.citation) for s in sources[:CITED]])


def _within(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """The members of a group of things or of an area."""
    return (*parts(graph, thing), *subjects(graph, thing, "domain", "exampleOf"))
