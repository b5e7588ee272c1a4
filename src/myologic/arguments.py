"""Arguments of the face of the wrong type: a TypeError that names the argument, what is expected and what came.

What is inside would fail as well, in words about what it happened to do.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable


def must_be_text(name: str, value: object) -> None:
    """Refuse what is no text.

    Raises
    ------
    TypeError
        If it is none.

    Examples
    --------
    >>> must_be_text("side", 3)
    Traceback (most recent call last):
    ...
    TypeError: `side` is text, not int
    """
    if not isinstance(value, str):
        raise TypeError(f"`{name}` is text, not {type(value).__name__}")


def must_be_number(name: str, value: object) -> None:
    """Refuse what is no number; true and false are none.

    Raises
    ------
    TypeError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"`{name}` is a number, not {type(value).__name__}")


def as_texts(name: str, value: str | Iterable[str]) -> tuple[str, ...]:
    """One text or several as several.

    Raises
    ------
    TypeError
        If something is no text.

    Examples
    --------
    >>> as_texts("equipment", "none"), as_texts("equipment", ["band", "chair"])
    (('none',), ('band', 'chair'))
    """
    if isinstance(value, str):
        return (value,)
    if not hasattr(value, "__iter__"):
        must_be_text(name, value)
    found = tuple(value)
    for each in found:
        must_be_text(name, each)
    return found
