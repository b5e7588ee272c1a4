"""Certainty in levels: an ordered scale, the operators on it, and the level of every fact by a policy.

Levels are ranks of how sure the evidence is, no probabilities. `contested` is the lowest and also a mark that stays
visible: a value carries it if anything it rests on, or any alternative, is contested. The numbers of a policy are the
caller's; the operators are these:

* a step is worth the weakest of its premises and its rule, less the levels that its rule loses, and at most its cap;
* alternatives are worth the best of them;
* two derivations that rest on separate evidence, by rules that allow it, are worth one level more, and at most `low`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from myologic.engine.annotation import annotate as annotate_facts
from myologic.engine.derivations import Derivations, Step
from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, GIVEN
from myologic.engine.inference import Inference
from myologic.engine.records import dataclass, field
from myologic.engine.rules import Rule
from myologic.engine.terms import Triple


class Level(IntEnum):
    """How sure the evidence is, from the least to the most."""

    CONTESTED = 0
    VERY_LOW = 1
    LOW = 2
    MODERATE = 3
    HIGH = 4

    @property
    def label(self) -> str:
        """The level's name in content and output, such as `very-low`."""
        return _LABELS[self]

    @classmethod
    def of(cls, label: str) -> Level:
        """The level with a name.

        Raises
        ------
        ValueError
            If no level has that name.
        """
        if label not in _LABELS:
            raise ValueError(f"no level of certainty is called `{label}`")
        return cls(_LABELS.index(label))


_LABELS = ("contested", "very-low", "low", "moderate", "high")
# Corroboration lifts no further than this: agreement of weak findings makes no strong one.
CORROBORATION_CEILING = Level.LOW


class Certainty(NamedTuple):
    """A level, and whether something in it is contested."""

    level: Level
    contested: bool = False


SURE = Certainty(Level.HIGH)


def weakest(values: Iterable[Certainty]) -> Certainty:
    """What holds only together: the lowest level; contested if one is. The weakest of nothing is `high`."""
    level, contested = Level.HIGH, False
    for value in values:
        level = min(level, value.level)
        contested = contested or value.contested
    return Certainty(level, contested)


def best(values: Iterable[Certainty]) -> Certainty:
    """What holds one way or the other: the highest level; contested if one is. The best of nothing is `contested`."""
    level, contested = Level.CONTESTED, False
    for value in values:
        level = max(level, value.level)
        contested = contested or value.contested
    return Certainty(level, contested)


def lose(value: Certainty, levels: int) -> Certainty:
    """Some levels less, and at least `very-low`; `contested` stays what it is."""
    if value.level == Level.CONTESTED:
        return value
    return Certainty(Level(max(Level.VERY_LOW, value.level - levels)), value.contested)


def cap(value: Certainty, most: Level) -> Certainty:
    """At most a level."""
    return Certainty(min(value.level, most), value.contested)


def corroborate(value: Certainty) -> Certainty:
    """One level more, and at most `low`; what is higher stays, and so does `contested`."""
    if value.level in (Level.CONTESTED, *(x for x in Level if x >= CORROBORATION_CEILING)):
        return value
    return Certainty(Level(value.level + 1), value.contested)


