"""How sure a fact is, as literals: one for each level, holding where the fact is at least as sure."""

from __future__ import annotations

from myologic.engine.certainty import CORROBORATION_CEILING
from myologic.kb.ground import SURE
from myologic.kb.levels import CONTESTED_MARK
from myologic.population.circuit import Circuit, Clause
from myologic.population.network import FALSE, TRUE

CEILING = int(CORROBORATION_CEILING) + 1
Evidence = dict[frozenset[int], int]
"""What a fact may rest on, each with the literal of where it does; at most one of them holds."""


class Levels:
    """Levels of facts of a case, from the operators of `engine/certainty.py` over the clauses.

    Parameters
    ----------
    circuit
        The facts.
    wanted
        Numbers of the facts whose levels are asked for.
    """

    def __init__(self, circuit: Circuit, wanted: list[int]) -> None:
        self._circuit, self._net = circuit, circuit.net
        self._rules = circuit.program.rules
        self._at: dict[int, list[int]] = {}
        """For each fact the literals of being at least of rank 1, 2 … 5."""
        self._evidence: dict[int, Evidence] = {}
        self._sets: dict[int, frozenset[frozenset[int]]] = {}
        self._busy: set[int] = set()
        self._cyclic = {atom for group in circuit.groups if len(group) > 1 for atom in group}
        needed, stack = set[int](), list(wanted)
        while stack:
            atom = stack.pop()
            if atom not in needed:
                needed.add(atom)
                stack += [each for clause in circuit.clauses(atom) for each in clause[3]]
        for group in circuit.groups:
            inside = [each for each in group if each in needed]
            for atom in inside:
                self._at[atom] = [circuit.literals[atom]] + [FALSE] * (SURE - 1)
            for _ in range(SURE * len(inside) if len(group) > 1 else 1):
                found = {atom: self._ranks(atom) for atom in inside}
                if all(self._at[atom] == ranks for atom, ranks in found.items()):
                    break
                self._at.update(found)

    def at_least(self, atom: int, rank: int) -> int:
        """The literal of a fact holding at a rank or above.

        Parameters
        ----------
        atom
            The number of one of the facts asked for.
        rank
            1 for contested to 5 for high.
        """
        return self._at[atom][rank - 1]

    def _ranks(self, atom: int) -> list[int]:
        circuit, net = self._circuit, self._net
        found = [circuit.literals[atom]]
        for rank in range(2, SURE + 1):
            products = [[circuit.given(atom)]]
            for clause in circuit.clauses(atom):
                passing = self._passing(clause, rank)
                if passing is not None:
                    products.append(passing)
            found.append(net.sum_of_products(products))
        lift = self._corroborated(atom)
        if lift != FALSE:
            before = tuple(found)
            for rank in range(3, CEILING + 1):
                found[rank - 1] = net.disj((before[rank - 1], net.conj((before[rank - 2], lift))))
        return found

    def _passing(self, clause: Clause, rank: int) -> list[int] | None:
        """The literals of a clause giving at least a rank, or None where it never does."""
        loss, most, _, own = self._rules[clause[0]]
        least = next(
            (low for low in range(1, SURE + 1) if min(most, low if low == 1 else max(2, low - loss)) >= rank), None
        )
        if least is None or clause[2] % CONTESTED_MARK < least or own < least:
            return None
        return self._circuit.body(clause, lambda each: self._at[each][least - 1])

    def _corroborated(self, atom: int) -> int:
        """The literal of two clauses holding that rest on separate evidence, by rules that allow it."""
        net = self._net
        supports = [
            (clause, net.conj(passing))
            for clause in self._circuit.clauses(atom)
            if self._rules[clause[0]][2] and (passing := self._passing(clause, 2)) is not None
        ]
        possible = [self._possible(clause[3]) for clause, _ in supports]
        if all(len(each) == 1 and len(next(iter(each))) <= 1 for each in possible):
            # Each rests on one thing: two of them, whichever.
            alone: dict[frozenset[int], list[int]] = {}
            for (_, holds), sets in zip(supports, possible, strict=True):
                for each in sets:
                    alone.setdefault(each, []).append(holds)
            return net.two_of([net.disj(holds) for each, holds in alone.items() if each])
        found = []
        for place, (clause, holds) in enumerate(supports):
            for other in range(place + 1, len(supports)):
                pairs = [(one, two) for one in possible[place] for two in possible[other]]
                apart = [bool(one) and bool(two) and one.isdisjoint(two) for one, two in pairs]
                if not any(apart):
                    continue
                both = [holds, supports[other][1]]
                if not all(apart):
                    mine, theirs = self._of_clause(clause), self._of_clause(supports[other][0])
                    both.append(
                        net.disj(
                            net.conj((mine.get(one, FALSE), theirs.get(two, FALSE)))
                            for (one, two), is_apart in zip(pairs, apart, strict=True)
                            if is_apart
                        )
                    )
                found.append(both)
        return net.sum_of_products(found)

    def _possible(self, premises: tuple[int, ...]) -> frozenset[frozenset[int]]:
        """The evidence that premises may rest on together."""
        found = {frozenset[int]()}
        for premise in premises:
            known = self._sets.get(premise)
            if known is None:
                known = frozenset(self._rests_on_some(premise))
                if self._keeps(premise):
                    self._sets[premise] = known
            found = {one | other for one in found for other in known}
        return frozenset(found)

    def _rests_on_some(self, atom: int) -> set[frozenset[int]]:
        found: set[frozenset[int]] = set()
        if self._circuit.given(atom) != FALSE:
            is_evidence = self._circuit.program.predicate_of(atom) in self._circuit.program.evidence
            found.add(frozenset((atom,) if is_evidence else ()))
        self._busy.add(atom)
        for clause in self._first_ones(atom):
            if self._circuit.net.conj(self._circuit.body(clause, self._circuit.literals.__getitem__)) != FALSE:
                found |= self._possible(clause[3])
        self._busy.discard(atom)
        return found

    def _of_clause(self, clause: Clause) -> Evidence:
        found: Evidence = {frozenset(): TRUE}
        for premise in clause[3]:
            joined: Evidence = {}
            for left, first in found.items():
                for right, second in self._rests_on(premise).items():
                    both = left | right
                    joined[both] = self._net.disj((joined.get(both, FALSE), self._net.conj((first, second))))
            found = joined
        return found

    def _rests_on(self, atom: int) -> Evidence:
        """What a fact rests on by its first derivation: itself where it was told, else that of the first clause that holds."""
        known = self._evidence.get(atom)
        if known is not None:
            return known
        circuit, net = self._circuit, self._net
        told = circuit.given(atom)
        is_evidence = circuit.program.predicate_of(atom) in circuit.program.evidence
        found: Evidence = {frozenset((atom,) if is_evidence else ()): told} if told != FALSE else {}
        open_yet = told ^ 1
        self._busy.add(atom)
        for clause in self._first_ones(atom):
            fired = net.conj(circuit.body(clause, circuit.literals.__getitem__))
            for evidence, where in self._of_clause(clause).items():
                here = net.conj((open_yet, fired, where))
                if here != FALSE:
                    found[evidence] = net.disj((found.get(evidence, FALSE), here))
            open_yet = net.conj((open_yet, fired ^ 1))
        self._busy.discard(atom)
        if self._keeps(atom):
            self._evidence[atom] = found
        return found

    def _keeps(self, atom: int) -> bool:
        """Whether what was found for a fact holds for good: not so on the way round a cycle."""
        return atom not in self._cyclic or self._busy.isdisjoint(self._cyclic)

    def _first_ones(self, atom: int) -> list[Clause]:
        """The clauses of a fact that do not lead back to it, in order."""
        return [each for each in self._circuit.clauses(atom) if self._busy.isdisjoint(each[3])]
