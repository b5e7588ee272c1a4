"""All minimal proofs of a fact, as a graph that shares what they have in common.

A proof rests on given facts and on absences: what its NOTs found absent. It is minimal if no other proof of the fact
rests on less, that is on some of the same and nothing else. In such a proof no fact is used to prove itself, and each
fact is proved in one way. Of proofs that rest on the same, the one with the fewest steps stands for all (a step counts as
often as it is used; then rules in the program's order and premises in the order of their texts decide).

What a fact may rest on is worked out as sets of bits over all derivations below it, to the least fixpoint, keeping of each
fact the sets that contain no other; cycles only add to a set, so they drop out by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from myologic.engine.derivations import Step
from myologic.engine.dictionary import Parts
from myologic.engine.lineage import Lineage, shortest_steps
from myologic.engine.proof import Proof, ProofGraph
from myologic.engine.rules import Negation

# How many sets are kept of a fact; where there are more, the result says that it may not be complete.
_MOST_SETS = 128


def minimal_proofs(lineage: Lineage, goal: Parts, limit: int) -> ProofGraph:
    """The minimal proofs of a fact that holds.

    Parameters
    ----------
    lineage
        Of the inference.
    goal
        The fact.
    limit
        How many proofs at most, at least 1.

    Returns
    -------
    ProofGraph
        Those that rest on least first; marked where there may be more.
    """
    supports = _Supports(lineage, goal, max(_MOST_SETS, 2 * limit))
    found = supports.of(goal)
    if not supports.exact:
        found = sorted({supports.reduced(goal, each) for each in found}, key=_smallest)
    proofs = tuple(supports.proof(goal, each) for each in found[:limit])
    return ProofGraph(lineage.triple(goal), proofs, supports.exact and lineage.whole and len(found) <= limit)


def _smallest(support: int) -> tuple[int, int]:
    return support.bit_count(), support


class _Supports:
    """Sets of given facts and absences, as numbers with a bit for each, from which the facts below a goal follow."""

    def __init__(self, lineage: Lineage, goal: Parts, most: int) -> None:
        self.lineage = lineage
        self.most = most
        self.exact = True
        facts = self.facts = sorted(lineage.below(goal), key=lineage.key)
        # The goal itself comes first: that it is given is the shortest answer.
        leaves: dict[Parts | Negation, int] = {fact: 0 for fact in (goal, *facts) if lineage.is_leaf(fact)}
        for fact in facts:
            for step in _in_order(lineage, fact):
                leaves.update(dict.fromkeys(lineage.absences(step), 0))
        self.bit = {leaf: 1 << number for number, leaf in enumerate(leaves)}
        self.absent = {
            (fact, step): sum({self.bit[each] for each in lineage.absences(step)})
            for fact in facts
            for step in lineage.steps[fact]
        }
        self.users: dict[Parts, list[tuple[Parts, Step]]] = {fact: [] for fact in facts}
        for fact in facts:
            for step in _in_order(lineage, fact):
                for premise in dict.fromkeys(step[1]):
                    self.users[premise].append((fact, step))
        self._sets = self._solve(facts)

    def of(self, fact: Parts) -> list[int]:
        """The smallest sets of a fact, smallest first."""
        return self._sets[fact]

    def _solve(self, facts: Iterable[Parts]) -> dict[Parts, list[int]]:
        sets: dict[Parts, list[int]] = {}
        changed: dict[Parts, None] = {}
        for fact in facts:
            sets[fact] = [self.bit[fact]] if self.lineage.is_leaf(fact) else []
            for step in self.lineage.steps[fact]:
                if not step[1]:
                    sets[fact] = self._merged(sets[fact], [self.absent[fact, step]])
            if sets[fact]:
                changed[fact] = None
        while changed:
            steps: dict[tuple[Parts, Step], None] = {}
            for fact in changed:
                steps.update(dict.fromkeys(self.users[fact]))
            changed = {}
            for fact, step in steps:
                more = [self.absent[fact, step]]
                for premise in dict.fromkeys(step[1]):
                    more = self._merged([], [one | other for one in more for other in sets[premise]])
                merged = self._merged(sets[fact], more)
                if merged != sets[fact]:
                    sets[fact] = merged
                    changed[fact] = None
        return sets

    def _merged(self, known: list[int], more: list[int]) -> list[int]:
        """The sets of both that contain no other, smallest first."""
        kept: list[int] = []
        for each in sorted({*known, *more}, key=_smallest):
            if not any(smaller & each == smaller for smaller in kept):
                if len(kept) == self.most:
                    self.exact = False
                    break
                kept.append(each)
        return kept

    def reduced(self, goal: Parts, support: int) -> int:
        """A smallest set inside a set from which the goal follows: one leaf after the other is left out and tried."""
        bit, left = 1, support
        while bit <= support:
            if left & bit and goal in self._chosen(goal, left & ~bit):
                left &= ~bit
            bit <<= 1
        return left

    def proof(self, goal: Parts, support: int) -> Proof:
        """The proof with the fewest steps that rests on no more than a set."""
        chosen, lineage = self._chosen(goal, support), self.lineage
        built: dict[Parts, Proof] = {}
        waiting = [goal]
        while waiting:
            fact = waiting[-1]
            step = chosen[fact]
            missing = [] if step is None else [premise for premise in step[1] if premise not in built]
            if missing:
                waiting += missing
                continue
            waiting.pop()
            if fact not in built:
                if step is None:
                    built[fact] = lineage.leaf(fact)
                else:
                    built[fact] = lineage.proof(fact, step, tuple(built[premise] for premise in step[1]))
        return built[goal]

    def _chosen(self, goal: Parts, support: int) -> dict[Parts, Step | None]:
        """The last steps of the shortest proofs that rest on no more than a set."""
        return shortest_steps(
            self.facts,
            self.lineage.steps,
            lambda fact: self.lineage.is_leaf(fact) and bool(self.bit[fact] & support),
            lambda fact, step: not self.absent[fact, step] & ~support,
            goal,
        )


def _in_order(lineage: Lineage, fact: Parts) -> list[Step]:
    """The derivations of a fact in an order that does not depend on numbers of terms."""
    return sorted(lineage.steps[fact], key=lambda step: (step[0], [lineage.key(premise) for premise in step[1]]))
