"""`check`: everything that is wrong in content, in one run, each problem at the token that is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from errno import ENOENT
from pathlib import Path

from myologic.engine.effort import uncollected
from myologic.engine.errors import Problem
from myologic.engine.records import dataclass
from myologic.engine.rules import RuleSet
from myologic.kb.asks import check_answer, read_asks
from myologic.kb.beside import Beside
from myologic.kb.check_run import RuleChecks
from myologic.kb.content import ContentText, ReadFile, all_rules, check_imports, fetch, imported_path, read_files
from myologic.kb.files import ASKS, ContentFile, ask_files, pack_files, pack_name, shipped_files, shipped_root

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.kb.asks import Ask, Asked
    from myologic.kb.base import KnowledgeBase
    from myologic.kb.kept_readings import KeptReadings

    Asker = Callable[[KnowledgeBase, Ask], Asked]

FATAL = frozenset({"vocabulary", "literal", "character", "conflict", "pack", "safety"})
"""Kinds of errors in statements with which a pack is not loaded; with the others it is, and `check` lists them."""
_MOST_PROBLEMS = 1000


def check(
    *paths: Path | str, asker: Asker | None = None, asked: Callable[[], object] | None = None
) -> tuple[Problem, ...]:
    """Check content.

    Parameters
    ----------
    paths
        Folders of packs, each judged on top of the shipped content; single `.srl` files, judged as rules of any
        subject; single `.ttl` and `.ask` files, judged like a pack of one file. Without any path, or for the folder of
        the shipped content, that is judged itself.
    asker
        Answers a test question. Without it files of test questions are read and not run, and labels are not asked back.
    asked
        Called when all questions were asked, in the process that asked them.

    Returns
    -------
    tuple of Problem
        All that were found, by file and place. Questions are run, and labels asked back, where nothing else is wrong.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    """
    return _SHARED.check(paths, asker, asked)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a check is about.

    Parameters
    ----------
    content
        All files of content: the shipped ones, then those of the packs.
    judged
        The names of the files whose problems are reported.
    packs
        The names of the packs.
    asks
        Files of test questions.
    rules
        Single rule files, judged apart from everything else.
    """

    content: tuple[ContentFile, ...]
    judged: frozenset[str]
    packs: tuple[str, ...]
    asks: tuple[ContentFile, ...]
    rules: tuple[str, ...]


def scope_of(paths: Sequence[Path | str]) -> Scope:
    """The files that some paths stand for; see `check`.

    Raises
    ------
    FileNotFoundError
        A path does not exist.
    """
    shipped = not paths
    packs: list[ContentFile] = []
    names: list[str] = []
    asks: list[ContentFile] = []
    rules: list[str] = []
    for path in paths:
        name = os.fspath(path)
        if os.path.isdir(name) and os.path.samefile(name, shipped_root()):
            shipped = True
        elif os.path.isdir(name):
            packs += pack_files(name)
            asks += ask_files(name)
            names.append(pack_name(name))
        elif name.endswith(".srl"):
            rules.append(name)
        elif os.path.exists(name):
            single = ContentFile(name, name, "", os.path.basename(name))
            (asks if name.endswith(ASKS) else packs).append(single)
        else:
            raise FileNotFoundError(ENOENT, "no such file or folder", name)
    own = shipped_files() if shipped or packs or asks else ()
    if shipped:
        asks += ask_files(shipped_root())
    judged = frozenset(file.shown for file in (*packs, *(own if shipped else ())))
    return Scope((*own, *packs), judged, tuple(names), tuple(asks), tuple(rules))


