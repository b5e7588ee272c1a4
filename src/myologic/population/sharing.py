"""What several nodes have in common, worked out once: pairs of literals, the most frequent first.

References
----------
J. Rajski and J. Vasudevamurthy, The testability-preserving concurrent decomposition and factorization of Boolean
expressions, IEEE Trans. CAD 11 (1992), for taking out what two literals have in common wherever they meet.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from myologic.population.network import Network

Rows = dict[int, frozenset[int]]
WIDEST = 24
"""A node with more literals is split, so that looking for pairs stays quick."""


def shared_rows(net: Network, wanted: Iterable[int]) -> Rows:
    """The nodes that some literals need, with pairs of literals that stand in several of them as nodes of their own.

    Parameters
    ----------
    net
        The network; it stays as it is, new nodes have higher numbers.
    wanted
        The literals.

    Returns
    -------
    dict
        Node to the literals whose conjunction it is.
    """
    following = len(net.needs)
    rows: dict[int, set[int]] = {}
    for node in net.used(wanted):
        wide = list(net.needs[node])
        while len(wide) > WIDEST:  # pairs grow with the square
            rows[following] = set(wide[:WIDEST])
            wide = [*wide[WIDEST:], following << 1]
            following += 1
        rows[node] = set(wide)
    where: dict[tuple[int, int], set[int]] = {}
    alone: dict[tuple[int, int], int] = {}
    for node, literals in rows.items():
        for pair in _pairs(literals):
            where.setdefault(pair, set()).add(node)
            if len(literals) == 2:
                alone[pair] = node
    heap = [(-len(nodes), pair) for pair, nodes in where.items() if len(nodes) > 1]
    heapq.heapify(heap)
    while heap:
        count, pair = heapq.heappop(heap)
        nodes = where[pair]
        if len(nodes) != -count:
            if len(nodes) > 1:
                heapq.heappush(heap, (-len(nodes), pair))
            continue
        if pair not in alone:
            alone[pair] = following
            rows[following] = set(pair)
            following += 1
        node = alone[pair]
        for each in sorted(nodes - {node}):
            literals = rows[each]
            if len(literals) == 2:
                continue
            for other in _pairs(literals):
                where[other].discard(each)
            literals.difference_update(pair)
            literals.add(node << 1)
            for other in _pairs(literals):
                found = where.setdefault(other, set())
                found.add(each)
                if len(found) > 1:
                    heapq.heappush(heap, (-len(found), other))
            if len(literals) == 2:
                alone.setdefault(next(_pairs(literals)), each)
        where[pair] = {node}
    return {node: frozenset(literals) for node, literals in rows.items()}


def in_order(rows: Rows, wanted: Iterable[int]) -> list[int]:
    """The nodes in the order of their needs, what is needed for the same literal close together.

    Parameters
    ----------
    rows
        From `shared_rows`.
    wanted
        The literals.
    """
    order: list[int] = []
    seen: set[int] = set()
    for each in wanted:
        if each >> 1 not in rows or each >> 1 in seen:
            continue
        seen.add(each >> 1)
        work: list[tuple[int, Iterator[int]]] = [(each >> 1, iter(sorted(rows[each >> 1])))]
        while work:
            node, rest = work[-1]
            for literal in rest:
                inner = literal >> 1
                if inner in rows and inner not in seen:
                    seen.add(inner)
                    work.append((inner, iter(sorted(rows[inner]))))
                    break
            else:
                order.append(node)
                work.pop()
    return order


def _pairs(literals: Iterable[int]) -> Iterator[tuple[int, int]]:
    ordered = sorted(literals)
    for place, first in enumerate(ordered):
        for second in ordered[place + 1 :]:
            yield first, second
