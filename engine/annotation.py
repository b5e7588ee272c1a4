"""Values of facts worked out over all their derivations: certainty, counts, costs, witnesses.

An algebra says what a given fact is worth, what a step makes of its premises, and what alternatives are worth together.
If its values form a lattice of finite height, or any other order in which values only rise and not for ever, the values
found are the least that satisfy all derivations, recursion included.

References
----------
T. J. Green, G. Karvounarakis, V. Tannen, Provenance semirings, PODS 2007.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from myologic.engine.derivations import Derivations, Step
from myologic.engine.dictionary import Parts

T = TypeVar("T")


class Algebra(Protocol[T]):
    """What values are and how they combine."""

    def given(self, fact: Parts) -> T:
        """The value of a fact that was given, or of one whose value is settled elsewhere."""

    def step(self, rule: int, premises: Sequence[T]) -> T:
        """What a rule makes of the values of its premises."""

    def together(self, alternatives: Sequence[tuple[Step | None, T]]) -> T:
        """The value of a fact that has several derivations; None stands for its being given."""


def annotate(
    derivations: Derivations,
    algebra: Algebra[T],
    is_settled: Callable[[Parts], bool],
    round_of: Callable[[Parts], int],
    known: Mapping[Parts, T] | None = None,
) -> dict[Parts, T]:
    """The value of every fact that has a derivation.

    Parameters
    ----------
    derivations
        Rule instances by conclusion.
    algebra
        The values.
    is_settled
        Whether a fact was given, or its value comes from `algebra.given` for another reason.
    round_of
        The round of a fact; decides the order of the work and not the result.
    known
        Values that are known already, for facts that are not worked out again.

    Returns
    -------
    dict
        Values by fact, those of premises without derivation included.

    Notes
    -----
    Linear in the number of rule instances times the height of the order.
    """
    values: dict[Parts, T] = dict(known or {})
    steps = derivations.by_conclusion
    dependents: dict[Parts, list[Parts]] = {}
    for conclusion, entries in steps.items():
        for _, premises in entries:
            for premise in premises:
                if premise in steps:
                    dependents.setdefault(premise, []).append(conclusion)
    settled: dict[Parts, T] = {}

    def value_of(fact: Parts) -> T | None:
        found = values.get(fact)
        if found is None and fact not in steps:
            found = values[fact] = algebra.given(fact)
        return found

    queue = deque(sorted(steps, key=round_of))
    waiting = set(queue)
    while queue:
        fact = queue.popleft()
        waiting.discard(fact)
        alternatives: list[tuple[Step | None, T]] = []
        if is_settled(fact):
            if fact not in settled:
                settled[fact] = algebra.given(fact)
            alternatives.append((None, settled[fact]))
        for entry in steps[fact]:
            worth = [value_of(premise) for premise in entry[1]]
            found = [value for value in worth if value is not None]
            if len(found) == len(worth):
                alternatives.append((entry, algebra.step(entry[0], found)))
        if not alternatives:
            continue
        value = algebra.together(alternatives)
        if fact not in values or values[fact] != value:
            values[fact] = value
            for conclusion in dependents.get(fact, ()):
                if conclusion not in waiting:
                    waiting.add(conclusion)
                    queue.append(conclusion)
    return values
