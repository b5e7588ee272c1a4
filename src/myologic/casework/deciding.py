"""Which question would decide most: what each sign, test, habit or cause could tell, against what is known already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from weakref import WeakKeyDictionary

from myologic.casework.verdicts import DISPUTED, OPEN, Verdict
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

FINDING, CAUSE, TARGET, EXCLUDES = kb_("finding"), kb_("cause"), kb_("target"), kb_("excludes")

_TOLD: WeakKeyDictionary[Reading, Mapping[Term, frozenset[Term]]] = WeakKeyDictionary()


def tells(kb: Reading) -> Mapping[Term, frozenset[Term]]:
    """For each finding, test, habit and cause the muscles that some row of it speaks of. Read once a knowledge base."""
    known = _TOLD.get(kb)
    if known is None:
        targets: dict[Term, list[Term]] = {}
        for triple in kb.match(None, TARGET, None):
            targets.setdefault(triple.subject, []).append(triple.object)
        found: dict[Term, set[Term]] = {}
        for predicate in (FINDING, CAUSE):
            for triple in kb.match(None, predicate, None):
                found.setdefault(triple.object, set()).update(targets.get(triple.subject, ()))
        known = _TOLD[kb] = {thing: frozenset(muscles) for thing, muscles in found.items() if muscles}
    return known


def most_telling(
    kb: Reading,
    things: Collection[IRI],
    verdicts: Sequence[Verdict],
    present: Collection[IRI],
    decides: Mapping[str, int] | None = None,
) -> tuple[IRI, ...]:
    """The things that could decide something, those that could decide most first.

    First those that could turn most verdicts. Then a thing counts for each muscle that nothing is known of, twice for
    each that is open or disputed, and half for each of which little is known. What an observed thing excludes cannot be
    there and is left out.

    Parameters
    ----------
    kb
        The knowledge base.
    things
        What may be asked.
    verdicts
        What is reported so far.
    present
        What is known to be there.
    decides
        How many verdicts each thing could turn, by its address.
    """
    told, turns = tells(kb), decides or {}
    worth: dict[Term, int] = {row.muscle: 4 if row.verdict in (OPEN, DISPUTED) else 1 for row in verdicts}
    excluded = {other for each in present for other in kb.objects(each, EXCLUDES)}
    ranked = sorted(
        (-turns.get(each.value, 0), -sum(worth.get(muscle, 2) for muscle in told[each]), each.value, each)
        for each in things
        if each in told and each not in excluded
    )
    return tuple(each for *_, each in ranked)
