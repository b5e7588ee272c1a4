"""`check`: everything that is wrong in content, in one run, each problem at the token that is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from myologic.engine.errors import Problem
from myologic.engine.rules import RuleSet
from myologic.kb.collector import paused_collector
from myologic.kb.content import ReadFile, all_rules, check_imports, fetch, imported_path, read_files
from myologic.kb.files import ContentFile, pack_files, shipped_files, shipped_root

FATAL = frozenset({"vocabulary", "literal", "character"})
"""Kinds of errors in statements with which a pack is not loaded; with the others it is, and `check` lists them."""
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
    """
    with paused_collector():
        return _check(paths)


def _check(paths: Sequence[Path | str]) -> tuple[Problem, ...]:
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
        content = [*_shipped_content(_state_of(shipped_files())), *read_files(fetch(packs), "p")]
        judged = {file.shown for file in packs} | ({file.shown for file in shipped_files()} if shipped else set())
        problems += check_content(content, judged)
    return sorted_problems(problems)


def _state_of(files: Iterable[ContentFile]) -> tuple[tuple[ContentFile, int, int, int], ...]:
    states = ((file, os.stat(file.path)) for file in files)
    return tuple((file, state.st_size, state.st_mtime_ns, state.st_ctime_ns) for file, state in states)


@lru_cache(maxsize=1)
def _shipped_content(state: tuple[tuple[ContentFile, int, int, int], ...]) -> tuple[ReadFile, ...]:
    """The shipped content, read once for a run that checks many times."""
    return tuple(read_files(fetch(file for file, *_ in state)))


def check_rule_file(path: str) -> list[Problem]:
    """A lone rule file: syntax, well-formedness, stratification and imports, nothing about its subject."""
    from myologic.engine.program import check_rules

    folder = os.path.dirname(path)
    queue = [ContentFile(path, path, "", os.path.basename(path))]
    files: list[ReadFile] = []
    for file in queue:
        files += read_files(fetch([file]))
        for iri, _ in files[-1].rules.imports:
            inside = imported_path(iri)
            target = os.path.join(folder, inside or "")
            if inside and os.path.isfile(target) and inside not in {each.inside for each in queue}:
                queue.append(ContentFile(target, target, "", inside))
    problems = [each for read in files for each in read.problems] + check_imports(files)
    prefixes = tuple(pair for read in files for pair in read.prefixes)
    return problems or list(check_rules(RuleSet(all_rules(files), prefixes=prefixes)))


def check_content(files: Sequence[ReadFile], judged: Iterable[str]) -> list[Problem]:
    """Every problem of the judged files, the others taken for granted."""
    from myologic.kb.check_names import check_names
    from myologic.kb.check_rules import check_described, check_order, check_use
    from myologic.kb.check_run import check_by_rules
    from myologic.kb.check_vocabulary import check_vocabulary
    from myologic.kb.model import Model

    model = Model(files, judged)
    problems = [each for read in model.judged_files for each in read.problems]
    problems += (each for each in check_imports(files) if each.file in model.judged)
    problems += check_vocabulary(model)
    problems += check_names(model)
    problems += check_described(model)
    refused, sound = check_order(model)
    problems += refused
    problems += check_use(model)
    problems += check_by_rules(model, sound)
    return problems


def fatal_problems(files: Sequence[ReadFile]) -> list[Problem]:
    """The problems for which content is not loaded at all.

    What cannot be read, is refused by the engine, or could do harm where it is shown. In packs also a word that is
    nowhere declared: it would drop what it says without a sign. Everything else is for `check`.
    """
    from myologic.kb.check_vocabulary import check_vocabulary
    from myologic.kb.model import Model

    problems = [each for read in files for each in read.problems] + check_imports(files)
    model = Model(files, (each.file.shown for each in files if each.file.pack))
    problems += (each for each in check_vocabulary(model) if each.kind in FATAL)
    return list(sorted_problems(problems))


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and place, each once, and not more than anybody reads."""
    return tuple(sorted(set(problems), key=lambda each: (each.file, each.line, each.column, each.code, each.message)))[
        :_MOST_PROBLEMS
    ]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(each.severity == "error" for each in problems)

