"""Case files: JSON, YAML, Turtle or plain sentences, told apart by the ending of their name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import CaseData
from myologic.casework.plain import Placed, Route, person_text, placed, places, plain_data
from myologic.casework.reading import read_case
from myologic.engine.errors import ContentError, QuestionError
from myologic.engine.terms import IRI, Literal, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import KB, local_name


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
        If the file is missing, cannot be read, or is no case; each message names file, line and column as far as it can.
    """
    text, ending = person_text(path, "case file"), path.suffix.lower()
    if ending == ".txt":
        from myologic.casework.told import told_data

        try:
            return told_data(kb, [line for line in text.splitlines() if line.strip() and not line.startswith("#")])
        except QuestionError as error:
            raise QuestionError("\n".join(f"{path}: {line}" for line in str(error).split("\n"))) from error
    if ending == ".ttl":
        return read_case(*_turtle(text, str(path), kb))
    value = plain_data(text, path)
    try:
        return read_case(value, kb)
    except QuestionError:
        return read_case(value, kb, places(text, path))  # again, for a message with places, which take longer to find


_SAYS = {"presents": "present", "hasCause": "present", "lacks": "absent", "unsure": "unknown"}
_NAMES = {"hasCondition": "conditions", "hasRedFlag": "red_flags"}


def _turtle(text: str, shown: str, kb: Reading) -> tuple[dict[str, Any], Reading, Placed]:
    """The fields of a case from Turtle: `[] kb:presents <…/id/knees-in@left> ; kb:hasCondition … ; kb:age 68`.

    What `read_case` takes: with the fields goes where each entry stands.
    """
    from myologic.grammar.turtle import read_turtle

    try:
        document = read_turtle(text, shown, "https://w3id.org/myologic/case/")
    except ContentError as error:
        raise QuestionError(str(error).split("\n")[0]) from error
    catalogue, value, known = Catalogue(kb), dict[str, Any](), dict[Route, tuple[int, int]]()
    people = {statement.triple.subject for statement in document.statements if _field(statement.triple)}
    if len(people) != 1:
        raise QuestionError(f"{shown}: a case file in Turtle speaks of exactly one person, with kb:presents and its kin")
    for statement in document.statements:
        triple = statement.triple
        name, object_ = _field(triple), triple.object
        if name is None:
            continue
        place = (statement.object_place.line, statement.object_place.column)
        if name in ("painIs", "age"):
            known[("age" if name == "age" else "pain",)] = place
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
            raise QuestionError(f"{shown}:{place[0]}:{place[1]}: the object of `kb:{name}` is a thing")
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
        known[home, len(value.setdefault(home, []))] = place
        value[home].append(entry)
    return value, kb, placed(shown, known)


def _field(triple: Triple) -> str | None:
    predicate = triple.predicate
    if not isinstance(predicate, IRI) or not predicate.value.startswith(KB):
        return None
    name = local_name(predicate)
    return name if name in (*_SAYS, *_NAMES, "painIs", "age") else None
