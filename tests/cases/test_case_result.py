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
