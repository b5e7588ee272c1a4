"""Warning signs come before everything else."""

from __future__ import annotations

import random

import pytest

from myologic.cases import kb_case
from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import id_, kb_, local_name

STOPPING = (id_("emergency"), id_("urgent"))


def flags_of(kb, *urgencies):
    """The ids of the warning signs of some urgencies."""
    flags = set(kb.instances(kb_("RedFlag")))
    return sorted(local_name(each) for urgency in urgencies for each in kb.subjects(kb_("urgency"), urgency) if each in flags)


def test_emergency_and_urgent_flags_stop_everything(kb):
    """With such a flag there is care first and alone: no verdict, no exercise, nothing to avoid, no habit."""
    for flag in flags_of(kb, *STOPPING):
        known = kb_case(kb, findings=["upper_crossed"], habits=["prolonged_sitting"], red_flags=[flag])
        result = known.result()

        assert (result["status"], known.exit_code) == ("safety", 5)
        assert not any(result[name] for name in ("verdicts", "exercises", "avoid", "habits", "asks"))
        assert result["safety"]["flags"] == [flag.replace("-", "_")]
        assert result["safety"]["text"] and result["safety"]["sources"]


def test_stop_derives_nothing_at_all(kb):
    """The stop is in the rules: also other readers of the case find no state of a muscle."""
    from myologic.casework.facts import CASE

    known = kb_case(kb, findings=["upper_crossed"], red_flags=["rf_chest"])

    for name in ("holds", "tight", "weak", "suitsActivate", "suitsLengthen"):
        assert known.inferred.objects(CASE, kb_(name)) == ()


def test_most_urgent_flag_decides(kb):
    """Of several flags the most urgent one gives the level and the words."""
    safety = kb_case(kb, red_flags=["rf_fever", "rf_saddle", "rf_inflammatory"]).result()["safety"]

    assert safety["level"] == "emergency"
    assert "rf_fever" in safety["flags"]


def test_flag_that_is_absent_does_not_count(kb):
    """A flag that was asked for and denied is no flag."""
    known = kb_case(kb, findings=["flat_back"], red_flags=[{"id": "rf_chest", "presence": "absent"}])

    assert known.result()["status"] == "inferred"


def test_context_flag_counts_only_with_another(kb):
    """A flag that counts only with another changes nothing alone, and is named beside another."""
    alone = kb_case(kb, findings=["interscapular_ache"], red_flags=["rf_between_blades"]).result()
    beside = kb_case(kb, red_flags=["rf_between_blades", "rf_chest"]).result()

    assert alone["safety"]["level"] == "none"
    assert beside["safety"]["flags"] == ["rf_between_blades", "rf_chest"]


def test_routine_flag_puts_the_referral_first(kb):
    """With a routine flag there is its text, and no exercise until it was looked at."""
    for flag in flags_of(kb, id_("routine-referral")):
        result = kb_case(kb, findings=["rounded_shoulders"], red_flags=[flag]).result()

        assert result["status"] == "inferred"
        assert result["safety"]["level"] == "routine-referral"
        assert result["safety"]["text"]
        assert result["exercises"] == []
        assert any("exercises wait" in note for note in result["notes"])


def test_sudden_winging_explains_the_sign_away(kb):
    """A blade that stood off suddenly names no muscle."""
    result = kb_case(kb, findings=["scapular_winging@right"], red_flags=["rf_winging_sudden"]).result()

    assert result["verdicts"] == []


@pytest.mark.parametrize("age, level", [(12, "urgent"), (16, "none"), (40, "none")])
def test_back_pain_of_a_child_is_a_flag(kb, age, level):
    """Back pain under 16 is to be looked at, whether or not it was ticked as a flag."""
    result = kb_case(kb, findings=["low_back_pain_general"], age=age).result()

    assert result["safety"]["level"] == level


@pytest.mark.parametrize("flag, said", [("rf_chest", True), ("rf_no_better", False)])
def test_a_mistake_does_not_hide_what_is_urgent(kb, flag, said):
    """Where a case cannot be read, the words for an emergency stand before what is wrong with it."""
    with pytest.raises(QuestionError) as mistake:
        kb_case(kb, findings=["kness_in@left"], red_flags=[flag])
    lines = str(mistake.value).splitlines()

    assert lines[0].startswith("Call emergency services") is said
    assert "`kness_in`" in lines[-1]


def test_age_without_pain_is_no_flag(kb):
    """A child without back pain has no warning sign by age."""
    assert kb_case(kb, findings=["flat_back"], age=12).result()["safety"]["level"] == "none"


def test_what_should_be_looked_at_is_said(kb):
    """A structural curve sends the person to a professional without stopping anything."""
    result = kb_case(kb, findings=["rounded_shoulders"], causes=["structural_scoliosis@left"]).result()

    assert result["safety"]["level"] == "routine-referral"
    assert result["exercises"]


def test_no_exercise_beside_a_stopping_flag_in_random_cases(kb):
    """Whatever else is known, an emergency or urgent flag leaves no exercise and no verdict."""
    chance = random.Random(7)
    names = {
        "findings": [local_name(each) for each in kb.instances(kb_("PostureSign"))],
        "habits": [local_name(each) for each in kb.instances(kb_("HabitCause"))],
        "red_flags": flags_of(kb, *STOPPING),
    }
    for _ in range(30):
        known = {
            "findings": [f"{each}@left" for each in chance.sample(names["findings"], 3)],
            "habits": [f"{each}@right" for each in chance.sample(names["habits"], 2)],
            "red_flags": chance.sample(names["red_flags"], chance.randint(1, 2)),
        }
        result = kb_case(kb, **known).result()

        assert result["status"] == "safety"
        assert not result["exercises"] and not result["verdicts"]
