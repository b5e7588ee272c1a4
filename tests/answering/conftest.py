"""A small graph held in memory, read from Turtle text, for tests that need no rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from myologic.engine.proof import NearMiss, Proof
from myologic.engine.terms import Place, Term, Triple
from myologic.grammar.turtle import read_turtle
from myologic.kb.base import RuleNote
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import PREFIXES, kb_

SCHEMA = """
kb:MuscleGroup rdfs:subClassOf kb:Muscle , kb:Group . kb:Muscle rdfs:label "muscle"@en .
kb:Exercise rdfs:label "exercise"@en ; rdfs:subClassOf kb:Means . kb:Principle rdfs:subClassOf kb:Statement .
kb:Caveat rdfs:subClassOf kb:Statement . kb:Habit rdfs:subClassOf kb:Means ; rdfs:label "habit"@en .
kb:strengthens a rdf:Property ; rdfs:label "strengthens"@en ;
    lex:verb "strengthen"@en ; lex:inverse "is strengthened by"@en .
kb:stretches a rdf:Property ; rdfs:label "stretches"@en ; lex:verb "stretch"@en ; lex:inverse "is stretched by"@en .
kb:leadsTo a rdf:Property ; rdfs:label "leads to"@en ; lex:verb "cause"@en ; lex:inverse "is caused by"@en .
kb:hasPart a rdf:Property ; rdfs:label "has part"@en . kb:avoidIf a rdf:Property ; rdfs:label "is left out with"@en .
id:tight skos:prefLabel "tight"@en . id:weak skos:prefLabel "weak"@en .
"""


class SmallGraph(Reading):
    """Everything is written, nothing derived; a certainty is that of the subject."""

    name = "small"
    hash = "0"

    def __init__(self, turtle: str) -> None:
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES)
        document = read_turtle(head + SCHEMA + turtle, "small.ttl")
        self.places = {s.triple: s.subject_place for s in document.statements}
        self.facts = sorted(self.places, key=str)

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """All facts that fit."""
        wanted = (subject, predicate, object_)
        return (f for f in self.facts if all(w is None or w == got for w, got in zip(wanted, f, strict=True)))

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects, sorted."""
        return tuple(f.object for f in self.match(subject, predicate, None))

    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """The subjects, sorted."""
        return tuple(f.subject for f in self.match(None, predicate, object_))

    def is_derived(self, triple: Triple) -> bool:
        """Nothing is derived."""
        return False

    def place(self, triple: Triple) -> Place | None:
        """Where a fact stands."""
        return self.places.get(triple)

    def proof(self, triple: Triple) -> Proof | None:
        """No proofs are kept."""
        return None

    def certainty(self, triple: Triple) -> str | None:
        """The certainty of the subject."""
        return self.text(triple.subject, kb_("certainty"))

    def why_not(self, triple: Triple) -> tuple[NearMiss, ...]:
        """There are no rules to come near."""
        return ()

    def rule_note(self, rule: Term) -> RuleNote | None:
        """There are no rules."""
        return None


@pytest.fixture
def small() -> Callable[[str], SmallGraph]:
    """A graph from Turtle text without prefix lines."""
    return SmallGraph
