"""Phrases with all their regular forms, as they are collected from triples.

A name stands also in the plural, a verb in every form, a word in its other spelling; two words that are often one are
also that. Which phrases there are, and what they mean, `grammar/compile.py` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

from myologic.engine.terms import IRI, RDF, RDFS, Literal, Term, Triple
from myologic.grammar.forms import LONGEST_PHRASE, Forms, KeptForms
from myologic.grammar.inflection import Inflection, apply_rows, read_rows
from myologic.grammar.lexicon import INV, Entry
from myologic.grammar.normalise import fold, phrase_words

LEX = "https://w3id.org/myologic/lex#"
SKOS = "http://www.w3.org/2004/02/skos/core#"

LINKS = frozenset({"FROM", "WITH", "OF", "TO", "FOR"})
"""Tokens of words behind which a name goes on after its noun."""


class Facts(Protocol):
    """Anything that can be asked for triples; None stands for any term."""

    def match(self, subject: Term | None, predicate: Term | None, object: Term | None) -> Iterator[Triple]: ...


@runtime_checkable
class Texts(Facts, Protocol):
    """Facts that are also given as texts, which makes no terms of them."""

    def texts(self, predicate: Term) -> Iterable[tuple[str, str]]:
        """Subject and object of the facts with a predicate, of those that are addresses and texts."""


class Pairs:
    """Reads triples as pairs of texts, each property once.

    Parameters
    ----------
    facts
        The triples.
    """

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._pairs: dict[str, list[tuple[str, str]]] = {}

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """(subject, object) of every triple with this predicate, sorted; only IRIs and literals count."""
        known = self._pairs.get(predicate)
        if known is None:
            known = self._pairs[predicate] = sorted(set(self._texts(IRI(_full(predicate)))))
        return known

    def _texts(self, predicate: IRI) -> Iterable[tuple[str, str]]:
        if isinstance(self.facts, Texts):
            return self.facts.texts(predicate)
        found = ((each.subject, _text(each.object)) for each in self.facts.match(None, predicate, None))
        return [(subject.value, value) for subject, value in found if isinstance(subject, IRI) and value is not None]

    def texts_of(self, predicate: str) -> list[str]:
        return [text for _, text in self.pairs(predicate)]

    def single(self, predicate: str) -> dict[str, str]:
        """Subject to its first object."""
        values: dict[str, str] = {}
        for subject, value in self.pairs(predicate):
            values.setdefault(subject, value)
        return values

    def grouped(self, predicate: str) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        for subject, value in self.pairs(predicate):
            values.setdefault(subject, []).append(value)
        return values


class Collector(Pairs):
    """Collects entries phrase by phrase; used once.

    Parameters
    ----------
    facts
        The triples.
    kept
        Forms of phrases that were made before.
    """

    def __init__(self, facts: Facts, kept: KeptForms | None = None) -> None:
        super().__init__(facts)
        self.entries: dict[Entry, int] = {}
        self.phrases: dict[str, list[int]] = {}
        self.loose: dict[str, list[list[Any]]] = {}
        self.loose_words: set[str] = set()
        self.word_sets: dict[str, list[str]] = {}
        self._items: dict[str, list[str]] = {}
        self.respell = self.respellings("lex:respell")
        self.articles = frozenset(w for s, w in self.pairs("lex:form") if s.endswith("article"))
        self.singular = read_rows(self.texts_of("lex:singularRow"))
        self.inflection = Inflection(
            plural=read_rows(self.texts_of("lex:pluralRow")),
            third=read_rows(self.texts_of("lex:thirdRow")),
            past=read_rows(self.texts_of("lex:pastRow")),
            gerund=read_rows(self.texts_of("lex:gerundRow")),
            variant=read_rows(self.texts_of("lex:variantRow")),
            irregular={row.split()[0]: tuple(row.split()[1:]) for row in self.texts_of("lex:irregular")},
        )
        self.forms = Forms(self.inflection, self.singular, self.articles, self.respell, self.links(), kept)

    # ------------------------------------------------------------------ adding phrases

    def number(self, entry: Entry) -> int:
        return self.entries.setdefault(entry, len(self.entries))

    def _add(self, forms: Iterable[str], entry: Entry) -> None:
        number = -1
        for form in forms:
            numbers = self.phrases.setdefault(form, [])
            if number < 0:
                number = self.number(entry)
            if number not in numbers:
                numbers.append(number)

    def add_name(self, text: str, entry: Entry) -> None:
        """A noun phrase in all its forms."""
        self._add(self.forms.of_name(text), entry)

    def add_verb(self, text: str, entry: Entry) -> None:
        """A verb or a verb phrase in all its forms."""
        self._add(self.forms.of_verb(text), entry)

    def add_plain(self, text: str, entry: Entry) -> None:
        """A phrase as it stands, in both spellings."""
        self._add(self.forms.of_plain(text), entry)

    def add_loose(self, text: str, entry: Entry) -> None:
        """A wording that may be interrupted.

        `*` stands for a few words, `a|b` for either, `{name}` for any word of a set, `a ~ b` for both orders: *a … b* and
        *b a*. Every word stands for all its forms.
        """
        before, turned, behind = text.replace("…", " * ").partition(" ~ ")
        for each in (f"{before} * {behind}", f"{behind} {before}") if turned else (before,):
            self._add_pattern(each, entry)

    def _add_pattern(self, text: str, entry: Entry) -> None:
        pattern: list[str] = []
        for item in text.split():
            made = self._items.get(item)
            if made is None:  # most items stand in many wordings
                made = self._items[item] = self._item(item)
            pattern += made
        while pattern and pattern[0] == "*":
            pattern.pop(0)
        while pattern and pattern[-1] == "*":
            pattern.pop()
        if not pattern:
            return
        number = self.number(entry)
        for first in pattern[0].split("|"):
            row = [*pattern[1:], number]
            rows = self.loose.setdefault(first, [])
            if row not in rows:
                rows.append(row)

    def _item(self, item: str) -> list[str]:
        """What an item of a loose wording becomes: a gap, the words of a set or of alternatives as one, or word by word."""
        if item == "*":
            return ["*"]
        alternatives = [a for each in item.split("|") for a in self._of_set(each)]
        words = [w for alternative in alternatives for w in phrase_words(alternative)]
        self.loose_words.update(words)
        return ["|".join(dict.fromkeys(words))] if len(alternatives) > 1 else words

    def _of_set(self, word: str) -> list[str]:
        """The words of a set that is named in braces; any other word is itself."""
        if not (word.startswith("{") and word.endswith("}")):
            return [word]
        if not self.word_sets:
            forms = self.grouped("lex:form")
            self.word_sets = {name: forms.get(group, []) for group, name in self.pairs("lex:setName")}
        return self.word_sets.get(word[1:-1], [])

    def wording(self, text: str, entry: Entry) -> None:
        """A verb, or a helping verb with more words; these also stand alone, for the helping verb may stand elsewhere."""
        first, *rest = phrase_words(text) or ("",)
        if first not in self._helping():
            self.add_verb(text, entry)
            if entry.kind == INV:
                # an inverse wording stands in the third person: *comes from*, *counts as*
                for base in apply_rows(first, self.singular):
                    self.add_verb(" ".join((base, *rest)), entry)
            return
        self.add_plain(text, entry)
        self._add((" ".join((form, *rest)) for form in self.inflection.verb_forms(first) if len(rest) < LONGEST_PHRASE), entry)
        if len(rest) > 1 and len(rest[0]) > 3:
            self.add_plain(" ".join(rest), entry)

    def _helping(self) -> frozenset[str]:
        if not hasattr(self, "_helping_words"):
            self._helping_words = frozenset(w for s, w in self.pairs("lex:form") if s.endswith("helping-word"))
        return self._helping_words

    def respellings(self, predicate: str) -> dict[str, str]:
        table = {}
        for row in self.texts_of(predicate):
            written, _, read = row.partition(" = ")
            key = " ".join(fold(w) for w in written.split())
            table[key] = " ".join(phrase_words(read))
        return dict(sorted(table.items()))

    def links(self) -> frozenset[str]:
        """Words behind which a name goes on after its noun: those that say from where, to what, of what or with what."""
        tokens = self.single("lex:token")
        forms = [form.split() for group, form in self.pairs("lex:form") if tokens.get(group) in LINKS]
        return frozenset(words[0] for words in forms if all(word in self.articles for word in words[1:]))

    def lemmas(self) -> dict[str, str]:
        lemmas: dict[str, list[str]] = {}
        tokens = self.single("lex:token")
        # a pronoun has one form
        fixed = {form for group, form in self.pairs("lex:form") if tokens.get(group) in ("DOER", "OWN", "WHO")}
        for word in sorted(self.loose_words):
            for form in (word,) if word in fixed else self.forms.of_word(word):
                bases = lemmas.setdefault(form, [])
                if word not in bases:
                    bases.append(word)
        return {form: "|".join(bases) for form, bases in sorted(lemmas.items())}


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    spaces = {"lex": LEX, "skos": SKOS, "rdf": RDF, "rdfs": RDFS}
    return spaces[prefix] + local if prefix in spaces else name


def _text(term: Term) -> str | None:
    if isinstance(term, Literal):
        return term.lexical
    return term.value if isinstance(term, IRI) else None
