"""Facts that follow from a base that changes: adding and taking back, at the cost of what a change touches.

Groups of rules are visited in their order. In each, what may have lost a derivation is taken out, what still has one is
put back, and what follows newly is added; NOT turns what came into what may go, and what went into what may come. The
result is that of inferring anew, always.

References
----------
A. Gupta, I. S. Mumick, V. S. Subrahmanian, Maintaining views incrementally, SIGMOD 1993 (delete and re-derive).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, FROM_DATA, GIVEN, NEVER, OpenTable, Pair, Store
from myologic.engine.fixpoint import Functions, Run
from myologic.engine.inference import DEFAULT_LIMIT_FACTS, Inference, infer
from myologic.engine.program import Program
from myologic.engine.search import Search
from myologic.engine.terms import Term, Triple

Facts = dict[int, set[Pair]]


def put(facts: Facts, fact: Parts) -> None:
    """Note a fact by its predicate."""
    facts.setdefault(fact[1], set()).add((fact[0], fact[2]))


def drop(facts: Facts, fact: Parts) -> None:
    """Forget a fact if it was noted."""
    facts.get(fact[1], set()).discard((fact[0], fact[2]))


def has(facts: Mapping[int, set[Pair]], fact: Parts) -> bool:
    """Whether a fact was noted."""
    return (fact[0], fact[2]) in facts.get(fact[1], ())


@dataclass(slots=True)
class _Change:
    """What one change did so far: facts that came and went, and what was given anew or is given no more."""

    came: Facts = field(default_factory=dict)
    went: Facts = field(default_factory=dict)
    given: Facts = field(default_factory=dict)
    ungiven: Facts = field(default_factory=dict)
    queue: list[int] = field(default_factory=list)
    queued: set[int] = field(default_factory=set)

    def offer(self, group: int) -> None:
        if group not in self.queued:
            self.queued.add(group)
            heappush(self.queue, group)


class ChangingFacts:
    """A base and everything that follows from it, kept so while the base changes.

    Not to be shared between threads while it changes; `inference` gives a frozen view.

    Parameters
    ----------
    program
        Compiled rules.
    base
        The facts given at first.
    limit_facts, now
        As for `infer`.
    """

    def __init__(
        self,
        program: Program,
        base: Iterable[Triple] = (),
        *,
        limit_facts: int = DEFAULT_LIMIT_FACTS,
        now: str | None = None,
    ) -> None:
        first = infer(program, base, limit_facts=limit_facts, now=now)
        self.program = program
        self._store, self._dictionary, self._moment = first.store, first.dictionary, first.moment
        self._functions = Functions(program, self._dictionary, self._moment)
        self._run = Run(program, self._store, self._dictionary, self._functions, limit_facts, first.next_round)
        self._data = {self._dictionary.encode_triple(triple) for triple in program.data}
        self._limit_facts = limit_facts
        self._view: Inference | None = None

    # ------------------------------------------------------------------ reading

    def __contains__(self, triple: object) -> bool:
        return isinstance(triple, tuple) and len(triple) == 3 and self._round(Triple(*triple)) != NEVER

    def _round(self, triple: Triple) -> int:
        fact = self._dictionary.find_triple(triple)
        return NEVER if fact is None else self._round_of(fact)

    def _round_of(self, fact: Parts) -> int:
        table = self._store.read(fact[1])
        return NEVER if table is None else table.rounds.get((fact[0], fact[2]), NEVER)

    def match(self, s: Term | None, p: Term | None, o: Term | None) -> Iterator[Triple]:
        """All facts as they are now, with these terms; None stands for any term. In sorted order."""
        view = Inference(self.program, self._store, self._dictionary, self._moment, self._run.round, self._limit_facts)
        return view.match(s, p, o)

    def derived(self) -> Iterator[Triple]:
        """The inference graph as it is now, in sorted order."""
        view = Inference(self.program, self._store, self._dictionary, self._moment, self._run.round, self._limit_facts)
        return view.derived()

    def inference(self) -> Inference:
        """A frozen inference from the base as it is now, for proofs and layers; made when asked for after a change."""
        if self._view is None:
            given = [
                self._dictionary.triple((s, p, o))
                for p in self._store.predicates()
                for (s, o), number in self._table(p).items()
                if number == GIVEN
            ]
            self._view = infer(self.program, given, limit_facts=self._limit_facts, now=self._moment_text())
        return self._view

    def _moment_text(self) -> str | None:
        return self._moment.text() if self._moment.taken else None

    # ------------------------------------------------------------------ changing

    def add(self, facts: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Give more facts; returns what holds now and did not, and what held and does not any more."""
        return self.update(facts, ())

    def retract(self, facts: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Take given facts back; what still follows from others stays. Returns what came and what went."""
        return self.update((), facts)

    def update(self, add: Iterable[Triple], retract: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Take some facts back and give others, as one change.

        Parameters
        ----------
        add, retract
            Facts; what is in both is given afterwards. Facts that are given already, or are not given, do nothing.

        Returns
        -------
        came, went : list of Triple
            In sorted order.

        Raises
        ------
        LimitError
            If more facts than allowed are derived; then the facts are to be thrown away.
        """
        change = _Change()
        wanted = {fact for fact in map(self._dictionary.encode_triple, add) if fact is not None}
        leaving = {fact for fact in map(self._dictionary.find_triple, retract) if fact is not None}
        old = Store(self._store)
        for fact in leaving - wanted:
            if self._round_of(fact) == GIVEN:
                self._take_out(fact, old)
                put(change.ungiven, fact)
                if fact in self._data:
                    self._table(fact[1]).insert((fact[0], fact[2]), FROM_DATA)
                else:
                    put(change.went, fact)
                    for group in self._makers(fact[1]):
                        change.offer(group)
        for fact in wanted:
            number = self._round_of(fact)
            if number == GIVEN:
                continue
            put(change.given, fact)
            if number == NEVER:
                self._table(fact[1]).insert((fact[0], fact[2]), GIVEN)
                put(change.came, fact)
            else:
                self._table(fact[1]).rounds[fact[0], fact[2]] = GIVEN
        for facts in (change.given, change.ungiven):
            for predicate in facts:
                self._offer_readers(change, predicate)
        self._keep_given(change)
        while change.queue:
            group = heappop(change.queue)
            change.queued.discard(group)
            self._visit(group, change, old)
        if change.came or change.went or change.given or change.ungiven:
            self._view = None
        return self._sorted(change.came), self._sorted(change.went)

    def _sorted(self, facts: Facts) -> list[Triple]:
        found = [(s, p, o) for p, pairs in facts.items() for s, o in pairs]
        self._dictionary.sort_triples(found)
        return [self._dictionary.triple(fact) for fact in found]

    def _table(self, predicate: int) -> OpenTable:
        table = self._store.write(predicate)
        assert isinstance(table, OpenTable)
        return table

    def _keep_given(self, change: _Change) -> None:
        """Bring the tables of given facts up to date, in place: functions that read them are bound to them."""
        for predicate, pairs in change.ungiven.items():
            table = self._store.given.get(predicate)
            if isinstance(table, OpenTable):
                for pair in pairs & table.rounds.keys():
                    table.remove(pair)
        for predicate, pairs in change.given.items():
            table = self._store.given.get(predicate)
            if isinstance(table, OpenTable):
                for pair in pairs - table.rounds.keys():
                    table.insert(pair, GIVEN)

    def _take_out(self, fact: Parts, old: Store) -> None:
        """Take a fact out of the facts as they are, and keep it among those as they were."""
        pair = (fact[0], fact[2])
        number = self._table(fact[1]).remove(pair)
        table = old.write(fact[1])
        if pair not in table.rounds or number == GIVEN:
            table.rounds[pair] = number
            table.index((pair,))

    def _makers(self, predicate: int) -> set[int]:
        """The groups that may derive facts of a predicate."""
        table = self.program.conclusions
        entries = (*table.get(self._dictionary.term(predicate), ()), *table.get(None, ()))
        return {self.program.group_of[rule] for rule, _ in entries}

    def _offer_readers(self, change: _Change, predicate: int, after: int = -1) -> None:
        """Note the groups that read a predicate, in NOT or outside."""
        term = self._dictionary.term(predicate)
        rules = [rule for rule, _ in self._run.readers(predicate)]
        for key in (term, None):
            rules += [rule for rule, _, _ in self.program.deniers.get(key, ())]
        for rule in rules:
            if self.program.group_of[rule] > after:
                change.offer(self.program.group_of[rule])

    def _visit(self, group: int, change: _Change, old: Store) -> None:
        """Bring the conclusions of a group of rules up to date with all that came and went below it."""
        members = set(self.program.order.groups[group])
        taken = self._overdelete(members, change, old)
        search = Search(self.program, self._store, self._dictionary, self._functions)
        back: dict[int, list[Pair]] = {}
        candidates = [*taken, *((s, p, o) for p, pairs in change.went.items() for s, o in sorted(pairs))]
        makes = {p for p in change.went if group in self._makers(p)} | {fact[1] for fact in taken}
        for fact in dict.fromkeys(candidates):
            if fact[1] not in makes or self._round_of(fact) != NEVER:
                continue
            # Not by a group above: that may still rest on what has to go.
            if any(self.program.group_of[rule] <= group for rule, _ in search.derivations(fact)):
                self._table(fact[1]).insert((fact[0], fact[2]), FIRST_DERIVED)
                back.setdefault(fact[1], []).append((fact[0], fact[2]))
        fresh = self._insert(group, members, change, search, back)
        for predicate, pairs in (*back.items(), *fresh.items()):
            for s, o in pairs:
                fact = (s, predicate, o)
                if has(change.went, fact):
                    drop(change.went, fact)
                elif fact not in taken:
                    put(change.came, fact)
        for fact in taken:
            if self._round_of(fact) == NEVER:
                if has(change.came, fact):
                    drop(change.came, fact)
                else:
                    put(change.went, fact)
        for predicate in {*back, *fresh, *(fact[1] for fact in taken)}:
            self._offer_readers(change, predicate, group)

    # ------------------------------------------------------------------ what may go

    def _overdelete(self, members: set[int], change: _Change, old: Store) -> list[Parts]:
        """Take out all conclusions of a group that used a fact that went, or the absence of one that came."""
        taken: list[Parts] = []
        run = Run(self.program, old, self._dictionary, self._functions, self._limit_facts, NEVER - 1)
        found: list[Parts] = []
        run.reporter, run.adds = lambda rule: lambda conclusion, premises: found.append(conclusion), False

        def follow(facts: Mapping[int, Iterable[Pair]], over_base: bool) -> None:
            for predicate, pairs in facts.items():
                for rule, start in run.readers(predicate):
                    if rule in members and self.program.rules[rule].over_base == over_base:
                        run.call(rule, start, list(pairs), predicate)

        follow(change.went, False)
        follow(change.ungiven, True)
        before = Search(self.program, old, self._dictionary, self._functions)
        for over_base, facts in ((False, change.came), (True, change.given)):
            for rule, known in self._denied(members, facts, over_base, before):
                for solution in before.solutions_despite(rule, known):
                    found += before.conclusions(rule, solution)
        while found:
            lost: dict[int, list[Pair]] = {}
            for fact in dict.fromkeys(found):
                if FIRST_DERIVED <= self._round_of(fact) < NEVER:
                    self._take_out(fact, old)
                    taken.append(fact)
                    lost.setdefault(fact[1], []).append((fact[0], fact[2]))
            found.clear()
            follow(lost, False)
        return taken

    def _denied(
        self, members: set[int], facts: Mapping[int, set[Pair]], over_base: bool, search: Search
    ) -> Iterator[tuple[int, dict[str, int]]]:
        """The rules with a NOT that some facts match, with what the match says of the variables outside."""
        for predicate, pairs in facts.items():
            term = self._dictionary.term(predicate)
            for rule, number, place in (
                *self.program.deniers.get(term, ()),
                *self.program.deniers.get(None, ()),
            ):
                absent = self.program.body(rule).absents[number]
                atom = absent.atoms[place]
                if rule not in members or atom.over_base != over_base:
                    continue
                for s, o in sorted(pairs):
                    matched = search.extend({}, atom.operands(), (s, predicate, o))
                    if matched is not None:
                        yield rule, {name: value for name, value in matched.items() if name in absent.inputs}

    # ------------------------------------------------------------------ what may come

    def _insert(
        self, group: int, members: set[int], change: _Change, search: Search, back: dict[int, list[Pair]]
    ) -> dict[int, list[Pair]]:
        """Run a group on what came, on what was put back, and where a NOT holds newly."""
        run = self._run
        for facts, over_base in ((change.came, False), (back, False), (change.given, True)):
            for predicate, pairs in facts.items():
                for rule, start in run.readers(predicate):
                    if rule in members and self.program.rules[rule].over_base == over_base:
                        run.call(rule, start, list(pairs), predicate)
        for over_base, gone in ((False, change.went), (True, change.ungiven)):
            for rule, known in list(self._denied(members, gone, over_base, search)):
                for solution in list(search.solutions(rule, known)):
                    for s, p, o in search.conclusions(rule, solution):
                        run.add(p, (s, o))
        return run.finish(group, run.merge(sorted(members)))

