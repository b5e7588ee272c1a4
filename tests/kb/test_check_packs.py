"""`check` on packs: a good one passes, each mistake is found at its token, nothing hides anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from myologic.engine.errors import Problem
from myologic.kb.check import check, has_errors

pytestmark = pytest.mark.usefixtures("lean_content")

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix lex: <https://w3id.org/myologic/lex#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix my: <https://example.org/my/> .
"""
MINIMAL = """\
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:plantaris a kb:Muscle ; skos:prefLabel "plantaris"@en ; skos:altLabel "sole muscle"@en ; dct:source my:leaflet .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens my:plantaris ; dct:source my:leaflet .
my:eases a rdf:Property ; rdfs:label "eases"@en ; rdfs:domain kb:Exercise ; rdfs:range kb:Muscle ;
    lex:verb "ease"@en , "settle down"@en ; lex:inverse "is eased by"@en ; dct:source my:leaflet .
my:easing-strengthens a kb:Rule ; skos:prefLabel "easing strengthens"@en ;
    kb:sentence "{e} eases {m} and so strengthens it"@en ; kb:certainty "very-low" ;
    dct:source my:leaflet ; dct:modified "2026-11-01"^^xsd:date .
"""
RULES = """\
PREFIX kb: <https://w3id.org/myologic/kb#>
PREFIX my: <https://example.org/my/>
"""
RULE = "RULE my:easing-strengthens { ?e kb:strengthens ?m } WHERE { ?e my:eases ?m }\n"
FIRST_LINE = TURTLE.count("\n") + 1
FIRST_RULE_LINE = RULES.count("\n") + 1


def write_pack(folder: Path, *, turtle: str = "", rules: str = "") -> Path:
    """A pack with the minimal content, and more Turtle and rules in files of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "base.ttl").write_text(TURTLE + MINIMAL, encoding="utf-8")
    (folder / "base.srl").write_text(RULES + RULE, encoding="utf-8")
    if turtle:
        (folder / "more.ttl").write_text(TURTLE + turtle, encoding="utf-8")
    if rules:
        (folder / "more.srl").write_text(RULES + rules, encoding="utf-8")
    return folder


def errors(problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems that are errors."""
    return [each for each in problems if each.severity == "error"]


def test_minimal_pack_passes(tmp_path: Path) -> None:
    """What a pack has to write, and no more, passes without an error."""
    problems = check(write_pack(tmp_path / "feet"))

    assert errors(problems) == []


MUSCLE = 'my:arch a kb:Muscle ; skos:prefLabel "arch of the sole"@en ; '

