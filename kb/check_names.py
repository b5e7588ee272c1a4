"""Checks of things: each has a name and a source, and no name misleads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.terms import IRI, Literal, Place, Statement, Term
from myologic.grammar.spelling import ordinary_words
from myologic.kb.codes import problem
from myologic.kb.model import Model
from myologic.kb.vocabulary import (
    ALT_LABEL,
    HIDDEN_LABEL,
    PREF_LABEL,
    RDFS_LABEL,
    SOURCE,
    TITLE,
    TYPE,
    chk_,
    lex_,
)

_LABELS = frozenset({PREF_LABEL, RDFS_LABEL, TITLE})
_NAMES = frozenset({PREF_LABEL, ALT_LABEL, HIDDEN_LABEL})


def check_names(model: Model) -> Iterator[Problem]:
    """What is wrong with the names and sources of things described in the judged files."""
    named = list(_name_statements(model))
    yield from _check_missing(model)
    yield from _check_shared(model, named)
    yield from _check_ordinary(model, named)
    yield from _check_inverse(model)


def _subjects(model: Model) -> Iterator[tuple[Term, Place, str]]:
    """What the judged files give a type, with the place of the first time and the file."""
    seen: set[Term] = set()
    for statement in model.judged_with(TYPE):
        subject = statement.triple.subject
        if subject not in seen:
            seen.add(subject)
            yield subject, statement.subject_place, statement.subject_place.file


def _check_missing(model: Model) -> Iterator[Problem]:
    nameless = model.marked(chk_("nameless"))
    sourceless = model.marked(chk_("sourceless"))
    for subject, place, file in _subjects(model):
        if subject in model.headed:
            continue
        types = model.types.get(subject, frozenset())
        has = {statement.triple.predicate for statement in model.by_subject[subject]}
        named = not isinstance(subject, IRI) or bool(has & _LABELS or types & nameless)
        sourced = SOURCE in has or bool(types & sourceless)
        if named and sourced:
            continue
        kind = next(iter(sorted(model.kinds(subject))), "thing")
        shown = model.shown(subject, file)
        called = f"{kind} `{shown}`" if isinstance(subject, IRI) else f"this {kind}"
        if not named:
            wanted = "rdfs:label" if kind in ("property", "class") else "skos:prefLabel"
            yield problem(place, "K103", f"{called} has no label; add `{wanted} \"…\"@en`")
        if not sourced:
            yield problem(place, "K104", f"{called} has no source; add `dct:source …`")


def folded(name: str) -> str:
    """A name as it is compared: lower case, hyphens and runs of space as one space."""
    return " ".join(name.casefold().replace("-", " ").split())


def _name_statements(model: Model) -> Iterator[Statement]:
    """The statements that name things, in the order of files and text."""
    names = _NAMES
    for read in model.files:
        for statement in read.statements:
            triple = statement[0]
            if triple[1] in names and triple[2].__class__ is Literal:
                yield statement


def _check_shared(model: Model, named: Sequence[Statement]) -> Iterator[Problem]:
    """A name of two things of one kind, at each of its places in the judged files."""
    calls = [folded(_text(statement[0][2])) for statement in named]
    often = Counter(calls)
    owners: dict[tuple[str, str], dict[Term, Statement]] = {}
    unasked = model.marked(chk_("unasked"))
    kinds_of: dict[Term, frozenset[str]] = {}
    for statement, called in zip(named, calls, strict=True):
        if often[called] == 1:
            continue
        subject = statement.triple.subject
        kinds = kinds_of.get(subject)
        if kinds is None:
            asked = not model.types.get(subject, frozenset()) & unasked
            kinds = kinds_of[subject] = model.kinds(subject) if asked else frozenset()
        for kind in kinds:
            owners.setdefault((kind, called), {}).setdefault(subject, statement)
    for (kind, _), statements in sorted(owners.items()):
        for statement in statements.values():
            place = statement.object_place
            if len(statements) == 1 or place.file not in model.judged:
                continue
            other = next(each for each in statements.values() if each is not statement)
            own, others = (model.shown(each.triple.subject, place.file) for each in (statement, other))
            message = (
                f"the name `{_text(statement.triple.object)}` of the {kind} `{own}` "
                f"is also one of the {kind} `{others}` ({other.object_place})"
            )
            yield problem(place, "K105", message)


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else ""


_WORD = re.compile(r"[a-z]+")


def _check_ordinary(model: Model, named: Sequence[Statement]) -> Iterator[Problem]:
    risky = model.marked(lex_("risky"))
    silent = model.marked(lex_("silent")) | model.marked(chk_("unasked"))
    ordinary = ordinary_words()
    for statement in named:
        subject, _, name = statement.triple
        place = statement.object_place
        if place.file not in model.judged or subject in risky or subject in silent or subject in model.headed:
            continue
        assert isinstance(name, Literal)
        word = name.lexical.strip().casefold()
        if not _WORD.fullmatch(word) or word not in ordinary:
            continue
        if model.types.get(subject, frozenset()) & silent:
            continue
        message = (
            f"the name `{name.lexical}` of `{model.shown(subject, place.file)}` is an ordinary English word; "
            "choose a longer name, or add `lex:risky true` if it is meant"
        )
        yield problem(place, "K110", message)


def _check_inverse(model: Model) -> Iterator[Problem]:
    inverse = lex_("inverse")
    seen: set[tuple[str, Term]] = set()
    for statement in model.judged_with(lex_("verb")):
        subject, file = statement.triple.subject, statement.subject_place.file
        if (file, subject) in seen:
            continue
        seen.add((file, subject))
        if not any(each.triple.predicate == inverse for each in model.by_subject[subject]):
            message = (
                f"property `{model.shown(subject, file)}` has a verb and no inverse wording; "
                'add `lex:inverse "is … by"@en`'
            )
            yield problem(statement.subject_place, "K117", message)
