"""Plan V: a relation as columns of bits, one integer for each object, one bit for each value of the stable variable.

The rules are grounded once, as plan T runs them for one value that has everything any value has: what comes out are
clauses between columns, however many values there are. The columns are then worked out in the order in which they
need each other, with `|`, `&` and `& ~` on integers; where they need each other in a cycle, until nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from myologic.engine.bits import Bits, count_of
from myologic.engine.columns import ColumnTable, size_of, subjects_of
from myologic.engine.copying import Copy, copy_of, run_copy
from myologic.engine.derivations import all_derivations
from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.facts import EMPTY, GIVEN, NEVER, Store, Table
from myologic.engine.fixpoint import NOTHING, Run
from myologic.engine.marking import Marks, marks_of, note_sides, run_marks
from myologic.engine.plan_making import is_copying
from myologic.engine.program import Program, compile_rules
from myologic.engine.records import dataclass
from myologic.engine.rule_functions import Functions
from myologic.engine.rules import RuleSet
from myologic.engine.spreading import MOST_VALUES, Spread, spread_of, spread_out
from myologic.engine.stable import ANYTHING, StableGroup, apart, stable_group
from myologic.engine.strata import components
from myologic.engine.terms import IRI, Term, Variable
from myologic.engine.vector_tables import VectorTable, columns_of, note_subjects

Column = tuple[int, int]


# With fewer values than this the columns are so short that going through the facts one by one is as good.
_FEW = 16


@dataclass(frozen=True, slots=True)
class Clause:
    """A column that holds wherever some others hold and some do not."""

    head: Column
    needs: tuple[Column, ...]
    forbids: tuple[Column, ...]


def run_group(
    group: StableGroup, store: Store, dictionary: Dictionary, functions: Functions, bits: Bits, first: int
) -> tuple[int, dict[int, int]]:
    """Work a group of rules out for all values of its stable variable at once.

    Parameters
    ----------
    group
        The group.
    store, dictionary, functions
        As for a run; the tables of what the group concludes become vector tables.
    bits
        The values of stable variables, shared by all groups of a run; those of this group have been noted.
    first
        The first number for rounds.

    Returns
    -------
    tuple
        The first round for what runs after it, and how many facts of each predicate were derived.
    """
    known = {p: columns_of(bits, _read(store, dictionary, p)) for p in sorted(group.reads | group.gives, key=lambda p: p.value)}
    clauses = ground(group, known, store, dictionary, functions)
    columns: dict[Column, int] = {
        (dictionary.encode(apart(p)), o): found for p, table in known.items() for o, found in table.items()
    }
    heads, ranks = solve(clauses, columns)
    slices = _Slices(group, store, dictionary, functions, first)
    added: dict[int, int] = {}
    for predicate in sorted(group.gives, key=lambda p: p.value):
        number, name = dictionary.encode(predicate), dictionary.encode(apart(predicate))
        table = store.read(number) or NOTHING
        mine = {o: found for (p, o), found in columns.items() if p == name and found}
        slices.below[predicate] = table
        round_of = slices.of(predicate) if ranks is None else _ranked(name, first, ranks)
        all_given = isinstance(table, ColumnTable) and table.given_columns() is not None
        store.tables[number] = VectorTable(bits, mine, table, round_of, known[predicate] if all_given else None)
        added[number] = count_of(mine) - count_of(known[predicate])
    return first + len(heads) + 2, added


def run_spread(
    run: Run, place: int, group: StableGroup, spread: Spread, functions: Functions, bits: Bits
) -> bool:
    """Work a rule out that follows pairs from thing to thing, for few values; says whether that was done."""
    if bits.direct or len(bits) > MOST_VALUES:
        return False
    dictionary, number = run.dictionary, run.dictionary.encode(spread.gives)
    table = run.store.read(number) or NOTHING
    start = columns_of(bits, table)
    if not start:
        return False
    columns, order = spread_out(
        start, _read(run.store, dictionary, spread.along), dictionary.resource_count, dictionary.literal_count
    )
    first = run.round
    if len(bits) == 1:
        round_of: Callable[[int, int], int] = lambda subject, object_: first + order[object_]  # noqa: E731
    else:
        slices = _Slices(group, run.store, dictionary, functions, first)
        slices.below[spread.gives] = table
        round_of = slices.of(spread.gives)
    all_given = isinstance(table, ColumnTable) and table.given_columns() is not None
    run.store.tables[number] = VectorTable(bits, columns, table, round_of, start if all_given else None)
    run.round += len(columns) + 2
    run.count(run.program.order.groups[place], {number: count_of(columns) - count_of(start)})
    return True


def _ranked(predicate: int, first: int, ranks: Mapping[Column, int]) -> Callable[[int, int], int]:
    """Rounds where no columns need each other in a cycle: what a column needs comes before it in the order of all."""
    return lambda subject, object_: first + ranks[predicate, object_]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How each group of a program may be run other than fact by fact, by its number.

    Parameters
    ----------
    groups
        Groups with a stable variable.
    marking, copies, spreading
        Groups of these forms.
    copying
        Groups with a stable variable whose rules do nothing but say pairs of one predicate of another.
    read
        What the groups with a stable variable read.
    """

    groups: dict[int, StableGroup]
    marking: dict[int, Marks]
    copies: dict[int, Copy]
    spreading: dict[int, Spread]
    copying: frozenset[int]
    read: frozenset[IRI]


