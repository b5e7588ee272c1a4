"""`check` with everything: what is wrong in content, and whether its own test questions are answered as they expect."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from myologic.authoring.kept_asks import KeptAsks
from myologic.authoring.kept_checks import KeptCheck, hash_all_code
from myologic.cases import kb_case
from myologic.casework.catalogue import Catalogue
from myologic.engine.errors import Problem, QuestionError
from myologic.engine.records import replace
from myologic.installed import pack_folder
from myologic.kb.asks import Ask, Asked
from myologic.kb.base import KnowledgeBase
from myologic.kb.check import Checker, Scope, scope_of, sorted_problems
from myologic.kb.check import check as check_content
from myologic.kb.files import ask_files, pack_files, shipped_root
from myologic.kb.vocabulary import local_name
from myologic.session import Session

_SESSIONS: dict[str, Session] = {}


def check(*paths: Path | str) -> tuple[Problem, ...]:
    """Check content and run its test questions.

    Parameters
    ----------
    paths
        Folders of packs, each judged on top of the shipped content, or names of packs that installed distributions
        offer; single files. Without any path the shipped content itself is judged.

    Returns
    -------
    tuple of Problem
        All that were found, by file and place. Test questions are run where nothing else is an error.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "a.srl").write_text("RULE { ?x <a:p> ?y } WHERE { ?x <a:q> 1 }")
    ...     [(each.kind, each.line) for each in check(pathlib.Path(folder, "a.srl"))]
    [('well-formedness', 1)]

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    QuestionError
        A folder has no file of content, or several installed distributions offer a pack of that name.
    """
    found = _found(paths)
    scope = scope_of(found)
    for path, folder in zip(paths, found, strict=True):
        if os.path.isdir(folder) and not (pack_files(folder) or ask_files(folder)):
            raise QuestionError(f"nothing to check in `{path}`: no .ttl, .srl or .ask file lies in it")
    kept = KeptCheck(scope)
    problems = kept.find()
    if problems is None:
        asks = KeptAsks(answer_ask, kept.code_hash)
        problems = sorted_problems((*check_content(*found, asker=asks, asked=asks.keep), *_shapes(scope)))
        kept.keep(problems)
    return problems


def _code_hash() -> str | None:
    try:
        return hash_all_code()
    except OSError:
        return None


def use_all_cores() -> None:
    """Let checks make copies of this process to work beside it; for a program that is alone in it, such as the command line."""
    from myologic.kb.beside import allow

    allow()


def _found(paths: Sequence[Path | str]) -> tuple[Path | str, ...]:
    """The paths, with the folders of installed packs for their names."""
    return tuple(each if os.path.exists(each) else pack_folder(os.fspath(each)) for each in paths)


def _shapes(scope: Scope) -> tuple[Problem, ...]:
    """What is wrong with the shapes on the body map that the judged packs bring."""
    own = os.path.join(shipped_root(), "")  # the shipped shapes are data of their own
    files = [each for each in scope.content if each.shown in scope.judged and not each.path.startswith(own)]
    if not files:
        return ()
    from myologic.authoring.drawn import check_shapes

    return check_shapes(files)


def answer_ask(kb: KnowledgeBase, ask: Ask) -> Asked:
    """Answer one test question as a person would be answered.

    Parameters
    ----------
    kb
        The knowledge base with the content that is checked.
    ask
        The question.
    """
    if ask.is_case:
        return _try_case(kb, ask)
    session = _SESSIONS.get(kb.hash)
    if session is None or session.kb is not kb:
        _SESSIONS.clear()  # one at a time: a knowledge base is large
        session = _SESSIONS[kb.hash] = Session(kb)
    found = session.find(ask.question, ask.given, ask.after)
    items = tuple((item.names, item.side, item.verdict) for item in found.items)
    text = session.ask(ask.question, ask.given, ask.after).text if ask.says else ""
    return Asked(found.status, found.boolean, text, items)


def _try_case(kb: KnowledgeBase, ask: Ask) -> Asked:
    catalogue = Catalogue(kb)
    entries: dict[str, Any] = {}  # Any: the lists of a case, by their keywords
    for text in ask.question.split(","):
        name, at, side = text.strip().partition("@")
        thing = catalogue.thing(name)
        if thing is None:
            return Asked("nothing", None, "", (), str(catalogue.find(name, "findings")))
        entries.setdefault(catalogue.lists_of(thing)[0], []).append(f"{local_name(thing)}{at}{side}")
    try:
        case = kb_case(kb, **entries)
    except QuestionError as mistake:
        return Asked("nothing", None, "", (), str(mistake))
    items = tuple((kb.names(each.muscle), each.side, each.verdict) for each in case.verdicts())
    return Asked(case.status, None, case.text() if ask.says else "", items)


def places_of(paths: Sequence[Path | str]) -> dict[str, str]:
    """Where the files lie that a check of some paths speaks of, by the names it calls them.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    """
    scope = scope_of(_found(paths))
    return {file.shown: file.path for file in (*scope.content, *scope.asks)}


def written_in(folders: Sequence[Path | str]) -> frozenset[str] | None:
    """The files of packs by the names that places call them; None where the shipped content is meant.

    Raises
    ------
    FileNotFoundError
        A folder does not exist.
    """
    if any(os.path.isdir(folder) and os.path.samefile(folder, shipped_root()) for folder in folders):
        return None
    return frozenset(file.shown for folder in folders for file in pack_files(pack_folder(os.fspath(folder))))


def errors_with(text: str, name: str, folder: str | None) -> tuple[Problem, ...]:
    """The errors that a file of a pack would have, without its test questions.

    Parameters
    ----------
    text
        What the file would hold.
    name
        The name of the file.
    folder
        The pack in whose folder it would lie; None for a pack of its own.
    """
    with tempfile.TemporaryDirectory(prefix="myologic-") as place:
        for file in pack_files(folder) if folder is not None else ():
            copy = os.path.join(place, os.path.relpath(file.path, folder))
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            shutil.copy(file.path, copy)
        path = os.path.join(place, name)
        with open(path, "w", encoding="utf-8") as written:
            written.write(text)
        problems = check_content(place)
        wrong = [each for each in problems if each.severity == "error" and os.path.samefile(each.file, path)]
    # messages name other places too, which do not lie in a folder that is gone
    inside, shown = os.path.join(place, ""), "" if folder is None else os.path.join(os.path.normpath(folder), "")
    shown = shown.removeprefix(os.path.join(os.curdir, ""))
    return tuple(replace(each, file=each.file.replace(inside, shown), message=each.message.replace(inside, shown)) for each in wrong)


class Watched:
    """Content that is checked again when it changed; what did not change is not read again.

    Parameters
    ----------
    paths
        As for `check`.
    """

    def __init__(self, paths: Sequence[Path | str]) -> None:
        self._paths = _found(paths)
        self._checker = Checker()
        self._state: object = None
        self._scope = scope_of(self._paths)

    def has_changed(self) -> bool:
        """Whether a file came, went or changed since the last time this was asked; true at first.

        Raises
        ------
        FileNotFoundError
            A path does not exist any more.
        """
        self._scope = scope_of(self._paths)
        state: list[tuple[object, object]] = [(file, _stat(file.path)) for file in (*self._scope.content, *self._scope.asks)]
        state += [(name, _stat(name)) for name in self._scope.rules]
        if state == self._state:
            return False
        self._state = state
        return True

    def check_content(self) -> tuple[Problem, ...]:
        """What is wrong in files, from syntax to the checks that are rules."""
        return sorted_problems((*self._checker.check_content(self._scope), *_shapes(self._scope)))

    def check_questions(self) -> tuple[Problem, ...]:
        """Whether labels come back and test questions are answered; only for content without errors."""
        asks = KeptAsks(answer_ask, _code_hash())
        problems = self._checker.check_questions(self._scope, asks)
        asks.keep()
        return problems


def _stat(path: str) -> tuple[int, int, int] | None:
    try:
        facts = os.stat(path)
    except OSError:
        return None
    return facts.st_size, facts.st_mtime_ns, facts.st_ino
