"""From findings, tests, habits and causes to verdicts: sides, parts, defeat, dispute, certainty."""

from __future__ import annotations

import pytest


def test_sided_finding_speaks_of_its_own_side(case, rows):
    """A finding on the right says nothing of the left."""
    found = rows(case(findings=["rounded_shoulder_one_side@right"]).result())

    assert found[("pectoralis_minor", "right")] == "tight"
    assert not [key for key in found if key[1] == "left"]


def test_opposite_side_is_resolved(case, rows):
    """A lower right shoulder speaks of the left upper trapezius as short and of the right as weak."""
    found = rows(case(findings=["shoulder_lower@right"]).result())

    assert found[("trapezius_upper", "left")] == "tight"
    assert found[("trapezius_upper", "right")] == "weak"


def test_midline_finding_concerns_both_sides(case, row_of):
    """What has no sides gives one row for both."""
    row = row_of(case(findings=["rounded_shoulders"]).result(), "pectoralis_minor")

    assert row["side"] == "both"


def test_finding_on_both_sides_is_two_findings(case, rows):
    """A sided finding said of both sides gives the rows of left and right."""
    both = rows(case(findings=["knees_in@both"]).result())
    left = rows(case(findings=["knees_in@left"]).result())
    right = rows(case(findings=["knees_in@right"]).result())

    assert both == left | right


def test_verdict_follows_from_two_axes(case, rows):
    """Length and activity together give the verdict."""
    found = rows(case(findings=["flat_back"]).result())

    assert found[("hamstrings", "left")] == "tight"
    assert found[("gluteus_maximus", "left")] == "tight-and-weak"
    assert found[("psoas_major", "left")] == "tense-but-long"
    assert found[("iliacus", "left")] == "weak"


def test_parts_of_a_muscle_stay_apart(case, rows):
    """Rows on different fibres or positions are never merged."""
    found = rows(case(findings=["lordotic_posture"]).result())

    assert found[("internal_oblique (anterior fibres)", "left")] == "tense-but-long"
    assert found[("internal_oblique (posterior fibres)", "left")] == "weak"
    assert ("internal_oblique", "left") not in found


def test_group_is_reported_as_a_group(case, rows):
    """A row on a group is not spread over its members."""
    found = rows(case(findings=["hyperlordosis"]).result())

    assert ("iliopsoas", "left") in found
    assert ("psoas_major", "left") not in found


def test_negative_length_test_takes_shortness_away(case):
    """A muscle whose length test is negative is not called short, whatever the posture."""
    known = case(
        findings=["hyperlordosis"], tests=[{"id": "thomas_positive", "side": "both", "result": "negative"}]
    ).result()

    short = [row["muscle"] for row in known["verdicts"] if row["length"] == "short"]
    assert "iliopsoas" not in short
    assert "two_joint_hip_flexors" in short


def test_group_with_a_cleared_member_is_reported_by_the_others(case, rows):
    """Of a group in which a test cleared some members, the others are reported."""
    known = case(habits=["driving_long"], tests=[{"id": "thomas_positive", "side": "left", "result": "negative"}])
    found = rows(known.result())

    assert ("hip_flexors", "left") not in found
    assert found[("rectus_femoris", "left")] == "tight"
    assert ("psoas_major", "left") not in found
    assert found[("hip_flexors", "right")] == "tight"


def test_negative_test_on_one_side_leaves_the_other(case):
    """A test is about the side it was done on."""
    known = case(
        findings=["rounded_shoulders"], tests=[{"id": "pec_minor_short_test", "side": "left", "result": "negative"}]
    )
    lengths = {row["side"]: row["length"] for row in known.result()["verdicts"] if row["muscle"] == "pectoralis_minor"}

    assert lengths == {"left": None, "right": "short"}


def test_observed_posture_beats_a_habit(case, rows, row_of):
    """A habit that an observed posture contradicts is shown beside it and does not win."""
    result = case(findings=["flat_back"], habits=["driving_long"]).result()
    row = row_of(result, "psoas_major")

    assert row["verdict"] == "tense-but-long"
    assert row["against"] == ["driving_long"]
    assert "driving_long" not in row["signs"]
    assert ("hip_flexors", "left") not in rows(result)
    assert any("gives way" in note for note in result["notes"])


def test_opposite_findings_are_disputed(case, row_of):
    """Opposite claims on one axis give a dispute, not an average."""
    result = case(findings=["lordotic_posture"], tests=["hamstring_short_test@left"]).result()
    row = row_of(result, "hamstrings", "left")

    assert row["verdict"] == "disputed"
    assert row["disputed"] is True
    assert row["length"] is None
    assert set(row["signs"]) == {"lordotic_posture", "hamstring_short_test"}


