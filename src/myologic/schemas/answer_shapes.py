"""The plain data of answers, as typed dictionaries; see `shapes`."""

from __future__ import annotations

from typing import Annotated, TypedDict

from myologic.schemas.base_shapes import BaseData, Plain, SourceData
from myologic.schemas.words import Among, Certainty, OneSide, Side, Version


class EntityData(TypedDict):
    """A thing that a question speaks of."""

    id: Annotated[str, "Its address."]
    label: str
    text: Annotated[str, "The words that named it."]
    side: OneSide | None


CorrectionData = TypedDict("CorrectionData", {"from": str, "to": str})
CorrectionData.__doc__ = "A spelling that was read as another."


class UnderstoodData(TypedDict):
    """How a question was read."""

    entities: list[EntityData]
    slots: Annotated[dict[str, Plain], "Side, equipment, level, limit, negation and the like."]
    assumed: Annotated[list[str], "What was taken for granted, a sentence each."]
    corrections: list[CorrectionData]
    not_understood: list[str]


class AnswerItemData(TypedDict):
    """One thing that is answered."""

    id: Annotated[str, "Its address."]
    label: str
    names: Annotated[list[str], "Every name that it has."]
    kind: Annotated[str, "The class in words: exercise, muscle …"]
    side: Side | None
    verdict: Annotated[str | None, "What is said of it: tight, avoid …"]
    certainty: Certainty | None
    sources: list[SourceData]
    why: Annotated[list[str], "The rule that concluded it, filled in, and what it rests on, with file and line."]
    details: Annotated[dict[str, Plain], "How it is done, dose, equipment, level, count …"]


class AnswerData(TypedDict):
    """What `myologic ask --json` prints and `Answer.to_dict()` returns; every text is free of control characters."""

    version: Version
    question: str
    status: Annotated[str, Among(("answered", "clarify", "refused", "not_on_record", "safety"))]
    intent: Annotated[
        str,
        Among(
            (
                "strengthens",
                "stretches",
                "mobilises",
                "releases",
                "causes",
                "caused_by",
                "symptoms_of",
                "suggests",
                "weak_given",
                "tight_given",
                "why",
                "why_not",
                "path",
                "plan",
                "habit_for",
                "how_to",
                "dosage",
                "side",
                "compare",
                "count",
                "list",
                "define",
                "contraindicated",
                "safety_red_flag",
                "self_check",
                "equipment_filter",
                "level_filter",
                "boolean_check",
                "source",
                "out_of_scope",
            )
        ),
    ]
    paraphrase: Annotated[str, "How the question was read, in one line; asked again, it gives the same answer."]
    text: Annotated[str, "What a person reads."]
    understood: UnderstoodData
    answers: list[AnswerItemData]
    boolean: bool | None
    number: int | float | None
    warnings: list[str]
    suggestions: Annotated[list[str], "Questions that are answered."]
    sparql: Annotated[str | None, "The question as a query, where it is a plain look-up."]
    kb: BaseData
