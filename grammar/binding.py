"""Ties what is said of things to them: sides, states, and that something is all right."""

from __future__ import annotations

from myologic.grammar.lexicon import Lexicon
from myologic.grammar.units import NEAR, Named, Reading, Unit

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_OPPOSITE = {"left": "right", "right": "left"}
_BEFORE_STATE = ("STATE", "NOISE", "YESNO", "ONLY", "KIND", "GIVEN")
"""What may stand between a thing and a state said of it: *x only ever hurts*, *the x pots that are full*, *x when it is ripe*."""


def bind_sides(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """Tie every left and right to the thing it is said of: the next one, else the one before."""
    for position, unit in enumerate(units):
        if unit.kind != "SIDE":
            continue
        if unit.value == "one":
            reading.sides.append("one")
            continue
        thing = _ahead(units, position, lexicon) or _behind(units, position, lexicon)
        if thing is None or thing.side is not None:
            if thing is None:
                reading.sides.append(unit.value)
            continue
        thing.side = unit.value
    units[:] = [u for u in units if u.kind != "SIDE"]


def turn_sides(named: Sequence[Named]) -> None:
    """Things whose wording names the other side get their own."""
    for each in named:
        if each.turned and each.side in _OPPOSITE:
            each.side = _OPPOSITE[each.side]


def _sided(named: Named, lexicon: Lexicon) -> bool:
    return lexicon.things[named.id].role not in ("equipment", "condition", "danger", "check")


def _ahead(units: Sequence[Unit], position: int, lexicon: Lexicon) -> Named | None:
    end = units[position].atom.last
    for unit in units[position + 1 :]:
        if unit.atom.first - end > NEAR:
            return None
        if unit.named is not None:
            return unit.named if _sided(unit.named, lexicon) else None
        if unit.kind not in ("STATE", "NOISE", "AND", "SIDE"):
            return None
    return None


def _behind(units: Sequence[Unit], position: int, lexicon: Lexicon) -> Named | None:
    start = units[position].atom.first
    for unit in reversed(units[:position]):
        if start - unit.atom.last > NEAR + 2:
            return None
        if unit.named is not None:
            return unit.named if _sided(unit.named, lexicon) else None
        if unit.kind not in ("STATE", "NOISE", "WITH", "ONLY", "TO", "KIND", "REL", "FROM", "COMMA"):
            return None
    return None


def bind_states(units: list[Unit], lexicon: Lexicon) -> None:
    """Tie every state to the thing it is said of: the next one (*ripe x*), else the one before (*x is ripe*)."""
    bound: list[Unit] = []
    for position, unit in enumerate(units):
        if unit.kind != "STATE":
            continue
        complains = unit.value in lexicon.states and not lexicon.states[unit.value][1]
        within = units[position + 1] if complains and position + 2 < len(units) and units[position + 1].kind == "WITH" else None
        if within is not None and _bears(units[position + 2], lexicon) and within.atom.first - unit.atom.last <= NEAR:
            # *a fault in my x* is a fault of x
            bound.append(within)
        ahead = _bearers_ahead([u for u in units if u not in bound], sum(u not in bound for u in units[:position]), lexicon)
        if not ahead:
            ahead = _bearers_behind(units, position, lexicon)
        for named in ahead:
            side = " side" if named.side in ("left", "right") else ""
            whole = f"{named.id} {unit.value}"
            finding = lexicon.complaints.get(whole + side) or lexicon.complaints.get(whole)
            if finding is not None:
                named.id = finding
            else:
                named.state = unit.value
        if ahead or unit.value not in lexicon.states or not lexicon.states[unit.value][1]:
            # a complaint of nothing named asks for nothing
            bound.append(unit)
    units[:] = [u for u in units if u not in bound]


def mark_sound(units: list[Unit]) -> None:
    """Things that are said to be all right (*my … is fine*) are not what is asked about."""
    for position, unit in enumerate(units):
        if unit.kind == "SOUND" and position:
            named = units[position - 1].named
            if named is not None and unit.atom.first - units[position - 1].atom.last <= NEAR:
                named.sound = True
    units[:] = [u for u in units if u.kind != "SOUND"]


def _bears(unit: Unit, lexicon: Lexicon) -> bool:
    return unit.named is not None and lexicon.things[unit.named.id].role == "bearer"


def _bearers_ahead(units: Sequence[Unit], position: int, lexicon: Lexicon) -> list[Named]:
    found: list[Named] = []
    end = units[position].atom.last
    joined = True
    for unit in units[position + 1 :]:
        if unit.atom.first - end > NEAR or not (joined or unit.kind in ("AND", "OR", "COMMA")):
            break
        if unit.kind in ("AND", "OR", "COMMA"):
            if not found and _kind_behind(units, unit) != "STATE":
                # *x is ripe and y …* says nothing of y
                break
            joined = True
        elif _bears(unit, lexicon) and unit.named is not None and unit.named.state is None:
            found.append(unit.named)
            joined = False
        elif not (unit.kind in ("STATE", "BREAK") and not found):
            break
        end = unit.atom.last
    return found


def _kind_behind(units: Sequence[Unit], unit: Unit) -> str:
    """The kind of the unit that follows one."""
    place = next(i for i, u in enumerate(units) if u is unit)
    return units[place + 1].kind if place + 1 < len(units) else ""


def _bearers_behind(units: Sequence[Unit], position: int, lexicon: Lexicon) -> list[Named]:
    found: list[Named] = []
    start = units[position].atom.first
    for unit in reversed(units[:position]):
        if start - unit.atom.last > (NEAR if found else NEAR + 1):
            break
        if _bears(unit, lexicon) and unit.named is not None and unit.named.state is None:
            found.append(unit.named)
        elif not (unit.kind in ("AND", "OR") and found) and unit.kind not in _BEFORE_STATE:
            break
        start = unit.atom.first
    return found
