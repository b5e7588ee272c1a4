"""Corrects misspelt words to words of the lexicon, and only where no ordinary word was meant.

A word is left alone when it is in the lexicon, in the guard list of ordinary words, too short, or has a digit. Among the
words of the lexicon within reach the nearest is taken: fewest edits, then the same first letter, two letters swapped, a letter left out before another
one and that before one too many, words that name something, the most letters in common at the start, then the alphabet. Two
swapped neighbours count as one edit. A word that is none but falls into words of the lexicon misses the blanks between them.
"""

from __future__ import annotations

from myologic.engine.remembering import remembered
from myologic.grammar.lexicon import WORD, Lexicon
from myologic.grammar.normalise import Word
from myologic.grammar.shipped import shipped_text

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST_WORD = 4
SHORTEST_JOINED, LONGEST_JOINED = 6, 40
"""Letters of words that are written without the blanks between them, all together."""
SHORTEST_PARTS, LONGEST_PART = 3, 20
"""Letters of each of these words, on average at least, and at most."""
LONGEST_COMPOUND = 12
"""Letters from which words that name something and stand together are no compound."""
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


def is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is in the lexicon or an ordinary one; the cheap looks first."""
    return word in lexicon.heads or word in lexicon.lemmas or is_ordinary(word) or word in lexicon.vocabulary


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
    if len(word) < SHORTEST_WORD:
        swapped = [word[1] + word[0] + word[2], word[0] + word[2] + word[1]]
        known = [w for w in swapped if w in lexicon.vocabulary]
        if len(known) == 1:
            return known[0]
    # of a very short word only a letter in the middle may be missing
    mask, size, reach = _mask(word), len(word), edits_allowed(word)
    best: tuple[tuple[int, int, int, int, bool, int, str], str] | None = None
    targets = _targets(lexicon)
    for other, other_mask in (row for length in range(size - reach, size + reach + 1) for row in targets.get(length, ())):
        if (mask ^ other_mask).bit_count() > 2 * reach:
            continue
        if len(other) < SHORTEST_WORD or (size < SHORTEST_WORD and (word[0], word[-1]) != (other[0], other[-1])):
            continue
        edits = distance(word, other, reach)
        if edits > reach or (edits > 1 and word[0] != other[0] and word[1] != other[1]):
            continue
        common = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(size, len(other)))
        swapped_only = edits == 1 and size == len(other) and sorted(word) == sorted(other)
        key = (edits, int(word[0] != other[0]), 0 if swapped_only else 1, int(len(other) <= size) + int(len(other) < size), _is_small(other, lexicon), -common, other)
        if best is None or key < best[0]:
            best = (key, other)
    return None if best is None else best[1]


def _asks(word: str, lexicon: Lexicon) -> bool:
    """Whether a word alone opens a question or marks a part of it."""
    return any(lexicon.entries[n].kind == WORD and lexicon.entries[n].value not in ("", "SAY") for n in lexicon.phrases.get(word, ()))


def _is_slip(word: str, lexicon: Lexicon) -> bool:
    """Whether a word of the lexicon is one edit away: then that is meant."""
    better = nearest(word, lexicon)
    return better is not None and distance(word, better, 1) == 1


def _is_small(word: str, lexicon: Lexicon) -> bool:
    """Whether a word alone says nothing of what things are."""
    numbers = lexicon.phrases.get(word, ())
    return bool(numbers) and all(lexicon.entries[n].kind == WORD for n in numbers)


def parted(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of the lexicon that a word falls into where blanks were left out, as few as possible; () where it does not.

    Parameters
    ----------
    word
        Folded, in the way of `normalise.fold`; not a word of the lexicon itself.
    """
    if not SHORTEST_JOINED <= len(word) <= LONGEST_JOINED or not word.isalpha():
        return ()
    vocabulary, phrases, see_through = lexicon.vocabulary, lexicon.phrases, lexicon.see_through
    # the fewest words of each beginning of it, and where its last word starts
    fewest: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(word) + 1):
        ways = [
            (fewest[start][0] + 1, start)
            for start in range(max(0, end - LONGEST_PART), end - 1)
            if fewest[start][0] >= 0 and word[start:end] in (vocabulary if end - start > SHORTEST_WORD else phrases if end - start >= SHORTEST_PARTS else see_through)
        ]
        fewest.append(min(ways, default=(-1, 0)))
    parts: list[str] = []
    end = len(word)
    while end > 0 and fewest[end][0] > 0:
        start = fewest[end][1]
        parts.append(word[start:end])
        end = start
    parts.reverse()
    if not 1 < len(parts) <= len(word) // SHORTEST_PARTS or " ".join(parts) in phrases:
        return tuple(parts) if len(parts) > 1 and " ".join(parts) in phrases else ()
    telling = [part for part in parts if part not in see_through and not _asks(part, lexicon)]
    # two words that both name something are a word of their own more often than not, unless it is a long one
    apart = len(telling) < len(parts) or len(word) >= LONGEST_COMPOUND
    return tuple(parts) if telling and apart and not any(_is_small(part, lexicon) for part in telling) else ()


def with_blanks(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words with those cut that miss the blanks between them; each part keeps the place and the spelling of the whole."""
    tried = 0
    result: list[Word] = []
    for word in words:
        parts: tuple[str, ...] = ()
        small = word.typed == word.form or not word.start
        if len(word.form) >= SHORTEST_JOINED and small and word.form.isalpha() and word.form not in lexicon.respell and tried < MOST_CORRECTIONS and not is_known(word.form, lexicon):
            tried += 1
            parts = () if word.form in lexicon.misspelt or _is_slip(word.form, lexicon) else parted(word.form, lexicon)
        result += [word._replace(form=part) for part in parts] or [word]
    return result


def parts_in(words: Sequence[Word], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Which words `with_blanks` cut, and into what."""
    wholes: dict[tuple[int, str], list[str]] = {}
    for word in words:
        if len(word.typed) > len(word.form):
            wholes.setdefault((word.start, word.typed), []).append(word.form)
    found = [(typed, parts) for (_, typed), parts in wholes.items() if len(parts) > 1 and "".join(parts) == typed.casefold()]
    return [(typed, " ".join(parts)) for typed, parts in found if typed.casefold() not in lexicon.respell]


def _targets(lexicon: Lexicon) -> dict[int, list[tuple[str, int]]]:
    """The words that spelling is corrected to, by their length."""
    memo = lexicon.memo("targets")
    if "list" not in memo:
        found: dict[int, list[tuple[str, int]]] = {}
        for word in sorted(lexicon.vocabulary):
            if word.isalpha():
                found.setdefault(len(word), []).append((word, _mask(word)))
        memo["list"] = found
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
