"""What the pages say is what the program has: commands, options, codes, links, set-up."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

import myologic
from myologic.borders.export import FORMS
from myologic.cli.commands import cli
from myologic.schemas.shapes import VERSIONS

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_PAGES = [*PAGES, ROOT / "kb" / "README.md", *sorted((ROOT / "examples").rglob("README.md")), ROOT / "benchmarks" / "README.md"]
PYTHON = re.compile(r"^```(?:python|py)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
WITH_PYTHON = [page for page in ALL_PAGES if PYTHON.search(page.read_text(encoding="utf-8"))]
EMBEDDING = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
FOLDERS = ("docs", "kb", "examples", "benchmarks", "engine", "grammar", "cli", "tests")
CODE = re.compile(r"[\"`]([A-Z]\d{3})[\"`]")


def section(name: str) -> str:
    """The part of docs/commands.md about one command."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_is_in_the_docs(name: str) -> None:
    """Each command has a section that names all its options, and help of its own."""
    command = cli.commands[name]
    options = [max(p.opts, key=len) for p in command.params if isinstance(p, click.Option) and not p.hidden]

    assert command.help
    assert f"myologic {name}" in section(name)
    assert [option for option in options if option not in section(name)] == []


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_has_help(name: str) -> None:
    """No option is left to be guessed."""
    options = [p for p in cli.commands[name].params if isinstance(p, click.Option)]

    assert [p.name for p in options if not p.help] == []


def test_the_docs_name_no_command_that_is_not_there() -> None:
    """Each section of docs/commands.md is a command."""
    assert sorted(re.findall(r"^## (\S+)$", COMMANDS, re.MULTILINE)) == sorted(cli.commands)


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_readme_has_its_set_up_commands(name: str) -> None:
    """Each is one line in a fenced block right after its mark, with nothing but venv and pip."""
    blocks = re.findall(rf"^<!-- {name} -->\n```\w*\n(.*?)\n```$", README, re.MULTILINE | re.DOTALL)

    assert len(blocks) == 1
    assert "\n" not in blocks[0]
    assert blocks[0].startswith("python3 -m venv .venv && .venv/bin/pip install")


def test_the_readme_is_filled_in() -> None:
    """No gap for output is left open."""
    assert re.findall(r"^@[A-Z]+@$", README, re.MULTILINE) == []


def codes_in_use() -> dict[str, set[str]]:
    """Every code that a problem may carry, with the files that use it."""
    found: dict[str, set[str]] = {}
    for folder in ("engine", "grammar", "kb", "src/myologic", "cli"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            linked = folder == "src/myologic" and path.relative_to(ROOT / folder).parts[0] in ("engine", "grammar", "kb")
            if not linked:
                for code in re.findall(r'"([A-Z]\d{3})"', path.read_text(encoding="utf-8")):
                    found.setdefault(code, set()).add(str(path.relative_to(ROOT)))
    for path in sorted((ROOT / "kb").rglob("*.ttl")):
        for code in re.findall(r'chk:code\s+"([A-Z]\d{3})"', path.read_text(encoding="utf-8")):
            found.setdefault(code, set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_code_is_explained_once() -> None:
    """docs/errors.md has a row for each code that is in use, and none for another."""
    rows = re.findall(r"^\| `([A-Z]\d{3})` \|", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted(set(rows))
    assert set(codes_in_use()) - set(rows) == set(), "in use, not explained"
    assert set(rows) - set(codes_in_use()) == set(), "explained, not in use"


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page has its file."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: str(page.relative_to(ROOT)))
def test_python_of_the_pages_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every block runs after those above it, in a folder with the file that a reader would have; what is claimed holds."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.ttl").write_text("PREFIX : <http://example.org/> :a :p :b .", encoding="utf-8")
    if page.name == "walkthroughs.md":
        monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    space: dict[str, object] = {"__name__": "__main__"}
    for block in PYTHON.finditer(text):
        # The lines of an error are those of the page.
        code = "\n" * text.count("\n", 0, block.start(1)) + block[1]
        exec(compile(code, str(page.relative_to(ROOT)), "exec"), space)


def test_no_python_stands_where_nobody_runs_it() -> None:
    """Every page of the repository is looked at, and nothing that reads like Python stands outside of a block of Python."""
    pages = [*ROOT.glob("*.md"), *(each for name in FOLDERS for each in (ROOT / name).rglob("*.md"))]
    like = re.compile(r"^\s*(?:>>> |import \w|from [\w.]+ import |@\w+\.\w+\()", re.MULTILINE)
    texts = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in pages}
    run = {str(page.relative_to(ROOT)) for page in WITH_PYTHON}

    assert {name for name, text in texts.items() if PYTHON.search(text)} == run
    assert [name for name, text in texts.items() if like.search(PYTHON.sub("", text))] == []


def test_the_page_on_embedding_has_every_public_name() -> None:
    """Its table is `__all__`, nothing more."""
    rows = re.findall(r"^\| `(\w+)[^|]*\|", section_of(EMBEDDING, "Names"), re.MULTILINE)

    assert sorted(rows) == sorted(myologic.__all__)


def test_the_page_on_embedding_names_only_what_is_there() -> None:
    """Every method in the row of a class is one."""
    wrong = []
    for name, text in re.findall(r"^\| `([A-Z]\w+)` \|([^|]*)\|", section_of(EMBEDDING, "Names"), re.MULTILINE):
        cls = getattr(myologic, name)
        if issubclass(cls, myologic.ContentError):
            cls = cls([myologic.Problem("a.ttl", 1, 1, "error", "S101", "syntax", "unexpected")])
        for member in re.findall(r"`(\w+)(?:\([^`]*\))?`", text):
            if not hasattr(cls, member) and member not in getattr(cls, "__annotations__", {}) and not hasattr(myologic, member):
                wrong.append(f"{name}.{member}")

    assert wrong == []


def test_the_page_on_embedding_has_every_schema_and_form() -> None:
    """Names and versions of schemas, and the forms of graphs, are those of the program."""
    schemas = re.findall(r"^\| `([\w-]+)` \| (\d+) \|", section_of(EMBEDDING, "Plain data and its schemas"), re.MULTILINE)
    rows = re.findall(r"^\| (`[^|]*`) \|", section_of(EMBEDDING, "Graphs in and out"), re.MULTILINE)
    forms = [form for row in rows for form in re.findall(r"`(\w+)`", row)]

    assert {name: int(version) for name, version in schemas} == VERSIONS
    assert sorted(forms) == sorted(FORMS)


def section_of(page: str, title: str) -> str:
    """The part of a page below a headline."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]
