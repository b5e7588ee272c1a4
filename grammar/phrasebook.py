"""The lexicon as bytes that open at once: a new process reads the dozens of rows a question needs, not all of them.

The large tables (phrases, first words, base forms, loose wordings, things, inclinations, families; wordings and weights of alarms) are
sorted rows of key and value, found by bisection and read when they are looked up; entries are rows found by their number.
Everything else is a JSON object for each part of the lexicon (`lexicon.PARTS`).
"""

from __future__ import annotations

from _collections_abc import Mapping, Sequence  # what `collections.abc` hands on, without the package around it

from myologic.engine.generic import TypeVar
from myologic.engine.plain_json import read_json
from myologic.engine.records import replace
from myologic.grammar.lexicon import PARTS, Entry, Lexicon, ThingInfo, part_of

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

V = TypeVar("V")
_LARGE = ("phrases", "heads", "lemmas", "loose", "things", "inclines", "kin")
_ALARMS = {"starts": "wordings", "stems": "stems", "words": "spelt", "signs": "signs"}
"""The large tables of the alarms, and what they are called among the others."""
_PREFIX = "lexicon_"

_MOST_ABSENT = 10_000
"""Keys of which it is kept that they are not there: the words of long texts come again and again."""


class Rows(Mapping[str, V]):
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

    def text(self, key: str) -> str:
        """The value of a key as it is kept, "" where there is none."""
        row = self._row(key)
        return "" if row < 0 else self._text(row).partition("\t")[2]

    def whole(self) -> bytes:
        """All rows as they are kept."""
        return bytes(self._blob)

    def __contains__(self, key: object) -> bool:
        return key in self._values or (isinstance(key, str) and self._row(key) >= 0)

    def __iter__(self) -> Iterator[str]:
        blob, starts = bytes(self._blob), self._starts.tolist()
        rows = (blob[start:end] for start, end in zip(starts, starts[1:], strict=False))
        return (str(row.partition(b"\t")[0], "utf-8", "surrogatepass") for row in rows)

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


class Entries(Sequence[Entry]):
    """The entries by their number, read when they are looked up.

    Parameters
    ----------
    blob
        The rows, one after the other: the fields of each with a tab between.
    starts
        Where each row begins; one more than there are rows.
    """

    __slots__ = ("_blob", "_read", "_starts")

    def __init__(self, blob: memoryview, starts: memoryview) -> None:
        self._blob = blob
        self._starts = starts
        self._read: dict[Any, Entry] = {}

    def __getitem__(self, number: Any) -> Any:  # by number alone, as everybody asks
        entry = self._read.get(number)
        if entry is None:
            start, end = self._starts[number], self._starts[number + 1]
            kind, value, extra, rank = str(self._blob[start:end], "utf-8", "surrogatepass").split("\t")
            entry = self._read[number] = Entry(kind, value, extra, int(rank))
        return entry

    def __len__(self) -> int:
        return len(self._starts) - 1


def pack_lexicon(lexicon: Lexicon, part: str | None = None) -> dict[str, bytes]:
    """The sections that hold a lexicon, or those of one of its parts.

    Parameters
    ----------
    lexicon
        Any; its keys hold no tabs, because they are words.
    part
        One of `lexicon.PARTS`; None for all of them.

    Raises
    ------
    ValueError
        If a key or an entry holds a tab.
    """
    parts = lexicon.to_parts()
    sections: dict[str, bytes] = {}
    for each in PARTS if part is None else (part,):
        sections |= _pack_part(each, {name: value for name, value in parts.items() if part_of(name) == each})
    return sections


