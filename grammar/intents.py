"""Which intent a sentence has: signs are weighed, the highest rank wins.

A sign is a cue (a phrase that the lexicon gives an intent), the relation that is asked, the nouns of what is asked for, a
state that is asked, or a filter. What intents there are, how they rank and what shows them is content; only what the
shapes of the grammar mean is said here.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple
from myologic.grammar.lexicon import IntentInfo, Lexicon
from myologic.grammar.question import Slots
from myologic.grammar.shapes import Frame
from myologic.grammar.units import Reading

# The public names of intents that a shape or a filter stands for, whatever the subject matter.
WHY, WHY_NOT, SOURCE = "why", "why_not", "source"
PATH, COMPARE, CHECK, LIST, DEFINE = "path", "compare", "boolean_check", "list", "define"
COUNT = "count"
CAUSES = "causes"
PLAN = "plan"
HABIT = "habit_for"
HOW_TO, DOSAGE = "how_to", "dosage"
EQUIPMENT, LEVEL, SIDE, REFUSED = "equipment_filter", "level_filter", "side", "out_of_scope"
CONDITION = "contraindicated"
FLAG = "safety_red_flag"
_REASONED = (WHY, WHY_NOT, SOURCE, CONDITION)
_LOUD = 70
"""Rank from which loose words count beside a verb that asks for something else."""
_CLAIM_RANK = 81
"""Rank of a yes/no question on a relation between two things that are named."""


_SAID = ("suggests", CAUSES)
"""Intents of what is said of somebody."""
_OTHER_END = {"subject": "object", "object": "subject", "": ""}


class Sign(NamedTuple):
    """One sign of an intent: its rank, the intent, and the relation that it asks by with the open end, if any."""

    rank: int
    intent: str
    relation: str = ""
    asks: str = ""
    weak: bool = False


class Choice(NamedTuple):
    """The intent of a sentence.

    Parameters
    ----------
    intent
        Its public name, "" where there is no sign of any.
    relation, inverse
        As in `Question`.
    boolean
        A yes or no is asked for.
    answer_class
        The class asked for, or "".
    assumed
        What was taken for granted, in words, or "".
    weak
        Only the form of the question speaks for it.
    sure, clear
        All words of the question together speak for it too, and hardly for any other.
    """

    intent: str = ""
    relation: str = ""
    inverse: bool = False
    boolean: bool = False
    answer_class: str = ""
    assumed: str = ""
    weak: bool = False
    sure: bool = False
    clear: bool = False


def choose(
    reading: Reading,
    topics: tuple[str, ...],
    slots: Slots,
    lexicon: Lexicon,
    given: bool,
    conditioned: bool = False,
    towards: str = "",
) -> Choice:
    """The intent of a sentence.

    Parameters
    ----------
    reading
        The sentence.
    topics
        The things that it, or the sentences before it, are about.
    slots
        Its filters.
    given
        Something is given, in it or before it.
    conditioned
        A condition is among what was said before it.
    towards
        The intent that is known by other ways, or "": then only by what relation it is asked is to be found.
    """
    frame = reading.frame
    signs = [*_cue_signs(reading, topics, slots, lexicon, given), *_shape_signs(reading, topics, slots, lexicon, given)]
    signs += _filter_signs(reading, topics, slots, lexicon, conditioned)
    answer_class = frame.kinds[0][0] if frame.kinds else ""
    if not signs and not towards:
        return Choice(answer_class=answer_class)
    best = _towards(towards, signs, lexicon) if towards else _best(signs, topics, reading, lexicon)
    relation, asks = best.relation, best.asks
    if not relation:
        relation, asks = frame.relation, frame.asks
    if relation and relation == reading.frame.relation and reading.frame.asks:
        # the shape knows which end is open
        asks = reading.frame.asks
    elif relation and not _fits(relation, asks, topics, lexicon) and _fits(relation, _OTHER_END[asks], topics, lexicon):
        asks = _OTHER_END[asks]
    if best.intent in (COUNT, LIST) and not relation:
        relation, asks = _lent(signs, reading, lexicon)
    if best.intent in (COUNT, LIST) and not reading.named and not frame.states:
        # a verb without a thing says nothing of what is counted
        relation, asks = "", ""
    intent = best.intent if towards or (best.intent == COUNT and frame.kinds) else _shifted(best.intent, topics, [n.state for n in reading.named], lexicon)
    if intent != best.intent and best.relation:
        relation = lexicon.intents[intent].relation if intent in lexicon.intents else ""
    yes_no = frame.opener == "YESNO" or reading.tag
    boolean = False
    if yes_no and intent in lexicon.intents and not towards:
        info = lexicon.intents[intent]
        claims = len(topics) >= 2 or bool(frame.object) or any(n.state for n in reading.named) or bool(frame.states)
        # *x is a cake, is it not*: whether it is one
        claims = claims or (frame.shape == "members" and any(r and _fits(r, "object", topics, lexicon) for _, r in frame.kinds))
        if (not info.yes_no or (reading.tag and not frame.kinds and intent not in _REASONED)) and (claims or not frame.kinds):
            boolean, intent = True, CHECK
    if intent == CONDITION and not towards and not conditioned and frame.opener not in ("WH", "HOW") and _is_a_habit(topics, given, lexicon):
        # *is it all right to …*, of something that nobody trains with: whether it does harm
        boolean, intent, relation, asks = True, CHECK, "", ""
    boolean = boolean or intent == CHECK or (yes_no and intent == SIDE)
    assumed = _doubt(best, intent, signs, topics, reading, lexicon)
    return Choice(intent, relation, asks == "object", boolean, answer_class, assumed, best.weak)


def _is_a_habit(topics: tuple[str, ...], given: bool, lexicon: Lexicon) -> bool:  # noqa: FBT001  # said before, or not
    """Whether things are what somebody does all day, or a part that what was said before may harm: neither conditions nor drills."""
    infos = [lexicon.things[t] for t in topics if t in lexicon.things]
    drilled = any(info.alone == HOW_TO or info.role in ("condition", "danger", "equipment") for info in infos)
    if given and infos and all(info.role == "bearer" for info in infos):
        return True
    return not drilled and any(info.stated in ("causes", "habit_for") or info.alone in ("causes", "habit_for") for info in infos)


def _towards(intent: str, signs: list[Sign], lexicon: Lexicon) -> Sign:
    """The highest sign of an intent, or one of no more than the intent itself."""
    own = [sign for sign in signs if sign.intent == intent]
    if own:
        return max(own, key=lambda s: (s.rank, s.relation))
    info = _info(intent, lexicon)
    asks = "" if not info.relation else "object" if info.other_end else "subject"
    return Sign(info.rank, intent, info.relation, asks)


def _best(signs: list[Sign], topics: tuple[str, ...], reading: Reading, lexicon: Lexicon) -> Sign:
    """The highest sign; one that the topic turns into a mere *what is it* gives way to one that the topic suits."""
    ranked = sorted(signs, key=lambda s: (s.rank, s.intent, s.relation), reverse=True)
    states = [n.state for n in reading.named]
    for sign in ranked:
        shifted = _shifted(sign.intent, topics, states, lexicon)
        turned = sign.intent != DEFINE and shifted == DEFINE
        if shifted != sign.intent and not sign.relation and any(s.relation and s.rank < sign.rank and _idea(s, lexicon) for s in ranked):
            # *x tasting technique*: what the noun says suits the topic as it is
            continue
        if not turned:
            return ranked[0] if sign.weak else sign
    return ranked[0]._replace(weak=True)


def _doubt(
    best: Sign, intent: str, signs: list[Sign], topics: tuple[str, ...], reading: Reading, lexicon: Lexicon
) -> str:
    """What was taken for granted about the intent, "" where what shows it is plain."""
    frame = reading.frame
    names = ", ".join(lexicon.things[t].label for t in topics[:2])
    if intent == LIST and best.weak and topics:
        return f"it was not said what of {names} is asked, so what is on record is listed"
    if intent == EQUIPMENT and {s.intent for s in signs} == {EQUIPMENT} and topics and not (frame.kinds or frame.relation or reading.cues):
        return "it was not said what is wanted, so what is done with it is listed"
    if intent != best.intent and best.weak and best.intent == HOW_TO and topics:
        return f"it was not said what is to be done with {names}"
    if intent == DEFINE and best.weak and (len(set(topics)) > 1 or frame.given) and not frame.compared:
        return f"what {names} means was asked"
    return ""


def _idea(sign: Sign, lexicon: Lexicon) -> bool:
    """Whether a sign is that something is done to a thing, under the intent of that."""
    info = lexicon.relations.get(sign.relation)
    return info is not None and bool(info.idea) and info.intent == sign.intent


def _lent(signs: list[Sign], reading: Reading, lexicon: Lexicon) -> tuple[str, str]:
    """The relation by which a number or a list is asked for (*how many causes of …*), and which end."""
    others = [s for s in signs if s.relation and s.intent not in (COUNT, LIST, CHECK)]
    if others:
        best = max(others, key=lambda s: (s.rank, s.intent, s.relation))
        return best.relation, best.asks
    for info in lexicon.intents.values():
        if lexicon.asks_for(info.state, reading.frame.states) and info.relation:
            return info.relation, "object"
    return "", ""


def _info(intent: str, lexicon: Lexicon) -> IntentInfo:
    return lexicon.intents.get(intent, IntentInfo(0, 0, False, "", "", False))


def _cue_signs(
    reading: Reading, topics: tuple[str, ...], slots: Slots, lexicon: Lexicon, given: bool
) -> list[Sign]:
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
    loose_only = set(reading.loose_cues) - set(reading.cues[len(reading.loose_cues) :])
    verbal = _is_verbal(reading, lexicon)
    lacked = {lexicon.class_intents.get(cls, "") for cls, _ in frame.lacking}
    for name in dict.fromkeys(reading.cues):
        cue = lexicon.cues[name]
        if cue.intent == COUNT and not frame.kinds and len(set(topics)) > 1 and frame.opener not in ("HOW", "WH"):
            # *would you count x as y* counts nothing
            continue
        if counts.get(cue.detail, True) and cue.intent not in lacked:
            info = _info(cue.intent, lexicon)
            if name in loose_only and info.relation and verbal and cue.rank < _LOUD and info.relation != frame.relation:
                # the verb and what it is said of speak louder than words far apart
                continue
            if cue.intent == SIDE and given and _asks_state(reading, lexicon):
                # which side is in a state, with something given, is asked by the state
                continue
            weak = cue.detail == "thing"
            asks = "" if not info.relation else "object" if info.other_end else "subject"
            remedy = _remedy(reading, lexicon) if cue.detail == "remedy" else ""
            if remedy and lexicon.relations[remedy].intent:
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


def _fits(relation: str, asks: str, topics: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Whether things said elsewhere can be the known end of a relation."""
    if not relation or not topics:
        return not topics
    info = lexicon.relations[relation]
    return all(lexicon.is_a(t, (info.range if asks == "subject" else info.domain,)) for t in topics)


