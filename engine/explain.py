"""Finding proofs again: rules whose head fits, bodies joined backwards over facts of earlier rounds.

A fact's premises are always of earlier rounds than the fact, so a search that admits only those ends and is never
circular. Nothing is kept while deriving but the rounds.
"""

from __future__ import annotations

from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, NEVER
from myologic.engine.proof import Proof, build_proof
from myologic.engine.search import Bindings, Search
from myologic.engine.terms import Term, Triple, Variable


class Explainer:
    """Explains the facts that a search runs over."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.program = search.program
        self.dictionary = search.dictionary
        self.found: dict[Parts, Proof] = {}

    # ------------------------------------------------------------------ proofs

    def proof(self, triple: Triple) -> Proof | None:
        """One proof of a fact, or None."""
        fact = self.dictionary.find_triple(triple)
        if fact is None or self.search.round_of(fact) == NEVER:
            return None
        return self.prove(fact)

    def prove(self, goal: Parts) -> Proof:
        """The proof of a fact that holds; proofs of its premises are found first, without recursion."""
        chosen: dict[Parts, tuple[int, Bindings, tuple[Parts, ...]] | None] = {}
        rounds: dict[Parts, int] = {}
        waiting = [goal]
        while waiting:
            fact = waiting.pop()
            if fact in chosen or fact in self.found:
                continue
            number = rounds[fact] = self.search.round_of(fact)
            if number < FIRST_DERIVED:
                chosen[fact] = None
                continue
            step = next(self.search.derivations(fact, number), None)
            if step is None:
                # Only after changes: what it rests on got a later round when it was put back.
                return self._prove_anew(goal)
            premises = self.search.premises(*step)
            chosen[fact] = (step[0], step[1], premises)
            waiting += premises
        for fact in sorted(chosen, key=rounds.__getitem__):
            step_of = chosen[fact]
            if step_of is None:
                self.found[fact] = Proof(self.dictionary.triple(fact))
            else:
                self.found[fact] = self._build(fact, *step_of)
        return self.found[goal]

    def _prove_anew(self, goal: Parts) -> Proof:
        """The shortest proof of a fact, from all derivations below it."""
        from myologic.engine.lineage import Lineage, shortest_steps

        lineage = Lineage(self.search, None)
        ordered = sorted(lineage.below(goal), key=lineage.key)
        steps = shortest_steps(ordered, lineage.steps, lineage.is_leaf, goal=goal)
        for fact, step in steps.items():
            if step is None:
                self.found[fact] = lineage.leaf(fact)
            else:
                self.found[fact] = lineage.proof(fact, step, tuple(self.found[premise] for premise in step[1]))
        return self.found[goal]

    def _build(self, fact: Parts, rule: int, bindings: Bindings, premises: tuple[Parts, ...]) -> Proof:
        conclusion, proofs = self.dictionary.triple(fact), tuple([self.found[premise] for premise in premises])
        text, stratum, shown = self.program.rules[rule], self.program.order.stratum[rule], self.shown(rule, bindings)
        if not self.program.body(rule).absents:
            return Proof(conclusion, text, shown, proofs, (), stratum)
        return build_proof(conclusion, text, shown, proofs, stratum)

    def shown(self, rule: int, bindings: Bindings) -> tuple[tuple[Variable, Term], ...]:
        """Bindings by the author's variables, in text order."""
        names, term = self.program.body(rule).names, self.dictionary.term
        return tuple([(variable, term(bindings[local])) for variable, local in names.items() if local in bindings])
