"""The few kinds of meaning that a phrase may have where it stands, likeliest first, and what it costs to take a later one."""

from __future__ import annotations

from myologic.engine.records import NamedTuple
from myologic.grammar.lexicon import CLASS, CUE, INV, REL, SIDE, STATE, THING, WORD, Entry, Lexicon
from myologic.grammar.tokens import Atom
from myologic.grammar.units import NEAR

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_VERBS = 3
"""Relations that one verb is tried for."""
# What it costs to read a phrase as words that say nothing: a verb that is also an everyday word least.
_DROP_VERB_COST, _DROP_STATE_COST, _DROP_COST = 2.5, 4.5, 6.0
_CUES_FIRST = ("compare", "safety_red_flag")
"""Intents whose cues are that first, and names of things only then."""
_EMPTY = ("SAY", "WH", "VAGUE", "YESNO", "WHO")


def meanings_of(atoms: Sequence[Atom], lexicon: Lexicon) -> list[list[Entry | None]]:
    """For each atom of a sentence the meanings to try, likeliest first; None is that of words that say nothing."""
    bearers = any(e.kind == THING and lexicon.role(e.value) == "bearer" for a in atoms for e in a.entries)
    places = _Places(
        bearers,
        any(e.kind == THING for a in atoms for e in a.entries),
        len(atoms) > 2 and _verb_due(atoms),
        any(_is_said(a, lexicon) for a in atoms),
    )
    choices: list[list[Entry | None]] = []
    before: Atom | None = None
    helped = False
    for at, (atom, after) in enumerate(zip(atoms, [*atoms[1:], None], strict=True)):
        # a verb is due behind the helping one
        spot = atom.means_word("PLACE")
        if spot is not None and _says_whither(atoms, at, lexicon):
            choices.append([spot])
            continue
        # *what bakes the bread*, *what bakes bread*
        between = at > 0 and atoms[at - 1].means_word("WH") is not None and after is not None and (_points(after) or _is_bearer(after, lexicon))
        # *all that x can cook*: behind a thing and a helping word stands a verb
        between = between or (at > 1 and atoms[at - 1].means_word("YESNO") is not None and atoms[at - 2].of_kind(THING) is not None)
        on_a_part = spot is not None and _is_on_a_part(atoms[at + 1 :], lexicon)
        choices.append([None] if on_a_part else _meanings_of_one(atom, lexicon, before, after, places._replace(verb_due=(places.verb_due and helped) or between)))
        helped = helped or atom.means_word("YESNO") is not None or atom.of_kind(CUE) is not None
        of_cue = atom.means_word("OF") is not None and before is not None and before.of_kind(CUE) is not None  # *how many of the …*
        if not (atom.entries and all(e.kind == WORD and e.value in _EMPTY for e in atom.entries) or of_cue):
            before = atom
    return choices


def _predicates(before: Atom | None) -> bool:
    """Whether a state can be said behind a word: at the start, behind a helping word, a small one or another state."""
    if before is None:
        return True
    return before.means_word("YESNO") is not None or before.of_kind(STATE) is not None or before.of_kind(CLASS) is not None or (
        before.of_kind(WORD) is not None and before.means_word("WH") is None and before.means_word("VAGUE") is None
    )


