"""What the uniform tail of a question says: equipment, level, side, number, time, and the like."""

from __future__ import annotations

from myologic.engine.terms import IRI
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Slots
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_NEAR = 2
EQUIPMENT = "equipment_filter"
_MOST = 1_000


def slots_of(reading: Reading, lexicon: Lexicon) -> Slots:
    """The filters of a sentence.

    Parameters
    ----------
    reading
        The sentence, read.
    """
    frame = reading.frame
    found = {kind: [(value, at) for k, value, at in reading.modifiers if k == kind] for kind, _, _ in reading.modifiers}

    def tools(numbers: Sequence[int]) -> tuple[IRI, ...]:
        named = [reading.named[n].id for n in numbers]
        return tuple(dict.fromkeys(IRI(t) for t in named if lexicon.role(t) == "equipment"))

    limit, minutes, numbers = _numbers(reading)
    without = tools(frame.without) or tools(frame.excluded)
    with_ = tools((*frame.tools, *frame.only)) or _plain_tools(reading, lexicon)
    levels = found.get("LEVEL", ())
    # *x for somebody who can't do y*: y is left out, and nothing easier than x is asked for
    changes = () if frame.excluded and frame.topic and frame.kinds and not tools(frame.excluded) else found.get("CHANGE", ())
    forms = [*found.get("LATERAL", ()), *(found.get("FORM", ()) if frame.kinds else ())]
    sides = list(dict.fromkeys([*reading.sides, *(n.side for n in reading.named if n.side)]))
    if "FORM" in found and frame.kinds:
        # how they are done, not on which side
        sides = [side for side in sides if side != "one"]
    return Slots(
        side=sides[0] if len(sides) == 1 else "both" if {"left", "right"} <= set(sides) else sides[0] if sides else None,
        equipment_with=tuple(t for t in with_ if t not in without),
        equipment_without=without,
        only_equipment=bool(tools(frame.only)),
        no_equipment="BARE" in found or _lacks_tools(reading, lexicon),
        level=IRI(levels[0][0]) if levels else None,
        level_change=changes[0][0] if changes else None,
        negation=bool(reading.denied or frame.excluded or frame.without or frame.excluded_kinds or frame.lacking or "BARE" in found),
        limit=limit,
        minutes=minutes,
        laterality=IRI(forms[0][0]) if forms else None,
        position=found["POSITION"][0][0] if "POSITION" in found else None,
        position_without=found["NOWHERE"][0][0] if "NOWHERE" in found else None,
        superlative=found["BEST"][0][0] if "BEST" in found else None,
        everything="ALL" in found,
        purpose=next((IRI(relation) for _, relation in frame.kinds if relation), None),
        frequency=found["FIGURE"][0][0] if "FIGURE" in found else None,
        state=next((IRI(s) for s in frame.states), None),
        lacking=next((IRI(c) for c, _ in frame.lacking if lexicon.class_intents.get(c) != EQUIPMENT), None),
        numbers=numbers,
    )


def _lacks_tools(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether equipment as such is ruled out (*that need no equipment*)."""
    return any(lexicon.class_intents.get(cls) == EQUIPMENT for cls, _ in reading.frame.lacking)


def _plain_tools(reading: Reading, lexicon: Lexicon) -> tuple[IRI, ...]:
    """Equipment named without a marker (*hammer tricks*), where something else is named or asked for beside it."""
    frame = reading.frame
    if frame.compared:
        return ()
    tools = [reading.named[n].id for n in frame.topic if lexicon.role(reading.named[n].id) == "equipment"]
    others = len(frame.topic) - len(tools) + len(frame.meant_for)
    if frame.kinds or others or (frame.relation and frame.asks == "subject"):
        return tuple(dict.fromkeys(IRI(t) for t in tools))
    return ()


def _numbers(reading: Reading) -> tuple[int | None, int | None, tuple[float, ...]]:
    """The limit, the minutes, and the other numbers."""
    limit, said = reading.wanted or (None, -1)
    minutes = None
    others = []
    times = [at for kind, _, at in reading.modifiers if kind == "MINUTE"]
    for value, at in ((v, a) for k, v, a in reading.modifiers if k == "NUMBER"):
        number = float(value)
        if number == int(number) and 1 <= number <= _MOST and any(0 < m - at <= _NEAR for m in times):
            minutes = int(number)
        elif at != said:
            others.append(number)
    return limit, minutes, tuple(others)
