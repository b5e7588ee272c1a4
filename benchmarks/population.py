"""Tables of cases: how fast, how much memory, and whether all ways to run the ground program say the same.

    python benchmarks/population.py                    the kernel, file to file, ratios to DuckDB, polars and the engine
    python benchmarks/population.py --command          the command alone, start included (--people 4194304)
    python benchmarks/population.py --memory           peak memory over the number of people
    python benchmarks/population.py --verify 100000    table, single cases and DuckDB on random people, and the engine on a tenth

Needs the extra `table`; DuckDB and polars are left out where they are not installed.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import myologic
from myologic.population.job import Options, run
from myologic.population.kernel import Kernel, reduced
from myologic.population.layout import Layout, layout
from myologic.population.packing import MOST_PEOPLE
from myologic.population.sqltext import sql_text
from myologic.population.table import population

HERE = Path(__file__).resolve().parent
BLOCK = 1 << 18
CHUNK = 20_000
FACTS = 5.0
"""Things told of a person, on average, besides pain and age."""


def random_people() -> ModuleType:
    """The people of the tests."""
    path = HERE.parent / "tests" / "population" / "random_people.py"
    spec = importlib.util.spec_from_file_location("random_people", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def block(plan: Layout, first: int, people: int) -> Any:
    """Some people of a large table: each item told of as many as chance has it, warning signs of few."""
    chance = np.random.default_rng(first)
    rare = np.array([0.02 if each.lists == ("red_flags",) else 1.0 for each in plan.items])
    share = np.minimum(1.0, FACTS * rare / rare.sum())
    columns: dict[str, Any] = {"id": pa.array(np.arange(first, first + people))}
    for item, part in zip(plan.items, share, strict=True):
        who = np.unique(chance.integers(0, people, chance.binomial(people, part)))
        words = ["left", "right", "both", "absent", "unknown"] if item.sided else ["present", "absent", "unknown"]
        odds = [0.40, 0.35, 0.18, 0.05, 0.02] if item.sided else [0.90, 0.08, 0.02]
        places, missing = np.zeros(people, np.int32), np.ones(people, np.bool_)
        missing[who] = False
        places[who] = chance.choice(len(words), len(who), p=odds)
        columns[item.key] = pa.DictionaryArray.from_arrays(pa.array(places, mask=missing), pa.array(words))
    pains = pa.array(["none", "acute", "chronic", "unknown"])
    columns["pain"] = pa.DictionaryArray.from_arrays(pa.array(chance.integers(0, 4, people).astype(np.int32)), pains)
    columns["age"] = pa.array(chance.integers(12, 90, people).astype(np.int16))
    return pa.table(columns)


def write_people(plan: Layout, path: Path, people: int) -> None:
    """A Parquet file of people."""
    writer = None
    for first in range(0, people, BLOCK):
        table = block(plan, first, min(BLOCK, people - first))
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def spent(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock and of this process's and its children's cores."""
    clock, before = time.perf_counter(), _cores()
    work()
    return time.perf_counter() - clock, _cores() - before


def _cores() -> float:
    found = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in found)


# ---------------------------------------------------------------------- speed


def kernels(plan: Layout) -> Iterator[tuple[str, int, float]]:
    """The kernel alone: name, operations on columns, people a second of one core."""
    reported = [each for place in plan.places for each in (place.reported, *(bit << 1 for bit in place.bits))]
    safety = [*(each for _, each in plan.urgencies), plan.conflict, *(each for _, each in plan.flags)]
    ranks = [each for place in range(len(plan.places)) for each in plan.ranks(place)]
    chance = np.random.default_rng(7)
    for name, wanted in (
        ("verdicts and safety", reported + safety),
        ("with levels of certainty", reported + safety + ranks),
    ):
        kernel = Kernel(reduced(plan.net, wanted))
        told = {
            each: int.from_bytes(np.packbits(chance.random(MOST_PEOPLE) < 0.01).tobytes(), "little")
            for each in kernel.inputs
        }
        kernel(told, MOST_PEOPLE)
        best = 1.0
        for _ in range(50):
            before = time.process_time()
            kernel(told, MOST_PEOPLE)
            best = min(best, time.process_time() - before)
        yield name, kernel.operations, MOST_PEOPLE / best


