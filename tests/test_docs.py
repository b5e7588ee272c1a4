"""What the pages say is what the program has: commands, options, codes, links, set-up."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from myologic.cli.commands import cli

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page has its file."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
