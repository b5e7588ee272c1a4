"""Terms as integers, so that joins compare and hash small numbers only.

IRIs and blank nodes count from 0 up, literals and triple terms from -1 down: whether a term may stand as a subject is
the sign of its number. A dictionary may extend a frozen one; then the numbers of the frozen one stay what they are.
"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from myologic.engine.generic import Protocol
from myologic.engine.packed_texts import PackedTexts
from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD_STRING,
    BlankNode,
    Literal,
    Term,
    TermPattern,
    Triple,
    TripleTerm,
)

Parts = tuple[int, int, int]


def key_of(term: IRI | BlankNode | Literal) -> str:
    """The text that stands for one term and no other; an IRI is its own key, a literal's key starts with a quote."""
    if type(term) is IRI:
        return term.value
    if type(term) is BlankNode:
        return "_:" + term.label
    assert type(term) is Literal
    if term.language is not None:
        tail = term.language if term.direction is None else f"{term.language}--{term.direction}"
        return f'"{term.lexical}"@{tail}'
    if term.datatype == XSD_STRING:
        return f'"{term.lexical}"'
    return f'"{term.lexical}"^^{term.datatype}'


def term_of(key: str) -> IRI | BlankNode | Literal:
    """The term of a key: the inverse of `key_of`."""
    if key.startswith('"'):
        end = key.rindex('"')
        lexical, tail = key[1:end], key[end + 1 :]
        if not tail:
            return Literal(lexical)
        if tail[0] == "@":
            language, _, direction = tail[1:].partition("--")
            if direction:
                return Literal(lexical, RDF_DIR_LANG_STRING, language, direction)
            return Literal(lexical, RDF_LANG_STRING, language)
        return Literal(lexical, tail[2:])
    if key.startswith("_:"):
        return BlankNode(key[2:])
    return IRI(key)


class TermSource(Protocol):
    """What a dictionary may extend: a frozen one, in memory or mapped from a snapshot."""

    @property
    def resource_count(self) -> int: ...
    @property
    def literal_count(self) -> int: ...
    def find_key(self, key: str) -> int | None: ...
    def find_parts(self, parts: Parts) -> int | None: ...
    def term(self, number: int) -> Term: ...
    def sort_key(self, number: int) -> str: ...
    def parts(self, number: int) -> Parts | None: ...


