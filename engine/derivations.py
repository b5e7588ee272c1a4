"""All derivations of finished facts at once: every instance of every rule, as a graph from premises to conclusions.

The same generated joins as for deriving, run once over the finished facts, report each conclusion with its premises.
"""

from __future__ import annotations

from collections.abc import Iterable

from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.effort import uncollected
from myologic.engine.facts import GIVEN, NEVER, LayerTable, OpenTable, Pair, Store, Table
from myologic.engine.fixpoint import Report, Run
from myologic.engine.frozen import FrozenTable
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field
from myologic.engine.rule_functions import Functions

# A rule's number and the premises, one for each triple pattern outside NOT, in text order.
Step = tuple[int, tuple[Parts, ...]]
# Among so many instances with one conclusion another is looked for one by one; among more, in a set.
_FEW = 8


@dataclass(slots=True)
class Derivations:
    """Rule instances by conclusion; each instance once."""

    by_conclusion: dict[Parts, list[Step]] = field(default_factory=dict)
    _seen: dict[Parts, set[Step]] = field(default_factory=dict)

    def reporter(self, rule: int) -> Report:
        """What the functions of a rule report to."""
        seen, by_conclusion = self._seen, self.by_conclusion
        known = by_conclusion.get

        def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            entries, step = known(conclusion), (rule, premises)
            if entries is None:
                by_conclusion[conclusion] = [step]
            elif len(entries) < _FEW:
                if step not in entries:
                    entries.append(step)
            else:
                many = seen.get(conclusion)
                if many is None:
                    many = seen[conclusion] = set(entries)
                if step not in many:
                    many.add(step)
                    entries.append(step)

        return report

    def __len__(self) -> int:
        return sum(map(len, self.by_conclusion.values()))


def all_derivations(program: Program, store: Store, dictionary: Dictionary, functions: Functions) -> Derivations:
    """Every derivation of every fact, given ones that are also derived included.

    Of a layer only those that use a fact of the layer itself; what the facts below have among themselves is theirs.

    Parameters
    ----------
    program, store, dictionary, functions
        As for a run; the facts are finished.
    """
    found = Derivations()
    if store.below is None:
        run = whole_run(program, store, dictionary, functions)
        run.reporter = found.reporter
        with uncollected():
            for rule in range(len(program.rules)):
                run.first(rule)
        return found
    dictionary, functions = _apart(program, dictionary, functions)
    run = Run(program, store, dictionary, functions, 0, 1 << 59, frozenset())
    run.reporter, run.adds = found.reporter, False
    fresh, given = own_facts(store)
    for facts, over_base in ((fresh, False), (given, True)):
        for predicate, pairs in facts.items():
            for rule, start in run.readers(predicate):
                if program.rules[rule].over_base == over_base:
                    run.call(rule, start, pairs, predicate)
    return found


def whole_run(program: Program, store: Store, dictionary: Dictionary, functions: Functions) -> Run:
    """A run over finished facts, no layer, that only reports; its `reporter` is still to be set."""
    dictionary, functions = _apart(program, dictionary, functions)
    run = Run(program, _Opened(store), dictionary, functions, 0, 1 << 59, frozenset())
    run.adds = False
    return run


class _Opened(Store):
    """A store for reading all of it: a table that is read in place is taken out as a whole, so that a look costs less.

    Parameters
    ----------
    store
        Finished facts; it stays as it is.
    """

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def predicates(self) -> list[int]:
        """All predicates that have a table."""
        return self._store.predicates()

    def read(self, predicate: int) -> Table | None:
        """The table of a predicate for reading, or None."""
        table = self.tables.get(predicate)
        if table is None and (table := self._store.read(predicate)) is not None:
            table = self.tables[predicate] = OpenTable(dict(table.items())) if isinstance(table, FrozenTable) else table
        return table

    def read_given(self, predicate: int) -> Table | None:
        """The table of what was given of a predicate, or None."""
        table = self._store.read_given(predicate)
        return self.read(predicate) if isinstance(table, FrozenTable) else table


def used_by(
    program: Program, store: Store, dictionary: Dictionary, functions: Functions, facts: Iterable[Parts]
) -> set[Parts]:
    """The conclusions of all rule instances that use one of some facts; of rules over given facts, one that is given."""
    dictionary, functions = _apart(program, dictionary, functions)
    found: set[Parts] = set()
    run = Run(program, store, dictionary, functions, 0, 1 << 59, frozenset())

    def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
        found.add(conclusion)

    run.reporter, run.adds = lambda rule: report, False
    pairs: dict[int, list[Pair]] = {}
    for s, predicate, o in facts:
        pairs.setdefault(predicate, []).append((s, o))
    for predicate, some in pairs.items():
        table = store.read(predicate)
        given = [] if table is None else [pair for pair in some if table.rounds.get(pair, NEVER) == GIVEN]
        for rule, start in run.readers(predicate):
            run.call(rule, start, given if program.rules[rule].over_base else some, predicate)
    return found


def rule_instances(
    program: Program, store: Store, dictionary: Dictionary, functions: Functions, rule: int, whole: bool = False
) -> dict[Parts, list[tuple[Parts, ...]]]:
    """The instances of one rule by conclusion; of a layer those only that use a fact of the layer itself, unless `whole`."""
    dictionary, functions = _apart(program, dictionary, functions)
    found: dict[Parts, list[tuple[Parts, ...]]] = {}
    run = Run(program, store, dictionary, functions, 0, 1 << 59, frozenset())

    def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
        entries = found.setdefault(conclusion, [])
        if premises not in entries:
            entries.append(premises)

    run.reporter, run.adds = lambda rule: report, False
    if whole or store.below is None:
        run.first(rule)
        return found
    fresh, given = own_facts(store)
    for predicate, pairs in (given if program.rules[rule].over_base else fresh).items():
        for reader, start in run.readers(predicate):
            if reader == rule:
                run.call(rule, start, pairs, predicate)
    return found


def _apart(program: Program, dictionary: Dictionary, functions: Functions) -> tuple[Dictionary, Functions]:
    """Room for terms that are met on the way: the dictionary of finished facts must not grow."""
    dictionary = Dictionary(dictionary)
    return dictionary, Functions(program, dictionary, functions.moment)


def own_facts(store: Store) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    """The facts of a layer that do not hold below, and those of its given facts that were not given below."""
    fresh: dict[int, list[Pair]] = {}
    given: dict[int, list[Pair]] = {}
    for predicate, table in store.tables.items():
        if isinstance(table, LayerTable):
            below = table.below.rounds
            own = list(table.rounds.own())
            new = [pair for pair, _ in own if pair not in below]
        else:
            own = list(table.items())
            new = [pair for pair, _ in own]
        if new:
            fresh[predicate] = new
        asserted = [pair for pair, number in own if number == GIVEN]
        if asserted:
            given[predicate] = asserted
    return fresh, given
