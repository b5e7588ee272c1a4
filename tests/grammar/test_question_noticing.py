"""A reading is kept for as long as nothing that was looked up for it is another: that must be all it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from myologic.engine.records import replace
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.noticing import ANY, EVERY, Noticed
from myologic.grammar.understanding import understand
from myologic.kb.load import load

TEXTS = (
    "what strengthens the glutes",
    "is my left shoulder lower because of my bag",
    "hamstings stretch at home",
    "which exercises work both the glutes and the hamstrings but not the lower back",
    "i sit all day and my neck feels stiff",
    "what should i avoid when pregnant",
    "bird dog",
    "what is a dead bug",
    "I can't feel my toes",
    "how many sets of side planks",
    "qwertz uiop",
)
TABLES = ("phrases", "heads", "loose", "lemmas", "respell", "things", "relations", "cues", "states", "inclines", "class_intents")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The shipped lexicon, all of its rows read."""
    kept = load().lexicon
    return replace(kept, **{name: dict(getattr(kept, name)) for name in TABLES})


def fresh(lexicon: Lexicon, **tables: Mapping[str, Any]) -> Lexicon:
    """A lexicon that remembers nothing, some of its tables others."""
    return replace(lexicon, **tables, _memo={})


def test_what_is_noticed_reads_as_before(lexicon: Lexicon) -> None:
    """With notes taken a text means what it means without."""
    noticed = Noticed(fresh(lexicon))

    assert [understand(text, noticed.lexicon) for text in TEXTS] == [understand(text, fresh(lexicon)) for text in TEXTS]


@pytest.mark.parametrize("seed", range(6))
def test_a_reading_rests_on_its_looks_alone(lexicon: Lexicon, seed: int) -> None:
    """Rows are taken out and exchanged at random, mostly such as were looked at: a reading that is another has a look that is another."""
    random = Random(seed)
    noticed = Noticed(fresh(lexicon))
    before, looks = {}, {}
    for text in random.sample(TEXTS, len(TEXTS)):  # what is remembered from one text serves the next
        noticed.begin()
        before[text] = understand(text, noticed.lexicon)
        looks[text] = noticed.looks()
    seen = sorted({look for each in looks.values() for look in each if look[0] in TABLES and look[1] not in (ANY, EVERY)})
    others: dict[str, dict[str, Any]] = {}
    for name, key in random.sample(seen, 4):
        table = others.setdefault(name, dict(getattr(lexicon, name)))
        other = random.choice(list(table))
        if key in table and random.random() < 0.5:
            del table[key]
        else:
            table[key] = table[other]
    edited = fresh(lexicon, **others)
    now = Noticed(edited)

    assert noticed.whole() == now.whole()
    for text, reading in before.items():
        if all(noticed.value(look) == now.value(look) for look in looks[text]):
            assert understand(text, fresh(edited)) == reading, text


def test_the_numbers_of_entries_do_not_count(lexicon: Lexicon) -> None:
    """Entries in another order, their numbers with them, change no look."""
    shift = len(lexicon.entries)
    doubled = fresh(
        lexicon,
        entries=(*lexicon.entries, *lexicon.entries),  # type: ignore[arg-type]  # a sequence
        phrases={phrase: [number + shift for number in numbers] for phrase, numbers in lexicon.phrases.items()},
    )
    noticed, other = Noticed(lexicon), Noticed(doubled)
    understand(TEXTS[0], noticed.lexicon)
    looks = [look for look in noticed.looks() if look[1] != EVERY]

    assert [noticed.value(look) for look in looks] == [other.value(look) for look in looks]


def test_what_is_remembered_counts_as_looked_up(lexicon: Lexicon) -> None:
    """A value that was made for another text brings with it what it was made of."""
    noticed = Noticed(fresh(lexicon))
    understand("hamstings", noticed.lexicon)
    noticed.begin()
    understand("hamstings", noticed.lexicon)

    assert ("phrases", EVERY) in noticed.looks()  # the nearest of all words
    noticed.begin()
    assert not noticed.looks()
