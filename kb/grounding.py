"""The rules about a case, specialised to the content: clauses between facts of a case, with nothing left to join.

A rule about a case has the person as the one stable subject of its conclusions; everything else in it is content. The rules
are run once for a person who has everything that any person may have, without their negations on the case; each instance that
comes out is a clause. Negations are then spelled out for each clause. What cannot be specialised (SET, WHERE DATA, a negation
over several facts of unlike kind) leaves no program, and cases are inferred by the engine as any other facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from myologic.engine.dictionary import Parts
from myologic.engine.inference import Inference
from myologic.engine.plan import guessed_fanout
from myologic.engine.program import Program, compile_rules
from myologic.engine.records import dataclass, field
from myologic.engine.rules import Assignment, Negation, Rule, RuleSet, TriplePattern
from myologic.engine.terms import IRI, Term, TermPattern, Triple, Variable
from myologic.kb.ground_facts import every_fact
from myologic.kb.rule_reads import body_patterns, rule_patterns

ANYONE = IRI("https://w3id.org/myologic/case/anyone")


class _Unfit(Exception):
    """A rule that cannot be specialised."""


_Clause = tuple[int, int, tuple[int, ...], tuple[int, ...]]
"""The place of a rule, a conclusion, what must hold, and what must not."""
_K = TypeVar("_K")
_V = TypeVar("_V")


@dataclass
class Ground:
    """Atoms by number; a negative number in a clause stands for *nothing of this predicate*."""

    predicates: dict[str, int] = field(default_factory=dict)
    blocks: dict[tuple[str, ...], int] = field(default_factory=dict)
    copied: set[str] = field(default_factory=set)
    atoms: dict[tuple[int, int], int] = field(default_factory=dict)
    clauses: dict[_Clause, int] = field(default_factory=dict)

    def predicate(self, name: str) -> int:
        """The number of a predicate."""
        return self.predicates.setdefault(name, len(self.predicates))

    def atom(self, predicate: str, object_: int) -> int:
        """The number of a fact of the case."""
        return self.atoms.setdefault((self.predicate(predicate), object_), len(self.atoms))

    def add(self, clause: _Clause, worth: int, better: Callable[[int, int], int]) -> None:
        """Keep a clause; of two that differ only in what the content is worth the better one."""
        known = self.clauses.get(clause)
        self.clauses[clause] = worth if known is None or known == worth else better(known, worth)


def case_rules(rules: Sequence[Rule], marked: Iterable[Term]) -> dict[int, Variable]:
    """The rules about a case by their places, each with the variable of the person.

    Parameters
    ----------
    rules
        All rules.
    marked
        The properties that facts of a case are written with.
    """
    known, found = set(marked), dict[int, Variable]()
    while True:
        before = len(known), len(found)
        for place, rule in enumerate(rules):
            subjects = {each.subject for each in rule.head}
            person = next(iter(subjects))
            if len(subjects) != 1 or not isinstance(person, Variable):
                continue
            own = [each for each in body_patterns(rule) if each.subject == person]
            if any(each.predicate in known for each in own):
                found[place] = person
                known |= {each.predicate for each in (*own, *rule.head) if isinstance(each.predicate, IRI)}
        if (len(known), len(found)) == before:
            return found


def ground_reads(rules: Sequence[Rule], marked: Iterable[Term]) -> list[IRI]:
    """The predicates of all facts that a ground program is made of: what the rules about a case read and say.

    Parameters
    ----------
    rules
        All rules.
    marked
        The properties that facts of a case are written with.
    """
    marked = list(marked)
    about = [rules[place] for place in case_rules(rules, marked)]
    said = [each.predicate for rule in about for each in rule_patterns(rule)]
    return [each for each in dict.fromkeys((*marked, *said)) if isinstance(each, IRI)]


def ground(
    inference: Inference,
    marked: Iterable[Term],
    worth_of: Callable[[Triple], int],
    better: Callable[[int, int], int],
    weaker: Callable[[Iterable[int]], int],
    number_of: Callable[[Term], int],
) -> tuple[Ground, dict[int, Rule]] | None:
    """The ground program of the rules about a case, or None where some rule cannot be specialised.

    Parameters
    ----------
    inference
        The finished facts of the content, with all rules.
    marked
        The properties that facts of a case are written with.
    worth_of, better, weaker
        How sure a fact of the content is, as a number; what two ways to the same conclusion are worth; what facts are worth
        that hold only together.
    number_of
        The number of a term in the content, negative where it has none.
    """
    rules = inference.program.rules
    places = case_rules(rules, marked)
    try:
        _check_apart(inference, rules, places, marked)
        relaxed = {place: _relaxed(rules[place], person) for place, person in places.items()}
    except _Unfit:
        return None
    about = {each.predicate for place in places for each in _about(relaxed[place], places[place])}

    def fanout(predicate: Term | None, subject: bool, object_: bool) -> float:
        # One person has everything: what holds of the person is looked up last, when nothing in it is open.
        guessed = guessed_fanout(predicate, subject, object_)
        return guessed * 1000 if predicate in about and not (subject and object_) else guessed

    program = compile_rules(RuleSet(tuple(relaxed.values())), fanout)
    # The same finished facts, seen with the relaxed rules: a layer on top leaves them as they are.
    base = Inference(program, inference.store, inference.dictionary, inference.moment, inference.next_round)
    layer = base.overlay(Triple(ANYONE, p, o) for p, o in every_fact(base, relaxed, places))
    anyone = layer.dictionary.find(ANYONE)
    if any(subject != anyone for subject, _, _ in layer.derivations().by_conclusion):
        return None
    found, kept = Ground(), dict[int, Rule]()
    try:
        writer = _Writer(found, layer, program, rules, places, worth_of, weaker, number_of)
        add, atoms = found.add, writer.atoms
        for (_, predicate, object_), steps in layer.derivations().by_conclusion.items():
            head = atoms[predicate, object_]
            for rule, premises in steps:
                place, positive, negative, worth = writer.clause(rule, premises)
                kept[place] = rules[place]
                add((place, head, positive, negative), worth, better)
    except _Unfit:
        return None
    found.copied = copied(relaxed, places)
    return found, kept


class _Memo(dict[_K, _V]):
    """Values by key, made when first asked for."""

    def __init__(self, make: Callable[[_K], _V]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _K) -> _V:
        value = self[key] = self._make(key)
        return value


class _Writer:
    """Turns instances of the relaxed rules, in the engine's numbers, into clauses.

    There are tens of thousands of instances of some hundred rules, over few facts: everything is worked out once for a
    rule, a fact or a set of facts, and looked up for an instance.
    """

    def __init__(
        self,
        found: Ground,
        layer: Inference,
        program: Program,
        rules: Sequence[Rule],
        persons: Mapping[int, Variable],
        worth_of: Callable[[Triple], int],
        weaker: Callable[[Iterable[int]], int],
        number_of: Callable[[Term], int],
    ) -> None:
        self._found, self._layer, self._program, self._rules, self._persons = found, layer, program, rules, persons
        self._number_of = number_of
        self._anyone = layer.dictionary.find(ANYONE)
        self._places = {(rules[place].place, rules[place].name): place for place in persons}
        triple, term = layer.dictionary.triple, layer.dictionary.term
        self.atoms: _Memo[tuple[int, int], int] = _Memo(
            lambda key: found.atom(_name(term(key[0])), _number(number_of, term(key[1])))
        )
        self._worths: _Memo[Parts, int] = _Memo(lambda parts: worth_of(triple(parts)))
        self._weakest: _Memo[tuple[int, ...], int] = _Memo(weaker)
        self._shapes: _Memo[int, tuple[int, tuple[_Denial, ...]]] = _Memo(self._shape)

    def clause(self, rule: int, premises: Sequence[Parts]) -> tuple[int, tuple[int, ...], tuple[int, ...], int]:
        """The place of a rule, the facts that an instance needs and forbids, and what its content is worth."""
        anyone, atoms, worths = self._anyone, self.atoms, self._worths
        positive, worth = [], []
        for parts in premises:
            if parts[0] == anyone:
                positive.append(atoms[parts[1], parts[2]])
            else:
                worth.append(worths[parts])
        place, denials = self._shapes[rule]
        negative = [atom for denial in denials if (atom := denial.atom(premises)) is not None]
        return (
            place,
            tuple(positive) if len(positive) == 1 else tuple(dict.fromkeys(positive)),
            tuple(negative) if len(negative) < 2 else tuple(dict.fromkeys(negative)),
            self._weakest[tuple(worth)],
        )

    def _shape(self, number: int) -> tuple[int, tuple[_Denial, ...]]:
        """The place of a relaxed rule among all rules, and its negations on the case."""
        relaxed = self._program.rules[number]
        place = self._places[relaxed.place, relaxed.name]
        person = self._persons[place]
        where: dict[Variable, tuple[int, int]] = {}
        patterns = [each for each in relaxed.body if isinstance(each, TriplePattern)]
        for at, pattern in enumerate(patterns):
            for slot, operand in enumerate((pattern.subject, pattern.predicate, pattern.object)):
                if isinstance(operand, Variable):
                    where[operand] = (at, slot)
        return place, tuple(
            _Denial(self, place, order, each, where)
            for order, each in enumerate(self._rules[place].body)
            if isinstance(each, Negation) and _of_case(each, person)
        )

    def negated(self, place: int, order: int, negation: Negation, bound: Mapping[Variable, int]) -> int | None:
        """The atom that must not hold, for the values of the variables of a negation; None where nothing could."""
        terms = {variable: self._layer.dictionary.term(value) for variable, value in bound.items()}
        return _negated(
            self._found, self._layer, place, order, negation, terms, self._persons[place], self._number_of
        )


class _Denial:
    """A negation on the case, with where the premises of an instance hold the values of its variables."""

    def __init__(
        self, writer: _Writer, place: int, order: int, negation: Negation, where: Mapping[Variable, tuple[int, int]]
    ) -> None:
        patterns = [each for each in negation.elements if isinstance(each, TriplePattern)]
        self._variables = [each for each in _variables(patterns) if each in where]
        self._slots = [where[each] for each in self._variables]
        self._atoms: _Memo[tuple[int, ...], int | None] = _Memo(
            lambda values: writer.negated(place, order, negation, dict(zip(self._variables, values, strict=True)))
        )

    def atom(self, premises: Sequence[Parts]) -> int | None:
        """The atom that must not hold for an instance, or None where nothing could stand against it."""
        return self._atoms[tuple([premises[at][slot] for at, slot in self._slots])]


def _about(rule: Rule, person: Variable) -> list[TriplePattern]:
    """What a rule reads and says of the person."""
    return [each for each in rule_patterns(rule) if each.subject == person]


def _check_apart(
    inference: Inference, rules: Sequence[Rule], persons: Mapping[int, Variable], marked: Iterable[Term]
) -> None:
    """See that no rule reads facts of a case but of the one person that its conclusions are about."""
    of_case = set(marked) | {
        each.predicate for place, person in persons.items() for each in _about(rules[place], person)
    }
    only_of_case = {each for each in of_case if next(inference.match(None, each, None), None) is None}  # type: ignore[arg-type]
    for place, rule in enumerate(rules):
        for each in body_patterns(rule):
            if each.subject != persons.get(place) and (
                isinstance(each.predicate, Variable) or each.predicate in only_of_case
            ):
                raise _Unfit


def copied(rules: Mapping[int, Rule], persons: Mapping[int, Variable]) -> set[str]:
    """The predicates that some rule copies to another one whatever their object is, without asking the content."""
    found: set[str] = set()
    for place, rule in rules.items():
        patterns = [each for each in rule.body if isinstance(each, TriplePattern)]
        for own in (each for each in patterns if each.subject == persons[place] and isinstance(each.object, Variable)):
            if sum(own.object in (each.subject, each.object) for each in patterns) == 1:
                found.add(_name(own.predicate))
    return found


def _relaxed(rule: Rule, person: Variable) -> Rule:
    """A rule without its negations on the case."""
    if rule.over_base or any(isinstance(each, Assignment) for each in rule.body):
        raise _Unfit
    for each in rule_patterns(rule):
        if each.predicate == person or each.object == person or not isinstance(each.predicate, IRI):
            raise _Unfit
    body = tuple(each for each in rule.body if not (isinstance(each, Negation) and _of_case(each, person)))
    return Rule(rule.name, rule.head, body, False, rule.place)


def _of_case(negation: Negation, person: Variable) -> bool:
    return any(isinstance(each, TriplePattern) and each.subject == person for each in negation.elements)


def _negated(
    found: Ground,
    layer: Inference,
    place: int,
    number: int,
    negation: Negation,
    bound: Mapping[Variable, Term],
    person: Variable,
    number_of: Callable[[Term], int],
) -> int | None:
    """The atom that must not hold for a negation not to block; one is made where the negation speaks of several facts.

    None where the content has nothing that the negation could speak of, so that it never blocks.
    """
    patterns = [each for each in negation.elements if isinstance(each, TriplePattern)]
    if negation.over_base or len(patterns) != len(negation.elements):
        raise _Unfit
    own = [each for each in patterns if each.subject == person]
    others = [each for each in patterns if each.subject != person]
    free = {each.object for each in own if isinstance(each.object, Variable) and each.object not in bound}
    if not others and len(own) == 1:
        value = own[0].object
        if free:
            return -1 - found.predicate(_name(own[0].predicate))
        return found.atom(_name(own[0].predicate), _number(number_of, bound[value] if isinstance(value, Variable) else value))
    if len(free) != 1 or not others:
        raise _Unfit
    variable = next(iter(free))
    if any(variable not in (each.subject, each.object) for each in others):
        raise _Unfit

    def fixed(slot: TermPattern) -> Term | None:
        if slot == variable:
            return None
        value = bound.get(slot) if isinstance(slot, Variable) else slot
        if value is None:
            raise _Unfit
        return value

    def said(other: TriplePattern) -> dict[Term, None]:
        triples = layer.match(fixed(other.subject), fixed(other.predicate), fixed(other.object))
        return {each.subject if other.subject == variable else each.object: None for each in triples}

    first, *more = (said(each) for each in others)
    values = [each for each in first if all(each in known for known in more)]
    if not values:
        return None
    key = sorted(str(bound[each]) for each in _variables(patterns) if each in bound and each != person)
    name, count = f"not {place} {number}", len(found.blocks)
    block = found.blocks.setdefault((name, *key), count)
    head = found.atom(name, -1 - block)
    for value in values if block == count else ():
        positive = []
        for each in own:
            at = value if each.object == variable else bound[each.object] if isinstance(each.object, Variable) else each.object
            positive.append(found.atom(_name(each.predicate), _number(number_of, at)))
        found.clauses[-1, head, tuple(positive), ()] = 0
    return head


def _variables(patterns: Iterable[TriplePattern]) -> set[Variable]:
    return {
        slot for each in patterns for slot in (each.subject, each.predicate, each.object) if isinstance(slot, Variable)
    }


def _name(predicate: object) -> str:
    if not isinstance(predicate, IRI):
        raise _Unfit
    return predicate.value


def _number(number_of: Callable[[Term], int], term: object) -> int:
    number = number_of(term)  # type: ignore[arg-type]
    if number < 0:
        raise _Unfit
    return number
