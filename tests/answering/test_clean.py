"""What leaves the program holds nothing that acts on a terminal."""

from __future__ import annotations

import unicodedata

import pytest

from myologic.answering.answer import INTENTS, Answer, AnswerItem, Correction, Entity, Source, Understood
from myologic.answering.clean import clean, clean_line

DIRTY = "a\x1b]0;x\x07b\u202ec\u200bd\U000e0041e\u2028f\ud800"


def test_clean_drops_what_acts_on_a_terminal() -> None:
    """Escapes, bidi marks, zero-width and tag characters and lone surrogates go; the rest stays."""
    assert clean(DIRTY) == "a]0;xbcde f"


def test_clean_keeps_newline_and_tab() -> None:
    """Newline and tab are the only control characters that stay."""
    assert clean("a\n\tb\rc") == "a\n\tbc"


def test_clean_line_is_one_line() -> None:
    """A cleaned line has no line break and no white space at its ends."""
    assert clean_line("  a\n b\tc  ") == "a b c"


def _dirty_answer() -> Answer:
    source = Source("https://example.org/s" + DIRTY, DIRTY)
    item = AnswerItem(
        "https://example.org/x", DIRTY, (DIRTY,), DIRTY, sources=(source,), why=(DIRTY,), details={DIRTY: [DIRTY]}
    )
    understood = Understood(
        (Entity("https://example.org/x", DIRTY, DIRTY),),
        {DIRTY: DIRTY},
        (DIRTY,),
        (Correction(DIRTY, DIRTY),),
        (DIRTY,),
    )
    return Answer(
        DIRTY,
        "answered",
        "define",
        DIRTY,
        DIRTY,
        understood,
        (item,),
        None,
        None,
        (DIRTY,),
        (DIRTY,),
        DIRTY,
        DIRTY,
        "0",
    )


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [s for inner in value for s in _strings(inner)]
    if isinstance(value, dict):
        return [s for key, inner in value.items() for s in (key, *_strings(inner))]
    return []


def test_every_string_of_an_answer_is_cleaned() -> None:
    """No string of the plain form holds a control character, whatever went in."""
    for text in _strings(_dirty_answer().to_dict()):
        assert not [c for c in text if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs")]


def test_the_paraphrase_is_one_line() -> None:
    """A line break in a paraphrase does not leave."""
    assert "\n" not in str(_dirty_answer().to_dict()["paraphrase"])


def test_there_are_thirty_intents_without_repetition() -> None:
    """The public names are closed."""
    assert len(set(INTENTS)) == len(INTENTS) == 29 + 1


@pytest.mark.parametrize(
    ("status", "code"), [("answered", 0), ("not_on_record", 1), ("refused", 2), ("clarify", 3), ("safety", 5)]
)
def test_each_status_has_its_exit_code(status: str, code: int) -> None:
    """The command's exit code follows from the status alone."""
    from dataclasses import replace

    assert replace(_dirty_answer(), status=status).exit_code == code  # type: ignore[arg-type]  # as parametrised above


def test_a_notebook_gets_escaped_text() -> None:
    """No markup of a text acts in a page."""
    from dataclasses import replace

    shown = replace(_dirty_answer(), text="<b>&amp;\x1b")._repr_html_()

    assert "&lt;b&gt;&amp;amp;" in shown
    assert "\x1b" not in shown
