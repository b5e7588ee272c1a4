"""The shipped schemas are those of the types, and what leaves the program fits them."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import tomllib
from pathlib import Path
from typing import Any, ForwardRef, Literal, get_args, get_type_hints

import pytest
from jsonschema import Draft202012Validator

import myologic
from myologic.answering.answer import INTENTS, VERSION, Status
from myologic.assessing.files import written_answers
from myologic.authoring.case_changes import CaseChanges
from myologic.authoring.changes import compare
from myologic.authoring.coverage import coverage, coverage_dict
from myologic.authoring.diff_report import difference_dict
from myologic.authoring.report import problems_dict
from myologic.authoring.versions import Version
from myologic.casework.catalogue import LISTS, Catalogue
from myologic.casework.reading import OLDEST
from myologic.casework.verdicts import LEVELS
from myologic.cli.main import main
from myologic.exits import OF_ANSWER, OF_CASE
from myologic.kb.vocabulary import local_name
from myologic.schemas import author_shapes, shapes
from myologic.schemas.making import make_schema, schema_text
from myologic.schemas.reading import schema_names
from myologic.schemas.reading import schema_text as shipped_text
from myologic.schemas.shapes import CLOSED, SHAPES
from myologic.schemas.words import Among, CaseStatus, Certainty

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with a place for nothing that it does not name: what the types say has to be all."""

    def closed(part: Any) -> Any:
        if isinstance(part, list):
            return [closed(each) for each in part]
        if not isinstance(part, dict):
            return part
        found = {name: closed(each) for name, each in part.items()}
        return {**found, "additionalProperties": False} if isinstance(part.get("properties"), dict) else found

    made: dict[str, Any] = closed(schema)
    return made


def flaws(value: Any, name: str) -> list[str]:
    """What of a value does not fit its schema, as it would look to another program."""
    validator = Draft202012Validator(strict(myologic.schema(name)))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(json.dumps(value)))]


@pytest.mark.parametrize("name", SHAPES)
def test_the_shipped_schema_is_that_of_the_types(name: str) -> None:
    """Made again it is the same text; it is a schema, and names its version."""
    assert shipped_text(name) == schema_text(name), "run python -m myologic.schemas.making"
    Draft202012Validator.check_schema(make_schema(name))
    assert make_schema(name)["$id"].endswith(f"/{name}-1.json")


