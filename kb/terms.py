"""Terms as bytes, and a table of terms that decodes only what is asked for.

A term's number is its rank among all terms of the table, so sorted numbers are sorted terms and results come out in the
same order on every machine. The table is one blob and one array of offsets: opening it costs nothing.
"""

from __future__ import annotations

from myologic.engine.terms import (
    IRI,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    XSD_STRING,
    BlankNode,
    Literal,
    Term,
    TripleTerm,
    Variable,
)

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable


def encode_term(term: Term | Variable) -> bytes:
    """One term as bytes; the order of the bytes is the order of terms everywhere in the knowledge base.

    Variables occur in triple terms of rules only.
    """
    return text_of(term).encode("utf-8", "surrogatepass")


def text_of(term: Term | Variable) -> str:
    """One term as text, from which `term_of` makes it again."""
    match term:
        case IRI():
            return "i" + term.value
        case Literal():
            if term.language is not None:
                kind = "@" + term.language + ("" if term.direction is None else "--" + term.direction)
            else:
                kind = "" if term.datatype == XSD_STRING else term.datatype
            return f"l{kind}\0{term.lexical}"
        case BlankNode():
            return "b" + term.label
        case Variable():
            return ("w" if term.blank else "v") + term.name
        case TripleTerm():
            parts = (text_of(part) for part in (term.subject, term.predicate, term.object))
            return "t" + "".join(f"{len(part)}:{part}" for part in parts)


def decode_term(data: bytes) -> Term | Variable:
    """The term that `encode_term` made these bytes from."""
    return term_of(data.decode("utf-8", "surrogatepass"))


def term_of(text: str) -> Term | Variable:
    """The term that `text_of` made a text from."""
    kind, rest = text[0], text[1:]
    if kind == "i":
        return IRI(rest)
    if kind == "l":
        datatype, _, lexical = rest.partition("\0")
        if not datatype.startswith("@"):
            return Literal(lexical, datatype or XSD_STRING)
        language, _, direction = datatype[1:].partition("--")
        if direction:
            return Literal(lexical, RDF_DIR_LANG_STRING, language, direction)
        return Literal(lexical, RDF_LANG_STRING, language)
    if kind == "b":
        return BlankNode(rest)
    if kind in "vw":
        return Variable(rest, kind == "w")
    parts: list[Term | Variable] = []
    while rest:
        size, _, rest = rest.partition(":")
        parts.append(term_of(rest[: int(size)]))
        rest = rest[int(size) :]
    subject, predicate, object_ = parts
    return TripleTerm(subject, predicate, object_)


def pack_terms(terms: Iterable[Term]) -> tuple[dict[Term, int], bytes, array[int]]:
    """Numbers for all terms, and the blob and offsets of their table."""
    from array import array

    ranked = [(encode_term(term), term) for term in set(terms)]
    ranked.sort(key=lambda pair: pair[0])
    numbers = {term: number for number, (_, term) in enumerate(ranked)}
    offsets = array("i", [0])
    at = 0
    for data, _ in ranked:
        at += len(data)
        offsets.append(at)
    return numbers, b"".join(data for data, _ in ranked), offsets


class TermTable:
    """Terms by number and numbers by term, decoded on demand.

    Parameters
    ----------
    blob
        The encoded terms, one after the other, in the order of their bytes.
    offsets
        Where each begins; one more than there are terms.
    """

    __slots__ = ("_blob", "_by_text", "_decoded", "_numbers", "_offsets", "size")

    def __init__(self, blob: memoryview | bytes, offsets: memoryview | array[int]) -> None:
        self._blob = memoryview(blob)
        self._offsets = offsets
        self.size = len(offsets) - 1
        self._decoded: dict[int, Term] = {}
        self._numbers: dict[Term, int] = {}
        self._by_text: dict[bytes, int] = {}

    def term(self, number: int) -> Term:
        """The term with this number, 0 to `size` - 1."""
        known = self._decoded.get(number)
        if known is None:
            term = term_of(str(self._blob[self._offsets[number] : self._offsets[number + 1]], "utf-8", "surrogatepass"))
            assert not isinstance(term, Variable)
            known = self._decoded[number] = term
        return known

    def number(self, term: Term) -> int:
        """The number of a term, or -1 where the table does not hold it."""
        known = self._numbers.get(term)
        if known is None:
            known = self._find(encode_term(term))
            # Terms that nobody wrote may come without end, from whoever asks: only so many of them are remembered.
            if known >= 0 or len(self._numbers) < self.size:
                self._numbers[term] = known
        return known

    def text(self, number: int) -> bytes:
        """The text of a term as it is kept."""
        return bytes(self._blob[self._offsets[number] : self._offsets[number + 1]])

    def numbers_by_text(self) -> dict[bytes, int]:
        """The number of every term by its text."""
        if not self._by_text:
            ends, blob = list(self._offsets), bytes(self._blob)
            self._by_text = {blob[start:end]: number for number, (start, end) in enumerate(zip(ends, ends[1:], strict=False))}
        return self._by_text

    def _find(self, data: bytes) -> int:
        blob, offsets, low = self._blob, self._offsets, self._lower(data)
        if low < self.size and blob[offsets[low] : offsets[low + 1]] == data:
            return low
        return -1

    def _lower(self, data: bytes) -> int:
        blob, offsets = self._blob, self._offsets
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if bytes(blob[offsets[middle] : offsets[middle + 1]]) < data:
                low = middle + 1
            else:
                high = middle
        return low
