"""The proof of a fact that has the level of the fact by a policy, the shortest of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from myologic.engine.best import best_label, proof_of
from myologic.engine.certainty import Certainty, Policy
from myologic.engine.certainty_codes import CORROBORATED, SURE, VALUES, WEAKEST
from myologic.engine.derivations import Step
from myologic.engine.dictionary import Parts
from myologic.engine.inference import Inference
from myologic.engine.lineage import Lineage, shortest_steps
from myologic.engine.proof import Proof, RatedProof
from myologic.engine.rating import Ratings, Settled, listed
from myologic.engine.terms import Triple


class _Scale:
    """Certainty as ordered values for the search of the best proof."""

    def __init__(self, ratings: Ratings) -> None:
        self.ratings = ratings

    def given(self, fact: Parts) -> int:
        return self.ratings.given(fact)

    def step(self, rule: int, premises: Sequence[int]) -> int:
        weak = SURE
        for premise in premises:
            weak = WEAKEST[weak][premise]
        return self.ratings._tables[rule][weak]

    def rank(self, value: int) -> Any:
        return value >> 1


def rated_proof(
    inference: Inference, triple: Triple, policy: Policy, settled: Settled | None = None
) -> RatedProof[Certainty] | None:
    """The proof of a fact that has the fact's level, the shortest of these; None if the fact does not hold.

    Parameters
    ----------
    inference, policy, settled
        As for `certainty.annotate`.
    triple
        The fact.

    Returns
    -------
    RatedProof
        Its value has the level that `annotate` gives, as do those of its steps where that is needed. Where separate
        evidence lifted a level, `beside` holds the two proofs that are separate. The mark `contested` of a value speaks
        of that proof alone; `annotate` also marks what another way to the fact makes contested.
    """
    search = inference.search.apart()
    fact = search.dictionary.find_triple(triple)
    if fact is None or search.round_of(fact) >= 1 << 60:
        return None
    ratings = Ratings(inference, policy, settled)
    lineage = Lineage(search, None, everything=listed(inference))
    ratings.rate(lineage.below(fact), lineage)
    scale = _Scale(ratings)
    lifted: dict[Parts, tuple[Step, Step] | None] = {}

    def raised(fact: Parts, value: int) -> int:
        """The lift by separate evidence, for the best way to a fact."""
        code = ratings._value(fact)
        if value >> 1 < code >> 1 and CORROBORATED[value] >> 1 == code >> 1:
            if ratings.is_below(fact):
                return code
            if fact not in lifted:
                lifted[fact] = ratings.separate(fact)
            if lifted[fact] is not None:
                return CORROBORATED[value]
        return value

    def most(fact: Parts) -> int:
        return ratings._value(fact) >> 1

    label = best_label(lineage, fact, scale, most(fact), raised, most)
    assert label is not None, "what holds has a proof"
    codes: dict[Proof, int] = {}
    proof = proof_of(lineage, label, codes)
    used = {step.conclusion for step in proof.steps()}
    beside: dict[Triple, tuple[Proof, ...]] = {}
    shortest: dict[Parts, Step | None] = {}
    for each, pair in sorted(lifted.items(), key=lambda entry: lineage.key(entry[0])):
        if pair is not None and lineage.triple(each) in used:
            if not shortest:
                shortest = shortest_steps(sorted(lineage.below(fact), key=lineage.key), lineage.steps, lineage.is_leaf)
            beside[lineage.triple(each)] = tuple(_by_shortest(lineage, each, step, shortest) for step in pair)
    values = {each: VALUES[code] for each, code in codes.items()}
    return RatedProof(proof, values[proof], values, beside)


def _by_shortest(lineage: Lineage, fact: Parts, last: Step, shortest: Mapping[Parts, Step | None]) -> Proof:
    """The proof of a fact by a step, of whose premises each is proved in the shortest way."""
    wanted, waiting = set(last[1]), list(last[1])
    while waiting:
        step = shortest[waiting.pop()]
        new = [premise for premise in (() if step is None else step[1]) if premise not in wanted]
        wanted.update(new)
        waiting += new
    built: dict[Parts, Proof] = {}
    # They come in the order of the sizes of their proofs: what one rests on comes before it.
    for each, step in shortest.items():
        if each not in wanted:
            continue
        if step is None:
            built[each] = lineage.leaf(each)
        else:
            built[each] = lineage.proof(each, step, tuple(built[premise] for premise in step[1]))
    return lineage.proof(fact, last, tuple(built[premise] for premise in last[1]))
