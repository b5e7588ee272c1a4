"""How plans are put together, read from the knowledge base: stages, phases, days, areas, numbers and fixed texts."""

from __future__ import annotations

from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_
from myologic.planning.values import Note, PhasePlan

CODE, RANK, SAYS = kb_("code"), kb_("rank"), kb_("says")
TAKES_PURPOSE, CHOSEN_AS, PREFERS_ONE_SIDE = kb_("takesPurpose"), kb_("chosenAs"), kb_("prefersOneSide")
BOTH_IN_TURN, STAGE_DOSE, FROM_PHASE = kb_("bothSidesInTurn"), kb_("stageDose"), kb_("fromPhase")
FROM_WEEK, TO_WEEK, DOSE_SHARE, STEP_UP = kb_("fromWeek"), kb_("toWeek"), kb_("doseShare"), kb_("allowsStepUp")
ON_DAY, JOINS_REGION, REGION, HAS_PART = kb_("onDay"), kb_("joinsRegion"), kb_("region"), kb_("hasPart")
NUMBER, TEXT_FOR, PRINCIPLE, WORKS_AS = kb_("number"), kb_("textFor"), kb_("followsPrinciple"), kb_("worksAs")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: which purposes it takes, which is served first where time is short, how its sides are worked."""

    code: str
    label: str
    says: str
    rank: int
    chosen_as: int
    purposes: frozenset[str]
    one_sided_first: bool
    sides_in_turn: bool
    dose: Term | None
    from_phase: int
    works_as: str | None


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase as shown, its rank, and where in each dose it lies, 0 to 1."""

    shown: PhasePlan
    rank: int
    share: float


@dataclass(frozen=True, slots=True)
class Day:
    """A session and its days of the week."""

    code: str
    label: str
    days: tuple[int, ...]


class PlanRules:
    """Everything that the knowledge base says about how plans are made.

    Parameters
    ----------
    kb
        The knowledge base.
    """

    __slots__ = ("_areas", "_kb", "_numbers", "days", "phases", "stages")

    def __init__(self, kb: Reading) -> None:
        self._kb = kb
        self.stages = tuple(_stage(kb, each) for each in _ranked(kb, "PlanStage"))
        self.phases = tuple(_phase(kb, each) for each in _ranked(kb, "PlanPhase"))
        self.days = tuple(
            Day(kb.text(each, CODE) or "", kb.label(each), _whole_numbers(kb, each, ON_DAY))
            for each in _ranked(kb, "PlanDay")
        )
        self._numbers = {
            kb.text(each, CODE): float(kb.text(each, NUMBER) or 0) for each in kb.instances(kb_("PlanSetting"))
        }
        self._areas = {
            region: (number, kb.label(area))
            for number, area in enumerate(_ranked(kb, "PlanArea"))
            for region in kb.objects(area, JOINS_REGION)
        }

    def number(self, code: str) -> float:
        """A number that plans are made with."""
        return self._numbers[code]

    def area(self, muscle: IRI) -> tuple[int, str]:
        """The place in the order of areas, and the name of the area, of a muscle or of most parts of a group."""
        found = [self._areas[each] for each in self._regions(muscle, 8) if each in self._areas]
        return max(sorted(set(found)), key=lambda each: (found.count(each), -each[0]), default=(len(self._areas), "body"))

    def _regions(self, muscle: Term, depth: int) -> list[Term]:
        own = list(self._kb.objects(muscle, REGION))
        if own or depth == 0:
            return own
        return [region for part in self._kb.objects(muscle, HAS_PART) for region in self._regions(part, depth - 1)]

    def texts(self, purpose: str) -> tuple[Note, ...]:
        """The fixed texts for one purpose, in their order, with their own sources and those of their principles."""
        kb = self._kb
        return tuple(
            Note(each, kb.text(each, SAYS) or kb.label(each), kb.sources_of((each, *kb.objects(each, PRINCIPLE))))
            for each in _ranked(kb, "PlanText")
            if kb.text(each, TEXT_FOR) == purpose
        )


def _ranked(kb: Reading, cls: str) -> list[IRI]:
    return sorted(kb.instances(kb_(cls)), key=lambda each: (_whole(kb, each, RANK), each.value))


def _whole(kb: Reading, thing: Term, predicate: IRI, default: int = 0) -> int:
    text = kb.text(thing, predicate)
    return default if text is None else int(text)


def _whole_numbers(kb: Reading, thing: Term, predicate: IRI) -> tuple[int, ...]:
    return tuple(sorted(int(kb.label(each)) for each in kb.objects(thing, predicate)))


def _true(kb: Reading, thing: Term, predicate: IRI) -> bool:
    return kb.text(thing, predicate) in ("true", "1")


def _stage(kb: Reading, each: IRI) -> Stage:
    return Stage(
        kb.text(each, CODE) or "",
        kb.label(each),
        kb.text(each, SAYS) or "",
        _whole(kb, each, RANK),
        _whole(kb, each, CHOSEN_AS),
        frozenset(kb.label(purpose) for purpose in kb.objects(each, TAKES_PURPOSE)),
        _true(kb, each, PREFERS_ONE_SIDE),
        _true(kb, each, BOTH_IN_TURN),
        kb.value(each, STAGE_DOSE),
        _whole(kb, each, FROM_PHASE, 1),
        kb.text(each, WORKS_AS),
    )


def _phase(kb: Reading, each: IRI) -> Phase:
    shown = PhasePlan(
        kb.text(each, CODE) or "",
        kb.label(each),
        kb.text(each, SAYS) or "",
        _whole(kb, each, FROM_WEEK, 1),
        _whole(kb, each, TO_WEEK, 1),
        _true(kb, each, STEP_UP),
    )
    return Phase(shown, _whole(kb, each, RANK), float(kb.text(each, DOSE_SHARE) or 0))
