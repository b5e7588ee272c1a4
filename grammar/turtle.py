"""Turtle 1.2 to statements with places."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from myologic.engine.errors import ContentError, LimitError, Problem
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, BlankNode, Place, Statement, Triple
from myologic.grammar import limits
from myologic.grammar.diagnose import diagnose
from myologic.grammar.lalr import END, ParseError, Parser, Tables, load_tables
from myologic.grammar.lexer import TURTLE_KEYWORDS, Lexer
from myologic.grammar.mistakes import problem
from myologic.grammar.places import Places
from myologic.grammar.shipped import shipped_text
from myologic.grammar.unfold import Node, Productions, Setting, Unfolder

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """What a data document says.

    Parameters
    ----------
    statements
        Its triples in the order written, a triple written twice twice.
    prefixes
        The prefixes in force at its end, without their colons.
    base
        The base in force at its end, or None.
    version
        The label of its last version line, or None.
    graphs
        For N-Quads the graph of each statement (None: the default graph); else empty.
    """

    statements: tuple[Statement, ...]
    prefixes: dict[str, str]
    base: str | None = None
    version: str | None = None
    graphs: tuple[IRI | BlankNode | None, ...] = ()


@functools.cache
def rdf_tables() -> Tables:
    """The parser tables of Turtle and rules."""
    return load_tables(shipped_text("rdf.json"))


def rdf_parser(callbacks: Mapping[str, Callable[..., Any]]) -> Parser:
    """A parser of one of the languages; the functions of the others' productions, which cannot be reached, may lack."""
    tables = rdf_tables()
    return Parser(tables, dict.fromkeys(tables.callbacks, _unreachable) | dict(callbacks))


def _unreachable(*_: Any) -> None:
    raise AssertionError("a production of another start symbol")


def decode(data: bytes, file: str) -> str:
    """Bytes as text, line ends untouched, a leading byte order mark left out.

    Parameters
    ----------
    data
        The content of a file.
    file
        Its name, for the error.

    Raises
    ------
    LimitError
        If there are more than `limits.FILE_BYTES` bytes.
    ContentError
        If the bytes are not UTF-8; the place is that of the first bad one.
    """
    if len(data) > limits.FILE_BYTES:
        raise LimitError([problem("L105", Place(file, 1, 1), size=len(data), limit=limits.FILE_BYTES)])
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = Places(before, file).at(len(before))
        raise ContentError([problem("S127", place)]) from error


def check_size(text: str, file: str) -> None:
    """Refuse a text that is too long, or that holds half a surrogate pair.

    Raises
    ------
    LimitError
        If it has more than `limits.FILE_BYTES` bytes in UTF-8.
    ContentError
        If it cannot be written in UTF-8.
    """
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise ContentError([problem("S127", Places(text, file).at(error.start))]) from error
    if size > limits.FILE_BYTES:
        raise LimitError([problem("L105", Place(file, 1, 1), size=size, limit=limits.FILE_BYTES)])


def read_turtle(text: str, file: str, base: str | None = None, *, scope: str = "") -> Document:
    """Read a Turtle 1.2 document.

    Parameters
    ----------
    text
        The document with its line ends untouched (`decode`, or `open(…, newline="")`).
    file
        The name to put into places.
    base
        The IRI that relative ones are resolved against until the document sets its own; without one they are errors.
    scope
        Letters and digits put before each blank node's label, to keep those of several documents apart.

    Raises
    ------
    ContentError
        If the text is malformed, with up to `limits.PROBLEMS` problems in the order of the text. After a mistake
        reading goes on behind the next dot.
    LimitError
        If the first problem is a limit that is exceeded.
    """
    check_size(text, file)
    text = text.removeprefix("\ufeff")
    lexer = Lexer(text, Places(text, file), base, TURTLE_KEYWORDS, any_case=False)
    return read_document(TurtleProductions(lexer, labels(scope)), "turtle")


