"""What somebody does not want is not offered, in whatever words it was said; nor is what is only known not to be all."""

import pytest

import myologic

LEFT_OUT = [
    ("stretches for quads and calves, leave the hamstrings alone", "seated forward bend"),
    ("stretches for quads and calves but leave out the hamstrings", "seated forward bend"),
    ("quad stretches and calf stretches, hamstrings aside", "seated forward bend"),
    ("glute exercises, planks excluded", "plank"),
    ("glute exercises ignoring squats", "squat"),
    ("glute exercises that avoid squats", "squat"),
    ("strengthen glutes, steer clear of squats", "squat"),
    ("core exercises, keep the plank out of it", "plank"),
    ("hamstring work, give deadlifts a miss", "Romanian deadlift"),
    ("core exercises, i hate planks", "plank"),
    ("core exercises, planks are out", "plank"),
    ("core exercises, anything but planks", "plank"),
    ("i don't want lunges. glute exercises?", "forward lunge"),
    ("tell me glute exercises, do not give me lunges", "forward lunge"),
    ("what else besides clamshells works the glutes", "clamshell"),
    ("what stretches the back without stretching the hamstrings", "seated forward bend"),
    ("exercises for rhomboids but none for the trapezius", "inverted row"),
    ("leave out everything with a foam roller, what's left for the calves?", "foam rolling the calves"),
    ("calf stretches yes, hamstring stretches no", "seated forward bend"),
    ("glute exercises for someone with neither a barbell nor a bench", "hip thrust"),
    ("lat exercises without a dumbbell or any sort of weight", "bent-over row"),
    ("stretch the quads and calves, hamstrings can wait", "seated forward bend"),
]
NOT_THERE = [
    ("chest stretches, nothing on the floor", "lying chest opener on a half roller"),
    ("glute exercises that don't need the floor", "single-leg glute bridge"),
    ("hip flexor stretch, i don't like kneeling", "kneeling hip flexor stretch"),
    ("upper back exercises and nothing down on my hands and knees", "quadruped thoracic rotation"),
]


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    return myologic.load()


@pytest.mark.parametrize(("question", "unwanted"), LEFT_OUT + NOT_THERE)
def test_what_is_not_wanted_is_not_offered(kb: myologic.KnowledgeBase, question: str, unwanted: str) -> None:
    """The rest is answered, and the answer says what it leaves out."""
    answer = kb.ask(question)
    assert answer.status == "answered"
    assert unwanted not in {item.label for item in answer.answers}
    assert answer.understood.slots.get("negation") or "but not" in answer.paraphrase or "without" in answer.paraphrase or (
        "equipment_without" in answer.understood.slots
    )


def test_one_position_is_wanted_and_another_one_left_out(kb: myologic.KnowledgeBase) -> None:
    """*lying down, not on the knees*: what is denied belongs to the position behind the denial."""
    found = {item.label for item in kb.ask("front-of-thigh stretch lying down, not on the knees").answers}
    assert "side-lying quadriceps stretch" in found
    assert "kneeling hip flexor stretch" not in found


def test_what_is_left_out_says_nothing_of_the_position(kb: myologic.KnowledgeBase) -> None:
    """*lying down but not bridges*: the position is still the one wanted."""
    answer = kb.ask("glute exercises lying down but not bridges")
    found = {item.label for item in answer.answers}
    assert "side-lying hip abduction" in found
    assert not found & {"glute bridge", "squat", "lateral step-up"}


@pytest.mark.parametrize("question", ["which glute exercises don't load the knees", "core exercises that spare my neck"])
def test_what_is_to_be_spared_is_asked_back(kb: myologic.KnowledgeBase, question: str) -> None:
    """What spares a part of the body is not on record, so nothing is offered as if it did."""
    assert kb.ask(question).status == "clarify"


@pytest.mark.parametrize(
    "question", ["what should i avoid with a herniated disc", "should i avoid squats with a herniated disc", "which exercises should i avoid in pregnancy"]
)
def test_what_to_avoid_with_a_condition_is_still_asked(kb: myologic.KnowledgeBase, question: str) -> None:
    """*avoid* beside a condition asks what to leave out."""
    assert kb.ask(question).intent == "contraindicated"


@pytest.mark.parametrize(
    "question", ["knots in my necklace, how do I untangle it", "what's a good score for golf", "strengthening my relationship", "does my insurance cover physio"]
)
def test_what_only_sounds_like_it_is_not_answered(kb: myologic.KnowledgeBase, question: str) -> None:
    """A word that also means something here does not make a question one that is answered here."""
    assert kb.ask(question).status in ("refused", "clarify")
