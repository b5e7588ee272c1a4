"""Imports point one way, make no circle, and cost nothing before they are needed."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"engine": "engine", "grammar": "grammar", "kb": "kb", "": "src/myologic", "cli": "cli"}
RANK = {name: rank for rank, name in enumerate(FOLDERS)}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the package by its dotted name after `myologic`."""
    for name, folder in FOLDERS.items():
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT / folder).with_suffix("").parts
            if name == "" and parts[0] in RANK:
                continue  # a link to another folder
            yield ".".join(part for part in (name, *parts) if part and part != "__init__"), path


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What a tree imports, type-checking imports included, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def room(dotted: str) -> str:
    """The folder that a dotted name after `myologic` belongs to."""
    first = dotted.split(".")[0]
    return first if first in RANK else ""


MODULES = dict(modules())


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_the_left(name: str) -> None:
    """engine < grammar < kb < the face < cli, also for type checkers; the way in is found by name."""
    wrong = []
    for target, line in imported(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if target == "myologic" or target.startswith("myologic."):
            inner = room(target.removeprefix("myologic").removeprefix("."))
            if RANK[inner] > RANK[room(name)]:
                wrong.append(f"line {line}: {target}")
        elif target.split(".")[0] in RANK:
            wrong.append(f"line {line}: {target} without `myologic.`")

    assert wrong == []


def test_the_command_line_uses_the_face_only() -> None:
    """cli/ reaches engine, grammar and kb through the public package."""
    wrong = [
        f"{name}: {target}"
        for name, path in MODULES.items()
        if room(name) == "cli"
        for target, _ in imported(ast.parse(path.read_text(encoding="utf-8")))
        if target.startswith("myologic.") and room(target.removeprefix("myologic.")) in ("engine", "grammar", "kb")
    ]

    assert wrong == []


def test_no_circle_of_imports() -> None:
    """What modules import when they are read, or for types, forms no circle."""
    edges: dict[str, set[str]] = {}
    for name, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {node for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) for node in ast.walk(each)}
        nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom) and n not in inside]
        targets = {t.removeprefix("myologic.") for t, _ in imported(ast.Module(nodes, [])) if t.startswith("myologic.")}
        edges[name] = {t if t in MODULES else t.rpartition(".")[0] for t in targets} - {name, ""}
    circles = []
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        if name in trail:
            circles.append(" > ".join((*trail[trail.index(name) :], name)))
        elif name not in done:
            for target in sorted(edges.get(name, ())):
                walk(target, (*trail, name))
            done.add(name)

    for name in sorted(set(edges) - {""}):
        walk(name, ())

    assert circles == []


def loaded_after(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running code."""
    script = f"import sys\n{code}\nimport json\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    return set(json.loads(done.stdout.splitlines()[-1]))


HEAVY = {"rdflib", "networkx", "numpy", "lark", "click", "yaml", "pyoxigraph", "asyncio", "unittest", "interegular"}


def test_importing_the_package_loads_nothing_of_it() -> None:
    """`import myologic` brings neither a library nor a module of the package itself."""
    loaded = loaded_after("import myologic")

    assert loaded & HEAVY == set()
    assert {name for name in loaded if name.startswith("myologic.")} == set()


def test_the_folders_are_no_modules_of_their_own() -> None:
    """No module named engine, grammar, kb or cli is ever loaded."""
    everything = "import myologic; [getattr(myologic, name) for name in myologic.__all__]; import myologic.cli.commands"
    loaded = loaded_after(everything)

    assert loaded & {"engine", "grammar", "kb", "cli"} == set()


def test_a_warm_question_loads_no_library() -> None:
    """A question with a snapshot at hand imports no library beyond the standard one, and not even click."""
    code = "from myologic.cli.main import main; main(['what', 'strengthens', 'the', 'glutes'])"
    loaded_after(code)  # makes the snapshot
    loaded = loaded_after(code)

    assert loaded & HEAVY == set()
