"""Two versions of all content: real edits, and exactly the conclusions that they change."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from myologic.authoring.case_changes import case_changes
from myologic.authoring.changes import ConclusionChange, Difference, compare, counts
from myologic.authoring.conclusions import Conclusions
from myologic.authoring.diff_report import difference_dict, difference_text
from myologic.authoring.givens import Givens, facts_told, joined
from myologic.authoring.versions import Version, open_version
from myologic.kb.files import shipped_root


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """A copy of the shipped content."""
    folder = tmp_path_factory.mktemp("versions") / "old"
    shutil.copytree(shipped_root(), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.ask"))
    return open_version(str(folder), str(folder))


def edited(old: Version, folder: Path, file: str, before: str, after: str) -> Difference:
    """The difference that one edit of one file makes."""
    new = folder / "new"
    shutil.copytree(old.name, new)
    text = (new / file).read_text(encoding="utf-8")
    assert text.count(before) == 1
    (new / file).write_text(text.replace(before, after), encoding="utf-8")
    return compare(old, open_version(str(new), old.name))


def summary(changes: tuple[ConclusionChange, ...]) -> list[tuple[str, str, str | None, str | None]]:
    """Change, text and certainties."""
    return [(each.change, each.text, each.before, each.after) for each in changes]


def test_certainty_of_one_assertion(old: Version, tmp_path: Path) -> None:
    """One row made less sure changes the verdict on each side and the relation that follows from it, nothing else."""
    row = 'kb:grade "case-control" ; kb:certainty "low" ; dct:source src:nasm-ces-table , src:cooper-2016'
    found = edited(old, tmp_path, "assertions/single-leg-signs.ttl", row, row.replace('"low"', '"very-low"'))

    assert summary(found.conclusions) == [
        ("changed", "hip drop (left): left gluteus medius is weak", "low", "very-low"),
        ("changed", "hip drop (right): right gluteus medius is weak", "low", "very-low"),
        ("changed", "hip drop goes with weak gluteus medius", "low", "very-low"),
    ]
    assert counts(found.facts) == {"has certainty": {"gained": 1, "lost": 1, "changed": 0}}
    for each in found.conclusions:
        assert each.rule is not None and ".srl:" in each.rule
        assert [line[0] for line in each.because] == ["-", "+"]
        assert "single-leg-signs.ttl:" in each.because[0] and '"very-low"' in each.because[1]
        assert len(each.proof) >= 2


def test_a_removed_antagonist(old: Version, tmp_path: Path) -> None:
    """Without the pair, what the heuristic said of the opposite goes, on both sides, and no verdict changes."""
    text = (Path(old.name) / "muscles" / "lower-leg.ttl").read_text(encoding="utf-8")
    block = text[text.index("id:gastrocnemius a kb:Muscle") :]
    line = next(each for each in block.splitlines() if "kb:antagonist" in each)
    before = block[: block.index(line) + len(line)]

    found = edited(old, tmp_path, "muscles/lower-leg.ttl", before, before[: -len(line)])

    assert {(each.change, each.kind) for each in found.conclusions} == {("lost", "heuristic")}
    assert [each.text for each in found.conclusions] == [
        "ankle bend limited with straight knee (left): left tibialis anterior is probably weak",
        "ankle bend limited with straight knee (right): right tibialis anterior is probably weak",
    ]
    for each in found.conclusions:
        assert any("gastrocnemius has antagonist tibialis anterior" in line and line.startswith("-") for line in each.because)


def test_a_new_contraindication(old: Version, tmp_path: Path) -> None:
    """One exercise more is left out with the condition, and is no more suggested with a sign that it is for."""
    before = "kb:secondary id:gluteus-maximus , id:deep-hip-rotators ;\n    kb:laterality id:unilateral"
    found = edited(
        old, tmp_path, "exercises/strengthen-glutes.ttl", before, before.replace("\n", "\n    kb:avoidIf id:wrist-pain ;")
    )

    without, left_out = found.conclusions
    assert (left_out.change, left_out.text) == ("gained", "wrist pain: clamshell is left out")
    assert left_out.because == tuple(f"+ {each.text} ({each.place})" for each in found.facts)
    assert (without.change, without.kind) == ("lost", "exercise")
    assert len(without.told) == 2 and without.told[1] == "wrist pain"
    assert without.text.endswith(": clamshell is suggested, to activate")
    assert without.because[0].startswith("set aside by “a condition rules out an exercise”") and without.because[1] == left_out.because[0]
    shown, plain = difference_text(found), difference_dict(found)
    assert "+ wrist pain: clamshell is left out" in shown
    assert plain["summary"]["conclusions"] == {
        "exercise": {"gained": 0, "lost": 1, "changed": 0},
        "left out": {"gained": 1, "lost": 0, "changed": 0},
    }


_END = """RULE rule:expected-state-holds { ?case kb:holds ?state } WHERE { ?case kb:expects ?state }"""


def test_a_rule_that_needs_two_signs(old: Version, tmp_path: Path) -> None:
    """What follows from two signs together only is shown with both, and nothing with one of them."""
    rule = """
    RULE rule:both-together { ?case kb:heeds ?row } WHERE {
        ?case kb:presents id:forward-head .
        ?case kb:presents id:posterior-pelvic-tilt .
        ?row kb:rowOf id:a154 .
    }"""
    found = edited(old, tmp_path, "rules/case-findings.srl", _END, _END + rule)

    alone = [each for each in found.conclusions if each.kind == "verdict" and len(each.told) == 2]
    assert found.untried is None
    assert {(each.change, each.text) for each in alone} == {
        ("gained", f"forward head posture + posterior pelvic tilt: {side} quadratus lumborum is tight") for side in ("left", "right")
    }
    assert all({"forward head posture", "posterior pelvic tilt"} <= set(each.told) for each in found.conclusions)
    for each in alone:
        assert any("case-findings.srl:" in line and "is new" in line for line in each.because)


def test_a_rule_that_needs_a_sign_and_a_habit(old: Version, tmp_path: Path) -> None:
    """A sign and a habit together leave an exercise out, and so it is not suggested for a third thing."""
    rule = """
    RULE rule:sign-and-habit { ?case kb:avoids id:bird-dog } WHERE {
        ?case kb:presents id:forward-head .
        ?case kb:hasCause id:prolonged-sitting .
    }"""
    found = edited(old, tmp_path, "rules/case-findings.srl", _END, _END + rule)

    assert [each.text for each in found.conclusions if each.kind == "left out"] == [
        "forward head posture + prolonged sitting: bird-dog is left out"
    ]
    lost = [each for each in found.conclusions if each.change == "lost"]
    assert lost and all("bird-dog is suggested" in each.text for each in lost)
    assert all(set(each.told) >= {"forward head posture", "prolonged sitting"} for each in lost)


def test_a_defeat_by_a_negative_test(old: Version, tmp_path: Path) -> None:
    """A new length test takes a shortness away where it is negative: the sign and the negative test show it together."""
    row = "# --- knee straightens in the Thomas test ---"
    new = """id:a999 a kb:StateAssertion ;
    rdfs:label "a test: quadratus lumborum short, same side"@en ;
    kb:finding id:thomas-abduction ; kb:target id:quadratus-lumborum ; kb:sideRule id:same-side ; kb:length id:short ;
    kb:certainty "low" ; dct:source src:fitnesslab-tests-2021 .

