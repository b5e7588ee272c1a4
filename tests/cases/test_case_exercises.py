"""Exercises that suit and exercises to leave out."""

from __future__ import annotations

import pytest

from myologic.kb.vocabulary import id_, kb_, local_name

ORDER = ["release", "lengthen", "mobilise", "activate", "integrate"]


def test_purposes_come_in_order(case):
    """Release comes first, then lengthening, mobility, activation, integration."""
    purposes = [each["purpose"] for each in case(findings=["upper_crossed"]).result()["exercises"]]

    assert purposes == sorted(purposes, key=ORDER.index)
    assert set(purposes) == set(ORDER)


def test_one_sided_exercise_has_the_side_of_its_muscle(case):
    """A one-sided exercise is offered for the side that needs it."""
    result = case(findings=["knees_in@left"]).result()
    sides = {each["side"] for each in result["exercises"]}

    assert sides == {"left", None}


def test_weak_muscle_is_not_stretched(case, offered):
    """A weak or long muscle gets no stretch."""
    result = case(findings=["rounded_shoulders"]).result()

    assert "rhomboid_stretch" not in offered(result)
    assert "rhomboid_stretch" in {each["id"] for each in result["avoid"]}


def test_overactive_muscle_is_not_strengthened(case, offered):
    """A tight or overactive muscle gets no strengthening, also in an exercise that would suit another."""
    result = case(findings=["shoulders_elevated_both"]).result()

    assert not {"shrug_unilateral", "overhead_shrug"} & offered(result)
    assert {"prone_t", "upper_trap_stretch"} <= offered(result)


def test_no_exercise_works_what_shares_a_part_with_a_tight_muscle(kb, case, offered):
    """Tight hip flexors get no exercise of the quadriceps, which share a muscle with them; the reason names it."""
    result = case(habits=["prolonged_sitting"]).result()
    reasons = {each["id"]: each["because"] for each in result["avoid"]}

    assert {"lunge", "split_squat", "back_squat", "forward_step_up"} <= reasons.keys()
    assert "rectus femoris" in reasons["lunge"] and "hip flexors" in reasons["lunge"]
    assert {"glute_bridge", "kneeling_hip_flexor_stretch"} <= offered(result)


def test_side_that_is_weak_may_be_strengthened(case):
    """A muscle that is weak on one side and tight on the other is strengthened on the weak side only."""
    result = case(findings=["shoulder_lower@right"]).result()
    shrugs = [each for each in result["exercises"] if each["id"] == "shrug_unilateral"]

    assert [each["side"] for each in shrugs] == ["right"]
    assert {"id": "shrug_unilateral", "side": "left"}.items() <= next(
        each for each in result["avoid"] if each["id"] == "shrug_unilateral"
    ).items()


def test_overactive_of_unknown_length_is_only_released(case):
    """What is overactive and not shown short is released and not stretched."""
    purposes = {each["purpose"] for each in case(habits=["handbag_heavy@left"]).result()["exercises"]}

    assert "lengthen" not in purposes


@pytest.mark.parametrize(
    "known, stretched",
    [
        ({"tests": ["hamstring_short_test@left"]}, True),
        ({"findings": ["flat_back"]}, True),
        ({"findings": ["low_back_rounds"]}, False),
        ({"findings": ["lordotic_posture"]}, False),
        ({"findings": ["hamstring_tight_feeling@left"]}, False),
    ],
)
def test_hamstrings_are_stretched_only_when_shown_short(case, offered, known, stretched):
    """Hamstrings often feel tight while they are long: a test or a flat or sway-back posture has to show it."""
    assert ("supine_hamstring_strap" in offered(case(**known).result())) is stretched


def test_nothing_is_offered_for_what_is_open_or_disputed(case):
    """An undetermined or disputed muscle gets no exercise."""
    result = case(findings=["hamstring_tight_feeling@left"]).result()

    assert result["exercises"] == []


def test_conditions_exclude_exercises(kb, case, offered):
    """No exercise is offered that one of the conditions rules out, listed or by its kind of movement."""
    patterns = ["layered_crossed", "flat_back"]
    for condition in kb.instances(kb_("Condition")):
        ruled_out = {local_name(each).replace("-", "_") for each in kb.subjects(kb_("avoidIf"), condition)}
        for pattern in patterns:
            result = case(findings=[pattern], conditions=[local_name(condition)]).result()

            assert not ruled_out & offered(result), (condition, pattern)


def test_reason_of_an_avoidance_names_the_condition(case):
    """What is left out for a condition says which, and what kind of movement it is."""
    result = case(findings=["lower_crossed"], conditions=["spondylolisthesis"]).result()
    because = {each["id"]: each["because"] for each in result["avoid"]}

    assert "spondylolisthesis" in because["superman"]
    assert "arching" in because["superman"]


def test_recent_surgery_leaves_nothing(case):
    """After recent surgery nothing is offered that nobody has cleared."""
    assert case(findings=["lower_crossed"], conditions=["recent_surgery"]).result()["exercises"] == []


def test_cause_that_is_a_condition_restricts_too(case, offered):
    """Hypermobility told as a cause excludes static stretches as the condition does."""
    by_cause = offered(case(findings=["rounded_shoulders"], causes=["hypermobility"]).result())
    by_condition = offered(case(findings=["rounded_shoulders"], conditions=["hypermobility"]).result())

    assert "doorway_pec_stretch" not in by_cause | by_condition
    assert "active_retraction_hold" in by_cause & by_condition


def test_group_exercise_serves_its_members(kb):
    """An exercise for a group strengthens the members, one for a member the group; secondary muscles are apart."""
    strengthens, also = kb_("strengthens"), kb_("alsoStrengthens")

    assert kb.has(id_("glute-bridge"), strengthens, id_("gluteus-maximus"))
    assert kb.has(id_("glute-bridge"), strengthens, id_("glutes"))
    assert not kb.has(id_("glute-bridge"), strengthens, id_("hamstrings"))
    assert kb.has(id_("glute-bridge"), also, id_("hamstrings"))
    assert kb.has(id_("romanian-deadlift"), strengthens, id_("biceps-femoris"))


def test_habits_that_counteract_are_named(case):
    """The habits that counteract what was told are listed."""
    habits = {each["id"] for each in case(habits=["uninterrupted_sitting"]).result()["habits"]}

    assert "movement_break" in habits
