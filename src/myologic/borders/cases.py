"""What of a case leaves it: what was told and what follows, behind the same gate as its verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from myologic.borders.view import View
from myologic.casework.safety import COUNTS_FLAG, NEEDS_LOOK_AT, REFERS_FOR, STOPS_FOR
from myologic.kb.vocabulary import PREFIXES

if TYPE_CHECKING:
    from myologic.cases import Case

_WARNING = frozenset((STOPS_FOR, REFERS_FOR, COUNTS_FLAG, NEEDS_LOOK_AT))


def case_view(case: Case) -> View:
    """The facts of a case with what is known of them.

    Parameters
    ----------
    case
        Where a warning sign comes before everything else, only what was told and the warning leave it.
    """
    told = frozenset(case.facts)
    stops = case.outcome.safety.stops
    triples = (
        triple
        for triple in case.inferred.derived()
        if not case.kb.has(*triple) and (not stops or triple in told or triple.predicate in _WARNING)
    )
    return View(tuple(triples), PREFIXES, case.inferred)
