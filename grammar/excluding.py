"""What is to be left out, in whatever words: a marker before it, as the shapes of a question want it.

*leave the x alone*, *x aside*, *I am sick of x*, *avoiding x* and *that do not use x* all take away what *but not x* does. Where what
is taken away is known, and in which way is not (*that are kind to my x*), the reading says so: it might be offered else.
"""

from __future__ import annotations

from myologic.grammar.lexicon import CUE, Lexicon
from myologic.grammar.units import NEAR, Reading, Unit

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

SHUN: Final = "SHUN"
"""Words that ask what to leave out, and take away what stands behind them where something else is asked for."""
MARKED: Final = frozenset({"NOT", "WITHOUT", "EXCEPT", "UNWANTED", "DENIAL", "LEAVE", "ASIDE", "AWAY", "SPARED", "AMISS"})
"""Units that this module turns into one marker, or takes out."""
ANYTHING: Final = "anything"
"""What a word says that takes away whatever stands before it, and not only what could be an answer."""
_ASKED = ("KIND", "REL", "INV", "MENTION")
_EMPTY = ("NOISE", "COMMA", "BREAK", "SIDE")


def may_be_answered(thing: str, lexicon: Lexicon) -> bool:
    """Whether a thing is one of those that are asked for, or a tool of theirs: then to deny it is to leave it out.

    Parameters
    ----------
    thing
        Its address.
    lexicon
        The lexicon.
    """
    if lexicon.role(thing) == "equipment":
        return True
    return any(info.idea and lexicon.is_a(thing, (info.domain,)) for info in lexicon.relations.values())


