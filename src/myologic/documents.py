"""Files as text, within the limits, and rule files with what they import. Nothing is ever fetched from a network."""

from __future__ import annotations

import os
from collections.abc import Iterable

from myologic.engine.errors import ContentError, LimitError, Problem, RuleError
from myologic.engine.records import replace
from myologic.engine.rules import RuleSet
from myologic.engine.terms import IRI, BlankNode, Place, Statement, TermPattern, Triple, TripleTerm

# What needs no escape in an address.
_PLAIN = dict.fromkeys(map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/"))


def file_text(path: str | os.PathLike[str], problem_class: type[ContentError] = ContentError) -> str:
    """Return the text of a file.

    Parameters
    ----------
    path
        The file.
    problem_class
        What to raise for a file that is missing or no UTF-8.

    Raises
    ------
    ContentError
        If the file does not exist, cannot be opened, or is not UTF-8 (with line and column of the first bad byte).
    LimitError
        If it is larger than 32 MiB.
    """
    from myologic.grammar.limits import FILE_BYTES
    from myologic.grammar.turtle import decode

    shown = os.fspath(path)
    try:
        with open(path, "rb") as file:
            content = file.read(FILE_BYTES + 1)
    except (OSError, ValueError) as error:  # a name with a zero in it, or half of a character, is a ValueError
        reason = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "no file has such a name"
        message = f"`{shown}` cannot be read: {reason}"
        raise problem_class([Problem(shown, 1, 1, "error", "F101", "file", message)]) from error
    try:
        return decode(content, shown)
    except LimitError:
        raise
    except ContentError as error:
        raise problem_class(error.problems) from error


def file_address(path: str | os.PathLike[str]) -> str:
    """The address of a file, with links followed.

    Examples
    --------
    >>> file_address("/a b/c.ttl")
    'file:///a%20b/c.ttl'
    """
    real = os.path.realpath(path)
    if real.startswith("/") and not real.translate(_PLAIN):
        return "file://" + real  # most are, and what would see to the others takes long to import
    from pathlib import Path

    return Path(real).as_uri()


def read_rule_text(text: str, base: str | None = None, file: str = "<text>") -> RuleSet:
    """Read rules from text, which can import nothing.

    Parameters
    ----------
    text
        The rules.
    base
        The base of relative addresses.
    file
        What messages call the text.

    Raises
    ------
    RuleError
        If the text cannot be read, or imports anything.
    """
    from myologic.grammar.srl import read_rules

    ruleset = read_rules(text, file, base)
    if ruleset.imports:
        problems = [
            _import_problem("I101", iri, place, "rules that come as text import nothing; put them into a file")
            for iri, place in ruleset.imports
        ]
        raise RuleError(problems)
    return ruleset


def read_rule_file(path: str | os.PathLike[str]) -> RuleSet:
    """Read a rule file and everything it imports, each document once.

    Parameters
    ----------
    path
        The file. Only files in its folder and below may be imported, by it and by what it imports.

    Returns
    -------
    RuleSet
        All rules and data; blank nodes of different documents are different.

    Raises
    ------
    RuleError
        If a document cannot be read; of kind "import" where an import is refused, missing or unreadable.
    LimitError
        If a file is too large.
    """
    from myologic.grammar.srl import read_rules

    first = os.fspath(path)
    root = os.path.dirname(os.path.realpath(first))
    found: list[RuleSet] = []
    seen = {os.path.realpath(first)}
    queue = [(first, first)]
    for file, shown in queue:
        ruleset = read_rules(file_text(file, RuleError), shown, file_address(file))
        found.append(ruleset)
        problems = []
        for iri, place in ruleset.imports:
            target, refusal = _target(iri, place, root)
            if target is None:
                problems += refusal
            elif (real := os.path.realpath(target)) not in seen:
                seen.add(real)
                queue.append((target, target if os.path.isabs(shown) else os.path.relpath(target)))
        if problems:
            raise RuleError(problems)
    return joined(found)


def joined(rulesets: Iterable[RuleSet]) -> RuleSet:
    """Several rule sets as one, with the blank nodes of their data kept apart.

    Parameters
    ----------
    rulesets
        At least one; of a single one nothing is renamed.
    """
    several = tuple(rulesets)
    if len(several) == 1:
        return several[0]
    data = tuple(
        kept_apart(statement, f"r{number}.") for number, each in enumerate(several) for statement in each.data
    )
    return RuleSet(
        rules=tuple(rule for each in several for rule in each.rules),
        data=data,
        imports=tuple(pair for each in several for pair in each.imports),
        prefixes=tuple(dict(pair for each in reversed(several) for pair in each.prefixes).items()),
    )


def kept_apart(statement: Statement, scope: str) -> Statement:
    """A statement whose blank nodes carry a scope in front of their labels.

    Parameters
    ----------
    statement
        As it was read.
    scope
        Different for each document.
    """
    return statement._replace(triple=triple_apart(statement.triple, scope))


def triple_apart(triple: Triple, scope: str) -> Triple:
    """A triple whose blank nodes carry a scope in front of their labels; see `kept_apart`."""
    if not scope:
        return triple
    subject, predicate, object_ = (_apart(term, scope) for term in triple)
    return Triple(subject, predicate, object_)  # type: ignore[arg-type]  # ground terms stay ground


def _apart(term: TermPattern, scope: str) -> TermPattern:
    if isinstance(term, BlankNode):
        return BlankNode(scope + term.label)
    if isinstance(term, TripleTerm):
        return replace(
            term,
            subject=_apart(term.subject, scope),
            predicate=_apart(term.predicate, scope),
            object=_apart(term.object, scope),
        )
    return term


def _target(iri: IRI, place: Place, root: str) -> tuple[str | None, list[Problem]]:
    """The file that an import names, or why it is refused."""
    from pathlib import Path
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(iri.value)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None, [_import_problem("I101", iri, place, "only files are imported, nothing from a network")]
    target = Path(unquote(parts.path))
    if not Path(os.path.realpath(target)).is_relative_to(root):
        return None, [_import_problem("I101", iri, place, f"only files below `{os.path.basename(root)}/` are imported")]
    if not target.is_file():
        return None, [_import_problem("I102", iri, place, "there is no such file")]
    return str(target), []


def _import_problem(code: str, iri: IRI, place: Place, why: str) -> Problem:
    return Problem(place.file, place.line, place.column, "error", code, "import", f"cannot import `{iri.value}`: {why}")
