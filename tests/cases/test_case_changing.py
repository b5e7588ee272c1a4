"""What is said to change a verdict: it does happen, also where what was told hides or repeats something else."""

from __future__ import annotations

import pytest


def told(case):
    """Each verdict with what was told and would change it."""
    return [(row, each) for row, found in case.outcome.told() for each in found if each.told]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(
            {"findings": ["trunk_rotation_in@right", {"id": "trunk_rotation_out", "side": "both"}], "pain": "chronic"},
            id="without it, what it excludes counts",
        ),
        pytest.param({"findings": ["layered_crossed", "lower_crossed"]}, id="a pattern and a part of it are told"),
        pytest.param(
            {"findings": ["knees_in@left", "arch_flattens@left"], "causes": ["ankle_sprain@left"]}, id="several signs"
        ),
        pytest.param(
            {"findings": ["flat_back"], "tests": ["ober_positive@left", {"id": "thomas_abduction", "side": "both", "result": "negative"}]},
            id="without it, tests still disagree",
        ),
        pytest.param({"findings": ["layered_crossed", "forward_head"], "habits": ["prolonged_sitting"]}, id="a habit beside it"),
    ],
)
def test_without_what_was_told_a_verdict_is_as_was_said(case, known):
    """Take away what a verdict is said to rest on: the site has the state that was named, or none."""
    whole = case(**known)

    for row, change in told(whole):
        if change.present:
            continue
        rest = whole.without(change.thing)
        left = {fact.object: each.verdict for each in rest.verdicts() for fact in each.facts}
        assert {left.get(fact.object) for fact in row.facts} == {change.becomes}, (row.label, row.side, change.label)


def test_what_is_explained_on_one_side_is_not_said_of_either(case):
    """A longer left leg explains a curve to the left: nothing that is said of either side rests on that curve."""
    known = case(findings=["posterior_pelvic_tilt"], causes=["true_leg_length@left"])
    said = [each for _, found in known.outcome.told() for each in found if each.side == "either"]

    assert said
    assert not [each for each in said if each.label == "sideways curve of the spine"]


def test_a_source_that_spoke_already_is_not_said_to_lift(case):
    """What would be made surer is made surer: a sign whose only source is behind the verdict already lifts nothing."""
    known = case(findings=["weight_shift@left"], tests=[{"id": "ober_positive", "side": "both", "result": "negative"}])

    for row, found in known.outcome.told():
        for change in (each for each in found if each.effect == "lifts" and each.home == "findings"):
            entry = {"id": change.thing.value.rpartition("/")[2], "side": change.side}
            after = {fact.object: each.certainty for each in known.add(findings=[entry]).verdicts() for fact in each.facts}
            assert {after[fact.object] for fact in row.facts} == {change.becomes}, (row.label, change.label)


def test_a_pattern_and_its_part_both_speak_for_a_verdict(case):
    """What was told twice, by itself and within a pattern, is named twice; what only the pattern brings, once."""
    both = case(findings=["layered_crossed", "lower_crossed"]).result()["verdicts"]
    alone = case(findings=["layered_crossed"]).result()["verdicts"]

    assert {"layered_crossed", "lower_crossed"} in [set(row["signs"]) for row in both]
    assert {sign for row in alone for sign in row["signs"]} == {"layered_crossed"}
