"""Rules that are checked and put in order, ready to run: the way from a rule set to a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from myologic.engine.bodies import Body, Operand, read_body, rule_text
from myologic.engine.errors import Problem, RuleError
from myologic.engine.plan import Fanout, Plan, guessed_fanout
from myologic.engine.remembering import cached_property
from myologic.engine.rules import Rule, RuleSet
from myologic.engine.strata import Order, order_rules
from myologic.engine.terms import IRI, Term, Triple
from myologic.engine.wellformed import check_variables


def check_rules(ruleset: RuleSet) -> tuple[Problem, ...]:
    """Every reason to refuse a rule set.

    Parameters
    ----------
    ruleset
        Rules as read, imports resolved.

    Returns
    -------
    tuple of Problem
        Those of kind "well-formedness"; only if there are none, those of kind "stratification". Empty if it may run.
    """
    problems = [problem for rule in ruleset.rules for problem in check_variables(rule, ruleset.prefixes)]
    if not problems:
        problems = order_rules(ruleset.rules, ruleset.prefixes)[1]
    return tuple(problems)


def compile_rules(ruleset: RuleSet, fanout: Fanout = guessed_fanout) -> Program:
    """Check a rule set and put its rules in order.

    Parameters
    ----------
    ruleset
        Rules as read, imports resolved.
    fanout
        Estimates, which decide the order of joins and never what is derived.

    Raises
    ------
    RuleError
        If the rule set is not well-formed or not stratified, with all problems of that kind.
    """
    problems = [problem for rule in ruleset.rules for problem in check_variables(rule, ruleset.prefixes)]
    if problems:
        raise RuleError(problems)
    # The order of the text must not matter to anything that can be seen, so the rules get an order of their own.
    texts = [rule_text(rule) for rule in ruleset.rules]
    positions = sorted(range(len(texts)), key=lambda i: (texts[i], ruleset.rules[i].place))
    rules = tuple(ruleset.rules[i] for i in positions)
    order, problems = order_rules(rules, ruleset.prefixes)
    if problems:
        raise RuleError(problems)
    data = tuple(statement.triple for statement in ruleset.data)
    return Program(rules, data, order, ruleset.prefixes, tuple(positions), fanout)


class Program:
    """A rule set that may run; made by `compile_rules`.

    Parameters
    ----------
    rules
        The rules in the engine's own order, which does not depend on the order of the text.
    data
        The triples of all DATA blocks.
    order
        Groups of rules that need each other, and the stratum of each rule.
    prefixes
        For showing terms.
    positions
        For each rule its position in the rule set.
    fanout
        Estimates for the order of joins.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        data: tuple[Triple, ...],
        order: Order,
        prefixes: tuple[tuple[str, str], ...],
        positions: tuple[int, ...],
        fanout: Fanout = guessed_fanout,
    ) -> None:
        self.rules = rules
        self.data = data
        self.order = order
        self.prefixes = prefixes
        self.positions = positions
        self.fanout = fanout
        self._bodies: dict[int, Body] = {}
        self._tags: dict[int, str] = {}
        self._reachable: dict[frozenset[Term], frozenset[Term] | None] = {}
        self._plans: dict[tuple[int, int | None, bool, bool, bool], Plan] = {}
        # Where the join of each rule began when it first ran over everything.
        self.starts: dict[int, int] = {}
        self._chains: dict[int, tuple[int, int] | None] = {}

    @cached_property
    def group_of(self) -> tuple[int, ...]:
        """For each rule the number of its group."""
        numbers = [0] * len(self.rules)
        for number, group in enumerate(self.order.groups):
            for rule in group:
                numbers[rule] = number
        return tuple(numbers)

    @cached_property
    def readers(self) -> dict[Term | None, tuple[tuple[int, int], ...]]:
        """For each predicate the (rule, atom) pairs that read it; under None those with a variable predicate."""
        found: dict[Term | None, list[tuple[int, int]]] = {}
        for rule in range(len(self.rules)):
            for place, atom in enumerate(self.body(rule).atoms):
                key = None if isinstance(atom.predicate, str) else atom.predicate
                found.setdefault(key, []).append((rule, place))
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def deniers(self) -> dict[Term | None, tuple[tuple[int, int, int], ...]]:
        """For each predicate the (rule, NOT, atom) triples that read it inside a NOT; under None as for `readers`."""
        found: dict[Term | None, list[tuple[int, int, int]]] = {}
        for rule in range(len(self.rules)):
            for number, absent in enumerate(self.body(rule).absents):
                for place, atom in enumerate(absent.atoms):
                    key = None if isinstance(atom.predicate, str) else atom.predicate
                    found.setdefault(key, []).append((rule, number, place))
        return {key: tuple(entries) for key, entries in found.items()}

    @cached_property
    def spoken_of(self) -> frozenset[str] | None:
        """The predicates, as text, of all patterns, templates and DATA triples; None where one may be any."""
        found = self.readers.keys() | self.deniers.keys() | self.conclusions.keys()
        found |= {triple.predicate for triple in self.data}
        return None if None in found else frozenset(each.value for each in found if isinstance(each, IRI))

    @cached_property
    def head_predicates(self) -> tuple[frozenset[Term] | None, ...]:
        """For each rule the predicates that its head may give; None where it may be any."""
        found: list[frozenset[Term] | None] = []
        for rule in self.rules:
            predicates = [template.predicate for template in rule.head]
            constant = [p for p in predicates if isinstance(p, IRI)]
            found.append(frozenset(constant) if len(constant) == len(predicates) else None)
        return tuple(found)

    @cached_property
    def conclusions(self) -> dict[Term | None, tuple[tuple[int, int], ...]]:
        """For each predicate the (rule, template) pairs that may derive it; under None those with a variable."""
        found: dict[Term | None, list[tuple[int, int]]] = {}
        for number, rule in enumerate(self.rules):
            for place, template in enumerate(rule.head):
                key = template.predicate if isinstance(template.predicate, IRI) else None
                found.setdefault(key, []).append((number, place))
        return {key: tuple(entries) for key, entries in found.items()}

    def tag(self, rule: int) -> str:
        """A text of a rule's own, from which names of new nodes are made."""
        tag = self._tags.get(rule)
        if tag is None:
            # Rules that are written alike stand next to each other, and yet each makes nodes of its own.
            text, number = rule_text(self.rules[rule]), 1
            while rule >= number and rule_text(self.rules[rule - number]) == text:
                number += 1
            tag = self._tags[rule] = f"{text}#{number}"
        return tag

    def body(self, rule: int) -> Body:
        """A rule's body taken apart, made when first asked for."""
        body = self._bodies.get(rule)
        if body is None:
            body = self._bodies[rule] = read_body(self.rules[rule])
        return body

    def reachable(self, predicates: frozenset[Term]) -> frozenset[Term] | None:
        """All predicates that facts of some predicates may lead to, themselves included; None if that is any."""
        if predicates not in self._reachable:
            self._reachable[predicates] = self._reach(predicates)
        return self._reachable[predicates]

    def _reach(self, predicates: frozenset[Term]) -> frozenset[Term] | None:
        found = set(predicates)
        queue = list(found)
        general = [rule for rule, _ in self.readers.get(None, ())]
        seen: set[int] = set()
        while queue:
            predicate = queue.pop()
            for rule in [*(rule for rule, _ in self.readers.get(predicate, ())), *general]:
                if rule in seen:
                    continue
                seen.add(rule)
                heads = self.head_predicates[rule]
                if heads is None:
                    return None
                queue += [p for p in heads if p not in found]
                found |= heads
        return frozenset(found)

    def growing(self, rule: int) -> Callable[[Operand], bool]:
        """Whether facts of a predicate may be added while the group of a rule runs."""
        group = self.order.groups[self.group_of[rule]]
        heads = [self.head_predicates[member] for member in group]
        known = frozenset(p for head in heads if head is not None for p in head)
        anything = any(head is None for head in heads)
        return lambda predicate: anything or isinstance(predicate, str) or predicate in known

    def chain(self, group: Sequence[int]) -> tuple[int, int] | None:
        """The rule and pattern of a group that is one rule, which makes of one fact of a predicate others of the same."""
        if len(group) != 1:
            return None
        rule = group[0]
        if rule not in self._chains:
            templates, body = self.rules[rule].head, self.body(rule)
            predicate = templates[0].predicate if len(templates) == 1 else None
            starts = [place for place, atom in enumerate(body.atoms) if atom.predicate == predicate]
            variable = any(isinstance(atom.predicate, str) for atom in body.atoms)
            fits = len(starts) == 1 and isinstance(predicate, IRI) and not variable and not self.rules[rule].over_base
            self._chains[rule] = (rule, starts[0]) if fits else None
        return self._chains[rule]

    def plan(
        self,
        rule: int,
        start: int | None,
        report: bool = False,
        adds: bool = True,
        *,
        chains: bool = False,
        fanout: Fanout | None = None,
    ) -> Plan:
        """The plan of a rule for new facts of one atom, made when first asked for and kept.

        Parameters
        ----------
        rule, start, report, adds, chains
            As for `make_plan`.
        fanout
            Better estimates than guesses, for a plan that is made now. Those the program was compiled with go first.
        """
        key = (rule, start, report, adds, chains)
        plan = self._plans.get(key)
        if plan is None:
            from myologic.engine.plan_making import make_plan

            growing = self.growing(rule) if adds else lambda predicate: False
            body = self.body(rule)
            estimate = fanout if fanout is not None and self.fanout is guessed_fanout else self.fanout
            plan = make_plan(self.rules[rule], body, start, growing, estimate, report, adds, chains)
            self._plans[key] = plan
        return plan
