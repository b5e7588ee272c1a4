"""Derived facts as N-Triples, piece by piece, without making a term of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

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
    ends = _ends_of_lines(facts, dictionary)
    size = len(ends)
    pieces: list[str] = []
    count = 0
    for number, endings in facts:
        subject = key(number)
        if not subject.startswith("_:"):
            subject = f"<{subject}>"
        few = len(endings) < _FEW * len(middles)
        if few:
            pieces += subject, subject.join([middles[ending // size] + ends[ending % size] for ending in endings])
            count += len(endings)
        if not few or count >= _PIECE_LINES:
            yield "".join(pieces).encode("utf-8")
            pieces.clear()
            count = 0
        if not few:
            yield from _by_predicate(subject, endings, middles, ends)
    yield "".join(pieces).encode("utf-8")


def _by_predicate(subject: str, endings: list[int], middles: list[str], ends: list[str]) -> Iterator[bytes]:
    """The lines of a subject, those with one predicate together; there may be any number of them."""
    size, at = len(ends), 0
    while at < len(endings):
        predicate = endings[at] // size
        first = predicate * size
        stop = bisect_left(endings, first + size, at, min(at + _PIECE_LINES, len(endings)))
        start = subject + middles[predicate]
        yield (start + start.join([ends[ending - first] for ending in endings[at:stop]])).encode("utf-8")
        at = stop


def _ends_of_lines(facts: SortedFacts, dictionary: Dictionary) -> list[str]:
    """The objects in order as they end a line; their keys, which are as long, are given up for it."""
    keys, term = facts.keys, dictionary.term
    for place, number in enumerate(facts.objects):
        if number < 0:
            keys[place] = f"{nt(term(number))} .\n"
        else:
            text = keys[place]
            keys[place] = f"{text} .\n" if text.startswith("_:") else f"<{text}> .\n"
    return keys
