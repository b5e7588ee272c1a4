"""Large data files to rows of keys, without a place for each term: N-Triples and N-Quads by one pattern a line, Turtle
and TriG through pyoxigraph.

A key is the text by which `engine/dictionary.py` knows a term; a triple term stands for itself. What is refused is what
the strict readers refuse, with the same messages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from myologic.engine.dictionary import key_of
from myologic.engine.errors import ContentError
from myologic.engine.terms import IRI, RDF_DIR_LANG_STRING, RDF_LANG_STRING, BlankNode, Literal, Place, TripleTerm
from myologic.grammar.iris import is_valid, narrowed
from myologic.grammar.lexer import BLANK_LABEL
from myologic.grammar.limits import NESTING
from myologic.grammar.literals import is_language_tag, lacks_language, literal_limit
from myologic.grammar.mistakes import problem
from myologic.grammar.ntriples import read_nquads, read_ntriples
from myologic.grammar.turtle import decode

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    import re
    from typing import Any, BinaryIO, TypeAlias

Key: TypeAlias = str | TripleTerm
Row: TypeAlias = tuple[Key, Key, Key]

_BLOCK_BYTES = 8 * 1024 * 1024
# Different terms whose keys are remembered; an RDF file repeats most of its terms.
_REMEMBERED = 1_000_000

_IRI = r"<[^\x00-\x20<>\"{}|^`]*+>"
_STRING = r"\"[^\"\\\r\n]*+(?:\\[^\r\n][^\"\\\r\n]*+)*+\""
LITERAL = rf"{_STRING}(?:@[A-Za-z0-9\-]++|\^\^{_IRI})?"
_GAP = "[ \t]*+"
# A statement of the usual shape, or any other line: a comment, an empty line, a triple term, a mistake.
_LINE = (
    rf"^{_GAP}({_IRI}|{BLANK_LABEL}){_GAP}({_IRI}){_GAP}({_IRI}|{BLANK_LABEL}|{LITERAL}){_GAP}%s\.{_GAP}(?:#[^\r\n]*+)?(?:\r?\n|\Z)"
    r"|^([^\n]*+)(?:\n|\Z)"
)
_GRAPH = rf"(?:(?:{_IRI}|{BLANK_LABEL}){_GAP})?"


@cache
def _pattern(quads: bool, for_ascii: bool) -> re.Pattern[str]:
    import re

    line = _LINE % (_GRAPH if quads else "")
    return re.compile(narrowed(line) if for_ascii else line, re.MULTILINE)


def read_bulk(stream: BinaryIO, file: str, base: str | None = None, *, scope: str = "") -> Iterator[Row]:
    """Read a data file of any size, row by row.

    Parameters
    ----------
    stream
        The content. It is read in pieces where the format is one of lines.
    file
        Its name; the ending tells the format: `.nt`, `.nq`, `.trig`, and Turtle for any other. Names of graphs are
        left out.
    base
        The IRI that relative ones are resolved against; without one they are errors.
    scope
        Letters and digits put before each blank node's label, to keep those of several files apart.

    Yields
    ------
    tuple
        The keys of subject, predicate and object; a triple term instead of a key.

    Raises
    ------
    ContentError
        While being read, at the first mistake.
    """
    ending = file.rpartition(".")[2].lower()
    if ending in ("nt", "nq"):
        return Lines(file, scope, quads=ending == "nq").rows(stream)
    return _parsed(stream, file, base, scope, trig=ending == "trig")


class Lines:
    """The state of reading lines: the keys of the terms met so far."""

    def __init__(self, file: str, scope: str, *, quads: bool) -> None:
        self.file = file
        self.scope = scope
        self.quads = quads
        self._keys: dict[str, str] = {}

    def rows(self, stream: BinaryIO) -> Iterator[Row]:
        """The rows of all blocks; a block ends with a line."""
        line, rest = 1, b""
        while block := stream.read(_BLOCK_BYTES):
            cut = block.rfind(b"\n") + 1
            if cut == 0:
                rest += block
                continue
            text = self.decode(rest + block[:cut], line)
            rest = block[cut:]
            yield from self.block(text, line)
            line += text.count("\n")
        if rest:
            yield from self.block(self.decode(rest, line), line)

    def decode(self, data: bytes, line: int) -> str:
        """The text of some lines, the first of which has this number."""
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            # Line by line, to say where.
            for number, one in enumerate(data.split(b"\n"), line):
                self._shifted(lambda one=one: decode(one, self.file), number)
            raise AssertionError("one of the lines is not UTF-8") from None
        return text.removeprefix("\ufeff") if line == 1 else text

    def block(self, text: str, line: int) -> Iterator[Row]:
        """The rows of some lines, the first of which has this number."""
        if len(self._keys) > _REMEMBERED:
            self._keys.clear()
        known, new = self._keys.get, self._key
        number = line
        for subject, predicate, thing, other in _pattern(self.quads, text.isascii()).findall(text):
            if subject:
                s = known(subject) or new(subject)
                p = known(predicate) or new(predicate)
                o = known(thing) or new(thing)
                if s and p and o:
                    yield s, p, o
                else:
                    # A term is wrong, and the strict reader says what about it.
                    yield from self._strict(text.split("\n")[number - line], number)
            elif other and not other.isspace():
                yield from self._strict(other, number)
            number += 1

    def _key(self, term: str) -> str | None:
        """The key of a term not met before, or None if the term is wrong."""
        key = self._keys.get(term) or self.make(term)
        if key is not None:
            self._keys[term] = key
        return key

    def make(self, term: str) -> str | None:
        """The key of a term of the usual shape, or None if there is something wrong with it."""
        if term[0] == "<":
            iri = term[1:-1]
            return iri if "\\" not in iri and is_valid(iri) else None
        if term[0] == "_":
            return f"_:{self.scope}.n{term[2:]}" if self.scope else f"_:n{term[2:]}"
        if "\\" in term:
            # Few strings need the long way.
            try:
                document = read_ntriples(f"<a:> <a:> {term} .", self.file)
            except ContentError:
                return None
            return key_of(document.statements[0].triple.object)  # type: ignore[arg-type]  # a literal was written
        end = term.rindex('"')
        lexical, tail = term[1:end], term[end + 1 :]
        if not tail:
            literal = Literal(lexical)
        elif tail[0] == "@":
            language, _, direction = tail[1:].partition("--")
            if direction not in ("", "ltr", "rtl") or not is_language_tag(language):
                return None
            datatype = RDF_DIR_LANG_STRING if direction else RDF_LANG_STRING
            literal = Literal(lexical, datatype, language.lower(), direction or None)
        else:
            if self._key(tail[2:]) is None:
                return None
            literal = Literal(lexical, tail[3:-1])
            if lacks_language(literal) is not None:
                return None
        return key_of(literal) if literal_limit(literal) is None else None

    def _strict(self, text: str, number: int) -> Iterator[Row]:
        read = read_nquads if self.quads else read_ntriples
        document = self._shifted(lambda: read(text, self.file, scope=self.scope), number)
        for statement in document.statements:
            s, p, o = (_as_key(term) for term in statement.triple)
            yield s, p, o

    def _shifted(self, action: Any, number: int) -> Any:
        """What an action on one line gives; its problems are told with the line's number."""
        try:
            return action()
        except ContentError as error:
            raise type(error)([_at_line(p, number) for p in error.problems]) from None


