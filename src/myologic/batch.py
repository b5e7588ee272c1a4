"""One run of rules over files, for the command: what is asked, what it gives, what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from myologic.bulk import Loaded, infer_files, load_files, ntriples_of, places_in
from myologic.engine.effort import Effort
from myologic.engine.inference import Inference
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field
from myologic.engine.sorted_facts import count_derived
from myologic.engine.terms import Triple
from myologic.engine.wellformed import rule_shown
from myologic.graph import Graph
from myologic.kb.collector import paused_collector
from myologic.reasoning import Rules, one_triple
from myologic.reasoning import rules as read_rules
from myologic.rulesets import rule_source

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is for; a mistake in it is found before any file is read.

    Parameters
    ----------
    proof
        The triple to be proved, or None.
    pattern
        What is to be found, or None.
    """

    proof: Triple | None = None
    pattern: Pattern | None = None

    @staticmethod
    def of(proof: str | None, query: str | None) -> Asked:
        """Read what is written.

        Raises
        ------
        QuestionError
            If it is no triple, or no pattern.
        """
        pattern = None
        if query is not None:
            from myologic.patterns import read_pattern

            pattern = read_pattern(query)
        return Asked(None if proof is None else one_triple(proof), pattern)


@dataclass(frozen=True, slots=True)
class Batch:
    """A finished run.

    Parameters
    ----------
    asked
        What it was for.
    rules, program
        The rules as read, and what of them was run.
    files
        Where the data is from.
    loaded, inference, effort
        The given facts, all facts, and what they cost.
    reading, inferring
        Seconds.
    """

    asked: Asked
    rules: Rules = field(repr=False)
    program: Program = field(repr=False)
    files: tuple[str, ...]
    loaded: Loaded = field(repr=False)
    inference: Inference = field(repr=False)
    effort: Effort | None = field(repr=False)
    reading: float
    inferring: float

    def pieces(self) -> Iterator[bytes]:
        """What was derived, as N-Triples, piece by piece."""
        return ntriples_of(self.inference)

    def graph(self) -> Graph:
        """What fits the pattern, given or derived; without a pattern what was derived."""
        pattern = self.asked.pattern
        if pattern is None:
            return Graph(tuple(self.inference.derived()), self.rules.ruleset.prefixes)
        return Graph(pattern.choose(self.inference.match(*pattern.goal)), self.rules.ruleset.prefixes)

    def proof_text(self) -> str | None:
        """Why the triple that was asked for holds, or None."""
        assert self.asked.proof is not None
        found = self.inference.proof(self.asked.proof)
        if found is None:
            return None
        from myologic.proofs import proof_text

        given = {step.conclusion for step in found.steps() if step.rule is None}
        places = {s.triple: s.subject_place for s in self.rules.ruleset.data}
        places |= {**self.loaded.places, **places_in(self.files, given)}
        return proof_text(found, self.rules.ruleset.prefixes, places)

    def statistics(self, writing: float, megabytes: float) -> str:
        """What it cost, for people.

        Parameters
        ----------
        writing
            Seconds that writing took.
        megabytes
            The most memory that was held.
        """
        lines = [
            f"rules      {len(self.program.rules):>12,}",
            f"base       {self.loaded.statements:>12,} triples",
            f"derived    {count_derived(self.inference.store):>12,} triples",
            f"reading    {self.reading:>12.3f} s",
            f"inference  {self.inferring:>12.3f} s",
            f"writing    {writing:>12.3f} s",
            f"peak       {megabytes:>12.0f} MB",
            "",
            "stratum        facts   seconds  rule",
        ]
        groups = [] if self.effort is None else self.effort.groups
        for group in sorted(groups, key=lambda found: found.stratum):
            names = [rule_shown(self.program.rules[rule], self.program.prefixes) for rule in group.rules]
            start = f"{group.stratum:>7} {group.facts:>12,} {group.seconds:>9.3f}  "
            if group.on_columns or len(names) == 1:
                lines.append(f"{start}{', '.join(names)}{' (on columns)' if group.on_columns else ''}")
                continue
            lines.append(f"{start}{len(names)} rules that need each other:")
            assert self.effort is not None
            for rule, name in zip(group.rules, names, strict=True):
                facts, seconds = self.effort.facts_by_rule.get(rule, 0), self.effort.seconds_by_rule.get(rule, 0.0)
                lines.append(f"        {facts:>12,} {seconds:>9.3f}    {name}")
        return "\n".join(lines)


def run_batch(
    rule_files: Sequence[str],
    data_files: Sequence[str],
    asked: Asked,
    *,
    limit_facts: int | None = None,
    figures: bool = False,
    reading: Callable[[str, int], None] | None = None,
    deriving: Callable[[int], None] | None = None,
) -> Batch:
    """Run rules over files.

    Parameters
    ----------
    rule_files, data_files
        One rule set and one base graph; rule files may be names of shipped rule sets.
    asked
        What it is for. With a pattern only what it needs is derived.
    limit_facts
        The most facts that may be derived, or None for the engine's own cap.
    figures
        Whether to note what each rule costs.
    reading, deriving
        Told how far it is: a file and its bytes read so far; facts derived so far.

    Raises
    ------
    MyologicError
        If rules or data cannot be read, or the limit is reached.
    """
    started = perf_counter()
    rules = read_rules(*map(rule_source, rule_files))
    program = rules.program
    if asked.pattern is not None:
        from myologic.engine.query import relevant_program

        program = relevant_program(program, asked.pattern.goal)
    with paused_collector():
        loaded = load_files(data_files, reading)
        read = perf_counter()
        effort = Effort(deriving) if figures or deriving is not None else None
        inference = infer_files(program, loaded, limit_facts=limit_facts, effort=effort)
    seconds = (read - started, perf_counter() - read)
    return Batch(asked, rules, program, tuple(data_files), loaded, inference, effort, *seconds)
