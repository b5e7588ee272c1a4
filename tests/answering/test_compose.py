"""An outcome becomes an answer: paraphrase, suggestions, text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from myologic.answering.answer import Answer
from myologic.answering.compose import compose
from myologic.answering.render import wrapped
from myologic.grammar.question import Mention, Question, Slots
from myologic.kb.vocabulary import id_, kb_

CONTENT = """
id:seat a kb:Muscle ; skos:prefLabel "seat"@en ; skos:definition "what one sits on"@en .
id:shin a kb:Muscle ; skos:prefLabel "shin"@en .
id:bridge a kb:Exercise ; skos:prefLabel "bridge"@en ; kb:strengthens id:seat ; dct:source src:book .
src:book dct:title "A book" .
"""

SEAT = Mention(id_("seat"), "seat", "seat", "muscle")
SHIN = Mention(id_("shin"), "shin", "shin", "muscle")
UNKNOWN = Question("out_of_scope", "?", refusal="nonsense", not_understood=("?",))
KNOWN = {
    "what strengthens seat": Question("strengthens", "what strengthens seat", (SEAT,), kb_("strengthens")),
    "what is seat": Question("define", "what is seat", (SEAT,)),
    "what stretches seat": Question("stretches", "what stretches seat", (SEAT,)),
}


def read(text: str) -> Question:
    """A reading that knows a few sentences."""
    return KNOWN.get(text, replace(UNKNOWN, text=text))


@pytest.fixture
def ask(small: Callable[[str], Any]) -> Callable[[Question], Answer]:
    """Answer a question made by hand."""
    graph = small(CONTENT)
    return lambda question: compose(question, graph, read, lambda: ("what strengthens seat",))


def test_the_paraphrase_is_a_wording_that_reads_back(ask: Callable[[Question], Answer]) -> None:
    """Of several wordings the first that comes back as the same question is taken, and it opens the text."""
    answer = ask(Question("strengthens", "seat strong how", (SEAT,), kb_("strengthens")))

    assert answer.paraphrase in KNOWN
    assert answer.text.startswith(answer.paraphrase + "\n")


def test_the_question_paraphrases_itself_where_no_wording_reads_back(ask: Callable[[Question], Answer]) -> None:
    """The own words are used where they alone give the same question."""
    KNOWN["tell of seat"] = Question("how_to", "tell of seat", (SEAT,))

    assert ask(KNOWN["tell of seat"]).paraphrase == "tell of seat"


def test_every_suggestion_is_answered(ask: Callable[[Question], Answer]) -> None:
    """What finds nothing offers only what finds something."""
    answer = ask(Question("stretches", "what stretches seat", (SEAT,)))

    assert answer.status == "not_on_record"
    assert answer.suggestions
    assert all(ask(read(text)).status == "answered" for text in answer.suggestions)


def test_a_refusal_names_what_was_not_understood_and_offers_something(ask: Callable[[Question], Answer]) -> None:
    """Refused: why, what, and a question to go on with."""
    answer = ask(Question("out_of_scope", "what of jaws", refusal="near_miss", not_understood=("jaws",)))

    assert (answer.status, answer.intent) == ("refused", "out_of_scope")
    assert answer.understood.not_understood == ("jaws",)
    assert "jaws" in answer.text
    assert answer.suggestions == ("what strengthens seat",)


@pytest.mark.parametrize(("kind", "word"), [("crisis", "helpline"), ("unsafe_medical", "doctor")])
def test_care_is_alone(ask: Callable[[Question], Answer], kind: str, word: str) -> None:
    """Where somebody needs a person to talk to, nothing else is offered."""
    answer = ask(Question("out_of_scope", "x", refusal=kind))

    assert word in answer.text
    assert answer.suggestions == ()
    assert answer.answers == ()


def test_something_missing_is_asked_back(ask: Callable[[Question], Answer]) -> None:
    """Nothing is guessed: the answer is a question."""
    answer = ask(Question("strengthens", "which side", (SEAT,), missing="side"))

    assert answer.status == "clarify"
    assert "?" in answer.text
    assert answer.suggestions


def test_two_readings_are_offered_as_questions(ask: Callable[[Question], Answer]) -> None:
    """Each reading becomes a suggestion."""
    readings = (KNOWN["what strengthens seat"], KNOWN["what is seat"])
    answer = ask(Question("strengthens", "seat", (SEAT,), missing="reading", alternatives=readings))

    assert answer.status == "clarify"
    assert {"what is seat"} < set(answer.suggestions)


def test_corrections_and_assumptions_are_announced(ask: Callable[[Question], Answer]) -> None:
    """What was read otherwise than written, and what was taken for granted, stand in the text and in the data."""
    answer = ask(
        Question("strengthens", "set", (SEAT,), corrections=(("set", "seat"),), assumed=("that strength is meant",))
    )

    assert "“set” as “seat”" in answer.text
    assert "that strength is meant" in answer.text
    assert answer.to_dict()["understood"]["corrections"] == [{"from": "set", "to": "seat"}]  # type: ignore[index,call-overload]  # plain data


def test_sources_are_cited(ask: Callable[[Question], Answer]) -> None:
    """An answer names where it is published."""
    assert "A book" in ask(KNOWN["what strengthens seat"]).text


def test_a_plain_look_up_has_its_query(ask: Callable[[Question], Answer]) -> None:
    """The query names the thing and the relation, and declares its prefixes."""
    query = ask(KNOWN["what strengthens seat"]).sparql

    assert query is not None
    assert "VALUES (?named ?relation) { (id:seat " in query
    assert "PREFIX kb:" in query and "kb:strengthens" in query


def test_slots_are_plain_data(ask: Callable[[Question], Answer]) -> None:
    """Only what was said, things by their labels."""
    question = Question("strengthens", "?", (SEAT,), slots=Slots(limit=2, equipment_without=(id_("shin"),)))

    assert ask(question).to_dict()["understood"]["slots"] == {  # type: ignore[index,call-overload]  # plain data
        "equipment_without": ["shin"],
        "limit": 2,
    }


def test_text_fits_a_width() -> None:
    """No line is longer than asked for unless a word is; lists hang."""
    text = wrapped("- " + "word " * 40 + "\n\nend", 60)

    assert all(len(line) <= 60 for line in text.split("\n"))
    assert text.split("\n")[1].startswith("  word")
    assert text.endswith("\n\nend")


def test_two_runs_give_the_same_bytes(ask: Callable[[Question], Answer]) -> None:
    """The plain form is the same every time."""
    question = KNOWN["what strengthens seat"]

    assert ask(question).to_dict() == ask(question).to_dict()


def test_no_word_of_a_consulting_room_is_printed(ask: Callable[[Question], Answer]) -> None:
    """General education only."""
    for question in (*KNOWN.values(), Question("out_of_scope", "x", refusal="unsafe_medical")):
        text = ask(question).text.lower()

        assert not any(word in text for word in ("you have", "cure", "diagnos", "treat"))


def test_the_unused_mention_stays_out(ask: Callable[[Question], Answer]) -> None:
    """An entity stands in the answer only where the question named it."""
    ids = [e.id for e in ask(KNOWN["what strengthens seat"]).understood.entities]

    assert ids == [SEAT.id.value] and SHIN.id.value not in ids
