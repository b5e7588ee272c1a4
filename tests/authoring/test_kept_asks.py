"""Answers to test questions are remembered for as long as nothing that they rest on is another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from myologic.authoring import checking
from myologic.authoring.checking import answer_ask, check
from myologic.authoring.kept_asks import KeptAsks
from myologic.engine.terms import Triple
from myologic.kb.asks import Ask, Asked, read_asks
from myologic.kb.base import KnowledgeBase
from myologic.kb.content import fetch
from myologic.kb.facts import pack_facts
from myologic.kb.files import ask_files, shipped_root
from myologic.kb.load import load
from myologic.kb.rests_on import rests_on

PACK = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:curl a kb:Exercise ; skos:prefLabel "zeta curl"@en ; kb:strengthens id:soleus ; kb:how "curl"@en ; dct:source my:leaflet .
my:roll a kb:Exercise ; skos:prefLabel "zeta roll"@en ; kb:releases id:soleus ; kb:how "roll"@en ; dct:source my:leaflet .
"""
ASKS = """\
ask: what strengthens the soleus
answer: zeta curl
ask: what releases the soleus
answer: zeta roll
case: slouching
status: inferred
"""


@pytest.fixture(scope="module")
def asks() -> tuple[Ask, ...]:
    """The shipped test questions."""
    return tuple(ask for file in fetch(ask_files(shipped_root())) for ask in read_asks(file)[0])


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for what is kept, and code that stays what it is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(checking, "_code_hash", lambda: "code")
    yield tmp_path


class Counted:
    """Answers test questions, and remembers which."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, kb: KnowledgeBase, ask: Ask) -> Asked:
        self.asked.append(ask.question)
        return answer_ask(kb, ask)


def without(kb: KnowledgeBase, gone: set[Triple]) -> KnowledgeBase:
    """A knowledge base without some facts, concluded or not: rules are not run again, so what they read is another."""
    facts = kb.facts
    rows = [(facts.triple(row), facts.place(row), facts.certainty(row), facts.is_derived(row)) for row in range(facts.size)]
    written = [(triple, place, rank) for triple, place, rank, derived in rows if not derived and triple not in gone]
    packed = pack_facts(written, [(triple, rank) for triple, _, rank, derived in rows if derived and triple not in gone])
    other = rests_on(kb.rests_on.to_text())._replace(conclusions="others", cases="others", rules="others")
    sections = {**kb._sections, **{name: memoryview(data) for name, data in packed.items()}}
    return KnowledgeBase({**sections, "rests_on": memoryview(other.to_text().encode())}, late=False)


@pytest.mark.parametrize("seed", range(1))
def test_what_is_answered_otherwise_is_asked_again(cache: Path, asks: tuple[Ask, ...], seed: int) -> None:
    """Facts go at random, those of one thing or any; each remembered answer is the one that is given without a memory."""
    random, kb = Random(seed), load()
    questions = [each for each in asks if not each.is_case]
    keeping = KeptAsks(answer_ask, "code")
    for ask in questions:
        keeping(kb, ask)
    keeping.keep()
    named = sorted({fact.subject for fact in kb.match(None, None, None)}, key=str)
    gone = set(random.sample(list(kb.match(None, None, None)), 400))
    for thing in random.sample(named, 60):
        gone.update(kb.match(thing, None, None))
    other, counted = without(kb, gone), Counted()
    remembering = KeptAsks(counted, "code")
    found = [remembering(other, ask) for ask in questions]

    assert found == [answer_ask(other, ask) for ask in questions]
    assert 0 < len(counted.asked) < len(questions)


def test_what_was_kept_is_not_asked(cache: Path, asks: tuple[Ask, ...]) -> None:
    """With the same content everything is known, cases too; with other code nothing is."""
    kb = load()
    first, again, other = (Counted() for _ in range(3))
    for counted, code in ((first, "code"), (again, "code"), (other, "other")):
        keeping = KeptAsks(counted, code)
        found = [keeping(kb, ask) for ask in asks]
        keeping.keep()

        assert found == [answer_ask(kb, ask) for ask in asks]
    assert len(first.asked) == len(other.asked) == len(asks)
    assert again.asked == []


EDITS = (
    (('"zeta curl"@en', '"zeta grip"@en'), 2, ["zeta curl"]),
    (("kb:releases id:soleus", "kb:releases id:gastrocnemius"), 3, ["zeta roll"]),
)


def test_an_edit_asks_what_it_touches(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit of a pack its questions are answered as if nothing had been kept, and few are asked."""
    pack = cache / "pack"
    pack.mkdir()
    (pack / "a.ttl").write_text(PACK, encoding="utf-8")
    (pack / "a.ask").write_text(ASKS, encoding="utf-8")
    assert check(pack) == ()
    for edit, most, wrong in EDITS:
        counted = Counted()
        monkeypatch.setattr("myologic.authoring.checking.answer_ask", counted)
        (pack / "a.ttl").write_text(PACK.replace(*edit), encoding="utf-8")
        problems = check(pack)

        assert [word for word in ("zeta curl", "zeta roll") if any(word in each.message for each in problems)] == wrong
        assert len(counted.asked) <= most
