"""Decides between what single signs of a question show and what all its words together are inclined to.

Signs are exact and know few wordings; inclinations know many and may err. Where they agree the intent is sure. Where signs show
nothing, a clear inclination takes their place; where they show something that the words as a whole hardly ever go with, the
clearer of both is taken, or it is asked back.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple
from myologic.grammar.excluding import may_be_answered
from myologic.grammar.inclination import Inclination
from myologic.grammar.intent_names import (
    CAUSED_BY,
    CAUSES,
    CHECK,
    COMPARE,
    CONDITION,
    DEFINE,
    FLAG,
    HABIT,
    HOW_TO,
    LEVEL,
    LIST,
    PLAN,
    REFUSED,
    SIDE,
)
from myologic.grammar.intents import Choice, choose
from myologic.grammar.lexicon import CLASS, CUE, REL, Lexicon
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.signs import Grounds, fits, remedy_of
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

LEAST_ALONE: Final = 0.4
LEAST_TOLD_ALONE: Final = 0.6
"""The share of an intent that is taken where signs show none; the same where nothing is asked, but something told."""
LEAST_AGAINST: Final = ((0.05, 0.3), (0.1, 0.6), (0.25, 0.65))
"""Of an intent that is taken against what signs show: below which share of that, from which share of its own."""
MOST_DOUBTED: Final = 0.05
"""The share below which what signs show is asked back."""
MOST_GUESSED: Final = 0.25
"""The share of a mere guess below which it gives way to the intent that the words are inclined to."""
LEAST_TOLD: Final = 0.55
"""The share below which an intent is said to be assumed."""
MORE_APT: Final = 3
"""How many times the share of what a verb was taken for another thing that it may mean has to have."""
LEAST_CLEAR: Final = 0.9
"""The share from which an intent is so clear that more words may be the scene."""
LEAST_SURE: Final = 0.6
"""The share from which what signs show is sure."""
LEAST_NAMED: Final = 0.7
"""The share of an intent that is taken although what is wanted was called by another one's name."""
LEAST_OUTSIDE: Final = 0.4
"""The share of what is not answered here from which words that were left over are taken for the point of a question."""
LIKELY_OUTSIDE: Final = 0.6
SURELY_OUTSIDE: Final = 0.75
"""The same, from which a question is asked back or taken for another one although every word of it means something here."""
_BESIDE: Final = (HABIT,)
"""Intents that are also shown by what is wished beside what is asked (*what bakes it without burning the house down*)."""
_LOOSE = ("loose", "about", "bare_relation")
"""Shapes that say little of what is asked."""
LEAST_PHRASE: Final = 3
"""Words of a phrase from which on it is no chance that it stands alone."""
LEAST_DONE: Final = 0.3
"""The share of how something is done from which a yes or no that claims nothing of it is taken for that."""
LEAST_CARED: Final = 0.4
MOST_CARED: Final = 0.2
"""Shares of what is to be left out, and of what signs show instead, from and below which the first is asked."""


class Decision(NamedTuple):
    """The intent of a question.

    Parameters
    ----------
    choice
        The intent.
    rival
        Another one that may be meant as well, which is to be asked back; else None.
    outside
        How surely the question is none that is answered here: 0, 1 (what was left over is its point), 2 (to be asked back) or 3.
    """

    choice: Choice
    rival: Choice | None = None
    outside: int = 0


def decided(choice: Choice, inclination: Inclination, asked: ReadSentence, grounds: Grounds) -> Decision:
    """The intent of a question by its signs and by its inclination.

    Parameters
    ----------
    choice
        What the signs show; without an intent where they show nothing.
    inclination
        Of all its words; without shares where the language has no weights.
    asked
        The sentence that asks.
    grounds
        What the signs were found by.

    Returns
    -------
    Decision
        Its choice is `sure` where signs and words agree.
    """
    lexicon = grounds.lexicon
    decision = _weighed(choice, inclination, asked, grounds)
    taken = decision.choice
    # an intent may stand for those that become it with what the question is about
    became = (taken.intent, *(source for source, _, target in lexicon.shifts if target == taken.intent))
    share = max(map(inclination.of, became))
    if share >= LEAST_CLEAR:
        return decision._replace(choice=taken._replace(clear=True))
    doubted = bool(inclination.shares) and share < LEAST_TOLD and decision.rival is None and not decision.outside
    if not doubted or _only_asks(asked, lexicon, taken) or taken.assumed or taken.intent in (CHECK, CONDITION, FLAG) or asked.reading.formal or _is_placed(asked.reading):
        return decision
    label = lexicon.intents[taken.intent].label if taken.intent in lexicon.intents else ""
    return decision._replace(choice=taken._replace(assumed=f"the question {label}")) if label else decision


def _is_placed(reading: Reading) -> bool:
    """Whether a verb stands in its place in a strict shape, and every word was understood."""
    return bool(reading.frame.relation) and reading.frame.shape not in _LOOSE and not reading.left_over


