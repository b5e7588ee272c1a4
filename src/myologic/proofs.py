"""Proofs of the engine as numbered lines: premises before conclusions, each with its place or its rule; and near misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from myologic.engine.certainty import Certainty
from myologic.engine.proof import NearMiss, Proof, ProofGraph, RatedProof
from myologic.engine.rules import Filter, Negation, Rule
from myologic.engine.terms import IRI, Place, TermPattern, Triple
from myologic.engine.wellformed import iri_shown
from myologic.grammar.ntriples import nt

Prefixes: TypeAlias = tuple[tuple[str, str], ...]


def proof_text(proof: Proof, prefixes: Prefixes, places: Mapping[Triple, Place]) -> str:
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
    return "\n".join(_lines((proof,), prefixes, places, {}, {}))


def graph_text(graph: ProofGraph, prefixes: Prefixes, places: Mapping[Triple, Place]) -> str:
    """All minimal proofs of a fact as text: each step once, and each proof by its last step and by what it rests on.

    Parameters
    ----------
    graph, prefixes, places
        As for `proof_text`.
    """
    numbers: dict[int, int] = {}
    lines = _lines(graph.proofs, prefixes, places, numbers, {})
    for place, proof in enumerate(graph.proofs, 1):
        given, absent = len(proof.given()), len(proof.absences())
        rests = f"{given} given" + (f" and {absent} absent" if absent else "")
        more = "" if graph.complete else " or more"
        lines.append(f"proof {place} of {len(graph.proofs)}{more}: {numbers[id(proof)]}, rests on {rests}")
    return "\n".join(lines)


def rated_text(rated: RatedProof[Certainty], prefixes: Prefixes, places: Mapping[Triple, Place]) -> str:
    """The best proof of a fact as text, with the level of each step.

    Parameters
    ----------
    rated, prefixes, places
        As for `proof_text`.
    """
    said = {
        id(proof): value.level.label + (", contested" if value.contested and value.level.label != "contested" else "")
        for proof, value in rated.values.items()
    }
    numbers: dict[int, int] = {}
    lines = _lines((rated.proof,), prefixes, places, numbers, said)
    for fact, separate in rated.beside.items():
        lines.append(f"separate evidence lifts {_shown(fact, prefixes)}")
        lines += _lines(separate, prefixes, places, numbers, said)
    return "\n".join(lines)


def near_miss_text(misses: Sequence[NearMiss], prefixes: Prefixes) -> str:
    """Why a fact does not hold: the nearest rules, a line each, with what each lacks or what stands in its way."""
    lines = []
    for miss in misses:
        parts = [f"there is no {_shown((p.subject, p.predicate, p.object), prefixes)}" for p in miss.missing]
        parts += [f"against it stands {_shown(fact, prefixes)}" for fact in miss.blocking]
        if miss.failed is not None:
            kind = "FILTER" if isinstance(miss.failed, Filter) else "SET"
            parts.append(f"the {kind} at {miss.failed.place} {'is not true' if kind == 'FILTER' else 'gives another value'}")
        lines.append(f"nearest rule {_named(miss.rule, prefixes)}: {'; '.join(parts)}")
    return "\n".join(lines)


def _lines(
    proofs: Sequence[Proof],
    prefixes: Prefixes,
    places: Mapping[Triple, Place],
    numbers: dict[int, int],
    said: Mapping[int, str],
) -> list[str]:
    """The steps of proofs as numbered lines, each step once; numbers go on from those given before."""
    lines = []
    for proof in proofs:
        for step in proof.steps():
            if id(step) not in numbers:
                numbers[id(step)] = len(numbers) + 1
                level = f"  [{said[id(step)]}]" if id(step) in said else ""
                shown = f"{numbers[id(step)]}. {_shown(step.conclusion, prefixes)}{level}"
                lines.append(f"{shown}  {_ground(step, prefixes, places, numbers)}")
    return lines


def _named(rule: Rule, prefixes: Prefixes) -> str:
    name = iri_shown(rule.name, prefixes) + " " if rule.name is not None else ""
    return f"{name}({rule.place})"


def _ground(step: Proof, prefixes: Prefixes, places: Mapping[Triple, Place], numbers: Mapping[int, int]) -> str:
    """What a step rests on."""
    if step.rule is None:
        place = places.get(step.conclusion)
        return "given" if place is None else f"given at {place}"
    text = f"by rule {_named(step.rule, prefixes)}"
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


def _shown(triple: tuple[TermPattern, TermPattern, TermPattern], prefixes: Prefixes) -> str:
    return " ".join(iri_shown(term, prefixes) if isinstance(term, IRI) else nt(term) for term in triple) + " ."
