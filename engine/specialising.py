"""Rules over any predicate, made into rules over the predicates that the facts name.

A rule such as *?x ?q ?y if ?x ?p ?y and ?p is below ?q* reads and says everything, so all rules that meet it need
each other and run as one group on facts one by one. The facts that bind its predicates (`?p is below ?q`) are few.
They are joined first: each of their instances is a rule over known predicates, and such rules fall apart into small
groups that run as any others. If afterwards the same instances come out, all rules of the group hold, for each is the
sum of its instances. If not, because facts of this kind were themselves derived, the group is run as it stands, on
top of what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress

from myologic.engine.bits import Bits
from myologic.engine.columns import ColumnTable, pairs_of
from myologic.engine.facts import EMPTY, OpenTable, Pair, Store, Table
from myologic.engine.fixpoint import Run
from myologic.engine.program import Program, compile_rules
from myologic.engine.records import dataclass
from myologic.engine.rule_functions import Functions
from myologic.engine.rules import Rule, RuleSet, TriplePattern
from myologic.engine.strata import run_once
from myologic.engine.terms import IRI, BlankNode, Term, TermPattern, TripleTerm, Variable
from myologic.engine.vector_tables import VectorTable
from myologic.engine.vectors import vector_runner

# Beyond these numbers the facts that bind predicates are not few, and the rules run as they stand.
_MOST_INSTANCES = 1000
_MOST_ROWS = 20_000

_Solution = dict[Variable, Term]


@dataclass(frozen=True, slots=True)
class _Open:
    """A rule with variable predicates: the patterns that bind them, and the others."""

    rule: Rule
    binding: tuple[TriplePattern, ...]
    rest: tuple[TriplePattern, ...]


def specialising_runner(program: Program, bits: Bits) -> Callable[[Run, int], bool]:
    """A function that runs a group of rules over any predicate by their instances; says whether that was all.

    Parameters
    ----------
    program
        All rules.
    bits
        What columns of bits stand for, shared by all groups of a run.
    """

    def run(run: Run, number: int) -> bool:
        group = [program.rules[rule] for rule in program.order.groups[number]]
        opened = [_opened(rule) for rule in group if _is_open(rule)]
        wanted = [each for each in opened if each is not None]
        if not wanted or len(wanted) < len(opened) or any(run_once(rule) is not None for rule in group):
            return False
        closed = [rule for rule in group if not _is_open(rule)]
        asked = {pattern.predicate for each in wanted for pattern in each.binding}
        about = [
            rule
            for rule in closed
            if all(each.predicate in asked for each in (*rule.head, *rule.body) if isinstance(each, TriplePattern))
            and all(isinstance(each, TriplePattern) for each in rule.body)
            and not any(_names_one(each, wanted) for each in rule.head)
        ]
        later = _given_later(program, number)
        if about:
            _run_inside(run, about, later, None)
        made = _instances(run, wanted)
        if made is None:
            return False
        _run_inside(run, [*closed, *made.values()], later, bits)
        again = _instances(run, wanted)
        if again is not None and again.keys() == made.keys():
            return True
        _thaw(run.store)
        return False

    return run


def _is_open(rule: Rule) -> bool:
    return any(
        isinstance(each, TriplePattern) and isinstance(each.predicate, Variable) for each in (*rule.head, *rule.body)
    )


def _opened(rule: Rule) -> _Open | None:
    """A rule with variable predicates taken apart; None where it cannot be specialised."""
    if rule.over_base:
        return None
    patterns = []
    for each in rule.body:
        if not isinstance(each, TriplePattern) or _has_parts(each):
            return None
        patterns.append(each)
    if any(_has_parts(each) for each in rule.head):
        return None
    predicates = {each.predicate for each in (*rule.head, *patterns) if isinstance(each.predicate, Variable)}
    binding = [
        each for each in patterns if isinstance(each.predicate, IRI) and {each.subject, each.object} & predicates
    ]
    if not predicates <= {term for each in binding for term in (each.subject, each.object)}:
        return None
    return _Open(rule, tuple(binding), tuple(each for each in patterns if each not in binding))


def _has_parts(pattern: TriplePattern) -> bool:
    return isinstance(pattern.subject, TripleTerm) or isinstance(pattern.object, TripleTerm)


def _names_one(template: TriplePattern, wanted: Iterable[_Open]) -> bool:
    """Whether predicates are bound by facts of a template's predicate with one object only, as by `?p a :Transitive`.

    There may be any number of facts with other objects, so they are not worked out beforehand.
    """
    return any(
        each.predicate == template.predicate and not isinstance(each.object, Variable)
        for rule in wanted
        for each in rule.binding
    )


def _given_later(program: Program, number: int) -> frozenset[Term] | None:
    """The predicates that groups after this one conclude; None if that may be any."""
    found: set[Term] = set()
    for group in program.order.groups[number + 1 :]:
        for rule in group:
            heads = program.head_predicates[rule]
            if heads is None:
                return None
            found |= heads
    return frozenset(found)


def _run_inside(run: Run, rules: Sequence[Rule], later: frozenset[Term] | None, bits: Bits | None) -> None:
    """Run some rules over the facts of a run, as part of it."""
    program = compile_rules(RuleSet(tuple(rules), (), (), run.program.prefixes))
    functions = Functions(program, run.dictionary, run.functions.moment)
    inner = Run(program, run.store, run.dictionary, functions, run.limit_facts, run.round)
    inner.derived = run.derived
    if bits is not None and later is not None:
        inner.run_elsewhere = vector_runner(program, functions, bits, later)
    inner.run_all()
    run.round, run.derived = inner.round, inner.derived


_Instances = dict[tuple[object, ...], Rule]


def _instances(run: Run, wanted: Iterable[_Open]) -> _Instances | None:
    """The instances of rules for the facts that bind their predicates; None if too many, or if one is no rule."""
    found: _Instances = {}
    for each in wanted:
        solutions: list[_Solution] = [{}]
        for pattern in sorted(each.binding, key=lambda one: isinstance(one.object, Variable)):
            rows = _rows(run, pattern)
            if rows is None or len(rows) * len(solutions) > _MOST_ROWS * 10:
                return None
            tried = (_joined(solution, pattern, row) for solution in solutions for row in rows)
            solutions = [joined for joined in tried if joined is not None]
        for solution in solutions:
            if any(isinstance(value, BlankNode) for value in solution.values()):
                return None  # written in a rule it would be another node
            rule = _instance(each, solution)
            if rule is not None:
                found.setdefault((each.rule.place, rule.head, rule.body), rule)
                if len(found) > _MOST_INSTANCES:
                    return None
    return found


def _rows(run: Run, pattern: TriplePattern) -> list[tuple[Term, Term]] | None:
    """The facts that a pattern may bind predicates by, or None if there are too many."""
    find, term = run.dictionary.find, run.dictionary.term
    number = find(pattern.predicate)
    table = None if number is None else run.store.read(number)
    if table is None:
        return []
    subject = None if isinstance(pattern.subject, Variable) else find(pattern.subject)
    object_ = None if isinstance(pattern.object, Variable) else find(pattern.object)
    for known, slot in ((subject, pattern.subject), (object_, pattern.object)):
        if known is None and not isinstance(slot, Variable):
            return []
    pairs = pairs_of(table) if object_ is None else _pairs_with(table, object_)
    rows = [pair for pair in pairs if subject is None or pair[0] == subject]
    return None if len(rows) > _MOST_ROWS else [(term(s), term(o)) for s, o in dict.fromkeys(rows)]


def _pairs_with(table: Table, object_: int) -> list[Pair]:
    """The pairs with an object, as those of one class among all things that have one, perhaps one twice."""
    if isinstance(table, VectorTable):
        return [(s, object_) for s in table.by_object()(object_, EMPTY)]
    columns = table.columns() if isinstance(table, ColumnTable) else None
    if columns is not None:
        return [(s, object_) for s in compress(columns[0], map(object_.__eq__, columns[1]))]
    return [pair for pair in pairs_of(table) if pair[1] == object_]


def _joined(solution: _Solution, pattern: TriplePattern, row: tuple[Term, Term]) -> _Solution | None:
    found = dict(solution)
    for slot, value in zip((pattern.subject, pattern.object), row, strict=True):
        if isinstance(slot, Variable) and found.setdefault(slot, value) != value:
            return None
    return found


def _instance(each: _Open, solution: Mapping[Variable, Term]) -> Rule | None:
    """A rule for one solution of what binds its predicates; None where that is no rule, or one that says nothing."""

    def filled(pattern: TriplePattern) -> TriplePattern | None:
        def value(term: TermPattern) -> TermPattern:
            return solution.get(term, term) if isinstance(term, Variable) else term

        s, p, o = value(pattern.subject), value(pattern.predicate), value(pattern.object)
        fits = isinstance(p, IRI) and isinstance(s, (IRI, Variable))
        return TriplePattern(s, p, o, pattern.place) if fits else None

    body = [filled(pattern) for pattern in each.rest]
    head = [filled(pattern) for pattern in each.rule.head]
    if None in body:
        return None
    read = tuple(pattern for pattern in body if pattern is not None)
    said = tuple(pattern for pattern in head if pattern is not None)
    plain = {(pattern.subject, pattern.predicate, pattern.object) for pattern in read}
    said = tuple(each for each in said if (each.subject, each.predicate, each.object) not in plain)
    return Rule(each.rule.name, said, read, False, each.rule.place) if said else None


def _thaw(store: Store) -> None:
    """Make columns of bits open tables again, each fact with its round, so that facts may be added one by one."""
    for predicate, table in list(store.tables.items()):
        if isinstance(table, VectorTable):
            store.tables[predicate] = OpenTable(dict(table.items()))
