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
Clause = tuple[int, int, int, tuple[int, ...], tuple[int, ...]]
"""Rule, conclusion, worth of its content, what must hold, what must not."""
Firing = tuple[int, int, tuple[int, ...], tuple[int, ...]]
"""A clause as one of its premises sees it: number, conclusion, what must hold beside that premise, what must not."""
Weight = tuple[int, bool, int, int, bool, tuple[int, ...]]
"""A clause as levels see it: the least of its content and its rule, whether that is contested, levels lost, the highest level,
whether separate evidence lifts, and its premises."""
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
        self.clauses: dict[int, Clause] = {}
        self.known_fires: dict[int, tuple[int, tuple[tuple[int, list[Firing]], ...]]] = {}
        self.weights: dict[int, Weight] = {}
        self._predicate_of: dict[int, int] = {}
        self._object_of: dict[int, Term] = {}
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

    def object_of(self, atom: int) -> Term:
        """The object of a fact."""
        found = self._object_of.get(atom)
        if found is None:
            found = self._object_of[atom] = self.terms.term(self.objects[atom])
        return found

    def predicate_of(self, atom: int) -> int:
        """The number of the predicate of a fact."""
        found = self._predicate_of.get(atom)
        if found is None:
            found = self._predicate_of[atom] = _last(self.starts, atom)
        return found

    def fires(self, atom: int) -> tuple[int, tuple[tuple[int, list[Firing]], ...]]:
        """The predicate of a fact, and the clauses that it may fire, by the group of what they conclude."""
        known = self.known_fires.get(atom)
        if known is None:
            groups: dict[int, list[Firing]] = {}
            for number in self.calls[self.call_offsets[atom] : self.call_offsets[atom + 1]]:
                _, head, _, positive, negative = self.clause(number)
                beside = tuple(each for each in positive if each != atom)
                groups.setdefault(self.group_at[number], []).append((number, head, beside, negative))
            known = self.known_fires[atom] = (self.predicate_of(atom), tuple(groups.items()))
        return known

    def weight(self, number: int) -> Weight:
        """What a clause is worth, with what is said of its rule."""
        known = self.weights.get(number)
        if known is None:
            rule, _, worth, positive, _ = self.clause(number)
            loss, most, corroborates, own = self.rules[rule]
            contested = worth >= CONTESTED_MARK or own == 1
            known = self.weights[number] = (min(worth % CONTESTED_MARK, own), contested, loss, most, corroborates, positive)
        return known

    def clause(self, number: int) -> Clause:
        """A clause by its number."""
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
        """For each fact that holds, in the order in which they were found, the clauses that gave it; none for a given fact."""
        self._pending: dict[int, list[Firing]] = {}
        """For each group the clauses to be tried, where there are any."""
        self._lock = RLock()
        self._done: set[int] = set()
        """The groups that were begun; `_ready` are those that are finished, which need no lock."""
        self._ready: set[int] = set()
        self._true: dict[int, list[int]] = {}
        self._answers: dict[Term, tuple[Term, ...]] = {}
        self._places: dict[int, int] = {}
        self._levels: dict[int, tuple[int, bool]] = {}
        self._sure: dict[int, str | None] = {}
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
        self._fired[atom] = []
        predicate, fires = self._program.fires(atom)
        self._true.setdefault(predicate, []).append(atom)
        for group, clauses in fires:
            self._pending.setdefault(group, []).extend(clauses)

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
        # Most of a case's time is spent here: what is known is looked up without a call.
        fired, true = self._fired, self._true
        fires_known = program.known_fires.get
        while waiting := pending.pop(group, None):
            for number, head, beside, negative in waiting:
                for each in beside:
                    if each not in fired:
                        break
                else:
                    for each in negative:
                        if each in fired if each >= 0 else true.get(-1 - each):
                            break
                    else:
                        if head in fired:
                            if not beside or number not in fired[head]:  # each of several premises lets a clause be tried
                                fired[head].append(number)
                            continue
                        fired[head] = [number]
                        predicate, fires = fires_known(head) or program.fires(head)
                        if predicate in true:
                            true[predicate].append(head)
                        else:
                            true[predicate] = [head]
                        for other, clauses in fires:
                            if other in pending:
                                pending[other] += clauses
                            else:
                                pending[other] = clauses[:]

    # ------------------------------------------------------------------ reading

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of the person and a predicate, sorted."""
        known = self._answers.get(predicate)
        if known is None:
            found = list(self._other.get(predicate, ())) if self._other else []
            place = self._program.predicates.get(predicate.value) if isinstance(predicate, IRI) else None
            in_order = not found
            if place is not None:
                self._have(self._program.group_of[place])
                # Facts of one predicate are numbered in the order of their terms, and addresses in that of their texts.
                found += map(self._program.object_of, sorted(self._true.get(place, ())))
                in_order = in_order and all(type(each) is IRI for each in found)
            known = self._answers[predicate] = tuple(found if in_order else sorted(found, key=_written))
        return known if subject is self.person or subject == self.person else ()

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact of the person holds."""
        atom = self._program.atom(predicate, object_)
        if atom < 0 or (subject is not self.person and subject != self.person):
            return subject == self.person and object_ in self._other.get(predicate, ())
        self._have(self._program.group_of[self._program.predicate_of(atom)])
        return atom in self._fired

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
            (names[program.predicate_of(each)], program.object_of(each)) for each in sorted(found)
        )

    def holding(self) -> frozenset[int]:
        """The numbers of all facts of the person that hold and that some clause speaks of."""
        for group in range(len(self._program.needs)):
            self._have(group)
        return frozenset(self._fired)

    # ------------------------------------------------------------------ certainty

    def certainty(self, triple: Triple) -> str | None:
        """How sure a fact of the person is, a level's name, or None where nothing uncertain is involved."""
        atom = self._program.atom(triple.predicate, triple.object)
        if atom < 0 or not self.has(*triple):
            return None
        known = self._sure.get(atom, "")
        if known == "":
            rank, contested = self.level(atom)
            known = self._sure[atom] = level_shown(rank + (CONTESTED_MARK if contested else 0))
        return known

    def level(self, atom: int) -> tuple[int, bool]:
        """How sure a fact is that holds, as a rank from 1 to 5, and whether something behind it is contested."""
        with self._lock:  # levels grow while they are found: nobody may look at them in between
            if atom not in self._levels:
                self._find_levels(atom)
            return self._levels[atom]

    def _find_levels(self, wanted: int) -> None:
        """The levels of a fact and of all it rests on: the least that satisfy all clauses, cycles included."""
        weight_known, weight_of, levels, fired = self._program.weights.get, self._program.weight, self._levels, self._fired
        queue, stack, begun = dict[int, None](), [wanted], set[int]()
        while stack:  # what a fact rests on stands before it
            atom = stack[-1]
            if atom in begun:
                queue[stack.pop()] = None
                continue
            begun.add(atom)
            for number in fired[atom]:
                for each in (weight_known(number) or weight_of(number))[5]:
                    if each not in levels and each not in begun:
                        stack.append(each)
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
        weights, levels = self._program.weights, self._levels
        if atom in self._given:
            rank = SURE
        for number in self._fired[atom]:
            lowest, marked, loss, most, corroborates, positive = weights[number]
            for each in positive:
                known = levels.get(each)
                if known is None:
                    self._missed = True
                    break
                if known[0] < lowest:
                    lowest = known[0]
                if known[1]:
                    marked = True
            else:
                if loss and lowest != 1:
                    lowest = max(2, lowest - loss)
                if lowest > most:
                    lowest = most
                if lowest > rank:
                    rank = lowest
                if marked:
                    contested = True
                if corroborates and lowest > 1:
                    supports.append(positive)
        if not rank:
            return None
        ceiling = int(CORROBORATION_CEILING) + 1
        if len(supports) > 1 and 1 < rank < ceiling and self._are_apart(supports):
            rank += 1
        return rank, contested

    def _are_apart(self, supports: Iterable[tuple[int, ...]]) -> bool:
        """Whether some two of several bodies rest on separate evidence."""
        found = [frozenset().union(*map(self._evidence, positive)) for positive in supports]
        return any(
            first and second and first.isdisjoint(second)
            for place, first in enumerate(found)
            for second in found[place + 1 :]
        )

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
        if len(self._places) != len(self._fired):
            self._places = dict(zip(self._fired, range(len(self._fired)), strict=True))
        places = self._places
        for number in self._fired[atom]:
            positive = self._program.weight(number)[5]
            if all(places[each] < places[atom] for each in positive):
                return frozenset().union(*map(self._evidence, positive))
        return frozenset()


_PROGRAMS: WeakKeyDictionary[KnowledgeBase, GroundProgram | None] = WeakKeyDictionary()


def ground_program(kb: KnowledgeBase) -> GroundProgram | None:
    """The ground program of a knowledge base, or None where its rules could not be specialised."""
    if kb not in _PROGRAMS:
        parts = kb.ground_parts
        _PROGRAMS[kb] = GroundProgram(parts, kb.terms) if parts else None
    return _PROGRAMS[kb]
