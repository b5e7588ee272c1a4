"""Operators of expressions: equality and order by value, exact arithmetic, casts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from math import gcd, isinf, isnan

from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD_STRING,
    Literal,
    Term,
    TripleTerm,
    Variable,
)
from myologic.engine.values import (
    DECIMAL,
    DOUBLE,
    EXACT,
    FLOAT,
    INTEGER,
    NUMERIC_TYPES,
    RANK_TYPES,
    XSD_BOOLEAN,
    XSD_DATETIME,
    EvaluationError,
    Number,
    boolean_literal,
    boolean_of,
    compare_times,
    decimal_text,
    find_number,
    find_time,
    float_text,
    is_ill_typed,
    number_literal,
    number_of,
    parse_number,
    single,
)

_KNOWN_TYPES = NUMERIC_TYPES | {XSD_STRING, XSD_BOOLEAN, XSD_DATETIME, RDF_LANG_STRING, RDF_DIR_LANG_STRING}
# Fraction digits of a quotient that does not end; the language asks for at least 18.
_QUOTIENT_DIGITS = 24
# A quotient that ends is written whole up to this many fraction digits.
_WHOLE_QUOTIENT_DIGITS = 4000


def _comparable(left: Number, right: Number) -> tuple[int | Decimal | float, int | Decimal | float]:
    """Two numbers in the type of the higher rank."""
    rank = max(left[0], right[0])
    if rank >= FLOAT:
        return _as_float(left, rank), _as_float(right, rank)
    return left[1], right[1]


def _as_float(number: Number, rank: int) -> float:
    try:
        value = float(number[1])
    except OverflowError:
        value = float("inf") if number[1] > 0 else float("-inf")
    return single(value) if rank == FLOAT else value


def equal(left: Term, right: Term) -> bool:
    """`=`: numbers, strings, truth values and times by value, everything else by term.

    Raises
    ------
    EvaluationError
        If two different literals cannot be told apart or held equal: an unknown type or an ill-typed literal.
    """
    if isinstance(left, Literal) and isinstance(right, Literal):
        a, b = find_number(left), find_number(right)
        if a is not None and b is not None:
            x, y = _comparable(a, b)
            return x == y
        if left == right:
            return True
        for literal in (left, right):
            if literal.datatype not in _KNOWN_TYPES or is_ill_typed(literal):
                raise EvaluationError
        if left.datatype == right.datatype == XSD_BOOLEAN:
            return boolean_of(left) == boolean_of(right)
        first, second = find_time(left), find_time(right)
        if first is not None and second is not None:
            return compare_times(first, second) == 0
        return False
    if isinstance(left, TripleTerm) and isinstance(right, TripleTerm):
        failed = False
        for a_part, b_part in zip(_parts(left), _parts(right), strict=True):
            try:
                if not equal(a_part, b_part):
                    return False
            except EvaluationError:
                failed = True
        if failed:
            raise EvaluationError
        return True
    return left == right


def _parts(term: TripleTerm) -> tuple[Term, Term, Term]:
    parts = (term.subject, term.predicate, term.object)
    for part in parts:
        if isinstance(part, Variable):
            raise EvaluationError
    return parts  # type: ignore[return-value]  # no part is a variable


def order(left: Term, right: Term) -> int | None:
    """-1, 0 or 1 as left is less than, equal to or greater than right; None if a NaN is in it.

    Raises
    ------
    EvaluationError
        Unless both are numbers, strings, truth values or times.
    """
    a, b = find_number(left), find_number(right)
    if a is not None and b is not None:
        x, y = _comparable(a, b)
        if x != x or y != y:
            return None
        return (x > y) - (x < y)
    if isinstance(left, Literal) and isinstance(right, Literal):
        if left.datatype == right.datatype == XSD_STRING and left.language is None and right.language is None:
            return (left.lexical > right.lexical) - (left.lexical < right.lexical)
        p, q = boolean_of(left), boolean_of(right)
        if p is not None and q is not None:
            return (p > q) - (p < q)
        first, second = find_time(left), find_time(right)
        if first is not None and second is not None:
            return compare_times(first, second)
    raise EvaluationError


def _divide_exact(left: int | Decimal | float, right: int | Decimal | float) -> Decimal:
    if right == 0:
        raise EvaluationError
    n1, d1 = Decimal(left).as_integer_ratio()
    n2, d2 = Decimal(right).as_integer_ratio()
    n, d = n1 * d2, d1 * n2
    if d < 0:
        n, d = -n, -d
    shared = gcd(n, d)
    n, d = n // shared, d // shared
    rest, twos, fives = d, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    digits = max(twos, fives)
    if rest != 1 or digits > _WHOLE_QUOTIENT_DIGITS:
        digits = _QUOTIENT_DIGITS
    scaled, remainder = divmod(abs(n) * 10**digits, d)
    if 2 * remainder >= d:
        scaled += 1
    value = EXACT.scaleb(Decimal(scaled), -digits)
    return EXACT.minus(value) if n < 0 else value


def calculate(operator: str, left: Term, right: Term) -> Literal:
    """`+`, `-`, `*`, `/` on two numbers; exact for integers and decimals.

    Raises
    ------
    EvaluationError
        If one is no number, or an integer or decimal is divided by zero.
    """
    a, b = number_of(left), number_of(right)
    rank = max(a[0], b[0])
    if rank >= FLOAT:
        return number_literal(rank, _calculate_float(operator, _as_float(a, rank), _as_float(b, rank), rank))
    if operator == "/":
        return number_literal(DECIMAL, _divide_exact(a[1], b[1]))
    if rank == INTEGER:
        x, y = int(a[1]), int(b[1])
        value = x + y if operator == "+" else x - y if operator == "-" else x * y
        if value.bit_length() > 13_000:
            raise EvaluationError
        return number_literal(INTEGER, value)
    try:
        p, q = Decimal(a[1]), Decimal(b[1])
        steps: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
            "+": EXACT.add,
            "-": EXACT.subtract,
            "*": EXACT.multiply,
        }
        return number_literal(DECIMAL, steps[operator](p, q))
    except (InvalidOperation, Overflow, DivisionByZero, ArithmeticError):
        raise EvaluationError from None


def _calculate_float(operator: str, left: float, right: float, rank: int) -> float:
    try:
        if operator == "+":
            value = left + right
        elif operator == "-":
            value = left - right
        elif operator == "*":
            value = left * right
        elif right == 0:
            if left == 0 or isnan(left):
                return float("nan")
            negative = (left < 0) != (str(right)[0] == "-")
            return float("-inf") if negative else float("inf")
        else:
            value = left / right
    except OverflowError:
        raise EvaluationError from None
    return single(value) if rank == FLOAT and not isnan(value) else value


def negate(term: Term) -> Literal:
    """Unary minus."""
    rank, value = number_of(term)
    if rank == DECIMAL:
        return number_literal(rank, EXACT.minus(Decimal(value)))
    return number_literal(rank, -value)


def _cast_boolean(term: Literal) -> Literal:
    number = find_number(term)
    if number is not None:
        return boolean_literal(number[1] == number[1] and number[1] != 0)
    value = boolean_of(term if term.datatype == XSD_BOOLEAN else Literal(_text(term), XSD_BOOLEAN))
    if value is None:
        raise EvaluationError
    return boolean_literal(value)


def _text(term: Literal) -> str:
    if term.datatype != XSD_STRING or term.language is not None:
        raise EvaluationError
    return term.lexical.strip(" \t\r\n")


def _cast_number(rank: int, term: Literal) -> Literal:
    number = find_number(term)
    truth = boolean_of(term)
    if truth is not None:
        number = (INTEGER, int(truth))
    if number is None:
        number = parse_number(_text(term), RANK_TYPES[rank])
        if number is None:
            raise EvaluationError
    value = number[1]
    if rank >= FLOAT:
        return number_literal(rank, _as_float(number, rank))
    if isinstance(value, float):
        if isnan(value) or isinf(value):
            raise EvaluationError
        value = Decimal(repr(value) if number[0] == DOUBLE else float_text(value, FLOAT))
    return number_literal(rank, int(value) if rank == INTEGER else Decimal(value))


def _cast_string(term: Term) -> Literal:
    if isinstance(term, IRI):
        return Literal(term.value)
    if not isinstance(term, Literal) or is_ill_typed(term):
        raise EvaluationError
    number = find_number(term)
    if number is None:
        truth = boolean_of(term)
        return Literal(term.lexical) if truth is None else Literal("true" if truth else "false")
    rank, value = number
    if rank >= FLOAT:
        text = float_text(float(value), rank)
        plain = text not in ("NaN", "INF", "-INF") and (value == 0 or 1e-6 <= abs(float(value)) < 1e6)
        return Literal(decimal_text(Decimal(text)) if plain else text)
    return Literal(number_literal(rank, value).lexical)


def _cast_time(term: Literal) -> Literal:
    literal = term if term.datatype == XSD_DATETIME else Literal(_text(term), XSD_DATETIME)
    if find_time(literal) is None:
        raise EvaluationError
    return literal


def cast(datatype: str, term: Term) -> Literal:
    """A cast by call, such as `xsd:integer(?x)`.

    Raises
    ------
    EvaluationError
        If the type is not one that values are cast to, or the term has no value in it.
    """
    if datatype == XSD_STRING:
        return _cast_string(term)
    if not isinstance(term, Literal):
        raise EvaluationError
    if datatype == XSD_BOOLEAN:
        return _cast_boolean(term)
    if datatype in RANK_TYPES:
        return _cast_number(RANK_TYPES.index(datatype), term)
    if datatype == XSD_DATETIME:
        return _cast_time(term)
    raise EvaluationError


CASTS = frozenset({XSD_STRING, XSD_BOOLEAN, XSD_DATETIME, *RANK_TYPES})