def _shape_signs(
    reading: Reading, topics: tuple[str, ...], slots: Slots, lexicon: Lexicon, given: bool
) -> list[Sign]:
    frame = reading.frame
    signs = []
    for cls, _ in frame.lacking:
        asked = lexicon.class_intents.get(cls, "")
        if asked:
            signs.append(Sign(_info(COUNT, lexicon).rank - 1, asked))
    if not frame.topic and not _fits(frame.relation, frame.asks, topics, lexicon):
        for relation, asks, _ in frame.rivals:
            other = lexicon.relations[relation]
            intent = other.intent if asks == "subject" else other.inverse_intent
            if intent and _fits(relation, asks, topics, lexicon):
                signs.append(Sign(_info(intent, lexicon).rank, intent, relation, asks))
                break
        else:
            # of several things said before, the verb picks those that it goes with
            info = lexicon.relations.get(frame.relation)
            if info is not None and info.idea and info.intent and any(_is_treated(t, frame, lexicon) for t in topics):
                signs.append(Sign(_info(info.intent, lexicon).rank, info.intent, frame.relation, frame.asks))
    elif frame.relation:
        info = lexicon.relations[frame.relation]
        asked = {"subject": info.intent, "object": info.inverse_intent}.get(frame.asks, "")
        if frame.asks == "":
            if frame.opener == "HOW":
                signs.append(Sign(_info(PATH, lexicon).rank, PATH, frame.relation))
            elif frame.opener == "WH":
                asked = info.intent
            else:
                strong = _CLAIM_RANK if frame.opener == "YESNO" or reading.tag else _info(CHECK, lexicon).rank
                signs.append(Sign(strong, CHECK, frame.relation))
        elif (info.remedies or reading.remedial) and _remedy(reading, lexicon):
            remedy = _remedy(reading, lexicon)
            asked = lexicon.relations[remedy].intent
            return [Sign(_info(asked, lexicon).rank, asked, remedy, "subject")] if asked else []
        else:
            # a property without an intent of its own is asked for as a list
            asked = asked or LIST
        if asked:
            signs.append(Sign(max(_info(asked, lexicon).rank, 41), asked, frame.relation, frame.asks))
    if (frame.opener == "YESNO" or reading.tag) and len(topics) >= 2 and not frame.compared:
        signs.append(Sign(_info(CHECK, lexicon).rank, CHECK))
    if reading.picks and any(n.side in ("left", "right") and lexicon.things[n.id].sided for n in reading.named):
        # *which x*, with a sign on one side: which of the two is meant
        signs.append(Sign(_info(SIDE, lexicon).rank + 1, SIDE))
    if slots.side == "one" and not (topics or frame.kinds) and any(lexicon.cues[c].intent == COUNT for c in reading.cues):
        # *how many does the stronger one get*
        signs.append(Sign(_info(COUNT, lexicon).rank + 1, SIDE))
    if "one" in reading.sides and not topics:
        signs.append(Sign(_info(SIDE, lexicon).rank - 1, SIDE))
    if frame.opener == "YESNO" and frame.kinds and frame.shape == "subjects_asked" and lexicon.relations.get(frame.kinds[0][1]):
        signs.append(Sign(_CLAIM_RANK, CHECK, frame.relation))
    signs += _intransitive_signs(reading, lexicon, bool(topics) and given)
    if reading.vague and topics and not frame.kinds and not frame.relation:
        # *something for x*
        usual = {r: lexicon.relations[r].intent for r in lexicon.usual.values() if r in lexicon.relations}
        for relation in sorted(usual, key=lambda r: (_info(usual[r], lexicon).rank, r)):
            if relation in lexicon.relations and _fits(relation, "subject", topics, lexicon):
                named = _remedy(reading, lexicon) or relation
                signs.append(Sign(21, lexicon.relations[named].intent, named, "subject"))
                break
    if frame.opener == "HOW" and len(set(topics)) == 2 and not (frame.relation or frame.kinds) and _are_steps(topics, lexicon):
        # *how does x reach y*
        signs.append(Sign(_info(DEFINE, lexicon).rank + 8, PATH))
    if frame.chained and len(topics) >= 2:
        signs.append(Sign(_info(PATH, lexicon).rank, PATH))
    if frame.compared:
        pairs = len(set(frame.kinds)) >= 2 or (len(frame.topic) >= 2 and not frame.kinds and not frame.relation)
        if frame.shape in ("versus", "kinds_compared") or pairs:
            rank = _info(COMPARE, lexicon).rank
            signs.append(Sign(rank if frame.shape != "about" else 57, COMPARE))
    signs += _kind_signs(reading, topics, lexicon, given)
    listed = slots.everything and frame.kinds and not (topics or given)
    drilled = bool(topics) and all(lexicon.things[t].alone == HOW_TO for t in topics)
    if frame.states and not listed and not drilled and (topics or given or frame.given_states or frame.kinds or frame.opener):
        for name, info_ in lexicon.intents.items():
            if lexicon.asks_for(info_.state, frame.states):
                signs.append(Sign(info_.rank, name))
    return signs


