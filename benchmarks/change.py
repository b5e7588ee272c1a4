"""Facts that are added to and taken back from half a million, one by one, beside inferring everything anew.

    python benchmarks/change.py [--edits 300] [WORKLOAD …]

Prints for each workload the facts, the CPU time of inferring anew, the median and 95th percentile of taking a random given fact
back and of giving it again, the dearest of all edits as a share of inferring anew, and how many times an edit goes into it. The
facts after all edits are compared with those of inferring anew; a difference ends the run with an error.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from statistics import median, quantiles
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent))

from workloads import WORKLOADS, Workload, iri, population  # noqa: E402

from myologic.engine.change import ChangingFacts  # noqa: E402
from myologic.engine.inference import infer  # noqa: E402
from myologic.engine.program import Program, compile_rules  # noqa: E402
from myologic.engine.terms import IRI, Triple  # noqa: E402
from myologic.grammar.srl import read_rules  # noqa: E402

RULES = Path(__file__).resolve().parent / "rules"
MORE = {"pop11k": Workload(lambda: population(11_500), "pop")}


def prepared(name: str) -> tuple[Program, list[Triple]]:
    """The program and the given facts of a workload."""
    workload = {**WORKLOADS, **MORE}[name]
    file = RULES / f"{workload.rules}.srl"
    rows = dict.fromkeys(workload.rows())
    triples = [Triple(IRI(iri(s)), IRI(iri(p)), IRI(iri(o))) for s, p, o in rows]
    return compile_rules(read_rules(file.read_text(encoding="utf-8"), str(file))), triples


def main() -> int:
    """Measure, print, compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("workloads", nargs="*", default=["pop11k", "lubm1"])
    options.add_argument("--edits", type=int, default=300)
    given = options.parse_args()
    print("| workload | facts | anew ms | retract ms, p95 | add ms, p95 | dearest / anew | anew / retract, add |")
    print("|---" * 7 + "|")
    wrong = []
    for name in given.workloads:
        program, base = prepared(name)
        began = process_time()
        whole = infer(program, base)
        anew = (process_time() - began) * 1000
        facts = ChangingFacts(program, base)
        retracts, adds = [], []
        # The first edits bind what the others use as well.
        chosen = random.Random(3).sample(base, given.edits + 20)
        for number, triple in enumerate(chosen):
            began = process_time()
            facts.retract([triple])
            middle = process_time()
            facts.add([triple])
            if number >= 20:
                retracts.append((middle - began) * 1000)
                adds.append((process_time() - middle) * 1000)
        kept = base[:]
        for triple in chosen[: given.edits // 3]:
            facts.retract([triple])
            kept.remove(triple)
        if set(facts.match(None, None, None)) != set(infer(program, kept).match(None, None, None)):
            wrong.append(name)
        taken, back = median(retracts), median(adds)
        print(
            f"| {name} | {len(whole):,} | {anew:.0f} | {taken:.3f}, {quantiles(retracts, n=20)[18]:.3f} | {back:.3f}, "
            f"{quantiles(adds, n=20)[18]:.3f} | {max(*retracts, *adds) / anew:.2f} | {anew / taken:.0f}, {anew / back:.0f} |",
            flush=True,
        )
    print("\n" + (f"Wrong after edits: {', '.join(wrong)}" if wrong else "All facts are those of inferring anew."))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
