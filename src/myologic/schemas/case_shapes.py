"""The plain data of cases, in and out, one and many, as typed dictionaries; see `shapes`."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

from myologic.schemas.base_shapes import BaseData, SourceData
from myologic.schemas.words import (
    Among,
    CareLevel,
    CaseStatus,
    Certainty,
    Id,
    Least,
    Most,
    OneSide,
    Pain,
    Presence,
    Side,
    State,
    Version,
)


class EntryData(TypedDict):
    """Something that is known of a person."""

    id: Id
    side: NotRequired[Side | None]
    presence: NotRequired[Presence | None]


class TestData(TypedDict):
    """A test and what it gave."""

    id: Id
    side: NotRequired[Side | None]
    result: NotRequired[Annotated[str, Among(("positive", "negative", "unknown"))] | None]
    value: NotRequired[float | None]
    unit: NotRequired[str | None]
    pelvis_controlled: NotRequired[bool | None]


class CaseFileData(TypedDict):
    """What `myologic case` reads and `Case.to_dict()` returns: what is known of one person. Every field may be missing."""

    version: NotRequired[Version]
    findings: NotRequired[list[EntryData | str] | None]
    habits: NotRequired[list[EntryData | str] | None]
    causes: NotRequired[list[EntryData | str] | None]
    conditions: NotRequired[list[EntryData | str] | None]
    red_flags: NotRequired[list[EntryData | str] | None]
    tests: NotRequired[list[TestData | str] | None]
    pain: NotRequired[Pain | None]
    age: NotRequired[Annotated[float, Least(0), Most(130), "In years."] | None]


class WouldChangeData(TypedDict):
    """Something that would change a verdict."""

    id: Id
    label: str
    kind: Annotated[str, "The list of a case that it belongs to."]
    side: Annotated[str, Among(("left", "right", "both", "either"))] | None
    answer: Annotated[str, Among(("present", "absent", "positive", "negative"))]
    told: Annotated[bool, "Whether the case names it already."]
    effect: Annotated[str, Among(("flips", "lifts", "disputes", "withdraws"))]
    becomes: Annotated[str | None, "The new verdict, or the new certainty of one that is lifted."]


class VerdictData(TypedDict):
    """What is likely of one muscle, or a part of it, on one side or both."""

    muscle: Id
    label: str
    part: Annotated[str | None, "The part or position that it is limited to."]
    side: Side
    verdict: State
    length: Annotated[str, Among(("short", "long"))] | None
    activity: Annotated[str, Among(("over", "under"))] | None
    certainty: Certainty
    contested: bool
    signs: list[Id]
    against: Annotated[list[Id], "Habits and causes that would have said otherwise and gave way."]
    sources: list[SourceData]
    disputed: bool
    why: Annotated[list[str], "The rows behind it, with file and line."]
    would_change: list[WouldChangeData]


OfferData = TypedDict(
    "OfferData",
    {
        "id": Id,
        "label": str,
        "purpose": Annotated[str, Among(("release", "lengthen", "mobilise", "activate", "integrate"))],
        "for": list[Id],
        "side": Side | None,
    },
)
OfferData.__doc__ = "An exercise that suits."


class AvoidData(TypedDict):
    """An exercise to leave out."""

    id: Id
    because: str
    side: Side | None


class NamedData(TypedDict):
    """A thing by id and name."""

    id: Id
    label: str


class SafetyData(TypedDict):
    """What comes before anything else."""

    level: CareLevel
    flags: list[Id]
    text: str
    sources: list[SourceData]


class CaseResultData(TypedDict):
    """What `myologic case FILE --json` prints and `Case.result()` returns."""

    version: Version
    status: CaseStatus
    verdicts: Annotated[list[VerdictData], "Surest first; none where the status is safety."]
    exercises: Annotated[list[OfferData], "In the order of doing."]
    avoid: list[AvoidData]
    habits: list[NamedData]
    safety: SafetyData
    asks: Annotated[list[str], "What has to be known, or would help."]
    notes: Annotated[list[str], "What was set aside, and why."]
    kb: BaseData


class PopulationRowData(TypedDict):
    """A row of `kb.population(table)` and `myologic population`: a verdict, or that there is none for a person."""

    id: Annotated[str | int, "Who it is, as the table says."]
    status: Annotated[str, Among(("inferred", "nothing", "needs_side", "conflict", "safety", "rejected"))]
    safety: CareLevel | None
    muscle: Id | None
    side: OneSide | None
    part: str | None
    context: str | None
    verdict: State | None
    length: Annotated[str, Among(("short", "long"))] | None
    activity: Annotated[str, Among(("over", "under"))] | None
    certainty: Certainty | None
