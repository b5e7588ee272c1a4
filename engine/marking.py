"""Rules that say something of one side of each pair, such as *whoever takes a course is a student*, on columns of bits.

What they conclude is one column for each rule: the bits of all subjects, or of all objects, of one predicate. No pair is
made and none is looked at twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from myologic.engine.bits import Bits
from myologic.engine.columns import ColumnTable
from myologic.engine.facts import NEVER, Table
from myologic.engine.fixpoint import NOTHING, Run
from myologic.engine.plan_making import is_copying
from myologic.engine.program import Program
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term, Variable
from myologic.engine.vector_tables import VectorTable, columns_of, note_subjects


@dataclass(frozen=True, slots=True)
class Mark:
    """What one template says of one side of each pair.

    Parameters
    ----------
    side
        0 for subjects, 1 for objects.
    predicate, thing
        What is said.
    """

    side: int
    predicate: IRI
    thing: Term


@dataclass(frozen=True, slots=True)
class Marks:
    """A group that is one such rule.

    Parameters
    ----------
    source
        The predicate whose pairs are looked at.
    marks
        What is said of their sides.
    """

    source: IRI
    marks: tuple[Mark, ...]

    @property
    def gives(self) -> frozenset[IRI]:
        """The predicates that are concluded."""
        return frozenset(mark.predicate for mark in self.marks)


def marks_of(program: Program, group: int) -> Marks | None:
    """A group as one rule that says something of one side of each pair, or None if it is none."""
    members = program.order.groups[group]
    rule = program.rules[members[0]]
    if len(members) > 1 or rule.over_base or program.order.recursive[members[0]]:
        return None
    body = program.body(members[0])
    if not is_copying(rule, body):
        return None
    atom = body.atoms[0]
    ends = (atom.subject, atom.object)
    if not isinstance(atom.predicate, IRI) or not all(isinstance(end, str) for end in ends):
        return None
    marks = []
    for template in rule.head:
        subject = template.subject
        if not isinstance(subject, Variable) or isinstance(template.object, Variable):
            return None
        assert isinstance(template.predicate, IRI)
        marks.append(Mark(ends.index(body.names[subject]), template.predicate, template.object))
    return Marks(atom.predicate, tuple(marks))


class Marked:
    """What marking concluded about one predicate, one rule after the other: the columns, and the rounds of its pairs."""

    def __init__(self, bits: Bits, columns: Mapping[int, int]) -> None:
        self.columns = dict(columns.items())
        self._bits = bits
        self._added: dict[int, list[tuple[int, int]]] = {}

    def note(self, thing: int, bits: int, number: int) -> None:
        """Some values get a mark in a round."""
        self.columns[thing] = self.columns.get(thing, 0) | bits
        self._added.setdefault(thing, []).append((number, bits))

    def __call__(self, subject: int, object_: int) -> int:
        """The round of a pair."""
        place = self._bits.place(subject)
        return next((number for number, bits in self._added.get(object_, ()) if bits >> place & 1), NEVER)


def run_marks(run: Run, group: int, marks: Marks, bits: Bits) -> None:
    """Work out what a rule says of one side of each pair; the values that it speaks of have bits."""
    number, counts = run.round, dict[int, int]()
    source = run.store.read(run.dictionary.encode(marks.source)) or NOTHING
    known: dict[int, int] = {}
    for mark in marks.marks:
        predicate, thing = run.dictionary.encode(mark.predicate), run.dictionary.encode(mark.thing)
        if mark.side not in known:
            known[mark.side] = _side(source, mark.side, bits, run.dictionary.resource_count)
        table = _open(run, predicate, bits)
        before = table.columns.get(thing, 0)
        added = known[mark.side] & ~before
        if added:
            assert isinstance(table.round_of, Marked)
            table.round_of.note(thing, added, number)
            counts[predicate] = counts.get(predicate, 0) + added.bit_count()
    run.round += 1
    run.count(run.program.order.groups[group], counts)


def note_sides(run: Run, marks: Marks, bits: Bits) -> None:
    """Give bits to all values that a rule speaks of, and to those that the predicates it concludes have."""
    if bits.direct:
        return
    count = run.dictionary.resource_count
    source = run.store.read(run.dictionary.encode(marks.source)) or NOTHING
    for side in {mark.side for mark in marks.marks}:
        bits.note(_values(source, side), count)
    for predicate in marks.gives:
        note_subjects(bits, run.store.read(run.dictionary.encode(predicate)) or NOTHING, count)


def _open(run: Run, predicate: int, bits: Bits) -> VectorTable:
    """The table that marks of a predicate go to: that of the marks before, or a new one."""
    below = run.store.read(predicate) or NOTHING
    if isinstance(below, VectorTable) and below.bits is bits and isinstance(below.round_of, Marked):
        # Whoever reads the predicate needs all rules that give it, so nothing was read of it yet.
        return below
    columns = columns_of(bits, below)
    all_given = isinstance(below, ColumnTable) and below.given_columns() is not None
    marked = Marked(bits, columns)
    table = VectorTable(bits, marked.columns, below, marked, columns if all_given else None)
    run.store.tables[predicate] = table
    return table


def _side(table: Table, side: int, bits: Bits, count: int) -> int:
    """The bits of the subjects or the objects of a table."""
    if side == 0 and isinstance(table, VectorTable) and table.bits is bits:
        everyone = 0
        for column in table.columns.values():
            everyone |= column
        return everyone
    return bits.of(_values(table, side), count)


def _values(table: Table, side: int) -> Sequence[int]:
    """The subjects or the objects of a table, each once and without literals."""
    columns = table.columns() if isinstance(table, ColumnTable) else None
    if columns is not None:
        # Things come several times in most columns, and to set a bit takes longer than to see that it was there.
        found = set(columns[side])
    elif side == 1 and isinstance(table, VectorTable):
        found = {o for o, bits in table.columns.items() if bits}
    else:
        found = {pair[side] for pair in table.rounds}
    return list(found) if not found or min(found) >= 0 else [value for value in found if value >= 0]
