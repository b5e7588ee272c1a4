"""Random typed questions, said in standard words, are read as the same questions."""

from __future__ import annotations

import random

import pytest

from myologic.answering.paraphrase import paraphrase, signature
from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Mention, Question, Slots
from myologic.grammar.understanding import understand
from myologic.kb.load import load
from myologic.kb.vocabulary import kb_
from myologic.session import Session

ASKED = 300
"""Questions that are made; a run of 2,000 takes the same generator."""
KINDS = {
    "strengthens": ("Muscle",), "stretches": ("Muscle",), "mobilises": ("BodyPart",), "releases": ("Muscle",),
    "causes": ("Cause",), "caused_by": ("PostureSign", "Symptom"), "suggests": ("PostureSign", "MovementSign", "Symptom"),
    "symptoms_of": ("Concept", "Pattern"), "weak_given": ("PostureSign", "Cause"), "tight_given": ("PostureSign", "Cause"),
    "plan": ("PostureSign", "Symptom"), "how_to": ("Exercise",), "dosage": ("Exercise",), "compare": ("Exercise",),
    "define": ("Muscle", "Concept"), "self_check": ("SelfCheck",), "path": ("Cause",),
    "why": ("Cause",), "boolean_check": ("Exercise",), "source": ("Exercise", "PostureSign"), "habit_for": ("Habit",),
}
"""Intent to the classes of what it is asked of; what calls for care and conditions are heard apart, and more may be
heard in their names."""
RELATIONS = {
    "strengthens": "strengthens", "stretches": "stretches", "mobilises": "mobilises", "releases": "releases", "causes": "leadsTo",
    "caused_by": "leadsTo", "suggests": "suggests", "symptoms_of": "suggests", "boolean_check": "strengthens",
}
INVERSE = ("causes", "suggests")
SECOND = {"path": "Symptom", "why": "Symptom", "boolean_check": "Muscle"}
"""Intents of two things to the class of the second one."""
SIDED = ("strengthens", "stretches", "releases")


def typed_question(chance: random.Random, lexicon: Lexicon) -> Question:
    """A question of any intent about things of the shipped knowledge base, as if it had been understood.

    Parameters
    ----------
    chance
        Where the choices come from.
    lexicon
        Whose things are asked about.
    """
    intent = chance.choice(sorted(KINDS))
    first = _thing(chance, lexicon, chance.choice(KINDS[intent]))
    role = "given" if intent.endswith("_given") else "option" if intent == "compare" else "topic"
    side = chance.choice((None, None, "left", "right")) if intent in SIDED or (role == "given" and lexicon.things[first.id.value].sided) else None
    mentions = [replace(first, role=role, side=side)]
    if intent in SECOND:
        mentions.append(replace(_thing(chance, lexicon, SECOND[intent]), role="object"))
    if intent == "compare":
        mentions.append(replace(_thing(chance, lexicon, "Exercise", but=first.id.value), role="option"))
    slots = Slots()
    if intent in ("strengthens", "stretches") and chance.random() < 0.3:
        slots = chance.choice((Slots(position="sitting"), Slots(limit=chance.randint(2, 9))))
    relation = RELATIONS.get(intent)
    return Question(
        intent, "", tuple(mentions), relation=IRI(kb_(relation).value) if relation else None, inverse=intent in INVERSE,
        boolean=intent == "boolean_check", slots=slots,
    )


def _thing(chance: random.Random, lexicon: Lexicon, cls: str, but: str = "") -> Mention:
    name, purpose = kb_(cls).value, kb_("Purpose").value
    things = sorted(t for t, info in lexicon.things.items() if name in info.classes and purpose not in info.classes and t != but)
    thing = chance.choice(things)
    while thing not in {m.id.value for m in understand(lexicon.things[thing].label, lexicon).mentions}:
        # a name that is read as its parts (*weak x*) names no thing of its own in a question
        thing = chance.choice(things)
    return Mention(IRI(thing), lexicon.things[thing].label, lexicon.things[thing].label, lexicon.things[thing].kind)


def comes_back(question: Question, session: Session) -> bool:
    """Whether the standard words for a question are read as the same question."""
    again = session._understand(paraphrase(question, session.kb, session._understand))
    return signature(again) == signature(question) and again.refusal is None and again.missing is None


@pytest.fixture(scope="module")
def session() -> Session:
    """The shipped knowledge base, loaded once."""
    return Session(load())


def test_every_typed_question_comes_back(session: Session) -> None:
    """Whatever the intent and the things: said in standard words, it is the same question again."""
    chance = random.Random(2026)
    questions = [typed_question(chance, session.kb.lexicon) for _ in range(ASKED)]

    lost = [(q.intent, [m.label for m in q.mentions]) for q in questions if not comes_back(q, session)]

    assert lost == []
