"""Facts and verdicts as Arrow tables. pyarrow is imported when a table is made."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from myologic.borders.terms import term_json
from myologic.casework.result import key, local_id
from myologic.engine.errors import QuestionError
from myologic.engine.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow

    from myologic.borders.view import View
    from myologic.casework.verdicts import Verdict
    from myologic.schemas.shapes import TermData

_KINDS = {"uri": "iri", "bnode": "blank", "literal": "literal", "triple": "triple"}


def arrow() -> Any:  # pyarrow brings no types
    """The library that holds tables.

    Raises
    ------
    QuestionError
        If it is not installed.
    """
    try:
        import pyarrow
    except ImportError as missing:
        raise QuestionError("tables need the extra `table`: pip install 'myologic[table]'") from missing
    return pyarrow


def fact_table(view: View) -> pyarrow.Table:
    """Triples as an Arrow table, one a row.

    Parameters
    ----------
    view
        What is exported.

    Returns
    -------
    pyarrow.Table
        `subject`, `predicate`, `object` (addresses and texts as they are, blank nodes as `_:label`), `object_kind` (iri, blank,
        literal, triple), `datatype`, `language`, `derived`, `certainty`, and `file`, `line`, `column` of what is written.
    """
    pa = arrow()
    text, number = pa.string(), pa.int32()
    rows = []
    for triple in view.triples:
        s, p, o = (_text(term_json(term)) for term in triple)
        object_ = triple.object
        literal = object_ if isinstance(object_, Literal) else None
        place = view.grounds.place(triple)
        rows.append(
            (
                s,
                p,
                o,
                _KINDS[term_json(object_)["type"]],
                None if literal is None else literal.datatype,
                None if literal is None else literal.language,
                view.grounds.is_derived(triple),
                view.grounds.certainty(triple),
                None if place is None else place.file,
                None if place is None else place.line,
                None if place is None else place.column,
            )
        )
    fields = [("subject", text), ("predicate", text), ("object", text), ("object_kind", text), ("datatype", text)]
    fields += [("language", text), ("derived", pa.bool_()), ("certainty", text), ("file", text)]
    return _table(pa, [*fields, ("line", number), ("column", number)], rows)


def verdict_table(verdicts: Iterable[Verdict]) -> pyarrow.Table:
    """Verdicts as an Arrow table, one a row, surest first.

    Parameters
    ----------
    verdicts
        Of one case.

    Returns
    -------
    pyarrow.Table
        `muscle`, `label`, `part`, `side`, `verdict`, `length`, `activity`, `certainty`, `signs`, `against`, `sources`,
        `disputed`, `contested`; ids as in the plain data of a case.
    """
    pa = arrow()
    text, texts = pa.string(), pa.list_(pa.string())
    names = ("muscle", "label", "part", "side", "verdict", "length", "activity", "certainty")
    fields = [(name, text) for name in names] + [(name, texts) for name in ("signs", "against", "sources")]
    rows = [
        (
            key(row.muscle),
            row.label,
            row.part,
            row.side,
            row.verdict,
            row.length,
            row.activity,
            row.certainty,
            [key(each) for each in row.signs],
            [key(each) for each in row.against],
            [local_id(each.id) for each in row.sources],
            row.disputed,
            row.contested,
        )
        for row in verdicts
    ]
    return _table(pa, [*fields, ("disputed", pa.bool_()), ("contested", pa.bool_())], rows)


def table_bytes(table: pyarrow.Table, form: str) -> bytes:
    """A table as the bytes of a file.

    Parameters
    ----------
    table
        Any.
    form
        "arrow" (IPC file, which is also Feather version 2) or "parquet".
    """
    pa = arrow()
    sink = io.BytesIO()
    if form == "parquet":
        import pyarrow.parquet

        pyarrow.parquet.write_table(table, sink)
    else:
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    return sink.getvalue()


def _table(pa: Any, fields: list[tuple[str, Any]], rows: list[tuple[Any, ...]]) -> pyarrow.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    arrays = [pa.array(column, kind) for column, (_, kind) in zip(columns, fields, strict=True)]
    return pa.table(arrays, schema=pa.schema(fields))


def _text(term: TermData) -> str:
    value = term["value"]
    if term["type"] == "triple":
        import json

        return json.dumps(value, ensure_ascii=False)
    return f"_:{value}" if term["type"] == "bnode" else str(value)
