"""A network run on Python integers, one bit a person: straight-line code without branches, generated once.

Integers beat arrays here: an operation on columns of 65,536 bits costs a third of a microsecond, columns without a bit cost
nothing, and what is no longer needed is given back before the next column is made, so that memory stays in the cache.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from myologic.engine.records import NamedTuple
from myologic.population.network import TRUE, Network
from myologic.population.sharing import Rows, in_order, shared_rows

Run = Callable[[Sequence[int], int], tuple[int, ...]]


class Reduced(NamedTuple):
    """What is asked of a network: its nodes with their literals, the names of inputs, and the literals asked for."""

    rows: Rows
    names: Mapping[int, str]
    wanted: tuple[int, ...]


def reduced(net: Network, wanted: Iterable[int]) -> Reduced:
    """A network reduced to some literals, what several of its nodes have in common worked out once.

    Parameters
    ----------
    net
        The network.
    wanted
        The literals.
    """
    asked = tuple(wanted)
    rows = shared_rows(net, _distinct(asked))
    inner = {each >> 1 for literals in (asked, *rows.values()) for each in literals}
    return Reduced(rows, {node: net.names[node] for node in sorted(inner) if node in net.names}, asked)


class Kernel:
    """A compiled network.

    Parameters
    ----------
    asked
        The network, reduced to the literals to work out.

    Examples
    --------
    >>> net = Network()
    >>> both = net.conj((net.input("a"), net.input("b")))
    >>> kernel = Kernel(reduced(net, [both, both ^ 1]))
    >>> [bin(each) for each in kernel({"a": 0b0110, "b": 0b0011}, 4)]
    ['0b10', '0b1101']
    """

    def __init__(self, asked: Reduced) -> None:
        distinct = _distinct(asked.wanted)
        source, self.inputs, self.operations = _source(asked.names, asked.rows, distinct)
        names: dict[str, Run] = {}
        exec(compile(source, "<population kernel>", "exec"), names)  # generated below from numbers alone
        self._run = names["run"]
        self._kept: tuple[int, ...] = ()
        places = {each: place for place, each in enumerate(distinct)}
        self._asked = [places.get(each, -1 - each) for each in asked.wanted]

    def __call__(self, columns: dict[str, int], people: int) -> list[int]:
        """Work the literals out.

        Parameters
        ----------
        columns
            Input name to its bits, bit n for person n; a missing one holds for nobody.
        people
            How many people there are.

        Returns
        -------
        list of int
            The bits of each literal asked for.
        """
        everyone = (1 << people) - 1
        found = self._run([columns.get(name, 0) for name in self.inputs], everyone)
        # Kept until the next call has its own: else the memory goes back to the system and is asked for again each time.
        self._kept = found
        return [found[each] if each >= 0 else everyone if -1 - each == TRUE else 0 for each in self._asked]


def _distinct(wanted: Iterable[int]) -> list[int]:
    """The literals that are no constants, each once."""
    return sorted({each for each in wanted if each > 1})


def _source(names: Mapping[int, str], rows: Rows, wanted: Sequence[int]) -> tuple[str, list[str], int]:
    """The code, the inputs it takes, and how many operations on columns it has.

    A node without a plain literal is kept as its opposite, so that a disjunction costs no negation. A negation that several
    nodes need is made once; else `x and not y` is `x ^ (x & y)`, because negative integers are slow.
    """
    order = in_order(rows, wanted)
    inputs = sorted({each >> 1 for node in order for each in rows[node]} | {each >> 1 for each in wanted})
    inputs = [each for each in inputs if each not in rows]
    opposite = dict.fromkeys(inputs, 0)
    for node in order:
        opposite[node] = int(all(each & 1 != opposite[each >> 1] for each in rows[node]))
    negated = Counter[int]()
    last: dict[int, int] = {}
    for place, node in enumerate(order):
        against = [each >> 1 for each in rows[node] if each & 1 != opposite[each >> 1]]
        if len(against) != len(rows[node]):
            negated.update(against)
        last.update((each >> 1, place) for each in rows[node])
    for each in wanted:
        last[each >> 1] = len(order)
        if each & 1 != opposite[each >> 1]:
            negated[each >> 1] += 1
    name = {each: f"i{place}" for place, each in enumerate(inputs)}
    turned: dict[int, str] = {}
    free: list[str] = []
    made = operations = 0

    def fresh() -> str:
        nonlocal made
        made += 1
        return free.pop() if free else f"v{made}"

    lines = ["def run(columns, everyone):", f" [{','.join(name.values())}] = columns"]
    for place, node in enumerate(order):
        literals = sorted(rows[node])
        plain = [name[each >> 1] for each in literals if each & 1 == opposite[each >> 1]]
        against = [each >> 1 for each in literals if each & 1 != opposite[each >> 1]]
        operations += len(literals) - 1
        if not plain:
            text = "|".join(name[each] for each in against)
        else:
            for each in [one for one in against if negated[one] > 1]:
                if each not in turned:
                    turned[each] = fresh()
                    lines.append(f" {turned[each]}=everyone^{name[each]}")
                    operations += 1
                plain.append(turned[each])
                against.remove(each)
            text = "&".join(plain)
            if against:
                lines.append(f" x={text}")
                text = f"x^(x&({'|'.join(name[each] for each in against)}))"
                operations += 1
        for each in literals:
            inner = each >> 1
            if last[inner] == place:
                last[inner] = -1
                if inner in rows:
                    free.append(name[inner])
                if inner in turned:
                    free.append(turned.pop(inner))
        name[node] = fresh()
        lines.append(f" {name[node]}={text}")
    results = []
    for each in wanted:
        node = each >> 1
        if each & 1 == opposite[node]:
            results.append(name[node])
        else:
            operations += node not in turned
            results.append(turned.get(node, f"everyone^{name[node]}"))
    lines.append(f" return ({''.join(one + ',' for one in results)})")
    return "\n".join(lines), [names[each] for each in inputs], operations
