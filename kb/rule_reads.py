"""Which facts can matter to rules: those that one of their patterns may match or one of their conclusions may be.

Three of four facts of the content are names, wordings and comments, which no rule reads. They need not be where rules
run, and what rules make of the others does not change with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from myologic.engine.records import dataclass
from myologic.engine.rules import Negation, Rule, TriplePattern
from myologic.engine.terms import IRI, Literal, Term, Triple


@dataclass(frozen=True, slots=True)
class Reads:
    """What some rules read and conclude.

    Parameters
    ----------
    predicates
        Those of their patterns and conclusions.
    things
        Whether a pattern also matches any fact that leads to a thing and not to a text or number.
    anything
        Whether a pattern or conclusion may be any fact.
    """

    predicates: frozenset[Term]
    things: bool
    anything: bool

    def split(self, facts: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """The facts that can matter, in their order, and the others."""
        if self.anything:
            return list(facts), []
        known = {each.value for each in self.predicates if isinstance(each, IRI)}  # the hash of a text is known to it
        chosen: tuple[list[Triple], list[Triple]] = [], []
        add, leave = (each.append for each in chosen)
        for fact in facts:
            predicate = fact[1]
            if (isinstance(predicate, IRI) and predicate.value in known) or (self.things and not isinstance(fact[2], Literal)):
                add(fact)
            else:
                leave(fact)
        return chosen


def read_by(rules: Iterable[Rule], others: Iterable[Term] = ()) -> Reads:
    """What some rules read and conclude.

    Parameters
    ----------
    rules
        The rules.
    others
        Predicates that are wanted beside.
    """
    predicates, things, anything = set(others), False, False
    for rule in rules:
        subjects = {each.subject for each in rule.body if isinstance(each, TriplePattern)}
        predicates.update(each.predicate for each in rule_patterns(rule) if isinstance(each.predicate, IRI))
        anything |= not all(isinstance(each.predicate, IRI) for each in rule.head)
        for pattern in body_patterns(rule):
            if not isinstance(pattern.predicate, IRI):
                if isinstance(pattern.object, IRI) or pattern.object in subjects:
                    things = True  # no text is ever the subject of a fact
                else:
                    anything = True
    return Reads(frozenset(predicates), things, anything)


def that_can_fire(rules: Iterable[Rule], stated: Collection[Term]) -> list[Rule]:
    """The rules that some choice of facts with given predicates lets fire; the others conclude nothing.

    Parameters
    ----------
    rules
        The rules.
    stated
        The predicates of all facts that there are before any rule fires.
    """
    waiting, found = list(rules), list[Rule]()
    known = set(stated)
    while True:
        may_fire = [all(_may_hold(each, known) for each in rule.body) for rule in waiting]
        firing = [rule for rule, fires in zip(waiting, may_fire, strict=True) if fires]
        if not firing:
            return found
        found += firing
        waiting = [rule for rule, fires in zip(waiting, may_fire, strict=True) if not fires]
        heads = [each.predicate for rule in firing for each in rule.head]
        if not all(isinstance(each, IRI) for each in heads):
            return [*found, *waiting]
        known.update(heads)  # type: ignore[arg-type]  # all are IRIs


def _may_hold(element: object, known: Collection[object]) -> bool:
    return not isinstance(element, TriplePattern) or not isinstance(element.predicate, IRI) or element.predicate in known


def rule_patterns(rule: Rule) -> Iterator[TriplePattern]:
    """Every triple pattern and template of a rule, the head first."""
    yield from rule.head
    yield from body_patterns(rule)


def body_patterns(rule: Rule) -> Iterator[TriplePattern]:
    """Every triple pattern that a rule reads, those under NOT among them."""
    for element in rule.body:
        if isinstance(element, TriplePattern):
            yield element
        elif isinstance(element, Negation):
            yield from (inner for inner in element.elements if isinstance(inner, TriplePattern))
