"""The addresses that content is written with: namespaces, and the terms that the loader itself looks at.

The prefix names are fixed and every shipped Turtle file declares those it uses; see `kb/schema/`.
"""

from __future__ import annotations

from myologic.engine.terms import IRI, RDF, RDFS, XSD

KB = "https://w3id.org/myologic/kb#"
ID = "https://w3id.org/myologic/id/"
SRC = "https://w3id.org/myologic/source/"
RULE = "https://w3id.org/myologic/rule/"
LEX = "https://w3id.org/myologic/lex#"
CHK = "https://w3id.org/myologic/check#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"

PREFIXES: tuple[tuple[str, str], ...] = (
    ("kb", KB),
    ("id", ID),
    ("src", SRC),
    ("rule", RULE),
    ("lex", LEX),
    ("chk", CHK),
    ("skos", SKOS),
    ("dct", DCT),
    ("rdf", RDF),
    ("rdfs", RDFS),
    ("xsd", XSD),
)
"""Prefix names and their namespaces, in the order in which messages try them."""

TYPE = IRI(RDF + "type")
PROPERTY = IRI(RDF + "Property")
CLASS = IRI(RDFS + "Class")
SUBCLASS_OF = IRI(RDFS + "subClassOf")
SUBPROPERTY_OF = IRI(RDFS + "subPropertyOf")
DOMAIN = IRI(RDFS + "domain")
RANGE = IRI(RDFS + "range")
RDFS_LABEL = IRI(RDFS + "label")
RDFS_COMMENT = IRI(RDFS + "comment")
PREF_LABEL = IRI(SKOS + "prefLabel")
ALT_LABEL = IRI(SKOS + "altLabel")
HIDDEN_LABEL = IRI(SKOS + "hiddenLabel")
DEFINITION = IRI(SKOS + "definition")
SOURCE = IRI(DCT + "source")
TITLE = IRI(DCT + "title")
CREATOR = IRI(DCT + "creator")
MODIFIED = IRI(DCT + "modified")


def kb_(name: str) -> IRI:
    """The class or property `kb:name`.

    Examples
    --------
    >>> kb_("strengthens").value
    'https://w3id.org/myologic/kb#strengthens'
    """
    return IRI(KB + name)


def id_(name: str) -> IRI:
    """The thing `id:name`; `_` and `-` are the same letter in names of things, written `-`.

    Examples
    --------
    >>> id_("bird_dog").value
    'https://w3id.org/myologic/id/bird-dog'
    """
    return IRI(ID + name.replace("_", "-"))


def lex_(name: str) -> IRI:
    """The lexical property `lex:name`."""
    return IRI(LEX + name)


def chk_(name: str) -> IRI:
    """The check term `chk:name`."""
    return IRI(CHK + name)


def local_name(iri: IRI) -> str:
    """What follows the last `#` or `/` of an address.

    Examples
    --------
    >>> local_name(id_("bird-dog"))
    'bird-dog'
    """
    value = iri.value
    return value[max(value.rfind("#"), value.rfind("/")) + 1 :]


def short(iri: IRI, prefixes: tuple[tuple[str, str], ...] = PREFIXES) -> str:
    """An address as an author would write it: `kb:strengthens`, or `<…>` where no prefix fits.

    Examples
    --------
    >>> short(kb_("strengthens"))
    'kb:strengthens'
    """
    for name, namespace in prefixes:
        if iri.value.startswith(namespace) and len(iri.value) > len(namespace):
            local = iri.value[len(namespace) :]
            if "/" not in local and "#" not in local:
                return f"{name}:{local}"
    return f"<{iri.value}>"