def test_dispute_has_a_proof_for_each_side(kb, case):
    """Both states of a disputed axis can be proved."""
    from myologic.casework.facts import CASE
    from myologic.engine.terms import IRI, Triple
    from myologic.kb.vocabulary import id_, kb_

    known = case(findings=["lordotic_posture"], tests=["hamstring_short_test@left"])
    site = IRI(id_("hamstrings").value + "@left")

    assert known.inferred.proof(Triple(CASE, kb_("short"), site)) is not None
    assert known.inferred.proof(Triple(CASE, kb_("long"), site)) is not None


def test_feeling_of_tightness_is_undetermined(case, rows):
    """What feels tight may be short or long."""
    result = case(findings=["hamstring_tight_feeling@left"]).result()

    assert rows(result) == {("hamstrings", "left"): "undetermined"}
    assert result["status"] == "nothing"
    assert any("passive knee extension" in each for each in result["asks"])


def test_test_decides_what_feels_tight(case, rows):
    """A positive length test turns a feeling into a verdict."""
    found = rows(case(findings=["hamstring_tight_feeling@left"], tests=["hamstring_short_test@left"]).result())

    assert found == {("hamstrings", "left"): "tight"}


@pytest.mark.parametrize("pain, sides", [("acute", {"left"}), ("chronic", {"left", "right"}), ("unknown", {"left"})])
def test_duration_decides_the_side_of_multifidus(case, pain, sides, rows):
    """In acute pain the painful side changes, in chronic pain both."""
    found = rows(case(findings=["pain_one_side_low_back@left"], pain=pain).result())

    assert {side for muscle, side in found if muscle == "multifidus_lumbar"} == sides


def test_unknown_duration_is_asked_for(case):
    """Where the duration matters and is not known, it is asked for."""
    asks = case(findings=["pain_one_side_low_back@left"]).result()["asks"]

    assert any("how long" in each for each in asks)


@pytest.mark.parametrize(
    "finding, cause",
    [
        ("pelvis_high_side@left", "true_leg_length@left"),
        ("lateral_curve@right", "true_leg_length@left"),
        ("lateral_curve@right", "structural_scoliosis@right"),
        ("scapular_winging@left", "long_thoracic_palsy@left"),
    ],
)
def test_structural_reason_explains_a_sign_away(case, finding, cause):
    """No muscle is named because of a sign that a structural reason explains."""
    result = case(findings=[finding], causes=[cause]).result()
    sign = finding.split("@")[0]

    assert not [row for row in result["verdicts"] if sign in row["signs"]]
    assert any("explained otherwise" in note for note in result["notes"])
    assert result["safety"]["level"] == "routine-referral"


def test_longer_leg_does_not_explain_the_other_side(case, rows):
    """A pelvis that is higher on the side of the shorter leg stays unexplained."""
    assert rows(case(findings=["pelvis_high_side@left"], causes=["true_leg_length@right"]).result())


def test_absent_reason_explains_nothing(case, rows):
    """A reason that is absent leaves the sign as it is."""
    plain = rows(case(findings=["pelvis_high_side@left"]).result())
    known = case(findings=["pelvis_high_side@left"], causes=[{"id": "true_leg_length", "presence": "absent"}])

    assert rows(known.result()) == plain


def test_layered_pattern_is_the_union(case, rows):
    """A layered pattern has the rows of its two, and its name among the signs."""
    layered = case(findings=["layered_crossed"]).result()
    parts = case(findings=["upper_crossed", "lower_crossed"]).result()

    assert rows(layered) == rows(parts)
    assert {sign for row in layered["verdicts"] for sign in row["signs"]} == {"layered_crossed"}


@pytest.mark.parametrize("finding", ["palms_back", "tension_headache", "knees_locked", "pain_free_asymmetry@left"])
def test_isolated_finding_gives_nothing(case, finding):
    """A finding that supports no muscle gives no verdict, and says what would help."""
    result = case(findings=[finding]).result()

    assert result["status"] == "nothing"
    assert not result["verdicts"] and not result["exercises"]
    assert any("would help" in each for each in result["asks"])


def test_exclusive_findings_are_a_conflict(case):
    """Findings that exclude each other are named, and nothing is inferred from them."""
    known = case(findings=["hyperlordosis", "flat_back"])
    result = known.result()

    assert (result["status"], known.exit_code) == ("conflict", 3)
    assert not result["verdicts"] and not result["exercises"]
    assert any("exclude each other" in each for each in result["asks"])


def test_present_and_absent_is_a_conflict(case):
    """A finding that is said and denied is named, and nothing is inferred from it."""
    known = case(findings=["rounded_shoulders", {"id": "rounded_shoulders", "presence": "absent"}])

    assert known.result()["status"] == "conflict"
    assert not known.result()["verdicts"]


def test_missing_side_is_asked_for(case):
    """A sided finding without a side is asked for, and no side is named until then."""
    known = case(findings=["knees_in", "weight_shift@left", "rounded_shoulders"])
    result = known.result()

    assert (result["status"], known.exit_code) == ("needs_side", 3)
    assert {row["side"] for row in result["verdicts"]} == {"both"}
    assert {each["side"] for each in result["exercises"]} <= {None, "both"}
    assert any(each.startswith("which side") for each in result["asks"])


