"""What the finders find in a small graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from myologic.answering.answer import AnswerItem
from myologic.answering.outcome import Outcome
from myologic.answering.plan import found
from myologic.answering.task import Task
from myologic.engine.terms import IRI
from myologic.grammar.question import Mention, Question, Slots
from myologic.kb.vocabulary import id_, kb_

CONTENT = """
id:seat a kb:MuscleGroup ; skos:prefLabel "seat muscles"@en ; skos:altLabel "seat"@en ;
    kb:hasPart id:big-seat , id:small-seat .
id:big-seat a kb:Muscle ; skos:prefLabel "big seat muscle"@en .
id:small-seat a kb:Muscle ; skos:prefLabel "small seat muscle"@en .
id:shin a kb:Muscle ; skos:prefLabel "shin muscle"@en .
id:bridge a kb:Exercise ; skos:prefLabel "bridge"@en ; kb:strengthens id:seat , id:big-seat ;
    kb:primary id:big-seat ;
    kb:noEquipment true ; kb:level id:beginner ; kb:certainty "low" ;
    kb:step "2. lift" , "1. lie down" ; kb:avoidIf id:brittle ;
    kb:dose id:dose ; kb:purpose id:strengthen ; dct:source src:book .
id:press a kb:Exercise ; skos:prefLabel "press"@en ; kb:strengthens id:seat , id:shin ;
    kb:primary id:shin ; kb:needs id:bar ;
    kb:level id:advanced ; kb:certainty "moderate" .
id:fold a kb:Exercise ; skos:prefLabel "fold"@en ; kb:stretches id:shin ; kb:noEquipment true .
id:bar a kb:Equipment ; skos:prefLabel "bar"@en .
id:beginner skos:prefLabel "beginner"@en .
id:advanced skos:prefLabel "advanced"@en .
id:dose kb:parameter id:sets . id:sets kb:name "sets" ; kb:low 2 ; kb:high 4 .
src:book dct:title "A book" .
id:stooping skos:prefLabel "stooping"@en ; kb:leadsTo id:short-seat ; kb:certainty "moderate" .
id:short-seat a kb:MuscleState ; skos:prefLabel "short seat"@en ; kb:ofMuscle id:seat ; kb:verdict id:tight ;
    kb:leadsTo id:ache ;
    kb:certainty "moderate" .
id:ache a kb:Outcome ; skos:prefLabel "ache"@en .
id:even a kb:Principle ; skos:prefLabel "even work"@en ; kb:says "Both sides do the same."@en ;
    kb:about id:bridge , id:press .
