"""A lexicon that notices what is looked up in it, so that a reading can be kept for as long as everything it rests on is the same.

How a text is read is a function of the text, of the code, and of what was looked up in the lexicon on the way: rows that are there,
and rows that are not. What a stage worked out earlier and remembers counts as if it were looked up again.
"""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from hashlib import blake2b
from typing import Any

from myologic.engine.records import replace
from myologic.engine.remembering import cached_property
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.phrasebook import Rows

Look = tuple[str, str]
"""A table and a key in it; `EVERY` for all of them, `ANY` for whether there is one."""
EVERY, ANY = "\0every", "\0any"

_INSIDE = "alarms/"
_NUMBERED = ("phrases", "loose")
_OTHERS = ("alarms", "entries", "_memo")
"""Fields of a lexicon that are no tables with words as keys."""


class Noticed:
    """What was looked up since `begin`.

    Parameters
    ----------
    lexicon
        The lexicon; `lexicon` of this reads the same.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._plain = lexicon
        self._entries: dict[int, str] = {}
        self._looks = _Looks()
        values = {name: getattr(lexicon, name) for name in Lexicon.__slots__ if name not in _OTHERS}
        self._whole = {name: value for name, value in values.items() if not isinstance(value, Mapping)}
        tables: dict[str, Any] = {name: _Table(name, value, self._looks) for name, value in values.items() if name not in self._whole}
        inner = {key: _Table(_INSIDE + key, value, self._looks) for key, value in _tables_in(lexicon)}
        tables["alarms"] = _Table("alarms", {**lexicon.alarms, **inner}, self._looks)
        self.lexicon = replace(lexicon, **tables, _memo=_Remembered(self._looks))

    def begin(self) -> None:
        """Forget what was looked up before."""
        self._looks.clear()
        self._looks.turn += 1

    def looks(self) -> frozenset[Look]:
        """What was looked up since `begin`."""
        return frozenset(self._looks)

    def whole(self) -> str:
        """A hash of what is not looked up by keys: another one may change any reading."""
        ordered = [sorted(value) if isinstance(value, frozenset) else value for value in self._whole.values()]
        return _hash(repr(ordered).encode("utf-8", "surrogatepass"))

    @cached_property
    def tables(self) -> dict[str, str]:
        """A hash of each table whose rows hold no numbers of entries: where it is the same, all looks in the table find the same."""
        lexicon = self._plain
        plain = {name: getattr(lexicon, name) for name in Lexicon.__slots__ if name not in (*_NUMBERED, *_OTHERS, *self._whole)}
        plain |= {_INSIDE + key: value for key, value in _tables_in(lexicon)}
        return {name: _hash(_every(table)) for name, table in plain.items()}

    def value(self, look: Look) -> str:
        """A hash of what a look finds, the same whatever numbers entries have."""
        name, key = look
        plain: Mapping[str, Any] = (
            self._plain.alarms.get(name.removeprefix(_INSIDE), {})
            if name.startswith(_INSIDE)
            else getattr(self._plain, name)
        )
        if key == ANY:
            return str(bool(plain))
        if key == EVERY:
            return _hash(_every(plain))
        if name in _NUMBERED:
            found: Any = self._numberless(name, plain.get(key, ()))
        elif isinstance(plain, Rows):
            found = plain.text(key)
        else:
            found = plain.get(key, "")
            if name == "alarms" and isinstance(found, Mapping):
                return ""  # its own keys are looked up
        text = found if isinstance(found, str) else repr(found)
        return _hash(text.encode("utf-8", "surrogatepass")) if text else ""

    def _numberless(self, name: str, rows: Sequence[Any]) -> str:
        """A row of phrases or loose wordings with entries instead of their numbers."""
        if name == "phrases":
            return "\n".join(map(self._entry, rows))
        return "\n".join(f"{items} {self._entry(number)}" for *items, number in rows)

    def _entry(self, number: int) -> str:
        known = self._entries.get(number)
        if known is None:
            known = self._entries[number] = "\t".join(map(str, self._plain.entries[number]))
        return known


def _tables_in(lexicon: Lexicon) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((key, value) for key, value in lexicon.alarms.items() if isinstance(value, Mapping))


def _every(table: Mapping[str, Any]) -> bytes:
    return table.whole() if isinstance(table, Rows) else repr(sorted(table.items())).encode("utf-8", "surrogatepass")


def _hash(data: bytes) -> str:
    return blake2b(data, digest_size=8).hexdigest()


class _Looks(list[Look]):
    """What was looked up, and how often that was begun anew."""

    turn = 0


class _Table(Mapping[str, Any]):
    """A table that notes each key that is looked for."""

    __slots__ = ("_looks", "_name", "_table")

    def __init__(self, name: str, table: Mapping[str, Any], looks: _Looks) -> None:
        self._name, self._table, self._looks = name, table, looks

    def __getitem__(self, key: str) -> Any:
        self._looks.append((self._name, key))
        return self._table[key]

    def get(self, key: str, default: Any = None) -> Any:
        self._looks.append((self._name, key))
        return self._table.get(key, default)

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self._looks.append((self._name, key))
        return key in self._table

    def __bool__(self) -> bool:
        self._looks.append((self._name, ANY))
        return bool(self._table)

    def __iter__(self) -> Iterator[str]:
        self._looks.append((self._name, EVERY))
        return iter(self._table)

    def keys(self) -> KeysView[str]:
        self._looks.append((self._name, EVERY))
        return self._table.keys()

    def values(self) -> ValuesView[Any]:
        self._looks.append((self._name, EVERY))
        return self._table.values()

    def items(self) -> ItemsView[str, Any]:
        self._looks.append((self._name, EVERY))
        return self._table.items()

    def __len__(self) -> int:
        self._looks.append((self._name, EVERY))
        return len(self._table)


class _Remembered(dict[Any, Any]):
    """What stages remember of a lexicon: each value comes with what was looked up to make it."""

    def __init__(self, looks: _Looks) -> None:
        super().__init__()
        self._looks = looks
        self._since: dict[Any, tuple[int, int]] = {}
        self._made_of: dict[Any, tuple[Look, ...]] = {}

    def _note(self, key: Any) -> bool:
        """Whether there is a value; note what it was made of, or where its making begins."""
        there = super().__contains__(key)
        if there:
            self._looks.extend(self._made_of.get(key, ()))
        else:
            self._since[key] = (self._looks.turn, len(self._looks))
        return there

    def __contains__(self, key: object) -> bool:
        return self._note(key)

    def __getitem__(self, key: Any) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)

    def __setitem__(self, key: Any, value: Any) -> None:
        turn, since = self._since.pop(key, (-1, 0))
        self._made_of[key] = tuple(set(self._looks[since if turn == self._looks.turn else 0 :]))
        super().__setitem__(key, value)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """As of a dictionary; an empty dictionary becomes one that notices too."""
        if not self._note(key):
            if default == {} and isinstance(default, dict):
                super().__setitem__(key, _Remembered(self._looks))
            else:
                self._since.pop(key)  # what it is made of was looked up before
                self[key] = default
        return super().__getitem__(key)
