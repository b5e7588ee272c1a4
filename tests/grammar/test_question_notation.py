"""Formal notation says what a sentence says."""

from __future__ import annotations

import pytest

from myologic.grammar.normalise import clean, levelled
from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load

LEXICON = load().lexicon


def asked(text: str) -> Question:
    """The question as understood."""
    return understand(text, LEXICON)


def named(question: Question) -> set[str]:
    """Local names of what is named."""
    return {m.id.value.rpartition("/")[2] for m in question.mentions}


@pytest.mark.parametrize(
    ("text", "intent", "thing"),
    [
        ("caused_by: ankle_stiffness", "caused_by", None),
        ("caused_by: forward_head_posture", "caused_by", "forward-head"),
        ("causedBy(forwardHeadPosture)", "caused_by", "forward-head"),
        ("get_symptoms_of(muscle_imbalance)", "symptoms_of", "back-muscle-imbalance"),
        ("howTo[sidePlank]", "how_to", "side-plank"),
        ("findStretches(calves)", "stretches", "calves"),
        ('{"intent": "dosage", "exercise": "dead_bug"}', "dosage", "dead-bug"),
        ("self_check = hip_drop", "self_check", None),
        ("muscle: rhomboids, side: left, goal: strengthen", "strengthens", "rhomboids"),
        ("aim=stretch; side=right; target=calves", "stretches", "calves"),
        ("goal: mobilise, region: thoracic_spine", "mobilises", "thoracic-spine"),
    ],
)
def test_the_public_name_of_an_intent_is_that_intent(text: str, intent: str, thing: str | None) -> None:
    """Before a colon, a bracket or an equals sign, in snake and camel case, as the value of a key."""
    question = asked(text)
    if thing is not None:
        assert (question.intent, named(question)) == (intent, {thing})
    else:
        assert question.intent == intent or question.refusal is not None


def test_a_cue_of_another_intent_behind_get_asks_for_that() -> None:
    """The causes that somebody gets are no effects."""
    assert asked("getCauses(roundedShoulders)").intent == "caused_by"


@pytest.mark.parametrize(
    "text", ["strengthens(sidePlank, gluteusMedius)", "does side plank strengthen the gluteus medius", "does_strengthen(side_plank, gluteus_medius)"]
)
def test_a_verb_before_two_things_is_a_claim(text: str) -> None:
    """f(x, y) asks whether x does f to y."""
    question = asked(text)
    assert question.intent == "boolean_check"
    roles = {m.id.value.rpartition("/")[2]: m.role for m in question.mentions}
    assert roles == {"side-plank": "topic", "gluteus-medius": "object"}


@pytest.mark.parametrize(
    "text",
    [
        "exercises(muscle='calves', equipment != 'step')",
        "SELECT exercise FROM kb WHERE muscle = 'calves' AND equipment <> 'step'",
        'exercises where {"muscle": "calves"} && equipment !== "step"',
    ],
)
def test_what_is_unlike_is_left_out(text: str) -> None:
    """A sign of inequality leaves out what stands behind it."""
    question = asked(text)
    assert [t.value.rpartition("/")[2] for t in question.slots.equipment_without] == ["step"]
    assert "calves" in named(question)


def test_keys_say_of_what_kind_values_are() -> None:
    """The kinds are not asked for; none of a kind rules it out; numbers count what they stand for."""
    question = asked('{ "muscle": "calves", "side": "L", "want": "stretches" }')
    assert (question.intent, question.slots.side, named(question)) == ("stretches", "left", {"calves"})
    assert asked("calves, equipment: none").slots.no_equipment
    assert asked("plan(lower_crossed_pattern, minutes = 12)").slots.minutes == 12


@pytest.mark.parametrize("text", ["Side plank: which muscles does it work?", "Plan: squat daily. Does sitting tighten the hip flexors?"])
def test_a_colon_in_a_sentence_is_no_notation(text: str) -> None:
    """What stands before it is said, and the question behind it asks."""
    assert asked(text).intent in ("strengthens", "boolean_check")


def test_records_and_quotes_are_no_code() -> None:
    """What only holds names is read; what runs is taken out as before."""
    assert clean('{"muscle": ["calves"]}').code == ()
    assert levelled("f('x')") == "f( x )"
    assert clean("{{ 7 * 7 }}").code
    assert clean("x' OR 'a'='a").code
    assert clean("} INSERT DATA { <x> <y> <z> }").code


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("causes_of(rounded_shoulders)", "caused_by"),
        ("causes(neck_pain)", "caused_by"),
        ("causes(slouching)", "causes"),
        ("causes: slouching", "causes"),
    ],
)
def test_causes_of_what_is_no_cause_are_its_causes(text: str, intent: str) -> None:
    """A name that ends with *of* is read as a whole, and *causes* of a sign asks what brings it about."""
    assert asked(text).intent == intent
