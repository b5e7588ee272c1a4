"""Names that are cut short because their other words were said just before: *soup in one bowl or in two*.
"""

from __future__ import annotations

from myologic.grammar.lexicon import THING, WORD, Lexicon
from myologic.grammar.normalise import Word

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

_JOINS = ("OR", "VS", "AND")
_BOTH: Final = ("both", "either")
LONGEST_HEAD = 5
"""Words that a name may have before the number."""


def counted_again(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """The words with a name made whole of which only another number is said behind a joining word.

    Parameters
    ----------
    words
        The words of a sentence, spelt as the lexicon has them.
    lexicon
        The lexicon.

    Returns
    -------
    list of Word
        *soup in one bowl or soup in two bowls* for *soup in one bowl or in two*, where both are names; else the words as they were.
    """
    for at in range(3, len(words) - 1):
        if not _means(words[at].form, _JOINS, lexicon) or not _is_number(words[at - 2].form, lexicon):
            continue
        other = at + 1 + (at + 2 < len(words) and not _is_number(words[at + 1].form, lexicon))
        if not _is_number(words[other].form, lexicon):
            continue
        noun = words[at - 1].form
        behind = words[other + 1].form if other + 1 < len(words) else ""
        end = other + 1 + (behind in (noun, noun + "s"))
        for start in range(max(0, at - 2 - LONGEST_HEAD), at - 2):
            head = [w.form for w in words[start : at - 2]]
            name = next((n for n in ([*head, words[other].form, noun + "s"], [*head, words[other].form, noun]) if _names(n, lexicon)), None)
            if name is not None:
                typed = words[other]
                return [*words[: at + 1], *(typed._replace(form=form) for form in name), *words[end:]]
    return list(words)


def _is_number(form: str, lexicon: Lexicon) -> bool:
    return form in _BOTH or form.isdigit() or _means(form, ("NUMBER",), lexicon)


def _means(form: str, tokens: Sequence[str], lexicon: Lexicon) -> bool:
    return any(lexicon.entries[n].kind == WORD and lexicon.entries[n].value in tokens for n in lexicon.phrases.get(form, ()))


def _names(forms: Sequence[str], lexicon: Lexicon) -> bool:
    numbers = lexicon.phrases.get(" ".join(forms), ())
    return any(lexicon.entries[n].kind == THING for n in numbers)
