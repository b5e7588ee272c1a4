"""The builtin functions on text (SPARQL 1.2, XPath functions)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import floor, isfinite

from myologic.engine.patterns import PatternError, find, replace
from myologic.engine.terms import RDF_DIR_LANG_STRING, RDF_LANG_STRING, XSD_STRING, Literal, Term
from myologic.engine.values import INTEGER, EvaluationError, boolean_literal, number_literal, number_of


def _text(term: Term) -> Literal:
    """An xsd:string or a language string."""
    if isinstance(term, Literal) and (term.language is not None or term.datatype == XSD_STRING):
        return term
    raise EvaluationError


def _plain(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype == XSD_STRING and term.language is None:
        return term.lexical
    raise EvaluationError


def _like(text: str, model: Literal) -> Literal:
    """A text with the language and direction of another."""
    if model.language is None:
        return Literal(text)
    datatype = RDF_LANG_STRING if model.direction is None else RDF_DIR_LANG_STRING
    return Literal(text, datatype, model.language, model.direction)


def _compatible(first: Term, second: Term) -> tuple[Literal, Literal]:
    left, right = _text(first), _text(second)
    if right.language is not None and (right.language, right.direction) != (left.language, left.direction):
        raise EvaluationError
    return left, right


def _strlen(term: Term) -> Literal:
    return number_literal(INTEGER, len(_text(term).lexical))


def _ucase(term: Term) -> Literal:
    literal = _text(term)
    return _like(literal.lexical.upper(), literal)


def _lcase(term: Term) -> Literal:
    literal = _text(term)
    return _like(literal.lexical.lower(), literal)


def _concat(*terms: Term) -> Literal:
    literals = [_text(term) for term in terms]
    text = "".join([literal.lexical for literal in literals])
    if not any([literal.language for literal in literals]):
        return Literal(text)
    kinds = {(literal.language, literal.direction) for literal in literals}
    return _like(text, literals[0]) if len(kinds) == 1 else Literal(text)


def _rounded(term: Term) -> float:
    """A number rounded half up, as XPath rounds the arguments of fn:substring."""
    value = number_of(term)[1]
    if isinstance(value, int):
        return value
    if isinstance(value, float) and not isfinite(value):
        return value
    return floor(Decimal(value) + Decimal("0.5"))


def _substr(term: Term, start: Term, length: Term | None = None) -> Literal:
    literal = _text(term)
    first = _rounded(start)
    end = float("inf") if length is None else first + _rounded(length)
    if first != first or end != end:
        return _like("", literal)
    size = len(literal.lexical)
    low = int(max(1, min(first, size + 1)))
    high = int(max(low, min(end, size + 1)))
    return _like(literal.lexical[low - 1 : high - 1], literal)


_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~")


def _encode_for_uri(term: Term) -> Literal:
    try:
        octets = _text(term).lexical.encode()
    except UnicodeEncodeError:
        raise EvaluationError from None
    return Literal("".join(chr(octet) if octet in _UNRESERVED else f"%{octet:02X}" for octet in octets))


def _contains(first: Term, second: Term) -> Literal:
    left, right = _compatible(first, second)
    return boolean_literal(right.lexical in left.lexical)


def _strstarts(first: Term, second: Term) -> Literal:
    left, right = _compatible(first, second)
    return boolean_literal(left.lexical.startswith(right.lexical))


def _strends(first: Term, second: Term) -> Literal:
    left, right = _compatible(first, second)
    return boolean_literal(left.lexical.endswith(right.lexical))


def _strbefore(first: Term, second: Term) -> Literal:
    left, right = _compatible(first, second)
    if not right.lexical:
        return _like("", left)
    before, found, _ = left.lexical.partition(right.lexical)
    return _like(before, left) if found else Literal("")


def _strafter(first: Term, second: Term) -> Literal:
    left, right = _compatible(first, second)
    if not right.lexical:
        return left
    _, found, after = left.lexical.partition(right.lexical)
    return _like(after, left) if found else Literal("")


def _langmatches(tag: Term, range_: Term) -> Literal:
    language, wanted = _plain(tag).lower(), _plain(range_).lower()
    if wanted == "*":
        return boolean_literal(language != "")
    return boolean_literal(language == wanted or (wanted != "" and language.startswith(wanted + "-")))


def _regex(term: Term, pattern: Term, flags: Term | None = None) -> Literal:
    try:
        found = find(_text(term).lexical, _plain(pattern), "" if flags is None else _plain(flags))
    except PatternError:
        raise EvaluationError from None
    return boolean_literal(found)


def _replace(term: Term, pattern: Term, new: Term, flags: Term | None = None) -> Literal:
    literal = _text(term)
    try:
        text = replace(literal.lexical, _plain(pattern), _plain(new), "" if flags is None else _plain(flags))
    except PatternError:
        raise EvaluationError from None
    return _like(text, literal)


TEXT_FUNCTIONS: dict[str, tuple[Callable[..., Term], int, int | None]] = {
    "STRLEN": (_strlen, 1, 1),
    "UCASE": (_ucase, 1, 1),
    "LCASE": (_lcase, 1, 1),
    "CONCAT": (_concat, 0, None),
    "SUBSTR": (_substr, 2, 3),
    "ENCODE_FOR_URI": (_encode_for_uri, 1, 1),
    "CONTAINS": (_contains, 2, 2),
    "STRSTARTS": (_strstarts, 2, 2),
    "STRENDS": (_strends, 2, 2),
    "STRBEFORE": (_strbefore, 2, 2),
    "STRAFTER": (_strafter, 2, 2),
    "LANGMATCHES": (_langmatches, 2, 2),
    "REGEX": (_regex, 2, 3),
    "REPLACE": (_replace, 3, 4),
}