"""
    found = edited(old, tmp_path, "assertions/tests.ttl", row, new + row)

    negative = "thigh drifts outward in the Thomas test negative (left)"
    lost = [
        each
        for each in found.conclusions
        if (each.change, each.kind) == ("lost", "verdict") and "left quadratus lumborum is tight" in each.text
    ]
    lost = [each for each in lost if each.text.endswith("is tight")]
    assert lost and all(negative in each.told and len(each.told) == 2 for each in lost)
    for each in lost:
        assert any(line.startswith("set aside by “") for line in each.because)
        assert any("tests.ttl:" in line and line.startswith("+") for line in each.because)
    gained = {each.text for each in found.conclusions if each.change == "gained" and len(each.told) == 1}
    assert "thigh drifts outward in the Thomas test (left): left quadratus lumborum is tight" in gained


def test_what_only_shows_when_something_else_is_taken_away(old: Version, tmp_path: Path) -> None:
    """A rule for tests that disagree matters where one says yes and another no, on either side; nothing else opens the way."""
    rule = """RULE rule:tests-disagree { ?case kb:lengthDisputed ?site } WHERE {
    ?case kb:holds ?state .
    ?case kb:cleared ?state .
    ?state kb:stateOf ?site .
}
"""
    found = edited(old, tmp_path, "rules/case-verdicts.srl", rule, "")

    shown = {(each.change, each.text.partition(": ")[2]): each.told for each in found.conclusions if len(each.told) == 2}
    for side in ("left", "right"):
        for key in (("lost", f"{side} tensor fasciae latae is disputed"), ("gained", f"{side} tensor fasciae latae is tight")):
            assert sum("negative" in test for test in shown[key]) == 1
            assert all(side in test for test in shown[key])


def test_cases_at_random_differ_in_nothing_else(old: Version, tmp_path: Path) -> None:
    """What two versions conclude differently for persons who have up to four things, the comparison has named."""
    new = tmp_path / "new"
    shutil.copytree(old.name, new)
    file = new / "assertions" / "pelvis-and-lower-back.ttl"
    row = "kb:finding id:pelvis-high-side ; kb:target id:quadratus-lumborum ; kb:sideRule id:same-side ; kb:length id:short ;"
    text = file.read_text(encoding="utf-8")
    assert text.count(row) == 1
    file.write_text(text.replace(row, row.replace("id:short", "id:long")), encoding="utf-8")
    version = open_version(str(new), old.name)

    found = case_changes(old.kb, version.kb)
    named = {(each.key.kind, each.change, each.key.text.partition(": ")[2]) for each in found.changes}
    chance = random.Random(7)
    known = Givens(old.kb)
    givens = [each for fact in facts_told(old.kb) if (each := known.of(*fact)) is not None]
    first = [each for each in givens if each.fact[1].value.partition("@")[0].endswith("/pelvis-high-side")]
    before, after = Conclusions(old.kb), Conclusions(version.kb)
    tried, missed = 0, 0
    for _ in range(150):
        data = joined([chance.choice(first), *chance.sample(givens, chance.randint(0, 3))])
        if data is None:
            continue
        was, now = before.of(data), after.of(data)
        for fact in was.keys() | now.keys():
            if (fact in was, was.get(fact)) == (fact in now, now.get(fact)):
                continue
            tried += 1
            change = "lost" if fact not in now else "gained" if fact not in was else "changed"
            said = {(after if fact in now else before).key(fact, both=both) for both in (False, True)}
            missed += not any((each.kind, change, each.text) in named for each in said)
    assert tried > 1000 and missed == 0


def test_the_same_content_does_not_differ(old: Version) -> None:
    """A version compared with itself has no difference."""
    assert compare(old, old) == Difference(old.name, old.name, (), ())
