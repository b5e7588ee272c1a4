"""An independent check of proofs: every step is an instance of its rule over proven facts.

Shares nothing with evaluation but the values of expressions, which are handed in. It works on terms, looks at patterns
as they were written and knows no rounds, strata, plans or numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from myologic.engine.expressions import compile_expression, value_of
from myologic.engine.expressions import holds as expression_holds
from myologic.engine.proof import Proof
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Negation, TriplePattern
from myologic.engine.terms import BlankNode, Term, TermPattern, Triple, TripleTerm, Variable

Values = dict[Variable, Term]
Match = Callable[[Term | None, Term | None, Term | None], Iterable[Triple]]
# The value of an expression for some bindings; None for an error. The effective boolean value for a FILTER.
Evaluate = Callable[[Expression, Mapping[Variable, Term]], Term | None]
Holds = Callable[[Expression, Mapping[Variable, Term]], bool]


class ProofError(ValueError):
    """A proof that does not prove its conclusion; the text names the step and what is wrong with it."""


def filled(term: TermPattern, values: Mapping[Variable, Term]) -> TermPattern:
    """A term with values for its variables."""
    if isinstance(term, Variable):
        return values.get(term, term)
    if isinstance(term, TripleTerm):
        return TripleTerm(*(filled(part, values) for part in (term.subject, term.predicate, term.object)))
    return term


def agree(term: TermPattern, value: TermPattern, values: Values) -> bool:
    """Whether a term can be a value, with the variables bound so far; binds the others."""
    term = filled(term, values)
    if isinstance(term, Variable):
        values[term] = value  # type: ignore[assignment]  # the value is ground
        return True
    if isinstance(term, TripleTerm) and isinstance(value, TripleTerm):
        pairs = ((term.subject, value.subject), (term.predicate, value.predicate), (term.object, value.object))
        return all(agree(part, other, values) for part, other in pairs)
    return term == value


def can_match(elements: tuple[TriplePattern | Filter, ...], values: Values, match: Match, holds: Holds) -> bool:
    """Whether the elements of a NOT have a solution: text order, one by one, nothing clever."""
    if not elements:
        return True
    first, rest = elements[0], elements[1:]
    if isinstance(first, Filter):
        return holds(first.expression, values) and can_match(rest, values, match, holds)
    parts = [filled(part, values) for part in (first.subject, first.predicate, first.object)]
    fixed = [None if has_variable(part) else part for part in parts]
    for triple in match(*fixed):  # type: ignore[arg-type]  # what has no variable is ground
        trial = dict(values)
        if all(agree(part, value, trial) for part, value in zip(parts, triple, strict=True)) and can_match(
            rest, trial, match, holds
        ):
            return True
    return False


def has_variable(term: TermPattern) -> bool:
    """Whether a variable is left in a term."""
    if isinstance(term, TripleTerm):
        return has_variable(term.subject) or has_variable(term.predicate) or has_variable(term.object)
    return isinstance(term, Variable)


def check_proof(
    proof: Proof,
    match: Match,
    is_given: Callable[[Triple], bool],
    data: Iterable[Triple] = (),
    rules: Iterable[object] | None = None,
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
        The rules that may be used; None if any may.
    evaluate, holds
        Values of expressions; None takes the language's.

    Raises
    ------
    ProofError
        If a leaf was not given, a premise is none of its rule's, a conclusion is not what the head gives, a FILTER is
        not true, a SET has another value, something is present that must be absent, or a proof rests on itself.
    """
    evaluate, holds = evaluate or _value, holds or _truth
    from_data, allowed = set(data), None if rules is None else {id(rule) for rule in rules}
    done: set[int] = set()
    for step in proof.steps():
        if any(id(premise) not in done for premise in step.premises):
            raise ProofError(f"{step.conclusion}: the proof rests on itself")
        done.add(id(step))
        if step.rule is None:
            if step.premises or not (is_given(step.conclusion) or step.conclusion in from_data):
                raise ProofError(f"{step.conclusion}: not given")
            continue
        if allowed is not None and id(step.rule) not in allowed:
            raise ProofError(f"{step.conclusion}: by a rule that does not exist")
        _check_step(step, match, is_given, evaluate, holds)


def _check_step(
    step: Proof, match: Match, is_given: Callable[[Triple], bool], evaluate: Evaluate, holds: Holds
) -> None:
    rule, values = step.rule, dict(step.bindings)
    assert rule is not None

    def match_base(s: Term | None, p: Term | None, o: Term | None) -> Iterable[Triple]:
        return (triple for triple in match(s, p, o) if is_given(triple))

    premises = [premise.conclusion for premise in step.premises]
    before: Values = {}
    for element in rule.body:
        if isinstance(element, TriplePattern):
            instance = tuple(filled(part, values) for part in (element.subject, element.predicate, element.object))
            if not premises or instance != tuple(premises[0]):
                raise ProofError(f"{step.conclusion}: the premise of {element.place} is missing")
            if rule.over_base and not is_given(premises[0]):
                raise ProofError(f"{step.conclusion}: a premise of {element.place} was not given")
            agree_all(element, premises.pop(0), before)
        elif isinstance(element, Filter):
            if not holds(element.expression, values):
                raise ProofError(f"{step.conclusion}: the FILTER of {element.place} is not true")
        elif isinstance(element, Assignment):
            value = evaluate(element.expression, values)
            given = values.get(element.variable)
            if value is None or given is None or (given != value and not _is_new(element.expression)):
                raise ProofError(f"{step.conclusion}: the SET of {element.place} gives another value")
            before[element.variable] = given
        elif isinstance(element, Negation):
            where = match_base if element.over_base or rule.over_base else match
            if can_match(element.elements, dict(before), where, holds):
                raise ProofError(f"{step.conclusion}: what the NOT of {element.place} forbids is there")
    if premises:
        raise ProofError(f"{step.conclusion}: more premises than patterns")
    for template in rule.head:
        parts = [filled(_open(part), values) for part in (template.subject, template.predicate, template.object)]
        nodes: Values = {}
        fits = all(agree(part, value, nodes) for part, value in zip(parts, step.conclusion, strict=True))
        if fits and all(isinstance(value, BlankNode) for value in nodes.values()):
            return
    raise ProofError(f"{step.conclusion}: the head of its rule does not give it")


def agree_all(pattern: TriplePattern, triple: Triple, values: Values) -> bool:
    """Whether a pattern can be a triple; binds its variables."""
    parts = (pattern.subject, pattern.predicate, pattern.object)
    return all([agree(part, value, values) for part, value in zip(parts, triple, strict=True)])


def _open(term: TermPattern) -> TermPattern:
    """A term of a head with variables for its new nodes; no author's variable has a space in its name."""
    if isinstance(term, BlankNode):
        return Variable(f"new {term.label}")
    if isinstance(term, TripleTerm):
        return TripleTerm(_open(term.subject), _open(term.predicate), _open(term.object))
    return term


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
