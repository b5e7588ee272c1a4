"""Where what is asked for is looked for: a whole whose part is wanted, and what something is told about.

*what part of the loaf does x bake* asks what x bakes; *what does x tell about the loaf* asks what x tells. What stands behind such
words is neither end of the verb: it is said beside it, as a condition is.
"""

from __future__ import annotations

from myologic.grammar.lexicon import REL, Lexicon
from myologic.grammar.units import Reading, Unit

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from typing import Final

PART_OF: Final = "PARTOF"
"""Words that ask for a part of the thing behind them."""
ABOUT: Final = "ABOUT"
"""Words behind which stands what is spoken of."""
_EMPTY = ("NOISE", "COMMA", "BREAK", "SIDE", "CUE", "ABOUT")
_VERBS = ("REL", "INV")
_NOUN: Final = "KIND"
_BETWEEN = (*_EMPTY, "WITH", "WITHIN", "FOR", "FROM", "GIVEN")
"""Units that may stand between what is done and what does it."""


def mark_scopes(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """Make conditions of what is only looked at, and take out the words that said so.

    Parameters
    ----------
    units
        The units of a sentence; changed.
    reading
        Their reading.
    lexicon
        The lexicon.
    """
    _part_of(units, reading, lexicon)
    _about(units, lexicon)
    units[:] = [u for u in units if u.kind != ABOUT]


def _part_of(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """*what part of x does y bake*, *… does it bake*, *… gets baked in y*: what y bakes, looked for in x."""
    at = next((i for i, u in enumerate(units) if u.kind == "WH" and u.atom.means_word(PART_OF)), None)
    if at is None:
        return
    whole = next((i for i in range(at + 1, len(units)) if units[i].kind not in _EMPTY), None)
    if whole is None or not _is_aim(units[whole], lexicon):
        return
    verb = next((i for i in range(whole + 1, len(units)) if _is_verb(units[i])), None)
    if verb is None:
        return
    said = units[verb].value if units[verb].kind in _VERBS else next(e.value for e in units[verb].atom.entries if e.kind == REL)
    named = units[whole]
    doers = any(u.kind == "MENTION" for u in (*units[:at], *units[whole + 1 : verb]))
    stands_for = any(kind == "PRON" and at_ >= named.atom.last for kind, _, at_ in reading.modifiers)
    if doers or stands_for:
        if units[verb].kind == _NOUN:
            units[verb] = Unit(REL, said, units[verb].atom)
        units.pop(whole)
        units += [Unit("GIVEN", "", named.atom), named]
        return
    doer = next((i for i in range(verb + 1, len(units)) if _may_do(units[i], said, lexicon)), None) if units[verb].kind in _VERBS else None
    if doer is not None and all(u.kind in _BETWEEN for u in units[verb + 1 : doer]):
        # *gets baked in y*, *is baked by y*: y bakes it
        units[whole:] = [units[doer], Unit(REL, said, units[verb].atom), *units[doer + 1 :], Unit("GIVEN", "", named.atom), named]


def _is_verb(unit: Unit) -> bool:
    """Whether a unit is a verb, or a noun that is one too (*the kneading*)."""
    return unit.kind in _VERBS or (unit.kind == _NOUN and unit.atom.of_kind(REL) is not None)


def _may_do(unit: Unit, relation: str, lexicon: Lexicon) -> bool:
    """Whether a unit names what may do what a relation says."""
    return unit.named is not None and lexicon.is_a(unit.named.id, (lexicon.relations[relation].domain,)) and not _is_aim(unit, lexicon)


def _about(units: list[Unit], lexicon: Lexicon) -> None:
    """*what does x tell about y*: what x tells, y beside it."""
    for at in [i for i, u in enumerate(units) if u.kind == ABOUT]:
        before = [u.kind for u in units[:at] if u.kind not in _EMPTY]
        named = next((u for u in units[at + 1 :] if u.kind not in _EMPTY), None)
        told = len(before) >= 2 and before[-1] == "REL" and "MENTION" in before  # noqa: PLR2004  # a thing and its verb
        if told and named is not None and _is_aim(named, lexicon) and named.named is not None and named.named.state is None:
            units[at].kind, units[at].value = "GIVEN", ""


def _is_aim(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a unit names what something is done to."""
    named = unit.named
    return named is not None and any(info.idea and lexicon.is_a(named.id, (info.range,)) for info in lexicon.relations.values())
