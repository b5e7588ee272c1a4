"""From atoms to units: each phrase with the one meaning that a reading gives it, and what the small words say.

A unit is what the shapes of the grammar see, a mention, a verb, a marker; filters, cues and denials are kept apart.
"""

from __future__ import annotations

from myologic.engine.records import dataclass, field
from myologic.grammar.intent_names import HOW_TO, LIST
from myologic.grammar.lexicon import (
    CLASS,
    CONTRARY,
    CUE,
    INV,
    OTHER_SIDE,
    REL,
    SIDE,
    STATE,
    THING,
    WORD,
    Entry,
    Lexicon,
)
from myologic.grammar.normalise import fold
from myologic.grammar.shapes import Frame
from myologic.grammar.tokens import Atom

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

OPENERS = ("WH", "HOW", "YESNO")
NEAR = 3
"""Words that may stand between a state or a side and the thing that it is said of."""

_MARKERS = ("GIVEN", "NOT", "WITH", "WITHOUT", "ONLY", "FOR", "FROM", "TO", "VS", "OR", "AND", "ARROW")
_LEFT_OUT = ("EXCEPT", "UNWANTED", "SPARED", "LEAVE", "ASIDE", "AWAY", "AMISS")
"""Words that say what is to be left out, which `grammar/excluding.py` reads."""
_DENIED_PLACES = ("NOT", "WITHOUT", "EXCEPT", "UNWANTED", "DENIAL")
"""Words behind which a position is the one to be left out."""
_PLACED = ("POSITION",)
"""What the name of a kind may say beside it."""
_WITHIN = ("FIGURE", "CHANGE")
_MODIFIERS = ("NUMBER", "LIMIT", "MINUTE", "ALL", "BEST", "CHANGE", "POSITION", "LATERAL", "BARE", "LEVEL", "FIGURE", "PRON", "COUNTED")


@dataclass(slots=True)
class Named:
    """A thing named in the sentence, while it is read."""

    id: str
    atom: Atom
    side: str | None = None
    state: str | None = None
    others: tuple[str, ...] = ()
    sound: bool = False
    contrary: bool = False
    turned: bool = False
    """Its side is the other one than the words say (*x is longer on the left*, of a thing that is the shorter one)."""
    ruled: bool = False
    """Somebody looked for it and ruled it out."""


@dataclass(slots=True)
class Reading:
    """One way to read a sentence."""

    frame: Frame = field(default_factory=Frame)
    remedial: bool = False
    """The verb also stands for what remedies (*is good for*): the state that is said decides how."""
    named: list[Named] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    modifiers: list[tuple[str, str, int]] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    denied: bool = False
    lost: bool = False
    tag: bool = False
    vague: bool = False
    subject: bool = False
    personal: bool = False
    picks: bool = False
    stranded: bool = False
    """The last words are a cue that ends with a word like *of*, and nothing stands behind it."""
    brought: bool = False
    """A question word is followed by what is done to something (*what darkens the crust*)."""
    left_over: list[Atom] = field(default_factory=list)
    kind_places: list[tuple[int, str]] = field(default_factory=list)
    loose_cues: tuple[str, ...] = ()
    wanted: tuple[int, int] | None = None
    """How many answers are asked for, and the place of the phrase that says so."""
    formal: str = ""
    """The intent that was called by its public name."""
    cost: float = 0.0


@dataclass(slots=True)
class Unit:
    """An atom with the meaning that a reading gives it."""

    kind: str
    value: Any
    atom: Atom
    named: Named | None = None


def units_of(
    atoms: Sequence[Atom], picked: Sequence[Entry | None], lexicon: Lexicon, reading: Reading
) -> list[Unit]:
    units: list[Unit] = []
    for number, (atom, entry) in enumerate(zip(atoms, picked, strict=True)):
        last = number == len(atoms) - 1
        before = atoms[number - 1] if number else None
        after = atoms[number + 1] if not last else None
        # *…, right?* and *… is right* name no side, nor does the right number, or what is done right
        apart = before is not None and (
            bool(before.mark) or before.means_word("YESNO") is not None or before.of_kind(STATE) is not None or before.of_kind(REL) is not None
        )
        done = before is not None and any(e.kind == THING and lexicon.things[e.value].alone == HOW_TO for e in before.entries)
        apart = apart or (done and any(a.means_word("DOER") is not None for a in atoms))
        apart = apart or (before is not None and not done and before.of_kind(THING) is not None and not any(_has_sides(e.value, lexicon) for e in before.entries if e.kind == THING))
        correct = before is not None and after is not None and _is_no_side(before, after)
        hung_on = atom.means_word("TAG") and ((last and apart) or (correct and atom.of_kind(SIDE) is not None))
        if entry is not None and entry.value == "PLACE":
            # whither something comes again
            continue
        if hung_on and not last:
            continue
        if entry is None or entry.kind == WORD or hung_on:
            _word(atom, units, reading, last=last)
        elif entry.kind == THING:
            _thing(atom, entry, units, reading, lexicon)
        elif entry.kind == CLASS:
            # *camp fire recipes* says where too
            reading.modifiers += [(kind, said.extra, atom.first) for kind in _PLACED if (said := atom.means_word(kind)) is not None]
            units.append(Unit("KIND", (entry.value, entry.extra), atom))
        elif entry.kind == CUE:
            _cue(atom, entry, units, reading, lexicon)
        elif entry.kind == SIDE and any(u.kind == SIDE for u in units) and _is_not_so(atoms, number):
            # *on the left, never on the right*
            continue
        elif entry.kind in (REL, INV, STATE, SIDE):
            if entry.kind in (REL, INV):
                _modifiers_within(atom, lexicon, reading)
            form = atom.means_word("LATERAL") if entry.kind == SIDE else None
            if form is not None and (after is None or after.of_kind(THING) is None):
                # *cakes that are one-sided*, no *one-sided x*
                reading.modifiers.append(("FORM", form.extra, atom.first))
            units.append(Unit(entry.kind, entry.value, atom))
    return units


