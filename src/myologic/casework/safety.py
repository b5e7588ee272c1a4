"""Safety of a case: which warning signs count, how urgent, and the fixed words for it."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.casework.facts import CASE
from myologic.casework.verdicts import Inferred
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading, Source
from myologic.kb.vocabulary import id_, kb_

STOPS_FOR, REFERS_FOR, COUNTS_FLAG = kb_("stopsFor"), kb_("refersFor"), kb_("countsFlag")
NEEDS_LOOK_AT, URGENCY, CARE_TEXT = kb_("needsLookAt"), kb_("urgency"), kb_("careText")
RANK, CODE, SIGN_OF = kb_("rank"), kb_("code"), kb_("signOf")
NONE = "none"
STOPPING = 2
"""The rank of an urgency from which a warning sign stops everything (`kb:rank` of urgent)."""
ROUTINE = id_("routine-referral")


@dataclass(frozen=True, slots=True)
class Safety:
    """What comes before anything else.

    Parameters
    ----------
    level
        none, routine-referral, urgent or emergency.
    flags
        The warning signs that count.
    text
        The fixed words for the level and what gave rise to them; empty where there is nothing.
    stops
        Whether nothing else may be said.
    sources
        Who says so.
    """

    level: str
    flags: tuple[IRI, ...]
    text: str
    stops: bool
    sources: tuple[Source, ...]


def case_safety(kb: Reading, case: Inferred) -> Safety:
    """The warning signs of a case.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    """
    stops, refers = case.objects(CASE, STOPS_FOR), case.objects(CASE, REFERS_FOR)
    looks = {kb.value(each, SIGN_OF) or each for each in case.objects(CASE, NEEDS_LOOK_AT)}
    counted = {*stops, *refers, *(case.objects(CASE, COUNTS_FLAG) if stops or refers else ())}
    urgencies = [urgency for each in stops for urgency in kb.objects(each, URGENCY)]
    if not stops and (refers or looks):
        urgencies = [ROUTINE]
    if not urgencies:
        return Safety(NONE, (), "", False, ())
    most = max(urgencies, key=lambda each: (int(kb.text(each, RANK) or 0), str(each)))
    level = kb.text(most, CODE) or kb.label(most)
    care = id_(f"care-{level}")
    reasons = sorted(kb.label(each) for each in (counted if stops else {*counted, *looks}))
    text = " ".join(part for part in (kb.text(care, CARE_TEXT) or "", _because(reasons)) if part)
    flags = tuple(sorted((each for each in counted if isinstance(each, IRI)), key=lambda each: each.value))
    return Safety(level, flags, text, bool(stops), kb.sources_of((care, *_ordered(counted), *_ordered(looks))))


def told_care(kb: Reading, flags: Iterable[IRI]) -> str:
    """The fixed words for warning signs that were told, where one of them stops everything; else nothing.

    For a case that cannot be read to its end: what is urgent is said beside what is wrong.

    Parameters
    ----------
    kb
        The knowledge base.
    flags
        The warning signs that are there.
    """
    told = set(flags)
    rank = {each: max((int(kb.text(of, RANK) or 0) for of in kb.objects(each, URGENCY)), default=0) for each in told}
    most = max(rank.values(), default=0)
    if most < STOPPING:
        return ""
    urgent = next(each for each in sorted(told, key=str) if rank[each] == most)
    level = max(kb.objects(urgent, URGENCY), key=lambda each: int(kb.text(each, RANK) or 0))
    words = kb.text(id_(f"care-{kb.text(level, CODE) or kb.label(level)}"), CARE_TEXT) or ""
    return " ".join(part for part in (words, _because(sorted(map(kb.label, told)))) if part)


def _ordered(things: set[Term]) -> list[Term]:
    return sorted(things, key=str)


def _because(reasons: list[str]) -> str:
    return f"Noted: {'; '.join(reasons)}." if reasons else ""
