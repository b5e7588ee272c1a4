"""The result of a case as plain data: what `myologic case FILE --json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from myologic.casework.asks import contradictions, follow_ups, named, openings, side_questions
from myologic.casework.changing import Change, Changes
from myologic.casework.entries import LEFT, RIGHT, CaseData
from myologic.casework.evidence import OVERRULES, ROW_OF, SPEAKS_OF, Evidence, written
from myologic.casework.exercises import Avoidance, Offer, case_avoidances, case_offers
from myologic.casework.facts import CASE
from myologic.casework.safety import REFERS_FOR, Safety, case_safety
from myologic.casework.sites import site
from myologic.casework.verdicts import Inferred, Verdict, case_verdicts
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI
from myologic.exits import OF_CASE
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import ID, kb_, local_name

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.schemas.shapes import CaseResultData, VerdictData

INFERRED, NOTHING, NEEDS_SIDE, CONFLICT, SAFETY = "inferred", "nothing", "needs_side", "conflict", "safety"
SUITS_HABIT, EXPLAINED, AT_SITE = kb_("suitsHabit"), kb_("explained"), kb_("atSite")


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that follows for a case.

    Parameters
    ----------
    status
        inferred, nothing, needs_side, conflict or safety.
    verdicts, exercises, avoid
        Surest first; in the order of doing; what to leave out.
    habits
        Habits that counteract what is known.
    safety
        What comes before anything else.
    asks
        What to ask or to test next.
    notes
        What was set aside, and why.
    changes
        For each verdict what would change it.
    """

    status: str
    verdicts: tuple[Verdict, ...]
    exercises: tuple[Offer, ...]
    avoid: tuple[Avoidance, ...]
    habits: tuple[IRI, ...]
    safety: Safety
    asks: tuple[str, ...]
    notes: tuple[str, ...]
    changes: tuple[tuple[Change, ...], ...] = ()

    def told(self) -> tuple[tuple[Verdict, tuple[Change, ...]], ...]:
        """Each verdict with what would change it."""
        return tuple(zip(self.verdicts, self.changes or ((),) * len(self.verdicts), strict=True))

    @property
    def exit_code(self) -> int:
        """0 inferred, 1 nothing, 3 a side is missing or findings exclude each other, 5 safety."""
        return OF_CASE[self.status]


def case_result(kb: Reading, case: Inferred, data: CaseData) -> Result:
    """Put the result of a case together.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    data
        What is known.
    """
    safety = case_safety(kb, case)
    if safety.stops:
        return Result(SAFETY, (), (), (), (), safety, (), ())
    sides, conflicts = side_questions(kb, case), contradictions(kb, case)
    evidence = Evidence(kb, case)
    verdicts = case_verdicts(kb, case, evidence)
    offers, avoid = case_offers(kb, case, verdicts), case_avoidances(kb, case, verdicts)
    if sides:
        verdicts, offers, avoid = _without_sides(verdicts, offers, avoid)
    changes = Changes(kb, case, evidence)
    would_change = tuple(changes.of(row) for row in verdicts)
    asks = [*sides, *conflicts, *follow_ups(kb, case, data, verdicts, changes.decides, evidence)]
    status = _status(sides, conflicts, verdicts)
    if status == NOTHING:
        asks += openings(kb, data)
    habits = tuple(each for each in case.objects(CASE, SUITS_HABIT) if isinstance(each, IRI))
    notes = tuple(_notes(kb, case, data))
    return Result(status, verdicts, offers, avoid, habits, safety, tuple(asks), notes, would_change)


def status_alone(kb: Reading, case: Inferred, verdicts: Iterable[Verdict]) -> str:
    """How a case with these verdicts ends, without the rest of its result."""
    if case_safety(kb, case).stops:
        return SAFETY
    return _status(side_questions(kb, case), contradictions(kb, case), verdicts)


def _status(sides: Sequence[object], conflicts: Sequence[object], verdicts: Iterable[Verdict]) -> str:
    if sides:
        return NEEDS_SIDE
    if conflicts:
        return CONFLICT
    return INFERRED if any(row.verdict != "undetermined" for row in verdicts) else NOTHING


def verdicts_alone(kb: Reading, case: Inferred) -> tuple[Verdict, ...]:
    """The verdicts of a case without the rest of its result; the same ones, and behind the same gate."""
    if case_safety(kb, case).stops:
        return ()
    verdicts = case_verdicts(kb, case)
    return _without_sides(verdicts, (), ())[0] if side_questions(kb, case) else verdicts


