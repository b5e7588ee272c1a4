"""Which rule and which changed line are behind a conclusion that came, went or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from myologic.answering.explain import why_lines
from myologic.authoring.clauses import rule_text
from myologic.casework.facts import CASE
from myologic.engine.proof import Proof
from myologic.engine.rules import Rule, TriplePattern
from myologic.engine.terms import IRI, Term, Triple, TripleTerm, Variable
from myologic.kb.base import KnowledgeBase, Overlay
from myologic.kb.policy import CAP, CERTAINTY, CHAIN_LOSS, CORROBORATES
from myologic.kb.reading import Reading

if TYPE_CHECKING:
    from myologic.authoring.facts import FactChange

_MOST_LINES = 6
_HOW_SURE = frozenset({CERTAINTY, CAP, CHAIN_LOSS, CORROBORATES})


class Grounds:
    """Looks for the changes behind conclusions.

    Parameters
    ----------
    old, new
        The two versions.
    facts
        The written facts that came and went.
    """

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, facts: Sequence[FactChange]) -> None:
        self._old, self._new = old, new
        self._lost = {each.triple: each for each in facts if each.change == "lost"}
        self._gained = {each.triple: each for each in facts if each.change == "gained"}
        self._about: dict[Term, list[FactChange]] = {}
        for each in facts:
            if each.triple.predicate in _HOW_SURE:
                self._about.setdefault(each.triple.subject, []).append(each)
        before, after = _rules(old), _rules(new)
        self._lost_rules = {rule.name: rule for key, rule in before.items() if key not in after}
        self._new_rules = {rule.name: rule for key, rule in after.items() if key not in before}
        self.rules_differ = before.keys() != after.keys()

    def of(
        self, reading: KnowledgeBase | Overlay, fact: Triple, *, lost: bool, other: Overlay | None = None
    ) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
        """The rule behind a conclusion, the lines that changed it, and its proof in sentences.

        Parameters
        ----------
        reading
            Where the conclusion holds: the old version, or a case on it, where it was lost; else the new one.
        fact
            The conclusion.
        lost
            Whether it does not hold any more.
        other
            The same case on the other version, where what the conclusion needs absent may hold.
        """
        best: tuple[str | None, tuple[str, ...]] | None = None
        for proof in self._proofs(reading, fact):
            because = tuple(dict.fromkeys(self._because(reading, proof, lost=lost, other=other)))
            if best is None or (because and not best[1]):
                best = _rule(reading, proof.rule), because[:_MOST_LINES]
            if because:
                break
        rule, lines = best if best is not None else (None, ())
        return rule, lines, why_lines(reading, fact)

    def _proofs(self, reading: KnowledgeBase | Overlay, fact: Triple) -> Iterator[Proof]:
        first = reading.proof(fact)
        if first is not None:
            yield first
        yield from reading.inference.proofs(fact, 5)

    def _because(
        self, reading: Reading, proof: Proof, *, lost: bool, other: Overlay | None = None
    ) -> Iterator[str]:
        gone_or_come = self._lost if lost else self._gained
        rules = self._lost_rules if lost else self._new_rules
        for step in proof.steps():
            change = gone_or_come.get(step.conclusion)
            if change is not None:
                yield _line(change)
            if step.rule is not None and step.rule.name in rules:
                verb = "was changed or taken away" if lost else "is new or was changed"
                yield f"the rule at {step.rule.place} {verb}"
        for step in proof.steps():
            yield from self._said_about(step.conclusion.subject)
            if step.rule is not None and step.rule.name is not None:
                yield from self._said_about(step.rule.name)
        for step in proof.steps():
            for pattern in step.absent:
                yield from self._blocking(pattern, lost=lost)
                if other is not None:
                    yield from self._set_aside(reading, other, pattern, lost=lost)

    def _said_about(self, subject: Term) -> Iterator[str]:
        said = sorted(self._about.get(subject, ()), key=lambda each: each.change == "gained")
        return (_line(each) for each in said)

    def _blocking(self, pattern: TriplePattern, *, lost: bool) -> Iterator[str]:
        """What a NOT looks for, and what stands in one version only; where that was derived, what it rests on."""
        here, there = (self._new, self._old) if lost else (self._old, self._new)
        changes = self._gained if lost else self._lost
        wanted = [None if isinstance(term, (Variable, TripleTerm)) else term for term in _terms(pattern)]
        if wanted.count(None) == 3 or isinstance(wanted[0], IRI) and "/case/" in wanted[0].value:
            return
        for found in here.match(*wanted):
            if there.has(*found):
                continue
            if found in changes:
                yield _line(changes[found])
            else:
                proof = here.proof(found)
                yield from (_line(changes[each]) for each in (proof.given() if proof else ()) if each in changes)

    def _set_aside(self, here: Reading, other: Overlay, pattern: TriplePattern, *, lost: bool) -> Iterator[str]:
        """What a NOT of a rule about a case looks for and finds in the other version, and what changed behind that."""
        wanted = [None if isinstance(term, (Variable, TripleTerm)) else term for term in _terms(pattern)]
        if wanted[0] != CASE or wanted[1] is None:
            return
        for found in other.match(*wanted):
            proof = None if here.has(*found) else other.proof(found)
            lines = () if proof is None else tuple(self._because(other, proof, lost=not lost))
            if lines and proof is not None:
                yield f"{'set aside by' if lost else 'no longer set aside by'} {_rule(other, proof.rule) or 'what was told'}"
                yield from lines


def _terms(pattern: TriplePattern) -> tuple[Term | Variable, ...]:
    return (pattern.subject, pattern.predicate, pattern.object)


def _rules(kb: KnowledgeBase) -> dict[str, Rule]:
    """Rules by what they say, wherever they stand."""
    return {rule_text(rule): rule for rule in kb.inference.program.rules}


def _rule(reading: Reading, rule: Rule | None) -> str | None:
    if rule is None:
        return None
    name = "a rule without a name" if rule.name is None else f"“{reading.label(rule.name)}”"
    return f"{name} ({rule.place})"


def _line(change: FactChange) -> str:
    """A changed line: `+` or `-`, the fact, its place."""
    mark = "+" if change.change == "gained" else "-"
    return f"{mark} {change.text}" + (f" ({change.place})" if change.place is not None else "")