def speed(people: int) -> None:
    """Print the kernel, a file of people to a file of verdicts, and the same by SQL and case by case."""
    kb = myologic.load()
    plan = layout(kb.base)
    print(f"ground program: {len(plan.places)} places, {len(plan.kinds)} kinds of rows, {len(plan.items)} items")
    for name, operations, pace in kernels(plan):
        print(f"kernel, {name:26} {operations:6,} operations {pace / 1e6:8.1f} M people a second and core")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "people.parquet"
        write_people(plan, source, people)
        for target in ("verdicts", "verdicts.parquet"):
            clock, cores = spent(lambda: run(kb.base, Options(str(source), str(Path(folder) / target))))  # noqa: B023
            print(
                f"Parquet to {'a folder of Parquet files' if target == 'verdicts' else 'one Parquet file':26} {people:,} people: "
                f"{clock:.1f} s, {people / clock / 1e6:.3f} M a second; {cores:.1f} s of cores, {people / cores / 1e6:.3f} M"
            )
        command(plan, Path(folder), source, people)
        peers(kb, plan, source)


def command(plan: Layout, folder: Path, source: Path, people: int) -> None:
    """Print how long `myologic population` takes as a process of its own: for ten people, which is the start, and for all."""
    few = folder / "few.parquet"
    write_people(plan, few, 10)
    alone = 0.0
    for name, path, count in (("start", few, 10), ("all", source, people)):
        words = [sys.executable, "-m", "myologic", "population", str(path), "-o", str(folder / f"command-{name}")]
        clock, cores = spent(lambda: subprocess.run(words, check=True, capture_output=True))  # noqa: B023
        beyond = f"; {(cores - alone) / people * 1e6:.2f} s of cores a million beyond the start" if alone else ""
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        print(
            f"command, {count:,} people: {clock:.1f} s, {count / clock / 1e6:.3f} M a second by the clock at load {load:.1f}; "
            f"{cores:.2f} s of cores{beyond}",
            flush=True,
        )
        alone = alone or cores


def peers(kb: myologic.KnowledgeBase, plan: Layout, source: Path, people: int = 20_000, cases: int = 300) -> None:
    """Print how long the same people take as a table, by SQL on DuckDB and polars, as single cases and by the engine."""
    file = pq.ParquetFile(source)
    table = next(file.iter_batches(people))
    table = pa.Table.from_batches([table])
    query = sql_text(plan, columns=table.schema.names)
    population(kb.base, table)
    mine = spent(lambda: population(kb.base, table))[1] / len(table)
    print(f"table                     {mine * 1e6:10.1f} µs a person    1")
    plain = pa.table({name: column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
                      for name, column in zip(table.schema.names, table.columns, strict=True)})  # fmt: skip
    for name, work in (("duckdb", _duckdb), ("polars", _polars)):
        try:
            once = work(plain.slice(0, 10), query)
        except ImportError:
            continue
        theirs = (work(plain, query) - once) / len(table)
        print(
            f"{name}, same SQL, planned   {theirs * 1e6:9.1f} µs a person {theirs / mine:8.0f} × (planning {once:.1f} s)"
        )
    drawn = random_people().People(kb.base, 1)
    told = [drawn.case(drawn.one()) for _ in range(cases)]
    single = spent(lambda: [each.verdicts() for each in told])[1] / cases
    print(f"single cases, clauses     {single * 1e6:10.1f} µs a person {single / mine:8.0f} ×")
    engine = spent(lambda: [each.inferred.certainty(next(each.inferred.derived())) for each in told])[1] / cases
    print(f"single cases, engine      {engine * 1e6:10.1f} µs a person {engine / mine:8.0f} ×")


def _duckdb(table: Any, query: str) -> float:
    import duckdb

    base = duckdb.connect()
    base.register("cases", table)
    return spent(lambda: base.execute(f"CREATE TABLE found AS {query}"))[1]


def _polars(table: Any, query: str) -> float:
    import polars

    context = polars.SQLContext(cases=polars.from_arrow(table))
    return spent(lambda: context.execute(query).collect())[1]


