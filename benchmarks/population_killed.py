"""Runs over a table of cases that are killed, at every step that leaves something on the disk, and gone on with.

    python benchmarks/population_killed.py [--every 1] [--random 50] [--people 400]

For each form of output a run in a process of its own is killed (SIGKILL) right before its first write, flush, rename or removal,
the next one before its second, and so on; what goes on from there may be killed once more, at a random step. Then a run with
--resume must leave the files of an undisturbed run, byte for byte, and nothing beside them. At random times runs of several
processes are killed as well, the first process or all of them. Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

import myologic
from myologic.population import coded, parts
from myologic.population.job import Options, run

HERE = Path(__file__).resolve().parent
TARGETS = ("out.parquet", "out.csv", "out.arrow", "out")
STEPS = (
    (os, "fsync"),
    (os, "replace"),
    (os, "rename"),
    (os, "unlink"),
    (os, "rmdir"),
    (parts._Sink, "write"),
    (coded.CodedFile, "_write"),
)
"""What is counted: whatever leaves something on the disk or takes it away."""


def people(count: int) -> Any:
    """Random people, some of them with cells that nobody can read."""
    path = HERE.parent / "tests" / "population" / "random_people.py"
    spec = importlib.util.spec_from_file_location("random_people", path)
    assert spec is not None and spec.loader is not None
    drawing: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    drawn = drawing.People(myologic.load().base, 4)
    table = drawing.wide_table([drawn.one() for _ in range(count)])
    table["age"] = [each if place % 50 else "old" for place, each in enumerate(table["age"])]
    return pa.table(table)


@contextmanager
def mortal(kill_at: int) -> Iterator[list[int]]:
    """Count the steps, and die before one of them.

    Parameters
    ----------
    kill_at
        The step, from 1; none of them where it is 0.
    """
    count, before = [0], [(where, name, getattr(where, name)) for where, name in STEPS]

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            count[0] += 1
            if count[0] == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return step

    for where, name, real in before:
        setattr(where, name, wrapped(real))
    try:
        yield count
    finally:
        for where, name, real in before:
            setattr(where, name, real)


def in_a_process(kb: myologic.KnowledgeBase, options: Options, *, kill_at: int, resume: bool) -> bool:
    """Run in a copy of this process; whether it came to its end."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with mortal(kill_at):
                run(kb.base, options, resume=resume, processes=1)
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"a run ended by itself, to be killed at step {kill_at}")
    return os.WIFEXITED(status)


def left(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


def unfinished(target: Path) -> bool:
    """Whether there is a run to go on with."""
    return (target.with_name(target.name + ".parts") / "run.json").exists()


def every_step(
    kb: myologic.KnowledgeBase, source: Path, folder: Path, name: str, *, every: int, seed: int
) -> tuple[int, int]:
    """Kill runs at every nth step.

    Parameters
    ----------
    kb
        The knowledge base.
    source, folder, name
        The table, an empty folder, and the name of the output in it.
    every
        Which steps: 1 for all.
    seed
        For where a run is killed that goes on from another one.

    Returns
    -------
    tuple
        How many runs were killed, and after how many of them the files differed in the end.
    """
    chance = random.Random(seed)
    options = Options(str(source), str(folder / name))
    in_a_process(kb, options, kill_at=0, resume=False)
    calm = left(folder)
    killed = differing = 0
    kill_at, ended = 1, False
    while not ended:
        shutil.rmtree(folder)
        folder.mkdir()
        if kill_at % 2 == 0:  # an older result stands there, to be replaced
            in_a_process(kb, options, kill_at=0, resume=False)
        ended = in_a_process(kb, options, kill_at=kill_at, resume=False)
        killed += not ended
        if not ended and kill_at % 3 == 0:
            killed += not in_a_process(kb, options, kill_at=chance.randint(1, 60), resume=unfinished(folder / name))
        in_a_process(kb, options, kill_at=0, resume=unfinished(folder / name))
        if left(folder) != calm:
            differing += 1
            print(
                f"{name}, killed at step {kill_at}: {sorted(set(left(folder)) ^ set(calm)) or 'other bytes'}",
                flush=True,
            )
        kill_at += every
    return killed, differing


def at_random(
    kb: myologic.KnowledgeBase, source: Path, folder: Path, name: str, *, runs: int, seed: int
) -> tuple[int, int]:
    """Kill runs of two processes at random times, the first process or both; how many were killed, and how many differ."""
    chance = random.Random(seed)
    options = Options(str(source), str(folder / name))
    in_a_process(kb, options, kill_at=0, resume=False)
    calm, killed, differing = left(folder), 0, 0
    for number in range(runs):
        shutil.rmtree(folder)
        folder.mkdir()
        ended = False
        while not ended:
            child = os.fork()
            if child == 0:
                os.setsid()
                code = 1
                try:
                    run(kb.base, options, resume=unfinished(folder / name), processes=2)
                    code = 0
                finally:
                    os._exit(code)
            time.sleep(chance.random() * 0.4)
            with suppress(ProcessLookupError):  # it has come to its end
                (os.killpg if number % 2 else os.kill)(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            ended = os.WIFEXITED(status)
            killed += not ended
            if chance.random() < 0.3 and not ended:
                ended = in_a_process(kb, options, kill_at=0, resume=unfinished(folder / name))
        if left(folder) != calm:
            differing += 1
            print(f"{name}, random run {number}: {sorted(set(left(folder)) ^ set(calm)) or 'other bytes'}", flush=True)
    return killed, differing


def main() -> int:
    """Print how many runs were killed and what differed."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--every", type=int, default=1)
    words.add_argument("--random", type=int, default=50, help="runs of two processes, for each form of output")
    words.add_argument("--people", type=int, default=400)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    kb, wrong = myologic.load(), 0
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "cases.parquet"
        pq.write_table(people(asked.people), source, row_group_size=90)
        kb.population(pq.read_table(source).slice(0, 1))  # what copies of this process need is there when they are made
        folder = Path(place) / "results"
        for name in TARGETS:
            folder.mkdir(exist_ok=True)
            killed, differing = every_step(kb, source, folder, name, every=asked.every, seed=asked.seed)
            print(f"{name}: {killed} runs killed at every step, {differing} differ", flush=True)
            wrong += differing
            if asked.random:
                shutil.rmtree(folder)
                folder.mkdir()
                killed, differing = at_random(kb, source, folder, name, runs=asked.random, seed=asked.seed)
                print(f"{name}: {killed} runs killed at random, {differing} differ", flush=True)
                wrong += differing
            shutil.rmtree(folder)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
