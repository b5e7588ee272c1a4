"""What is not so any more, what is not named as being so, and whether anything is so at all."""

from __future__ import annotations

import pytest

import myologic
from myologic.session import Session


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(myologic.load()._base)


@pytest.mark.parametrize("told", ["I stopped wearing high heels", "I no longer wear high heels", "I quit tennis"])
def test_from_what_is_not_done_any_more_nothing_is_concluded(session: Session, told: str) -> None:
    """A habit that was left is neither taken as there nor passed over."""
    answer = session.ask(f"{told}. which muscles are tight?")
    assert answer.status == "not_on_record"
    assert "no " in answer.paraphrase or told in answer.paraphrase


@pytest.mark.parametrize(
    ("question", "said"),
    [("why hasn't piriformis been listed as tight", "tight"), ("why did you leave out the calves", "tight or weak")],
)
def test_why_a_muscle_is_not_named_is_told_by_what_would_name_it(session: Session, question: str, said: str) -> None:
    """The signs and causes on record for it are listed with what they say."""
    answer = session.ask(question)
    assert (answer.intent, answer.status) == ("why_not", "answered")
    assert f"named as {said} where a sign or cause of that is told" in answer.text
    assert all(item.why for item in answer.answers)


def test_a_state_that_nothing_on_record_brings_is_said_to_be_none(session: Session) -> None:
    """Of a muscle that is only on record as weak it is said that nothing makes it tight."""
    answer = session.ask("why did the rhomboids not turn up as short?")
    assert "nothing on record makes rhomboids tight" in answer.text.lower()


@pytest.mark.parametrize("question", ["does slouching make some muscles weak", "does slouching make any muscles tight"])
def test_whether_some_muscles_get_into_a_state_is_yes_with_the_muscles(session: Session, question: str) -> None:
    """A yes or no about muscles that are not named lists those on record."""
    answer = session.ask(question)
    assert answer.status == "answered" and answer.answers
    assert answer.boolean in (True, None) and answer.intent in ("boolean_check", "weak_given", "tight_given")


@pytest.mark.parametrize("question", ["list everything that sitting can cause", "tell me all that slouching can cause", "what heavy backpacks can cause"])
def test_what_a_thing_can_cause_are_its_effects(session: Session, question: str) -> None:
    """Behind a thing and a helping word stands a verb, not the noun for what brings something about."""
    answer = session.ask(question)
    assert answer.status == "answered"
    assert answer.paraphrase == question or "lead to" in answer.paraphrase
    assert not any(item.kind == "habit" for item in answer.answers)


def test_for_a_pain_without_tight_muscles_those_that_lead_there_are_shown(session: Session) -> None:
    """What is tight and on record as leading to it stands in, and that is said."""
    answer = session.ask("which muscles are tight with a lower back strain")
    assert "hip flexors" in [item.label for item in answer.answers]
    assert answer.understood.assumed


def test_what_somebody_does_beside_what_is_asked_is_what_it_may_come_of(session: Session) -> None:
    """No cause of the habit is looked for: what follows from it is shown."""
    answer = session.ask("I took up tennis and one half of my back grew. Where does that come from?")
    assert answer.status == "answered"
    assert "following from one-sided racket or throwing sport" in answer.text


def test_why_the_contrary_should_not_be_done_is_why_it_should(session: Session) -> None:
    """Of more for the strong side it is told why it gets less."""
    answer = session.ask("My brother wants more reps on his strong arm. Why shouldn't he?")
    assert answer.intent == "why_not"
    assert "the weaker side catches up" in [item.label for item in answer.answers]


@pytest.mark.parametrize(("told", "label"), [("mostly in my armchair these days", "prolonged sitting"), ("I drive a minicab", "long driving"), ("shifts in a lorry", "long driving")])
def test_where_somebody_sits_all_day_is_told_in_few_words(session: Session, told: str, label: str) -> None:
    """A chair, a settee, a cab are habits where somebody lives in them."""
    answer = session.ask(f"{told}. Which muscles are tight?")
    assert label in [each.label for each in answer.understood.entities]
