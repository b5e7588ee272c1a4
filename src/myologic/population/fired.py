"""Which clauses fired for each person, as one short row of bits, and what can be read from it later without running anything.

Clauses that fire for the same people whatever is told share a bit. What was told has bits too, so that a row of bits
says everything that its person's conclusions rest on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.population.layout import Layout
from myologic.population.network import FALSE, TRUE


@dataclass(frozen=True, slots=True)
class Step:
    """A conclusion of one person, and why it holds.

    Parameters
    ----------
    atom
        The number of the fact in the ground program.
    rule
        The number of the rule, -1 for what says that one of several facts holds, None for what was told.
    premises
        The facts that it rests on.
    absent
        The facts that do not hold, as the clause asks; a negative number is a whole predicate.
    """

    atom: int
    rule: int | None
    premises: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()


class Fired:
    """The bits of clauses.

    Parameters
    ----------
    layout
        What is reported.
    """

    def __init__(self, layout: Layout) -> None:
        circuit = layout.circuit
        self._layout = layout
        self._told: dict[int, int] = {}
        self._clauses: list[tuple[int, Step]] = []
        for group in circuit.groups:
            for atom in group:
                told = circuit.given(atom)
                if told != FALSE:
                    self._told[atom] = told
                for clause in circuit.clauses(atom):
                    literal = layout.net.conj(circuit.body(clause, circuit.literals.__getitem__))
                    if literal != FALSE:
                        self._clauses.append((literal, Step(atom, clause[0], clause[3], clause[4])))
        distinct = {*self._told.values(), *(literal for literal, _ in self._clauses)}
        self.literals = sorted(distinct - {TRUE, FALSE})
        self._bit = {literal: place for place, literal in enumerate(self.literals)}

    @property
    def tag(self) -> bytes:
        """The first bytes of each person's row: they say for which content the bits stand."""
        return bytes.fromhex(self._layout.kb.hash[:8])

    @property
    def width(self) -> int:
        """Bytes of a person, without the tag."""
        return (len(self.literals) + 7) // 8

    def column(self, bits: Sequence[int], people: int) -> Any:
        """The bits of all people as an Arrow column of binaries.

        Parameters
        ----------
        bits
            For each of `literals` the people for whom it holds.
        people
            How many people there are.
        """
        import numpy as np
        import pyarrow as pa

        from myologic.population.packing import unpacked

        found = np.zeros((len(self.tag) + self.width, people), np.uint8)
        for place, each in enumerate(self.tag):
            found[place] = each
        for place, each in enumerate(bits, 8 * len(self.tag)):
            if each:
                found[place >> 3] |= unpacked(each, people) << (place & 7)
        rows = np.ascontiguousarray(found.T)
        return pa.Array.from_buffers(pa.binary(len(found)), people, [None, pa.py_buffer(rows)])

    def told(self, row: bytes) -> list[int]:
        """The facts that were told of a person."""
        return [atom for atom, literal in self._told.items() if self._holds(row, literal)]

    def steps(self, row: bytes) -> dict[int, Step]:
        """For each fact that holds of a person why it does, first what is needed: the clause that leads back soonest.

        Parameters
        ----------
        row
            The person's bits.

        Raises
        ------
        QuestionError
            If the bits stand for other content.
        """
        if row[: len(self.tag)] != self.tag or len(row) != len(self.tag) + self.width:
            raise QuestionError("these bits were written with other content: explain them with the content of that run")
        found = {atom: Step(atom, None) for atom in self.told(row)}
        waiting = [step for literal, step in self._clauses if self._holds(row, literal)]
        while waiting:
            # Clauses stand in the order of their needs; only facts that need each other take a second round.
            later = []
            for step in waiting:
                if step.atom in found:
                    continue
                if all(each in found for each in step.premises):
                    found[step.atom] = step
                else:
                    later.append(step)
            if len(later) == len(waiting):
                break
            waiting = later
        return found

    def _holds(self, row: bytes, literal: int) -> bool:
        if literal == TRUE:
            return True
        place = self._bit[literal] + 8 * len(self.tag)
        return bool(row[place >> 3] >> (place & 7) & 1)
