"""Derived facts as N-Triples, piece by piece, without making a term of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import Store
from myologic.engine.sorted_facts import SortedFacts
from myologic.grammar.ntriples import nt

# Lines of a piece, at least.
_PIECE_LINES = 8192
# Of a subject with fewer facts than this for each predicate lines are put together one by one.
_FEW = 16


def ntriples_pieces(store: Store, dictionary: Dictionary) -> Iterator[bytes]:
    """The derived facts of a store as N-Triples 1.2 in UTF-8, in sorted order.

    Parameters
    ----------
    store, dictionary
        Finished facts and their terms.

    Yields
    ------
    bytes
        Some lines.
    """
    facts = SortedFacts(store, dictionary)
    key = dictionary.sort_key
    middles = [f" <{key(p)}> " for p in facts.predicates]
    objects = _Objects(facts, dictionary)
    size, few = len(facts.keys), _FEW * len(middles)
    ends: list[str] = []
    pieces: list[str] = []
    for subject, endings in facts:
        start = subject if subject[:2] == "_:" else f"<{subject}>"
        if len(endings) < few:
            ends = ends or objects.ends()
            pieces += [start + middles[ending // size] + ends[ending % size] for ending in endings]
            if len(pieces) < _PIECE_LINES:
                continue
        yield "".join(pieces).encode("utf-8")
        pieces.clear()
        if len(endings) >= few:
            yield from _by_predicate(start, endings, middles, objects)
    yield "".join(pieces).encode("utf-8")


def _by_predicate(subject: str, endings: list[int], middles: list[str], objects: _Objects) -> Iterator[bytes]:
    """The lines of a subject, those with one predicate together; there may be any number of them."""
    size, at = len(objects), 0
    while at < len(endings):
        predicate = endings[at] // size
        first = predicate * size
        stop = bisect_left(endings, first + size, at, min(at + _PIECE_LINES, len(endings)))
        start = subject + middles[predicate]
        yield objects.lines(start, [ending - first for ending in endings[at:stop]] if first else endings[at:stop])
        at = stop


class _Objects:
    """The objects of all facts in order, as lines end with them."""

    def __init__(self, facts: SortedFacts, dictionary: Dictionary) -> None:
        self._keys, self._facts, self._dictionary = facts.keys, facts, dictionary
        self._count = len(facts.keys)
        # Where the addresses are that most objects are: other terms are sorted before or behind these.
        self._first, self._end = bisect_left(self._keys, "a"), bisect_left(self._keys, "{")
        self._ends: list[str] = []

    def __len__(self) -> int:
        return self._count

    def ends(self) -> list[str]:
        """Each object as it ends a line; keys, which are as long, are given up for it."""
        if not self._ends:
            first, end = self._first, self._end
            self._ends, self._keys = self._keys, []
            for place in chain(range(first), range(end, len(self))):
                self._ends[place] = f"{nt(self._dictionary.term(self._facts.object_at(place)))} .\n"
            self._ends[first:end] = [f"<{key}> .\n" for key in self._ends[first:end]]
        return self._ends

    def lines(self, start: str, places: list[int]) -> bytes:
        """Some lines that start alike."""
        first, end = places[0], places[-1] + 1
        whole = end - first == len(places)
        if not self._ends and whole and self._first <= first and end <= self._end:
            # Many objects of one subject stand in order, and need not be made ends of lines one by one.
            next_line = f"> .\n{start}<"
            return f"{start}<{next_line.join(self._keys[first:end])}> .\n".encode()
        ends = self.ends()
        return (start + start.join(ends[first:end] if whole else [ends[place] for place in places])).encode("utf-8")
