"""Certainty in levels: an ordered scale, the operators on it, and the level of every fact by a policy.

Levels are ranks of how sure the evidence is, no probabilities. `contested` is the lowest and also a mark that stays
visible: a value carries it if anything it rests on, or any alternative, is contested. The numbers of a policy are the
caller's; the operators are these:

* a step is worth the weakest of its premises and its rule, less the levels that its rule loses, and at most its cap;
* alternatives are worth the best of them;
* two derivations that rest on separate evidence, by rules that allow it, are worth one level more, and at most `low`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from myologic.engine.facts import NEVER
from myologic.engine.records import dataclass, field
from myologic.engine.rules import Rule
from myologic.engine.terms import Term, Triple

if TYPE_CHECKING:
    from myologic.engine.inference import Inference
    from myologic.engine.proof import RatedProof


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
    of_subject
        What `of_given` says, by the subject, where nothing else decides: then no triples are made to ask. None where
        more decides.
    """

    of_given: Callable[[Triple], Certainty] = field(default=lambda triple: SURE)
    of_rule: Callable[[Rule], RuleCertainty] = field(default=lambda rule: RuleCertainty())
    is_evidence: Callable[[Triple], bool] = field(default=lambda triple: True)
    of_subject: Callable[[Term], Certainty] | None = None


def annotate(
    inference: Inference,
    policy: Policy,
    settled: Callable[[Triple], Certainty | None] | Mapping[Triple, Certainty] | None = None,
    goals: Iterable[Triple] | None = None,
) -> Mapping[Triple, Certainty]:
    """The certainty of every derived fact, over all its derivations; or of some facts and what they rest on.

    Parameters
    ----------
    inference
        Finished facts; of a layer only what does not hold below is worked out, and what holds there and rests on more
        in the layer, or on less.
    policy
        Levels of given facts and rules.
    settled
        For a layer: the certainty of the derived facts below, as found before; `high` where it says None.
    goals
        The facts wanted; None for all. Of these and of what they rest on the values are the same as if all were wanted,
        and only the derivations below them are looked for.

    Returns
    -------
    Mapping
        Certainty by derived fact, and by given fact that is derived as well.
    """
    from myologic.engine.effort import uncollected
    from myologic.engine.rating import Ratings

    with uncollected():
        ratings = Ratings(inference, policy, settled.get if isinstance(settled, Mapping) else settled)
        if goals is None:
            ratings.rate_all()
        else:
            found = (inference.dictionary.find_triple(goal) for goal in goals)
            ratings.rate([fact for fact in found if fact is not None and inference.search.round_of(fact) != NEVER])
        return ratings.values()


def best_proof(
    inference: Inference,
    triple: Triple,
    policy: Policy,
    settled: Callable[[Triple], Certainty | None] | Mapping[Triple, Certainty] | None = None,
) -> RatedProof[Certainty] | None:
    """The proof of a fact that has the fact's level, the shortest of these; None if the fact does not hold.

    Parameters
    ----------
    inference, policy, settled
        As for `annotate`.
    triple
        The fact.

    Returns
    -------
    RatedProof
        The proof, what it is worth, and what each of its steps is worth. Where separate evidence lifts the level of a
        fact, `beside` holds the two proofs that are separate. The mark `contested` of these values speaks of this proof
        alone; `annotate` also marks a fact that another way to it makes contested.
    """
    from myologic.engine.rating_proof import rated_proof

    return rated_proof(inference, triple, policy, settled.get if isinstance(settled, Mapping) else settled)
