"""A rule's body as steps that can be put in any order.

Variables that only a NOT binds get names of their own, so a NOT means the same wherever it is put; a triple term with
variables becomes a variable that is taken apart by a step of its own. What refers to no dictionary stays so: terms are
terms here, numbers come when a plan is bound to facts.
"""

from __future__ import annotations

from collections.abc import Sequence

from myologic.engine.records import dataclass, field
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Negation, Rule, TriplePattern
from myologic.engine.terms import IRI, BlankNode, Literal, Term, TermPattern, TripleTerm, Variable
from myologic.engine.wellformed import expression_variables, term_variables

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias

# A local name of a variable, or a ground term.
Operand: TypeAlias = str | Term


@dataclass(frozen=True, slots=True)
class Atom:
    """A triple pattern without triple terms that have variables; `over_base` if it sees given facts only."""

    subject: Operand
    predicate: Operand
    object: Operand
    over_base: bool

    def operands(self) -> tuple[Operand, Operand, Operand]:
        """Subject, predicate, object."""
        return self.subject, self.predicate, self.object


@dataclass(frozen=True, slots=True)
class Split:
    """`whole` is a triple term with these parts."""

    whole: str
    subject: Operand
    predicate: Operand
    object: Operand


@dataclass(frozen=True, slots=True)
class Test:
    """A FILTER; `inputs` are the local names its expression reads, in the order of `variables`."""

    expression: Expression
    inputs: tuple[str, ...]
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Assign:
    """A SET; `inputs` as for a test.

    `solution` are the local names that tell one solution from another; empty unless the expression asks for them.
    """

    target: str
    expression: Expression
    inputs: tuple[str, ...]
    variables: tuple[Variable, ...]
    solution: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """A NOT; `inputs` are the local names bound outside that it reads. `bare` if it is empty or only tests."""

    atoms: tuple[Atom, ...]
    splits: tuple[Split, ...]
    tests: tuple[Test, ...]
    inputs: tuple[str, ...]
    source: Negation


_NEW_EACH_TIME = frozenset({"BNODE", "UUID", "STRUUID"})


def makes_solution_terms(expression: Expression) -> bool:
    """Whether an expression makes terms that differ from solution to solution."""
    if not isinstance(expression, Apply):
        return False
    return expression.operator in _NEW_EACH_TIME or any(makes_solution_terms(a) for a in expression.arguments)


@dataclass(slots=True)
class Body:
    """A rule taken apart: what to join, what to check, what to build."""

    atoms: list[Atom] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    tests: list[Test] = field(default_factory=list)
    assigns: list[Assign] = field(default_factory=list)
    absents: list[Absent] = field(default_factory=list)
    names: dict[Variable, str] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)
    predicates: set[str] = field(default_factory=set)


