"""From an offset in a text to file, line and column, and back to the characters of that line."""

from __future__ import annotations

from bisect import bisect_right

from myologic.engine.late_patterns import late_pattern
from myologic.engine.terms import Place

_LINE_END = late_pattern(r"\r\n|\n|\r")


class Places:
    """The lines of one text. Lines end at LF, CR LF or CR; columns count code points from 1.

    Parameters
    ----------
    text
        The text as read, line ends untouched.
    file
        The name to put into places.
    """

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.starts = [0, *(m.end() for m in _LINE_END.finditer(text))]
        # Most questions are about the line asked about last.
        self._line = 1
        self._first = 0
        self._next = self.starts[1] if len(self.starts) > 1 else len(text) + 1

    def at(self, offset: int) -> Place:
        """The place of a character, given by its offset from 0; the text's length is the place after the end."""
        if not self._first <= offset < self._next:
            self._line = line = bisect_right(self.starts, offset)
            self._first = self.starts[line - 1]
            self._next = self.starts[line] if line < len(self.starts) else len(self.text) + 1
        # The short way to a named tuple: places are what most of the time goes into otherwise.
        return tuple.__new__(Place, (self.file, self._line, offset - self._first + 1))
