"""IRIs as text: resolution against a base (RFC 3986, section 5.2) and validity (RFC 3987)."""

from __future__ import annotations

from functools import cache

from myologic.engine.late_patterns import late_pattern

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import re

_PARTS = late_pattern(r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#([\s\S]*))?\Z")
_COLON_FIRST = late_pattern(r"[^/?#:]*:")
_SCHEME = late_pattern(r"[A-Za-z][A-Za-z0-9+.\-]*:")

# RFC 3987, section 2.2: the characters beyond ASCII of an IRI, and those that only its query may hold.
_UCS = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_PLAIN = r"A-Za-z0-9\-._~!$&'()*+,;=:@" + _UCS
_ENCODED = "%[0-9A-Fa-f]{2}"
_VALID = (
    r"[A-Za-z][A-Za-z0-9+.\-]*+:"
    rf"(?:(?!//)|//(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:{_UCS}]++|{_ENCODED})*+@)?"
    r"(?:\[(?:[0-9A-Fa-f:.]++|[vV][0-9A-Fa-f]++\.[A-Za-z0-9\-._~!$&'()*+,;=:]++)\]"
    rf"|(?:[A-Za-z0-9\-._~!$&'()*+,;={_UCS}]++|{_ENCODED})*+)(?::[0-9]*+)?(?=[/?#]|\Z))"
    rf"(?:[{_PLAIN}/]++|{_ENCODED})*+"
    rf"(?:\?(?:[{_PLAIN}/?{_PRIVATE}]++|{_ENCODED})*+)?"
    rf"(?:#(?:[{_PLAIN}/?]++|{_ENCODED})*+)?\Z"
)


def is_absolute(text: str) -> bool:
    """Whether a reference has a scheme, so that it needs no base."""
    return _SCHEME.match(text) is not None


def is_reference(text: str) -> bool:
    """Whether a text may be resolved: only a scheme may hold a colon before the first slash (RFC 3986, section 4.2)."""
    return is_absolute(text) or _COLON_FIRST.match(text) is None


def is_valid(iri: str) -> bool:
    """Whether an absolute IRI follows the syntax of RFC 3987."""
    return _valid(iri.isascii()).match(iri) is not None


@cache
def _valid(for_ascii: bool) -> re.Pattern[str]:
    import re

    return re.compile(narrowed(_VALID) if for_ascii else _VALID)


def narrowed(pattern: str) -> str:
    """A pattern that does the same on ASCII text: without the ranges of other characters, which take long to compile.

    Parameters
    ----------
    pattern
        One in which characters beyond ASCII stand in brackets only.

    Examples
    --------
    >>> narrowed("[a-z\u00e0-\u00ef\u00b7]+")
    '[a-z]+'
    """
    import re

    return re.sub(r"[^\x00-\x7f]-[^\x00-\x7f]|[^\x00-\x7f]", "", pattern)


def resolve(reference: str, base: str) -> str:
    """The IRI that a reference stands for.

    Parameters
    ----------
    reference
        An IRI reference; the empty one is the base without its fragment.
    base
        An absolute IRI.

    Examples
    --------
    >>> resolve("../c", "http://example.org/a/b")
    'http://example.org/c'
    >>> resolve("?q", "http://example.org/a/b#f")
    'http://example.org/a/b?q'
    """
    if is_absolute(reference):
        # Only relative references are resolved: an IRI with dots in its path is another IRI than the one without.
        return reference
    _, authority, path, query, fragment = _split(reference)
    base_scheme, base_authority, base_path, base_query, _ = _split(base)
    if authority is not None:
        path = _without_dots(path)
    else:
        authority = base_authority
        if not path:
            path = base_path
            query = base_query if query is None else query
        elif path.startswith("/"):
            path = _without_dots(path)
        else:
            path = _without_dots(_merge(base_authority, base_path, path))
    return _unsplit(base_scheme, authority, path, query, fragment)


_Split = tuple[str | None, str | None, str, str | None, str | None]


def _split(iri: str) -> _Split:
    found = _PARTS.match(iri)
    assert found is not None  # the pattern takes any text
    scheme, authority, path, query, fragment = found.groups()
    return scheme, authority, path, query, fragment


def _unsplit(scheme: str | None, authority: str | None, path: str, query: str | None, fragment: str | None) -> str:
    return "".join(
        (
            "" if scheme is None else scheme + ":",
            "" if authority is None else "//" + authority,
            path,
            "" if query is None else "?" + query,
            "" if fragment is None else "#" + fragment,
        )
    )


def _merge(authority: str | None, base_path: str, path: str) -> str:
    if authority is not None and not base_path:
        return "/" + path
    return base_path[: base_path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """`remove_dot_segments` of RFC 3986, section 5.2.4."""
    segments = path.split("/")
    result: list[str] = []
    for i, segment in enumerate(segments):
        last = i == len(segments) - 1
        if segment == ".":
            if last:
                result.append("")
        elif segment == "..":
            # The empty segment before a leading slash stays.
            if len(result) > 1 or (result and result[0]):
                result.pop()
            if last:
                result.append("")
        else:
            result.append(segment)
    return "/".join(result)
