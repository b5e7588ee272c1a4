"""Checks that are rules: the shipped ones fire where they should, and authors can add their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.engine.errors import Problem
from myologic.engine.terms import Literal
from myologic.kb.check import check
from myologic.kb.content import fetch, read_files
from myologic.kb.files import shipped_files
from myologic.kb.model import Model
from myologic.kb.vocabulary import TYPE, chk_

pytestmark = pytest.mark.usefixtures("lean_content")

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix id: <https://w3id.org/myologic/id/> .
@prefix chk: <https://w3id.org/myologic/check#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:arch a kb:Muscle ; skos:prefLabel "arch of the sole"@en ; dct:source my:leaflet .
my:fold a kb:Exercise ; skos:prefLabel "sole fold"@en ; kb:stretches my:arch ; dct:source my:leaflet .
"""
FIRST_LINE = TURTLE.count("\n") + 1

# One text for each check of kb/checks/content.srl that breaks it.
VIOLATIONS = {
    "class-below-itself": 'my:A a rdfs:Class ; rdfs:label "a kind"@en ; rdfs:subClassOf my:A ; dct:source my:leaflet .',
    "opposite-of-itself": "my:arch kb:antagonist my:arch .",
    "part-of-itself": "my:arch kb:hasPart my:arch .",
    "finding-without-sidedness": 'my:flat a kb:PostureSign ; skos:prefLabel "flat arch"@en ; dct:source my:leaflet .',
    "exercise-without-effect": 'my:curl a kb:Exercise ; skos:prefLabel "sole curl"@en ; dct:source my:leaflet .',
    "assertion-without-state": (
        'my:a1 a kb:StateAssertion ; kb:target my:arch ; kb:certainty "low" ; '
        "dct:source my:leaflet ."
    ),
    "assertion-without-finding": (
        'my:a1 a kb:StateAssertion ; rdfs:label "row"@en ; kb:target my:arch ; kb:sideRule id:same-side ; '
        'kb:length id:short ; kb:certainty "low" ; dct:source my:leaflet .'
    ),
    "assertion-without-muscle": (
        'my:a1 a kb:StateAssertion ; rdfs:label "row"@en ; kb:finding id:hip-drop ; kb:sideRule id:same-side ; '
        'kb:length id:short ; kb:certainty "low" ; dct:source my:leaflet .'
    ),
    "effect-without-cause": (
        'my:e1 a kb:Effect ; rdfs:label "row"@en ; kb:target my:arch ; kb:sideRule id:same-side ; '
        'kb:length id:short ; kb:certainty "low" ; dct:source my:leaflet .'
    ),
    "effect-without-muscle": (
        'my:e1 a kb:Effect ; rdfs:label "row"@en ; kb:cause id:prolonged-sitting ; kb:sideRule id:same-side ; '
        'kb:length id:short ; kb:certainty "low" ; dct:source my:leaflet .'
    ),
    "claim-without-side-rule": (
        'my:a1 a kb:StateAssertion ; rdfs:label "row"@en ; kb:finding id:hip-drop ; kb:target my:arch ; '
        'kb:length id:short ; kb:certainty "low" ; dct:source my:leaflet .'
    ),
    "link-without-end": (
        'my:l1 a kb:CausalLink ; rdfs:label "link"@en ; kb:from id:prolonged-sitting ; kb:certainty "low" ; '
        "dct:source my:leaflet ."
    ),
    "link-without-start": (
        'my:l1 a kb:CausalLink ; rdfs:label "link"@en ; kb:to id:hip-drop ; kb:certainty "low" ; '
        "dct:source my:leaflet ."
    ),
    "claim-without-certainty": (
        'my:a1 a kb:StateAssertion ; kb:target my:arch ; kb:infersNothing true ; '
        "dct:source my:leaflet ."
    ),
    "unknown-certainty": 'my:arch kb:certainty "quite sure" .',
    "unknown-grade": 'my:arch kb:grade "hearsay" .',
    "flag-without-urgency": 'my:flag a kb:RedFlag ; skos:prefLabel "blue toe"@en ; dct:source my:leaflet .',
    "source-without-use": 'my:unread a kb:Source ; dct:title "A book nobody read" .',
    "equipment-without-use": 'my:towel a kb:Equipment ; skos:prefLabel "small towel roll"@en ; dct:source my:leaflet .',
    "thing-without-links": 'my:lost a kb:Cause ; skos:prefLabel "lost slipper"@en ; kb:certainty "low" ; dct:source my:leaflet .',
    "retirement-without-reason": "my:no a kb:Retirement ; kb:retires my:fold ; dct:source my:leaflet .",
    "rule-without-sentence": 'my:r a kb:Rule ; skos:prefLabel "mute rule"@en ; kb:certainty "low" .',
    "rule-without-certainty": 'my:r a kb:Rule ; skos:prefLabel "bold rule"@en ; kb:sentence "it eases"@en .',
    "review-is-due": (
        'my:r a kb:Rule ; skos:prefLabel "old rule"@en ; dct:modified "1999-01-01"^^xsd:date ; '
        "dct:source my:leaflet ."
    ),
    "review-in-the-future": (
        'my:r a kb:Rule ; skos:prefLabel "new rule"@en ; dct:modified "2999-01-01"^^xsd:date ; '
        "dct:source my:leaflet ."
    ),
}


