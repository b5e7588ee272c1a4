"""What a knowledge base concludes, as values that two versions can be compared by.

Two layers. *Relations*: every derived triple whose property has words, so that people can ask for it. *Cases*: what the rules
conclude for a person of whom some things are told; which things to tell, `combinations` works out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from myologic.answering.explain import claim_sentence
from myologic.cases import Case
from myologic.casework.entries import CaseData
from myologic.casework.facts import CASE
from myologic.casework.lookups import lookups
from myologic.casework.result import EXPLAINED, SUITS_HABIT
from myologic.casework.safety import NEEDS_LOOK_AT, REFERS_FOR, STOPS_FOR
from myologic.casework.verdicts import REPORTS
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import kb_, lex_

_WORDS = ("verb", "noun", "inverse")
AVOIDS, CONTRADICTS, PROBABLY_WEAK, DRILL_OF = (kb_(each) for each in ("avoids", "contradicts", "probablyWeak", "drillOf"))
VERDICT, HEURISTIC, LEFT_OUT, EXERCISE, HABIT = "verdict", "heuristic", "left out", "exercise", "habit"
SAFETY, SET_ASIDE = "safety", "set aside"
SAID = {
    STOPS_FOR: (SAFETY, "nothing else is said because of {}"),
    REFERS_FOR: (SAFETY, "a professional comes first because of {}"),
    NEEDS_LOOK_AT: (SAFETY, "a professional should look at {}"),
    CONTRADICTS: (SET_ASIDE, "{} contradicts something else that was told"),
    EXPLAINED: (SET_ASIDE, "{} is explained otherwise"),
    PROBABLY_WEAK: (HEURISTIC, "{} is probably weak"),
    AVOIDS: (LEFT_OUT, "{} is left out"),
    SUITS_HABIT: (HABIT, "{} is suggested"),
}
"""The properties of a person that are conclusions, with their kind and the words for them; verdicts and the ways in which
exercises suit are found in the content."""
CLOSED = frozenset((STOPS_FOR.value, REFERS_FOR.value))
"""Conclusions that take everything else away, so that nothing else is compared where they differ."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is concluded, apart from how sure it is.

    Parameters
    ----------
    kind
        The property in words, or what a case concludes: `verdict`, `heuristic`, `left out`, `exercise`, `habit`, `safety`
        or `set aside`.
    text
        The conclusion as a sentence without its end.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """A conclusion as it holds in one version: how sure, and the fact with its proof."""

    certainty: str | None
    fact: Triple


def relations(kb: KnowledgeBase) -> Iterator[tuple[Triple, Held]]:
    """Every fact of a property with words, derived or written, by the triple itself."""
    worded = {triple.subject for name in _WORDS for triple in kb.match(None, lex_(name), None)}
    for predicate in sorted((each for each in worded if isinstance(each, IRI)), key=lambda each: each.value):
        for triple in kb.match(None, predicate, None):
            yield triple, Held(kb.certainty(triple), triple)


def relation_key(kb: KnowledgeBase, triple: Triple) -> Key:
    """A fact in words."""
    return Key(kb.label(triple.predicate), claim_sentence(kb, triple))


class Conclusions:
    """Reads what a version concludes for a case.

    Parameters
    ----------
    kb
        The version.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        known = lookups(kb)
        self.verdicts: Mapping[IRI, str] = {predicate: code.replace("-", " ") for predicate, code in known.verdicts()}
        self.ways: Mapping[IRI, str] = {way.predicate: way.purpose for way in known.ways()}

    def of(self, data: CaseData) -> dict[Triple, str | None]:
        """What is concluded for a case, each fact with how sure it is; where a warning sign stops everything, that alone."""
        case = Case(self._kb, data).derived
        safety = [Triple(CASE, each, node) for each in (STOPS_FOR, REFERS_FOR, NEEDS_LOOK_AT) for node in case.objects(CASE, each)]
        found: dict[Triple, str | None] = dict.fromkeys(safety)
        if any(fact.predicate == STOPS_FOR for fact in safety):
            return found
        reported = frozenset(case.objects(CASE, REPORTS))
        for predicate in self.verdicts:
            for where in case.objects(CASE, predicate):
                if where in reported:
                    fact = Triple(CASE, predicate, where)
                    found[fact] = case.certainty(fact)
        for where in case.objects(CASE, PROBABLY_WEAK):
            fact = Triple(CASE, PROBABLY_WEAK, where)
            found[fact] = case.certainty(fact)
        for predicate in (CONTRADICTS, EXPLAINED, AVOIDS, SUITS_HABIT, *self.ways):
            found.update(dict.fromkeys(Triple(CASE, predicate, node) for node in case.objects(CASE, predicate)))
        return found

    def whole(self, fact: Triple) -> IRI | None:
        """The exercise that a conclusion is about one way of doing; None for other conclusions."""
        return lookups(self._kb).drill(fact.object)[0] if fact.predicate == AVOIDS or fact.predicate in self.ways else None

    def is_whole(self, facts: Sequence[Triple]) -> bool:
        """Whether some conclusions are about all the ways of doing an exercise."""
        exercise = self.whole(facts[0])
        return exercise is not None and {fact.object for fact in facts} == set(self._kb.subjects(DRILL_OF, exercise))

    def key(self, fact: Triple, *, both: bool = False) -> Key:
        """A conclusion in words; of an exercise, whether it is about each way of doing it."""
        predicate, node = fact.predicate, fact.object
        assert isinstance(predicate, IRI)
        assert isinstance(node, IRI)
        known = lookups(self._kb)
        where = known.site(node)
        address, _, side = node.value.partition("@")
        if where is not None:
            part = f", {where.part}" if where.part else ""
            name = f"{where.side} {self._kb.label(where.muscle)}{part}"
        elif (exercise := self.whole(fact)) is not None:
            name = self._kb.label(exercise) + (f" on the {side}" if side and not both else "")
        else:
            name = self._kb.label(IRI(address)) + (f" ({side})" if side else "")
        if predicate in self.verdicts:
            return Key(VERDICT, f"{name} is {self.verdicts[predicate]}")
        if predicate in self.ways:
            return Key(EXERCISE, f"{name} is suggested, to {self.ways[predicate]}")
        kind, words = SAID[predicate]
        return Key(kind, words.format(name))
