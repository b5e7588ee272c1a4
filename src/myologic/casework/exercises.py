"""Exercises that suit a case and those it should leave out, read from what the rules derived."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from myologic.casework.facts import CASE, HAS_CONDITION
from myologic.casework.lookups import Lookups, lookups
from myologic.casework.sites import COVERS, Site, sites
from myologic.casework.verdicts import LEVELS, Inferred, Verdict
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

WANTED_AS, THROUGH, RANK, CODE = kb_("wantedAs"), kb_("through"), kb_("rank"), kb_("code")
DRILL_OF, REACHES_SIDE, AVOIDS, AVOID_IF = kb_("drillOf"), kb_("reachesSide"), kb_("avoids"), kb_("avoidIf")
AVOID_TEXT, AVOIDS_MOVEMENT, MOVEMENT = kb_("avoidText"), kb_("avoidsMovement"), kb_("movement")
OVERWORKS, OVERSTRETCHES, BUILDS, LENGTHENS = kb_("overworks"), kb_("overstretches"), kb_("builds"), kb_("lengthens")
BEARS, SIGN_OF, CONTRADICTS = kb_("bears"), kb_("signOf"), kb_("contradicts")


@dataclass(frozen=True, slots=True)
class Offer:
    """An exercise that suits.

    Parameters
    ----------
    id, label
        The exercise.
    purpose
        release, lengthen, mobilise, activate or integrate.
    muscles
        What it is for.
    side
        The side it is for where it is done on one side, "both" for each side in turn, None where it works both at once.
    """

    id: IRI
    label: str
    purpose: str
    muscles: tuple[IRI, ...]
    side: str | None


@dataclass(frozen=True, slots=True)
class Avoidance:
    """An exercise to leave out, and why; `side` is None where it is to be left out on both."""

    id: IRI
    because: str
    side: str | None


def case_offers(kb: Reading, case: Inferred, verdicts: Sequence[Verdict]) -> tuple[Offer, ...]:
    """What suits, in the order release, lengthen, mobilise, activate, integrate.

    Within each, first what serves most verdicts, then what serves surer ones, then what is on better evidence, then what
    is easier to do, then by name.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    verdicts
        The verdicts that are reported: an exercise is for these muscles.
    """
    known = lookups(kb)
    row_of = {fact.object.value: row for row in verdicts for fact in row.facts if isinstance(fact.object, IRI)}
    found: list[tuple[tuple[object, ...], Offer]] = []
    for way in known.ways():
        drills = case.objects(CASE, way.predicate)
        if not drills:
            continue
        wanting: dict[str, dict[str, list[Site]]] = {}
        for node in case.objects(CASE, way.wanted):
            where = known.site(node)
            if where is not None:
                wanting.setdefault(where.side, {}).setdefault(where.muscle.value, []).append(where)
        for exercise, (sides, one_sided) in _by_exercise(known, drills).items():
            does = known.texts_of(exercise, way.through)
            served = [
                where
                for side in sides
                for muscle, sites in wanting.get(side, {}).items()
                if muscle in does
                for where in sites
            ]
            rows = {id(row): row for where in served if (row := row_of.get(where.node.value)) is not None}
            named = {row.muscle.value: row.muscle for row in rows.values()} or {
                where.muscle.value: where.muscle for where in served
            }
            muscles = tuple(named[each] for each in sorted(named))
            side = _joined(where.side for where in served) if one_sided else None
            offer = Offer(exercise, kb.label(exercise), way.purpose, muscles, side)
            sure = max((LEVELS.index(row.certainty) for row in rows.values()), default=0)
            order = (way.rank, -len(rows), -sure, -known.rank(exercise, LEVELS), known.level(exercise), offer.label)
            found.append(((*order, exercise.value), offer))
    found.sort(key=lambda each: each[0])
    return tuple(offer for _, offer in found)


def _by_exercise(known: Lookups, drills: Iterable[Term]) -> dict[IRI, tuple[frozenset[str], bool]]:
    """For each exercise the sides that are reached by the ways of doing it that suit, and whether it has sides."""
    found: dict[str, tuple[IRI, frozenset[str], bool]] = {}
    for drill in drills:
        exercise, sides = known.drill(drill)
        if exercise is not None:
            _, before, one_sided = found.get(exercise.value, (exercise, frozenset(), False))
            found[exercise.value] = (exercise, before | sides, one_sided or drill != exercise)
    return {exercise: (sides, one_sided) for exercise, sides, one_sided in found.values()}


def _joined(sides: Iterable[str]) -> str | None:
    found = sorted(set(sides))
    return found[0] if len(found) == 1 else "both" if found else None


def case_avoidances(kb: Reading, case: Inferred, verdicts: Sequence[Verdict]) -> tuple[Avoidance, ...]:
    """What to leave out, sorted by address: for a condition, or for the state of a muscle.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    verdicts
        The verdicts that are reported, for naming the muscles.
    """
    drills = case.objects(CASE, AVOIDS)
    if not drills:
        return ()
    known = lookups(kb)
    conditions = set(case.objects(CASE, HAS_CONDITION))
    set_aside = set(case.objects(CASE, CONTRADICTS))
    bears = {kb.value(each, SIGN_OF) for each in case.objects(CASE, BEARS) if each not in set_aside}
    postures = {each: kinds for each in bears if each and (kinds := known.objects(each, AVOIDS_MOVEMENT))}
    speaks = _Speaking(kb, verdicts)
    states = (
        (BUILDS, speaks.told(case.objects(CASE, OVERWORKS)), "not to be strengthened now"),
        (LENGTHENS, speaks.told(case.objects(CASE, OVERSTRETCHES)), "not to be stretched"),
    )
    found = []
    for exercise, (sides, one_sided) in _by_exercise(known, drills).items():
        ruling = [each for each in known.objects(exercise, AVOID_IF) if each in conditions]
        if postures:
            movements = known.objects(exercise, MOVEMENT)
            ruling += [each for each, kinds in postures.items() if each not in ruling and not kinds.isdisjoint(movements)]
        if ruling:
            reason = "; ".join(sorted(_ruled_out(kb, exercise, each) for each in ruling))
            found.append(Avoidance(exercise, reason, None))
            continue
        reasons = {
            f"{name}{f', through {part}' if part else ''}: {state}{words}": None
            for does, told, words in states
            if told
            for where, name, state in told
            if where.side in sides and (part := known.touching(exercise, does).get(where.muscle.value)) is not None
        }
        because = "; ".join(reasons) or "the state of its muscles speaks against it"
        found.append(Avoidance(exercise, because, _joined(sides) if one_sided and len(sides) == 1 else None))
    return tuple(sorted(found, key=lambda each: each.id.value))


def _ruled_out(kb: Reading, exercise: IRI, condition: Term) -> str:
    """Why a condition rules an exercise out: the kind of movement, else what is said of the condition."""
    kinds = set(kb.objects(condition, AVOIDS_MOVEMENT)) & set(kb.objects(exercise, MOVEMENT))
    words = ", ".join(sorted(kb.label(each) for each in kinds)) or kb.text(condition, AVOID_TEXT)
    return f"{kb.label(condition)}: {words}" if words else kb.label(condition)


class _Speaking:
    """Which verdict speaks of a site."""

    def __init__(self, kb: Reading, verdicts: Sequence[Verdict]) -> None:
        self._kb, self._known = kb, lookups(kb)
        self._row: dict[tuple[str, str | None], Verdict] = {}
        for row in verdicts:
            if row.claims:
                for fact in row.facts:
                    for each in self._known.texts_of(fact.object, COVERS):
                        self._row.setdefault((each, row.part), row)

    def told(self, nodes: Iterable[Term]) -> list[tuple[Site, str, str]]:
        """Some sites, each with the words for it and for its verdict."""
        found = []
        for each in sites(self._kb, nodes):
            row = self._row.get((each.node.value, each.part))
            name = row.label if row else self._kb.label(each.muscle)
            part = f", {each.part}" if each.part else ""
            state = f"{row.verdict.replace('-', ' ')}, so " if row else ""
            side = row.side if row else each.side
            found.append((each, f"{name}{part} ({'both sides' if side == 'both' else side})", state))
        return found
