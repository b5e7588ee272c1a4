"""Answering goals from above: a table for each question that comes up, filled by the rules that may answer it.

A question is a triple with some terms open. A rule's body is worked through with what the question says already filled in, and
each pattern that rules may answer becomes a question of its own, asked once; who asked is told of each answer as it comes,
so recursion needs no rounds. A NOT is looked at when nothing is left to do in lower strata: then what it asks about is
finished. Only facts and rules that some question reaches are touched.

References
----------
H. Tamaki, T. Sato, OLD resolution with tabulation, ICLP 1986; W. Chen, D. S. Warren, Tabled evaluation with delaying for
general logic programs, J. ACM 43 (1996), of which stratified programs need no delaying.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from myologic.engine.bodies import Absent, Assign, Atom, Body, Split, Test
from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.facts import EMPTY, Store
from myologic.engine.moment import Moment
from myologic.engine.plan import guessed_fanout
from myologic.engine.program import Program
from myologic.engine.records import dataclass, field
from myologic.engine.rule_functions import Functions
from myologic.engine.rules import TriplePattern
from myologic.engine.search import Bindings, Search
from myologic.engine.terms import BlankNode, Term, TermPattern, Triple, TripleTerm, Variable

Question: TypeAlias = tuple[int | None, int | None, int | None]
Step: TypeAlias = "Atom | Split | Test | Assign | Absent"


class TooMuchWork(Exception):
    """More was touched than allowed; deriving everything may be less work."""


@dataclass(slots=True, eq=False)
class _Table:
    """The answers to a question so far, and who waits for more; of a NOT the question is whether there is any answer."""

    question: Question | None
    answers: dict[Parts, None] = field(default_factory=dict)
    waiting: list[_Frame] = field(default_factory=list)
    matched: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """The steps of a rule's body, or of the inside of a NOT, in the order in which they are done."""

    rule: int
    steps: tuple[Step, ...]
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """Where some work on a way stands: the next step, and what is bound so far; `owner` gets what comes out."""

    owner: _Table
    way: _Way
    at: int
    bindings: Bindings


