"""The ground program as a network: one Boolean node for each fact that a case may have, over what is known of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from myologic.engine.strata import components
from myologic.engine.terms import IRI, Term
from myologic.kb.ground import GroundProgram
from myologic.population.network import FALSE, Network

Clause = tuple[int, int, int, tuple[int, ...], tuple[int, ...]]
"""Rule, conclusion, worth of its content, what must hold, what must not; as `GroundProgram.clause` has it."""


class Circuit:
    """Facts of a case as literals of a network.

    Parameters
    ----------
    program
        The ground program.
    given
        The predicates that facts of a case are written with.
    wanted
        The predicates whose facts are asked for; what they do not need is left out.

    Notes
    -----
    Facts are taken in the order of their needs. Facts that need each other are worked out as often as there are of them,
    which is enough for conditions without negation among themselves.
    """

    def __init__(self, program: GroundProgram, given: Iterable[IRI], wanted: Iterable[IRI]) -> None:
        self.program = program
        self.net = Network()
        self._inputs = {place for each in given if (place := program.predicates.get(each.value)) is not None}
        self._names = {place: name for name, place in program.predicates.items()}
        starts = [program.predicates[each.value] for each in wanted if each.value in program.predicates]
        self._clauses = self._needed(self._atoms(starts))
        self.groups = self._order()
        self.literals: dict[int, int] = {}
        self._any: dict[int, int] = {}
        for group in self.groups:
            self._work_out(group, self.literals, self._holds)

    # ------------------------------------------------------------------ what is there

    def clauses(self, atom: int) -> list[Clause]:
        """The clauses that conclude a fact."""
        return self._clauses.get(atom, [])

    def facts(self, predicate: IRI) -> dict[Term, int]:
        """The facts of a predicate: object to number; those that are needed only."""
        place = self.program.predicates.get(predicate.value)
        if place is None:
            return {}
        term = self.program.terms.term
        return {term(self.program.objects[each]): each for each in self._atoms([place]) if each in self._clauses}

    def literal(self, predicate: IRI, object_: Term) -> int:
        """The literal of a fact; false where nothing gives it."""
        atom = self.program.atom(predicate, object_)
        return self.literals.get(atom, FALSE)

    def some(self, predicate: IRI) -> int:
        """The literal that holds where any fact of a predicate does."""
        return self.net.disj(self.literals[each] for each in self.facts(predicate).values())

    def given(self, atom: int) -> int:
        """The literal of a fact being told, as against derived."""
        predicate = self.program.predicate_of(atom)
        if predicate not in self._inputs:
            return FALSE
        return self.net.input(input_name(self._names[predicate], self.program.terms.term(self.program.objects[atom])))

    def body(self, clause: Clause, premise: Callable[[int], int]) -> list[int]:
        """The literals of a clause's body: its premises as `premise` has them, and what must not hold."""
        found = [premise(each) for each in clause[3]]
        return found + [(self._some_of(-1 - each) if each < 0 else self.literals[each]) ^ 1 for each in clause[4]]

    # ------------------------------------------------------------------ making

    def _atoms(self, predicates: Iterable[int]) -> list[int]:
        starts = self.program.starts
        return [each for place in predicates for each in range(starts[place], starts[place + 1])]

    def _needed(self, wanted: list[int]) -> dict[int, list[Clause]]:
        program = self.program
        concluding: dict[int, list[Clause]] = {}
        for number in range(len(program.offsets) - 1):
            row = program.body[program.offsets[number] : program.offsets[number + 1]].tolist()
            end = 4 + row[3]
            concluding.setdefault(row[1], []).append((row[0], row[1], row[2], tuple(row[4:end]), tuple(row[end:])))
        found: dict[int, list[Clause]] = {}
        stack = wanted
        while stack:
            atom = stack.pop()
            if atom in found:
                continue
            found[atom] = concluding.get(atom, [])
            for _, _, _, positive, negative in found[atom]:
                stack += positive
                for each in negative:
                    stack += [each] if each >= 0 else self._atoms([-1 - each])
        return found

    def _order(self) -> list[list[int]]:
        """The facts in the order of their needs; those that need each other together."""
        atoms = sorted(self._clauses)
        place_of = {each: place for place, each in enumerate(atoms)}
        edges: list[list[int]] = []
        for atom in atoms:
            needs: set[int] = set()
            for _, _, _, positive, negative in self._clauses[atom]:
                needs.update(place_of[each] for each in positive)
                for each in negative:
                    needs.update(place_of[one] for one in ([each] if each >= 0 else self._atoms([-1 - each])))
            edges.append(sorted(needs))
        return [sorted(atoms[each] for each in group) for group in components(len(atoms), edges)]

    def _work_out(self, group: list[int], into: dict[int, int], value: Callable[[int], int]) -> None:
        for atom in group:
            into[atom] = FALSE
        for _ in range(len(group) + 1 if len(group) > 1 else 1):
            found = {atom: value(atom) for atom in group}
            if all(into[atom] == literal for atom, literal in found.items()):
                return
            into.update(found)

    def _holds(self, atom: int) -> int:
        products = [self.body(each, self.literals.__getitem__) for each in self._clauses[atom]]
        return self.net.sum_of_products([[self.given(atom)], *products])

    def _some_of(self, predicate: int) -> int:
        found = self._any.get(predicate)
        if found is None:
            found = self._any[predicate] = self.net.disj(self.literals[each] for each in self._atoms([predicate]))
        return found


def input_name(predicate: str, object_: Term) -> str:
    """The name of an input of the network: a predicate and an object.

    Examples
    --------
    >>> input_name("http://e/p", IRI("http://e/o"))
    'http://e/p http://e/o'
    """
    return f"{predicate} {object_.value if isinstance(object_, IRI) else object_}"
