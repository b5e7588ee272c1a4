"""The builtin functions on terms, numbers and times, and the table of all of them (SPARQL 1.2)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import ceil, floor, isfinite
from typing import NamedTuple

from myologic.engine.functions_text import TEXT_FUNCTIONS
from myologic.engine.iri import IriError, resolve
from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD,
    XSD_STRING,
    BlankNode,
    Literal,
    Term,
    TripleTerm,
)
from myologic.engine.values import (
    FLOAT,
    INTEGER,
    EvaluationError,
    Time,
    boolean_literal,
    decimal_text,
    find_number,
    find_time,
    number_literal,
    number_of,
    single,
)


class Call(NamedTuple):
    """A builtin: its function and how many arguments it takes (`most` None: any number)."""

    run: Callable[..., Term]
    least: int
    most: int | None

    def takes(self, count: int) -> bool:
        """Whether it may be called with so many arguments."""
        return self.least <= count and (self.most is None or count <= self.most)


def _literal(term: Term) -> Literal:
    if not isinstance(term, Literal):
        raise EvaluationError
    return term


def _plain(term: Term) -> str:
    """The text of an xsd:string."""
    if isinstance(term, Literal) and term.datatype == XSD_STRING and term.language is None:
        return term.lexical
    raise EvaluationError


def _str(term: Term) -> Literal:
    if isinstance(term, Literal):
        return Literal(term.lexical)
    if isinstance(term, IRI):
        return Literal(term.value)
    raise EvaluationError


def _datatype(term: Term) -> IRI:
    literal = _literal(term)
    if literal.language is not None:
        return IRI(RDF_LANG_STRING if literal.direction is None else RDF_DIR_LANG_STRING)
    return IRI(literal.datatype)


def _iri(term: Term, base: Term | None = None) -> IRI:
    if isinstance(term, IRI):
        return term
    try:
        return IRI(resolve(_plain(term), "" if base is None else _plain(base)))
    except IriError:
        raise EvaluationError from None


def _lang(term: Term) -> Literal:
    return Literal(_literal(term).language or "")


def _langdir(term: Term) -> Literal:
    return Literal(_literal(term).direction or "")


def _has_lang(term: Term) -> Literal:
    return boolean_literal(isinstance(term, Literal) and term.language is not None)


def _has_langdir(term: Term) -> Literal:
    return boolean_literal(isinstance(term, Literal) and term.direction is not None)


def _strlang(text: Term, tag: Term) -> Literal:
    lexical, language = _plain(text), _plain(tag)
    if not _is_tag(language):
        raise EvaluationError
    return Literal(lexical, RDF_LANG_STRING, language.lower())


def _strlangdir(text: Term, tag: Term, direction: Term) -> Literal:
    lexical, language, towards = _plain(text), _plain(tag), _plain(direction)
    if not _is_tag(language) or towards not in ("ltr", "rtl"):
        raise EvaluationError
    return Literal(lexical, RDF_DIR_LANG_STRING, language.lower(), towards)


def _is_tag(tag: str) -> bool:
    parts = tag.split("-")
    return parts[0].isascii() and parts[0].isalpha() and all(p.isascii() and p.isalnum() for p in parts[1:])


def _strdt(text: Term, datatype: Term) -> Literal:
    lexical = _plain(text)
    if not isinstance(datatype, IRI) or datatype.value in (RDF_LANG_STRING, RDF_DIR_LANG_STRING):
        raise EvaluationError
    return Literal(lexical, datatype.value)


# ---------------------------------------------------------------- numbers


def _abs(term: Term) -> Literal:
    rank, value = number_of(term)
    return number_literal(rank, value.copy_abs() if isinstance(value, Decimal) else abs(value))


def _rounded(
    term: Term, on_decimal: Callable[[Decimal], Decimal], on_float: Callable[[float], float]
) -> Literal:
    rank, value = number_of(term)
    if rank == INTEGER:
        return number_literal(rank, value)
    if isinstance(value, Decimal):
        return number_literal(rank, on_decimal(value))
    number = float(value)
    if not isfinite(number) or number == 0:
        return number_literal(rank, number)
    result = on_float(number)
    if result == 0 and number < 0:
        result = -0.0
    return number_literal(rank, single(result) if rank == FLOAT else result)


def _half_up(value: Decimal) -> Decimal:
    whole = value.to_integral_value(ROUND_FLOOR)
    return whole + 1 if value - whole >= Decimal("0.5") else whole


def _ceil(term: Term) -> Literal:
    return _rounded(term, lambda v: v.to_integral_value(ROUND_CEILING), lambda v: float(ceil(v)))


def _floor(term: Term) -> Literal:
    return _rounded(term, lambda v: v.to_integral_value(ROUND_FLOOR), lambda v: float(floor(v)))


def _round(term: Term) -> Literal:
    return _rounded(term, _half_up, lambda v: float(_half_up(Decimal(v))))


# ---------------------------------------------------------------- times


def _time(term: Term) -> Time:
    time = find_time(term)
    if time is None:
        raise EvaluationError
    return time


def _integer(value: int) -> Literal:
    return number_literal(INTEGER, value)


def _timezone(term: Term) -> Literal:
    zone = _time(term).zone
    if zone is None:
        raise EvaluationError
    hours, minutes = divmod(abs(zone), 60)
    text = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") or "0S"
    return Literal(f"{'-' if zone < 0 else ''}PT{text}", XSD + "dayTimeDuration")


def _seconds(term: Term) -> Literal:
    return Literal(decimal_text(_time(term).seconds), XSD + "decimal")


# ---------------------------------------------------------------- triple terms


def _triple(subject: Term, predicate: Term, object_: Term) -> TripleTerm:
    if not isinstance(subject, (IRI, BlankNode)) or not isinstance(predicate, IRI):
        raise EvaluationError
    return TripleTerm(subject, predicate, object_)


def _part(name: str) -> Callable[[Term], Term]:
    def run(term: Term) -> Term:
        if not isinstance(term, TripleTerm):
            raise EvaluationError
        part: Term = getattr(term, name)
        return part

    return run


# ---------------------------------------------------------------- terms made for a solution


def _digest(*parts: str) -> str:
    from hashlib import blake2b

    text = "".join(f"{len(part)}:{part}" for part in parts)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _bnode(seed: str, site: str, arguments: list[Term]) -> BlankNode:
    if arguments:
        return BlankNode("s" + _digest(seed, "same", _plain(arguments[0]))[:24])
    return BlankNode("n" + _digest(seed, site)[:24])


def _uuid_text(seed: str, site: str) -> str:
    # A name-based UUID of version 8 (RFC 9562): every solution and call has its own, and a run can be repeated.
    digits = _digest(seed, site, "uuid")
    variant = "89ab"[int(digits[16], 16) % 4]
    return f"{digits[:8]}-{digits[8:12]}-8{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:32]}"


def _uuid(seed: str, site: str, arguments: list[Term]) -> IRI:
    return IRI("urn:uuid:" + _uuid_text(seed, site))


def _struuid(seed: str, site: str, arguments: list[Term]) -> Literal:
    return Literal(_uuid_text(seed, site))


# Functions whose value differs from solution to solution: seed of the solution, place of the call, arguments.
SOLUTION_FUNCTIONS: dict[str, Callable[[str, str, list[Term]], Term]] = {
    "BNODE": _bnode,
    "UUID": _uuid,
    "STRUUID": _struuid,
}

FUNCTIONS: dict[str, Call] = {
    "STR": Call(_str, 1, 1),
    "LANG": Call(_lang, 1, 1),
    "LANGDIR": Call(_langdir, 1, 1),
    "HASLANG": Call(_has_lang, 1, 1),
    "HASLANGDIR": Call(_has_langdir, 1, 1),
    "DATATYPE": Call(_datatype, 1, 1),
    "IRI": Call(_iri, 1, 2),
    "URI": Call(_iri, 1, 2),
    "STRLANG": Call(_strlang, 2, 2),
    "STRLANGDIR": Call(_strlangdir, 3, 3),
    "STRDT": Call(_strdt, 2, 2),
    "ABS": Call(_abs, 1, 1),
    "CEIL": Call(_ceil, 1, 1),
    "FLOOR": Call(_floor, 1, 1),
    "ROUND": Call(_round, 1, 1),
    "YEAR": Call(lambda t: _integer(_time(t).year), 1, 1),
    "MONTH": Call(lambda t: _integer(_time(t).month), 1, 1),
    "DAY": Call(lambda t: _integer(_time(t).day), 1, 1),
    "HOURS": Call(lambda t: _integer(_time(t).hours), 1, 1),
    "MINUTES": Call(lambda t: _integer(_time(t).minutes), 1, 1),
    "SECONDS": Call(_seconds, 1, 1),
    "TIMEZONE": Call(_timezone, 1, 1),
    "TZ": Call(lambda t: Literal(_time(t).zone_text), 1, 1),
    "SAMETERM": Call(lambda a, b: boolean_literal(a == b), 2, 2),
    "ISIRI": Call(lambda t: boolean_literal(isinstance(t, IRI)), 1, 1),
    "ISURI": Call(lambda t: boolean_literal(isinstance(t, IRI)), 1, 1),
    "ISBLANK": Call(lambda t: boolean_literal(isinstance(t, BlankNode)), 1, 1),
    "ISLITERAL": Call(lambda t: boolean_literal(isinstance(t, Literal)), 1, 1),
    "ISTRIPLE": Call(lambda t: boolean_literal(isinstance(t, TripleTerm)), 1, 1),
    "ISNUMERIC": Call(lambda t: boolean_literal(find_number(t) is not None), 1, 1),
    "TRIPLE": Call(_triple, 3, 3),
    "SUBJECT": Call(_part("subject"), 1, 1),
    "PREDICATE": Call(_part("predicate"), 1, 1),
    "OBJECT": Call(_part("object"), 1, 1),
    **{name: Call(*entry) for name, entry in TEXT_FUNCTIONS.items()},
}
