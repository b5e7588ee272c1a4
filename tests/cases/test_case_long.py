"""A handful of the random cases that `benchmarks/cases_long.py` tries by the thousand."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "cases_long.py"


@pytest.fixture(scope="module")
def long():
    """The module with the properties."""
    spec = importlib.util.spec_from_file_location("cases_long", FILE)
    module = sys.modules["cases_long"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def names(long, kb):
    """What random cases are made of."""
    return long.Names(kb)


@pytest.mark.parametrize("number", range(300, 310))
def test_everything_holds_of_a_random_case(long, names, kb, number):
    """Safety on every path, conditions, mirror, order, unrelated absences, proofs, and what would change a verdict."""
    seen = Counter()
    long.try_case(kb, names, number, thorough=number % 2 == 0, seen=seen)

    assert sum(seen[each] for each in long.STATES) == 1
