"""Regular expressions that are compiled, and whose library is imported, when they are first used.

Import and compilation of what a cold question's ordinary words never need cost it half a bare start.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import re
    from typing import Any


class _Late:
    """A pattern that becomes one when something is asked of it."""

    def __init__(self, pattern: str, verbose: bool) -> None:
        self._pattern = pattern
        self._verbose = verbose

    def __getattr__(self, name: str) -> Any:
        import re

        found = getattr(re.compile(self._pattern, re.VERBOSE if self._verbose else 0), name)
        setattr(self, name, found)
        return found


def late_pattern(pattern: str, *, verbose: bool = False) -> re.Pattern[str]:
    """A regular expression with the methods of a compiled one.

    Parameters
    ----------
    pattern
        As for `re.compile`, which complains of a mistake in it when it is first used.
    verbose
        Whether white space and comments in it mean nothing.

    Examples
    --------
    >>> late_pattern(r"[a-z]+").findall("12 ab 3 c")
    ['ab', 'c']
    """
    return _Late(pattern, verbose)  # type: ignore[return-value]  # it answers to the same names
