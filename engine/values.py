"""Literals as values: numbers, truth values, times; and values as literals again, in canonical form.

Integers and decimals are exact. What is not a value of its type is an error here, never a string.
"""

from __future__ import annotations

import re
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation, Rounded
from functools import lru_cache
from struct import error as StructError
from struct import pack, unpack
from typing import NamedTuple, TypeAlias

from myologic.engine.terms import XSD, XSD_STRING, Literal, Term


class EvaluationError(Exception):
    """An expression has no value here; a FILTER then is false and a SET drops the solution."""


# Ranks of numeric types: an operation gives the higher rank of its operands.
INTEGER, DECIMAL, FLOAT, DOUBLE = range(4)
Number: TypeAlias = tuple[int, int | Decimal | float]

XSD_BOOLEAN = XSD + "boolean"
XSD_DATETIME = XSD + "dateTime"
RANK_TYPES = (XSD + "integer", XSD + "decimal", XSD + "float", XSD + "double")
TRUE = Literal("true", XSD_BOOLEAN)
FALSE = Literal("false", XSD_BOOLEAN)

_LONG, _INT = 1 << 63, 1 << 31
# Derived integer types with the ends of their ranges (XML Schema 1.1 part 2, section 3.4).
INTEGER_TYPES: dict[str, tuple[int | None, int | None]] = {
    XSD + name: ends
    for name, ends in {
        "integer": (None, None),
        "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1),
        "long": (-_LONG, _LONG - 1),
        "int": (-_INT, _INT - 1),
        "short": (-(1 << 15), (1 << 15) - 1),
        "byte": (-128, 127),
        "nonNegativeInteger": (0, None),
        "unsignedLong": (0, (1 << 64) - 1),
        "unsignedInt": (0, (1 << 32) - 1),
        "unsignedShort": (0, (1 << 16) - 1),
        "unsignedByte": (0, 255),
        "positiveInteger": (1, None),
    }.items()
}
NUMERIC_TYPES = frozenset({*INTEGER_TYPES, *RANK_TYPES})

# Exact: an addition or a product that would have to be rounded is an error instead.
EXACT = Context(prec=1_000_000, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[Inexact, Rounded, InvalidOperation])

_INTEGER_FORM = re.compile(r"[+-]?[0-9]+")
_DECIMAL_FORM = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DOUBLE_FORM = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")


def single(value: float) -> float:
    """A double rounded to single precision."""
    try:
        return float(unpack("<f", pack("<f", value))[0])
    except (OverflowError, StructError):
        return float("inf") if value > 0 else float("-inf")


def _parse_float(lexical: str) -> float:
    return float(lexical.replace("INF", "inf"))


@lru_cache(maxsize=4096)
def parse_number(lexical: str, datatype: str) -> Number | None:
    """The number of a lexical form in a numeric type; None if it is no form of it."""
    if datatype in INTEGER_TYPES:
        if _INTEGER_FORM.fullmatch(lexical) is None or len(lexical) > 4000:
            return None
        low, high = INTEGER_TYPES[datatype]
        value = int(lexical)
        if (low is not None and value < low) or (high is not None and value > high):
            return None
        return INTEGER, value
    if datatype == RANK_TYPES[DECIMAL]:
        return (DECIMAL, Decimal(lexical)) if _DECIMAL_FORM.fullmatch(lexical) else None
    if datatype == RANK_TYPES[DOUBLE]:
        return (DOUBLE, _parse_float(lexical)) if _DOUBLE_FORM.fullmatch(lexical) else None
    if datatype == RANK_TYPES[FLOAT]:
        return (FLOAT, single(_parse_float(lexical))) if _DOUBLE_FORM.fullmatch(lexical) else None
    return None


def find_number(term: Term) -> Number | None:
    """The number a term stands for, or None."""
    return parse_number(term.lexical, term.datatype) if isinstance(term, Literal) else None


def number_of(term: Term) -> Number:
    """The number a term stands for.

    Raises
    ------
    EvaluationError
        If it is not a literal of a numeric type, or ill-typed.
    """
    number = find_number(term)
    if number is None:
        raise EvaluationError
    return number


def decimal_text(value: Decimal) -> str:
    """A decimal in canonical form, without exponent; an integral one without point."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(text: str) -> str:
    """`1.5e-07` or `16.0` as XML Schema's canonical `1.5E-7`, `1.6E1`."""
    value = Decimal(text)
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    figures = "".join(map(str, digits)).rstrip("0")
    if not figures:
        return "-0.0E0" if sign else "0.0E0"
    power = exponent + len(digits) - 1
    return f"{'-' if sign else ''}{figures[0]}.{figures[1:] or '0'}E{power}"


