"""The signs of an intent that a sentence shows, each with its rank.

A sign is a cue (a phrase that the lexicon gives an intent), the relation that is asked, the nouns of what is asked for, a state that is
asked, or a filter. What intents there are, how they rank and what shows them is content; only what the shapes of the grammar mean
is said here.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple
from myologic.grammar.intent_names import (
    CAUSED_BY,
    CAUSES,
    CHECK,
    COMPARE,
    CONDITION,
    COUNT,
    DEFINE,
    EQUIPMENT,
    HABIT,
    HOW_TO,
    LEVEL,
    LIST,
    PATH,
    SAID,
    SIDE,
    WHY,
    WHY_NOT,
)
from myologic.grammar.lexicon import IntentInfo, Lexicon
from myologic.grammar.question import Slots
from myologic.grammar.shapes import Frame
from myologic.grammar.units import Reading

_LOUD = 70
"""Rank from which loose words count beside a verb that asks for something else."""
_CLAIM_RANK = 81
"""Rank of a yes/no question on a relation between two things that are named."""


class Sign(NamedTuple):
    """One sign of an intent: its rank, the intent, and the relation that it asks by with the open end, if any."""

    rank: int
    intent: str
    relation: str = ""
    asks: str = ""
    weak: bool = False


class Grounds(NamedTuple):
    """What the intent of a sentence is found by.

    Parameters
    ----------
    reading
        The sentence.
    topics
        The things that it, or the sentences before it, are about.
    slots
        Its filters.
    lexicon
        The lexicon.
    given
        Something is given, in it or before it.
    conditioned
        A condition is among what was said before it.
    """

    reading: Reading
    topics: tuple[str, ...]
    slots: Slots
    lexicon: Lexicon
    given: bool = False
    conditioned: bool = False


def info_of(intent: str, lexicon: Lexicon) -> IntentInfo:
    """What the lexicon says of an intent; of one that it does not know, that it has no rank."""
    return lexicon.intents.get(intent, IntentInfo(0, 0, False, "", "", False))


def cue_signs(grounds: Grounds) -> list[Sign]:
    """The signs that cues show: those that count beside what else is in the sentence."""
    reading, topics, slots, lexicon, given, _ = grounds
    frame = reading.frame
    signs = []
    distinct = len(set(topics)) + len(set(frame.kinds))
    claimed = bool(frame.relation) or distinct >= 2 or any(n.state for n in reading.named) or frame.chained
    counts = {
        "": True,
        "pair": distinct >= 2,
        "claim": claimed,
        "thing": bool(topics),
        "remedy": bool(topics) and not all(lexicon.things[t].alone == HOW_TO for t in topics),
        "kind": bool(frame.kinds),
        "plain": bool(topics) and not any(lexicon.role(t) for t in topics),
        "self": not topics,
        "open": not slots.only_equipment,
        "said": reading.personal or any(n.atom.loose or n.side for n in reading.named),
        "condition": any(lexicon.role(n.id) == "condition" for n in reading.named),
    }
    shown = {lexicon.cues[name].intent for name in reading.cues}
    if {WHY, PATH} <= shown and reading.denied:
        # *why is there no link*: the reason for that is asked, and no chain
        signs.append(Sign(info_of(WHY_NOT, lexicon).rank + 1, WHY_NOT))
    loose_only = set(reading.loose_cues) - set(reading.cues[len(reading.loose_cues) :])
    verbal = _is_verbal(reading, lexicon)
    conditions = [n.ruled for n in reading.named if lexicon.role(n.id) == "condition"]
    lacked = {lexicon.class_intents.get(cls, "") for cls, _ in frame.lacking}
    for name in dict.fromkeys(reading.cues):
        cue = lexicon.cues[name]
        if cue.intent == COUNT and not frame.kinds and len(set(topics)) > 1 and frame.opener not in ("HOW", "WH"):
            # *would you count x as y* counts nothing
            continue
        if cue.intent == CONDITION and conditions and all(conditions):
            # *x was ruled out*: the words that rule it out ask for nothing
            continue
        if counts.get(cue.detail, True) and cue.intent not in lacked:
            info = info_of(cue.intent, lexicon)
            if name in loose_only and info.relation and verbal and cue.rank < _LOUD and info.relation != frame.relation:
                # the verb and what it is said of speak louder than words far apart
                continue
            if cue.intent == SIDE and given and _asks_state(reading, lexicon):
                # which side is in a state, with something given, is asked by the state
                continue
            weak = cue.detail == "thing"
            asks = "" if not info.relation else "object" if info.other_end else "subject"
            remedy = remedy_of(reading, lexicon) if cue.detail == "remedy" else ""
            if reading.stranded and cue.intent == CAUSES:
                # *what is x the result of*
                source = info_of(CAUSED_BY, lexicon)
                signs.append(Sign(cue.rank, CAUSED_BY, source.relation, "subject"))
            elif remedy and lexicon.relations[remedy].intent:
                signs.append(Sign(cue.rank, lexicon.relations[remedy].intent, remedy, "subject"))
            else:
                signs.append(Sign(cue.rank, cue.intent, info.relation, asks, weak))
    return signs


def _is_verbal(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a shape of the grammar gives a verb that is asked by, and what it is said of."""
    frame = reading.frame
    named = bool(frame.topic) or any(kind == "PRON" for kind, _, _ in reading.modifiers)
    if frame.shape not in ("subjects_asked", "bare_relation") or not named:
        return False
    return bool(lexicon.relations[frame.relation].idea)


