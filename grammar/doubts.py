"""What rules may say and their author hardly means: a function that nobody knows, a value that is none of its datatype.

The rule language allows both: such a call is an error each time, and the solution is dropped without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Rule, RuleSet, TriplePattern
from myologic.engine.terms import IRI, Literal, Place, TermPattern, TripleTerm
from myologic.engine.wellformed import iri_shown, rule_shown
from myologic.grammar.literals import check_literal

_KNOWN = "the functions of SPARQL, and xsd:boolean, integer, decimal, float, double, string and dateTime"


def rule_doubts(rules: RuleSet) -> list[Problem]:
    """Warnings about rules that may run.

    Parameters
    ----------
    rules
        As read.

    Returns
    -------
    list of Problem
        Of kind "function" and "literal", in the order of the text.
    """
    found = [doubt for rule in rules.rules for doubt in _of_rule(rule, rules.prefixes)]
    for statement in rules.data:
        for literal in _literals(tuple(statement.triple)):
            found += _of_literal(literal, statement.subject_place, "a DATA block")
    return sorted(found)


def _of_rule(rule: Rule, prefixes: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    title = rule_shown(rule, prefixes)
    body = [part for each in rule.body for part in getattr(each, "elements", (each,))]
    for part in (*rule.head, *body):
        if isinstance(part, TriplePattern):
            for literal in _literals((part.subject, part.predicate, part.object)):
                yield from _of_literal(literal, part.place, title)
        elif isinstance(part, (Filter, Assignment)):
            yield from _of_expression(part.expression, part.place, title, prefixes)


def _of_expression(
    expression: Expression, place: Place, title: str, prefixes: Sequence[tuple[str, str]]
) -> Iterator[Problem]:
    if not isinstance(expression, Apply):
        for literal in _literals((expression,)):
            yield from _of_literal(literal, place, title)
        return
    arguments = expression.arguments
    if expression.operator.upper() == "CALL":
        called, arguments = arguments[0], arguments[1:]
        if isinstance(called, IRI) and not _is_cast(called, len(arguments)):
            message = (
                f"{title} calls `{iri_shown(called, prefixes)}`, which is no function of one value that is known here and "
                f"so an error each time; known are {_KNOWN}"
            )
            yield _warning(expression.place, "S204", "function", message)
    for argument in arguments:
        yield from _of_expression(argument, expression.place, title, prefixes)


def _is_cast(called: IRI, count: int) -> bool:
    from myologic.engine.operators import CASTS

    return called.value in CASTS and count == 1


def _literals(terms: Sequence[TermPattern]) -> Iterator[Literal]:
    for term in terms:
        if isinstance(term, Literal):
            yield term
        elif isinstance(term, TripleTerm):
            yield from _literals((term.subject, term.predicate, term.object))


def _of_literal(literal: Literal, place: Place, title: str) -> Iterator[Problem]:
    wrong = check_literal(literal)
    if wrong is not None:
        yield _warning(place, "S205", "literal", f"a value in {title} is none of its datatype: {wrong}")


def _warning(place: Place, code: str, kind: str, message: str) -> Problem:
    return Problem(place.file, place.line, place.column, "warning", code, kind, message)
