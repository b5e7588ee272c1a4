"""A case: CPU of the command against a cold question, and time in a warm process against building its facts.

    python benchmarks/case.py [--runs N] [--at-most RATIO]

Cold: `case FILE --json` and a question in turn, each in a new process with a warm snapshot. Warm: the verdicts alone, the whole
result, and the result by the engine without specialised rules; as multiples of the verdicts alone, beside milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from statistics import median
from time import process_time
from typing import Any

from cold_start import cpu_ms  # beside this file

KNOWN: dict[str, Any] = {
    "findings": ["forward_head", "rounded_shoulder_one_side@right"],
    "habits": [{"id": "mouse_far_reach", "side": "right"}],
}


def cold(runs: int) -> tuple[float, float]:
    """Median CPU of a question and of a case, in milliseconds."""
    entry = "from myologic.cli.main import start; start()"
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "case.json")
        with open(file, "w", encoding="utf-8") as stream:
            json.dump(KNOWN, stream)
        # Byte code is kept, as it is in an installation.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["XDG_CACHE_HOME"] = os.path.join(folder, "cache")
        ask = [sys.executable, "-c", entry, "what", "strengthens", "the", "glutes"]
        case = [sys.executable, "-c", entry, "case", file, "--json"]
        for command in (ask, case, ask, case):
            cpu_ms(command, environment)
        rows = [(cpu_ms(ask, environment), cpu_ms(case, environment)) for _ in range(runs)]
    question, result = (median(column) for column in zip(*rows, strict=True))
    return question, result


def milliseconds(work: Callable[[], object], runs: int) -> float:
    """The CPU time of something in this process, in milliseconds: the median of several rounds of ten."""
    found = []
    for _ in range(runs):
        start = process_time()
        for _ in range(10):
            work()
        found.append((process_time() - start) * 100)
    return median(found)


def main() -> int:
    """Print the figures; 1 if the cold ratio is above what was asked for."""
    parser = argparse.ArgumentParser(description="A case against a question, cold and warm.")
    parser.add_argument("--runs", type=int, default=15, help="runs of each, 15 by default")
    parser.add_argument("--at-most", type=float, help="fail above this ratio of a cold case to a cold question")
    options = parser.parse_args()

    question, result = cold(options.runs)
    print(f"cold: question {question:.1f} ms, case {result:.1f} ms of CPU: ratio {result / question:.2f}")

    from myologic.cases import kb_case
    from myologic.casework.result import case_result
    from myologic.kb.load import load

    kb = load()
    kb_case(kb, **KNOWN).result()
    verdicts = milliseconds(lambda: kb_case(kb, **KNOWN).verdicts(), options.runs)
    whole = milliseconds(lambda: kb_case(kb, **KNOWN).result(), options.runs)

    def by_engine() -> object:
        case = kb_case(kb, **KNOWN)
        return case_result(kb, case.inferred, case.data)

    engine = milliseconds(by_engine, options.runs)
    print(f"warm: verdicts {verdicts:.2f} ms; result {whole:.2f} ms, ratio {whole / verdicts:.1f}; "
          f"by the engine {engine:.2f} ms, ratio {engine / verdicts:.1f}")  # fmt: skip
    return 1 if options.at_most is not None and result / question > options.at_most else 0


if __name__ == "__main__":
    sys.exit(main())