# What is wrong: the Turtle or the rule, line (from 1 in that text), the token pointed at, code, words of the message,
# suggestion.
MISTAKES = {
    "bad syntax": (
        'my:arch a kb:Muscle ;\n    skos:prefLabel "arch of the sole"@en dct:source my:leaflet .',
        "",
        (2, "dct:source", "S101", "dct:source", None),
    ),
    "unknown property": (
        MUSCLE + "\n    kb:antagonst my:plantaris ; dct:source my:leaflet .",
        "",
        (2, "kb:antagonst", "K101", "`kb:antagonst`", "kb:antagonist"),
    ),
    "unknown class": (
        'my:arch a kb:Muscel ; skos:prefLabel "arch of the sole"@en ; dct:source my:leaflet .',
        "",
        (1, "kb:Muscel", "K102", "`kb:Muscel`", "kb:Muscle"),
    ),
    "unknown datatype": (
        'my:soothes a rdf:Property ; rdfs:label "soothes"@en ; rdfs:range xsd:strng ; dct:source my:leaflet .',
        "",
        (1, "xsd:strng", "K102", "`xsd:strng`", "xsd:string"),
    ),
    "a standard term misspelt": (
        'my:soothes a rdf:Propety ; rdfs:label "soothes"@en ; dct:source my:leaflet .',
        "",
        (1, "rdf:Propety", "K102", "`rdf:Propety`", "rdf:Property"),
    ),
    "no label": ("my:arch a kb:Muscle ; dct:source my:leaflet .", "", (1, "my:arch", "K103", "`my:arch`", None)),
    "no source": ("\n" + MUSCLE.rstrip("; ") + " .", "", (2, "my:arch", "K104", "`my:arch`", None)),
    "an ill-typed literal": (
        MUSCLE + '\n  dct:modified "2026-02-30"^^xsd:date ; dct:source my:leaflet .',
        "",
        (2, '"2026-02-30"', "K106", "`2026-02-30`", None),
    ),
    "a text where a thing belongs": (
        MUSCLE + 'kb:antagonist "plantaris" ; dct:source my:leaflet .',
        "",
        (1, '"plantaris"', "K106", "`plantaris`", None),
    ),
    "a number where yes or no belongs": (
        MUSCLE + "kb:paired 7 ; dct:source my:leaflet .",
        "",
        (1, "7", "K106", "`7`", None),
    ),
    "a reference to nothing": (
        MUSCLE + "kb:antagonist my:plantarsi ; dct:source my:leaflet .",
        "",
        (1, "my:plantarsi", "K107", "`my:plantarsi`", "my:plantaris"),
    ),
    "words about nothing": (
        'my:plantariss skos:altLabel "foot muscle"@en .',
        "",
        (1, "my:plantariss", "K107", "`my:plantariss`", "my:plantaris"),
    ),
    "a control character in a label": (
        'my:arch a kb:Muscle ; skos:prefLabel "arch\\u0007 of the sole"@en ; dct:source my:leaflet .',
        "",
        (1, '"arch', "K108", "U+0007", None),
    ),
    "text that runs backwards": (
        MUSCLE + 'kb:action "up\\u202Edown"@en ; dct:source my:leaflet .',
        "",
        (1, '"up', "K108", "U+202E", None),
    ),
    "an unsafe variable": (
        "",
        "RULE my:easing-strengthens { ?e kb:strengthens ?z }\nWHERE { ?e my:eases ?m }",
        (1, "?z", "S203", "`?z`", None),
    ),
    "negation through a cycle": (
        "",
        "RULE my:easing-strengthens { ?e my:eases ?m }\nWHERE { ?e kb:strengthens ?m\n  NOT { ?e my:eases ?m } }",
        (3, "NOT", "S301", "my:easing-strengthens", None),
    ),
    "a rule without description": (
        "",
        "\nRULE my:easing-strengthen { ?e kb:strengthens ?m } WHERE { ?e my:eases ?m }",
        (2, "RULE", "K109", "`my:easing-strengthen`", "my:easing-strengthens"),
    ),
    "a rule without name": (
        "",
        "RULE { ?e kb:strengthens ?m } WHERE { ?e my:eases ?m }",
        (1, "RULE", "K109", "no name", None),
    ),
    "an unknown property in a rule": (
        "",
        "RULE my:easing-strengthens { ?e kb:strengthens ?m }\nWHERE { ?e my:easses ?m }",
        (2, "my:easses", "K101", "`my:easses`", "my:eases"),
    ),
    "an unknown thing in a rule": (
        "",
        "RULE my:easing-strengthens { ?e kb:strengthens my:plantari } WHERE { ?e my:eases my:plantaris }",
        (1, "my:plantari", "K107", "`my:plantari`", "my:plantaris"),
    ),
    "an ordinary English word as a name": (
        'my:arch a kb:Muscle ; skos:prefLabel "table"@en ; dct:source my:leaflet .',
        "",
        (1, '"table"', "K110", "`table`", None),
    ),
    "a second preferred name": (
        MUSCLE + '\n    skos:prefLabel "sole arch"@en ; dct:source my:leaflet .',
        "",
        (2, '"sole arch"', "K126", "`arch of the sole`", None),
    ),
    "a comma in a number": (
        'my:h a kb:Habit ; skos:prefLabel "sole habit"@en ; dct:source my:leaflet ;\n    kb:parameter [ a kb:Parameter ; kb:low 1,5 ] .',
        "",
        (2, "5 ]", "K126", "`1`", "1.5"),
    ),
    "a red flag made milder": (
        "@prefix id: <https://w3id.org/myologic/id/> .\n"
        'my:flag a kb:RedFlag ; skos:prefLabel "blue toe"@en ; kb:urgency id:emergency ; dct:source my:leaflet .\n'
        "my:flag kb:urgency id:routine-referral .",
        "",
        (3, "id:routine-referral", "K123", "`id:emergency`", None),
    ),
    "a prefix with another address": (
        "@prefix kb: <https://w3id.org/myologic/kb/> .\nmy:arch a kb:Muscle ; rdfs:label \"arch of the sole\"@en ; dct:source my:leaflet .",
        "",
        (2, "kb:Muscle", "K102", "another address", "@prefix kb: <https://w3id.org/myologic/kb#> ."),
    ),
    "an import of another graph": (
        "my:leaflet <http://www.w3.org/2002/07/owl#imports> my:leaflet .",
        "",
        (1, "<http", "K101", "`owl:imports`", None),
    ),
    "an import from a network": (
        "",
        "IMPORTS <https://example.org/rules.srl>",
        (1, "<https", "I101", "`https://example.org/rules.srl`", None),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_found_at_its_token(name: str, tmp_path: Path) -> None:
    """Each mistake gives one error, at the file, line and column of the offending token, with the nearest name."""
    turtle, rules, (line, token, code, words, suggestion) = MISTAKES[name]
    pack = write_pack(tmp_path / "feet", turtle=turtle, rules=rules)
    text, first, file = (turtle, FIRST_LINE, "more.ttl") if turtle else (rules, FIRST_RULE_LINE, "more.srl")

    found = errors(check(pack))

    assert [each.code for each in found] == [code]
    column = text.split("\n")[line - 1].index(token) + 1
    assert (found[0].file, found[0].line, found[0].column) == (str(pack / file), first + line - 1, column)
    assert words in found[0].message
    assert found[0].suggestion == suggestion


def test_shared_name_is_found_at_both_places(tmp_path: Path) -> None:
    """A name that two things of one kind share, whatever its case and hyphens, is an error at each of its places."""
    turtle = 'my:arch a kb:Muscle ; skos:prefLabel "Sole-Muscle"@en ; dct:source my:leaflet .'
    pack = write_pack(tmp_path / "feet", turtle=turtle)

    found = errors(check(pack))

    first = (TURTLE + MINIMAL).split("\n")
    assert [(each.code, Path(each.file).name, each.line, each.column) for each in found] == [
        ("K105", "base.ttl", FIRST_LINE + 1, first[FIRST_LINE].index('"sole muscle"') + 1),
        ("K105", "more.ttl", FIRST_LINE, turtle.index('"Sole') + 1),
    ]
    assert "`my:arch`" in found[0].message and "`Sole-Muscle`" in found[1].message


def test_risky_mark_allows_an_ordinary_word(tmp_path: Path) -> None:
    """A name that is an ordinary English word passes where the author says that it is meant."""
    turtle = 'my:arch a kb:Muscle ; skos:prefLabel "table"@en ; lex:risky true ; dct:source my:leaflet .'
    problems = check(write_pack(tmp_path / "feet", turtle=turtle))

    assert errors(problems) == []


def test_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    """A broken file is reported, and so is what is wrong elsewhere; what it mentions is not missed twice."""
    pack = write_pack(tmp_path / "feet", turtle='my:arch a kb:Muscle ; skos:prefLabel "arch of the sole"@en .')
    (pack / "broken.ttl").write_text(TURTLE + "my:ball a kb:Muscle ; skos:prefLabel \n", encoding="utf-8")
    (pack / "uses.ttl").write_text(
        TURTLE + 'my:press a kb:Exercise ; skos:prefLabel "ball press"@en ; kb:strengthens my:ball ; '
        "dct:source my:leaflet .",
        encoding="utf-8",
    )

    found = errors(check(pack))

    assert {(Path(each.file).name, each.code) for each in found} == {("broken.ttl", "S102"), ("more.ttl", "K104")}


def test_unsafe_rule_does_not_hide_a_cycle(tmp_path: Path) -> None:
    """A rule that is not well-formed and a cycle between others are reported in one run."""
    rules = (
        "RULE my:easing-strengthens { ?e kb:strengthens ?z } WHERE { ?e my:eases ?m }\n"
        "RULE my:easing-strengthens { ?e my:eases ?m } WHERE { ?e kb:strengthens ?m NOT { ?e my:eases ?m } }"
    )
    found = errors(check(write_pack(tmp_path / "feet", rules=rules)))

    assert [(each.kind, each.line) for each in found] == [
        ("well-formedness", FIRST_RULE_LINE),
        ("stratification", FIRST_RULE_LINE + 1),
    ]


def test_only_the_packs_own_files_are_reported(tmp_path: Path) -> None:
    """Problems lie below the folder that was asked about, whatever is wrong in the shipped content."""
    turtle = 'my:arch a kb:Muscle ; skos:prefLabel "gluteus maximus"@en ; dct:source my:leaflet .'
    pack = write_pack(tmp_path / "feet", turtle=turtle)

    found = check(pack)

    assert has_errors(found)
    assert all(each.file.startswith(str(pack)) for each in found)


def test_two_packs_are_checked_together(tmp_path: Path) -> None:
    """A pack may rest on another one that is named in the same run."""
    first = write_pack(tmp_path / "feet")
    second = tmp_path / "toes"
    second.mkdir()
    (second / "toes.ttl").write_text(
        TURTLE + 'my:toe-press a kb:Exercise ; skos:prefLabel "toe press"@en ; kb:strengthens my:plantaris ; '
        "dct:source my:leaflet .",
        encoding="utf-8",
    )

    assert errors(check(first, second)) == []
    assert {each.code for each in errors(check(second))} == {"K107"}


def test_warnings_tell_what_could_be_better(tmp_path: Path) -> None:
    """Wrong domains and ranges, verbs without inverse, descriptions without rule and empty slots are warnings."""
    turtle = """my:arch a kb:Region ; skos:prefLabel "arch of the sole"@en ; dct:source my:leaflet ;
        kb:antagonist my:leaflet .
    my:calms a rdf:Property ; rdfs:label "calms"@en ; lex:verb "calm"@en ; dct:source my:leaflet .
    my:lost a kb:Rule ; skos:prefLabel "lost rule"@en ; dct:source my:leaflet .
    my:easing-strengthens kb:sentence "{x} helps"@en .
    """
    problems = check(write_pack(tmp_path / "feet", turtle=turtle))

    assert errors(problems) == []
    assert {"K111", "K112", "K113", "K117", "K118"} <= {each.code for each in problems}


def test_what_a_rule_concludes_is_of_use(tmp_path: Path) -> None:
    """A word of the pack that no rule reads and that has no words for questions is a warning at its place."""
    words = 'my:odd a rdf:Property ; rdfs:label "odd"@en ; dct:source my:leaflet .'
    rule = "RULE my:easing-is-odd { ?e kb:releases ?m ; my:odd ?m } WHERE { ?e my:eases ?m }"

    found = [each for each in check(write_pack(tmp_path / "feet", turtle=words, rules=rule)) if each.code == "K125"]

    assert [(each.severity, each.column) for each in found] == [("warning", rule.index("my:odd") + 1)]
    assert "`my:odd`" in found[0].message


def test_a_name_belongs_to_one_rule(tmp_path: Path) -> None:
    """The later of two rules of one name is a warning that says where the first one stands, also where that is shipped."""
    rules = RULE + "RULE <https://w3id.org/myologic/rule/same-side> { ?e kb:releases ?m } WHERE { ?e my:eases ?m }"
    pack = write_pack(tmp_path / "feet", rules=rules)

    found = [each for each in check(pack) if each.code == "K124"]

    assert [(each.file, each.line, each.column) for each in found] == [
        (str(pack / "more.srl"), FIRST_RULE_LINE, 1),
        (str(pack / "more.srl"), FIRST_RULE_LINE + 1, 1),
    ]
    assert "base.srl:3:1" in found[0].message and "kb/rules/" in found[1].message


def test_missing_path_is_named() -> None:
    """A path that does not exist is an error of its own."""
    with pytest.raises(FileNotFoundError, match="no-such-pack"):
        check("no-such-pack")


def test_cycle_through_shipped_rules_is_reported_in_the_pack(tmp_path: Path) -> None:
    """Where a rule of the pack closes a cycle of shipped ones, the problem stands at the rule of the pack."""
    rules = "RULE my:easing-strengthens { ?x kb:code ?c } WHERE { ?s kb:siteOf ?x ; kb:siteSide ?c }"
    pack = write_pack(tmp_path / "feet", rules=rules)

    found = errors(check(pack))

    assert {(each.file, each.line, each.column) for each in found} == {(str(pack / "more.srl"), FIRST_RULE_LINE, 1)}
    assert all("`rule:sides-of-a-" in each.message for each in found)
