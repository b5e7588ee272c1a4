"""Boolean networks: what is simplified keeps its meaning, and the kernel works out what the network says."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from myologic.population.kernel import Kernel, reduced
from myologic.population.network import FALSE, TRUE, Network

NAMES = "abcdef"


def drawn(seed, nodes=40):
    """A network of random nodes, with a function that works each out by hand."""
    chance, net = random.Random(seed), Network()
    known = [(net.input(name), lambda told, name=name: told[name]) for name in NAMES] + [(TRUE, lambda told: True)]

    def pick():
        literal, value = chance.choice(known)
        return (literal ^ 1, lambda told: not value(told)) if chance.random() < 0.4 else (literal, value)

    for _ in range(nodes):
        parts = [pick() for _ in range(chance.randint(1, 4))]
        literals, values = [each for each, _ in parts], [each for _, each in parts]
        way = chance.choice(("and", "or", "two", "products"))
        if way == "and":
            known.append((net.conj(literals), lambda told, values=values: all(each(told) for each in values)))
        elif way == "or":
            known.append((net.disj(literals), lambda told, values=values: any(each(told) for each in values)))
        elif way == "two":
            known.append(
                (net.two_of(literals), lambda told, values=values: sum(bool(each(told)) for each in values) > 1)
            )
        else:
            halves = (literals[:2], literals[1:])
            asked = (values[:2], values[1:])
            known.append(
                (
                    net.sum_of_products(halves),
                    lambda told, asked=asked: any(all(v(told) for v in half) for half in asked),
                )
            )
    return net, known


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_the_kernel_says_what_the_network_says(seed):
    """For all values of the inputs, every literal and its opposite, negations and constants included."""
    net, known = drawn(seed, 25)
    wanted = [each for each, _ in known] + [each ^ 1 for each, _ in known]
    people = [dict(zip(NAMES, (bool(n >> k & 1) for k in range(6)), strict=True)) for n in range(64)]
    columns = {name: sum(told[name] << n for n, told in enumerate(people)) for name in NAMES}
    found = Kernel(reduced(net, wanted))(columns, len(people))

    for (_, value), holds, not_so in zip(known, found, found[len(known) :], strict=False):
        expected = sum(bool(value(told)) << n for n, told in enumerate(people))
        assert holds == expected
        assert not_so == expected ^ ((1 << 64) - 1)


def test_what_says_the_same_is_one_node():
    """Order, repetition, absorption and contradiction leave no node of their own."""
    net = Network()
    a, b, c = (net.input(name) for name in "abc")

    assert net.conj((a, b)) == net.conj((b, a, b))
    assert net.conj((a, a ^ 1)) == FALSE
    assert net.disj((a, net.conj((a, b)))) == a
    assert net.conj((a, net.conj((a, b)) ^ 1)) == net.conj((a, b ^ 1))
    assert net.sum_of_products([(a, b), (a, b, c)]) == net.conj((a, b))


def test_a_table_of_values_needs_nothing_else():
    """A literal is tabulated over the nodes that it depends on; over fewer it is not."""
    net = Network()
    a, b = net.input("a"), net.input("b")
    both = net.conj((a, b))

    assert net.table([both, both ^ 1], [a >> 1, b >> 1]) == [0b1000, 0b0111]
    assert net.table([both], [a >> 1]) is None
