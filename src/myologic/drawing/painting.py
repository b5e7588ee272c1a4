"""What a case says of each region of the body map: the verdict that is painted, and all that is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from myologic.casework.evidence import written
from myologic.casework.verdicts import Verdict
from myologic.drawing.shapes import LEFT, MIDLINE, RIGHT, SIDES
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.reading import Reading
from myologic.kb.vocabulary import ID, id_, kb_

HAS_PART, MUSCLE, GROUP = kb_("hasPart"), kb_("Muscle"), kb_("MuscleGroup")
Region = tuple[str, str]
"""A muscle, by the end of its address, and a side."""


@dataclass(frozen=True, slots=True)
class Paint:
    """What is told of a region.

    Parameters
    ----------
    rows
        The verdicts that reach it: the first is painted, and is the one that speaks of the fewest muscles.
    """

    rows: tuple[Verdict, ...]

    @property
    def row(self) -> Verdict:
        """The verdict that is painted."""
        return self.rows[0]


def short_name(iri: IRI) -> str:
    """The end of a thing's address, or the whole address of what is not the project's own."""
    return iri.value.removeprefix(ID)


def thing_of(name: str) -> IRI:
    """The thing that `short_name` shortened."""
    return IRI(name) if "://" in name else id_(name)


class Members:
    """Which drawn muscles belong to a muscle or group.

    Parameters
    ----------
    kb
        The knowledge base.
    drawn
        The muscles that have a shape, by the ends of their addresses.
    """

    def __init__(self, kb: Reading, drawn: frozenset[str]) -> None:
        self._kb = kb
        self._drawn = drawn

    def of(self, muscle: IRI) -> tuple[str, ...]:
        """The drawn muscles within a muscle or group, itself if it has a shape; sorted."""
        return tuple(sorted(set(self._below(muscle, set()))))

    def _below(self, muscle: Term, seen: set[Term]) -> Iterator[str]:
        if not isinstance(muscle, IRI) or muscle in seen:
            return
        seen.add(muscle)
        name = short_name(muscle)
        if name in self._drawn:
            yield name
            return
        for part in self._kb.objects(muscle, HAS_PART):
            yield from self._below(part, seen)

    def wholes(self) -> dict[str, str]:
        """For each drawn muscle that is a part of a larger muscle (not of a group), that muscle."""
        found: dict[str, str] = {}
        groups = set(self._kb.instances(GROUP))
        for muscle in self._kb.instances(MUSCLE):
            if muscle not in groups and short_name(muscle) not in self._drawn:
                found.update({part: short_name(muscle) for part in self.of(muscle)})
        return found


def paints(rows: Iterable[Verdict], members: Members) -> Mapping[Region, Paint]:
    """What is painted where.

    Parameters
    ----------
    rows
        The verdicts of a case, surest first.
    members
        Which regions a group covers.

    Returns
    -------
    Mapping
        By muscle and side; the side of what lies on the midline is there too.
    """
    reached = [(members.of(row.muscle), row) for row in rows]
    found: dict[Region, list[Verdict]] = {}
    for muscles, row in sorted(reached, key=lambda each: len(each[0])):
        for muscle in muscles:
            for side in sides_of(row):
                found.setdefault((muscle, side), []).append(row)
    for muscle, side in list(found):
        middle = found.setdefault((muscle, MIDLINE), [])
        middle += [row for row in found[muscle, side] if row not in middle]
    return {region: Paint(tuple(told)) for region, told in found.items()}


def sides_of(row: Verdict) -> tuple[str, ...]:
    """left, right, or both of them."""
    return (row.side,) if row.side in SIDES else (LEFT, RIGHT)


def side_words(kb: Reading, row: Verdict) -> str:
    """ "left", "right" or "both sides", as the knowledge base calls them."""
    return kb.label(id_(row.side)) if row.side in SIDES else "both sides"


def verdict_words(kb: Reading, row: Verdict) -> str:
    """The verdict in words."""
    return kb.label(id_(row.verdict))


def certainty_words(kb: Reading, row: Verdict) -> str:
    """How sure it is, in words."""
    words = kb.label(id_(f"certainty-{row.certainty}"))
    return f"{words}, contested by some sources" if row.contested and row.certainty != "contested" else words


def name_words(row: Verdict) -> str:
    """The muscle, and the part of it that is meant."""
    return f"{row.label} ({row.part})" if row.part else row.label


def row_sentence(kb: Reading, row: Verdict) -> str:
    """A verdict in one line."""
    return f"{name_words(row)}, {side_words(kb, row)}: {verdict_words(kb, row)}, {certainty_words(kb, row)}"


def reasons(kb: KnowledgeBase, row: Verdict) -> tuple[str, ...]:
    """The rows of the knowledge base behind a verdict, in words."""
    return tuple(written(kb, each) for each in row.rows)
