"""Everything that follows from the shipped knowledge base, from parsed facts: CPU time, and how it falls into parts.

    python benchmarks/closure.py [--runs 15]

At most 50 ms are wanted. What is read and compiled beforehand is told apart: it is done once for an edit of the content. Facts that no
rule speaks of, most of them texts, are numbered when someone first asks for one; what that takes is told apart as well, and
so is numbering all given facts at once.
"""

from __future__ import annotations

import argparse
import gc
from statistics import median
from time import process_time

from myologic.engine.columns import load
from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import Store
from myologic.engine.inference import infer
from myologic.engine.program import compile_rules
from myologic.kb.compile import base_statements, rule_set
from myologic.kb.content import fetch, read_files
from myologic.kb.files import shipped_files
from myologic.kb.retired import without_retired

WANTED_MILLISECONDS = 50


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=15)
    given = options.parse_args()
    began = process_time()
    content = without_retired([each for each in read_files(fetch(shipped_files())) if not each.file.is_check])
    read = process_time()
    program = compile_rules(rule_set(content))
    base = [statement.triple for statement in base_statements(content)]
    infer(program, base)  # writes the functions of the rules
    compiled = process_time()
    whole, later, loading = [], [], []
    for _ in range(given.runs):
        gc.collect()
        start = process_time()
        found = infer(program, base)
        whole.append((process_time() - start) * 1000)
        gc.collect()
        start = process_time()
        assert found.store is not None  # asked for
        later.append((process_time() - start) * 1000)
        facts = len(found)
        del found
        gc.collect()
        gc.disable()
        start = process_time()
        load(base, Dictionary(), Store())
        loading.append((process_time() - start) * 1000)
        gc.enable()
    print(f"{len(base):,} facts given, {facts:,} in all, {len(program.rules)} rules")
    print(f"read {read - began:.2f} s, compiled and run once {compiled - read:.2f} s")
    print(
        f"closure: median {median(whole):.1f} ms, least {min(whole):.1f} ms ({median(whole) / WANTED_MILLISECONDS:.2f} × the "
        f"{WANTED_MILLISECONDS} ms wanted), and {median(later):.1f} ms, least {min(later):.1f} ms, to number the facts that no rule speaks of"
    )
    print(f"terms and given facts alone: median {median(loading):.1f} ms, least {min(loading):.1f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
