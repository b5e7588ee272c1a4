"""The numbers of certainty, read from what content says: `kb:certainty` on claims and rules, loss and cap of rules.

A written fact is as sure as the node it is written on says, and as the evidence behind that node; where the node says
nothing, the fact is a definition and weakens nothing. What a rule derives is worked out by `engine/certainty.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from myologic.engine.certainty import SURE, Certainty, Level, Policy, RuleCertainty, annotate
from myologic.engine.inference import Inference
from myologic.engine.rules import Rule
from myologic.engine.terms import Literal, Term, Triple
from myologic.kb.levels import CONTESTED_MARK
from myologic.kb.vocabulary import kb_

CERTAINTY, CHAIN_LOSS, CAP = kb_("certainty"), kb_("chainLoss"), kb_("certaintyCap")
CORROBORATES, OF_CASE = kb_("corroborates"), kb_("ofCase")
POLICY_READS = (CERTAINTY, CHAIN_LOSS, CAP, CORROBORATES, OF_CASE)
"""All properties that a policy is made of."""


class Matching(Protocol):
    """Anything that can be asked for facts; None stands for any term."""

    def match(self, s: Term | None, p: Term | None, o: Term | None, /) -> Iterator[Triple]: ...


def policy_of(facts: Matching) -> Policy:
    """The policy that the metadata of claims and rules asks for.

    Parameters
    ----------
    facts
        Where the metadata stands.
    """
    said = _levels(facts, CERTAINTY)
    caps = _levels(facts, CAP)
    losses = _integers(facts, CHAIN_LOSS)
    corroborating = {t.subject for t in facts.match(None, CORROBORATES, None) if _is_true(t.object)}
    of_case = {t.subject for t in facts.match(None, OF_CASE, None) if _is_true(t.object)}

    sure_of = {node: Certainty(level, level == Level.CONTESTED) for node, level in said.items()}.get

    def of_subject(subject: Term) -> Certainty:
        return sure_of(subject, SURE)

    def of_given(triple: Triple) -> Certainty:
        return of_subject(triple[0])

    def of_rule(rule: Rule) -> RuleCertainty:
        name = rule.name
        if name is None:
            return RuleCertainty()
        return RuleCertainty(
            said.get(name, Level.HIGH), losses.get(name, 0), caps.get(name, Level.HIGH), name in corroborating
        )

    return Policy(of_given, of_rule, lambda triple: triple.predicate in of_case, of_subject)


def certainties(
    inference: Inference, policy: Policy, settled: Callable[[Triple], Certainty | None] | None = None
) -> Mapping[Triple, int]:
    """The level of every derived fact as it is kept: 1 for `contested` to 5 for `high`, marked where contested.

    Parameters
    ----------
    inference
        Finished facts; of a layer only its own.
    policy
        From `policy_of`.
    settled
        For a layer, what is known of the facts below.
    """
    return {triple: kept(value) for triple, value in annotate(inference, policy, settled).items()}


def kept(value: Certainty) -> int:
    """A certainty as one small number."""
    return int(value.level) + 1 + (CONTESTED_MARK if value.contested else 0)


def certainty_of(number: int) -> Certainty | None:
    """The certainty that a small number stands for; None for 0."""
    if not number:
        return None
    return Certainty(Level(number % CONTESTED_MARK - 1), number >= CONTESTED_MARK)


def _levels(facts: Matching, predicate: Term) -> dict[Term, Level]:
    """Node to the lowest level that is said of it; what is no level is left to `check`."""
    found: dict[Term, Level] = {}
    for subject, _, text in facts.match(None, predicate, None):
        if isinstance(text, Literal):
            try:
                level = Level.of(text.lexical)
            except ValueError:
                continue
            found[subject] = min(level, found.get(subject, level))
    return found


def _integers(facts: Matching, predicate: Term) -> dict[Term, int]:
    found: dict[Term, int] = {}
    for subject, _, text in facts.match(None, predicate, None):
        if isinstance(text, Literal) and text.lexical.isdecimal() and len(text.lexical) <= 2:
            found[subject] = max(int(text.lexical), found.get(subject, 0))
    return found


def _is_true(term: Term) -> bool:
    return isinstance(term, Literal) and term.lexical in ("true", "1")
