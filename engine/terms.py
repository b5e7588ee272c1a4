"""RDF 1.2 terms as frozen values: IRIs, blank nodes, literals that keep their lexical form, triple terms."""

from __future__ import annotations

from myologic.engine.records import NamedTuple, dataclass

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
XSD_STRING = XSD + "string"
RDF_LANG_STRING = RDF + "langString"
RDF_DIR_LANG_STRING = RDF + "dirLangString"


@dataclass(frozen=True, slots=True)
class IRI:
    """An absolute IRI, without its angle brackets."""

    value: str


@dataclass(frozen=True, slots=True)
class BlankNode:
    """A blank node. Labels are unique in one graph and mean nothing outside it."""

    label: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal as it was written: the lexical form is never normalised.

    Parameters
    ----------
    lexical
        The lexical form, escapes resolved.
    datatype
        The IRI of the datatype, as text. `rdf:langString` or `rdf:dirLangString` where there is a language.
    language
        The language tag in lower case, or None.
    direction
        "ltr", "rtl" or None.
    """

    lexical: str
    datatype: str = XSD_STRING
    language: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A rule variable. `blank` marks one that was written as a blank node in a rule's body or made for a path."""

    name: str
    blank: bool = False


@dataclass(frozen=True, slots=True)
class TripleTerm:
    """A triple term `<<( s p o )>>`. In a rule its parts may be variables; in data they are ground."""

    subject: TermPattern
    predicate: TermPattern
    object: TermPattern


Term: TypeAlias = IRI | BlankNode | Literal | TripleTerm
TermPattern: TypeAlias = IRI | BlankNode | Literal | TripleTerm | Variable


class Triple(NamedTuple):
    """One RDF triple of ground terms."""

    subject: Term
    predicate: Term
    object: Term


class Place(NamedTuple):
    """Where something was written: file name as the reader was given it, line and column from 1 (in code points)."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Statement(NamedTuple):
    """A triple as written, with the place of each of its three terms."""

    triple: Triple
    subject_place: Place
    predicate_place: Place
    object_place: Place
