"""Checks that are rules: what derives `chk:violates` is a problem, with the message that stands beside the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from myologic.engine.change import ChangingFacts
from myologic.engine.errors import LimitError, Problem, RuleError
from myologic.engine.inference import Inference
from myologic.engine.program import compile_rules
from myologic.engine.rules import Rule, RuleSet
from myologic.engine.terms import IRI, Literal, Place, Term, Triple
from myologic.kb import compile as compiling
from myologic.kb.model import NAMELESS, Model
from myologic.kb.rule_reads import read_by
from myologic.kb.vocabulary import TYPE, chk_, kb_

VIOLATES = chk_("violates")
_SLOT = re.compile(r"\{(\w+)\}")


class RuleChecks:
    """Runs the rules over all content, and again when it changed, at the cost of the change.

    Not to be shared between threads.
    """

    def __init__(self) -> None:
        self._facts: ChangingFacts | None = None
        self._rules: object = None
        self._base: list[Triple] = []

    def check(self, model: Model, rules: Sequence[Rule]) -> Iterator[Problem]:
        """The violations that rules derive for what the judged files describe.

        Parameters
        ----------
        model
            All content.
        rules
            The rules that may run, those of the checks among them.
        """
        try:
            facts = self._run(model, rules)
        except LimitError as error:
            self._facts = None
            yield from (each for each in error.problems if each.file in model.judged)
            return
        except RuleError:
            self._facts = None
            return  # what the engine refuses is reported by the checks of rules
        inference: Inference | None = None
        for violation in facts.match(None, VIOLATES, None):
            points = _points(model, violation)
            place = _place(model, violation.subject, points)
            if place is not None:
                inference = inference or facts.inference()
                yield _problem(model, inference, violation, place)

    def _run(self, model: Model, rules: Sequence[Rule]) -> ChangingFacts:
        data = tuple(statement for read in model.files for statement in read.rules.data)
        base, _ = read_by(rules).split(statement.triple for statement in compiling.base_statements(model.files))
        key = (tuple(rules), tuple(statement.triple for statement in data))
        facts = self._facts
        if facts is not None and key == self._rules:
            self._facts = None  # in case a limit stops the change half way
            now, before = set(base), set(self._base)
            facts.update(now - before, before - now)
        else:
            facts = ChangingFacts(compile_rules(RuleSet(tuple(rules), data)), base, limit_facts=compiling.DERIVED_FACTS)
        self._facts, self._rules, self._base = facts, key, base
        return facts


def _said(model: Model, check: Term) -> dict[Term, Term]:
    return {s.triple.predicate: s.triple.object for s in model.by_subject.get(check, ())}


def _points(model: Model, violation: Triple) -> Term | None:
    return _said(model, violation.object).get(chk_("points"))


def _problem(model: Model, inference: Inference, violation: Triple, place: Place) -> Problem:
    said = _said(model, violation.object)
    proof = inference.proof(violation)
    values = {} if proof is None else {variable.name: term for variable, term in proof.bindings}
    message = said.get(chk_("message"))
    text = message.lexical if isinstance(message, Literal) else "`{x}` violates a check"
    filled = _SLOT.sub(lambda slot: _shown(model, values.get(slot[1]), place.file) or slot[0], text)
    filled = filled.replace(f"`{NAMELESS}`", NAMELESS)  # the quotes of a name; this has none
    code = said.get(chk_("code"))
    severity = "error" if said.get(chk_("severity")) == Literal("error") else "warning"
    near = _near(model, said.get(chk_("among")), violation.subject, said.get(chk_("points")))
    return Problem(*place, severity, code.lexical if isinstance(code, Literal) else "C100", "check", filled, near)


def _near(model: Model, among: Term | None, subject: Term, points: Term | None) -> str | None:
    """The code nearest to a wrong one, of the things of the class that the check names."""
    if not isinstance(among, IRI):
        return None
    wrong = [s.triple.object for s in model.by_subject.get(subject, ()) if s.triple.predicate == points]
    known = {
        each.triple.object.lexical
        for each in model.by_predicate.get(kb_("code"), ())
        if isinstance(each.triple.object, Literal) and model.is_a(each.triple.subject, among)
    }
    near = [each for word in wrong if isinstance(word, Literal) for each in get_close_matches(word.lexical, known, 1, 0.6)]
    return near[0] if near and not any(isinstance(word, Literal) and word.lexical in known for word in wrong) else None


def _shown(model: Model, term: Term | None, file: str) -> str | None:
    return None if term is None else model.shown(term, file)


def _place(model: Model, subject: Term, points: Term | None) -> Place | None:
    """Where the judged files describe a thing, or write the property pointed at; None where they do neither."""
    best: Place | None = None
    for statement in model.by_subject.get(subject, ()):
        if statement.subject_place.file not in model.judged:
            continue
        if points is not None and statement.triple.predicate == points:
            return statement.object_place
        if best is None or statement.triple.predicate == TYPE:
            best = statement.subject_place
    return best

