"""What two versions conclude differently for some person, each conclusion with the smallest case that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from myologic.authoring.clauses import BLOCK, Clause, Clauses, Fact, Numbers, compared_clauses
from myologic.authoring.combinations import SAME, SURENESS, TRUTH, Origin, Reach, Support, Supports
from myologic.authoring.conclusions import AVOIDS, CLOSED, PROBABLY_WEAK, SAFETY, SAID, Conclusions, Held, Key
from myologic.authoring.facts import CHANGED, GAINED, LOST
from myologic.authoring.givens import Given, Givens, facts_told, joined
from myologic.authoring.sweep import sweep
from myologic.casework.entries import CaseData
from myologic.casework.facts import CASE, case_facts
from myologic.casework.verdicts import REPORTS
from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI, Term, Triple
from myologic.kb.base import KnowledgeBase
from myologic.kb.ground import GroundCase, ground_program

MOST_CASES = 3000
"""How many cases are run at most; a difference that reaches further is said to have more."""


MOST_SWEPT = 200
"""How many people at random are run as cases at most."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A conclusion that two versions do not share for a case.

    Parameters
    ----------
    key
        What is concluded, with the case before it.
    change
        `gained`, `lost` or `changed`.
    before, after
        As it was and is; None where it does not hold.
    data, told
        The case, and what it is told in words.
    """

    key: Key
    change: str
    before: Held | None
    after: Held | None
    data: CaseData
    told: tuple[str, ...]


_Differences = dict[Triple, tuple[Held | None, Held | None]]


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """All that was found.

    Parameters
    ----------
    changes
        Each conclusion that differs, once for each clause that its difference begins with.
    untried
        What was not looked at, in words; None where everything was.
    """

    changes: tuple[CaseChange, ...]
    untried: str | None


def case_changes(old: KnowledgeBase, new: KnowledgeBase) -> CaseChanges:
    """Find what two versions conclude differently for some person.

    Parameters
    ----------
    old, new
        The versions.
    """
    search = _Search(old, new)
    clauses = compared_clauses(old, new, search.numbers)
    if clauses is None:
        found = search.alone()
        return CaseChanges(tuple(found), "combinations were not tried: a rule about a case cannot be specialised")
    found = search.reached(clauses)
    rest = f"more than {MOST_CASES} cases may show a difference; the smallest of them were tried"
    return CaseChanges(tuple(found), rest if search.exhausted else None)


class _Search:
    """Runs cases in both versions, each once."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self._versions = old, new
        self._old, self._new = Conclusions(old), Conclusions(new)
        self._told: list[Given] = []
        self._run: dict[Support, _Differences] = {}
        self._runs: dict[Support, dict[int, int]] = {}
        self._sure: frozenset[int] = frozenset()
        ways = (each.value for each in (*self._old.ways, *self._new.ways))
        self._never_sure = frozenset((BLOCK, AVOIDS.value, REPORTS.value, *(each.value for each in SAID if each != PROBABLY_WEAK), *ways))
        """Facts of which nobody asks how sure they are."""
        self.numbers = Numbers()
        self._clauses: tuple[Clauses, ...] = ()
        self._reported: dict[int, tuple[int, int]] = {}
        """For each fact that may be a verdict the fact that its site is reported, and that the verdict is."""
        self.exhausted = False

    # ------------------------------------------------------------------ what to try

    def alone(self) -> list[CaseChange]:
        """What differs for cases of one thing."""
        self._tell(fact for kb in self._versions for fact in facts_told(kb))
        shown: dict[tuple[Triple, str], list[Support]] = {}
        for place in range(len(self._told)):
            support = frozenset((place,))
            for fact, (before, after) in self._differences(support).items():
                shown.setdefault((fact, _change(before, after)), []).append(support)
        return list(self._in_words(shown))

    def reached(self, clauses: tuple[Clauses, Clauses]) -> list[CaseChange]:
        """What differs for the cases that the clauses which differ lead to."""
        numbers, self._clauses = self.numbers, clauses
        if not any(version.touched for version in clauses):
            return []
        verdicts = {each.value for each in (*self._old.verdicts, *self._new.verdicts)}
        others = {each.value for each in (*SAID, *self._old.ways, *self._new.ways)}
        wanted: dict[int, Triple] = {}
        reported: list[Clause] = []
        for number, (name, node) in enumerate(tuple(numbers.facts)):
            if name in others and isinstance(node, IRI):
                wanted[number] = Triple(CASE, IRI(name), node)
            elif name in verdicts and isinstance(node, IRI):  # a verdict is one where its site is reported
                where, verdict = numbers.fact(REPORTS.value, node), numbers.fact(f"reported {name}", node)
                wanted[verdict] = Triple(CASE, IRI(name), node)
                self._reported[number] = where, verdict
                reported.append((None, verdict, 0, (where, number), ()))
        self._tell(numbers.facts)
        told = [[numbers.fact(*fact) for fact in (each.fact, each.implies) if fact is not None] for each in self._told]
        self._sure = self._unsure(clauses)
        reaches: list[Reach] = []
        whole = [replace(version, every=(*version.every, *reported)) for version in clauses]
        for version in whole:
            if version.touched:
                reaches += Supports(version, numbers, told, CLOSED, self._differs).reaches(wanted.keys())
        shown = self._smallest(reaches, wanted)
        self._add_swept(shown, sweep(whole, _members(numbers), told, [each.apart for each in self._told], wanted.keys()), wanted)
        return list(self._in_words(shown))

    def _add_swept(
        self,
        shown: dict[tuple[Triple, str], list[Support]],
        swept: Iterable[tuple[int, bool, Support]],
        wanted: Mapping[int, Triple],
    ) -> None:
        """Add what differs for somebody at random and was not found by the search, in the smallest case of it, on both sides."""
        looked = 0
        for number, gained, support in swept:
            fact, change = wanted[number], GAINED if gained else LOST
            if (fact, change) in shown:
                continue
            if looked >= MOST_SWEPT:
                self.exhausted = True
                return
            looked += 1
            found = self._differences(support).get(fact)
            if found is not None and _change(*found) == change:
                least = self._least(support, fact, change)
                shown[fact, change] = [least]
                self._differences(self._mirrored(least))
        for support, differences in tuple(self._run.items()):  # what else was seen on the way
            for fact, held in differences.items():
                if (fact, _change(*held)) not in shown:
                    shown[fact, _change(*held)] = [self._least(support, fact, _change(*held))]

    def _mirrored(self, support: Support) -> Support:
        """The case with left and right exchanged, as far as there is one."""
        places = {each.fact: place for place, each in enumerate(self._told)}
        found = set()
        for place in support:
            name, node = self._told[place].fact
            thing, _, side = node.value.partition("@")
            other = {"left": "right", "right": "left"}.get(side)
            found.add(places.get((name, IRI(f"{thing}@{other}")), place) if other else place)
        return frozenset(found)

    def _differs(self, fact: int, support: Support) -> int:
        """Whether the versions differ on a fact, of common numbers, where some things are told."""
        found = self._runs.get(support)
        if found is None:
            if len(self._runs) >= MOST_CASES:
                self.exhausted = True
                return SAME
            data = joined(self._told[place] for place in support)
            found = self._runs[support] = {} if data is None else self._run_both(data)
        return found.get(fact, SAME)

    def _run_both(self, data: CaseData) -> dict[int, int]:
        """The facts on which the versions differ for a case."""
        cases, held = [], []
        for kb, version in zip(self._versions, self._clauses, strict=True):
            program = ground_program(kb)
            assert program is not None
            cases.append(GroundCase(program, case_facts(data, kb)))
            held.append({version.numbers[atom]: atom for atom in cases[-1].holding()})
        (old, new), (before, after) = cases, held
        found = dict.fromkeys(before.keys() ^ after.keys(), TRUTH)
        for fact in self._sure & before.keys() & after.keys():
            if old.level(before[fact]) != new.level(after[fact]):
                found[fact] = SURENESS
        for fact in self._reported.keys() & (before.keys() | after.keys()):
            where, verdict = self._reported[fact]
            was, is_now = (fact in each and where in each for each in held)
            if was != is_now:
                found[verdict] = TRUTH
            elif was and fact in found:
                found[verdict] = found[fact]
        return found

    def _unsure(self, clauses: Iterable[Clauses]) -> frozenset[int]:
        """The facts that may be surer in one version: what follows from conclusions of the clauses that differ."""
        found: set[int] = set()
        for version in clauses:
            found.update(each[1] for each in version.touched)
        grown = True
        while grown:
            before = len(found)
            for version in clauses:
                for _, head, _, positive, negative in version.every:
                    if head not in found and not found.isdisjoint((*positive, *negative)):
                        found.add(head)
            grown = len(found) > before
        return frozenset(each for each in found if self.numbers.facts[each][0] not in self._never_sure)

    def _tell(self, facts: Iterable[Fact]) -> None:
        """Find what may be told, the plainest first, as the newer version calls it."""
        old, new = (Givens(kb) for kb in self._versions)
        found = {given.fact: given for fact in facts if (given := new.of(*fact) or old.of(*fact)) is not None}
        self._told = sorted(found.values(), key=lambda each: each.key)

    # ------------------------------------------------------------------ trying

    def _smallest(self, reaches: Sequence[Reach], wanted: Mapping[int, Triple]) -> dict[tuple[Triple, str], list[Support]]:
        """For each conclusion that differs the smallest cases that show it, one for each beginning of the difference."""
        shown: dict[tuple[Triple, str], list[Support]] = {}
        done: set[tuple[int, Origin]] = set()
        for reach in sorted(reaches, key=lambda each: (len(each.support), sorted(each.support))):
            fact = wanted[reach.fact]
            found = self._differences(reach.support).get(fact)
            if found is None or (reach.fact, reach.origin) in done:
                continue
            done.add((reach.fact, reach.origin))
            change = _change(*found)
            least = self._least(reach.support, fact, change)
            known = shown.setdefault((fact, change), [])
            if not any(other <= least for other in known):
                known.append(least)
        return shown

    def _least(self, support: Support, fact: Triple, change: str) -> Support:
        """The case without what is not needed to show a difference."""
        size = 0
        while size != len(support):  # what was needed may not be any more, once something else is gone
            size = len(support)
            for each in sorted(support, reverse=True):
                fewer = support - {each}
                found = self._differences(fewer).get(fact) if fewer else None
                if found is not None and _change(*found) == change:
                    support = fewer
        return support

    def _differences(self, support: Support) -> _Differences:
        """What differs for a case: each conclusion with how sure it was and is."""
        known = self._run.get(support)
        if known is None:
            data = joined(self._told[place] for place in support)
            known = self._run[support] = {} if data is None else self._compared(data)
        return known

    def _compared(self, data: CaseData) -> _Differences:
        before, after = self._old.of(data), self._new.of(data)
        found: _Differences = {}
        for fact, sure in before.items():
            if fact not in after:
                found[fact] = Held(sure, fact), None
            elif after[fact] != sure:
                found[fact] = Held(sure, fact), Held(after[fact], fact)
        found.update({fact: (None, Held(sure, fact)) for fact, sure in after.items() if fact not in before})
        if any(isinstance(fact.predicate, IRI) and fact.predicate.value in CLOSED for fact in found):
            safety = {each for each, (kind, _) in SAID.items() if kind == SAFETY}
            return {fact: held for fact, held in found.items() if fact.predicate in safety}
        return found

    # ------------------------------------------------------------------ telling

    def _in_words(self, shown: Mapping[tuple[Triple, str], Sequence[Support]]) -> Iterator[CaseChange]:
        """The differences in words; what holds for an exercise on each of its sides is said once."""
        found: dict[tuple[Term, Term, str, Support], list[Triple]] = {}
        for (fact, change), supports in shown.items():
            version = self._old if change == LOST else self._new
            whole = version.whole(fact)
            for support in supports:
                key = (whole or fact.object, fact.predicate, change, support)
                found.setdefault(key, []).append(fact)
        for (_, _, change, support), group in found.items():
            version = self._old if change == LOST else self._new
            together = version.is_whole(group)
            for fact in group[:1] if together else group:
                before, after = self._differences(support)[fact]
                givens = [self._told[place] for place in sorted(support)]
                told = tuple(each.text for each in givens)
                said = version.key(fact, both=together)
                data = joined(givens)
                assert data is not None
                yield CaseChange(Key(said.kind, f"{' + '.join(told)}: {said.text}"), change, before, after, data, told)


def _members(numbers: Numbers) -> dict[int, list[int]]:
    """The facts of each predicate that some clause denies as a whole."""
    found: dict[int, list[int]] = {place: [] for place in numbers.predicates.values()}
    for fact, (name, _) in enumerate(numbers.facts):
        if name in numbers.predicates:
            found[numbers.predicates[name]].append(fact)
    return found


def _change(before: Held | None, after: Held | None) -> str:
    return GAINED if before is None else LOST if after is None else CHANGED
