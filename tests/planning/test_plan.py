"""What a plan holds: exercises that suit, in order, within the time, each for a verdict."""

from __future__ import annotations

import json

import pytest

from myologic.engine.errors import QuestionError
from myologic.kb.vocabulary import id_, kb_

STAGES = ("release", "lengthen", "activate", "integrate")


def test_every_exercise_suits_the_case(desk):
    """Exercises, substitutes and steps up are all among what the case offers."""
    offered = {each.id for each in desk.outcome.exercises}
    for line in desk.plan().lines:
        assert line.id in offered
        assert {each for each, _ in (*line.substitutes, *line.step_ups)} <= offered


def test_every_exercise_names_its_verdict_and_sources(desk):
    """Each line says for which verdict it is, because of what, and who says so."""
    for line in desk.plan().lines:
        assert line.verdicts and line.because
        assert line.sources and line.dose_sources
        assert set(line.verdicts) <= set(desk.outcome.verdicts)


def test_a_region_goes_from_release_to_activation(desk):
    """Within an area the stages come in their order, and whole-body work comes last."""
    for session in desk.plan().sessions:
        stages = [line.stage for line in session.lines]
        if "integrate" in stages:
            assert set(stages[stages.index("integrate") :]) == {"integrate"}
        for area in {line.area for line in session.lines}:
            ranks = [STAGES.index(line.stage) for line in session.lines if line.area == area]
            assert ranks == sorted(ranks)


@pytest.mark.parametrize("minutes", [5, 10, 20, 45, 180])
def test_sessions_keep_to_the_minutes(desk, minutes):
    """No session of any phase takes longer than was wished."""
    plan = desk.plan(minutes=minutes)

    assert plan.lines
    assert all(plan.minutes_of(each, phase) <= minutes for each in plan.sessions for phase in plan.phases)


def test_the_weaker_side_begins_and_does_more(knee):
    """For a weak side the exercise begins there, and the other side does fewer repetitions."""
    lines = [line for line in knee.plan().lines if line.stage == "activate" and line.second_side == "right"]
    assert lines
    for line in lines:
        assert line.first_side == "left"
        for _, amount in line.amounts:
            assert amount.other_repetitions < amount.repetitions


def test_the_other_side_rests_where_it_is_to_be_left_out(case):
    """A side whose muscle is not to be strengthened now has no turn."""
    known = case(findings=["pelvis_high_side@left", "knees_in@right"])
    avoided = {(each.id, each.side) for each in known.outcome.avoid}
    for line in known.plan(minutes=60).lines:
        for side in ("left", "right"):
            if (line.id, side) in avoided or (line.id, None) in avoided:
                assert side not in (line.first_side, line.second_side)


def test_stretches_are_for_the_short_side_only(knee):
    """What is short on one side is stretched on that side."""
    lines = [line for line in knee.plan(minutes=60).lines if line.stage == "lengthen" and line.first_side]

    assert lines
    assert all(line.first_side == "left" and line.second_side is None for line in lines)


def test_no_equipment_means_none(desk, kb):
    """With no equipment at all, no exercise needs any."""
    plan = desk.plan(equipment=["none"])

    assert plan.lines and not plan.equipment
    for line in plan.lines:
        for exercise in (line.id, *(each for each, _ in (*line.substitutes, *line.step_ups))):
            assert not kb.objects(exercise, kb_("needs")) and not kb.objects(exercise, kb_("needsOneOf"))


def test_named_equipment_joins_what_is_in_most_homes(desk, kb):
    """With a band, only a band and everyday things are needed."""
    at_hand = {id_("band")} | {each for each in kb.instances(kb_("Equipment")) if kb.objects(each, kb_("everydayObject"))}
    for line in desk.plan(equipment=["resistance band"]).lines:
        assert set(kb.objects(line.id, kb_("needs"))) <= at_hand


def test_nothing_is_above_the_level(desk, kb):
    """With a level, neither exercises nor substitutes nor steps up lie above it."""
    for line in desk.plan(level="beginner", minutes=60).lines:
        for exercise in (line.id, *(each for each, _ in (*line.substitutes, *line.step_ups))):
            assert kb.objects(exercise, kb_("level")) in ((), (id_("beginner"),))


def test_later_weeks_do_more(desk):
    """No phase does less of an exercise than the one before, and some do more."""
    grown = False
    for line in desk.plan(minutes=40).lines:
        work = [amount.seconds for _, amount in line.amounts]
        assert work == sorted(work)
        grown = grown or work[-1] > work[0]
    assert grown


def test_whole_body_work_waits(desk):
    """Integration begins with the second phase."""
    lines = [line for line in desk.plan(minutes=60).lines if line.stage == "integrate"]

    assert lines
    assert all(line.amount("begin") is None and line.amount("build") for line in lines)


