"""The best proof of a fact by values that are ordered: of the proofs with the highest value the one with fewest steps.

References
----------
D. E. Knuth, A generalization of Dijkstra's algorithm, Inf. Process. Lett. 6 (1977); here with several labels for a fact,
since a longer proof of a premise may be worth more: each fact gets its proofs in the order of their sizes, as far as each is
worth more than all before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import product
from typing import Any, Generic, Protocol, TypeVar

from myologic.engine.derivations import Step
from myologic.engine.dictionary import Parts
from myologic.engine.lineage import Lineage
from myologic.engine.proof import Proof
from myologic.engine.records import dataclass, field

T = TypeVar("T")


class Scale(Protocol[T]):
    """Values of facts that are ordered; a step may not be worth more if a premise is worth less."""

    def given(self, fact: Parts) -> T:
        """The value of a given fact."""

    def step(self, rule: int, premises: Sequence[T]) -> T:
        """What a rule makes of the values of its premises."""

    def rank(self, value: T) -> Any:
        """What values are compared by; more is better."""


@dataclass(frozen=True, slots=True, eq=False)
class Label(Generic[T]):
    """One proof of a fact: its value, its size, and from what it was made."""

    value: T
    size: int
    fact: Parts
    step: Step | None
    premises: tuple[Label[T], ...] = field(default=())


def best_label(
    lineage: Lineage,
    goal: Parts,
    scale: Scale[T],
    wanted: Any = None,
    raised: Callable[[Parts, T], T] | None = None,
) -> Label[T] | None:
    """The best proof of a fact as a label.

    Parameters
    ----------
    lineage
        Of the inference.
    goal
        The fact.
    scale
        The values.
    wanted
        The rank at which the search may stop, since no proof is worth more; None if that is not known.
    raised
        What a proof of a fact with some value is worth on top, because of other proofs of that fact.
    """
    facts = sorted(lineage.below(goal), key=lineage.key)
    place = {fact: number for number, fact in enumerate(facts)}
    users: dict[Parts, list[tuple[Parts, Step]]] = {fact: [] for fact in facts}
    heap: list[tuple[int, int, int, tuple[int, ...], int, Label[T]]] = []
    labels: dict[Parts, list[Label[T]]] = {fact: [] for fact in facts}
    counter = 0

    def offer(label: Label[T]) -> None:
        nonlocal counter
        counter += 1
        rule, premises = (-1, ()) if label.step is None else label.step
        heappush(
            heap, (label.size, place[label.fact], rule, tuple(place[fact] for fact in premises), counter, label)
        )

    def worth(fact: Parts, value: T) -> T:
        return value if raised is None else raised(fact, value)

    def combined(fact: Parts, step: Step, premises: tuple[Label[T], ...]) -> Label[T]:
        value = worth(fact, scale.step(step[0], [label.value for label in premises]))
        return Label(value, 1 + sum(label.size for label in premises), fact, step, premises)

    for fact in facts:
        if lineage.is_leaf(fact):
            offer(Label(worth(fact, scale.given(fact)), 0, fact, None))
        for step in lineage.steps[fact]:
            if not step[1]:
                offer(combined(fact, step, ()))
            for premise in dict.fromkeys(step[1]):
                users[premise].append((fact, step))
    while heap:
        label = heappop(heap)[-1]
        known = labels[label.fact]
        if known and not scale.rank(label.value) > scale.rank(known[-1].value):
            continue
        known.append(label)
        if label.fact == goal and wanted is not None and scale.rank(label.value) >= wanted:
            break
        for fact, step in users[label.fact]:
            # Every choice of labels for the premises in which the new one takes part.
            choices = [labels[premise] for premise in step[1]]
            for chosen in product(*choices):
                if label in chosen:
                    offer(combined(fact, step, chosen))
    return labels[goal][-1] if labels[goal] else None


def proof_of(lineage: Lineage, label: Label[T], values: dict[Proof, T]) -> Proof:
    """The proof of a label; notes the value of each step."""
    built: dict[int, Proof] = {}
    waiting = [label]
    while waiting:
        current = waiting[-1]
        missing = [each for each in current.premises if id(each) not in built]
        if missing:
            waiting += missing
            continue
        waiting.pop()
        if id(current) in built:
            continue
        if current.step is None:
            proof = lineage.leaf(current.fact)
        else:
            proof = lineage.proof(current.fact, current.step, tuple(built[id(each)] for each in current.premises))
        built[id(current)] = proof
        values[proof] = current.value
    return built[id(label)]
