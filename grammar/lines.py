"""What N-Triples and N-Quads ask beyond the shared grammar: one statement a line, one kind of quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from myologic.grammar.lexer import LINE_KEYWORDS, Lexer
from myologic.grammar.places import Places
from myologic.grammar.turtle import Document, TurtleProductions, check_size, labels, read_document
from myologic.grammar.unfold import Node, Setting


def read_lines(text: str, file: str, scope: str, start: str) -> Document:
    """Read N-Triples (start symbol "ntriples") or N-Quads ("nquads"); see `ntriples.py`."""
    check_size(text, file)
    lexer = Lexer(text, Places(text, file), None, LINE_KEYWORDS, any_case=False)
    return read_document(_Lines(lexer, labels(scope)), start)


class _Lines(TurtleProductions):
    """The functions of an N-Triples or N-Quads document."""

    def __init__(self, lexer: Lexer, setting: Setting) -> None:
        super().__init__(lexer, setting)
        self._end = -1

    def callbacks(self) -> dict[str, Callable[..., Any]]:
        own = {"triple_line": self.line, "quad_line": self.line, "ntriples": self.nothing, "nquads": self.nothing}
        return super().callbacks() | own

    def version(self, label: Node) -> None:
        super().version(label)
        self._end = label[2]

    def line(self, subject: Node, verb: Node, thing: Node, *rest: Node) -> None:
        """One statement with its dot, before which a graph may stand."""
        text, dot = self.lexer.text, rest[-1][2]
        first = self._end < 0 or _has_line_end(text[self._end : subject[2]])
        if not first or _has_line_end(text[subject[2] : dot]):
            self.lexer.report("S129", subject[2])
        self._check_quotes(thing)
        self._end = dot
        self.unfolder.triples(subject, (verb, (thing,)))
        graph: Any = self.unfolder.term(rest[0]) if len(rest) == 2 else None
        self.graphs.append(graph)

    def _check_quotes(self, node: Node) -> None:
        if node[0] == "triple_term":
            self._check_quotes(node[1][2])
        elif self.lexer.text[node[2]] == "'":
            self.lexer.report("S124", node[2], what="`'`")


def _has_line_end(text: str) -> bool:
    return "\n" in text or "\r" in text
