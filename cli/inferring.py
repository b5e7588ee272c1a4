"""`infer` and `convert`: rules over any RDF, and RDF from one form to another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import myologic
from myologic import exits
from myologic.cli.output import complain, say, write_file

WRITERS = {"nt": "to_ntriples", "ttl": "to_turtle", "json": "to_json"}


def run_rules(
    rule_files: Sequence[str],
    data_files: Sequence[str],
    *,
    output: str | None,
    form: str | None,
    show_stats: bool,
    proof: str | None,
    limit_facts: int | None,
) -> int:
    """Run rules over data and write what they add, or why one triple holds.

    Parameters
    ----------
    rule_files, data_files
        Read as one rule set and as one base graph.
    output
        A file, or None for stdout.
    form
        "nt", "ttl", "json", or None for N-Triples.
    show_stats
        Counts and seconds to stderr; then the graph is written only where `output` or `form` asks for it.
    proof
        A triple as in N-Triples, to be proved instead.
    limit_facts
        The most facts that may be derived, or None for the engine's own cap.

    Returns
    -------
    int
        0, or 1 where the triple of `proof` does not hold.

    Raises
    ------
    MyologicError
        If rules, data or the triple cannot be read.
    """
    started = perf_counter()
    rules = myologic.rules(*(Path(file) for file in rule_files))
    data = [myologic.read(file) for file in data_files]
    read = perf_counter()
    inferred = myologic.infer(rules, data, limit_facts=limit_facts)
    done = perf_counter()
    if proof is not None:
        shown = inferred.proof_text(proof)
        if shown is None:
            complain("the triple does not hold: it is neither in the data nor derived from it")
            return exits.NOTHING
        say(shown)
        return exits.ANSWERED
    if not show_stats or output is not None or form is not None:
        write_file(output or "-", getattr(inferred, WRITERS[form or "nt"])())
    if show_stats:
        complain(
            f"rules      {len(rules):>12,}\n"
            f"base       {sum(len(graph) for graph in data):>12,} triples\n"
            f"derived    {len(inferred):>12,} triples\n"
            f"reading    {read - started:>12.3f} s\n"
            f"inference  {done - read:>12.3f} s\n"
            f"peak       {_peak_mb():>12.0f} MB"
        )
    return exits.ANSWERED


def convert_file(file: str, *, form: str, base: str | None, output: str) -> int:
    """Read an RDF file and write the same graph.

    Parameters
    ----------
    file
        Turtle, or by its name N-Triples or N-Quads.
    form
        "nt", "ttl" or "json".
    base
        The base of relative addresses, or None for the file's own.
    output
        A file, or `-` for stdout.

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the file cannot be read.
    """
    graph = myologic.read(file, base=base)
    if graph.graph_names:
        complain(f"{file}: names of graphs are left out ({len(graph.graph_names)}): the output is one graph")
    write_file(output, getattr(graph, WRITERS[form])())
    return exits.ANSWERED


def _peak_mb() -> float:
    """The most memory this process has held, in MB."""
    try:
        import resource
    except ImportError:  # not a Unix
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
