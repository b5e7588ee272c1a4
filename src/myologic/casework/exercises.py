"""Exercises that suit a case and those it should leave out, read from what the rules derived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from myologic.casework.facts import CASE, HAS_CONDITION
from myologic.casework.lookups import lookups
from myologic.casework.sites import COVERS, Site, sites
from myologic.casework.verdicts import Inferred, Verdict
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import kb_

WANTED_AS, THROUGH, RANK, CODE = kb_("wantedAs"), kb_("through"), kb_("rank"), kb_("code")
DRILL_OF, REACHES_SIDE, AVOIDS, AVOID_IF = kb_("drillOf"), kb_("reachesSide"), kb_("avoids"), kb_("avoidIf")
AVOID_TEXT, AVOIDS_MOVEMENT, MOVEMENT = kb_("avoidText"), kb_("avoidsMovement"), kb_("movement")
OVERWORKS, OVERSTRETCHES, BUILDS, LENGTHENS = kb_("overworks"), kb_("overstretches"), kb_("builds"), kb_("lengthens")
INCLUDES, BEARS, SIGN_OF = kb_("includes"), kb_("bears"), kb_("signOf")


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
    """What suits, in the order release, lengthen, mobilise, activate, integrate; the widest use first, then by name.

    Parameters
    ----------
    kb
        The knowledge base.
    case
        What was inferred for the case.
    verdicts
        The verdicts that are reported: an exercise is for these muscles.
    """
    found: list[tuple[int, Offer]] = []
    for each in kb.match(None, WANTED_AS, None):
        predicate, wanted = each.subject, each.object
        if not isinstance(predicate, IRI) or not isinstance(wanted, IRI):
            continue
        purpose, rank = kb.text(predicate, CODE) or kb.label(predicate), int(kb.text(predicate, RANK) or 0)
        through = kb.value(predicate, THROUGH)
        if through is None:
            continue
        wanting = sites(kb, case.objects(CASE, wanted))
        for exercise, reached in _by_exercise(kb, case.objects(CASE, predicate)).items():
            muscles, worked = _served(kb, exercise, through, wanting, reached, verdicts)
            one_sided = any(drill != exercise for drill in reached)
            offer = Offer(exercise, kb.label(exercise), purpose, muscles, _joined(worked) if one_sided else None)
            found.append((rank, offer))
    found.sort(key=lambda each: (each[0], -len(each[1].muscles), each[1].label, each[1].id.value))
    return tuple(offer for _, offer in found)


def _by_exercise(kb: Reading, drills: Iterable[Term]) -> dict[IRI, dict[Term, frozenset[str]]]:
    """For each exercise the ways of doing it that suit, with the sides that each reaches."""
    found: dict[IRI, dict[Term, frozenset[str]]] = {}
    known = lookups(kb)
    for drill in drills:
        exercise, sides = known.drill(drill)
        if exercise is not None:
            found.setdefault(exercise, {})[drill] = sides
    return found


def _served(
    kb: Reading,
    exercise: IRI,
    through: Term,
    wanting: Sequence[Site],
    reached: dict[Term, frozenset[str]],
    verdicts: Sequence[Verdict],
) -> tuple[tuple[IRI, ...], frozenset[str]]:
    """The muscles that an exercise is offered for, as they are reported, and the sides."""
    sides = frozenset().union(*reached.values())
    does = lookups(kb).objects(exercise, through)
    served = [each for each in wanting if each.side in sides and each.muscle in does]
    nodes: set[Term] = {each.node for each in served}
    reported = {row.muscle for row in verdicts if any(fact.object in nodes for fact in row.facts)}
    muscles = reported or {each.muscle for each in served}
    return tuple(sorted(muscles, key=lambda each: each.value)), frozenset(each.side for each in served)


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
    conditions = set(case.objects(CASE, HAS_CONDITION))
    bears = {kb.value(each, SIGN_OF) for each in case.objects(CASE, BEARS)}
    postures = {each: kinds for each in bears if each and (kinds := frozenset(kb.objects(each, AVOIDS_MOVEMENT)))}
    overworked = sites(kb, case.objects(CASE, OVERWORKS))
    overstretched = sites(kb, case.objects(CASE, OVERSTRETCHES))
    found = []
    for exercise, reached in _by_exercise(kb, case.objects(CASE, AVOIDS)).items():
        ruling = [each for each in kb.objects(exercise, AVOID_IF) if each in conditions]
        movements = set(kb.objects(exercise, MOVEMENT))
        ruling += [each for each, kinds in postures.items() if each not in ruling and not kinds.isdisjoint(movements)]
        if ruling:
            reason = "; ".join(sorted(_ruled_out(kb, exercise, each) for each in ruling))
            found.append(Avoidance(exercise, reason, None))
            continue
        sides = frozenset().union(*reached.values())
        reasons = [
            *_reasons(kb, exercise, BUILDS, overworked, sides, verdicts, "is not to be strengthened now"),
            *_reasons(kb, exercise, LENGTHENS, overstretched, sides, verdicts, "is not to be stretched"),
        ]
        one_sided = any(drill != exercise for drill in reached)
        because = "; ".join(dict.fromkeys(reasons)) or "the state of its muscles speaks against it"
        found.append(Avoidance(exercise, because, _joined(sides) if one_sided and len(sides) == 1 else None))
    return tuple(sorted(found, key=lambda each: each.id.value))


def _ruled_out(kb: Reading, exercise: IRI, condition: Term) -> str:
    """Why a condition rules an exercise out: the kind of movement, else what is said of the condition."""
    kinds = set(kb.objects(condition, AVOIDS_MOVEMENT)) & set(kb.objects(exercise, MOVEMENT))
    words = ", ".join(sorted(kb.label(each) for each in kinds)) or kb.text(condition, AVOID_TEXT)
    return f"{kb.label(condition)}: {words}" if words else kb.label(condition)


def _reasons(
    kb: Reading,
    exercise: IRI,
    does: IRI,
    where: Sequence[Site],
    sides: frozenset[str],
    verdicts: Sequence[Verdict],
    words: str,
) -> Iterator[str]:
    """What an exercise does to muscles that should not have it now, each with its verdict."""
    targets, known = kb.objects(exercise, does), lookups(kb)
    for each in where:
        if each.side in sides and any(known.overlap(target, each.muscle) for target in targets):
            row = next((row for row in verdicts if _speaks_of(kb, row, each)), None)
            name = row.label if row else kb.label(each.muscle)
            part = f", {each.part}," if each.part else ""
            state = f" is {row.verdict.replace('-', ' ')} and" if row else ""
            side = row.side if row else each.side
            yield f"{name}{part} ({'both sides' if side == 'both' else side}){state} {words}"


def _speaks_of(kb: Reading, row: Verdict, where: Site) -> bool:
    return (
        row.claims
        and row.part == where.part
        and any(where.node in lookups(kb).objects(fact.object, COVERS) for fact in row.facts)
    )
