"""What is reported of each person, as literals: rows of sites with their verdicts and levels, safety, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from myologic.casework import facts, safety
from myologic.casework.asks import CONTRADICTS
from myologic.casework.catalogue import LISTS, Catalogue
from myologic.casework.entries import BOTH, LEFT, RIGHT
from myologic.casework.lookups import LIMITED_TO, lookups
from myologic.casework.result import key
from myologic.casework.sites import Site, sites
from myologic.casework.verdicts import OPEN, REPORTS
from myologic.engine.errors import QuestionError
from myologic.engine.records import dataclass
from myologic.engine.terms import IRI, Term
from myologic.kb.base import KnowledgeBase
from myologic.kb.ground import SURE, ground_program
from myologic.kb.levels import LEVELS, level_shown
from myologic.kb.vocabulary import kb_, local_name
from myologic.population.circuit import Circuit, input_name
from myologic.population.levels import Levels
from myologic.population.network import FALSE, Network

GIVEN = (
    facts.PRESENTS,
    facts.LACKS,
    facts.HAS_CAUSE,
    facts.HAS_CONDITION,
    facts.HAS_RED_FLAG,
    facts.CONTROLLED,
    facts.PAIN_IS,
    facts.AGE_BAND,
)
"""What the facts of a case in a table are written with. States that are said outright have no column."""

SHORT, LONG, OVER, UNDER = kb_("short"), kb_("long"), kb_("over"), kb_("under")
LENGTH_DISPUTED, ACTIVITY_DISPUTED, SOME_PART = kb_("lengthDisputed"), kb_("activityDisputed"), kb_("somePartOf")
RANKS = tuple(level_shown(rank) or LEVELS[1] for rank in range(1, SURE + 1))
"""The name of each rank, from the least; what has none is shown as a case shows it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A muscle, or a part or position of it, on one side, as a table names it.

    Parameters
    ----------
    node
        The site.
    muscle
        The id of the muscle.
    side
        "left" or "right".
    part, context
        What it is limited to: some fibres, or a position; else None.
    twin
        The place of the other side in the list of places, or its own where there is none.
    reported
        The literal of its being reported.
    bits
        The nodes that decide on the verdict.
    kinds
        For all values of `bits` the number of the kind of row, from 1, or 0 where there is none.
    """

    node: IRI
    muscle: str
    side: str
    part: str | None
    context: str | None
    twin: int
    reported: int
    bits: tuple[int, ...]
    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A verdict with the two axes behind it."""

    verdict: str
    length: str | None
    activity: str | None

    @property
    def claims(self) -> bool:
        """Whether it says anything: an undetermined one does not make a case inferred."""
        return self.verdict != OPEN


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a table may say of a person.

    Parameters
    ----------
    id
        The thing.
    key
        Its id in tables.
    sided
        Whether it has a left and a right.
    lists
        The lists of a case that it stands in.
    """

    id: IRI
    key: str
    sided: bool
    lists: tuple[str, ...]


class Items(Protocol):
    """A knowledge base, and what a table may say of a person."""

    @property
    def kb(self) -> KnowledgeBase:
        """The knowledge base."""

    @property
    def items(self) -> tuple[Item, ...]:
        """What may be said."""


class Layout:
    """Everything a table of cases is worked out from. Made once a knowledge base; see `layout`.

    Parameters
    ----------
    kb
        The knowledge base.

    Raises
    ------
    QuestionError
        If the rules about a case could not be specialised, because of what packs add to them.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        program = ground_program(kb)
        if program is None:
            raise QuestionError(
                "this needs rules that can be worked out column by column, and a rule of a pack cannot; "
                "tables of cases are worked out all the same, each distinct case by itself"
            )
        self.kb = kb
        self.items = items_of(kb)
        self._verdicts = lookups(kb).verdicts()
        axes = (SHORT, LONG, OVER, UNDER, LENGTH_DISPUTED, ACTIVITY_DISPUTED)
        signs = (safety.STOPS_FOR, safety.REFERS_FOR, safety.COUNTS_FLAG, safety.NEEDS_LOOK_AT, CONTRADICTS)
        self.circuit = Circuit(program, GIVEN, (*(each for each, _ in self._verdicts), REPORTS, *axes, *signs))
        self.net: Network = self.circuit.net
        self.stops = self.circuit.some(safety.STOPS_FOR)
        self.kinds: tuple[Kind, ...] = ()
        self.places: tuple[Place, ...] = ()
        self._find_places()
        self.conflict = self.circuit.some(CONTRADICTS)
        self.urgencies, self.flags = self._safety()
        self._levels: Levels | None = None
        self.kept: dict[bool, Any] = {}
        """What `rows.work` made of it."""

    # ------------------------------------------------------------------ verdicts

    def _find_places(self) -> None:
        """The places that may be reported, and the kinds of rows there."""
        numbers: dict[Kind, int] = {}
        found: list[tuple[Site, int, tuple[int, ...], tuple[int, ...]]] = []
        for where in sites(self.kb, self.circuit.facts(REPORTS)):
            reported = self.net.conj((self.circuit.literal(REPORTS, where.node), self.stops ^ 1))
            if reported != FALSE:
                bits = self._bits(where.node)
                kinds = self._kinds(where.node, bits)
                coded = tuple(0 if kind is None else numbers.setdefault(kind, len(numbers) + 1) for kind in kinds)
                if any(coded):
                    found.append((where, reported, bits, coded))
        at = {(where.muscle, where.part, where.side): place for place, (where, *_) in enumerate(found)}
        opposite = {LEFT: RIGHT, RIGHT: LEFT}
        self.kinds = tuple(numbers)
        self.places = tuple(
            self._place(
                where, reported, bits, kinds, at.get((where.muscle, where.part, opposite.get(where.side, "")), place)
            )
            for place, (where, reported, bits, kinds) in enumerate(found)
        )

    def _bits(self, node: IRI) -> tuple[int, ...]:
        """The nodes that decide on the verdict at a site: the ends of its axes, and what does not follow from them."""
        bits: list[int] = []
        literals = [self.circuit.literal(each, node) for each in (SHORT, LONG, OVER, UNDER)]
        bits += dict.fromkeys(each >> 1 for each in literals if each > 1)
        for predicate in (LENGTH_DISPUTED, ACTIVITY_DISPUTED, *(each for each, _ in self._verdicts)):
            literal = self.circuit.literal(predicate, node)
            if self.net.table([literal], bits) is None:
                bits.append(literal >> 1)
        return tuple(bits)

    def _kinds(self, node: IRI, bits: tuple[int, ...]) -> list[Kind | None]:
        """The kind of row for all values of the deciding nodes; of several verdicts that which a case reads last."""
        axes = (SHORT, LONG, OVER, UNDER, LENGTH_DISPUTED, ACTIVITY_DISPUTED)
        asked = [self.circuit.literal(each, node) for each in (*axes, *(each for each, _ in self._verdicts))]
        table = self.net.table(asked, bits)
        found: list[Kind | None] = []
        for entry in range(1 << len(bits)):
            short, long, over, under, no_length, no_activity, *verdicts = (each >> entry & 1 for each in table or ())
            codes = [code for (_, code), holds in zip(self._verdicts, verdicts, strict=True) if holds]
            length = None if no_length else local_name(SHORT) if short else local_name(LONG) if long else None
            activity = None if no_activity else local_name(OVER) if over else local_name(UNDER) if under else None
            found.append(Kind(codes[-1], length, activity) if codes else None)
        return found

    def _place(self, where: Site, reported: int, bits: tuple[int, ...], kinds: tuple[int, ...], twin: int) -> Place:
        part, context = limits(self.kb, where.node)
        return Place(where.node, key(where.muscle), where.side, part, context, twin, reported, bits, kinds)

    def outcomes(self) -> tuple[list[int], list[int]]:
        """The facts that stop everything, and those that give verdicts at the places."""
        atom = self.circuit.program.atom
        verdicts = [atom(predicate, each.node) for each in self.places for predicate, _ in self._verdicts]
        return sorted(self.circuit.facts(safety.STOPS_FOR).values()), verdicts

    def reports(self) -> list[int]:
        """The facts that let a place be reported."""
        return [self.circuit.program.atom(REPORTS, each.node) for each in self.places]

    def ranks(self, place: int) -> list[int]:
        """The literals of a row being at least of rank 2, 3 … 5 (the rank of what is not reported means nothing)."""
        if self._levels is None:
            wanted = [
                atom
                for predicate, _ in self._verdicts
                for each in self.places
                if (atom := self.circuit.program.atom(predicate, each.node)) in self.circuit.literals
            ]
            self._levels = Levels(self.circuit, wanted)
        node = self.places[place].node
        atoms = [self.circuit.program.atom(predicate, node) for predicate, _ in self._verdicts]
        known = [each for each in atoms if each in self.circuit.literals]
        return [self.net.disj(self._levels.at_least(each, rank) for each in known) for rank in range(2, SURE + 1)]

    # ------------------------------------------------------------------ safety

    def _safety(self) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
        """The levels of safety from the most urgent, each apart from the others, and the warning signs that count."""
        circuit, net, kb = self.circuit, self.net, self.kb
        refers = circuit.some(safety.REFERS_FOR)
        looks = circuit.some(safety.NEEDS_LOOK_AT)
        by_urgency: dict[Term, list[int]] = {}
        for flag, atom in circuit.facts(safety.STOPS_FOR).items():
            for urgency in kb.objects(flag, safety.URGENCY):
                by_urgency.setdefault(urgency, []).append(circuit.literals[atom])
        ranked = sorted(by_urgency, key=lambda each: (int(kb.text(each, safety.RANK) or 0), str(each)), reverse=True)
        levels: dict[str, int] = {}
        above = FALSE
        for urgency in ranked:
            here = net.disj(by_urgency[urgency])
            levels[kb.text(urgency, safety.CODE) or kb.label(urgency)] = net.conj((here, above ^ 1))
            above = net.disj((above, here))
        routine = kb.text(safety.ROUTINE, safety.CODE) or kb.label(safety.ROUTINE)
        only = net.conj((self.stops ^ 1, net.disj((refers, looks))))
        levels[routine] = net.disj((levels.get(routine, FALSE), only))
        counting = net.disj((self.stops, refers))
        flags: dict[Term, list[int]] = {}
        for predicate, needs in (
            (safety.STOPS_FOR, 0),
            (safety.REFERS_FOR, 0),
            (safety.COUNTS_FLAG, counting),
        ):
            for flag, atom in circuit.facts(predicate).items():
                flags.setdefault(flag, []).append(net.conj((circuit.literals[atom], needs)))
        named = sorted((each for each in flags if isinstance(each, IRI)), key=lambda each: each.value)
        return tuple(levels.items()), tuple((key(each), net.disj(flags[each])) for each in named)