def _at_line(found: Any, number: int) -> Any:
    from dataclasses import replace

    return replace(found, line=number)


def _as_key(term: Any) -> Key:
    return term if isinstance(term, TripleTerm) else key_of(term)


def _parsed(stream: BinaryIO, file: str, base: str | None, scope: str, *, trig: bool) -> Iterator[Row]:
    import pyoxigraph

    start = f"{scope}." if scope else ""
    kind = pyoxigraph.RdfFormat.TRIG if trig else pyoxigraph.RdfFormat.TURTLE

    def term(node: Any, depth: int = 0) -> Any:
        if isinstance(node, pyoxigraph.NamedNode):
            return IRI(node.value)
        if isinstance(node, pyoxigraph.BlankNode):
            return BlankNode(f"{start}n{node.value}")
        if isinstance(node, pyoxigraph.Triple):
            if depth == NESTING:
                raise ContentError([problem("L101", Place(file, 1, 1), limit=NESTING)])
            return TripleTerm(*(term(part, depth + 1) for part in (node.subject, node.predicate, node.object)))
        direction = None if node.direction is None else str(node.direction).rpartition(".")[2].lower()
        literal = Literal(node.value, node.datatype.value, node.language and node.language.lower(), direction)
        broken = literal_limit(literal)
        if broken is not None:
            code, size, limit = broken
            raise ContentError([problem(code, Place(file, 1, 1), size=size, limit=limit)])
        return literal

    keys: dict[Any, Key] = {}
    try:
        for quad in pyoxigraph.parse(stream, format=kind, base_iri=base):
            row = []
            for node in (quad.subject, quad.predicate, quad.object):
                key = keys.get(node)
                if key is None:
                    if len(keys) > _REMEMBERED:
                        keys.clear()
                    key = keys[node] = _as_key(term(node))
                row.append(key)
            yield row[0], row[1], row[2]
    except SyntaxError as error:
        raise ContentError([_parser_problem(error, file)]) from error


def _parser_problem(error: SyntaxError, file: str) -> Any:
    """What the library says, without the place that it says it of: a message begins with that anyway."""
    import re

    found = re.match(r"[Pp]arser error (?:at|between) line (\d+) column (\d+)[^:]*: *", error.msg)
    line, column = (1, 1) if found is None else map(int, found.groups())
    place = Place(file, error.lineno or line, error.offset or column)
    return problem("S130", place, reason=error.msg if found is None else error.msg[found.end() :])
