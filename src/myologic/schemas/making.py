"""JSON Schemas made from typed dictionaries.

    python -m myologic.schemas.making

writes every schema beside this file; a test makes them again and compares.
"""

from __future__ import annotations

import json
import sys
from types import NoneType, UnionType
from typing import Annotated, Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from myologic.schemas.shapes import CLOSED, SHAPES, VERSIONS
from myologic.schemas.words import Among, Least, Most

# Types are looked at as values here, and have no common type of their own.

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def address(name: str, version: int) -> str:
    """The address of a schema, which names it and is not fetched."""
    return f"https://w3id.org/myologic/schema/{name}-{version}.json"


def make_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of an object.

    Parameters
    ----------
    name
        One of `SHAPES`.

    Returns
    -------
    dict
        Draft 2020-12; each typed dictionary below it under `$defs`. More fields than named are allowed: they are added
        within a version.

    Examples
    --------
    >>> make_schema("stats")["$defs"]["GapData"]["required"]
    ['label', 'of', 'missing']
    """
    parts: dict[str, Any] = {}
    shape = SHAPES[name]
    whole = _object(shape, parts, VERSIONS[name])
    head = {"$schema": DIALECT, "$id": address(name, VERSIONS[name]), "title": f"{name}, version {VERSIONS[name]}"}
    return {**head, **whole, **({"$defs": dict(sorted(parts.items()))} if parts else {})}


def schema_text(name: str) -> str:
    """The text of a schema's file."""
    return json.dumps(make_schema(name), ensure_ascii=False, indent=2) + "\n"


def _object(shape: Any, parts: dict[str, Any], version: int | None = None) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    required, properties = [], {}
    for field, hint in hints.items():
        if get_origin(hint) is NotRequired:
            hint = get_args(hint)[0]
        else:
            required.append(field)
        properties[field] = _schema(hint, parts)
        if field == "version" and version is not None:
            properties[field] = {"const": version, "description": properties[field]["description"]}
    described = {"description": " ".join((shape.__doc__ or "").split()), "type": "object"}
    closed = {"additionalProperties": False} if shape in CLOSED else {}
    return {**described, **({"required": required} if required else {}), "properties": properties, **closed}


def _schema(hint: Any, parts: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin is Annotated:
        return _annotated(hint, parts)
    if origin in (Union, UnionType):
        return _either([_schema(each, parts) for each in get_args(hint)])
    if origin is list:
        return {"type": "array", "items": _schema(get_args(hint)[0], parts)}
    if origin is dict:
        inner = get_args(hint)[1]
        return {"type": "object"} if _is_plain(inner) else {"type": "object", "additionalProperties": _schema(inner, parts)}
    if is_typeddict(hint):
        if hint.__name__ not in parts:
            parts[hint.__name__] = {}  # its place is taken, for a shape that holds itself
            parts[hint.__name__] = _object(hint, parts)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {"type": _SIMPLE[hint]}


def _annotated(hint: Any, parts: dict[str, Any]) -> dict[str, Any]:
    kind, *notes = get_args(hint)
    found = _schema(kind, parts)
    for note in notes:
        if isinstance(note, Among):
            found = {"enum": list(note.words)}
        elif isinstance(note, Least):
            found["minimum"] = note.number
        elif isinstance(note, Most):
            found["maximum"] = note.number
    texts = [note for note in notes if isinstance(note, str)]
    # The note nearest to the field says most.
    return {**found, "description": texts[-1]} if texts else found


def _either(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    """One schema for several: words and types are listed together where nothing else is said of them."""
    null, rest = {"type": "null"}, [each for each in schemas if each != {"type": "null"}]
    if all(set(each) == {"type"} for each in schemas):
        return {"type": [each["type"] for each in schemas]}
    if len(rest) == 1 and null in schemas:
        only = rest[0]
        if "enum" in only:
            return {**only, "enum": [*only["enum"], None]}
        if isinstance(only.get("type"), str):
            return {**only, "type": [only["type"], "null"]}
    return {"anyOf": schemas}


def _is_plain(hint: Any) -> bool:
    """Whether any JSON value is meant."""
    return "Plain" in str(hint)


def main() -> int:
    """Write every schema beside this file."""
    from pathlib import Path

    for name in SHAPES:
        file = Path(__file__).with_name(f"{name}.json")
        file.write_text(schema_text(name), encoding="utf-8")
        sys.stdout.write(f"{file.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
