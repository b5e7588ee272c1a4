"""Rules that say the pairs of one predicate of another, in this order or the other, as two columns of numbers.

`?y :inverse ?x if ?x :p ?y` concludes what is there already, turned round. While nothing else is known of the predicate its
facts are the two columns of the other; a pair is made of them when somebody looks at one.
"""

from __future__ import annotations

from array import array

from myologic.engine.columns import ColumnTable, Numbers
from myologic.engine.facts import OpenTable, Table
from myologic.engine.fixpoint import NOTHING, Run
from myologic.engine.plan_making import is_copying
from myologic.engine.program import Program
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Variable

Columns = tuple[Numbers, Numbers]


@dataclass(frozen=True, slots=True)
class Copy:
    """A group that says the pairs of one predicate of another.

    Parameters
    ----------
    source, target
        The two predicates, which are different.
    turned
        Whether each pair is turned round.
    mutual
        Whether the group says the same the other way as well, so that either may be the source.
    """

    source: IRI
    target: IRI
    turned: bool
    mutual: bool


def copy_of(program: Program, group: int) -> Copy | None:
    """A group as one that copies pairs, or None if it is none."""
    members = program.order.groups[group]
    found = [_one_way(program, rule) for rule in members]
    first = found[0]
    if first is None:
        return None
    if len(found) == 1:
        return None if program.order.recursive[members[0]] else Copy(*first, False)
    back = (first[1], first[0], first[2])
    return Copy(*first, True) if len(found) == 2 and found[1] == back else None


def _one_way(program: Program, number: int) -> tuple[IRI, IRI, bool] | None:
    rule, body = program.rules[number], program.body(number)
    if len(rule.head) != 1 or rule.over_base or not is_copying(rule, body):
        return None
    head, atom = rule.head[0], body.atoms[0]
    if not isinstance(head.subject, Variable) or not isinstance(head.object, Variable):
        return None
    ends = (body.names[head.subject], body.names[head.object])
    source, target = atom.predicate, head.predicate
    turned = ends == (atom.object, atom.subject)
    if not isinstance(source, IRI) or not isinstance(target, IRI) or source == target:
        return None
    return (source, target, turned) if turned or ends == (atom.subject, atom.object) else None


def run_copy(run: Run, group: int, copy: Copy, made: dict[int, Table]) -> bool:
    """Work a group out that copies pairs, if nothing else is known of where they go; says whether that was done.

    Parameters
    ----------
    run, group, copy
        The group.
    made
        What copying has made in this run, by predicate; what is made is noted.
    """
    number = run.dictionary.encode
    tables = [(number(each), run.store.read(number(each)) or NOTHING) for each in (copy.source, copy.target)]
    if copy.mutual and _is_empty(tables[0][1]):
        tables.reverse()
    (_, source), (target, before) = tables
    had = _said(before, made.get(target))
    # Where both are there already one by one is as good, and in a mutual group something may go back.
    if had is None or (copy.mutual and len(had[0])) or not isinstance(source, OpenTable):
        return False
    subjects, objects = _columns(source)
    if copy.turned:
        subjects, objects = _without_literals(objects, subjects)
    repeats = isinstance(source, ColumnTable) and source.given_columns() is not None
    if repeats or len(had[0]):
        subjects, objects = _distinct(had[0] + subjects, had[1] + objects)
    added = len(subjects) - len(had[0])
    if added:
        run.store.tables[target] = made[target] = ColumnTable(subjects, objects, run.round)
        run.round += 1
        run.count(run.program.order.groups[group], {target: added})
    return True


def _is_empty(table: Table) -> bool:
    return isinstance(table, OpenTable) and not (table.about() if isinstance(table, ColumnTable) else table.rounds)


def _said(table: Table, made: Table | None) -> Columns | None:
    """What copying has said of a predicate in this run, or None if something else is known of it."""
    if _is_empty(table):
        return array("i"), array("i")
    # Whoever reads the predicate needs all groups that give it, so all of it may as well come from the last of them.
    return table.columns() if isinstance(table, ColumnTable) and table is made else None


def _columns(table: OpenTable) -> Columns:
    columns = table.columns() if isinstance(table, ColumnTable) else None
    if columns is not None:
        return columns
    return array("i", [s for s, _ in table.rounds]), array("i", [o for _, o in table.rounds])


def _without_literals(subjects: Numbers, objects: Numbers) -> Columns:
    if not subjects or min(subjects) >= 0:
        return subjects, objects
    rows = [(s, o) for s, o in zip(subjects, objects, strict=True) if s >= 0]
    return array("i", [s for s, _ in rows]), array("i", [o for _, o in rows])


def _distinct(subjects: Numbers, objects: Numbers) -> Columns:
    """Each pair once: both numbers side by side are one of eight bytes, which is compared faster than a pair."""
    both = array("i", bytes(8 * len(subjects)))
    both[0::2], both[1::2] = subjects, objects
    pairs = array("q", both.tobytes())
    once = dict.fromkeys(pairs)
    if len(once) == len(pairs):
        return subjects, objects
    both = array("i", array("q", once).tobytes())
    return both[0::2], both[1::2]
