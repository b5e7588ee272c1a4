"""Proofs: why a fact holds; and near misses: why one does not."""

from __future__ import annotations

from myologic.engine.generic import Generic, TypeVar
from myologic.engine.records import dataclass, field, replace
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Negation, Rule, TriplePattern
from myologic.engine.terms import IRI, BlankNode, Literal, Place, Term, TermPattern, Triple, TripleTerm, Variable

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_NOWHERE = Place("", 0, 0)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """One derivation of a fact, down to what was given.

    Parameters
    ----------
    conclusion
        The fact.
    rule
        The rule of the last step; None for a fact that was given or stands in a DATA block.
    bindings
        The variables of the rule outside NOT with their values, in the order of the text.
    premises
        One proof for each triple pattern of the body outside NOT, in the order of the text. Shared proofs are shared.
    absent
        The patterns inside NOT with the values filled in: there is no match of each NOT as a whole.
    stratum
        The stratum of the rule; what is absent was looked for when all lower strata were finished. 0 for given facts.
    """

    conclusion: Triple
    rule: Rule | None = None
    bindings: tuple[tuple[Variable, Term], ...] = ()
    premises: tuple[Proof, ...] = ()
    absent: tuple[TriplePattern, ...] = ()
    stratum: int = 0

    def value(self, name: str) -> Term | None:
        """The value of the variable with a name, or None."""
        for variable, term in self.bindings:
            if variable.name == name:
                return term
        return None

    def steps(self) -> Iterator[Proof]:
        """Every proof below and this one last, premises before conclusions, each once."""
        seen: set[int] = set()
        stack: list[tuple[Proof, bool]] = [(self, False)]
        while stack:
            proof, done = stack.pop()
            if done:
                yield proof
            elif id(proof) not in seen:
                seen.add(id(proof))
                stack.append((proof, True))
                stack.extend((premise, False) for premise in reversed(proof.premises))

    def given(self) -> tuple[Triple, ...]:
        """The given facts it rests on, each once."""
        return tuple(dict.fromkeys(step.conclusion for step in self.steps() if step.rule is None))

    def _repr_html_(self) -> str:
        """The steps for a notebook, numbered, premises before conclusions; escaped."""
        from html import escape

        numbers: dict[int, int] = {}
        lines = []
        for number, step in enumerate(self.steps(), 1):
            numbers[id(step)] = number
            ground = "given" if step.rule is None else "by " + (step.rule.name.value if step.rule.name else str(step.rule.place))
            premises = ", ".join(str(numbers[id(premise)]) for premise in step.premises)
            text = " ".join(_plain(term) for term in step.conclusion)
            lines.append(f"<li>{escape(text)} ({escape(ground)}{f' from {premises}' if premises else ''})</li>")
        return f"<ol>{''.join(lines)}</ol>"

    def absences(self) -> tuple[Negation, ...]:
        """What its steps found absent, each once, in a form that is equal for equal absences (see `absences`)."""
        found: dict[Negation, None] = {}
        for step in self.steps():
            if step.rule is not None and step.absent:
                found.update(dict.fromkeys(absences(step.rule, dict(step.bindings))))
        return tuple(found)

    def support(self) -> frozenset[Triple | Negation]:
        """All that it rests on: given facts, and what was found absent."""
        return frozenset((*self.given(), *self.absences()))


