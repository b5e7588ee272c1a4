"""Other values than certainty for facts: whether, how often, how well, how dearly, and from what they hold.

A semiring says what one derivation is worth (`times` over its premises) and what several are worth together (`plus`).
In each of these values can only rise, in the semiring's own order, and not for ever, so recursion does no harm.

References
----------
T. J. Green, G. Karvounarakis, V. Tannen, Provenance semirings, PODS 2007.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from myologic.engine.annotation import annotate as annotate_facts
from myologic.engine.best import best_label, proof_of
from myologic.engine.derivations import Derivations, Step
from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, NEVER
from myologic.engine.inference import Inference
from myologic.engine.lineage import Lineage
from myologic.engine.proof import Proof, RatedProof
from myologic.engine.rules import Rule
from myologic.engine.terms import Triple

T = TypeVar("T")
Witness = frozenset[Triple]


class Semiring(Protocol[T]):
    """Values with two operations; both associative, `plus` commutative, `one` neutral for `times`."""

    @property
    def one(self) -> T: ...
    def plus(self, a: T, b: T) -> T: ...
    def times(self, a: T, b: T) -> T: ...


class Boolean:
    """Whether a fact holds if only the given facts with a true value are given."""

    one = True

    def plus(self, a: bool, b: bool) -> bool:
        """One of them."""
        return a or b

    def times(self, a: bool, b: bool) -> bool:
        """Both."""
        return a and b


class Count:
    """In how many ways a fact is derived, up to a bound.

    Parameters
    ----------
    most
        The bound, at least 1; recursion would count for ever without one.
    """

    one = 1

    def __init__(self, most: int) -> None:
        self.most = most

    def plus(self, a: int, b: int) -> int:
        """The sum, up to the bound."""
        return min(self.most, a + b)

    def times(self, a: int, b: int) -> int:
        """The product, up to the bound."""
        return min(self.most, a * b)


class MaxMin:
    """How well a fact is supported: a chain is as good as its weakest link, and the best chain counts. From 0 to 1."""

    one = 1.0

    def plus(self, a: float, b: float) -> float:
        """The better."""
        return max(a, b)

    def times(self, a: float, b: float) -> float:
        """The weaker."""
        return min(a, b)


class Tropical:
    """The least total cost of a derivation; costs are at least 0."""

    one = 0.0

    def plus(self, a: float, b: float) -> float:
        """The cheaper."""
        return min(a, b)

    def times(self, a: float, b: float) -> float:
        """The sum."""
        return a + b


class Witnesses:
    """The smallest sets of given facts from which a fact follows.

    Parameters
    ----------
    most
        How many sets are kept, the smallest first, at least 1.
    """

    one: tuple[Witness, ...] = (frozenset(),)

    def __init__(self, most: int) -> None:
        self.most = most

    def plus(self, a: tuple[Witness, ...], b: tuple[Witness, ...]) -> tuple[Witness, ...]:
        """The sets of both that hold no other."""
        kept: list[Witness] = []
        for witness in sorted({*a, *b}, key=lambda w: (len(w), sorted(map(repr, w)))):
            if not any(smaller <= witness for smaller in kept):
                kept.append(witness)
        return tuple(kept[: self.most])

    def times(self, a: tuple[Witness, ...], b: tuple[Witness, ...]) -> tuple[Witness, ...]:
        """Each set of one with each of the other."""
        return self.plus(tuple(x | y for x in a for y in b), ())


class _Values(Generic[T]):
    """A semiring as an algebra over derivations."""

    def __init__(
        self,
        inference: Inference,
        semiring: Semiring[T],
        of_given: Callable[[Triple], T],
        of_rule: Callable[[Rule], T] | None,
    ) -> None:
        self.semiring = semiring
        self.of_given = of_given
        self.triple = inference.dictionary.triple
        self.rules = [semiring.one if of_rule is None else of_rule(rule) for rule in inference.program.rules]

    def given(self, fact: Parts) -> T:
        return self.of_given(self.triple(fact))

    def step(self, rule: int, premises: Sequence[T]) -> T:
        value = self.rules[rule]
        for premise in premises:
            value = self.semiring.times(value, premise)
        return value

    def together(self, alternatives: Sequence[tuple[Step | None, T]]) -> T:
        value = alternatives[0][1]
        for _, other in alternatives[1:]:
            value = self.semiring.plus(value, other)
        return value


def evaluate(
    inference: Inference,
    semiring: Semiring[T],
    of_given: Callable[[Triple], T],
    of_rule: Callable[[Rule], T] | None = None,
    goals: Iterable[Triple] | None = None,
) -> dict[Triple, T]:
    """The value of every derived fact in a semiring; or of some facts and what they rest on.

    Parameters
    ----------
    inference
        Finished facts, no layer. What a NOT found absent counts as `one`.
    semiring
        The values.
    of_given
        The value of a fact that was given or stands in a DATA block.
    of_rule
        The value of a rule's use; `one` where left out.
    goals
        The facts wanted; None for all. Only the derivations below them are looked for then.

    Raises
    ------
    ValueError
        If the inference is a layer: the values of the facts below are not known.
    """
    if inference.below is not None:
        raise ValueError("values are worked out over whole inferences, not over layers")
    if goals is None:
        derivations = inference.derivations()
    else:
        lineage = Lineage(inference.search.apart(), None, everything=inference.derivations)
        found = (inference.dictionary.find_triple(goal) for goal in goals)
        lineage.close(fact for fact in found if fact is not None and inference.search.round_of(fact) != NEVER)
        derivations = Derivations({fact: list(steps) for fact, steps in lineage.steps.items() if steps})
    round_of = inference.search.round_of
    algebra = _Values(inference, semiring, of_given, of_rule)
    values = annotate_facts(derivations, algebra, lambda fact: round_of(fact) < FIRST_DERIVED, round_of)
    return {inference.dictionary.triple(fact): values[fact] for fact in derivations.by_conclusion if fact in values}


def best_proof(
    inference: Inference,
    triple: Triple,
    semiring: Semiring[T],
    of_given: Callable[[Triple], T],
    of_rule: Callable[[Rule], T] | None = None,
    better: Callable[[T], Any] = lambda value: value,
) -> RatedProof[T] | None:
    """The proof of a fact with the best value, the shortest of these; None if the fact does not hold.

    Parameters
    ----------
    inference
        Finished facts; a layer will do.
    triple
        The fact.
    semiring, of_given, of_rule
        As for `evaluate`; of the semiring `times` alone is used. A step may not be worth more than any of its premises.
    better
        What values are compared by, more being better: the value itself for `MaxMin`, its negative for `Tropical`.
    """
    search = inference.search.apart()
    fact = search.dictionary.find_triple(triple)
    if fact is None or search.round_of(fact) == NEVER:
        return None
    everything = inference.derivations if inference.below is None else None
    lineage = Lineage(search, None, everything=everything)
    algebra = _Values(inference, semiring, of_given, of_rule)
    label = best_label(lineage, fact, _Ordered(algebra, better))
    assert label is not None, "what holds has a proof"
    values: dict[Proof, T] = {}
    proof = proof_of(lineage, label, values)
    return RatedProof(proof, label.value, values)


class _Ordered(Generic[T]):
    """An algebra with an order, for the search of the best proof."""

    def __init__(self, algebra: _Values[T], better: Callable[[T], Any]) -> None:
        self.given, self.step, self.rank = algebra.given, algebra.step, better
