"""Every object of plain data that leaves the program, as a typed dictionary.

The functions that make them are typed with them, so that a field that comes or goes is seen by the type checker here first. What
a checker of types cannot say stands in the annotations (`words`). Each kind has a module of its own; all have their names here.
"""

from __future__ import annotations

from myologic.schemas.answer_shapes import AnswerData, AnswerItemData, CorrectionData, EntityData, UnderstoodData
from myologic.schemas.author_shapes import CheckData, DiffData, StatsData
from myologic.schemas.base_shapes import BaseData, Plain, SourceData
from myologic.schemas.case_shapes import (
    AvoidData,
    CaseFileData,
    CaseResultData,
    EntryData,
    NamedData,
    OfferData,
    PopulationRowData,
    SafetyData,
    TestData,
    VerdictData,
    WouldChangeData,
)
from myologic.schemas.graph_shapes import GraphData, ProofData, ProofsData, StepData, TermData, TripleData
from myologic.schemas.plan_shapes import (
    AmountData,
    AnswersFileData,
    HabitData,
    InterviewData,
    LeftOutData,
    NoteData,
    ParameterData,
    PhaseData,
    PlanData,
    PlanLineData,
    PlanSafetyData,
    PlanVerdictData,
    QuestionData,
    SessionData,
    WatchData,
)

SHAPES = {
    "answer": AnswerData,
    "answers": AnswersFileData,
    "case": CaseResultData,
    "case-file": CaseFileData,
    "check": CheckData,
    "diff": DiffData,
    "graph": GraphData,
    "interview": InterviewData,
    "plan": PlanData,
    "population": PopulationRowData,
    "proof": ProofsData,
    "stats": StatsData,
}
"""Every object that has a schema of its own, by the name of the schema."""

CLOSED = (AnswersFileData, CaseFileData, EntryData, TestData)
"""What is read and not written: a field that is not named is an error there."""

VERSIONS = dict.fromkeys(SHAPES, 1)
"""The version of each."""

__all__ = [
    "AmountData",
    "AnswerData",
    "AnswerItemData",
    "AnswersFileData",
    "AvoidData",
    "BaseData",
    "CLOSED",
    "CaseFileData",
    "CaseResultData",
    "CheckData",
    "CorrectionData",
    "DiffData",
    "EntityData",
    "EntryData",
    "GraphData",
    "HabitData",
    "InterviewData",
    "LeftOutData",
    "NamedData",
    "NoteData",
    "OfferData",
    "ParameterData",
    "PhaseData",
    "Plain",
    "PlanData",
    "PlanLineData",
    "PlanSafetyData",
    "PlanVerdictData",
    "PopulationRowData",
    "ProofData",
    "ProofsData",
    "QuestionData",
    "SHAPES",
    "SafetyData",
    "SessionData",
    "SourceData",
    "StatsData",
    "StepData",
    "TermData",
    "TestData",
    "TripleData",
    "UnderstoodData",
    "VERSIONS",
    "VerdictData",
    "WatchData",
    "WouldChangeData",
]
