"""Rules in other languages: SPARQL CONSTRUCT queries in the order to run them, and SHACL rules with `sh:order`.

What looks at the base graph only (`NOT DATA`, `WHERE DATA`) cannot be said in either and is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from myologic.engine.errors import ContentError, Problem
from myologic.engine.program import Program
from myologic.engine.rules import Apply, Assignment, BodyElement, Expression, Filter, Negation, Rule, TriplePattern
from myologic.engine.terms import Literal, TermPattern, TripleTerm, Variable
from myologic.engine.wellformed import pattern_variables, rule_shown
from myologic.grammar.ntriples import nt, quote

_INFIX = {"||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/"}
_SHACL = "http://www.w3.org/ns/shacl#"
RUN = "urn:x-myologic:run"
"""The node that every exported shape has as its target: each rule runs once for it."""

Shown = Callable[[TermPattern], str]


def construct_queries(program: Program) -> tuple[str, ...]:
    """The rules as CONSTRUCT queries, those that others need first.

    Parameters
    ----------
    program
        Compiled rules.

    Returns
    -------
    tuple of str
        A query for each rule. To get what `infer` gives: add what the queries of one group give, again until nothing
        new comes, before the next group; a comment in front of each query tells its group.

    Raises
    ------
    ContentError
        If a rule looks at the base graph only.
    """
    found = []
    for number, group in enumerate(program.order.groups):
        for rule in group:
            shown = rule_shown(program.rules[rule], program.prefixes)
            found.append(f"# group {number}: {shown}\n{_construct(program.rules[rule], program)}\n")
    return tuple(found)


def shacl_rules(program: Program) -> str:
    """The rules as SHACL Advanced Features rules, in Turtle.

    Parameters
    ----------
    program
        Compiled rules.

    Returns
    -------
    str
        One shape for each group of rules that need each other, with `sh:order`; a processor that iterates the rules of a
        shape until nothing new comes gives what `infer` gives.

    Raises
    ------
    ContentError
        If a rule looks at the base graph only.
    """
    lines = [f"PREFIX sh: <{_SHACL}>", ""]
    for number, group in enumerate(program.order.groups):
        rules = []
        for rule in group:
            query = quote(_construct(program.rules[rule], program))
            rules.append(f"  sh:rule [ a sh:SPARQLRule ; sh:order {number} ; sh:construct {query} ]")
        lines += [f"[] a sh:NodeShape ; sh:targetNode <{RUN}> ; sh:order {number} ;", " ;\n".join(rules) + " .", ""]
    facts = list(program.data)
    if facts:
        body = " ".join(f"{nt(s)} {nt(p)} {nt(o)} ." for s, p, o in facts)
        query = quote(f"CONSTRUCT {{ {body} }} WHERE {{ }}")
        lines += [
            f"[] a sh:NodeShape ; sh:targetNode <{RUN}> ; sh:order -1 ;",
            f"  sh:rule [ a sh:SPARQLRule ; sh:order -1 ; sh:construct {query} ] .",
            "",
        ]
    return "\n".join(lines)


def _construct(rule: Rule, program: Program) -> str:
    if rule.over_base or any(isinstance(e, Negation) and e.over_base for e in rule.body):
        which = "WHERE DATA" if rule.over_base else "NOT DATA"
        message = f"{rule_shown(rule, program.prefixes)} cannot be exported: `{which}` is only in SPARQL 1.2 RL"
        raise ContentError([Problem(rule.place.file, rule.place.line, rule.place.column, "error", "X101", "export", message)])
    names: dict[Variable, str] = {}

    def shown(term: TermPattern) -> str:
        if isinstance(term, Variable):
            return "?" + names.setdefault(term, _free(term.name, names))
        if isinstance(term, TripleTerm):
            return f"<<( {shown(term.subject)} {shown(term.predicate)} {shown(term.object)} )>>"
        return nt(term)

    head = " ".join(_pattern(template, shown) for template in rule.head)
    body = " ".join(_body(rule.body, shown))
    base = next((text for element in rule.body for text in _bases(element)), "")
    return f"{f'BASE <{base}> ' if base else ''}CONSTRUCT {{ {head} }} WHERE {{ {body} }}"


def _bases(part: BodyElement | Expression) -> Iterator[str]:
    """The bases against which IRI() resolves inside a rule: they are all the same, for a rule holds no BASE."""
    if isinstance(part, Negation):
        for element in part.elements:
            yield from _bases(element)
    elif isinstance(part, (Filter, Assignment)):
        yield from _bases(part.expression)
    elif isinstance(part, Apply):
        base = part.arguments[1] if part.operator in ("IRI", "URI") and len(part.arguments) > 1 else None
        if isinstance(base, Literal) and base.lexical:
            yield base.lexical
        for argument in part.arguments:
            yield from _bases(argument)


def _free(name: str, names: Mapping[Variable, str]) -> str:
    """A name for a variable that SPARQL takes and no other variable of the rule has; `this` means something in SHACL."""
    plain = "".join(x if x.isalnum() and x.isascii() else "_" for x in name)
    taken, number = set(names.values()), 0
    wanted = f"v_{plain}" if plain in ("this", "shapesGraph", "currentShape") or not plain[:1].isalpha() else plain
    while wanted in taken:
        number += 1
        wanted = f"{plain}_{number}"
    return wanted


def _body(elements: tuple[BodyElement, ...], shown: Shown) -> Iterator[str]:
    bound: set[Variable] = set()
    for place, element in enumerate(elements):
        if isinstance(element, TriplePattern):
            bound |= set(pattern_variables(element))
            yield _pattern(element, shown)
        elif isinstance(element, Filter):
            yield f"FILTER ({_expression(element.expression, shown)})"
        elif isinstance(element, Assignment):
            bound.add(element.variable)
            name = shown(element.variable)
            yield f"BIND ({_expression(element.expression, shown)} AS {name}) FILTER (BOUND({name}))"
        else:
            yield f"FILTER NOT EXISTS {{ {' '.join(_inner(element, frozenset(bound), place, shown))} }}"


def _inner(negation: Negation, bound: frozenset[Variable], place: int, shown: Shown) -> Iterator[str]:
    """The inside of a NOT. A variable not bound before it is its own, even if one of that name is bound later on."""

    def inside(term: TermPattern) -> str:
        if isinstance(term, Variable) and term not in bound:
            return shown(Variable(f"{term.name}_in_not_{place}"))
        if isinstance(term, TripleTerm):
            return f"<<( {inside(term.subject)} {inside(term.predicate)} {inside(term.object)} )>>"
        return shown(term)

    for element in negation.elements:
        if isinstance(element, TriplePattern):
            yield _pattern(element, inside)
        else:
            yield f"FILTER ({_expression(element.expression, inside)})"


def _pattern(pattern: TriplePattern, shown: Shown) -> str:
    return f"{shown(pattern.subject)} {shown(pattern.predicate)} {shown(pattern.object)} ."


def _expression(expression: Expression, shown: Shown) -> str:
    if not isinstance(expression, Apply):
        return shown(expression)
    name = expression.operator
    arguments = expression.arguments
    parts = [_expression(argument, shown) for argument in arguments]
    if name in _INFIX:
        return f"({parts[0]} {name} {parts[1]})"
    if name in ("IN", "NOT IN"):
        return f"({parts[0]} {name} ({', '.join(parts[1:])}))"
    if name == "!":
        return f"(! {parts[0]})"
    if name in ("UPLUS", "UMINUS"):
        return f"({'+' if name == 'UPLUS' else '-'} {parts[0]})"
    if name == "CALL":
        return f"{parts[0]}({', '.join(parts[1:])})"
    if name in ("IRI", "URI"):
        # The base in force stands before the query.
        return f"IRI({parts[0]})"
    return f"{name}({', '.join(parts)})"
