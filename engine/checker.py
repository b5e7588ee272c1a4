"""An independent check of proofs: every step is an instance of its rule over proven facts, and nothing forbidden is there.

Shares nothing with evaluation but the values of expressions, which may be handed in. It works on terms, looks at patterns
as they were written and knows no rounds, groups, plans or numbers; strata it works out for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from myologic.engine.checker_strata import strata
from myologic.engine.expressions import compile_expression, value_of
from myologic.engine.expressions import holds as expression_holds
from myologic.engine.proof import Proof
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Rule, TriplePattern
from myologic.engine.terms import BlankNode, Term, TermPattern, Triple, TripleTerm, Variable

Values = dict[Variable, TermPattern]
Match = Callable[[Term | None, Term | None, Term | None], Iterable[Triple]]
# The value of an expression for some bindings; None for an error. The effective boolean value for a FILTER.
Evaluate = Callable[[Expression, Mapping[Variable, Term]], Term | None]
Holds = Callable[[Expression, Mapping[Variable, Term]], bool]


class ProofError(ValueError):
    """A proof that does not prove its conclusion; the text names the step and what is wrong with it."""


def check_proof(
    proof: Proof,
    match: Match,
    is_given: Callable[[Triple], bool],
    data: Iterable[Triple] = (),
    rules: Sequence[Rule] | None = None,
    evaluate: Evaluate | None = None,
    holds: Holds | None = None,
) -> None:
    """Check a proof, every step of it.

    Parameters
    ----------
    proof
        The proof.
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

    Raises
    ------
    ProofError
        If a leaf was not given, a premise is none of its rule's, a conclusion is not what the head gives, a value is not
        bound by the body, a FILTER is not true, a SET has another value, something is present that must be absent, what
        is said to be absent is not what the rule forbids, a stratum is wrong, or a proof rests on itself.
    """
    Checker(match, is_given, data, rules, evaluate, holds).check(proof)


class Checker:
    """Checks proofs of one program over the same facts; see `check_proof`."""

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
        """Check every step, premises first."""
        done: set[int] = set()
        for step in proof.steps():
            if any(id(premise) not in done for premise in step.premises):
                raise ProofError(f"{step.conclusion}: the proof rests on itself")
            done.add(id(step))
            if step.rule is not None:
                self._step(step, step.rule)
            elif step.premises or step.bindings or step.absent or step.stratum:
                raise ProofError(f"{step.conclusion}: a given fact has no premises")
            elif not (self.is_given(step.conclusion) or step.conclusion in self.data):
                raise ProofError(f"{step.conclusion}: not given")

    def _step(self, step: Proof, rule: Rule) -> None:
        def wrong(what: str) -> ProofError:
            return ProofError(f"{step.conclusion}: {what}")

        if self.strata is not None and self.strata.get(id(rule)) is None:
            raise wrong("by a rule that does not exist")
        if self.strata is not None and self.strata[id(rule)] != step.stratum:
            raise wrong("its rule is in another stratum")
        values: dict[Variable, Term] = dict(step.bindings)
        premises, absent = [premise.conclusion for premise in step.premises], list(step.absent)
        bound: Values = {}  # by the body as far as it has been read
        for element in rule.body:
            if isinstance(element, TriplePattern):
                if not premises or [filled(part, values) for part in _parts(element)] != list(premises[0]):
                    raise wrong(f"the premise of {element.place} is missing")
                if rule.over_base and not self.is_given(premises[0]):
                    raise wrong(f"a premise of {element.place} was not given")
                if not _all_agree(_parts(element), premises.pop(0), bound):
                    raise wrong(f"the premise of {element.place} does not fit")
            elif isinstance(element, Filter):
                if not self.holds(element.expression, values):
                    raise wrong(f"the FILTER of {element.place} is not true")
            elif isinstance(element, Assignment):
                value, said = self.evaluate(element.expression, values), values.get(element.variable)
                if value is None or said is None or (said != value and not _is_new(element.expression)):
                    raise wrong(f"the SET of {element.place} gives another value")
                bound[element.variable] = said
            else:
                for inner in element.elements:
                    if isinstance(inner, TriplePattern):
                        shown = absent.pop(0) if absent else None
                        if shown is None or _parts(shown) != [filled(part, bound) for part in _parts(inner)]:
                            raise wrong(f"what the NOT of {element.place} forbids is said otherwise")
                if self._can_match(element.elements, dict(bound), element.over_base or rule.over_base):
                    raise wrong(f"what the NOT of {element.place} forbids is there")
        if premises or absent or bound != values or len(values) != len(step.bindings):
            raise wrong("more premises, absences or values than the body of its rule has")
        for template in rule.head:
            new: Values = {}
            parts = [filled(_open(part), values) for part in _parts(template)]
            if _all_agree(parts, step.conclusion, new) and all(isinstance(node, BlankNode) for node in new.values()):
                return
        raise wrong("the head of its rule does not give it")

    def _can_match(self, elements: tuple[TriplePattern | Filter, ...], values: Values, over_base: bool) -> bool:
        """Whether the elements of a NOT have a solution: text order, one by one, nothing clever."""
        if not elements:
            return True
        first, rest = elements[0], elements[1:]
        if isinstance(first, Filter):
            return self.holds(first.expression, values) and self._can_match(rest, values, over_base)  # type: ignore[arg-type]
        parts = [filled(part, values) for part in _parts(first)]
        for triple in self.match(*(None if _variables(part) else part for part in parts)):  # type: ignore[arg-type]
            trial = dict(values)
            if over_base and not self.is_given(triple):
                continue
            if _all_agree(parts, triple, trial) and self._can_match(rest, trial, over_base):
                return True
        return False


def filled(term: TermPattern, values: Mapping[Variable, TermPattern]) -> TermPattern:
    """A term with values for its variables."""
    if isinstance(term, TripleTerm):
        return TripleTerm(*(filled(part, values) for part in _parts(term)))
    return values.get(term, term) if isinstance(term, Variable) else term


def _agree(term: TermPattern, value: TermPattern, values: Values) -> bool:
    """Whether a term can be a value, with the variables bound so far; binds the others."""
    if isinstance(term, Variable):
        return values.setdefault(term, value) == value
    if isinstance(term, TripleTerm) and isinstance(value, TripleTerm):
        return _all_agree(_parts(term), _parts(value), values)
    return term == value


def _all_agree(terms: Sequence[TermPattern], triple: Sequence[TermPattern], values: Values) -> bool:
    return all([_agree(term, value, values) for term, value in zip(terms, triple, strict=True)])


def _parts(of: TriplePattern | TripleTerm) -> list[TermPattern]:
    return [of.subject, of.predicate, of.object]


def _variables(term: TermPattern) -> bool:
    """Whether a variable is in a term."""
    return any(map(_variables, _parts(term))) if isinstance(term, TripleTerm) else isinstance(term, Variable)


def _open(term: TermPattern) -> TermPattern:
    """A term of a head with variables for its new nodes; no author's variable has a space in its name."""
    if isinstance(term, TripleTerm):
        return TripleTerm(*map(_open, _parts(term)))
    return Variable(f"new {term.label}") if isinstance(term, BlankNode) else term


def _is_new(expression: Expression) -> bool:
    """Whether an expression makes terms of which nothing but their being new can be said."""
    if not isinstance(expression, Apply):
        return False
    return expression.operator in ("BNODE", "UUID", "STRUUID", "NOW") or any(_is_new(a) for a in expression.arguments)


def _value(expression: Expression, values: Mapping[Variable, Term]) -> Term | None:
    order = tuple(values)
    return value_of(compile_expression(expression, order), tuple(values[x] for x in order))


def _truth(expression: Expression, values: Mapping[Variable, Term]) -> bool:
    order = tuple(values)
    return expression_holds(compile_expression(expression, order), tuple(values[x] for x in order))
