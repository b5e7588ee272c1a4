"""What packs may not do to what they lie on, and what they need beside them.

Packs make safety stricter and never milder: what keeps people safe cannot be retired by any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from myologic.engine.errors import Problem
from myologic.engine.terms import Literal, Place, Statement, Term
from myologic.kb.codes import problem
from myologic.kb.model import Model
from myologic.kb.vocabulary import kb_

SINGLE, NEEDS_PACK, RETIRES, MAY_BE_RETIRED = kb_("single"), kb_("needsPack"), kb_("retires"), kb_("mayBeRetired")


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
    for predicate in sorted(model.marked(SINGLE), key=str):
        for statement in model.judged_with(predicate):
            yield from _check_value(model, statement, statement.subject_place.file)
    for statement in model.judged_with(NEEDS_PACK):
        yield from _check_needed(statement, packs)
    for statement in model.judged_with(RETIRES):
        yield from _check_retired(model, statement, retirable, statement.subject_place.file)


def _check_value(model: Model, statement: Statement, file: str) -> Iterator[Problem]:
    """The later of two values is the wrong one: what stands already was there when it was written."""
    subject, predicate, value = statement.triple
    first = next((each for each in model.by_subject[subject] if each.triple.predicate == predicate), statement)
    if first is statement or _same(first.triple.object, value):
        return
    message = (
        f"`{model.shown(predicate, file)}` of `{model.shown(subject, file)}` is "
        f"`{model.shown(first.triple.object, file)}` already ({_said(first.object_place)}) and has one value"
    )
    yield problem(statement.object_place, "K120", message)


def _same(one: Term, other: Term) -> bool:
    if isinstance(one, Literal) and isinstance(other, Literal):
        return one.lexical.strip() == other.lexical.strip()
    return one == other


def _said(place: Place) -> str:
    return f"{place.file}:{place.line}:{place.column}"


def _check_needed(statement: Statement, packs: Sequence[str]) -> Iterator[Problem]:
    name = statement.triple.object
    if isinstance(name, Literal) and name.lexical not in packs:
        message = f"the pack `{name.lexical}` is needed and not loaded; name it too, before this one"
        yield problem(statement.object_place, "K121", message)


def _check_retired(model: Model, statement: Statement, retirable: frozenset[Term], file: str) -> Iterator[Problem]:
    what = statement.triple.object
    if not model.types.get(what, frozenset()) & retirable:
        kind = next(iter(sorted(model.kinds(what))), "thing")
        message = f"{kind} `{model.shown(what, file)}` cannot be retired: packs make safety stricter and never milder"
        yield problem(statement.object_place, "K122", message)
