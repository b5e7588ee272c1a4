"""Finds the lexicon's phrases in the words of a sentence.

Fixed phrases are looked up word by word as far as the longest phrase with that first word reaches. Loose wordings may be
interrupted: by words that say nothing, and where a pattern has `*` by a few words of any kind. Everything that fits is
returned; which of it is meant is decided later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from myologic.grammar.lexicon import SIDE, Lexicon
from myologic.grammar.normalise import Word

WIDEST_GAP = 8
"""Words that a `*` of a loose wording stands for at most."""


class Match(NamedTuple):
    """A phrase that was found: where it ends (exclusive), how many of the words belong to it, and what it may stand for.

    Parameters
    ----------
    end
        Index of the word after it.
    weight
        Words that belong to the phrase itself.
    entries
        Numbers of entries, best first.
    sides
        Indexes of words inside it that name a side and do not belong to it.
    loose
        It was found by a loose wording.
    """

    end: int
    weight: int
    entries: tuple[int, ...]
    sides: tuple[int, ...] = ()
    loose: bool = False


def matches_at(words: Sequence[Word], position: int, lexicon: Lexicon) -> list[Match]:
    """Every phrase that begins at a word, the heaviest first.

    Parameters
    ----------
    words
        The words of one sentence, marks included.
    position
        Index of the first word.
    """
    found: list[Match] = []
    first = words[position].form
    longest = min(lexicon.heads.get(first, 0), len(words) - position)
    phrase = first
    for length in range(1, longest + 1):
        if length > 1:
            phrase = f"{phrase} {words[position + length - 1].form}"
        numbers = lexicon.phrases.get(phrase)
        if numbers:
            found.append(Match(position + length, length, tuple(numbers)))
    for base in lexicon.lemmas.get(first, "").split("|"):
        for pattern in lexicon.loose.get(base, ()):
            reached = _reach(words, position + 1, pattern, 0, lexicon, ())
            if reached is not None:
                end, sides = reached
                weight = 1 + sum(1 for item in pattern[:-1] if item != "*")
                found.append(Match(end, weight, (pattern[-1],), sides, True))
    found.sort(key=lambda m: (-m.weight, m.loose, m.end, m.entries))
    return found


def _reach(
    words: Sequence[Word], position: int, pattern: Sequence[object], item: int, lexicon: Lexicon, sides: tuple[int, ...]
) -> tuple[int, tuple[int, ...]] | None:
    """Where the rest of a pattern ends, and the sides met on the way; None where it does not fit."""
    while item < len(pattern) - 1:
        wanted = str(pattern[item])
        if wanted == "*":
            for skip in range(WIDEST_GAP + 1):
                there = position + skip
                if there >= len(words):
                    return None
                reached = _reach(words, there, pattern, item + 1, lexicon, sides + _sides(words, position, there, lexicon))
                if reached is not None:
                    return reached
            return None
        if position >= len(words):
            return None
        form = words[position].form
        bases = lexicon.lemmas.get(form)
        alternatives = wanted.split("|")
        if bases is not None and not set(bases.split("|")).isdisjoint(alternatives):
            position += 1
            item += 1
            continue
        if form in lexicon.see_through or _names_side(form, lexicon):
            sides += _sides(words, position, position + 1, lexicon)
            position += 1
            continue
        return None
    return position, sides


def _names_side(form: str, lexicon: Lexicon) -> bool:
    return any(lexicon.entries[number].kind == SIDE for number in lexicon.phrases.get(form, ()))


def _sides(words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> tuple[int, ...]:
    return tuple(i for i in range(start, end) if _names_side(words[i].form, lexicon))