class Dictionary:
    """Two-way table of terms and their numbers.

    Parameters
    ----------
    parent
        A frozen dictionary that this one extends; its numbers stay valid here.
    most_open
        With more IRIs and blank nodes than this their texts are packed: a third of the memory, and it takes twice as
        long to find one. Only without a parent.
    """

    __slots__ = (
        "_literals",
        "_most_open",
        "_numbers",
        "_parent",
        "_parts",
        "_resources",
        "_split",
        "_tagged",
        "_terms",
        "first_literal",
        "first_resource",
    )

    def __init__(self, parent: TermSource | None = None, most_open: int = sys.maxsize) -> None:
        self._parent = parent
        self._most_open = most_open if parent is None else sys.maxsize
        self.first_resource = 0 if parent is None else parent.resource_count
        self.first_literal = 0 if parent is None else parent.literal_count
        self._numbers: dict[str, int] = {}
        self._resources: list[str] | PackedTexts = []
        # A key, a literal whose key nobody asked for yet, or None for a triple term.
        self._literals: list[str | Literal | None] = []
        # Literals with a language tag that came as terms, by tag and text: half of all texts in some data, and to write
        # a key for each takes as long as to find it.
        self._tagged: dict[str, dict[str, int]] = {}
        self._terms: dict[int, Term] = {}
        self._parts: dict[Parts, int] = {}
        self._split: dict[int, Parts] = {}

    @property
    def resource_count(self) -> int:
        """How many IRIs and blank nodes there are, those of the parent included."""
        return self.first_resource + len(self._resources)

    @property
    def literal_count(self) -> int:
        """How many literals and triple terms there are, those of the parent included."""
        return self.first_literal + len(self._literals)

    def _pack(self) -> PackedTexts:
        """Hold the texts of IRIs and blank nodes as one piece."""
        self._numbers = {key: number for key, number in self._numbers.items() if number < 0}
        texts = self._resources
        assert isinstance(texts, list)
        packed = self._resources = PackedTexts(texts)
        return packed

    @property
    def known(self) -> dict[str, int]:
        """The numbers by key, without packed ones and those of the parent that were not asked for yet; to be read only."""
        return self._numbers

    def find_key(self, key: str) -> int | None:
        """The number of the term with this key, or None."""
        number = self._numbers.get(key)
        if number is None:
            if self._tagged and (number := self._find_tagged(key)) is not None:
                return number
            if self._parent is not None:
                return self._parent.find_key(key)
            if type(self._resources) is PackedTexts and key[:1] != '"':
                return self._resources.find(key)
        return number

    def _find_tagged(self, key: str) -> int | None:
        """The number of a literal with a language tag that came as a term, or None."""
        if key[:1] != '"':
            return None
        end = key.rindex('"')
        texts = self._tagged.get(key[end + 2 :]) if key[end + 1 : end + 2] == "@" else None
        return None if texts is None else texts.get(key[1:end])

    def find_parts(self, parts: Parts) -> int | None:
        """The number of the triple term with these parts, or None."""
        number = self._parts.get(parts)
        if number is None and self._parent is not None:
            return self._parent.find_parts(parts)
        return number

    def find(self, term: TermPattern) -> int | None:
        """The number of a ground term, or None where it never occurred."""
        if type(term) is TripleTerm:
            s, p, o = self.find(term.subject), self.find(term.predicate), self.find(term.object)
            return None if s is None or p is None or o is None else self.find_parts((s, p, o))
        assert isinstance(term, (IRI, BlankNode, Literal))
        return self.find_key(key_of(term))

    def encode_key(self, key: str) -> int:
        """The number of the term with this key; a new one if it never occurred."""
        number = self._numbers.get(key)
        if number is None:
            if self._tagged and key[:1] == '"':
                number = self._find_tagged(key)
                if number is not None:
                    return number
            if self._parent is not None:
                number = self._parent.find_key(key)
            if number is None:
                if key.startswith('"'):
                    number = -1 - self.first_literal - len(self._literals)
                    self._literals.append(key)
                elif type(self._resources) is PackedTexts:
                    return self._resources.place(key)
                else:
                    number = self.first_resource + len(self._resources)
                    self._resources.append(key)
                    if len(self._resources) > self._most_open:
                        self._pack()
                        return number
            self._numbers[key] = number
        return number

    def open_literals(self) -> tuple[dict[str, int], dict[str, dict[str, int]], list[str | Literal | None]]:
        """Where literals are, for who adds many to a dictionary: the one at place n has the number -1 - n.

        Only for one that extends no other; those with a language tag are in the second table, however they came.

        Returns
        -------
        tuple
            The numbers by key, and for those with a language tag by tag and text; and the literals, by key or as terms.
        """
        assert self._parent is None
        for key, number in self._numbers.items() if self._literals else ():
            end = key.rindex('"') if number < 0 else 0
            if key[end + 1 : end + 2] == "@" and end:
                self._tagged.setdefault(key[end + 2 :], {})[key[1:end]] = number
        return self._numbers, self._tagged, self._literals

    def encode_tagged(self, literal: Literal) -> int:
        """The number of a literal that others with a language tag are added beside, by `open_literals`."""
        if literal.language is None:
            return self.encode(literal)
        tag = literal.language if literal.direction is None else f"{literal.language}--{literal.direction}"
        fresh = -1 - len(self._literals)
        found = self._tagged.setdefault(tag, {}).setdefault(literal.lexical, fresh)
        if found == fresh:
            self._literals.append(literal)
        return found

    def encode_iris(self, keys: list[str]) -> Sequence[int]:
        """The numbers of IRIs, each there once; new ones for those that never occurred."""
        if self._parent is not None:
            return [self.encode_key(key) for key in keys]
        texts, numbers = self._resources, self._numbers
        if not isinstance(texts, list):
            return texts.places(keys)
        if len(texts) + len(keys) > self._most_open:
            return self._pack().places(keys)
        if numbers.keys().isdisjoint(keys):
            new = range(len(texts), len(texts) + len(keys))
            numbers.update(zip(keys, new, strict=True))
            texts += keys
            return new
        fresh = [key for key in keys if key not in numbers]
        numbers.update(zip(fresh, range(len(texts), len(texts) + len(fresh)), strict=True))
        texts += fresh
        return list(map(numbers.__getitem__, keys))

    def encode_parts(self, subject: int, predicate: int, object_: int) -> int | None:
        """The number of a triple term, or None where RDF does not allow it."""
        if subject < 0 or not self.is_iri(predicate):
            return None
        parts = (subject, predicate, object_)
        number = self.find_parts(parts)
        if number is None:
            number = -1 - self.first_literal - len(self._literals)
            self._literals.append(None)
            self._parts[parts] = number
            self._split[number] = parts
        return number

    def encode(self, term: TermPattern) -> int:
        """The number of a ground term; a new one if it never occurred.

        Raises
        ------
        ValueError
            If a triple term has a part that RDF does not allow there, or the term is a variable.
        """
        if type(term) is IRI:
            number = self._numbers.get(term.value)
            return self.encode_key(term.value) if number is None else number
        if type(term) is TripleTerm:
            number = self.encode_parts(self.encode(term.subject), self.encode(term.predicate), self.encode(term.object))
            if number is None:
                raise ValueError(f"not a triple term: {term}")
            return number
        if not isinstance(term, (IRI, BlankNode, Literal)):
            raise ValueError(f"not a ground term: {term}")
        return self.encode_key(key_of(term))

    def encode_triple(self, triple: Triple) -> Parts | None:
        """The three numbers of a triple, or None where RDF does not allow it."""
        try:
            s, p, o = self.encode(triple[0]), self.encode(triple[1]), self.encode(triple[2])
        except ValueError:
            return None
        return (s, p, o) if s >= 0 and self.is_iri(p) else None

    def find_triple(self, triple: Triple) -> Parts | None:
        """The three numbers of a triple, or None where one of its terms never occurred."""
        s, p, o = self.find(triple[0]), self.find(triple[1]), self.find(triple[2])
        return None if s is None or p is None or o is None else (s, p, o)

    def is_inherited(self, number: int) -> bool:
        """Whether a number is one of the parent's."""
        return number < self.first_resource if number >= 0 else -1 - number < self.first_literal

    def is_iri(self, number: int) -> bool:
        """Whether the number is that of an IRI."""
        return number >= 0 and not self.sort_key(number).startswith("_:")

    def parts(self, number: int) -> Parts | None:
        """The parts of a triple term; None for any other term."""
        if number >= 0:
            return None
        if self._parent is not None and -1 - number < self.first_literal:
            return self._parent.parts(number)
        return self._split.get(number)

    def term(self, number: int) -> Term:
        """The term of a number."""
        term = self._terms.get(number)
        if term is None:
            if self._parent is not None and (
                number < self.first_resource if number >= 0 else -1 - number < self.first_literal
            ):
                term = self._parent.term(number)
            else:
                parts = self._split.get(number) if number < 0 else None
                literal = self._literals[-1 - number - self.first_literal] if number < 0 else None
                if type(literal) is Literal:
                    term = literal
                elif parts is not None:
                    term = TripleTerm(self.term(parts[0]), self.term(parts[1]), self.term(parts[2]))
                else:
                    term = term_of(self.sort_key(number))
            self._terms[number] = term
        return term

    def triple(self, parts: Parts) -> Triple:
        """The triple of three numbers."""
        return Triple(self.term(parts[0]), self.term(parts[1]), self.term(parts[2]))

    def triples(self, facts: Iterable[Parts]) -> Iterator[Triple]:
        """The triples of many facts."""
        known, term = self._terms.get, self.term
        for s, p, o in facts:
            yield Triple(known(s) or term(s), known(p) or term(p), known(o) or term(o))

    def sort_key(self, number: int) -> str:
        """A text to sort terms by, which does not depend on the order in which they came."""
        if number >= 0:
            if number < self.first_resource:
                assert self._parent is not None
                return self._parent.sort_key(number)
            return self._resources[number - self.first_resource]
        place = -1 - number
        if place < self.first_literal:
            assert self._parent is not None
            return self._parent.sort_key(number)
        key = self._literals[place - self.first_literal]
        if key is None:
            s, p, o = self._split[number]
            return f"<<( {self.sort_key(s)} {self.sort_key(p)} {self.sort_key(o)} )>>"
        if isinstance(key, Literal):
            written = self._literals[place - self.first_literal] = key_of(key)
            return written
        return key

    def sort_keys(self, numbers: Sequence[int]) -> list[str]:
        """The texts to sort some terms by, given by their numbers in ascending order."""
        first = bisect_left(numbers, 0)
        found = list(map(self.sort_key, numbers[:first]))
        resources, rest = self._resources, numbers[first:]
        if self._parent is not None:
            return found + list(map(self.sort_key, rest))
        return found + (list(map(resources.__getitem__, rest)) if isinstance(resources, list) else resources.texts(rest))

    def sort_triples(self, facts: list[Parts]) -> None:
        """Sort triples in place by the texts of their terms, so not by the order in which the terms came.

        Notes
        -----
        Each term's text is compared once for all facts; the facts are then sorted by one number each.
        """
        if len(facts) < 2:
            return
        terms = {number for fact in facts for number in fact}
        rank = {number: place for place, number in enumerate(sorted(terms, key=self.sort_key))}
        size = len(rank)
        facts.sort(key=lambda fact: (rank[fact[0]] * size + rank[fact[1]]) * size + rank[fact[2]])

    def triple_key(self, parts: Parts) -> tuple[str, str, str]:
        """A key to sort triples by, which does not depend on the order in which they came."""
        return (self.sort_key(parts[0]), self.sort_key(parts[1]), self.sort_key(parts[2]))
