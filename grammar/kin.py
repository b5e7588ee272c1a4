"""Kin of words: a lexicon that also reads every word as those of its families.

Loose wordings know the words that somebody thought of; people say others for them. Which words go for one another is content
(`lex:WordFamily`). Read so, much more is taken for a wording: it is a second reading, for what the first one did not understand.
"""

from __future__ import annotations

from _collections_abc import Mapping  # what `collections.abc` hands on, without the package around it

from myologic.engine.records import replace
from myologic.grammar.lexicon import Lexicon

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_MOST_KEPT = 10_000
"""Words whose base forms are kept."""


class _WithKin(Mapping[str, str]):
    """Word forms to their base forms and those of their kin.

    Parameters
    ----------
    lexicon
        Whose base forms and families they are.
    """

    __slots__ = ("_found", "_lexicon")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._found: dict[str, str] = {}

    def get(self, key: str, default: Any = None) -> Any:  # as in Mapping, without an exception for each word not there
        """The base forms of a word and of its kin, `|` between, or the default."""
        found = self._found.get(key)
        if found is None:
            own = self._lexicon.lemmas.get(key, "")
            families = self._lexicon.kin.get(key, "").split()
            bases = [own, *(self._lexicon.kin.get(f"#{number}", "") for number in families)]
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            found = self._found[key] = "|".join(dict.fromkeys(base for each in bases for base in each.split("|") if base))
        return found or default

    def __getitem__(self, key: str) -> str:
        found: str | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._lexicon.lemmas)

    def __len__(self) -> int:
        return len(self._lexicon.lemmas)


def with_kin(lexicon: Lexicon) -> Lexicon:
    """A lexicon that finds loose wordings also where kin of their words are said.

    Parameters
    ----------
    lexicon
        Any; without families it finds what it did.

    Returns
    -------
    Lexicon
        With the same phrases, names and weights.
    """
    return replace(lexicon, lemmas=_WithKin(lexicon), _memo={})