class _Reader:
    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.body = Body()
        self.counter = 0

    def fresh(self) -> str:
        self.counter += 1
        return f"v{self.counter}"

    def name(self, variable: Variable, scope: dict[Variable, str]) -> str:
        local = scope.get(variable)
        if local is None:
            local = scope[variable] = self.fresh()
        return local

    def operand(self, term: TermPattern, scope: dict[Variable, str], splits: list[Split]) -> Operand:
        if isinstance(term, Variable):
            return self.name(term, scope)
        if isinstance(term, TripleTerm):
            if not any(True for _ in term_variables(term)):
                return term
            whole = self.fresh()
            place = len(splits)
            parts = [self.operand(part, scope, splits) for part in (term.subject, term.predicate, term.object)]
            splits.insert(place, Split(whole, parts[0], parts[1], parts[2]))
            return whole
        return term

    def atom(self, pattern: TriplePattern, scope: dict[Variable, str], splits: list[Split], over_base: bool) -> Atom:
        s = self.operand(pattern.subject, scope, splits)
        p = self.operand(pattern.predicate, scope, splits)
        o = self.operand(pattern.object, scope, splits)
        return Atom(s, p, o, over_base)

    def test(self, expression: Expression, scope: dict[Variable, str]) -> Test:
        variables = tuple(dict.fromkeys(expression_variables(expression)))
        return Test(expression, tuple(scope[v] for v in variables), variables)

    def read(self) -> Body:
        body, scope = self.body, self.body.names
        assigned: set[str] = set()
        for element in self.rule.body:
            if isinstance(element, TriplePattern):
                body.atoms.append(self.atom(element, scope, body.splits, self.rule.over_base))
            elif isinstance(element, Filter):
                body.tests.append(self.test(element.expression, scope))
            elif isinstance(element, Assignment):
                variables = tuple(dict.fromkeys(expression_variables(element.expression)))
                solution: tuple[str, ...] = ()
                if makes_solution_terms(element.expression):
                    solution = tuple(local for local in scope.values() if local not in assigned)
                inputs = tuple(scope[v] for v in variables)
                target = self.name(element.variable, scope)
                assigned.add(target)
                body.assigns.append(Assign(target, element.expression, inputs, variables, solution))
            else:
                body.absents.append(self.absent(element, scope))
        for atom in body.atoms:
            if isinstance(atom.subject, str):
                body.subjects.add(atom.subject)
            if isinstance(atom.predicate, str):
                body.predicates.add(atom.predicate)
        return body

    def absent(self, element: Negation, scope: dict[Variable, str]) -> Absent:
        inner = dict(scope)
        atoms: list[Atom] = []
        splits: list[Split] = []
        tests: list[Test] = []
        over_base = element.over_base or self.rule.over_base
        for part in element.elements:
            if isinstance(part, TriplePattern):
                atoms.append(self.atom(part, inner, splits, over_base))
            else:
                tests.append(self.test(part.expression, inner))
        outer = set(scope.values())
        used = [x for atom in atoms for x in atom.operands() if isinstance(x, str)]
        used += [x for split in splits for x in (split.subject, split.predicate, split.object) if isinstance(x, str)]
        used += [x for test in tests for x in test.inputs]
        inputs = tuple(dict.fromkeys(x for x in used if x in outer))
        return Absent(tuple(atoms), tuple(splits), tuple(tests), inputs, element)


def read_body(rule: Rule) -> Body:
    """Take a well-formed rule's body apart."""
    return _Reader(rule).read()


def rule_text(rule: Rule) -> str:
    """The rule in one line without places, its variables numbered: equal for rules that are written alike."""
    names: dict[Variable | BlankNode, str] = {}

    def term(value: TermPattern) -> str:
        if isinstance(value, (Variable, BlankNode)):
            if value not in names:
                names[value] = f"{'?' if isinstance(value, Variable) else '_:'}{len(names)}"
            return names[value]
        if isinstance(value, IRI):
            return f"<{value.value}>"
        if isinstance(value, Literal):
            tail = value.language or value.datatype
            return f"{value.lexical!r}^^{tail}{value.direction or ''}"
        return f"<<( {term(value.subject)} {term(value.predicate)} {term(value.object)} )>>"

    def expression(value: Expression) -> str:
        if isinstance(value, Apply):
            return f"{value.operator}({','.join(expression(a) for a in value.arguments)})"
        return term(value)

    def elements(values: Sequence[object]) -> str:
        said: list[str] = []
        for value in values:
            if isinstance(value, TriplePattern):
                said.append(f"{term(value.subject)} {term(value.predicate)} {term(value.object)} .")
            elif isinstance(value, Filter):
                said.append(f"FILTER({expression(value.expression)})")
            elif isinstance(value, Assignment):
                said.append(f"SET({term(value.variable)}:={expression(value.expression)})")
            elif isinstance(value, Negation):
                said.append(f"NOT{' DATA' if value.over_base else ''}{{{elements(value.elements)}}}")
        return " ".join(said)

    where = elements(rule.body)
    name = "" if rule.name is None else rule.name.value
    return f"{name}|{elements(rule.head)}|{'DATA' if rule.over_base else ''}|{where}"
