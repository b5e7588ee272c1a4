"""What answering reads of a knowledge base, as a protocol, and the few walks over it that several finders share.

The shipped knowledge base, a case laid over it, and small graphs in tests all fit the protocol.
"""

from __future__ import annotations

from myologic.engine.generic import Protocol
from myologic.engine.proof import NearMiss, Proof
from myologic.engine.terms import IRI, Literal, Place, Term, Triple
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final


class Cited(Protocol):
    """A published source."""

    @property
    def id(self) -> str: ...
    @property
    def citation(self) -> str: ...


class Noted(Protocol):
    """What is recorded about a rule."""

    @property
    def label(self) -> str: ...
    @property
    def sentence(self) -> str | None: ...
    @property
    def rationale(self) -> str | None: ...
    @property
    def certainty(self) -> str | None: ...


class Graph(Protocol):
    """Reading methods of a knowledge base; every answer comes in the same order every time."""

    def match(self, s: Term | None, p: Term | None, o: Term | None, /) -> Iterator[Triple]: ...
    def objects(self, s: Term, p: Term, /) -> tuple[Term, ...]: ...
    def subjects(self, p: Term, o: Term, /) -> tuple[Term, ...]: ...
    def value(self, s: Term, p: Term, /) -> Term | None: ...
    def has(self, s: Term, p: Term, o: Term, /) -> bool: ...
    def types(self, s: Term, /) -> tuple[IRI, ...]: ...
    def kind(self, s: Term, /) -> str: ...
    def instances(self, cls: IRI, /) -> tuple[IRI, ...]: ...
    def label(self, t: Term, /) -> str: ...
    def names(self, t: Term, /) -> tuple[str, ...]: ...
    def text(self, s: Term, p: Term, /) -> str | None: ...
    def sources(self, node: Term, /) -> tuple[Cited, ...]: ...
    def place(self, triple: Triple, /) -> Place | None: ...
    def is_derived(self, triple: Triple, /) -> bool: ...
    def proof(self, triple: Triple, /) -> Proof | None: ...
    def certainty(self, triple: Triple, /) -> str | None: ...
    def why_not(self, triple: Triple, /) -> tuple[NearMiss, ...]: ...
    def rule_note(self, rule_iri: IRI, /) -> Noted | None: ...


class Base(Graph, Protocol):
    """A graph that says which knowledge base it is."""

    @property
    def name(self) -> str: ...
    @property
    def hash(self) -> str: ...


HAS_PART: Final = kb_("hasPart")


def iris(terms: Iterable[Term]) -> tuple[IRI, ...]:
    """The IRIs among the terms, each once, in order."""
    return tuple(dict.fromkeys(term for term in terms if isinstance(term, IRI)))


def objects(graph: Graph, subject: Term, *predicates: str) -> tuple[IRI, ...]:
    """The things that these properties (local names) of a thing point to, in order of the properties."""
    return iris(term for name in predicates for term in graph.objects(subject, kb_(name)))


def subjects(graph: Graph, target: Term, *predicates: str) -> tuple[IRI, ...]:
    """The things whose properties (local names) point to a thing, in order of the properties."""
    return iris(term for name in predicates for term in graph.subjects(kb_(name), target))


def texts(graph: Graph, subject: Term, *predicates: str) -> tuple[str, ...]:
    """The literals that these properties (local names) of a thing hold."""
    found = [term for name in predicates for term in graph.objects(subject, kb_(name))]
    return tuple(dict.fromkeys(term.lexical for term in found if isinstance(term, Literal)))


def parts(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """All parts of a thing at any depth, the nearer first, the thing itself left out."""
    return _closure(thing, lambda node: objects(graph, node, "hasPart"))


def wholes(graph: Graph, thing: IRI) -> tuple[IRI, ...]:
    """All things that a thing is a part of at any height, the nearer first, the thing itself left out."""
    return _closure(thing, lambda node: subjects(graph, node, "hasPart"))


def _closure(start: IRI, step: Callable[[IRI], tuple[IRI, ...]]) -> tuple[IRI, ...]:
    seen: dict[IRI, None] = {start: None}
    queue = [start]
    for node in queue:
        for after in step(node):
            if after not in seen:
                seen[after] = None
                queue.append(after)
    return tuple(seen)[1:]
