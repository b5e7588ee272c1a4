"""How many answers are wanted: a number that is said of what is asked for, and not of anything else.

*Two everyday recipes*, *three of them will do*, *just one* and *no more than four* limit an answer. *Two weeks*, *5 kg*, *twice* and the
number of what somebody already does (*I bake two cakes a day, what else …*) do not.
"""

from __future__ import annotations

from myologic.grammar.lexicon import CLASS, CUE, REL, THING, WORD, Entry, Lexicon
from myologic.grammar.normalise import fold

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from myologic.grammar.tokens import Atom
    from myologic.grammar.units import Reading

MOST: Final = 1_000
"""The largest number of answers that anybody asks for."""
FARTHEST: Final = 5
"""Words from a number to the noun that it counts."""
_NEAR: Final = 2
"""Words between a word that asks for so many and the number, and of a short sentence behind it."""
_MEASURES: Final = ("MEASURE", "MINUTE", "FIGURE")
_ENDS: Final = (
    "WH", "HOW", "YESNO", "GIVEN", "FOR", "FROM", "TO", "VS", "OR", "AND", "ARROW", "WITH", "WITHOUT", "NOT", "DENIAL", "WHO", "DOER", "OF", "CONTRAST",
)
_ASKS: Final = ("LIMIT", "ONLY", "WANT", "WH", "HOW")
"""Words that make the number behind them one of what is wanted."""
_CLAUSE: Final = ("GIVEN", "CONTRAST")


def wanted_in(atoms: Sequence[Atom], reading: Reading, lexicon: Lexicon) -> tuple[int, int] | None:
    """How many answers a sentence asks for.

    Parameters
    ----------
    atoms
        The atoms of the sentence.
    reading
        Its reading.
    lexicon
        The lexicon.

    Returns
    -------
    tuple of two int, or None
        The number, from 1 to `MOST`, and the first word of the phrase that says it.
    """
    if not any(_is_number(atom) for atom in atoms):
        return None
    nouns = {at for at, kind in reading.kind_places if kind == "KIND"}
    for at, atom in enumerate(atoms):
        number = _number(atom)
        if number is not None and _limits(atoms, at, number, nouns, lexicon):
            return number, atom.first
    return None


def _is_number(atom: Atom) -> bool:
    return atom.means_word("NUMBER") is not None


def _number(atom: Atom) -> int | None:
    """The number that an atom says, if so many answers can be asked for."""
    word = atom.means_word("NUMBER")
    value = float(word.extra) if word is not None else 0
    return int(value) if value == int(value) and 1 <= value <= MOST else None


def _limits(atoms: Sequence[Atom], at: int, number: int, nouns: set[int], lexicon: Lexicon) -> bool:
    """Whether the number at a place is that of what is wanted."""
    if atoms[at].means_word("COUNTED") is not None:
        return not _is_told(atoms, at)
    counted = _counted(atoms, at, nouns, lexicon)
    if counted is None:
        return False
    if counted:
        return not (_is_told(atoms, at) or _is_done_to(atoms, at))
    return _stands_alone(atoms, at, number)


def _counted(atoms: Sequence[Atom], at: int, nouns: set[int], lexicon: Lexicon) -> bool | None:
    """Whether the noun behind a number is one of what can be asked for; None where it measures something."""
    for steps, (entries, atom, last) in enumerate(_words(atoms[at + 1 :], lexicon)):
        if steps >= FARTHEST or atom.mark:
            return False
        if any(e.kind == WORD and e.value in _MEASURES for e in entries):
            return None
        if any(e.kind == WORD and e.value == "COUNTED" for e in entries):
            return True
        verb = any(e.kind == REL for e in entries)
        apart = atom.first in nouns or (atom.last - atom.first > 1 and (last or atom.of_kind(THING) is None))
        if any(e.kind == CLASS for e in entries) and (not verb or apart):
            return True
        if any(e.kind == CUE for e in entries) and not any(e.kind in (REL, WORD) for e in entries):
            # *two common reasons for x*
            return True
        if any(e.kind == WORD and e.value in ("NUMBER", *_ENDS) for e in entries):
            return False
    return False


def _words(atoms: Sequence[Atom], lexicon: Lexicon) -> Iterator[tuple[Sequence[Entry], Atom, bool]]:
    """The words of atoms, each with what it may stand for, its atom, and whether it is the last one of that."""
    for atom in atoms:
        forms = fold(atom.text).split()
        if atom.means_word("COUNTED") is not None or len(forms) < 2:
            yield atom.entries, atom, True
            continue
        for number, form in enumerate(forms):
            last = number == len(forms) - 1
            entries = [lexicon.entries[n] for n in lexicon.phrases.get(form, ())]
            # what a name is made of asks for nothing
            named = atom.of_kind(THING) is not None
            yield [e for e in entries if not named or e.kind in (CLASS, REL)], atom, last


def _clause(atoms: Sequence[Atom], at: int) -> Sequence[Atom]:
    """What stands before a place in its clause."""
    start = next((i + 1 for i in range(at - 1, -1, -1) if atoms[i].mark or any(atoms[i].means_word(w) for w in _CLAUSE)), 0)
    return atoms[start:at]


def _asked(atom: Atom) -> bool:
    return any(atom.means_word(token) is not None for token in _ASKS)


def _is_told(atoms: Sequence[Atom], at: int) -> bool:
    """Whether somebody only tells of so many (*I bake two cakes*, *he gave me three*)."""
    before = _clause(atoms, at)
    told = any(a.means_word("DOER") is not None or a.means_word("TOLD") is not None for a in before)
    return told and not any(_asked(a) for a in before)


def _is_done_to(atoms: Sequence[Atom], at: int) -> bool:
    """Whether a verb right before the number is done to so many of something (*recipes that darken two cakes*)."""
    before = [a for a in _clause(atoms, at) if not _is_small(a)]
    verb = bool(before) and before[-1].of_kind(REL) is not None and not _asked(before[-1])
    return verb and (len(before) > 1 or before[-1].of_kind(CLASS) is None)


def _is_small(atom: Atom) -> bool:
    """Whether an atom says nothing and asks nothing."""
    return bool(atom.entries) and all(e.kind == WORD and e.value == "SAY" for e in atom.entries)


def _stands_alone(atoms: Sequence[Atom], at: int, number: int) -> bool:
    """Whether a number without a noun is one of answers: asked for, or said to do, in a few words of its own."""
    before, behind = _clause(atoms, at), _behind(atoms, at)
    nearest = before[-_NEAR:]
    enough = bool(behind) and behind[-1].means_word("ENOUGH") is not None and len(behind) <= _NEAR + 1
    apart = not before and at > 0
    if len(before) == 1 and before[0].means_word("YESNO") is not None:
        # *is one enough*
        return False
    if any(a.means_word("LIMIT") is not None for a in nearest) and (number > 1 or not behind or behind[0].means_word("FOR") is not None):
        return True
    ends = not behind or behind[0].means_word("FOR") is not None
    if any(a.means_word("WANT") is not None or a.means_word("ONLY") is not None for a in nearest) and ends:
        return not any(a.means_word("DOER") for a in before) or any(a.means_word("WANT") for a in before)
    if enough:
        return apart or not before or any(a.means_word("WANT") for a in before)
    return apart and not behind and number > 1


def _behind(atoms: Sequence[Atom], at: int) -> Sequence[Atom]:
    """What stands behind a place in its clause."""
    end = next((i for i in range(at + 1, len(atoms)) if atoms[i].mark), len(atoms))
    return atoms[at + 1 : end]