def test_two_signs_lift_certainty_by_one_level(case, row_of):
    """Two signs that different sources vouch for are worth one level more, and at most low."""
    one = row_of(case(findings=["forward_head"]).result(), "trapezius_upper")
    two = row_of(case(findings=["forward_head", "upper_crossed"]).result(), "trapezius_upper")

    assert (one["certainty"], two["certainty"]) == ("very-low", "low")


def test_a_habit_of_another_source_lifts_a_sign(case, row_of):
    """A habit that says the same as a sign, by another source, lifts it."""
    result = case(findings=["head_tilt@left"], habits=["shoulder_bag_one_side@left"]).result()

    assert row_of(result, "trapezius_upper", "left")["certainty"] == "low"


@pytest.mark.parametrize(
    "known, muscle",
    [
        pytest.param({"findings": ["knees_in@left", "feet_flatten@left"]}, "gluteus_medius", id="two signs"),
        pytest.param({"findings": ["head_tilt@left"], "habits": ["phone_on_shoulder@left"]}, "trapezius_upper", id="a habit"),
    ],
)
def test_two_signs_of_one_source_are_one_voice(case, row_of, known, muscle):
    """What one source alone says twice is not lifted, however many signs it names."""
    row = row_of(case(**known).result(), muscle, "left")

    assert (len(row["signs"]), len(row["sources"]), row["certainty"]) == (2, 1, "very-low")


def test_a_third_sign_of_another_source_still_lifts(case, row_of):
    """Two signs of one source and one of another are two voices."""
    known = case(findings=["knees_in@left", "feet_flatten@left", "short_leg_feeling@left"])

    assert row_of(known.result(), "gluteus_medius", "left")["certainty"] == "low"


def test_two_rows_of_one_sign_lift_nothing(case):
    """One sign that speaks twice of a muscle is one sign."""
    result = case(findings=["lower_crossed"]).result()

    assert {row["certainty"] for row in result["verdicts"]} == {"very-low"}


def test_habits_alone_stay_at_very_low(case):
    """However many habits agree, without a sign the certainty is very low."""
    known = case(habits=["shoulder_bag_one_side@left", "phone_on_shoulder@left"]).result()

    assert {row["certainty"] for row in known["verdicts"]} == {"very-low"}


def test_sign_that_is_weak_alone_is_capped(case):
    """From a lower shoulder alone little follows."""
    result = case(findings=["shoulder_lower@left"]).result()

    assert {row["certainty"] for row in result["verdicts"]} == {"very-low"}


@pytest.mark.parametrize("controlled, level", [(True, "low"), (False, "very-low"), (None, "very-low")])
def test_test_without_control_counts_for_little(case, controlled, level, row_of):
    """The modified Thomas test counts in full only with the pelvis controlled."""
    entry = {"id": "thomas_positive", "side": "left"} | (
        {} if controlled is None else {"pelvis_controlled": controlled}
    )
    result = case(tests=[entry]).result()

    assert row_of(result, "iliopsoas", "left")["certainty"] == level


def test_contested_row_stays_marked(case, row_of):
    """A row that sources contradict carries the mark."""
    row = row_of(case(findings=["anterior_pelvic_tilt"]).result(), "iliopsoas")

    assert row["certainty"] == "contested"
    assert row["contested"] is True


def test_antagonist_heuristic_gives_no_verdict(kb, case, rows):
    """The opposite of a short muscle is offered as probably weak, and never as a verdict."""
    known = case(tests=["thomas_knee_positive@left"])

    probable = {(kb.label(site.muscle), site.side) for site, _ in known.probably_weak()}
    assert ("gluteus maximus", "left") in probable
    assert rows(known.result()) == {("rectus_femoris", "left"): "tight"}


def test_leads_to_makes_no_finding(case):
    """A habit that can lead to a posture does not bring the posture's rows."""
    assert not case(habits=["screen_low"]).result()["verdicts"]


def test_surest_verdicts_come_first(case):
    """Rows are sorted by certainty, then by how many signs agree."""
    ranks = ["moderate", "low", "very-low", "contested"]
    result = case(findings=["low_back_pain_general", "back_fatigue_standing", "anterior_pelvic_tilt"]).result()
    order = [ranks.index(row["certainty"]) for row in result["verdicts"]]

    assert order == sorted(order)


def test_everything_offered_is_for_a_reported_muscle(case, offered):
    """Each exercise names muscles that have a verdict."""
    result = case(findings=["knees_in@left"]).result()
    muscles = {row["muscle"] for row in result["verdicts"]}

    assert offered(result)
    assert all(muscles.issuperset(each["for"]) for each in result["exercises"])
