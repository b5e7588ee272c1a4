"""Threads on one knowledge base that nobody has used before get what one thread gets; the long run is in benchmarks/threads.py."""

from __future__ import annotations

import importlib.util
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from types import ModuleType

import pytest

import myologic
from myologic.graph import Graph
from myologic.querying import run_sparql

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def threads() -> ModuleType:
    """The benchmark, whose work is done here in small."""
    spec = importlib.util.spec_from_file_location("benchmark_threads", ROOT / "benchmarks" / "threads.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def test_threads_get_what_one_thread_gets(threads: ModuleType) -> None:
    """Questions, cases, proofs and plans, on two new knowledge bases, switched every ten microseconds."""
    alone = myologic.load()
    todo = threads.pieces(alone, 3, 24, 6)
    expected = {number: threads.work(alone, piece) for number, piece in enumerate(todo)}
    for seed in (1, 2):
        done, wrong = threads.run(
            myologic.KnowledgeBase(alone.base.as_new()), expected, todo, threads=8, each=6, seed=seed, until=monotonic() + 600
        )

        assert (done, wrong) == (48, [])


def test_threads_query_at_once() -> None:
    """The parser of queries is shared, and its limits are those of each thread."""
    data = Graph.from_text("\n".join(f'<a:{number}> <a:name> "{number}" .' for number in range(200)))
    queries = [f'SELECT ?x {{ ?x <a:name> ?name FILTER(REGEX(?name, "^{number}")) }}' for number in range(1, 10)] * 4
    alone = [list(run_sparql(data, query, seconds=300).texts()) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: list(run_sparql(data, query, seconds=300).texts()), queries))

    assert together == alone and all(alone)


def test_threads_export_at_once() -> None:
    """Graphs, pictures and tables of one knowledge base in every thread."""
    kb = myologic.load()
    case = kb.case(findings=["rounded_shoulder_one_side@right"])

    def everything(number: int) -> tuple[str, str, str, int]:
        about = ("piriformis", "clamshell")[number % 2]
        return kb.export("prov", about=about), case.export("jsonld"), case.draw(), kb.to_arrow(about=about).num_rows

    alone = [everything(number) for number in range(2)] * 2
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(everything, range(4)))

    assert together == alone


def test_threads_share_a_case() -> None:
    """One case is asked by eight threads at once, before anything of it was worked out."""
    kb = myologic.load()
    known = {"findings": ["rounded_shoulder_one_side@right", "forward_head", "knees_in@left"], "habits": ["prolonged_sitting"]}
    alone = kb.case(**known).result()
    levels = [row.certainty for row in kb.case(**known).verdicts()]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for number in range(6):
            case = kb.case(**known)

            def look(place: int, case: myologic.Case = case) -> object:
                return case.result() if place % 2 else [row.certainty for row in case.verdicts()]

            with ThreadPoolExecutor(8) as pool:
                together = list(pool.map(look, range(number, number + 8)))

            assert together == [alone if place % 2 else levels for place in range(number, number + 8)]
    finally:
        sys.setswitchinterval(before)
