"""The shapes on the body map that packs bring, checked from the statements of their files alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.drawing.pack_shapes import DRAWN_AS, shape_problems
from myologic.engine.errors import Problem
from myologic.engine.terms import IRI, Literal, Place, Statement, Term, Triple
from myologic.kb.content import fetch, read_files
from myologic.kb.files import ContentFile
from myologic.kb.vocabulary import PREF_LABEL, local_name


def check_shapes(files: Sequence[ContentFile]) -> tuple[Problem, ...]:
    """What is wrong with the shapes that some files bring.

    Parameters
    ----------
    files
        Turtle files of packs; what cannot be read in them is for other checks to say.
    """
    drawing = [text for text in fetch([each for each in files if each.path.endswith(".ttl")]) if b"drawnAs" in text.data]
    statements = [statement for read in read_files(drawing) for statement in read.statements]
    return shape_problems(_Written(statements)) if statements else ()


class _Written:
    """Statements of files, read like a knowledge base."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._drawn = [each.triple for each in statements if each.triple.predicate == DRAWN_AS]
        self._places = {each.triple: each.object_place for each in reversed(statements)}
        self._values: dict[tuple[Term, Term], list[Term]] = {}
        for each in statements:
            self._values.setdefault((each.triple.subject, each.triple.predicate), []).append(each.triple.object)

    def match(self, s: Term | None, p: Term | None, o: Term | None) -> Iterator[Triple]:
        """The statements that say of a thing how it is drawn."""
        return iter(self._drawn)

    def objects(self, s: Term, p: Term) -> Sequence[Term]:
        """The objects of a subject and a predicate, in the order of the text."""
        return self._values.get((s, p), ())

    def text(self, s: Term, p: Term) -> str | None:
        """The text of the first literal."""
        return next((each.lexical for each in self.objects(s, p) if isinstance(each, Literal)), None)

    def label(self, t: Term) -> str:
        """The name of a thing, or the end of its address."""
        return self.text(t, PREF_LABEL) or (local_name(t) if isinstance(t, IRI) else "a thing without a name")

    def place(self, triple: Triple) -> Place | None:
        """Where the object of a statement stands."""
        return self._places.get(triple)