def items_of(kb: KnowledgeBase) -> tuple[Item, ...]:
    """Everything that a table may say of a person, by address."""
    catalogue = Catalogue(kb)
    things = sorted({each for name in LISTS for each in catalogue.things(name)}, key=lambda each: each.value)
    return tuple(Item(each, key(each), catalogue.is_sided(each), catalogue.lists_of(each)) for each in things)


def limits(kb: KnowledgeBase, node: IRI) -> tuple[str | None, str | None]:
    """What a site is limited to: some fibres, or a position."""
    limit = kb.text(node, LIMITED_TO)
    return (limit, None) if kb.objects(node, SOME_PART) else (None, limit)


def item_inputs(item: Item, side: str | None, presence: str) -> list[str]:
    """The inputs that hold for a person of whom an item is told; those of `casework.facts` for the same entry.

    Parameters
    ----------
    item
        The item.
    side
        left, right, both or None.
    presence
        present or absent.
    """
    found = []
    for name in item.lists:
        if name in ("conditions", "red_flags"):
            if presence == "present":
                predicate = facts.HAS_CONDITION if name == "conditions" else facts.HAS_RED_FLAG
                found.append(input_name(predicate.value, item.id))
            continue
        present = facts.HAS_CAUSE if name in ("habits", "causes") else facts.PRESENTS
        predicate = present if presence == "present" else facts.LACKS
        found += [input_name(predicate.value, each) for each in nodes(item, side, presence)]
    return list(dict.fromkeys(found))


def nodes(item: Item, side: str | None, presence: str) -> Sequence[IRI]:
    """The sided nodes of an item; what is absent without a side is absent on both."""
    if not item.sided:
        return (item.id,)
    if side in (LEFT, RIGHT):
        return (IRI(f"{item.id.value}@{side}"),)
    if side == BOTH or presence != "present":
        return tuple(IRI(f"{item.id.value}@{each}") for each in (LEFT, RIGHT))
    return ()


_LAYOUTS: WeakKeyDictionary[KnowledgeBase, Layout] = WeakKeyDictionary()


def layout(kb: KnowledgeBase) -> Layout:
    """The layout of a knowledge base, the same one each time."""
    found = _LAYOUTS.get(kb)
    if found is None:
        found = _LAYOUTS[kb] = Layout(kb)
    return found
