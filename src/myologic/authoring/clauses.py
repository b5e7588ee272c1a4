"""The rules about a case of two versions of content, both specialised and in common numbers, so that they can be compared.

The ground program of a version (`myologic.kb.grounding`) holds every instance of every rule about a case as a clause
between facts of a case. Where the clauses of two versions are the same, no case ends differently; where they are not, the
clauses that only one has are where every difference begins.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from myologic.engine.records import dataclass
from myologic.engine.rules import Rule
from myologic.kb.base import KnowledgeBase
from myologic.kb.ground import GroundProgram, ground_program

Fact = tuple[str, object]
"""The address of a predicate and an object; of a fact that stands for a NOT over several facts, what would make it hold."""
Clause = tuple[tuple[int, int, bool, int] | None, int, int, tuple[int, ...], tuple[int, ...]]
"""How sure its rule is, its conclusion, what its content is worth, what must hold, and what must not: a fact, or -1 less the
number of a predicate of which nothing must hold."""
BLOCK = ""
"""What stands for the predicate of a fact that stands for a NOT over several facts."""


_PLACE = re.compile(r"Place\([^()]*\)")


def rule_text(rule: Rule) -> str:
    """What a rule says, wherever it stands: equal for rules that say the same."""
    return _PLACE.sub("", repr(rule))


class Numbers:
    """Numbers for facts and predicates, the same for both versions."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.predicates: dict[str, int] = {}
        self._number: dict[Fact, int] = {}

    def fact(self, predicate: str, what: object) -> int:
        """The number of a fact."""
        key = (predicate, what)
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self.facts)
            self.facts.append(key)
        return number

    def predicate(self, name: str) -> int:
        """The number of a predicate."""
        return self.predicates.setdefault(name, len(self.predicates))


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one version.

    Parameters
    ----------
    every
        All clauses, what is concluded first before what rests on it, as far as that can be.
    touched
        Those that the other version has not, each with where that begins: at the rule (its place) where the rule itself
        is not the same, at the clause where the content is not.
    numbers
        The common numbers of the facts of its ground program, by their own.
    """

    every: tuple[Clause, ...]
    touched: Mapping[Clause, Clause | int]
    numbers: tuple[int, ...]


def compared_clauses(old: KnowledgeBase, new: KnowledgeBase, numbers: Numbers) -> tuple[Clauses, Clauses] | None:
    """The clauses of two versions, with those that only one of them has; None where one has no ground program.

    Parameters
    ----------
    old, new
        The versions.
    numbers
        Takes the numbers of all facts.
    """
    before, after = ground_program(old), ground_program(new)
    if before is None or after is None:
        return None
    ours, theirs = _Reader(old, before, numbers), _Reader(new, after, numbers)
    first, second = dict(ours.clauses()), dict(theirs.clauses())
    return ours.compared(first, second, theirs), theirs.compared(second, first, ours)


class _Reader:
    """Reads a ground program in common numbers."""

    def __init__(self, kb: KnowledgeBase, program: GroundProgram, numbers: Numbers) -> None:
        self._kb, self._program, self._numbers = kb, program, numbers
        self._names = {place: name for name, place in program.predicates.items()}
        self._rows = [program.clause(number) for number in range(len(program.offsets) - 1)]
        self._known: dict[int, int] = {}
        self._blocks: dict[int, list[tuple[int, ...]]] = {}
        for rule, head, _, positive, _ in self._rows:
            if rule < 0:
                self._blocks.setdefault(head, []).append(positive)

    def compared(self, own: Mapping[Clause, int], others: Collection[Clause], other: _Reader) -> Clauses:
        """The clauses, and which of them another version has not."""
        touched = [each for each in own if each not in others]
        theirs = frozenset(other.rules().values()) if touched else frozenset()
        changed = {place for place, rule in self.rules().items() if rule not in theirs} if touched else set()
        begins = {each: own[each] if own[each] in changed else each for each in touched}
        return Clauses(tuple(own), begins, self.numbered())

    def rules(self) -> dict[int, tuple[str, object]]:
        """The rules by their places: what each says, wherever it stands, and how sure it is."""
        rules = self._kb.inference.program.rules
        return {place: (rule_text(rules[place]), sure) for place, sure in self._program.rules.items()}

    def clauses(self) -> Iterator[tuple[Clause, int]]:
        """The clauses, in the order of the program, each with the place of its rule."""
        for rule, head, worth, positive, negative in self._rows:
            sure = self._program.rules[rule] if rule >= 0 else None
            denied = tuple(sorted(map(self._denied, negative)))
            yield (sure, self._number(head), worth, self._sorted(positive), denied), rule

    def numbered(self) -> tuple[int, ...]:
        """The common numbers of all facts."""
        return tuple(map(self._number, range(len(self._program.objects))))

    def _number(self, atom: int) -> int:
        found = self._known.get(atom)
        if found is None:
            name = self._names.get(self._program.predicate_of(atom), BLOCK)
            if name:
                what: object = self._program.terms.term(self._program.objects[atom])
            else:
                what = frozenset(map(self._sorted, self._blocks.get(atom, ())))
            found = self._known[atom] = self._numbers.fact(name, what)
        return found

    def _sorted(self, atoms: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(map(self._number, atoms)))

    def _denied(self, atom: int) -> int:
        return self._number(atom) if atom >= 0 else -1 - self._numbers.predicate(self._names[-1 - atom])
