"""Which intent a sentence has: signs are weighed, the highest rank wins.

The signs are those of `grammar/signs.py`; here they are compared, and the relation by which the intent asks is found.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple
from myologic.grammar.intent_names import (
    CHECK,
    CONDITION,
    COUNT,
    DEFINE,
    EQUIPMENT,
    HOW_TO,
    LIST,
    PATH,
    SAID,
    SIDE,
    SOURCE,
    WHY,
    WHY_NOT,
)
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.signs import Grounds, Sign, cue_signs, filter_signs, fits, info_of, remedy_of, shape_signs
from myologic.grammar.units import Reading

_REASONED = (WHY, WHY_NOT, SOURCE, CONDITION)
_OTHER_END = {"subject": "object", "object": "subject", "": ""}


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


def choose(grounds: Grounds, towards: str = "") -> Choice:
    """The intent of a sentence.

    Parameters
    ----------
    grounds
        What it is found by.
    towards
        The intent that is known by other ways, or "": then only by what relation it is asked is to be found.
    """
    reading, topics, _, lexicon, given, conditioned = grounds
    frame = reading.frame
    signs = [*cue_signs(grounds), *shape_signs(grounds), *filter_signs(grounds)]
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
    elif relation and not fits(relation, asks, topics, lexicon) and fits(relation, _OTHER_END[asks], topics, lexicon):
        asks = _OTHER_END[asks]
    if best.intent in (COUNT, LIST) and not relation:
        relation, asks = _lent(signs, reading, lexicon)
    if best.intent in (COUNT, LIST) and not reading.named and not frame.states:
        # a verb without a thing says nothing of what is counted
        relation, asks = "", ""
    intent = best.intent if towards or (best.intent == COUNT and frame.kinds) else _shifted(best.intent, topics, [n.state for n in reading.named], lexicon)
    if intent == DEFINE and any(n.side in ("left", "right") and lexicon.things[n.id].alone in SAID for n in reading.named):
        # what a sign on one side means is what it points to
        intent = next(lexicon.things[n.id].alone for n in reading.named if n.side in ("left", "right") and lexicon.things[n.id].alone in SAID)
    if intent != best.intent and best.relation:
        relation = lexicon.intents[intent].relation if intent in lexicon.intents else ""
    yes_no = frame.opener == "YESNO" or reading.tag
    boolean = False
    if yes_no and intent in lexicon.intents and not towards:
        info = lexicon.intents[intent]
        claims = len(topics) >= 2 or bool(frame.object) or any(n.state for n in reading.named) or bool(frame.states)
        # *x is a cake, is it not*: whether it is one
        claims = claims or (frame.shape == "members" and any(r and fits(r, "object", topics, lexicon) for _, r in frame.kinds))
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
    info = info_of(intent, lexicon)
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
    remedy = remedy_of(reading, lexicon)
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
            if doubted and intent in SAID and not reading.personal and not any(n.atom.loose or n.side for n in reading.named):
                # a mere name with a question mark asks what it is
                intent = DEFINE
            if intent:
                return Choice(intent, weak=True)
    return Choice()
