"""Which area of the body a thing concerns: that of the muscles its rows speak of, of what it leads to, or the one it is marked with."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from myologic.casework.deciding import tells
from myologic.engine.terms import Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

REGION, HAS_PART, JOINS_REGION = kb_("region"), kb_("hasPart"), kb_("joinsRegion")
LEADS_TO, CONCERNS_AREA = kb_("leadsTo"), kb_("concernsArea")

_AREAS: WeakKeyDictionary[Reading, dict[Term, frozenset[Term]]] = WeakKeyDictionary()


def areas_of(kb: Reading, things: Iterable[Term]) -> frozenset[Term]:
    """The areas of the body that some findings, tests, habits or causes concern.

    Parameters
    ----------
    kb
        The knowledge base.
    things
        What was told.
    """
    known = _AREAS.setdefault(kb, {})
    return frozenset().union(*(_areas(kb, each, known) for each in things))


def area_of(kb: Reading, thing: Term) -> frozenset[Term]:
    """The areas of the body that one finding, test, habit or cause concerns."""
    known = _AREAS.setdefault(kb, {})
    return known[thing] if thing in known else _areas(kb, thing, known)


def _areas(kb: Reading, thing: Term, known: dict[Term, frozenset[Term]]) -> frozenset[Term]:
    if thing not in known:
        known[thing] = frozenset()  # what leads back to itself adds nothing
        marked = frozenset(kb.objects(thing, CONCERNS_AREA))
        own = frozenset(area for muscle in tells(kb).get(thing, ()) for area in _of_muscle(kb, muscle, known))
        led = (_areas(kb, each, known) for each in kb.objects(thing, LEADS_TO)) if not (marked or own) else ()
        known[thing] = frozenset().union(marked, own, *led)
    return known[thing]


def _of_muscle(kb: Reading, muscle: Term, known: dict[Term, frozenset[Term]]) -> frozenset[Term]:
    if muscle not in known:
        known[muscle] = frozenset()
        regions = kb.objects(muscle, REGION)
        own = (kb.subjects(JOINS_REGION, each) for each in regions)
        parts = () if regions else (_of_muscle(kb, each, known) for each in kb.objects(muscle, HAS_PART))
        known[muscle] = frozenset().union(*own, *parts)
    return known[muscle]
