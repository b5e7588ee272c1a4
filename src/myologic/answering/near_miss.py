"""Why something is not concluded: the rule that came nearest, and what it lacks, in words."""

from __future__ import annotations

from myologic.answering.explain import claim_sentence, filled
from myologic.answering.graph import Graph
from myologic.answering.words import listed
from myologic.engine.proof import NearMiss
from myologic.engine.rules import TriplePattern
from myologic.engine.terms import IRI, Literal, TermPattern, Triple

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

SHOWN: Final = 2
SHOWN_MISSING: Final = 3


def near_miss_lines(graph: Graph, fact: Triple) -> tuple[str, ...]:
    """For a fact that does not hold: sentences on the nearest rules and what is missing or in the way.

    Parameters
    ----------
    graph
        Where it does not hold.
    fact
        What was looked for.
    """
    return tuple(dict.fromkeys(_line(graph, miss) for miss in graph.why_not(fact)))[:SHOWN]


def _line(graph: Graph, miss: NearMiss) -> str:
    note = graph.rule_note(miss.rule.name) if miss.rule.name is not None else None
    name = note.label if note is not None else "a rule without a name"
    says = ""
    if note is not None and note.sentence:
        said = filled(graph, note.sentence, {v.name: t for v, t in miss.bindings}, "something")
        says = f", which would say “{said.rstrip('.')}”"
    parts = []
    if miss.missing:
        parts.append(f"it lacks: {listed([_pattern(graph, p) for p in miss.missing[:SHOWN_MISSING]])}")
    if miss.blocking:
        parts.append(f"against it stands: {listed([claim_sentence(graph, t) for t in miss.blocking[:SHOWN_MISSING]])}")
    if miss.failed is not None:
        parts.append("a condition of it does not hold")
    return f"The nearest rule is “{name}”{says}; {'; '.join(parts) or 'it does not apply'}."


def _pattern(graph: Graph, pattern: TriplePattern) -> str:
    return " ".join(_term(graph, term) for term in (pattern.subject, pattern.predicate, pattern.object))


def _term(graph: Graph, term: TermPattern) -> str:
    return graph.label(term) if isinstance(term, IRI | Literal) else "something"
