"""`check`: everything that is wrong in content, in one run, each problem at the token that is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from myologic.engine.errors import Problem
from myologic.kb.content import ReadFile, check_imports, fetch, read_files
from myologic.kb.files import ContentFile, pack_files, shipped_files, shipped_root

FATAL = frozenset({"syntax", "limit", "import", "well-formedness", "stratification", "literal", "character"})
"""Kinds of errors with which content is not loaded at all; with the others it is, and `check` lists them."""
_MOST_PROBLEMS = 1000


def check(*paths: Path | str) -> tuple[Problem, ...]:
    """Check content.

    Parameters
    ----------
    paths
        Folders of packs, each judged on top of the shipped content; single `.srl` files, judged as rules of any
        subject; single `.ttl` files, judged like a pack of one file. Without any path, or for the folder of the
        shipped content, that is judged itself.

    Returns
    -------
    tuple of Problem
        All that were found, by file and place.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    OSError
        A file cannot be read.
    """
    problems: list[Problem] = []
    packs: list[ContentFile] = []
    shipped = not paths
    for path in paths:
        name = os.fspath(path)
        if os.path.isdir(name) and os.path.samefile(name, shipped_root()):
            shipped = True
        elif os.path.isdir(name):
            packs += pack_files(name)
        elif name.endswith(".srl"):
            problems += check_rule_file(name)
        elif os.path.exists(name):
            packs.append(ContentFile(name, name, "", os.path.basename(name)))
        else:
            raise FileNotFoundError(name)
    if shipped or packs:
        content = read_files(fetch([*shipped_files(), *packs]))
        judged = {file.shown for file in packs} | ({file.shown for file in shipped_files()} if shipped else set())
        problems += check_content(content, judged)
    return sorted_problems(problems)


def check_rule_file(path: str) -> list[Problem]:
    """A lone rule file: syntax, well-formedness, stratification and imports, nothing about its subject."""
    from myologic.kb.rule_files import read_rule_files

    from myologic.engine.program import check_rules

    rules, problems = read_rule_files([path])
    return problems or list(check_rules(rules))


def check_content(files: Sequence[ReadFile], judged: Iterable[str]) -> list[Problem]:
    """Every problem of the judged files, the others taken for granted."""
    from myologic.kb.check_names import check_names
    from myologic.kb.check_rules import check_described, check_order, check_use
    from myologic.kb.check_vocabulary import check_vocabulary
    from myologic.kb.model import Model

    model = Model(files, judged)
    problems = [each for read in model.judged_files for each in read.problems]
    problems += (each for each in check_imports(files) if each.file in model.judged)
    problems += check_vocabulary(model)
    problems += check_names(model)
    problems += check_described(model)
    refused, _ = check_order(model)
    problems += refused
    problems += check_use(model)
    return problems


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and place, each once, and not more than anybody reads."""
    return tuple(sorted(set(problems), key=lambda each: (each.file, each.line, each.column, each.code, each.message)))[
        :_MOST_PROBLEMS
    ]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(each.severity == "error" for each in problems)

