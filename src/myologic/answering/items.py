"""Items of an answer, made from things of the knowledge base."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem, Later, Plain, Side, Source
from myologic.answering.graph import Cited, Graph, objects, texts
from myologic.engine.terms import IRI, Term
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Final

EXPLAINED: Final = 24  # items of one list whose proof is looked up; the others say only the claim itself


def cited(sources: Iterable[Cited]) -> tuple[Source, ...]:
    """Sources as they are shown, each once."""
    return tuple(dict.fromkeys(Source(s.id, s.citation) for s in sources))


def sources_of(graph: Graph, nodes: Iterable[Term]) -> tuple[Source, ...]:
    """The sources of several nodes, each once, in order."""
    return tuple(dict.fromkeys(source for node in nodes for source in cited(graph.sources(node))))


def make_item(
    graph: Graph,
    thing: IRI,
    *,
    side: Side | None = None,
    verdict: str | None = None,
    certainty: str | None = None,
    sources: tuple[Source, ...] | None = None,
    why: Iterable[str] = (),
    details: Mapping[str, Plain] | None = None,
    label: str | None = None,
) -> AnswerItem:
    """An item for a thing: its names, its kind, and its own sources where no others are given."""
    shown = label or graph.label(thing)
    names = tuple(dict.fromkeys((shown, *graph.names(thing))))
    return AnswerItem(
        id=thing.value,
        label=shown,
        names=names,
        kind=graph.kind(thing),
        side=side,
        verdict=verdict,
        certainty=certainty,
        sources=cited(graph.sources(thing)) if sources is None else sources,
        why=why if isinstance(why, Later) else tuple(why),
        details=details or {},
    )


def described(graph: Graph, thing: IRI) -> dict[str, Plain]:
    """How a thing is done and what it needs, as far as recorded: how, steps, equipment, level, laterality, dose."""
    found: dict[str, Plain] = {}
    steps = texts(graph, thing, "how", "step", "cue", "howToCheck", "advice")
    if steps:
        found["how"] = "; ".join(steps)
    for name, key in (
        ("level", "level"),
        ("laterality", "laterality"),
        ("purpose", "purpose"),
        ("position", "position"),
    ):
        values = [graph.label(value) for value in objects(graph, thing, name)]
        if values:
            found[key] = ", ".join(values)
    needed: list[Plain] = [graph.label(tool) for tool in objects(graph, thing, "needs", "needsOneOf")]
    if needed:
        found["equipment"] = needed
        if graph.text(thing, kb_("noEquipment")) == "true":
            found["equipment_optional"] = True
    elif graph.text(thing, kb_("noEquipment")) == "true":
        found["equipment"] = []
    return found
