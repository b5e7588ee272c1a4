"""Wrong arguments of the face: a TypeError or ValueError that names the argument, what is expected and what came.

What is inside would fail as well, in words about what it happened to do.
"""

from __future__ import annotations

from os import PathLike

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


def must_be_path(name: str, value: object) -> None:
    """Refuse what is neither text nor a path.

    Raises
    ------
    TypeError
        If it is neither.
    """
    if not isinstance(value, str | PathLike):
        raise TypeError(f"`{name}` is text or a path, not {type(value).__name__}")


def must_be_base(name: str, value: str) -> None:
    """Refuse what relative addresses cannot be resolved against.

    Raises
    ------
    ValueError
        If it is no absolute address.

    Examples
    --------
    >>> must_be_base("base", "not an iri")
    Traceback (most recent call last):
    ...
    ValueError: `base` is an absolute address such as `https://example.org/`, not `not an iri`
    """
    from myologic.grammar.iris import is_valid

    if not is_valid(value):
        raise ValueError(f"`{name}` is an absolute address such as `https://example.org/`, not `{value}`")


def must_be_number(name: str, value: object) -> None:
    """Refuse what is no number; true and false are none.

    Raises
    ------
    TypeError
        If it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"`{name}` is a number, not {type(value).__name__}")


def must_be_at_least(name: str, value: object, least: float, *, whole: bool = True) -> None:
    """Refuse what is no number of a size that can be meant.

    Parameters
    ----------
    name, value
        The argument.
    least
        The smallest that is taken.
    whole
        Whether only whole numbers are.

    Raises
    ------
    TypeError
        If it is no number, or no whole one where one is wanted.
    ValueError
        If it is too small, or not a number by name (`nan`).

    Examples
    --------
    >>> must_be_at_least("rows", -1, 1)
    Traceback (most recent call last):
    ...
    ValueError: `rows` is at least 1, not -1
    """
    must_be_number(name, value)
    assert isinstance(value, int | float)
    if whole and not isinstance(value, int):
        raise TypeError(f"`{name}` is a whole number, not {type(value).__name__}")
    if not value >= least:
        raise ValueError(f"`{name}` is at least {least:g}, not {value:g}")


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