@dataclass(frozen=True, slots=True)
class RuleCertainty:
    """What a rule's metadata says of certainty.

    Parameters
    ----------
    level
        How sure the rule itself is.
    loss
        Levels lost by each use, from 0.
    most
        The highest level it gives.
    corroborates
        Whether separate evidence for its conclusion lifts the level.
    """

    level: Level = Level.HIGH
    loss: int = 0
    most: Level = Level.HIGH
    corroborates: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The caller's numbers.

    Parameters
    ----------
    of_given
        The certainty of a fact that was given or stands in a DATA block.
    of_rule
        What is said of a rule.
    is_evidence
        Whether a given fact is evidence of its own, such as a finding; two derivations are separate if no such fact is
        in both. By default every given fact is.
    """

    of_given: Callable[[Triple], Certainty] = field(default=lambda triple: SURE)
    of_rule: Callable[[Rule], RuleCertainty] = field(default=lambda rule: RuleCertainty())
    is_evidence: Callable[[Triple], bool] = field(default=lambda triple: True)


class _Levels:
    """Certainty as an algebra over derivations."""

    def __init__(
        self,
        inference: Inference,
        derivations: Derivations,
        policy: Policy,
        settled: Callable[[Triple], Certainty | None],
    ) -> None:
        self.inference = inference
        self.policy = policy
        self.settled = settled
        self.triple = inference.dictionary.triple
        self.rules = [policy.of_rule(rule) for rule in inference.program.rules]
        self.derivations = derivations
        self._evidence: dict[Parts, frozenset[Parts]] = {}

    def given(self, fact: Parts) -> Certainty:
        triple = self.triple(fact)
        if self.inference.search.round_of(fact) >= FIRST_DERIVED:
            return self.settled(triple) or SURE
        return self.policy.of_given(triple)

    def step(self, rule: int, premises: Sequence[Certainty]) -> Certainty:
        said = self.rules[rule]
        own = Certainty(said.level, said.level == Level.CONTESTED)
        return cap(lose(weakest((*premises, own)), said.loss), said.most)

    def together(self, fact: Parts, alternatives: Sequence[tuple[Step | None, Certainty]]) -> Certainty:
        value = best(value for _, value in alternatives)
        supports = [
            self.evidence_of(step)
            for step, worth in alternatives
            if step is not None and self.rules[step[0]].corroborates and worth.level > Level.CONTESTED
        ]
        for place, first in enumerate(supports):
            if first and any(second and first.isdisjoint(second) for second in supports[place + 1 :]):
                return corroborate(value)
        return value

    def evidence_of(self, step: Step) -> frozenset[Parts]:
        """The evidence that a step rests on: that of its premises."""
        return frozenset().union(*(self.evidence(premise) for premise in step[1]))

    def evidence(self, fact: Parts) -> frozenset[Parts]:
        """The evidence that a fact rests on by its first derivation; so it does not change while values are found."""
        found = self._evidence.get(fact)
        if found is not None:
            return found
        round_of = self.inference.search.round_of
        stack = [fact]
        while stack:
            current = stack[-1]
            number = round_of(current)
            steps = self.derivations.by_conclusion.get(current, ())
            first = next((s for s in steps if all(round_of(p) < number for p in s[1])), None)
            if number == GIVEN or first is None:
                own = number == GIVEN and self.policy.is_evidence(self.triple(current))
                self._evidence[current] = frozenset((current,)) if own else frozenset()
                stack.pop()
                continue
            missing = [premise for premise in first[1] if premise not in self._evidence]
            if missing:
                stack += missing
                continue
            self._evidence[current] = self.evidence_of(first)
            stack.pop()
        return self._evidence[fact]


def annotate(
    inference: Inference,
    policy: Policy,
    settled: Callable[[Triple], Certainty | None] | Mapping[Triple, Certainty] | None = None,
) -> dict[Triple, Certainty]:
    """The certainty of every derived fact, over all its derivations.

    Parameters
    ----------
    inference
        Finished facts; of a layer only the facts of the layer are worked out.
    policy
        Levels of given facts and rules.
    settled
        For a layer: the certainty of the derived facts below, as found before; `high` where it says None.

    Returns
    -------
    dict
        Certainty by derived fact, and by given fact that is derived as well.
    """
    derivations = inference.derivations()
    if inference.below is not None:
        store = inference.below.store
        own = {
            (s, p, o): steps
            for (s, p, o), steps in derivations.by_conclusion.items()
            if (table := store.read(p)) is None or (s, o) not in table.rounds
        }
        derivations = Derivations(own)
    said = settled.get if isinstance(settled, Mapping) else settled or (lambda triple: None)
    algebra = _Levels(inference, derivations, policy, said)
    round_of = inference.search.round_of
    values = annotate_facts(derivations, algebra, lambda fact: round_of(fact) < FIRST_DERIVED, round_of)
    return {inference.dictionary.triple(fact): values[fact] for fact in derivations.by_conclusion if fact in values}
