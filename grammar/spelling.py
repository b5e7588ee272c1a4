"""Corrects misspelt words to words of the lexicon, and only where no ordinary word was meant.

A word is left alone when it is in the lexicon, in the guard list of ordinary words, too short, or has a digit. Among the
words of the lexicon within reach the nearest is taken: fewest edits, then the same first letter, a letter left out before one too
many, the most letters in common at the start, then the alphabet. Two swapped neighbours count as one edit.
"""

from __future__ import annotations

from myologic.engine.remembering import remembered
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.shipped import shipped_text

SHORTEST_WORD = 4
MOST_CORRECTIONS = 12
"""Different words of one question that are looked up at most; the rest stay as they are."""


@remembered(1)
def _guarded() -> str:
    """The guard list as one text with a space around each word. Lines with `#` are remarks."""
    lines = shipped_text("english.txt").splitlines()
    return f" {' '.join(line for line in lines if not line.startswith('#'))} "


@remembered(10_000)
def is_ordinary(word: str) -> bool:
    """Whether a word is in the guard list: an ordinary word that is never corrected.

    Looks in the text itself: for the few words of a question that takes a hundredth of the time of making a set.

    Parameters
    ----------
    word
        In lower case, without white space.
    """
    return f" {word} " in _guarded()


@remembered(1)
def ordinary_words() -> frozenset[str]:
    """The guard list as a set, for those who look for many words."""
    return frozenset(_guarded().split())


def edits_allowed(word: str) -> int:
    """How many edits a word of this length may be away: 1 up to five letters, then 2."""
    return 1 if len(word) <= 5 else 2


def nearest(word: str, lexicon: Lexicon) -> str | None:
    """The word of the lexicon that a misspelt word most likely stands for, or None.

    Parameters
    ----------
    word
        Folded, in the way of `normalise.fold`.
    """
    if len(word) < SHORTEST_WORD - 1 or not word.isalpha() or len(word) > 24:
        return None
    memo = lexicon.memo("nearest")
    if word not in memo:
        if len(memo) > 5_000:
            memo.clear()
        memo[word] = _search(word, lexicon)
    return memo[word]  # type: ignore[no-any-return]  # put there above


def _search(word: str, lexicon: Lexicon) -> str | None:
    # of a very short word only a letter in the middle may be missing
    mask, size, reach = _mask(word), len(word), edits_allowed(word)
    best: tuple[tuple[int, int, int, int, str], str] | None = None
    for other, other_mask in _targets(lexicon):
        if abs(len(other) - size) > reach or (mask ^ other_mask).bit_count() > 2 * reach:
            continue
        if len(other) < SHORTEST_WORD or (size < SHORTEST_WORD and (word[0], word[-1]) != (other[0], other[-1])):
            continue
        edits = distance(word, other, reach)
        if edits > reach or (edits > 1 and word[0] != other[0] and word[1] != other[1]):
            continue
        common = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(size, len(other)))
        key = (edits, int(word[0] != other[0]), int(len(other) <= size), -common, other)
        if best is None or key < best[0]:
            best = (key, other)
    return None if best is None else best[1]


def _targets(lexicon: Lexicon) -> list[tuple[str, int]]:
    memo = lexicon.memo("targets")
    if "list" not in memo:
        memo["list"] = [(w, _mask(w)) for w in sorted(lexicon.vocabulary) if w.isalpha()]
    return memo["list"]  # type: ignore[no-any-return]  # put there above


def _mask(word: str) -> int:
    mask = 0
    for char in word:
        mask |= 1 << (ord(char) % 61)
    return mask


def distance(one: str, other: str, most: int) -> int:
    """Edits between two words (insert, delete, replace, swap neighbours); any number above `most` once it is passed.

    Examples
    --------
    >>> distance("lihgt", "light", 2)
    1
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