def _without_sides(
    verdicts: Sequence[Verdict], offers: Sequence[Offer], avoid: Sequence[Avoidance]
) -> tuple[tuple[Verdict, ...], tuple[Offer, ...], tuple[Avoidance, ...]]:
    """Nothing is said of a named side as long as a side is missing."""
    kept = tuple(row for row in verdicts if row.side == "both")
    muscles = {row.muscle for row in kept}
    return (
        kept,
        tuple(each for each in offers if each.side in (None, "both") and muscles.issuperset(each.muscles)),
        tuple(each for each in avoid if each.side is None),
    )


def _notes(kb: Reading, case: Inferred, data: CaseData) -> list[str]:
    explained = case.objects(CASE, EXPLAINED)
    found = [f"{named(kb, each)} is explained otherwise, so no muscle is named for it" for each in explained]
    flags = ", ".join(sorted(kb.label(each) for each in case.objects(CASE, REFERS_FOR)))
    if flags:
        found.append(f"exercises wait until this was looked at: {flags}")
    for row in case.objects(CASE, OVERRULES):
        claim, at = kb.value(row, ROW_OF), kb.value(row, AT_SITE)
        where = None if at is None else site(kb, at)
        thing = None if claim is None else kb.value(claim, SPEAKS_OF)
        if where is not None and thing is not None:
            muscle = kb.label(where.muscle)
            found.append(f"{kb.label(thing)} speaks otherwise of {muscle} and gives way to what was seen")
    found += [
        f"{kb.label(each.id)} has no left and right, so the side that was told ({each.told_side}) is not taken into account"
        for each in (*data.findings, *data.causes)
        if each.told_side in (LEFT, RIGHT)
    ]
    return sorted(set(found))


def key(iri: IRI) -> str:
    """A thing's id as the tables write it; the whole address of what is not the project's own."""
    return local_name(iri).replace("-", "_") if iri.value.startswith(ID) else iri.value


def result_dict(result: Result, kb: KnowledgeBase) -> CaseResultData:
    """The result as plain data, version 1 of the schema `case`.

    Parameters
    ----------
    result
        The result.
    kb
        The knowledge base, for names and places.
    """
    return {
        "version": 1,
        "status": result.status,
        "verdicts": [_verdict(row, kb, found) for row, found in result.told()],
        "exercises": [
            {
                "id": key(each.id),
                "label": each.label,
                "purpose": each.purpose,
                "for": [key(muscle) for muscle in each.muscles],
                "side": each.side,
            }
            for each in result.exercises
        ],
        "avoid": [{"id": key(each.id), "because": each.because, "side": each.side} for each in result.avoid],
        "habits": [{"id": key(each), "label": kb.label(each)} for each in result.habits],
        "safety": {
            "level": result.safety.level,
            "flags": [key(each) for each in result.safety.flags],
            "text": result.safety.text,
            "sources": [{"id": local_id(each.id), "citation": each.citation} for each in result.safety.sources],
        },
        "asks": list(result.asks),
        "notes": list(result.notes),
        "kb": {"name": kb.name, "hash": kb.hash},
    }


def _verdict(row: Verdict, kb: KnowledgeBase, changes: Sequence[Change]) -> VerdictData:
    return {
        "muscle": key(row.muscle),
        "label": row.label,
        "part": row.part,
        "side": row.side,
        "verdict": row.verdict,
        "length": row.length,
        "activity": row.activity,
        "certainty": row.certainty,
        "contested": row.contested,
        "signs": [key(each) for each in row.signs],
        "against": [key(each) for each in row.against],
        "sources": [{"id": local_id(each.id), "citation": each.citation} for each in row.sources],
        "disputed": row.disputed,
        "why": [written(kb, each) for each in row.rows],
        "would_change": [
            {
                "id": key(each.thing),
                "label": each.label,
                "kind": each.home,
                "side": each.side,
                "answer": each.answer,
                "told": each.told,
                "effect": each.effect,
                "becomes": each.becomes,
            }
            for each in changes
        ],
    }


def local_id(address: str) -> str:
    """The end of an address: the id of a source as the tables write it."""
    return address[max(address.rfind("#"), address.rfind("/")) + 1 :]
