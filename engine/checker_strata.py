"""What the check of proofs knows of terms and of strata, from their definitions and apart from the engine's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from myologic.engine.rules import Assignment, Negation, Rule, TriplePattern
from myologic.engine.terms import BlankNode, TermPattern, Triple, TripleTerm, Variable

Parts = tuple[TermPattern, ...]
Values = dict[Variable, TermPattern]


def parts(of: Triple | TriplePattern | TermPattern) -> Parts:
    """Subject, predicate and object of a triple, a pattern or a triple term; none of another term."""
    return (of.subject, of.predicate, of.object) if isinstance(of, (Triple, TriplePattern, TripleTerm)) else ()


def changed(terms: Iterable[TermPattern], change: Callable[[TermPattern], TermPattern]) -> Parts:
    """Terms, and terms in them, changed one by one."""
    return tuple(TripleTerm(*changed(parts(t), change)) if isinstance(t, TripleTerm) else change(t) for t in terms)


def contains(terms: Iterable[TermPattern], kind: type) -> bool:
    """Whether one of some terms is of a kind, or has one of that kind in it."""
    return any(isinstance(term, kind) or contains(parts(term), kind) for term in terms)


def unify(some: Parts, others: Parts, values: Values) -> bool:
    """Whether terms are others for some values of their variables; adds what that takes to `values`."""
    return all([_unify(*pair, values) for pair in zip(some, others, strict=True)])


def _unify(one: TermPattern, other: TermPattern, values: Values) -> bool:
    one, other = _value(one, values), _value(other, values)
    if isinstance(other, Variable):
        one, other = other, one
    if one == other:
        return True
    if isinstance(one, Variable) and not _is_within(one, other, values):
        values[one] = other
        return True
    return isinstance(one, TripleTerm) and isinstance(other, TripleTerm) and unify(parts(one), parts(other), values)


def _value(term: TermPattern, values: Values) -> TermPattern:
    while isinstance(term, Variable) and term in values:
        term = values[term]
    return term


def _is_within(variable: Variable, term: TermPattern, values: Values) -> bool:
    found = [_value(part, values) for part in parts(term)]
    return any(part == variable or _is_within(variable, part, values) for part in found)


def strata(rules: Sequence[Rule]) -> list[int]:
    """The stratum of each rule: as low as the strata of what it reads allow, and above what it must find finished."""
    # Variables of heads get names of their own.
    heads = [(n, changed(parts(template), _of_head)) for n, rule in enumerate(rules) for template in rule.head]
    needs: list[set[tuple[int, bool]]] = []
    for rule in rules:
        finished = any(isinstance(e, Assignment) for e in rule.body) or any(map(_makes_terms, rule.head))
        nots = [e for e in rule.body if isinstance(e, Negation) and not e.over_base]
        read = [(e, finished) for e in rule.body if isinstance(e, TriplePattern)]
        read += [(e, True) for negation in nots for e in negation.elements if isinstance(e, TriplePattern)]
        read = [] if rule.over_base else read
        needs.append({(n, above) for e, above in read for n, head in heads if _may_give(head, parts(e))})
    found, before = [0] * len(rules), None
    while found != before and max(found, default=0) <= len(rules):
        before = found
        found = [max([at, *(before[n] + above for n, above in need)]) for at, need in zip(before, needs, strict=True)]
    return found


def _may_give(head: Parts, pattern: Parts) -> bool:
    """Whether some triple is of both; that different predicates rule it out is seen first, because most do."""
    one, other = head[1], pattern[1]
    return (one == other or isinstance(one, Variable) or isinstance(other, Variable)) and unify(head, pattern, {})


def _of_head(term: TermPattern) -> TermPattern:
    return Variable(f"head {term.name}") if isinstance(term, Variable) else term


def _makes_terms(template: TriplePattern) -> bool:
    """Whether a template has a new blank node, or a triple term that its variables fill."""
    terms = [part for part in parts(template) if isinstance(part, TripleTerm)]
    return contains(parts(template), BlankNode) or contains(terms, Variable)
