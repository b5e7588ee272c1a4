"""Facts that follow from a base that changes: adding and taking back, at the cost of what a change touches.

The result is that of inferring anew, always; how it is kept so is in `upkeep`. Where a change turns out to touch a good part of
all facts, everything is inferred anew, since that is less work then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from myologic.engine.facts import GIVEN, Pair, Store
from myologic.engine.inference import DEFAULT_LIMIT_FACTS, Inference, infer, infer_loaded
from myologic.engine.program import Program
from myologic.engine.proof import NearMiss, Proof, ProofGraph
from myologic.engine.rule_functions import Functions
from myologic.engine.terms import Term, Triple
from myologic.engine.upkeep import Change, Facts, TooMuchMarked, Upkeep, worth_marking


class ChangingFacts:
    """A base and everything that follows from it, kept so while the base changes.

    Not to be shared between threads while it changes; `inference` gives a frozen view.

    Parameters
    ----------
    program
        Compiled rules.
    base
        The facts given at first.
    limit_facts, now
        As for `infer`.
    """

    def __init__(
        self,
        program: Program,
        base: Iterable[Triple] = (),
        *,
        limit_facts: int = DEFAULT_LIMIT_FACTS,
        now: str | None = None,
    ) -> None:
        first = infer(program, base, limit_facts=limit_facts, now=now)
        self.program = program
        self._limit_facts = limit_facts
        self._view: Inference | None = None
        self._start(first)

    def _start(self, first: Inference) -> None:
        """Go on from finished facts."""
        self._now = first
        functions = Functions(self.program, first.dictionary, first.moment)
        self._upkeep = Upkeep(
            self.program, first.store, first.dictionary, functions, self._limit_facts, first.next_round
        )
        self._size = len(first)

    # ------------------------------------------------------------------ reading

    def __contains__(self, triple: object) -> bool:
        return triple in self._now

    def __len__(self) -> int:
        return self._size

    def match(self, s: Term | None, p: Term | None, o: Term | None) -> Iterator[Triple]:
        """All facts as they are now, with these terms; None stands for any term. In sorted order."""
        return self._now.match(s, p, o)

    def derived(self) -> Iterator[Triple]:
        """The inference graph as it is now, in sorted order."""
        return self._now.derived()

    def proof(self, triple: Triple) -> Proof | None:
        """One proof of a fact as things are now; None if it does not hold."""
        return self._now.proof(triple)

    def proof_graph(self, triple: Triple, limit: int = 100) -> ProofGraph:
        """All minimal proofs of a fact as things are now, at most `limit`."""
        return self._now.proof_graph(triple, limit)

    def why_not(self, triple: Triple, limit: int = 5) -> tuple[NearMiss, ...]:
        """The rules that come nearest to deriving a fact that does not hold now."""
        return self._now.why_not(triple, limit)

    def is_given(self, triple: Triple) -> bool:
        """Whether a fact is given now."""
        return self._now.is_given(triple)

    def inference(self) -> Inference:
        """A frozen inference from the base as it is now, to be kept or built upon; made when asked for after a change."""
        if self._view is None:
            moment = self._now.moment
            now = moment.text() if moment.taken else None
            self._view = infer(self.program, self._now.given(), limit_facts=self._limit_facts, now=now)
        return self._view

    # ------------------------------------------------------------------ changing

    def add(self, facts: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Give more facts; returns what holds now and did not, and what held and does not any more."""
        return self.update(facts, ())

    def retract(self, facts: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Take given facts back; what still follows from others stays. Returns what came and what went."""
        return self.update((), facts)

    def update(self, add: Iterable[Triple], retract: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
        """Take some facts back and give others, as one change.

        Parameters
        ----------
        add, retract
            Facts; what is in both is given afterwards. Facts that are given already, or are not given, do nothing.

        Returns
        -------
        came, went : list of Triple
            In sorted order.

        Raises
        ------
        LimitError
            If more facts than allowed are derived; then the facts are to be thrown away.
        """
        dictionary = self._now.dictionary
        wanted = {fact for fact in map(dictionary.encode_triple, add) if fact is not None}
        leaving = {fact for fact in map(dictionary.find_triple, retract) if fact is not None}
        upkeep = self._upkeep
        upkeep.most_marked = worth_marking(self._size)
        try:
            change = upkeep.change(wanted, leaving)
        except TooMuchMarked:
            change = self._anew()
        else:
            self._size += sum(map(len, change.came.values())) - sum(map(len, change.went.values()))
            self._now.next_round = upkeep.run.round
            # What it found out about rules that make values is not so any more.
            self._now.forget()
        if change.came or change.went or change.given or change.ungiven:
            self._view = None
        return self._sorted(change.came), self._sorted(change.went)

    def _anew(self) -> Change:
        """Infer everything from what is given now; a change was given up half-way."""
        upkeep, store = self._upkeep, self._now.store
        before: Facts = {p: set(pairs) for p in store.predicates() if (pairs := _pairs(store, p))}
        given = Store()
        for predicate in store.predicates():
            table = store.read(predicate)
            for pair in () if table is None else table.given():
                given.write(predicate).rounds[pair] = GIVEN
        for s, p, o in upkeep.taken_out():
            before.setdefault(p, set()).add((s, o))
        for predicate, pairs in upkeep.came.items():
            before[predicate] = before.get(predicate, set()) - pairs
        moment = self._now.moment
        now = moment.text() if moment.taken else None
        self._start(infer_loaded(self.program, self._now.dictionary, given, limit_facts=self._limit_facts, now=now))
        change = Change(given={-1: set()})
        store = self._now.store
        for predicate in {*before, *store.predicates()}:
            old, new = before.get(predicate, set()), _pairs(store, predicate)
            change.came[predicate], change.went[predicate] = new - old, old - new
        return change

    def _sorted(self, facts: Facts) -> list[Triple]:
        found = [(s, p, o) for p, pairs in facts.items() for s, o in pairs]
        self._now.dictionary.sort_triples(found)
        return [self._now.dictionary.triple(fact) for fact in found]


def _pairs(store: Store, predicate: int) -> set[Pair]:
    table = store.read(predicate)
    return set() if table is None else set(table.rounds)
