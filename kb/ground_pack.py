"""A ground program as plain sections: atoms sorted, clauses grouped by what has to be worked out together."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence

from myologic.engine.strata import components
from myologic.engine.terms import IRI, Term
from myologic.kb.grounding import Ground


def pack_ground(found: Ground, rules: Mapping[int, Sequence[int]], evidence: Iterable[Term]) -> dict[str, bytes]:
    """A ground program as plain sections.

    Parameters
    ----------
    found
        The program.
    rules
        What is said of the certainty of each rule: loss, most, whether it corroborates.
    evidence
        The properties whose facts are evidence of their own.
    """
    of_atom = [(0, 0)] * len(found.atoms)
    for key, number in found.atoms.items():
        of_atom[number] = key
    order = sorted(range(len(of_atom)), key=of_atom.__getitem__)
    renamed = [0] * len(order)
    for place, number in enumerate(order):
        renamed[number] = place
    of_number = [predicate for predicate, _ in of_atom]
    predicate_of = [of_number[each] for each in order]
    needs: dict[int, set[int]] = {each: set() for each in range(len(found.predicates))}
    for _, head, positive, negative in found.clauses:
        reads = needs[of_number[head]]
        reads.update([of_number[each] for each in positive])
        if negative:
            reads.update([-1 - each if each < 0 else of_number[each] for each in negative])
    group_of = [0] * len(found.predicates)
    groups = components(len(found.predicates), [sorted(needs[each]) for each in range(len(found.predicates))])
    for number, together in enumerate(groups):
        for predicate in together:
            group_of[predicate] = number
    starts = array("i", [0] * (len(found.predicates) + 1))
    for predicate in predicate_of:
        starts[predicate + 1] += 1
    for predicate in range(len(found.predicates)):
        starts[predicate + 1] += starts[predicate]
    rows = sorted([
        (group_of[of_number[head]], renamed[head], rule, tuple([renamed[each] for each in positive]),
         tuple([each if each < 0 else renamed[each] for each in negative]), worth)
        for (rule, head, positive, negative), worth in found.clauses.items()
    ])  # fmt: skip
    head_data = {
        "predicates": [each if not each.startswith("not ") else "" for each in found.predicates],
        "groups": group_of,
        "needs": [
            sorted({group_of[each] for predicate in together for each in needs[predicate]} - {number})
            for number, together in enumerate(groups)
        ],
        "copied": sorted(found.copied),
        "evidence": sorted(
            found.predicates[each.value] for each in evidence if isinstance(each, IRI) and each.value in found.predicates
        ),
        "rules": {str(place): list(said) for place, said in rules.items()},
    }
    return {
        "ground.head": json.dumps(head_data, separators=(",", ":")).encode(),
        "ground.starts": starts.tobytes(),
        "ground.terms": array("i", [of_atom[each][1] for each in order]).tobytes(),
        **_clauses(rows, [group_of[each] for each in predicate_of]),
    }


def _clauses(
    rows: Sequence[tuple[int, int, int, tuple[int, ...], tuple[int, ...], int]], group_of_atom: Sequence[int]
) -> dict[str, bytes]:
    """The sections of the clauses, and of the clauses that each atom calls when it comes to hold.

    Parameters
    ----------
    rows
        Of each clause its group, head, rule, the atoms that have to hold, those that must not, and what it is worth.
    group_of_atom
        The group of each atom.
    """
    body, offsets = array("i"), array("i", [0])
    triggers: dict[int, list[int]] = {}
    for number, (group, head, rule, positive, negative, worth) in enumerate(rows):
        body.extend((rule, head, worth, len(positive), *positive, *negative))
        offsets.append(len(body))
        inside = [each for each in positive if group_of_atom[each] == group]
        if not inside and len(positive) == 1:
            inside = [positive[0]]
        elif not inside:
            inside = [max(positive, key=lambda atom: (group_of_atom[atom], atom))]
        for each in inside:
            triggers.setdefault(each, []).append(number)
    calls, call_offsets = array("i"), array("i", [0])
    for atom in range(len(group_of_atom)):
        calls.extend(triggers.get(atom, ()))
        call_offsets.append(len(calls))
    return {
        "ground.body": body.tobytes(),
        "ground.offsets": offsets.tobytes(),
        "ground.calls": calls.tobytes(),
        "ground.call_offsets": call_offsets.tobytes(),
        "ground.group_at": array("i", (row[0] for row in rows)).tobytes(),
    }
