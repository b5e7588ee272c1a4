"""Finds the lexicon's phrases in the words of a sentence.

Fixed phrases are looked up word by word as far as the longest phrase with that first word reaches. Loose wordings may be
interrupted: by words that say nothing, and where a pattern has `*` by a few words of any kind. Everything that fits is
returned; which of it is meant is decided later.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple
from myologic.grammar.lexicon import INV, REL, SIDE, WORD, Lexicon
from myologic.grammar.normalise import Word

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

WIDEST_GAP = 8
"""Words that a `*` of a loose wording stands for at most."""

_SMALL = 0.4
"""What a small word counts in a fixed phrase."""

_Bases = frozenset[str]
_NOTHING: _Bases = frozenset()


class Match(NamedTuple):
    """A phrase that was found: where it ends (exclusive), how many of the words belong to it, and what it may stand for.

    Parameters
    ----------
    end
        Index of the word after it.
    weight
        Words that belong to the phrase itself, small ones counting little.
    entries
        Numbers of entries, best first.
    sides
        Indexes of words inside it that name a side and do not belong to it.
    loose
        It was found by a loose wording.
    strained
        Words of some meaning inside it that do not belong to it.
    own
        Indexes of the words that a loose wording names.
    """

    end: int
    weight: float
    entries: tuple[int, ...]
    sides: tuple[int, ...] = ()
    loose: bool = False
    strained: int = 0
    own: tuple[int, ...] = ()


class _Pattern(NamedTuple):
    """What follows the first word of a loose wording: sets of base forms, None for a gap; all of it that must occur."""

    items: tuple[_Bases | None, ...]
    entry: int
    weight: int


def find_matches(words: Sequence[Word], lexicon: Lexicon) -> list[list[Match]]:
    """Every phrase that begins at each word, the heaviest first.

    Takes time in proportion to the number of words: phrases, gaps and the wordings with one first word are bounded.

    Parameters
    ----------
    words
        The words of one sentence, marks included.
    """
    forms = [word.form for word in words]
    bases = [_bases(form, lexicon) for form in forms]
    passable = [_is_passable(form, lexicon) for form in forms]
    sides = [_names_side(form, lexicon) for form in forms]
    empty = [_says_nothing(form, lexicon) for form in forms]
    fixed = [_fixed(forms, i, lexicon) for i in range(len(forms))]
    denied = {i for i, form in enumerate(forms) if _denies(form, lexicon) or _is_verb(fixed[i], i, lexicon)}
    present: _Bases = frozenset().union(*bases)
    # a wording of which some word does not occur at all need not be tried
    possible = {base: _wordings(base, lexicon).among(present) for base in present}
    return [fixed[i] + _loose(bases, passable, sides, empty, denied, i, possible) for i in range(len(words))]


def _fixed(forms: Sequence[str], position: int, lexicon: Lexicon) -> list[Match]:
    found: list[Match] = []
    phrase, worth = forms[position], 0.0
    longest = min(lexicon.heads.get(phrase, 0), len(forms) - position)
    for length in range(1, longest + 1):
        worth += _SMALL if forms[position + length - 1] in lexicon.see_through else 1.0
        if length > 1:
            phrase = f"{phrase} {forms[position + length - 1]}"
        numbers = lexicon.phrases.get(phrase)
        if numbers:
            found.append(Match(position + length, worth, tuple(numbers)))
    found.reverse()
    return found


def _loose(
    bases: Sequence[_Bases],
    passable: Sequence[bool],
    sides: Sequence[bool],
    says_nothing: Sequence[bool],
    denied: set[int],
    position: int,
    possible: Mapping[str, list[_Pattern]],
) -> list[Match]:
    found = []
    for base in sorted(bases[position]):
        for pattern in possible[base]:
            end = _reach(pattern.items, 0, bases, passable, denied, position + 1, set())
            if end >= 0:
                inner = tuple(i for i in range(position, end) if sides[i])
                within = [i for i in range(position + 1, end) if not passable[i] and not says_nothing[i]]
                strained = sum(all(item is None or item.isdisjoint(bases[i]) for item in pattern.items) for i in within)
                own = tuple(
                    i for i in range(position, end)
                    if i == position or any(item is not None and not item.isdisjoint(bases[i]) for item in pattern.items)
                )
                found.append(Match(end, pattern.weight, (pattern.entry,), inner, True, strained, own))
    return found


def _reach(
    items: Sequence[_Bases | None],
    item: int,
    bases: Sequence[_Bases],
    passable: Sequence[bool],
    denied: set[int],
    position: int,
    failed: set[tuple[int, int]],
) -> int:
    """Where the rest of a pattern ends, or -1 where it does not fit. What failed once is not tried again."""
    while item < len(items):
        wanted = items[item]
        if wanted is None:
            for there in range(position, min(position + WIDEST_GAP + 1, len(bases))):
                if (item, there) not in failed:
                    end = _reach(items, item + 1, bases, passable, denied, there, failed)
                    if end >= 0:
                        return end
                    failed.add((item, there))
                if there in denied:
                    # what is denied, or stands behind a verb, does not belong to what is said before
                    break
            return -1
        if position >= len(bases):
            return -1
        if not wanted.isdisjoint(bases[position]):
            item += 1
        elif not passable[position]:
            return -1
        position += 1
    return position


class _Wordings:
    """The loose wordings that begin with a base form, found by the words of their last item, made ready when they are met."""

    __slots__ = ("_by_last", "_made", "_rows", "_see_through")

    def __init__(self, rows: Sequence[Sequence[Any]], see_through: _Bases) -> None:
        self._rows = rows
        self._see_through = see_through
        self._made: dict[int, _Pattern] = {}
        self._by_last: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            for word in str(row[-2]).split("|") if len(row) > 1 else ("",):
                self._by_last.setdefault(word, []).append(number)

    def among(self, present: _Bases) -> list[_Pattern]:
        """The wordings all of whose items occur among some base forms, in their order."""
        by_last = self._by_last
        words = present & by_last.keys() if len(present) < len(by_last) else [w for w in by_last if w in present]
        numbers = {n for word in words for n in by_last[word]}
        numbers.update(by_last.get("", ()))
        fitting = (self._pattern(n) for n in sorted(numbers))
        return [p for p in fitting if not any(item is not None and present.isdisjoint(item) for item in p.items)]

    def _pattern(self, number: int) -> _Pattern:
        made = self._made.get(number)
        if made is None:
            row = self._rows[number]
            items = tuple(None if item == "*" else frozenset(str(item).split("|")) for item in row[:-1])
            own = sum(1 for item in items if item is not None and not item <= self._see_through)
            made = self._made[number] = _Pattern(items, row[-1], 1 + own)
        return made


def _wordings(base: str, lexicon: Lexicon) -> _Wordings:
    """The loose wordings that begin with a base form."""
    memo: dict[str, _Wordings] = lexicon.memo("patterns")
    if base not in memo:
        memo[base] = _Wordings(lexicon.loose.get(base, ()), lexicon.see_through)
    return memo[base]


def _bases(form: str, lexicon: Lexicon) -> _Bases:
    found = lexicon.lemmas.get(form)
    return frozenset(found.split("|")) if found else _NOTHING


def _is_passable(form: str, lexicon: Lexicon) -> bool:
    """Whether a word may stand inside a loose wording without belonging to it."""
    return form in lexicon.see_through or _names_side(form, lexicon)


def _says_nothing(form: str, lexicon: Lexicon) -> bool:
    """Whether a word alone is a mark, or only a small word."""
    numbers = lexicon.phrases.get(form, ())
    return not form[0].isalnum() or (bool(numbers) and all(lexicon.entries[n].kind == WORD for n in numbers))


def _is_verb(matches: Sequence[Match], position: int, lexicon: Lexicon) -> bool:
    """Whether a verb of several words begins at a word: what stands behind it is another thing."""
    return any(m.end - position > 1 and any(lexicon.entries[n].kind in (REL, INV) for n in m.entries) for m in matches)


def _denies(form: str, lexicon: Lexicon) -> bool:
    """Whether a word alone takes something away (*not*, *without*), or sets something against what stands before it (*versus*, *but*)."""
    entries = (lexicon.entries[n] for n in lexicon.phrases.get(form, ()))
    return any(e.kind == WORD and e.value in ("NOT", "WITHOUT", "VS", "ARROW", "CONTRAST") for e in entries)


def _names_side(form: str, lexicon: Lexicon) -> bool:
    return any(lexicon.entries[number].kind == SIDE for number in lexicon.phrases.get(form, ()))
