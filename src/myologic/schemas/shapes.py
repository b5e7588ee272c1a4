"""Every object of plain data that leaves the program, as a typed dictionary.

The functions that make them are typed with them, so that a field that comes or goes is seen by the type checker here first. What
a checker of types cannot say stands in the annotations (`words`). What only authors of content see is in `author_shapes`.
"""

from __future__ import annotations

from typing import Annotated, NotRequired, TypeAlias, TypedDict

from myologic.schemas.author_shapes import CheckData, DiffData, StatsData
from myologic.schemas.words import (
    Among,
    CareLevel,
    CaseStatus,
    Certainty,
    Count,
    Id,
    Least,
    Line,
    Most,
    OneSide,
    Pain,
    Presence,
    Side,
    State,
    Version,
)

Plain: TypeAlias = "str | int | float | bool | None | list[Plain] | dict[str, Plain]"


class BaseData(TypedDict):
    """Which knowledge base gave it."""

    name: str
    hash: Annotated[str, "Of all content: the same for the same files, wherever they lie."]


class SourceData(TypedDict):
    """A published source."""

    id: str
    citation: str


# ---------------------------------------------------------------------- answer


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


# ---------------------------------------------------------------------- a case, in and out


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


# ---------------------------------------------------------------------- plan


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


# ---------------------------------------------------------------------- self-check


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


# ---------------------------------------------------------------------- proofs


class StepData(TypedDict):
    """One step of a proof."""

    number: Line
    triple: Annotated[list[str], "Subject, predicate and object as in N-Triples."]
    text: Annotated[str, "What it says, in words."]
    ground: Annotated[str, "Where it is written, that it was told, or the rule."]
    rule: Annotated[str | None, "The address of the rule; None for what is given."]
    premises: Annotated[list[int], "The numbers of the steps that it rests on; all are smaller."]
    absent: Annotated[list[str], "What was looked for and is not there."]
    certainty: Certainty | None
    file: str | None
    line: Line | None
    column: Line | None


class ProofData(TypedDict):
    """One proof; its last step is what was to be proved."""

    steps: list[StepData]


class ProofsData(TypedDict):
    """What `case.why(…).to_dict()` returns."""

    version: Version
    proofs: list[ProofData]
    kb: BaseData


# ---------------------------------------------------------------------- many cases, and graphs


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


TermData = TypedDict(
    "TermData",
    {
        "type": Annotated[str, Among(("uri", "bnode", "literal", "triple"))],
        "value": "str | TripleData",
        "xml:lang": NotRequired[str],
        "its:dir": NotRequired[Annotated[str, Among(("ltr", "rtl"))]],
        "datatype": NotRequired[str],
    },
)
TermData.__doc__ = "A term as in SPARQL 1.2 query results."


class TripleData(TypedDict):
    """A triple."""

    subject: TermData
    predicate: TermData
    object: TermData


class GraphData(TypedDict):
    """A graph as JSON: `Graph.to_json()`, and `--format json` of `infer`, `convert` and `export`."""

    version: Version
    triples: list[TripleData]


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