def mark_excluded(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """Put a marker before what is to be left out, and take out the words that said so.

    Parameters
    ----------
    units
        The units of a sentence; changed.
    reading
        Their reading: it may become `lost` (something is to be left out, and it is not known what), or lose a cue.
    lexicon
        The lexicon.
    """
    if not any(u.kind in MARKED or (u.kind == "CUE" and u.atom.means_word(SHUN)) for u in units):
        return
    _around(units)
    _refused(units, reading)
    _behind(units, reading, lexicon)
    _amiss(units, reading, lexicon)
    _spared(units, reading)
    for unit in list(units):
        if unit.kind == "UNWANTED" and _is_looked_back_at(unit, units, lexicon):
            continue
        if unit.kind == "UNWANTED":
            _keep_if(unit, units, _names_answer(unit, units, lexicon))
        elif unit.kind == "DENIAL":
            _denied(unit, units, reading, lexicon)
        elif unit.kind == "CUE" and unit.atom.means_word(SHUN):
            _shunned(unit, units, reading, lexicon)
    _without_verbs(units)
    _moved(units)
    for unit in units:
        if unit.kind == "EXCEPT":
            unit.kind = "NOT"


def _around(units: list[Unit]) -> None:
    """*leave the x alone*: a word before and another one behind."""
    for unit in [u for u in units if u.kind == "LEAVE"]:
        at = units.index(unit)
        named = _next(units, at)
        closing = None
        if named is not None and units[named].kind in ("MENTION", "KIND"):
            last = _last_of_list(units, named)
            closing = next(
                (i for i in range(last + 1, len(units)) if units[i].kind in ("AWAY", "ASIDE") and units[i].atom.first - units[last].atom.last <= NEAR), None
            )
        _keep_if(unit, units, closing is not None)
        if closing is not None:
            del units[closing]
    units[:] = [u for u in units if u.kind != "AWAY"]


def _refused(units: list[Unit], reading: Reading) -> None:
    """*x soup yes, y soup no*: a denial right behind what it denies, with nothing behind it, stands for *aside*."""
    placed = {place for kind, _, place in reading.modifiers if kind == "NOWHERE"}
    for at, unit in enumerate(units):
        # *x, but not standing* denies a position
        ends = (at + 1 == len(units) or units[at + 1].kind in ("COMMA", "BREAK")) and not placed & set(range(unit.atom.last, unit.atom.last + NEAR))
        if unit.kind == "NOT" and ends and at and units[at - 1].kind in ("MENTION", "KIND"):
            unit.kind, unit.value = "ASIDE", ANYTHING


def _behind(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """*x aside*: a word behind what is left out, where something was named or asked for before it."""
    for unit in [u for u in units if u.kind == "ASIDE"]:
        at = units.index(unit)
        last = next((i for i in range(at - 1, -1, -1) if units[i].kind not in (*_EMPTY, "CUE")), None)
        if last and units[last].kind == "KIND" and units[last - 1].kind == "MENTION":
            # *x soup*: x is what is left out
            last -= 1
        if last is not None and units[last].kind == "MENTION" and unit.atom.first - units[last].atom.last <= NEAR:
            named = units[last].named
            first = _first_of_list(units, last)
            apt = unit.value == ANYTHING or (named is not None and may_be_answered(named.id, lexicon))
            if apt and any(u.kind in _ASKED for u in units[:first]):
                units.insert(first, Unit("EXCEPT", "", units[first].atom))
                _unasked(unit, reading)
        units.remove(unit)


def _amiss(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """*the hammers are locked away*: what is said to be out of use behind equipment takes it away."""
    for unit in [u for u in units if u.kind == "AMISS"]:
        at = units.index(unit)
        last = next((i for i in range(at - 1, -1, -1) if units[i].kind not in (*_EMPTY, "CUE", "YESNO")), None)
        named = units[last].named if last is not None else None
        if last is not None and named is not None and lexicon.role(named.id) == "equipment" and unit.atom.first - units[last].atom.last <= NEAR:
            first = _first_of_list(units, last)
            units.insert(first, Unit("WITHOUT", "", units[first].atom))
        else:
            reading.left_over.append(unit.atom)
        units.remove(unit)


def _spared(units: list[Unit], reading: Reading) -> None:
    """*kind to my x*: it is not on record what that takes away."""
    for unit in [u for u in units if u.kind == "SPARED"]:
        named = _next(units, units.index(unit))
        reading.lost = reading.lost or (named is not None and units[named].kind == "MENTION")
        units.remove(unit)


def _is_looked_back_at(unit: Unit, units: list[Unit], lexicon: Lexicon) -> bool:
    """*I tried x and hated it*: whether what could be an answer stands before the words that leave it out, and nothing behind them."""
    at = units.index(unit)
    before = [u for u in units[:at] if u.kind not in (*_EMPTY, "AND", "GIVEN", "CUE")]
    behind = [u for u in units[at + 1 :] if u.kind not in _EMPTY]
    named = before[-1].named if before else None
    if behind or len(before) != 1 or named is None or not may_be_answered(named.id, lexicon):
        return False
    units[:] = [Unit("EXCEPT", "", before[0].atom) if u is before[0] else u for u in units if u is not unit and u.kind != "GIVEN"]
    units.insert(next(i for i, u in enumerate(units) if u.kind == "EXCEPT") + 1, before[0])
    return True


def _names_answer(unit: Unit, units: Sequence[Unit], lexicon: Lexicon, *, parts: bool = False) -> bool:
    """Whether right behind a unit something stands that could be an answer, or a mere part of what answers are for."""
    found = _next(units, units.index(unit))
    named = units[found].named if found is not None else None
    return named is not None and (may_be_answered(named.id, lexicon) or (parts and lexicon.role(named.id) == "bearer"))


def _denied(unit: Unit, units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """*… that do not use x*, of what was asked for before: a verb that says nothing, or does what is asked, leaves x out."""
    at = units.index(unit)
    before = [u.kind for u in units[:at]]
    relative = ("KIND" in before or ("REL" in before and "MENTION" in before)) and not {"YESNO", "HOW"} & set(before)
    behind = [u for u in units[at + 1 :] if u.kind not in ("COMMA", "SIDE")]
    named = next((i for i, u in enumerate(behind[:3]) if u.kind == "MENTION"), None)
    if not relative or named is None or behind[named].atom.first - unit.atom.last > NEAR + 1:
        units.remove(unit)
        return
    between = behind[:named]
    plain = all(_does_what_is_asked(u, lexicon) for u in between)
    verbs = bool(between) or behind[named].atom.first > unit.atom.last
    if not plain and verbs:
        reading.lost = True
    _keep_if(unit, units, plain and verbs)
    if plain and verbs:
        units[:] = [u for u in units if not any(u is each for each in between)]


def _does_what_is_asked(unit: Unit, lexicon: Lexicon) -> bool:
    relation = unit.value if unit.kind == "REL" else unit.value[1] if unit.kind == "KIND" else ""
    return relation in lexicon.relations and bool(lexicon.relations[relation].idea)


def _shunned(unit: Unit, units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """*… avoiding x*, where something else was asked for before it: no question of what to leave out."""
    at = units.index(unit)
    before = [u.kind for u in units[:at]]
    asked = ("KIND" in before or "REL" in before or "NOUN" in before) and "YESNO" not in before
    first = all(kind in _EMPTY for kind in before)
    if first and at + 1 < len(units) and units[at + 1].kind == "WITH":
        # *leave out all with x*
        asked = _names_answer(units[at + 1], units, lexicon)
        if asked:
            del units[at + 1]
    if (asked and _names_answer(unit, units, lexicon, parts=True)) or (first and _names_answer(unit, units, lexicon)):
        _unasked(unit, reading)
        unit.kind, unit.value = "EXCEPT", ""


def _unasked(unit: Unit, reading: Reading) -> None:
    """Take away what the words of a unit would ask for elsewhere."""
    own = {e.value for e in unit.atom.entries if e.kind == CUE}
    reading.cues[:] = [cue for cue in reading.cues if cue not in own]


def _without_verbs(units: list[Unit]) -> None:
    """*without working x*: the verb says nothing more."""
    for unit in [u for u in units if u.kind in ("NOT", "WITHOUT", "EXCEPT")]:
        at = units.index(unit)
        verb = _next(units, at)
        if not any(u.kind in _ASKED for u in units[:at]) or verb is None or verb + 1 >= len(units):
            continue
        relation = units[verb].kind == "REL" or (units[verb].kind == "KIND" and bool(units[verb].value[1]))
        if relation and units[verb + 1].kind == "MENTION":
            del units[verb]


def _moved(units: list[Unit]) -> None:
    """*what besides x bakes y*: what is left out stands behind the rest, for no shape has it in its midst."""
    at = next((i for i, u in enumerate(units) if u.kind == "EXCEPT"), None)
    if at is None or not any(u.kind == "WH" for u in units[:at]) or any(u.kind in _ASKED for u in units[:at]):
        return
    first = _next(units, at)
    if first is None or units[first].kind != "MENTION":
        return
    end = _last_of_list(units, first) + 1
    units[:] = [*units[:at], *units[end:], *units[at:end]]


def _keep_if(unit: Unit, units: list[Unit], keep: bool) -> None:  # noqa: FBT001
    """Make a unit a marker, or take it out."""
    if keep:
        unit.kind, unit.value = "EXCEPT", ""
    else:
        units.remove(unit)


def _next(units: Sequence[Unit], at: int) -> int | None:
    """Where the next unit that says something stands, if it is near."""
    found = next((i for i in range(at + 1, len(units)) if units[i].kind not in _EMPTY), None)
    return found if found is not None and units[found].atom.first - units[at].atom.last <= NEAR else None


def _last_of_list(units: Sequence[Unit], at: int) -> int:
    """Where a list of things that begins at a unit ends."""
    while at + 2 < len(units) and units[at + 1].kind in ("AND", "OR") and units[at + 2].kind == units[at].kind:
        at += 2
    return at


def _first_of_list(units: Sequence[Unit], at: int) -> int:
    """Where a list of things that ends at a unit begins."""
    while at >= 2 and units[at - 1].kind in ("AND", "OR") and units[at - 2].kind == units[at].kind:
        at -= 2
    return at
