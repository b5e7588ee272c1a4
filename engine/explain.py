"""Finding proofs again: rules whose head fits, bodies joined backwards over facts of earlier rounds.

A fact's premises are always of earlier rounds than the fact, so a search that admits only those ends and is never
circular. Nothing is kept while deriving but the rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from myologic.engine.bodies import Absent, Atom
from myologic.engine.dictionary import Parts
from myologic.engine.facts import FIRST_DERIVED, NEVER
from myologic.engine.proof import NearMiss, Proof, build_proof
from myologic.engine.rules import Filter, TriplePattern
from myologic.engine.search import Bindings, Search
from myologic.engine.terms import Term, TermPattern, Triple, TripleTerm, Variable

# How many partial solutions of one rule are looked at to find the nearest miss, how many facts in all for that, and how
# many ways to go on from one of them.
_MISS_STEPS = 400
_MISS_FACTS = 20_000
_MISS_WAYS = 40


class Explainer:
    """Explains the facts that a search runs over."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.program = search.program
        self.dictionary = search.dictionary
        self.found: dict[Parts, Proof] = {}

    # ------------------------------------------------------------------ proofs

    def proof(self, triple: Triple) -> Proof | None:
        """One proof of a fact, or None."""
        fact = self.dictionary.find_triple(triple)
        if fact is None or self.search.round_of(fact) == NEVER:
            return None
        return self.prove(fact)

    def prove(self, goal: Parts) -> Proof:
        """The proof of a fact that holds; proofs of its premises are found first, without recursion."""
        chosen: dict[Parts, tuple[int, Bindings, tuple[Parts, ...]] | None] = {}
        waiting = [goal]
        while waiting:
            fact = waiting.pop()
            if fact in chosen or fact in self.found:
                continue
            number = self.search.round_of(fact)
            if number < FIRST_DERIVED:
                chosen[fact] = None
                continue
            step = next(self.search.derivations(fact, number), None)
            assert step is not None, "a derived fact has a derivation from earlier rounds"
            premises = self.search.premises(*step)
            chosen[fact] = (step[0], step[1], premises)
            waiting += premises
        for fact in sorted(chosen, key=self.search.round_of):
            step_of = chosen[fact]
            if step_of is None:
                self.found[fact] = Proof(self.dictionary.triple(fact))
            else:
                self.found[fact] = self._build(fact, *step_of)
        return self.found[goal]

    def _build(self, fact: Parts, rule: int, bindings: Bindings, premises: tuple[Parts, ...]) -> Proof:
        return build_proof(
            self.dictionary.triple(fact),
            self.program.rules[rule],
            self.shown(rule, bindings),
            tuple(self.found[premise] for premise in premises),
            self.program.order.stratum[rule],
        )

    def shown(self, rule: int, bindings: Bindings) -> tuple[tuple[Variable, Term], ...]:
        """Bindings by the author's variables, in text order."""
        names = self.program.body(rule).names
        return tuple(
            (variable, self.dictionary.term(bindings[local])) for variable, local in names.items() if local in bindings
        )

    def filled(self, pattern: TriplePattern, rule: int, bindings: Bindings) -> TriplePattern:
        """A pattern with the values of bound variables filled in."""
        names = self.program.body(rule).names

        def fill(term: TermPattern) -> TermPattern:
            if isinstance(term, Variable):
                local = names.get(term)
                return term if local is None or local not in bindings else self.dictionary.term(bindings[local])
            if isinstance(term, TripleTerm):
                return TripleTerm(fill(term.subject), fill(term.predicate), fill(term.object))
            return term

        return TriplePattern(fill(pattern.subject), fill(pattern.predicate), fill(pattern.object), pattern.place)

    # ------------------------------------------------------------------ near misses

    def why_not(self, triple: Triple, limit: int) -> tuple[NearMiss, ...]:
        """The nearest misses of a fact that does not hold; empty if it holds or no rule's head fits."""
        numbers = [self.dictionary.find(term) for term in triple]
        if None not in numbers and self.search.round_of((numbers[0], numbers[1], numbers[2])) != NEVER:  # type: ignore[arg-type]
            return ()
        scored: list[tuple[float, int, int, NearMiss]] = []
        for rule, bindings in self._heads(triple):
            miss = self._nearest(rule, bindings)
            if miss is not None:
                wanted = len(miss.met) + len(miss.missing)
                lacking = len(miss.missing) + bool(miss.blocking) + (miss.failed is not None)
                scored.append((lacking / (wanted + 1), -len(miss.met), rule, miss))
        scored.sort(key=lambda entry: entry[:3])
        return tuple(entry[3] for entry in scored[:limit])

    def _heads(self, triple: Triple) -> Iterator[tuple[int, Bindings]]:
        """The rules whose head fits, with bindings as far as the terms are known."""
        fact = tuple(self.dictionary.find(term) for term in triple)
        table = self.program.conclusions
        for rule, place in (*table.get(triple.predicate, ()), *table.get(None, ())):
            template = self.program.rules[rule].head[place]
            bindings: Bindings = {}
            fits = True
            for term, value, wanted in zip(
                (template.subject, template.predicate, template.object), fact, triple, strict=True
            ):
                if isinstance(term, Variable):
                    local = self.program.body(rule).names[term]
                    # A term that occurs nowhere matches no premise; 1 << 60 is the number of no term.
                    number = (1 << 60) if value is None else value
                    fits = fits and bindings.setdefault(local, number) == number
                elif term != wanted and not isinstance(term, TripleTerm):
                    fits = False
            if fits:
                yield rule, bindings

    def _nearest(self, rule: int, bindings: Bindings) -> NearMiss | None:
        """The partial solution of a rule that lacks least, by a bounded search."""
        body = self.program.body(rule)
        best: tuple[tuple[int, int], NearMiss] | None = None
        stack: list[tuple[list[Atom], Bindings]] = [(list(body.atoms), bindings)]
        budget = _MISS_FACTS
        for _ in range(_MISS_STEPS):
            if not stack:
                break
            atoms, known = stack.pop()
            options: list[tuple[int, int, Atom, Iterable[Parts]]] = []
            for atom in atoms:
                size, facts = self.search.candidates(atom, self._usable(known))
                if size and not any(known.get(x) == 1 << 60 for x in atom.operands() if isinstance(x, str)):
                    options.append((size, len(options), atom, facts))
            if options:
                size, _, atom, facts = min(options, key=lambda entry: entry[:2])
                rest = [a for a in atoms if a is not atom]
                budget -= size
                steps = nsmallest(_MISS_WAYS, facts, key=self.dictionary.triple_key) if budget > 0 else []
                for fact in reversed(steps):
                    extended = self.search.extend(known, atom.operands(), fact)
                    if extended is not None:
                        stack.append((rest, extended))
                if steps:
                    continue
            miss = self._miss(rule, atoms, known)
            score = (len(miss.missing) + bool(miss.blocking) + (miss.failed is not None), -len(miss.met))
            if best is None or score < best[0]:
                best = (score, miss)
        return None if best is None else best[1]

    def _usable(self, known: Bindings) -> Bindings:
        return {name: value for name, value in known.items() if value != 1 << 60}

    def _miss(self, rule: int, missing: list[Atom], known: Bindings) -> NearMiss:
        known = self._usable(known)
        body = self.program.body(rule)
        source = self.program.rules[rule]
        patterns = [element for element in source.body if isinstance(element, TriplePattern)]
        lacking = tuple(
            self.filled(pattern, rule, known)
            for pattern, atom in zip(patterns, body.atoms, strict=True)
            if any(atom is other for other in missing)
        )
        met = tuple(
            self.dictionary.triple((s, p, o))
            for atom in body.atoms
            if not any(atom is other for other in missing)
            for s, p, o in [tuple(self.search.number(x, known) for x in atom.operands())]
            if s is not None and p is not None and o is not None
        )
        blocking: tuple[Triple, ...] = ()
        failed: Filter | None = None
        if not missing:
            for absent in body.absents:
                if all(x in known for x in absent.inputs):
                    found = self.search.match_absent(rule, absent, known)
                    if found is not None:
                        blocking += self._matched(absent, found)
            filters = [element for element in source.body if isinstance(element, Filter)]
            for test, element in zip(body.tests, filters, strict=True):
                values = [known[x] for x in test.inputs if x in known]
                if len(values) == len(test.inputs) and not self.search.functions.test(rule, test)(*values):
                    failed = element
        return NearMiss(source, self.shown(rule, known), met, lacking, blocking, failed)

    def _matched(self, absent: Absent, found: Bindings) -> tuple[Triple, ...]:
        matched: list[Triple] = []
        for atom in absent.atoms:
            s, p, o = (self.search.number(x, found) for x in atom.operands())
            if s is not None and p is not None and o is not None:
                matched.append(self.dictionary.triple((s, p, o)))
        return tuple(matched)

