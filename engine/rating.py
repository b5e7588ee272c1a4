"""The levels of facts by a policy: of all facts, or of some and what they rest on.

Inside, a certainty is one small number (twice the level, and one more if contested), and what a rule makes of it is looked
up in a table, so that the values of a whole knowledge base cost little more than its derivations.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Container, ItemsView, Iterable, Iterator, Mapping, Sequence

from myologic.engine.certainty import SURE as SURE_CERTAINTY
from myologic.engine.certainty import Certainty, Level, Policy, RuleCertainty
from myologic.engine.certainty_codes import BEST, CORROBORATED, SURE, VALUES, WEAKEST, code_of, made_by
from myologic.engine.derivations import Derivations, Step, used_by
from myologic.engine.dictionary import Dictionary, Parts
from myologic.engine.effort import uncollected
from myologic.engine.facts import FIRST_DERIVED, LayerTable
from myologic.engine.inference import Inference
from myologic.engine.lineage import Lineage, shortest_steps
from myologic.engine.rating_whole import rate_whole
from myologic.engine.rules import Rule
from myologic.engine.terms import Triple

_NOTHING: Mapping[Parts, int] = {}
Settled = Callable[[Triple], Certainty | None]


class Levels(Mapping[Triple, Certainty]):
    """The certainty of facts; a triple of a fact is made when it is first asked for.

    Parameters
    ----------
    dictionary
        What the numbers are from.
    codes
        Certainties as numbers by fact; of more facts, perhaps.
    facts
        The facts that this is about; those without a certainty are left out.
    """

    def __init__(self, dictionary: Dictionary, codes: Mapping[Parts, int], facts: Sequence[Parts]) -> None:
        self._dictionary = dictionary
        known = zip(facts, map(codes.get, facts), strict=True)
        self._codes = {fact: code for fact, code in known if code is not None}

    def __getitem__(self, triple: Triple) -> Certainty:
        fact = self._dictionary.find_triple(triple)
        code = None if fact is None else self._codes.get(fact)
        if code is None:
            raise KeyError(triple)
        return VALUES[code]

    def __iter__(self) -> Iterator[Triple]:
        return self._dictionary.triples(self._codes)

    def __len__(self) -> int:
        return len(self._codes)

    def items(self) -> ItemsView[Triple, Certainty]:
        """Every triple with its certainty."""
        certainties = map(VALUES.__getitem__, self._codes.values())
        return dict(zip(self, certainties, strict=True)).items()


class _OfRules(dict[int, RuleCertainty]):
    """What a policy says of rules, each asked about once and not before it fires: most rules never do."""

    def __init__(self, rules: Sequence[Rule], policy: Policy) -> None:
        super().__init__()
        self._all, self._policy = rules, policy

    def __missing__(self, rule: int) -> RuleCertainty:
        found = self[rule] = self._policy.of_rule(self._all[rule])
        return found


class _Tables(dict[int, tuple[int, ...]]):
    """For each rule what it makes of each value of the weakest of its premises."""

    def __init__(self, rules: _OfRules) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, rule: int) -> tuple[int, ...]:
        found = self[rule] = made_by(self._rules[rule])
        return found


class Ratings:
    """The certainty of facts, worked out over their derivations when asked for.

    Parameters
    ----------
    inference
        Finished facts.
    policy
        Levels of given facts and rules.
    settled
        For a layer, the certainty of derived facts below; `high` where it says None.
    """

    def __init__(self, inference: Inference, policy: Policy, settled: Settled | None = None) -> None:
        self.inference = inference
        self.policy = policy
        self._settled: Settled = settled or (lambda triple: None)
        self._triple = inference.dictionary.triple
        self._rules = _OfRules(inference.program.rules, policy)
        # What each rule makes of the weakest of its premises.
        self._tables = _Tables(self._rules)
        self._steps: dict[Parts, Sequence[Step]] = {}
        self._codes: dict[Parts, int] = {}
        self._of_subjects: dict[int, int] = {}
        self._evidence: dict[Parts, frozenset[Parts]] = {}
        # The facts that were worked out by their derivations.
        self.rated: list[Parts] = []
        # What holds below and has derivations more in the layer, and what rests on that.
        self._raised: set[Parts] = set()
        self._looked = inference.below is None

    def is_below(self, fact: Parts) -> bool:
        """Whether a fact holds as it holds below the layer; False where there is nothing below."""
        below = self.inference.below
        if below is None:
            return False
        table, pair = below.store.read(fact[1]), (fact[0], fact[2])
        if table is None or pair not in table.rounds:
            return False
        # What went and follows otherwise is the layer's own.
        own = self.inference.store.tables.get(fact[1])
        return not (isinstance(own, LayerTable) and pair in own.removed) and fact not in self._raised

    # ------------------------------------------------------------------ values

    def rate_all(self) -> None:
        """Work out all facts; of a layer those that do not hold below, or hold there for fewer reasons."""
        with uncollected():
            self._look_below()
            if self.inference.below is None:
                found = rate_whole(
                    self.inference,
                    self._codes,
                    self._of_given,
                    self._tables,
                    lambda rule: self._rules[rule].corroborates,
                    self._solve_apart,
                )
                if found is not None:
                    self.rated = found
                    return
                self._codes.clear()
                self._steps = dict(self.inference.derivations().by_conclusion)
            else:
                self._steps |= {
                    fact: steps
                    for fact, steps in self.inference.derivations().by_conclusion.items()
                    if fact not in self._steps and not self.is_below(fact)
                }
            self._solve(self._steps)
            self.rated = list(self._steps)

    def _look_below(self) -> None:
        """Find what holds below a layer and rests on more now: mostly nothing, since a case speaks of itself."""
        if self._looked:
            return
        self._looked = True
        inference = self.inference
        raised = {fact for fact in inference.derivations().by_conclusion if self.is_below(fact)}
        while raised:
            self._raised |= raised
            used = used_by(
                inference.program, inference.store, inference.dictionary, inference.functions, sorted(raised)
            )
            raised = {fact for fact in used if self.is_below(fact)}
        if self._raised:
            lineage = Lineage(inference.search.apart(), None)
            lineage.close_all(sorted(self._raised))
            self._steps |= {fact: steps for fact, steps in lineage.steps.items() if steps}

    def rate(self, goals: Iterable[Parts], lineage: Lineage | None = None) -> None:
        """Work out some facts, and what they rest on; from a lineage that was closed for them, if there is one."""
        self._look_below()
        known = self._steps
        wanted = [goal for goal in goals if goal not in self._codes]
        if not wanted:
            return
        found: dict[Parts, Sequence[Step]] = {}
        inference = self.inference
        derivations = inference._derivations if inference.below is None else inference.derivations()
        if derivations is not None:
            # What rests on more than below is solved with the first goals.
            waiting = [*wanted, *(premise for steps in known.values() for _, premises in steps for premise in premises)]
            while waiting:
                fact = waiting.pop()
                settled = fact in found or fact in self._codes or self.is_below(fact)
                steps = () if settled else known.get(fact) or derivations.by_conclusion.get(fact, ())
                if steps:
                    found[fact] = steps
                    waiting += [premise for _, premises in steps for premise in premises]
        else:
            if lineage is None:
                lineage = Lineage(inference.search.apart(), None, self.is_below, listed(inference))
                lineage.close(wanted)
            found = {fact: steps for fact, steps in lineage.steps.items() if steps}
        new = dict.fromkeys(fact for fact in (*known, *reversed(found)) if fact not in self._codes)
        known.update((fact, found[fact]) for fact in new if fact not in known)
        self._solve(new)
        self.rated = list(known)

    def of(self, fact: Parts) -> Certainty:
        """The certainty of a fact that was worked out, or was given, or holds below."""
        return VALUES[self._value(fact)]

    def values(self) -> Levels:
        """Everything that was worked out."""
        return Levels(self.inference.dictionary, self._codes, self.rated)

    def _value(self, fact: Parts) -> int:
        found = self._codes.get(fact)
        if found is None:
            found = self._codes[fact] = self.given(fact)
        return found

    def given(self, fact: Parts) -> int:
        """What a fact is worth that has no derivation here."""
        # Where there is nothing below, what has no derivation was given.
        if self.inference.below is not None and self.inference.search.round_of(fact) >= FIRST_DERIVED:
            return code_of(self._settled(self._triple(fact)) or SURE_CERTAINTY)
        return self._of_given(fact)

    def _of_given(self, fact: Parts) -> int:
        by_subject = self.policy.of_subject
        if by_subject is None:
            return code_of(self.policy.of_given(self._triple(fact)))
        found = self._of_subjects.get(fact[0])
        if found is None:
            found = self._of_subjects[fact[0]] = code_of(by_subject(self.inference.dictionary.term(fact[0])))
        return found

    def _solve_apart(self, steps: Mapping[Parts, Sequence[Step]]) -> None:
        """Work out facts by some of their derivations, all others being worked out."""
        self._steps = dict(steps)
        self._solve(self._steps, {fact: self._codes.pop(fact) for fact in steps if fact in self._codes})
        self._steps = {}

    def _solve(self, facts: Mapping[Parts, object], otherwise: Mapping[Parts, int] = _NOTHING) -> None:
        """The least values that satisfy all derivations of some facts: once in order, then again where that was not enough.

        Parameters
        ----------
        facts
            Their derivations are known.
        otherwise
            What some of them are worth by other derivations.
        """
        codes = self._codes
        rounds = self._rounds(facts)
        leaves = {fact: self._of_given(fact) for fact, number in rounds.items() if number < FIRST_DERIVED}
        leaves |= otherwise
        # In the order of rounds some derivation of a fact is known when its turn comes; the others come later or never.
        late = self._update(sorted(facts, key=rounds.__getitem__), leaves, facts)
        users: dict[Parts, list[Parts]] | None = None
        queue, waiting = deque(late), set(late)
        while queue:
            fact = queue.popleft()
            waiting.discard(fact)
            before = codes.get(fact)
            self._update((fact,), leaves, facts)
            if codes.get(fact) != before:
                if users is None:
                    users = self._users(facts)
                for user in users.get(fact, ()):
                    if user not in waiting:
                        waiting.add(user)
                        queue.append(user)

    def _users(self, facts: Mapping[Parts, object]) -> dict[Parts, list[Parts]]:
        """For each of some facts those of them that have a derivation from it."""
        users: dict[Parts, list[Parts]] = {}
        for fact in facts:
            for _, premises in self._steps[fact]:
                for premise in premises:
                    if premise in facts:
                        users.setdefault(premise, []).append(fact)
        return users

    def _rounds(self, facts: Collection[Parts]) -> dict[Parts, int]:
        """The rounds of some facts; of many facts a table at a time."""
        if self.inference.below is not None or len(facts) < 1000:
            round_of = self.inference.search.round_of
            return {fact: round_of(fact) for fact in facts}
        store = self.inference.store
        tables = {p: store.read(p) for p in {fact[1] for fact in facts}}
        rounds = {p: {} if table is None else dict(table.items()) for p, table in tables.items()}
        return {fact: rounds[fact[1]][fact[0], fact[2]] for fact in facts}

    def _update(self, facts: Iterable[Parts], leaves: Mapping[Parts, int], fresh: Container[Parts]) -> list[Parts]:
        """Work facts out, one by one, from what is known; gives back those of which not all premises were."""
        codes, steps, tables, late = self._codes, self._steps, self._tables, list[Parts]()
        known = codes.get
        for fact in facts:
            value, lifting, whole = leaves.get(fact, -1), 0, True
            for rule, premises in steps[fact]:
                weak = SURE
                for premise in premises:
                    code = known(premise)
                    if code is None:
                        if premise in fresh:
                            whole = False
                            break
                        code = self._value(premise)
                    if code != weak:
                        weak = WEAKEST[weak][code]
                else:
                    worth = tables[rule][weak]
                    value = worth if value < 0 else BEST[value][worth]
                    lifting += self._rules[rule].corroborates
            if value >= 0:
                if lifting > 1 and CORROBORATED[value] != value and self.separate(fact) is not None:
                    value = CORROBORATED[value]
                codes[fact] = value
            if not whole:
                late.append(fact)
        return late

    # ------------------------------------------------------------------ separate evidence

    def separate(self, fact: Parts) -> tuple[Step, Step] | None:
        """Two derivations of a fact, by rules that allow it, that rest on separate evidence; None if there are none."""
        supports: list[tuple[Step, frozenset[Parts]]] = []
        for step in self._sorted_steps(fact):
            if self._rules[step[0]].corroborates and self._worth(step) > Level.CONTESTED:
                evidence = frozenset[Parts]().union(*map(self.evidence, step[1]))
                for other, theirs in supports:
                    if theirs and evidence and theirs.isdisjoint(evidence):
                        return other, step
                supports.append((step, evidence))
        return None

    def _worth(self, step: Step) -> Level:
        """The level of a step by what is known so far; the lowest if something is unknown."""
        weak = SURE
        for premise in step[1]:
            if premise in self._steps and premise not in self._codes:
                return Level.CONTESTED
            weak = WEAKEST[weak][self._value(premise)]
        return VALUES[self._tables[step[0]][weak]].level

    def _sorted_steps(self, fact: Parts) -> list[Step]:
        key = self.inference.dictionary.triple_key
        return sorted(self._steps.get(fact, ()), key=lambda step: (step[0], [key(premise) for premise in step[1]]))

    def evidence(self, fact: Parts) -> frozenset[Parts]:
        """The evidence that a fact rests on by its shortest proof, so that it does not change while values are found.

        What holds below a layer is no evidence there.
        """
        found = self._evidence.get(fact)
        if found is not None:
            return found
        below, waiting = {fact: None}, [fact]
        while waiting:
            for _, premises in self._steps.get(waiting.pop(), ()):
                for premise in premises:
                    if premise not in below:
                        below[premise] = None
                        waiting.append(premise)
        ordered = sorted(below, key=self.inference.dictionary.triple_key)
        round_of = self.inference.search.round_of

        def is_leaf(fact: Parts) -> bool:
            return fact not in self._steps or round_of(fact) < FIRST_DERIVED

        # Facts come in the order of their proofs, so premises are known before what rests on them.
        for each, step in shortest_steps(ordered, self._steps, is_leaf).items():
            if step is not None:
                self._evidence[each] = frozenset[Parts]().union(*(self._evidence[premise] for premise in step[1]))
            else:
                own = round_of(each) < FIRST_DERIVED and self.policy.is_evidence(self._triple(each))
                self._evidence[each] = frozenset((each,)) if own else frozenset()
        return self._evidence.setdefault(fact, frozenset())


def listed(inference: Inference) -> Callable[[], Derivations] | None:
    """The list of all derivations, to be made where one by one is more work; a layer has none of the facts below."""
    return inference.derivations if inference.below is None else None
