"""An independent check of proofs: every step is an instance of its rule over proven facts, and nothing forbidden is there.

Shares nothing with evaluation but the values of expressions, and takes others if they are handed in. It works on terms,
looks at patterns as they were written and knows no rounds, groups, plans or numbers; strata it works out for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from myologic.engine.checker_strata import Values, changed, contains, parts, strata, unify
from myologic.engine.expressions import compile_expression, value_of
from myologic.engine.expressions import holds as expression_holds
from myologic.engine.proof import Proof
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Rule, TriplePattern
from myologic.engine.terms import BlankNode, Term, TermPattern, Triple, Variable

Match = Callable[[Term | None, Term | None, Term | None], Iterable[Triple]]
# The value of an expression for some bindings; None for an error. The effective boolean value for a FILTER.
Evaluate = Callable[[Expression, Mapping[Variable, Any]], Term | None]
Holds = Callable[[Expression, Mapping[Variable, Any]], bool]


class ProofError(ValueError):
    """A proof that does not prove its conclusion; the text names the step and what is wrong with it."""


class Checker:
    """Checks proofs of one program over the same facts.

    Parameters
    ----------
    match
        All finished facts with some terms; looked at for what must be absent only.
    is_given
        Whether a triple belongs to the base graph.
    data
        The triples of DATA blocks.
    rules
        All rules of the program; None if any may be used, and strata are not to be checked.
    evaluate, holds
        Values of expressions; None takes the language's.
    """

    def __init__(
        self,
        match: Match,
        is_given: Callable[[Triple], bool],
        data: Iterable[Triple] = (),
        rules: Sequence[Rule] | None = None,
        evaluate: Evaluate | None = None,
        holds: Holds | None = None,
    ) -> None:
        self.match, self.is_given, self.data = match, is_given, set(data)
        self.strata = None if rules is None else {id(r): n for r, n in zip(rules, strata(rules), strict=True)}
        self.evaluate, self.holds = evaluate or _value, holds or _truth

    def check(self, proof: Proof) -> None:
        """Check every step, premises first.

        Raises
        ------
        ProofError
            If a leaf was not given, a premise is none of its rule's, a conclusion is not what the head gives, a value is
            not bound by the body, a FILTER is not true, a SET has another value, something is present that must be
            absent, what is said to be absent is not what the rule forbids, a stratum is wrong, or a proof rests on itself.
        """
        done: set[int] = set()
        for step in proof.steps():
            wrong = self._wrong_leaf(step) if step.rule is None else self._wrong_step(step, step.rule)
            if not done.issuperset(map(id, step.premises)):
                wrong = "the proof rests on itself"
            if wrong is not None:
                raise ProofError(f"{step.conclusion}: {wrong}")
            done.add(id(step))

    def _wrong_leaf(self, step: Proof) -> str | None:
        if step.premises or step.bindings or step.absent or step.stratum:
            return "a given fact has no premises"
        return None if self.is_given(step.conclusion) or step.conclusion in self.data else "not given"

    def _wrong_step(self, step: Proof, rule: Rule) -> str | None:
        if self.strata is not None and self.strata.get(id(rule)) != step.stratum:
            return "its rule does not exist, or is in another stratum"
        said = dict(step.bindings)
        premises, absent = [premise.conclusion for premise in step.premises], [parts(each) for each in step.absent]
        bound: Values = {}  # by the body as far as it has been read
        for element in rule.body:
            if isinstance(element, TriplePattern):
                if not premises or not unify(parts(element), parts(premises[0]), bound):
                    return f"no premise fits {element.place}"
                if rule.over_base and not self.is_given(premises[0]):
                    return f"the premise of {element.place} was not given"
                del premises[0]
            elif isinstance(element, Filter):
                if not self.holds(element.expression, bound):
                    return f"the FILTER of {element.place} is not true"
            elif isinstance(element, Assignment):
                value, mine = self.evaluate(element.expression, bound), said.get(element.variable)
                if value is None or mine is None or (mine != value and not _is_new(element.expression)):
                    return f"the SET of {element.place} gives another value"
                bound[element.variable] = mine
            else:
                forbidden = [_filled(each, bound) for each in element.elements if isinstance(each, TriplePattern)]
                if absent[: len(forbidden)] != forbidden:
                    return f"what the NOT of {element.place} forbids is said otherwise"
                del absent[: len(forbidden)]
                if self._is_there(element.elements, bound, element.over_base or rule.over_base):
                    return f"what the NOT of {element.place} forbids is there"
        if premises or absent or bound != said or len(said) != len(step.bindings):
            return "more premises, absences or values than the body of its rule has"
        for template in rule.head:
            values = bound.copy()
            if unify(changed(parts(template), _open), parts(step.conclusion), values) and all(
                isinstance(value, BlankNode) for variable, value in values.items() if variable not in bound
            ):
                return None
        return "the head of its rule does not give it"

    def _is_there(self, elements: Sequence[TriplePattern | Filter], bound: Values, over_base: bool) -> bool:
        """Whether the elements of a NOT have a solution: text order, one by one, nothing clever."""
        if not elements:
            return True
        first, rest = elements[0], elements[1:]
        if isinstance(first, Filter):
            return self.holds(first.expression, bound) and self._is_there(rest, bound, over_base)
        pattern = _filled(first, bound)
        known: list[Any] = [None if contains((part,), Variable) else part for part in pattern]
        for triple in self.match(*known):
            values = bound.copy()
            if over_base and not self.is_given(triple):
                continue
            if unify(pattern, parts(triple), values) and self._is_there(rest, values, over_base):
                return True
        return False


def check_proof(
    proof: Proof,
    match: Match,
    is_given: Callable[[Triple], bool],
    data: Iterable[Triple] = (),
    rules: Sequence[Rule] | None = None,
) -> None:
    """Check one proof; see `Checker`."""
    Checker(match, is_given, data, rules).check(proof)


def _filled(pattern: TriplePattern, values: Values) -> tuple[TermPattern, ...]:
    return changed(parts(pattern), lambda term: values.get(term, term) if isinstance(term, Variable) else term)


def _open(term: TermPattern) -> TermPattern:
    """A new node of a head as a variable; no author's variable has a space in its name."""
    return Variable(f"new {term.label}") if isinstance(term, BlankNode) else term


def _is_new(expression: Expression) -> bool:
    """Whether an expression makes terms of which nothing but their being new can be said."""
    if not isinstance(expression, Apply):
        return False
    return expression.operator in ("BNODE", "UUID", "STRUUID", "NOW") or any(map(_is_new, expression.arguments))


def _value(expression: Expression, values: Mapping[Variable, Any]) -> Term | None:
    return value_of(compile_expression(expression, tuple(values)), tuple(values.values()))


def _truth(expression: Expression, values: Mapping[Variable, Any]) -> bool:
    return expression_holds(compile_expression(expression, tuple(values)), tuple(values.values()))
