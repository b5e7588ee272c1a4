"""`myologic infer --stats` beside other rule engines, each run a process of its own, from files to counted facts.

    python benchmarks/engine.py [--runs 3] [--limit 120] [WORKLOAD …]

Byte code is kept in a folder of the run, as an installed program has its own, and each program runs once before it is first
measured. Prints Markdown: the median wall and CPU seconds, the peak memory, and how many times as long the fastest peer takes.
Peers are clingo, nemo-python, SWI-Prolog with tables, and on RDFS rules sparq-rdf, which has OWL RL built in and so derives a
little more; one that is not installed is left out. Numbers of facts are compared otherwise; a difference ends the run with an
error.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from peers import RELATIONS  # noqa: E402
from workloads import WORKLOADS  # noqa: E402

MYOLOGIC = [sys.executable, "-c", "from myologic.cli.main import start; start()"]


@dataclass(frozen=True, slots=True)
class Run:
    """What one process cost."""

    wall: float
    cpu: float
    megabytes: float
    out: str


def run(words: list[str], limit: float) -> Run | None:
    """Run a process; None if it takes too long."""
    with tempfile.TemporaryFile("w+") as out:
        began = time.perf_counter()
        process = subprocess.Popen(words, stdout=out, stderr=subprocess.STDOUT, cwd=HERE)
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if time.perf_counter() - began > limit:
                process.kill()
                os.wait4(process.pid, 0)
                process.returncode = -9
                return None
            time.sleep(0.001)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(words[:6])} failed:\n{text}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, text)


# Programs whose byte code is there.
WARMED: set[tuple[str, ...]] = set()


def measured(calls: dict[str, list[str]], runs: int, limit: float) -> dict[str, list[Run]]:
    """Several runs of each program, in turn, so that all of them meet the same machine; none of one that takes too long."""
    found: dict[str, list[Run]] = {name: [] for name in calls}
    left = dict(calls)
    for _ in range(runs):
        for name, words in list(left.items()):
            fresh = tuple(words[:3]) not in WARMED
            WARMED.add(tuple(words[:3]))
            one = None if fresh and run(words, limit) is None else run(words, limit)
            if one is None:
                found[name] = []
                del left[name]
            else:
                found[name].append(one)
    return found


def shown(runs: list[Run], limit: float) -> str:
    """Medians as a cell."""
    if not runs:
        return f"> {limit:.0f} s"
    wall, cpu, megabytes = (statistics.median(getattr(r, x) for r in runs) for x in ("wall", "cpu", "megabytes"))
    return f"{wall:.3f} / {cpu:.3f} s, {megabytes:.0f} MB"


def main() -> int:
    """Measure, print, compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("workloads", nargs="*", default=["chain1000", "rand2k", "dt10k", "lubm1", "pop10k"])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--limit", type=float, default=60)
    given = options.parse_args()
    modules = {"clingo": "clingo", "nemo": "nmo_python", "sparq": "sparq"}
    peers = [name for name, module in modules.items() if importlib.util.find_spec(module)]
    peers += ["prolog"] if shutil.which("swipl") else []
    absent = sorted({*modules, "prolog"} - {*peers})
    print("Wall / CPU seconds, peak memory; medians of", given.runs, "runs.", f"Not installed: {', '.join(absent)}." if absent else "")
    print()
    print("| workload | input | derived | myologic |", " | ".join(peers), "| fastest peer / myologic, wall, CPU |")
    print("|---" * (5 + len(peers)) + "|")
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder, "code"))
        for name in given.workloads:
            rules = WORKLOADS[name].rules
            data = Path(folder, f"{name}.nt")
            prepare = [sys.executable, str(HERE / "peers.py"), "prepare", name, folder]
            count = int(subprocess.run(prepare, check=True, capture_output=True, text=True).stdout)
            words = [*MYOLOGIC, "infer", str(HERE / "rules" / f"{rules}.srl"), "--data", str(data), "--stats"]
            # sparq has rules of its own and no others; one tabled relation for all triples takes SWI-Prolog minutes.
            able = [peer for peer in peers if peer != ("prolog" if rules == "lubm" else "sparq")]
            calls = {
                peer: [sys.executable, str(HERE / "peers.py"), peer, str(Path(folder, f"{name}.{peer}")), rules] for peer in able
            }
            found = measured({"": words, **calls}, given.runs, given.limit)
            ours = found[""]
            derived = int(re.search(r"derived +([\d,]+)", ours[0].out)[1].replace(",", ""))  # type: ignore[index]
            cells, best = [], []
            for peer in peers:
                if peer not in calls:
                    cells.append("–")
                    continue
                call, runs = calls[peer], found[peer]
                cells.append(shown(runs, given.limit))
                if runs:
                    best.append(runs)
                    if peer == "sparq":
                        cells[-1] += f" (derives {int(runs[0].out):,})"
                        continue
                    counted = run([*call, "count"], 4 * given.limit)
                    theirs = -1 if counted is None else int(counted.out) - _given(name, rules, peer, count)
                    if theirs != derived:
                        wrong.append(f"{name}: {peer} derives {theirs}, myologic {derived}")
            ratios = [
                min(statistics.median(getattr(r, x) for r in runs) for runs in best)
                / statistics.median(getattr(r, x) for r in ours)
                for x in ("wall", "cpu")
            ] if best else []
            ratio = ", ".join(f"{x:.1f} ×" for x in ratios)
            print(f"| {name} | {count:,} | {derived:,} | {shown(ours, given.limit)} |", " | ".join(cells), f"| {ratio} |", flush=True)
    print("\n" + "\n".join(wrong or ["All counts are equal."]))
    return 1 if wrong else 0


def _given(name: str, rules: str, peer: str, count: int) -> int:
    """How many of the facts that a peer counts were given."""
    if peer == "clingo" or rules == "lubm":
        return count  # everything is counted
    heads = {rule.split("(")[0] for rule in RELATIONS[rules]}
    return sum(p in heads for _, p, _ in WORKLOADS[name].rows())


if __name__ == "__main__":
    sys.exit(main())
