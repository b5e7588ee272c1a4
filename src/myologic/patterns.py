"""A triple in which some terms are wanted: `<http://example.org/a> ?p ?x`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from myologic.engine.errors import QuestionError
from myologic.engine.query import Goal
from myologic.engine.records import dataclass
from myologic.engine.terms import BlankNode, Triple
from myologic.grammar.bulk import LITERAL
from myologic.grammar.lexer import BLANK_LABEL
from myologic.reasoning import one_triple

_TERM = re.compile(rf"\s*(?:\?(\w+)|(<<\(.*?\)>>|<[^>]*>|{BLANK_LABEL}|{LITERAL}))")
# Stands for a variable while the rest is read as a triple.
_HOLE = "<hole:{}>"


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is asked for.

    Parameters
    ----------
    goal
        Subject, predicate and object; None stands for any term.
    same
        Pairs of places, 0 to 2, that must hold the same term.
    """

    goal: Goal
    same: tuple[tuple[int, int], ...]

    def choose(self, triples: Iterable[Triple]) -> tuple[Triple, ...]:
        """The triples of a goal in which the same variable has the same value."""
        return tuple(triple for triple in triples if all(triple[a] == triple[b] for a, b in self.same))


def read_pattern(text: str) -> Pattern:
    """Read a pattern.

    Parameters
    ----------
    text
        Three terms as in N-Triples, `?name` for what is wanted; a dot may follow.

    Raises
    ------
    QuestionError
        If it is anything else.

    Examples
    --------
    >>> read_pattern("?x <http://example.org/p> ?x").same
    ((0, 2),)
    """
    names: list[str | None] = []
    written: list[str] = []
    at = 0
    while len(names) < 3 and (found := _TERM.match(text, at)) is not None:
        names.append(found[1])
        written.append(_HOLE.format(len(names)) if found[1] is not None else found[2])
        at = found.end()
    if len(names) != 3 or text[at:].strip() not in ("", "."):
        raise QuestionError(f"`{text.strip()}` is not a pattern: three terms as in N-Triples, `?x` for any term")
    triple = one_triple(" ".join(written))
    if any(isinstance(term, BlankNode) for term in triple):
        raise QuestionError("a blank node has no name outside its file; write `?x` for it")
    s, p, o = (None if name is not None else term for name, term in zip(names, triple, strict=True))
    same = tuple((a, b) for a, b in ((0, 1), (0, 2), (1, 2)) if names[a] is not None and names[a] == names[b])
    return Pattern((s, p, o), same)