def fits(relation: str, asks: str, topics: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether things said elsewhere can be the known end of a relation."""
    if not relation or not topics:
        return not topics
    info = lexicon.relations[relation]
    return all(lexicon.is_a(t, (info.range if asks == "subject" else info.domain,)) for t in topics)


def shape_signs(grounds: Grounds) -> list[Sign]:
    """The signs that the shape of the sentence shows: its relation, its states, what is compared or chained, its nouns."""
    reading, topics, slots, lexicon, given, _ = grounds
    frame = reading.frame
    signs = []
    for cls, _ in frame.lacking:
        asked = lexicon.class_intents.get(cls, "")
        if asked:
            signs.append(Sign(info_of(COUNT, lexicon).rank - 1, asked))
    if not frame.topic and not fits(frame.relation, frame.asks, topics, lexicon):
        for relation, asks, _ in frame.rivals:
            other = lexicon.relations[relation]
            intent = other.intent if asks == "subject" else other.inverse_intent
            if intent and fits(relation, asks, topics, lexicon):
                signs.append(Sign(info_of(intent, lexicon).rank, intent, relation, asks))
                break
        else:
            # of several things said before, the verb picks those that it goes with
            info = lexicon.relations.get(frame.relation)
            if info is not None and info.idea and info.intent and any(_is_treated(t, frame, lexicon) for t in topics):
                signs.append(Sign(info_of(info.intent, lexicon).rank, info.intent, frame.relation, frame.asks))
    elif frame.relation:
        info = lexicon.relations[frame.relation]
        asked = {"subject": info.intent, "object": info.inverse_intent}.get(frame.asks, "")
        if frame.asks == "":
            if frame.opener == "HOW":
                signs.append(Sign(info_of(PATH, lexicon).rank, PATH, frame.relation))
            elif frame.opener == "WH":
                asked = info.intent
            else:
                strong = _CLAIM_RANK if frame.opener == "YESNO" or reading.tag else info_of(CHECK, lexicon).rank
                signs.append(Sign(strong, CHECK, frame.relation))
        elif (info.remedies or reading.remedial) and remedy_of(reading, lexicon):
            remedy = remedy_of(reading, lexicon)
            asked = lexicon.relations[remedy].intent
            return [Sign(info_of(asked, lexicon).rank, asked, remedy, "subject")] if asked else []
        else:
            # a property without an intent of its own is asked for as a list
            asked = asked or LIST
        if asked:
            signs.append(Sign(max(info_of(asked, lexicon).rank, 41), asked, frame.relation, frame.asks))
    if (frame.opener == "YESNO" or reading.tag) and len(topics) >= 2 and not frame.compared:
        signs.append(Sign(info_of(CHECK, lexicon).rank, CHECK))
    signs += _side_signs(reading, topics, slots, lexicon)
    if frame.opener == "YESNO" and frame.kinds and frame.shape == "subjects_asked" and lexicon.relations.get(frame.kinds[0][1]):
        signs.append(Sign(_CLAIM_RANK, CHECK, frame.relation))
    signs += _intransitive_signs(reading, lexicon, bool(topics) and given)
    signs += _vague_signs(reading, topics, lexicon)
    if frame.opener == "HOW" and len(set(topics)) == 2 and not (frame.relation or frame.kinds) and _are_steps(topics, lexicon):
        # *how does x reach y*
        signs.append(Sign(info_of(DEFINE, lexicon).rank + 8, PATH))
    if reading.brought and frame.opener == "WH" and topics and not frame.relation:
        source = info_of(CAUSED_BY, lexicon)
        signs.append(Sign(source.rank, CAUSED_BY, source.relation, "subject"))
    if frame.chained and len(topics) >= 2:
        signs.append(Sign(info_of(PATH, lexicon).rank, PATH))
    if frame.compared:
        pairs = len(set(frame.kinds)) >= 2 or (len(frame.topic) >= 2 and not frame.kinds and not frame.relation)
        if frame.shape in ("versus", "kinds_compared") or pairs:
            rank = info_of(COMPARE, lexicon).rank
            signs.append(Sign(rank if frame.shape != "about" else 57, COMPARE))
    signs += _kind_signs(reading, topics, lexicon, given)
    listed = slots.everything and frame.kinds and not (topics or given)
    drilled = bool(topics) and all(lexicon.things[t].alone == HOW_TO for t in topics)
    if frame.states and not listed and not drilled and (topics or given or frame.given_states or frame.kinds or frame.opener):
        for name, info_ in lexicon.intents.items():
            if lexicon.asks_for(info_.state, frame.states):
                signs.append(Sign(info_.rank, name))
    return signs


def _side_signs(reading: Reading, topics: tuple[str, ...], slots: Slots, lexicon: Lexicon) -> list[Sign]:
    """The signs that one of two sides is asked for."""
    frame, signs = reading.frame, []
    if reading.picks and any(n.side in ("left", "right") and lexicon.things[n.id].sided for n in reading.named):
        # *which x*, with a sign on one side: which of the two is meant
        signs.append(Sign(info_of(SIDE, lexicon).rank + 1, SIDE))
    if slots.side == "one" and not (topics or frame.kinds) and any(lexicon.cues[c].intent == COUNT for c in reading.cues):
        # *how many does the stronger one get*
        signs.append(Sign(info_of(COUNT, lexicon).rank + 1, SIDE))
    if "one" in reading.sides and not topics:
        signs.append(Sign(info_of(SIDE, lexicon).rank - 1, SIDE))
    return signs


def _vague_signs(reading: Reading, topics: tuple[str, ...], lexicon: Lexicon) -> list[Sign]:
    """The sign that anything at all is asked for that does something to a thing: the first that may be done to it."""
    frame, signs = reading.frame, []
    if reading.vague and topics and not frame.kinds and not frame.relation:
        # *something for x*
        usual = {r: lexicon.relations[r].intent for r in lexicon.usual.values() if r in lexicon.relations}
        for relation in sorted(usual, key=lambda r: (info_of(usual[r], lexicon).rank, r)):
            if relation in lexicon.relations and fits(relation, "subject", topics, lexicon):
                named = remedy_of(reading, lexicon) or relation
                signs.append(Sign(21, lexicon.relations[named].intent, named, "subject"))
                break
    return signs


def _is_treated(topic: str, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether what does something to things may be asked of one: it fits, or it is a sign or a cause of what does."""
    alone = lexicon.things[topic].alone if topic in lexicon.things else ""
    return fits(frame.relation, frame.asks, (topic,), lexicon) or (alone in SAID and not lexicon.role(topic))


def _are_steps(topics: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether things may be the ends of a chain: neither tools nor conditions, and none is something that is done."""
    return all(lexicon.role(t) in ("", "bearer") and lexicon.things[t].alone not in (HOW_TO, HABIT) for t in topics)


def _asks_state(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether what is in a state, or gets into one, is asked for."""
    frame = reading.frame
    if frame.shape == "bare_relation":
        return any(info.state and info.relation == frame.relation for info in lexicon.intents.values())
    return bool(frame.states) and frame.shape in ("states_asked", "states_of")


def _intransitive_signs(reading: Reading, lexicon: Lexicon, said: bool) -> list[Sign]:
    """A verb alone beside a condition (*what tightens when …*) asks for what is in the state that it brings about."""
    frame = reading.frame
    if frame.shape != "bare_relation" or not (frame.given or frame.tools or said):
        return []
    return [
        Sign(info.rank, name, info.relation, "object")
        for name, info in lexicon.intents.items()
        if info.state and info.relation == frame.relation
    ]


def _kind_signs(reading: Reading, topics: tuple[str, ...], lexicon: Lexicon, given: bool) -> list[Sign]:
    """What nouns of what is asked for say: *recipes for …*, *tools for …*, *list all …*."""
    frame = reading.frame
    signs = []
    for cls, relation in frame.kinds:
        if relation:
            info = lexicon.relations[relation]
            if info.intent:
                if topics or frame.given or frame.compared:
                    rank = info_of(info.intent, lexicon).rank if topics or not frame.compared else 44
                    signs.append(Sign(rank, info.intent, relation, "subject"))
                elif _leaves_it(reading, given):
                    # *how do I … it*: it is not said what
                    signs.append(Sign(info_of(info.intent, lexicon).rank, info.intent, relation, "subject"))
                elif frame.opener != "YESNO":
                    # nothing is named that they are for
                    signs.append(Sign(info_of(LIST, lexicon).rank - 5, LIST))
            continue
        line = lexicon.parents.get(cls, [cls])
        asked = next((lexicon.class_intents[c] for c in line if c in lexicon.class_intents), "")
        usual = next((lexicon.usual[c] for c in line if lexicon.usual.get(c) in lexicon.relations), "")
        end = "object" if usual and lexicon.relations[usual].range in line else "subject"
        if frame.relation and frame.topic:
            # the verb says by what relation they are asked for
            usual = ""
        if usual and topics and fits(usual, end, topics, lexicon):
            relation = (remedy_of(reading, lexicon) if end == "subject" else "") or usual
            intent = lexicon.relations[relation].intent
            if intent:
                signs.append(Sign(info_of(intent, lexicon).rank - 1, intent, relation, end))
        elif asked and topics:
            # a filter gives way to the relation that is asked
            signs.append(Sign(47 if asked == EQUIPMENT else info_of(asked, lexicon).rank - 1, asked))
        elif usual and topics and end == "subject":
            intent = lexicon.relations[usual].intent
            if intent:
                signs.append(Sign(info_of(intent, lexicon).rank - 1, intent, usual, "subject"))
        listed = frame.opener in ("WH", "HOW") or any(kind in ("ALL", "LIMIT", "LEVEL", "BARE") for kind, _, _ in reading.modifiers)
        signs.append(Sign(info_of(LIST, lexicon).rank - 5, LIST, weak=bool(topics) or not (listed or len(frame.kinds) == 1)))
    return signs


def _leaves_it(reading: Reading, given: bool) -> bool:
    """Whether a sentence leaves it to what was said before what something is to be done to (*how do I … it*, *what should I …*)."""
    opener = reading.frame.opener
    return opener == "HOW" or (opener == "WH" and reading.personal and given) or any(kind == "PRON" for kind, _, _ in reading.modifiers)


def remedy_of(reading: Reading, lexicon: Lexicon) -> str:
    """The relation that remedies the state that is said of the things named, "" where there is none or several."""
    states = [n.state for n in reading.named if n.state] or list(reading.frame.states)
    remedies = {lexicon.states[s][1] for s in states if s in lexicon.states}
    only = remedies.pop() if len(remedies) == 1 else ""
    return only if only in lexicon.relations else ""


def filter_signs(grounds: Grounds) -> list[Sign]:
    """The signs that filters show: tools, levels, conditions."""
    reading, topics, slots, lexicon, _, conditioned = grounds
    signs = []
    if slots.equipment_with or slots.equipment_without or slots.no_equipment:
        rank = info_of(EQUIPMENT, lexicon).rank
        signs.append(Sign(rank, EQUIPMENT))
        usual = {lexicon.usual.get(t.value, "") for t in slots.equipment_with}
        relation = usual.pop() if len(usual) == 1 else ""
        if relation in lexicon.relations and not (reading.frame.kinds or reading.frame.relation) and fits(relation, "subject", topics, lexicon):
            # *a hammer for x* is for what one does with a hammer
            signs.append(Sign(rank + 1, lexicon.relations[relation].intent, relation, "subject"))
    if slots.level_change is not None:
        signs.append(Sign(info_of(LEVEL, lexicon).rank + 6, LEVEL))
    elif slots.level is not None:
        signs.append(Sign(info_of(LEVEL, lexicon).rank, LEVEL))
    conditions = conditioned or any(lexicon.role(n.id) == "condition" for n in reading.named)
    if conditions and (reading.frame.opener == "YESNO" or reading.tag or reading.denied):
        signs.append(Sign(info_of(CONDITION, lexicon).rank - 2, CONDITION))
    return signs
