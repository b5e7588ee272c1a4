"""The result as programs outside read it, and as people do."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from myologic.cases import Case, kb_case
from myologic.casework.reading import read_case

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "domain"


def test_every_field_is_always_there(case):
    """An empty result has the fields of a full one."""
    full, empty = case(findings=["flat_back"]).result(), case().result()

    assert full.keys() == empty.keys()
    assert {"version", "status", "verdicts", "exercises", "avoid", "habits", "safety", "asks", "kb"} <= full.keys()


def test_result_is_plain_data(case):
    """The result goes through JSON unchanged."""
    result = case(findings=["flat_back"], conditions=["osteoporosis"]).result()

    assert json.loads(json.dumps(result)) == result


@pytest.mark.parametrize(
    "known, code",
    [
        ({"findings": ["flat_back"]}, 0),
        ({"findings": ["palms_back"]}, 1),
        ({"findings": ["knees_in"]}, 3),
        ({"findings": ["flat_back", "hyperlordosis"]}, 3),
        ({"red_flags": ["rf_chest"]}, 5),
    ],
)
def test_exit_code_follows_the_status(case, known, code):
    """Each status has its exit code."""
    assert case(**known).exit_code == code


def test_result_names_its_knowledge_base(kb, case):
    """A result says what it was inferred with."""
    assert case().result()["kb"] == {"name": kb.name, "hash": kb.hash}


def test_text_puts_safety_first(case):
    """The text of a case with a warning sign begins with the care text and offers nothing."""
    known = case(findings=["flat_back"], red_flags=["rf_chest"])

    assert known.text().startswith(known.result()["safety"]["text"])
    assert "What suits" not in known.text()


def test_text_says_verdicts_with_side_and_certainty(case):
    """A verdict is said with its side, its certainty in words, and the rows behind it down to file and line."""
    text = case(tests=["hamstring_short_test@left"]).text()

    assert "hamstrings - left: tight (short); low certainty" in text
    assert "passive knee extension test limited: hamstrings short, same side (kb/assertions/tests.ttl:" in text


def test_text_says_what_to_do_before_what_would_change_it(case):
    """What there is to do comes before what a reader may check; each change has its own line."""
    lines = case(findings=["rounded_shoulder_one_side@right"]).text().splitlines()
    at = lines.index("What would change this:")

    assert lines.index("What suits, in this order:") < at
    assert lines[at + 1] == "  pectoralis minor - right" and lines[at + 2].startswith("    - ")


def test_text_lists_sources_when_asked(case):
    """Sources are listed on demand."""
    known = case(tests=["hamstring_short_test@left"])

    assert "source:" not in known.text()
    assert "source:" in known.text(sources=True)


def test_text_asks_for_the_side_first(case):
    """A missing side stands at the top."""
    assert case(findings=["knees_in"]).text().startswith("A side is missing")


def test_why_goes_down_to_the_finding(kb, case):
    """A proof of a verdict rests on the finding that was told."""
    proofs = case(findings=["rounded_shoulder_one_side@right"]).why("pectoralis_minor@right")

    assert len(proofs) == 1
    assert any("rounded-shoulder-one-side@right" in str(fact.object) for fact in proofs[0].given())


def test_why_not_names_what_is_missing(case):
    """What is not claimed has near misses."""
    assert case(findings=["flat_back"]).why_not("gastrocnemius@left", "tight")


def test_unknown_muscle_is_named(case):
    """A muscle that is not on record is named with the nearest one."""
    from myologic.engine.errors import QuestionError

    with pytest.raises(QuestionError, match="psoas_major"):
        case().why("psoas_majr@left")


def test_unknown_side_is_named(case):
    """A side that does not exist is named, not the muscle."""
    from myologic.engine.errors import QuestionError

    with pytest.raises(QuestionError, match="`upper` is no side"):
        case().why("psoas_major@upper")


def failures(kb, file):
    """What is wrong with each case of a file, by the scorer's own rules."""
    sys.path.insert(0, str(SHARED))
    try:
        from score_cases import Anatomy, judge
    finally:
        sys.path.remove(str(SHARED))
    anatomy = Anatomy(SHARED)
    cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
    judged = {each["id"]: judge(each, Case(kb, read_case(each["facts"], kb)).result(), anatomy)["failed"] for each in cases}
    return {name: wrong for name, wrong in judged.items() if wrong}


