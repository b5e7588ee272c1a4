"""The filters of a question: what is at hand, level, one-sided or not, position, purpose.

A thing about which nothing is recorded passes no filter that asks for something.
"""

from __future__ import annotations

from myologic.answering.graph import Graph, objects, parts, texts
from myologic.engine.terms import IRI
from myologic.grammar.question import Slots
from myologic.kb.vocabulary import kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

POSITIONS: Final = {
    "sitting": r"\bsit(?:s|ting)?\b(?! between| back)|\bseated\b",
    "standing": r"\bstand(?:s|ing)?\b",
    "lying": r"\b(?:lie|lies|lying|supine|prone)\b",
    "kneeling": r"\b(?:half-)?kneel|\bquadruped\b|\ball fours\b|\b(?:hands and|on the|on your|on both) knees\b",
    "lying on the front": r"\bprone\b|\bface down\b|\b(?:lie|lies|lying) on (?:the|your) (?:front|stomach|belly)\b",
    "lying on the back": r"\bsupine\b|\bface up\b|\b(?:lie|lies|lying) on (?:the|your) back\b",
    "lying on the side": r"\bside-lying\b|\b(?:lie|lies|lying) on (?:the|your|one) side\b|\bside plank\b",
    "on the floor": r"\b(?:lie|lies|lying|supine|prone|side-lying|kneel\w*|half-kneeling|quadruped|plank|floor|mat|all fours|hands and knees)\b",
}
"""The words by which a description says that something is done in a position."""


def has_filter(slots: Slots) -> bool:
    """Whether any slot restricts which things may be answered."""
    return bool(
        slots.equipment_with
        or slots.equipment_without
        or slots.no_equipment
        or slots.level
        or slots.laterality
        or slots.position
        or slots.position_without
        or slots.purpose
    )


def passing(graph: Graph, things: Iterable[IRI], slots: Slots) -> tuple[IRI, ...]:
    """The things that pass every filter of the question, in their order."""
    return tuple(thing for thing in things if passes(graph, thing, slots))


def passes(graph: Graph, thing: IRI, slots: Slots) -> bool:
    """Whether a thing passes every filter of the question."""
    return (
        _passes_equipment(graph, thing, slots)
        and (slots.level is None or slots.level in objects(graph, thing, "level"))
        and (slots.laterality is None or slots.laterality in objects(graph, thing, "laterality"))
        and (slots.position is None or _in_position(graph, thing, slots.position))
        and (slots.position_without is None or not _in_position(graph, thing, slots.position_without))
        and (slots.purpose is None or _serves(graph, thing, slots.purpose))
    )


def _serves(graph: Graph, thing: IRI, purpose: IRI) -> bool:
    """Whether a thing has a purpose: as recorded, or by doing to something what the relation says."""
    return purpose in objects(graph, thing, "purpose") or next(graph.match(thing, purpose, None), None) is not None


def _in_position(graph: Graph, thing: IRI, position: str) -> bool:
    """Whether the name, the description or a step of a thing says that it is done in a position."""
    import re  # few questions name a position

    said = " ".join((graph.label(thing), *texts(graph, thing, "how", "step"))).casefold()
    return re.search(POSITIONS.get(position, rf"\b{re.escape(position)}\b"), said) is not None


def says_position(graph: Graph, thing: IRI) -> bool:
    """Whether anything that is told of a thing says in which position it is done."""
    return any(_in_position(graph, thing, position) for position in POSITIONS)


def _passes_equipment(graph: Graph, thing: IRI, slots: Slots) -> bool:
    needed, choice = set(objects(graph, thing, "needs")), set(objects(graph, thing, "needsOneOf"))
    free = graph.text(thing, kb_("noEquipment")) == "true"
    banned = _with_kinds(graph, slots.equipment_without)
    if needed & banned or (choice and choice <= banned and not free):
        return False
    if slots.no_equipment and not slots.equipment_with:
        return free
    if not slots.equipment_with:
        return True
    held = _with_kinds(graph, slots.equipment_with)
    if slots.only_equipment or slots.no_equipment:
        return (
            needed <= held and (free or not choice or bool(choice & held)) and (free or bool((needed | choice) & held))
        )
    return bool((needed | choice) & held)


def uses(graph: Graph, thing: IRI, tools: Iterable[IRI]) -> bool:
    """Whether a thing is done with one of some tools or with what is an example of them."""
    return bool({*objects(graph, thing, "needs", "needsOneOf")} & _with_kinds(graph, tools))


def _with_kinds(graph: Graph, things: Iterable[IRI]) -> set[IRI]:
    """The things with their parts and with what is an example of them: *weights* bans dumbbells too."""
    found = set(things)
    for thing in tuple(found):
        for near in (thing, *parts(graph, thing)):
            found.add(near)
            found.update(term for term in graph.subjects(kb_("exampleOf"), near) if isinstance(term, IRI))
    return found
