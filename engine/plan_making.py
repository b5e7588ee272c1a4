"""From a rule to the text of its function: how it starts, what it joins, what it adds."""

from __future__ import annotations

from collections.abc import Callable

from myologic.engine.bodies import Absent, Body, Operand
from myologic.engine.plan import Fanout, Plan, guessed_fanout
from myologic.engine.plan_joins import Join
from myologic.engine.plan_text import Writer, finished
from myologic.engine.rules import Rule
from myologic.engine.terms import IRI, BlankNode, Literal, TermPattern, TripleTerm, Variable
from myologic.engine.wellformed import term_variables

# A chain of rounds is followed inside one function as long as a round brings no more than this.
_FEW = 1000


def make_plan(
    rule: Rule,
    body: Body,
    start: int | None,
    growing: Callable[[Operand], bool],
    fanout: Fanout = guessed_fanout,
    report: bool = False,
    adds: bool = True,
    chains: bool = False,
) -> Plan:
    """Generate the function of a rule for new facts of one atom.

    Parameters
    ----------
    rule, body
        A well-formed rule and its body taken apart.
    start
        Which atom of the body the new facts are of; None only for a body without atoms, which runs for one empty pair.
    growing
        Whether facts of a predicate may be added while the function runs; then only those of earlier rounds count.
    fanout
        Estimates, which decide the order of the joins and never the result.
    report
        Report each conclusion with its premises, also of facts that hold already.
    adds
        Add new facts.
    chains
        Go on with the facts of each round as long as they are few, and give back the next round and the facts left.
        Only for a rule with one template, of the predicate of its start and of no other pattern.
    """
    if not chains and start is not None and adds and not report and is_copying(rule, body):
        return _copying_plan(rule, body, fanout)
    main = Writer("def run(delta, R, P):", "return")
    parts: list[Writer] = []
    join = Join(main, growing, fanout, (), frozenset() if report else _once(rule, body))
    if chains:
        assert isinstance(rule.head[0].predicate, IRI)
        _begin_chain(join, rule.head[0].predicate)
    if start is None:
        main.loop("for _ in delta:")
        atoms = body.atoms
    else:
        join.start(body.atoms[start])
        atoms = body.atoms[:start] + body.atoms[start + 1 :]

    join.run(
        atoms,
        body.splits,
        [(test, (place,)) for place, test in enumerate(body.tests)],
        [(assign, place) for place, assign in enumerate(body.assigns)],
        [(absent, place) for place, absent in enumerate(body.absents)],
        lambda at, absent, number: _write_absent(at, absent, number, parts),
    )
    _write_head(rule, body, join, report, adds, "fresh.append" if chains else None)
    if chains:
        assert isinstance(rule.head[0].predicate, IRI)
        _end_chain(join, rule.head[0].predicate)
    return finished(rule, (*parts, main))


def _write_absent(at: Join, absent: Absent, number: int, parts: list[Writer]) -> None:
    """Write the check of a NOT: a look into a table where that says it all, else a function of its own among the parts."""
    single = absent.atoms[0] if len(absent.atoms) == 1 and not absent.splits and not absent.tests else None
    if single is not None and not isinstance(single.predicate, str):
        s, o = at.known(single.subject), at.known(single.object)
        if s and o:
            pair = f"({at.value(single.subject)}, {at.value(single.object)})"
            at.out.check(f"{pair} in {at.use('K', single.predicate, single.over_base)}")
            return
        if s:
            at.out.check(f"{at.use('S', single.predicate, single.over_base)}({at.value(single.subject)}, ())")
            return
        if o:
            at.out.check(f"{at.use('O', single.predicate, single.over_base)}({at.value(single.object)}, ())")
            return
    name = f"absent{number}"
    inner = Writer(f"def {name}({', '.join(('R', *absent.inputs))}):", "return False")
    steps = Join(inner, lambda _: False, at.fanout, absent.inputs)
    tests = [(test, (number, place)) for place, test in enumerate(absent.tests)]
    steps.run(absent.atoms, absent.splits, tests)
    inner.line("return True")
    inner.depth = 1
    inner.line("return False")
    parts.append(inner)
    at.out.check(f"{name}({', '.join(('R', *absent.inputs))})")


