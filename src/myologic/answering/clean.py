"""What may leave the program: no control, bidi, zero-width, tag or surrogate characters."""

from __future__ import annotations

_KEPT = "\n\t"


def clean(text: str) -> str:
    """The text without characters that act on a terminal or hide from a reader; newline and tab stay.

    Parameters
    ----------
    text
        Any text, from content or from a user.

    Returns
    -------
    str
        The same text without the characters of the Unicode categories Cc, Cf and Cs; line and paragraph separators
        become spaces.

    Examples
    --------
    >>> clean("a\\x1b[31mb\\u202ec")
    'a[31mbc'
    """
    if text.replace("\n", "").replace("\t", "").isprintable():  # then no character is of these categories
        return text
    from unicodedata import category

    return "".join(_shown(char, category(char)) for char in text)


def clean_line(text: str) -> str:
    """The text on one line: cleaned, every run of white space one space, none at the ends."""
    return " ".join(clean(text).split())


def _shown(char: str, category: str) -> str:
    if char in _KEPT:
        return char
    if category in ("Cc", "Cf", "Cs"):
        return ""
    return " " if category in ("Zl", "Zp") else char
