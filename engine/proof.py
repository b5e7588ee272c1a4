"""Proofs: why a fact holds; and near misses: why one does not."""

from __future__ import annotations

from collections.abc import Iterator

from myologic.engine.records import dataclass
from myologic.engine.rules import Filter, Rule, TriplePattern
from myologic.engine.terms import Term, Triple, Variable


@dataclass(frozen=True, slots=True, eq=False)
class Proof:
    """One derivation of a fact, down to what was given.

    Parameters
    ----------
    conclusion
        The fact.
    rule
        The rule of the last step; None for a fact that was given or stands in a DATA block.
    bindings
        The variables of the rule outside NOT with their values, in the order of the text.
    premises
        One proof for each triple pattern of the body outside NOT, in the order of the text. Shared proofs are shared.
    absent
        The patterns inside NOT with the values filled in: there is no match of each NOT as a whole.
    stratum
        The stratum of the rule; what is absent was looked for when all lower strata were finished. 0 for given facts.
    """

    conclusion: Triple
    rule: Rule | None = None
    bindings: tuple[tuple[Variable, Term], ...] = ()
    premises: tuple[Proof, ...] = ()
    absent: tuple[TriplePattern, ...] = ()
    stratum: int = 0

    def value(self, name: str) -> Term | None:
        """The value of the variable with a name, or None."""
        for variable, term in self.bindings:
            if variable.name == name:
                return term
        return None

    def steps(self) -> Iterator[Proof]:
        """Every proof below and this one last, premises before conclusions, each once."""
        seen: set[int] = set()
        stack: list[tuple[Proof, bool]] = [(self, False)]
        while stack:
            proof, done = stack.pop()
            if done:
                yield proof
            elif id(proof) not in seen:
                seen.add(id(proof))
                stack.append((proof, True))
                stack.extend((premise, False) for premise in reversed(proof.premises))

    def given(self) -> tuple[Triple, ...]:
        """The given facts it rests on, each once."""
        return tuple(dict.fromkeys(step.conclusion for step in self.steps() if step.rule is None))


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that would derive a fact but for something.

    Parameters
    ----------
    rule
        The rule.
    bindings
        The variables that have a value, in the order of the text.
    met
        The premises that hold.
    missing
        The patterns of the body that have no match, with the values known filled in.
    blocking
        Facts that match a NOT of the rule.
    failed
        A FILTER that is not true, or None.
    """

    rule: Rule
    bindings: tuple[tuple[Variable, Term], ...]
    met: tuple[Triple, ...]
    missing: tuple[TriplePattern, ...]
    blocking: tuple[Triple, ...] = ()
    failed: Filter | None = None
