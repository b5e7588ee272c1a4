"""Content files as values: statements and rules with their places, and every problem met while reading.

Nobody else reads content. A file that cannot be read becomes problems, never an exception, so that it does not hide
what is wrong in the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from myologic.engine.errors import ContentError, Problem
from myologic.engine.records import dataclass, field, replace
from myologic.engine.rules import Rule, RuleSet
from myologic.engine.terms import IRI, Place, Statement
from myologic.kb.codes import problem
from myologic.kb.files import ContentFile
from myologic.kb.vocabulary import PREFIXES

BASE = "https://w3id.org/myologic/file/"
"""Relative addresses in content are resolved below this, so that they do not depend on where a folder lies."""

_PREFIX_LINE = re.compile(r"@?prefix\s+([^\s:]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_ADDRESS_OR_NAME = re.compile(r"<([^<>\s\"{}|^`\\]+)>|(?<![\w:<])([A-Za-z][\w.-]*|):([\w-][\w.-]*)")


@dataclass(frozen=True, slots=True)
class ContentText:
    """A content file and its bytes, or why it could not be opened."""

    file: ContentFile
    data: bytes
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file as read.

    Parameters
    ----------
    file
        Which.
    text
        Its text, "" where it is not UTF-8.
    statements
        What a Turtle file states, or the DATA blocks of a rule file.
    rules
        The rules of a rule file.
    prefixes
        Prefix names and namespaces in force at its end.
    problems
        What could not be read. A file with problems has no statements and no rules.
    mentioned, headed
        For a file with problems: every address it mentions, and those that begin a line. What the file would have
        described is not reported a second time as missing.
    sound
        Whether every text and value in it is known to be clean and of its datatype.
    """

    file: ContentFile
    text: str
    statements: tuple[Statement, ...] = ()
    rules: RuleSet = RuleSet()
    prefixes: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    mentioned: frozenset[IRI] = frozenset()
    headed: frozenset[IRI] = frozenset()
    sound: bool = field(default=False, compare=False)


def fetch(files: Iterable[ContentFile]) -> list[ContentText]:
    """The bytes of content files; of one that is too long, enough to see that it is."""
    from myologic.grammar.limits import FILE_BYTES

    texts = []
    for file in files:
        try:
            with open(file.path, "rb") as stream:
                texts.append(ContentText(file, stream.read(FILE_BYTES + 1)))
        except OSError as error:
            message = f"`{file.shown}` cannot be read: {(error.strerror or 'no access').lower()}"
            texts.append(ContentText(file, b"", problem(Place(file.shown, 1, 1), "F101", message)))
    return texts


def read_file(source: ContentText, scope: str) -> ReadFile:
    """Read one file.

    Parameters
    ----------
    source
        The file and its bytes.
    scope
        What sets its blank nodes apart from those of other files.
    """
    from myologic.grammar.srl import read_rules
    from myologic.grammar.turtle import decode, read_turtle

    file = source.file
    if source.problem is not None:
        return ReadFile(file, "", problems=(source.problem,))
    text = ""
    base = BASE + "/".join(filter(None, (file.pack or "myologic", file.inside)))
    try:
        text = decode(source.data, file.shown)
        if file.path.endswith(".srl"):
            rules = read_rules(text, file.shown, base, scope=scope)
            return ReadFile(file, text, rules.data, rules, rules.prefixes)
        document = read_turtle(text, file.shown, base, scope=scope)
        return ReadFile(file, text, document.statements, prefixes=tuple(document.prefixes.items()))
    except ContentError as error:
        mentioned, headed = _mentions(text)
        problems = tuple(_with_line(each, text) for each in error.problems)
        return ReadFile(file, text, problems=problems, mentioned=mentioned, headed=headed)


def _with_line(problem: Problem, text: str) -> Problem:
    """A prefix of the shipped content that is not declared comes with the line that declares it."""
    if problem.code != "S103" or problem.suggestion is not None:
        return problem
    lines = text.splitlines()
    said = lines[problem.line - 1][problem.column - 1 :] if problem.line <= len(lines) else ""
    namespace = dict(PREFIXES).get(said.partition(":")[0])
    if namespace is None:
        return problem
    keyword, dot = ("PREFIX", "") if problem.file.endswith(".srl") else ("@prefix", " .")
    line = f"`{keyword} {said.partition(':')[0]}: <{namespace}>{dot}` at the top"
    return replace(problem, suggestion=line)


def read_files(sources: Sequence[ContentText], first: int = 0) -> list[ReadFile]:
    """Read files, blank nodes of different files kept apart; those of two calls too where their numbers differ.

    Parameters
    ----------
    sources
        The files and their bytes.
    first
        The number of the first file among all content that is read together.
    """
    return [read_file(source, f"f{number}") for number, source in enumerate(sources, first)]


def _mentions(text: str) -> tuple[frozenset[IRI], frozenset[IRI]]:
    """Every address that a text mentions, and those that begin a line, by a rough reading that errors cannot stop."""
    prefixes = dict(_PREFIX_LINE.findall(text))
    mentioned, headed = set(), set()
    for match in _ADDRESS_OR_NAME.finditer(text):
        address, name, local = match.groups()
        if address is None and name not in prefixes:
            continue
        iri = IRI(address if address is not None else prefixes[name] + local.rstrip("."))
        mentioned.add(iri)
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not before.strip() or before.split()[-1].upper() == "RULE":
            headed.add(iri)
    return frozenset(mentioned), frozenset(headed)


def imported_path(iri: IRI) -> str | None:
    """The path below its pack's root of an imported file; None for an address that is no file of the pack."""
    inside = iri.value.removeprefix(BASE).partition("/")[2]
    return inside if iri.value.startswith(BASE) and ".." not in inside.split("/") and inside else None


def check_imports(files: Sequence[ReadFile]) -> list[Problem]:
    """`IMPORTS` of anything that is not a file of the same pack.

    Every file of a pack is read anyway, so an import of one of them is granted and changes nothing.
    """
    known = {BASE + "/".join(filter(None, (each.file.pack or "myologic", each.file.inside))) for each in files}
    problems = []
    for each in files:
        for iri, place in each.rules.imports:
            if iri.value not in known:
                message = f"`{iri.value}` cannot be imported: only files of the same pack can, nothing on a network"
                problems.append(problem(place, "I101", message))
    return problems


def all_rules(files: Iterable[ReadFile]) -> tuple[Rule, ...]:
    """The rules of all files, in the order of files and text."""
    return tuple(rule for each in files for rule in each.rules.rules)
