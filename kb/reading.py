"""Reading of facts: names, kinds, sources and values on top of one `match`.

The knowledge base and a case on top of it share this: what can be read of the one can be read of the other.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Literal, Term, Triple
from myologic.kb.vocabulary import (
    ALT_LABEL,
    CREATOR,
    HIDDEN_LABEL,
    PREF_LABEL,
    RDFS_LABEL,
    SOURCE,
    SUBCLASS_OF,
    TITLE,
    TYPE,
    kb_,
    local_name,
)

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KIND, GRADE, YEAR = kb_("kind"), kb_("grade"), kb_("year")


@dataclass(frozen=True, slots=True)
class Source:
    """A published source.

    Parameters
    ----------
    id
        Its address.
    citation
        Creator, year and title as far as they are known, in one line.
    grade
        The kind of study, or None.
    """

    id: str
    citation: str
    grade: str | None = None


class Reading(ABC):
    """The reading methods that everything with facts offers; results come in a fixed order."""

    __slots__ = ()

    @abstractmethod
    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """The facts that fit, None meaning anything."""

    @abstractmethod
    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate."""

    @abstractmethod
    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """The subjects of a predicate and an object."""

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""
        return next(self.match(subject, predicate, object_), None) is not None

    def value(self, subject: Term, predicate: Term) -> Term | None:
        """The first object of a subject and a predicate, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Term, predicate: Term) -> str | None:
        """The text of the first literal object, or None."""
        for term in self.objects(subject, predicate):
            if isinstance(term, Literal):
                return term.lexical
        return None

    def superclasses(self, cls: IRI) -> tuple[IRI, ...]:
        """A class and all classes above it, nearest first."""
        return self._closure(cls, up=True)

    def subclasses(self, cls: IRI) -> tuple[IRI, ...]:
        """A class and all classes below it, nearest first."""
        return self._closure(cls, up=False)

    def _closure(self, cls: IRI, *, up: bool) -> tuple[IRI, ...]:
        found = {cls: None}
        queue = [cls]
        for each in queue:
            near = self.objects(each, SUBCLASS_OF) if up else self.subjects(SUBCLASS_OF, each)
            for term in near:
                if isinstance(term, IRI) and term not in found:
                    found[term] = None
                    queue.append(term)
        return tuple(found)

    def types(self, subject: Term) -> tuple[IRI, ...]:
        """The classes of a thing with all classes above them, the most specific first."""
        asserted = [term for term in self.objects(subject, TYPE) if isinstance(term, IRI)]
        above = {cls: self.superclasses(cls)[1:] for cls in asserted}
        asserted.sort(key=lambda cls: -len(above[cls]))
        return tuple(dict.fromkeys((*asserted, *(cls for each in asserted for cls in above[each]))))

    def kind(self, subject: Term) -> str:
        """The public word for what a thing is, lower case; "thing" where nothing is known of it.

        A class names its kind with `kb:kind`; one that does not takes the word of the class above it, and without one
        anywhere above, its own label.
        """
        types = self.types(subject)
        for cls in types:
            word = self.text(cls, KIND)
            if word is not None:
                return word
        return self.label(types[0]).lower() if types else "thing"

    def instances(self, cls: IRI) -> tuple[IRI, ...]:
        """All things of a class or of a class below it, sorted by address."""
        found = {
            term for each in self.subclasses(cls) for term in self.subjects(TYPE, each) if isinstance(term, IRI)
        }
        return tuple(sorted(found, key=lambda term: term.value))

    def names(self, term: Term) -> tuple[str, ...]:
        """All names of a thing: the preferred one, then the others, then the hidden ones."""
        found: dict[str, None] = {}
        for predicate in (PREF_LABEL, RDFS_LABEL, TITLE, ALT_LABEL, HIDDEN_LABEL):
            for each in self.objects(term, predicate):
                if isinstance(each, Literal):
                    found.setdefault(each.lexical)
        return tuple(found)

    def label(self, term: Term) -> str:
        """The preferred name of a thing; the text of a literal; else the end of the address in words."""
        if isinstance(term, Literal):
            return term.lexical
        for predicate in (PREF_LABEL, RDFS_LABEL, TITLE):
            name = self.text(term, predicate)
            if name is not None:
                return name
        return local_name(term).replace("-", " ").replace("_", " ") if isinstance(term, IRI) else "unnamed"

    def source(self, iri: Term) -> Source:
        """One source as it is cited."""
        creator, year, title = (self.text(iri, each) for each in (CREATOR, YEAR, TITLE))
        head = " ".join(part for part in (creator, f"({year})" if year else None) if part)
        citation = ". ".join(part for part in (head, title) if part) or self.label(iri)
        return Source(iri.value if isinstance(iri, IRI) else "", citation, self.text(iri, GRADE))

    def sources(self, node: Term) -> tuple[Source, ...]:
        """The sources of a thing, a claim or a rule, in the order of their addresses."""
        return tuple(self.source(each) for each in self.objects(node, SOURCE))

    def sources_of(self, nodes: Iterable[Term]) -> tuple[Source, ...]:
        """The sources of several nodes, each once, in the order of the nodes."""
        return tuple(dict.fromkeys(source for node in nodes for source in self.sources(node)))