def _is_not_so(atoms: Sequence[Atom], number: int) -> bool:
    """Whether a denial stands before an atom, with nothing but small words between."""
    for atom in reversed(atoms[max(0, number - NEAR) : number]):
        if atom.means_word("DENIAL") is not None:
            return True
        if atom.means_word("SAY") is None:
            return False
    return False


def _has_sides(thing: str, lexicon: Lexicon) -> bool:
    info = lexicon.things[thing]
    return info.role in ("bearer", "laterality") or info.sided


def _is_no_side(before: Atom, after: Atom) -> bool:
    """Whether a word between two atoms says what is proper, not on which side: *the right number*, *is right for*."""
    if before.means_word("YESNO") is not None and after.means_word("FOR") is not None:
        return True
    if before.means_word("WHO") is None or before.means_word("OWN") is not None or not after.entries:
        return False
    sided = any(e.kind in (THING, SIDE, STATE, REL, INV) or (e.kind == WORD and e.value != "SAY") for e in after.entries)
    return not sided or after.of_kind(CLASS) is not None


def _thing(atom: Atom, entry: Entry, units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    role = lexicon.things[entry.value].role
    if role in ("level", "laterality"):
        reading.modifiers.append(("LEVEL" if role == "level" else "LATERAL", entry.value, atom.first))
        return
    rivals = tuple(e.value for e in atom.entries if e.kind == THING and e.rank == entry.rank and e.value != entry.value)
    named = Named(entry.value, atom, None, None, rivals, contrary=entry.extra == CONTRARY, turned=entry.extra == OTHER_SIDE)
    reading.named.append(named)
    units.append(Unit("MENTION", len(reading.named) - 1, atom, named))
    if entry.value in lexicon.part_decides and atom.inner:
        # *x drops when she stands on the left leg*: the side within is that of the part
        sides = {e.value for e in atom.inner}
        named.side = sides.pop() if len(sides) == 1 else None
    else:
        units += [Unit("SIDE", e.value, atom) for e in atom.inner[:1]]


def _cue(atom: Atom, entry: Entry, units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """A cue; its first word may also open the question."""
    if not all(lexicon.cues[e.value].intent == LIST for e in atom.entries if e.kind == CUE):
        # *how many do you hold* asks for no time to hold
        _modifiers_within(atom, lexicon, reading)
    reading.cues += [e.value for e in atom.entries if e.kind == CUE]
    opened = any(u.kind in OPENERS for u in units) or (entry.extra == "YESNO" and _started(units))
    if entry.extra and not opened:
        units.append(Unit(entry.extra, "", atom))
    units.append(Unit("CUE", entry.value, atom))
    if (aside := atom.means_word("ASIDE")) is not None:
        units.append(Unit("ASIDE", aside.extra, atom))
    if atom.means_word("VS"):
        units.append(Unit("VS", "", atom))


def _modifiers_within(atom: Atom, lexicon: Lexicon, reading: Reading) -> None:
    """Comparatives, levels and the figure of a dose count also as words of a longer phrase."""
    for word in atom.text.split():
        for number in lexicon.phrases.get(fold(word), ()):
            entry = lexicon.entries[number]
            if entry.kind == WORD and entry.value in _WITHIN:
                reading.modifiers.append((entry.value, entry.extra, atom.first))
            elif entry.kind == THING and lexicon.role(entry.value) == "level":
                reading.modifiers.append(("LEVEL", entry.value, atom.first))


def _word(atom: Atom, units: list[Unit], reading: Reading, *, last: bool) -> None:
    """An atom that is a small word, a modifier, a mark or not in the lexicon."""
    words = {e.value: e for e in atom.entries if e.kind == WORD}
    if not words:
        if not atom.mark:
            reading.left_over.append(atom)
            units.append(Unit("NOISE", "", atom))
        elif atom.mark in (",", ":", "(", ")"):
            kind = "COMMA" if atom.mark == "," else "BREAK"
            if not units or units[-1].kind != kind:
                units.append(Unit(kind, "", atom))
        return
    if "PLACE" in words:
        # of a part of something: no name of that is known
        reading.left_over.append(atom)
        units.append(Unit("NOISE", "", atom))
        return
    if "INTENT" in words:
        reading.formal = words["INTENT"].extra
        return
    if "DENIAL" in words:
        reading.denied = True
    if "CONTRAST" in words and units:
        units.append(Unit("BREAK", "CONTRAST", atom))
    if "ABOUT" in words and units:
        units.append(Unit("ABOUT", "", atom))
    if "VAGUE" in words and [u.kind for u in units] == ["YESNO"]:
        # *does anything …* asks for what does
        units[0].kind = "WH"
    reading.subject = reading.subject or "WHO" in words
    reading.personal = reading.personal or bool(words.keys() & {"DOER", "OWN"})
    reading.vague = reading.vague or "VAGUE" in words
    nowhere = "POSITION" in words and bool(units) and units[-1].kind in _DENIED_PLACES and atom.first - units[-1].atom.last <= NEAR
    reading.denied = reading.denied or nowhere
    for kind in _MODIFIERS:
        if kind in words:
            reading.modifiers.append(("NOWHERE" if kind == "POSITION" and nowhere else kind, words[kind].extra, atom.first))
    opened = any(u.kind in OPENERS for u in units)
    if "TAG" in words and (last or (atom.last - atom.first > 1 and not opened)):
        reading.tag = True
        return
    if "TAG" in words and opened and atom.last - atom.first > 1:
        # *what part does it bake*: no tag, but a helping verb and what it stands for
        reading.modifiers.append(("PRON", "", atom.first))
    if "SOUND" in words and units and units[-1].named is not None and not any(u.kind in OPENERS for u in units):
        units.append(Unit("SOUND", "", atom))
        return
    started = _started(units)
    for kind in OPENERS:
        if kind in words:
            if atom.text.startswith("?") and any(u.kind == REL for u in units):
                return
            if kind == "YESNO" and (reading.subject or any(u.kind == "CUE" for u in units)):
                # *I can …* says, *can I …* asks
                return
            late = kind != "YESNO" and not words.keys() & {"VAGUE"} and not any(u.kind in OPENERS for u in units)
            if not started or late:
                units.append(Unit(kind, "", atom))
            return
    if "NOUN" in words:
        units.append(Unit("NOUN", words["NOUN"].extra, atom))
        return
    for kind in (*_LEFT_OUT, *_MARKERS):
        if kind in words:
            units.append(Unit(kind, words[kind].extra, atom))
            return
    if "DENIAL" in words:
        units.append(Unit("DENIAL", "", atom))


def _started(units: Sequence[Unit]) -> bool:
    return any(u.kind not in ("COMMA", "BREAK", "AND", "OR", "CUE") for u in units)


def _choose_between_verbs(solid: Sequence[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """Two verbs to choose from are the ideas of their relations (*bake or fry?*), unless it is asked what does the one or the other."""
    for i, (one, link, other) in enumerate(zip(solid, solid[1:], solid[2:], strict=False)):
        ideas = [_idea_of(unit, lexicon) for unit in (one, other)]
        apart = ideas[0] != ideas[1] and all(idea in lexicon.things for idea in ideas)
        if not apart or link.kind not in ("OR", "VS") or "REL" not in (one.kind, other.kind) or any(u.kind in ("WH", "HOW") for u in solid):
            continue
        if reading.named and any(u.kind != "YESNO" for u in solid[:i]):
            # *those who bake or fry it* leaves open which
            continue
        for unit, idea in zip((one, other), ideas, strict=True):
            reading.named.append(named := Named(idea, unit.atom))
            unit.kind, unit.value, unit.named = "MENTION", len(reading.named) - 1, named
        if link.kind == "OR":
            link.kind = "VS"
        return


def _idea_of(unit: Unit, lexicon: Lexicon) -> str:
    """The idea of the relation that a verb or a noun stands for; "" where it is none."""
    relation = unit.value if unit.kind == "REL" else unit.value[1] if unit.kind == "KIND" else ""
    relation = relation[0] if isinstance(relation, tuple) else relation
    return lexicon.relations[relation].idea if relation in lexicon.relations else ""


def compare_ideas(units: list[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """A noun of a relation that stands beside a thing to choose from is the relation's idea, a thing too."""
    solid = [u for u in units if u.kind not in ("COMMA", "NOISE", "CUE")]
    _choose_between_verbs(solid, reading, lexicon)
    for i, unit in enumerate(solid):
        if unit.kind != "KIND" or unit.value[1] not in lexicon.relations:
            continue
        idea = lexicon.relations[unit.value[1]].idea
        ahead = [u.kind for u in solid[i + 1 : i + 3]] == ["OR", "MENTION"] or [u.kind for u in solid[i + 1 : i + 3]] == ["VS", "MENTION"]
        behind = [u.kind for u in solid[max(i - 2, 0) : i]] in (["MENTION", "OR"], ["MENTION", "VS"])
        other = solid[i + 2].named if ahead else solid[i - 2].named if behind else None
        if idea in lexicon.things and other is not None and lexicon.role(other.id) != "bearer":
            named = Named(idea, unit.atom)
            reading.named.append(named)
            unit.kind, unit.value, unit.named = "MENTION", len(reading.named) - 1, named
