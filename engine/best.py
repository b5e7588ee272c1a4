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
    most: Callable[[Parts], Any] | None = None,
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
    most
        The highest rank that any proof of a fact has; a fact that has got it needs no other proof. None if that is not known.

    Notes
    -----
    Each fact gets at most as many proofs as there are ranks, and each of them is tried in all steps that use the fact: linear
    in the number of steps for values of few ranks, recursion included.
    """
    facts = sorted(lineage.below(goal), key=lineage.key)
    users: dict[Parts, list[tuple[Parts, Step]]] = {fact: [] for fact in facts}
    labels: dict[Parts, list[Label[T]]] = {fact: [] for fact in facts}
    waiting = _Waiting(facts, scale, raised)
    finished: set[Parts] = set()
    for fact in facts:
        if lineage.is_leaf(fact):
            waiting.offer(fact, None, (), scale.given(fact))
        for step in lineage.steps[fact]:
            if not step[1]:
                waiting.offer(fact, step, (), scale.step(step[0], ()))
            for premise in dict.fromkeys(step[1]):
                users[premise].append((fact, step))
    while (label := waiting.take()) is not None:
        labels[label.fact].append(label)
        rank = scale.rank(label.value)
        if label.fact == goal and wanted is not None and rank >= wanted:
            break
        if most is not None and rank >= most(label.fact):
            finished.add(label.fact)
        for fact, step in users[label.fact]:
            if fact in finished:
                continue
            # Every choice of labels for the premises with the new one; an older one of the same fact beside it, where a
            # step uses it twice, makes the step worth no more than without the new one.
            for chosen in product(*((label,) if each == label.fact else labels[each] for each in step[1])):
                waiting.offer(fact, step, chosen, scale.step(step[0], [each.value for each in chosen]))
    return labels[goal][-1] if labels[goal] else None


class _Waiting(Generic[T]):
    """Proofs that wait for their turn, the smallest first.

    Parameters
    ----------
    facts
        All facts there are, in the order that decides between proofs of one size.
    scale, raised
        As for `best_label`.
    """

    def __init__(self, facts: Sequence[Parts], scale: Scale[T], raised: Callable[[Parts, T], T] | None) -> None:
        self._scale, self._raised = scale, raised
        self._place = {fact: number for number, fact in enumerate(facts)}
        self._heap: list[tuple[int, int, int, tuple[int, ...], int, Label[T]]] = []
        # Of each fact the rank of the last proof taken, and the highest rank offered with the least size for it.
        self._ranks: dict[Parts, Any] = {}
        self._offered: dict[Parts, tuple[Any, int]] = {}
        self._count = 0

    def offer(self, fact: Parts, step: Step | None, premises: tuple[Label[T], ...], value: T) -> None:
        """Put a proof among them, unless another of its fact is as good and smaller."""
        size = 0 if step is None else 1 + sum([each.size for each in premises])
        if self._raised is not None:
            value = self._raised(fact, value)
        rank = self._scale.rank(value)
        before = self._offered.get(fact)
        if before is not None and not rank > before[0]:
            if size > before[1] or (fact in self._ranks and not rank > self._ranks[fact]):
                return
            if rank == before[0]:
                self._offered[fact] = rank, size
        else:
            self._offered[fact] = rank, size
        self._count += 1
        rule, used = (-1, ()) if step is None else step
        order = size, self._place[fact], rule, tuple([self._place[each] for each in used]), self._count
        heappush(self._heap, (*order, Label(value, size, fact, step, premises)))

    def take(self) -> Label[T] | None:
        """The next proof that is worth more than all of its fact before it; None where there is none."""
        while self._heap:
            label = heappop(self._heap)[-1]
            rank = self._scale.rank(label.value)
            if label.fact not in self._ranks or rank > self._ranks[label.fact]:
                self._ranks[label.fact] = rank
                return label
        return None


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