def read_data(data: bytes, file: str, base: str | None = None, *, scope: str = "") -> Document:
    """Read a data file in the format that its name's ending tells: `.nt`, `.nq`, and Turtle for any other.

    Parameters
    ----------
    data
        The content of the file.
    file, base, scope
        As for `read_turtle`.

    Raises
    ------
    ContentError, LimitError
        As for `read_turtle`, and if the bytes are not UTF-8.
    """
    text = decode(data, file)
    ending = file.rpartition(".")[2].lower()
    if ending in ("nt", "nq"):
        from myologic.grammar.ntriples import read_nquads, read_ntriples

        return (read_nquads if ending == "nq" else read_ntriples)(text, file, scope=scope)
    return read_turtle(text, file, base, scope=scope)


def read_document(reader: TurtleProductions, start: str) -> Document:
    """Read the text of a reader's lexer from a start symbol; after a mistake go on behind the next dot."""
    lexer = reader.lexer
    parser = rdf_parser(reader.callbacks())
    tokens = lexer.tokens()
    while len(lexer.problems) < limits.PROBLEMS:
        try:
            parser.parse(tokens, start, len(lexer.text))
            break
        except ParseError as error:
            diagnose(lexer, error, rules=False)
            lexer.recover()
            kind = error.token[0]
            while kind not in (".", END):
                kind = next(tokens, (END, "", 0))[0]
            if kind == END:
                break
    raise_problems(lexer.problems)
    return Document(
        tuple(reader.statements()),
        dict(lexer.prefixes),
        lexer.base,
        reader.label,
        tuple(reader.graphs) if start == "nquads" else (),
    )


def raise_problems(problems: list[Problem], error: type[ContentError] | None = None) -> None:
    """Raise the problems in the order of the text, if there are any."""
    if problems:
        ordered = sorted(set(problems), key=lambda p: (p.line, p.column, p.code))[: limits.PROBLEMS]
        raise (error or (LimitError if ordered[0].kind == "limit" else ContentError))(ordered)


def labels(scope: str) -> Setting:
    """Blank nodes of a data document: written labels and made ones cannot meet, nor those of two scopes."""
    start = f"{scope}." if scope else ""
    known: dict[str, BlankNode] = {}
    made = 0

    def blank(label: str) -> BlankNode:
        node = known.get(label)
        if node is None:
            node = known[label] = BlankNode(f"{start}n{label}")
        return node

    def fresh() -> BlankNode:
        nonlocal made
        made += 1
        return BlankNode(f"{start}g{made}")

    return Setting(blank, fresh, None, variables=False, any_subject=False)


class TurtleProductions(Productions):
    """The functions of a Turtle document."""

    def __init__(self, lexer: Lexer, setting: Setting) -> None:
        super().__init__(lexer)
        self.unfolder = Unfolder(lexer, setting)
        self.label: str | None = None
        self.graphs: list[IRI | BlankNode | None] = []

    def callbacks(self) -> dict[str, Callable[..., Any]]:
        return super().callbacks() | {"triples": self.triples, "turtle": self.nothing}

    def nothing(self, *_: Any) -> None:
        """A document's value is what its statements left behind."""

    def version(self, label: Node) -> None:
        self.label = label[1].lexical

    def triples(self, subject: Node, pairs: tuple[Any, ...] = ()) -> None:
        """One statement."""
        self.unfolder.triples(subject, pairs)

    def statements(self) -> list[Statement]:
        """The rows as statements."""
        at, new = self.lexer.places.at, tuple.__new__
        result: list[Statement] = []
        subject_at = verb_at = -1
        for s, p, o, s_at, p_at, o_at in self.unfolder.rows:
            # Neighbours mostly share their subject, and often their predicate.
            if s_at != subject_at:
                subject_at, subject_place = s_at, at(s_at)
            if p_at != verb_at:
                verb_at, verb_place = p_at, at(p_at)
            # The short way to named tuples.
            result.append(new(Statement, (new(Triple, (s, p, o)), subject_place, verb_place, at(o_at))))
        return result
