"""The engine against clingo on random rule sets with recursion and negation, on tuples and on columns."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from myologic.engine.inference import infer
from myologic.engine.program import compile_rules
from myologic.engine.terms import IRI, Triple
from myologic.grammar.srl import read_rules
from myologic.grammar.turtle import read_turtle


def load(name: str) -> ModuleType:
    """A module that lies beside this one."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(name + ".py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


programs = load("random_programs")


def by_clingo(text: str) -> set[tuple[str, str, str]]:
    """The facts of the one model of a logic program."""
    import clingo

    control = clingo.Control(["--warn=none"])
    control.add("base", [], text)
    control.ground([("base", [])])
    found: list[set[tuple[str, str, str]]] = []

    def note(model: clingo.Model) -> None:
        found.append({(str(x.arguments[0]), x.name[2:], str(x.arguments[1])) for x in model.symbols(shown=True)})

    control.solve(on_model=note)
    assert len(found) == 1
    return found[0]


def by_us(program: object, *, vectors: bool) -> set[tuple[str, str, str]]:
    """The facts that hold by the engine."""
    compiled = compile_rules(read_rules(program.srl(), "random.srl"))  # type: ignore[attr-defined]
    given = [statement.triple for statement in read_turtle(program.turtle(), "random.ttl").statements]  # type: ignore[attr-defined]
    found = infer(compiled, given, vectors=vectors).match(None, None, None)

    def names(triple: Triple) -> tuple[str, str, str]:
        s, p, o = (x.value.removeprefix("http://e/") for x in triple if isinstance(x, IRI))
        return s, p, o

    return set(map(names, found))


@pytest.mark.parametrize("block", range(8))
def test_engine_agrees_with_clingo(block: int) -> None:
    """Thirty programs at a time, small ones on tuples and larger ones on columns of bits too."""
    for seed in range(block * 30, block * 30 + 30):
        program = programs.RandomProgram(seed, many=seed % 3 == 0)
        expected = by_clingo(program.logic())

        assert by_us(program, vectors=False) == expected, program.srl()
        assert by_us(program, vectors=True) == expected, program.srl()