def test_schemas_and_the_mark_of_types_are_packaged() -> None:
    """The wheel holds every schema, and tells type checkers to trust the hints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    data = project["tool"]["setuptools"]["package-data"]

    assert "*.json" in data["myologic.schemas"] and "py.typed" in data["myologic"]
    assert {file.name for file in (ROOT / "src" / "myologic" / "schemas").glob("*.json")} == {f"{n}.json" for n in SHAPES}


def test_every_schema_can_be_had_by_name() -> None:
    """The shipped files are those of the types, and another name is a question error that lists them."""
    assert schema_names() == tuple(sorted(SHAPES))
    with pytest.raises(myologic.QuestionError, match="case-file"):
        myologic.schema("csae")


def words(hint: Any) -> set[str]:
    """The closed list of words of an annotated type."""
    return {word for note in get_args(hint) if isinstance(note, Among) for word in note.words}


def test_closed_lists_name_what_the_code_names() -> None:
    """Statuses, intents, levels, lists of a case and the fields of a problem stand in both."""
    answer = get_type_hints(shapes.AnswerData, include_extras=True)

    # typing is not imported on the way of a question, so the alias is the text of a type
    status = ForwardRef(str(Status))._evaluate({"Literal": Literal}, {}, frozenset())

    assert words(answer["status"]) == set(get_args(status)) == set(OF_ANSWER)
    assert words(answer["intent"]) == set(INTENTS)
    assert words(CaseStatus) == set(OF_CASE)
    assert words(Certainty) == set(LEVELS)
    assert {*LISTS, "version", "pain", "age"} == set(shapes.CaseFileData.__annotations__)
    assert {each.name for each in dataclasses.fields(myologic.Problem)} == set(author_shapes.ProblemData.__annotations__)
    assert make_schema("case-file")["properties"]["age"]["maximum"] == OLDEST
    assert make_schema("answer")["properties"]["version"]["const"] == VERSION


QUESTIONS = [
    "what strengthens the glutes",
    "how many muscles are there",
    "does prolonged sitting tighten the hip flexors",
    "which exercises should i avoid with spinal stenosis",
    "what is the airspeed of a swallow",
    "i cannot hold my urine and my back hurts",
    "why are the hip flexors tight",
    "compare the plank and the bird-dog",
    "how do i do the bird-dog",
    "how often should i stretch",
    "what about it",
    "waht strenghtens the glutes",
    "kcsjdh lkjsdf \x1b[31m \u202e \ud800",
    "a" * 6000,
    "",
]


@pytest.mark.parametrize("text", QUESTIONS, ids=range(len(QUESTIONS)))
def test_answers_of_every_kind_fit(kb: myologic.KnowledgeBase, text: str) -> None:
    """Answered, asked back, refused, not on record, care first, nothing at all."""
    assert flaws(kb.ask(text, given=["I sit all day"], after=["what stretches the psoas"]).to_dict(), "answer") == []
    assert flaws(kb.ask(text).to_dict(), "answer") == []


def test_every_line_of_a_pipe_fits(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Questions, and lines that are none: each gets an answer object."""
    lines = [b'{"question": "what is the psoas"}', b"nonsense", b"[1]", b'{"question": 5}', b'{"question": "x", "given": 3}', b"\xff"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines))))
    assert main(["ask", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capfd.readouterr().out.splitlines()]

    assert len(answers) == len(lines)
    assert [flaw for answer in answers for flaw in flaws(answer, "answer")] == []


CASES: list[dict[str, Any]] = [
    {},
    {"findings": ["rounded_shoulder_one_side@right"], "tests": ["pec_minor_short_test@right"]},
    {"findings": ["knees_in"]},
    {"red_flags": ["rf_chest"], "findings": ["forward_head"]},
    {"red_flags": ["rf_fever"]},
    {"conditions": ["osteoporosis"], "pain": "acute", "age": 68, "findings": ["forward_head"]},
    {"habits": ["prolonged_sitting"], "causes": [{"id": "true_leg_length", "presence": "absent"}]},
    {"findings": [{"id": "forward_head", "presence": "unknown"}]},
    {"tests": [{"id": "hamstring_short_test", "side": "both", "result": "negative", "value": 50, "unit": "degree"}]},
]


@pytest.mark.parametrize("fields", CASES, ids=range(len(CASES)))
def test_cases_plans_and_proofs_fit(kb: myologic.KnowledgeBase, fields: dict[str, Any]) -> None:
    """An empty case, one without a side, one that stops, one that refers, one with conditions."""
    case = kb.case(**fields)
    result = case.result()

    assert flaws(fields, "case-file") == []
    assert flaws(case.to_dict(), "case-file") == []
    assert flaws(result, "case") == []
    assert flaws(case.plan(minutes=10).to_dict(), "plan") == []
    for row in result["verdicts"][:2]:
        assert flaws(case.why(row["muscle"]).to_dict(), "proof") == []


def test_random_cases_fit_and_come_back(kb: myologic.KnowledgeBase) -> None:
    """Cases of anything that a case may name; written as a case file and read again they are the same."""
    chance, catalogue = random.Random(7), Catalogue(kb.base)
    things = {name: [local_name(each) for each in catalogue.things(name)] for name in LISTS if name != "red_flags"}
    for _ in range(25):
        fields: dict[str, Any] = {
            name: [{"id": each, "side": chance.choice(["left", "right", "both"])} for each in chance.sample(ids, 2)]
            for name, ids in things.items()
            if chance.random() < 0.6
        }
        case = kb.case(**fields)
        written = case.to_dict()
        lists = {name: value for name, value in written.items() if name != "version"}
        again = kb.case(**lists)  # type: ignore[arg-type]  # the fields of a case are its keywords

        assert flaws(case.result(), "case") == []
        assert flaws(written, "case-file") == []
        assert again.to_dict() == written
        # A side that was told of what has none is noted once and is not written.
        assert {**again.result(), "notes": []} == {**case.result(), "notes": []}


@pytest.mark.parametrize(
    "value",
    [
        {"finding": ["knees_in"]},
        {"findings": "knees_in"},
        {"findings": [{"side": "left"}]},
        {"findings": [{"id": "knees_in", "side": "up"}]},
        {"pain": "bad"},
        {"age": -1},
        {"tests": [{"id": "hamstring_short_test", "presence": "present"}]},
        {"version": 2},
    ],
)
def test_what_is_no_case_file_is_refused_by_schema_and_reader(
    kb: myologic.KnowledgeBase, value: dict[str, Any], tmp_path: Path
) -> None:
    """The schema says no where the reader says no."""
    file = tmp_path / "case.json"
    file.write_text(json.dumps(value), encoding="utf-8")

    assert not Draft202012Validator(myologic.schema("case-file")).is_valid(value)
    with pytest.raises(myologic.QuestionError):
        kb.read_case(file)


def test_a_self_check_fits_at_every_step(kb: myologic.KnowledgeBase) -> None:
    """From the first question to the end; its answers are a file that goes on."""
    interview = kb.interview()
    for number, question in enumerate(interview):
        if number % 12 == 0:
            assert flaws(interview.to_dict(), "interview") == []
        interview.answer("no" if "no" in question.answers else "skip")
    done = interview.to_dict()

    assert flaws(done, "interview") == [] and done["question"] is None
    assert flaws(json.loads(written_answers(interview.answers)), "answers") == []
    assert kb.interview(answers=done["answers"]).question is None


PACK = """@prefix kb: <https://w3id.org/myologic/kb#> . @prefix my: <https://example.org/my/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/myologic/id/> .
my:leaflet a kb:Source ; dct:title "Leaflet on feet" .
my:towel-curl a kb:Exercise ; skos:prefLabel "towel curl"@en ; kb:strengthens id:gluteus-maximus ; dct:source my:leaflet ."""


def test_a_difference_fits(kb: myologic.KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a pack adds, and no difference at all; cases, whose conclusions look like those of relations, are left out."""
    monkeypatch.setattr("myologic.authoring.changes.case_changes", lambda *_: CaseChanges((), None))
    more = myologic.load(myologic.Graph.from_text(PACK))
    old, new = Version("old", kb.base, False), Version("new", more.base, False)
    differs, same = difference_dict(compare(old, new)), difference_dict(compare(old, old))

    assert differs["facts"] and differs["conclusions"] and flaws(differs, "diff") == []
    assert same["facts"] == [] and flaws(same, "diff") == []


def test_coverage_fits(kb: myologic.KnowledgeBase) -> None:
    """Of everything, and of nothing."""
    assert flaws(coverage_dict(coverage(kb.base)), "stats") == []
    assert flaws(coverage_dict(coverage(kb.base, frozenset())), "stats") == []


def test_problems_fit(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """What `check` prints of a file that cannot be read, and of nothing wrong."""
    file = tmp_path / "a.srl"
    file.write_text("RULE { ?x <a:p> ?y } WHERE { ?x <a:q> 1 }", encoding="utf-8")
    assert main(["check", str(file), "--format", "json"]) == 1
    wrong = json.loads(capfd.readouterr().out)

    assert wrong["problems"] and flaws(wrong, "check") == []
    assert flaws(problems_dict(()), "check") == []


def test_rows_of_many_cases_fit(kb: myologic.KnowledgeBase) -> None:
    """A verdict, nothing, a missing side, a warning sign, a row that cannot be read; ids as text and as numbers."""
    table: dict[str, list[Any]] = {
        "id": ["a", "b", "c", "d", "e"],
        "knees_in": ["left", None, "present", "nonsense", None],
        "rf_chest": [None, "present", None, None, None],
    }
    rows = kb.population(table).to_pylist()
    numbered = kb.population({**table, "id": [1, 2, 3, 4, 5]}).to_pylist()

    assert {row["status"] for row in rows} == {"inferred", "safety", "needs_side", "rejected", "nothing"}
    assert [flaw for row in (*rows, *numbered) for flaw in flaws(row, "population")] == []


def test_graphs_fit() -> None:
    """Every kind of term, a triple inside a triple, and nothing."""
    text = '<a:a> <a:b> <<( _:x <a:d> "e"@en--ltr )>> , "f"@de , 1 , <a:g> , <<( <a:a> <a:b> <<( <a:c> <a:d> 1 )>> )>> .'

    assert flaws(json.loads(myologic.Graph.from_text(text).to_json()), "graph") == []
    assert flaws(json.loads(myologic.Graph(()).to_json()), "graph") == []


def test_shapes_that_are_read_are_closed() -> None:
    """A field that nobody named is an error in what is read, and allowed in what is written."""
    made = make_schema("case-file")

    assert made["additionalProperties"] is False
    assert {name for name, part in made["$defs"].items() if part.get("additionalProperties") is False} == {
        each.__name__ for each in CLOSED
    } - {"CaseFileData", "AnswersFileData"}
    assert "additionalProperties" not in make_schema("answer")
