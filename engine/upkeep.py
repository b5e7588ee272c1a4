"""Keeping conclusions up to date while the facts below them change: delete what may have gone, put back what still follows.

Groups of rules are visited in their order. In each, what may have lost a derivation is taken out, what still has one is
put back, and what follows newly is added; NOT turns what came into what may go, and what went into what may come. What is
added gets a new round, higher than those of all facts it may rest on, and so does what is put back unless it still follows from
earlier rounds. So rounds nearly always lead to a proof; where one does not, `explain` finds it without rounds.
The same works on facts in memory, and on a layer over frozen facts, where what goes is noted as removed.

References
----------
A. Gupta, I. S. Mumick, V. S. Subrahmanian, Maintaining views incrementally, SIGMOD 1993 (delete and re-derive).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import islice

from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.facts import FIRST_DERIVED, FROM_DATA, GIVEN, NEVER, LayerTable, OpenTable, Pair, Store
from myologic.engine.fixpoint import Report, Run
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field
from myologic.engine.rule_functions import Functions
from myologic.engine.search import Search

Facts = dict[int, set[Pair]]
# From so many members on, taking one out of an index must not mean looking through all of them.
_MANY = 32
# How many derivations of a fact are looked at for one from earlier rounds.
_WAYS = 20
# Looking at one conclusion that may go costs as much as deriving some hundred facts anew: beyond this share that is done.
_LEAST_MARKED = 500
_SHARE_MARKED = 400


def worth_marking(facts: int) -> int:
    """How many conclusions may be looked at one by one, of so many facts, before inferring anew is less work."""
    return _LEAST_MARKED + facts // _SHARE_MARKED


class TooMuchMarked(Exception):
    """More conclusions may go than it pays to look at one by one."""


@dataclass(slots=True)
class Change:
    """What one change did so far: facts that came and went, and what was given anew or is given no more."""

    came: Facts = field(default_factory=dict)
    went: Facts = field(default_factory=dict)
    given: Facts = field(default_factory=dict)
    ungiven: Facts = field(default_factory=dict)
    queue: list[int] = field(default_factory=list)
    queued: set[int] = field(default_factory=set)
    marked: int = 0

    def offer(self, group: int) -> None:
        """Note a group of rules that must be visited."""
        if group not in self.queued:
            self.queued.add(group)
            heappush(self.queue, group)


def put(facts: Facts, fact: Parts) -> None:
    """Note a fact by its predicate."""
    facts.setdefault(fact[1], set()).add((fact[0], fact[2]))


def drop(facts: Facts, fact: Parts) -> None:
    """Forget a fact if it was noted."""
    facts.get(fact[1], set()).discard((fact[0], fact[2]))


def has(facts: Mapping[int, set[Pair]], fact: Parts) -> bool:
    """Whether a fact was noted."""
    return (fact[0], fact[2]) in facts.get(fact[1], ())


class _Members(dict[int, None]):
    """The entries of an index under one key, in order, from which one is taken out at once."""

    def append(self, member: int) -> None:
        """Add one."""
        self[member] = None


def _leave(index: dict[int, list[int]] | None, key: int, member: int) -> None:
    """Take a member out of an index."""
    if index is None:
        return
    found = index[key]
    if isinstance(found, list) and len(found) > _MANY:
        found = index[key] = _Members.fromkeys(found)  # type: ignore[assignment]  # read and added to in the same way
    if isinstance(found, _Members):
        del found[member]
    else:
        found.remove(member)


def take_out(table: OpenTable | LayerTable, pair: Pair) -> int:
    """Take a pair out of a table; gives back its round. Between rounds only."""
    s, o = pair
    if isinstance(table, LayerTable):
        number = table.rounds.get(pair)
        if dict.__contains__(table.rounds, pair):
            del table.rounds[pair]
            # A fact of the table below that was given anew is in no index of the layer.
            if o in table._by_subject.get(s, ()):
                _leave(table._by_subject, s, o)
                _leave(table._by_object, o, s)
        if pair in table.below.rounds:
            table.removed.add(pair)
        return number
    number = table.rounds.pop(pair)
    _leave(table._by_subject, s, o)
    _leave(table._by_object, o, s)
    if table.visible is not None:
        table.visible = len(table.rounds)
    return number


def put_in(table: OpenTable | LayerTable, pair: Pair, number: int) -> None:
    """Put a pair that is not there into a table. Between rounds only."""
    table.rounds[pair] = number
    table.index((pair,))


class _Before(Store):
    """The facts as they were before a change: those as they are, and what was taken out of them."""

    __slots__ = ()

    def write(self, predicate: int) -> LayerTable:
        """The table of a predicate; always a layer, so that what is bound to it sees the facts as they come."""
        table = self.tables.get(predicate)
        if table is None:
            assert self.below is not None
            table = self.tables[predicate] = LayerTable(self.below.write(predicate))
        assert isinstance(table, LayerTable)
        return table

    def keep(self, fact: Parts, number: int) -> None:
        """Keep a fact that is taken out."""
        table, pair = self.write(fact[1]), (fact[0], fact[2])
        if not dict.__contains__(table.rounds, pair):
            table.rounds[pair] = number
            table.index((pair,))
        elif number == GIVEN:
            table.rounds[pair] = number

    def forget(self) -> None:
        """Be as the facts are; the tables stay, since functions are bound to them."""
        for table in self.tables.values():
            assert isinstance(table, LayerTable)
            if len(table.rounds.keys()):
                table.rounds.clear()
                table._by_subject.clear()
                table._by_object.clear()


class Upkeep:
    """Finished facts that may change.

    Parameters
    ----------
    program, store, dictionary, functions, limit_facts
        As for a run; the store is finished and from now on changed here only.
    next_round
        A number above the rounds of all facts.
    """

    def __init__(
        self,
        program: Program,
        store: Store,
        dictionary: Dictionary,
        functions: Functions,
        limit_facts: int,
        next_round: int,
    ) -> None:
        self.program = program
        self.store = store
        self.dictionary = dictionary
        self.functions = functions
        self.limit_facts = limit_facts
        self.run = Run(program, store, dictionary, functions, limit_facts, next_round)
        self.most_marked: int | None = None
        self.came: Facts = {}
        self._data = {dictionary.encode_triple(triple) for triple in program.data}
        self._over_base = any(
            rule.over_base or any(atom.over_base for absent in program.body(number).absents for atom in absent.atoms)
            for number, rule in enumerate(program.rules)
        )
        self._found: list[Parts] = []
        self._before: tuple[_Before, Run] | None = None

    # ------------------------------------------------------------------ one change

    def change(self, wanted: Iterable[Parts], leaving: Iterable[Parts]) -> Change:
        """Give some facts and take others back, as one change; what is in both is given.

        Raises
        ------
        LimitError
            If more facts than allowed are derived.
        TooMuchMarked
            If more than `most_marked` conclusions may go. What is given is up to date then, what follows is not: `taken_out` and
            the facts as they are hold all that held before, and `came` what did not.
        """
        change = Change()
        self.came = change.came
        wanted = set(wanted)
        before, _ = self._as_before()
        for fact in set(leaving) - wanted:
            if self.round_of(fact) == GIVEN:
                self._remove(fact)
                put(change.ungiven, fact)
                if fact in self._data:
                    put_in(self.store.write(fact[1]), (fact[0], fact[2]), FROM_DATA)
                else:
                    put(change.went, fact)
                    for group in self._makers(fact[1]):
                        change.offer(group)
        for fact in wanted:
            number = self.round_of(fact)
            if number == GIVEN:
                continue
            put(change.given, fact)
            table = self.store.write(fact[1])
            if number == NEVER:
                put_in(table, (fact[0], fact[2]), GIVEN)
                put(change.came, fact)
            else:
                table.rounds[fact[0], fact[2]] = GIVEN
        for facts in (change.given, change.ungiven):
            for predicate in facts:
                self._offer_readers(change, predicate)
        self._keep_given(change)
        while change.queue:
            group = heappop(change.queue)
            change.queued.discard(group)
            self._visit(group, change)
        if self._over_base:
            self._before = None
        else:
            before.forget()
        return change

    def taken_out(self) -> Iterator[Parts]:
        """What was taken out in a change that was given up."""
        if self._before is not None:
            for predicate, table in self._before[0].tables.items():
                assert isinstance(table, LayerTable)
                yield from ((s, predicate, o) for (s, o), _ in table.rounds.own())

    def round_of(self, fact: Parts) -> int:
        """The round of a fact as things are."""
        table = self.store.read(fact[1])
        return NEVER if table is None else table.rounds.get((fact[0], fact[2]), NEVER)

    def _as_before(self) -> tuple[_Before, Run]:
        """The facts as they were, and a run over them that reports conclusions."""
        if self._before is None:
            before = _Before(self.store)
            run = Run(self.program, before, self.dictionary, self.functions, self.limit_facts, NEVER - 1)
            found = self._found

            def report(conclusion: Parts, premises: tuple[Parts, ...]) -> None:
                found.append(conclusion)

            def reporter(rule: int) -> Report:
                return report

            run.reporter, run.adds = reporter, False
            self._before = before, run
        return self._before

    def _remove(self, fact: Parts) -> None:
        """Take a fact out of the facts as they are, and keep it among those as they were."""
        number = take_out(self.store.write(fact[1]), (fact[0], fact[2]))
        self._as_before()[0].keep(fact, number)

    def _keep_given(self, change: Change) -> None:
        """Bring the tables of given facts up to date, in place: functions that read them are bound to them."""
        for predicate, pairs in change.ungiven.items():
            table = self.store.given.get(predicate)
            if isinstance(table, (OpenTable, LayerTable)):
                for pair in pairs:
                    if pair in table.rounds:
                        take_out(table, pair)
        for predicate, pairs in change.given.items():
            table = self.store.given.get(predicate)
            if isinstance(table, (OpenTable, LayerTable)):
                for pair in pairs:
                    if pair not in table.rounds:
                        put_in(table, pair, GIVEN)

    def _makers(self, predicate: int) -> set[int]:
        """The groups that may derive facts of a predicate."""
        table = self.program.conclusions
        entries = (*table.get(self.dictionary.term(predicate), ()), *table.get(None, ()))
        return {self.program.group_of[rule] for rule, _ in entries}

    def _offer_readers(self, change: Change, predicate: int, after: int = -1) -> None:
        """Note the groups that read a predicate, in NOT or outside."""
        term = self.dictionary.term(predicate)
        rules = [rule for rule, _ in self.run.readers(predicate)]
        for key in (term, None):
            rules += [rule for rule, _, _ in self.program.deniers.get(key, ())]
        for rule in rules:
            if self.program.group_of[rule] > after:
                change.offer(self.program.group_of[rule])

    def _visit(self, group: int, change: Change) -> None:
        """Bring the conclusions of a group of rules up to date with all that came and went below it."""
        members = set(self.program.order.groups[group])
        taken = self._overdelete(members, change)
        search = Search(self.program, self.store, self.dictionary, self.functions)
        search.whole_instances = search.short_lived = True
        back: dict[int, list[Pair]] = {}
        makers = {p for p in {*change.went, *(fact[1] for fact in taken)} if group in self._makers(p)}
        gone = ((s, p, o) for p, pairs in change.went.items() if p in makers for s, o in pairs)
        # In the order of their rounds, so that most are put back with the round they had: then what rests on them need not
        # be looked at to stay explained.
        old = self._as_before()[0]
        had = {fact: old.write(fact[1]).rounds.get((fact[0], fact[2])) for fact in (*taken, *gone)}
        key = self.dictionary.triple_key
        for fact in sorted(had, key=lambda fact: (had[fact], key(fact))):
            if fact[1] not in makers or self.round_of(fact) != NEVER:
                continue
            number = self._follows(group, search, fact, max(had[fact], FIRST_DERIVED))
            if number is None:
                continue
            put_in(self.store.write(fact[1]), (fact[0], fact[2]), number)
            back.setdefault(fact[1], []).append((fact[0], fact[2]))
        fresh = self._insert(group, members, change, search, back)
        known = set(taken)
        for predicate, pairs in (*back.items(), *fresh.items()):
            for s, o in pairs:
                fact = (s, predicate, o)
                if has(change.went, fact):
                    drop(change.went, fact)
                elif fact not in known:
                    put(change.came, fact)
        for fact in taken:
            if self.round_of(fact) == NEVER:
                if has(change.came, fact):
                    drop(change.came, fact)
                else:
                    put(change.went, fact)
        for predicate in {*back, *fresh, *(fact[1] for fact in taken)}:
            self._offer_readers(change, predicate, group)

    def _follows(self, group: int, search: Search, fact: Parts, had: int) -> int | None:
        """The round in which a fact follows by a rule of a group or below: the one it had, or a new one; None if it does not.

        Rules of groups above are left out: what they give may still rest on what has to go.
        """
        ways = (way for way in search.derivations(fact) if self.program.group_of[way[0]] <= group)
        follows = False
        for way in islice(ways, _WAYS):
            follows = True
            if all(self.round_of(premise) < had for premise in search.premises(*way)):
                return had
        if not follows:
            return None
        self.run.round += 1
        return self.run.round - 1

    # ------------------------------------------------------------------ what may go

    def _overdelete(self, members: set[int], change: Change) -> list[Parts]:
        """Take out all conclusions of a group that used a fact that went, or the absence of one that came."""
        taken: list[Parts] = []
        before, run = self._as_before()
        found = self._found
        found.clear()

        def follow(facts: Mapping[int, Iterable[Pair]], over_base: bool) -> None:
            for predicate, pairs in facts.items():
                for rule, start in run.readers(predicate):
                    if rule in members and self.program.rules[rule].over_base == over_base:
                        run.call(rule, start, list(pairs), predicate)

        follow(change.went, False)
        follow(change.ungiven, True)
        search = Search(self.program, before, self.dictionary, self.functions)
        for over_base, facts in ((False, change.came), (True, change.given)):
            for rule, known in self._denied(members, facts, over_base, search):
                for solution in search.solutions_despite(rule, known):
                    found += search.conclusions(rule, solution)
        while found:
            lost: dict[int, list[Pair]] = {}
            for fact in dict.fromkeys(found):
                if FIRST_DERIVED <= self.round_of(fact) < NEVER:
                    self._remove(fact)
                    taken.append(fact)
                    lost.setdefault(fact[1], []).append((fact[0], fact[2]))
            found.clear()
            change.marked += sum(map(len, lost.values()))
            if self.most_marked is not None and change.marked > self.most_marked:
                raise TooMuchMarked
            follow(lost, False)
        return taken

    def _denied(
        self, members: set[int], facts: Mapping[int, set[Pair]], over_base: bool, search: Search
    ) -> Iterator[tuple[int, dict[str, int]]]:
        """The rules with a NOT that some facts match, with what the match says of the variables outside."""
        for predicate, pairs in facts.items():
            term = self.dictionary.term(predicate)
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
        self, group: int, members: set[int], change: Change, search: Search, back: dict[int, list[Pair]]
    ) -> dict[int, list[Pair]]:
        """Run a group on what came, on what was put back, and where a NOT holds newly."""
        run = self.run
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