id:brittle a kb:Condition ; skos:prefLabel "brittle bones"@en ; kb:avoidText "folding"@en .
id:alarm a kb:RedFlag ; skos:prefLabel "alarm"@en ; kb:urgency id:emergency .
id:emergency kb:code "emergency" ; kb:rank 3 .
id:care-emergency kb:careText "Please call the emergency number now."@en .
"""

LABELS = {"seat": "seat muscles", "shin": "shin muscle", "ache": "ache", "stooping": "stooping", "bridge": "bridge"}

Ask = Callable[..., Outcome]


def mention(name: str, role: str = "topic", **more: Any) -> Mention:
    """A mention of a thing of the small content."""
    return Mention(id_(name), LABELS.get(name, name), name, "thing", role=role, **more)


@pytest.fixture
def ask(small: Callable[[str], Any]) -> Ask:
    """Answer a question made by hand on the small content."""
    graph = small(CONTENT)

    def answer(intent: str, *mentions: Mention, slots: Slots | None = None, **more: Any) -> Outcome:
        return found(Task(Question(intent, "?", mentions, slots=slots or Slots(), **more), graph))

    return answer


def labels(outcome: Outcome) -> list[str]:
    """The labels of what was answered."""
    return [item.label for item in outcome.items]


def item(outcome: Outcome, label: str) -> AnswerItem:
    """One item by its label."""
    return next(i for i in outcome.items if i.label == label)


def test_a_relation_is_followed_to_its_subjects(ask: Ask) -> None:
    """Exercises for a muscle: those aimed at it before those that only reach it."""
    assert labels(ask("strengthens", mention("seat"))) == ["bridge", "press"]


def test_a_relation_is_followed_to_its_objects(ask: Ask) -> None:
    """Muscles of an exercise."""
    assert labels(ask("strengthens", mention("bridge"), inverse=True)) == ["big seat muscle", "seat muscles"]


def test_any_relation_is_answered_under_any_intent(ask: Ask) -> None:
    """A relation named in the question wins over the one of the intent."""
    assert labels(ask("strengthens", mention("shin"), relation=kb_("stretches"))) == ["fold"]


def test_every_item_has_its_names_kind_and_certainty(ask: Ask) -> None:
    """What a program needs is on the item."""
    bridge = item(ask("strengthens", mention("seat")), "bridge")

    assert (bridge.kind, bridge.certainty) == ("exercise", "low")
    assert bridge.names == ("bridge",)
    assert bridge.why


def test_a_part_stands_in_for_a_whole_without_answer(ask: Ask) -> None:
    """Where nothing is said of a thing itself, what is said of its parts and wholes answers."""
    assert "bridge" in labels(ask("strengthens", mention("small-seat")))


def test_excluded_things_take_what_serves_them_away(ask: Ask) -> None:
    """`not the shin` removes what works the shin."""
    assert labels(ask("strengthens", mention("seat"), mention("shin", "excluded"))) == ["bridge"]


@pytest.mark.parametrize(
    ("slots", "left"),
    [
        (Slots(no_equipment=True), ["bridge"]),
        (Slots(equipment_without=(id_("bar"),)), ["bridge"]),
        (Slots(equipment_with=(id_("bar"),)), ["press"]),
        (Slots(equipment_with=(id_("bar"),), only_equipment=True), ["press", "bridge"]),
        (Slots(level=id_("beginner")), ["bridge"]),
        (Slots(limit=1), ["bridge"]),
    ],
)
def test_filters_leave_what_fits(ask: Ask, slots: Slots, left: list[str]) -> None:
    """Each filter by itself."""
    assert labels(ask("strengthens", mention("seat"), slots=slots)) == left


def test_a_filter_that_leaves_nothing_is_said(ask: Ask) -> None:
    """An empty rest is not on record, and the number without the filter is told."""
    outcome = ask("stretches", mention("shin"), slots=Slots(equipment_with=(id_("bar"),)))

    assert outcome.status == "not_on_record"
    assert "1 on record" in outcome.tail[0]


def test_what_is_not_on_record_is_said(ask: Ask) -> None:
    """No stretch for a muscle without one, and nothing in its place."""
    outcome = ask("stretches", mention("seat"))

    assert (outcome.status, outcome.items) == ("not_on_record", ())


def test_causes_are_followed_and_lose_certainty(ask: Ask) -> None:
    """Two steps away is one level less sure."""
    outcome = ask("causes", mention("stooping"))

    assert labels(outcome) == ["short seat", "ache"]
    assert [i.certainty for i in outcome.items] == ["moderate", "low"]


def test_causes_of_a_muscle_in_a_state_are_those_of_the_state(ask: Ask) -> None:
    """`tight seat muscles` means the state that is recorded for them."""
    assert labels(ask("caused_by", mention("seat", state=id_("tight")))) == ["stooping"]


def test_what_the_speaker_rules_out_is_not_offered_as_a_cause(ask: Ask) -> None:
    """A denied cause goes."""
    outcome = ask("caused_by", mention("short-seat"), mention("stooping", "given", negated=True))

    assert outcome.status == "not_on_record"


def test_a_path_names_every_step_in_order(ask: Ask) -> None:
    """The chain and its overall certainty."""
    outcome = ask("path", mention("stooping"), mention("ache", "object"))

    assert labels(outcome) == ["stooping", "short seat", "ache"]
    assert "weakly supported" in outcome.lead[1]


def test_links_turned_around_are_no_chain_of_causes(ask: Ask) -> None:
    """What leads only the other way is shown as going together, and said to be no chain."""
    outcome = ask("path", mention("ache"), mention("stooping", "object"))

    assert outcome.lead[0] == "no chain of causes is on record"
    assert labels(outcome)[0] == "ache" and labels(outcome)[-1] == "stooping"


def test_yes_needs_a_fact_or_a_chain(ask: Ask) -> None:
    """A chain of causes is a yes, nothing recorded is no yes and no no."""
    yes = ask("boolean_check", mention("stooping"), mention("ache", "object"), relation=kb_("leadsTo"), boolean=True)
    open_ = ask("boolean_check", mention("ache"), mention("shin", "object"), relation=kb_("leadsTo"), boolean=True)

    assert (yes.status, yes.boolean) == ("answered", True)
    assert (open_.status, open_.boolean) == ("not_on_record", None)


def test_membership_on_record_gives_a_no(ask: Ask) -> None:
    """A group whose members are listed excludes the others."""
    outcome = ask("boolean_check", mention("shin"), mention("seat", "object"), relation=kb_("hasPart"), boolean=True)

    assert outcome.boolean is False


def test_steps_come_in_their_order(ask: Ask) -> None:
    """Steps are sorted by their number."""
    assert item(ask("how_to", mention("bridge")), "bridge").why == ("1. lie down", "2. lift")


def test_a_dose_is_what_is_recorded(ask: Ask) -> None:
    """Numbers come from the dose of the thing, and a thing without one has none."""
    assert item(ask("dosage", mention("bridge")), "bridge").details["dose"] == ["sets: 2 to 4"]
    assert all("dose" not in i.details for i in ask("dosage", mention("press")).items)


def test_a_number_agrees_with_its_list(ask: Ask) -> None:
    """Counting a class leaves groups out."""
    outcome = ask("count", answer_kind=kb_("Muscle"))

    assert outcome.number == len(outcome.items) == 3


def test_things_without_an_exercise_are_counted(ask: Ask) -> None:
    """What has nothing in the relations asked for."""
    outcome = ask(
        "count",
        mention("exercise", "excluded"),
        answer_kind=kb_("Muscle"),
        relation=kb_("stretches"),
        slots=Slots(negation=True),
    )

    assert labels(outcome) == ["big seat muscle", "small seat muscle"]


def test_a_comparison_without_a_statement_has_no_winner(ask: Ask) -> None:
    """Both options are shown, and that nothing compares them is said."""
    outcome = ask("compare", mention("bridge", "option"), mention("fold", "option"))

    assert {"bridge", "fold"} <= set(labels(outcome))
    assert "no comparison" in " ".join(outcome.lead)


def test_a_red_flag_comes_before_everything(ask: Ask) -> None:
    """Whatever is asked, the care text is the first sentence and no exercise is answered."""
    outcome = ask("strengthens", mention("seat"), mention("alarm", "given"))

    assert (outcome.status, outcome.intent, outcome.boolean) == ("safety", "safety_red_flag", None)
    assert "emergency" in outcome.lead[0]
    assert all(i.kind != "exercise" for i in outcome.items)


def test_a_denied_red_flag_stops_nothing(ask: Ask) -> None:
    """`no numbness` is not numbness."""
    assert ask("strengthens", mention("seat"), mention("alarm", "given", negated=True)).status == "answered"


def test_what_a_condition_rules_out_is_marked(ask: Ask) -> None:
    """Care first; each exercise to leave out says so."""
    outcome = ask("contraindicated", mention("brittle"))

    assert outcome.status == "safety"
    assert [i.verdict for i in outcome.items] == ["avoid"]
    assert "professional" in outcome.lead[0]


def test_nothing_is_called_safe(ask: Ask) -> None:
    """An exercise without a recorded caution is not thereby safe."""
    outcome = ask("contraindicated", mention("fold"), mention("brittle", "given"), boolean=True)

    assert outcome.boolean is None
    assert "does not make it safe" in " ".join(outcome.lead)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("off_topic", "outside"),
        ("near_miss", "close"),
        ("nonsense", "no question"),
        ("injection", "never run"),
        ("oversize", "5,000"),
        ("empty", "nothing was asked"),
        ("unsafe_medical", "pharmacist"),
        ("crisis", "helpline"),
    ],
)
def test_each_refusal_says_why(ask: Ask, kind: str, word: str) -> None:
    """Every kind of refusal has its own words and no answers."""
    outcome = ask("out_of_scope", refusal=kind, not_understood=("x",))

    assert (outcome.status, outcome.items) == ("refused", ())
    assert word in " ".join(outcome.lead)


def test_nothing_named_is_asked_back(ask: Ask) -> None:
    """An intent that needs a topic asks for one."""
    assert ask("strengthens").status == "clarify"


def test_answers_are_the_same_every_time(ask: Ask) -> None:
    """Two runs give equal outcomes."""
    assert ask("strengthens", mention("seat")) == ask("strengthens", mention("seat"))


def test_things_are_addressed_by_their_iri(ask: Ask) -> None:
    """The id of an item is the thing's address."""
    assert IRI(ask("strengthens", mention("seat")).items[0].id) == id_("bridge")


