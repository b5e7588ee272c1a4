"""Which combinations of things a case may be given show a difference, worked out from the clauses that differ.

From each clause that only one version has, the search goes forward to the conclusions that rest on what it concludes, or
on the absence of that. On the way it keeps the smallest *supports*: sets of things to tell of a person with which the
clause is used and the way from it to the conclusion is open. A sign and a condition, two signs, a sign and a negative test
come out of this wherever rules join them; nothing is tried that no rule puts together.

A support only says what has to hold. Whether what must not hold does not, the case itself shows when it is run: a support
of a fact goes on only where the two versions differ on that fact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import islice, product

from myologic.authoring.clauses import Clause, Clauses, Numbers
from myologic.engine.records import dataclass

Support = frozenset[int]
"""Things to tell, by their numbers in the order of what is plainest to tell."""
Origin = tuple[Clause | int, bool]
"""The differing clause or rule that a difference begins with, and whether the way from it leads through an odd number of NOTs."""
Differs = Callable[[int, Support], int]
"""Whether the versions differ on a fact with a support: not at all, in how sure it is, or in whether it holds."""
SAME, SURENESS, TRUTH = 0, 1, 2

MOST_THINGS = 4
"""How many things a combination has at most."""
_KEPT, _TRIED, _SINGLES, _JOINED, _ORIGINS, _VISITS = 2, 8, 8, 600, 12, 10
"""How many supports are kept for an origin, how many are tried for it at a clause, how many things are taken where each alone
would do, how many combinations are looked at for a clause, how many origins are followed to one fact, and how often a clause
is come back to where facts rest on each other."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What a difference reaches: a fact, where it begins, and a support with which it shows."""

    fact: int
    origin: Origin
    support: Support


