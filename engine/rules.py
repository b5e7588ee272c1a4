"""Rules as frozen values: what the reader makes and the engine runs.

A rule's body is a sequence in text order. Blank nodes of a body are variables already; blank nodes of a head stand for
new nodes, one for each solution. Lists, reifiers, annotations and paths are spelled out as triple patterns.
"""

from __future__ import annotations

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, BlankNode, Literal, Place, Statement, TermPattern, TripleTerm, Variable

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """A triple template of a head or a triple pattern of a body."""

    subject: TermPattern
    predicate: TermPattern
    object: TermPattern
    place: Place


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator, a builtin or a call applied to expressions.

    Parameters
    ----------
    operator
        `||` `&&` `!` `=` `!=` `<` `>` `<=` `>=` `IN` `NOT IN` `+` `-` `*` `/` `UPLUS` `UMINUS`, a builtin's name in
        upper case (`STRLEN`, `ISIRI`, `SAMETERM` …), or `CALL` with the called IRI as first argument.
        `IRI` and `URI` carry the base in force as a second argument, a Literal (empty where there is none).
        `IN` has the tested expression first, then the members. `TRIPLE` is also what `<<( s p o )>>` becomes.
    """

    operator: str
    arguments: tuple[Expression, ...]
    place: Place


Expression: TypeAlias = Apply | Variable | IRI | Literal | BlankNode | TripleTerm


@dataclass(frozen=True, slots=True)
class Filter:
    """`FILTER`: keeps a solution where the expression is true; false and error drop it."""

    expression: Expression
    place: Place


@dataclass(frozen=True, slots=True)
class Negation:
    """`NOT { … }`, or `NOT DATA { … }` where `over_base`: keeps a solution that the inner sequence cannot extend."""

    elements: tuple[TriplePattern | Filter, ...]
    over_base: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Assignment:
    """`SET ( ?variable := expression )`; an error drops the solution."""

    variable: Variable
    expression: Expression
    place: Place


BodyElement: TypeAlias = TriplePattern | Filter | Negation | Assignment


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `over_base` marks `WHERE DATA`: its whole body looks at the base graph only."""

    name: IRI | None
    head: tuple[TriplePattern, ...]
    body: tuple[BodyElement, ...]
    over_base: bool
    place: Place


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules, data blocks and imports of one or several documents, in the order written.

    `prefixes` are those in force at the end of the document, for showing terms; they carry no meaning.
    """

    rules: tuple[Rule, ...] = ()
    data: tuple[Statement, ...] = ()
    imports: tuple[tuple[IRI, Place], ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
