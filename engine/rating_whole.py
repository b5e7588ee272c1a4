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
        separate evidence might lift a value, or where a given fact that a rule read before others concluded it is worth more.
    """
    program = inference.program
    ahead = _reading_ahead(program)
    run = whole_run(inference.program, inference.store, inference.dictionary, inference.functions)
    concluded: list[Parts] = []
    several: dict[Parts, int] = {}
    early: Codes = {}
    known, conclude = codes.get, concluded.append
    also_given = {
        (s, predicate, o)
        for predicate in run.store.predicates()
        if program.conclusions.keys() & {None, run.dictionary.term(predicate)}
        and (table := run.store.read(predicate)) is not None
        for (s, o), number in table.items()
        if number < FIRST_DERIVED
    }

    def take(conclusion: Parts, worth: int) -> None:
        value = known(conclusion)
        if value is None:
            codes[conclusion] = BEST[worth][given(conclusion)] if conclusion in also_given else worth
            conclude(conclusion)
        elif value != worth:
            codes[conclusion] = BEST[value][worth]

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
            take(conclusion, table[weak])

        def report_early(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            # What is given and concluded as well may be worth more when its turn comes: that is looked at in the end.
            weak = SURE
            for premise in premises:
                code = known(premise)
                if code is None:
                    code = given(premise)
                weak = WEAKEST[weak][early.setdefault(premise, code)]
            take(conclusion, table[weak])

        def report_lifting(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            several[conclusion] = several.get(conclusion, 0) + 1
            (report_early if rule in ahead else report)(conclusion, premises)

        return report_lifting if lifts[rule] else report_early if rule in ahead else report

    for group in program.order.groups:
        circular = any(program.order.recursive[rule] for rule in group)
        found = Derivations()
        run.reporter = found.reporter if circular else reporter
        for rule in group:
            run.first(rule)
        if circular:
            if any(lifts[rule] or rule in ahead for rule in group):
                return None
            concluded += [fact for fact in found.by_conclusion if fact not in codes]
            solve(found.by_conclusion)
    lifted = any(count > 1 and CORROBORATED[codes[fact]] != codes[fact] for fact, count in several.items())
    return None if lifted or any(codes.get(fact, code) != code for fact, code in early.items()) else concluded


def _reading_ahead(program: Program) -> frozenset[int]:
    """The rules over given facts that read what rules conclude as well: they may run before these."""
    return frozenset(
        rule
        for rule in range(len(program.rules))
        if any(a.over_base and program.conclusions.keys() & {None, a.predicate} for a in program.body(rule).atoms)
    )