class Supports:
    """Finds the supports of facts in one version.

    Parameters
    ----------
    clauses
        The clauses of the version.
    numbers
        The numbers of facts.
    told
        What may be told: the facts that each brings, by its number.
    closed
        Predicates that are conclusions of their own and take everything else away: nothing is followed through the
        absence of their facts.
    differs
        Runs a case in both versions.
    """

    def __init__(
        self,
        clauses: Clauses,
        numbers: Numbers,
        told: Sequence[Collection[int]],
        closed: Collection[str],
        differs: Differs,
    ) -> None:
        self._clauses, self._differs = clauses, differs
        self._heads: dict[int, list[Clause]] = {}
        self._used: dict[int, list[int]] = {}
        """The clauses that speak of a fact, or of any fact of a predicate (-1 less its number), by their places."""
        for place, each in enumerate(clauses.every):
            self._heads.setdefault(each[1], []).append(each)
            for fact in dict.fromkeys((*each[3], *each[4])):
                self._used.setdefault(fact, []).append(place)
        self._group: dict[int, int] = {}
        self._members: dict[int, list[int]] = {place: [] for place in numbers.predicates.values()}
        self._closed: set[int] = set()
        for fact, (name, _) in enumerate(numbers.facts):
            if name in numbers.predicates:
                self._group[fact] = -1 - numbers.predicates[name]
                self._members[numbers.predicates[name]].append(fact)
            if name in closed:
                self._closed.add(fact)
        self._bits = self._alone(told)
        self._larger: dict[int, tuple[Support, ...]] = {}
        self._found: dict[int, dict[Origin, tuple[Support, ...]]] = {}

    def _alone(self, told: Sequence[Collection[int]]) -> dict[int, int]:
        """For each fact the things that give it alone, as bits; negations are left aside."""
        bits: dict[int, int] = {}
        for place, facts in enumerate(told):
            for fact in facts:
                bits[fact] = bits.get(fact, 0) | 1 << place
        grown = True
        while grown:
            grown = False
            for _, head, _, positive, _ in self._clauses.every:
                found = -1
                for each in positive:
                    found &= bits.get(each, 0)
                    if not found:
                        break
                if found > 0:
                    known = bits.get(head, 0)
                    if found & ~known:
                        bits[head] = known | found
                        grown = True
        return bits

    def of(self, fact: int) -> tuple[Support, ...]:
        """The smallest supports of a fact: single things where there are any."""
        bits = self._bits.get(fact, 0)
        if bits:
            return tuple(frozenset((place,)) for place in _places(bits, _SINGLES))
        known = self._larger.get(fact)
        if known is None:
            self._larger[fact] = ()  # a fact that needs itself has no support that way
            found = (each for clause in self._heads.get(fact, ()) for each in self._joined(clause[3], frozenset()))
            known = self._larger[fact] = tuple(_ordered(found)[:_SINGLES])
        return known

    def _joined(self, facts: Iterable[int], given: Support) -> Iterator[Support]:
        """Supports of several facts together, with some things told already."""
        told = sum(1 << place for place in given)
        missing = [each for each in facts if not self._bits.get(each, 0) & told]
        if not missing:
            yield given
            return
        common = -1
        for each in missing:
            common &= self._bits.get(each, 0)
        if common > 0:
            yield from (given | {place} for place in _places(common, _SINGLES))
            return
        yield from islice((given.union(*each) for each in product(*map(self.of, missing))), _JOINED)

    # ------------------------------------------------------------------ going forward

    def reaches(self, wanted: Collection[int]) -> Iterator[Reach]:
        """What the clauses that differ reach among some facts.

        Parameters
        ----------
        wanted
            The facts that are conclusions.
        """
        every = self._clauses.every
        queue = [place for place, each in enumerate(every) if each in self._clauses.touched]
        waiting, visits = set(queue), dict.fromkeys(queue, 0)
        while queue:
            place = heappop(queue)
            waiting.discard(place)
            visits[place] = visits.get(place, 0) + 1
            clause, grown = every[place], False
            for origin, supports in self._through(clause):
                grown = self._keep(clause[1], origin, supports) or grown
            for other in self._users(clause[1]) if grown else ():
                if other not in waiting and visits.get(other, 0) < _VISITS:
                    waiting.add(other)
                    heappush(queue, other)
        for fact in sorted(self._found.keys() & set(wanted)):
            for origin, supports in self._found[fact].items():
                yield from (Reach(fact, origin, each) for each in supports)

    def _users(self, fact: int) -> Iterator[int]:
        yield from self._used.get(fact, ())
        if fact in self._group:
            yield from self._used.get(self._group[fact], ())

    def _through(self, clause: Clause) -> Iterator[tuple[Origin, Iterable[Support]]]:
        """What a clause hands on to its conclusion, from where each difference begins."""
        sure, head, _, positive, negative = clause
        reached = False
        for fact in positive:
            for origin, supports in tuple(self._found.get(fact, {}).items()):
                reached = True
                rest = [each for each in positive if each != fact]
                yield origin, [each for support in supports for each in (support, *self._joined(rest, support))]
        for fact in self._denied(negative):
            for (begin, odd), supports in tuple(self._found.get(fact, {}).items()):
                turning = [each for each in supports if self._differs(fact, each) == TRUTH]
                yield (begin, not odd), [each for support in turning for each in (support, *self._joined(positive, support))]
        start = self._clauses.touched.get(clause)
        if start is not None and not reached:
            yield (start, False), self._joined(positive, frozenset())
            for fact in self._denied(negative):  # what now, or no longer, takes the conclusion away
                against = self.of(fact)
                yield (start, True), [each for support in against for each in self._joined(positive, support)]
            if sure is not None and sure[2]:
                yield (start, False), self._together(self._joined(positive, frozenset()), self.of(head))
        if sure is not None and sure[2]:  # separate evidence lifts how sure a conclusion is
            for origin, supports in tuple(self._found.get(head, {}).items()):
                yield origin, self._together(supports, tuple(self._joined(positive, frozenset())))

    def _together(self, some: Iterable[Support], others: Collection[Support]) -> Iterator[Support]:
        return (each | more for each in some for more in others if len(each) == 1 and each != more)

    def _denied(self, negative: Iterable[int]) -> Iterator[int]:
        for each in negative:
            facts = (each,) if each >= 0 else self._members[-1 - each]
            yield from (fact for fact in facts if fact not in self._closed)

    def _keep(self, fact: int, origin: Origin, supports: Iterable[Support]) -> bool:
        """Keep the smallest supports with which a fact differs; whether there is a new one."""
        origins = self._found.setdefault(fact, {})
        known = origins.get(origin, ())
        if not known and len(origins) >= _ORIGINS:
            return False
        kept = list(known)
        for each in _ordered(supports)[:_TRIED]:
            full = len(kept) >= _KEPT and _order(kept[-1]) <= _order(each)
            if full or any(other <= each for other in kept) or not self._differs(fact, each):
                continue
            kept = sorted([other for other in kept if not each < other] + [each], key=_order)[:_KEPT]
        if tuple(kept) == known:
            return False
        origins[origin] = tuple(kept)
        return True


def _places(bits: int, most: int) -> Iterator[int]:
    """The numbers of the lowest bits."""
    while bits and most:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
        most -= 1


def _ordered(supports: Iterable[Support]) -> list[Support]:
    """Supports that are not too large, the smallest first."""
    return sorted({each for each in supports if len(each) <= MOST_THINGS}, key=_order)


def _order(support: Support) -> tuple[int, list[int]]:
    return len(support), sorted(support)
