"""The joins of a plan: which step comes next, and how each is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from myologic.engine.bodies import Absent, Assign, Atom, Operand, Split, Test
from myologic.engine.plan import Fanout
from myologic.engine.plan_text import Writer
from myologic.engine.rules import Apply
from myologic.engine.terms import IRI, Term, Variable


class Join:
    """Puts steps in order and writes them."""

    def __init__(
        self,
        out: Writer,
        growing: Callable[[Operand], bool],
        fanout: Fanout,
        bound: Iterable[str],
        once: frozenset[str] = frozenset(),
    ) -> None:
        self.out = out
        self.growing = growing
        self.fanout = fanout
        self.bound = set(bound)
        # Names that occur once in the rule: whether there is a value matters, and not which or how many.
        self.once = once
        self.counter = 0

    def use(self, kind: str, what: Term | tuple[int, ...] | None = None, over_base: bool = False) -> str:
        return self.out.need(kind, what, over_base).lower()

    def value(self, operand: Operand) -> str:
        return operand if isinstance(operand, str) else self.use("C", operand)

    def known(self, operand: Operand) -> bool:
        return not isinstance(operand, str) or operand in self.bound

    def settles(self, atom: Atom) -> bool:
        """Whether an atom can only hold or not by now, so that it multiplies nothing."""
        if isinstance(atom.predicate, str) and atom.predicate not in self.bound:
            return False
        s, o = self.known(atom.subject), self.known(atom.object)
        return (s and o) or (s and atom.object in self.once) or (o and atom.subject in self.once)

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
        elif s_known and atom.object in self.once:
            self.out.check(f"not {table('S')}({self.value(atom.subject)}, ())")
        elif o_known and atom.subject in self.once:
            self.out.check(f"not {table('O')}({self.value(atom.object)}, ())")
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
        write_absent: Callable[[Join, Absent, int], None] | None = None,
    ) -> None:
        """Write all steps, each as soon as what it reads is bound, and the cheapest atom next.

        Looks into tables that can only fail come before FILTER and SET, which cost more.
        """
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
            if moved:
                continue
            certain = next((a for a in left_atoms if self.settles(a)), None)
            if certain is not None:
                self.atom(certain)
                left_atoms.remove(certain)
                continue
            for entry in list(left_tests):
                if all(x in self.bound for x in entry[0].inputs):
                    self.test(*entry)
                    left_tests.remove(entry)
            for check in list(left_absents):
                if write_absent is not None and all(x in self.bound for x in check[0].inputs):
                    write_absent(self, *check)
                    left_absents.remove(check)
            for step in list(left_assigns):
                if all(x in self.bound for x in (*step[0].inputs, *step[0].solution)):
                    self.assign(*step)
                    left_assigns.remove(step)
                    moved = True
            if moved:
                continue
            if not left_atoms:
                break
            best = min(range(len(left_atoms)), key=lambda i: (self.cost(left_atoms[i]), i))
            self.atom(left_atoms.pop(best))
        assert not (left_splits or left_tests or left_assigns or left_absents)
