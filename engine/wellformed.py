"""Whether every variable of a rule is bound before it is used (SPARQL-RL, well-formedness)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.rules import Apply, Assignment, BodyElement, Expression, Filter, Negation, Rule, TriplePattern
from myologic.engine.terms import IRI, Place, TermPattern, TripleTerm, Variable

KIND = "well-formedness"


def term_variables(term: TermPattern) -> Iterator[Variable]:
    """The variables of a term, those inside triple terms included, left to right."""
    if isinstance(term, Variable):
        yield term
    elif isinstance(term, TripleTerm):
        yield from term_variables(term.subject)
        yield from term_variables(term.predicate)
        yield from term_variables(term.object)


def pattern_variables(pattern: TriplePattern) -> Iterator[Variable]:
    """The variables of a triple pattern or template, left to right."""
    yield from term_variables(pattern.subject)
    yield from term_variables(pattern.predicate)
    yield from term_variables(pattern.object)


def expression_variables(expression: Expression) -> Iterator[Variable]:
    """The variables of an expression, left to right."""
    if isinstance(expression, Apply):
        for argument in expression.arguments:
            yield from expression_variables(argument)
    else:
        yield from term_variables(expression)


def used_at(expression: Expression, variable: Variable, place: Place) -> Place:
    """The place of the innermost operator that has the variable as an argument; `place` where there is none."""
    if isinstance(expression, Apply):
        for argument in expression.arguments:
            if variable in expression_variables(argument):
                return used_at(argument, variable, expression.place)
    return place


def shown(variable: Variable) -> str:
    """A variable as its author wrote it."""
    return f"`_:{variable.name}`" if variable.blank else f"`?{variable.name}`"


def rule_shown(rule: Rule, prefixes: Sequence[tuple[str, str]] = ()) -> str:
    """A rule by its name, abbreviated where a prefix fits, or by its place where it has none."""
    if rule.name is None:
        return f"the rule at {rule.place}"
    return f"rule `{iri_shown(rule.name, prefixes)}`"


def iri_shown(iri: IRI, prefixes: Sequence[tuple[str, str]] = ()) -> str:
    """An IRI with the longest prefix that fits, else in angle brackets."""
    fits = [(len(space), prefix, space) for prefix, space in prefixes if space and iri.value.startswith(space)]
    for _, prefix, space in sorted(fits, reverse=True):
        local = iri.value[len(space) :]
        if local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return f"<{iri.value}>"


def check_variables(rule: Rule, prefixes: Sequence[tuple[str, str]] = ()) -> list[Problem]:
    """Every use of a variable in a rule that nothing binds before.

    Walks the body in text order. A triple pattern binds its variables; FILTER and the expression of SET may use bound
    ones only; SET binds a new one; what NOT binds stays inside; at the end every variable of the head is bound.

    Parameters
    ----------
    rule
        The rule to check.
    prefixes
        For showing the rule's name.

    Returns
    -------
    list of Problem
        All of kind "well-formedness", in text order; empty for a well-formed rule.
    """
    problems: list[Problem] = []
    bound: dict[Variable, Place] = {}
    inside: dict[Variable, Place] = {}
    later = _binding_places(rule.body)
    title = rule_shown(rule, prefixes)

    def report(place: Place, code: str, message: str) -> None:
        problems.append(Problem(place.file, place.line, place.column, "error", code, KIND, message))

    def where_bound(variable: Variable, scope: dict[Variable, Place]) -> str:
        place = later.get(variable)
        if place is not None and variable not in scope:
            return f"it is bound only later, at {place}"
        hidden = inside.get(variable)
        return f"it is bound only inside the NOT at {hidden}" if hidden else "nothing binds it"

    def check_expression(expression: Expression, place: Place, form: str, scope: dict[Variable, Place]) -> None:
        for variable in dict.fromkeys(expression_variables(expression)):
            if variable not in scope:
                why = where_bound(variable, scope)
                use = used_at(expression, variable, place)
                report(use, "S201", f"{shown(variable)} is used in a {form} of {title} before it is bound: {why}")

    def walk(elements: Sequence[BodyElement], scope: dict[Variable, Place]) -> None:
        for element in elements:
            if isinstance(element, TriplePattern):
                for variable in pattern_variables(element):
                    scope.setdefault(variable, element.place)
            elif isinstance(element, Filter):
                check_expression(element.expression, element.place, "FILTER", scope)
            elif isinstance(element, Assignment):
                check_expression(element.expression, element.place, "SET", scope)
                if element.variable in scope:
                    first = scope[element.variable]
                    report(
                        element.place,
                        "S202",
                        f"SET gives a value to {shown(element.variable)} of {title}, "
                        f"which is bound already, at {first}",
                    )
                scope.setdefault(element.variable, element.place)
            elif isinstance(element, Negation):
                inner = dict(scope)
                walk(element.elements, inner)
                for variable, place in inner.items():
                    if variable not in scope:
                        inside.setdefault(variable, element.place if place is None else place)

    walk(rule.body, bound)
    for template in rule.head:
        for variable in dict.fromkeys(pattern_variables(template)):
            if variable not in bound:
                why = where_bound(variable, bound)
                message = f"{shown(variable)} in the head of {title} is not bound by its body: {why}"
                report(template.place, "S203", message)
    return problems


def _binding_places(body: Sequence[BodyElement]) -> dict[Variable, Place]:
    """Where each variable is first bound outside NOT."""
    places: dict[Variable, Place] = {}
    for element in body:
        if isinstance(element, TriplePattern):
            for variable in pattern_variables(element):
                places.setdefault(variable, element.place)
        elif isinstance(element, Assignment):
            places.setdefault(element.variable, element.place)
    return places
