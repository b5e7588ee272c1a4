"""Expressions of FILTER and SET as Python closures over ground terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from myologic.engine.functions import FUNCTIONS, SOLUTION_FUNCTIONS, Call
from myologic.engine.moment import Moment
from myologic.engine.operators import CASTS, calculate, cast, equal, negate, order
from myologic.engine.rules import Apply, Expression
from myologic.engine.terms import IRI, Literal, Term, TripleTerm, Variable
from myologic.engine.values import EvaluationError, boolean_literal, effective_boolean, number_of

# What tells one solution from another: the seed of a solution's own terms, and the position of the SET in its rule.
Seed: TypeAlias = Callable[[], tuple[str, int]]
Evaluator: TypeAlias = Callable[[tuple[Term, ...], Seed], Term]


def no_seed() -> tuple[str, int]:
    """The seed where there is no solution to tell apart."""
    return "", 0


def holds(evaluate: Evaluator, values: tuple[Term, ...]) -> bool:
    """Whether an expression is true; an error is false."""
    try:
        return effective_boolean(evaluate(values, no_seed))
    except EvaluationError:
        return False


def value_of(evaluate: Evaluator, values: tuple[Term, ...], seed: Seed = no_seed) -> Term | None:
    """The value of an expression, or None where it is an error."""
    try:
        return evaluate(values, seed)
    except EvaluationError:
        return None


def compile_expression(
    expression: Expression, variables: Sequence[Variable] = (), moment: Moment | None = None
) -> Evaluator:
    """Turn an expression into a function of the values of its variables.

    Parameters
    ----------
    expression
        The expression.
    variables
        The variables it may use, in the order in which their values will be given.
    moment
        What NOW gives.

    Returns
    -------
    function
        Takes the values and a seed; raises EvaluationError where the expression is an error.
    """
    places = {variable: place for place, variable in enumerate(variables)}
    return _Compiler(places, moment or Moment()).compile(expression)


class _Compiler:
    def __init__(self, places: dict[Variable, int], moment: Moment) -> None:
        self.places = places
        self.moment = moment
        self.sites = 0

    def compile(self, expression: Expression) -> Evaluator:
        if isinstance(expression, Variable):
            place = self.places[expression]
            return lambda values, seed: values[place]
        if isinstance(expression, TripleTerm):
            parts = (expression.subject, expression.predicate, expression.object)
            return self._call("TRIPLE", [self.compile(part) for part in parts])
        if not isinstance(expression, Apply):
            constant = expression
            return lambda values, seed: constant
        operator, arguments = expression.operator.upper(), expression.arguments
        if operator == "CALL":
            return self._cast(arguments)
        inner = [self.compile(argument) for argument in arguments]
        special = _SPECIAL.get(operator)
        if special is not None:
            return special(inner)
        if operator in SOLUTION_FUNCTIONS:
            return self._solution_call(operator, inner)
        if operator == "NOW":
            from myologic.engine.values import XSD_DATETIME

            moment = self.moment
            return lambda values, seed: Literal(moment.text(), XSD_DATETIME)
        return self._call(operator, inner)

    def _cast(self, arguments: Sequence[Expression]) -> Evaluator:
        called = arguments[0]
        if not isinstance(called, IRI) or called.value not in CASTS or len(arguments) != 2:
            return _always_error
        inner, datatype = self.compile(arguments[1]), called.value
        return lambda values, seed: cast(datatype, inner(values, seed))

    def _solution_call(self, name: str, inner: list[Evaluator]) -> Evaluator:
        self.sites += 1
        site, function = self.sites, SOLUTION_FUNCTIONS[name]

        def run(values: tuple[Term, ...], seed: Seed) -> Term:
            text, place = seed()
            return function(text, f"{place}.{site}", [x(values, seed) for x in inner])

        return run

    def _call(self, name: str, inner: list[Evaluator]) -> Evaluator:
        entry = FUNCTIONS.get(name)
        if entry is None or not entry.takes(len(inner)):
            return _always_error
        function = entry.run
        if len(inner) == 1:
            only = inner[0]
            return lambda values, seed: function(only(values, seed))
        if len(inner) == 2:
            first, second = inner
            return lambda values, seed: function(first(values, seed), second(values, seed))
        return lambda values, seed: function(*[x(values, seed) for x in inner])


def _always_error(values: tuple[Term, ...], seed: Seed) -> Term:
    raise EvaluationError


def _three_valued(inner: Evaluator, values: tuple[Term, ...], seed: Seed) -> bool | None:
    try:
        return effective_boolean(inner(values, seed))
    except EvaluationError:
        return None


def _or(inner: list[Evaluator]) -> Evaluator:
    def run(values: tuple[Term, ...], seed: Seed) -> Term:
        found = [_three_valued(x, values, seed) for x in inner]
        if True in found:
            return boolean_literal(True)
        if None in found:
            raise EvaluationError
        return boolean_literal(False)

    return run


def _and(inner: list[Evaluator]) -> Evaluator:
    def run(values: tuple[Term, ...], seed: Seed) -> Term:
        found = [_three_valued(x, values, seed) for x in inner]
        if False in found:
            return boolean_literal(False)
        if None in found:
            raise EvaluationError
        return boolean_literal(True)

    return run


def _if(inner: list[Evaluator]) -> Evaluator:
    condition, yes, no = inner
    return lambda values, seed: yes(values, seed) if effective_boolean(condition(values, seed)) else no(values, seed)


def _member(inner: list[Evaluator], negated: bool) -> Evaluator:
    tested, members = inner[0], inner[1:]

    def run(values: tuple[Term, ...], seed: Seed) -> Term:
        value = tested(values, seed)
        failed = False
        for member in members:
            try:
                if equal(value, member(values, seed)):
                    return boolean_literal(not negated)
            except EvaluationError:
                failed = True
        if failed:
            raise EvaluationError
        return boolean_literal(negated)

    return run


def _compare(inner: list[Evaluator], accept: tuple[int, ...]) -> Evaluator:
    left, right = inner
    return lambda values, seed: boolean_literal(order(left(values, seed), right(values, seed)) in accept)


def _arithmetic(operator: str) -> Callable[[list[Evaluator]], Evaluator]:
    def make(inner: list[Evaluator]) -> Evaluator:
        left, right = inner
        return lambda values, seed: calculate(operator, left(values, seed), right(values, seed))

    return make


def _plus(inner: list[Evaluator]) -> Evaluator:
    only = inner[0]

    def run(values: tuple[Term, ...], seed: Seed) -> Term:
        value = only(values, seed)
        number_of(value)
        return value

    return run


def _not(inner: list[Evaluator]) -> Evaluator:
    only = inner[0]
    return lambda values, seed: boolean_literal(not effective_boolean(only(values, seed)))


def _equality(inner: list[Evaluator], wanted: bool) -> Evaluator:
    left, right = inner
    return lambda values, seed: boolean_literal(equal(left(values, seed), right(values, seed)) is wanted)


def _minus(inner: list[Evaluator]) -> Evaluator:
    only = inner[0]
    return lambda values, seed: negate(only(values, seed))


_SPECIAL: dict[str, Callable[[list[Evaluator]], Evaluator]] = {
    "||": _or,
    "&&": _and,
    "!": _not,
    "=": lambda inner: _equality(inner, True),
    "!=": lambda inner: _equality(inner, False),
    "<": lambda inner: _compare(inner, (-1,)),
    ">": lambda inner: _compare(inner, (1,)),
    "<=": lambda inner: _compare(inner, (-1, 0)),
    ">=": lambda inner: _compare(inner, (0, 1)),
    "IN": lambda inner: _member(inner, False),
    "NOT IN": lambda inner: _member(inner, True),
    "+": _arithmetic("+"),
    "-": _arithmetic("-"),
    "*": _arithmetic("*"),
    "/": _arithmetic("/"),
    "UPLUS": _plus,
    "UMINUS": _minus,
    "IF": _if,
}

__all__ = ["Call", "Evaluator", "Moment", "Seed", "compile_expression", "holds", "no_seed", "value_of"]
