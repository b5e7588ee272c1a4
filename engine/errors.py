"""Errors and problems, by whose mistake they are.

MyologicError                exit code
├── ContentError    4        data that cannot be read (author)
│   └── RuleError   4        rules that cannot be read or must be refused (author)
├── QuestionError   2        a question or an argument that is not understood (user)
└── LimitError      4        a limit was reached (the message names it)

A message is made from a problem's fields, never the other way round.
"""

from __future__ import annotations

from myologic.engine.records import dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, with its place.

    Parameters
    ----------
    file, line, column
        Where, from 1. Columns count code points.
    severity
        "error" or "warning".
    code
        Stable and unique, `S101` …
    kind
        "syntax", "well-formedness", "stratification", "import", "limit", "vocabulary" …
    message
        One sentence, lower case, no full stop, the offending value in backticks.
    suggestion
        The nearest known name or the form to write instead, or None.
    """

    file: str
    line: int
    column: int
    severity: str
    code: str
    kind: str
    message: str
    suggestion: str | None = None

    def text(self) -> str:
        """The problem as `FILE:LINE:COLUMN: severity CODE: message`, with the suggestion on a second line."""
        head = f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"
        return head if self.suggestion is None else f"{head}\n  did you mean {self.suggestion}?"


class MyologicError(Exception):
    """Base of all errors that a user may meet."""

    exit_code = 70


class ContentError(MyologicError):
    """Content that cannot be read; carries every problem found, the first one's fields at hand.

    Parameters
    ----------
    problems
        At least one problem, in the order of the text.
    """

    exit_code = 4

    def __init__(self, problems: Sequence[Problem]) -> None:
        if not problems:
            raise ValueError("a content error needs a problem")
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(p.text() for p in self.problems))

    @property
    def kind(self) -> str:
        """The kind of the first problem."""
        return self.problems[0].kind

    @property
    def file(self) -> str:
        """The file of the first problem."""
        return self.problems[0].file

    @property
    def line(self) -> int:
        """The line of the first problem, from 1."""
        return self.problems[0].line

    @property
    def column(self) -> int:
        """The column of the first problem, from 1, in code points."""
        return self.problems[0].column


class RuleError(ContentError):
    """Rules that cannot be read, are not well-formed, or cannot be stratified."""


class LimitError(ContentError):
    """A limit was reached; the message names the limit and what grew."""


class QuestionError(MyologicError):
    """A question or an argument that is not understood."""

    exit_code = 2
