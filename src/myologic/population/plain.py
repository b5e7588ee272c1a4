"""Tables of cases where the rules of a pack cannot be worked out column by column: each distinct case by the engine, once.

People of whom the same is told are one case, so that a table costs as much as it has different people.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np

from myologic.casework import safety
from myologic.casework.asks import contradictions
from myologic.casework.lookups import SITE_OF, lookups
from myologic.casework.result import CONFLICT, INFERRED, NEEDS_SIDE, NOTHING, SAFETY, key
from myologic.casework.safety import case_safety
from myologic.casework.sites import sites
from myologic.engine.records import NamedTuple
from myologic.engine.terms import IRI, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import local_name
from myologic.population.explain import case_of
from myologic.population.labels import Labels
from myologic.population.layout import LONG, OVER, RANKS, SHORT, UNDER, Kind, Place, items_of, limits
from myologic.population.packing import Chunk, packed, unpacked
from myologic.population.rows import STATUSES, Outcome, Working

MOST_KEPT = 1 << 14
"""Distinct cases that are remembered from one chunk to the next."""


class PlainLayout:
    """What a table of cases is worked out from, where there is no ground program.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.items = items_of(kb)
        axes = [(None, *(local_name(each) for each in ends)) for ends in ((SHORT, LONG), (OVER, UNDER))]
        codes = dict.fromkeys(code for _, code in lookups(kb).verdicts())
        self.kinds = tuple(Kind(code, length, activity) for code, length, activity in product(codes, *axes))
        self.places = tuple(
            Place(each.node, key(each.muscle), each.side, *limits(kb, each.node), place, 0, (), ())
            for place, each in enumerate(sites(kb, {subject for subject, _, _ in kb.match(None, SITE_OF, None)}))
        )
        ranked = {urgency for _, _, urgency in kb.match(None, safety.URGENCY, None)} | {safety.ROUTINE}
        order = sorted(ranked, key=lambda each: (int(kb.text(each, safety.RANK) or 0), str(each)), reverse=True)
        self.urgencies = tuple(kb.text(each, safety.CODE) or kb.label(each) for each in order)


class _Result(NamedTuple):
    """What follows for a case: places in `STATUSES` and among the levels, the warning signs that count, codes of rows."""

    status: int
    level: int
    flags: tuple[IRI, ...]
    codes: tuple[int, ...]


class PlainWork(Working):
    """Works chunks of people out, case by case.

    Parameters
    ----------
    plan
        What is reported.
    """

    def __init__(self, plan: PlainLayout) -> None:
        super().__init__(Labels(plan.places, plan.kinds, plan.urgencies))
        self._plan = plan
        self._places: dict[Term, int] = {each.node: place for place, each in enumerate(plan.places)}
        self._kinds = {each: number for number, each in enumerate(plan.kinds, 1)}
        self._kept: dict[tuple[tuple[str, ...], tuple[str, ...]], _Result] = {}

    def _outcome(self, chunk: Chunk) -> Outcome:
        people = chunk.people
        told, lacks = sorted(chunk.told), sorted(chunk.lacks_side)
        every = [*(chunk.told[name] for name in told), *(chunk.lacks_side[name] for name in lacks)]
        columns = [unpacked(bits, people) for bits in every]
        rows = np.packbits(np.array(columns or [np.zeros(people, np.uint8)]), axis=0).T.copy()
        _, first, which = np.unique(rows, axis=0, return_index=True, return_inverse=True)
        results = [
            self._result(
                tuple(name for name, column in zip(told, columns, strict=False) if column[person]),
                tuple(name for name, column in zip(lacks, columns[len(told) :], strict=True) if column[person]),
            )
            for person in first.tolist()
        ]
        which = which.reshape(people)
        sizes = np.array([len(each.codes) for each in results] or [0], np.int64)
        starts = np.cumsum(sizes) - sizes
        codes = np.array([code for each in results for code in each.codes], self.labels.narrow)
        counts = sizes[which]
        ends = np.cumsum(counts)
        at = np.arange(int(counts.sum())) + np.repeat(starts[which] - (ends - counts), counts)
        status = np.array([each.status for each in results], np.int8)[which]
        level = np.array([each.level for each in results], np.int8)[which]
        stopped = packed(status == STATUSES.index(SAFETY))
        signs = sorted({sign for each in results for sign in each.flags}, key=lambda sign: sign.value)
        flags = [(key(sign), packed(np.array([sign in each.flags for each in results])[which])) for sign in signs]
        return Outcome(counts, codes[at], status, level, flags, stopped)

    def _result(self, told: tuple[str, ...], lacks: tuple[str, ...]) -> _Result:
        """What follows for a case; worked out once for all who are alike."""
        found = self._kept.get((told, lacks))
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[told, lacks] = self._worked_out(told, lacks)
        return found

    def _worked_out(self, told: Sequence[str], lacks: Sequence[str]) -> _Result:
        kb = self._plan.kb
        case = case_of(self._plan, set(told), lacks)
        said = case_safety(kb, case.derived)
        rows = case.verdicts()
        if said.stops:
            status = SAFETY
        elif lacks:
            status = NEEDS_SIDE
        elif contradictions(kb, case.derived):
            status = CONFLICT
        else:
            claims = any(
                self._plan.kinds[self._kind(each.verdict, each.length, each.activity) - 1].claims for each in rows
            )
            status = INFERRED if claims else NOTHING
        codes = [
            self.labels.code(
                self._places[fact.object],
                self._kind(row.verdict, row.length, row.activity),
                RANKS.index(row.certainty) + 1,
            )
            for row in rows
            for fact in row.facts
        ]
        level = self.labels.safety.index(said.level)
        return _Result(STATUSES.index(status), level, said.flags, tuple(sorted(codes)) or (0,))

    def _kind(self, verdict: str, length: str | None, activity: str | None) -> int:
        return self._kinds[Kind(verdict, length, activity)]