def _once(rule: Rule, body: Body) -> frozenset[str]:
    """The names that occur at one place of a rule; none where new nodes or values are made for each solution."""
    templates = [part for each in rule.head for part in (each.subject, each.predicate, each.object)]
    if any(_has_blank(part) for part in templates) or any(assign.solution for assign in body.assigns):
        return frozenset()
    names: list[Operand] = []
    for atom in body.atoms:
        names += atom.operands()
    for split in body.splits:
        names += (split.whole, split.subject, split.predicate, split.object)
    for inputs in (each.inputs for steps in (body.tests, body.assigns, body.absents) for each in steps):
        names += inputs
    names += (assign.target for assign in body.assigns)
    found: dict[Operand, int] = {}
    for name in names:
        found[name] = found.get(name, 0) + 1
    said = {body.names[variable] for part in templates for variable in term_variables(part)}
    return frozenset(name for name, count in found.items() if count == 1 and isinstance(name, str) and name not in said)


def _has_blank(term: TermPattern) -> bool:
    if isinstance(term, TripleTerm):
        return any(map(_has_blank, (term.subject, term.predicate, term.object)))
    return isinstance(term, BlankNode)


def _begin_chain(join: Join, predicate: IRI) -> None:
    """Write the loop over rounds: in deep recursion a round has a fact or two, and costs no more than these."""
    found = join.use("ALL", predicate)
    join.out.line(f"while 0 < len(delta) <= {_FEW} and len({found}) <= {join.use('MOST')}:")
    join.out.depth += 1
    join.out.line("fresh = []")


def _end_chain(join: Join, predicate: IRI) -> None:
    join.out.depth = 2
    join.out.line(f"{join.use('ALL', predicate)}.extend(fresh)")
    join.out.line("R += 1")
    join.out.line("delta = fresh")
    join.out.depth = 1
    join.out.line("return R, delta")


def is_copying(rule: Rule, body: Body) -> bool:
    """Whether a rule says the pairs of one predicate of others, in this order or the other, or a part of each pair."""
    if len(body.atoms) != 1 or body.splits or body.tests or body.assigns or body.absents:
        return False
    atom = body.atoms[0]
    if isinstance(atom.predicate, str) or atom.subject == atom.object:
        return False
    return all(
        isinstance(template.predicate, IRI)
        and isinstance(template.subject, (Variable, IRI))
        and isinstance(template.object, (Variable, IRI, Literal))
        for template in rule.head
    )


def _copying_plan(rule: Rule, body: Body, fanout: Fanout) -> Plan:
    """The function of a copying rule: all new facts at once, by a comprehension and a dict that takes them in."""
    out = Writer("def run(delta, R, P):", "return")
    join = Join(out, lambda _: True, fanout, ())
    atom = body.atoms[0]
    left, right = (x if isinstance(x, str) else join.temporary() for x in (atom.subject, atom.object))
    fixed = [
        f"{name} == {join.value(operand)}"
        for name, operand in ((left, atom.subject), (right, atom.object))
        if not isinstance(operand, str)
    ]
    out.line("pass")
    in_part = 0
    for template in rule.head:
        ends = (template.subject, template.object)
        s, o = (body.names[x] if isinstance(x, Variable) else join.use("C", x) for x in ends)
        assert isinstance(template.predicate, IRI)
        rounds, more = join.use("K", template.predicate), join.use("MORE", template.predicate)
        literal = isinstance(template.subject, Variable) and s not in body.subjects
        conditions = [*fixed, f"{s} >= 0"] if literal else fixed
        where = "".join(f"{condition} and " for condition in conditions)
        if (s, o) == (left, right) and not conditions:
            found = f"[f for f in delta if f not in {rounds}]"
        elif not fixed and {s, o} & {left, right} != {left, right}:
            # One part of each pair is looked at, and it stands in many pairs.
            part = left if left in (s, o) else right
            parts = f"{join.use('SIDE')}(delta, {int(part == right)})"
            found = f"[f for {part} in {parts} if {where}(f := ({s}, {o})) not in {rounds}]"
            in_part += 1
        else:
            found = f"[f for {left}, {right} in delta if {where}(f := ({s}, {o})) not in {rounds}]"
        out.line(f"found = dict.fromkeys({found}, R)")
        out.line(f"if found: {rounds}.update(found); {more}(found)")
    return finished(rule, (out,), in_part == len(rule.head))


