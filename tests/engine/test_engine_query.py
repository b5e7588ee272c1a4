"""Goals answered by what they need only."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from myologic.engine.inference import infer
from myologic.engine.program import Program
from myologic.engine.query import query, relevant_program
from myologic.engine.terms import IRI, Triple

Compile = Callable[[str], Program]
Grapher = Callable[[str], list[Triple]]
Namer = Callable[[str], IRI]
RULES = """
RULE :tight { ?c :tight ?m } WHERE { ?c :has ?f . ?f :means ?m }
RULE :spread { ?c :tight ?p } WHERE { ?c :tight ?m . ?m :part ?p }
RULE :deep { ?m :part ?q } WHERE { ?m :part ?p . ?p :part ?q }
RULE :loose { ?c :loose ?m } WHERE { ?m :kind :thing . ?c :has ?f NOT { ?c :tight ?m } }
RULE :free { ?c :free ?m } WHERE { ?m :kind :thing NOT { ?c :tight ?m } ?c :has ?f }
RULE :other { ?x :other ?y } WHERE { ?x :part ?y }
"""
BASE = (
    ":a :has :f . :b :has :g . :f :means :m . :g :means :n . "
    ":m :part :o . :o :part :p . :m :kind :thing . :n :kind :thing ."
)


@pytest.mark.parametrize("subject", ["a", "b", "m", None])
@pytest.mark.parametrize("predicate", ["tight", "loose", "free", "part", "other", "has", None])
def test_a_query_equals_infer_and_match(
    subject: str | None, predicate: str | None, program_of: Compile, graph_of: Grapher, iri: Namer
) -> None:
    """Whatever is open in the goal."""
    program = program_of(RULES)
    goal = (iri(subject) if subject else None, iri(predicate) if predicate else None, None)

    assert query(program, graph_of(BASE), goal) == list(infer(program, graph_of(BASE)).match(*goal))


def test_rules_that_cannot_help_are_left_out(program_of: Compile, iri: Namer) -> None:
    """A goal takes only the rules it may need, bound to its subject where they speak of it alone."""
    program = program_of(RULES)
    tight = relevant_program(program, (iri("a"), iri("tight"), None))
    names = sorted(rule.name.value[9:] for rule in tight.rules if rule.name)

    assert names == ["deep", "spread", "tight"]
    assert {t.subject for rule in tight.rules for t in rule.head if rule.name != iri("deep")} == {iri("a")}
    assert len(relevant_program(program, (None, iri("has"), None)).rules) == 0


def test_nothing_is_derived_about_other_subjects(program_of: Compile, graph_of: Grapher, iri: Namer) -> None:
    """The part that answers a goal derives no fact about another subject of the same kind."""
    part = relevant_program(program_of(RULES), (iri("a"), iri("loose"), None))
    found = infer(part, graph_of(BASE))

    assert {triple.subject for triple in found.derived()} <= {iri("a"), iri("m")}