def _pack_part(part: str, parts: dict[str, Any]) -> dict[str, bytes]:
    import json

    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    tables = {name: parts.pop(name) for name in _LARGE if name in parts}
    if "alarms" in parts:
        tables |= {name: parts["alarms"].pop(inner, {}) for inner, name in _ALARMS.items()}
    sections: dict[str, bytes] = {}
    for name, table in tables.items():
        if "\t" in "".join(table):
            raise ValueError(f"a key of `{name}` holds a tab")
        write = _WRITE.get(name, encode)
        # Letters are in the order of their bytes, so rows are sorted before they are bytes.
        sections |= _packed(name, sorted([f"{key}\t{write(value)}" for key, value in table.items()]))
    if "entries" in parts:
        entries = ["\t".join(map(str, entry)) for entry in parts.pop("entries")]
        if any(row.count("\t") != len(Entry._fields) - 1 for row in entries):
            raise ValueError("an entry holds a tab")
        sections |= _packed("entries", entries)
    sections[f"{_PREFIX}rest_{part}"] = encode(parts).encode()
    return sections


def _packed(name: str, rows: Sequence[str]) -> dict[str, bytes]:
    from array import array
    from itertools import accumulate

    text = "".join(rows)
    blob = text.encode("utf-8", "surrogatepass")
    plain = len(blob) == len(text)
    sizes = map(len, rows) if plain else (len(row.encode("utf-8", "surrogatepass")) for row in rows)
    starts = array("i", accumulate(sizes, initial=0))
    return {f"{_PREFIX}{name}": blob, f"{_PREFIX}{name}_starts": starts.tobytes()}


def open_lexicon(sections: Mapping[str, memoryview | bytes]) -> Lexicon:
    """The lexicon of sections that `pack_lexicon` made.

    Parameters
    ----------
    sections
        Those and any others.
    """

    def rows(name: str) -> tuple[memoryview, memoryview]:
        return memoryview(sections[f"{_PREFIX}{name}"]), memoryview(sections[f"{_PREFIX}{name}_starts"]).cast("i")

    def table(name: str) -> Rows[Any]:
        return Rows(*rows(name), _READ.get(name, read_json))

    parts: dict[str, Any] = {}
    for part in PARTS:
        parts |= read_json(str(sections[f"{_PREFIX}rest_{part}"], "utf-8"))
    if parts["alarms"]:
        parts["alarms"] |= {inner: table(name) for inner, name in _ALARMS.items()}
    small = Lexicon.from_parts({**parts, **{name: {} for name in _LARGE}, "entries": ()})
    large: dict[str, Any] = {name: table(name) for name in _LARGE if f"{_PREFIX}{name}" in sections}
    return replace(small, entries=Entries(*rows("entries")), **large)


def _written_numbers(numbers: Sequence[int]) -> str:
    return f"[{numbers[0]}]" if len(numbers) == 1 else f"[{','.join(map(str, numbers))}]"


def _written_signs(weights: Sequence[float]) -> str:
    return " ".join(map(str, weights))


def _written_wordings(wordings: Sequence[tuple[Sequence[str], Sequence[int]]]) -> str:
    return "\t".join(" ".join((",".join(map(str, ideas)), *rest)) for rest, ideas in wordings)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text[1:-1].split(",")] if text != "[]" else []


def _thing(text: str) -> ThingInfo:
    return ThingInfo._make(tuple(each) if isinstance(each, list) else each for each in read_json(text))


def _weights(text: str) -> list[float]:
    return [float(weight) for weight in text.split(" ")]


def _wordings(text: str) -> list[list[Any]]:
    found = []
    for wording in text.split("\t"):
        ideas, *rest = wording.split(" ")
        found.append([rest, [int(idea) for idea in ideas.split(",")]])
    return found


_READ: dict[str, Callable[[str], Any]] = {
    "phrases": _numbers, "heads": int, "lemmas": str, "inclines": str, "kin": str, "things": _thing, "signs": _weights, "wordings": _wordings, "stems": _wordings,
}
_WRITE: dict[str, Callable[[Any], str]] = {
    "phrases": _written_numbers, "heads": str, "lemmas": str, "inclines": str, "kin": str, "signs": _written_signs, "wordings": _written_wordings,
    "stems": _written_wordings,
}  # fmt: skip
"""Numbers and words are written as such, the rest as JSON."""
