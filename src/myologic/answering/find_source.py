"""Who says so: the sources of a claim, of a thing, or of the answer before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from myologic.answering.answer import AnswerItem
from myologic.answering.explain import claim_sentence, proof_sources, why_lines
from myologic.answering.find_reasons import SHOWN, chain_through, linking_facts
from myologic.answering.graph import Graph, parts, subjects
from myologic.answering.items import make_item, sources_of
from myologic.answering.outcome import Outcome
from myologic.answering.statements import statement_item, statements_about
from myologic.answering.task import Task, nothing
from myologic.answering.words import listed, sentence
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.kb.vocabulary import kb_

CLAIM: Final = kb_("Claim")
CITED: Final = 6
"""How many sources are told of one thing; all are among its sources."""

Again = Callable[[Task], Outcome]


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
    if question.slots.negation:
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
                    why=why_lines(graph, fact),
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
    return Outcome(lead=(f"the sources for {task.words(named)}",), items=tuple(items))


def _cited(graph: Graph, thing: IRI) -> AnswerItem:
    """A thing with its sources as what is told of it."""
    sources = sources_of(graph, (thing,))
    return make_item(graph, thing, sources=sources, why=[sentence(s.citation) for s in sources[:CITED]])


def _within(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """The members of a group of things or of an area."""
    return (*parts(graph, thing), *subjects(graph, thing, "domain", "exampleOf"))
