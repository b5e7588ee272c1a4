"""What proofs cost: to find one again, to find them all, to check them, and to be able to.

    python benchmarks/proofs.py [--sample 1000] [--runs 7] [--all] [WORKLOAD …]

For each workload: the median and 95th percentile of finding one proof of a random derived fact and of finding all its minimal
proofs, in milliseconds of CPU time and as a share of the 0.2 ms wanted; whether every proof found passes the independent check;
and the time of inferring with rounds kept as a multiple of the time without (the same generated functions, with no round
written or looked at, so that nothing could be explained; medians of runs in turn, counts of facts compared). `kb` is the shipped
knowledge base; with --all every one of its derived facts is proved and checked, also by the best proof of its certainty.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from change import prepared  # noqa: E402  # beside this file

from myologic.engine import plan_making  # noqa: E402
from myologic.engine.certainty import annotate, best_proof  # noqa: E402
from myologic.engine.checker import Checker  # noqa: E402
from myologic.engine.facts import OpenTable  # noqa: E402
from myologic.engine.inference import Inference, infer  # noqa: E402
from myologic.engine.plan import Plan  # noqa: E402
from myologic.engine.plan_making import make_plan  # noqa: E402
from myologic.engine.program import Program, compile_rules  # noqa: E402
from myologic.engine.rules import RuleSet  # noqa: E402
from myologic.engine.terms import Triple  # noqa: E402


def timed(work: Callable[[Triple], Any], triples: list[Triple]) -> tuple[list[float], list[Any]]:
    """Milliseconds of CPU time for each triple, and what came out."""
    spent, found = [], []
    for triple in triples:
        began = process_time()
        found.append(work(triple))
        spent.append((process_time() - began) * 1000)
    return spent, found


def without_rounds(*arguments: Any, **named: Any) -> Plan:
    """A plan that neither writes rounds nor looks at them."""
    plan = make_plan(*arguments, **named)
    source = re.sub(r"(\w+)\.get\((\([^()]*\)), R\) >= R", r"\2 not in \1", plan.source)
    source = re.sub(r"\[(\w+)\] = R\b", r"[\1] = None", source)
    return Plan(source, plan.needs, compile(source, "<without rounds>", "exec"))


def overhead(ruleset: RuleSet, base: list[Triple], runs: int) -> float:
    """Inferring with rounds as a multiple of inferring without."""
    whole: dict[bool, list[float]] = {True: [], False: []}
    counts = set()
    make, before = plan_making.make_plan, OpenTable.before
    for number in range(2 * runs + 2):
        keeps = number % 2 == 0
        if not keeps:
            plan_making.make_plan = without_rounds
            OpenTable.before = lambda self, number: list(self.rounds)  # type: ignore[method-assign]
        try:
            program = compile_rules(ruleset)
            began = process_time()
            found = infer(program, base)
            spent = process_time() - began
        finally:
            plan_making.make_plan, OpenTable.before = make, before  # type: ignore[method-assign]
        counts.add(len(found))
        if number > 1:
            whole[keeps].append(spent)
    if len(counts) != 1:
        raise SystemExit(f"without rounds other facts are derived: {sorted(counts)}")
    return median(whole[True]) / median(whole[False])


def row(name: str, found: Inference, triples: list[Triple], ratio: float | None) -> bool:
    """Print a row; whether all proofs passed."""
    checker = Checker(found.match, found.is_given, found.program.data, found.program.rules)
    one, proofs = timed(found.proof, triples)
    every, graphs = timed(found.proof_graph, triples)
    failed = 0
    for proof in [*proofs, *(each for graph in graphs for each in graph.proofs)]:
        try:
            checker.check(proof)
        except ValueError as error:
            failed += 1
            print(error, file=sys.stderr)
    sizes = [len(graph.proofs) for graph in graphs]
    incomplete = sum(not graph.complete for graph in graphs)
    shown = "" if ratio is None else f"{ratio:.2f} ×"
    print(
        f"| {name} | {len(found):,} | {median(one):.3f}, {quantiles(one, n=20)[18]:.3f} | {median(one) / 0.2:.2f} × "
        f"| {median(every):.3f}, {quantiles(every, n=20)[18]:.3f} | {max(sizes)}, {incomplete} not all | {shown} "
        f"| {len(proofs) + sum(sizes):,}, {failed} failed |",
        flush=True,
    )
    return not failed


def knowledge_base(sample: int, everything: bool) -> bool:
    """The row of the shipped knowledge base."""
    from myologic.kb.load import load

    kb = load()
    found = kb.inference
    triples = list(found.derived())
    chosen = triples if everything else random.Random(3).sample(triples, sample)
    passed = row("kb", found, chosen, None)
    checker = Checker(found.match, found.is_given, found.program.data, found.program.rules)
    began = process_time()
    levels = annotate(found, kb.policy)
    rating = (process_time() - began) * 1000
    goals = timed(lambda triple: annotate(found, kb.policy, goals=[triple])[triple], chosen[:: max(1, len(chosen) // 500)])[0]
    spent, rated = timed(lambda triple: best_proof(found, triple, kb.policy), chosen)
    wrong = 0
    for triple, best in zip(chosen, rated, strict=True):
        checker.check(best.proof)
        wrong += best.value.level != levels[triple].level
    print(
        f"\nkb: levels of all {len(levels):,} derived facts {rating:.0f} ms, of one fact {median(goals):.2f} ms, its best proof "
        f"{median(spent):.2f} ms; {len(rated):,} best proofs checked, {wrong} of another level than the fact"
    )
    return passed and not wrong


def main() -> int:
    """Measure, print, check."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("workloads", nargs="*", default=["pop10k", "lubm1", "kb"])
    options.add_argument("--sample", type=int, default=1000)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--all", action="store_true", help="every derived fact of the knowledge base")
    given = options.parse_args()
    print("| workload | facts | one proof ms, p95 | of 0.2 ms | all minimal ms, p95 | most proofs | with rounds / without | checked |")
    print("|---" * 8 + "|")
    passed = True
    for name in given.workloads:
        if name == "kb":
            passed &= knowledge_base(given.sample, given.all)
            continue
        program, base = prepared(name)
        found = infer(program, base)
        derived = [parts for parts, number in found.numbers() if number > 1]
        derived.sort()
        chosen = [found.dictionary.triple(parts) for parts in random.Random(3).sample(derived, given.sample)]
        ratio = overhead(ruleset_of(program), base, given.runs)
        passed &= row(name, found, chosen, ratio)
    return 0 if passed else 1


def ruleset_of(program: Program) -> RuleSet:
    """The rules of a program, to compile it anew."""
    return RuleSet(tuple(program.rules), (), (), program.prefixes)


if __name__ == "__main__":
    sys.exit(main())
