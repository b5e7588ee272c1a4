"""Sets of values of a variable as integers: one bit for each value."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, islice

# A bit for each number there is, and not for each value noted, where at least one number in so many is a value.
_DENSE = 4
# So many values are looked at before it is seen whether they are enough.
_AT_ONCE = 8192
# A byte for each bit while columns are filled, up to so many bytes for each pair.
_ROOM = 32
_ON = 49  # the digit 1
# Digits as bytes that are true where a bit is set.
_TRUE = bytes.maketrans(b"01", b"\x00\x01")
# Where at least one bit in so many is set all of them are gone through, else those that are set are looked for.
_SPARSE = 12


class Bits:
    """Which bit stands for which value.

    Values are numbers of terms. Where most numbers are values each is its own place; else places are given to values as
    they are noted.
    """

    def __init__(self) -> None:
        # Whether numbers are places.
        self.direct = False
        self._begun = False
        self._many = 0
        self._subjects = array("i")
        # Terms are numbered without gaps, so an array by number holds the places, -1 where there is none.
        self._places = array("i")
        # The values by place as a list, once many were asked for: then none is made anew for each column.
        self._values: list[int] = []

    def begin(self, columns: Iterable[Iterable[int]], count: int) -> None:
        """Look once, before any value is noted, whether numbers can be places.

        Parameters
        ----------
        columns
            Some of the values that will come, perhaps one several times.
        count
            All are below it.
        """
        if self._begun:
            return
        self._begun = True
        seen: set[int] = set()
        for column in columns:
            values = iter(column)
            while some := list(islice(values, _AT_ONCE)):
                seen.update(some)
                if len(seen) * _DENSE >= count:
                    self.direct, self._many = True, len(seen)
                    return

    def __len__(self) -> int:
        """How many values were noted; where numbers are places at least so many are there."""
        return self._many or len(self._subjects)

    def place(self, value: int) -> int:
        """The bit of a value, or -1."""
        if self.direct:
            return max(value, -1)
        return self._places[value] if 0 <= value < len(self._places) else -1

    def note(self, values: Iterable[int], count: int) -> None:
        """Give values, all of them below a count, their bits."""
        if self.direct:
            return
        places, subjects = self._places, self._subjects
        if len(places) < count:
            places.extend(array("i", (-1,)) * (count - len(places)))
        for value in values:
            if places[value] < 0:
                places[value] = len(subjects)
                subjects.append(value)

    def _to_places(self, values: Sequence[int]) -> Sequence[int]:
        return values if self.direct else list(map(self._places.__getitem__, values))

    def of(self, values: Sequence[int], count: int) -> int:
        """The bits of values that have some, all of them below a count; one may come several times."""
        return _packed(self._to_places(values), count if self.direct else len(self._subjects))

    def columns(self, values: Sequence[int], objects: Sequence[int]) -> dict[int, int]:
        """For each object the bits of the values that stand beside it."""
        places, kinds = self._to_places(values), dict.fromkeys(objects)
        size = max(places, default=-1) + 1
        if len(kinds) * size <= _ROOM * len(places):
            digits = {o: bytearray(b"0") * size for o in kinds}
            for place, o in zip(places, objects, strict=True):
                digits[o][place] = _ON
            return {o: _number(found) for o, found in digits.items()}
        members: dict[int, array[int]] = {}
        for place, o in zip(places, objects, strict=True):
            if o in members:
                members[o].append(place)
            else:
                members[o] = array("i", (place,))
        return {o: _packed(found, size) for o, found in members.items()}

    def decode(self, bits: int) -> list[int]:
        """The values whose bits are set."""
        size, count = bits.bit_length(), bits.bit_count()
        if count * _SPARSE > size:
            # Binary digits, the last first, choose among the values.
            return list(compress(self._first_values(size), bin(bits)[:1:-1].encode().translate(_TRUE)))
        places = _places_of(bits, count)
        return places if self.direct else list(map(self._subjects.__getitem__, places))

    def _first_values(self, count: int) -> list[int]:
        """At least the values of so many places."""
        if len(self._values) < count:
            # Made whole and then put there: threads may share this.
            self._values = list(range(count) if self.direct else self._subjects)
        return self._values


def count_of(columns: Mapping[int, int]) -> int:
    """How many bits some columns have."""
    return sum(map(int.bit_count, columns.values()))


def _places_of(bits: int, count: int) -> list[int]:
    """The places of the bits that are set, which are so many."""
    if count == 1:
        return [bits.bit_length() - 1]
    find, at, found = bin(bits)[:1:-1].encode().find, -1, []
    for _ in range(count):
        at = find(_ON, at + 1)
        found.append(at)
    return found


def _packed(places: Sequence[int], most: int) -> int:
    """The number with bits at these places, all of them below a bound."""
    if len(places) < 4:
        bits = 0
        for place in places:
            bits |= 1 << place
        return bits
    if most <= _ROOM * len(places):
        digits = bytearray(b"0") * most
        for place in places:
            digits[place] = _ON
        return _number(digits)
    octets = bytearray(max(places) // 8 + 1)
    for place in places:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")


def _number(digits: bytearray) -> int:
    """The number with these binary digits, the last first."""
    digits.reverse()
    return int(digits, 2) if digits else 0
