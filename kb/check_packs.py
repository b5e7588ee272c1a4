"""What packs may not do to what they lie on, and what they need beside them.

Packs make safety stricter and never milder: what keeps people safe cannot be retired by any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.terms import IRI, Literal, Place, Statement, Term
from myologic.kb.codes import problem
from myologic.kb.model import NAMELESS, Model
from myologic.kb.vocabulary import kb_

SINGLE, NEEDS_PACK, RETIRES, MAY_BE_RETIRED = kb_("single"), kb_("needsPack"), kb_("retires"), kb_("mayBeRetired")
ONLY_RAISED, RANK, STATED_ONCE = kb_("onlyRaised"), kb_("rank"), kb_("statedOnce")
HARMLESS = frozenset(("K123", "K126"))
"""Mistakes for which content is loaded nevertheless: the most urgent value counts, and the first name is shown."""


def check_packs(model: Model, packs: Sequence[str]) -> Iterator[Problem]:
    """Second values of properties that have one, what must not be retired, and packs that are needed and absent.

    Parameters
    ----------
    model
        All content.
    packs
        The names of the packs that are loaded together.
    """
    retirable = model.marked(MAY_BE_RETIRED)
    for mark, code in ((SINGLE, "K120"), (STATED_ONCE, "K126")):
        for predicate in sorted(model.marked(mark), key=str):
            for statement in model.judged_with(predicate):
                yield from _check_value(model, statement, statement.subject_place.file, code)
    for predicate in sorted(model.marked(ONLY_RAISED), key=str):
        for statement in model.judged_with(predicate):
            yield from _check_raised(model, statement, statement.subject_place.file)
    for statement in model.judged_with(NEEDS_PACK):
        yield from _check_needed(statement, packs)
    for statement in model.judged_with(RETIRES):
        yield from _check_retired(model, statement, retirable, statement.subject_place.file)


def _check_value(model: Model, statement: Statement, file: str, code: str) -> Iterator[Problem]:
    """The later of two values is the wrong one: what stands already was there when it was written."""
    subject, predicate, value = statement.triple
    first = _first(model, statement)
    if first is statement or _same(first.triple.object, value):
        return
    message = (
        f"`{model.shown(predicate, file)}` of {_name(model, subject, file)} is "
        f"`{model.shown(first.triple.object, file)}` already ({_said(first.object_place)}) and has one value"
    )
    yield problem(statement.object_place, code, message, _with_a_point(first, statement))


def _check_raised(model: Model, statement: Statement, file: str) -> Iterator[Problem]:
    """A second value is allowed where it is higher than the first."""
    subject, predicate, value = statement.triple
    first = _first(model, statement)
    was, now = _rank(model, first.triple.object), _rank(model, value)
    if first is not statement and was is not None and now is not None and now < was:
        message = (
            f"`{model.shown(predicate, file)}` of {_name(model, subject, file)} is "
            f"`{model.shown(first.triple.object, file)}` ({_said(first.object_place)}): "
            "packs make safety stricter and never milder"
        )
        yield problem(statement.object_place, "K123", message)


def _first(model: Model, statement: Statement) -> Statement:
    """What was stated first of the thing by the property; of texts, in the same language."""
    subject, predicate, value = statement.triple
    language = value.language if isinstance(value, Literal) else None
    for each in model.by_subject[subject]:
        other = each.triple.object
        if each.triple.predicate == predicate and (not isinstance(other, Literal) or other.language == language):
            return each
    return statement


def _rank(model: Model, term: Term) -> int | None:
    ranks = (each.triple.object for each in model.by_subject.get(term, ()) if each.triple.predicate == RANK)
    return next((int(each.lexical) for each in ranks if isinstance(each, Literal) and each.lexical.isdecimal()), None)


def _name(model: Model, subject: Term, file: str) -> str:
    shown = model.shown(subject, file)
    return shown if shown == NAMELESS else f"`{shown}`"


def _same(one: Term, other: Term) -> bool:
    if isinstance(one, Literal) and isinstance(other, Literal):
        return one.lexical.strip() == other.lexical.strip()
    return one == other


def _with_a_point(first: Statement, second: Statement) -> str | None:
    """Two whole numbers with nothing but a comma between them are meant as one number: `1,5`."""
    one, other = first.triple.object, second.triple.object
    if not isinstance(one, Literal) or not isinstance(other, Literal):
        return None
    begin, end = first.object_place, second.object_place
    together = (begin.file, begin.line, begin.column + len(one.lexical) + 1) == (end.file, end.line, end.column)
    numbers = one.lexical.removeprefix("-").isdecimal() and other.lexical.isdecimal()
    return f"{one.lexical}.{other.lexical}" if together and numbers else None


def _said(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def _check_needed(statement: Statement, packs: Sequence[str]) -> Iterator[Problem]:
    name = statement.triple.object
    if isinstance(name, Literal) and name.lexical not in packs:
        message = f"the pack `{name.lexical}` is needed and not loaded; name it too, before this one"
        yield problem(statement.object_place, "K121", message)


def _check_retired(model: Model, statement: Statement, retirable: frozenset[Term], file: str) -> Iterator[Problem]:
    what = statement.triple.object
    if isinstance(what, IRI) and not model.by_subject.get(what):
        return  # there is no such thing, which is said of every address that leads nowhere
    if not model.types.get(what, frozenset()) & retirable:
        kind = next(iter(sorted(model.kinds(what))), "thing")
        message = f"{kind} `{model.shown(what, file)}` cannot be retired: packs make safety stricter and never milder"
        yield problem(statement.object_place, "K122", message)
