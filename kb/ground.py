"""Running a ground program for one case: which facts hold, by which clauses, and how sure they are.

Predicates are worked out when they are asked for, with those they need; one that is not asked for costs nothing.
"""

from __future__ import annotations

import json
from _thread import RLock
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from weakref import WeakKeyDictionary

from myologic.engine.certainty import CORROBORATION_CEILING
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.levels import CONTESTED_MARK, level_shown
from myologic.kb.terms import TermTable

Rule = tuple[int, int, bool, int]
"""Levels lost by a use of the rule, the highest level it gives, whether separate evidence lifts the level, its own level."""
SURE = 5


class GroundProgram:
    """A ground program as it was packed.

    Parameters
    ----------
    parts
        The sections that `pack_ground` made.
    terms
        The table that numbers the objects.
    """

    def __init__(self, parts: Mapping[str, memoryview], terms: TermTable) -> None:
        head = json.loads(bytes(parts["ground.head"]))
        self.terms = terms
        self.predicates: dict[str, int] = {name: place for place, name in enumerate(head["predicates"]) if name}
        self.group_of: list[int] = head["groups"]
        self.needs: list[list[int]] = head["needs"]
        self.rules: dict[int, Rule] = {int(place): tuple(said) for place, said in head["rules"].items()}
        self.copied: frozenset[str] = frozenset(head["copied"])
        self.evidence: frozenset[int] = frozenset(head["evidence"])
        self.starts, self.objects, self.body, self.offsets, self.calls, self.call_offsets, self.group_at = (
            parts[f"ground.{name}"].cast("i")
            for name in ("starts", "terms", "body", "offsets", "calls", "call_offsets", "group_at")
        )
        members: dict[int, list[int]] = {}
        for predicate, group in enumerate(self.group_of):
            members.setdefault(group, []).append(predicate)
        self.members = members
        self.clauses: dict[int, tuple[int, int, int, tuple[int, ...], tuple[int, ...]]] = {}
        self.known_fires: dict[int, tuple[int, tuple[tuple[int, list[int]], ...]]] = {}
        self._predicate_of: dict[int, int] = {}
        self._known: dict[tuple[Term, Term], int] = {}

    def atom(self, predicate: Term, object_: Term) -> int:
        """The number of a fact of a case, or -1 where no clause speaks of it."""
        known = self._known.get((predicate, object_))
        if known is None:
            known = -1
            place = self.predicates.get(predicate.value) if isinstance(predicate, IRI) else None
            number = self.terms.number(object_)
            if place is not None and number >= 0:
                low, high = self.starts[place], self.starts[place + 1]
                found = bisect_left(self.objects, number, low, high)
                known = found if found < high and self.objects[found] == number else -1
            self._known[predicate, object_] = known
        return known

    def predicate_of(self, atom: int) -> int:
        """The number of the predicate of a fact."""
        found = self._predicate_of.get(atom)
        if found is None:
            found = self._predicate_of[atom] = _last(self.starts, atom)
        return found

    def fires(self, atom: int) -> tuple[int, tuple[tuple[int, list[int]], ...]]:
        """The predicate of a fact, and the clauses that it may fire, by the group of what they conclude."""
        known = self.known_fires.get(atom)
        if known is None:
            groups: dict[int, list[int]] = {}
            for number in self.calls[self.call_offsets[atom] : self.call_offsets[atom + 1]]:
                groups.setdefault(self.group_at[number], []).append(number)
            known = self.known_fires[atom] = (self.predicate_of(atom), tuple(groups.items()))
        return known

    def clause(self, number: int) -> tuple[int, int, int, tuple[int, ...], tuple[int, ...]]:
        """A clause: rule, conclusion, worth of its content, what must hold, what must not."""
        known = self.clauses.get(number)
        if known is None:
            row = self.body[self.offsets[number] : self.offsets[number + 1]].tolist()
            end = 4 + row[3]
            known = self.clauses[number] = (row[0], row[1], row[2], tuple(row[4:end]), tuple(row[end:]))
        return known


def _written(term: Term) -> str:
    return term.value if isinstance(term, IRI) else str(term)


