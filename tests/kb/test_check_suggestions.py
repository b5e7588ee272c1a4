"""What `check` says to write instead, where the shipped content knows."""

from __future__ import annotations

from pathlib import Path

from myologic.kb.check import check

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/m/> .
my:leaflet a kb:Source ; dct:title "Leaflet"@en .
"""


def found(folder: Path, name: str, text: str) -> list[tuple[int, int, str, str, str | None]]:
    """Line, column, code, message and suggestion of the errors in one file."""
    (folder / name).write_text(text, encoding="utf-8")
    return [(e.line, e.column, e.code, e.message, e.suggestion) for e in check(folder) if e.severity == "error"]


def test_a_known_prefix_comes_with_its_line(tmp_path: Path) -> None:
    """In the words of the file's own language; one that nobody knows comes without."""
    turtle = found(tmp_path, "a.ttl", TURTLE + 'my:x rdfs:label "x" .\n')
    assert [each[2:3] + each[4:] for each in turtle] == [
        ("S103", "`@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .` at the top")
    ]

    (tmp_path / "a.ttl").write_text(TURTLE, encoding="utf-8")
    rules = found(tmp_path, "b.srl", "RULE { ?x kb:helps ?y } WHERE { ?y kb:helps ?x }\n")
    assert [each[4] for each in rules] == ["`PREFIX kb: <https://w3id.org/myologic/kb#>` at the top"]
    unknown = found(tmp_path, "b.srl", "RULE { ?x zz:helps ?y } WHERE { ?y zz:helps ?x }\n")
    assert [each[4] for each in unknown] == [None]


def test_a_date_is_no_text(tmp_path: Path) -> None:
    """A review date without its datatype would never be due."""
    text = TURTLE + 'my:r a kb:Principle ; kb:says "x"@en ; dct:source my:leaflet ; dct:modified "2026-01-01" .\n'
    dates = [each for each in found(tmp_path, "a.ttl", text) if each[2] == "K106"]

    assert [(each[0], each[3]) for each in dates] == [
        (5, "`dct:modified` takes an xsd:date, not `2026-01-01`; a date is written `2026-11-01`")
    ]


def test_a_weight_is_a_number(tmp_path: Path) -> None:
    """A line of weights is a text for its datatype; one that starts with no number is found where it stands, and nothing else ends."""
    head = "@prefix lex: <https://w3id.org/myologic/lex#> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    leaning = 'my:l a lex:Leaning ; skos:prefLabel "leaning of mine"@en ; lex:leansTo "mine" ; dct:source my:leaflet ;\n'
    weights = '    lex:weighs "0.5 foo bar" , "-1 foe" ,\n        "O.5 baz" , "nan bat" , "0.5" .\n'

    errors = found(tmp_path, "a.ttl", TURTLE + head + leaning + weights)

    assert [(line, column, code) for line, column, code, *_ in errors] == [(9, 9, "K106"), (9, 21, "K106"), (9, 33, "K106")]
    assert "takes a number and the signs that weigh it" in errors[0][3]
