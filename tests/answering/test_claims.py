"""Yes or no by what is stated or advised, where the words of a question claim that or the contrary."""

from __future__ import annotations

from math import inf

import pytest

from myologic.answering.claim_figures import MOST_FIGURES, Figure, figures_in
from myologic.answering.claim_words import claim_in, clause_in, phrases_of, root
from myologic.kb.base import KnowledgeBase
from myologic.session import Session

PHRASES = phrases_of(
    [("start", "begin, lead off"), ("weak", "weak, puny"), ("strong", "strong, burly"), ("nothing", "the, should, is, one, i, with"), ("not", "not"), ("wrong", "mistake")]
)


@pytest.fixture(scope="module")
def session(kb: KnowledgeBase) -> Session:
    """Questions to the shipped knowledge base."""
    return Session(kb)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("My coach likes puns. Should I begin with the puny one?", "should i begin with the puny one"),
        ("The puny one leads off, doesn't it?", "the puny one leads off"),
        ("I begin with the burly one - is that right?", "i begin with the burly one"),
        ("Should I begin with it, or is that a myth", "should i begin with it"),
        ("how should I begin", None),
        ("the puny one", None),
    ],
)
def test_the_clause_that_claims_is_found(text: str, clause: str | None) -> None:
    """Tags, asides and what only doubts the claim are left out; other questions and bare names claim nothing."""
    assert clause_in(text) == clause


@pytest.mark.parametrize("tag", ["is it not ", "yes or no ", "am i right "])
def test_many_tags_are_taken_off_one_by_one(tag: str) -> None:
    """Tags whose words are those of other tags, many of them, with and without something behind: each way of parting them is not tried."""
    assert clause_in("sitting is bad, " + tag * 40) == "sitting is bad"
    assert clause_in("sitting is bad, " + tag * 40 + "x?") is not None


def test_a_word_that_says_nothing_known_leaves_no_claim() -> None:
    """One word that plays no part could turn the claim into another one."""
    assert claim_in("should I begin with the puny one", PHRASES) is not None
    assert claim_in("should I begin with the puny umbrella", PHRASES) is None


@pytest.mark.parametrize(("text", "turned"), [("is it a mistake to begin with the weak one", True), ("should the strong one not begin", True), ("is it not a mistake to begin", False)])
def test_denials_and_blame_turn_a_claim(text: str, turned: bool) -> None:
    """What is denied, or called a mistake, is claimed the other way round; both together are neither."""
    phrases = {**PHRASES, **phrases_of([("nothing", "it, a, to, should, is")])}
    claim = claim_in(text, phrases)
    assert claim is not None
    assert claim.turned is turned


@pytest.mark.parametrize(
    ("clause", "figure"),
    [
        ("every two hours", Figure(120.0, "minute")),
        ("once every half an hour", Figure(30.0, "minute")),
        ("twice an hour", Figure(30.0, "minute")),
        ("hourly", Figure(60.0, "minute")),
        ("0 times a day", Figure(inf, "minute")),
        ("90 min a week", Figure(90.0, "minute per week")),
        ("more than a fifth of it", Figure(20.0, "percent of body weight", "more")),
        ("about 90 degrees", Figure(90.0, "degree")),
    ],
)
def test_figures_are_read_in_the_units_of_the_content(clause: str, figure: Figure) -> None:
    """How often and how much, in words or digits, with *more than* kept."""
    assert figures_in(clause)[0] == (figure,)


def test_a_text_of_nothing_but_figures_is_not_read_to_its_end() -> None:
    """Each figure is cut out of the text, so that thousands of them would be dear, and they claim nothing together."""
    assert len(figures_in("5% " * 1_600)[0]) == MOST_FIGURES


def test_forms_of_a_word_have_one_root() -> None:
    """Endings do not matter where phrases are looked up."""
    assert {root(word) for word in ("carry", "carries")} == {"carry"}
    assert len({root(word) for word in ("place", "placed", "placing", "places")}) == 1


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Ought the lazy arm to go first?", True),
        ("would it be wrong to let the good arm go first", True),
        ("I let the good arm begin, is that ok?", False),
        ("Does flexibility work on its own cure lopsidedness?", False),
        ("is it wise to hug the crate against your chest while lifting", True),
        ("lifting with a rounded back is fine, yes?", False),
        ("is a squashy mattress recommended", False),
    ],
)
def test_what_is_stated_decides(session: Session, text: str, holds: bool) -> None:
    """A claim that a statement or an advice makes, or denies, is a yes or a no, with it as the reason."""
    answer = session.ask(text)
    assert (answer.status, answer.intent, answer.boolean) == ("answered", "boolean_check", holds)
    assert answer.answers[0].why


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("is leaving the chair every 50 minutes often enough", True),
        ("I get out of my chair every four hours. Is that enough?", False),
        ("is an hour and a half too long to sit", True),
        ("is leaving the chair 0 times a day often enough", False),
        ("may a rucksack weigh half of my body weight", False),
    ],
)
def test_figures_are_held_against_those_on_record(session: Session, text: str, holds: bool) -> None:
    """A figure is compared with the bounds of the parameter that is in its unit."""
    assert session.ask(text).boolean is holds


@pytest.mark.parametrize("text", ["should the soles be on the floor or on a box", "is my mattress too new", "should I sleep with two pillows under my head", "heavier?"])
def test_nothing_is_decided_beyond_what_is_stated(session: Session, text: str) -> None:
    """An either-or, a figure and a word that no statement speaks of get no yes or no."""
    assert session.ask(text).boolean is None


def test_a_condition_keeps_its_care(session: Session) -> None:
    """With a condition said, no plain yes is given."""
    assert session.ask("I am pregnant, should I lift heavy boxes with bent knees?").boolean is None


def test_the_paraphrase_of_a_claim_is_decided_alike(session: Session) -> None:
    """Asked again, the paraphrase names the same statement and the same yes or no."""
    first = session.ask("shouldn't the puny side go first?")
    again = session.ask(first.paraphrase)
    assert [(m.id, m.side) for m in first.understood.entities] == [(m.id, m.side) for m in again.understood.entities]
    assert first.boolean is again.boolean is True
