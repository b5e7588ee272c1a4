"""Finished facts as plain arrays of bytes, and reading them in place: nothing is built before it is asked for.

Terms are numbered in the order of their texts, facts are sorted by predicate, subject and object and once more by
predicate, object and subject; finding is bisection. The arrays are 32-bit numbers in the byte order of the machine.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from myologic.engine.dictionary import Dictionary, Parts, term_of
from myologic.engine.facts import GIVEN, NEVER, Getter, OpenTable, Pair, Rounds, Store, Table
from myologic.engine.terms import Term, TripleTerm

Numbers = Sequence[int]
# An index of all keys is made when a key was looked for by bisection for each so many of them.
_LOOKS = 32


class FrozenTerms:
    """A dictionary read in place.

    Parameters
    ----------
    parts
        The arrays that `pack_terms` made.
    """

    def __init__(self, parts: Mapping[str, bytes | memoryview]) -> None:
        resources, literals, triples = memoryview(parts["term_counts"]).cast("i").tolist()
        self._resources = resources
        self._plain = literals
        self._text = memoryview(parts["term_text"])
        self._ends: Numbers = memoryview(parts["term_ends"]).cast("i")
        self._triples: Numbers = memoryview(parts["term_parts"]).cast("i")
        self.resource_count: int = resources
        self.literal_count: int = literals + triples
        self._terms: dict[int, Term] = {}
        self._keys: dict[int, str] = {}
        self._found: dict[str, int | None] = {}
        # All keys of IRIs and blank nodes, once so many were looked for that it pays.
        self._index: dict[str, int] | None = None
        self._by_parts: dict[Parts, int] | None = None

    def _octets(self, place: int) -> bytes:
        start = self._ends[place - 1] if place else 0
        return bytes(self._text[start : self._ends[place]])

    def find_key(self, key: str) -> int | None:
        """The number of the term with this key, or None."""
        if key in self._found:
            return self._found[key]
        if key[:1] != '"' and (self._index is not None or len(self._found) * _LOOKS > self._resources):
            if self._index is None:
                self._index = {text: place for place, text in enumerate(self._texts(0, self._resources))}
            return self._index.get(key)
        octets = key.encode("utf-8", "surrogatepass")
        low, high = (self._resources, self._resources + self._plain) if key[:1] == '"' else (0, self._resources)
        end = high
        while low < high:
            middle = (low + high) // 2
            if self._octets(middle) < octets:
                low = middle + 1
            else:
                high = middle
        number: int | None = None
        if low < end and self._octets(low) == octets:
            number = low if low < self._resources else self._resources - 1 - low
        # Keys of no term may come without end: only so many of them are remembered.
        if number is not None or len(self._found) < self._resources:
            self._found[key] = number
        return number

    def _texts(self, first: int, end: int) -> Iterable[str]:
        """The keys at some places."""
        ends = [self._ends[first - 1] if first else 0, *self._ends[first:end]]
        octets = bytes(self._text[ends[0] : ends[-1]])
        if not octets.isascii():
            return (self._octets(place).decode("utf-8", "surrogatepass") for place in range(first, end))
        text, begin = octets.decode("ascii"), ends[0]  # one character is one byte
        return (text[start - begin : stop - begin] for start, stop in pairwise(ends))

    def find_parts(self, parts: Parts) -> int | None:
        """The number of the triple term with these parts, or None."""
        if self._by_parts is None:
            count = self.literal_count - self._plain
            self._by_parts = {self._parts_at(place): -1 - self._plain - place for place in range(count)}
        return self._by_parts.get(parts)

    def _parts_at(self, place: int) -> Parts:
        return self._triples[3 * place], self._triples[3 * place + 1], self._triples[3 * place + 2]

    def parts(self, number: int) -> Parts | None:
        """The parts of a triple term; None for any other term."""
        place = -1 - number - self._plain
        return self._parts_at(place) if number < 0 and place >= 0 else None

    def sort_key(self, number: int) -> str:
        """A text to sort terms by."""
        key = self._keys.get(number)
        if key is None:
            parts = self.parts(number)
            if parts is not None:
                key = f"<<( {' '.join(map(self.sort_key, parts))} )>>"
            else:
                place = number if number >= 0 else self._resources - 1 - number
                key = self._octets(place).decode("utf-8", "surrogatepass")
            self._keys[number] = key
        return key

    def term(self, number: int) -> Term:
        """The term of a number."""
        term = self._terms.get(number)
        if term is None:
            parts = self.parts(number)
            term = TripleTerm(*map(self.term, parts)) if parts is not None else term_of(self.sort_key(number))
            self._terms[number] = term
        return term


class FrozenRounds:
    """The pairs of a frozen table with their rounds."""

    __slots__ = ("_end", "_o", "_places", "_r", "_s", "_start")

    def __init__(self, s: Numbers, o: Numbers, r: Numbers, start: int, end: int) -> None:
        self._s, self._o, self._r, self._start, self._end = s, o, r, start, end
        # Of pairs that are there and were asked for: who explains a fact asks for the same ones again and again.
        self._places: dict[Pair, int] = {}

    def _place(self, pair: Pair) -> int:
        known = self._places.get(pair)
        if known is not None:
            return known
        low = bisect_left(self._s, pair[0], self._start, self._end)
        high = bisect_right(self._s, pair[0], low, self._end)
        place = bisect_left(self._o, pair[1], low, high)
        if place < high and self._o[place] == pair[1]:
            self._places[pair] = place
            return place
        return -1

    def __contains__(self, pair: object) -> bool:
        return self._place(pair) >= 0  # type: ignore[arg-type]  # asked for pairs only

    def get(self, pair: Pair, default: int = NEVER) -> int:
        """The round of a pair, or the default."""
        place = self._place(pair)
        return self._r[place] if place >= 0 else default

    def __iter__(self) -> Iterator[Pair]:
        return zip(self._s[self._start : self._end], self._o[self._start : self._end], strict=True)

    def __len__(self) -> int:
        return self._end - self._start


class FrozenTable:
    """The facts of one predicate, read in place."""

    __slots__ = ("_arrays", "_end", "_objects", "_start", "_subjects", "rounds")

    def __init__(self, arrays: Mapping[str, Numbers], start: int, end: int) -> None:
        self._arrays, self._start, self._end = arrays, start, end
        self.rounds: Rounds = FrozenRounds(arrays["fact_s"], arrays["fact_o"], arrays["fact_r"], start, end)
        self._subjects: dict[int, Sequence[int]] = {}
        self._objects: dict[int, Sequence[int]] = {}

    def by_subject(self) -> Getter:
        """The objects of a subject."""
        return self._getter(self._arrays["fact_s"], self._arrays["fact_o"], self._subjects)

    def by_object(self) -> Getter:
        """The subjects of an object."""
        return self._getter(self._arrays["fact_o2"], self._arrays["fact_s2"], self._objects)

    def _getter(self, keys: Numbers, values: Numbers, known: dict[int, Sequence[int]]) -> Getter:
        start, end = self._start, self._end

        def get(key: int, default: Sequence[int]) -> Sequence[int]:
            found = known.get(key)
            if found is None:
                low = bisect_left(keys, key, start, end)
                high = bisect_right(keys, key, low, end)
                found = known[key] = values[low:high] if low < high else ()
            return found or default

        return get

    def items(self) -> Iterable[tuple[Pair, int]]:
        """Every pair with its round."""
        return zip(self.rounds, self._arrays["fact_r"][self._start : self._end], strict=True)

    def given(self) -> Iterable[Pair]:
        """The pairs that were given."""
        return [pair for pair, number in self.items() if number == GIVEN]

    def not_given(self) -> Iterable[Pair]:
        """The pairs that were not given."""
        return [pair for pair, number in self.items() if number != GIVEN]

    def before(self, number: int) -> Sequence[Pair]:
        """The pairs of rounds before a number: all, since nothing is added."""
        return list(self.rounds)

    def given_table(self) -> Table:
        """The table of what was given."""
        if not any(self._arrays["fact_r"][self._start : self._end]):
            return self
        return OpenTable(dict.fromkeys(self.given(), GIVEN))


class FrozenStore(Store):
    """All facts, read in place; a table is made when it is first read.

    Parameters
    ----------
    parts
        The arrays that `pack_facts` made.
    """

    __slots__ = ("_arrays", "_extents", "_predicates")

    def __init__(self, parts: Mapping[str, bytes | memoryview]) -> None:
        super().__init__()
        names = ("fact_s", "fact_o", "fact_r", "fact_s2", "fact_o2")
        self._arrays: dict[str, Numbers] = {name: memoryview(parts[name]).cast("i") for name in names}
        flat = memoryview(parts["fact_tables"]).cast("i").tolist()
        self._extents = {flat[at]: (flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)}

    def predicates(self) -> list[int]:
        """All predicates that have facts."""
        return list(self._extents)

    def read(self, predicate: int) -> Table | None:
        """The table of a predicate, or None."""
        table = self.tables.get(predicate)
        if table is None and predicate in self._extents:
            table = self.tables[predicate] = FrozenTable(self._arrays, *self._extents[predicate])
        return table

    def read_given(self, predicate: int) -> Table | None:
        """The table of what was given of a predicate, or None."""
        table = self.given.get(predicate)
        if table is None:
            whole = self.read(predicate)
            if isinstance(whole, FrozenTable):
                table = self.given[predicate] = whole.given_table()
        return table


def pack_terms(dictionary: Dictionary) -> tuple[dict[str, bytes], dict[int, int]]:
    """A dictionary as arrays, and for each of its numbers the number it has in them."""
    resources = sorted(range(dictionary.resource_count), key=lambda n: _octets(dictionary, n))
    literals = range(-1, -1 - dictionary.literal_count, -1)
    plain = sorted((n for n in literals if dictionary.parts(n) is None), key=lambda n: _octets(dictionary, n))
    renumbered = {old: new for new, old in enumerate(resources)}
    renumbered |= {old: -1 - new for new, old in enumerate(plain)}
    triples = array("i")
    waiting = sorted((n for n in literals if dictionary.parts(n) is not None), key=dictionary.sort_key)
    while waiting:
        later: list[int] = []
        for number in waiting:
            parts = dictionary.parts(number)
            assert parts is not None
            if all(part in renumbered for part in parts):
                renumbered[number] = -1 - len(plain) - len(triples) // 3
                triples.extend(renumbered[part] for part in parts)
            else:
                later.append(number)
        waiting = later
    texts = [_octets(dictionary, number) for number in (*resources, *plain)]
    ends, end = array("i"), 0
    for text in texts:
        end += len(text)
        ends.append(end)
    counts = array("i", (len(resources), len(plain), len(triples) // 3))
    packed = {
        "term_counts": counts.tobytes(),
        "term_text": b"".join(texts),
        "term_ends": ends.tobytes(),
        "term_parts": triples.tobytes(),
    }
    return packed, renumbered


def _octets(dictionary: Dictionary, number: int) -> bytes:
    return dictionary.sort_key(number).encode("utf-8", "surrogatepass")


def pack_facts(store: Store, renumbered: Mapping[int, int]) -> dict[str, bytes]:
    """Facts as arrays, with new numbers for the terms."""
    names = ("fact_s", "fact_o", "fact_r", "fact_s2", "fact_o2")
    arrays = {name: array("i") for name in names}
    tables = array("i")
    for predicate in sorted(store.predicates(), key=renumbered.__getitem__):
        table = store.read(predicate)
        if table is None or not len(table.rounds):
            continue
        start = len(arrays["fact_s"])
        rows = sorted((renumbered[s], renumbered[o], number) for (s, o), number in table.items())
        arrays["fact_s"].extend(row[0] for row in rows)
        arrays["fact_o"].extend(row[1] for row in rows)
        arrays["fact_r"].extend(row[2] for row in rows)
        turned = sorted((row[1], row[0]) for row in rows)
        arrays["fact_o2"].extend(row[0] for row in turned)
        arrays["fact_s2"].extend(row[1] for row in turned)
        tables.extend((renumbered[predicate], start, len(arrays["fact_s"])))
    return {"fact_tables": tables.tobytes(), **{name: data.tobytes() for name, data in arrays.items()}}
