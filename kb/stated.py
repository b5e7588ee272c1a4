"""What content says, as the lexicon reads it: pairs of texts by property, before any fact has a number."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

from myologic.engine.terms import IRI, Literal, Term, Triple
from myologic.kb.content import ReadFile


class StatedTexts:
    """Facts by their property, written and derived.

    Parameters
    ----------
    content
        The files.
    derived
        What rules derive beside.
    """

    def __init__(self, content: Iterable[ReadFile], derived: Iterable[Triple] = ()) -> None:
        # By the text of the property: the hash of a text is known to it.
        found: dict[str, list[Triple]] = {}
        for read in content:
            for statement in read.statements:
                triple = statement[0]
                name = triple[1].value  # type: ignore[union-attr]  # the properties of what was read are addresses
                if name in found:
                    found[name].append(triple)
                else:
                    found[name] = [triple]
        for triple in derived:
            if isinstance(triple[1], IRI):
                found.setdefault(triple[1].value, []).append(triple)
        self._facts = found

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None, /) -> Iterator[Triple]:
        """The facts with a property, in the order of the files; those that are written twice come twice."""
        assert isinstance(predicate, IRI)
        for triple in self._facts.get(predicate.value, ()):
            if subject in (None, triple.subject) and object_ in (None, triple.object):
                yield triple

    def texts(self, predicate: Term) -> Sequence[tuple[str, str]]:
        """Subject and object of the facts with a property: addresses, and what texts and values say. Facts with others are left out."""
        assert isinstance(predicate, IRI)
        found = []
        for subject, _, said in self._facts.get(predicate.value, ()):
            if subject.__class__ is IRI:
                if said.__class__ is Literal:
                    found.append((subject.value, said.lexical))
                elif said.__class__ is IRI:
                    found.append((subject.value, said.value))
        return found

    def fingerprint(self, predicates: Iterable[str]) -> str:
        """A hash of what `texts` gives for some properties.

        Parameters
        ----------
        predicates
            Their addresses.
        """
        digest = blake2b(digest_size=16)
        for name in sorted(predicates):
            texts = [text for pair in self.texts(IRI(name)) for text in pair]
            digest.update(array("q", (len(texts), *map(len, texts))).tobytes())
            digest.update("".join((name, *texts)).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