def test_what_a_condition_rules_out_is_gone_from_other_answers(ask: Ask) -> None:
    """Exercises for someone with brittle bones: care first, and what is to be left out is not offered."""
    outcome = ask("strengthens", mention("seat"), mention("brittle", "given"))

    assert "professional" in outcome.lead[0]
    assert labels(outcome) == ["press"]


def test_a_condition_without_other_answers_meets_care(ask: Ask) -> None:
    """Nothing found for someone with a condition is no plain *not on record*."""
    outcome = ask("stretches", mention("seat"), mention("brittle", "given"))

    assert (outcome.status, outcome.intent) == ("safety", "contraindicated")


def test_equipment_as_a_topic_is_what_is_at_hand(ask: Ask) -> None:
    """`the bar` alone asks what can be done with it."""
    assert labels(ask("equipment_filter", mention("bar"))) == ["press"]


def test_what_an_exercise_needs_is_told(ask: Ask) -> None:
    """Equipment asked for is equipment answered, and nothing needed is an answer too."""
    with_bar = ask("equipment_filter", mention("press"), answer_kind=kb_("Equipment"))
    free = ask("equipment_filter", mention("bridge"), answer_kind=kb_("Equipment"))

    assert labels(with_bar) == ["bar"]
    assert "nothing is needed" in free.lead[0]


