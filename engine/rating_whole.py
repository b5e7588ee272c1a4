"""The certainty of every fact in one go: each rule is run once more over the finished facts, those needed first.

When a rule runs, all that it reads has its value, so an instance of it is worth what it is worth there and then, and is not
kept. Only of rules that need each other in a circle are the instances listed, and their values found by repeating.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from myologic.engine.certainty_codes import BEST, CORROBORATED, SURE, WEAKEST
from myologic.engine.columns import size_of
from myologic.engine.derivations import Derivations, Step, whole_run
from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, NEVER, OpenTable, Rounds
from myologic.engine.fixpoint import Report, Run
from myologic.engine.inference import Inference
from myologic.engine.program import Program

Codes = dict[Parts, int]
# Works out listed instances, by conclusion.
Solve = Callable[[Mapping[Parts, Sequence[Step]]], None]


def rate_whole(
    inference: Inference,
    codes: Codes,
    given: Callable[[Parts], int],
    made: Mapping[int, tuple[int, ...]],
    lifts: Callable[[int], bool],
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
        Says of a rule whether separate evidence for its conclusion lifts the value.
    solve
        Adds the values of listed instances.

    Returns
    -------
    list
        The facts that have a derivation, each once. None where it takes the list of all derivations: where
        separate evidence might lift a value, or where a given fact that a rule read before others concluded it is worth more.
    """
    program = inference.program
    run = whole_run(program, inference.store, inference.dictionary, inference.functions)
    rating = _Rating(program, codes, given, made, _given_and_concluded(program, run))
    alive = _that_may_fire(program, inference)
    ahead = _reading_ahead(program, alive)
    for group in program.order.groups:
        members = [rule for rule in group if rule in alive]
        circular = any(program.order.recursive[rule] for rule in group)
        found = Derivations()
        run.reporter = found.reporter if circular else lambda rule: rating.reporter(rule, lifts(rule), rule in ahead)
        for rule in members:
            run.first(rule)
        if circular:
            if any(lifts(rule) or rule in ahead for rule in members):
                return None
            rating.concluded += [fact for fact in found.by_conclusion if fact not in codes]
            solve(found.by_conclusion)
    return rating.concluded if rating.is_final() else None


class _Rating:
    """What instances of rules are worth, one after the other, and what that makes of facts.

    Parameters
    ----------
    program, codes, given, made
        As for `rate_whole`.
    mixed
        The rounds of facts by predicate, where some of them were given and may be concluded.

    Attributes
    ----------
    concluded
        The facts that have a derivation, each once.
    """

    def __init__(
        self,
        program: Program,
        codes: Codes,
        given: Callable[[Parts], int],
        made: Mapping[int, tuple[int, ...]],
        mixed: Mapping[int, Rounds],
    ) -> None:
        self.program, self.codes, self.given, self.made, self.mixed = program, codes, given, made, mixed
        self.concluded: list[Parts] = []
        # How many instances lift each fact, and what facts were taken for that may be worth more.
        self.several: dict[Parts, int] = {}
        self.early: Codes = {}

    def reporter(self, rule: int, lifts: bool, ahead: bool) -> Report:
        """What the function of a rule reports to.

        Parameters
        ----------
        rule
            The rule.
        lifts
            Whether separate evidence lifts what it gives.
        ahead
            Whether it reads what others conclude later.
        """
        codes, given, mixed, table = self.codes, self.given, self.mixed, self.made[rule]
        known, conclude = codes.get, self.concluded.append

        def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            weak = SURE
            for premise in premises:
                code = known(premise)
                if code is None:
                    code = codes[premise] = given(premise)
                if code != weak:
                    weak = WEAKEST[weak][code]
            worth = table[weak]
            value = known(conclusion)
            if value is None and conclusion[1] not in mixed:
                codes[conclusion] = worth
                conclude(conclusion)
            elif value != worth:
                take(conclusion, worth)

        def take(conclusion: Parts, worth: int) -> None:
            value = known(conclusion)
            if value is None:
                rounds = mixed.get(conclusion[1])
                was_given = rounds is not None and rounds.get((conclusion[0], conclusion[2]), NEVER) < FIRST_DERIVED
                codes[conclusion] = BEST[worth][given(conclusion)] if was_given else worth
                conclude(conclusion)
            else:
                codes[conclusion] = BEST[value][worth]

        def report_early(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            # What is given and concluded as well may be worth more when its turn comes: that is looked at in the end.
            weak = SURE
            for premise in premises:
                code = known(premise)
                if code is None:
                    code = given(premise)
                weak = WEAKEST[weak][self.early.setdefault(premise, code)]
            take(conclusion, table[weak])

        if not lifts:
            return report_early if ahead else report
        several, inner = self.several, report_early if ahead else report

        def report_lifting(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
            several[conclusion] = several.get(conclusion, 0) + 1
            inner(conclusion, premises)

        return report_lifting

    def is_final(self) -> bool:
        """Whether no separate evidence might lift a value, and no fact was taken for less than it is worth."""
        codes = self.codes
        lifted = any(count > 1 and CORROBORATED[codes[fact]] != codes[fact] for fact, count in self.several.items())
        return not lifted and all(codes.get(fact, code) == code for fact, code in self.early.items())


def _given_and_concluded(program: Program, run: Run) -> dict[int, Rounds]:
    """The rounds of facts of each predicate that rules conclude and of which facts were given."""
    found: dict[int, Rounds] = {}
    for predicate in run.store.predicates():
        concluded = program.conclusions.keys() & {None, run.dictionary.term(predicate)}
        table = run.store.read(predicate) if concluded else None
        if table is None or (
            isinstance(table, OpenTable) and min(table.rounds.values(), default=NEVER) >= FIRST_DERIVED
        ):
            continue
        found[predicate] = table.rounds
    return found


def _that_may_fire(program: Program, inference: Inference) -> frozenset[int]:
    """The rules of which each pattern has facts; the others are not even read."""
    dead: set[int] = set()
    for predicate, entries in program.readers.items():
        if predicate is not None:
            number = inference.dictionary.find(predicate)
            table = None if number is None else inference.store.read(number)
            if table is None or not size_of(table):
                dead.update(rule for rule, _ in entries)
    return frozenset(range(len(program.rules))) - dead


def _reading_ahead(program: Program, rules: Iterable[int]) -> frozenset[int]:
    """Those of some rules over given facts that read what rules conclude as well: they may run before these."""
    return frozenset(
        rule
        for rule in rules
        if any(a.over_base and program.conclusions.keys() & {None, a.predicate} for a in program.body(rule).atoms)
    )
