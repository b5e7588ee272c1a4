"""Many texts in little memory: one piece of bytes, and a table of numbers that finds them.

As strings in a dict a short text takes 150 bytes, here it takes its own bytes and some 16 more.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from itertools import count as numbered
from operator import add as plus

# So many texts are packed at once.
_AT_ONCE = 10_000
# With at most so many texts for each that is wanted, all that lie between are looked at together.
_SPARSE = 4
# A table is at most this full, in eighths: beyond it what is not there is looked for in too many places.
_FULL = 5
# Stands behind each text; no address and no label holds it.
_END = "\n"
_HASH = (1 << 31) - 1


class PackedTexts:
    """Texts by their places, and places by their texts; more may be added behind.

    Parameters
    ----------
    texts
        All different. The list is emptied: each text goes as soon as it is packed, so that both are never there whole.

    Notes
    -----
    The table is one of open addressing. Hashes differ from run to run, so the order in the table does; no result
    depends on it.
    """

    __slots__ = ("_blob", "_hashes", "_mask", "_starts", "_table")

    def __init__(self, texts: list[str]) -> None:
        self._blob = bytearray()
        self._starts = array("q", (0,))
        self._hashes = array("i")
        self._mask = 0
        self._table = array("i")
        self._widen(len(texts))
        texts.reverse()
        while texts:
            some = texts[: -_AT_ONCE - 1 : -1]
            del texts[-_AT_ONCE:]
            self.places(some)

    def __len__(self) -> int:
        return len(self._hashes)

    def __getitem__(self, place: int) -> str:
        starts = self._starts
        return str(self._blob[starts[place] : starts[place + 1] - 1], "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

    def texts(self, places: Sequence[int]) -> list[str]:
        """The texts at places in ascending order; where these lie close together it is much faster than one by one."""
        found: list[str] = []
        starts = self._starts
        for at in range(0, len(places), _AT_ONCE):
            some = places[at : at + _AT_ONCE]
            first, end = some[0], some[-1] + 1
            bounds = starts[first : end + 1] if end - first <= _SPARSE * len(some) else None
            whole = b"" if bounds is None else self._blob[bounds[0] : bounds[-1]]
            all_there = whole.decode("utf-8", "surrogatepass").split(_END)
            # A text may have what ends one in it: then it is not seen where others begin.
            if len(all_there) != end - first + 1:
                found += map(self.__getitem__, some)
            elif end - first == len(some):
                all_there.pop()
                found += all_there
            else:
                found += [all_there[place - first] for place in some]
        return found

    def find(self, text: str) -> int | None:
        """The place of a text; None where it is none of them."""
        code = hash(text) & _HASH
        table, mask = self._table, self._mask
        at = code & mask
        while number := table[at]:
            if self._hashes[number - 1] == code and self[number - 1] == text:
                return number - 1
            at = (at + 1) & mask
        return None

    def place(self, text: str) -> int:
        """The place of a text, which is added if it was not there before."""
        code = hash(text) & _HASH
        table, mask, hashes = self._table, self._mask, self._hashes
        at = code & mask
        while number := table[at]:
            if hashes[number - 1] == code and self[number - 1] == text:
                return number - 1
            at = (at + 1) & mask
        self._blob += (text + _END).encode("utf-8", "surrogatepass")
        self._starts.append(len(self._blob))
        hashes.append(code)
        count = table[at] = len(hashes)
        if count * 8 > mask * _FULL:
            self._widen(2 * count)
        return count - 1

    def append(self, text: str) -> None:
        """Add a text behind all others; it is not there yet."""
        self.place(text)

    def places(self, texts: Sequence[str]) -> list[int]:
        """The places of texts, each there once; those that were not there before are added."""
        count = len(self._hashes)
        if (count + len(texts)) * 8 > len(self._table) * _FULL:
            self._widen(2 * (count + len(texts)))
        table, mask, hashes = self._table, self._mask, self._hashes
        add_hash, packed = hashes.append, count
        found: list[int] = []
        add, new = found.append, []
        for text, code in zip(texts, map(hash, texts), strict=True):
            code &= _HASH
            at = code & mask
            while number := table[at]:
                # Those of this call are different, so only what was there before may be the same.
                if number <= packed and hashes[number - 1] == code and self[number - 1] == text:
                    add(number - 1)
                    break
                at = (at + 1) & mask
            else:
                add(count)
                count += 1
                table[at] = count
                add_hash(code)
                new.append(text)
        if new:
            joined = _END.join((*new, ""))
            octets = joined.encode("utf-8", "surrogatepass")
            plain = len(octets) == len(joined)
            sizes = map(len, new) if plain else (len(text.encode("utf-8", "surrogatepass")) for text in new)
            # One more for what ends each.
            ends = map(plus, accumulate(sizes, initial=self._starts[-1]), numbered())
            self._starts.extend(islice(ends, 1, None))
            self._blob += octets
        return found

    def _widen(self, count: int) -> None:
        """Make the table large enough for so many texts."""
        size = 1 << max(4, (count * 8 // _FULL).bit_length())
        mask = size - 1
        table = array("i", bytes(4 * size))
        for number, code in enumerate(self._hashes, 1):
            at = code & mask
            while table[at]:
                at = (at + 1) & mask
            table[at] = number
        self._table, self._mask = table, mask
