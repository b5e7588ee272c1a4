"""Every form in which a phrase of the lexicon may be written: plurals, forms of verbs, other spellings, parts written as one word.

That depends on the phrase and on a few tables of the language alone. So it can be kept from one lexicon to the next, of which few
phrases differ: it is half of the work of compiling one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from myologic.grammar.inflection import Inflection, Rows, apply_rows
from myologic.grammar.normalise import phrase_words

LONGEST_PHRASE = 14
MOST_FORMS = 48
"""Forms of one phrase that are made at most."""
_BRACKETS = re.compile(r"\([^()]*\)?")

Words = tuple[str, ...]


class KeptForms:
    """Forms that were made before.

    Parameters
    ----------
    language
        What they were made with, see `Forms`.
    known
        The forms by what they are forms of.
    """

    def __init__(self, language: str = "", known: Mapping[str, str] | None = None) -> None:
        self.language = language
        self.known: dict[str, str] = dict(known or {})
        self.used: dict[str, str] = {}

    def for_language(self, language: str) -> None:
        """Forget what was made with other tables."""
        if language != self.language:
            self.language = language
            self.known.clear()

    @property
    def is_worth_keeping(self) -> bool:
        """Whether more than a few forms were made that were not known."""
        return len(self.used.keys() - self.known.keys()) > len(self.known) // 50


class Forms:
    """The forms of phrases, as texts of words with one space between, each once.

    Parameters
    ----------
    inflection
        The suffix rows of the language.
    singular
        Those that make a noun of its plural.
    articles
        Words that a name may leave out.
    respell
        Short spellings to what is read instead.
    links
        Words behind which a name goes on after its noun (*of*, *from*, *with*).
    kept
        Forms that were made before.
    """

    def __init__(
        self,
        inflection: Inflection,
        singular: Rows,
        articles: frozenset[str],
        respell: Mapping[str, str],
        links: frozenset[str] = frozenset(),
        kept: KeptForms | None = None,
    ) -> None:
        self._inflection, self._singular, self._articles, self._respell = inflection, singular, articles, respell
        self._links = links
        self._kept = KeptForms() if kept is None else kept
        tables = (inflection.plural, inflection.third, inflection.past, inflection.gerund, inflection.variant, inflection.irregular)
        self._kept.for_language(repr([*(sorted(table.items()) for table in (*tables, singular, respell)), sorted(articles), sorted(links)]))

    def of_name(self, text: str) -> list[str]:
        """A noun phrase: the last word and the noun before its first link also in the plural, every word also in its other spelling, two words also as one."""
        return self._made("n", text, lambda: (form for variant in _unbracketed(text) for form in self._nouns(variant)))

    def of_verb(self, text: str) -> list[str]:
        """A verb or a verb phrase: its first word in every form."""
        return self._made("v", text, lambda: self._verbs(text))

    def of_plain(self, text: str) -> list[str]:
        """A phrase as it stands, every word also in its other spelling."""
        return self._made("p", text, lambda: self._plain(text))

    def of_word(self, word: str) -> list[str]:
        """Every form that a word may take as a noun or as a verb."""
        return self._made("w", word, lambda: ((form,) for form in self._inflection.word_forms(word)))

    def _made(self, kind: str, text: str, make: Callable[[], Iterable[Words]]) -> list[str]:
        key = f"{kind}{text}"
        made = self._kept.used.get(key)
        if made is None:
            made = self._kept.known.get(key)
            if made is None:
                made = "\n".join(dict.fromkeys(" ".join(words) for words in make() if 0 < len(words) <= LONGEST_PHRASE))
            self._kept.used[key] = made
        return made.split("\n") if made else []

    def _nouns(self, text: str) -> Iterator[Words]:
        words = phrase_words(text)
        if not words:
            return
        single = self._singular_of(words[-1]) if len(words) > 1 else ()
        nouns = (*self._inflection.noun_forms(words[-1]), *single)
        for form in _bounded([*map(self._inflection.spellings, words[:-1]), nouns]):
            yield form
            plain = tuple(word for word in form if word not in self._articles)
            if 1 < len(plain) < len(form):
                yield plain  # *back of the thigh* is also the *back of thigh*
            if len(form) == 2 and len(form[0]) + len(form[1]) > 6:
                yield (form[0] + form[1],)
        at = next((n for n, word in enumerate(words[1:-1], 1) if word in self._links), 0)
        for many in self._inflection.noun_forms(words[at - 1])[1:] if at else ():
            # the noun of *a chair with arms* stands before its end
            yield (*words[: at - 1], many, *words[at:])
            plain = tuple(word for word in words[at:] if word not in self._articles)
            if len(plain) < len(words) - at:
                yield (*words[: at - 1], many, *plain)
        for joined in _joined(text):
            for last in self._inflection.noun_forms(joined[-1]):
                yield (*joined[:-1], last)
        if any(word in self._respell for word in words):
            # a word of the name is a short spelling of another one, and questions are read with that one
            yield tuple(" ".join(self._respell.get(word, word) for word in words).split())

    def _singular_of(self, word: str) -> Words:
        """What a plural is the plural of, where its forms are regular."""
        singulars = (s for s in apply_rows(word, self._singular) if len(s) > 2 and word in apply_rows(s, self._inflection.plural))
        return tuple(singulars) if word.endswith("s") and not word.endswith(("ss", "us", "is")) else ()

    def _verbs(self, text: str) -> Iterator[Words]:
        words = phrase_words(text)
        if words:
            yield from _bounded([self._inflection.verb_forms(words[0]), *map(self._inflection.spellings, words[1:])])

    def _plain(self, text: str) -> Iterator[Words]:
        words = phrase_words(text)
        if words:
            yield from _bounded([self._inflection.spellings(word) for word in words])
        elif text.strip():
            yield (text.strip(),)


def _bounded(forms: Sequence[Words]) -> Iterator[Words]:
    for number, form in enumerate(product(*forms)):
        if number >= MOST_FORMS:
            return
        yield form


def _unbracketed(text: str) -> Iterator[str]:
    """A name without what stands in brackets, and where more follows them also with it: *low (deep) breathing*."""
    plain = _BRACKETS.sub(" ", text) if "(" in text else text
    if plain is text or not phrase_words(plain):
        yield text
        return
    yield plain
    if _BRACKETS.search(text) and phrase_words(text.rpartition(")")[2]):
        yield text.replace("(", " ").replace(")", " ")


def _joined(text: str) -> Iterator[Words]:
    """Hyphenated parts of a name written as one word: *bird-dog* as *birddog*."""
    if "-" in text:
        words = phrase_words(text.replace("-", ""))
        if words:
            yield words
