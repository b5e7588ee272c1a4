"""Answering one goal without deriving everything: only rules and facts that the goal needs.

A goal that names a subject or an object is answered from above (`tabling`), touching what its questions reach. Where that
turns out to be much, and for goals that name neither, the rules that may contribute are run upwards: the others are left
out, and so are facts that no remaining rule reads, and where the rules ask only about the goal's own subject, their variable
for it is replaced by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from myologic.engine.columns import load, size_of
from myologic.engine.dictionary import Dictionary
from myologic.engine.effort import Effort
from myologic.engine.facts import Store
from myologic.engine.inference import DEFAULT_LIMIT_FACTS, Inference, infer_loaded
from myologic.engine.moment import Moment
from myologic.engine.program import Program, compile_rules
from myologic.engine.records import dataclass, replace
from myologic.engine.rules import Apply, Assignment, BodyElement, Expression, Filter, Negation, Rule, RuleSet
from myologic.engine.rules import TriplePattern as Pattern
from myologic.engine.strata import may_match, reading_patterns, run_once
from myologic.engine.tabling import Tabling, TooMuchWork
from myologic.engine.terms import IRI, Literal, Place, Statement, Term, TermPattern, Triple, TripleTerm, Variable
from myologic.engine.wellformed import pattern_variables

Goal = tuple[Term | None, Term | None, Term | None]
_NOWHERE = Place("", 0, 0)
# A step from above costs as much as deriving some facts upwards: beyond so many steps, and a share of the facts, that is done.
_LEAST_WORK = 5_000
_SHARE_OF_FACTS = 4


def query(
    program: Program,
    base: Iterable[Triple],
    goal: Goal,
    *,
    limit_facts: int = DEFAULT_LIMIT_FACTS,
    now: str | None = None,
) -> list[Triple]:
    """The facts that fit a goal, given or derived: what `infer` and then `match` give, for less work.

    Parameters
    ----------
    program, base, limit_facts, now
        As for `infer`.
    goal
        Subject, predicate and object; None stands for any term.

    Returns
    -------
    list of Triple
        In sorted order.
    """
    rules = [program.rules[rule] for rule in sorted(set().union(*_needed(program, goal)))]
    wanted = _predicates_read(rules)
    dictionary, store = Dictionary(), Store()
    load(((t for t in base if wanted is None or t[1] in wanted or _fits(goal, t))), dictionary, store)
    return answer(program, dictionary, store, goal, limit_facts=limit_facts, now=now).triples


@dataclass(frozen=True, slots=True)
class Answered:
    """What fits a goal, and how that was found.

    Parameters
    ----------
    triples
        In sorted order.
    work
        How many facts were looked at and steps done from above.
    inference
        What was derived upwards, or None where that was not needed.
    """

    triples: list[Triple]
    work: int
    inference: Inference | None = None


def answer(
    program: Program,
    dictionary: Dictionary,
    store: Store,
    goal: Goal,
    *,
    limit_facts: int = DEFAULT_LIMIT_FACTS,
    now: str | None = None,
    effort: Effort | None = None,
) -> Answered:
    """As `query`, over facts that are in a store already; from now on the store belongs to the answer.

    Parameters
    ----------
    program, goal, limit_facts, now
        As for `query`.
    dictionary, store
        The given facts.
    effort
        As for `infer_loaded`; it notes something only where rules are run upwards.
    """
    moment, done = Moment(now), 0
    if goal[0] is not None or goal[2] is not None:
        facts = sum(size_of(table) for table in map(store.read, store.predicates()) if table is not None)
        work = min(_LEAST_WORK + facts // _SHARE_OF_FACTS, limit_facts)
        asking = Tabling(program, store, dictionary, moment, work)
        try:
            return Answered(asking.ask(goal), asking.work)
        except TooMuchWork:
            done = asking.work
    part = relevant_program(program, goal)
    text = moment.text() if moment.taken else now
    found = infer_loaded(part, dictionary, store, limit_facts=limit_facts, now=text, vectors=True, effort=effort)
    return Answered(list(found.match(*goal)), done, found)


def relevant_program(program: Program, goal: Goal) -> Program:
    """The rules of a program that a goal needs, bound to the goal's subject where nothing else is asked of them."""
    whole, bound = _needed(program, goal)
    rules: list[Rule] = [program.rules[rule] for rule in sorted(whole)]
    subject = goal[0]
    if subject is not None:
        for rule in sorted(bound - whole):
            rules += _for_subject(program.rules[rule], subject)
    data = tuple(Statement(triple, _NOWHERE, _NOWHERE, _NOWHERE) for triple in program.data)
    return compile_rules(RuleSet(tuple(rules), data, (), program.prefixes))


