"""What the shapes of plain data are made of: closed lists of words, least and most numbers, and what they mean."""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeAlias


class Among(NamedTuple):
    """The words that a text may be."""

    words: tuple[str, ...]


class Least(NamedTuple):
    """The least that a number may be."""

    number: int


class Most(NamedTuple):
    """The most that a number may be."""

    number: int


Version: TypeAlias = Annotated[int, "The version of the schema. Within a version fields are only ever added."]
Side: TypeAlias = Annotated[str, Among(("left", "right", "both"))]
OneSide: TypeAlias = Annotated[str, Among(("left", "right"))]
Certainty: TypeAlias = Annotated[
    str,
    Among(("contested", "very-low", "low", "moderate", "high")),
    "How sure the evidence is; contested where sources contradict each other.",
]
State: TypeAlias = Annotated[
    str,
    Among(
        ("tight", "weak", "tight-and-weak", "tense-but-long", "overactive", "long", "undetermined", "disputed")
    ),
]
CaseStatus: TypeAlias = Annotated[str, Among(("inferred", "nothing", "needs_side", "conflict", "safety"))]
CareLevel: TypeAlias = Annotated[str, Among(("none", "routine-referral", "urgent", "emergency"))]
Presence: TypeAlias = Annotated[str, Among(("present", "absent", "unknown"))]
Pain: TypeAlias = Annotated[str, Among(("none", "acute", "chronic", "unknown")), "Acute is under 12 weeks."]
Count: TypeAlias = Annotated[int, Least(0)]
Line: TypeAlias = Annotated[int, Least(1), "From 1."]
Id: TypeAlias = Annotated[str, "The id as the tables write it, or the whole address of what a pack brings."]
