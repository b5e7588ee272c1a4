"""Proofs of the engine as numbered lines: premises before conclusions, each with its place or its rule."""

from __future__ import annotations

from collections.abc import Mapping

from myologic.engine.proof import Proof
from myologic.engine.rules import Negation
from myologic.engine.terms import IRI, Place, TermPattern, Triple
from myologic.engine.wellformed import iri_shown
from myologic.grammar.ntriples import nt


def proof_text(proof: Proof, prefixes: tuple[tuple[str, str], ...], places: Mapping[Triple, Place]) -> str:
    """A proof as text, a step a line.

    Parameters
    ----------
    proof
        From the engine.
    prefixes
        For showing addresses.
    places
        Where given facts stand; one that is missing is shown as given.

    Returns
    -------
    str
        `3. a p b .  by rule r (file:line:column) from 1, 2`, for a NOT with what is absent
        and after which stratum that was looked for; the last line being what was to be proved.
    """
    numbers: dict[int, int] = {}
    lines = []
    for number, step in enumerate(proof.steps(), 1):
        numbers[id(step)] = number
        lines.append(f"{number}. {_shown(step.conclusion, prefixes)}  {_ground(step, prefixes, places, numbers)}")
    return "\n".join(lines)


def _ground(
    step: Proof, prefixes: tuple[tuple[str, str], ...], places: Mapping[Triple, Place], numbers: Mapping[int, int]
) -> str:
    """What a step rests on."""
    if step.rule is None:
        place = places.get(step.conclusion)
        return "given" if place is None else f"given at {place}"
    name = iri_shown(step.rule.name, prefixes) + " " if step.rule.name is not None else ""
    text = f"by rule {name}({step.rule.place})"
    if step.premises:
        text += " from " + ", ".join(str(numbers[id(premise)]) for premise in step.premises)
    if step.absent:
        missing = "; ".join(_shown((p.subject, p.predicate, p.object), prefixes) for p in step.absent)
        text += f", and there is no {missing} ({_checked(step)})"
    return text


def _checked(step: Proof) -> str:
    """When it was looked for what is absent."""
    assert step.rule is not None
    of_base = [step.rule.over_base or each.over_base for each in step.rule.body if isinstance(each, Negation)]
    if all(of_base):
        return "checked: absent from what was given"
    finished = f"after stratum {step.stratum - 1}" if step.stratum else "and no rule gives it"
    return f"checked: absent {finished}"


def _shown(triple: tuple[TermPattern, TermPattern, TermPattern], prefixes: tuple[tuple[str, str], ...]) -> str:
    return " ".join(iri_shown(term, prefixes) if isinstance(term, IRI) else nt(term) for term in triple) + " ."
