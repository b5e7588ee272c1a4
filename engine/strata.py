"""Which rule needs which, whether that can be ordered, and in what order (SPARQL-RL, stratification)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.records import dataclass
from myologic.engine.rules import Assignment, Negation, Rule, TriplePattern
from myologic.engine.terms import IRI, BlankNode, Place, TermPattern, TripleTerm, Variable
from myologic.engine.wellformed import rule_shown, term_variables

KIND = "stratification"


@dataclass(frozen=True, slots=True)
class Dependency:
    """Rule `needs` reads at `pattern` what rule `gives` may derive.

    Parameters
    ----------
    needs, gives
        Positions of the rules.
    pattern
        The triple pattern that reads.
    closed
        None, or what demands that `gives` is finished first, in words, with its place.
    """

    needs: int
    gives: int
    pattern: TriplePattern
    closed: tuple[str, Place] | None


def run_once(rule: Rule) -> tuple[str, Place] | None:
    """What makes a rule run once only: a SET, a new blank node, a triple term with a variable; None if nothing does."""
    for element in rule.body:
        if isinstance(element, Assignment):
            return f"the SET at {element.place}", element.place
    for template in rule.head:
        for term in (template.subject, template.predicate, template.object):
            if _has_blank(term):
                return f"the new blank node in the head at {template.place}", template.place
            if isinstance(term, TripleTerm) and any(True for _ in term_variables(term)):
                return f"the triple term with a variable in the head at {template.place}", template.place
    return None


def _has_blank(term: TermPattern) -> bool:
    if isinstance(term, TripleTerm):
        return _has_blank(term.subject) or _has_blank(term.predicate) or _has_blank(term.object)
    return isinstance(term, BlankNode)


# A variable of either side: the side keeps variables of one name apart.
_Side = tuple[str, Variable]
_Value = tuple[str, TermPattern]


def may_match(pattern: TriplePattern, template: TriplePattern) -> bool:
    """Whether a pattern of a body unifies with a template of a head, their variables renamed apart.

    A blank node of a head is a new node, so it meets variables only; a term never unifies with a part of itself.
    """
    both = isinstance(pattern.predicate, IRI) and isinstance(template.predicate, IRI)
    if both and pattern.predicate != template.predicate:
        return False
    bound: dict[_Side, _Value] = {}

    def walk(value: _Value) -> _Value:
        side, term = value
        while isinstance(term, Variable) and (side, term) in bound:
            side, term = bound[(side, term)]
        return side, term

    def occurs(variable: _Side, value: _Value) -> bool:
        side, term = walk(value)
        if isinstance(term, Variable):
            return (side, term) == variable
        if isinstance(term, TripleTerm):
            return any(occurs(variable, (side, part)) for part in (term.subject, term.predicate, term.object))
        return False

    def unify(left: _Value, right: _Value) -> bool:
        left, right = walk(left), walk(right)
        if left == right:
            return True
        if isinstance(left[1], Variable):
            if occurs((left[0], left[1]), right):
                return False
            bound[(left[0], left[1])] = right
            return True
        if isinstance(right[1], Variable):
            return unify(right, left)
        if isinstance(left[1], TripleTerm) and isinstance(right[1], TripleTerm):
            pairs = (
                (left[1].subject, right[1].subject),
                (left[1].predicate, right[1].predicate),
                (left[1].object, right[1].object),
            )
            return all(unify((left[0], a), (right[0], b)) for a, b in pairs)
        if isinstance(left[1], BlankNode) or isinstance(right[1], BlankNode):
            return False
        return left[1] == right[1]

    return (
        unify(("b", pattern.predicate), ("h", template.predicate))
        and unify(("b", pattern.subject), ("h", template.subject))
        and unify(("b", pattern.object), ("h", template.object))
    )


def reading_patterns(rule: Rule) -> Iterator[tuple[TriplePattern, Negation | None]]:
    """The patterns of a body that see derived facts, each with the NOT around it."""
    if rule.over_base:
        return
    for element in rule.body:
        if isinstance(element, TriplePattern):
            yield element, None
        elif isinstance(element, Negation) and not element.over_base:
            for inner in element.elements:
                if isinstance(inner, TriplePattern):
                    yield inner, element


def dependencies(rules: Sequence[Rule]) -> list[Dependency]:
    """All dependencies between rules, by the rule that needs, in text order."""
    templates: dict[TermPattern | None, list[tuple[int, TriplePattern]]] = {}
    for number, rule in enumerate(rules):
        for template in rule.head:
            key = None if isinstance(template.predicate, (Variable, BlankNode)) else template.predicate
            templates.setdefault(key, []).append((number, template))
    everything = [entry for entries in templates.values() for entry in entries]
    found: list[Dependency] = []
    for number, rule in enumerate(rules):
        once = run_once(rule)
        for pattern, negation in reading_patterns(rule):
            if isinstance(pattern.predicate, Variable):
                candidates = everything
            else:
                candidates = templates.get(pattern.predicate, []) + templates.get(None, [])
            closed = once if negation is None else (f"the NOT at {negation.place}", negation.place)
            seen: set[int] = set()
            for gives, template in candidates:
                if gives not in seen and may_match(pattern, template):
                    seen.add(gives)
                    found.append(Dependency(number, gives, pattern, closed))
    return found


def components(count: int, edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """Strongly connected components, those that are needed first, in an order that depends on the numbers only.

    Parameters
    ----------
    count
        Number of nodes.
    edges
        For each node the nodes that it needs.

    References
    ----------
    R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972); here without recursion.
    """
    order: list[int] = [-1] * count
    low: list[int] = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    found: list[list[int]] = []
    clock = 0
    for root in range(count):
        if order[root] != -1:
            continue
        work = [(root, 0)]
        while work:
            node, step = work.pop()
            if step == 0:
                order[node] = low[node] = clock
                clock += 1
                stack.append(node)
                on_stack[node] = True
            descended = False
            targets = edges[node]
            for position in range(step, len(targets)):
                target = targets[position]
                if order[target] == -1:
                    work.append((node, position + 1))
                    work.append((target, 0))
                    descended = True
                    break
                if on_stack[target]:
                    low[node] = min(low[node], order[target])
            if descended:
                continue
            if low[node] == order[node]:
                component: list[int] = []
                while True:
                    member = stack.pop()
                    on_stack[member] = False
                    component.append(member)
                    if member == node:
                        break
                found.append(sorted(component))
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
    return found


@dataclass(frozen=True, slots=True)
class Order:
    """The rules in an order to run them.

    Parameters
    ----------
    groups
        Sets of rules that need each other, those needed first.
    stratum
        For each rule its stratum, from 0.
    recursive
        For each rule the rules of its own group that it needs.
    """

    groups: tuple[tuple[int, ...], ...]
    stratum: tuple[int, ...]
    recursive: tuple[frozenset[int], ...]


def order_rules(rules: Sequence[Rule], prefixes: Sequence[tuple[str, str]] = ()) -> tuple[Order, list[Problem]]:
    """Order the rules, or say which cycles forbid it.

    Returns
    -------
    Order
        Of use only where there is no problem.
    list of Problem
        One for every place that closes a cycle: the cycle spelled out, with every rule and place.
    """
    found = dependencies(rules)
    edges: list[list[int]] = [[] for _ in rules]
    for dependency in found:
        edges[dependency.needs].append(dependency.gives)
    targets = [sorted(set(edge)) for edge in edges]
    groups = components(len(rules), targets)
    group_of = {rule: number for number, group in enumerate(groups) for rule in group}
    problems: list[Problem] = []
    reported: set[tuple[int, Place]] = set()
    for dependency in found:
        if dependency.closed is None or group_of[dependency.needs] != group_of[dependency.gives]:
            continue
        if (dependency.needs, dependency.closed[1]) not in reported:
            reported.add((dependency.needs, dependency.closed[1]))
            problems.append(_spell_out(dependency, found, rules, group_of, prefixes))
    stratum = [0] * len(rules)
    by_needs: dict[int, list[Dependency]] = {}
    for dependency in found:
        by_needs.setdefault(dependency.needs, []).append(dependency)
    for group in groups:
        level = 0
        for rule in group:
            for dependency in by_needs.get(rule, ()):
                if group_of[dependency.gives] != group_of[rule]:
                    level = max(level, stratum[dependency.gives] + (dependency.closed is not None))
        for rule in group:
            stratum[rule] = level
    recursive = tuple(
        frozenset(target for target in targets[rule] if group_of[target] == group_of[rule])
        for rule in range(len(rules))
    )
    return Order(tuple(tuple(group) for group in groups), tuple(stratum), recursive), problems


def _spell_out(
    closing: Dependency,
    found: Sequence[Dependency],
    rules: Sequence[Rule],
    group_of: dict[int, int],
    prefixes: Sequence[tuple[str, str]],
) -> Problem:
    """The problem of one closed dependency in a cycle: the shortest way back, rule by rule."""
    steps: dict[int, list[Dependency]] = {}
    for dependency in found:
        if group_of[dependency.needs] == group_of[dependency.gives] == group_of[closing.needs]:
            steps.setdefault(dependency.needs, []).append(dependency)
    way: dict[int, Dependency | None] = {closing.gives: None}
    queue = [closing.gives]
    for rule in queue:
        if closing.needs in way:
            break
        for dependency in steps.get(rule, ()):
            if dependency.gives not in way:
                way[dependency.gives] = dependency
                queue.append(dependency.gives)
    back: list[Dependency] = []
    step = way[closing.needs]
    while step is not None:
        back.append(step)
        step = way[step.needs]
    cycle = [closing, *reversed(back)]
    assert closing.closed is not None
    reason, place = closing.closed

    def named(number: int) -> str:
        rule = rules[number]
        return rule_shown(rule, prefixes) + (f" ({rule.place})" if rule.name is not None else "")

    told = "; ".join(
        f"{named(dep.needs)} needs, at {dep.pattern.place}, what {rule_shown(rules[dep.gives], prefixes)} derives"
        for dep in cycle
    )
    message = (
        f"{named(closing.needs)} must wait for its own conclusions: {told}; the cycle is closed by {reason}, "
        "which looks at finished facts only"
    )
    return Problem(place.file, place.line, place.column, "error", "S301", KIND, message)
