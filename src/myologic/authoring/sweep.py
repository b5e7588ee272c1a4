"""Many people at random against two versions at once, a bit for each person: which conclusions differ for anybody.

The search in `combinations` follows what opens the way to a difference. It does not look for what has to be told so that
something else, which hides the difference, is taken away. So the clauses of both versions are run for many thousand people who
are told a few of the things that matter here. A fact is one whole number with a bit for each person, and a clause is a few
operations on such numbers; what one person differs in is then run as a case and made as small as it can be.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import networkx

from myologic.authoring.clauses import Clause, Clauses
from myologic.authoring.combinations import Support

PEOPLE = 1 << 15
"""How many people there are."""
MOST_TOLD = 8
"""How many things a person is told at most."""
_BEARING, _NEAR = 80, 0.85
"""How many things may bear on a fact for it to be the subject of a person, and how much of what is told is about it."""
_SHOWN = 4
"""How many people are named for a fact that differs."""


def sweep(
    versions: Sequence[Clauses],
    members: Mapping[int, Sequence[int]],
    told: Sequence[Collection[int]],
    apart: Sequence[object],
    wanted: Collection[int],
) -> Iterator[tuple[int, bool, Support]]:
    """Facts that hold for a person in one version only, with what some such person is told.

    Parameters
    ----------
    versions
        The older and the newer one.
    members
        The facts of each predicate, by its number.
    told
        What may be told: the facts that each brings.
    apart
        For each of these, what it speaks of: a person is told one thing of it; None for what is not told.
    wanted
        The facts that are conclusions.

    Yields
    ------
    tuple
        The fact, whether the newer version has it, and the places of what is told.
    """
    reached = _downstream(versions, members)
    facts = sorted(reached & set(wanted))
    needed = _upstream(versions, members, facts)
    places = [place for place, brings in enumerate(told) if apart[place] is not None and not needed.isdisjoint(brings)]
    if not places:
        return
    people = _people(places, _neighbours(versions, told, places, reached), apart)
    given: dict[int, int] = {}
    for place, bits in people.items():
        for fact in told[place]:
            given[fact] = given.get(fact, 0) | bits
    before, after = (_run(version.every, members, given, needed) for version in versions)
    for fact in facts:
        was, is_now = before.get(fact, 0), after.get(fact, 0)
        for gained, bits in ((False, was & ~is_now), (True, is_now & ~was)):
            for person in _lowest(bits, _SHOWN):
                yield fact, gained, frozenset(place for place, known in people.items() if known >> person & 1)


def _people(places: Sequence[int], neighbours: Sequence[Sequence[int]], apart: Sequence[object]) -> dict[int, int]:
    """For each thing that may be told, the people who are told it; the same ones every time.

    Most of what a person is told bears on one thing: two tests of one muscle, a sign and what explains it.
    """
    chance = random.Random(len(places))
    told = {place: bytearray(PEOPLE // 8) for place in places}
    for person in range(PEOPLE):
        near = chance.choice(neighbours) if neighbours else places
        spoken = set()
        for _ in range(chance.randint(1, MOST_TOLD)):
            place = chance.choice(near if chance.random() < _NEAR else places)
            if apart[place] not in spoken:
                spoken.add(apart[place])
                told[place][person >> 3] |= 1 << (person & 7)
    return {place: int.from_bytes(bits, "little") for place, bits in told.items()}


def _neighbours(
    versions: Iterable[Clauses], told: Sequence[Collection[int]], places: Iterable[int], reached: Iterable[int]
) -> list[list[int]]:
    """Things that bear on one fact which may differ, for each such fact on which not too many do."""
    bearing: dict[int, int] = {}
    for number, place in enumerate(places):
        for fact in told[place]:
            bearing[fact] = bearing.get(fact, 0) | 1 << number
    clauses = [clause for version in versions for clause in version.every]
    grown = True
    while grown:
        grown = False
        for _, head, _, positive, negative in clauses:
            bits = known = bearing.get(head, 0)
            for fact in (*positive, *negative):
                bits |= bearing.get(fact, 0)  # a NOT over all facts of a predicate bears on everything, and is left aside
            if bits != known:
                bearing[head] = bits
                grown = True
    found = {bearing.get(fact, 0) for fact in reached}
    named = list(places)
    some = (bits for bits in sorted(found) if 1 < bits.bit_count() <= _BEARING)
    return [[place for number, place in enumerate(named) if bits >> number & 1] for bits in some]


def _downstream(versions: Iterable[Clauses], members: Mapping[int, Sequence[int]]) -> set[int]:
    """All that may follow from, or be taken away by, what the clauses that differ conclude."""
    users: dict[int, set[int]] = {}
    found: list[int] = []
    for version in versions:
        found += (clause[1] for clause in version.touched)
        for _, head, _, positive, negative in version.every:
            for fact in (*positive, *_denied(negative, members)):
                users.setdefault(fact, set()).add(head)
    return _closure(found, users)


def _upstream(versions: Iterable[Clauses], members: Mapping[int, Sequence[int]], facts: Iterable[int]) -> set[int]:
    """All that some facts rest on, or the absence of which they rest on."""
    needs: dict[int, set[int]] = {}
    for version in versions:
        for _, head, _, positive, negative in version.every:
            needs.setdefault(head, set()).update(positive, _denied(negative, members))
    return _closure(facts, needs)


def _closure(begin: Iterable[int], steps: Mapping[int, Collection[int]]) -> set[int]:
    found = set(begin)
    waiting = list(found)
    while waiting:
        more = [each for each in steps.get(waiting.pop(), ()) if each not in found]
        found.update(more)
        waiting += more
    return found


def _denied(negative: Iterable[int], members: Mapping[int, Sequence[int]]) -> Iterator[int]:
    for each in negative:
        if each >= 0:
            yield each
        else:
            yield from members.get(-1 - each, ())


def _run(
    clauses: Iterable[Clause], members: Mapping[int, Sequence[int]], given: Mapping[int, int], needed: Collection[int]
) -> dict[int, int]:
    """For each needed fact the people for whom it holds."""
    heads: dict[int, list[Clause]] = {}
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    for clause in clauses:
        if clause[1] in needed:
            heads.setdefault(clause[1], []).append(clause)
            graph.add_edges_from((fact, clause[1]) for fact in (*clause[3], *_denied(clause[4], members)))
    graph.add_nodes_from(heads)
    whole = networkx.condensation(graph)
    everybody = (1 << PEOPLE) - 1
    held = dict(given)
    anybody: dict[int, int] = {}
    """For each predicate the people for whom any fact of it holds; asked for when all of its facts are known."""
    for group in networkx.topological_sort(whole):
        own = [clause for fact in whole.nodes[group]["members"] for clause in heads.get(fact, ())]
        grown = True
        while grown:
            grown = False
            for _, head, _, positive, negative in own:
                bits = everybody
                for fact in positive:
                    bits &= held.get(fact, 0)
                    if not bits:
                        break
                for fact in negative if bits else ():
                    bits &= ~(held.get(fact, 0) if fact >= 0 else _any(fact, members, held, anybody))
                if bits & ~held.get(head, 0):
                    held[head] = held.get(head, 0) | bits
                    grown = len(whole.nodes[group]["members"]) > 1
    return held


def _any(predicate: int, members: Mapping[int, Sequence[int]], held: Mapping[int, int], known: dict[int, int]) -> int:
    found = known.get(predicate)
    if found is None:
        found = 0
        for fact in members.get(-1 - predicate, ()):
            found |= held.get(fact, 0)
        known[predicate] = found
    return found


def _lowest(bits: int, most: int) -> Iterator[int]:
    while bits and most:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
        most -= 1