# ---------------------------------------------------------------------- memory


def memory(sizes: list[int]) -> None:
    """Print the most memory that a run and its processes need, by the number of people."""
    kb = myologic.load()
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "people.parquet"
            write_people(layout(kb.base), source, people)
            code = (
                "import resource, sys, time, myologic\n"
                "from myologic.population.job import Options, run\n"
                "if __name__ == '__main__':\n"
                "    started = time.monotonic()\n"
                "    run(myologic.load().base, Options(sys.argv[1], sys.argv[2]), processes=int(sys.argv[3]))\n"
                "    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
                "    cores = sum(each.ru_utime + each.ru_stime for each in used)\n"
                "    print(*(each.ru_maxrss // 1024 for each in used), round(time.monotonic() - started, 1), round(cores, 1))\n"
            )
            script = Path(folder) / "work.py"
            script.write_text(code)
            words = [sys.executable, str(script), str(source), str(Path(folder) / "verdicts"), str(os.cpu_count() or 1)]
            found = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
            size = sum(each.stat().st_size for each in (Path(folder) / "verdicts").rglob("*")) >> 20
            print(
                f"{people:12,} people: first process {found[0]} MB, largest other {found[1]} MB; {found[2]} s, {found[3]} s of cores; "
                f"{source.stat().st_size >> 20} MB in, {size} MB out",
                flush=True,
            )


# ---------------------------------------------------------------------- the same


def verify(count: int, seed: int, by_engine: int) -> int:
    """Compare table, single cases, DuckDB and the engine on random people; the number of people who differ."""
    drawing = random_people()
    kb = myologic.load().base
    plan = layout(kb)
    drawn = drawing.People(kb, seed)
    differing = 0
    for first in range(0, count, CHUNK):
        told = [drawn.one() for _ in range(min(CHUNK, count - first))]
        table = drawing.wide_table(told)
        found = population(kb, table)
        said = drawing.said_in(found.verdicts, found.people)
        differing += sum(said[n] != drawing.said_of(kb, drawn.case(each)) for n, each in enumerate(told))
        engine = 0
        for number, each in enumerate(told[: max(0, min(CHUNK, by_engine - first))]):
            case = drawn.case(each)
            case._derived = case.inferred  # the engine's own conclusions, from the rules as they are written
            differing += said[number] != drawing.said_of(kb, case)
            engine += 1
        sql = _sql_rows(plan, table, found.verdicts.schema.names)
        differing += sql != _rows(found.verdicts)
        print(f"{first + len(told):,} people, {engine:,} of these by the engine: {differing} differ", flush=True)
    return differing


def _sql_rows(plan: Layout, table: dict[str, Any], names: list[str]) -> list[Any]:
    import duckdb

    base = duckdb.connect()
    base.register("cases", pa.table(table))
    base.execute(f"CREATE TABLE found AS {sql_text(plan, columns=list(table))}")
    return _rows(base.sql(f"SELECT {', '.join(names)} FROM found").to_arrow_table())


def _rows(table: Any) -> list[Any]:
    columns = [column.to_pylist() for column in table.columns]
    return sorted(tuple("" if each is None else each for each in row) for row in zip(*columns, strict=True))


def main() -> int:
    """Run what was asked for."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=1 << 20)
    words.add_argument("--memory", action="store_true")
    words.add_argument("--command", action="store_true", help="the command alone")
    words.add_argument("--sizes", type=int, nargs="*", default=[1_000_000, 5_000_000, 20_000_000])
    words.add_argument("--verify", type=int, metavar="PEOPLE")
    words.add_argument("--engine", type=int, metavar="PEOPLE", help="how many of these by the engine as well; a tenth")
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    if asked.verify:
        by_engine = asked.verify // 10 if asked.engine is None else asked.engine
        return int(verify(asked.verify, asked.seed, by_engine) > 0)
    if asked.command:
        plan = layout(myologic.load().base)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "people.parquet"
            write_people(plan, source, asked.people)
            command(plan, Path(folder), source, asked.people)
    elif asked.memory:
        memory(asked.sizes)
    else:
        speed(asked.people)
    return 0


if __name__ == "__main__":
    sys.exit(main())
