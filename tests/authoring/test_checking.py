"""`check` with questions: labels come back, test questions are run, the shipped ones cover every kind of conclusion."""

from __future__ import annotations

from pathlib import Path

import pytest

import myologic
from myologic.answering.answer import INTENTS
from myologic.authoring.checking import answer_ask
from myologic.cases import kb_case
from myologic.cli.main import main
from myologic.grammar.understanding import understand
from myologic.kb.asks import Ask, check_answer, read_asks
from myologic.kb.base import KnowledgeBase
from myologic.kb.content import fetch
from myologic.kb.files import ask_files, shipped_root
from myologic.kb.load import load
from myologic.kb.vocabulary import kb_, lex_
from myologic.session import Session

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; dct:source my:leaflet .
my:curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens my:plantaris ; dct:source my:leaflet .
"""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load()


@pytest.fixture(scope="module")
def asks() -> tuple[Ask, ...]:
    """The shipped test questions."""
    return tuple(ask for file in fetch(ask_files(shipped_root())) for ask in read_asks(file)[0])


def test_the_shipped_questions_are_answered(kb: KnowledgeBase, asks: tuple[Ask, ...]) -> None:
    """Each has what its file expects."""
    assert [each.text() for ask in asks for each in check_answer(ask, answer_ask(kb, ask))] == []


def test_every_verdict_has_a_case(kb: KnowledgeBase, asks: tuple[Ask, ...]) -> None:
    """Each verdict that a rule can reach is expected by a shipped case."""
    verdicts = {kb.text(t.object, kb_("code")) or kb.label(t.object) for t in kb.match(None, kb_("givesVerdict"), None)}
    expected = {e.text.partition(":")[2].strip() for ask in asks if ask.is_case for e in ask.expected}

    assert verdicts - expected == set()


def test_every_intent_has_a_question(kb: KnowledgeBase, asks: tuple[Ask, ...]) -> None:
    """Each kind of question that can be asked is asked by a shipped file."""
    session = Session(kb)
    reached = {session.ask(ask.question, given=ask.given, after=ask.after).intent for ask in asks if not ask.is_case}

    assert set(INTENTS) - reached == set()


def test_every_derived_relation_is_asked(kb: KnowledgeBase, asks: tuple[Ask, ...]) -> None:
    """Each relation with words that a rule derives is the relation of a shipped question; the others are asked along."""
    worded = {t.subject for word in ("verb", "noun") for t in kb.match(None, lex_(word), None)}
    derived = {p for p in worded if any(kb.is_derived(t) for t in kb.match(None, p, None))}
    asked = {understand(ask.question, kb.lexicon, given=ask.given).relation for ask in asks if not ask.is_case}

    along = {kb_(name) for name in ("avoidIf", "alsoStrengthens", "alsoStretches")}
    assert derived - asked == along


def test_a_pack_is_asked_its_own_questions(tmp_path: Path) -> None:
    """A wrong expectation is an error at its place; a right one is silent."""
    (tmp_path / "feet.ttl").write_text(TURTLE, encoding="utf-8")
    (tmp_path / "feet.ask").write_text(
        "ask: what strengthens the plantaris\nanswer: towel curl\nanswer: towel curll\n", encoding="utf-8"
    )

    found = myologic.check(tmp_path)

    assert [(each.code, each.line, each.column, each.suggestion) for each in found] == [("A102", 3, 9, "towel curl")]


def test_a_case_that_names_nothing_known_is_reported(kb: KnowledgeBase) -> None:
    """An unknown name in a case is the mistake, not a missing verdict."""
    ask = read_asks(fetch(ask_files(shipped_root()))[0])[0][0]
    wrong = Ask("one sholder lower@left", ask.place, expected=ask.expected, is_case=True)

    found = [each.message for each in check_answer(wrong, answer_ask(kb, wrong))]

    assert len(found) == 1 and "unknown id" in found[0]


def test_a_label_that_is_read_as_something_else_is_a_warning(tmp_path: Path) -> None:
    """A name that the question language takes apart does not lead to its thing."""
    text = TURTLE.replace("towel curl", "ibuprofen press")
    (tmp_path / "feet.ttl").write_text(text, encoding="utf-8")

    found = [each for each in myologic.check(tmp_path) if each.code == "K119"]

    assert [(each.severity, each.line) for each in found] == [("warning", 7)]


def test_the_case_behind_a_case_line_is_the_case_of_the_face(kb: KnowledgeBase) -> None:
    """What a case line sees are the verdicts that the face gives."""
    ask = Ask("slouching", read_asks(fetch(ask_files(shipped_root()))[0])[0][0].place, is_case=True)
    rows = {(each.side, each.verdict) for each in kb_case(kb, habits=["slouching"]).verdicts()}

    assert {item[1:] for item in answer_ask(kb, ask).items} == rows


@pytest.mark.parametrize("words", [["check"], ["packs", "--pack"], ["ask", "what is a plank", "--pack"]])
def test_a_folder_without_content_is_said_to_have_none(tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to check or to read in it, which is no success: most likely another folder was meant."""
    (tmp_path / "notes.txt").write_text("muscles", encoding="utf-8")

    assert main([*words, str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "nothing to " in err and f"`{tmp_path}`" in err
