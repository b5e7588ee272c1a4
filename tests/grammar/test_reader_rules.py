"""Rule documents to rules with places."""

from __future__ import annotations

import pytest

from myologic.engine.errors import RuleError
from myologic.engine.rules import Apply, Assignment, Expression, Filter, Negation, Rule, RuleSet, TriplePattern
from myologic.engine.terms import IRI, RDF, XSD, BlankNode, Literal, Place, TripleTerm, Variable
from myologic.grammar.srl import read_rules

HEAD = "PREFIX : <https://example.org/>\n"
EX = "https://example.org/"
X, Y, Z = Variable("x"), Variable("y"), Variable("z")
P, Q = IRI(EX + "p"), IRI(EX + "q")


def read(text: str) -> RuleSet:
    """Read with the empty prefix declared in the first line."""
    return read_rules(HEAD + text, "r.srl")


def rule(body: str, head: str = "") -> Rule:
    """The one rule of a body and a head."""
    return read(f"RULE {{ {head} }} WHERE {{ {body} }}").rules[0]


def expression(text: str) -> Expression:
    """The one expression of a filter."""
    (element,) = rule(f"FILTER ({text})").body
    assert isinstance(element, Filter)
    return element.expression


def spo(patterns: object) -> list[tuple[object, object, object]]:
    """Patterns without their places."""
    assert isinstance(patterns, tuple)
    return [(p.subject, p.predicate, p.object) for p in patterns if isinstance(p, TriplePattern)]


def shape(value: Expression) -> object:
    """An expression without places."""
    if isinstance(value, Apply):
        return (value.operator, *(shape(a) for a in value.arguments))
    return value.lexical if isinstance(value, Literal) else value


