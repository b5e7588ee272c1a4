"""Proof steps as integers: why each fact holds that people ask about, ready without running a rule again.

A step is a rule, the rows of its premises and the values of its variables. Steps are kept for the facts of every
property that has words in questions, and for all that these rest on; other proofs are found again by the engine.
"""

from __future__ import annotations

from bisect import bisect_left

from myologic.engine.proof import Proof, build_proof
from myologic.engine.rules import Assignment, Rule, TriplePattern
from myologic.engine.terms import TermPattern, Triple, TripleTerm, Variable
from myologic.kb.facts import FactTable

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from myologic.engine.inference import Inference


def pack_proofs(
    inference: Inference, facts: FactTable, goals: Iterable[Triple], rules: Iterable[Rule]
) -> dict[str, bytes]:
    """The sections with one step for each goal and for everything that it rests on.

    Parameters
    ----------
    inference
        Where the goals hold.
    facts
        The same facts by row.
    goals
        Derived facts.
    rules
        All rules in the order in which they are kept.
    """
    from array import array

    from myologic.engine.explain import Explainer

    numbers = {id(rule): number for number, rule in enumerate(rules)}
    explainer = Explainer(inference.search)
    steps: dict[int, list[int]] = {}
    strata: dict[int, int] = {}
    done: set[int] = set()
    for goal in goals:
        waiting = [explainer.proof(goal)]
        while waiting:
            proof = waiting.pop()
            if proof is None or proof.rule is None or id(proof) in done:
                continue
            done.add(id(proof))
            number = numbers[id(proof.rule)]
            strata[number] = proof.stratum
            premises = [facts.index(premise.conclusion) for premise in proof.premises]
            values = [facts.terms.number(term) for _, term in proof.bindings]
            steps[facts.index(proof.conclusion)] = [number, len(premises), *premises, *values]
            waiting += proof.premises
    rows = array("i", sorted(steps))
    starts, data = array("i", [0]), array("i")
    for row in rows:
        data.extend(steps[row])
        starts.append(len(data))
    by_rule = array("i", [strata.get(number, 0) for number in range(len(numbers))])
    return {
        "proof_rows": rows.tobytes(),
        "proof_starts": starts.tobytes(),
        "proof_data": data.tobytes(),
        "proof_strata": by_rule.tobytes(),
    }


class ProofTable:
    """Kept proof steps, put together to proofs when asked.

    Parameters
    ----------
    sections
        What `pack_proofs` made.
    facts
        The facts by row.
    rule
        A rule by its number.
    """

    def __init__(self, sections: Mapping[str, memoryview], facts: FactTable, rule: Callable[[int], Rule]) -> None:
        self._rows = sections["proof_rows"].cast("i")
        self._starts = sections["proof_starts"].cast("i")
        self._data = sections["proof_data"].cast("i")
        self._strata = sections["proof_strata"].cast("i")
        self._facts = facts
        self._rule = rule
        self._found: dict[int, Proof] = {}

    def proof(self, row: int) -> Proof | None:
        """The proof of the fact in a row; None where no step was kept for a derived fact."""
        waiting = [row]
        while waiting:
            at = waiting[-1]
            if at in self._found:
                waiting.pop()
                continue
            if not self._facts.is_derived(at):
                self._found[at] = Proof(self._facts.triple(at))
                continue
            position = bisect_left(self._rows, at)
            if position == len(self._rows) or self._rows[position] != at:
                return None
            step = self._data[self._starts[position] : self._starts[position + 1]]
            premises = step[2 : 2 + step[1]]
            missing = [premise for premise in premises if premise not in self._found]
            if missing:
                waiting += missing
            else:
                self._found[at] = self._build(at, step[0], premises, step[2 + step[1] :])
        return self._found[row]

    def _build(self, row: int, number: int, premises: memoryview, values: memoryview) -> Proof:
        rule = self._rule(number)
        names = variables_of(rule)
        bound = {
            variable: self._facts.terms.term(value) for variable, value in zip(names, values, strict=True) if value >= 0
        }
        return build_proof(
            self._facts.triple(row),
            rule,
            tuple(bound.items()),
            tuple(self._found[premise] for premise in premises),
            self._strata[number],
        )


def variables_of(rule: Rule) -> tuple[Variable, ...]:
    """The variables of a rule's body outside NOT, in the order of the text, each once."""
    found: dict[Variable, None] = {}
    for element in rule.body:
        if isinstance(element, TriplePattern):
            for term in (element.subject, element.predicate, element.object):
                found.update(dict.fromkeys(_variables(term)))
        elif isinstance(element, Assignment):
            found[element.variable] = None
    return tuple(found)


def _variables(term: TermPattern) -> Iterator[Variable]:
    if isinstance(term, Variable):
        yield term
    elif isinstance(term, TripleTerm):
        for part in (term.subject, term.predicate, term.object):
            yield from _variables(part)
