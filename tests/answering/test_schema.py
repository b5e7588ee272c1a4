"""The shipped schema of the answer object says what answers are."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, get_args

import pytest

from myologic.answering.answer import INTENTS, VERSION, Status
from myologic.answering.words import RANK
from myologic.kb.load import load
from myologic.session import Session

SCHEMA = json.loads((files("myologic.answering") / "answer.schema.json").read_text(encoding="utf-8"))
TYPES = {"string": str, "array": list, "object": dict, "boolean": bool, "number": (int, float), "null": type(None)}


def flaws(value: Any, schema: dict[str, Any], where: str = "answer") -> list[str]:
    """What of a value does not fit; the few words of JSON Schema that the file uses. Values are plain JSON data."""
    if "const" in schema:
        return [] if value == schema["const"] else [where]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{where}={value!r}"]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, TYPES[kind]) for kind in kinds):
        return [where]
    found = []
    if isinstance(value, dict):
        found += [f"{where}.{key} is missing" for key in schema.get("required", ()) if key not in value]
        for key, inner in schema.get("properties", {}).items():
            if key in value:
                found += flaws(value[key], inner, f"{where}.{key}")
    if isinstance(value, list) and "items" in schema:
        found += [flaw for n, each in enumerate(value) for flaw in flaws(each, schema["items"], f"{where}[{n}]")]
    return found


@pytest.mark.parametrize(
    "text",
    [
        "what trains the calves",
        "how many muscles are there",
        "does long driving tighten the hip flexors",
        "which exercises should i avoid with spinal stenosis",
        "what is the airspeed of a swallow",
        "i cannot hold my urine and my back hurts",
        "",
    ],
)
def test_answers_of_every_status_fit_the_schema(text: str) -> None:
    """All fields are there, with their types, and nothing is outside its closed list."""
    assert flaws(json.loads(json.dumps(Session(load()).ask(text).to_dict())), SCHEMA) == []


def test_the_schema_names_what_the_code_names() -> None:
    """Version, statuses, intents and levels of certainty stand in both."""
    fields = SCHEMA["properties"]

    assert fields["version"]["const"] == VERSION
    assert tuple(fields["status"]["enum"]) == get_args(Status)
    assert tuple(fields["intent"]["enum"]) == INTENTS
    assert set(fields["answers"]["items"]["properties"]["certainty"]["enum"]) == {None, *RANK}
