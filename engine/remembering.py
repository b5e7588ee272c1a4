"""`cached_property` as in the standard library, and results that are remembered, without the import of `functools`.

A cold question needs a handful of them, and that module brings five others with it, a quarter of a bare start.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property
    from typing import Any, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")
else:
    from _thread import RLock

    class cached_property:  # noqa: N801  # the name of the standard library
        """A property that is worked out once; see `functools.cached_property`."""

        def __init__(self, make):
            self.make = make
            self.__doc__ = make.__doc__
            self.lock = RLock()

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, record, owner=None):
            if record is None:
                return self
            with self.lock:
                kept = record.__dict__
                if self.name not in kept:
                    kept[self.name] = self.make(record)
                return kept[self.name]


_MISSING = object()


def remembered(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A function that remembers what it returned, for arguments that can be told apart as keys of a dictionary.

    Parameters
    ----------
    most
        How many results are remembered; when there are more, all are forgotten. At least 1.

    Examples
    --------
    >>> @remembered(2)
    ... def half(number):
    ...     print("halved")
    ...     return number / 2
    >>> half(4), half(4)
    halved
    (2.0, 2.0)
    """

    def around(work: Callable[P, R]) -> Callable[P, R]:
        known: dict[Any, Any] = {}

        def ask(*words: Any, **named: Any) -> Any:
            key: Any = (words, *named.items()) if named else words
            found = known.get(key, _MISSING)
            if found is _MISSING:
                found = work(*words, **named)
                if len(known) >= most:
                    known.clear()
                known[key] = found
            return found

        ask.__doc__, ask.__name__, ask.__module__ = work.__doc__, work.__name__, work.__module__
        ask.__wrapped__ = work  # type: ignore[attr-defined]  # as the standard library marks it
        ask.cache_clear = known.clear  # type: ignore[attr-defined]
        return ask

    return around


__all__ = ["cached_property", "remembered"]
