"""What holds of every case: mirror, order, proofs, unrelated absences, clean words."""

from __future__ import annotations

import json
import random
import re

import pytest

from myologic.cases import kb_case
from myologic.casework.facts import CASE
from myologic.engine.checker import Checker
from myologic.kb.vocabulary import id_, kb_, local_name

SIDES = {"left": "right", "right": "left"}
BANNED = re.compile(r"\byou have\b|\bcur(e|es|ed|ing)\b|diagnos|\btreat", re.IGNORECASE)
SEEDS = range(8)


@pytest.fixture(scope="module")
def names(kb):
    """The ids that a random case is made of."""

    def of(cls, *without):
        left_out = {each for other in without for each in kb.instances(kb_(other))}
        return [local_name(each) for each in kb.instances(kb_(cls)) if each not in left_out]

    return {
        "findings": of("Finding", "ClinicalTest", "FindingGroup"),
        "tests": of("ClinicalTest"),
        "habits": of("HabitCause", "CauseGroup") + of("Sport"),
        "conditions": of("Condition"),
    }


def draw(names, seed):
    """A random case, every entry with a side."""
    chance = random.Random(seed)

    def some(name, most):
        return [
            {"id": each, "side": chance.choice(["left", "right", "both"])}
            for each in chance.sample(names[name], chance.randint(0, most))
        ]

    tests = [{**each, "result": chance.choice(["positive", "negative"])} for each in some("tests", 3)]
    return {
        "findings": some("findings", 4),
        "tests": tests,
        "habits": some("habits", 2),
        "conditions": [each["id"] for each in some("conditions", 2)],
        "pain": chance.choice(["acute", "chronic", "unknown"]),
    }


def mirrored(value):
    """A case or a result with left and right exchanged, its lists in a fixed order."""
    if isinstance(value, dict):
        return {name: SIDES.get(each, each) if name == "side" else mirrored(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted((mirrored(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True))
    if isinstance(value, str):
        return re.sub(r"\((left|right)\)", lambda found: f"({SIDES[found[1]]})", value)
    return value


@pytest.mark.parametrize("seed", SEEDS)
def test_mirrored_case_gives_the_mirrored_result(kb, names, seed):
    """Exchanging left and right in the input exchanges them in the output, and nothing else."""
    known = draw(names, seed)
    there = mirrored(kb_case(kb, **known).result())
    flipped = {
        name: [each if isinstance(each, str) else mirrored(each) for each in value]
        if isinstance(value, list)
        else value
        for name, value in known.items()
    }
    for row in there["exercises"] + there["avoid"]:
        row.pop("because", None)
    back = mirrored(mirrored(kb_case(kb, **flipped).result()))
    for row in back["exercises"] + back["avoid"]:
        row.pop("because", None)

    assert mirrored(there) == mirrored(back)


@pytest.mark.parametrize("seed", SEEDS)
def test_order_of_the_input_does_not_matter(kb, names, seed):
    """Shuffling the entries of a case changes nothing, byte for byte."""
    known = draw(names, seed)
    shuffled = {
        name: random.Random(seed + 1).sample(value, len(value)) if isinstance(value, list) else value
        for name, value in known.items()
    }

    assert json.dumps(kb_case(kb, **known).result()) == json.dumps(kb_case(kb, **shuffled).result())


@pytest.fixture(scope="module")
def checker(kb):
    """One checker for all cases: the strata of the rules are the same for each."""
    return Checker(kb.inference.match, lambda triple: True, rules=kb.inference.program.rules)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_has_a_proof_that_the_checker_accepts(kb, names, checker, seed):
    """Each verdict and each suitable exercise replays from the facts of the case and of the knowledge base."""
    known = kb_case(kb, **draw(names, seed))
    inference = known.inferred.inference
    facts = [fact for row in known.verdicts() for fact in row.facts]
    offers = [
        triple
        for each in kb.subjects(kb_("through"), kb_("strengthens"))
        for triple in known.inferred.match(CASE, each, None)
    ]

    for fact in facts + offers[:5]:
        proof = known.inferred.proof(fact)
        assert proof is not None
        checker.match, checker.is_given = inference.match, lambda triple: not inference.is_derived(triple)
        checker.check(proof)


@pytest.mark.parametrize("seed", SEEDS)
def test_unrelated_absence_changes_nothing(kb, names, seed):
    """A finding that is absent and clears nothing leaves the result as it is."""
    known = draw(names, seed)
    told = {each["id"] for each in known["findings"]}
    absent = next(each for each in names["findings"] if each not in told)
    more = {**known, "findings": [*known["findings"], {"id": absent, "presence": "absent"}]}

    first, second = kb_case(kb, **known).result(), kb_case(kb, **more).result()
    for result in (first, second):
        result.pop("asks")
        for row in result["verdicts"]:
            row.pop("would_change")  # what is known to be absent is not named there any more

    assert first == second


@pytest.mark.parametrize("seed", SEEDS)
def test_words_of_a_result_are_clean(kb, names, seed):
    """No result speaks as a doctor would, and none holds a control character."""
    known = kb_case(kb, **draw(names, seed))
    text = known.text(sources=False)

    assert not BANNED.search(text), BANNED.search(text)
    assert all(each.isprintable() or each == "\n" for each in text)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_exercise_that_a_condition_rules_out(kb, names, seed):
    """What a condition of the case rules out is never offered."""
    known = draw(names, seed)
    result = kb_case(kb, **known).result()
    ruled_out = {
        local_name(exercise).replace("-", "_")
        for condition in known["conditions"]
        for exercise in kb.subjects(kb_("avoidIf"), id_(condition))
    }

    assert not ruled_out & {each["id"] for each in result["exercises"]}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_finding_makes_a_verdict_without_its_sign(kb, names, seed):
    """Every sign of a verdict was told, and every verdict that claims something has one."""
    known = draw(names, seed)
    told = {each["id"].replace("-", "_") for name in ("findings", "tests", "habits") for each in known[name]}

    for row in kb_case(kb, **known).result()["verdicts"]:
        assert row["signs"] and told.issuperset(row["signs"])
        assert row["sources"]


def test_words_of_rules_are_clean(kb):
    """No sentence of a rule, and no care text, speaks as a doctor would."""
    for predicate in ("sentence", "careText"):
        for triple in kb.match(None, kb_(predicate), None):
            assert not BANNED.search(triple.object.lexical), triple


def test_adding_a_finding_without_rows_changes_no_verdict(kb, names, rows):
    """A finding that supports no muscle adds and takes nothing."""
    known = draw(names, 3)
    more = {**known, "findings": [*known["findings"], {"id": "palms_back"}]}

    assert rows(kb_case(kb, **known).result()) == rows(kb_case(kb, **more).result())
