"""What follows from facts by rules: the finished facts, to be matched, explained and built upon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from myologic.engine.derivations import Derivations, all_derivations
from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.effort import Effort, uncollected
from myologic.engine.explain import Explainer
from myologic.engine.facts import EMPTY, FROM_DATA, GIVEN, NEVER, LayerTable, Pair, Store
from myologic.engine.fixpoint import Run
from myologic.engine.frozen import FrozenStore, FrozenTerms, pack_facts, pack_terms
from myologic.engine.invalidation import loses_conclusions
from myologic.engine.moment import Moment
from myologic.engine.program import Program
from myologic.engine.proof import NearMiss, Proof, ProofGraph
from myologic.engine.rule_functions import Functions
from myologic.engine.search import Search
from myologic.engine.terms import IRI, Term, Triple
from myologic.engine.waiting import Waiting, load_spoken_of

DEFAULT_LIMIT_FACTS = 100_000_000


def infer(
    program: Program,
    base: Iterable[Triple],
    *,
    limit_facts: int = DEFAULT_LIMIT_FACTS,
    now: str | None = None,
    vectors: bool = False,
) -> Inference:
    """Derive everything that follows from a base graph.

    Parameters
    ----------
    program
        Compiled rules.
    base
        The given facts. Triples that RDF does not allow are left out.
    limit_facts
        How many facts may be derived at most.
    now
        What NOW gives, an xsd:dateTime in lexical form; None takes the clock.
    vectors
        Run rules that speak of one thing at a time for all things at once, on columns of bits. The facts are the same;
        it pays where there are many things and few kinds of facts, and the result is to be read rather than built on.

    Returns
    -------
    Inference
        The finished facts; it never changes.

    Raises
    ------
    LimitError
        If more facts than allowed are derived; names the rule that grows.
    """
    dictionary = Dictionary()
    store = Store()
    with uncollected():
        waiting = load_spoken_of(program, base, dictionary, store)
        found = infer_loaded(program, dictionary, store, limit_facts=limit_facts, now=now, vectors=vectors)
        found.waiting = waiting
        return found


def infer_loaded(
    program: Program,
    dictionary: Dictionary,
    store: Store,
    *,
    limit_facts: int = DEFAULT_LIMIT_FACTS,
    now: str | None = None,
    vectors: bool = False,
    effort: Effort | None = None,
) -> Inference:
    """Derive everything that follows from facts that are in a store already.

    Parameters
    ----------
    program, limit_facts, now, vectors
        As for `infer`.
    dictionary, store
        The given facts, by `Loader` for example; from now on they belong to the inference.
    effort
        Where to note what each group of rules costs; the facts of each rule are counted only if it is there.

    Returns
    -------
    Inference
        The finished facts; it never changes.

    Raises
    ------
    LimitError
        If more facts than allowed are derived; names the rule that grows.
    """
    moment = Moment(now)
    for triple in program.data:
        numbers = dictionary.encode_triple(triple)
        if numbers is not None:
            rounds = store.write(numbers[1]).rounds
            if (numbers[0], numbers[2]) not in rounds:
                rounds[numbers[0], numbers[2]] = FROM_DATA
    functions = Functions(program, dictionary, moment)
    run = Run(program, store, dictionary, functions, limit_facts)
    run.effort = effort
    if vectors:
        from myologic.engine.bits import Bits
        from myologic.engine.specialising import specialising_runner
        from myologic.engine.vectors import vector_runner

        bits = Bits()
        on_columns, by_instances = vector_runner(program, functions, bits), specialising_runner(program, bits)
        run.run_elsewhere = lambda run, number: on_columns(run, number) or by_instances(run, number)
    run.run_all()
    return Inference(program, store, dictionary, moment, run.round, limit_facts)


class Inference:
    """Finished facts: what was given and everything that follows. It never changes and may be shared by threads.

    Parameters
    ----------
    program, store, dictionary, moment
        The rules, the facts, the terms, and what NOW gave.
    next_round
        A number above the rounds of all facts.
    limit_facts
        The limit on derived facts, for what is built on top.
    below
        The inference that this one is a layer on, or None.
    """

    def __init__(
        self,
        program: Program,
        store: Store,
        dictionary: Dictionary,
        moment: Moment,
        next_round: int,
        limit_facts: int = DEFAULT_LIMIT_FACTS,
        below: Inference | None = None,
    ) -> None:
        self.program = program
        # Given facts that wait to be numbered; what may be about them is looked for when they are.
        self.waiting: Waiting | None = None
        self._store = store
        self._dictionary = dictionary
        self.moment = moment
        self.next_round = next_round
        self.limit_facts = limit_facts
        self.below = below
        # Shared by all layers on this one: a constant that is known here has the same number there.
        self._codes: dict[int, int] = {}
        self._derivations: Derivations | None = None
        # Whether facts of the layer took conclusions of the inference below away.
        self.took_away = False
        self.functions = Functions(program, dictionary, moment)
        search_below = None if below is None else below.search
        self._search: Search = Search(program, store, dictionary, self.functions, search_below)

    @property
    def store(self) -> Store:
        """All facts in numbers."""
        self._settle()
        return self._store

    @property
    def dictionary(self) -> Dictionary:
        """The terms of all facts."""
        self._settle()
        return self._dictionary

    @property
    def search(self) -> Search:
        """The search over all facts, which shares what it finds out with those who take one apart."""
        self._settle()
        return self._search

    def _settle(self) -> None:
        waiting = self.waiting
        if waiting is not None:
            waiting.settle()
            self.waiting = None

    def _settle_for(self, predicate: Term | None) -> None:
        """Number what waits, unless a predicate says that it cannot be meant."""
        if self.waiting is not None:
            spoken = self.program.spoken_of
            if not isinstance(predicate, IRI) or spoken is None or predicate.value not in spoken:
                self._settle()

    # ------------------------------------------------------------------ reading

    def numbers(self) -> Iterator[tuple[Parts, int]]:
        """Every fact in numbers with its round, in no particular order."""
        for predicate in self.store.predicates():
            table = self.store.read(predicate)
            if table is not None:
                for (s, o), number in table.items():
                    yield (s, predicate, o), number

    def derived(self) -> Iterator[Triple]:
        """The inference graph: all derived facts and DATA triples that were not given, in sorted order."""
        found = [
            (s, predicate, o)
            for predicate in self._store.predicates()
            if (table := self._store.read(predicate)) is not None
            for s, o in table.not_given()
        ]
        self._dictionary.sort_triples(found)
        return self._dictionary.triples(found)

    def added(self) -> Iterator[Triple]:
        """What holds here and not in the inference below (everything if there is none), in sorted order."""
        if self.below is None:
            found = [fact for fact, _ in self.numbers()]
        else:
            found = []
            for predicate, table in self.store.tables.items():
                own = table.rounds.own() if isinstance(table, LayerTable) else table.items()
                below = self.below.store.read(predicate)
                found += [(s, predicate, o) for (s, o), _ in own if below is None or (s, o) not in below.rounds]
        self.dictionary.sort_triples(found)
        return self.dictionary.triples(found)

    def match(self, s: Term | None, p: Term | None, o: Term | None) -> Iterator[Triple]:
        """All facts, given or derived, with these terms; None stands for any term. In sorted order."""
        self._settle_for(p)
        find = self._dictionary.find
        subject, predicate, object_ = (None if x is None else find(x) for x in (s, p, o))
        if any(x is not None and n is None for x, n in ((s, subject), (p, predicate), (o, object_))):
            return iter(())
        found: list[Parts] = []
        for number in self._store.predicates() if predicate is None else (predicate,):
            table = self._store.read(number)
            if table is None:
                continue
            if subject is not None and object_ is not None:
                if (subject, object_) in table.rounds:
                    found.append((subject, number, object_))
            elif subject is not None:
                found += [(subject, number, x) for x in table.by_subject()(subject, EMPTY)]
            elif object_ is not None:
                found += [(x, number, object_) for x in table.by_object()(object_, EMPTY)]
            else:
                found += [(x, number, y) for x, y in table.rounds]
        self._dictionary.sort_triples(found)
        return self._dictionary.triples(found)

    def __contains__(self, triple: object) -> bool:
        return isinstance(triple, tuple) and len(triple) == 3 and self._round(Triple(*triple)) != NEVER

    def _round(self, triple: Triple) -> int:
        self._settle_for(triple.predicate)
        numbers = self._dictionary.find_triple(triple)
        return NEVER if numbers is None else self._search.round_of(numbers)

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact holds and was not given."""
        return self._round(triple) not in (GIVEN, NEVER)

    def is_given(self, triple: Triple) -> bool:
        """Whether a fact was given."""
        return self._round(triple) == GIVEN

    def __len__(self) -> int:
        tables = map(self.store.read, self.store.predicates())
        return sum(len(table.rounds) for table in tables if table is not None)

    # ------------------------------------------------------------------ building on top

    def overlay(self, facts: Iterable[Triple]) -> Inference:
        """What follows if some more facts are given; this inference stays as it is.

        Parameters
        ----------
        facts
            More given facts.

        Returns
        -------
        Inference
            Equal to inferring everything anew, at the cost of what the facts touch only.

        Notes
        -----
        Where the facts take conclusions away (through NOT), what may go is looked at fact by fact, and what still follows
        is put back. Only where that is a good part of everything is everything inferred anew; then there is no layer.
        """
        facts = list(facts)
        dictionary = Dictionary(self.dictionary)
        store = Store(self.store)
        fresh: dict[int, list[Pair]] = {}
        given: dict[int, list[Pair]] = {}
        for triple in facts:
            numbers = dictionary.encode_triple(triple)
            if numbers is None:
                continue
            s, predicate, o = numbers
            table = store.write(predicate)
            before = table.rounds.get((s, o), NEVER)
            if before != GIVEN:
                table.rounds[s, o] = GIVEN
                given.setdefault(predicate, []).append((s, o))
                if before == NEVER:
                    fresh.setdefault(predicate, []).append((s, o))
                    table.index([(s, o)])
        terms = self.program.reachable(frozenset(map(dictionary.term, given)))
        may_grow = None if terms is None else frozenset(dictionary.encode(term) for term in terms)
        functions = Functions(self.program, dictionary, self.moment)
        run = Run(self.program, store, dictionary, functions, self.limit_facts, self.next_round, may_grow, self._codes)
        # A layer is small, and who asks what a case leads to asks how sure it is as well: derivations are kept.
        derivations = Derivations()
        run.reporter = derivations.reporter
        run.run_changed(fresh, given)
        layer = Inference(self.program, store, dictionary, self.moment, run.round, self.limit_facts, self)
        layer._derivations = derivations
        if loses_conclusions(self.search.apart(), layer.search.apart(), given):
            return self._taking_away(facts)
        return layer

    def _taking_away(self, facts: list[Triple]) -> Inference:
        """A layer whose facts take conclusions away."""
        from myologic.engine.upkeep import TooMuchMarked, Upkeep, worth_marking

        dictionary, store = Dictionary(self.dictionary), Store(self.store)
        functions = Functions(self.program, dictionary, self.moment)
        upkeep = Upkeep(self.program, store, dictionary, functions, self.limit_facts, self.next_round)
        upkeep.most_marked = worth_marking(len(self))
        try:
            upkeep.change((fact for fact in map(dictionary.encode_triple, facts) if fact is not None), ())
        except TooMuchMarked:
            now = self.moment.text() if self.moment.taken else None
            return infer(self.program, [*self.given(), *facts], limit_facts=self.limit_facts, now=now)
        layer = Inference(self.program, store, dictionary, self.moment, upkeep.run.round, self.limit_facts, self)
        layer.search.whole_instances = layer.search.short_lived = layer.took_away = True
        return layer

    def taken_away(self) -> Iterator[Triple]:
        """What holds in the inference below and not here, in sorted order."""
        below = None if self.below is None else self.below.store
        found: list[Parts] = []
        for predicate, table in self.store.tables.items() if below is not None else ():
            if isinstance(table, LayerTable):
                found += [(s, predicate, o) for s, o in table.removed if (s, o) not in table.rounds]
        self.dictionary.sort_triples(found)
        return self.dictionary.triples(found)

    def given(self) -> Iterator[Triple]:
        """The facts that were given, in no particular order."""
        for predicate in self.store.predicates():
            table = self.store.read(predicate)
            for s, o in () if table is None else table.given():
                yield self.dictionary.triple((s, predicate, o))

    # ------------------------------------------------------------------ keeping

    def to_parts(self) -> dict[str, bytes]:
        """The finished facts as plain arrays, equal for equal facts, for `from_parts`; rules are not among them.

        Only for an inference that is no layer.
        """
        if self.below is not None:
            raise ValueError("a layer is not kept, only what it lies on")
        packed, renumbered = pack_terms(self.dictionary)
        packed |= pack_facts(self.store, renumbered)
        moment = self.moment.text() if self.moment.taken else ""
        packed["run"] = f"{self.next_round} {self.limit_facts} {moment}".encode()
        return packed

    @classmethod
    def from_parts(cls, program: Program, parts: Mapping[str, bytes | memoryview]) -> Inference:
        """The finished facts that `to_parts` gave for the same program, read in place; nothing is inferred again."""
        next_round, limit_facts, moment = bytes(parts["run"]).decode().split(" ")
        dictionary = Dictionary(FrozenTerms(parts))
        return cls(program, FrozenStore(parts), dictionary, Moment(moment or None), int(next_round), int(limit_facts))

    def _own(self) -> Iterator[Parts]:
        """The facts of a layer, with those of the inference below that went and follow otherwise."""
        for predicate, table in self.store.tables.items():
            own = table.rounds.own() if isinstance(table, LayerTable) else table.items()
            yield from ((s, predicate, o) for (s, o), _ in own)

    def derivations(self) -> Derivations:
        """All derivations of all facts, made when first asked for; of a layer those that use or give a fact of the layer."""
        if self._derivations is None:
            found = all_derivations(self.program, self.store, self.dictionary, self.functions)
            if self.took_away:
                from myologic.engine.lineage import Lineage

                # What follows only since something went uses no fact of the layer, so those facts are asked one by one.
                lineage = Lineage(self.search.apart(), None)
                lineage.close_all(self._own())
                found.by_conclusion |= {fact: list(steps) for fact, steps in lineage.steps.items() if steps}
            self._derivations = found
        return self._derivations

    def forget(self) -> None:
        """Forget what was found out over the facts, which have changed; only for who keeps them up to date."""
        self._derivations = None
        below = None if self.below is None else self.below.search
        self._search = Search(self.program, self.store, self.dictionary, self.functions, below)
        self._search.short_lived = True

    # ------------------------------------------------------------------ explaining

    def proof(self, triple: Triple) -> Proof | None:
        """One proof of a fact, the same every time; None if it does not hold."""
        return Explainer(self.search.apart()).proof(triple)

    def proofs(self, triple: Triple, limit: int = 10) -> tuple[Proof, ...]:
        """The minimal proofs of a fact, at most `limit`, those that rest on least first; empty if it does not hold.

        A proof is minimal if no other rests on less: on some of the same given facts and absences and nothing else.
        Proofs inside several of them are the same objects. See `proof_graph` for whether these are all.
        """
        return self.proof_graph(triple, limit).proofs

    def proof_graph(self, triple: Triple, limit: int = 100) -> ProofGraph:
        """All minimal proofs of a fact as one graph.

        Parameters
        ----------
        triple
            The fact. If it does not hold the graph is empty.
        limit
            How many proofs at most, at least 1.
        """
        from myologic.engine.lineage import Lineage
        from myologic.engine.minimal import minimal_proofs

        search = self.search.apart()
        fact = search.dictionary.find_triple(triple)
        if fact is None or search.round_of(fact) == NEVER:
            return ProofGraph(triple, (), True)
        return minimal_proofs(Lineage(search), fact, limit)

    def why_not(self, triple: Triple, limit: int = 5) -> tuple[NearMiss, ...]:
        """The rules that come nearest to deriving a fact that does not hold, the nearest first."""
        from myologic.engine.near_misses import NearMisses

        return NearMisses(self.search.apart()).why_not(triple, limit)
