"""`infer` and `convert`: rules over any RDF, and RDF from one form to another."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from time import perf_counter

import myologic
from myologic import exits
from myologic.answering.clean import clean
from myologic.cli.output import complain, say, write_file, write_pieces

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any

WRITERS = {"nt": "to_ntriples", "ttl": "to_turtle", "json": "to_json"}
OPTIONS = {"--data": "data", "-o": "output", "--output": "output", "--stats": "stats"}


def plain_words(words: Sequence[str]) -> dict[str, Any] | None:
    """What the words after `infer` say where they are the usual ones; None leaves them to click.

    Parameters
    ----------
    words
        Rule files, `--data FILE`, `-o FILE`, `--stats`.

    Examples
    --------
    >>> plain_words(["a.srl", "--data", "b.nt", "--stats"])
    {'rules': ['a.srl'], 'data': ['b.nt'], 'output': None, 'stats': True}
    >>> plain_words(["--help"]) is None
    True
    """
    found: dict[str, Any] = {"rules": [], "data": [], "output": None, "stats": False}
    rest = iter(words)
    for word in rest:
        kind = OPTIONS.get(word)
        if kind == "stats":
            found["stats"] = True
        elif kind is not None:
            value = next(rest, None)
            if value is None or value.startswith("-"):
                return None
            if kind == "data":
                found["data"].append(value)
            else:
                found["output"] = value
        elif word.startswith("-"):
            return None
        else:
            found["rules"].append(word)
    return found if found["rules"] else None


def run_rules(
    rule_files: Sequence[str],
    data_files: Sequence[str],
    *,
    output: str | None = None,
    form: str | None = None,
    show_stats: bool = False,
    proof: str | None = None,
    query: str | None = None,
    limit_facts: int | None = None,
    proofs: int = 0,
    best: bool = False,
) -> int:
    """Run rules over data and write what they add, what fits a pattern, or why one triple holds.

    Parameters
    ----------
    rule_files, data_files
        Read as one rule set and as one base graph. A rule file may also be the name of a shipped rule set.
    output
        A file, or None for stdout.
    form
        "nt", "ttl", "json", or None for N-Triples.
    show_stats
        Counts and seconds to stderr; then the graph is written only where `output` or `form` asks for it.
    proof
        A triple as in N-Triples, to be proved instead.
    query
        A triple as in N-Triples with `?name` for what is wanted; all triples that fit are written instead, given or
        derived, and only what they need is derived.
    limit_facts
        The most facts that may be derived, or None for the engine's own cap.
    proofs, best
        With `proof`: up to so many minimal proofs; or the proof that makes the triple surest, by what data and rules say of
        certainty.

    Returns
    -------
    int
        0, or 1 where the triple of `proof` does not hold or nothing fits `query`.

    Raises
    ------
    MyologicError
        If rules, data, the triple or the pattern cannot be read.
    """
    from myologic.batch import Asked, run_batch

    asked = Asked.of(proof, query, proofs=proofs, best=best)
    progress = Progress()
    batch = run_batch(
        rule_files,
        data_files,
        asked,
        limit_facts=limit_facts,
        figures=show_stats,
        reading=progress.reading,
        deriving=progress.deriving if progress.wanted else None,
    )
    progress.end()
    for doubt in batch.rules.doubts():
        complain(doubt.text())
    if asked.proof is not None:
        text = batch.proof_text()
        if text is None:
            complain("the triple does not hold: it is neither in the data nor derived from it")
            nearest = batch.why_not_text()
            if nearest:
                complain(nearest)
            return exits.NOTHING
        say(text)
        return exits.ANSWERED
    began, code = perf_counter(), exits.ANSWERED
    if asked.pattern is not None or form not in (None, "nt"):
        graph = batch.graph()
        if asked.pattern is not None and not len(graph):
            code = exits.NOTHING
        write_file(output or "-", getattr(graph, WRITERS[form or "nt"])())
    elif not show_stats or output is not None or form is not None:
        write_pieces(output or "-", batch.pieces())
    if show_stats:
        complain(batch.statistics(perf_counter() - began, _peak_mb()))
    return code


class Progress:
    """One line on a terminal's stderr that says how far a long run is; nothing anywhere else."""

    def __init__(self) -> None:
        self.wanted = sys.stderr is not None and sys.stderr.isatty()
        # Short runs show nothing.
        self._next = perf_counter() + 1.0
        self._shown = False

    def reading(self, file: str, size: int) -> None:
        """Some bytes of a file have been read."""
        self._show(f"reading {file}: {size / 1e6:.0f} MB")

    def deriving(self, facts: int) -> None:
        """Some facts have been derived."""
        self._show(f"derived {facts:,} triples")

    def _show(self, text: str) -> None:
        now = perf_counter()
        if not self.wanted or now < self._next:
            return
        self._next, self._shown = now + 0.2, True
        sys.stderr.write(f"\r\x1b[K{clean(text)[:70]}")
        sys.stderr.flush()

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def export_rules(files: Sequence[str], *, form: str, output: str) -> int:
    """Write rules in another language.

    Parameters
    ----------
    files
        Read as one rule set; also names of shipped rule sets.
    form
        "shacl" or "construct".
    output
        A file, or `-` for stdout.

    Returns
    -------
    int
        0.

    Raises
    ------
    MyologicError
        If the rules cannot be read, or not be said in the other language.
    """
    from myologic.reasoning import rules as read_rules
    from myologic.rule_export import construct_queries, shacl_rules
    from myologic.rulesets import rule_source

    program = read_rules(*map(rule_source, files)).program
    write_file(output, shacl_rules(program) if form == "shacl" else "\n".join(construct_queries(program)))
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
