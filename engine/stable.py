"""Which groups of rules speak of one thing at a time: rules with a stable variable.

A variable is stable in a rule if it is the subject of every template and, unchanged, of every pattern that reads what the
case at hand says, and occurs nowhere else. Such a rule does the same for every value of the variable, so it can be
run for all values at once.
"""

from __future__ import annotations

from myologic.engine.bodies import Body
from myologic.engine.program import Program
from myologic.engine.records import dataclass
from myologic.engine.rules import BodyElement, Negation, Rule, TriplePattern
from myologic.engine.strata import run_once
from myologic.engine.terms import IRI, TermPattern, TripleTerm, Variable
from myologic.engine.wellformed import pattern_variables, term_variables

# Facts about the stable variable are kept apart from others of the same predicate; no IRI has a space in it.
_APART = " of the stable variable"
ANYTHING = IRI("any value of the stable variable")


@dataclass(frozen=True, slots=True)
class StableGroup:
    """A group of rules that can be run for all values of their stable variables at once.

    Parameters
    ----------
    rules
        The rules, predicates of the stable variable renamed.
    ground
        The same with the variable replaced by `ANYTHING` and without the NOTs that speak of it.
    denied
        For each rule the objects and renamed predicates of those NOTs.
    reads, gives
        The predicates of the stable variable that the group reads, in NOT or outside, and those that it concludes.
    """

    rules: tuple[Rule, ...]
    ground: tuple[Rule, ...]
    denied: tuple[tuple[tuple[IRI, TermPattern], ...], ...]
    reads: frozenset[IRI]
    gives: frozenset[IRI]


def apart(predicate: IRI) -> IRI:
    """The name under which facts of a predicate about the stable variable are kept."""
    return IRI(predicate.value + _APART)


def stable_group(program: Program, group: int) -> StableGroup | None:
    """A group as one of rules with stable variables, or None if it is none."""
    members = program.order.groups[group]
    gives: set[IRI] = set()
    for number in members:
        heads = program.head_predicates[number]
        if heads is None or not heads:
            return None
        gives |= {head for head in heads if isinstance(head, IRI)}
    reads: set[IRI] = set()
    renamed, ground, denied = [], [], []
    for number in members:
        rule = program.rules[number]
        variable = _stable_variable(rule, program.body(number), gives)
        if variable is None:
            return None
        reads |= {p for p in _predicates_of(rule, variable)}
        renamed.append(_renamed(rule, variable))
        said, nots = _grounded(renamed[-1], variable)
        ground.append(said)
        denied.append(nots)
    return StableGroup(tuple(renamed), tuple(ground), tuple(denied), frozenset(reads), frozenset(gives))


def _stable_variable(rule: Rule, body: Body, gives: set[IRI]) -> Variable | None:
    if rule.over_base or run_once(rule) is not None or body.splits or not rule.head:
        return None
    subject = rule.head[0].subject
    if not isinstance(subject, Variable):
        return None
    for template in rule.head:
        if template.subject != subject or not isinstance(template.predicate, IRI) or not _plain(template.object, subject):
            return None
    bound: set[Variable] = set()
    for element in rule.body:
        if isinstance(element, TriplePattern):
            if not _fits(element, subject, gives):
                return None
            bound |= set(pattern_variables(element))
        elif isinstance(element, Negation):
            if element.over_base:
                return None
            speaks = any(isinstance(x, TriplePattern) and subject in pattern_variables(x) for x in element.elements)
            if speaks and not (
                len(element.elements) == 1
                and isinstance(element.elements[0], TriplePattern)
                and _fits(element.elements[0], subject, gives)
                and set(pattern_variables(element.elements[0])) <= bound
            ):
                return None
            if not speaks and subject in bound and _tests_mention(element, body, subject):
                return None
    stable = body.names[subject]
    if any(stable in test.inputs for test in body.tests):
        return None
    if not any(isinstance(e, TriplePattern) and e.subject == subject for e in rule.body):
        return None
    return subject


def _tests_mention(element: Negation, body: Body, subject: Variable) -> bool:
    return any(absent.source is element and body.names[subject] in absent.inputs for absent in body.absents)


def _fits(pattern: TriplePattern, subject: Variable, gives: set[IRI]) -> bool:
    """Whether a pattern is about the stable variable as its subject, or not about it and nothing the group concludes."""
    if not isinstance(pattern.predicate, IRI) or not _plain(pattern.object, subject):
        return False
    if pattern.subject == subject:
        return True
    return subject not in term_variables(pattern.subject) and pattern.predicate not in gives


def _plain(term: TermPattern, subject: Variable) -> bool:
    if isinstance(term, TripleTerm):
        return not any(True for _ in term_variables(term))
    return isinstance(term, (Variable, IRI)) and term != subject or not isinstance(term, (Variable, IRI))


def _predicates_of(rule: Rule, variable: Variable) -> set[IRI]:
    found: set[IRI] = set()
    for element in rule.body:
        for part in element.elements if isinstance(element, Negation) else (element,):
            if isinstance(part, TriplePattern) and part.subject == variable and isinstance(part.predicate, IRI):
                found.add(part.predicate)
    return found


def _renamed(rule: Rule, variable: Variable) -> Rule:
    from myologic.engine.records import replace

    def pattern(value: TriplePattern) -> TriplePattern:
        if value.subject != variable:
            return value
        assert isinstance(value.predicate, IRI)
        return TriplePattern(value.subject, apart(value.predicate), value.object, value.place)

    def element(value: BodyElement) -> BodyElement:
        if isinstance(value, TriplePattern):
            return pattern(value)
        if isinstance(value, Negation):
            return replace(
                value, elements=tuple(pattern(x) if isinstance(x, TriplePattern) else x for x in value.elements)
            )
        return value

    return replace(rule, head=tuple(map(pattern, rule.head)), body=tuple(map(element, rule.body)))


def _grounded(rule: Rule, variable: Variable) -> tuple[Rule, tuple[tuple[IRI, TermPattern], ...]]:
    from myologic.engine.records import replace

    def pattern(value: TriplePattern) -> TriplePattern:
        subject = ANYTHING if value.subject == variable else value.subject
        return TriplePattern(subject, value.predicate, value.object, value.place)

    nots: list[tuple[IRI, TermPattern]] = []
    body: list[BodyElement] = []
    for element in rule.body:
        if isinstance(element, TriplePattern):
            body.append(pattern(element))
            continue
        if isinstance(element, Negation):
            first = element.elements[0] if element.elements else None
            if isinstance(first, TriplePattern) and first.subject == variable and len(element.elements) == 1:
                assert isinstance(first.predicate, IRI)
                nots.append((first.predicate, first.object))
                continue
        body.append(element)
    return replace(rule, head=tuple(map(pattern, rule.head)), body=tuple(body)), tuple(nots)
