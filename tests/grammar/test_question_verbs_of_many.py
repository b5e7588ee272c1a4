"""A verb that may stand for several relations means the one that suits what is named and how it is asked."""

from __future__ import annotations

import pytest

from myologic.grammar.understanding import understand
from myologic.kb.load import load


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what loosens my lats", "stretches"),
        ("what loosens the thoracic spine", "mobilises"),
        ("what loosens a stiff mid back", "mobilises"),
        ("what loosens trigger points", "releases"),
    ],
)
def test_what_is_loosened_decides_what_loosening_is(text: str, intent: str) -> None:
    """A muscle is stretched, a stiff part mobilised, a trigger point released."""
    assert understand(text, load().lexicon).intent == intent
