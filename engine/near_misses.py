"""Why a fact does not hold: of the rules that could derive it, what each lacks or what stands in its way.

Everything said is true of the facts as they are: what is met holds, what is missing matches nothing with the values found, what
blocks holds and fits a NOT, a FILTER that failed is not true. Of the partial solutions of a rule that one is told that lacks
least; the search for it is bounded, so there may be a nearer one that was not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nsmallest

from myologic.engine.bodies import Atom, Split
from myologic.engine.dictionary import Parts
from myologic.engine.facts import NEVER
from myologic.engine.proof import NearMiss, filled_pattern
from myologic.engine.rules import Assignment, Filter, TriplePattern
from myologic.engine.search import Bindings, Search
from myologic.engine.terms import Term, Triple, Variable

# How many partial solutions of one rule are looked at, how many facts in all for that, and how many ways to go on from one
# of them; beyond, only the first way is followed to its end.
_STEPS = 400
_FACTS = 20_000
_WAYS = 40
_Score = tuple[int, int]


class NearMisses:
    """Near misses over finished facts.

    Parameters
    ----------
    search
        With room of its own for terms.
    """

    def __init__(self, search: Search) -> None:
        self.search = search
        self.program = search.program
        self.dictionary = search.dictionary

    def why_not(self, triple: Triple, limit: int) -> tuple[NearMiss, ...]:
        """The nearest misses of a fact that does not hold; empty if it holds or no rule's head fits."""
        fact = self.dictionary.encode_triple(triple)
        if fact is None or self.search.round_of(fact) != NEVER:
            return ()
        found: list[tuple[float, int, int, NearMiss]] = []
        seen: set[tuple[int, tuple[tuple[str, int], ...]]] = set()
        for rule, bindings, _ in self.search.conclusions_for(fact):
            key = rule, tuple(sorted(bindings.items()))
            if key not in seen:
                seen.add(key)
                miss = self._nearest(rule, bindings)
                if miss is not None:
                    lacking = len(miss.missing) + bool(miss.blocking) + (miss.failed is not None)
                    wanted = len(miss.met) + len(miss.missing)
                    found.append((lacking / (wanted + 1), -len(miss.met), rule, miss))
        found.sort(key=lambda entry: entry[:3])
        return tuple(entry[3] for entry in found[:limit])

    def _nearest(self, rule: int, bindings: Bindings) -> NearMiss | None:
        """The partial solution of a rule that lacks least; None if it lacks nothing but gives other new nodes."""
        body = self.program.body(rule)
        best: tuple[_Score, NearMiss] | None = None
        stack: list[tuple[list[Atom], Bindings]] = [(list(body.atoms), bindings)]
        facts, steps = _FACTS, 0
        while stack:
            atoms, known = stack.pop()
            steps += 1
            ways = self._ways(atoms, body.splits, known, 1 if steps > _STEPS or facts <= 0 else _WAYS)
            if ways is not None:
                atom, size, extended = ways
                facts -= size
                rest = [each for each in atoms if each is not atom]
                stack += [(rest, each) for each in reversed(extended)]
                if steps > _STEPS:
                    # The way being followed is followed to its end, so that something is told.
                    del stack[:-1]
                continue
            told = self._told(rule, atoms, known)
            if told is not None and (best is None or told[0] < best[0]):
                best = told
                if best[0][0] == 1 and not best[1].missing:
                    break
            if steps > _STEPS:
                break
        return None if best is None else best[1]

    def _ways(
        self, atoms: list[Atom], splits: list[Split], known: Bindings, most: int
    ) -> tuple[Atom, int, list[Bindings]] | None:
        """The pattern with the fewest matches, how many there are, and what some of them bind; None if none has any."""
        sizes = [self.search.candidates(atom, known)[0] for atom in atoms]
        for place in sorted(range(len(atoms)), key=lambda place: (sizes[place], place)):
            atom, size = atoms[place], sizes[place]
            facts = self.search.candidates(atom, known)[1]
            first = nsmallest(most, facts, key=self.dictionary.triple_key) if size else []
            fitting = (self._extended(atom, splits, known, fact) for fact in first)
            found = [each for each in fitting if each is not None]
            if not found and size > most:
                # None of the first ones fits; any that does will do.
                others = (self._extended(atom, splits, known, x) for x in self.search.candidates(atom, known)[1])
                found = [each for each in (next((y for y in others if y is not None), None),) if each is not None]
            if found:
                return atom, size, found
        return None

    def _extended(self, atom: Atom, splits: list[Split], known: Bindings, fact: Parts) -> Bindings | None:
        """The bindings with a fact for a pattern, triple terms taken apart; None where they disagree."""
        found = self.search.extend(known, atom.operands(), fact)
        # Those inside others come after them.
        for split in splits:
            if found is not None and split.whole in found:
                found = self._apart(split, found)
        return found

    def _apart(self, split: Split, known: Bindings) -> Bindings | None:
        parts = self.dictionary.parts(known[split.whole])
        operands = (split.subject, split.predicate, split.object)
        return None if parts is None else self.search.extend(known, operands, parts)

    def _told(self, rule: int, missing: list[Atom], known: Bindings) -> tuple[_Score, NearMiss] | None:
        """What a partial solution lacks; None if nothing."""
        body, source = self.program.body(rule), self.program.rules[rule]
        failed: Filter | Assignment | None = None
        assignments = [element for element in source.body if isinstance(element, Assignment)]
        for assign, element in zip(body.assigns, assignments, strict=True):
            if all(x in known for x in (*assign.inputs, *assign.solution)):
                run = self.search.functions.assign(rule, assign)
                value = run(tuple(known[x] for x in assign.solution), *(known[x] for x in assign.inputs))
                if value is None or known.get(assign.target, value) != value:
                    failed = failed or element
                else:
                    known = {**known, assign.target: value}
        filters = [element for element in source.body if isinstance(element, Filter)]
        for test, tested in zip(body.tests, filters, strict=True):
            values = [known[x] for x in test.inputs if x in known]
            if len(values) == len(test.inputs) and not self.search.functions.test(rule, test)(*values):
                failed = failed or tested
        blocking: dict[Triple, None] = {}
        blocked = 0
        for absent in body.absents:
            if all(x in known for x in absent.inputs):
                found = self.search.match_absent(rule, absent, known)
                if found is not None:
                    blocked += 1
                    blocking.update(dict.fromkeys(self._facts_of(absent.atoms, found)))
        lacking = len(missing) + blocked + (failed is not None)
        if not lacking:
            return None
        terms = self._values(rule, known)
        patterns = [element for element in source.body if isinstance(element, TriplePattern)]
        lacked = {id(atom) for atom in missing}
        pairs = list(zip(patterns, body.atoms, strict=True))
        lost = tuple(filled_pattern(pattern, dict(terms)) for pattern, atom in pairs if id(atom) in lacked)
        met = self._facts_of([atom for atom in body.atoms if id(atom) not in lacked], known)
        return (lacking, -len(met)), NearMiss(source, terms, met, lost, tuple(blocking), failed)

    def _values(self, rule: int, known: Bindings) -> tuple[tuple[Variable, Term], ...]:
        """The variables that have a value, as the author named them."""
        names = self.program.body(rule).names
        return tuple((each, self.dictionary.term(known[local])) for each, local in names.items() if local in known)

    def _facts_of(self, atoms: list[Atom] | tuple[Atom, ...], known: Bindings) -> tuple[Triple, ...]:
        def facts() -> Iterator[Triple]:
            for atom in atoms:
                s, p, o = (self.search.number(x, known) for x in atom.operands())
                assert s is not None and p is not None and o is not None
                yield self.dictionary.triple((s, p, o))

        return tuple(facts())
