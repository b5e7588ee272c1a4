"""Triples as written become triples as meant: lists, `[ ]`, reifiers, annotations and paths are spelled out.

The functions of the shared grammar productions make nodes, `(kind, value, offset)`; a simple term's node is its token.
An `Unfolder` turns nodes into rows, with what may stand in data, in a head or in a body decided by its `Setting`.
"""

from __future__ import annotations

from collections.abc import Callable

from myologic.engine.records import NamedTuple, dataclass
from myologic.engine.terms import (
    IRI,
    RDF,
    RDF_DIR_LANG_STRING,
    RDF_LANG_STRING,
    Literal,
    TermPattern,
    TripleTerm,
)
from myologic.grammar.lexer import RDF_NIL, Lexer
from myologic.grammar.literals import is_language_tag, lacks_language

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Any, TypeAlias

Node: TypeAlias = "tuple[str, Any, int]"

RDF_FIRST, RDF_REST, RDF_REIFIES = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "reifies")
LITERAL_KINDS = frozenset(("STRING", "LONG_STRING", "NUMBER", "SIGNED", "BOOLEAN", "literal"))
# Nodes whose value is the term.
SIMPLE_KINDS = LITERAL_KINDS | {"IRIREF", "PNAME", "PNAME_NS", "A", "NIL"}
_PATH_KINDS = frozenset(("sequence", "inverse", "group"))


class Row(NamedTuple):
    """A triple or a pattern with the offsets of its three terms."""

    subject: TermPattern
    predicate: TermPattern
    object: TermPattern
    subject_at: int
    predicate_at: int
    object_at: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What may stand where a triple is written.

    Parameters
    ----------
    blank
        The term for a blank node's label.
    fresh
        A new term for `[ ]`, a list's cell or a reifier without a name.
    between
        A new variable for the node between two steps of a path, or None where paths cannot stand.
    variables
        Whether variables may stand here.
    any_subject
        Whether literals and triple terms may be subjects as far as the grammar goes.
    """

    blank: Callable[[str], TermPattern]
    fresh: Callable[[], TermPattern]
    between: Callable[[], TermPattern] | None
    variables: bool
    any_subject: bool


class Productions:
    """The functions of the productions that Turtle and rules share.

    Parameters
    ----------
    lexer
        Where prefixes, base and problems are kept.
    """

    def __init__(self, lexer: Lexer) -> None:
        self.lexer = lexer

    def callbacks(self) -> dict[str, Callable[..., Any]]:
        """The functions by the grammar rule's name."""
        return {name: getattr(self, name) for name in SHARED}

    def prefix(self, name: Node, iri: Node) -> None:
        """`PREFIX p: <iri>`"""
        self.lexer.set_prefix(name[1], iri[1].value, name[2])

    def base(self, iri: Node) -> None:
        """`BASE <iri>`"""
        self.lexer.set_base(iri[1].value)

    def version(self, label: Node) -> None:
        """`VERSION "1.2"`: an unknown label is no error."""

    def pairs(self, *children: Any) -> tuple[Any, ...]:
        """Verb, objects, verb, objects …"""
        return children

    objects = pairs

    def sequence(self, path: Node, step: Node) -> Node:
        """`path / step`, flat: a long path is no deep one."""
        if path[0] == "sequence":
            path[1].append(step)
            return path
        return "sequence", [path, step], path[2]

    def inverse(self, link: Node) -> Node:
        """`^ link`"""
        return "inverse", link, link[2]

    def group(self, path: Node) -> Node:
        """`( path )`"""
        return "group", path, path[2]

    def annotated(self, node: Node, *annotations: Node) -> Node:
        """`object ~ reifier {| … |}`"""
        return "annotated", (node, annotations), node[2]

    def language_literal(self, string: Node, tag: Node) -> Node:
        """`"text"@en--ltr`"""
        language, _, direction = tag[1][1:].partition("--")
        if direction and direction not in ("ltr", "rtl"):
            near = direction.lower() if direction.lower() in ("ltr", "rtl") else None
            self.lexer.report("S110", tag[2], near and f"`{near}`", direction=direction)
        if not is_language_tag(language):
            self.lexer.report("S111", tag[2], tag=language)
        datatype = RDF_DIR_LANG_STRING if direction else RDF_LANG_STRING
        return "literal", Literal(string[1].lexical, datatype, language.lower(), direction or None), string[2]

    def typed_literal(self, string: Node, datatype: Node) -> Node:
        """`"9"^^xsd:integer`"""
        value = Literal(string[1].lexical, datatype[1].value)
        self.lexer.check_limits(value, string[2])
        lacking = lacks_language(value)
        if lacking is not None:
            self.lexer.report("S128", datatype[2], name=value.datatype.removeprefix(RDF), what=lacking)
        return "literal", value, string[2]

    def collection(self, opening: Node, *rest: Node) -> Node:
        """`( 1 2 )`"""
        return "collection", rest[:-1], opening[2]

    def property_list(self, opening: Node, pairs: Any, closing: Node) -> Node:
        """`[ :p :o ]`"""
        return "property_list", pairs, opening[2]

    def reifier(self, tilde: Node, name: Node | None = None) -> Node:
        """`~ :r`"""
        return "reifier", name, tilde[2]

    def annotation_block(self, opening: Node, pairs: Any, closing: Node) -> Node:
        """`{| :p :o |}`"""
        return "annotation_block", pairs, opening[2]

    def reified(self, opening: Node, *rest: Node) -> Node:
        """`<< s p o ~ r >>`"""
        subject, verb, thing = rest[:3]
        return "reified", (subject, verb, thing, rest[3] if len(rest) == 5 else None), opening[2]

    def triple_term(self, opening: Node, subject: Node, verb: Node, thing: Node, closing: Node) -> Node:
        """`<<( s p o )>>`"""
        return "triple_term", (subject, verb, thing), opening[2]