@pytest.mark.skipif(not (SHARED / "cases_dev.json").exists(), reason="the case tables are not beside this checkout")
def test_development_cases_pass(kb):
    """Every development case is judged right by the scorer's own rules."""
    assert failures(kb, SHARED / "cases_dev.json") == {}


@pytest.mark.parametrize("name", ["cases", "personas"])
@pytest.mark.skipif(not (SHARED / "score_cases.py").exists(), reason="the case tables are not beside this checkout")
def test_further_cases_pass(kb, name):
    """Cases that were written from the tables alone, without looking at any result, are judged right as well."""
    assert failures(kb, Path(__file__).parents[1] / "cases_extra" / f"{name}.json") == {}


def test_same_case_gives_the_same_bytes(kb):
    """Two runs of a case print the same."""
    known = {"findings": ["sway_back", "knees_in@left"], "habits": ["prolonged_sitting"]}

    assert json.dumps(kb_case(kb, **known).result()) == json.dumps(kb_case(kb, **known).result())


def test_a_side_told_of_the_midline_is_pointed_out(case):
    """What has no left and right is taken as it is, and the side that was told is named."""
    result = case(findings=["forward_head@left"]).result()

    assert result["status"] == "inferred" and {row["side"] for row in result["verdicts"]} == {"both"}
    assert [each for each in result["notes"] if "forward head" in each and "(left)" in each]


def test_a_value_beside_another_result_is_asked_about(case):
    """A value on the other side of the cut-off is asked about; one that goes with the result is not."""
    test = {"id": "hamstring_short_test", "side": "left", "result": "positive", "unit": "degrees"}
    odd, even = (case(tests=[{**test, "value": value}]).result()["asks"] for value in (20, 50))

    assert any("20 degree" in each for each in odd)
    assert not any("degree" in each for each in even)


def test_an_open_emergency_sign_is_asked_for_first(case):
    """A sign that stops everything and of which nobody knows is the first thing to find out."""
    result = case(findings=["low_back_pain_general"], red_flags=[{"id": "rf_saddle", "presence": "unknown"}]).result()

    assert result["status"] == "inferred" and result["asks"][0].startswith("to be found out before anything is done")


def test_no_pain_beside_a_pain_is_asked_about(case):
    """Pain that was told as none does not go with a pain."""
    asks = case(findings=["low_back_pain_general"], pain="none").result()["asks"]

    assert any("pain was told as none" in each for each in asks)


def test_what_excludes_itself_rules_nothing_out(case):
    """Of two postures that exclude each other neither leaves an exercise out."""
    result = case(findings=["anterior_pelvic_tilt", "posterior_pelvic_tilt"]).result()

    assert result["status"] == "conflict" and result["avoid"] == []


def test_checks_are_suggested_where_it_was_felt(case):
    """What supports nothing still lies somewhere, and what could help is looked for there."""
    neck = case(findings=["pain_one_side_neck@left"]).result()["asks"]
    low = case(findings=["low_back_tight_feeling"]).result()["asks"]

    assert any("neck" in each for each in neck) and not any("neck" in each for each in low)
    assert any("back" in each or "spine" in each for each in low) and "sway-back" not in " ".join(neck)


def test_what_suits_is_ranked_by_what_it_serves(case):
    """Within one purpose, what serves more verdicts comes first."""
    result = case(findings=["layered_crossed"]).result()
    for purpose in {each["purpose"] for each in result["exercises"]}:
        served = [len(each["for"]) for each in result["exercises"] if each["purpose"] == purpose]
        assert served == sorted(served, reverse=True)


def test_what_would_change_a_verdict_does(case):
    """Each change that is named happens when it is told."""
    known = case(findings=["rounded_shoulder_one_side@right"])
    row, changes = known.outcome.told()[0]
    negative = next(each for each in changes if each.answer == "negative")
    after = known.add(tests=[{"id": "pec_minor_short_test", "side": "right", "result": "negative"}])

    assert row.label == "pectoralis minor" and (negative.effect, negative.becomes) == ("flips", "overactive")
    assert [each.verdict for each in after.verdicts() if each.muscle == row.muscle] == ["overactive"]
