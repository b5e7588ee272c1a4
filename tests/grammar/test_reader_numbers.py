"""Large files as numbers: the same facts as the strict reader gives, in blocks of any size, and the same refusals."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from myologic.engine.columns import Loader
from myologic.engine.dictionary import Dictionary
from myologic.engine.errors import ContentError
from myologic.engine.facts import Store
from myologic.engine.terms import Triple
from myologic.grammar import bulk, bulk_numbers
from myologic.grammar.bulk_numbers import read_numbers
from myologic.grammar.ntriples import read_ntriples

LINES = [
    "<http://e/a> <http://e/p> <http://e/b> .",
    "<http://e/b> <http://e/p> <https://e/c#d> .",
    "<http://e/b#b> <http://e/q#1> <http://e/b> .",
    "<http://e/a> <http://e/p> _:x .",
    "_:x <http://e/p> _:x.y .",
    '<http://e/a> <http://e/p> "text" .',
    '<http://e/a> <http://e/p> "two words" .',
    '<http://e/a> <http://e/p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    '<http://e/a> <http://e/q> "x"@EN-us .',
    "<http://e/%41?b=c:d> <http://e:80/p> <urn:x:y> .",
    "<http://e/\u00e4> <http://e/p> <http://e/\U0001f9b4> .",
    "<http://e/\\u00e4> <http://e/p> <http://e/a> .",
    "<http://e/a>\t<http://e/p>  <http://e/c> . # more",
    "<http://e/a><http://e/p><http://e/d>.",
    '<http://e/a> <http://e/p> <<( <http://e/a> <http://e/p> "in" )>> .',
    "# only this",
    "",
]
WRONG = [
    "<http://e/a> <http://e/p> <http://e/b>",
    "<http://e/a> <http://e/p> .",
    "<http://e/a> <http://e/p> <http://e/b> <http://e/c> .",
    '"a" <http://e/p> <http://e/b> .',
    '<http://e/a> <http://e/p> "a b" . <http://e/b> .',
    '<http://e/a> <http://e/p> "a" . "b" .',
    '<http://e/a> <http://e/p> <http://e/a b> .',
    "<http://e/a> _:p <http://e/b> .",
    '<http://e/a> "p" <http://e/b> .',
    "<http://e/a> <http://e/p> <http://e/b c> .",
    "<http://e/a> <http://e/p> <http://e/b#c#d> .",
    "<http://e/a> <http://e/p> <http://e/b[> .",
    "<http://e/a> <http://e/p> <http:://e/<b> .",
    "<http://e/a> <http://e/p> <e/b> .",
    "<http://e/a> <http://e/p> <http://e/b> ..",
    "<http://e/a> <http://e/p> http://e/b .",
    ". <http://e/p> <http://e/b> .",
    "<http://e/a> <http://e/p> <http://e/b> abc.",
    "x<http://e/a> <http://e/p> <http://e/b> .",
    "<http://e/a> x<http://e/p> <http://e/b> .",
    "<http://e/a> <http://e/p> <http://e/b>x .",
    "<http://e/a> <http://e/p> <http://e/b><http: .",
    "<http://e/a> <http://e/p> //e/c> .",
    "<http://e/a> <http://e/p> <http://e/b><http://e/c> .",
    "<http://e/a> <http://e/p>  .",
    ".<http://e/a> <http://e/p> <http://e/b> .",
]


def facts(text: str, scope: str = "") -> list[Triple]:
    """All facts of a text, read as numbers."""
    dictionary, store = Dictionary(most_open=5), Store()
    loader = Loader(dictionary, store)
    read_numbers(io.BytesIO(text.encode()), "f.nt", loader, scope=scope)
    loader.finish()
    return [
        dictionary.triple((s, predicate, o))
        for predicate in store.predicates()
        for s, o in store.tables[predicate].pairs()  # type: ignore[attr-defined]  # columns
    ]


def shown(triples: list[Triple]) -> list[str]:
    """Triples in an order of their own."""
    return sorted(map(repr, triples))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from([1, 50, 200, 100_000]), st.sampled_from([0, 3, 20_000]))
def test_numbers_stand_for_what_the_strict_reader_gives(lines: list[str], size: int, remembered: int) -> None:
    """Whatever the lines, the size of the blocks and how many terms are remembered."""
    text = "\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk_numbers, "_BLOCK_BYTES", size)
        patch.setattr(bulk_numbers, "_REMEMBERED", remembered)
        found = facts(text, "s")

    assert shown(found) == shown([s.triple for s in read_ntriples(text, "f.nt", scope="s").statements])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(LINES), max_size=5),
    st.sampled_from(WRONG),
    st.lists(st.sampled_from([*LINES, *WRONG]), max_size=5),
)
def test_mistakes_are_those_of_the_strict_reader(before: list[str], wrong: str, after: list[str]) -> None:
    """The first one is told, with its place."""
    text = "\n".join([*before, wrong, *after, ""])
    with pytest.raises(ContentError) as strict:
        read_ntriples("\n" * len(before) + wrong, "f.nt")
    with pytest.raises(ContentError) as caught:
        facts(text)

    assert caught.value.problems[0] == strict.value.problems[0]


def test_lines_of_which_one_lends_the_other_a_piece_are_refused() -> None:
    """As many pieces as two statements have are no two statements if a line has one too few."""
    with pytest.raises(ContentError) as caught:
        facts("<http://e/a> <http://e/p> .\n<http://e/a> <http://e/p> <http://e/b> <http://e/c> .\n")

    assert caught.value.line == 1


def test_no_mistake_of_one_line_makes_up_for_that_of_another() -> None:
    """Any two wrong lines, one after the other, are refused at the first."""
    for first in WRONG:
        for second in WRONG:
            with pytest.raises(ContentError) as caught:
                facts(f"{first}\n{second}\n")
            assert caught.value.line == 1


def test_plain_lines_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of plain lines are not read by patterns, apart from a last line without an end."""
    lines: list[int] = []
    whole = bulk.Lines.block
    monkeypatch.setattr(bulk.Lines, "block", lambda self, text, line: lines.append(line) or whole(self, text, line))

    assert len(facts("\n".join(LINES[:6] * 3))) == 18
    assert lines == [18]


def test_literals_with_spaces_comments_and_empty_lines_take_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The patterns see none of them; of a block with anything else they see all."""
    seen: list[str] = []
    whole = bulk.Lines.block
    monkeypatch.setattr(bulk.Lines, "block", lambda self, text, line: seen.append(text) or whole(self, text, line))
    text = f"{LINES[0]}\n{LINES[6]}\n\n{LINES[1]}\n# two words\n{LINES[2]}\n"

    assert len(facts(text)) == 4
    assert seen == []
    assert len(facts(f"{text}{LINES[12]}\n")) == 5
    assert seen == [f"{text}{LINES[12]}\n"]