def _write_head(rule: Rule, body: Body, join: Join, report: bool, adds: bool, note: str | None = None) -> None:
    out = join.out
    out.line("pass")
    solution = "".join(f"{x}, " for x in body.names.values())
    blanks: dict[BlankNode, str] = {}

    def build(term: TermPattern) -> str:
        """The value of a term of a template; a triple term that RDF does not allow becomes None."""
        if isinstance(term, Variable):
            return body.names[term]
        if isinstance(term, BlankNode):
            if term not in blanks:
                blanks[term] = f"b{len(blanks)}"
                out.line(f"{blanks[term]} = {join.use('BLANK')}({len(blanks) - 1}, ({solution}))")
            return blanks[term]
        if isinstance(term, TripleTerm) and not _ground(term):
            inner = [build(x) for x in (term.subject, term.predicate, term.object)]
            name = join.temporary()
            maybe = [x for x in inner if x.startswith("t")]
            make = f"{join.use('MAKE')}({', '.join(inner)})"
            guard = " or ".join(f"{x} is None" for x in maybe)
            out.line(f"{name} = None if {guard} else {make}" if guard else f"{name} = {make}")
            return name
        return join.use("C", term)

    if report:
        premises = ("".join(f"{join.value(x)}, " for x in atom.operands()) for atom in body.atoms)
        out.line(f"premises = ({''.join(f'({premise}), ' for premise in premises)})")
    for template in rule.head:
        subject, predicate, object_ = template.subject, template.predicate, template.object
        if isinstance(subject, (Literal, TripleTerm)) or isinstance(predicate, (Literal, TripleTerm, BlankNode)):
            continue
        s, o = build(subject), build(object_)
        conditions: list[str] = []
        if isinstance(subject, Variable) and s not in body.subjects:
            conditions.append(f"{s} >= 0")
        if o.startswith("t"):
            conditions.append(f"{o} is not None")
        action: list[str] = []
        if isinstance(predicate, Variable):
            p = body.names[predicate]
            if p not in body.predicates:
                conditions.append(f"{join.use('ISIRI')}({p})")
        else:
            p = join.use("C", predicate) if report else ""
        if report:
            action.append(f"{join.use('REPORT')}(({s}, {p}, {o}), premises)")
        if adds and isinstance(predicate, Variable):
            action.append(f"{join.use('ADD')}({p}, ({s}, {o}), R)")
        elif adds:
            assert isinstance(predicate, IRI)
            rounds, new = join.use("K", predicate), note or join.use("NEW", predicate)
            action += [f"f = ({s}, {o})", f"if f not in {rounds}:", f"    {rounds}[f] = R", f"    {new}(f)"]
        if conditions:
            out.line(f"if {' and '.join(conditions)}:")
            action = ["    " + text for text in action]
        for text in action:
            out.line(text)


def _ground(term: TripleTerm) -> bool:
    return not any(
        isinstance(part, (Variable, BlankNode)) or (isinstance(part, TripleTerm) and not _ground(part))
        for part in (term.subject, term.predicate, term.object)
    )
