"""A pack's own muscles, findings and exercises take part in cases like the shipped ones."""

from __future__ import annotations

import pytest

from myologic.cases import kb_case
from myologic.kb.load import load

PACK = """
@prefix my: <https://example.org/feet#> .
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; dct:source my:leaflet .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens my:plantaris ; dct:source my:leaflet .
my:heel-dig a kb:Exercise ; skos:prefLabel "heel dig"@en ; kb:strengthens id:gluteus-maximus ; dct:source my:leaflet ;
    kb:avoidIf my:heel-spur .
my:heel-spur a kb:Condition ; skos:prefLabel "heel spur"@en ; kb:avoidText "pressure on the heel"@en ; dct:source my:leaflet .
my:claw-toes a kb:PostureSign ; skos:prefLabel "claw toes"@en ; kb:sided true ; dct:source my:leaflet .
my:row a kb:StateAssertion ; rdfs:label "claw toes: plantaris weak"@en ; kb:finding my:claw-toes ; kb:target my:plantaris ;
    kb:sideRule id:same-side ; kb:activity id:under ; kb:certainty "very-low" ; dct:source my:leaflet .
my:numb-foot a kb:RedFlag ; skos:prefLabel "numb foot"@en ; kb:urgency id:urgent ; kb:question "Is a foot numb?"@en ;
    dct:source my:leaflet .
id:rf-chest kb:urgency id:context-only .
"""


@pytest.fixture(scope="module")
def with_pack(tmp_path_factory):
    """The knowledge base with a small pack on top."""
    folder = tmp_path_factory.mktemp("feet")
    (folder / "feet.ttl").write_text(PACK, encoding="utf-8")
    return load(folder, use_cache=False)


def test_row_of_a_pack_gives_a_verdict(with_pack):
    """A finding of a pack names its muscle on its side, with the exercise that was written for it."""
    result = kb_case(with_pack, findings=["claw_toes@left"]).result()

    assert [(row["label"], row["side"], row["verdict"]) for row in result["verdicts"]] == [
        ("plantaris", "left", "weak")
    ]
    assert [each["label"] for each in result["exercises"]] == ["towel curl"]


def test_written_exercise_is_handed_up_to_groups(with_pack):
    """An exercise that is written to strengthen a muscle serves the group of that muscle."""
    result = kb_case(with_pack, findings=["flat_back"]).result()

    assert "heel dig" in {each["label"] for each in result["exercises"]}


def test_condition_of_a_pack_excludes(with_pack):
    """A condition of a pack rules its exercise out."""
    result = kb_case(with_pack, findings=["flat_back"], conditions=["heel_spur"]).result()

    assert "heel dig" not in {each["label"] for each in result["exercises"]}
    assert any("heel spur" in each["because"] for each in result["avoid"])


def test_pack_makes_safety_stricter(with_pack):
    """A warning sign of a pack stops everything as a shipped one does."""
    assert kb_case(with_pack, findings=["flat_back"], red_flags=["numb_foot"]).exit_code == 5


def test_pack_makes_safety_no_looser(with_pack):
    """Calling a shipped emergency less urgent changes nothing."""
    result = kb_case(with_pack, findings=["flat_back"], red_flags=["rf_chest"]).result()

    assert (result["status"], result["exercises"]) == ("safety", [])
    assert result["safety"]["level"] == "emergency"
