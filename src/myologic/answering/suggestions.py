"""Questions near a question that found no answer. Each is answered before it is offered."""

from __future__ import annotations

from myologic.answering.find_counted import example_question, plain_verb, spoken_relations
from myologic.answering.graph import Graph, parts, wholes
from myologic.answering.paraphrase import mention_words, wordings
from myologic.answering.task import Task
from myologic.answering.words import is_or_are
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final, TypeAlias

MOST: Final = 3
TRIED: Final = 14
EVERYTHING: Final = "what can i ask"

Runs: TypeAlias = "Callable[[str], bool]"


def suggest(task: Task, nearby: Iterable[str], runs: Runs, general: Iterable[str]) -> tuple[str, ...]:
    """Up to three questions that are answered, the nearest first.

    Parameters
    ----------
    task
        The question that found none.
    nearby
        Questions that a finder proposes.
    runs
        Whether a question is answered.
    general
        Questions that any reader may start with, known to be answered.
    """
    offered: list[str] = []
    for number, text in enumerate(dict.fromkeys((*nearby, *_readings(task), *_about(task)))):
        if len(offered) == MOST or number == TRIED:
            break
        if runs(text):
            offered.append(text)
    for text in general:
        if len(offered) >= MOST or (offered and task.question.mentions):
            break
        if text not in offered:
            offered.append(text)
    return tuple(offered)


def _readings(task: Task) -> Iterator[str]:
    for reading in task.question.alternatives:
        first = next(wordings(reading, task.graph), None)
        if first is not None:
            yield first


def _about(task: Task) -> Iterator[str]:
    """Questions about the things named, then about what they are part of."""
    graph = task.graph
    relations = spoken_relations(graph) if task.named() else ()
    for mention in task.named():
        yield from about_thing(graph, mention.id, mention, relations)
    for mention in task.named():
        for near in (*wholes(graph, mention.id), *parts(graph, mention.id))[:2]:
            yield from about_thing(graph, near, None, relations)


def about_thing(graph: Graph, thing: IRI, mention: Mention | None, relations: Iterable[IRI]) -> Iterator[str]:
    """Questions about one thing: by those of some relations that it stands in, and what it is."""
    bare = graph.label(thing)
    name = bare if mention is None else mention_words(mention, graph)
    for relation in relations:
        verb = plain_verb(graph, relation)
        if verb is None:
            continue
        if next(graph.match(None, relation, thing), None) is not None:
            yield f"what {graph.label(relation)} {name}"
        elif next(graph.match(thing, relation, None), None) is not None:
            yield f"what {'do' if is_or_are(bare) == 'are' else 'does'} {name} {verb}"
    yield f"what {is_or_are(bare)} {bare}"


def general_questions(graph: Graph, runs: Runs) -> tuple[str, ...]:
    """A few questions to start with, each answered: one for each of the relations that have most to say."""
    weighted = []
    for relation in spoken_relations(graph):
        example = example_question(graph, relation)
        if example is not None:
            weighted.append((-sum(1 for _ in graph.match(None, relation, None)), example))
    texts = (EVERYTHING, *(text for _, text in sorted(weighted)[: 2 * MOST]))
    return tuple(text for text in texts if runs(text))[:MOST]
