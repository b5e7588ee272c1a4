"""Reads a sentence: decides what each phrase stands for, ties sides and states to things, and finds the sentence's shape.

The few meanings that a phrase may have are tried in the order of their likelihood, at most `MOST_READINGS` combinations.
Of the readings the cheapest wins: one that a shape of the grammar fits, whose relation goes from and to what stands
there, and that takes the fewest second-best meanings.
"""

from __future__ import annotations

from itertools import pairwise, product

from myologic.engine.records import NamedTuple, replace
from myologic.grammar.binding import bind_sides, bind_states, mark_sound, turn_sides
from myologic.grammar.excluding import mark_excluded
from myologic.grammar.intent_names import DOSAGE, HOW_TO, SAID
from myologic.grammar.lalr import Token
from myologic.grammar.lexicon import CLASS, CUE, INV, REL, SIDE, STATE, THING, WORD, Entry, Lexicon
from myologic.grammar.normalise import fold
from myologic.grammar.scopes import mark_scopes
from myologic.grammar.shapes import Frame, loose_shape_of, shape_of
from myologic.grammar.tokens import Atom
from myologic.grammar.units import NEAR, OPENERS, Reading, Unit, compare_ideas, units_of

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = "suggests"
"""The intent of a question that names nothing but a sign."""
MOST_READINGS = 16
MOST_VERBS = 3
"""Relations that one verb is tried for."""
LONGEST_SENTENCE = 60
"""Atoms of a sentence that is read in more ways than one."""
_LOOSE_COST, _ILL_TYPED_COST, _BARE_COST, _CROSSED_COST = 4.0, 6.0, 1.5, 1.0
# What it costs to read a phrase as words that say nothing: a verb that is also an everyday word least.
_DROP_VERB_COST, _DROP_STATE_COST, _DROP_COST = 2.5, 4.5, 6.0

_CUES_FIRST = ("compare", "safety_red_flag")
"""Intents whose cues are that first, and names of things only then."""
_OF_WHAT_IS = frozenset({"self_check", "symptoms_of", *SAID, "caused_by"})
_DONE = frozenset({HOW_TO, DOSAGE})
"""Intents that ask about what is so, and about what is done."""
_LEAST_SAID = 40
"""The rank of a cue that says what is asked by itself."""
_EMPTY = ("SAY", "WH", "VAGUE", "YESNO", "WHO")


def read_sentence(atoms: Sequence[Atom], lexicon: Lexicon, cues: Sequence[str] = ()) -> Reading:
    """The best reading of a sentence's atoms."""
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
        choices.append([None] if on_a_part else _choices(atom, lexicon, before, after, places._replace(verb_due=(places.verb_due and helped) or between)))
        helped = helped or atom.means_word("YESNO") is not None or atom.of_kind(CUE) is not None
        of_cue = atom.means_word("OF") is not None and before is not None and before.of_kind(CUE) is not None  # *how many of the …*
        if not (atom.entries and all(e.kind == WORD and e.value in _EMPTY for e in atom.entries) or of_cue):
            before = atom
    # phrases with one meaning only leave nothing to choose; of the others the first few count
    open_places = [i for i, c in enumerate(choices) if len(c) > 1][: 4 if len(atoms) <= LONGEST_SENTENCE else 0]
    best: Reading | None = None
    ways = sorted(product(*(range(len(choices[i])) for i in open_places)), key=lambda w: (sum(w), w))
    for way in ways[:MOST_READINGS]:
        picked = [c[0] for c in choices]
        for at, number in zip(open_places, way, strict=True):
            picked[at] = choices[at][number]
        reading = _read(atoms, picked, lexicon, cues)
        reading.cost += sum(_choice_cost(atoms[p], choices[p], n) for p, n in zip(open_places, way, strict=True))
        if best is None or reading.cost < best.cost:
            best = reading
            if best.cost == 0:
                break
    return best if best is not None else Reading()


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


def _choice_cost(atom: Atom, choices: Sequence[Entry | None], number: int) -> float:
    if choices[number] is not None:
        return 0.6 * number
    kinds = {e.kind for e in choices if e is not None}
    if kinds <= {REL, INV} and atom.of_kind(WORD) is not None:
        return _DROP_VERB_COST
    if kinds <= {REL, INV}:
        return _DROP_STATE_COST
    return _DROP_STATE_COST if kinds <= {STATE} else _DROP_COST


def _choices(atom: Atom, lexicon: Lexicon, before: Atom | None, after: Atom | None, places: _Places) -> list[Entry | None]:
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
    tokens = _tokens(units, reading, lexicon)
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


# ---------------------------------------------------------------- tokens of the grammar


