"""What holds of every plan and every interview: nothing beside a stop, nothing that is ruled out, order and mirror."""

from __future__ import annotations

import json
import random

import pytest

from myologic.cases import kb_case
from myologic.kb.vocabulary import id_, kb_, local_name

SEEDS = range(10)
SWAP = {"left": "right", "right": "left"}


@pytest.fixture(scope="module")
def names(kb):
    """The ids that a random case is drawn from."""

    def of(cls, *without):
        out = {each for other in without for each in kb.instances(kb_(other))}
        return [local_name(each) for each in kb.instances(kb_(cls)) if each not in out]

    return {
        "findings": of("Finding", "ClinicalTest", "Group"),
        "tests": of("ClinicalTest", "Group"),
        "habits": of("HabitCause", "Group") + of("Sport", "Group"),
        "conditions": of("Condition"),
        "red_flags": of("RedFlag"),
    }


def draw(names, seed, flags=0):
    """A random case, every entry with a side."""
    chance = random.Random(seed)

    def some(name, most, least=0):
        chosen = chance.sample(names[name], chance.randint(least, most))
        return [{"id": each, "side": chance.choice(["left", "right", "both"])} for each in chosen]

    return {
        "findings": some("findings", 4, 1),
        "tests": some("tests", 2),
        "habits": some("habits", 2),
        "conditions": [each["id"] for each in some("conditions", 2)],
        "red_flags": [each["id"] for each in some("red_flags", flags, flags)],
        "age": chance.choice([None, 30, 80]),
    }


def named(plan):
    """Every exercise that a plan names, substitutes and steps up included."""
    return {each for line in plan.lines for each in (line.id, *(i for i, _ in (*line.substitutes, *line.step_ups)))}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_exercise_beside_a_warning_sign(kb, names, seed):
    """With an emergency or urgent flag there is no exercise, no verdict, no habit; with a routine one no exercise."""
    known = draw(names, seed, flags=2)
    urgencies = {
        local_name(each) for flag in known["red_flags"] for each in kb.objects(id_(flag), kb_("urgency"))
    }
    case = kb_case(kb, **known)
    plan, result = case.plan(), case.result()

    if urgencies & {"emergency", "urgent"}:
        assert result["status"] == plan.status == "safety"
        assert not (result["verdicts"] or result["habits"] or result["asks"] or plan.habits or case.verdicts())
    if urgencies != {"context-only"}:
        assert not (named(plan) or result["exercises"])
    assert plan.safety_text == result["safety"]["text"]


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_ruled_out_is_planned(kb, names, seed):
    """No condition of the case rules out anything that its plan names."""
    known = draw(names, seed)
    ruled_out = {each for condition in known["conditions"] for each in kb.subjects(kb_("avoidIf"), id_(condition))}

    assert not ruled_out & named(kb_case(kb, **known).plan(minutes=60))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mirrored_case_has_the_mirrored_plan(kb, names, seed):
    """Left and right exchanged in the case are exchanged in the plan."""
    known = draw(names, seed)
    turned = {
        name: [{**each, "side": SWAP.get(each["side"], each["side"])} if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else value
        for name, value in known.items()
    }

    def seen(plan, swap):
        return {
            session.code: [
                (line.id, swap.get(line.first_side, line.first_side), swap.get(line.second_side, line.second_side), line.amounts)
                for line in session.lines
            ]
            for session in plan.sessions
        }

    assert seen(kb_case(kb, **known).plan(), {}) == seen(kb_case(kb, **turned).plan(), SWAP)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_entries_does_not_matter(kb, names, seed):
    """Shuffled entries give the same plan, byte for byte."""
    known = draw(names, seed)
    shuffled = {
        name: random.Random(seed + 1).sample(value, len(value)) if isinstance(value, list) else value
        for name, value in known.items()
    }

    assert json.dumps(kb_case(kb, **known).plan().to_dict()) == json.dumps(kb_case(kb, **shuffled).plan().to_dict())


@pytest.mark.parametrize("seed", SEEDS)
def test_a_plan_keeps_to_its_time_and_serves_or_names_every_verdict(kb, names, seed):
    """No session is longer than wished, and each verdict is served or said not to be."""
    case = kb_case(kb, **draw(names, seed))
    plan = case.plan(minutes=12)
    served = {row for line in plan.lines for row in line.verdicts}

    assert all(plan.minutes_of(each, phase) <= 12 for each in plan.sessions for phase in plan.phases)
    if plan.lines:
        assert {row for row in case.verdicts() if row.claims} <= served | set(plan.unserved)