def _fits(goal: Goal, triple: Triple) -> bool:
    return all(wanted is None or wanted == term for wanted, term in zip(goal, triple, strict=True))


def _predicates_read(rules: Sequence[Rule]) -> set[TermPattern] | None:
    """The predicates that rules read, inside NOT and in the base graph too; None if any may be."""
    found: set[TermPattern] = set()
    for rule in rules:
        for element in rule.body:
            inner = element.elements if isinstance(element, Negation) else (element,)
            for part in inner:
                if isinstance(part, Pattern):
                    if isinstance(part.predicate, Variable):
                        return None
                    found.add(part.predicate)
    return found


def _needed(program: Program, goal: Goal) -> tuple[set[int], set[int]]:
    """The rules needed as they are, and those needed for the goal's subject only."""
    subject, predicate, object_ = (_asked(term, name) for term, name in zip(goal, ("s", "p", "o"), strict=True))
    asked = Pattern(subject, predicate, object_, _NOWHERE)
    whole: set[int] = set()
    bound: set[int] = set()
    # A pattern is asked for one subject or for all; what is asked for all need not be asked for one as well.
    queue: list[tuple[Pattern, bool]] = [(asked, goal[0] is not None)]
    while queue:
        pattern, for_subject = queue.pop()
        for number in _rules_for(program, pattern):
            rule = program.rules[number]
            if number in whole or (for_subject and number in bound):
                continue
            stable = _stable_subject(rule) if for_subject else None
            if stable is None:
                whole.add(number)
                queue += [(inner, False) for inner, _ in reading_patterns(rule)]
            else:
                bound.add(number)
                queue += [(inner, inner.subject == stable) for inner, _ in reading_patterns(rule)]
    return whole, bound


def _asked(term: Term | None, name: str) -> TermPattern:
    """A term of a goal as a pattern; a blank node may be one that a rule makes, so it is anything at first."""
    return term if isinstance(term, (IRI, Literal)) else Variable(name)


def _rules_for(program: Program, pattern: Pattern) -> list[int]:
    """The rules with a template that a pattern unifies with."""
    table = program.conclusions
    if isinstance(pattern.predicate, Variable):
        candidates = [entry for entries in table.values() for entry in entries]
    else:
        key = pattern.predicate if isinstance(pattern.predicate, IRI) else None
        candidates = [*table.get(key, ()), *table.get(None, ())]
    found = {rule for rule, place in candidates if may_match(pattern, program.rules[rule].head[place])}
    return sorted(found)


def _stable_subject(rule: Rule) -> Variable | None:
    """The variable that is the subject of every template, if the rule may be bound to a value of it."""
    subjects = {template.subject for template in rule.head}
    if len(subjects) != 1:
        return None
    subject = subjects.pop()
    if not isinstance(subject, Variable) or any(
        isinstance(element, Assignment) and element.variable == subject for element in rule.body
    ):
        return None
    for element in rule.body:
        if isinstance(element, Pattern) and subject in pattern_variables(element):
            break
        # Before it is bound, a NOT's variable of that name is another one.
        if isinstance(element, Negation):
            return None
    # New nodes are named after all bindings of a rule, so a rule that makes some stays as it is.
    once = run_once(rule)
    return None if once is not None and not once[0].startswith("the triple term") else subject


def _for_subject(rule: Rule, subject: Term) -> list[Rule]:
    """A rule with the variable of its subject replaced by a term; none where the term cannot be a subject."""
    variable = _stable_subject(rule)
    assert variable is not None

    def term(value: TermPattern) -> TermPattern:
        if value == variable:
            return subject
        if isinstance(value, TripleTerm):
            return TripleTerm(term(value.subject), term(value.predicate), term(value.object))
        return value

    def pattern(value: Pattern) -> Pattern:
        return Pattern(term(value.subject), term(value.predicate), term(value.object), value.place)

    def expression(value: Expression) -> Expression:
        if isinstance(value, Apply):
            return replace(value, arguments=tuple(map(expression, value.arguments)))
        found = term(value)
        assert not isinstance(found, Variable) or found == value
        return found

    def element(value: BodyElement) -> BodyElement:
        if isinstance(value, Pattern):
            return pattern(value)
        if isinstance(value, (Filter, Assignment)):
            return replace(value, expression=expression(value.expression))
        inner = (element(part) for part in value.elements)
        return replace(value, elements=tuple(x for x in inner if isinstance(x, (Pattern, Filter))))

    return [replace(rule, head=tuple(map(pattern, rule.head)), body=tuple(map(element, rule.body)))]