def problems(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem of a text."""
    with pytest.raises(RuleError) as caught:
        read(text)
    return [(p.code, p.line, p.column) for p in caught.value.problems]


def test_rule_has_name_places_and_parts_in_text_order() -> None:
    """Patterns, filters, negations and assignments stay in the order written."""
    found = read(
        "RULE :r { ?x :q ?z }\nWHERE {\n  ?x :p ?y . FILTER (?y > 1)\n  NOT { ?x :q ?y }\n  SET (?z := ?y + 1) }"
    ).rules[0]

    assert found.name == IRI(EX + "r")
    assert found.place == Place("r.srl", 2, 1)
    assert [type(e) for e in found.body] == [TriplePattern, Filter, Negation, Assignment]
    assert [e.place[1:] for e in found.body] == [(4, 3), (4, 14), (5, 3), (6, 3)]
    assert spo(found.head) == [(X, Q, Z)]


def test_data_words_mark_what_looks_at_the_base_graph() -> None:
    """`WHERE DATA` and `NOT DATA`."""
    found = read("RULE { } WHERE DATA { } RULE { } WHERE { NOT DATA { ?x :p ?y } NOT { } }").rules
    negations = [e for e in found[1].body if isinstance(e, Negation)]

    assert [r.over_base for r in found] == [True, False]
    assert [n.over_base for n in negations] == [True, False]
    assert found[0].name is None


def test_path_becomes_patterns() -> None:
    """A sequence has a variable of its own between its steps, `^` swaps."""
    between, other = Variable("/1", blank=True), Variable("/2", blank=True)

    assert spo(rule("?x :p/^:q ?y").body) == [(X, P, between), (Y, Q, between)]
    assert spo(rule("?x ^(:p/:q) ?y").body) == [(Y, P, between), (between, Q, X)]
    assert spo(rule("?x :p/(:q/a) ?y").body) == [
        (X, P, between),
        (between, Q, other),
        (other, IRI(RDF + "type"), Y),
    ]


def test_blank_node_of_a_body_is_a_variable() -> None:
    """One label is one variable in the whole body, its negations too; in a head it is a new node."""
    found = rule("_:b :p [] NOT { _:b :q [ :p ?x ] }", "_:b :p []")
    negation = found.body[-1]
    b, one, two = (Variable(n, blank=True) for n in ("_:b", "[]1", "[]2"))

    assert spo(found.body) == [(b, P, one)]
    assert isinstance(negation, Negation)
    assert spo(negation.elements) == [(two, P, X), (b, Q, two)]
    assert spo(found.head) == [(BlankNode("nb"), P, BlankNode("g1"))]


def test_reifiers_and_lists_are_spelled_out_in_rules() -> None:
    """`~ ?r` in a body is a variable, a list in a head is a chain of new nodes."""
    found = rule("?x :p ?y ~ ?z", "?x :q (?y)")

    assert spo(found.body) == [(X, P, Y), (Z, IRI(RDF + "reifies"), TripleTerm(X, P, Y))]
    assert [t[1] for t in spo(found.head)] == [IRI(RDF + "first"), IRI(RDF + "rest"), Q]


def test_data_leaves_out_what_rdf_does_not_allow() -> None:
    """A literal may stand as subject as far as the grammar goes, and says nothing."""
    found = read('DATA { "a" :p 1 . :s :p 2 . <<( :s :p "a" )>> :p 3 . :s :p <<( 1 :p 2 )>> }').data

    assert [s.triple.object for s in found] == [Literal("2", XSD + "integer")]
    assert found[0].subject_place == Place("r.srl", 2, 19)


def test_label_of_data_is_one_node_per_document() -> None:
    """Two blocks share a label, rules do not."""
    first, second = read("DATA { _:b :p 1 } DATA { _:b :p 2 }").data

    assert first.triple.subject == second.triple.subject


def test_imports_and_prefixes_are_named() -> None:
    """Imports are not followed here."""
    found = read("IMPORTS <a:b>\nPREFIX q: <a:>")

    assert found.imports == ((IRI("a:b"), Place("r.srl", 2, 9)),)
    assert found.prefixes == (("", EX), ("q", "a:"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", ("+", "1", ("*", "2", "3"))),
        ("1 - 2 - 3", ("-", ("-", "1", "2"), "3")),
        ("1 -2*3", ("+", "1", ("*", "-2", "3"))),
        ("?x+5", ("+", X, "+5")),
        ("(1 + 2) * 3", ("*", ("+", "1", "2"), "3")),
        ("!?x || ?y && ?z", ("||", ("!", X), ("&&", Y, Z))),
        ("-?x", ("UMINUS", X)),
        ("+?x", ("UPLUS", X)),
        ("?x IN (1, 2)", ("IN", X, "1", "2")),
        ("?x not in ()", ("NOT IN", X)),
        ("?x <= 1", ("<=", X, "1")),
        ("?x<?y", ("<", X, Y)),
        ("strlen(?x) = 1", ("=", ("STRLEN", X), "1")),
        ("isIri(?x)", ("ISIRI", X)),
        ("now() = 1", ("=", ("NOW",), "1")),
        ("BNODE()", ("BNODE",)),
        (":p(?x, 1)", ("CALL", P, X, "1")),
        (":p()", ("CALL", P)),
        ("IRI(?x)", ("IRI", X, "")),
        ("<<( ?x :p <<( :p a 1 )>> )>>", ("TRIPLE", X, P, ("TRIPLE", P, IRI(RDF + "type"), "1"))),
        ("TRUE", "true"),
    ],
)
def test_expressions(text: str, expected: object) -> None:
    """Each operator binds as in SPARQL; names of builtins come in upper case."""
    assert shape(expression(text)) == expected


def test_iri_builtin_carries_the_base_in_force() -> None:
    """The base of the place, not of the end of the document."""
    text = "BASE <a:b/> RULE { } WHERE { FILTER (URI(?x) = 1) } BASE <c:d>"
    (element,) = read(text).rules[0].body
    assert isinstance(element, Filter)

    assert shape(element.expression) == ("=", ("URI", X, "a:b/"), "1")


def test_long_chain_of_or_is_no_deep_expression() -> None:
    """`||` is associative, so a thousand alternatives are ten deep."""

    def depth(value: Expression) -> int:
        return 1 + max(map(depth, value.arguments)) if isinstance(value, Apply) else 0

    assert depth(expression(" || ".join(["?x"] * 1000))) == 10


def test_all_mistakes_of_a_file_are_reported() -> None:
    """After a mistake reading goes on at the next rule."""
    text = "RULE { ?x :p } WHERE { }\nRULE { } WHERE { }\nDATA { ?x :p 1 }\nRULE { } WHERE { BIND (1 AS ?x) }"

    assert problems(text) == [("S101", 2, 14), ("S114", 4, 8), ("S119", 5, 18)]


def test_mistake_inside_not_is_one_of_syntax() -> None:
    """`SET` and `NOT` inside `NOT` are refused by the reader already."""
    assert problems("RULE { } WHERE { NOT { SET (?x := 1) } }") == [("S117", 2, 24)]


@pytest.mark.parametrize("kind", ["rules", "data"])
def test_error_is_a_rule_error_of_kind_syntax(kind: str) -> None:
    """Whatever is wrong with the text of rules is said by the same class."""
    with pytest.raises(RuleError) as caught:
        read_rules("RULE" if kind == "rules" else "DATA { ?x <a:b> 1 }", "r.srl")

    assert caught.value.kind == "syntax"
    assert caught.value.file == "r.srl"


def test_former_forms_name_what_to_write_instead() -> None:
    """The message says which form it was and what replaces it."""
    with pytest.raises(RuleError, match=r"`IF … THEN` is not in the language any more: write `RULE"):
        read("IF { ?x :p ?y } THEN { ?x :q ?y }")
