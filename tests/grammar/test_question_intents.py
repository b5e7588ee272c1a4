"""Questions to the shipped lexicon, in many words: their intent, what they speak of, and their filters."""

from __future__ import annotations

import pytest

from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.load import load


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon of the shipped content."""
    return load().lexicon


def names(question: Question, *roles: str) -> set[str]:
    """The local names of the mentions, of these roles where any are given."""
    return {m.id.value.rpartition("/")[2] for m in question.mentions if not roles or m.role in roles}


INTENTS = [
    ("strengthens", "glute med strengthening", "gluteus-medius"),
    ("strengthens", "how can I get my lower traps firing again", "trapezius-lower"),
    ("strengthens", "What muscles does the side plank train?", "side-plank"),
    ("strengthens", "exercises for my obliques please", "obliques"),
    ("strengthens", "strengthens(?x, serratus_anterior)", "serratus-anterior"),
    ("stretches", "how do I loosen my upper traps", "trapezius-upper"),
    ("stretches", "can you suggest something for tight calves", "calves"),
    ("stretches", "what does the cobra stretch", "abdominal-cobra-stretch"),
    ("mobilises", "how do I get my upper back moving again", "upper-back-muscles"),
    ("mobilises", "mobility drills for the hips", "hip-muscles"),
    ("releases", "how do I roll out my quads", "quadriceps"),
    ("releases", "what releases the upper trapezius", "trapezius-upper"),
    ("causes", "what happens to your body when you wear high heels every day", "high-heels"),
    ("causes", "what does a weak gluteus medius cause", "gluteus-medius"),
    ("causes", "slouching causes what", "slouched-sitting"),
    ("caused_by", "what causes rounded shoulders", "rounded-shoulders"),
    ("caused_by", "where does neck pain come from", "neck-pain-general"),
    ("symptoms_of", "signs of weak glutes", "glutes"),
    ("suggests", "my left shoulder is lower than the right one, what does it mean", "shoulder-lower"),
    ("suggests", "my knees cave in when I squat", "knees-in"),
    ("weak_given", "what gets weak from sitting", "prolonged-sitting"),
    ("weak_given", "?m weak given prolonged_sitting", "prolonged-sitting"),
    ("tight_given", "given forward head posture, which muscles are probably short?", "forward-head"),
    ("caused_by", "how come my lower back arches when I squat", "low-back-arches"),
    ("why", "why does sitting weaken the glutes", "glutes"),
    ("why_not", "why shouldn't I stretch my calves with anterior pelvic tilt", "calves"),
    ("path", "chain of events from high heels to back pain", "high-heels"),
    ("path", "link between slouching and neck pain", "neck-pain-general"),
    ("plan", "create a 10 minute routine for forward head posture", "forward-head"),
    ("habit_for", "what's the best way to lift a heavy suitcase", "lifting-technique"),
    ("habit_for", "how do I set up my monitor", "desk-ergonomics"),
    ("how_to", "steps for the cat camel", "cat-camel"),
    ("how_to", "technique for single leg deadlift", "single-leg-rdl"),
    ("dosage", "hold time side plank", "side-plank"),
    ("dosage", "how many sets of glute bridges", "glute-bridge"),
    ("side", "which leg do I start with in the single leg bridge", "single-leg-bridge"),
    ("compare", "plank vs dead bug", "dead-bug"),
    ("compare", "difference between glute bridge and hip thrust", "hip-thrust"),
    ("count", "how many exercises need a band", "band"),
    ("list", "which muscle opposes the hip flexors", "hip-flexors"),
    ("define", "where is the piriformis", "piriformis"),
    ("define", "meaning of lordosis", "hyperlordosis"),
    ("contraindicated", "can I do the side plank with shoulder impingement", "shoulder-impingement"),
    ("contraindicated", "what should I be careful with if I have high blood pressure", "high-blood-pressure"),
    ("self_check", "how to find out whether my calves are short", "calves"),
    ("self_check", "is there something I can do at home to check my posture", "posture"),
    ("self_check", "is there a way to tell whether my glutes are weak", "glutes"),
    ("stretches", "is there any way of lengthening the psoas", "psoas-major"),
    ("equipment_filter", "no dumbbells at home - how do I train my rhomboids", "rhomboids"),
    ("level_filter", "harder version of the plank", "front-plank"),
    ("boolean_check", "do glute bridges strengthen the hamstrings", "glute-bridge"),
    ("boolean_check", "are the lats back muscles", "latissimus-dorsi"),
    ("boolean_check", "does stretching help with back pain", "stretch"),
    ("source", "who says that planks strengthen the core", "front-plank"),
    ("safety_red_flag", "sudden weakness in both legs", "rf-bilateral-sciatica"),
]


@pytest.mark.parametrize(("intent", "text", "thing"), INTENTS)
def test_intent_and_thing(lexicon: Lexicon, intent: str, text: str, thing: str) -> None:
    """The intent is found, and so is what the question speaks of."""
    question = understand(text, lexicon)

    assert question.intent == intent
    assert thing in names(question)
    assert question.refusal is None and question.missing is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [("list all stretches", "list"), ("show me all causes", "list"), ("what can you do", "list"), ("number of muscles", "count")],
)
def test_questions_that_name_nothing(lexicon: Lexicon, text: str, intent: str) -> None:
    """A list, a number and help need no thing."""
    question = understand(text, lexicon)

    assert (question.intent, question.missing, question.refusal) == (intent, None, None)


def test_both_directions_of_a_verb(lexicon: Lexicon) -> None:
    """*what trains x* asks for subjects, *what does x train* and *trained by x* for objects."""
    asks_subjects = understand("what trains the lats", lexicon)
    asks_objects = understand("what does the face pull train", lexicon)
    passive = understand("muscles trained by the face pull", lexicon)

    assert [q.inverse for q in (asks_subjects, asks_objects, passive)] == [False, True, True]
    assert len({q.relation for q in (asks_subjects, asks_objects, passive)}) == 1


def test_a_claim_has_two_ends(lexicon: Lexicon) -> None:
    """A yes or no question on a relation keeps subject and object apart."""
    question = understand("does slouching cause neck pain?", lexicon)

    assert question.boolean
    assert (names(question, "topic"), names(question, "object")) == ({"slouched-sitting"}, {"neck-pain-general"})


def test_sides_and_states_are_tied_to_things(lexicon: Lexicon) -> None:
    """Left, right and tight belong to the thing they are said of."""
    question = understand("my right calf is tight and my left glute is weak, what routine would you do?", lexicon)
    found = {m.id.value.rpartition("/")[2]: (m.side, m.state.value.rpartition("/")[2] if m.state else None) for m in question.mentions}

    assert found == {"calves": ("right", "tight"), "glutes": ("left", "weak")}


def test_a_complaint_becomes_its_finding(lexicon: Lexicon) -> None:
    """A part that hurts is the finding of its pain."""
    assert "neck-pain-general" in names(understand("my neck is killing me, what could it be?", lexicon))


def test_what_is_all_right_is_not_asked_about(lexicon: Lexicon) -> None:
    """*x is fine but y …* is about y."""
    question = understand("my quads are fine but my calves are tight, what stretches?", lexicon)

    assert names(question, "excluded") == {"quadriceps"}
    assert "calves" in names(question, "topic", "given")


def test_exclusion(lexicon: Lexicon) -> None:
    """What is not wanted is kept apart."""
    question = understand("exercises for glutes and hamstrings but not quads", lexicon)

    assert (names(question, "topic"), names(question, "excluded")) == ({"glutes", "hamstrings"}, {"quadriceps"})
    assert question.slots.negation


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("give me three core exercises", "limit", 3),
        ("five minute routine for the neck", "minutes", 5),
        ("glute exercises without equipment", "no_equipment", True),
        ("upper back exercises that need no equipment", "no_equipment", True),
        ("what activates the lower traps most", "superlative", "most"),
        ("something easier than the side plank", "level_change", "easier"),
        ("list every exercise", "everything", True),
        ("how many reps of dead bug", "frequency", "reps"),
    ],
)
def test_slots(lexicon: Lexicon, text: str, slot: str, value: object) -> None:
    """The tail of a question fills its slots."""
    assert getattr(understand(text, lexicon).slots, slot) == value


def test_equipment_slots(lexicon: Lexicon) -> None:
    """Tools at hand and tools not at hand are told apart, and so is *only*."""
    only = understand("i only have a foam roller and a mat", lexicon).slots
    without = understand("no dumbbells at home - how do I train my rhomboids", lexicon).slots

    assert {t.value.rpartition("/")[2] for t in only.equipment_with} == {"foam-roller", "mat"}
    assert only.only_equipment and not without.only_equipment
    assert {t.value.rpartition("/")[2] for t in without.equipment_without} == {"dumbbell"}


def test_statements_become_givens(lexicon: Lexicon) -> None:
    """A sentence that only says something is a given of the one that asks; the caller's givens stand before it."""
    question = understand("I slouch all day. Which muscles get weak?", lexicon, given=["forward head posture"])

    assert question.intent == "weak_given"
    assert [m.id.value.rpartition("/")[2] for m in question.having("given")] == ["forward-head", "slouched-sitting"]


