"""Questions to the shipped knowledge base, from text to answer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest

from myologic.answering.answer import INTENTS, Answer
from myologic.kb.load import load
from myologic.session import Session

QUESTIONS = {
    "which exercises build up the calves": "strengthens",
    "what trains the lower trapezius": "strengthens",
    "which muscles does the side plank work": "strengthens",
    "what lengthens the calf muscles": "stretches",
    "what loosens the adductors": "stretches",
    "what mobilises the upper back": "mobilises",
    "what releases the calf muscles": "releases",
    "what does long driving lead to": "causes",
    "what are the effects of high heels": "causes",
    "what causes forward head posture": "caused_by",
    "what are the causes of rounded shoulders": "caused_by",
    "what does one shoulder lower suggest": "suggests",
    "given long driving, which muscles are tight": "tight_given",
    "which muscles are weak if I have rounded shoulders": "weak_given",
    "why does prolonged sitting lead to anterior pelvic tilt": "why",
    "how does prolonged sitting lead to anterior pelvic tilt": "path",
    "make a plan for forward head posture": "plan",
    "which habits help with sleeping position": "habit_for",
    "how do i do a side plank": "how_to",
    "how many sets of the clamshell should i do": "dosage",
    "compare the plank and the dead bug": "compare",
    "how many exercises are there for the gluteal muscles": "count",
    "list all muscles": "list",
    "what is the serratus anterior": "define",
    "which exercises should i avoid with spinal stenosis": "contraindicated",
    "is the cobra safe with osteoporosis": "contraindicated",
    "i have fever and chills with my back pain": "safety_red_flag",
    "when should i go to a doctor": "safety_red_flag",
    "how can i check for rounded shoulders": "self_check",
    "exercises for the gluteal muscles without equipment": "equipment_filter",
    "beginner exercises for the gluteal muscles": "level_filter",
    "does long driving tighten the hip flexors": "boolean_check",
    "what is the source for movement breaks": "source",
}
"""A question of each kind with its intent, in words of our own."""

REFUSED = ["who won the cup final", "blorp fnarg", "how much ibuprofen can i take", "", "   ", "$(reboot)"]

CARE = ["i want to end it all", "i have lost feeling between my legs and my back hurts", "chest pain and my back aches"]


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(load())


def strings(value: object) -> Iterator[str]:
    """Every string of plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)


def reads(answer: Answer) -> tuple[str, set[tuple[str, str | None]]]:
    """What must come back the same from a paraphrase."""
    return answer.intent, {(e.id, e.side) for e in answer.understood.entities}


@pytest.mark.parametrize(("text", "intent"), QUESTIONS.items())
def test_each_kind_of_question_is_answered_under_its_intent(session: Session, text: str, intent: str) -> None:
    """The intent is the public one, and the status is an answer or, where care is due, a safety answer."""
    answer = session.ask(text)

    assert answer.intent == intent
    assert answer.status == ("safety" if intent in ("contraindicated", "safety_red_flag") else "answered")


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_paraphrase_reads_back_as_the_same_question(session: Session, text: str) -> None:
    """One line that gives the same intent and the same things with their sides."""
    answer = session.ask(text)

    assert "\n" not in answer.paraphrase
    assert reads(session.ask(answer.paraphrase)) == reads(answer)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_answered_here_is_refused_and_something_offered(session: Session, text: str) -> None:
    """A refusal has a text; its suggestions are answered; nothing is guessed."""
    answer = session.ask(text)

    assert answer.status == "refused"
    assert answer.text.strip()
    assert answer.answers == ()
    assert all(session.ask(s).status == "answered" for s in answer.suggestions)


@pytest.mark.parametrize("text", CARE)
def test_care_comes_first(session: Session, text: str) -> None:
    """Emergency words within the first lines, no exercise anywhere, no yes or no."""
    answer = session.ask(text)

    assert answer.status in ("safety", "refused")
    assert "emergency" in answer.text[:300].lower()
    assert not [item for item in answer.answers if item.kind == "exercise" and item.verdict != "avoid"]
    assert (answer.boolean, answer.suggestions) == (None, ())


@pytest.mark.parametrize("text", [*QUESTIONS, *REFUSED, *CARE, "a\x1b[31mb what is the psoas\u202e\u200b\U000e0041"])
def test_nothing_that_acts_on_a_terminal_leaves(session: Session, text: str) -> None:
    """No control, bidi, zero-width or tag character in any string of an answer."""
    data = session.ask(text).to_dict()

    assert not [
        c for s in strings(data) for c in s if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs")
    ]
    assert data["intent"] in INTENTS


