"""Columns of bits: which values they hold, and which of them were not given."""

from __future__ import annotations

import random

import pytest

from myologic.engine.bits import Bits
from myologic.engine.facts import GIVEN, OpenTable
from myologic.engine.vector_tables import VectorTable


@pytest.mark.parametrize("direct", [False, True])
def test_columns_hold_what_was_put_in(direct: bool) -> None:
    """Few values among many, nearly all of them, one and none: they come back in the order of their places."""
    chosen = random.Random(5)
    bits, values = Bits(), chosen.sample(range(700), 600)
    if direct:
        bits.begin([values], 700)
    for half in (values[:300], values):
        bits.note(half, 700)
        for count in (0, 1, 3, 40, len(half) - 2, len(half)):
            some = chosen.sample(half, count)
            found = bits.decode(bits.of(some, 700))

            assert sorted(found) == sorted(some)
            assert found == sorted(found, key=bits.place)


@pytest.mark.parametrize("count", [0, 1, 3, 30])
def test_what_was_given_is_left_out(count: int) -> None:
    """Where few columns were given and where many were, whole and in part."""
    chosen = random.Random(count)
    bits = Bits()
    bits.note(range(20), 20)
    pairs = {(chosen.randrange(20), chosen.randrange(40)) for _ in range(200)}
    given = set(chosen.sample(sorted(pairs), count)) | {pair for pair in pairs if count and pair[1] == 7}
    columns = bits.columns([s for s, _ in pairs], [o for _, o in pairs])
    table = VectorTable(bits, columns, OpenTable(dict.fromkeys(given, GIVEN)), lambda s, o: 2)
    objects, beside = table.derived_columns()

    assert {(s, o) for o, found in zip(objects, beside, strict=True) for s in bits.decode(found)} == pairs - given
    assert all(beside) and set(table.not_given()) == pairs - given
