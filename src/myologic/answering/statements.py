"""Statements about things: principles, reasons, mechanisms, caveats, evidence, each in one sentence."""

from __future__ import annotations

from myologic.answering.answer import AnswerItem
from myologic.answering.graph import Graph, objects, subjects
from myologic.answering.items import make_item
from myologic.answering.words import sentence
from myologic.engine.terms import IRI
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

STATEMENT: Final = kb_("Statement")
DISAGREEMENT: Final = kb_("Disagreement")


def statements_about(graph: Graph, things: Iterable[IRI], prefer: Sequence[str] = ()) -> tuple[IRI, ...]:
    """The statements about some things: those about most of them first, then the preferred classes, then by address.

    Parameters
    ----------
    graph
        Where to look.
    things
        The things, by address.
    prefer
        Local names of classes that come first, in order.
    """
    counts: dict[IRI, int] = {}
    for thing in dict.fromkeys(things):
        if STATEMENT in graph.types(thing):
            counts[thing] = counts.get(thing, 0) + 100
        for statement in subjects(graph, thing, "about"):
            counts[statement] = counts.get(statement, 0) + 1
    order = [kb_(name) for name in prefer]

    def rank(statement: IRI) -> int:
        types = graph.types(statement)
        return min((n for n, cls in enumerate(order) if cls in types), default=len(order))

    found = [s for s in counts if STATEMENT in graph.types(s)]
    return tuple(sorted(found, key=lambda s: (-counts[s], rank(s), s.value)))


def statement_item(graph: Graph, statement: IRI) -> AnswerItem:
    """A statement as an item: its sentence is its reason, its sources and its certainty go with it."""
    said = graph.text(statement, kb_("says"))
    because = graph.text(statement, kb_("because"))
    if said and because:
        said = f"{said.rstrip('.')}: {because}"
    figures = graph.text(statement, kb_("numbers"))
    return make_item(
        graph,
        statement,
        certainty=graph.text(statement, kb_("certainty")),
        why=[said] if said else [],
        details={"figures": figures} if figures else {},
    )


def is_about_both(graph: Graph, statement: IRI, about: Sequence[IRI]) -> bool:
    """Whether a statement is about at least two of some things, or about the only one."""
    things = dict.fromkeys(about)
    spoken = sum(statement == thing or graph.has(statement, kb_("about"), thing) for thing in things)
    return spoken >= min(2, len(things))


def dispute_item(graph: Graph, dispute: IRI) -> AnswerItem:
    """A disagreement of sources with what each side says and what follows from it here."""
    said = [text for p in objects(graph, dispute, "position") if (text := graph.text(p, kb_("says")))]
    follows = graph.text(dispute, kb_("ruleDesign"))
    return make_item(
        graph,
        dispute,
        certainty=graph.text(dispute, kb_("certainty")),
        why=[*(sentence(text) for text in said), *((sentence(f"what follows here: {follows}"),) if follows else ())],
    )
