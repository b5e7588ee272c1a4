"""Rules of the house that hold for every file: packaging, size, words, and what must not be there."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PROJECT["tool"]["setuptools"]
FOLDERS = {"myologic.engine": "engine", "myologic.grammar": "grammar", "myologic.kb": "kb", "myologic.cli": "cli"}
PYTHON = sorted(
    path
    for folder in ("engine", "grammar", "kb", "src/myologic", "cli", "tests", "benchmarks", "examples", ".ci")
    for path in (ROOT / folder).rglob("*.py")
    if not any(part in ("engine", "grammar", "kb", "cli") for part in path.relative_to(ROOT).parts[2:-1][:1])
)
TEXT = (".py", ".ttl", ".srl", ".lark", ".md", ".toml", ".txt", ".json", ".ask", ".yaml", ".sh")
SKIPPED = {".git", ".venv", "build", "dist", "__pycache__"} | {f".{tool}_cache" for tool in ("mypy", "pytest", "ruff")}


def tracked() -> list[Path]:
    """Every text file of the work tree, links and caches apart."""
    found = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if parts[:2] == ("src", "myologic") and len(parts) > 2 and parts[2] in FOLDERS.values():
            continue
        if path.is_file() and path.suffix in TEXT and not SKIPPED & set(parts) and ".egg-info" not in str(path):
            found.append(path)
    return found


def package_folders() -> dict[str, Path]:
    """Every folder with an `__init__.py`, by its package name."""
    found = {}
    for name, folder in {**FOLDERS, "myologic": "src/myologic"}.items():
        for init in (ROOT / folder).rglob("__init__.py"):
            inside = init.parent.relative_to(ROOT / folder).parts
            if name == "myologic" and inside[:1] and inside[0] in FOLDERS.values():
                continue
            found[".".join((name, *inside))] = init.parent
    return found


def test_every_package_is_listed() -> None:
    """`packages` of pyproject.toml is exactly the folders that hold an `__init__.py`."""
    assert sorted(SETUPTOOLS["packages"]) == sorted(package_folders())


def test_every_listed_package_has_its_folder() -> None:
    """`package-dir` leads every listed package to where it lies."""
    for package, folder in package_folders().items():
        best = max((p for p in SETUPTOOLS["package-dir"] if package == p or package.startswith(p + ".")), key=len)
        mapped = ROOT / SETUPTOOLS["package-dir"][best] / Path(*package.removeprefix(best).strip(".").split("."))

        assert mapped.resolve() == folder.resolve()


def test_the_wheel_has_one_top_level_name() -> None:
    """Nothing is installed beside `myologic`."""
    assert {name.split(".")[0] for name in SETUPTOOLS["packages"]} == {"myologic"}


def test_every_data_file_is_packaged() -> None:
    """Each file of grammar/ and kb/ that is no Python fits a pattern of `package-data`."""
    missed = []
    for package in ("myologic.grammar", "myologic.kb"):
        folder = ROOT / FOLDERS[package]
        patterns = SETUPTOOLS["package-data"][package]
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            # setuptools reads `**/` as any number of folders, none included
            fits = any(fnmatch(str(inside), p) or fnmatch(str(inside), p.removeprefix("**/")) for p in patterns)
            if path.is_file() and path.suffix != ".py" and "__pycache__" not in inside.parts and not fits:
                missed.append(str(path.relative_to(ROOT)))

    assert missed == []


def test_the_links_lead_to_the_folders() -> None:
    """`src/myologic/engine` and its sisters are relative links, so that type checkers find the package in place."""
    for name in FOLDERS.values():
        link = ROOT / "src" / "myologic" / name
        if not link.exists() and not link.is_symlink():
            pytest.fail(f"{link} is missing")
        assert not link.is_symlink() or str(link.readlink()) == f"../../{name}"


def test_the_type_marker_is_there() -> None:
    """`py.typed` tells type checkers to trust the hints."""
    assert (ROOT / "src" / "myologic" / "py.typed").is_file()


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_python_file_is_too_long(path: Path) -> None:
    """A file of more than 600 lines is two files."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 600


SUBJECT = re.compile(
    r"\b(muscles?|glut(?:e|es|eal|eus)|exercis(?:e|es|ing)|pelv(?:is|ic|es)|spin(?:e|al|es)|postur(?:e|es|al)|stretch(?:es|ed|ing)?"
    r"|pain(?:s|ful)?|hamstrings?|psoas|trapezius|lumbar|thoracic|lordosis|kyphosis|hips?|knees?|shoulders?|tight(?:ness)?"
    r"|strengthens?|sore|ache|physiotherap\w*|anatom\w*|tendons?|ligaments?|joints?|limbs?)\b",
    re.IGNORECASE,
)
ORDINARY = {"grammar/english.txt"}  # a word list: ordinary English may hold such words


@pytest.mark.parametrize("folder", ["engine", "grammar"])
def test_no_word_of_the_subject_in_the_machinery(folder: str) -> None:
    """engine/ and grammar/ know nothing of what the knowledge base is about."""
    found = []
    for path in sorted((ROOT / folder).rglob("*")):
        name = str(path.relative_to(ROOT))
        if path.is_file() and path.suffix in (".py", ".lark", ".txt") and name not in ORDINARY:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found += [f"{name}:{number}: {word[0]}" for word in SUBJECT.finditer(line)]

    assert found == []


# Spelled in pieces, so that this file does not find itself.
PLACES = re.compile(r"(?<![\w.-])" + "(?:" + "|".join(("/wor" + "k/", "/far" + "m/", "/roo" + "t/", "/home/[a-z]", "/tm" + "p/t", "/Users/[A-Z]")) + ")")
OPEN_ENDS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|NotImplemented" + "Error|mark" + r"\.(skip|xfail)\b")


def test_no_path_of_a_machine() -> None:
    """No file names a folder of the machine it was written on."""
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in tracked()
        if (hit := PLACES.search(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_no_open_ends() -> None:
    """No Python file carries a note of unfinished work or a test that is switched off."""
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in tracked()
        if path.suffix == ".py" and (hit := OPEN_ENDS.search(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_all_seed_claims_are_in_the_content() -> None:
    """Each of the 110 claims that the project started from is marked in the Turtle files."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "kb").rglob("*.ttl")))
    marks = set()
    for statement in re.finditer(r'kb:seedClaim((?:\s*,?\s*"S\d+")+)', text):
        marks.update(re.findall(r"S\d+", statement[1]))

    assert marks == {f"S{number}" for number in range(1, 111)}