SHARED = [
    "prefix",
    "base",
    "version",
    "pairs",
    "objects",
    "sequence",
    "inverse",
    "group",
    "annotated",
    "language_literal",
    "typed_literal",
    "collection",
    "property_list",
    "reifier",
    "annotation_block",
    "reified",
    "triple_term",
]


class Unfolder:
    """Turns nodes into rows.

    Parameters
    ----------
    lexer
        Where mistakes are noted.
    setting
        What may stand here.
    """

    def __init__(self, lexer: Lexer, setting: Setting) -> None:
        self.lexer = lexer
        self.setting = setting
        self.rows: list[Row] = []
        self._special: dict[str, Callable[[Node], TermPattern]] = {
            "BLANK": lambda node: setting.blank(node[1]),
            "ANON": lambda node: setting.fresh(),
            "VAR": self._variable,
            "collection": self._collection,
            "property_list": self._property_list,
            "reified": self._reified,
            "triple_term": self._triple_term,
        }

    def triples(self, subject: Node, pairs: tuple[Any, ...]) -> None:
        """Spell out one subject with its verbs and objects; both may hold more triples."""
        if not self.setting.any_subject:
            self._check_subject(subject)
            if not pairs and subject[0] == "collection":
                self.lexer.report("S113", subject[2])
        self._about(self.term(subject), subject[2], pairs)

    def term(self, node: Node) -> TermPattern:
        """The term that stands for a node; what else the node says becomes rows."""
        if node[0] in SIMPLE_KINDS:
            return node[1]  # type: ignore[no-any-return]  # of such a kind the value is a term
        return self._special[node[0]](node)

    def _about(self, subject: TermPattern, subject_at: int, pairs: tuple[Any, ...]) -> None:
        rows, special, new = self.rows, self._special, tuple.__new__
        for i in range(0, len(pairs), 2):
            verb = pairs[i]
            is_path = verb[0] in _PATH_KINDS
            predicate: TermPattern = verb[1] if is_path else self._verb(verb)
            for node in pairs[i + 1]:
                kind, value, at = node
                annotations: tuple[Node, ...] = ()
                if kind == "annotated":
                    (kind, value, at), annotations = node[1]
                    node = (kind, value, at)
                thing = value if kind in SIMPLE_KINDS else special[kind](node)
                if is_path:
                    self._path(verb, subject, thing, (subject_at, verb[2], at))
                    if annotations:
                        self.lexer.report(
                            "S116", annotations[0][2], token="~" if annotations[0][0] == "reifier" else "{|"
                        )
                    continue
                rows.append(new(Row, (subject, predicate, thing, subject_at, verb[2], at)))
                if annotations:
                    self._annotate(TripleTerm(subject, predicate, thing), annotations)

    def _path(self, path: Node, subject: TermPattern, thing: TermPattern, at: tuple[int, int, int]) -> None:
        kind, value, here = path
        between = self.setting.between
        if between is None:
            self.lexer.report("S115", here)
        elif kind == "inverse":
            self._path(value, thing, subject, (at[2], at[1], at[0]))
        elif kind == "group":
            self._path(value, subject, thing, at)
        elif kind == "sequence":
            for step in value[:-1]:
                middle = between()
                self._path(step, subject, middle, (at[0], step[2], step[2]))
                subject, at = middle, (step[2], at[1], at[2])
            self._path(value[-1], subject, thing, at)
        else:
            self.rows.append(Row(subject, value, thing, at[0], here, at[2]))

    def _annotate(self, triple: TripleTerm, annotations: tuple[Node, ...]) -> None:
        current: TermPattern | None = None
        for kind, value, at in annotations:
            if kind == "reifier":
                current = self._reifier(value)
                self.rows.append(Row(current, RDF_REIFIES, triple, at, at, at))
                continue
            if current is None:
                current = self.setting.fresh()
                self.rows.append(Row(current, RDF_REIFIES, triple, at, at, at))
            self._about(current, at, value)
            current = None

    def _reifier(self, name: Node | None) -> TermPattern:
        return self.setting.fresh() if name is None else self.term(name)

    def _variable(self, node: Node) -> TermPattern:
        if not self.setting.variables:
            self.lexer.report("S114", node[2], variable="?" + node[1].name)
        return node[1]  # type: ignore[no-any-return]  # a variable

    def _collection(self, node: Node) -> TermPattern:
        first = cell = self.setting.fresh()
        items = node[1]
        for i, item in enumerate(items):
            at = item[2]
            self.rows.append(Row(cell, RDF_FIRST, self.term(item), at, at, at))
            rest = self.setting.fresh() if i + 1 < len(items) else RDF_NIL
            self.rows.append(Row(cell, RDF_REST, rest, at, at, at))
            cell = rest
        return first

    def _property_list(self, node: Node) -> TermPattern:
        subject = self.setting.fresh()
        self._about(subject, node[2], node[1])
        return subject

    def _reified(self, node: Node) -> TermPattern:
        subject, verb, thing, reifier = node[1]
        self._check_subject(subject)
        triple = TripleTerm(self.term(subject), self._verb(verb), self.term(thing))
        name = self._reifier(None if reifier is None else reifier[1])
        self.rows.append(Row(name, RDF_REIFIES, triple, node[2], node[2], node[2]))
        return name

    def _triple_term(self, node: Node) -> TermPattern:
        subject, verb, thing = node[1]
        self._check_subject(subject)
        return TripleTerm(self.term(subject), self._verb(verb), self.term(thing))

    def _verb(self, verb: Node) -> TermPattern:
        return self._variable(verb) if verb[0] == "VAR" else verb[1]

    def _check_subject(self, node: Node) -> None:
        if self.setting.any_subject:
            return
        if node[0] in LITERAL_KINDS:
            self.lexer.report("S112", node[2], what="a literal")
        elif node[0] == "triple_term":
            self.lexer.report("S112", node[2], what="a triple term")
