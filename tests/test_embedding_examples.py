"""The examples of embedding do what they say: a notebook, a web service, a clinic's pack, a process beside another language."""

from __future__ import annotations

import ast
import importlib.util
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import myologic
from myologic.cli.main import main

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
CLINIC = EXAMPLES / "clinic-pack"


@pytest.fixture(scope="module")
def kb() -> myologic.KnowledgeBase:
    """The shipped knowledge base."""
    return myologic.load()


def fits(value: Any, name: str) -> bool:
    """Whether a value is what its schema says."""
    return Draft202012Validator(myologic.schema(name)).is_valid(value)


# ---------------------------------------------------------------------- notebook


def test_the_notebook_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """Every cell, from top to bottom, as a notebook runs them; what they end in can be shown."""
    notebook = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))
    space: dict[str, Any] = {"__name__": "__main__"}
    shown: dict[str, Any] = {}
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse(cell["source"])
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"cell {number}", "exec"), space)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), space)
            shown[cell["source"].splitlines()[-1]] = value
            assert value is None or repr(value)

    for name in ("answer", "case", "why", "case.plan(minutes=10)"):
        assert shown[name]._repr_html_().startswith('<div class="myologic">')
    assert shown["sorted(name for (name,) in rows.texts())[:5]"]
    assert "flowchart LR" in capsys.readouterr().out


def test_the_notebook_keeps_no_output() -> None:
    """Nothing of the machine that it was last run on stands in it."""
    notebook = json.loads((EXAMPLES / "notebook.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
    assert notebook["nbformat"] == 4 and len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])


# ---------------------------------------------------------------------- web service


def module(name: str) -> ModuleType:
    """An example as a module."""
    spec = importlib.util.spec_from_file_location(f"example_{name}", EXAMPLES / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def client(kb: myologic.KnowledgeBase) -> Any:
    """A client of the web service."""
    app = module("flask_app").make_app(kb)
    app.testing = True
    return app.test_client()


def test_the_service_answers(client: Any, kb: myologic.KnowledgeBase) -> None:
    """A question, one that goes on from it, and one that care comes before."""
    first = "what strengthens the glutes"
    answer = client.get("/ask", query_string={"q": first}).get_json()
    further = client.get("/ask", query_string={"q": "and without equipment", "after": [first]}).get_json()
    care = client.get("/ask", query_string={"q": "i cannot hold my urine and my back hurts"}).get_json()

    assert answer == kb.ask(first).to_dict() and fits(answer, "answer")
    assert further["status"] == "answered" and 0 < len(further["answers"]) < len(answer["answers"])
    assert care["status"] == "safety" and care["answers"] == kb.ask("i cannot hold my urine and my back hurts").to_dict()["answers"]


def test_the_service_infers_plans_and_draws(client: Any) -> None:
    """A case in, a result, a plan and a picture out, each as its schema says."""
    case = {"version": 1, "findings": ["rounded_shoulder_one_side@right"]}
    result, plan = (client.post(path, json=case).get_json() for path in ("/case", "/plan?minutes=10"))
    picture = client.post("/picture", json=case)

    assert result["status"] == "inferred" and fits(result, "case") and fits(case, "case-file")
    assert plan["minutes"] == 10 and fits(plan, "plan")
    assert picture.mimetype == "image/svg+xml" and picture.text.startswith("<svg")
    assert client.get("/schema/plan").get_json() == myologic.schema("plan")


def test_the_service_asks_without_a_memory(client: Any) -> None:
    """The answers go to and fro; a warning sign ends it."""
    state = client.post("/self-check", json={}).get_json()
    asked = state["question"]["id"]
    state = client.post("/self-check", json={"answers": {asked: "no"}}).get_json()
    ended = client.post("/self-check", json={"answers": {**state["answers"], "rf_chest": "yes"}}).get_json()

    assert fits(state, "interview") and state["answers"] == {asked: "no"} and state["question"]["id"] != asked
    assert ended["question"] is None and ended["status"] == "safety"


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/case", b'{"findings": ["rounded_sholders"]}', "rounded_shoulders"),
        ("/case", b'{"finding": []}', "unknown field `finding`"),
        ("/case", b"[1]", "no JSON object"),
        ("/case", b"{", "no JSON object"),
        ("/plan", b'{"pain": "bad"}', "pain"),
        ("/self-check", b'{"answers": {"nonsense": "yes"}}', "nonsense"),
        ("/self-check", b'{"answers": 1}', "answers"),
    ],
)
def test_the_service_says_what_is_wrong(client: Any, path: str, body: bytes, said: str) -> None:
    """A mistake of the caller is a 400 with the message of the package, never a 500."""
    response = client.post(path, data=body, content_type="application/json")

    assert response.status_code == 400
    assert said in response.get_json()["error"]


