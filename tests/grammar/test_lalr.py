"""The LALR driver and the table builder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from lark.exceptions import GrammarError

from myologic.grammar.build import build_tables
from myologic.grammar.lalr import ParseError, Parser, Tables, Token, load_tables

SUMS = """// start: document expression
%declare NUMBER NAME
document: statement*
statement: NAME "=" expression "." -> assign
    | "print" expression "."
?expression: expression "+" atom -> add
     | atom
?atom: NUMBER -> number
     | "(" expression ")"
     | "[" _members? "]" -> members
_members: expression ("," expression)*
"""

GRAMMARS = sorted(p.name for p in files("myologic.grammar").iterdir() if p.name.endswith(".lark"))


def tokens(text: str) -> Iterator[Token]:
    """Words as tokens: numbers, names, and everything else as itself."""
    for position, word in enumerate(text.split()):
        kind = "NUMBER" if word.isdigit() else "NAME" if word.isalpha() and word != "print" else word
        yield kind, word, position


def parser(tables: Tables) -> Parser:
    """A parser whose values are tuples: the function's name, then its children."""
    return Parser(tables, {name: (lambda *children, name=name: (name, *children)) for name in tables.callbacks})


def parse(text: str, start: str = "document") -> Any:
    """Parse with the grammar of sums."""
    return parser(load_tables(build_tables(SUMS))).parse(tokens(text), start, end=99)


def test_functions_get_the_kept_children() -> None:
    """Quoted terminals are left out, repetitions are opened up, one child of a `?rule` stands for it."""
    one = ("number", ("NUMBER", "1", 2))
    assert parse("x = 1 .") == ("document", ("assign", ("NAME", "x", 0), one))
    assert parse("( 4 )", "expression") == ("number", ("NUMBER", "4", 1))
    members = parse("[ 1 , 2 , 3 ]", "expression")

    assert [m[1][1] for m in members[1:]] == ["1", "2", "3"]
    assert parse("[ ]", "expression") == ("members",)


def test_each_start_symbol_is_its_own_language() -> None:
    """A text of one start symbol is refused at the other."""
    assert parse("") == ("document",)
    with pytest.raises(ParseError):
        parse("", "expression")


def test_error_names_the_token_and_what_was_expected() -> None:
    """The set of expected kinds holds exactly those that can be shifted."""
    with pytest.raises(ParseError) as caught:
        parse("x = 1 2 .")

    assert caught.value.token == ("NUMBER", "2", 3)
    assert caught.value.expected == {"+", "."}


def test_error_at_the_end_has_the_end_position() -> None:
    """Where tokens run out the error's token is the end."""
    with pytest.raises(ParseError) as caught:
        parse("x = ")

    assert caught.value.token == ("$END", "", 99)


def test_rest_of_the_tokens_is_left_after_an_error() -> None:
    """A caller can go on behind the mistake with the same iterator."""
    supply = tokens("x = = . print 1 .")
    reader = parser(load_tables(build_tables(SUMS)))
    with pytest.raises(ParseError):
        reader.parse(supply, "document")

    assert next(supply)[0] == "."
    assert reader.parse(supply, "document")[1][0] == "statement"


def test_reductions_do_not_wait_for_a_token_they_need_not_see() -> None:
    """A lexer can depend on what a function did with the tokens before."""
    done: list[str] = []
    tables = load_tables(build_tables(SUMS))
    reader = Parser(tables, {n: (lambda *_, n=n: done.append(n)) for n in tables.callbacks})

    def supply() -> Iterator[Token]:
        yield from tokens("x = 1 .")
        assert "assign" in done
        yield from tokens("print 2 .")

    reader.parse(supply(), "document")

    assert done[-1] == "document"


def test_missing_function_is_an_error() -> None:
    """Every grammar rule needs its function."""
    with pytest.raises(ValueError, match="add, assign, document"):
        Parser(load_tables(build_tables(SUMS)), {"number": tuple, "members": tuple, "statement": tuple})


def test_conflict_is_an_error() -> None:
    """An ambiguous grammar has no tables."""
    with pytest.raises(GrammarError, match="conflict"):
        build_tables('// start: e\n%declare N\ne: e "+" e | N\n')


def test_grammar_names_its_start_symbols() -> None:
    """The first line is required."""
    with pytest.raises(ValueError, match="first line"):
        build_tables("%declare N\ne: N\n")


@pytest.mark.parametrize("name", GRAMMARS)
def test_committed_tables_are_those_of_the_grammar(name: str) -> None:
    """Whoever edits a grammar runs `python -m myologic.grammar.build`."""
    folder = files("myologic.grammar")
    built = build_tables((folder / name).read_text(encoding="utf-8"))

    assert (folder / name.replace(".lark", ".json")).read_text(encoding="utf-8") == built