def _tokens(units: Sequence[Unit], reading: Reading, lexicon: Lexicon) -> list[Token]:
    """The typed tokens of the grammar: markers that mark nothing are left out."""
    plain = [u for u in units if u.kind not in ("NOISE", "CUE", "BREAK")]
    for unit in [u for u, after in zip(plain, plain[1:], strict=False) if u.kind == "NOT" and after.kind == "WITH"]:
        # *but not with x*
        unit.kind = "WITHOUT"
        del plain[plain.index(unit) + 1]
    kinds = [u.kind for u in plain]
    tokens: list[Token] = []
    behind = [""] * len(kinds)
    for i in range(len(kinds) - 2, -1, -1):
        behind[i] = behind[i + 1] if kinds[i + 1] == "COMMA" else kinds[i + 1]
    last_to = max((i for i, kind in enumerate(kinds) if kind == "TO"), default=-1)
    from_seen = False
    asks_reason = any(lexicon.cues[c].intent in ("why", "why_not") for c in reading.cues)
    joins = any(lexicon.cues[c].intent in ("path", "compare") for c in reading.cues)
    for i, unit in enumerate(plain):
        kind = unit.kind
        following = behind[i]
        before = tokens[-1][0] if tokens else ""
        if joins and kind == "WITH" and (before, following) == ("MENTION", "MENTION") and not _unlike(plain, i, lexicon):
            # *what links x with y*
            kind = "AND"
        if kind in ("AND", "OR", "COMMA"):
            turned = i + 1 < len(plain) and _contrasted(unit, plain[i + 1], units)
            if before in ("MENTION", "KIND", "STATE") and following == before and not turned and not (
                kind == "COMMA" and (_in_clause(tokens) or _unlike(plain, i, lexicon))
            ):
                joiner = "OR" if kind == "OR" else "AND"
                tokens.append(("VS" if (joiner, before) == ("OR", "KIND") else joiner, "", unit.atom.first))
            continue
        if kind in ("GIVEN", "WITH", "WITHOUT", "ONLY", "FOR", "ARROW", "VS", "TO", "FROM", "NOT"):
            if kind in ("NOT", "WITHOUT") and any(k == "NOWHERE" and 0 <= at - unit.atom.last <= NEAR for k, _, at in reading.modifiers):
                # *without standing, recipes for x* takes a position away, and nothing else
                continue
            wanted = ("MENTION", "KIND") if kind in ("NOT", "VS", "WITHOUT") else ("MENTION", "STATE") if kind == "GIVEN" else ("MENTION",)
            if kind == "ONLY" and following not in wanted and before == "MENTION" and _is_tool(plain[i - 1], lexicon):
                # *x only*
                tokens.insert(len(tokens) - 1, (kind, unit.value, unit.atom.first))
                continue
            if following not in wanted:
                reading.lost = reading.lost or (kind in ("NOT", "WITHOUT") and _next_unknown(unit, reading))
                continue
            if kind == "TO" and not from_seen:
                continue
            if kind == "FROM":
                from_seen = last_to > i
                kind = "FROM" if from_seen and before not in ("MENTION",) else "GIVEN"
                from_seen = kind == "FROM"
            if kind == "FOR" and before != "MENTION":
                continue
            if kind == "NOT" and following == "KIND" and unit.atom.means_word("WITHOUT") and any(t[0] == "KIND" for t in tokens):
                # *for how many soups is no recipe known*: those that lack one
                tokens.append(("WITHOUT", unit.value, unit.atom.first))
                continue
            if kind == "NOT":
                if before in OPENERS or asks_reason or _contrasted(unit, plain[i + 1], units):
                    reading.denied = True
                    continue
                gap = plain[i + 1].atom.first - unit.atom.last
                if gap > NEAR:
                    reading.denied = True
                    continue
            if kind in ("ARROW", "VS") and before not in ("MENTION", "KIND", "WH", "YESNO", ""):
                continue
            if kind == "ARROW" and before != "MENTION":
                continue
        tokens.append((kind, unit.value, unit.atom.first))
    return tokens


def _contrasted(marker: Unit, named: Unit, units: Sequence[Unit]) -> bool:
    """Whether a word like *but* stands between a marker and what is named behind it: then it takes that away from nothing."""
    return any(u.value == "CONTRAST" and marker.atom.last <= u.atom.first < named.atom.first for u in units)


def _is_tool(unit: Unit, lexicon: Lexicon) -> bool:
    return unit.named is not None and lexicon.role(unit.named.id) == "equipment"


def _next_unknown(unit: Unit, reading: Reading) -> bool:
    """Whether what a marker takes away is not known: the next words behind it were left over."""
    return any(0 <= a.first - unit.atom.last <= NEAR for a in reading.left_over)


def _unlike(units: Sequence[Unit], comma: int, lexicon: Lexicon) -> bool:
    """Whether a comma stands between equipment and something else: then it joins nothing."""
    near = [u.named for u in units[max(comma - 1, 0) : comma + 2] if u.named is not None]
    return len({lexicon.role(n.id) == "equipment" for n in near}) == 2


def _in_clause(tokens: Sequence[Token]) -> bool:
    """Whether the tokens so far end in a condition, which a comma closes."""
    for kind, _, _ in reversed(tokens):
        if kind == "GIVEN":
            return True
        if kind not in ("MENTION", "AND", "OR"):
            return False
    return False


# ---------------------------------------------------------------- types


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
