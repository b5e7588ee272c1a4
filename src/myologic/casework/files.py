"""Case files: JSON, YAML, Turtle or plain sentences, told apart by the ending of their name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import CaseData
from myologic.casework.reading import read_case
from myologic.engine.errors import ContentError, QuestionError
from myologic.engine.terms import IRI, Literal, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import KB, local_name

LARGEST = 1 << 20
"""A case file has at most this many bytes."""

_DEPTH = 64


def load_case_file(path: Path, kb: KnowledgeBase) -> CaseData:
    """What a case file says.

    Parameters
    ----------
    path
        A file that ends in `.json`, `.yaml`, `.yml`, `.ttl`, or in `.txt` for plain sentences, one a line; any other ending
        is read as JSON or YAML.
    kb
        The knowledge base that knows the ids.

    Raises
    ------
    QuestionError
        If the file is missing, cannot be read, or is no case.
    """
    shown = path.name or str(path)
    try:
        with open(path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise QuestionError(f"there is no case file `{shown}`") from error
    except OSError as error:
        raise QuestionError(
            f"the case file `{shown}` cannot be read: {(error.strerror or 'no access').lower()}"
        ) from error
    if len(data) > LARGEST:
        raise QuestionError(f"the case file `{shown}` has more than {LARGEST} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuestionError(f"the case file `{shown}` is no UTF-8 text (byte {error.start + 1})") from error
    try:
        if path.suffix.lower() == ".txt":
            from myologic.casework.told import told_data

            return told_data(kb, [line for line in text.splitlines() if line.strip() and not line.startswith("#")])
        value = _turtle(text, shown, kb) if path.suffix.lower() == ".ttl" else plain_data(text, path.suffix.lower())
        return read_case(value, kb)
    except QuestionError as error:
        raise QuestionError("\n".join(f"{shown}: {line}" for line in str(error).split("\n"))) from error


def plain_data(text: str, suffix: str) -> object:
    """What a text in JSON or YAML holds, told apart by the ending of its file.

    Raises
    ------
    QuestionError
        If it is neither, holds a field twice, or is nested too deep.
    """
    if suffix in (".yaml", ".yml") or not text.lstrip().startswith(("{", "[")):
        return _yaml(text)
    import json

    try:
        return json.loads(text, object_pairs_hook=_no_doubles)
    except RecursionError as error:
        raise QuestionError("it is nested too deep for a case") from error
    except json.JSONDecodeError as error:
        raise QuestionError(
            f"line {error.lineno}, column {error.colno}: this is no JSON: {error.msg.lower()}"
        ) from error


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise QuestionError(f"the field `{key}` stands there twice")
        found[key] = value
    return found


def _yaml(text: str) -> object:
    if not text.strip():
        raise QuestionError("it is empty: a case is an object with fields such as `findings`")
    import yaml

    try:
        for depth, _ in _levels(yaml.parse(text, Loader=yaml.SafeLoader)):
            if depth > _DEPTH:
                raise QuestionError("it is nested too deep for a case")
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark is not None else ""
        raise QuestionError(f"{where}this is no YAML: {getattr(error, 'problem', None) or 'not understood'}") from error


def _levels(events: Any) -> Any:  # yaml's events are untyped
    import yaml

    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise QuestionError("aliases are not used in a case")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield depth, event


_SAYS = {"presents": "present", "hasCause": "present", "lacks": "absent", "unsure": "unknown"}
_NAMES = {"hasCondition": "conditions", "hasRedFlag": "red_flags"}


def _turtle(text: str, shown: str, kb: Reading) -> dict[str, Any]:
    """The fields of a case from Turtle: `[] kb:presents <…/id/knees-in@left> ; kb:hasCondition … ; kb:age 68`."""
    from myologic.grammar.turtle import read_turtle

    try:
        document = read_turtle(text, shown, "https://w3id.org/myologic/case/")
    except ContentError as error:
        raise QuestionError(str(error).split("\n")[0].removeprefix(f"{shown}:")) from error
    catalogue, value = Catalogue(kb), dict[str, Any]()
    people = {statement.triple.subject for statement in document.statements if _field(statement.triple)}
    if len(people) != 1:
        raise QuestionError("a case file in Turtle speaks of exactly one person, with kb:presents and its kin")
    for statement in document.statements:
        triple = statement.triple
        name, object_ = _field(triple), triple.object
        if name is None:
            continue
        if name in ("painIs", "age"):
            number = isinstance(object_, Literal) and object_.lexical.isdigit()
            value["age" if name == "age" else "pain"] = (
                int(object_.lexical)
                if number and isinstance(object_, Literal)
                else local_name(object_)
                if isinstance(object_, IRI)
                else str(getattr(object_, "lexical", "?"))
            )
            continue
        if not isinstance(object_, IRI):
            raise QuestionError(f"line {statement.object_place.line}: the object of `kb:{name}` is a thing")
        key, _, side = object_.value.partition("@")
        thing = catalogue.thing(key)
        home = _NAMES.get(name) or next(iter(catalogue.lists_of(thing)) if thing else iter(()), "findings")
        presence = _SAYS.get(name, "present")
        entry = {"id": key if thing is None else thing.value}
        if side:
            entry["side"] = side
        if home == "tests":
            entry["result"] = {"present": "positive", "absent": "negative"}.get(presence, "unknown")
        else:
            entry["presence"] = presence
        value.setdefault(home, []).append(entry)
    return value


def _field(triple: Triple) -> str | None:
    predicate = triple.predicate
    if not isinstance(predicate, IRI) or not predicate.value.startswith(KB):
        return None
    name = local_name(predicate)
    return name if name in (*_SAYS, *_NAMES, "painIs", "age") else None