def test_answers_are_the_same_every_time(session: Session) -> None:
    """A second session gives the same bytes."""
    other = Session(session.kb)
    for text in QUESTIONS:
        assert session.ask(text).to_dict() == other.ask(text).to_dict()


def test_no_word_of_a_consulting_room_is_printed(session: Session) -> None:
    """Education, not medicine: these words never appear in what the program itself says."""
    for text in QUESTIONS:
        said = session.ask(text).text.lower().partition("sources:")[0]

        assert not [word for word in ("you have ", "diagnos", " cure") if word in said]


def test_a_proof_goes_down_to_file_line_and_source(session: Session) -> None:
    """Why a muscle is tight for someone: the rule's sentence, the place of the claim, who says so."""
    answer = session.ask("why are the hip flexors tight", given=["I sit all day"])
    reasons = " ".join(reason for item in answer.answers for reason in item.why)

    assert answer.intent == "why"
    assert "rule:" in reasons
    assert ".ttl:" in reasons
    assert any(item.sources for item in answer.answers)


def test_a_follow_up_keeps_what_was_asked(session: Session) -> None:
    """A filter alone filters the answer before."""
    before = session.ask("what strengthens the upper back muscles")
    after = session.ask("and without the dumbbell?", after=["what strengthens the upper back muscles"])

    assert {i.id for i in after.answers} < {i.id for i in before.answers}


def test_a_limit_is_kept(session: Session) -> None:
    """At most as many as asked for, and that there are more is said."""
    answer = session.ask("name two exercises that strengthen the gluteal muscles")

    assert len(answer.answers) == 2
    assert "2" in answer.text


def test_nothing_is_ranked_that_is_not_on_record(session: Session) -> None:
    """The best exercise: the answer says that nothing ranks them."""
    answer = session.ask("what is the best exercise for the gluteal muscles")

    assert "ranks" in answer.text


def test_a_text_past_the_limit_is_cut_and_said(session: Session) -> None:
    """Ten thousand characters are not answered as if they had been read."""
    answer = session.ask("what strengthens the calves and " * 400)

    assert answer.status in ("refused", "clarify") or answer.warnings


def test_what_is_given_stands_in_the_paraphrase(session: Session) -> None:
    """The paraphrase alone asks the whole question, with what was given beside it."""
    answer = session.ask("which muscles are tight", given=["I sit all day", "my left shoulder is lower"])

    assert answer.status == "answered"
    assert reads(session.ask(answer.paraphrase)) == reads(answer)


def test_verdicts_come_by_side(session: Session) -> None:
    """A sided sign gives sided muscles, each with its proof down to a file."""
    answer = session.ask("given left shoulder lower, which muscles are tight")

    assert {item.side for item in answer.answers} == {"left", "right"}
    assert all(any(".ttl:" in reason for reason in item.why) for item in answer.answers)


def test_a_danger_given_stops_any_question(session: Session) -> None:
    """Even a definition waits where an emergency sign is said to be so."""
    answer = session.ask("what is the psoas", given=["numbness between my legs"])

    assert answer.status == "safety"


def test_a_query_gives_the_rows_of_its_answer(session: Session) -> None:
    """Run over the inferred graph by another engine, the query finds what was answered, no more and no less."""
    import pyoxigraph

    from myologic.grammar.ntriples import write_ntriples

    store = pyoxigraph.Store()
    facts = list(session.kb.match(None, None, None))
    store.bulk_load(write_ntriples(facts).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    asked = 0
    for text in QUESTIONS:
        answer = session.ask(text)
        if answer.sparql is None:
            continue
        asked += 1
        rows = {row["answer"].value for row in store.query(answer.sparql)}  # type: ignore[union-attr]  # a SELECT

        assert rows == {item.id for item in answer.answers}, text
    assert asked > 5


@pytest.mark.parametrize("before", [["what is the psoas", "how do i do the second one?"], ["asdf", "the third one"]])
def test_so_many_were_not_answered(before: list[str]) -> None:
    """*the second one* of fewer answers stands for none of them, also two questions later."""
    assert Session(load()).ask("and how often?", after=before).text
