"""What some facts rest on: all derivations of them and of all their premises, found backwards from the facts.

Where `derivations` lists the instances of all rules, this lists those below a few facts, for what is asked of them only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush

from myologic.engine.derivations import Derivations, Step
from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, NEVER
from myologic.engine.proof import Proof, absences, build_proof
from myologic.engine.rules import Negation
from myologic.engine.search import Bindings, Search
from myologic.engine.terms import Term, Triple, Variable

# Beyond so many derivations only one of each fact is listed: the graph of everything may be as large as everything.
MOST_STEPS = 10_000
# Beyond so many facts or derivations it is less work to list those of all facts at once.
_ONE_BY_ONE = 3_000


class Lineage:
    """The derivations below some facts, one entry for each rule and premises; it grows as more facts are asked for.

    Parameters
    ----------
    search
        Over finished facts, with room of its own for terms.
    most_steps
        How many derivations are listed; of facts met after that one each, which rests on earlier rounds. None for all.
    is_settled
        Facts that are taken as they are: nothing below them is looked at. By default none.
    everything
        Gives the derivations of all facts, to be used if many are asked for; None if there is no such list.
    """

    def __init__(
        self,
        search: Search,
        most_steps: int | None = MOST_STEPS,
        is_settled: Callable[[Parts], bool] = lambda fact: False,
        everything: Callable[[], Derivations] | None = None,
    ) -> None:
        self.search = search
        self.most_steps = most_steps
        self.is_settled = is_settled
        self.everything = everything
        self._listed = 0
        self.steps: dict[Parts, tuple[Step, ...]] = {}
        self.whole = True
        self._rounds: dict[Parts, int] = {}
        self._solutions: dict[Step, Bindings] = {}
        self._absences: dict[Step, tuple[Negation, ...]] = {}
        self._keys: dict[Parts, tuple[str, str, str]] = {}
        self._proofs: dict[tuple[Parts, Step, tuple[int, ...]], Proof] = {}
        self._leaves: dict[Parts, Proof] = {}

    def close(self, goals: Iterable[Parts]) -> None:
        """List the derivations of some facts that hold and of everything below them."""
        waiting = [goal for goal in goals if goal not in self.steps]
        while waiting:
            following: list[Parts] = []
            for fact in waiting:
                if fact not in self.steps:
                    found = self.steps[fact] = tuple(self._find(fact))
                    following += [premise for _, premises in found for premise in premises]
            # Layer by layer, so that a limit leaves out what is far away.
            waiting = [fact for fact in dict.fromkeys(following) if fact not in self.steps]

    def close_all(self, facts: Iterable[Parts]) -> None:
        """List the derivations of some facts, and of nothing below them."""
        for fact in facts:
            if fact not in self.steps:
                self.steps[fact] = tuple(self._find(fact))

    def _find(self, fact: Parts) -> Iterator[Step]:
        if self.is_settled(fact):
            return
        many = max(len(self.steps), self._listed) >= _ONE_BY_ONE
        if many and self.most_steps is None and self.everything is not None:
            yield from self.everything().by_conclusion.get(fact, ())
            return
        one = self.most_steps is not None and self._listed >= self.most_steps
        self.whole = self.whole and not one
        if one and self.is_leaf(fact):
            return
        seen: set[Step] = set()
        for rule, solution in self.search.derivations(fact, self.round_of(fact) if one else NEVER):
            step = rule, self.search.premises(rule, solution)
            if step in seen:
                continue
            seen.add(step)
            self._listed += 1
            # A step may have several conclusions; its solution is the same for each.
            self._solutions.setdefault(step, solution)
            yield step
            if one or (self.most_steps is not None and self._listed >= 2 * self.most_steps):
                return

    def below(self, goal: Parts) -> list[Parts]:
        """A fact and all facts that any derivation below it uses."""
        self.close((goal,))
        found = {goal: None}
        waiting = [goal]
        while waiting:
            for _, premises in self.steps[waiting.pop()]:
                for premise in premises:
                    if premise not in found:
                        found[premise] = None
                        waiting.append(premise)
        return list(found)

    def round_of(self, fact: Parts) -> int:
        """The round of a fact."""
        number = self._rounds.get(fact)
        if number is None:
            number = self._rounds[fact] = self.search.round_of(fact)
        return number

    def is_leaf(self, fact: Parts) -> bool:
        """Whether a fact was given or stands in a DATA block."""
        return self.round_of(fact) < FIRST_DERIVED

    def key(self, fact: Parts) -> tuple[str, str, str]:
        """The texts of a fact's terms: an order that does not depend on numbers."""
        found = self._keys.get(fact)
        if found is None:
            found = self._keys[fact] = self.search.dictionary.triple_key(fact)
        return found

    # ------------------------------------------------------------------ steps as the author sees them

    def values(self, step: Step) -> tuple[tuple[Variable, Term], ...]:
        """The variables of a step's rule with their values, in the order of the text."""
        names = self.search.program.body(step[0]).names
        solution, term = self._solutions.get(step), self.search.dictionary.term
        if solution is None:
            solution = self._solutions[step] = self.search.solution_of(*step)
        return tuple((variable, term(solution[local])) for variable, local in names.items())

    def absences(self, step: Step) -> tuple[Negation, ...]:
        """What a step found absent, in a form that is equal for equal absences."""
        found = self._absences.get(step)
        if found is None:
            program = self.search.program
            found = absences(program.rules[step[0]], dict(self.values(step))) if program.body(step[0]).absents else ()
            self._absences[step] = found
        return found

    def leaf(self, fact: Parts) -> Proof:
        """The proof of a fact that was given."""
        proof = self._leaves.get(fact)
        if proof is None:
            proof = self._leaves[fact] = Proof(self.triple(fact))
        return proof

    def proof(self, fact: Parts, step: Step, premises: tuple[Proof, ...]) -> Proof:
        """The proof with a last step; one object for equal proofs."""
        key = fact, step, tuple(map(id, premises))
        proof = self._proofs.get(key)
        if proof is None:
            program = self.search.program
            rule, stratum = program.rules[step[0]], program.order.stratum[step[0]]
            proof = build_proof(self.triple(fact), rule, self.values(step), premises, stratum)
            self._proofs[key] = proof
        return proof

    def triple(self, fact: Parts) -> Triple:
        """A fact as a triple."""
        return self.search.dictionary.triple(fact)