def test_an_older_person_holds_stretches_at_least_as_long(case):
    """The range for older adults is taken from 65 years on."""
    known = {"findings": ["anterior_tilt"]}
    young, old = case(**known).plan(minutes=60), case(**known, age=70).plan(minutes=60)
    held = {line.id: line.amount("join").hold_seconds for line in young.lines if line.stage == "lengthen"}
    assert held
    for line in old.lines:
        if line.id in held:
            assert (line.amount("join").hold_seconds or 0) >= (held[line.id] or 0)


def test_every_verdict_is_served_or_named(desk):
    """A verdict is served by an exercise, or stands among what the plan does not serve."""
    plan = desk.plan()
    served = {row for line in plan.lines for row in line.verdicts}
    for row in desk.outcome.verdicts:
        assert not row.claims or (row in served) != (row in plan.unserved)


def test_habits_come_with_their_numbers_and_reason(desk):
    """A habit names what it counteracts, its parameters and its sources."""
    habits = {each.label: each for each in desk.plan().habits}
    found = habits["movement breaks every 30 to 60 minutes"]

    assert ("interval", "every 30 to 60 minutes") in found.parameters
    assert found.counteracts == ("prolonged sitting",) and found.sources


def test_conditions_stand_before_the_plan(case):
    """What a condition asks for is said, and nothing it rules out is planned."""
    known = case(findings=["anterior_tilt"], conditions=["osteoporosis"])
    plan = known.plan()
    avoided = {each.id for each in known.outcome.avoid if each.side is None}

    assert any("osteoporosis" in each.text for each in plan.cautions)
    assert avoided and not avoided & {line.id for line in plan.lines}


@pytest.mark.parametrize("flag", ["rf_saddle", "rf_fever"])
def test_a_warning_sign_stops_the_plan(case, flag):
    """Emergency and urgent flags leave the words of the case and nothing else."""
    known = case(findings=["anterior_tilt"], habits=["prolonged_sitting"], red_flags=[flag])
    plan = known.plan()

    assert plan.status == "safety" and plan.exit_code == 5
    assert plan.safety_text == known.outcome.safety.text
    assert not (plan.lines or plan.habits or plan.guides or plan.phases or plan.cautions)


def test_a_referral_comes_before_exercises(case):
    """A routine flag gives its words and no exercise."""
    plan = case(findings=["anterior_tilt"], red_flags=["rf_no_better"]).plan()

    assert plan.status == "empty" and plan.exit_code == 1
    assert plan.safety_text and not plan.lines


@pytest.mark.parametrize(
    ("known", "status", "code"),
    [
        ({"findings": ["knees_in"]}, "needs_side", 3),
        ({"findings": ["hyperlordosis", "flat_back"]}, "conflict", 3),
        ({"findings": ["palms_back"]}, "nothing", 1),
    ],
)
def test_what_is_missing_is_asked(case, known, status, code):
    """Without a side, with a contradiction, or with nothing to go by, there are questions instead of exercises."""
    plan = case(**known).plan()

    assert (plan.status, plan.exit_code) == (status, code)
    assert plan.asks and not plan.lines


def test_filters_that_leave_nothing_say_so(case, monkeypatch):
    """Where nothing on record fits the wishes, the plan is empty, in words."""
    known = case(findings=["forward_head"])
    import myologic.planning.make as make

    monkeypatch.setattr(make, "candidates", lambda *_: ())
    plan = known.plan()

    assert (plan.status, plan.exit_code) == ("empty", 1)
    assert "No exercise on record fits" in plan.text()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"minutes": 4}, "out of range"),
        ({"minutes": 999}, "out of range"),
        ({"level": "beginer"}, "did you mean `beginner`"),
        ({"equipment": ["bandd"]}, "did you mean `band`"),
        ({"equipment": ["none", "band"]}, "stands alone"),
    ],
)
def test_a_wrong_wish_is_named(desk, wish, said):
    """An unknown wish is an error that names it and what is near."""
    with pytest.raises(QuestionError, match=said):
        desk.plan(**wish)


def test_a_plan_is_the_same_whatever_the_order(case):
    """The order of entries changes nothing, down to the byte."""
    known = {"findings": ["forward_head", "anterior_tilt", "knees_in@left"], "habits": ["prolonged_sitting", "slouched_sitting"]}
    turned = {name: list(reversed(value)) for name, value in known.items()}

    assert json.dumps(case(**known).plan().to_dict()) == json.dumps(case(**turned).plan().to_dict())


def test_mirrored_signs_give_a_mirrored_plan(case):
    """Left and right exchanged in the case are exchanged in the plan, and nothing else changes."""
    swap = {"left": "right", "right": "left"}

    def seen(side):
        return [
            (line.id, line.first_side, line.second_side, line.amounts)
            for line in case(findings=[f"knees_in@{side}"]).plan().lines
        ]

    assert seen("left") == [(each, swap.get(a, a), swap.get(b, b), c) for each, a, b, c in seen("right")]


def test_plain_data_has_every_field(desk, case):
    """A plan that is stopped has the same fields as one that is not."""
    full, stopped = desk.plan().to_dict(), case(red_flags=["rf_saddle"]).plan().to_dict()

    assert full.keys() == stopped.keys()
    assert json.loads(json.dumps(full)) == full
