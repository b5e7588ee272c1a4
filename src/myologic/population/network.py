"""A network of Boolean nodes, each distinct one held once: what a ground program becomes before it runs or is written as SQL.

A literal is twice the number of a node, plus one where the node is negated. Every inner node is the conjunction of its
literals; a disjunction is a negated conjunction of negated literals. Nodes are numbered so that each only needs lower ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

TRUE, FALSE = 0, 1


class Network:
    """Boolean nodes over named inputs.

    Examples
    --------
    >>> net = Network()
    >>> a, b = net.input("a"), net.input("b")
    >>> net.conj([a, b]) == net.conj([b, a, a]), net.conj([a, a ^ 1]) == FALSE, net.disj([a, net.conj([a, b])]) == a
    (True, True, True)
    """

    def __init__(self) -> None:
        self.needs: list[tuple[int, ...]] = [()]
        """The literals of each node; none for the constant and for inputs."""
        self.names: dict[int, str] = {}
        """Input node to name."""
        self._inputs: dict[str, int] = {}
        self._known: dict[tuple[int, ...], int] = {}

    def input(self, name: str) -> int:
        """The literal of an input."""
        node = self._inputs.get(name)
        if node is None:
            node = self._inputs[name] = len(self.needs)
            self.names[node] = name
            self.needs.append(())
        return node << 1

    def conj(self, literals: Iterable[int]) -> int:
        """The literal that holds where all literals hold."""
        found = set(literals)
        found.discard(TRUE)
        if FALSE in found or any(each ^ 1 in found for each in found):
            return FALSE
        for each in tuple(found):
            inner = self.needs[each >> 1]
            if not inner or each not in found:
                continue
            if each & 1:
                if any(one ^ 1 in found for one in inner):
                    found.discard(each)  # one of its parts is denied anyway
                elif len(inner) == 2 and (inner[0] in found or inner[1] in found):
                    # x and not (x and y) is x and not y
                    found.discard(each)
                    found.add((inner[1] if inner[0] in found else inner[0]) ^ 1)
                    return self.conj(found)
            else:
                if any(one ^ 1 in found for one in inner):
                    return FALSE
                found.difference_update(inner)  # it says them already
        if not found:
            return TRUE
        if len(found) == 1:
            return found.pop()
        key = tuple(sorted(found))
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = len(self.needs)
            self.needs.append(key)
        return node << 1

    def disj(self, literals: Iterable[int]) -> int:
        """The literal that holds where one literal holds."""
        return self.conj(each ^ 1 for each in literals) ^ 1

    def two_of(self, literals: Iterable[int]) -> int:
        """The literal that holds where two of the literals hold, or more."""
        one = two = FALSE
        for each in literals:
            two = self.disj((two, self.conj((one, each))))
            one = self.disj((one, each))
        return two

    def sum_of_products(self, products: Iterable[Iterable[int]]) -> int:
        """The literal that holds where all literals of one product hold; what products share is taken out."""
        kept: list[frozenset[int]] = []
        for each in sorted(
            {frozenset(product) - {TRUE} for product in products}, key=lambda one: (len(one), sorted(one))
        ):
            if FALSE in each or any(one ^ 1 in each for one in each):
                continue
            if not any(smaller <= each for smaller in kept):
                kept.append(each)
        return self._factored(kept)

    def _factored(self, products: Sequence[frozenset[int]]) -> int:
        if not products:
            return FALSE
        counts: dict[int, int] = {}
        for product in products:
            for each in product:
                counts[each] = counts.get(each, 0) + 1
        most = max(counts.values(), default=0)
        if most < 2:
            return self.disj(self.conj(each) for each in products)
        shared = min(each for each, count in counts.items() if count == most)
        inside = [each - {shared} for each in products if shared in each]
        outside = [each for each in products if shared not in each]
        return self.disj((self.conj((shared, self._factored(inside))), self._factored(outside)))

    def used(self, wanted: Iterable[int]) -> list[int]:
        """The inner nodes that some literals need, in order."""
        seen: set[int] = set()
        stack = [each >> 1 for each in wanted]
        while stack:
            node = stack.pop()
            if node not in seen:
                seen.add(node)
                stack += [each >> 1 for each in self.needs[node]]
        return sorted(each for each in seen if self.needs[each])

    def table(self, literals: Iterable[int], over: Iterable[int]) -> list[int] | None:
        """The values of literals for all values of some nodes, if they depend on nothing else.

        Parameters
        ----------
        literals
            What to tabulate.
        over
            The nodes, at most 12; bit n of an entry's place is the value of the n-th.

        Returns
        -------
        list of int or None
            For each literal its column of the table, bit by bit; None where a literal depends on more than the nodes.
        """
        value = {0: (1 << (1 << len(nodes := list(over)))) - 1}
        value.update((node, _pattern(place, len(nodes))) for place, node in enumerate(nodes))
        asked = list(literals)
        stack = [each >> 1 for each in asked]
        while stack:
            node = stack[-1]
            if node in value:
                stack.pop()
                continue
            if not self.needs[node]:
                return None
            missing = [each >> 1 for each in self.needs[node] if each >> 1 not in value]
            if missing:
                stack += missing
                continue
            value[node] = value[0]
            for each in self.needs[node]:
                value[node] &= value[each >> 1] ^ (value[0] if each & 1 else 0)
        return [value[each >> 1] ^ (value[0] if each & 1 else 0) for each in asked]


def _pattern(place: int, count: int) -> int:
    """Bit n is bit `place` of n, for all n below 2 ** count."""
    period = 1 << place
    found = ((1 << period) - 1) << period
    width = period * 2
    while width < 1 << count:
        found |= found << width
        width *= 2
    return found
