"""A compiled program as plain parts, so that neither checking, ordering nor generating is done twice.

The rules themselves are the caller's to keep; they are asked for one by one, when one is needed. Generated functions
are kept as code of the Python that made them, in the manner of `__pycache__`: another Python makes them again.
"""

from __future__ import annotations

import json
import marshal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from types import CodeType
from typing import Any, overload

from myologic.engine.dictionary import key_of, term_of
from myologic.engine.plan import Need, Plan
from myologic.engine.program import Program
from myologic.engine.rules import Rule
from myologic.engine.strata import Order
from myologic.engine.terms import IRI, Term, Triple, TripleTerm

_PlanKey = tuple[int, int | None, bool]
_PYTHON = f"{sys.implementation.cache_tag} {sys.version}"


def program_to_parts(program: Program, entries: Iterable[IRI] | None = None) -> dict[str, bytes]:
    """A program as plain parts.

    Parameters
    ----------
    program
        The program.
    entries
        Predicates of facts that will be put on top later: the functions that such facts reach are generated now and
        kept. None keeps none.
    """
    tables: dict[str, Any] = {
        "positions": program.positions,
        "groups": program.order.groups,
        "stratum": program.order.stratum,
        "recursive": [sorted(needs) for needs in program.order.recursive],
        "readers": _keyed(program.readers),
        "deniers": _keyed(program.deniers),
        "conclusions": _keyed(program.conclusions),
        "heads": [None if heads is None else sorted(map(_key, heads)) for heads in program.head_predicates],
        "prefixes": program.prefixes,
    }
    plans, code = _plans_of(program, entries)
    tables["plans"] = plans
    tables["python"] = _PYTHON
    return {"program": json.dumps(tables, separators=(",", ":")).encode(), "program_code": code}


def _plans_of(program: Program, entries: Iterable[IRI] | None) -> tuple[dict[str, Any], bytes]:
    plans: dict[str, Any] = {}
    code = b""
    for rule, start in _reached(program, entries) if entries is not None else ():
        for record in (False, True):
            plan = program.plan(rule, start, record)
            if any(isinstance(what, TripleTerm) for _, (_, what, _) in plan.needs):
                continue
            needs = [[name, kind, _what_out(what), over_base] for name, (kind, what, over_base) in plan.needs]
            octets = marshal.dumps(plan.code)
            plans[_plan_key((rule, start, record))] = [len(code), len(octets), needs]
            code += octets
    return plans, code


def _reached(program: Program, entries: Iterable[IRI]) -> Iterator[tuple[int, int]]:
    """The (rule, atom) pairs that facts of some predicates may drive, directly or by what follows from them."""
    seen: set[Term | None] = set()
    queue: list[Term | None] = [None, *entries]
    while queue:
        predicate = queue.pop()
        if predicate in seen:
            continue
        seen.add(predicate)
        for rule, start in program.readers.get(predicate, ()):
            yield rule, start
            heads = program.head_predicates[rule]
            queue += program.readers if heads is None else heads


def program_from_parts(
    parts: Mapping[str, bytes | memoryview], rule: Callable[[int], Rule], data: Iterable[Triple] = ()
) -> Program:
    """The program that `program_to_parts` kept.

    Parameters
    ----------
    parts
        The parts.
    rule
        Gives a rule by its position in the rule set that was compiled.
    data
        The triples of the DATA blocks.
    """
    tables = json.loads(bytes(parts["program"]))
    order = Order(
        tuple(map(tuple, tables["groups"])), tuple(tables["stratum"]), tuple(map(frozenset, tables["recursive"]))
    )
    positions = tuple(tables["positions"])
    prefixes = tuple((prefix, space) for prefix, space in tables["prefixes"])
    program = Program(_Rules(positions, rule), tuple(data), order, prefixes, positions)
    program.readers = _unkeyed(tables["readers"])
    program.deniers = _unkeyed(tables["deniers"])
    program.conclusions = _unkeyed(tables["conclusions"])
    heads = tables["heads"]
    program.head_predicates = tuple(None if h is None else frozenset(map(term_of, h)) for h in heads)
    if tables["python"] == _PYTHON:
        program.plans = _Plans(tables["plans"], memoryview(parts["program_code"]))
    return program


class _Rules(Sequence[Rule]):
    """Rules in the program's order, asked for one by one."""

    def __init__(self, positions: Sequence[int], rule: Callable[[int], Rule]) -> None:
        self._positions, self._rule = positions, rule

    @overload
    def __getitem__(self, number: int) -> Rule: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Rule]: ...
    def __getitem__(self, number: int | slice) -> Rule | Sequence[Rule]:
        if isinstance(number, slice):
            return [self._rule(position) for position in self._positions[number]]
        return self._rule(self._positions[number])

    def __len__(self) -> int:
        return len(self._positions)


class _Plans(MutableMapping[_PlanKey, Plan]):
    """Kept plans, read when asked for, and those made since."""

    def __init__(self, kept: Mapping[str, Any], code: memoryview) -> None:
        self._kept, self._code = kept, code
        self._made: dict[_PlanKey, Plan] = {}

    def __getitem__(self, key: _PlanKey) -> Plan:
        plan = self._made.get(key)
        if plan is None:
            at, length, needs = self._kept[_plan_key(key)]
            code: CodeType = marshal.loads(self._code[at : at + length])
            told: list[tuple[str, Need]] = [(name, (kind, _what_in(what), base)) for name, kind, what, base in needs]
            plan = self._made[key] = Plan("", tuple(told), code)
        return plan

    def __setitem__(self, key: _PlanKey, plan: Plan) -> None:
        self._made[key] = plan

    def __delitem__(self, key: _PlanKey) -> None:
        del self._made[key]

    def __iter__(self) -> Iterator[_PlanKey]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _plan_key(key: _PlanKey) -> str:
    return f"{key[0]} {key[1]} {key[2]:d}"


def _what_out(what: object) -> object:
    if what is None or isinstance(what, tuple):
        return what
    return key_of(what)  # type: ignore[arg-type]  # triple terms were left out before


def _what_in(what: Any) -> Term | tuple[int, ...] | None:
    if isinstance(what, str):
        return term_of(what)
    return None if what is None else tuple(what)


def _key(term: Term | None) -> str:
    return "" if term is None else key_of(term)  # type: ignore[arg-type]  # a predicate is no triple term


def _keyed(table: Mapping[Term | None, object]) -> dict[str, object]:
    return {_key(term): entries for term, entries in table.items() if not isinstance(term, TripleTerm)}


def _unkeyed(table: Mapping[str, Any]) -> dict[Term | None, Any]:
    return {term_of(key) if key else None: tuple(map(tuple, entries)) for key, entries in table.items()}
