"""Derived facts as N-Triples, piece by piece, without making a term of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from myologic.engine.dictionary import Dictionary
from myologic.engine.facts import Store
from myologic.engine.sorted_facts import sorted_facts
from myologic.grammar.ntriples import nt

# Lines of a piece, at least.
_PIECE_LINES = 8192
# Objects whose texts are remembered, for the subjects that follow.
_REMEMBERED = 50_000


def term_writer(dictionary: Dictionary) -> Callable[[int], str]:
    """A function that gives the N-Triples text of a number."""
    key, term = dictionary.sort_key, dictionary.term

    def write(number: int) -> str:
        if number >= 0:
            text = key(number)
            return text if text.startswith("_:") else f"<{text}>"
        return nt(term(number))

    return write


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
    text = term_writer(dictionary)
    ends: dict[int, str] = {}
    middles: dict[int, str] = {}
    lines: list[str] = []
    last, subject = None, ""
    for s, p, objects in sorted_facts(store, dictionary):
        if s != last:
            last, subject = s, text(s)
        middle = middles.get(p)
        if middle is None:
            middle = middles[p] = f" {text(p)} "
        start = subject + middle
        if len(ends) > _REMEMBERED:
            ends.clear()
        # One thing may have any number of objects.
        for at in range(0, len(objects), _PIECE_LINES):
            some = objects[at : at + _PIECE_LINES]
            if len(objects) > _REMEMBERED:
                lines += (f"{start}{text(o)} .\n" for o in some)
            else:
                for o in some:
                    end = ends.get(o)
                    if end is None:
                        end = ends[o] = f"{text(o)} .\n"
                    lines.append(start + end)
            if len(lines) <= _PIECE_LINES:
                continue
            yield "".join(lines).encode("utf-8")
            lines.clear()
    yield "".join(lines).encode("utf-8")
