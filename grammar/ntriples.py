"""N-Triples 1.2 text of terms and triples, and the way back. Writing loads no reader."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.engine.late_patterns import late_pattern
from myologic.engine.terms import IRI, XSD_STRING, BlankNode, Literal, TermPattern, Triple, TripleTerm

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.grammar.turtle import Document

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
    "\x7f": "\\u007F",
}
_SPECIAL = late_pattern(r'[\x00-\x1f"\\\x7f]')


def quote(text: str) -> str:
    """A string in double quotes, on one line, with what must be escaped escaped."""
    return '"' + _SPECIAL.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text) + '"'


def nt(term: TermPattern) -> str:
    """A term as N-Triples 1.2 writes it; a variable, which data never holds, as `?name`.

    Examples
    --------
    >>> nt(IRI("https://example.org/a")), nt(Literal("cat"))
    ('<https://example.org/a>', '"cat"')
    """
    if isinstance(term, IRI):
        return f"<{term.value}>"
    if isinstance(term, Literal):
        text = quote(term.lexical)
        if term.language is not None:
            return f"{text}@{term.language}" + (f"--{term.direction}" if term.direction is not None else "")
        return text if term.datatype == XSD_STRING else f"{text}^^<{term.datatype}>"
    if isinstance(term, BlankNode):
        return f"_:{term.label}"
    if isinstance(term, TripleTerm):
        return f"<<( {nt(term.subject)} {nt(term.predicate)} {nt(term.object)} )>>"
    return f"?{term.name}"


def write_ntriples(triples: Iterable[Triple]) -> str:
    """Triples as an N-Triples 1.2 document, a line each, in the order given."""
    return "".join(f"{nt(s)} {nt(p)} {nt(o)} .\n" for s, p, o in triples)


def read_ntriples(text: str, file: str, *, scope: str = "") -> Document:
    """Read an N-Triples 1.2 document strictly.

    Parameters
    ----------
    text, file, scope
        As for `turtle.read_turtle`.

    Raises
    ------
    ContentError, LimitError
        As for `turtle.read_turtle`.
    """
    from myologic.grammar.lines import read_lines

    return read_lines(text, file, scope, "ntriples")


def read_nquads(text: str, file: str, *, scope: str = "") -> Document:
    """Read an N-Quads 1.2 document strictly: N-Triples, and each statement may name its graph.

    Parameters
    ----------
    text, file, scope
        As for `turtle.read_turtle`.

    Raises
    ------
    ContentError, LimitError
        As for `turtle.read_turtle`.
    """
    from myologic.grammar.lines import read_lines

    return read_lines(text, file, scope, "nquads")
