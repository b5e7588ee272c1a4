"""JSON text to plain values, without the import of the standard library's `json` package.

That package imports `re` for its decoder in Python, which is never run where the one in C is there. On the way of a cold
question both imports are dearer than all that is read. The scanner in C is the one that `json.loads` uses itself; what it
does not take as a whole goes to `json.loads`, so that values and errors are the same.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class _Customs:
    """What `json.loads` tells the scanner."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int, parse_constant = float, int, float


def _scanner() -> Callable[[str, int], tuple[Any, int]] | None:
    try:
        from _json import make_scanner
    except ImportError:  # a Python without it
        return None
    return make_scanner(_Customs)  # type: ignore[no-any-return, arg-type, unused-ignore]  # any object with these names


_SCAN = _scanner()


def read_json(text: str) -> Any:
    """The value of a JSON text, as `json.loads` gives it.

    Parameters
    ----------
    text
        Written by this program: read fastest without white space before it.

    Raises
    ------
    ValueError
        The text is no JSON.

    Examples
    --------
    >>> read_json('{"a": [1, 2.5, null]}')
    {'a': [1, 2.5, None]}
    """
    if _SCAN is not None:
        try:
            value, end = _SCAN(text, 0)
            if end == len(text) or text[end:].isspace():
                return value
        except StopIteration:
            pass  # white space before it, or no JSON
    import json

    return json.loads(text)
