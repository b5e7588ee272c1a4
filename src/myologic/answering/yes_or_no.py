"""Whether a text may ask for a yes or no: a look at its words, before anything dearer is tried."""

from __future__ import annotations

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

_OTHERS: Final = frozenset({"what", "which", "how", "why", "where", "who", "what's", "whats"})
_SIGNS: Final = frozenset(
    ("is", "are", "do", "does", "should", "shall", "will", "would", "can", "could", "must", "may", "ought", "need", "am", "isn't", "aren't", "don't")
    + ("doesn't", "shouldn't", "isnt", "dont", "shud", "whether", "if", "right", "correct", "true", "no", "yes", "innit")
)


def may_claim(text: str) -> bool:
    """Whether a text may ask for a yes or no, by the words that open or end such questions.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> may_claim("tea is fine, right?"), may_claim("what is tea?")
    (True, False)
    """
    words = text.casefold().replace("’", "'").split()
    if not words or words[0] in _OTHERS:
        return False
    return text.rstrip().endswith("?") or any(word.strip(",.?!") in _SIGNS for word in words)
