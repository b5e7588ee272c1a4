"""The expressions of rules: nodes of the grammar become applications of operators and builtins.

An expression's node is a simple term's token, `("expression", (application, depth), offset)`, or a chain of `||` or
`&&` that may still grow. The depth is kept because `1 + 1 + 1 …` nests without any bracket.
"""

from __future__ import annotations

from collections.abc import Callable

from myologic.engine.rules import Apply, Expression
from myologic.engine.terms import Literal
from myologic.grammar import limits
from myologic.grammar.lexer import Lexer
from myologic.grammar.unfold import Node

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any

# The least and greatest number of arguments of each builtin; None is no limit.
_ONE = (
    "STR LANG LANGDIR DATATYPE IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS"
    " MINUTES SECONDS TIMEZONE TZ ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC HASLANG HASLANGDIR ISTRIPLE SUBJECT"
    " PREDICATE OBJECT"
)
_TWO = "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM"
BUILTINS: dict[str, tuple[int, int | None]] = (
    dict.fromkeys(_ONE.split(), (1, 1))
    | dict.fromkeys(_TWO.split(), (2, 2))
    | dict.fromkeys(("NOW", "UUID", "STRUUID"), (0, 0))
    | dict.fromkeys(("IF", "STRLANGDIR", "TRIPLE"), (3, 3))
    | {"BNODE": (0, 1), "CONCAT": (0, None), "SUBSTR": (2, 3), "REPLACE": (3, 4), "REGEX": (2, 3)}
)


class Expressions:
    """The functions of the productions of expressions.

    Parameters
    ----------
    lexer
        Where the base and the problems are kept.
    """

    def __init__(self, lexer: Lexer) -> None:
        self.lexer = lexer

    def callbacks(self) -> dict[str, Callable[..., Any]]:
        """The functions by the grammar rule's name."""
        return {name: getattr(self, name) for name in NAMES}

    def value(self, node: Node) -> Expression:
        """The expression that a node stands for."""
        return _value(self.settle(node))

    def disjunction(self, left: Node, right: Node) -> Node:
        """`a || b`"""
        return self._chain("||", left, right)

    def conjunction(self, left: Node, right: Node) -> Node:
        """`a && b`"""
        return self._chain("&&", left, right)

    def binary(self, left: Node, operator: Node, right: Node) -> Node:
        """`a = b`, `a + b`, `a * b` …"""
        return self._apply(operator[0], [left, right], left[2])

    def signed_sum(self, left: Node, right: Node) -> Node:
        """`a -5`, where the sign belongs to the number's token"""
        return self._apply("+", [left, right], left[2])

    def member(self, left: Node, *rest: Any) -> Node:
        """`a IN (b, c)`, `a NOT IN (b, c)`"""
        return self._apply("IN" if len(rest) == 2 else "NOT IN", [left, *rest[-1]], left[2])

    def unary(self, operator: Node, operand: Node) -> Node:
        """`! a`, `+ a`, `- a`"""
        name = {"!": "!", "+": "UPLUS", "-": "UMINUS"}[operator[0]]
        return self._apply(name, [operand], operator[2])

    def call(self, builtin: Node, arguments: list[Node]) -> Node:
        """`STRLEN(a)`"""
        name, at = builtin[1], builtin[2]
        least, most = BUILTINS[name]
        if len(arguments) < least or (most is not None and len(arguments) > most):
            self.lexer.report("S118", at, name=name, arity=_arity(least, most), count=len(arguments))
        if name in ("IRI", "URI"):
            base: Node = ("STRING", Literal(self.lexer.base or ""), at)
            arguments = [*arguments, base]
        return self._apply(name, arguments, at)

    def function(self, iri: Node, arguments: list[Node]) -> Node:
        """`xsd:integer(a)`"""
        return self._apply("CALL", [iri, *arguments], iri[2])

    def arguments(self, *nodes: Node) -> list[Node]:
        """`( a, b )`; `( )` is one token"""
        return [] if len(nodes) == 1 and nodes[0][0] == "NIL" else list(nodes)

    def expression_term(self, node: Node) -> Node:
        """`<<( s p o )>>`: made anew for each solution"""
        subject, verb, thing = node[1]
        if subject[0] == "triple_term":
            self.lexer.report("S126", subject[2])
            return "STRING", Literal(""), node[2]
        parts = []
        for part in (subject, verb, thing):
            if part[0] in ("BLANK", "ANON"):
                self.lexer.report("S125", part[2])
                part = ("STRING", Literal(""), part[2])
            parts.append(self.expression_term(part) if part[0] == "triple_term" else part)
        return self._apply("TRIPLE", parts, node[2])

    def _chain(self, operator: str, left: Node, right: Node) -> Node:
        """`a || b || c …` as a balanced tree: both operators are associative, and a long chain is no deep one."""
        if left[0] == operator:
            left[1].append(right)
            return left
        return operator, [left, right], left[2]

    def settle(self, node: Node) -> Node:
        """A chain that has come to its end as an application; any other node as it is."""
        if node[0] not in ("||", "&&"):
            return node
        operands = node[1]
        while len(operands) > 1:
            pairs = [operands[i : i + 2] for i in range(0, len(operands), 2)]
            operands = [self._apply(node[0], pair, pair[0][2]) if len(pair) == 2 else pair[0] for pair in pairs]
        return operands[0]  # type: ignore[no-any-return]  # a list of nodes

    def _apply(self, operator: str, nodes: list[Node], at: int) -> Node:
        settled = [self.settle(n) for n in nodes]
        depth = 1 + max((n[1][1] for n in settled if n[0] == "expression"), default=0)
        if depth == limits.NESTING + 1:
            self.lexer.report("L106", at, limit=limits.NESTING)
        operation = Apply(operator, tuple(_value(n) for n in settled), self.lexer.places.at(at))
        return "expression", (operation, depth), at


def _value(node: Node) -> Expression:
    return node[1][0] if node[0] == "expression" else node[1]  # type: ignore[no-any-return]  # such a node's value


def _arity(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} arguments"
    if least != most:
        return f"{least} to {most} arguments"
    return "1 argument" if least == 1 else f"{least} arguments"


NAMES = [
    "disjunction",
    "conjunction",
    "binary",
    "signed_sum",
    "member",
    "unary",
    "call",
    "function",
    "arguments",
    "expression_term",
]