def _is_treated(topic: str, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether what does something to things may be asked of one: it fits, or it is a sign or a cause of what does."""
    alone = lexicon.things[topic].alone if topic in lexicon.things else ""
    return _fits(frame.relation, frame.asks, (topic,), lexicon) or (alone in _SAID and not lexicon.role(topic))


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
                    rank = _info(info.intent, lexicon).rank if topics or not frame.compared else 44
                    signs.append(Sign(rank, info.intent, relation, "subject"))
                elif _leaves_it(reading, given):
                    # *how do I … it*: it is not said what
                    signs.append(Sign(_info(info.intent, lexicon).rank, info.intent, relation, "subject"))
                elif frame.opener != "YESNO":
                    # nothing is named that they are for
                    signs.append(Sign(_info(LIST, lexicon).rank - 5, LIST))
            continue
        line = lexicon.parents.get(cls, [cls])
        asked = next((lexicon.class_intents[c] for c in line if c in lexicon.class_intents), "")
        usual = next((lexicon.usual[c] for c in line if lexicon.usual.get(c) in lexicon.relations), "")
        end = "object" if usual and lexicon.relations[usual].range in line else "subject"
        if frame.relation and frame.topic:
            # the verb says by what relation they are asked for
            usual = ""
        if usual and topics and _fits(usual, end, topics, lexicon):
            relation = (_remedy(reading, lexicon) if end == "subject" else "") or usual
            intent = lexicon.relations[relation].intent
            if intent:
                signs.append(Sign(_info(intent, lexicon).rank - 1, intent, relation, end))
        elif asked and topics:
            # a filter gives way to the relation that is asked
            signs.append(Sign(47 if asked == EQUIPMENT else _info(asked, lexicon).rank - 1, asked))
        elif usual and topics and end == "subject":
            intent = lexicon.relations[usual].intent
            if intent:
                signs.append(Sign(_info(intent, lexicon).rank - 1, intent, usual, "subject"))
        listed = frame.opener in ("WH", "HOW") or any(kind in ("ALL", "LIMIT", "LEVEL", "BARE") for kind, _, _ in reading.modifiers)
        signs.append(Sign(_info(LIST, lexicon).rank - 5, LIST, weak=bool(topics) or not (listed or len(frame.kinds) == 1)))
    return signs


def _leaves_it(reading: Reading, given: bool) -> bool:
    """Whether a sentence leaves it to what was said before what something is to be done to (*how do I … it*, *what should I …*)."""
    opener = reading.frame.opener
    return opener == "HOW" or (opener == "WH" and reading.personal and given) or any(kind == "PRON" for kind, _, _ in reading.modifiers)


def _remedy(reading: Reading, lexicon: Lexicon) -> str:
    """The relation that remedies the state that is said of the things named, "" where there is none or several."""
    states = [n.state for n in reading.named if n.state] or list(reading.frame.states)
    remedies = {lexicon.states[s][1] for s in states if s in lexicon.states}
    only = remedies.pop() if len(remedies) == 1 else ""
    return only if only in lexicon.relations else ""


def _filter_signs(
    reading: Reading, topics: tuple[str, ...], slots: Slots, lexicon: Lexicon, conditioned: bool
) -> list[Sign]:
    signs = []
    if slots.equipment_with or slots.equipment_without or slots.no_equipment:
        rank = _info(EQUIPMENT, lexicon).rank
        signs.append(Sign(rank, EQUIPMENT))
        usual = {lexicon.usual.get(t.value, "") for t in slots.equipment_with}
        relation = usual.pop() if len(usual) == 1 else ""
        if relation in lexicon.relations and not (reading.frame.kinds or reading.frame.relation) and _fits(relation, "subject", topics, lexicon):
            # *a hammer for x* is for what one does with a hammer
            signs.append(Sign(rank + 1, lexicon.relations[relation].intent, relation, "subject"))
    if slots.level_change is not None:
        signs.append(Sign(_info(LEVEL, lexicon).rank + 6, LEVEL))
    elif slots.level is not None:
        signs.append(Sign(_info(LEVEL, lexicon).rank, LEVEL))
    conditions = conditioned or any(lexicon.role(n.id) == "condition" for n in reading.named)
    if conditions and (reading.frame.opener == "YESNO" or reading.tag or reading.denied):
        signs.append(Sign(_info(CONDITION, lexicon).rank - 2, CONDITION))
    return signs


def _shifted(intent: str, topics: tuple[str, ...], states: list[str | None], lexicon: Lexicon) -> str:
    """The intent that this one becomes with what the question is about."""
    if not topics or any(stated for stated in states):
        return intent
    for source, cls, target in lexicon.shifts:
        if source in (intent, "any") and all(lexicon.is_a(t, (cls,)) and t in lexicon.things for t in topics):
            return target
    return intent


def alone(
    topics: tuple[str, ...], reading: Reading, lexicon: Lexicon, stated: bool, doubted: bool = False
) -> Choice:
    """The intent of a sentence that shows none: what its first thing is asked about where nothing else is said."""
    remedy = _remedy(reading, lexicon)
    if remedy and (reading.tag or reading.frame.opener == "YESNO" or (doubted and len(topics) > 1)):
        # whether it is so is asked, not what to do about it
        return Choice(CHECK, boolean=True)
    if remedy and remedy in lexicon.relations and lexicon.relations[remedy].intent:
        words = next((lexicon.states[n.state][0] for n in reading.named if n.state), "")
        label = lexicon.relations[remedy].label
        return Choice(lexicon.relations[remedy].intent, remedy, assumed=f"what {label} it was asked, for it is {words}")
    conditions = [t for t in topics if lexicon.role(t) == "condition" and lexicon.things[t].alone]
    if conditions and len(topics) > 1:
        return Choice(lexicon.things[conditions[0]].alone)
    if len(topics) == 2 and not stated and not any(lexicon.role(t) or lexicon.things[t].alone == HOW_TO for t in topics):
        # two steps and nothing said of them
        return Choice(PATH)
    if len(topics) == 1 or stated:
        order = sorted(topics, key=lambda t: not (lexicon.things[t].stated if stated else lexicon.things[t].alone))
        for topic in order[:1]:
            info = lexicon.things[topic]
            intent = info.stated if stated else info.alone
            if doubted and intent in _SAID and not reading.personal and not any(n.atom.loose or n.side for n in reading.named):
                # a mere name with a question mark asks what it is
                intent = DEFINE
            if intent:
                return Choice(intent, weak=True)
    return Choice()
