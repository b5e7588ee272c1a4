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
        at = 0
        while at < len(endings):
            # The facts with one predicate; one thing may have any number of them.
            predicate = endings[at] // size
            first = predicate * size
            stop = bisect_left(endings, first + size, at, min(at + _PIECE_LINES, len(endings)))
            start = subject + middles[predicate]
            pieces += start, start.join([ends[ending - first] for ending in endings[at:stop]])
            count += stop - at
            at = stop
            if count >= _PIECE_LINES:
                yield "".join(pieces).encode("utf-8")
                pieces.clear()
                count = 0
    yield "".join(pieces).encode("utf-8")


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
