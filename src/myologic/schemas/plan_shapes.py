"""The plain data of plans and of the self-check, as typed dictionaries; see `shapes`."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from myologic.schemas.base_shapes import BaseData, SourceData
from myologic.schemas.case_shapes import NamedData
from myologic.schemas.words import (
    Among,
    CareLevel,
    CaseStatus,
    Certainty,
    Count,
    Id,
    Least,
    Line,
    Side,
    State,
    Version,
)


class PlanSafetyData(TypedDict):
    """What comes before anything else."""

    level: CareLevel
    text: str
    sources: list[SourceData]


class PhaseData(TypedDict):
    """Some weeks of a plan."""

    id: str
    label: str
    text: str
    from_week: Line
    to_week: Line
    step_up: Annotated[bool, "Whether harder versions may be taken."]


class AmountData(TypedDict):
    """How much of an exercise in one phase."""

    sets: Count
    repetitions: Count | None
    other_side_repetitions: Count | None
    hold_seconds: Count | None
    rest_seconds: Count
    seconds: Annotated[int, Least(0), "What all of it takes in one session."]


class PlanVerdictData(TypedDict):
    """A verdict that an exercise is for."""

    muscle: Id
    label: str
    part: str | None
    side: Side
    verdict: State
    certainty: Certainty
    signs: list[Id]


PlanLineData = TypedDict(
    "PlanLineData",
    {
        "id": Id,
        "label": str,
        "stage": str,
        "area": str,
        "first_side": Annotated[str, Among(("left", "right", "each"))] | None,
        "second_side": Annotated[str, Among(("left", "right", "each"))] | None,
        "for": list[PlanVerdictData],
        "because": list[str],
        "how": str | None,
        "steps": list[str],
        "tempo": str | None,
        "equipment": list[str],
        "days_per_week": Count,
        "amounts": Annotated[dict[str, AmountData], "By the id of the phase."],
        "substitutes": list[NamedData],
        "step_ups": list[NamedData],
        "dose_sources": list[SourceData],
        "sources": list[SourceData],
    },
)
PlanLineData.__doc__ = "One exercise of a plan."


class SessionData(TypedDict):
    """One session of the week."""

    id: str
    days: Annotated[list[int], "1 to 7, from the first day of the plan."]
    minutes: Annotated[dict[str, int], "By the id of the phase."]
    exercises: list[PlanLineData]


class LeftOutData(TypedDict):
    """An exercise that suits and is not in the plan."""

    stage: str
    label: str


class NoteData(TypedDict):
    """A sentence with its sources."""

    text: str
    sources: list[SourceData]


class WatchData(TypedDict):
    """When to see a professional."""

    urgency: str
    text: str
    sources: list[SourceData]
    signs: list[str]


class ParameterData(TypedDict):
    """A number of a habit."""

    name: str
    value: str


class HabitData(TypedDict):
    """A habit to change."""

    id: Id
    label: str
    advice: str
    parameters: list[ParameterData]
    because: list[str]
    sources: list[SourceData]


class PlanData(TypedDict):
    """What `myologic plan FILE --json` prints and `Plan.to_dict()` returns."""

    version: Version
    status: Annotated[str, Among(("planned", "empty", "nothing", "needs_side", "conflict", "safety"))]
    safety: PlanSafetyData
    minutes: Annotated[int, Least(0), "Most minutes of a session."]
    keeps_to: list[str]
    weeks: Count
    phases: list[PhaseData]
    sessions: list[SessionData]
    equipment: list[str]
    left_out: list[LeftOutData]
    unserved: Annotated[list[PlanVerdictData], "Verdicts for which nothing on record fits."]
    cautions: list[NoteData]
    habits: list[HabitData]
    guides: list[NoteData]
    stop: list[NoteData]
    see_a_professional: list[WatchData]
    review: list[NoteData]
    asks: list[str]
    purpose: str
    kb: BaseData


class QuestionData(TypedDict):
    """A question of the self-check."""

    id: Id
    part: str
    text: str
    answers: Annotated[list[str], "The words that answer it, beside unknown and skip; empty for a number of years."]
    kind: Annotated[str, Among(("red_flags", "age", "pain", "conditions", "findings", "tests", "habits", "causes"))]
    name: str


class InterviewData(TypedDict):
    """What `Interview.to_dict()` returns: the answers so far, which are all that has to be kept, and the next question."""

    version: Version
    answers: Annotated[dict[str, str], "By the ids of their questions, in their order."]
    question: Annotated[QuestionData | None, "None where the self-check is over."]
    left: Annotated[int, Least(0), "At most so many questions are to come."]
    status: CaseStatus
    kb: BaseData


class AnswersFileData(TypedDict):
    """What `myologic assess --save` keeps and `--answers` reads."""

    version: NotRequired[Version]
    answers: dict[str, str | int | bool | None]
