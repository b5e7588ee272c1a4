"""A case from plain data: fields, values and ids checked, every mistake named at once.

The words of the format stand here. An id is the local name of a thing; `-` and `_` are the same letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from myologic.casework.catalogue import LISTS, Catalogue
from myologic.casework.entries import PAINS, PRESENCES, PRESENT, SIDES, CaseData, Entry
from myologic.casework.plain import Placed, Route
from myologic.casework.safety import told_care
from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass, field
from myologic.kb.reading import Reading

RESULTS = {"positive": "present", "negative": "absent", "unknown": "unknown"}
OLDEST = 130
_ENTRY_FIELDS = ("id", "side", "presence")
_TEST_FIELDS = ("id", "side", "result", "value", "unit", "pelvis_controlled")
_FIELDS = ("version", *LISTS, "pain", "age")


def read_case(data: object, kb: Reading, placed: Placed = lambda route: "") -> CaseData:
    """A case from plain data, as a JSON or YAML file holds it.

    Parameters
    ----------
    data
        An object with the fields of a case; each may be missing.
    kb
        The knowledge base that knows the ids.
    placed
        What stands before a message about an entry, by the way to it; nothing where the data come from no file.

    Raises
    ------
    QuestionError
        If an id, a field or a value is unknown; the message names each one, with the nearest known. Where a warning sign that was
        told stops everything, its fixed words come first.
    """
    reader = _Reader(Catalogue(kb), placed)
    case = reader.case(data)
    if reader.mistakes:
        care = told_care(kb, (each.id for each in case.red_flags if each.presence == PRESENT))
        raise QuestionError("\n".join([care, *reader.mistakes] if care else reader.mistakes))
    return case


@dataclass
class _Reader:
    catalogue: Catalogue
    placed: Placed
    mistakes: list[str] = field(default_factory=list)

    def wrong(self, route: Route, message: str) -> None:
        """Note a mistake with its place."""
        named = f"{route[0]}, entry {int(route[1]) + 1}: " if len(route) > 1 else ""
        self.mistakes.append(f"{self.placed(route)}{named}{message}")

    def case(self, data: object) -> CaseData:
        if not isinstance(data, Mapping):
            self.wrong((), f"a case is an object with fields such as `findings`, not {_kind(data)}")
            return CaseData()
        self.fields(data, _FIELDS, ())
        version = data.get("version", 1)
        if version != 1 or isinstance(version, bool):
            self.wrong(("version",), f"version {_shown(version)} is unknown: `version` is the number 1")
        lists = {name: tuple(self.entries(name, data.get(name))) for name in LISTS}
        return CaseData(
            findings=(*lists["findings"], *lists["tests"]),
            causes=(*lists["habits"], *lists["causes"]),
            conditions=lists["conditions"],
            red_flags=lists["red_flags"],
            pain=self.choice(_or(data.get("pain"), "unknown"), PAINS, (), "pain"),
            age=self.age(data.get("age")),
        )

    def entries(self, name: str, value: object) -> Iterable[Entry]:
        if value is None:
            return
        if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence):
            self.wrong((name,), f"`{name}` is a list of ids, not {_kind(value)}")
            return
        for number, item in enumerate(value):
            if isinstance(item, str):
                key, at, side = item.partition("@")
                fields: Mapping[Any, Any] = {"id": key, "side": side} if at else {"id": key}
            elif isinstance(item, Mapping):
                fields = item
            else:
                self.wrong((name, number), f"an id or an object with `id` is expected, not {_kind(item)}")
                continue
            entry = self.entry(name, fields, (name, number))
            if entry is not None:
                yield entry

    def entry(self, name: str, fields: Mapping[Any, Any], route: Route) -> Entry | None:
        is_test = name == "tests"
        known = self.fields(fields, _TEST_FIELDS if is_test else _ENTRY_FIELDS, route)
        key = fields.get("id")
        if not isinstance(key, str) or not key.strip(" @"):
            self.wrong(route, "`id` is missing" if key in (None, "") else f"`id` is a word, not {_kind(key)}")
            return None
        key, _, written = key.partition("@")
        told = fields.get("side")
        if told is not None and written and told != written:
            self.wrong(route, f"two sides are given, {_shown(written)} and {_shown(told)}")
            return None
        side = self.choice(told if told is not None else written or None, (*SIDES, None), route, "side")
        if is_test:
            presence = RESULTS[self.choice(_or(fields.get("result"), "positive"), tuple(RESULTS), route, "result")]
        else:
            presence = self.choice(_or(fields.get("presence"), "present"), PRESENCES, route, "presence")
        thing = self.catalogue.find(key, name)
        if isinstance(thing, str):
            self.wrong(route, thing)
            return None
        measured, unit, controlled = fields.get("value"), fields.get("unit"), fields.get("pelvis_controlled")
        for text, wrong in (
            ("`value` is a number", measured is not None and not _is_number(measured)),
            ("`unit` is a word", unit is not None and not isinstance(unit, str)),
            ("`pelvis_controlled` is true or false", controlled is not None and not isinstance(controlled, bool)),
        ):
            if wrong and known:
                self.wrong(route, text)
        sided = self.catalogue.is_sided(thing)
        told = None if sided else side
        return Entry(thing, side if sided else None, presence, controlled, sided, measured, unit, told)

    def fields(self, data: Mapping[Any, Any], known: tuple[str, ...], route: Route) -> bool:
        unknown = [each for each in data if each not in known]
        for each in unknown:
            hint = nearest(str(each), known)
            self.wrong((*route, str(each)), f"unknown field {_shown(each)}" + (f"; did you mean `{hint}`?" if hint else ""))
        return not unknown

    def choice(self, value: Any, known: tuple[Any, ...], route: Route, name: str) -> Any:  # one of the known ones
        if any(value is each or (isinstance(value, str) and value == each) for each in known):
            return value
        words = [each for each in known if each is not None]
        hint = nearest(str(value), words)
        listed = ", ".join(f"`{each}`" for each in words)
        near = f"; did you mean `{hint}`?" if hint else ""
        self.wrong((*route, name), f"{name}: {_shown(value)} is none of {listed}{near}")
        return known[-1] if known[-1] is None else known[0]

    def age(self, value: object) -> int | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= OLDEST:
            self.wrong(("age",), f"age: {_shown(value)} is no age in years from 0 to {OLDEST}")
            return None
        return int(value)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to a mistyped one, or None where none is near."""
    from difflib import get_close_matches

    close = get_close_matches(word.lower().replace("-", "_"), sorted(known), n=1, cutoff=0.6)
    return close[0] if close else None


def _or(value: object, default: str) -> object:
    """A value, or the default where there is none: nothing and a missing field are the same."""
    return default if value is None else value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and value == value and abs(value) < 1e9


def _kind(value: object) -> str:
    names = {str: "a text", list: "a list", dict: "an object", bool: "true or false", type(None): "nothing"}
    return names.get(type(value), "a number" if isinstance(value, (int, float)) else "something else")


def _shown(value: object) -> str:
    text = (
        value
        if isinstance(value, str)
        else {None: "null", True: "true", False: "false"}.get(value)
        if isinstance(value, (bool, type(None)))
        else str(value)
    )
    clean = "".join(each if each.isprintable() else "?" for each in str(text))
    return f"`{clean[:60]}`"
