"""Relative references to absolute IRIs (RFC 3986, section 5.2; RFC 3987 for the characters)."""

from __future__ import annotations

import re

# RFC 3986, appendix B.
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class IriError(ValueError):
    """A text that is no IRI, or a relative one where there is no base."""


def _remove_dots(path: str) -> str:
    """RFC 3986, section 5.2.4."""
    kept: list[str] = []
    segments = path.split("/")
    last = segments[-1]
    for place, segment in enumerate(segments):
        if segment == ".":
            continue
        if segment == "..":
            if len(kept) > 1 or (kept and kept[0] != ""):
                kept.pop()
            continue
        if place == len(segments) - 1 and segment == "" and kept and kept[-1] == "" and len(kept) == 1:
            break
        kept.append(segment)
    if last in (".", ".."):
        kept.append("")
    text = "/".join(kept)
    return "/" + text if path.startswith("/") and not text.startswith("/") else text


def resolve(reference: str, base: str) -> str:
    """Resolve a reference against a base.

    Parameters
    ----------
    reference
        An absolute or relative reference.
    base
        An absolute IRI, or the empty text where there is none.

    Raises
    ------
    IriError
        If a character is not allowed in an IRI, or the reference is relative and there is no base.

    Examples
    --------
    >>> resolve("../g", "http://a/b/c/d;p?q")
    'http://a/b/g'
    """
    if _FORBIDDEN.search(reference):
        raise IriError(reference)
    found = _PARTS.fullmatch(reference)
    assert found is not None
    scheme, authority, path, query, fragment = found.groups()
    if scheme is not None:
        return reference
    origin = _PARTS.fullmatch(base)
    if origin is None or origin[1] is None:
        raise IriError(reference)
    b_scheme, b_authority, b_path, b_query, _ = origin.groups()
    if authority is None:
        authority = b_authority
        if path == "":
            path = b_path
            query = b_query if query is None else query
        elif path.startswith("/"):
            path = _remove_dots(path)
        else:
            folder = "/" if b_authority is not None and b_path == "" else b_path[: b_path.rfind("/") + 1]
            path = _remove_dots(folder + path)
    else:
        path = _remove_dots(path)
    text = f"{b_scheme}:"
    if authority is not None:
        text += f"//{authority}"
    text += path
    if query is not None:
        text += f"?{query}"
    return text if fragment is None else f"{text}#{fragment}"
