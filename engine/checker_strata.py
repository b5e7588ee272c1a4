"""The strata of rules for the check of proofs, worked out from the definition and apart from the engine's own."""

from __future__ import annotations

from collections.abc import Sequence

from myologic.engine.rules import Assignment, Negation, Rule, TriplePattern
from myologic.engine.terms import BlankNode, TermPattern, TripleTerm, Variable

_Side = tuple[int, TermPattern]  # whose variable it is: 0 the head's, 1 the body's


def strata(rules: Sequence[Rule]) -> list[int]:
    """The stratum of each rule: as low as the strata of what it reads allow, and above what it must find finished."""
    # Only templates of the same predicate, or of any, can give what a pattern reads.
    giving: dict[TermPattern | None, list[tuple[int, TriplePattern]]] = {}
    for number, rule in enumerate(rules):
        for each in rule.head:
            giving.setdefault(_kind(each), []).append((number, each))
    everything = [entry for entries in giving.values() for entry in entries]
    needs: list[set[tuple[int, bool]]] = []
    for rule in rules:
        closed = any(isinstance(e, Assignment) for e in rule.body) or any(map(_makes_term, rule.head))
        read = [(e, closed) for e in rule.body if isinstance(e, TriplePattern)]
        for e in rule.body:
            if isinstance(e, Negation) and not e.over_base:
                read += [(inner, True) for inner in e.elements if isinstance(inner, TriplePattern)]
        needs.append(
            {
                (number, first)
                for pattern, first in ([] if rule.over_base else read)
                for number, template in (
                    everything if _kind(pattern) is None else [*giving.get(_kind(pattern), ()), *giving.get(None, ())]
                )
                if _may_give(template, pattern)
            }
        )
    found = [0] * len(rules)
    for _ in rules:
        before = found
        found = [max([at, *(before[n] + first for n, first in need)]) for at, need in zip(before, needs, strict=True)]
        if found == before:
            break
    return found


def _kind(pattern: TriplePattern) -> TermPattern | None:
    """The predicate of a pattern, or None where it may be any."""
    return None if isinstance(pattern.predicate, Variable) else pattern.predicate


def _may_give(template: TriplePattern, pattern: TriplePattern) -> bool:
    """Whether some instance of a template is one of a pattern; their variables have nothing to do with each other."""
    bound: dict[_Side, _Side] = {}

    def unify(left: _Side, right: _Side) -> bool:
        while left in bound:
            left = bound[left]
        while right in bound:
            right = bound[right]
        if isinstance(left[1], Variable) or isinstance(right[1], Variable):
            variable, value = (left, right) if isinstance(left[1], Variable) else (right, left)
            if variable != value:
                bound[variable] = value
            return variable == value or not inside(variable, value)
        if isinstance(left[1], TripleTerm) and isinstance(right[1], TripleTerm):
            pairs = zip(_parts(left[1]), _parts(right[1]), strict=True)
            return all(unify((left[0], a), (right[0], b)) for a, b in pairs)
        return left[1] == right[1] and not isinstance(left[1], BlankNode)

    def inside(variable: _Side, value: _Side) -> bool:
        if isinstance(value[1], TripleTerm):
            return any(inside(variable, (value[0], part)) for part in _parts(value[1]))
        return value == variable or (value in bound and inside(variable, bound[value]))

    pairs = zip(_parts(template), _parts(pattern), strict=True)
    return all([unify((0, mine), (1, theirs)) for mine, theirs in pairs])


def _makes_term(template: TriplePattern) -> bool:
    """Whether a template has a new blank node, or a triple term that its variables fill."""
    return any(_has(p, BlankNode) or (isinstance(p, TripleTerm) and _has(p, Variable)) for p in _parts(template))


def _has(term: TermPattern, kind: type) -> bool:
    return any(_has(p, kind) for p in _parts(term)) if isinstance(term, TripleTerm) else isinstance(term, kind)


def _parts(of: TriplePattern | TripleTerm) -> list[TermPattern]:
    return [of.subject, of.predicate, of.object]
