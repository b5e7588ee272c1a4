"""The engine against clingo on as many random rule sets as wanted: the long run of tests/engine/test_engine_peers.py."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "engine"))


def main() -> int:
    """Compare, and print the number of programs and of mismatches; 1 if there is a mismatch."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--programs", type=int, default=20_000)
    options.add_argument("--first", type=int, default=1_000_000, metavar="SEED")
    options.add_argument("--seconds", type=float, default=3600)
    given = options.parse_args()
    from test_engine_peers import by_clingo, by_us, programs

    began, done, rules, derived, wrong = time.monotonic(), 0, 0, 0, []
    for seed in range(given.first, given.first + given.programs):
        if time.monotonic() - began > given.seconds:
            break
        program = programs.RandomProgram(seed, many=seed % 5 == 0)
        expected = by_clingo(program.logic())
        if by_us(program, vectors=False) != expected or (seed % 5 == 0 and by_us(program, vectors=True) != expected):
            wrong.append(seed)
        done += 1
        rules += len(program.rules)
        derived += len(expected) - len(program.facts)
        if done % 1000 == 0:
            print(f"{done} programs, {len(wrong)} mismatches, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{done} programs, {rules} rules, {derived} derived facts, {len(wrong)} mismatches: {wrong[:20]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