def test_the_service_takes_no_body_without_end(client: Any) -> None:
    """More than 64 KiB is refused before it is read."""
    response = client.post("/case", data=b" " * 70_000 + b"{}", content_type="application/json")

    assert response.status_code in (400, 413)
    assert client.get("/schema/nonsense").status_code == 400


# ---------------------------------------------------------------------- a clinic's pack


def test_the_clinic_pack_is_clean_and_asks_its_own_questions(capfd: pytest.CaptureFixture[str]) -> None:
    """`check` finds nothing, and that includes what clinic.ask expects."""
    code = main(["check", str(CLINIC), "--format", "json"])
    asks = (CLINIC / "clinic.ask").read_text(encoding="utf-8")

    assert (code, json.loads(capfd.readouterr().out)["problems"]) == (0, [])
    assert len(re.findall(r"^(?:ask|case): ", asks, re.MULTILINE)) >= 5


def test_the_clinic_pack_is_stricter_and_adds() -> None:
    """Its exercise is offered, not to whom its condition rules it out; its warning sign stops everything."""
    clinic = myologic.load(CLINIC)
    exercises = {item.label for item in clinic.ask("what strengthens the rhomboids").answers}
    operated = clinic.ask("what strengthens the rhomboids", given=["my shoulder was operated on"])
    flagged = clinic.case(findings=["rounded_shoulders"], red_flags=["https://example.org/clinic/wound-opens"])
    case = clinic.case(conditions=["https://example.org/clinic/fresh-shoulder-operation"], findings=["rounded_shoulders"])
    avoided = {row["id"] for row in case.result()["avoid"]}

    assert "jetty row" in exercises
    assert not {"jetty row", "side plank"} & {item.label for item in operated.answers}
    assert flagged.result()["status"] == "safety" and flagged.verdicts() == ()
    assert "https://example.org/clinic/jetty-row" in avoided
    assert "jetty row" not in {item.label for item in myologic.load().ask("what strengthens the rhomboids").answers}


# ---------------------------------------------------------------------- another language


def test_another_language_asks_through_a_pipe() -> None:
    """Node keeps one process and several questions on their way; every answer comes to its question."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, and the example is written for it")
    command = [sys.executable, "-m", "myologic", "ask", "--jsonl"]
    done = subprocess.run(
        [node, str(EXAMPLES / "coprocess.mjs"), *command], capture_output=True, text=True, timeout=300, check=False
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr) == (0, "")
    assert [row["status"] for row in rows[:3]] == ["answered"] * 3 and len(rows) == 4
    assert 0 < rows[1]["items"] < rows[0]["items"]


@pytest.mark.parametrize(
    ("command", "said"),
    [(["no-such-command"], "no-such-command: no such command; is it on the PATH?\n"), (["false"], "exit code 1\n")],
)
def test_another_language_hears_of_a_command_that_fails(command: list[str], said: str) -> None:
    """One line that says why, and no stack."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed, and the example is written for it")
    done = subprocess.run(
        [node, str(EXAMPLES / "coprocess.mjs"), *command], capture_output=True, text=True, timeout=300, check=False
    )

    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.endswith(said) and done.stderr.count("\n") == 1


# ---------------------------------------------------------------------- commands on the pages

PAGES = ("docs/embedding.md", "examples/clinic-pack/README.md")
COMMANDS = [
    (page, command)
    for page in PAGES
    for command in re.findall(r"^\$ (?:echo '(?:[^']*)' \| )?myologic .*$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    if "myologic check" not in command  # which is tested above
]


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=[command for _, command in COMMANDS])
def test_commands_of_the_pages_run(
    page: str, command: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every command that a page shows does something and ends well."""
    monkeypatch.chdir(ROOT)
    told, _, words = command.removeprefix("$ ").rpartition("myologic ")
    if told:
        line = told.removeprefix("echo '").rpartition("'")[0]
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode() + b"\n")))

    assert main(shlex.split(words)) == 0
    assert capfd.readouterr().out