@dataclass(frozen=True, slots=True, eq=False)
class ProofGraph:
    """Proofs of one fact that share what they have in common: a graph of facts and of steps between them.

    Parameters
    ----------
    goal
        The fact.
    proofs
        Its minimal proofs: no two rest on the same, and none rests on all that another rests on and more. Those that
        rest on least come first.
    complete
        Whether these are all; False if the limit left some out, or there was too much below the fact to look at it all.
    """

    goal: Triple
    proofs: tuple[Proof, ...]
    complete: bool

    def steps(self) -> tuple[Proof, ...]:
        """The last steps of all proofs and of all proofs inside them, each once, premises before conclusions.

        Two with the same conclusion differ in rule, bindings or premises, or in how a premise was proved.
        """
        found: dict[int, Proof] = {}
        for proof in self.proofs:
            for step in proof.steps():
                found.setdefault(id(step), step)
        return tuple(found.values())

    def nodes(self) -> tuple[Triple, ...]:
        """The facts, each once, given facts first and the goal among the last."""
        steps = self.steps()
        given = (step.conclusion for step in steps if step.rule is None)
        return tuple(dict.fromkeys((*given, *(step.conclusion for step in steps))))

    def edges(self) -> tuple[tuple[Triple, Rule, tuple[Triple, ...]], ...]:
        """Each use of a rule, once: the fact it gives, the rule, and the facts it takes."""
        return tuple(
            dict.fromkeys(
                (step.conclusion, step.rule, tuple(premise.conclusion for premise in step.premises))
                for step in self.steps()
                if step.rule is not None
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class RatedProof(Generic[T]):
    """A proof with the value of each of its steps.

    Parameters
    ----------
    proof
        The proof.
    value
        What it is worth.
    values
        What each proof inside it is worth, itself included.
    beside
        Other proofs that raise the value of a fact in it, by that fact: where separate evidence lifts a level, the
        proofs that are separate.
    """

    proof: Proof
    value: T
    values: dict[Proof, T]
    beside: dict[Any, tuple[Proof, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that would derive a fact but for something.

    Parameters
    ----------
    rule
        The rule.
    bindings
        The variables that have a value, in the order of the text.
    met
        The premises that hold.
    missing
        The patterns of the body that have no match, with the values known filled in.
    blocking
        Facts that together match a NOT of the rule.
    failed
        A FILTER that is not true, or a SET that gives an error or another value than the fact asks for; or None.
    """

    rule: Rule
    bindings: tuple[tuple[Variable, Term], ...]
    met: tuple[Triple, ...]
    missing: tuple[TriplePattern, ...]
    blocking: tuple[Triple, ...] = ()
    failed: Filter | Assignment | None = None


def build_proof(
    conclusion: Triple,
    rule: Rule,
    bindings: tuple[tuple[Variable, Term], ...],
    premises: tuple[Proof, ...],
    stratum: int,
) -> Proof:
    """A proof by one rule from proofs of its premises; what is absent is filled in."""
    absent = tuple(
        pattern
        for negation in filled_negations(rule, dict(bindings))
        for pattern in negation.elements
        if isinstance(pattern, TriplePattern)
    )
    return Proof(conclusion, rule, bindings, premises, absent, stratum)


def filled_negations(rule: Rule, values: Mapping[Variable, Term]) -> tuple[Negation, ...]:
    """The NOTs of a rule in text order, with values for the variables that are bound before each.

    A variable that a NOT uses before it is bound outside is one of the NOT's own, whatever is bound later.
    """
    found: list[Negation] = []
    bound: dict[Variable, Term] = {}
    for element in rule.body:
        if isinstance(element, TriplePattern):
            for part in (element.subject, element.predicate, element.object):
                bound.update((each, values[each]) for each in _variables(part) if each in values)
        elif isinstance(element, Assignment):
            if element.variable in values:
                bound[element.variable] = values[element.variable]
        elif isinstance(element, Negation):
            inner = tuple(_filled_element(each, bound) for each in element.elements)
            found.append(Negation(inner, element.over_base or rule.over_base, element.place))
    return tuple(found)


def absences(rule: Rule, values: Mapping[Variable, Term]) -> tuple[Negation, ...]:
    """What a use of a rule found absent, without places and with variables renamed: equal where nothing differs."""
    found: list[Negation] = []
    for negation in filled_negations(rule, values):
        names: dict[Variable, Variable] = {}

        def renamed(term: TermPattern, names: dict[Variable, Variable] = names) -> TermPattern:
            if isinstance(term, Variable):
                return names.setdefault(term, Variable(str(len(names))))
            if isinstance(term, TripleTerm):
                return TripleTerm(renamed(term.subject), renamed(term.predicate), renamed(term.object))
            return term

        def nowhere(expression: Expression) -> Expression:
            if isinstance(expression, Apply):
                return Apply(expression.operator, tuple(map(nowhere, expression.arguments)), _NOWHERE)
            return renamed(expression)

        inner = tuple(
            TriplePattern(renamed(each.subject), renamed(each.predicate), renamed(each.object), _NOWHERE)
            if isinstance(each, TriplePattern)
            else Filter(nowhere(each.expression), _NOWHERE)
            for each in negation.elements
        )
        found.append(Negation(inner, negation.over_base, _NOWHERE))
    return tuple(found)


def filled_pattern(pattern: TriplePattern, values: Mapping[Variable, Term]) -> TriplePattern:
    """A pattern with values for its variables."""
    s, p, o = (_filled(part, values) for part in (pattern.subject, pattern.predicate, pattern.object))
    return TriplePattern(s, p, o, pattern.place)


def _filled(term: TermPattern, values: Mapping[Variable, Term]) -> TermPattern:
    if isinstance(term, Variable):
        return values.get(term, term)
    if isinstance(term, TripleTerm):
        return TripleTerm(*(_filled(part, values) for part in (term.subject, term.predicate, term.object)))
    return term


def _filled_element(element: TriplePattern | Filter, values: Mapping[Variable, Term]) -> TriplePattern | Filter:
    if isinstance(element, TriplePattern):
        return filled_pattern(element, values)
    return replace(element, expression=_filled_expression(element.expression, values))


def _filled_expression(expression: Expression, values: Mapping[Variable, Term]) -> Expression:
    if isinstance(expression, Apply):
        return replace(
            expression, arguments=tuple(_filled_expression(each, values) for each in expression.arguments)
        )
    return _filled(expression, values)


def _variables(term: TermPattern) -> Iterator[Variable]:
    if isinstance(term, Variable):
        yield term
    elif isinstance(term, TripleTerm):
        for part in (term.subject, term.predicate, term.object):
            yield from _variables(part)


def _plain(term: Term) -> str:
    """A term as people read it: addresses and texts as they are."""
    if isinstance(term, IRI):
        return term.value
    return term.lexical if isinstance(term, Literal) else f"_:{term.label}" if isinstance(term, BlankNode) else str(term)
