"""What an export looks at: triples, and what is known of them besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, BlankNode, Literal, Place, Term, Triple, TripleTerm

if TYPE_CHECKING:
    from myologic.engine.inference import Inference
    from myologic.engine.proof import Proof
    from myologic.kb.base import RuleNote


class Grounds(Protocol):
    """What is known of triples besides that they hold. A knowledge base, and a case on top of it, know all of it."""

    def label(self, term: Term) -> str:
        """The name of a thing."""

    def is_derived(self, triple: Triple) -> bool:
        """Whether a rule derived it."""

    def certainty(self, triple: Triple) -> str | None:
        """How sure it is."""

    def place(self, triple: Triple) -> Place | None:
        """Where it is written."""

    def proof(self, triple: Triple) -> Proof | None:
        """Why it holds."""

    def rule_note(self, rule: IRI) -> RuleNote | None:
        """What is said of a rule."""


@dataclass(frozen=True, slots=True)
class View:
    """Triples to be exported, with what is known of them.

    Parameters
    ----------
    triples
        In the order in which they are written.
    prefixes
        Pairs of prefix and namespace.
    grounds
        What is known besides.
    """

    triples: tuple[Triple, ...]
    prefixes: tuple[tuple[str, str], ...]
    grounds: Grounds

    def around(self, thing: Term) -> View:
        """Only the triples that a thing is the subject or the object of."""
        near = tuple(each for each in self.triples if thing in (each.subject, each.object))
        return View(near, self.prefixes, self.grounds)


class PlainGrounds:
    """What is known of the triples of a graph alone: where they stand.

    Parameters
    ----------
    prefixes
        For showing addresses.
    places
        Where triples are written.
    """

    def __init__(self, prefixes: Iterable[tuple[str, str]], places: Mapping[Triple, Place]) -> None:
        self._prefixes = tuple(prefixes)
        self._places = places

    def label(self, term: Term) -> str:
        """The text of a literal, an address with its prefix, a blank node with its label."""
        if isinstance(term, Literal):
            return term.lexical
        if isinstance(term, BlankNode):
            return f"_:{term.label}"
        if isinstance(term, TripleTerm):
            from myologic.grammar.ntriples import nt

            return nt(term)
        for prefix, namespace in self._prefixes:
            if namespace and term.value.startswith(namespace):
                return f"{prefix}:{term.value[len(namespace) :]}"
        return term.value

    def is_derived(self, triple: Triple) -> bool:
        """Nothing was derived."""
        return False

    def certainty(self, triple: Triple) -> str | None:
        """Nothing is said of certainty."""
        return None

    def place(self, triple: Triple) -> Place | None:
        """Where a triple was read."""
        return self._places.get(triple)

    def proof(self, triple: Triple) -> Proof | None:
        """What is given needs no proof."""
        from myologic.engine.proof import Proof

        return Proof(triple)

    def rule_note(self, rule: IRI) -> RuleNote | None:
        """Nothing is said of rules."""
        return None


class InferredGrounds(PlainGrounds):
    """What is known of the triples that rules added to a graph.

    Parameters
    ----------
    prefixes, places
        As above.
    inference
        Where they hold.
    """

    def __init__(
        self, prefixes: Iterable[tuple[str, str]], places: Mapping[Triple, Place], inference: Inference
    ) -> None:
        super().__init__(prefixes, places)
        self._inference = inference

    def is_derived(self, triple: Triple) -> bool:
        """Whether a rule derived it."""
        return self._inference.is_derived(triple)

    def proof(self, triple: Triple) -> Proof | None:
        """Why it holds."""
        return self._inference.proof(triple)
