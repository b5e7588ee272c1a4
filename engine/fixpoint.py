"""Running a program: every rule over all facts, then over new facts, until nothing new comes.

Facts get the number of the round in which they first hold. Rounds only rise, and a function sees facts of earlier
rounds only where its own group of rules is still adding to them, so the premises of a fact are always older than it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from myologic.engine.binding import bind
from myologic.engine.bodies import Atom
from myologic.engine.columns import size_of
from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.effort import Effort, GroupEffort, uncollected
from myologic.engine.errors import LimitError, Problem
from myologic.engine.facts import EMPTY, FIRST_DERIVED, OpenTable, Pair, Store, Table
from myologic.engine.plan import Fanout, guessed_fanout
from myologic.engine.program import Program
from myologic.engine.rule_functions import Functions
from myologic.engine.rules import Rule
from myologic.engine.terms import IRI, Term
from myologic.engine.wellformed import rule_shown

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.engine.estimates import Estimates

# How many new facts a function is given at once.
_AT_ONCE = 1000
Runner = Callable[[Iterable[Pair], int, int], None]
# Follows new facts round after round: gives back the next round, and the facts that are left.
ChainRunner = Callable[[Iterable[Pair], int, int], tuple[int, list[Pair]]]
# Takes a conclusion and its premises.
Report = Callable[[Parts, tuple[Parts, ...]], None]
NOTHING = OpenTable()


class Run:
    """One evaluation of a program over a store.

    Parameters
    ----------
    program, store, dictionary
        What to run, the facts to add to, and the terms.
    functions
        FILTER, SET and new nodes for the dictionary.
    limit_facts
        How many facts may be derived at most.
    first_round
        The first number for rounds; all facts in the store have lower ones.
    may_grow
        Predicates that may get new facts; None if any may. Others are read where they lie.
    codes
        Numbers of the constants of plans, by the identity of the constant, as far as they were looked up before.
    """

    def __init__(
        self,
        program: Program,
        store: Store,
        dictionary: Dictionary,
        functions: Functions,
        limit_facts: int,
        first_round: int = FIRST_DERIVED,
        may_grow: frozenset[int] | None = None,
        codes: dict[int, int] | None = None,
    ) -> None:
        self.program: Program = program
        self.store: Store = store
        self.dictionary: Dictionary = dictionary
        self.functions: Functions = functions
        self.limit_facts: int = limit_facts
        self.round = first_round
        self.may_grow = may_grow
        self.derived = 0
        self.counts: dict[int, int] = {}
        self.run_elsewhere: Callable[[Run, int], bool] | None = None
        self.reporter: Callable[[int], Report] | None = None
        self.adds = True
        self.effort: Effort | None = None
        self._notes_rules = False
        self._codes = {} if codes is None else codes
        self._new: dict[int, list[Pair]] = {}
        self._runners: dict[tuple[int, int | None], Runner] = {}
        self._estimates: Estimates | None = None
        self._take_all: set[tuple[int, int | None]] = set()
        self._chains: dict[int, ChainRunner] = {}
        self._readers: dict[int, tuple[tuple[int, int], ...]] = {}

    # ------------------------------------------------------------------ binding plans to facts

    def table(self, predicate: int, over_base: bool) -> Table:
        """The table that generated code reads for a predicate."""
        if over_base:
            given = self.store.read_given(predicate)
            if given is None:
                given = self.store.given[predicate] = OpenTable()
            return given
        if self.may_grow is not None and predicate not in self.may_grow:
            return self.store.read(predicate) or NOTHING
        table = self.store.tables.get(predicate)
        # A table of another form is finished: nothing in this run adds to it.
        return table if table is not None and not isinstance(table, OpenTable) else self.store.write(predicate)

    def code(self, term: Term) -> int:
        """The number of a constant of a plan; plans are kept, so the constant is known by its identity."""
        number = self._codes.get(id(term))
        if number is None:
            number = self.dictionary.encode(term)
            if self.store.below is None or self.dictionary.is_inherited(number):
                self._codes[id(term)] = number
        return number

    def add_in(self, predicate: int, pair: Pair, number: int) -> None:
        """Add a fact to those of a round, if it does not hold yet."""
        rounds = self.store.write(predicate).rounds
        if pair not in rounds:
            self.new_of(predicate).append(pair)
            rounds[pair] = number

    def add(self, predicate: int, pair: Pair) -> None:
        """Add a fact to those of this round, if it does not hold yet."""
        self.add_in(predicate, pair, self.round)

    def new_of(self, predicate: int) -> list[Pair]:
        """Where the facts of this round are noted; from now on the table tells them from those before."""
        found = self._new.get(predicate)
        if found is None:
            found = self._new[predicate] = []
            table = self.store.write(predicate)
            if isinstance(table, OpenTable):
                table.visible = len(table.rounds)
        return found

    def runner(self, rule: int, start: int | None) -> Runner:
        """The function of a rule for new facts of one atom."""
        found = self._runners.get((rule, start))
        if found is None:
            plan = self.program.plan(rule, start, self.reporter is not None, self.adds, fanout=self._fanout(rule))
            found = self._runners[(rule, start)] = bind(self, rule, plan)
            if plan.takes_all:
                self._take_all.add((rule, start))
        return found

    def _fanout(self, rule: int) -> Fanout | None:
        """Estimates for the joins of a rule from the facts that are there; None where they would decide nothing.

        Only for a run over everything: the functions are kept, and a layer has but a few facts of its own.
        """
        if self.store.below is not None or len(self.program.body(rule).atoms) < 3:
            return None
        if self._estimates is None:
            from myologic.engine.estimates import Estimates

            self._estimates = Estimates(lambda term: self.store.read(self.code(term)))
        grows, fanout = self.program.growing(rule), self._estimates.fanout
        return lambda predicate, s, o: (
            guessed_fanout(predicate, s, o) if predicate is None or grows(predicate) else fanout(predicate, s, o)
        )

    def readers(self, predicate: int) -> tuple[tuple[int, int], ...]:
        """The (rule, atom) pairs that may read a predicate."""
        found = self._readers.get(predicate)
        if found is None:
            term = self.dictionary.term(predicate)
            found = self.program.readers.get(term, ()) + self.program.readers.get(None, ())
            self._readers[predicate] = found
        return found

    # ------------------------------------------------------------------ rounds

    def call(self, rule: int, start: int | None, delta: Sequence[Pair], predicate: int) -> None:
        """Run one function on new facts; many are given bit by bit, to stop in time where too much is derived."""
        if not delta:
            return
        run = self.runner(rule, start)
        if self.effort is not None and self._notes_rules:
            before, began = self._unmerged(), self.effort.clock()
            self._call(rule, start, run, delta, predicate)
            self.effort.note_rule(rule, self._unmerged() - before, self.effort.clock() - began)
        else:
            self._call(rule, start, run, delta, predicate)

    def _unmerged(self) -> int:
        return sum(map(len, self._new.values()))

    def _call(self, rule: int, start: int | None, run: Runner, delta: Sequence[Pair], predicate: int) -> None:
        room = self.limit_facts - self.derived - self._unmerged()
        fits = (rule, start) in self._take_all and len(delta) * len(self.program.rules[rule].head) <= room
        if len(delta) <= _AT_ONCE or fits:
            run(delta, self.round, predicate)
            return
        for at in range(0, len(delta), _AT_ONCE):
            run(delta[at : at + _AT_ONCE], self.round, predicate)
            if self.derived + self._unmerged() > self.limit_facts:
                self._refuse((rule,), {predicate: len(pairs) for predicate, pairs in self._new.items()})

    def merge(self, rules: Sequence[int]) -> dict[int, list[Pair]]:
        """Make the facts of a round visible to all, and give them back by predicate."""
        fresh: dict[int, list[Pair]] = {}
        for predicate, pairs in self._new.items():
            if pairs:
                fresh[predicate] = pairs[:]
                pairs.clear()
                table = self.store.write(predicate)
                table.index(fresh[predicate])
        self.count(rules, {predicate: len(pairs) for predicate, pairs in fresh.items()})
        self.round += 1
        return fresh

    def count(self, rules: Sequence[int], fresh: Mapping[int, int]) -> None:
        """Count what some rules derived, by predicate.

        Raises
        ------
        LimitError
            If it is too much.
        """
        self.derived += sum(fresh.values())
        if self.derived > self.limit_facts:
            self._refuse(rules, fresh)

    def _refuse(self, rules: Sequence[int], fresh: Mapping[int, int]) -> None:
        most = max(fresh, key=lambda p: (fresh[p], self.dictionary.sort_key(p)))
        predicate = self.dictionary.term(most)
        heads = self.program.head_predicates
        rule: Rule = self.program.rules[rules[0]]
        for number in rules:
            head = heads[number]
            if head is None or predicate in head:
                rule = self.program.rules[number]
                break
        shown = predicate.value if isinstance(predicate, IRI) else str(predicate)
        message = (
            f"more than {self.limit_facts} facts are derived (the limit on derived facts); `<{shown}>` grows, "
            f"by {rule_shown(rule, self.program.prefixes)}"
        )
        place = rule.place
        raise LimitError([Problem(place.file, place.line, place.column, "error", "S401", "limit", message)])

    def run_all(self) -> None:
        """Run every group of rules to its fixpoint over all facts, those needed first."""
        with uncollected():
            for number in range(len(self.program.order.groups)):
                self._run_group(number)

    def _run_group(self, number: int) -> None:
        group = self.program.order.groups[number]
        effort, before = self.effort, self.derived
        # Of a group of one rule the group's own figures say it all.
        self._notes_rules = len(group) > 1
        began = 0.0 if effort is None else effort.clock()
        elsewhere = self.run_elsewhere is not None and self.run_elsewhere(self, number)
        if not elsewhere:
            for rule in group:
                self.first(rule)
            self.finish(number, self.merge(group))
        if effort is not None:
            stratum = max((self.program.order.stratum[rule] for rule in group), default=0)
            seconds = effort.clock() - began
            effort.groups.append(GroupEffort(stratum, tuple(group), self.derived - before, seconds, elsewhere))
            if effort.progress is not None:
                effort.progress(self.derived)

    def finish(self, number: int, fresh: dict[int, list[Pair]]) -> dict[int, list[Pair]]:
        """Run a group on new facts until nothing new comes; gives back all that came, `fresh` included."""
        group = self.program.order.groups[number]
        if not any(self.program.order.recursive[rule] for rule in group):
            return fresh
        everything = {predicate: list(pairs) for predicate, pairs in fresh.items()}
        own = {rule for rule in group if self.program.order.recursive[rule] and not self.program.rules[rule].over_base}
        while fresh:
            if (left := self._chain(group, fresh)) is not None:
                came = self.merge(group)
                for predicate, pairs in came.items():
                    everything.setdefault(predicate, []).extend(pairs)
                fresh = left
                continue
            for predicate, pairs in fresh.items():
                for rule, start in self.readers(predicate):
                    if rule in own:
                        self.call(rule, start, pairs, predicate)
            fresh = self.merge(group)
            if self.effort is not None and self.effort.progress is not None:
                self.effort.progress(self.derived)
            for predicate, pairs in fresh.items():
                everything.setdefault(predicate, []).extend(pairs)
        return everything

    def _chain(self, group: Sequence[int], fresh: dict[int, list[Pair]]) -> dict[int, list[Pair]] | None:
        """Follow new facts round after round where one rule makes them of each other; what is left, or None."""
        found = None if self.reporter is not None or not self.adds or len(fresh) != 1 else self.program.chain(group)
        if found is None:
            return None
        rule, start = found
        predicate, pairs = next(iter(fresh.items()))
        if len(pairs) > _AT_ONCE or (rule, start) not in self.readers(predicate):
            return None
        if rule not in self._chains:
            plan = self.program.plan(rule, start, chains=True)
            self._chains[rule] = bind(self, rule, plan)
        began = 0.0 if self.effort is None else self.effort.clock()
        self.round, left = self._chains[rule](pairs, self.round, predicate)
        if self.effort is not None and self._notes_rules:
            self.effort.note_rule(rule, self._unmerged(), self.effort.clock() - began)
        return {predicate: left} if left else {}

    def first(self, rule: int) -> None:
        """Run a rule over all facts, driven by the atom that has the fewest."""
        body = self.program.body(rule)
        if not body.atoms:
            self.call(rule, None, [(0, 0)], 0)
            return
        sizes = [self._size(atom) for atom in body.atoms]
        if 0 in sizes:
            return
        start = self._start(rule, body.atoms, sizes)
        atom = body.atoms[start]
        if isinstance(atom.predicate, str):
            for predicate in self.store.predicates():
                self.call(rule, start, self._facts(atom, predicate), predicate)
        else:
            predicate = self.dictionary.encode(atom.predicate)
            self.call(rule, start, self._facts(atom, predicate), predicate)

    def _start(self, rule: int, atoms: Sequence[Atom], sizes: Sequence[int]) -> int:
        """The atom to start from: the one with the fewest facts, or where that may mislead, the one of the least work.

        What was found out is kept with the functions, which are made for it.
        """
        fanout = self._fanout(rule)
        if fanout is None:
            return min(range(len(sizes)), key=sizes.__getitem__)
        start = self.program.starts.get(rule)
        if start is None:
            from myologic.engine.estimates import best_start

            start = self.program.starts[rule] = best_start(atoms, sizes, fanout)
        return start

    def _facts(self, atom: Atom, predicate: int) -> Sequence[Pair]:
        table = self.table(predicate, atom.over_base)
        if not isinstance(atom.subject, str) and isinstance(atom.object, str):
            subject = self.dictionary.encode(atom.subject)
            return [(subject, o) for o in table.by_subject()(subject, EMPTY)]
        if not isinstance(atom.object, str) and isinstance(atom.subject, str):
            object_ = self.dictionary.encode(atom.object)
            return [(s, object_) for s in table.by_object()(object_, EMPTY)]
        return table.before(self.round)

    def _size(self, atom: Atom) -> int:
        if isinstance(atom.predicate, str):
            return sum(size_of(self.table(p, atom.over_base)) for p in self.store.predicates())
        table = self.table(self.dictionary.encode(atom.predicate), atom.over_base)
        if not isinstance(atom.object, str) and isinstance(atom.subject, str):
            return len(table.by_object()(self.dictionary.encode(atom.object), EMPTY))
        return size_of(table)

    def run_changed(self, fresh: dict[int, list[Pair]], given: dict[int, list[Pair]]) -> None:
        """Run only what new facts reach.

        Parameters
        ----------
        fresh
            Facts that hold now and did not before, by predicate, in the store already.
        given
            Facts that are given now and were not before, by predicate.
        """
        program = self.program
        pending: dict[int, list[tuple[int, int, list[Pair], int]]] = {}
        queue: list[int] = []

        def offer(facts: dict[int, list[Pair]], over_base: bool, after: int) -> None:
            for predicate, pairs in facts.items():
                for rule, start in self.readers(predicate):
                    group = program.group_of[rule]
                    if group > after and program.rules[rule].over_base == over_base:
                        if group not in pending:
                            pending[group] = []
                            heappush(queue, group)
                        pending[group].append((rule, start, pairs, predicate))

        offer(fresh, False, -1)
        offer(given, True, -1)
        while queue:
            number = heappop(queue)
            for rule, start, pairs, predicate in pending.pop(number):
                self.call(rule, start, pairs, predicate)
            fresh = self.finish(number, self.merge(program.order.groups[number]))
            offer(fresh, False, number)
