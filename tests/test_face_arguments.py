"""Wrong arguments of the face: an error that names the argument, never one of what happens to it inside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import myologic

RULE = "PREFIX : <http://example.org/> RULE :flip { ?y :q ?x } WHERE { ?x :p ?y }"


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


@pytest.fixture(scope="module")
def case(kb: myologic.KnowledgeBase) -> myologic.Case:
    """Somebody whose left knee goes inward."""
    return kb.case(findings=["knees_in@left"])


WRONG: dict[str, tuple[str, Callable[[Any, Any], object]]] = {
    "muscle": ("`muscle` is a text, an IRI or a Verdict, not int", lambda kb, case: case.why(5)),
    "side": ("`side` is text, not int", lambda kb, case: case.why("biceps_femoris", 3)),
    "verdict": ("`verdict` is text, not NoneType", lambda kb, case: case.why_not("biceps_femoris", None)),
    "minutes": ("`minutes` is a number, not str", lambda kb, case: case.plan(minutes="ten")),
    "true is no number": ("`minutes` is a number, not bool", lambda kb, case: case.plan(minutes=True)),
    "level": ("`level` is text, not int", lambda kb, case: case.plan(level=3)),
    "equipment": ("`equipment` is text, not int", lambda kb, case: case.plan(equipment=[3])),
    "theme": ("`theme` is text, not NoneType", lambda kb, case: case.draw(theme=None)),
    "form": ("`form` is text, not NoneType", lambda kb, case: case.export(None)),
    "form of everything": ("`form` is text, not int", lambda kb, case: kb.export(3)),
    "answers": ("`answers` is a mapping, not list", lambda kb, case: kb.interview(answers=["no"])),
    "rules": ("`source` is text or a path, not NoneType", lambda kb, case: myologic.rules(None)),  # type: ignore[arg-type]
    "more rules": ("`source` is text or a path, not int", lambda kb, case: myologic.rules(RULE, 3)),  # type: ignore[arg-type]
    "graph file": ("`path` is text or a path, not list", lambda kb, case: myologic.read([])),  # type: ignore[arg-type]
    "schema": ("`name` is text, not int", lambda kb, case: myologic.schema(3)),  # type: ignore[arg-type]
    "query": ("`query` is text, not int", lambda kb, case: kb.query(5)),
    "seconds": ("`seconds` is a number, not str", lambda kb, case: kb.query("ASK { ?s ?p ?o }", seconds="x")),
    "rows": ("`rows` is a number, not str", lambda kb, case: kb.query("ASK { ?s ?p ?o }", rows="x")),
    "half a row": ("`rows` is a whole number, not float", lambda kb, case: kb.query("ASK { ?s ?p ?o }", rows=1.5)),
    "limit_facts": ("`limit_facts` is a number, not str", lambda kb, case: myologic.infer(RULE, limit_facts="9")),  # type: ignore[arg-type]
    "data": ("data is a Graph, a path or an rdflib Graph, not int", lambda kb, case: myologic.infer(RULE, 5)),  # type: ignore[arg-type]
    "question": ("`question` is text, not NoneType", lambda kb, case: kb.ask(None)),
    "case file": ("`path` is text or a path, not dict", lambda kb, case: kb.read_case({"findings": []})),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_an_argument_of_the_wrong_type_is_named(kb: myologic.KnowledgeBase, case: myologic.Case, name: str) -> None:
    """A TypeError that says what is expected and what came."""
    said, call = WRONG[name]
    with pytest.raises(TypeError) as caught:
        call(kb, case)

    assert said in str(caught.value)


TOO_SMALL: dict[str, tuple[str, Callable[[Any], object]]] = {
    "limit_facts": ("`limit_facts` is at least 1, not -1", lambda kb: myologic.infer(RULE, limit_facts=-1)),
    "seconds": ("`seconds` is at least 0.1, not -1", lambda kb: kb.query("ASK { ?s ?p ?o }", seconds=-1)),
    "nan": ("`seconds` is at least 0.1, not nan", lambda kb: kb.query("ASK { ?s ?p ?o }", seconds=float("nan"))),
    "rows": ("`rows` is at least 1, not 0", lambda kb: kb.query("ASK { ?s ?p ?o }", rows=0)),
    "proofs": ("`limit` is at least 1, not 0", lambda kb: myologic.infer(RULE).proofs_text("<a:> <a:> <a:> .", 0)),
    "misses": ("`limit` is at least 1, not -2", lambda kb: myologic.infer(RULE).why_not_text("<a:> <a:> <a:> .", -2)),
}


@pytest.mark.parametrize("name", TOO_SMALL)
def test_an_argument_out_of_range_is_named(kb: myologic.KnowledgeBase, name: str) -> None:
    """A ValueError that says the range and what came."""
    said, call = TOO_SMALL[name]
    with pytest.raises(ValueError) as caught:
        call(kb)

    assert str(caught.value) == said


def test_a_verdict_says_which_muscle_is_meant(case: myologic.Case) -> None:
    """What `verdicts` gives can be asked about as it is; a side that is said besides counts."""
    for row in case.verdicts()[:4]:
        assert case.why(row).to_dict() == case.why(row.muscle, row.side).to_dict()
        assert len(case.why(row)) > 0
    assert len(case.why(case.verdicts()[0], "right")) == 0
    assert case.why_not(case.verdicts()[0], "weak") == case.why_not(case.verdicts()[0].muscle, "weak", "left")


def test_one_piece_of_equipment_is_a_list_of_one(case: myologic.Case) -> None:
    """A text is no list of letters."""
    assert case.plan(equipment="none").equipment == case.plan(equipment=["none"]).equipment == ()


@pytest.mark.parametrize("folder", ["nope", __file__])
def test_a_missing_folder_is_said_in_words(folder: str) -> None:
    """With the name of the folder and what is the matter, as other missing files of Python."""
    with pytest.raises(FileNotFoundError, match="no such folder") as caught:
        myologic.load(folder)

    assert caught.value.filename == folder


def test_a_folder_without_content_is_said_in_words(tmp_path: Path) -> None:
    """Whoever means another folder is not answered from the shipped content alone, and hears what a pack is."""
    (tmp_path / "notes.txt").write_text("stretch", encoding="utf-8")
    with pytest.raises(myologic.QuestionError, match=r"nothing to read in .*: a pack is a folder with \.ttl or \.srl files"):
        myologic.load(tmp_path)


def test_what_is_there_is_looked_over_or_said_to_be_missing() -> None:
    """`check` of nothing says so."""
    with pytest.raises(FileNotFoundError, match="no such file or folder: 'nope'"):
        myologic.check("nope")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("low_shouldr", "low_shoulder"), ("Rounded shoulder", "rounded_shoulders"), ("prolonged_siting", "prolonged_sitting")],
)
def test_the_nearest_known_is_the_nearest_of_all_names(kb: myologic.KnowledgeBase, written: str, meant: str) -> None:
    """A thing is found by each of its names, so a name may be what was meant; and what is proposed is understood."""
    with pytest.raises(myologic.QuestionError, match=f"did you mean `{meant}`"):
        kb.case(findings=[written])

    assert kb.case(**{"habits" if "sitting" in meant else "findings": [meant]}).to_dict()


@pytest.mark.parametrize("name", ["a\0b.ttl", "half\ud800.ttl"])
def test_a_name_that_no_file_has_is_a_file_that_is_not_there(kb: myologic.KnowledgeBase, name: str) -> None:
    """The error is that of a missing file, not one of the system's calls."""
    with pytest.raises(myologic.ContentError, match="no file has such a name"):
        myologic.read(name)
    with pytest.raises(myologic.QuestionError, match="there is no case file"):
        kb.read_case(name)
