"""The lexicon as bytes that open fast: a new process reads the dozen rows a question needs, not all fifteen thousand.

The four large tables (phrases, first words, base forms, things) are two columns of lines each, keys and values; a value
is read when its key is looked up. Everything else is one JSON object.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from myologic.engine.records import replace
from myologic.grammar.lexicon import Lexicon, ThingInfo

V = TypeVar("V")
_LARGE = ("phrases", "heads", "lemmas", "things")
_PREFIX = "lexicon_"


class Rows(Mapping[str, V], Generic[V]):
    """A mapping whose values stay text until they are looked up.

    Parameters
    ----------
    rows
        Keys with the text of their values.
    read
        From the text of a value to the value.
    """

    __slots__ = ("_read", "_rows", "_values")

    def __init__(self, rows: dict[str, str], read: Callable[[str], V]) -> None:
        self._rows = rows
        self._read = read
        self._values: dict[str, V] = {}

    def __getitem__(self, key: str) -> V:
        value = self._values.get(key)
        if value is None:
            value = self._values[key] = self._read(self._rows[key])
        return value

    def get(self, key: str, default: Any = None) -> Any:  # as in Mapping, without an exception for each word not there
        return self[key] if key in self._rows else default

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def pack_lexicon(lexicon: Lexicon) -> dict[str, bytes]:
    """The sections that hold a lexicon.

    Parameters
    ----------
    lexicon
        Any; its keys hold no line ends, because they are words.

    Raises
    ------
    ValueError
        If a key or a value holds a line end.
    """
    parts = lexicon.to_parts()
    sections = {}
    for name in _LARGE:
        table = parts.pop(name)
        written = [_written(name, value) for value in table.values()]
        if any("\n" in text for text in (*table, *written)):
            raise ValueError(f"a row of `{name}` holds a line end")
        sections[f"{_PREFIX}{name}"] = "\n".join((*table, *written)).encode("utf-8", "surrogatepass")
    sections[f"{_PREFIX}rest"] = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return sections


def open_lexicon(sections: Mapping[str, memoryview | bytes]) -> Lexicon:
    """The lexicon of sections that `pack_lexicon` made.

    Parameters
    ----------
    sections
        Those and any others.
    """
    parts: dict[str, Any] = json.loads(bytes(sections[f"{_PREFIX}rest"]))
    tables = {name: _rows(bytes(sections[f"{_PREFIX}{name}"])) for name in _LARGE}
    lexicon = Lexicon.from_parts({**parts, "lemmas": tables["lemmas"], "phrases": {}, "heads": {}, "things": {}})
    return replace(
        lexicon,
        phrases=Rows(tables["phrases"], _numbers),
        heads=Rows(tables["heads"], int),
        things=Rows(tables["things"], _thing),
    )


def _written(name: str, value: Any) -> str:
    if name == "lemmas":
        return str(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rows(data: bytes) -> dict[str, str]:
    lines = data.decode("utf-8", "surrogatepass").split("\n") if data else []
    half = len(lines) // 2
    return dict(zip(lines[:half], lines[half:], strict=True))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text[1:-1].split(",")] if text != "[]" else []


def _thing(text: str) -> ThingInfo:
    return ThingInfo._make(tuple(each) if isinstance(each, list) else each for each in json.loads(text))
