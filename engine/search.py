"""Goal-directed search: the solutions of a rule's body over finished facts, the scarcest pattern first.

Used to explain, where the answer is small and the question precise; the generated plans are for deriving everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from myologic.engine.bodies import Absent, Assign, Atom, Operand, Split, Test
from myologic.engine.derivations import rule_instances
from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.facts import EMPTY, NEVER, Store, Table
from myologic.engine.fixpoint import NOTHING
from myologic.engine.program import Program
from myologic.engine.records import dataclass
from myologic.engine.rule_functions import Functions
from myologic.engine.rules import TriplePattern
from myologic.engine.terms import BlankNode, TermPattern, TripleTerm, Variable

Bindings = dict[str, int]
# From so few facts a search is cheaper than to list all instances of a rule.
_FEW = 40
_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class _State:
    """What of a body is still to be done; the lists are not changed."""

    atoms: Sequence[Atom]
    splits: Sequence[Split]
    tests: Sequence[Test]
    assigns: Sequence[Assign]
    absents: Sequence[Absent]

    def without_atom(self, atom: Atom) -> _State:
        return _State([a for a in self.atoms if a is not atom], self.splits, self.tests, self.assigns, self.absents)


class Search:
    """Search over a program's finished facts.

    Parameters
    ----------
    program, store, dictionary, functions
        As for a run; the facts do not change while searching.
    below
        The search over the store below, for a layer.
    """

    def __init__(
        self,
        program: Program,
        store: Store,
        dictionary: Dictionary,
        functions: Functions,
        below: Search | None = None,
    ) -> None:
        self.below = below
        # Whether instances of rules are looked for in all facts, and not in those of a layer and those below apart.
        self.whole_instances = below is None
        # Whether facts are likely to change soon, so that a list of all instances is not made where a search will do.
        self.short_lived = False
        self._instances: dict[int, dict[Parts, list[tuple[Parts, ...]]]] = {}
        # Numbers of the constants of rules, by the identity of the constant: rules are kept, and ask again and again. The
        # constant is held as well, so that its identity stays its own.
        self._constants: dict[int, tuple[TermPattern, int]] = {}
        # The templates of heads with local names for variables.
        self._heads: dict[tuple[int, int], tuple[TermPattern | str, ...]] = {}
        # Whether new terms are this search's alone, and not known to those that share the constants.
        self._apart = False
        self.program = program
        self.store = store
        self.dictionary = dictionary
        self.functions = functions

    def apart(self) -> Search:
        """A search over the same facts with room of its own for terms that SET makes on the way.

        The dictionary of finished facts never grows: layers on it and other threads rely on its numbers.
        """
        dictionary = Dictionary(self.dictionary)
        functions = Functions(self.program, dictionary, self.functions.moment)
        search = Search(self.program, self.store, dictionary, functions, self.below)
        search._instances, search._constants, search._apart = self._instances, self._constants, True
        search._heads = self._heads
        search.whole_instances, search.short_lived = self.whole_instances, self.short_lived
        return search

    # ------------------------------------------------------------------ facts

    def table(self, predicate: int, over_base: bool = False) -> Table:
        """The table of a predicate, empty if there is none."""
        found = self.store.read_given(predicate) if over_base else self.store.read(predicate)
        return found or NOTHING

    def round_of(self, fact: Parts) -> int:
        """The round in which a fact first held; NEVER if it does not hold."""
        table = self.store.read(fact[1])
        return NEVER if table is None else table.rounds.get((fact[0], fact[2]), NEVER)

    def number(self, operand: Operand, bindings: Bindings) -> int | None:
        """The number of an operand, None if it is a free variable; a constant that never occurred is a KeyError."""
        if isinstance(operand, str):
            return bindings.get(operand)
        found = self._constant(operand)
        if found is None:
            raise KeyError(operand)
        return found

    def _constant(self, term: TermPattern) -> int | None:
        """The number of a constant of a rule, or None where it never occurred."""
        known = self._constants.get(id(term))
        if known is not None:
            return known[1]
        found = self.dictionary.find(term)
        if found is not None and (not self._apart or self.dictionary.is_inherited(found)):
            self._constants[id(term)] = term, found
        return found

    def candidates(self, atom: Atom, bindings: Bindings) -> tuple[int, Iterable[Parts]]:
        """How many facts match an atom as far as it is bound (an estimate from above), and which."""
        subject, verb, object_ = atom.subject, atom.predicate, atom.object
        s = bindings.get(subject) if isinstance(subject, str) else self._constant(subject)
        p = bindings.get(verb) if isinstance(verb, str) else self._constant(verb)
        o = bindings.get(object_) if isinstance(object_, str) else self._constant(object_)
        if (
            (s is None and not isinstance(subject, str))
            or (p is None and not isinstance(verb, str))
            or (o is None and not isinstance(object_, str))
        ):
            return 0, ()  # a constant that never occurred
        if p is not None:
            return self._in_table(s, p, o, atom.over_base)
        total, found = 0, []
        for kind in self.store.predicates():
            size, facts = self._in_table(s, kind, o, atom.over_base)
            if size:
                total += size
                found.append(facts)
        return total, (fact for facts in found for fact in facts)

    def _in_table(self, s: int | None, p: int, o: int | None, over_base: bool) -> tuple[int, Iterable[Parts]]:
        table = self.table(p, over_base)
        if s is not None and o is not None:
            return (1, ((s, p, o),)) if (s, o) in table.rounds else (0, ())
        if s is not None:
            objects = table.by_subject()(s, EMPTY)
            return len(objects), ((s, p, x) for x in objects)
        if o is not None:
            subjects = table.by_object()(o, EMPTY)
            return len(subjects), ((x, p, o) for x in subjects)
        return len(table.rounds), ((x, p, y) for x, y in table.rounds)

    # ------------------------------------------------------------------ bodies

    def extend(self, bindings: Bindings, operands: Sequence[Operand], fact: Parts) -> Bindings | None:
        """The bindings with a fact's terms for the operands, or None where they disagree."""
        found = dict(bindings)
        for operand, value in zip(operands, fact, strict=True):
            if isinstance(operand, str):
                if found.setdefault(operand, value) != value:
                    return None
            elif self._constant(operand) != value:
                return None
        return found

    def solutions(self, rule: int, bindings: Bindings, below: int = NEVER) -> Iterator[Bindings]:
        """All solutions of a rule's body that agree with some bindings and use facts of rounds below a number."""
        body = self.program.body(rule)
        state = _State(body.atoms, body.splits, body.tests, body.assigns, body.absents)
        return self._solve(rule, state, bindings, below)

    def solutions_despite(self, rule: int, bindings: Bindings) -> Iterator[Bindings]:
        """All solutions of a rule's body as if it had no NOT."""
        body = self.program.body(rule)
        state = _State(body.atoms, body.splits, body.tests, body.assigns, [])
        return self._solve(rule, state, bindings, NEVER)

    def _solve(self, rule: int, state: _State, bindings: Bindings, below: int) -> Iterator[Bindings]:
        if state.splits or state.tests or state.assigns or state.absents:
            ready = self._settle(rule, state, bindings)
            if ready is None:
                return
            state, bindings = ready
        if not state.atoms:
            yield bindings
            return
        size, atom, facts = self._scarcest(state.atoms, bindings)
        if not size:
            return
        rest = state.without_atom(atom)
        subject, verb, object_ = atom.subject, atom.predicate, atom.object
        for fact in self._in_order(facts) if size > 1 else facts:
            if below != NEVER and self.round_of(fact) >= below:
                continue
            # What is bound and what is constant agrees already; a variable that occurs twice may not.
            extended = bindings.copy()
            if isinstance(subject, str):
                extended[subject] = fact[0]
            if isinstance(verb, str) and extended.setdefault(verb, fact[1]) != fact[1]:
                continue
            if isinstance(object_, str) and extended.setdefault(object_, fact[2]) != fact[2]:
                continue
            yield from self._solve(rule, rest, extended, below)

    def _scarcest(self, atoms: Sequence[Atom], bindings: Bindings) -> tuple[int, Atom, Iterable[Parts]]:
        best: tuple[int, Atom, Iterable[Parts]] | None = None
        for atom in atoms:
            size, facts = self.candidates(atom, bindings)
            if best is None or size < best[0]:
                best = (size, atom, facts)
                if size <= 1:  # nothing to choose from: whatever else is as scarce comes next
                    break
        assert best is not None
        return best

    def _in_order(self, facts: Iterable[Parts]) -> list[Parts]:
        found, text = list(facts), self.dictionary.sort_key
        differing = [place for place in range(3) if len({fact[place] for fact in found}) > 1]
        if len(differing) == 1:
            place = differing[0]
            found.sort(key=lambda fact: text(fact[place]))
        elif differing:
            found.sort(key=self.dictionary.triple_key)
        return found

    def _settle(self, rule: int, state: _State, bindings: Bindings) -> tuple[_State, Bindings] | None:
        """Do every step that is ready and no atom; None where one fails."""
        bindings = dict(bindings)
        splits, tests, assigns, absents = state.splits, state.tests, state.assigns, state.absents
        moved = True
        while moved:
            moved = False
            for split in list(splits):
                if split.whole in bindings:
                    parts = self.dictionary.parts(bindings[split.whole])
                    if parts is None:
                        return None
                    extended = self.extend(bindings, (split.subject, split.predicate, split.object), parts)
                    if extended is None:
                        return None
                    bindings = extended
                    splits = [x for x in splits if x is not split]
                    moved = True
            for assign in list(assigns):
                if all(x in bindings for x in (*assign.inputs, *assign.solution)):
                    run = self.functions.assign(rule, assign)
                    value = run(tuple(bindings[x] for x in assign.solution), *(bindings[x] for x in assign.inputs))
                    if value is None or bindings.setdefault(assign.target, value) != value:
                        return None
                    assigns = [x for x in assigns if x is not assign]
                    moved = True
        for test in tests:
            values = [bindings[x] for x in test.inputs if x in bindings]
            if len(values) == len(test.inputs) and not self.functions.test(rule, test)(*values):
                return None
        tests = [test for test in tests if not all(x in bindings for x in test.inputs)]
        for absent in absents:
            if all(x in bindings for x in absent.inputs) and self.match_absent(rule, absent, bindings) is not None:
                return None
        absents = [absent for absent in absents if not all(x in bindings for x in absent.inputs)]
        return _State(state.atoms, splits, tests, assigns, absents), bindings

    def match_absent(self, rule: int, absent: Absent, bindings: Bindings) -> Bindings | None:
        """A solution of what a NOT forbids, or None."""
        state = _State(absent.atoms, absent.splits, absent.tests, [], [])
        start = {x: bindings[x] for x in absent.inputs}
        return next(self._solve(rule, state, start, NEVER), None)

    # ------------------------------------------------------------------ heads

    def match_head(self, rule: int, place: int, fact: Parts) -> tuple[Bindings, dict[BlankNode, int]] | None:
        """The bindings with which a template gives a fact, and the new nodes that must come out; None if none do."""
        parts = self._heads.get((rule, place))
        if parts is None:
            template, names = self.program.rules[rule].head[place], self.program.body(rule).names
            parts = tuple(_named(term, names) for term in (template.subject, template.predicate, template.object))
            self._heads[rule, place] = parts
        bindings: Bindings = {}
        blanks: dict[BlankNode, int] = {}
        for part, value in zip(parts, fact, strict=True):
            if isinstance(part, str):
                if bindings.setdefault(part, value) != value:
                    return None
            elif not self._unify(part, value, self.program.body(rule).names, bindings, blanks):
                return None
        return bindings, blanks

    def _unify(
        self,
        term: TermPattern,
        value: int,
        names: Mapping[Variable, str],
        bindings: Bindings,
        blanks: dict[BlankNode, int],
    ) -> bool:
        """Whether a term of a head can be a value; binds what is free in it."""
        if isinstance(term, Variable):
            return bindings.setdefault(names[term], value) == value
        if isinstance(term, BlankNode):
            return blanks.setdefault(term, value) == value
        if isinstance(term, TripleTerm):
            parts = self.dictionary.parts(value)
            return parts is not None and all([
                self._unify(each, part, names, bindings, blanks)
                for each, part in zip((term.subject, term.predicate, term.object), parts, strict=True)
            ])  # fmt: skip
        return self._constant(term) == value

    def conclusions_for(self, fact: Parts) -> Iterator[tuple[int, Bindings, dict[BlankNode, int]]]:
        """The rules that may derive a fact, each with the bindings that its head asks for."""
        table = self.program.conclusions
        for rule, place in (*table.get(self.dictionary.term(fact[1]), ()), *table.get(None, ())):
            found = self.match_head(rule, place, fact)
            if found is not None:
                yield rule, found[0], found[1]

    def conclusions(self, rule: int, bindings: Bindings) -> Iterator[Parts]:
        """The facts that a solution of a rule gives; what RDF does not allow is left out."""
        names = self.program.body(rule).names
        numbers = blank_numbers(self.program.rules[rule].head)
        solution = tuple(bindings[x] for x in names.values())

        def build(term: TermPattern) -> int | None:
            if isinstance(term, Variable):
                return bindings[names[term]]
            if isinstance(term, BlankNode):
                return self.dictionary.encode_key("_:" + self.functions.blank_label(rule, numbers[term], solution))
            if isinstance(term, TripleTerm):
                s, p, o = build(term.subject), build(term.predicate), build(term.object)
                return None if s is None or p is None or o is None else self.dictionary.encode_parts(s, p, o)
            return self.dictionary.encode(term)

        for template in self.program.rules[rule].head:
            s, p, o = build(template.subject), build(template.predicate), build(template.object)
            if s is not None and p is not None and o is not None and s >= 0 and self.dictionary.is_iri(p):
                yield (s, p, o)

    def makes_blanks(self, rule: int, bindings: Bindings, blanks: dict[BlankNode, int]) -> bool:
        """Whether a solution of a rule gives exactly these new nodes."""
        if not blanks:
            return True
        solution = tuple(bindings[x] for x in self.program.body(rule).names.values())
        numbers = blank_numbers(self.program.rules[rule].head)
        return all(
            self.dictionary.find_key("_:" + self.functions.blank_label(rule, numbers[blank], solution)) == value
            for blank, value in blanks.items()
        )

    def derivations(self, fact: Parts, below: int = NEVER) -> Iterator[tuple[int, Bindings]]:
        """The rules and solutions that give a fact from facts of rounds below a number."""
        seen: set[tuple[int, frozenset[tuple[str, int]]]] = set()
        for rule, bindings, blanks in self.conclusions_for(fact):
            for solution in self._ways(rule, bindings, bool(blanks), fact, below):
                key = (rule, frozenset(solution.items()))
                if key not in seen and self.makes_blanks(rule, solution, blanks):
                    seen.add(key)
                    yield rule, solution

    def _ways(self, rule: int, bindings: Bindings, makes_nodes: bool, fact: Parts, below: int) -> Iterator[Bindings]:
        """The solutions of a rule that give a fact.

        A value that SET made, or a new node, does not lead back to what it was made from; so of such rules all
        instances are found once, and looked up from then on.
        """
        body = self.program.body(rule)
        targets = {assign.target for assign in body.assigns if assign.target in bindings} if body.assigns else _NONE
        if (not makes_nodes and not targets) or (self.short_lived and self._narrow(rule, bindings, targets)):
            yield from self.solutions(rule, bindings, below)
            return
        found = self.instances(rule, fact)
        if len(found) > 1:
            found = sorted(found, key=lambda each: [*map(self.dictionary.triple_key, each)])
        for premises in found:
            if below == NEVER or all(self.round_of(premise) < below for premise in premises):
                known: Bindings | None = {}
                for atom, premise in zip(body.atoms, premises, strict=True):
                    known = self.extend(known, atom.operands(), premise) if known is not None else None
                if known is None:
                    continue
                known |= bindings
                for split in body.splits:
                    parts = self.dictionary.parts(known[split.whole]) if split.whole in known else None
                    if parts is not None:
                        known = self.extend(known, (split.subject, split.predicate, split.object), parts) or known
                if self.whole_instances and all(name in known for name in body.names.values()):
                    # The instance was made over these very facts: nothing is to be looked at again.
                    yield known
                else:
                    yield from self.solutions(rule, known, below)

    def _narrow(self, rule: int, bindings: Bindings, targets: Collection[str]) -> bool:
        """Whether what a head says of a rule leaves few facts to start from, beside the values that SET makes."""
        known = {name: value for name, value in bindings.items() if name not in targets}
        atoms = self.program.body(rule).atoms
        return any(
            self.candidates(atom, known)[0] <= _FEW for atom in atoms if any(x in known for x in atom.operands())
        )

    def instances(self, rule: int, fact: Parts) -> list[tuple[Parts, ...]]:
        """The premises of every instance of a rule that gives a fact."""
        table = self._instances.get(rule)
        if table is None:
            whole = self.whole_instances
            table = rule_instances(self.program, self.store, self.dictionary, self.functions, rule, whole)
            self._instances[rule] = table
        own = table.get(fact, [])
        return own if self.whole_instances or self.below is None else [*self.below.instances(rule, fact), *own]

    def solution_of(self, rule: int, premises: Sequence[Parts]) -> Bindings:
        """The solution of a rule with these premises, of which there is one."""
        known: Bindings = {}
        for atom, premise in zip(self.program.body(rule).atoms, premises, strict=True):
            known = self.extend(known, atom.operands(), premise) or known
        return next(self.solutions(rule, known))

    def premises(self, rule: int, bindings: Bindings) -> tuple[Parts, ...]:
        """The facts that a solution of a rule uses, one for each triple pattern outside NOT, in text order."""
        constant = self._constant
        found = []
        for atom in self.program.body(rule).atoms:
            s, p, o = atom.subject, atom.predicate, atom.object
            found.append((
                bindings[s] if isinstance(s, str) else constant(s),
                bindings[p] if isinstance(p, str) else constant(p),
                bindings[o] if isinstance(o, str) else constant(o),
            ))  # fmt: skip
        return tuple(found)  # type: ignore[arg-type]  # a solution has met its constants


def _named(term: TermPattern, names: Mapping[Variable, str]) -> TermPattern | str:
    return names[term] if isinstance(term, Variable) else term


def blank_numbers(head: Sequence[TriplePattern]) -> dict[BlankNode, int]:
    """The new nodes of a head, numbered as they are built: subject, then object, templates in text order."""
    numbers: dict[BlankNode, int] = {}

    def walk(term: TermPattern) -> None:
        if isinstance(term, BlankNode):
            numbers.setdefault(term, len(numbers))
        elif isinstance(term, TripleTerm):
            for part in (term.subject, term.predicate, term.object):
                walk(part)

    for template in head:
        walk(template.subject)
        walk(template.object)
    return numbers
