"""All derivations of finished facts at once: every instance of every rule, as a graph from premises to conclusions.

The same generated joins as for deriving, run once over the finished facts, report each conclusion with its premises.
"""

from __future__ import annotations

from collections.abc import Iterable

from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.facts import GIVEN, NEVER, LayerTable, Pair, Store
from myologic.engine.fixpoint import Functions, Report, Run
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field

# A rule's number and the premises, one for each triple pattern outside NOT, in text order.
Step = tuple[int, tuple[Parts, ...]]


@dataclass(slots=True)
class Derivations:
    """Rule instances by conclusion; each instance once."""

    by_conclusion: dict[Parts, list[Step]] = field(default_factory=dict)
    _seen: set[tuple[int, Parts, tuple[Parts, ...]]] = field(default_factory=set)

    def reporter(self, rule: int) -> Report:
        """What the functions of a rule report to."""
        seen, by_conclusion = self._seen, self.by_conclusion

        def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            key = (rule, conclusion, premises)
            if key not in seen:
                seen.add(key)
                by_conclusion.setdefault(conclusion, []).append((rule, premises))

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
    dictionary, functions = _apart(program, dictionary, functions)
    found = Derivations()
    run = Run(program, store, dictionary, functions, 0, 1 << 59, frozenset())
    run.reporter, run.adds = found.reporter, False
    if store.below is None:
        for rule in range(len(program.rules)):
            run.first(rule)
        return found
    fresh, given = own_facts(store)
    for facts, over_base in ((fresh, False), (given, True)):
        for predicate, pairs in facts.items():
            for rule, start in run.readers(predicate):
                if program.rules[rule].over_base == over_base:
                    run.call(rule, start, pairs, predicate)
    return found


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
