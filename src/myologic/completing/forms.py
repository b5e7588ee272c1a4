"""The forms of complete questions, and the things that fill each of them with an answer.

A form is a text with one gap. Its things are read from the data (those that stand in the relation, have a dose, can be
checked …), so that no filled form is without an answer; a test asks them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from myologic.answering.find_counted import plain_verb, spoken_relations
from myologic.answering.graph import Graph
from myologic.answering.words import is_or_are, plural
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI
from myologic.kb.vocabulary import CLASS, DEFINITION, kb_, lex_

STATES: Final = (("tight", kb_("tightens")), ("weak", kb_("weakens")))
SILENT: Final = lex_("silent")
UNCOMPLETED: Final = lex_("uncompleted")


@dataclass(frozen=True, slots=True)
class Form:
    """A question with one gap.

    Parameters
    ----------
    before, after
        The words around the gap, in lower case; `before` ends with a space.
    things
        What fills the gap.
    relation
        The relation in whose subjects the answers stand, where that is what is asked for; else None.
    """

    before: str
    after: str
    things: tuple[IRI, ...]
    relation: IRI | None = None


def forms(graph: Graph) -> tuple[Form, ...]:
    """All forms, those of relations first, each with at least one thing.

    Parameters
    ----------
    graph
        The knowledge base.
    """
    return tuple(form for form in (*_of_relations(graph), *_of_properties(graph)) if form.things)


def plain_questions(graph: Graph) -> tuple[str, ...]:
    """Complete questions without a gap: everything of a kind, how many there are, what can be asked."""
    classes = [
        cls
        for cls in graph.instances(CLASS)
        if next(graph.match(cls, kb_("kind"), None), None) is not None
        and next(graph.match(cls, SILENT, None), None) is None
        and graph.instances(cls)
    ]
    names = sorted(plural(graph.label(cls)) for cls in classes)
    return (
        "what can i ask",
        "when should i see a doctor",
        *(f"list all {name}" for name in names),
        *(f"how many {name} are there" for name in names),
    )


def _of_relations(graph: Graph) -> Iterator[Form]:
    for relation in spoken_relations(graph):
        facts = tuple(graph.match(None, relation, None))
        if not facts or graph.text(relation, UNCOMPLETED) == "true":
            continue
        yield Form(f"what {graph.label(relation)} ", "", _named(graph, (fact.object for fact in facts)), relation)
        verb = plain_verb(graph, relation)
        if verb is not None:
            yield from _agreeing(graph, "what do", f" {verb}", _named(graph, (fact.subject for fact in facts)))


def _of_properties(graph: Graph) -> Iterator[Form]:
    def having(*names: str) -> tuple[IRI, ...]:
        return _named(graph, (fact.subject for name in names for fact in graph.match(None, kb_(name), None)))

    def led_to(*names: str) -> tuple[IRI, ...]:
        return _named(graph, (fact.object for name in names for fact in graph.match(None, kb_(name), None)))

    defined = _named(graph, (fact.subject for fact in graph.match(None, DEFINITION, None)))
    exercises = frozenset(graph.instances(kb_("Exercise")))
    yield from _agreeing(graph, "what", "", defined, ("is", "are"))
    yield Form("how do i do ", "", tuple(thing for thing in having("how", "step") if thing in exercises))
    yield Form("how much of ", " should i do", tuple(thing for thing in having("dose") if thing in exercises))
    yield Form("how can i check for ", "", led_to("reveals"))
    yield Form("make a plan for ", "", led_to("strengthens", "stretches"))
    yield Form("which exercises should i avoid with ", "", _named(graph, graph.instances(kb_("Condition"))))
    for state, relation in STATES:
        given = _named(graph, (fact.subject for fact in graph.match(None, relation, None)))
        yield Form("given ", f", which muscles are {state}", given)


def _agreeing(
    graph: Graph, before: str, after: str, things: tuple[IRI, ...], verbs: tuple[str, str] = ("does", "do")
) -> Iterator[Form]:
    """A form for things that are one and one for those that are several."""
    several = [is_or_are(graph.label(thing)) == "are" for thing in things]
    stem = before.removesuffix(" do")
    yield Form(f"{stem} {verbs[0]} ", after, tuple(t for t, many in zip(things, several, strict=True) if not many))
    yield Form(f"{stem} {verbs[1]} ", after, tuple(t for t, many in zip(things, several, strict=True) if many))


def _named(graph: Graph, terms: Iterable[object]) -> tuple[IRI, ...]:
    """The things among some terms that questions can name, by their labels."""
    known: dict[IRI, bool] = {}
    found = {term for term in terms if isinstance(term, IRI) and "@" not in term.value and _is_spoken(graph, term, known)}
    return tuple(sorted(found, key=lambda thing: (graph.label(thing).casefold(), thing.value)))


def _is_spoken(graph: Graph, thing: IRI, known: dict[IRI, bool]) -> bool:
    """Whether a thing is of classes that questions may name; what is known of a class is kept in `known`."""
    types = graph.types(thing)
    if not types:
        return False
    if types[0] not in known:
        known[types[0]] = all(next(graph.match(each, SILENT, None), None) is None for each in types)
    return known[types[0]]
