"""Plan T: one generated Python function for each rule and each pattern whose new facts drive it.

The function takes the new facts of one pattern and joins them with the other patterns by nested loops over indexes,
in an order chosen here. It knows tables, numbers and closures only by name; the names get their meaning when the plan
is bound to facts, so one compiled plan serves every set of facts and every layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from types import CodeType

from myologic.engine.bodies import Absent, Assign, Atom, Body, Operand, Split, Test
from myologic.engine.records import dataclass
from myologic.engine.rules import Apply, Rule
from myologic.engine.terms import IRI, BlankNode, Literal, Term, TermPattern, TripleTerm, Variable

# A chain of rounds is followed inside one function as long as a round brings no more than this.
_FEW = 1000
# What a name in generated code stands for: its kind, and a term or a position where the kind needs one.
Need = tuple[str, Term | tuple[int, ...] | None, bool]
# Estimated number of matches of a pattern: its predicate (None for any), and whether subject and object are known.
Fanout = Callable[[Term | None, bool, bool], float]


@dataclass(frozen=True, slots=True)
class Plan:
    """A generated function.

    Parameters
    ----------
    source
        Python text that defines `run(delta, R, P)`: the new pairs, the round to give, the predicate of the new pairs.
    needs
        The global names the text uses, and what each stands for.
    code
        The compiled text.
    """

    source: str
    needs: tuple[tuple[str, Need], ...]
    code: CodeType


def guessed_fanout(predicate: Term | None, subject: bool, object_: bool) -> float:
    """Matches to expect where nothing is known of the facts."""
    cost = 1.0 if subject and object_ else 8.0 if subject else 12.0 if object_ else 1000.0
    return cost if predicate is not None else cost * 20


class _Writer:
    """Writes the text of one function: keeps indentation, the way out of a failed step, and the names used."""

    def __init__(self, header: str, fail: str) -> None:
        self.header = header
        self.lines: list[str] = []
        self.depth = 1
        self.fail = fail
        self.needs: dict[Need, str] = {}

    def need(self, kind: str, what: Term | tuple[int, ...] | None = None, over_base: bool = False) -> str:
        key: Need = (kind, what, over_base)
        name = self.needs.get(key)
        if name is None:
            name = self.needs[key] = f"{kind}{len(self.needs)}{'g' if over_base else ''}"
        return name

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def loop(self, text: str) -> None:
        self.line(text)
        self.depth += 1
        self.fail = "continue"

    def check(self, condition: str) -> None:
        """Go on with the next candidate where the condition holds."""
        self.line(f"if {condition}: {self.fail}")

    def text(self, rename: dict[Need, str]) -> str:
        local = {name: name.lower() for name in self.needs.values()}
        head = [f"    {local[name]} = {rename[need]}" for need, name in self.needs.items()]
        return "\n".join([self.header, *head, *self.lines])


class _Join:
    """Puts steps in order and writes them."""

    def __init__(self, out: _Writer, growing: Callable[[Operand], bool], fanout: Fanout, bound: Iterable[str]) -> None:
        self.out = out
        self.growing = growing
        self.fanout = fanout
        self.bound = set(bound)
        self.counter = 0

    def use(self, kind: str, what: Term | tuple[int, ...] | None = None, over_base: bool = False) -> str:
        return self.out.need(kind, what, over_base).lower()

    def value(self, operand: Operand) -> str:
        return operand if isinstance(operand, str) else self.use("C", operand)

    def known(self, operand: Operand) -> bool:
        return not isinstance(operand, str) or operand in self.bound

    def temporary(self) -> str:
        self.counter += 1
        return f"t{self.counter}"

    def unify(self, value: str, operand: Operand) -> None:
        """Bind an operand to a value, or check that it is that value."""
        if self.known(operand):
            self.out.check(f"{value} != {self.value(operand)}")
        else:
            assert isinstance(operand, str)
            self.out.line(f"{operand} = {value}")
            self.bound.add(operand)

    def start(self, atom: Atom) -> None:
        """Write the loop over the new facts of an atom."""
        s = atom.subject if not self.known(atom.subject) else None
        o = atom.object if not self.known(atom.object) and atom.object != s else None
        left, right = s or self.temporary(), o or self.temporary()
        self.out.loop(f"for {left}, {right} in delta:")
        self.bound.update(x for x in (s, o) if isinstance(x, str))
        if isinstance(atom.predicate, str):
            self.unify("P", atom.predicate)
        if s is None:
            self.out.check(f"{left} != {self.value(atom.subject)}")
        if o is None:
            self.out.check(f"{right} != {self.value(atom.object)}")

    def atom(self, atom: Atom) -> None:
        """Write the loop or the check of one atom."""
        base = atom.over_base
        s_known, o_known = self.known(atom.subject), self.known(atom.object)
        if isinstance(atom.predicate, str):
            if atom.predicate not in self.bound:
                self.out.loop(f"for {atom.predicate} in {self.use('PREDICATES', None, base)}():")
                self.bound.add(atom.predicate)
                s_known, o_known = self.known(atom.subject), self.known(atom.object)
            at, call, what = atom.predicate, True, None
        else:
            at, call, what = "", False, atom.predicate

        def table(kind: str) -> str:
            return f"{self.use(kind + 'P', None, base)}({at})" if call else self.use(kind, what, base)

        if s_known and o_known:
            pair = f"({self.value(atom.subject)}, {self.value(atom.object)})"
            if not base and self.growing(atom.predicate):
                self.out.check(f"{table('K')}.get({pair}, R) >= R")
            else:
                self.out.check(f"{pair} not in {table('K')}")
        elif s_known:
            assert isinstance(atom.object, str)
            self.out.loop(f"for {atom.object} in {table('S')}({self.value(atom.subject)}, ()):")
            self.bound.add(atom.object)
        elif o_known:
            assert isinstance(atom.subject, str)
            self.out.loop(f"for {atom.subject} in {table('O')}({self.value(atom.object)}, ()):")
            self.bound.add(atom.subject)
        else:
            assert isinstance(atom.subject, str) and isinstance(atom.object, str)
            same = atom.subject == atom.object
            right = self.temporary() if same else atom.object
            self.out.loop(f"for {atom.subject}, {right} in {table('A')}(R):")
            self.bound.update((atom.subject, atom.object))
            if same:
                self.out.check(f"{right} != {atom.subject}")

    def split(self, split: Split) -> None:
        """Take a triple term apart, or find it by its parts."""
        operands = (split.subject, split.predicate, split.object)
        if split.whole not in self.bound:
            parts = ", ".join(self.value(x) for x in operands)
            self.out.line(f"{split.whole} = {self.use('FIND')}(({parts}))")
            self.out.check(f"{split.whole} is None")
            self.bound.add(split.whole)
            return
        parts = self.temporary()
        self.out.line(f"{parts} = {self.use('PARTS')}({split.whole})")
        self.out.check(f"{parts} is None")
        for place, operand in enumerate(operands):
            self.unify(f"{parts}[{place}]", operand)

    def test(self, test: Test, where: tuple[int, ...]) -> None:
        """Write a FILTER; two variables that are compared need no call while they are the same or no literals."""
        expression = test.expression
        call = f"{self.use('TEST', where)}({', '.join(test.inputs)})"
        if (
            isinstance(expression, Apply)
            and expression.operator in ("=", "!=", "SAMETERM")
            and all(isinstance(a, (Variable, IRI)) for a in expression.arguments)
        ):
            at = dict(zip(test.variables, test.inputs, strict=True))
            a, b = (at[x] if isinstance(x, Variable) else self.use("C", x) for x in expression.arguments)  # type: ignore[arg-type]
            if expression.operator == "SAMETERM":
                self.out.check(f"{a} != {b}")
            elif expression.operator == "=":
                self.out.check(f"{a} != {b} and ({a} >= 0 or {b} >= 0 or not {call})")
            else:
                self.out.check(f"{a} == {b} or ({a} < 0 and {b} < 0 and not {call})")
            return
        self.out.check(f"not {call}")

    def assign(self, assign: Assign, where: int) -> None:
        """Write a SET."""
        inputs = ", ".join((f"({''.join(x + ', ' for x in assign.solution)})", *assign.inputs))
        call = f"{self.use('SET', (where,))}({inputs})"
        value = self.temporary()
        self.out.line(f"{value} = {call}")
        self.out.check(f"{value} is None")
        self.unify(value, assign.target)

    def cost(self, atom: Atom) -> float:
        predicate = None if isinstance(atom.predicate, str) else atom.predicate
        s, o = self.known(atom.subject), self.known(atom.object)
        cost = self.fanout(predicate, s, o)
        if predicate is None and isinstance(atom.predicate, str) and atom.predicate in self.bound:
            cost /= 20
        # A constant says less than a variable that is bound: the constant is the same for every solution.
        if s != o and not isinstance(atom.subject if s else atom.object, str):
            cost *= 1.5
        return cost

    def run(
        self,
        atoms: Sequence[Atom],
        splits: Sequence[Split],
        tests: Sequence[tuple[Test, tuple[int, ...]]],
        assigns: Sequence[tuple[Assign, int]] = (),
        absents: Sequence[tuple[Absent, int]] = (),
        write_absent: Callable[[_Join, Absent, int], None] | None = None,
    ) -> None:
        """Write all steps, each as soon as what it reads is bound, and the cheapest atom next."""
        left_atoms, left_splits, left_tests = list(atoms), list(splits), list(tests)
        left_assigns, left_absents = list(assigns), list(absents)
        while True:
            moved = False
            for split in list(left_splits):
                parts = (split.subject, split.predicate, split.object)
                if split.whole in self.bound or all(self.known(x) for x in parts):
                    self.split(split)
                    left_splits.remove(split)
                    moved = True
            for entry in list(left_tests):
                if all(x in self.bound for x in entry[0].inputs):
                    self.test(*entry)
                    left_tests.remove(entry)
            for step in list(left_assigns):
                if all(x in self.bound for x in (*step[0].inputs, *step[0].solution)):
                    self.assign(*step)
                    left_assigns.remove(step)
                    moved = True
            if moved:
                continue
            certain = [a for a in left_atoms if all(self.known(x) for x in a.operands())]
            if certain:
                self.atom(certain[0])
                left_atoms.remove(certain[0])
                continue
            for check in list(left_absents):
                if write_absent is not None and all(x in self.bound for x in check[0].inputs):
                    write_absent(self, *check)
                    left_absents.remove(check)
            if not left_atoms:
                break
            best = min(range(len(left_atoms)), key=lambda i: (self.cost(left_atoms[i]), i))
            self.atom(left_atoms.pop(best))
        assert not (left_splits or left_tests or left_assigns or left_absents)


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
    main = _Writer("def run(delta, R, P):", "return")
    parts: list[_Writer] = []
    join = _Join(main, growing, fanout, ())
    if chains:
        assert isinstance(rule.head[0].predicate, IRI)
        _begin_chain(join, rule.head[0].predicate)
    if start is None:
        main.loop("for _ in delta:")
        atoms = body.atoms
    else:
        join.start(body.atoms[start])
        atoms = body.atoms[:start] + body.atoms[start + 1 :]

    def write_absent(at: _Join, absent: Absent, number: int) -> None:
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
        inner = _Writer(f"def {name}({', '.join(('R', *absent.inputs))}):", "return False")
        steps = _Join(inner, lambda _: False, fanout, absent.inputs)
        tests = [(test, (number, place)) for place, test in enumerate(absent.tests)]
        steps.run(absent.atoms, absent.splits, tests)
        inner.line("return True")
        inner.depth = 1
        inner.line("return False")
        parts.append(inner)
        at.out.check(f"{name}({', '.join(('R', *absent.inputs))})")

    join.run(
        atoms,
        body.splits,
        [(test, (place,)) for place, test in enumerate(body.tests)],
        [(assign, place) for place, assign in enumerate(body.assigns)],
        [(absent, place) for place, absent in enumerate(body.absents)],
        write_absent,
    )
    _write_head(rule, body, join, report, adds, "fresh.append" if chains else None)
    if chains:
        assert isinstance(rule.head[0].predicate, IRI)
        _end_chain(join, rule.head[0].predicate)
    return _finished(rule, (*parts, main))


def _finished(rule: Rule, writers: Sequence[_Writer]) -> Plan:
    names: dict[Need, str] = {}
    for writer in reversed(writers):
        for need in writer.needs:
            if need not in names:
                names[need] = f"G{len(names)}_{need[0]}"
    source = "\n".join(writer.text(names) for writer in writers) + "\n"
    code = _compiled(source, f"<rule {rule.name.value if rule.name else rule.place}>")
    return Plan(source, tuple((name, need) for need, name in names.items()), code)


def _begin_chain(join: _Join, predicate: IRI) -> None:
    """Write the loop over rounds: in deep recursion a round has a fact or two, and costs no more than these."""
    found = join.use("ALL", predicate)
    join.out.line(f"while 0 < len(delta) <= {_FEW} and len({found}) <= {join.use('MOST')}:")
    join.out.depth += 1
    join.out.line("fresh = []")


def _end_chain(join: _Join, predicate: IRI) -> None:
    join.out.depth = 2
    join.out.line(f"{join.use('ALL', predicate)}.extend(fresh)")
    join.out.line("R += 1")
    join.out.line("delta = fresh")
    join.out.depth = 1
    join.out.line("return R, delta")


@lru_cache(maxsize=256)
def _compiled(source: str, name: str) -> CodeType:
    """Generated text as code; the instances of a rule over any predicate are mostly one text."""
    return compile(source, name, "exec")


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
    out = _Writer("def run(delta, R, P):", "return")
    join = _Join(out, lambda _: True, fanout, ())
    atom = body.atoms[0]
    left, right = (x if isinstance(x, str) else join.temporary() for x in (atom.subject, atom.object))
    fixed = [
        f"{name} == {join.value(operand)}"
        for name, operand in ((left, atom.subject), (right, atom.object))
        if not isinstance(operand, str)
    ]
    out.line("pass")
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
            of = "s for s, _" if part == left else "o for _, o"
            found = f"[f for {part} in dict.fromkeys([{of} in delta]) if {where}(f := ({s}, {o})) not in {rounds}]"
        else:
            found = f"[f for {left}, {right} in delta if {where}(f := ({s}, {o})) not in {rounds}]"
        out.line(f"found = dict.fromkeys({found}, R)")
        out.line(f"if found: {rounds}.update(found); {more}(found)")
    return _finished(rule, (out,))


def _write_head(rule: Rule, body: Body, join: _Join, report: bool, adds: bool, note: str | None = None) -> None:
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