def test_harder_without_a_recorded_step_is_said(ask: Ask) -> None:
    """No step is on record, and nothing is called one."""
    assert ask("level_filter", mention("bridge"), slots=Slots(level_change="harder")).status == "not_on_record"


def test_a_level_alone_assumes_the_whole_body(ask: Ask) -> None:
    """What was taken for granted is said."""
    outcome = ask("level_filter", slots=Slots(level=id_("beginner")))

    assert labels(outcome) == ["bridge"]
    assert outcome.assumed


def test_exercises_for_what_serves_two_topics_come_first(ask: Ask) -> None:
    """The press works both, the bridge one."""
    assert labels(ask("strengthens", mention("seat"), mention("shin")))[0] == "press"


def test_a_statement_that_compares_the_other_way_is_a_no(small: Callable[[str], Any]) -> None:
    """*More* asked, *fewer* on record: no. *Fewer* asked: yes. Neither: open."""
    graph = small('id:less a kb:Principle ; skos:prefLabel "less"@en ; kb:says "The strong one does fewer."@en .')
    said = (mention("less"),)

    def answer(text: str) -> bool | None:
        return found(Task(Question("boolean_check", text, said, boolean=True), graph)).boolean

    assert answer("does the strong one do more") is False
    assert answer("does the strong one do fewer") is True
    assert answer("does the strong one do any") is None
