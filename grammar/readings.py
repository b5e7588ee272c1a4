"""Reads a sentence: decides what each phrase stands for, ties sides and states to things, and finds the sentence's shape.

The few meanings that a phrase may have are tried in the order of their likelihood, at most `MOST_READINGS` combinations.
Of the readings the cheapest wins: one that a shape of the grammar fits, whose relation goes from and to what stands
there, and that takes the fewest second-best meanings.
"""

from __future__ import annotations

from itertools import pairwise, product

from myologic.engine.records import replace
from myologic.grammar.binding import bind_sides, bind_states, mark_sound, turn_sides
from myologic.grammar.excluding import mark_excluded
from myologic.grammar.intent_names import DOSAGE, HOW_TO, SAID
from myologic.grammar.lexicon import CLASS, REL, SIDE, THING, WORD, Entry, Lexicon
from myologic.grammar.markers import typed_tokens
from myologic.grammar.meanings import cost_of_meaning, meanings_of
from myologic.grammar.normalise import fold
from myologic.grammar.scopes import mark_scopes
from myologic.grammar.shapes import Frame, loose_shape_of, shape_of
from myologic.grammar.tokens import Atom
from myologic.grammar.units import Reading, Unit, compare_ideas, units_of

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = "suggests"
"""The intent of a question that names nothing but a sign."""
MOST_READINGS = 16
LONGEST_SENTENCE = 60
"""Atoms of a sentence that is read in more ways than one."""
_LOOSE_COST, _ILL_TYPED_COST, _BARE_COST, _CROSSED_COST = 4.0, 6.0, 1.5, 1.0
_OF_WHAT_IS = frozenset({"self_check", "symptoms_of", *SAID, "caused_by"})
_DONE = frozenset({HOW_TO, DOSAGE})
"""Intents that ask about what is so, and about what is done."""
_LEAST_SAID = 40
"""The rank of a cue that says what is asked by itself."""


def read_sentence(atoms: Sequence[Atom], lexicon: Lexicon, cues: Sequence[str] = ()) -> Reading:
    """The best reading of a sentence's atoms."""
    choices = meanings_of(atoms, lexicon)
    # phrases with one meaning only leave nothing to choose; of the others the first few count
    open_places = [i for i, c in enumerate(choices) if len(c) > 1][: 4 if len(atoms) <= LONGEST_SENTENCE else 0]
    best: Reading | None = None
    ways = sorted(product(*(range(len(choices[i])) for i in open_places)), key=lambda w: (sum(w), w))
    for way in ways[:MOST_READINGS]:
        picked = [c[0] for c in choices]
        for at, number in zip(open_places, way, strict=True):
            picked[at] = choices[at][number]
        reading = _read(atoms, picked, lexicon, cues)
        reading.cost += sum(cost_of_meaning(atoms[p], choices[p], n) for p, n in zip(open_places, way, strict=True))
        if best is None or reading.cost < best.cost:
            best = reading
            if best.cost == 0:
                break
    return best if best is not None else Reading()


def _read(
    atoms: Sequence[Atom], picked: Sequence[Entry | None], lexicon: Lexicon, cues: Sequence[str]
) -> Reading:
    reading = Reading(cues=list(cues), loose_cues=tuple(cues))
    units = units_of(atoms, picked, lexicon, reading)
    mark_excluded(units, reading, lexicon)
    mark_scopes(units, reading, lexicon)
    reading.remedial = any(
        entry is not None and entry.kind == REL and any(e.kind == REL and lexicon.relations[e.value].remedies for e in atom.entries)
        for atom, entry in zip(atoms, picked, strict=True)
    )
    reading.picks = any(
        u.kind == "WH" and v.named is not None and lexicon.role(v.named.id) == "bearer" and v.atom.first == u.atom.last
        for u, v in pairwise(units)
    )
    reading.stranded = bool(units) and units[-1].kind == "CUE" and _ends_with_of(units[-1].atom, lexicon)
    reading.brought = any(u.kind == "WH" and v.named is not None and v.atom.first == u.atom.last and _is_done_to(v.atom, lexicon) for u, v in pairwise(units))
    _name_as_asked(units, reading, lexicon)
    compare_ideas(units, reading, lexicon)
    bind_sides(units, reading, lexicon)
    turn_sides(reading.named)
    mark_sound(units)
    bind_states(units, lexicon)
    tokens = typed_tokens(units, reading, lexicon)
    # a noun for a kind is one too where it is read as asking for it (*three signs of …*)
    nouns = {id(u) for u in units if u.kind == "CUE" and _begins_with_noun(u.atom, lexicon)}
    reading.kind_places = [(u.atom.first, "KIND" if id(u) in nouns else u.kind) for u in units]
    frame = shape_of(tokens)
    if frame is None:
        frame = loose_shape_of(tokens)
        reading.cost += _LOOSE_COST
    elif frame.shape == "objects_asked" and not frame.opener and not any(kind == "ALL" for kind, _, _ in reading.modifiers):
        reading.cost += _BARE_COST
    elif frame.crossed and lexicon.role(reading.named[frame.topic[0]].id) != "equipment":
        reading.cost += _CROSSED_COST
    elif frame.shape == "bare_relation":
        # *what should I bake* leaves it to what was said before what for
        reading.cost += _BARE_COST if frame.opener == "WH" and _is_done(units, atoms) else 2 * _BARE_COST
    if frame.relation:
        frame = _turned(_fitting(frame, reading, lexicon), reading, lexicon)
        reading.cost += _type_cost(frame, reading, lexicon)
    reading.frame = frame
    return reading