class Checker:
    """Checks content, and again when it changed; what did not change is not read again.

    Not to be shared between threads.
    """

    def __init__(self) -> None:
        self._read: dict[ContentFile, tuple[object, ContentText, ReadFile]] = {}
        self._rules = RuleChecks()
        self._readings: KeptReadings | None = None

    def check(
        self, paths: Sequence[Path | str], asker: Asker | None = None, asked: Callable[[], object] | None = None
    ) -> tuple[Problem, ...]:
        """All problems of some paths; see `check`."""
        with uncollected():
            scope = scope_of(paths)
            if asker is None:
                return self.check_content(scope)
            if scope.judged:
                self._content(scope)  # read once for both

            def ask() -> list[Row]:
                problems = self.check_questions(scope, asker)
                if asked is not None:
                    asked()
                return list(map(row_of, problems))

            with Beside(ask) as asking:
                problems = self.check_content(scope)
                return problems if has_errors(problems) else sorted_problems((*problems, *rows_read(asking.value())))

    def check_content(self, scope: Scope) -> tuple[Problem, ...]:
        """What is wrong in files, from syntax to the checks that are rules; test questions are read and not run."""
        with uncollected():
            problems = [each for path in scope.rules for each in check_rule_file(path)]
            problems += (each for file in fetch(scope.asks) for each in read_asks(file)[1])
            if scope.judged:
                problems += check_content([read for _, read in self._content(scope)], scope.judged, self._rules, scope.packs)
            return sorted_problems(problems)

    def check_questions(self, scope: Scope, asker: Asker | None) -> tuple[Problem, ...]:
        """Whether labels come back from their own question, and whether test questions are answered as expected.

        Only for content without errors.
        """
        from myologic.kb.check_words import check_labels
        from myologic.kb.load import open_labels, open_read

        asks = [ask for file in fetch(scope.asks) for ask in read_asks(file)[0]]
        if asker is None or not (asks or scope.judged):
            return ()
        content = self._content(scope)
        if any(read.problems for _, read in content):
            return ()
        kb = open_read([text for text, _ in content], [read for _, read in content], scope.packs)
        judged = [read for _, read in content if read.file.shown in scope.judged]

        def ask_labels() -> list[Row]:
            fine = open_labels(kb)
            problems = list(check_labels(judged, fine.lexicon, fine))
            fine.keep()
            return list(map(row_of, problems))

        with Beside(ask_labels) as labels:
            problems = [each for ask in asks for each in check_answer(ask, asker(kb, ask))]
            return sorted_problems((*problems, *rows_read(labels.value())))

    def _content(self, scope: Scope) -> list[tuple[ContentText, ReadFile]]:
        content = [self._one(file, number) for number, file in enumerate(scope.content)]
        if self._readings is not None:
            self._readings.keep()
        return content

    def _one(self, file: ContentFile, number: int) -> tuple[ContentText, ReadFile]:
        try:
            facts = os.stat(file.path)
            state: object = (number, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
        except OSError:
            state = None
        known = self._read.get(file)
        if known is not None and state is not None and known[0] == state:
            return known[1:]
        text = fetch([file])[0]
        if known is not None and known[0] is not None and known[1].data == text.data and text.problem is None:
            read = known[2] if isinstance(known[0], tuple) and known[0][0] == number else self._parsed(text, number)
        else:
            read = self._parsed(text, number)
        self._read[file] = (state, text, read)
        return text, read

    def _parsed(self, text: ContentText, number: int) -> ReadFile:
        if self._readings is None:
            from myologic.kb.load import open_readings

            self._readings = open_readings()
        return self._readings.read([text], number)[0]


def check_rule_file(path: str) -> list[Problem]:
    """A lone rule file: syntax, well-formedness, stratification and imports, nothing about its subject."""
    from myologic.engine.program import check_rules
    from myologic.grammar.doubts import rule_doubts

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
    whole = RuleSet(all_rules(files), prefixes=prefixes)
    doubts = [doubt for read in files for doubt in rule_doubts(read.rules)]
    return problems or [*check_rules(whole), *doubts]


def check_content(
    files: Sequence[ReadFile], judged: Iterable[str], checks: RuleChecks, packs: Sequence[str] = ()
) -> list[Problem]:
    """Every problem of the judged files, the others taken for granted."""
    from myologic.grammar.doubts import rule_doubts
    from myologic.kb.check_names import check_names
    from myologic.kb.check_packs import check_packs
    from myologic.kb.check_rules import check_described, check_order, check_use
    from myologic.kb.check_vocabulary import check_vocabulary
    from myologic.kb.model import Model

    model = Model(files, judged)
    problems = [each for read in model.judged_files for each in read.problems]
    problems += (each for each in check_imports(files) if each.file in model.judged)
    problems += check_vocabulary(model)
    problems += check_names(model)
    problems += check_packs(model, packs)
    problems += check_described(model)
    refused, sound = check_order(model)
    problems += refused
    problems += check_use(model)
    problems += (doubt for read in model.judged_files for doubt in rule_doubts(read.rules))
    # Of a value that is none of its datatype no rule says anything beside that.
    wrong = {(each.file, each.line, each.column) for each in problems if each.kind == "literal"}
    found = checks.check(model, sound)
    return [*problems, *(each for each in found if (each.file, each.line, each.column) not in wrong)]


def fatal_problems(files: Sequence[ReadFile], packs: Sequence[str] = ()) -> list[Problem]:
    """The problems for which content is not loaded at all.

    What cannot be read, is refused by the engine, or could do harm where it is shown. In packs also a word that is
    nowhere declared, which would drop what it says without a sign, and what contradicts or weakens what they lie on. Everything else is for `check`.
    """
    from myologic.kb.check_packs import HARMLESS, check_packs
    from myologic.kb.check_vocabulary import check_vocabulary
    from myologic.kb.model import Model

    problems = [each for read in files for each in read.problems] + check_imports(files)
    model = Model(files, (each.file.shown for each in files if each.file.pack))
    problems += (each for each in check_vocabulary(model) if each.kind in FATAL)
    problems += (each for each in check_packs(model, packs) if each.code not in HARMLESS)
    return list(sorted_problems(problems))


Row = tuple[str, int, int, str, str, str, str, str | None]
"""A problem as plain values."""


def row_of(problem: Problem) -> Row:
    """A problem as plain values, of which `Problem` makes it again."""
    place = (problem.file, problem.line, problem.column)
    return *place, problem.severity, problem.code, problem.kind, problem.message, problem.suggestion


def rows_read(rows: Iterable[Row]) -> Iterator[Problem]:
    """The problems that rows were made of."""
    return (Problem(*row) for row in rows)


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file and place, each once, and not more than anybody reads."""
    return tuple(sorted(set(problems), key=lambda each: (each.file, each.line, each.column, each.code, each.message)))[
        :_MOST_PROBLEMS
    ]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(each.severity == "error" for each in problems)


_SHARED = Checker()
