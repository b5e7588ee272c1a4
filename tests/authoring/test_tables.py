"""Tables: every triple survives the way into a spreadsheet and back, and no cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from myologic.authoring.tables import table, turtle_of
from myologic.cli.main import main
from myologic.engine.errors import ContentError, QuestionError
from myologic.engine.terms import BlankNode, Term, Triple
from myologic.grammar.turtle import read_turtle
from myologic.kb.base import KnowledgeBase
from myologic.kb.load import load

TURTLE = """\
@prefix kb: <https://w3id.org/myologic/kb#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix my: <https://example.org/my/> .
my:leaflet a kb:Source ; dct:title "=1+1"@en , "@now"@en , "-2"@en , "+3" , "'quoted'"@en .
my:curl a kb:Exercise ; skos:prefLabel "towel | curl"@en ; skos:altLabel "a:b"@en , "true"@en , "12"@en , " x "@en ,
    "Rollen"@de , "say \\"ah\\" | no"@en ;
    kb:note "=HYPERLINK(1)"@en , "two\\nlines"@en , "back\\\\slash"@en ; kb:parameter [ a kb:Parameter ; kb:low 2 ; kb:name "a | b" ] ;
    dct:source my:leaflet .
"""


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load()


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with everything that could go wrong in a cell."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "a.ttl").write_text(TURTLE, encoding="utf-8")
    return folder


def keys(triples: Iterable[Triple]) -> set[object]:
    """Triples with blank nodes told apart by what is said of them."""
    triples = list(triples)
    content: dict[Term, list[Triple]] = {}
    for each in triples:
        content.setdefault(each.subject, []).append(each)

    def key(term: Term) -> object:
        if isinstance(term, BlankNode):
            return frozenset((each.predicate, key(each.object)) for each in content.get(term, ()))
        return term

    return {(key(s), p, key(o)) for s, p, o in triples}


def described(kb: KnowledgeBase, kind: str) -> list[Triple]:
    """What is written of the things of a kind, blank nodes included."""
    written = list(kb.asserted())
    wanted = {t.subject for t in written if not isinstance(t.subject, BlankNode) and kb.kind(t.subject) == kind}
    while more := {
        t.object for t in written if t.subject in wanted and isinstance(t.object, BlankNode) and t.object not in wanted
    }:
        wanted |= more
    return [t for t in written if t.subject in wanted]


@pytest.mark.parametrize("kind", ["muscle", "exercise", "finding", "claim", "dose template", "red flag", "source"])
def test_every_triple_survives(kind: str, shipped: KnowledgeBase) -> None:
    """A shipped kind out and in again is the same, blank nodes by what is said of them."""
    back = read_turtle(turtle_of(table(shipped, kind), "t.csv"), "t.ttl").statements

    assert keys(s.triple for s in back) == keys(described(shipped, kind))


def test_awkward_texts_survive(pack: Path) -> None:
    """Bars, quotes, other languages, names of terms as texts, new lines, blank nodes and formulas come back."""
    kb, files = load(pack), frozenset({str(pack / "a.ttl")})
    texts = [turtle_of(table(kb, kind, files), "t.csv") for kind in ("exercise", "source")]
    back = {s.triple for text in texts for s in read_turtle(text, "t.ttl").statements}

    assert keys(back) == keys(s.triple for s in read_turtle(TURTLE, "a.ttl").statements)


def test_no_cell_begins_like_a_formula(pack: Path) -> None:
    """A spreadsheet that opens the table computes nothing."""
    kb, files = load(pack), frozenset({str(pack / "a.ttl")})
    cells = [c for kind in ("exercise", "source") for row in csv.reader(io.StringIO(table(kb, kind, files))) for c in row]

    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any(cell.startswith("'=") for cell in cells)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("name,kb:how\n", 1, 1),
        ("id,kb:how\n,x\n", 2, 1),
        ("id,kb:how\nid:a,x,y\n", 2, 1),
        ("id,kb:how\nid:a,x\nfoo\n", 3, 1),
        ("id,kb:how\nid:a,<x\n", 2, 2),
        ("id,kb:how\nid:a,no:prefix\n", 2, 2),
    ],
)
def test_a_wrong_table_is_named_by_row_and_cell(text: str, line: int, column: int) -> None:
    """The mistake is reported where the author sees it in the spreadsheet."""
    try:
        read_turtle(turtle_of(text, "t.csv"), "t.ttl")
        found = (0, 0)
    except ContentError as error:
        found = (error.line, error.column)

    assert found == (line, column) or (text.endswith("<x\n") and found == (0, 0))


@pytest.mark.parametrize("kind", ["clinical tests", "clinical-test", "Clinical_Test"])
def test_a_kind_is_found_by_its_class_and_in_the_plural(kind: str, shipped: KnowledgeBase) -> None:
    """The label of a class will do as well as the public word, whatever its blanks and its number."""
    rows = list(csv.reader(io.StringIO(table(shipped, kind), newline="")))

    assert len(rows) > 10 and {row[1] for row in rows[1:]} == {"kb:ClinicalTest"}


def test_the_nearest_kind_is_suggested(shipped: KnowledgeBase) -> None:
    """A misspelt kind is met with the one it is near."""
    with pytest.raises(QuestionError, match="did you mean `muscle`"):
        table(shipped, "musle")


def test_the_command_writes_and_reads(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Out to a file, in from it, and a kind that is not there is refused with the ones that are."""
    out, back = tmp_path / "t.csv", tmp_path / "t.ttl"
    codes = [main(["table", "exercise", "--pack", str(pack), "-o", str(out)]), main(["table", "--read", str(out), "-o", str(back)])]

    assert codes == [0, 0]
    assert "towel | curl" in back.read_text(encoding="utf-8")
    assert [main(["table", "teapot"]), main(["table"])] == [2, 2]
    assert "`exercise`" in capsys.readouterr().err
