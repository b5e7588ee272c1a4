"""One run of rules over files, for the command: what is asked, what it gives, what it cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from time import perf_counter

from myologic.bulk import Loaded, infer_files, load_files, ntriples_of, places_in
from myologic.engine.effort import Effort, uncollected
from myologic.engine.inference import DEFAULT_LIMIT_FACTS, Inference
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field
from myologic.engine.sorted_facts import count_derived
from myologic.engine.terms import Place, Triple
from myologic.engine.wellformed import rule_shown
from myologic.graph import Graph
from myologic.reasoning import Rules, one_triple, rules_in_files
from myologic.rulesets import rule_file

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.engine.proof import Proof
    from myologic.engine.query import Answered
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
    proofs
        How many minimal proofs of the triple are wanted; 0 for the one that is found first.
    best
        Whether the proof of the triple is wanted that makes it surest.
    """

    proof: Triple | None = None
    pattern: Pattern | None = None
    proofs: int = 0
    best: bool = False

    @staticmethod
    def of(proof: str | None, query: str | None, *, proofs: int = 0, best: bool = False) -> Asked:
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
        return Asked(None if proof is None else one_triple(proof), pattern, proofs, best)


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
        The given facts, all facts, and what they cost. Of a pattern only what it needs is derived, and there may be no inference.
    found
        What fits the pattern; empty without one.
    reading, inferring
        Seconds.
    """

    asked: Asked
    rules: Rules = field(repr=False)
    program: Program = field(repr=False)
    files: tuple[str, ...]
    loaded: Loaded = field(repr=False)
    inference: Inference | None = field(repr=False)
    effort: Effort | None = field(repr=False)
    reading: float
    inferring: float
    found: Answered | None = field(default=None, repr=False)

    def pieces(self) -> Iterator[bytes]:
        """What was derived, as N-Triples, piece by piece."""
        with uncollected():
            yield from ntriples_of(self._whole())

    def graph(self) -> Graph:
        """What fits the pattern, given or derived; without a pattern what was derived."""
        pattern = self.asked.pattern
        if pattern is None or self.found is None:
            return Graph(tuple(self._whole().derived()), self.rules.ruleset.prefixes)
        return Graph(pattern.choose(self.found.triples), self.rules.ruleset.prefixes)

    def _whole(self) -> Inference:
        assert self.inference is not None, "without a pattern everything is derived"
        return self.inference

    def proof_text(self) -> str | None:
        """Why the triple that was asked for holds, or None: one proof, the surest, or some that rest on least."""
        triple, inference = self.asked.proof, self._whole()
        assert triple is not None
        from myologic.proofs import graph_text, proof_text, rated_text

        prefixes = self.rules.ruleset.prefixes
        if self.asked.best:
            from myologic.engine.certainty import best_proof
            from myologic.kb.policy import policy_of

            rated = best_proof(inference, triple, policy_of(inference))
            if rated is None:
                return None
            return rated_text(rated, prefixes, self._places(rated.proof, *(x for y in rated.beside.values() for x in y)))
        if self.asked.proofs:
            graph = inference.proof_graph(triple, self.asked.proofs)
            return graph_text(graph, prefixes, self._places(*graph.proofs)) if graph.proofs else None
        found = inference.proof(triple)
        return None if found is None else proof_text(found, prefixes, self._places(found))

    def why_not_text(self) -> str:
        """The rules that come nearest to the triple that was asked for and does not hold; empty if there are none."""
        assert self.asked.proof is not None
        from myologic.proofs import near_miss_text

        return near_miss_text(self._whole().why_not(self.asked.proof, 3), self.rules.ruleset.prefixes)

    def _places(self, *proofs: Proof) -> Mapping[Triple, Place]:
        """Where the given facts of some proofs stand."""
        given = {triple for proof in proofs for triple in proof.given()}
        places = {s.triple: s.subject_place for s in self.rules.ruleset.data}
        return places | {**self.loaded.places, **places_in(self.files, given)}

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
            *([] if self.inference is None else [f"derived    {count_derived(self.inference.store):>12,} triples"]),
            *([] if self.found is None else [f"found      {len(self.found.triples):>12,} triples"]),
            *([] if self.found is None or self.inference else [f"touched    {self.found.work:>12,} facts and steps"]),
            f"reading    {self.reading:>12.3f} s",
            f"inference  {self.inferring:>12.3f} s",
            f"writing    {writing:>12.3f} s",
            f"peak       {megabytes:>12.0f} MB",
        ]
        if self.inference is not None:
            lines += ["", "stratum        facts   seconds  rule"]
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
    rules = rules_in_files(map(rule_file, rule_files))
    program = rules.program
    with uncollected():
        loaded = load_files(data_files, reading)
        read = perf_counter()
        effort = Effort(deriving) if figures or deriving is not None else None
        found: Answered | None = None
        if asked.pattern is None:
            inference: Inference | None = infer_files(program, loaded, limit_facts=limit_facts, effort=effort)
        else:
            from myologic.engine.query import answer

            limit = DEFAULT_LIMIT_FACTS if limit_facts is None else limit_facts
            found = answer(
                program, loaded.dictionary, loaded.store, asked.pattern.goal, limit_facts=limit, effort=effort
            )
            inference = found.inference
            program = program if inference is None else inference.program
    seconds = (read - started, perf_counter() - read)
    return Batch(asked, rules, program, tuple(data_files), loaded, inference, effort, *seconds, found)