def test_a_denied_statement_is_an_absence(lexicon: Lexicon) -> None:
    """*I never …* is not a fact."""
    question = understand("I never slouch. Where does neck pain come from?", lexicon)

    assert [(m.id.value.rpartition("/")[2], m.negated) for m in question.having("given")] == [("slouched-sitting", True)]


@pytest.mark.parametrize(
    ("text", "before", "intent", "thing"),
    [
        ("and for the calves?", "stretches for the pecs", "stretches", "calves"),
        ("why?", "what strengthens the lats", "why", "latissimus-dorsi"),
        ("how often should I do that?", "how do I do the dead bug", "dosage", "dead-bug"),
        ("anything easier?", "how do I do the side plank", "level_filter", "side-plank"),
        ("and with a band?", "exercises for the glutes", "equipment_filter", "glutes"),
    ],
)
def test_follow_ups(lexicon: Lexicon, text: str, before: str, intent: str, thing: str) -> None:
    """What is left out is taken from the question before."""
    question = understand(text, lexicon, after=[before])

    assert question.intent == intent
    assert thing in names(question)


def test_without_a_question_before_something_is_missing(lexicon: Lexicon) -> None:
    """A question that lacks its topic is asked back."""
    assert understand("how often should I do that?", lexicon).missing == "topic"