def _layout(program: Program, closed: frozenset[Term]) -> _Layout:
    """Which groups can be run how, the last first: a table that a later group adds to one by one cannot be columns."""
    groups: dict[int, StableGroup] = {}
    marking: dict[int, Marks] = {}
    spreading: dict[int, Spread] = {}
    copies: dict[int, Copy] = {}
    copying: set[int] = set()
    one_by_one, on_columns, read = set(closed), set[IRI](), set[IRI]()
    for number in range(len(program.order.groups) - 1, -1, -1):
        # What only marks one side of pairs pays where columns are wanted later.
        marks = marks_of(program, number)
        if marks is not None and marks.gives <= on_columns and not marks.gives & one_by_one:
            marking[number] = marks
            continue
        copy = copy_of(program, number)
        if copy is not None:
            copies[number] = copy
        group = stable_group(program, number)
        if group is None or group.gives & one_by_one:
            one_by_one |= _gives(program, number)
            continue
        groups[number] = group
        read |= group.reads
        spread = spread_of(program, number)
        if spread is not None:
            spreading[number] = spread
        if all(is_copying(program.rules[rule], program.body(rule)) for rule in program.order.groups[number]):
            copying.add(number)
        else:
            on_columns |= group.reads | group.gives
    return _Layout(groups, marking, copies, spreading, frozenset(copying), frozenset(read))


def vector_runner(
    program: Program, functions: Functions, bits: Bits, closed: frozenset[Term] = frozenset()
) -> Callable[[Run, int], bool]:
    """A function that runs a group of rules as vectors if it can be; says whether it did.

    Parameters
    ----------
    program, functions
        As for a run.
    bits
        The values of stable variables, shared by all groups of a run.
    closed
        Predicates whose facts must not become columns, because more of them are derived one by one when all is done.
    """
    layout = _layout(program, closed)
    read = sorted(layout.read, key=lambda p: p.value)
    made: dict[int, Table] = {}
    anything = any(program.head_predicates[rule] is None for rule in range(len(program.rules)))

    def run(run: Run, number: int) -> bool:
        group, marks = layout.groups.get(number), layout.marking.get(number)
        if anything:
            return False
        if number in layout.copies and run_copy(run, number, layout.copies[number], made):
            return True
        if group is None and marks is None:
            return False
        count = run.dictionary.resource_count
        sources = sorted((_read(run.store, run.dictionary, p) for p in read), key=size_of)
        bits.begin(map(subjects_of, reversed(sources)), count)
        if group is None:
            assert marks is not None
            note_sides(run, marks, bits)
            if len(bits) >= _FEW:
                run_marks(run, number, marks, bits)
            return len(bits) >= _FEW
        tables = [_read(run.store, run.dictionary, p) for p in sorted(group.reads | group.gives, key=lambda p: p.value)]
        if number in layout.copying and not any(isinstance(table, VectorTable) for table in tables):
            return False  # pairs are copied as fast as columns, and a column for each object may be many
        for table in tables:
            note_subjects(bits, table, count)
        if len(bits) < _FEW:
            spread = layout.spreading.get(number)
            return spread is not None and run_spread(run, number, group, spread, functions, bits)
        run.round, counts = run_group(group, run.store, run.dictionary, functions, bits, run.round)
        run.count(program.order.groups[number], counts)
        return True

    return run


def _gives(program: Program, group: int) -> set[IRI]:
    heads = (program.head_predicates[rule] for rule in program.order.groups[group])
    return {head for found in heads if found is not None for head in found if isinstance(head, IRI)}


def _read(store: Store, dictionary: Dictionary, predicate: IRI) -> Table:
    return store.read(dictionary.encode(predicate)) or NOTHING


def ground(
    group: StableGroup, known: Mapping[IRI, Mapping[int, int]], store: Store, dictionary: Dictionary, functions: Functions
) -> list[Clause]:
    """The clauses of a group: its rules run for one value that has every column that any value has."""
    program = compile_rules(RuleSet(group.ground))
    layer = Store(store)
    anything = dictionary.encode(ANYTHING)
    for predicate, columns in known.items():
        table = layer.write(dictionary.encode(apart(predicate)))
        for o in columns:
            table.rounds[anything, o] = GIVEN
    local = Functions(program, dictionary, functions.moment)
    names = frozenset(dictionary.encode(apart(p)) for p in known)
    Run(program, layer, dictionary, local, NEVER, may_grow=names).run_all()
    derivations = all_derivations(program, layer, dictionary, local)
    nots = [group.denied[position] for position in program.positions]
    clauses: list[Clause] = []
    for conclusion, steps in derivations.by_conclusion.items():
        for rule, premises in steps:
            needs = tuple(dict.fromkeys((p, o) for s, p, o in premises if s == anything and p in names))
            forbids = tuple(
                (dictionary.encode(predicate), _object(program, rule, object_, premises, dictionary))
                for predicate, object_ in nots[rule]
            )
            clauses.append(Clause((conclusion[1], conclusion[2]), needs, forbids))
    return clauses


