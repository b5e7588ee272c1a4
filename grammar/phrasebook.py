"""The lexicon as bytes that open at once: a new process reads the dozens of rows a question needs, not all of them.

The six large tables (phrases, first words, base forms, loose wordings, things, inclinations) are sorted rows of key and value, found by bisection and
read when they are looked up. Everything else is one JSON object.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from myologic.engine.records import replace
from myologic.grammar.lexicon import Lexicon, ThingInfo

V = TypeVar("V")
_LARGE = ("phrases", "heads", "lemmas", "loose", "things", "inclines")
_PREFIX = "lexicon_"

_MOST_ABSENT = 10_000
"""Keys of which it is kept that they are not there: the words of long texts come again and again."""


class Rows(Mapping[str, V], Generic[V]):
    """A mapping over sorted rows whose keys and values stay bytes until they are looked up.

    Parameters
    ----------
    blob
        The rows, one after the other: key, a tab, value.
    starts
        Where each row begins; one more than there are rows.
    read
        From the text of a value to the value.
    """

    __slots__ = ("_absent", "_blob", "_read", "_starts", "_values")

    def __init__(self, blob: memoryview, starts: memoryview, read: Callable[[str], V]) -> None:
        self._blob = blob
        self._starts = starts
        self._read = read
        self._values: dict[str, V] = {}
        self._absent: set[str] = set()

    def __getitem__(self, key: str) -> V:
        value: V | None = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key: str, default: Any = None) -> Any:  # as in Mapping, without an exception for each word not there
        """The value of a key, or the default."""
        value = self._values.get(key)
        if value is None:
            if key in self._absent:
                return default
            row = self._row(key)
            if row < 0:
                if len(self._absent) < _MOST_ABSENT:
                    self._absent.add(key)
                return default
            value = self._values[key] = self._read(self._text(row).partition("\t")[2])
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._values or (isinstance(key, str) and self._row(key) >= 0)

    def __iter__(self) -> Iterator[str]:
        return (self._text(row).partition("\t")[0] for row in range(len(self)))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def _text(self, row: int) -> str:
        return str(self._blob[self._starts[row] : self._starts[row + 1]], "utf-8", "surrogatepass")

    def _row(self, key: str) -> int:
        """The number of the row with a key, or -1."""
        blob, starts = self._blob, self._starts
        wanted = key.encode("utf-8", "surrogatepass") + b"\t"
        size, low, high = len(wanted), 0, len(starts) - 1
        while low < high:
            middle = (low + high) >> 1
            if bytes(blob[starts[middle] : starts[middle] + size]) < wanted:
                low = middle + 1
            else:
                high = middle
        found = low < len(starts) - 1 and blob[starts[low] : min(starts[low] + size, starts[low + 1])] == wanted
        return low if found else -1


def pack_lexicon(lexicon: Lexicon) -> dict[str, bytes]:
    """The sections that hold a lexicon.

    Parameters
    ----------
    lexicon
        Any; its keys hold no tabs, because they are words.

    Raises
    ------
    ValueError
        If a key holds a tab.
    """
    parts = lexicon.to_parts()
    sections = {}
    for name in _LARGE:
        table = parts.pop(name)
        if any("\t" in key for key in table):
            raise ValueError(f"a key of `{name}` holds a tab")
        rows = sorted(f"{key}\t{_written(name, value)}".encode("utf-8", "surrogatepass") for key, value in table.items())
        starts = array("i", [0])
        for row in rows:
            starts.append(starts[-1] + len(row))
        sections[f"{_PREFIX}{name}"] = b"".join(rows)
        sections[f"{_PREFIX}{name}_starts"] = starts.tobytes()
    sections[f"{_PREFIX}rest"] = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return sections


def open_lexicon(sections: Mapping[str, memoryview | bytes]) -> Lexicon:
    """The lexicon of sections that `pack_lexicon` made.

    Parameters
    ----------
    sections
        Those and any others.
    """

    def table(name: str, read: Callable[[str], V]) -> Rows[V]:
        starts = memoryview(sections[f"{_PREFIX}{name}_starts"]).cast("i")
        return Rows(memoryview(sections[f"{_PREFIX}{name}"]), starts, read)

    parts: dict[str, Any] = json.loads(bytes(sections[f"{_PREFIX}rest"]))
    lexicon = Lexicon.from_parts({**parts, **{name: {} for name in _LARGE}})
    return replace(
        lexicon,
        phrases=table("phrases", _numbers),
        heads=table("heads", int),
        lemmas=table("lemmas", str),
        loose=table("loose", json.loads),
        things=table("things", _thing),
        inclines=table("inclines", str),
    )


def _written(name: str, value: Any) -> str:
    if name in ("lemmas", "inclines"):
        return str(value)
    return _JSON(value)


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text[1:-1].split(",")] if text != "[]" else []


def _thing(text: str) -> ThingInfo:
    return ThingInfo._make(tuple(each) if isinstance(each, list) else each for each in json.loads(text))
