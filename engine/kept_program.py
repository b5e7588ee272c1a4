"""A compiled program as plain parts, so that neither checking nor ordering is done twice.

The rules themselves are the caller's to keep; they are asked for one by one, when one is needed. Nothing kept is code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from myologic.engine.dictionary import key_of, term_of
from myologic.engine.plain_json import read_json
from myologic.engine.program import Program
from myologic.engine.rules import Rule
from myologic.engine.strata import Order
from myologic.engine.terms import Term, Triple, TripleTerm

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any, overload


def program_to_parts(program: Program) -> dict[str, bytes]:
    """A program as plain parts: the order of its rules, and which rule reads and gives which predicates."""
    import json

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
    return {"program": json.dumps(tables, separators=(",", ":")).encode()}


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
    tables = read_json(bytes(parts["program"]).decode())
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
    return program


class _Rules(Sequence[Rule]):
    """Rules in the program's order, asked for one by one."""

    def __init__(self, positions: Sequence[int], rule: Callable[[int], Rule]) -> None:
        self._positions, self._rule = positions, rule

    if TYPE_CHECKING:

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


def _key(term: Term | None) -> str:
    return "" if term is None else key_of(term)  # type: ignore[arg-type]  # a predicate is no triple term


def _keyed(table: Mapping[Term | None, object]) -> dict[str, object]:
    return {_key(term): entries for term, entries in table.items() if not isinstance(term, TripleTerm)}


def _unkeyed(table: Mapping[str, Any]) -> dict[Term | None, Any]:
    return {term_of(key) if key else None: tuple(map(tuple, entries)) for key, entries in table.items()}