def _last(starts: memoryview, atom: int) -> int:
    """The last place whose start is at most a number."""
    low, high = 0, len(starts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if starts[middle] <= atom:
            low = middle
        else:
            high = middle - 1
    return low


class GroundCase:
    """A case as the ground program sees it: the same facts and levels as an overlay, without proofs.

    It works out what it is asked for, one thread at a time; what is ready is read by any number of them.

    Parameters
    ----------
    program
        The program.
    facts
        The facts of the case.
    """

    def __init__(self, program: GroundProgram, facts: Iterable[Triple]) -> None:
        self._program = program
        self._given: set[int] = set()
        self._other: dict[Term, list[Term]] = {}
        self.person: Term | None = None
        self.complete = True
        self._fired: dict[int, list[int]] = {}
        """For each fact that holds the clauses that gave it, in the order of firing; none for a given fact."""
        self._pending: list[list[int]] = [[] for _ in program.needs]
        self._lock = RLock()
        self._done: set[int] = set()
        """The groups that were begun; `_ready` are those that are finished, which need no lock."""
        self._ready: set[int] = set()
        self._true: dict[int, list[int]] = {}
        self._answers: dict[Term, tuple[Term, ...]] = {}
        self._order: dict[int, int] = {}
        self._levels: dict[int, tuple[int, bool]] = {}
        self._rests_on: dict[int, frozenset[int]] = {}
        self._missed = False
        for fact in facts:
            self.person = fact.subject
            atom = program.atom(fact.predicate, fact.object)
            if atom < 0:
                # Nothing follows from it, unless a rule copies it unseen: then the engine has to see to it.
                if isinstance(fact.predicate, IRI) and fact.predicate.value in program.copied:
                    self.complete = False
                self._other.setdefault(fact.predicate, []).append(fact.object)
                continue
            self._given.add(atom)
        for atom in sorted(self._given):
            self._hold(atom)

    def _hold(self, atom: int) -> None:
        """Let a given fact hold, and remember the clauses that it may fire."""
        self._order[atom] = len(self._order)
        self._fired[atom] = []
        predicate, fires = self._program.fires(atom)
        self._true.setdefault(predicate, []).append(atom)
        for group, numbers in fires:
            self._pending[group] += numbers

    def _have(self, group: int) -> None:
        if group not in self._ready:
            with self._lock:
                if group not in self._done:
                    self._need(group)
                self._ready.add(group)

    def _need(self, group: int) -> None:
        """Work out a group of predicates and whatever it needs."""
        done, program, pending = self._done, self._program, self._pending
        done.add(group)
        for other in program.needs[group]:
            if other not in done:
                self._need(other)
        waiting = pending[group]
        if not waiting:
            return
        # Most of a case's time is spent here: what is known is looked up without a call.
        fired, order, true, seen = self._fired, self._order, self._true, set[int]()
        clause_known, fires_known = program.clauses.get, program.known_fires.get
        while waiting:
            pending[group] = []
            for number in waiting:
                if number in seen:
                    continue
                _, head, _, positive, negative = clause_known(number) or program.clause(number)
                for each in positive:
                    if each not in order:
                        break
                else:
                    for each in negative:
                        if each in order if each >= 0 else true.get(-1 - each):
                            break
                    else:
                        seen.add(number)
                        if head in order:
                            fired[head].append(number)
                            continue
                        order[head] = len(order)
                        fired[head] = [number]
                        predicate, fires = fires_known(head) or program.fires(head)
                        if predicate in true:
                            true[predicate].append(head)
                        else:
                            true[predicate] = [head]
                        for other, numbers in fires:
                            pending[other] += numbers
            waiting = pending[group]

    # ------------------------------------------------------------------ reading

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of the person and a predicate, sorted."""
        known = self._answers.get(predicate)
        if known is None:
            found = list(self._other.get(predicate, ()))
            place = self._program.predicates.get(predicate.value) if isinstance(predicate, IRI) else None
            if place is not None:
                self._have(self._program.group_of[place])
                objects, term = self._program.objects, self._program.terms.term
                found += [term(objects[atom]) for atom in self._true.get(place, ())]
            known = self._answers[predicate] = tuple(sorted(found, key=_written)) if len(found) > 1 else tuple(found)
        return known if subject == self.person else ()

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact of the person holds."""
        atom = self._program.atom(predicate, object_)
        if subject != self.person or atom < 0:
            return subject == self.person and object_ in self._other.get(predicate, ())
        self._have(self._program.group_of[self._program.predicate_of(atom)])
        return atom in self._order

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact of the person was derived by a rule, and not told."""
        atom = self._program.atom(triple.predicate, triple.object)
        return atom >= 0 and atom not in self._given and self.has(*triple)

    def reasons(self, predicate: Term, object_: Term) -> tuple[tuple[str, Term], ...]:
        """The facts of the person that the clauses behind a fact rest on: predicate and object of each."""
        atom = self._program.atom(predicate, object_)
        if atom < 0 or not self.has(self.person, predicate, object_):  # type: ignore[arg-type]  # atoms have a person
            return ()
        program = self._program
        names = {place: name for name, place in program.predicates.items()}
        found = {each for number in self._fired[atom] for each in program.clause(number)[3]}
        return tuple(
            (names[program.predicate_of(each)], program.terms.term(program.objects[each])) for each in sorted(found)
        )

    # ------------------------------------------------------------------ certainty

    def certainty(self, triple: Triple) -> str | None:
        """How sure a fact of the person is, a level's name, or None where nothing uncertain is involved."""
        atom = self._program.atom(triple.predicate, triple.object)
        if atom < 0 or not self.has(*triple):
            return None
        with self._lock:  # levels grow while they are found: nobody may look at them in between
            if atom not in self._levels:
                self._find_levels(atom)
            rank, contested = self._levels[atom]
        return level_shown(rank + (CONTESTED_MARK if contested else 0))

    def _find_levels(self, wanted: int) -> None:
        """The levels of a fact and of all it rests on: the least that satisfy all clauses, cycles included."""
        clause_of, levels = self._program.clause, self._levels
        needed, stack = set[int](), [wanted]
        while stack:
            atom = stack.pop()
            if atom in needed or atom in levels:
                continue
            needed.add(atom)
            stack += [each for number in self._fired[atom] for each in clause_of(number)[3]]
        queue = sorted(needed, key=self._order.__getitem__)
        cyclic = False
        while True:
            self._missed = changed = False
            for atom in queue:
                value = self._level(atom)
                if value is not None and levels.get(atom) != value:
                    levels[atom] = value
                    changed = True
            # Where a premise was not known yet there is a cycle, or a way round one: once more until nothing changes.
            cyclic = cyclic or self._missed
            if not (cyclic and changed):
                return

    def _level(self, atom: int) -> tuple[int, bool] | None:
        rank, contested, supports = 0, False, []
        program, levels = self._program, self._levels
        if atom in self._given:
            rank = SURE
        for number in self._fired[atom]:
            rule, _, worth, positive, _ = program.clauses[number]
            lowest, marked = worth % CONTESTED_MARK, worth >= CONTESTED_MARK
            for each in positive:
                known = levels.get(each)
                if known is None:
                    self._missed = True
                    break
                if known[0] < lowest:
                    lowest = known[0]
                marked = marked or known[1]
            else:
                loss, most, corroborates, own = program.rules[rule]
                lowest, marked = own if own < lowest else lowest, marked or own == 1
                if lowest != 1:
                    lowest = max(2, lowest - loss)
                if lowest > most:
                    lowest = most
                if lowest > rank:
                    rank = lowest
                contested = contested or marked
                if corroborates and lowest > 1:
                    supports.append(frozenset().union(*(self._evidence(each) for each in positive)))
        if not rank:
            return None
        for place, first in enumerate(supports):
            if first and any(second and first.isdisjoint(second) for second in supports[place + 1 :]):
                ceiling = int(CORROBORATION_CEILING) + 1
                return (rank + 1 if 1 < rank < ceiling else rank), contested
        return rank, contested

    def _evidence(self, atom: int) -> frozenset[int]:
        """The evidence that a fact rests on by its first derivation."""
        known = self._rests_on.get(atom)
        if known is None:
            known = self._rests_on[atom] = self._find_evidence(atom)
        return known

    def _find_evidence(self, atom: int) -> frozenset[int]:
        if atom in self._given:
            is_evidence = self._program.predicate_of(atom) in self._program.evidence
            return frozenset((atom,)) if is_evidence else frozenset()
        place = self._order[atom]
        for number in self._fired[atom]:
            positive = self._program.clauses[number][3]
            if all(self._order[each] < place for each in positive):
                return frozenset().union(*map(self._evidence, positive))
        return frozenset()


_PROGRAMS: WeakKeyDictionary[KnowledgeBase, GroundProgram | None] = WeakKeyDictionary()


def ground_program(kb: KnowledgeBase) -> GroundProgram | None:
    """The ground program of a knowledge base, or None where its rules could not be specialised."""
    if kb not in _PROGRAMS:
        parts = kb.ground_parts
        _PROGRAMS[kb] = GroundProgram(parts, kb.terms) if parts else None
    return _PROGRAMS[kb]
