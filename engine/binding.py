"""What the names of a generated function stand for in one run: tables, indexes, numbers of terms, functions of the rule."""

from __future__ import annotations

from collections.abc import Callable

from myologic.engine.columns import side_of
from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import Pair, Store, Table
from myologic.engine.generic import Protocol
from myologic.engine.plan import Plan
from myologic.engine.program import Program
from myologic.engine.rule_functions import Functions
from myologic.engine.terms import Term

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any


class Facts(Protocol):
    """What a function is bound to: a run of rules over facts."""

    program: Program
    store: Store
    dictionary: Dictionary
    functions: Functions
    limit_facts: int
    reporter: Callable[[int], Callable[..., None]] | None

    def table(self, predicate: int, over_base: bool) -> Table: ...
    def code(self, term: Term) -> int: ...
    def new_of(self, predicate: int) -> list[Pair]: ...
    def add_in(self, predicate: int, pair: Pair, number: int) -> None: ...


def bind(run: Facts, rule: int, plan: Plan) -> Callable[..., Any]:
    """The function of a plan of a rule over the facts of a run."""
    space: dict[str, object] = {name: _meaning(run, rule, *need) for name, need in plan.needs}
    exec(plan.code, space)
    return space["run"]  # type: ignore[return-value]  # defined by the text just run


def _meaning(run: Facts, rule: int, kind: str, what: Any, over_base: bool) -> object:
    """The value of a global name of a generated function; `what` is a term or a position, as its kind says."""
    of_term = _OF_TERM.get(kind)
    if of_term is not None:
        return of_term(run, run.code(what), over_base)
    if kind == "TEST":
        body = run.program.body(rule)
        test = body.tests[what[0]] if len(what) == 1 else body.absents[what[0]].tests[what[1]]
        return run.functions.test(rule, test)
    if kind == "SET":
        return run.functions.assign(rule, run.program.body(rule).assigns[what[0]])
    if kind == "BLANK":
        return run.functions.blank(rule)
    if kind == "REPORT":
        return None if run.reporter is None else run.reporter(rule)
    return _OF_RUN[kind](run, over_base)


# What speaks of one term, by its number.
_OF_TERM: dict[str, Callable[[Facts, int, bool], object]] = {
    "C": lambda run, number, base: number,
    "K": lambda run, number, base: run.table(number, base).rounds,
    "S": lambda run, number, base: run.table(number, base).by_subject(),
    "O": lambda run, number, base: run.table(number, base).by_object(),
    "A": lambda run, number, base: run.table(number, base).before,
    "NEW": lambda run, number, base: run.new_of(number).append,
    "MORE": lambda run, number, base: run.new_of(number).extend,
    "ALL": lambda run, number, base: run.new_of(number),
}
# What speaks of all of them; tables of a predicate that is known only when the function runs end in P.
_OF_RUN: dict[str, Callable[[Facts, bool], object]] = {
    "KP": lambda run, base: lambda p: run.table(p, base).rounds,
    "SP": lambda run, base: lambda p: run.table(p, base).by_subject(),
    "OP": lambda run, base: lambda p: run.table(p, base).by_object(),
    "AP": lambda run, base: lambda p: run.table(p, base).before,
    "PREDICATES": lambda run, base: run.store.predicates,
    "PARTS": lambda run, base: run.dictionary.parts,
    "FIND": lambda run, base: run.dictionary.find_parts,
    "MAKE": lambda run, base: run.dictionary.encode_parts,
    "ISIRI": lambda run, base: run.dictionary.is_iri,
    "SIDE": lambda run, base: side_of,
    "MOST": lambda run, base: run.limit_facts,
    "ADD": lambda run, base: run.add_in,
}
