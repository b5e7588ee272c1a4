"""A lexicon survives the way into sections and back, whatever is looked up."""

from __future__ import annotations

import pytest

from myologic.engine.records import replace
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.phrasebook import open_lexicon, pack_lexicon
from myologic.kb.load import load


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon of the shipped content."""
    return load().lexicon


def test_the_way_there_and_back_changes_nothing(lexicon: Lexicon) -> None:
    """Packed and opened again, it has the same parts."""
    again = open_lexicon(pack_lexicon(lexicon))

    assert again.to_parts() == lexicon.to_parts()
    assert len(again.phrases) > 1000


def test_every_table_has_its_values(lexicon: Lexicon) -> None:
    """Each kind of value is read as what it was."""
    phrase = next(iter(lexicon.phrases))
    thing = next(iter(lexicon.things))

    assert all(isinstance(number, int) for number in lexicon.phrases[phrase])
    assert isinstance(lexicon.heads[phrase.split()[0]], int)
    assert lexicon.things[thing].label and isinstance(lexicon.things[thing].classes, tuple)
    assert all(isinstance(base, str) for base in lexicon.lemmas.values())


def test_what_is_not_there_is_not_there() -> None:
    """A key without a row gives the default, or a KeyError."""
    rows = open_lexicon(pack_lexicon(replace(Lexicon(), heads={"a": 1, "a b": 2, "c": 3}))).heads

    assert [rows.get(key) for key in ("", "a", "a ", "a b", "ab", "b", "c", "d")] == [None, 1, None, 2, None, None, 3, None]
    assert rows.get("b", 5) == 5
    assert "b" not in rows and "c" in rows and list(rows) == ["a", "a b", "c"] and len(rows) == 3
    with pytest.raises(KeyError):
        rows["b"]


def test_an_empty_lexicon() -> None:
    """Nothing in, nothing out."""
    assert open_lexicon(pack_lexicon(Lexicon())).to_parts() == Lexicon().to_parts()


def test_a_tab_in_a_key_is_refused() -> None:
    """A word that cannot be kept is an error when the lexicon is made."""
    with pytest.raises(ValueError, match="phrases"):
        pack_lexicon(replace(Lexicon(), phrases={"a\tb": [1]}))