def _object(program: Program, rule: int, term: object, premises: tuple[Parts, ...], dictionary: Dictionary) -> int:
    """The number of the object of a NOT, from the premises that bind it."""
    if not isinstance(term, Variable):
        return dictionary.encode(term)  # type: ignore[arg-type]  # a ground term
    body = program.body(rule)
    local = body.names[term]
    for atom, premise in zip(body.atoms, premises, strict=True):
        for operand, value in zip(atom.operands(), premise, strict=True):
            if operand == local:
                return value
    raise AssertionError("the object of a NOT about the stable variable is bound before it")


def solve(clauses: Sequence[Clause], columns: dict[Column, int]) -> tuple[list[Column], dict[Column, int] | None]:
    """Work out all columns that clauses give, in place.

    Returns
    -------
    tuple
        These columns; and for each a number above those of all that it needs, or None where some need each other.
    """
    by_head: dict[Column, list[Clause]] = {}
    for clause in clauses:
        by_head.setdefault(clause.head, []).append(clause)
    heads = list(by_head)
    number = {head: place for place, head in enumerate(heads)}
    edges = [
        [number[need] for clause in by_head[head] for need in clause.needs if need in number] for head in heads
    ]
    value = columns.get
    ranks: dict[Column, int] | None = {}
    for rank, component in enumerate(components(len(heads), edges)):
        members = [heads[place] for place in component]
        cyclic = len(members) > 1 or component[0] in edges[component[0]]
        if not cyclic:
            head = members[0]
            columns[head] = value(head, 0) | _worth(by_head[head], value)
            if ranks is not None:
                ranks[head] = rank
            continue
        ranks = None
        inside = set(members)
        users: dict[Column, list[Clause]] = {}
        for head in members:
            for clause in by_head[head]:
                for need in clause.needs:
                    if need in inside:
                        users.setdefault(need, []).append(clause)
        waiting: dict[Column, None] = {}
        for head in members:
            columns[head] = value(head, 0) | _worth(by_head[head], value)
            waiting[head] = None
        while waiting:
            changed = next(iter(waiting))
            del waiting[changed]
            for clause in users.get(changed, ()):
                before = columns[clause.head]
                after = before | _worth((clause,), value)
                if after != before:
                    columns[clause.head] = after
                    waiting[clause.head] = None
    return heads, ranks


def _worth(clauses: Iterable[Clause], value: Callable[[Column, int], int]) -> int:
    """The values for which one of some clauses holds."""
    found = 0
    for clause in clauses:
        bits = value(clause.needs[0], 0)
        for need in clause.needs[1:]:
            bits &= value(need, 0)
        for other in clause.forbids:
            bits &= ~value(other, 0)
        found |= bits
    return found


class _Slices:
    """Rounds of facts in vector tables: plan T for one value of the stable variable, when its facts are explained."""

    def __init__(
        self, group: StableGroup, store: Store, dictionary: Dictionary, functions: Functions, first: int
    ) -> None:
        self.group, self.store, self.dictionary, self.first = group, store, dictionary, first
        self.moment = functions.moment
        self.below: dict[IRI, Table] = {}
        self._program: Program | None = None
        self._known: dict[int, dict[IRI, dict[int, int]]] = {}

    def of(self, predicate: IRI) -> Callable[[int, int], int]:
        """The rounds of a predicate's pairs."""
        return lambda subject, object_: self.slice(subject)[predicate][object_]

    def slice(self, subject: int) -> dict[IRI, dict[int, int]]:
        """The round of every fact about one value, by predicate and object."""
        found = self._known.get(subject)
        if found is not None:
            return found
        if self._program is None:
            self._program = compile_rules(RuleSet(self.group.rules))
        program, dictionary = self._program, Dictionary(self.dictionary)
        layer = Store(self.store)
        for predicate in self.group.reads | self.group.gives:
            rounds = layer.write(dictionary.encode(apart(predicate))).rounds
            table = self.below.get(predicate) or _read(self.store, dictionary, predicate)
            for o in table.by_subject()(subject, EMPTY):
                rounds[subject, o] = table.rounds.get((subject, o), NEVER)
        functions = Functions(program, dictionary, self.moment)
        names = frozenset(dictionary.encode(apart(p)) for p in self.group.reads | self.group.gives)
        Run(program, layer, dictionary, functions, NEVER, self.first, names).run_all()
        found = {}
        for predicate in self.group.gives:
            mine = layer.write(dictionary.encode(apart(predicate))).rounds
            found[predicate] = {o: number for (_, o), number in mine.items()}
        self._known[subject] = found
        return found

