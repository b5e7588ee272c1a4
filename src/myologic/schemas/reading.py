"""The shipped schemas, by name."""

from __future__ import annotations

import json
import os
from typing import Any

import myologic.schemas
from myologic.arguments import must_be_text
from myologic.engine.errors import QuestionError


def schema_names() -> tuple[str, ...]:
    """The names of all schemas, sorted."""
    return tuple(sorted(each.removesuffix(".json") for each in os.listdir(_folder()) if each.endswith(".json")))


def schema_text(name: str) -> str:
    """A schema as it is shipped.

    Parameters
    ----------
    name
        One of `schema_names`.

    Raises
    ------
    QuestionError
        If there is none of that name.
    """
    must_be_text("name", name)
    names = schema_names()
    if name not in names:
        raise QuestionError(f"there is no schema `{name[:60]}`; known are {', '.join(names)}")
    with open(os.path.join(_folder(), f"{name}.json"), encoding="utf-8") as stream:
        return stream.read()


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what leaves the program.

    Parameters
    ----------
    name
        "answer", "case" (its result), "case-file", "plan", "interview", "answers" (its file), "proof", "population" (a row),
        "graph", "check", "diff", "stats".

    Returns
    -------
    dict
        A new one each time. Its `$id` ends in the version that the objects carry.

    Raises
    ------
    QuestionError
        If there is none of that name.

    Examples
    --------
    >>> schema("answer")["$id"]
    'https://w3id.org/myologic/schema/answer-1.json'
    """
    found: dict[str, Any] = json.loads(schema_text(name))
    return found


def _folder() -> str:
    return next(iter(myologic.schemas.__path__))
