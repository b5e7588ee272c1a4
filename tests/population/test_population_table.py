"""A table of cases says of each person what a case says: verdicts, levels, safety, what is missing, what cannot be read."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="needs the extra `table`")

import myologic  # noqa: E402
from myologic.engine.errors import QuestionError  # noqa: E402


def _people():
    name = "population_random_people"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("random_people.py"))
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


people = _people()


@pytest.fixture(scope="module")
def kb():
    """The shipped knowledge base."""
    return myologic.load()


@pytest.mark.parametrize("seed", range(4))
def test_random_people_get_what_their_cases_say(kb, seed):
    """Status, safety, flags, missing sides, verdicts and levels are those of the case, for every person."""
    drawn = people.People(kb.base, seed)
    told = [drawn.one() for _ in range(150)]
    found = kb.population_tables(people.wide_table(told))
    said = people.said_in(found.verdicts, found.people)

    assert len(said) == len(told)
    for number, each in enumerate(told):
        assert said[number] == people.said_of(kb.base, drawn.case(each)), each


def test_random_people_get_what_the_engine_says(kb):
    """The rules as they are written, run by the engine on each case, give the same verdicts and levels."""
    drawn = people.People(kb.base, 99)
    told = [drawn.one() for _ in range(25)]
    found = kb.population_tables(people.wide_table(told))
    said = people.said_in(found.verdicts, found.people)

    for number, each in enumerate(told):
        case = drawn.case(each)
        case._derived = case.inferred  # the engine's own conclusions instead of the clauses'
        assert said[number] == people.said_of(kb.base, case), each
