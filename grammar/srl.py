"""SPARQL 1.2 RL documents to rules with places.

Profile: the W3C Working Draft of 2026-08-25 with the group's changes up to September 2026.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, count

from myologic.engine.errors import ContentError, RuleError
from myologic.engine.rules import Assignment, BodyElement, Filter, Negation, Rule, RuleSet, TriplePattern
from myologic.engine.terms import IRI, BlankNode, Literal, Place, Statement, TermPattern, Triple, TripleTerm, Variable
from myologic.grammar import limits
from myologic.grammar.diagnose import diagnose
from myologic.grammar.expressions import BUILTINS, Expressions
from myologic.grammar.lalr import END, ParseError, Token
from myologic.grammar.lexer import Lexer
from myologic.grammar.places import Places
from myologic.grammar.turtle import check_size, labels, raise_problems, rdf_parser
from myologic.grammar.unfold import Node, Productions, Setting, Unfolder

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any

_KEYWORDS = ["RULE", "WHERE", "DATA", "NOT", "FILTER", "SET", "PREFIX", "BASE", "VERSION", "IMPORTS", "IN"]
RULE_KEYWORDS: Mapping[str, str] = {k: k for k in _KEYWORDS} | dict.fromkeys(BUILTINS, "BUILTIN")
# Where reading goes on after a mistake: what begins a part of a document.
_BEGINNINGS = frozenset(("RULE", "PREFIX", "BASE", "VERSION", "IMPORTS", END))


def read_rules(text: str, file: str, base: str | None = None, *, scope: str = "") -> RuleSet:
    """Read a rule document.

    Parameters
    ----------
    text
        The document with its line ends untouched.
    file
        The name to put into places.
    base
        The IRI that relative ones are resolved against until the document sets its own; without one they are errors.
    scope
        Letters and digits put before the labels of the blank nodes of DATA, to keep several documents apart.

    Raises
    ------
    RuleError
        If the text is malformed (kind "syntax") or a limit is exceeded (kind "limit"), with up to `limits.PROBLEMS`
        problems in the order of the text. After a mistake reading goes on at the next rule.

    Notes
    -----
    Whether rules are well-formed and can be stratified is the engine's question. Imports are named, not followed.
    """
    try:
        check_size(text, file)
    except ContentError as error:
        raise RuleError(error.problems) from error
    text = text.removeprefix("\ufeff")
    lexer = Lexer(text, Places(text, file), base, RULE_KEYWORDS, any_case=True)
    reader = _Rules(lexer, labels(scope))
    parser = rdf_parser(reader.callbacks())
    tokens = lexer.tokens()
    while len(lexer.problems) < limits.PROBLEMS:
        try:
            parser.parse(tokens, "rules", len(text))
            break
        except ParseError as error:
            diagnose(lexer, error, rules=True)
            lexer.recover()
            tokens = _next_part(tokens, error.token)
    raise_problems(lexer.problems, RuleError)
    return RuleSet(
        tuple(reader.rules_read), tuple(reader.data_read), tuple(reader.imported), tuple(lexer.prefixes.items())
    )


def _next_part(tokens: Iterator[Token], bad: Token) -> Iterator[Token]:
    """The tokens from the next beginning of a rule, a data block or a prologue line on."""
    # The bad token itself may be the beginning, as after a rule that lacks its last brace.
    before, token = "", next(tokens, None) if bad[0] != "RULE" else bad
    while token is not None:
        kind = token[0]
        if kind in _BEGINNINGS or (kind == "DATA" and before not in ("NOT", "WHERE")):
            return chain((token,), tokens)
        before, token = kind, next(tokens, None)
    return iter(())


class _Rules(Productions):
    """The functions of a rule document."""

    def __init__(self, lexer: Lexer, setting: Setting) -> None:
        super().__init__(lexer)
        self.expressions = Expressions(lexer)
        self.rules_read: list[Rule] = []
        self.data_read: list[Statement] = []
        self.imported: list[tuple[IRI, Place]] = []
        self._data_setting = Setting(setting.blank, setting.fresh, None, variables=False, any_subject=True)

    def callbacks(self) -> dict[str, Callable[..., Any]]:
        own = ["triples", "head", "body", "filter", "negation", "assignment", "where", "rule", "data", "imports"]
        return (
            super().callbacks()
            | self.expressions.callbacks()
            | {name: getattr(self, name) for name in own}
            | {"rules": self.nothing}
        )

    def nothing(self, *_: Any) -> None:
        """A document's value is what its parts left behind."""

    def triples(self, subject: Node, pairs: tuple[Any, ...] = ()) -> Node:
        """One subject with its verbs and objects: spelled out when it is known where it stands."""
        return "triples", (subject, pairs), subject[2]

    def head(self, *blocks: Node) -> tuple[Node, ...]:
        """`{ templates }`"""
        return blocks

    def body(self, opening: Node, *parts: Node) -> list[Node]:
        """`{ patterns, filters, negations and assignments }`"""
        return [p for p in parts[:-1] if p[0] != "."]

    def where(self, *keywords: Node) -> bool:
        """`WHERE` or `WHERE DATA`: whether the body looks at the base graph only."""
        return len(keywords) == 2

    def filter(self, keyword: Node, constraint: Node) -> Node:
        """`FILTER ( expression )`"""
        return "filter", constraint, keyword[2]

    def negation(self, keyword: Node, *rest: Any) -> Node:
        """`NOT { … }` or `NOT DATA { … }`"""
        for kind, _value, at in rest[-1]:
            if kind in ("negation", "assignment"):
                self.lexer.report("S117", at, keyword="NOT" if kind == "negation" else "SET")
        return "negation", (rest[-1], len(rest) == 2), keyword[2]

    def assignment(
        self, keyword: Node, opening: Node, variable: Node, sign: Node, expression: Node, closing: Node
    ) -> Node:
        """`SET ( ?v := expression )`"""
        return "assignment", (variable, expression), keyword[2]

    def imports(self, keyword: Node, iri: Node) -> None:
        """`IMPORTS iri`"""
        self.imported.append((iri[1], self.lexer.places.at(iri[2])))

    def data(self, keyword: Node, blocks: tuple[Node, ...]) -> None:
        """`DATA { triples }`: those that RDF does not allow are left out, as in CONSTRUCT."""
        unfolder = Unfolder(self.lexer, self._data_setting)
        for _, (subject, pairs), _ in blocks:
            unfolder.triples(subject, pairs)
        at = self.lexer.places.at
        self.data_read.extend(
            Statement(Triple(s, p, o), at(s_at), at(p_at), at(o_at))  # type: ignore[arg-type]  # data has no variables
            for s, p, o, s_at, p_at, o_at in unfolder.rows
            if _is_rdf(s, p, o)
        )

    def rule(self, keyword: Node, *parts: Any) -> None:
        """`RULE name { head } WHERE { body }`"""
        name = parts[0][1] if len(parts) == 4 else None
        head, over_base, body = parts[-3:]
        number = count(1)
        templates = Setting(
            lambda label: BlankNode(f"n{label}"),
            lambda: BlankNode(f"g{next(number)}"),
            None,
            variables=True,
            any_subject=True,
        )
        unfolder = Unfolder(self.lexer, templates)
        for _, (subject, pairs), _ in head:
            unfolder.triples(subject, pairs)
        self.rules_read.append(
            Rule(name, self._patterns(unfolder), self._elements(body), over_base, self.lexer.places.at(keyword[2]))
        )

    def _elements(self, body: list[Node]) -> tuple[BodyElement, ...]:
        """A body's parts; its blank nodes become variables that no written name can meet."""
        number = count(1)
        patterns = Setting(
            lambda label: Variable(f"_:{label}", blank=True),
            lambda: Variable(f"[]{next(number)}", blank=True),
            lambda: Variable(f"/{next(number)}", blank=True),
            variables=True,
            any_subject=True,
        )

        def elements(parts: list[Node]) -> Iterator[BodyElement]:
            for kind, value, at in parts:
                place = self.lexer.places.at(at)
                if kind == "triples":
                    unfolder = Unfolder(self.lexer, patterns)
                    unfolder.triples(*value)
                    yield from self._patterns(unfolder)
                elif kind == "filter":
                    yield Filter(self.expressions.value(value), place)
                elif kind == "assignment":
                    yield Assignment(value[0][1], self.expressions.value(value[1]), place)
                else:
                    inner = tuple(e for e in elements(value[0]) if isinstance(e, TriplePattern | Filter))
                    yield Negation(inner, value[1], place)

        return tuple(elements(body))

    def _patterns(self, unfolder: Unfolder) -> tuple[TriplePattern, ...]:
        at = self.lexer.places.at
        return tuple(TriplePattern(row.subject, row.predicate, row.object, at(row.subject_at)) for row in unfolder.rows)


def _is_rdf(subject: TermPattern, predicate: TermPattern, thing: TermPattern) -> bool:
    """Whether RDF allows a triple: no literal or triple term as subject, an IRI as predicate, in triple terms too."""
    if isinstance(subject, Literal | TripleTerm) or not isinstance(predicate, IRI):
        return False
    return not isinstance(thing, TripleTerm) or _is_rdf(thing.subject, thing.predicate, thing.object)
