"""Small pieces of English: lists, certainty in words, singular and plural."""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Final

CERTAINTY: Final[Mapping[str, str]] = {
    "high": "well supported",
    "moderate": "fairly well supported",
    "low": "weakly supported",
    "very-low": "very weakly supported",
    "contested": "sources disagree",
}

RANK: Final[Mapping[str, int]] = {"contested": 0, "very-low": 1, "low": 2, "moderate": 3, "high": 4}


def certainty_words(level: str | None) -> str:
    """A level of certainty for a reader, or an empty text where none is recorded."""
    return "" if level is None else CERTAINTY.get(level, level)


def weakest(levels: Iterable[str | None]) -> str | None:
    """The lowest level among those that are known, None where none is."""
    known = [level for level in levels if level is not None and level in RANK]
    return min(known, key=lambda level: RANK[level]) if known else None


def strongest(levels: Iterable[str | None]) -> str | None:
    """The highest level among those that are known, None where none is."""
    known = [level for level in levels if level is not None and level in RANK]
    return max(known, key=lambda level: RANK[level]) if known else None


def lowered(level: str | None, steps: int = 1) -> str | None:
    """The level that many ranks lower, `very-low` at the least; `contested` and None stay."""
    if level is None or level == "contested":
        return level
    order = ("very-low", "low", "moderate", "high")
    return order[max(0, order.index(level) - steps)] if level in order else level


def listed(parts: Sequence[str], last: str = "and") -> str:
    """The parts as one phrase.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


_ADDED = (", ", " (") + tuple(
    f" {word} "
    for word in ("with", "without", "of", "in", "on", "at", "to", "for", "from", "between", "after", "during", "by", "against", "over", "under", "into", "that", "which")
)
"""What parts a name from what is said of it."""


def counted(number: int, singular: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> counted(1, "habit"), counted(2, "habit"), counted(2, "self-check")
    ('1 habit', '2 habits', '2 self-checks')
    """
    return f"{number} {singular if number == 1 else plural(singular)}"


def a(noun: str) -> str:
    """A noun with its indefinite article; a plural has none.

    Examples
    --------
    >>> a("exercise"), a("muscle"), a("weights")
    ('an exercise', 'a muscle', 'weights')
    """
    if is_or_are(noun) == "are":
        return noun
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def is_or_are(label: str) -> str:
    """The verb for a label, by the look of the last letters before what is said of it.

    Examples
    --------
    >>> is_or_are("hip flexors"), is_or_are("lordosis"), is_or_are("serratus anterior")
    ('are', 'is', 'is')
    >>> is_or_are("sitting without breaks"), is_or_are("muscles of the back")
    ('is', 'are')
    """
    if " " in label:
        label = label[: min(at for at in (*map(label.find, _ADDED), len(label)) if at >= 0)]
    return "are" if label.endswith("s") and not label.endswith(("ss", "is", "us")) else "is"


def plural(noun: str) -> str:
    """A regular plural; a noun that has none stays."""
    if noun in ("means", "series", "equipment", "advice"):
        return noun
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def sentence(text: str) -> str:
    """The text with a capital at its start and a stop at its end."""
    text = text.strip()
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".!?:" else text + "."
