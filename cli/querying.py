"""`sparql`: a query over everything written and inferred, through rdflib, with no way out and no way to change."""

from __future__ import annotations

import json
from collections.abc import Sequence

from myologic import exits
from myologic.cli.opening import open_base, read_stdin
from myologic.cli.output import say, write_data


def run_query(query: str, *, packs: Sequence[str], as_json: bool, seconds: float, rows: int) -> int:
    """Run a SPARQL query and write its rows to stdout.

    Parameters
    ----------
    query
        SELECT, ASK, CONSTRUCT or DESCRIBE; `-` reads it from stdin.
    packs
        Folders to read on top of the shipped content.
    as_json
        Rows as SPARQL results in JSON; else a row a line with tabs between, a graph as N-Triples.
    seconds, rows
        How long it may take, and how many rows it may give.

    Returns
    -------
    int
        0 with a row or a true ASK, 1 without.

    Raises
    ------
    MyologicError
        If the content cannot be loaded, or the query is refused.
    """
    text = query if query != "-" else read_stdin().decode("utf-8", "replace")
    result = open_base(packs).query(text, seconds=seconds, rows=rows)
    if result.truth is not None:
        written = json.dumps({"head": {}, "boolean": result.truth}) if as_json else str(result.truth).lower()
        say(written)
        return exits.ANSWERED if result.truth else exits.NOTHING
    if result.graph is not None:
        write_data(result.graph.to_json() if as_json else result.graph.to_ntriples())
        return exits.ANSWERED if len(result.graph) else exits.NOTHING
    if as_json:
        write_data(result.to_json())
    else:
        say("\n".join("\t".join(row) for row in (result.columns, *result.texts())))
    return exits.ANSWERED if result.rows else exits.NOTHING
