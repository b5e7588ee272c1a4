"""Which lexical forms the common XSD types allow, and what is too long."""

from __future__ import annotations

from math import isfinite

from myologic.engine.late_patterns import late_pattern
from myologic.engine.terms import RDF_DIR_LANG_STRING, RDF_LANG_STRING, XSD, Literal
from myologic.grammar import limits

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import re

_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE = r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_FLOATING = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_PERIOD = r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
_FORMS = {
    "boolean": "true|false|1|0",
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "double": _FLOATING,
    "float": _FLOATING,
    "date": _DATE + _ZONE,
    "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_DATE}T{_TIME}(?=.){_ZONE}",
    "time": _TIME + _ZONE,
    "gYear": r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})" + _ZONE,
    "gYearMonth": r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])" + _ZONE,
    "gMonth": "--(?:0[1-9]|1[0-2])" + _ZONE,
    "gDay": "---(?:0[1-9]|[12][0-9]|3[01])" + _ZONE,
    "gMonthDay": "--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])" + _ZONE,
    "duration": _PERIOD,
    "yearMonthDuration": r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?",
    "dayTimeDuration": r"-?P(?=.)(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}= ?=|(?:[A-Za-z0-9+/] ?){3}=)?",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
}
# The types derived from xsd:integer with their least and greatest value.
_INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_INTEGER = late_pattern(r"[+-]?[0-9]+\Z")
_NUMERIC = frozenset(XSD + name for name in (*_INTEGERS, "decimal", "double", "float"))
_COMPILED: dict[str, re.Pattern[str]] = {}
# RFC 5646, section 2.1: language, script, region, variants, extensions, private use; and the tags registered before.
_PRIVATE = "x(?:-[a-z0-9]{1,8})+"
_TAG = late_pattern(
    "(?ai:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*"
    f"(?:-{_PRIVATE})?|{_PRIVATE}|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)"
    "|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu))\\Z"
)


def check_literal(literal: Literal) -> str | None:
    """Why a literal's lexical form is not one of its datatype's, or None if it is.

    Types that are not known here allow everything. White space around a number is not forgiven.

    Examples
    --------
    >>> check_literal(Literal("9", XSD + "integer"))
    >>> check_literal(Literal("nine", XSD + "integer"))
    '`nine` is not an xsd:integer'
    >>> check_literal(Literal("300", XSD + "byte"))
    '`300` is out of the range of xsd:byte'
    """
    if not literal.datatype.startswith(XSD):
        return None
    name = literal.datatype[len(XSD) :]
    text = literal.lexical
    wrong = f"`{text[:60]}` is not an xsd:{name}"
    if name in _INTEGERS:
        if _INTEGER.match(text) is None:
            return wrong
        low, high = _INTEGERS[name]
        # More digits than int() takes at once are out of every bounded range.
        digits = text.lstrip("+-0")
        if len(digits) > 40:
            bounded = low is not None if text[0] == "-" else high is not None
            inside = not bounded
        else:
            number = int(text)
            inside = (low is None or number >= low) and (high is None or number <= high)
        return None if inside else f"`{text[:60]}` is out of the range of xsd:{name}"
    if name not in _FORMS:
        return None
    pattern = _COMPILED.get(name)
    if pattern is None:
        import re

        pattern = _COMPILED[name] = re.compile(f"(?:{_FORMS[name]})\\Z")
    found = pattern.match(text)
    if found is None or (name in ("date", "dateTime", "dateTimeStamp") and not _day_exists(found)):
        return wrong
    return None


def _day_exists(found: re.Match[str]) -> bool:
    from calendar import monthrange

    year, month, day = int(found[1][-8:]), int(found[2]), int(found[3])
    # The calendar repeats every 400 years; Python's begins with year 1.
    return day <= monthrange(abs(year) % 400 + 400, month)[1]


def is_language_tag(tag: str) -> bool:
    """Whether a language tag, without `@`, is well-formed.

    Examples
    --------
    >>> is_language_tag("de-CH-1996"), is_language_tag("englishlanguage")
    (True, False)
    """
    return _TAG.match(tag) is not None


def literal_limit(literal: Literal) -> tuple[str, int, int] | None:
    """The limit that a literal breaks as (code, size, limit), or None."""
    if len(literal.lexical) * 4 > limits.LITERAL_BYTES:
        size = len(literal.lexical.encode("utf-8", "surrogatepass"))
        if size > limits.LITERAL_BYTES:
            return "L102", size, limits.LITERAL_BYTES
    if len(literal.lexical) > limits.NUMERAL_DIGITS and literal.datatype in _NUMERIC:
        size = sum(c.isdigit() for c in literal.lexical)
        if size > limits.NUMERAL_DIGITS:
            return "L103", size, limits.NUMERAL_DIGITS
    return None


def lacks_language(literal: Literal) -> str | None:
    """What a literal typed `rdf:langString` or `rdf:dirLangString` by its datatype alone lacks, or None."""
    if literal.language is None and literal.datatype == RDF_LANG_STRING:
        return "a language tag"
    if literal.language is None and literal.datatype == RDF_DIR_LANG_STRING:
        return "a language tag and a base direction"
    return None


def number_of(text: str) -> float | None:
    """The number that a text is, None where it is none or not finite: `check` says so, and what is built meanwhile leaves it out.

    Examples
    --------
    >>> number_of("-0.5"), number_of("O.5"), number_of("nan")
    (-0.5, None, None)
    """
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None
