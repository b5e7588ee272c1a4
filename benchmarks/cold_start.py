"""Cold start: the CPU time of a question in a new process, as a multiple of a bare Python start.

    python benchmarks/cold_start.py [--runs N] [--at-most RATIO] [QUESTION…]

Both commands run in turn in the same environment with the same interpreter, so that the ratio does not depend on the
machine's mood. The snapshot is warm: it is made before the first measured run, in a cache folder of its own.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from statistics import median


def cpu_ms(command: list[str], environment: dict[str, str]) -> float:
    """CPU time of one process and its children, user and system, in milliseconds."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"exit code {process.returncode}: {' '.join(command)}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def main() -> int:
    """Print both medians and their ratio; 1 if the ratio is above what was asked for."""
    parser = argparse.ArgumentParser(description="CPU time of a cold question, against a bare Python start.")
    parser.add_argument("--runs", type=int, default=15, help="runs of each, 15 by default")
    parser.add_argument("--at-most", type=float, help="fail above this ratio")
    parser.add_argument("question", nargs="*", default=["what", "strengthens", "the", "glutes"])
    options = parser.parse_args()

    bare = [sys.executable, "-c", "pass"]
    entry = "from myologic.cli.main import start; start()"  # what the installed command does
    ask = [sys.executable, "-c", entry, *options.question]
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "XDG_CACHE_HOME": cache}
        cpu_ms(ask, environment)
        cpu_ms(ask, environment)
        rows = [(cpu_ms(bare, environment), cpu_ms(ask, environment)) for _ in range(options.runs)]
    start, answer = (median(column) for column in zip(*rows, strict=True))
    ratio = answer / start
    print(f"bare start {start:.1f} ms, question {answer:.1f} ms of CPU (median of {options.runs}): ratio {ratio:.1f}")
    return 1 if options.at_most is not None and ratio > options.at_most else 0


if __name__ == "__main__":
    sys.exit(main())
