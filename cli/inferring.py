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

    from myologic.engine.effort import Effort
    from myologic.engine.inference import Inference
    from myologic.engine.program import Program
    from myologic.engine.terms import Triple

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

    Returns
    -------
    int
        0, or 1 where the triple of `proof` does not hold or nothing fits `query`.

    Raises
    ------
    MyologicError
        If rules, data, the triple or the pattern cannot be read.
    """
    from myologic.bulk import infer_files, load_files, ntriples_of, places_in
    from myologic.engine.effort import Effort
    from myologic.reasoning import one_triple
    from myologic.reasoning import rules as read_rules
    from myologic.rulesets import rule_source

    started = perf_counter()
    wanted = None if proof is None else one_triple(proof)
    pattern = None
    if query is not None:
        from myologic.patterns import read_pattern

        pattern = read_pattern(query)
    rules = read_rules(*map(rule_source, rule_files))
    program = rules.program
    if pattern is not None:
        from myologic.engine.query import relevant_program

        program = relevant_program(program, pattern.goal)
    progress = Progress()
    loaded = load_files(data_files, progress.reading)
    read = perf_counter()
    effort = Effort(progress.deriving) if show_stats or progress.wanted else None
    inference = infer_files(program, loaded, limit_facts=limit_facts, effort=effort)
    done = perf_counter()
    progress.end()
    if wanted is not None:
        found = inference.proof(wanted)
        if found is None:
            complain("the triple does not hold: it is neither in the data nor derived from it")
            return exits.NOTHING
        from myologic.proofs import proof_text

        given = {step.conclusion for step in found.steps() if step.rule is None}
        places = {s.triple: s.subject_place for s in rules.ruleset.data} | {
            **loaded.places,
            **places_in(data_files, given),
        }
        say(proof_text(found, rules.ruleset.prefixes, places))
        return exits.ANSWERED
    code = exits.ANSWERED
    if pattern is not None:
        triples = pattern.choose(inference.match(*pattern.goal))
        code = exits.ANSWERED if triples else exits.NOTHING
        write_file(output or "-", _written(triples, rules.ruleset.prefixes, form))
    elif not show_stats or output is not None or form is not None:
        if form in (None, "nt"):
            write_pieces(output or "-", ntriples_of(inference))
        else:
            write_file(output or "-", _written(tuple(inference.derived()), rules.ruleset.prefixes, form))
    if show_stats and effort is not None:
        seconds = (read - started, done - read, perf_counter() - done)
        complain(_statistics(program, loaded.statements, inference, effort, *seconds))
    return code


def _written(triples: tuple[Triple, ...], prefixes: tuple[tuple[str, str], ...], form: str | None) -> str:
    from myologic.graph import Graph

    text: str = getattr(Graph(triples, prefixes), WRITERS[form or "nt"])()
    return text


def _statistics(
    program: Program,
    statements: int,
    inference: Inference,
    effort: Effort,
    reading: float,
    inferring: float,
    writing: float,
) -> str:
    """What it cost, for people."""
    from myologic.engine.sorted_facts import count_derived
    from myologic.engine.wellformed import rule_shown

    lines = [
        f"rules      {len(program.rules):>12,}",
        f"base       {statements:>12,} triples",
        f"derived    {count_derived(inference.store):>12,} triples",
        f"reading    {reading:>12.3f} s",
        f"inference  {inferring:>12.3f} s",
        f"writing    {writing:>12.3f} s",
        f"peak       {_peak_mb():>12.0f} MB",
        "",
        "stratum        facts   seconds  rule",
    ]
    for group in sorted(effort.groups, key=lambda found: found.stratum):
        alone = len(group.rules) == 1
        names = [rule_shown(program.rules[rule], program.prefixes) for rule in group.rules]
        if group.on_columns or alone:
            kind = " (on columns)" if group.on_columns else ""
            lines.append(f"{group.stratum:>7} {group.facts:>12,} {group.seconds:>9.3f}  {', '.join(names)}{kind}")
            continue
        lines.append(f"{group.stratum:>7} {group.facts:>12,} {group.seconds:>9.3f}  {len(names)} rules that need each other:")
        for rule, name in zip(group.rules, names, strict=True):
            facts, seconds = effort.facts_by_rule.get(rule, 0), effort.seconds_by_rule.get(rule, 0.0)
            lines.append(f"        {facts:>12,} {seconds:>9.3f}    {name}")
    return "\n".join(lines)


class Progress:
    """One line on a terminal's stderr that says how far a long run is; nothing anywhere else."""

    def __init__(self) -> None:
        self.wanted = sys.stderr is not None and sys.stderr.isatty()
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