def _verb_intent(reading: Reading, lexicon: Lexicon) -> str:
    """The intent of the relation of a sentence with the end that is asked for, "" without one."""
    info = lexicon.relations.get(reading.frame.relation)
    return "" if info is None else {"subject": info.intent, "object": info.inverse_intent}.get(reading.frame.asks, "")


def _weighed(choice: Choice, inclination: Inclination, asked: ReadSentence, grounds: Grounds) -> Decision:
    """What signs show against what the words are inclined to."""
    reading, topics, _, lexicon, _, conditioned = grounds
    intent, share = inclination.first
    if not intent or choice.intent == FLAG or (reading.stranded and choice.intent == CAUSED_BY):
        return Decision(choice)
    outside = sum(inclination.of(REFUSED) >= least for least in (LEAST_OUTSIDE, LIKELY_OUTSIDE, SURELY_OUTSIDE))
    if topics and (_is_placed(reading) or (reading.frame.kinds and not reading.left_over)):
        # something is named, what is wanted of it is said, and every word is understood
        outside = 0
    if choice.intent == CHECK and not choice.relation and not reading.left_over and _is_done(topics, lexicon) and inclination.of(HOW_TO) >= LEAST_DONE:
        # *am I doing it right*, *do an x*: how it is done
        return Decision(choose(grounds, HOW_TO)._replace(sure=inclination.of(HOW_TO) >= LEAST_SURE), None, outside)
    if intent == choice.intent:
        return Decision(choice._replace(sure=share >= LEAST_SURE, weak=choice.weak and share < LEAST_SURE), None, outside)
    ruled = {n.id for n in reading.named if n.ruled}
    spoken = (*(t for t in topics if t not in ruled), *(n.id for n in reading.named if not n.contrary))
    has = conditioned or any(lexicon.role(thing) == "condition" for thing in spoken)
    if intent == CONDITION and has and share >= LEAST_SURE and choice.intent != CHECK:
        # what is to be left out with what somebody has: whatever else is said, that is told
        return Decision(choose(grounds, intent)._replace(sure=True))
    if intent == CONDITION and not has:
        # what is to be left out is asked, with a condition that was not understood: never answered as something else
        asked_so = share >= LEAST_CARED and inclination.of(choice.intent) < MOST_CARED and not choice.weak and choice.intent != CHECK
        return Decision(choice, None, 3 if asked_so else outside)
    claimed = choice.intent == CHECK and any(lexicon.things[topic].alone == CAUSES for topic in topics)
    sideless = bool(topics) and not any(_may_have_sides(topic, lexicon) for topic in topics)
    if intent in (FLAG, REFUSED) or (intent == SIDE and (reading.frame.states or claimed or sideless)):
        # a danger is never guessed from the manner of asking; which side is in a state is asked by the state, and what comes of
        # something that is named by a claim
        return Decision(choice, None, outside)
    if choice.intent == CHECK and reading.frame.opener == "YESNO" and intent in (HABIT, LEVEL):
        # *should x be y*, *is x harder than y*: a yes or no is wanted, whatever else the words go with
        return Decision(choice, None, outside)
    surely = share >= LEAST_CLEAR and inclination.of(choice.intent) < MOST_DOUBTED
    if choice.intent and not choice.weak and not surely and _only_asks(asked, lexicon, choice):
        # *x. what do I do?*: the words that ask say nothing else
        return Decision(choice, None, outside)
    nouns = {lexicon.class_intents.get(e.value) for atom in asked.atoms.atoms for e in atom.entries if e.kind == CLASS}
    if choice.intent in nouns and (share < LEAST_NAMED or intent == LIST):
        # what is wanted was called by its name
        return Decision(choice, None, outside)
    frame = reading.frame
    remedy = lexicon.relations.get(remedy_of(reading, lexicon))
    if choice.intent == PLAN and remedy is not None and remedy.intent == intent and share >= LEAST_ALONE:
        # *what to do* about a state that one thing is done about
        return Decision(choose(grounds, intent)._replace(sure=share >= LEAST_SURE), None, outside)
    if choice.intent == COMPARE and frame.compared and frame.opener != "YESNO" and _are_alike(reading, lexicon):
        # *x or y for z?* leaves the choice between things of one kind
        return Decision(choice, None, outside)
    # a verb in its place speaks for what is asked by it, not for something else that was said beside it
    placed = _is_placed(reading) and (choice.intent not in _BESIDE or lexicon.relations[frame.relation].intent == choice.intent)
    if placed and choice.intent == LIST and choice.relation == frame.relation:
        # a property without an intent of its own, which no wording was fitted to
        return Decision(choice, None, outside)
    shown = inclination.of(choice.intent) if choice.intent else 0.0
    other = choose(grounds, intent)
    if not choice.intent:
        least = LEAST_ALONE if asked.asks else LEAST_TOLD_ALONE
        return Decision(other._replace(sure=share >= LEAST_SURE) if share >= least else choice, None, outside)
    bare = bool(frame.states) and not topics and not conditioned
    if bare and choice.intent == SIDE:
        # *which x is y*: nothing was told that anything could be in that state with
        return Decision(choice, None, outside)
    if bare and intent == DEFINE and share >= LEAST_ALONE:
        # *what does x mean* of a word for a state: it is the word that is asked about
        return Decision(other._replace(sure=share >= LEAST_SURE), None, outside)
    if placed and share >= LEAST_ALONE and intent == _verb_intent(reading, lexicon):
        # the verb that stands in its place asks as the words do: *which everyday things bring x about* is no wish for advice
        return Decision(other._replace(sure=share >= LEAST_SURE), None, outside)
    if choice.assumed and frame.opener in ("WH", "HOW") and share >= LEAST_ALONE and shown < MOST_GUESSED:
        # what was guessed from a name and its state gives way to what the question word goes with
        return Decision(other._replace(sure=share >= LEAST_SURE), None, outside)
    apt = _aptest(asked, reading, topics, inclination, lexicon) if placed else ""
    own = apt in {lexicon.things[topic].alone for topic in topics}
    if apt and apt != choice.intent and (own or inclination.of(apt) >= max(LEAST_SURE, MORE_APT * shown)):
        # of all that the verb may mean, this goes with the words
        return Decision(choose(grounds, apt)._replace(sure=inclination.of(apt) >= LEAST_SURE), None, outside)
    described = any(n.atom.loose for n in reading.named)
    if placed and not described and intent == DEFINE and share >= LEAST_NAMED and any(lexicon.cues[c].intent == DEFINE for c in reading.cues):
        # *what does x actually mean*: the verb is that of the phrase which asks what a word stands for
        return Decision(other._replace(sure=True), None, outside)
    if placed and shown >= MOST_DOUBTED:
        return Decision(choice, None, outside)
    lowest = 0.0 if asked.asks else LEAST_TOLD_ALONE
    if any(shown < below and share >= max(least, lowest) for below, least in LEAST_AGAINST):
        return Decision(other._replace(sure=share >= LEAST_SURE), None, outside)
    if placed:
        # a verb in its place, and every word understood, leave no doubt
        return Decision(choice, None, outside)
    # what is only said of somebody is no question that could be taken for another
    asks = asked.asks or not choice.weak
    return Decision(choice, other if shown < MOST_DOUBTED and asks else None, outside)


