"""The certainty of every fact in one go: each rule is run once more over the finished facts, those needed first.

When a rule runs, all that it reads has its value, so an instance of it is worth what it is worth there and then, and is not
kept. Only of rules that need each other in a circle are the instances listed, and their values found by repeating.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from myologic.engine.certainty_codes import BEST, CORROBORATED, SURE, WEAKEST
from myologic.engine.derivations import Derivations, Step, whole_run
from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED
from myologic.engine.fixpoint import Report
from myologic.engine.inference import Inference
from myologic.engine.program import Program

Codes = dict[Parts, int]
# Works out listed instances, by conclusion.
Solve = Callable[[Mapping[Parts, Sequence[Step]]], None]


def rate_whole(
    inference: Inference,
    codes: Codes,
    given: Callable[[Parts], int],
    made: Sequence[tuple[int, ...]],
    lifts: Sequence[bool],
    solve: Solve,
) -> list[Parts] | None:
    """The values of all facts that have a derivation, and of what these rest on.

    Parameters
    ----------
    inference
        Finished facts, no layer.
    codes
        Where values go; empty.
    given
        The value of a fact that was given.
    made
        For each rule what it makes of each value of the weakest premise.
    lifts
        For each rule whether separate evidence for its conclusion lifts the value.
    solve
        Adds the values of listed instances.

    Returns
    -------
    list
        The facts that have a derivation, each once. None where it takes the list of all derivations: where
        separate evidence might lift a value, or a rule over given facts reads what others conclude.
    """
    program = inference.program
    if _reads_ahead(program):
        return None
    run = whole_run(inference.program, inference.store, inference.dictionary, inference.functions)
    concluded: list[Parts] = []
    several: dict[Parts, int] = {}
    known, conclude = codes.get, concluded.append
    also_given = {
        (s, predicate, o)
        for predicate in run.store.predicates()
        if program.conclusions.keys() & {None, run.dictionary.term(predicate)}
        and (table := run.store.read(predicate)) is not None
        for (s, o), number in table.items()
        if number < FIRST_DERIVED
    }

    def reporter(rule: int) -> Report:
        table = made[rule]

        def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            weak = SURE
            for premise in premises:
                code = known(premise)
                if code is None:
                    code = codes[premise] = given(premise)
                if code != weak:
                    weak = WEAKEST[weak][code]
            worth, value = table[weak], known(conclusion)
            if value is None:
                codes[conclusion] = BEST[worth][given(conclusion)] if conclusion in also_given else worth
                conclude(conclusion)
            elif value != worth:
                codes[conclusion] = BEST[value][worth]

        def report_lifting(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            several[conclusion] = several.get(conclusion, 0) + 1
            report(conclusion, premises)

        return report_lifting if lifts[rule] else report

    for group in program.order.groups:
        circular = any(program.order.recursive[rule] for rule in group)
        found = Derivations()
        run.reporter = found.reporter if circular else reporter
        for rule in group:
            run.first(rule)
        if circular:
            if any(lifts[rule] for rule in group):
                return None
            concluded += [fact for fact in found.by_conclusion if fact not in codes]
            solve(found.by_conclusion)
    if any(count > 1 and CORROBORATED[codes[fact]] != codes[fact] for fact, count in several.items()):
        return None
    return concluded


def _reads_ahead(program: Program) -> bool:
    """Whether a rule over given facts reads what rules conclude as well: it may run before them."""
    return any(
        atom.over_base and program.conclusions.keys() & {None, atom.predicate}
        for rule in range(len(program.rules))
        for atom in program.body(rule).atoms
    )
