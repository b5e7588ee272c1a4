"""The grammar of questions: every rule takes the example above it, and what a shape means."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from myologic.grammar.lalr import ParseError, Parser, load_tables
from myologic.grammar.shapes import loose_shape_of, shape_of

GRAMMAR = (files("myologic.grammar") / "question.lark").read_text(encoding="utf-8")
RULE = re.compile(r"^// ([A-Z ]+)\n(\??[a-z_]+):", re.MULTILINE)
EXAMPLES = RULE.findall(GRAMMAR)


def tokens(kinds: str) -> list[tuple[str, object, int]]:
    """Tokens of these kinds; mentions are numbered, nouns carry a class and a relation."""
    made: list[tuple[str, object, int]] = []
    for place, kind in enumerate(kinds.split()):
        mention = sum(k == "MENTION" for k, _, _ in made)
        made.append((kind, mention if kind == "MENTION" else ("class", "") if kind == "KIND" else kind.lower(), place))
    return made


def test_every_rule_has_an_example() -> None:
    """A comment with token kinds stands right above every rule."""
    rules = re.findall(r"^\??([a-z_]+):", GRAMMAR, re.MULTILINE)

    assert sorted(rules) == sorted(name.lstrip("?") for _, name in EXAMPLES)


@pytest.mark.parametrize(("kinds", "rule"), EXAMPLES)
def test_an_example_is_read(kinds: str, rule: str) -> None:
    """Each example is part of a sentence that a shape fits, or is read loosely where its rule belongs to that."""
    if rule in ("loose", "piece"):
        assert loose_shape_of(tokens(kinds)).shape == "loose"
    else:
        frames = {"list": f"NOT {kinds}", "arrow": f"MENTION {kinds}"}

        assert shape_of(tokens(frames.get(rule, kinds))) is not None


@pytest.mark.parametrize(
    ("kinds", "shape", "asks"),
    [
        ("WH REL MENTION", "subjects_asked", "subject"),
        ("WH MENTION REL", "objects_asked", "object"),
        ("WH KIND INV MENTION", "inverse_asked", "object"),
        ("MENTION INV", "agents_asked", "subject"),
        ("YESNO MENTION REL MENTION", "claim", ""),
        ("MENTION KIND", "members", ""),
        ("WH NOUN MENTION", "noun_of", "object"),
        ("FROM MENTION TO MENTION", "from_to", ""),
        ("MENTION ARROW MENTION ARROW MENTION", "chain", ""),
        ("MENTION VS MENTION", "versus", ""),
        ("WH STATE GIVEN MENTION", "states_asked", ""),
        ("KIND WITHOUT KIND", "head", ""),
        ("WITHOUT MENTION", "only_modifiers", ""),
    ],
)
def test_what_a_shape_asks(kinds: str, shape: str, asks: str) -> None:
    """The order of things and verb decides which end is open."""
    frame = shape_of(tokens(kinds))

    assert frame is not None
    assert (frame.shape, frame.asks) == (shape, asks)


def test_an_inverse_claim_turns_its_ends() -> None:
    """*x is done by y* claims of y what it does to x."""
    frame = shape_of(tokens("YESNO MENTION INV MENTION"))

    assert frame is not None
    assert (frame.topic, frame.object, frame.inverse_wording) == ((1,), (0,), True)


def test_modifiers_keep_what_follows_them() -> None:
    """The tail is the same behind every shape, and may stand before it."""
    behind = shape_of(tokens("WH REL MENTION NOT MENTION WITH MENTION GIVEN MENTION AND MENTION"))
    before = shape_of(tokens("GIVEN MENTION WH REL MENTION"))

    assert behind is not None and before is not None
    assert (behind.topic, behind.excluded, behind.tools, behind.given) == ((0,), (1,), (2,), (3, 4))
    assert (before.given, before.topic) == ((0,), (1,))


def test_a_loose_reading_takes_anything() -> None:
    """What no shape fits still keeps its markers."""
    kinds = "REL MENTION REL GIVEN MENTION WH NOT MENTION VS"

    frame = loose_shape_of(tokens(kinds))

    assert shape_of(tokens(kinds)) is None
    assert (frame.topic, frame.given, frame.excluded, frame.compared) == ((0,), (1,), (2,), True)


def test_the_tables_need_their_functions() -> None:
    """A grammar rule without a meaning is noticed when the tables are bound."""
    tables = load_tables((files("myologic.grammar") / "question.json").read_text(encoding="utf-8"))

    with pytest.raises(ValueError, match="no function"):
        Parser(tables, {})
    with pytest.raises(ParseError):
        Parser(tables, dict.fromkeys(tables.callbacks, lambda *_: None)).parse(tokens("AND AND"), "shape")
