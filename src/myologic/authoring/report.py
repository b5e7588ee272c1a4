"""Problems as a person reads them, with the line and a mark below the word, and as SARIF for programs that show them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from myologic.engine.errors import Problem
from myologic.kb.characters import forbidden_character
from myologic.kb.codes import MISTAKES

if TYPE_CHECKING:
    from myologic.schemas.author_shapes import CheckData

Lines = Callable[[str], Sequence[str]]

SHOWN_CHARACTERS = 100
"""How much of a long line is shown around the mark."""
_TOKEN = re.compile(r'<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"(?:@[\w-]+|\^\^\S+)?|[?$@]?[\w:.%-]*[\w:%-]|\S')
_REST = re.compile(r"\S(?:.*\S)?")
_LINE_END = re.compile(r"\r\n|\n|\r")


def lines_of(paths: dict[str, str]) -> Lines:
    """A reader of lines by the name that problems call a file.

    Parameters
    ----------
    paths
        Where files lie, by the names problems call them; a file without an entry lies where its name says.
    """
    known: dict[str, list[str]] = {}

    def read(file: str) -> Sequence[str]:
        if file not in known:
            try:
                with open(paths.get(file, file), "rb") as stream:
                    known[file] = _LINE_END.split(stream.read().decode("utf-8-sig", "replace"))
            except OSError:
                known[file] = []
        return known[file]

    return read


def problem_text(problem: Problem, lines: Lines) -> str:
    """A problem as text: place and message, the line with a mark below the word, and the suggestion.

    Parameters
    ----------
    problem
        The problem.
    lines
        The lines of a file, by the name that problems call it.

    Examples
    --------
    >>> wrong = Problem("a.ttl", 1, 6, "error", "K101", "vocabulary", "unknown property `my:eats`", "my:eases")
    >>> print(problem_text(wrong, lambda file: ["my:a my:eats my:b ."]))
    a.ttl:1:6: error K101: unknown property `my:eats`
        1 | my:a my:eats my:b .
          |      ^^^^^^^
      did you mean my:eases?
    """
    head, _, hint = problem.text().partition("\n")
    shown = _excerpt(problem, lines(problem.file))
    return "\n".join(part for part in (head, *shown, hint) if part)


def _excerpt(problem: Problem, lines: Sequence[str]) -> tuple[str, ...]:
    if not 0 < problem.line <= len(lines) or not lines[problem.line - 1].strip():
        return ()
    line, start = lines[problem.line - 1], problem.column - 1
    asked = problem.file.endswith(".ask") and line[:start].strip()  # what follows the colon is one text
    found = (_REST if asked else _TOKEN).match(line, start)
    end = max(found.end() if found else start + 1, start + 1)
    first = 0 if end <= SHOWN_CHARACTERS else max(0, start - SHOWN_CHARACTERS // 2)
    last = min(len(line), first + SHOWN_CHARACTERS)
    before, after = ("…" if first else ""), ("…" if last < len(line) else "")
    text = "".join(" " if each == "\t" else "?" if _hidden(each) else each for each in line[first:last])
    mark = "^" * (min(end, last + 1) - start)
    number = f"{problem.line:>5}"
    return f"{number} | {before}{text}{after}".rstrip(), f"{' ' * len(number)} | {' ' * (len(before) + start - first)}{mark}"


def _hidden(character: str) -> bool:
    return forbidden_character(character, in_name=True) is not None


def problems_dict(problems: Iterable[Problem]) -> CheckData:
    """Problems as plain data, version 1 of the schema `check`."""
    return {
        "version": 1,
        "problems": [
            {
                "file": each.file,
                "line": each.line,
                "column": each.column,
                "severity": each.severity,
                "code": each.code,
                "kind": each.kind,
                "message": each.message,
                "suggestion": each.suggestion,
            }
            for each in problems
        ],
    }


def sarif(problems: Iterable[Problem], version: str) -> dict[str, Any]:
    """Problems as a SARIF 2.1.0 log: one run, a rule for each code that occurs.

    Parameters
    ----------
    problems
        The problems.
    version
        The version of this program.

    References
    ----------
    Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard, 2020.
    """
    problems = tuple(problems)
    codes = sorted({each.code for each in problems})
    rules = []
    for code in codes:
        mistake = MISTAKES.get(code)
        first = next(each for each in problems if each.code == code)
        rules.append(
            {
                "id": code,
                "name": first.kind,
                "shortDescription": {"text": mistake.rule if mistake is not None else first.kind},
                "defaultConfiguration": {"level": mistake.severity if mistake is not None else first.severity},
            }
        )
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "myologic", "version": version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes.index(each.code)) for each in problems],
            }
        ],
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    hint = "" if problem.suggestion is None else f"; did you mean {problem.suggestion}?"
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": problem.message + hint},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(problem.file)},
                    "region": {"startLine": problem.line, "startColumn": problem.column},
                }
            }
        ],
    }


def _uri(file: str) -> str:
    """A file name as a URI reference: relative where the name is."""
    from urllib.parse import quote

    path = file.replace(os.sep, "/")
    if os.path.isabs(file):
        return "file://" + quote(path if path.startswith("/") else "/" + path)
    quoted = quote(path.removeprefix("./"))
    return quoted if ":" not in quoted.split("/")[0] else f"./{quoted}"