def _is_said(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether an atom names what can be said of somebody, and not a mere position."""
    thing = atom.of_kind(THING)
    return thing is not None and not atom.means_word("POSITION") and lexicon.things[thing.value].sided


def _verb_due(atoms: Sequence[Atom]) -> bool:
    """Whether a sentence begins with a helping verb, behind a question word or without one."""
    opens = atoms[0].means_word("WH") is not None and any(a.means_word("YESNO") for a in atoms[1:3])
    return opens or atoms[0].means_word("YESNO") is not None


class _Places(NamedTuple):
    """What else is in a sentence: things that bear states, things at all, a verb that is due (*what does …*), signs."""

    bearers: bool
    things: bool
    verb_due: bool
    others: bool


def _is_on_a_part(behind: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether the words behind a place say what it is on (*the front of my house*): then the place is no thing beside it."""
    if not behind or behind[0].means_word("OF") is None:
        return False
    named = next((a for a in behind[1:NEAR + 1] if not a.entries or any(e.kind != WORD for e in a.entries)), None)
    return named is not None and any(e.kind == THING and lexicon.role(e.value) == "bearer" for e in named.entries)


def _says_whither(atoms: Sequence[Atom], number: int, lexicon: Lexicon) -> bool:
    """Whether a place is where something comes again (*bring back my garden*, *put some life back into the garden*, *get my garden back*)."""
    before = atoms[number - 1] if number else None
    after = atoms[number + 1] if number + 1 < len(atoms) else None
    if before is not None and before.means_word("PRON") is not None and number > 1 and atoms[number - 2].of_kind(REL) is not None:
        # *what builds it back up*
        return after is None or after.of_kind(CLASS) is None
    if before is None or before.mark or _points(before) or before.of_kind(CLASS) or before.of_kind(REL) or before.of_kind(STATE) or before.of_kind(SIDE):
        return False
    named = any(e.kind == THING and lexicon.role(e.value) == "bearer" for e in before.entries)
    if named:
        # a thing that somebody has, and nothing behind it but where it comes
        owned = number > 1 and _points(atoms[number - 2])
        return owned and (after is None or bool(after.mark) or after.means_word("TO") is not None)
    marks = any(before.means_word(word) for word in ("FOR", "WITH", "WITHOUT", "AND", "OR", "NOT", "OF", "TO", "FROM"))
    if after is None or marks or any(e.kind not in (WORD, CUE) for e in before.entries):
        return False
    if not before.entries:
        return after.means_word("TO") is not None
    return _points(after) and after.means_word("DOER") is None


def _is_bearer(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether an atom names what something can be done to, and nothing else."""
    return bool(atom.entries) and all(e.kind == THING and lexicon.role(e.value) == "bearer" for e in atom.entries)


def _points(atom: Atom) -> bool:
    """Whether an atom is a word that says whose or which something is (*the*, *my*)."""
    return bool(atom.entries) and atom.means_word("SAY") is not None and (atom.means_word("WHO") is not None or atom.means_word("OWN") is not None)


def cost_of_meaning(atom: Atom, choices: Sequence[Entry | None], number: int) -> float:
    """What it costs to take the meaning of this number of an atom: nothing for the first."""
    if choices[number] is not None:
        return 0.6 * number
    kinds = {e.kind for e in choices if e is not None}
    if kinds <= {REL, INV} and atom.of_kind(WORD) is not None:
        return _DROP_VERB_COST
    if kinds <= {REL, INV}:
        return _DROP_STATE_COST
    return _DROP_STATE_COST if kinds <= {STATE} else _DROP_COST


def _meanings_of_one(atom: Atom, lexicon: Lexicon, before: Atom | None, after: Atom | None, places: _Places) -> list[Entry | None]:
    """The different kinds of meaning of an atom, likeliest first; None reads it as words that say nothing."""
    kinds: dict[str, Entry] = {}
    verbs: list[Entry] = []
    for entry in atom.entries:
        if entry.kind in kinds and entry.kind == REL:
            verbs.append(entry)
        if entry.value != "PLACE":
            kinds.setdefault(entry.kind, entry)
    order = [k for k in (THING, CUE, CLASS, REL, INV, STATE, SIDE) if k in kinds]
    held = before is not None and any(before.means_word(w) for w in ("GIVEN", "FOR", "FROM", "WITH"))
    held = held or (before is not None and before.of_kind(INV) is not None)  # *is baked by x*
    held = held and not (places.others and before is not None and before.means_word("GIVEN"))
    if before is not None and atom.means_word("POSITION") and any(before.means_word(word) for word in ("NOT", "EXCEPT", "UNWANTED")):
        return [None]
    if not order or (atom.means_word("POSITION") and (after is None or after.mark == ",") and places.bearers and not held):
        return [None]
    if STATE in order and WORD in kinds and not places.bearers and not _predicates(before):
        # *something short for …* says how long it is to take
        order = [k for k in order if k != STATE]
    done = after.of_kind(THING) if after is not None else None
    if STATE in order and atom.means_word("DENIAL") is not None and done is not None and lexicon.role(done.value) != "bearer":
        # *gave up x*, of what somebody does
        order = [k for k in order if k != STATE]
    if STATE in order and WORD in kinds and after is not None and after.of_kind(STATE) is not None and not after.mark:
        # *has gone stale*: one word for a state only leads to the other
        order = [k for k in order if k != STATE]
        if not order:
            return [None]
    if STATE in order and THING in order and after is not None and after.of_kind(CLASS) is not None:
        # a state before the noun of what can be in it
        order = [STATE, *(k for k in order if k != STATE)]
    if places.bearers and STATE in order:
        order = [STATE, *(k for k in order if k != STATE)]
    if REL in order and places.bearers and THING in order and lexicon.role(kinds[THING].value) == "group":
        order = [REL, *(k for k in order if k != REL)]
    if CUE in order and THING in order and lexicon.cues[kinds[CUE].value].intent in _CUES_FIRST:
        order = [CUE, *(k for k in order if k != CUE)]
    if CLASS in order and places.bearers and THING in order and lexicon.role(kinds[THING].value) == "group":
        order = [CLASS, *(k for k in order if k != CLASS)]
    counted = before is not None and (before.of_kind(CUE) is not None or before.means_word("ALL") is not None)
    if CLASS in order and CUE in order and THING not in order and (counted or not places.things):
        order = [CLASS, *(k for k in order if k != CLASS)]
    if CLASS in order and THING in order and before is not None and before.means_word("WH") is not None:
        # *which part of it*: one of the kind is asked for
        order = [CLASS, *(k for k in order if k != CLASS)]
    if REL in order and CUE in order and places.verb_due:
        order = [REL, *(k for k in order if k != REL)]
    if REL in order and after is not None and after.means_word("WH"):
        order = [REL, *(k for k in order if k != REL)]
    elif REL in order and CLASS in order:
        # a noun is a verb only where a verb can stand; after *what does …* it must, and between *what* and *the x*
        order = [REL, *(k for k in order if k != REL)] if places.verb_due else [k for k in order if k != REL] + [REL]
    named = before.of_kind(THING) if before is not None else None
    if CLASS in order and named is not None and lexicon.role(named.value) in ("level", "laterality"):
        # *is x an advanced recipe*: what is of a level is no verb
        order = [CLASS, *(k for k in order if k not in (CLASS, REL))]
    if CLASS in order and not places.verb_due and before is not None and before.means_word("DOER"):
        # *I bake* says what somebody does
        order = [k for k in order if k != CLASS]
    if CLASS in order and before is not None and before.means_word("WITHOUT"):
        order = [CLASS, *(k for k in order if k != CLASS)]
    if not order:
        return [None]
    result: list[Entry | None] = [kinds[k] for k in order]
    # one verb may stand for several relations: which one is meant, the things on both sides of it say
    result += verbs[: MOST_VERBS - 1]
    if WORD in kinds or REL in kinds or INV in kinds:
        result.append(None)
    return result
