"""A plan as frozen values, and as plain data."""

from __future__ import annotations

from myologic.casework.result import key, local_id
from myologic.casework.verdicts import Verdict
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI
from myologic.kb.reading import Source

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.schemas.shapes import NoteData, PlanData, PlanLineData, PlanVerdictData, SourceData


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a plan has to keep to.

    Parameters
    ----------
    minutes
        Most minutes a session takes, or None for the usual number on record.
    level
        The hardest level of exercises, or None: easy ones first, harder ones as steps up.
    equipment
        What is at hand beside everyday objects; None where anything is, empty where nothing is.
    """

    minutes: int | None = None
    level: IRI | None = None
    equipment: tuple[IRI, ...] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the plan with its sources."""

    id: IRI
    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of an exercise in one phase.

    Parameters
    ----------
    sets
        Sets of a side.
    repetitions, other_repetitions
        Repetitions a set, and of the side that comes second; None for a stretch that is only held.
    hold_seconds
        Seconds that each repetition, or the stretch, is held; None for a movement.
    rest_seconds
        Rest between sets.
    seconds
        What all of it takes in one session.
    """

    sets: int
    repetitions: int | None
    other_repetitions: int | None
    hold_seconds: int | None
    rest_seconds: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of a plan.

    Parameters
    ----------
    id, label
        The exercise.
    stage, area
        Code of the stage, name of the body area.
    first_side, second_side
        The side to begin with and the one that follows; "each" where it does not matter which comes first; None where the
        exercise has no sides, or for the second where only one side is worked.
    weaker_first
        Whether the weaker side begins where both have their turn.
    verdicts, because
        The verdicts that it is for, and the names of the signs and habits behind them.
    how, steps
        How it is done.
    equipment
        What it needs.
    days_per_week
        On how many days of the week it is done.
    amounts
        How much, by the code of the phase; a phase without it does not have the exercise.
    substitutes, step_ups
        Exercises that do the same for the same muscle, and harder ones; all of them suit the case.
    dose_sources, sources
        Who says how much, and who says what the exercise does.
    """

    id: IRI
    label: str
    stage: str
    area: str
    first_side: str | None
    second_side: str | None
    weaker_first: bool
    verdicts: tuple[Verdict, ...]
    because: tuple[str, ...]
    how: str | None
    steps: tuple[str, ...]
    equipment: tuple[str, ...]
    days_per_week: int
    amounts: tuple[tuple[str, Amount], ...]
    substitutes: tuple[tuple[IRI, str], ...]
    step_ups: tuple[tuple[IRI, str], ...]
    tempo: str | None
    dose_sources: tuple[Source, ...]
    sources: tuple[Source, ...]

    def amount(self, phase: str) -> Amount | None:
        """How much in a phase, or None where the phase does not have it."""
        return next((amount for code, amount in self.amounts if code == phase), None)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """One session of the week: its letter, its days (1 to 7 from the first day of the plan), its exercises in order."""

    code: str
    label: str
    days: tuple[int, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """Some weeks: what is aimed at in them, and whether harder versions may be taken."""

    code: str
    label: str
    text: str
    from_week: int
    to_week: int
    step_up: bool


@dataclass(frozen=True, slots=True)
class HabitLine:
    """A habit that counteracts something that was told, with its numbers."""

    id: IRI
    label: str
    advice: str
    parameters: tuple[tuple[str, str], ...]
    counteracts: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan for one case.

    Parameters
    ----------
    status
        planned, empty (nothing on record fits), or the status of the case that stands in the way: nothing, needs_side, conflict,
        safety.
    safety_level, safety_text, safety_sources
        What comes before everything else.
    wishes_text
        What the plan keeps to, in words.
    phases, sessions
        The weeks, and the sessions of each week.
    left_out
        What suits and did not fit into the time, or was not needed beside what was chosen: stage and name.
    unserved
        Verdicts for which nothing on record fits.
    cautions
        What conditions ask for.
    habits, guides, stop, watch, review
        Habits to change, how to go about it, what to stop for, when to see a professional by urgency, when to look again.
    asks
        What has to be known first, or would help.
    purpose
        What the plan is and is not.

    Examples
    --------
    >>> import myologic
    >>> plan = myologic.load().case(findings=["forward_head"]).plan(minutes=10)
    >>> [phase.from_week for phase in plan.phases][:2], all(plan.minutes_of(s, p) <= 10 for s in plan.sessions for p in plan.phases)
    ([1, 3], True)
    >>> plan.to_ics("2027-01-04").splitlines()[0]
    'BEGIN:VCALENDAR'
    """

    status: str
    exit_code: int
    safety_level: str
    safety_text: str
    safety_sources: tuple[Source, ...]
    minutes: int
    wishes_text: tuple[str, ...]
    phases: tuple[PhasePlan, ...]
    sessions: tuple[SessionPlan, ...]
    equipment: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...]
    unserved: tuple[Verdict, ...]
    cautions: tuple[Note, ...]
    habits: tuple[HabitLine, ...]
    guides: tuple[Note, ...]
    stop: tuple[Note, ...]
    watch: tuple[tuple[str, Note, tuple[str, ...]], ...]
    review: tuple[Note, ...]
    asks: tuple[str, ...]
    purpose: str
    kb_name: str
    kb_hash: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every exercise of the plan, each once."""
        return tuple(dict.fromkeys(line for session in self.sessions for line in session.lines))

    def minutes_of(self, session: SessionPlan, phase: PhasePlan) -> int:
        """How many minutes a session takes in a phase, rounded up."""
        amounts = (line.amount(phase.code) for line in session.lines)
        return -(-sum(each.seconds for each in amounts if each is not None) // 60)

    def text(self) -> str:
        """The plan for people, as plain text."""
        from myologic.planning.text import plain

        return plain(self)

    def to_markdown(self) -> str:
        """The plan as Markdown."""
        from myologic.planning.text import markdown

        return markdown(self)

    def to_html(self) -> str:
        """The plan as one HTML page that needs nothing else and prints well."""
        from myologic.planning.page import page

        return page(self)

    def to_ics(self, start: str, time: str = "18:00") -> str:
        """The sessions as a calendar.

        Parameters
        ----------
        start
            The first day, as YYYY-MM-DD.
        time
            When sessions begin, as HH:MM in whatever zone the calendar is read.

        Raises
        ------
        QuestionError
            If the day or the time cannot be read.
        """
        from myologic.planning.calendar import calendar

        return calendar(self, start, time)

    def to_dict(self) -> PlanData:
        """The plan as plain data, version 1 of the schema `plan`."""
        return plan_dict(self)

    def _repr_html_(self) -> str:
        """The plan for a notebook, escaped."""
        from myologic.notebook import plan_html

        return plan_html(self)


def plan_dict(plan: Plan) -> PlanData:
    """A plan as plain data, with every field of version 1."""
    return {
        "version": 1,
        "status": plan.status,
        "safety": {
            "level": plan.safety_level,
            "text": plan.safety_text,
            "sources": sources_of(plan.safety_sources),
        },
        "minutes": plan.minutes,
        "keeps_to": list(plan.wishes_text),
        "weeks": max((each.to_week for each in plan.phases), default=0),
        "phases": [
            {
                "id": each.code,
                "label": each.label,
                "text": each.text,
                "from_week": each.from_week,
                "to_week": each.to_week,
                "step_up": each.step_up,
            }
            for each in plan.phases
        ],
        "sessions": [
            {
                "id": each.code,
                "days": list(each.days),
                "minutes": {phase.code: plan.minutes_of(each, phase) for phase in plan.phases},
                "exercises": [_line(line) for line in each.lines],
            }
            for each in plan.sessions
        ],
        "equipment": list(plan.equipment),
        "left_out": [{"stage": stage, "label": label} for stage, label in plan.left_out],
        "unserved": [_verdict(row) for row in plan.unserved],
        "cautions": [_note(each) for each in plan.cautions],
        "habits": [
            {
                "id": key(each.id),
                "label": each.label,
                "advice": each.advice,
                "parameters": [{"name": name, "value": value} for name, value in each.parameters],
                "because": list(each.counteracts),
                "sources": sources_of(each.sources),
            }
            for each in plan.habits
        ],
        "guides": [_note(each) for each in plan.guides],
        "stop": [_note(each) for each in plan.stop],
        "see_a_professional": [
            {"urgency": urgency, **_note(note), "signs": list(signs)} for urgency, note, signs in plan.watch
        ],
        "review": [_note(each) for each in plan.review],
        "asks": list(plan.asks),
        "purpose": plan.purpose,
        "kb": {"name": plan.kb_name, "hash": plan.kb_hash},
    }


def _line(line: Line) -> PlanLineData:
    return {
        "id": key(line.id),
        "label": line.label,
        "stage": line.stage,
        "area": line.area,
        "first_side": line.first_side,
        "second_side": line.second_side,
        "for": [_verdict(row) for row in line.verdicts],
        "because": list(line.because),
        "how": line.how,
        "steps": list(line.steps),
        "tempo": line.tempo,
        "equipment": list(line.equipment),
        "days_per_week": line.days_per_week,
        "amounts": {
            phase: {
                "sets": amount.sets,
                "repetitions": amount.repetitions,
                "other_side_repetitions": amount.other_repetitions,
                "hold_seconds": amount.hold_seconds,
                "rest_seconds": amount.rest_seconds,
                "seconds": amount.seconds,
            }
            for phase, amount in line.amounts
        },
        "substitutes": [{"id": key(each), "label": label} for each, label in line.substitutes],
        "step_ups": [{"id": key(each), "label": label} for each, label in line.step_ups],
        "dose_sources": sources_of(line.dose_sources),
        "sources": sources_of(line.sources),
    }


def _verdict(row: Verdict) -> PlanVerdictData:
    return {
        "muscle": key(row.muscle),
        "label": row.label,
        "part": row.part,
        "side": row.side,
        "verdict": row.verdict,
        "certainty": row.certainty,
        "signs": [key(each) for each in row.signs],
    }


def _note(note: Note) -> NoteData:
    return {"text": note.text, "sources": sources_of(note.sources)}


def sources_of(sources: tuple[Source, ...]) -> list[SourceData]:
    """Sources as plain data."""
    return [{"id": local_id(each.id), "citation": each.citation} for each in sources]