class Tabling:
    """Questions to a program over given facts; what one question finds out serves the next.

    Parameters
    ----------
    program
        Compiled rules.
    store, dictionary
        The given facts and their terms. The store is read only; new terms go to a dictionary of its own.
    moment
        What NOW gives; None takes the clock.
    most_work
        How many steps all questions together may take; None for any number. A step is one fact looked at or one step of
        a rule's body.
    """

    def __init__(
        self,
        program: Program,
        store: Store,
        dictionary: Dictionary,
        moment: Moment | None = None,
        most_work: int | None = None,
    ) -> None:
        self.program = program
        self.dictionary = Dictionary(dictionary)
        functions = Functions(program, self.dictionary, moment or Moment())
        self._search = Search(program, store, self.dictionary, functions)
        self.work = 0
        self.most_work = most_work
        self._tables: dict[Question, _Table] = {}
        self._absences: dict[tuple[int, int, tuple[int, ...]], _Table] = {}
        self._ways: dict[tuple[int, int | None, frozenset[str]], _Way] = {}
        self._derivable: dict[Term, bool] = {}
        self._variable_heads = bool(program.conclusions.get(None))
        self._lowest = 0
        self._tasks: list[list[tuple[_Frame, Parts | _Table | None]]] = []
        self._data = {self.dictionary.encode_triple(triple) for triple in program.data} - {None}

    def ask(self, goal: tuple[Term | None, Term | None, Term | None]) -> list[Triple]:
        """The facts that fit a goal, given or derived, in sorted order.

        Parameters
        ----------
        goal
            Subject, predicate and object; None stands for any term.

        Raises
        ------
        TooMuchWork
            If `most_work` is reached; then no more questions can be asked.
        """
        s, p, o = (None if term is None else self.dictionary.encode(term) for term in goal)
        table = self._open((s, p, o))
        self._run()
        found = list(table.answers)
        self.dictionary.sort_triples(found)
        return [self.dictionary.triple(fact) for fact in found]

    @property
    def questions(self) -> int:
        """How many different questions came up."""
        return len(self._tables) + len(self._absences)

    # ------------------------------------------------------------------ work

    def _push(self, frame: _Frame, what: Parts | _Table | None = None) -> None:
        level = frame.way.level
        while len(self._tasks) <= level:
            self._tasks.append([])
        self._tasks[level].append((frame, what))
        self._lowest = min(self._lowest, level)

    def _run(self) -> None:
        """Do all that is to be done, lower strata first."""
        tasks = self._tasks
        while self._lowest < len(tasks):
            if not tasks[self._lowest]:
                self._lowest += 1
                continue
            frame, what = tasks[self._lowest].pop()
            if what is None:
                self._go_on(frame)
            elif isinstance(what, _Table):
                # A NOT whose question is finished: all tasks of lower levels are done.
                if not what.matched:
                    self._go_on(frame)
            else:
                atom = frame.way.steps[frame.at - 1]
                assert isinstance(atom, Atom)
                self._take(frame, atom, what)

    def _count(self) -> None:
        self.work += 1
        if self.most_work is not None and self.work > self.most_work:
            raise TooMuchWork

    def _go_on(self, frame: _Frame) -> None:
        """Do the steps of a way from where it stands, until it branches or ends."""
        owner, way, bindings = frame.owner, frame.way, frame.bindings
        if owner.matched:
            return
        for at in range(frame.at, len(way.steps)):
            step = way.steps[at]
            self._count()
            if isinstance(step, Atom):
                self._branch(_Frame(owner, way, at + 1, bindings), step)
                return
            if isinstance(step, Absent):
                self._deny(_Frame(owner, way, at + 1, bindings), step)
                return
            after = self._settle(way.rule, step, bindings)
            if after is None:
                return
            bindings = after
        if owner.question is None:
            owner.matched = True
            return
        for fact in self._search.conclusions(way.rule, bindings):
            self._answer(owner, fact)

    def _settle(self, rule: int, step: Split | Test | Assign, bindings: Bindings) -> Bindings | None:
        """The bindings after a step that neither branches nor asks; None where it fails."""
        if isinstance(step, Test):
            test = self._search.functions.test(rule, step)
            return bindings if test(*(bindings[x] for x in step.inputs)) else None
        if isinstance(step, Assign):
            run = self._search.functions.assign(rule, step)
            value = run(tuple(bindings[x] for x in step.solution), *(bindings[x] for x in step.inputs))
            if value is None or bindings.get(step.target, value) != value:
                return None
            return {**bindings, step.target: value}
        operands = (step.subject, step.predicate, step.object)
        if step.whole in bindings:
            parts = self.dictionary.parts(bindings[step.whole])
            return None if parts is None else self._search.extend(bindings, operands, parts)
        numbers = [self.dictionary.encode(x) if not isinstance(x, str) else bindings[x] for x in operands]
        whole = self.dictionary.find_parts((numbers[0], numbers[1], numbers[2]))
        return None if whole is None else {**bindings, step.whole: whole}

    def _branch(self, frame: _Frame, atom: Atom) -> None:
        """Go on with every fact that fits a pattern, and with those to come."""
        s, p, o = (
            frame.bindings.get(x) if isinstance(x, str) else self.dictionary.encode(x) for x in atom.operands()
        )
        if atom.over_base or (p is not None and not self._may_derive(p)):
            for fact in self._facts(s, p, o, atom.over_base):
                self._count()
                self._take(frame, atom, fact)
            return
        table = self._open((s, p, o))
        table.waiting.append(frame)
        for fact in list(table.answers):
            self._push(frame, fact)

    def _take(self, frame: _Frame, atom: Atom, fact: Parts) -> None:
        extended = self._search.extend(frame.bindings, atom.operands(), fact)
        if extended is not None:
            self._go_on(_Frame(frame.owner, frame.way, frame.at, extended))

    def _deny(self, frame: _Frame, absent: Absent) -> None:
        """Go on if what a NOT forbids is not there, as soon as that is known."""
        rule, bindings = frame.way.rule, frame.bindings
        if not any(self._asks(atom) for atom in absent.atoms):
            self._count()
            if self._search.match_absent(rule, absent, bindings) is None:
                self._go_on(frame)
            return
        number = self.program.body(rule).absents.index(absent)
        key = rule, number, tuple(bindings[x] for x in absent.inputs)
        table = self._absences.get(key)
        if table is None:
            table = self._absences[key] = _Table(None)
            way = self._way(rule, number, frozenset(absent.inputs))
            self._push(_Frame(table, way, 0, {x: bindings[x] for x in absent.inputs}))
        self._push(frame, table)

    # ------------------------------------------------------------------ questions

    def _open(self, question: Question) -> _Table:
        """The table of a question; a new one gets the given facts, and the rules that may answer it to work on."""
        table = self._tables.get(question)
        if table is not None:
            return table
        table = self._tables[question] = _Table(question)
        for fact in self._facts(*question, False):
            self._answer(table, fact)
        for data in self._data:
            assert data is not None
            self._answer(table, data)
        for rule, place in self._rules_for(question[1]):
            bindings = self._match_head(rule, self.program.rules[rule].head[place], question)
            if bindings is not None:
                self._push(_Frame(table, self._way(rule, None, frozenset(bindings)), 0, bindings))
        return table

    def _answer(self, table: _Table, fact: Parts) -> None:
        """Tell a new answer to all who wait for it."""
        assert table.question is not None
        s, p, o = table.question
        if (
            (s is not None and fact[0] != s)
            or (p is not None and fact[1] != p)
            or (o is not None and fact[2] != o)
            or fact in table.answers
        ):
            return
        self._count()
        table.answers[fact] = None
        for frame in table.waiting:
            self._push(frame, fact)

    def _facts(self, s: int | None, p: int | None, o: int | None, over_base: bool) -> Iterator[Parts]:
        """The given facts that fit."""
        for predicate in self._search.store.predicates() if p is None else (p,):
            table = self._search.table(predicate, over_base)
            if s is not None and o is not None:
                if (s, o) in table.rounds:
                    yield s, predicate, o
            elif s is not None:
                for x in table.by_subject()(s, EMPTY):
                    yield s, predicate, x
            elif o is not None:
                for x in table.by_object()(o, EMPTY):
                    yield x, predicate, o
            else:
                for x, y in table.rounds:
                    yield x, predicate, y

    def _may_derive(self, predicate: int) -> bool:
        """Whether a rule or a DATA block may give facts of a predicate."""
        if self._variable_heads:
            return True
        term = self.dictionary.term(predicate)
        found = self._derivable.get(term)
        if found is None:
            found = term in self.program.conclusions or any(triple.predicate == term for triple in self.program.data)
            self._derivable[term] = found
        return found

    def _asks(self, atom: Atom) -> bool:
        """Whether a pattern is a question to rules."""
        if atom.over_base:
            return False
        return isinstance(atom.predicate, str) or self._may_derive(self.dictionary.encode(atom.predicate))

    def _rules_for(self, predicate: int | None) -> Iterable[tuple[int, int]]:
        table = self.program.conclusions
        if predicate is None:
            return [entry for entries in table.values() for entry in entries]
        return (*table.get(self.dictionary.term(predicate), ()), *table.get(None, ()))

    def _match_head(self, rule: int, template: TriplePattern, question: Question) -> Bindings | None:
        """What a question says of a rule's variables; None if the template cannot give an answer."""
        names = self.program.body(rule).names
        bindings: Bindings = {}

        def unify(term: TermPattern, value: int) -> bool:
            if isinstance(term, Variable):
                return bindings.setdefault(names[term], value) == value
            if isinstance(term, BlankNode):
                return value >= 0
            if isinstance(term, TripleTerm):
                parts = self.dictionary.parts(value)
                terms = (term.subject, term.predicate, term.object)
                return parts is not None and all(unify(x, y) for x, y in zip(terms, parts, strict=True))
            return self.dictionary.encode(term) == value

        terms = (template.subject, template.predicate, template.object)
        fits = all(value is None or unify(term, value) for term, value in zip(terms, question, strict=True))
        return bindings if fits else None

    # ------------------------------------------------------------------ order of steps

    def _way(self, rule: int, absent: int | None, bound: frozenset[str]) -> _Way:
        """The steps of a rule, or of one of its NOTs, in an order that asks for little."""
        way = self._ways.get((rule, absent, bound))
        if way is None:
            body, level = self.program.body(rule), 2 * self.program.order.stratum[rule] + 1
            if absent is not None:
                inside = body.absents[absent]
                # Before anything of the rule's own stratum, and after all that it asks about.
                body, level = Body(list(inside.atoms), list(inside.splits), list(inside.tests)), level - 1
            way = self._ways[rule, absent, bound] = _Way(rule, tuple(self._ordered(body, set(bound))), level)
        return way

    def _ordered(self, body: Body, bound: set[str]) -> Iterator[Step]:
        atoms, splits, absents = list(body.atoms), list(body.splits), list(body.absents)
        checks: list[Test | Assign] = [*body.tests, *body.assigns]
        while True:
            moved = True
            while moved:
                moved = False
                for split in list(splits):
                    operands = (split.subject, split.predicate, split.object)
                    if split.whole in bound or all(not isinstance(x, str) or x in bound for x in operands):
                        bound |= {split.whole, *(x for x in operands if isinstance(x, str))}
                        splits.remove(split)
                        yield split
                        moved = True
                for check in list(checks):
                    wanted: Sequence[str] = check.inputs
                    if isinstance(check, Assign):
                        wanted = (*check.inputs, *check.solution)
                    if all(x in bound for x in wanted):
                        if isinstance(check, Assign):
                            bound.add(check.target)
                        checks.remove(check)
                        yield check
                        moved = True
            # What is certain or can be looked up comes before what must be asked for.
            ready = [absent for absent in absents if all(x in bound for x in absent.inputs)]
            for absent in ready:
                if not atoms or not any(self._asks(atom) for atom in absent.atoms):
                    absents.remove(absent)
                    yield absent
            if not atoms:
                break
            best = min(range(len(atoms)), key=lambda place: (self._cost(atoms[place], bound), place))
            atom = atoms.pop(best)
            bound |= {x for x in atom.operands() if isinstance(x, str)}
            yield atom
        assert not (splits or checks or absents)

    def _cost(self, atom: Atom, bound: set[str]) -> float:
        s, p, o = (not isinstance(x, str) or x in bound for x in atom.operands())
        known: Any = None if not p or isinstance(atom.predicate, str) else atom.predicate
        cost = guessed_fanout(known, s, o) / (20 if p and known is None else 1)
        if s != o and not isinstance(atom.subject if s else atom.object, str):
            cost *= 1.5
        # A question with nothing bound asks for everything.
        return cost * ((2 if s or o else 100) if self._asks(atom) else 1)