def problems_of(folder: Path, turtle: str, **files: str) -> tuple[Problem, ...]:
    """What `check` says of a pack with this Turtle and these further files below `checks`."""
    (folder / "checks").mkdir(parents=True)
    (folder / "feet.ttl").write_text(TURTLE + turtle + "\n", encoding="utf-8")
    for name, text in files.items():
        (folder / "checks" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return check(folder)


@pytest.fixture(scope="module")
def shipped(lean_content: Path) -> Model:
    """The shipped content as the checks see it."""
    return Model(read_files(fetch(shipped_files())), ())


@pytest.mark.parametrize("name", VIOLATIONS)
def test_shipped_check_fires(name: str, tmp_path: Path, shipped: Model) -> None:
    """Each shipped check finds the text that breaks it, with its code, and fills the slots of its message."""
    said = {s.triple.predicate: s.triple.object for s in shipped.by_subject[chk_(name)]}
    code, severity = said[chk_("code")], said[chk_("severity")]
    assert isinstance(code, Literal) and isinstance(severity, Literal)

    found = [each for each in problems_of(tmp_path / "feet", VIOLATIONS[name]) if each.code == code.lexical]

    assert [(each.line, each.severity) for each in found] == [(FIRST_LINE, severity.lexical)]
    assert "{" not in found[0].message


def test_every_shipped_check_is_tried(shipped: Model) -> None:
    """There is no check of which the table above has no example, and codes are unique."""
    checks = [s.triple.subject for s in shipped.by_predicate[TYPE] if s.triple.object == chk_("Check")]
    codes = [s.triple.object for s in shipped.by_predicate[chk_("code")]]

    assert {chk_(name) for name in VIOLATIONS} == set(checks)
    assert len(codes) == len(set(codes)) == len(checks)


@pytest.mark.parametrize(
    ("text", "near"),
    [('kb:certainty "lwo"', "low"), ('kb:certainty "tomorrow"', None), ('kb:grade "expert-opnion"', "expert-opinion")],
)
def test_the_nearest_code_is_suggested(text: str, near: str | None, tmp_path: Path) -> None:
    """A check that names the class of its codes suggests the nearest one, where one is near."""
    found = [each for each in problems_of(tmp_path / "feet", f"my:arch {text} .") if each.code in ("C108", "C109")]

    assert [each.suggestion for each in found] == [near]


def test_authors_add_checks(tmp_path: Path) -> None:
    """A pack's own check reports with its own message, at the property it points at."""
    rule = """PREFIX kb: <https://w3id.org/myologic/kb#>
    PREFIX chk: <https://w3id.org/myologic/check#>
    PREFIX my: <https://example.org/my/>
    RULE my:loud-note { ?x chk:violates my:loud-note } WHERE { ?x kb:note ?text FILTER(STRENDS(STR(?text), "!")) }
    """
    message = TURTLE.split("my:leaflet")[0] + """
    my:loud-note a chk:Check ; rdfs:label "loud note"@en ; chk:severity "warning" ; chk:code "M1" ; chk:points kb:note ;
        chk:message "the note `{text}` of `{x}` shouts"@en ; chk:right "kb:note \\"calm\\""@en ; dct:source my:leaflet .
    """
    found = problems_of(tmp_path / "feet", 'my:arch kb:note "hello!"@en .', loud_srl=rule, loud_ttl=message)

    assert [(each.code, each.line, each.column, each.message) for each in found] == [
        ("M1", FIRST_LINE, 17, "the note `hello!` of `my:arch` shouts")
    ]


@pytest.mark.parametrize("value", ['"1999"^^xsd:date', '"1999-02-30"^^xsd:date', '"2999-99-99"^^xsd:date'])
def test_a_value_that_is_wrong_in_itself_is_reported_once(tmp_path: Path, value: str) -> None:
    """Of a date that is none no check says that it is long ago or to come."""
    rule = f'my:r a kb:Rule ; skos:prefLabel "old rule"@en ; dct:source my:leaflet ; dct:modified {value} .'
    found = [each.code for each in problems_of(tmp_path / "pack", rule) if each.line >= FIRST_LINE]

    assert found.count("K106") == 1 and not {"C113", "C114"} & set(found)