def _only_asks(asked: ReadSentence, lexicon: Lexicon, choice: Choice) -> bool:
    """Whether the sentence that asks is one fixed phrase of several words that shows the intent, and names nothing."""
    says = [a for a in asked.atoms.atoms if not a.mark]
    if len(says) != 1 or says[0].loose or says[0].last - says[0].first < LEAST_PHRASE:
        return False
    return any(e.kind == CUE and lexicon.cues[e.value].intent == choice.intent for e in says[0].entries)


def _aptest(asked: ReadSentence, reading: Reading, topics: tuple[str, ...], inclination: Inclination, lexicon: Lexicon) -> str:
    """Of the intents that the verb in its place may ask for, with an end that fits what is named, the one all words are most inclined to.

    What a thing is asked about by itself goes first; "" where the verb may mean
    one thing alone, or one that is proper to what is named.
    """
    for atom in asked.atoms.atoms:
        verbs = [e.value for e in atom.entries if e.kind == REL]
        if reading.frame.relation in verbs and len(verbs) > 1:
            if reading.frame.asks != "subject":
                break
            if any(proper and all(lexicon.is_a(t, (proper,)) for t in topics) for proper in (lexicon.relations[v].proper_to for v in verbs)):
                break
            own = {lexicon.things[topic].alone for topic in topics}
            fit = [v for v in verbs if fits(v, "subject", topics, lexicon)] or verbs
            intents = [lexicon.relations[v].intent for v in fit if lexicon.relations[v].intent]
            return next((i for i in intents if i in own), max(intents, key=inclination.of, default=""))
    return ""


def _is_done(topics: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether something is named, and nothing but what is done."""
    return bool(topics) and all(lexicon.things[topic].alone == HOW_TO for topic in topics)


def _may_have_sides(topic: str, lexicon: Lexicon) -> bool:
    """Whether a thing is on a side, has one, or is done on one."""
    info = lexicon.things[topic]
    return info.role == "bearer" or info.sided or info.alone == HOW_TO


def _are_alike(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether two of the things that are chosen from are of one kind, and of one that could be an answer."""
    kinds = [lexicon.things[n.id].kind for i in reading.frame.topic if may_be_answered((n := reading.named[i]).id, lexicon)]
    return len(kinds) > len(set(kinds))