def _name_as_asked(units: Sequence[Unit], reading: Reading, lexicon: Lexicon) -> None:
    """Of things that are called the same: what is so where signs are asked about, what is done where it is asked how.

    *How do I test for x* speaks of the state, *how is x done* of what is done, where both are called x.
    """
    if any(u.kind in ("VS", "OR") for u in units):
        _name_alike(reading, lexicon)
        return
    kinds = {lexicon.class_intents.get(u.value[0], "") for u in units if u.kind == "KIND"}
    asked = kinds or {cue.intent for cue in (lexicon.cues[c] for c in reading.cues) if cue.rank >= _LEAST_SAID}
    done, so = bool(asked & _DONE), bool(asked & _OF_WHAT_IS)
    if done == so:
        return
    for named in reading.named:
        if (lexicon.things[named.id].alone == HOW_TO) == done:
            continue
        others = (e.value for e in named.atom.entries if e.kind == THING and e.value != named.id)
        wanted = (HOW_TO,) if done else SAID
        named.id = next((o for o in others if lexicon.things[o].alone in wanted), named.id)


def _ends_with_of(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether the last word of a phrase of several says what something is of."""
    words = atom.text.split()
    return len(words) > 1 and any(e.kind == WORD and e.value == "OF" for e in (lexicon.entries[n] for n in lexicon.phrases.get(fold(words[-1]), ())))


def _is_done_to(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether a description begins with a verb and what it is done to: *darkens the crust*."""
    words = [fold(w) for w in atom.text.split()[:2]]
    if len(words) < 2 or not atom.loose:
        return False
    first, second = ([lexicon.entries[n] for n in lexicon.phrases.get(w, ())] for w in words)
    return any(e.kind == WORD and e.value == "WHO" for e in second) and not any(e.kind == SIDE or (e.kind == WORD and e.value in ("WHO", "OWN", "ALL", "NUMBER")) for e in first)


def _name_alike(reading: Reading, lexicon: Lexicon) -> None:
    """Of things of one name, beside one to choose from: the one that is like it, a state or something done."""
    others = {id(n): tuple(dict.fromkeys(e.value for e in n.atom.entries if e.kind == THING and e.value != n.id)) for n in reading.named}
    sure = {lexicon.things[n.id].alone for n in reading.named if not others[id(n)]}
    for named in reading.named:
        if len(sure) == 1 and lexicon.things[named.id].alone not in sure:
            named.id = next((o for o in others[id(named)] if lexicon.things[o].alone in sure), named.id)


def _is_done(units: Sequence[Unit], atoms: Sequence[Atom]) -> bool:
    """Whether a verb stands right behind the one who does it."""
    verbs = {u.atom.first for u in units if u.kind == "REL"}
    return any(a.last in verbs and a.means_word("DOER") is not None for a in atoms)


def _begins_with_noun(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether the first word of a phrase is a noun for a kind."""
    words = atom.text.split()
    return bool(words) and any(lexicon.entries[n].kind == CLASS for n in lexicon.phrases.get(fold(words[0]), ()))


def _fitting(frame: Frame, reading: Reading, lexicon: Lexicon) -> Frame:
    """A loosely read frame with the first of its relations whose ends fit."""
    for relation, asks, inverse in frame.rivals:
        other = replace(frame, relation=relation, asks=asks, inverse_wording=inverse)
        if frame.topic and not _type_cost(other, reading, lexicon):
            return other
    return frame


def _turned(frame: Frame, reading: Reading, lexicon: Lexicon) -> Frame:
    """A frame whose only thing fits the other end of the relation alone: then that is the end it stands at."""
    if frame.asks not in ("subject", "object") or not frame.topic or not _type_cost(frame, reading, lexicon):
        return frame
    other = replace(frame, asks="object" if frame.asks == "subject" else "subject")
    return frame if _type_cost(other, reading, lexicon) else other


def _type_cost(frame: Frame, reading: Reading, lexicon: Lexicon) -> float:
    """What it costs that the relation's ends are not of its domain and range; nothing where they are."""
    info = lexicon.relations[frame.relation]
    ends: list[tuple[Sequence[int], str]] = []
    if frame.asks == "subject":
        ends.append((frame.topic, info.range))
    elif frame.asks == "object":
        ends.append((frame.topic, info.domain))
    else:
        ends += [(frame.topic, info.domain), (frame.object, info.range)]
    bad = 0
    for numbers, cls in ends:
        for number in numbers:
            named = reading.named[number]
            if lexicon.is_a(named.id, (cls,)):
                continue
            fitting = next((o for o in named.others if lexicon.is_a(o, (cls,))), None)
            if fitting is not None:
                named.id = fitting
            elif info.idea and frame.asks == "subject" and lexicon.things[named.id].alone == _SIGN:
                # what is done about a sign is done to what goes with it
                continue
            elif number in frame.object and lexicon.is_a(complaint_of(named.id, lexicon), (cls,)):
                # what it does to a part of something is the complaint of that part
                continue
            elif named.state is None:
                # a thing in a state may be a step of its own, so it stands at either end
                bad += 1
    return _ILL_TYPED_COST if bad else 0.0


def complaint_of(thing: str, lexicon: Lexicon) -> str:
    """What somebody complains of in a part where no side is said; "" where there is none.

    Parameters
    ----------
    thing
        The part.
    lexicon
        The lexicon.
    """
    return next((f for key, f in lexicon.complaints.items() if key.partition(" ")[0] == thing and not key.endswith(" side")), "")
