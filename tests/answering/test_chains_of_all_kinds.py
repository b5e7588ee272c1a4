"""Chains that are asked from advice, over gaps, through several things, and between things that only go together."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("by which steps do my carrying habits end in neck pain", "heavy backpack", "neck pain"),
        ("show the chain from desk ergonomics to hip flexors", "prolonged sitting", "hip flexors"),
    ],
)
def test_a_chain_from_advice_starts_at_what_the_advice_is_against(session: Session, question: str, first: str, last: str) -> None:
    """Who asks how a habit of carrying becomes pain means the bad one, and the answer says that."""
    answer = session.ask(question)
    assert (answer.intent, answer.status) == ("path", "answered")
    labels = [item.label for item in answer.answers]
    assert labels[0] == first and last in labels[-1]
    assert "advice against" in answer.text


@pytest.mark.parametrize("arrow", [">", "->", ">>"])
@pytest.mark.parametrize("gap", ["?", "???", "…"])
def test_marks_for_a_step_that_is_not_known_do_not_cut_a_chain(session: Session, arrow: str, gap: str) -> None:
    """What stands between arrows is asked for; the ends keep their order."""
    answer = session.ask(f"slouching {arrow} {gap} {arrow} sore neck")
    assert [item.label for item in answer.answers] == ["slouching", "forward head posture", "neck pain"]


def test_the_end_that_a_chain_does_not_reach_is_named(session: Session) -> None:
    """Of three things of which only the first two are joined, the third is said not to be reached."""
    answer = session.ask("high heels -> lordosis -> neck pain")
    assert [item.label for item in answer.answers] == ["high heels", "increased lumbar lordosis"]
    assert "from there on to neck pain nothing is on record" in answer.text.lower()


def test_what_one_thing_brings_about_on_both_sides_goes_together(session: Session) -> None:
    """A weak muscle and a tight one that go with one pattern are joined by it, and said to be no chain of causes."""
    answer = session.ask("draw the chain between a weak core and tight lower back muscles")
    assert [item.label for item in answer.answers][::2] == ["core stabilizers", "lumbar erector spinae"]
    assert "no chain of causes is on record" in answer.text.lower()


def test_a_chain_that_ends_in_a_state_leads_to_the_muscle_in_it(session: Session) -> None:
    """*Weaken the back* ends at weak muscles, not at a pain there."""
    last = session.ask("by which steps does slouching weaken the back").answers[-1]
    assert last.verdict == "weak" or "weak" in last.label or last.kind.startswith("muscle")
    assert "pain" not in last.label


def test_both_ends_of_a_link_are_shown(session: Session) -> None:
    """Where the link on record runs the other way, both things are named in the answer."""
    answer = session.ask("through which links does a weak serratus anterior end in shoulder instability")
    assert {"serratus anterior", "shoulder pain or instability"} <= {name for item in answer.answers for name in (item.label, *item.names)}


def test_a_chain_that_is_not_on_record_says_how_far_it_goes(session: Session) -> None:
    """What follows from the one end, and what leads to the other, is named."""
    answer = session.ask("how do high heels lead to lower back pain")
    assert answer.status == "not_on_record"
    assert "on record as following from high heels" in answer.text.lower()
    assert "on record as leading to lower back pain" in answer.text.lower()