def float_text(value: float, rank: int) -> str:
    """A float or double in canonical form, with as few figures as tell it from its neighbours."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "INF" if value > 0 else "-INF"
    if rank == FLOAT:
        for figures in range(1, 10):
            text = f"{value:.{figures}g}"
            if single(float(text)) == value:
                return _scientific(text)
    return _scientific(repr(value))


def number_literal(rank: int, value: int | Decimal | float) -> Literal:
    """A number as a literal of its rank's type."""
    if rank == INTEGER:
        return Literal(str(int(value)), RANK_TYPES[INTEGER])
    if rank == DECIMAL:
        return Literal(decimal_text(value if isinstance(value, Decimal) else Decimal(value)), RANK_TYPES[DECIMAL])
    return Literal(float_text(float(value), rank), RANK_TYPES[rank])


def boolean_literal(value: bool) -> Literal:
    """A truth value as a literal."""
    return TRUE if value else FALSE


def boolean_of(term: Term) -> bool | None:
    """The truth value of a well-formed xsd:boolean; None for anything else."""
    if isinstance(term, Literal) and term.datatype == XSD_BOOLEAN:
        if term.lexical in ("true", "1"):
            return True
        if term.lexical in ("false", "0"):
            return False
    return None


def effective_boolean(term: Term) -> bool:
    """The effective boolean value.

    Raises
    ------
    EvaluationError
        For anything but a well-formed boolean or number, or an xsd:string.
    """
    value = boolean_of(term)
    if value is not None:
        return value
    if isinstance(term, Literal):
        if term.datatype == XSD_STRING and term.language is None:
            return term.lexical != ""
        number = find_number(term)
        if number is not None:
            return number[1] == number[1] and number[1] != 0
    raise EvaluationError


class Time(NamedTuple):
    """An xsd:dateTime by its parts; `zone` in minutes east of UTC, or None; `seconds` exact."""

    year: int
    month: int
    day: int
    hours: int
    minutes: int
    seconds: Decimal
    zone: int | None
    zone_text: str

    def timeline(self) -> Decimal:
        """Seconds since the first of March of year 0 (proleptic Gregorian), in UTC or in no zone."""
        year = self.year - (self.month <= 2)
        month = (self.month + 9) % 12
        days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + self.day - 1
        whole = days * 86400 + self.hours * 3600 + self.minutes * 60 - (self.zone or 0) * 60
        return EXACT.add(Decimal(whole), self.seconds)


_TIME_FORM = re.compile(
    r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T(?:([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)|(24:00:00(?:\.0+)?))"
    r"(Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
)


def month_days(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@lru_cache(maxsize=1024)
def _time(lexical: str) -> Time | None:
    found = _TIME_FORM.fullmatch(lexical)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if day > month_days(year, month):
        return None
    zone_text = found[8] or ""
    zone: int | None = None
    if zone_text == "Z":
        zone = 0
    elif zone_text:
        zone = (int(zone_text[1:3]) * 60 + int(zone_text[4:6])) * (-1 if zone_text[0] == "-" else 1)
    if found[7] is None:
        return Time(year, month, day, int(found[4]), int(found[5]), Decimal(found[6]), zone, zone_text)
    # The end of a day is the start of the next.
    day += 1
    if day > month_days(year, month):
        day, month = 1, month + 1
        if month > 12:
            month, year = 1, year + 1
    return Time(year, month, day, 0, 0, Decimal(0), zone, zone_text)


def find_time(term: Term) -> Time | None:
    """The time of a well-formed xsd:dateTime; None for anything else."""
    if isinstance(term, Literal) and term.datatype == XSD_DATETIME:
        return _time(term.lexical)
    return None


# Where only one of two times has a zone, they can be told apart beyond the widest zone (XML Schema 1.1, 3.3.7).
_WIDEST_ZONE_SECONDS = 14 * 3600


def compare_times(left: Time, right: Time) -> int:
    """-1, 0 or 1 as left is before, at or after right.

    Raises
    ------
    EvaluationError
        If only one has a zone and they are less than 14 hours apart.
    """
    difference = EXACT.subtract(left.timeline(), right.timeline())
    if (left.zone is None) != (right.zone is None) and abs(difference) <= _WIDEST_ZONE_SECONDS:
        raise EvaluationError
    return (difference > 0) - (difference < 0)


def is_ill_typed(literal: Literal) -> bool:
    """Whether a literal of a type known here is no value of it."""
    if literal.datatype in NUMERIC_TYPES:
        return find_number(literal) is None
    if literal.datatype == XSD_BOOLEAN:
        return boolean_of(literal) is None
    if literal.datatype == XSD_DATETIME:
        return find_time(literal) is None
    return False
