"""Regular inflection from suffix rows: every form that a word of the lexicon may take.

The rows are content: one literal `ending replacement replacement …` a row, the longest ending that fits is used and every
replacement of it is made. `-` stands for nothing. So another language is another set of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from myologic.engine.records import dataclass, field

Rows = Mapping[str, tuple[str, ...]]


class SuffixRows(dict[str, tuple[str, ...]]):
    """Suffix rows that know how long their longest ending is."""

    longest = 0


def read_rows(literals: Iterable[str]) -> SuffixRows:
    """Suffix rows from their literals, `"y ies"` → `{"y": ("ies",)}`. A row without a replacement is left out."""
    rows = SuffixRows()
    for literal in sorted(literals):
        ending, *replacements = literal.split()
        if replacements:
            rows["" if ending == "-" else ending] = tuple("" if r == "-" else r for r in replacements)
    rows.longest = max(map(len, rows), default=0)
    return rows


def apply_rows(word: str, rows: Rows) -> tuple[str, ...]:
    """The forms that the row with the longest fitting ending makes of a word; none where no row fits.

    Examples
    --------
    >>> apply_rows("ease", {"": ("ed",), "e": ("ed",)})
    ('eased',)
    """
    longest = rows.longest if isinstance(rows, SuffixRows) else max(map(len, rows), default=0)
    for start in range(max(len(word) - min(longest, 8), 1), len(word) + 1):
        replacements = rows.get(word[start:])
        if replacements is not None:
            stem = word[:start]
            return tuple([stem + replacement for replacement in replacements])
    return ()


@dataclass(frozen=True, slots=True)
class Inflection:
    """The suffix rows of a language, and its irregular words.

    Parameters
    ----------
    plural, third, past, gerund
        Rows for nouns, and for the other forms of a verb.
    variant
        Rows for the other spelling of a word (British, American), tried on every word.
    irregular
        Base form to all its other forms.
    """

    plural: Rows = field(default_factory=dict)
    third: Rows = field(default_factory=dict)
    past: Rows = field(default_factory=dict)
    gerund: Rows = field(default_factory=dict)
    variant: Rows = field(default_factory=dict)
    irregular: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _variants: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _nouns: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _verbs: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    def noun_forms(self, word: str) -> tuple[str, ...]:
        """A noun and its plural, each in both spellings."""
        found = self._nouns.get(word)
        if found is None:  # most words end many names
            forms = (word, *apply_rows(word, self.plural), *self.irregular.get(word, ()))
            found = self._nouns[word] = self._spellings(forms)
        return found

    def verb_forms(self, word: str) -> tuple[str, ...]:
        """A verb in its base form, and all its forms: *ease, eases, eased, easing*."""
        found = self._verbs.get(word)
        if found is None:
            found = self._verbs[word] = self._all_of_verb(word)
        return found

    def _all_of_verb(self, word: str) -> tuple[str, ...]:
        forms = [word]
        if word in self.irregular:
            forms += self.irregular[word]
        else:
            forms += apply_rows(word, self.past)
        forms += apply_rows(word, self.third)
        forms += apply_rows(word, self.gerund)
        return self._spellings(forms)

    def word_forms(self, word: str) -> tuple[str, ...]:
        """Every form that the word may take as a noun or as a verb."""
        return tuple(dict.fromkeys((*self.noun_forms(word), *self.verb_forms(word))))

    def spellings(self, word: str) -> tuple[str, ...]:
        """A word, and its other spelling where it has one."""
        return self._spellings((word,))

    def _spellings(self, forms: Iterable[str]) -> tuple[str, ...]:
        made: dict[str, None] = {}
        for form in forms:
            variants = self._variants.get(form)
            if variants is None:  # most words stand in many names
                variants = self._variants[form] = (form, *apply_rows(form, self.variant))
            made.update(dict.fromkeys(variants))
        return tuple(made)