def shortest_steps(
    facts: Sequence[Parts],
    steps: Mapping[Parts, Sequence[Step]],
    is_leaf: Callable[[Parts], bool],
    allowed: Callable[[Parts, Step], bool] = lambda fact, step: True,
    goal: Parts | None = None,
) -> dict[Parts, Step | None]:
    """For each fact the last step of its shortest proof; None for a leaf, nothing for what has no proof.

    Parameters
    ----------
    facts
        All facts concerned, in an order that decides where proofs are of equal size.
    steps
        Their derivations, from these facts.
    is_leaf
        Whether a fact needs no step.
    allowed
        Whether a step may be used.
    goal
        Where to stop; None for all facts.

    Notes
    -----
    The size of a proof is the number of its steps, each counted as often as it is used. Facts come in the order of the sizes
    of their proofs (D. E. Knuth, A generalization of Dijkstra's algorithm, Inf. Process. Lett. 6, 1977).
    """
    place = {fact: number for number, fact in enumerate(facts)}
    users: dict[Parts, list[tuple[Parts, Step]]] = {}
    chosen: dict[Parts, Step | None] = {}
    sizes: dict[Parts, int] = {}
    lacking: dict[tuple[Parts, Step], int] = {}
    heap: list[tuple[int, int, int, tuple[int, ...], Parts, Step | None]] = []

    def offer(fact: Parts, step: Step) -> None:
        size = 1 + sum(sizes[premise] for premise in step[1])
        heappush(heap, (size, place[fact], step[0], tuple(place[premise] for premise in step[1]), fact, step))

    for fact in facts:
        if is_leaf(fact):
            heappush(heap, (0, place[fact], -1, (), fact, None))
        for step in steps.get(fact, ()):
            if allowed(fact, step):
                premises = dict.fromkeys(step[1])
                lacking[fact, step] = len(premises)
                for premise in premises:
                    users.setdefault(premise, []).append((fact, step))
                if not premises:
                    offer(fact, step)
    while heap and goal not in chosen:
        size, _, _, _, fact, last = heappop(heap)
        if fact in chosen:
            continue
        chosen[fact], sizes[fact] = last, size
        for use in users.get(fact, ()):
            lacking[use] -= 1
            if lacking[use] == 0 and use[0] not in chosen:
                offer(*use)
    return chosen
