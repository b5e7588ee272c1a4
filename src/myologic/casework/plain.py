"""A file that a person writes, as plain data: JSON or YAML, each entry with its place for messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from os import fspath
from pathlib import Path
from typing import Any

from myologic.engine.errors import QuestionError

LARGEST = 1 << 20
"""Such a file has at most this many bytes."""

Route = tuple[str | int, ...]
"""The way to an entry: names of fields, and numbers of entries from 0."""
Placed = Callable[[Route], str]
"""What stands before a message about an entry: the file, line and column of it as far as they are known."""

_DEPTH = 64


def person_text(path: Path, kind: str) -> str:
    """The text of a file that a person writes.

    Parameters
    ----------
    path
        The file.
    kind
        What messages call it, such as "case file".

    Raises
    ------
    QuestionError
        If it is missing, cannot be read, is larger than `LARGEST` bytes, or is no UTF-8.
    """
    shown = fspath(path)
    try:
        with open(path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except (FileNotFoundError, ValueError) as error:  # no file has a name with a zero in it, or with half of a character
        raise QuestionError(f"there is no {kind} `{shown}`") from error
    except OSError as error:
        reason = (error.strerror or "no access").lower()
        raise QuestionError(f"the {kind} `{shown}` cannot be read: {reason}") from error
    if len(data) > LARGEST:
        raise QuestionError(f"the {kind} `{shown}` has more than {LARGEST:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        raise QuestionError(f"{shown}:{_place(before)}: the {kind} is no UTF-8 text from here on") from error


def plain_data(text: str, path: Path) -> object:
    """What a text in JSON or YAML holds, told apart by the ending of its file; None where it holds nothing.

    Parameters
    ----------
    text
        The text.
    path
        Its file, for messages.

    Raises
    ------
    QuestionError
        If it is neither, holds a field twice, is nested too deep, or has a value that stands for nothing.
    """
    shown = fspath(path)
    try:
        return _json(text, shown) if _is_json(text, path) else _yaml(text, shown)
    except RecursionError as error:
        raise QuestionError(f"{shown}: it is nested too deep") from error
    except ValueError as error:  # a number of thousands of digits, the 30th of February
        raise QuestionError(f"{shown}: a number or a date in it cannot be read") from error


def places(text: str, path: Path) -> Placed:
    """Where the entries of a text in JSON or YAML stand, for messages; it was read before, so it is well-formed.

    Parameters
    ----------
    text
        The text.
    path
        Its file.
    """
    import yaml

    shown = fspath(path)
    marks: dict[Route, yaml.Mark] = {}
    try:
        _note_marks(yaml.compose(text, Loader=yaml.SafeLoader), (), marks)
    except yaml.YAMLError:  # JSON that is no YAML: its messages name the entry, and no line
        marks = {}
    return placed(shown, {route: (mark.line + 1, mark.column + 1) for route, mark in marks.items()})


def placed(shown: str, known: Mapping[Route, tuple[int, int]]) -> Placed:
    """What stands before a message: the file, with line and column of the nearest thing around that has a place.

    Parameters
    ----------
    shown
        The file.
    known
        Line and column of entries, from 1.

    Examples
    --------
    >>> say = placed("me.yaml", {("findings",): (1, 1), ("findings", 0): (1, 12)})
    >>> say(("findings", 0, "side")), say(("age",))
    ('me.yaml:1:12: ', 'me.yaml: ')
    """

    def before(route: Route) -> str:
        while route and route not in known:
            route = route[:-1]
        return f"{shown}:{known[route][0]}:{known[route][1]}: " if route else f"{shown}: "

    return before


def _is_json(text: str, path: Path) -> bool:
    return path.suffix.lower() not in (".yaml", ".yml") and text.lstrip().startswith(("{", "["))


def _json(text: str, shown: str) -> object:
    import json

    def without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise QuestionError(f"{shown}: the field `{_double([key for key, _ in pairs])}` stands there twice")
        return found

    try:
        return json.loads(text, object_pairs_hook=without_doubles)
    except json.JSONDecodeError as error:
        raise QuestionError(f"{shown}:{error.lineno}:{error.colno}: this is no JSON: {error.msg.lower()}") from error


def _yaml(text: str, shown: str) -> object:
    import yaml

    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        if node is None:
            return None
        for each, mistake in _not_plain(node, set(), 0):
            raise QuestionError(f"{shown}:{each.start_mark.line + 1}:{each.start_mark.column + 1}: {mistake}")
        return loader.construct_document(node)
    except yaml.reader.ReaderError as error:
        raise QuestionError(f"{shown}:{_place(text[: error.position])}: this character cannot stand in YAML") from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{shown}:{mark.line + 1}:{mark.column + 1}" if mark is not None else shown
        raise QuestionError(f"{where}: this is no YAML: {error.problem or 'not understood'}") from error


def _not_plain(node: Any, above: set[int], depth: int) -> Iterator[tuple[Any, str]]:  # yaml's nodes are untyped
    """Nodes that plain data does not have, each with what is wrong: what is used twice, said twice or nested too deep."""
    import yaml

    if id(node) in above:
        yield node, "aliases are not used here"
        return
    above.add(id(node))
    if depth > _DEPTH:
        yield node, "it is nested too deep"
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _not_plain(each, above, depth + 1)
    elif isinstance(node, yaml.MappingNode):
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        double = _double(names)
        if double is not None:
            *_, last = (key for key, _ in node.value if key.value == double)
            yield last, f"the field `{double}` stands there twice"
        for key, value in node.value:
            yield from _not_plain(key, above, depth + 1)
            yield from _not_plain(value, above, depth + 1)


def _note_marks(node: Any, route: Route, marks: dict[Route, Any]) -> None:
    import yaml

    if isinstance(node, yaml.SequenceNode):
        for number, each in enumerate(node.value):
            marks[*route, number] = each.start_mark
            _note_marks(each, (*route, number), marks)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            marks[*route, str(key.value)] = key.start_mark
            _note_marks(value, (*route, str(key.value)), marks)


def _double(names: list[str]) -> str | None:
    """The first name that stands there a second time."""
    return next((name for number, name in enumerate(names) if name in names[:number]), None)


def _place(before: str) -> str:
    """Line and column after some text."""
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
