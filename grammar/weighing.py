"""What is heard in a text, weighed against what the text as a whole asks.

Ideas and leanings hear words of danger; the inclination of a question tells what is asked. Where words of danger stand in what is
clearly another question, an alarm is doubted; where the question is like those that tell of a warning sign, less of them is
enough. What is told beside a question (given, or said before) is heard as well, in what it says itself.
"""

from __future__ import annotations

from myologic.grammar.alarms import CRISIS, NOTHING_HEARD, Heard, Raised, hear
from myologic.grammar.inclination import inclined
from myologic.grammar.intent_names import FLAG, REFUSED
from myologic.grammar.leanings import MEDICAL, Lean
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.normalise import clean, readable
from myologic.grammar.sentences import ReadSentence, read_in, sentences_in
from myologic.grammar.tokens import Atom

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

LIKE_A_DANGER = -1.5
"""How far a text leans to danger in which words that are like the name of one are taken for it."""
EXCUSED = 0.7
"""What is taken off the sum for a danger where words say that a sign is none and no alarm is raised: chosen so that
no danger of the lists is lost by it."""
FAR_APART = 9.0
"""How much further a text leans to danger than to a crisis in which a danger is heard alone."""


def heard_in(text: str, read: Sequence[ReadSentence], lexicon: Lexicon) -> Heard:
    """Everything in a text that raises an alarm, without what is said in another sense.

    Parameters
    ----------
    text
        Cleaned text.
    read
        Its sentences.
    lexicon
        The lexicon of the knowledge base.
    """
    heard = hear(text, lexicon)
    lean = heard.lean
    if lean is None or not _speaks(read, lexicon):
        return heard
    raised = heard.raised
    if not (raised or lean.may_raise or any(each.atoms.dangers for each in read)):
        return heard
    if heard.let_off and not any(lexicon.role(each.thing) == "danger" for each in raised):
        # *lost weight on purpose*: what sounds like a sign says itself that it is none
        lean = lean._replace(danger=lean.danger - EXCUSED)
    lean = _weighed(lean, read, lexicon)
    own = _leans(text, read, lean, lexicon)
    if any(each.harmless for _, _, each in own):
        raised = tuple(each for each in raised if each.warns or not _needs_danger(each, lexicon) or not _meant_otherwise(each, text, read, own, lean, lexicon))
    if lean.danger - lean.crisis > FAR_APART and any(lexicon.role(each.thing) == "danger" for each in raised):
        # *I can not go on … tiptoe*: words of despair within those of a danger
        raised = tuple(each for each in raised if each.topic != CRISIS or each.care)
    if lean.not_medical:
        raised = tuple(each for each in raised if each.topic != MEDICAL)
    return heard._replace(raised=raised, lean=lean, doubted=_doubted(own, lean, read, lexicon))


def _speaks(read: Sequence[ReadSentence], lexicon: Lexicon) -> bool:
    """Whether at least half of the words are in the wordings that the weights were fitted to: of another language they say nothing."""
    weights = lexicon.alarms["signs"]
    words = [word.form for each in read for word in each.sentence.words if word.form.isalpha()]
    return sum(weights.get(word) is not None for word in words) * 2 >= len(words)


def _weighed(lean: Lean, read: Sequence[ReadSentence], lexicon: Lexicon) -> Lean:
    """What a text leans to, with what it asks."""
    shares = inclined(read, lexicon).softened
    if not shares:
        return lean
    other = max((share for name, share in shares.items() if name not in (FLAG, REFUSED)), default=0.0)
    return lean.weighed(shares.get(FLAG, 0.0), other, shares.get(REFUSED, 0.0))


def _leans(text: str, read: Sequence[ReadSentence], whole: Lean, lexicon: Lexicon) -> list[tuple[int, int, Lean]]:
    """Where each sentence stands and what it leans to by itself: a danger told beside a harmless question is one all the same."""
    groups: list[list[ReadSentence]] = [[]]
    for each in read:
        groups[-1].append(each)
        if each.sentence.end != ",":
            # what a comma ends is a clause of the sentence that goes on
            groups.append([])
    groups = [group for group in groups if group]
    if len(groups) < 2:
        return [(0, len(text), whole)]
    leans = []
    for group in groups:
        start, end = group[0].sentence.words[0].start, group[-1].sentence.words[-1].end
        lean = hear(text[start:end], lexicon).lean
        leans.append((start, end, whole if lean is None else _weighed(lean, group, lexicon)))
    return leans


def _at(place: int, leans: Sequence[tuple[int, int, Lean]], whole: Lean) -> Lean:
    """What the sentence at a place leans to."""
    return next((lean for start, end, lean in leans if start <= place < end), whole)


def _meant_otherwise(
    raised: Raised, text: str, read: Sequence[ReadSentence], leans: Sequence[tuple[int, int, Lean]], whole: Lean, lexicon: Lexicon
) -> bool:
    """Whether words of danger stand in another sense: the sentence leans away from danger, and so does each clause that they are in.

    *I burnt down the house twice, is that from a warm oven?* asks something harmless of what is none.
    """
    if not _at(raised.start, leans, whole).harmless:
        return False
    if raised.late:
        return True
    for each in read:
        first, last = each.sentence.words[0].start, each.sentence.words[-1].end
        if first < raised.end and raised.start < last:
            lean = hear(text[first:last], lexicon).lean
            if lean is not None and not _weighed(lean, [each], lexicon).harmless:
                return False
    return True


def _doubted(
    leans: Sequence[tuple[int, int, Lean]], whole: Lean, read: Sequence[ReadSentence], lexicon: Lexicon
) -> frozenset[int]:
    """Where dangers are named that none are: all of them in what is harmless, else what is only like the name of one."""
    doubted = set()
    for each in read:
        for atom in each.atoms.dangers:
            lean = _at(atom.place[0], leans, whole)
            unlike = atom.loose and (lean.harmless or lean.danger <= LIKE_A_DANGER)
            if unlike or (lean.harmless and not _by_name(atom, lexicon)):
                doubted.add(atom.place[0])
    return frozenset(doubted)


def _by_name(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether a thing is called by its own name, which is said in no other sense."""
    return any(e.value in lexicon.things and lexicon.things[e.value].label == atom.text.lower() for e in atom.entries)


def heard_beside(texts: Sequence[str], lexicon: Lexicon) -> Heard:
    """What is heard in texts that were not cleaned, of each what it says itself; places are lost.

    Parameters
    ----------
    texts
        What is known besides, each a text of its own.
    lexicon
        The lexicon of the knowledge base.
    """
    if not texts or not lexicon.alarms:
        return NOTHING_HEARD
    raised: list[Raised] = []
    for text in texts:
        cleaned = clean(text)
        plain = readable(cleaned)
        read = [read_in(sentence, plain, lexicon) for sentence in sentences_in(plain, lexicon)]
        heard = heard_in(plain, read, lexicon)
        raised += [each._replace(start=-1, end=-1) for each in heard.raised]
        leant = _told(heard, read)
        if leant and not any(each.thing or each.topic for each in heard.raised if not each.late):
            shown = " ".join(plain.split())
            raised.append(Raised("" if leant == CRISIS else leant, leant if leant == CRISIS else "", False, shown, -1, -1))
    return Heard(tuple(raised), frozenset(), frozenset())


def _told(heard: Heard, read: Sequence[ReadSentence]) -> str:
    """What the words of something told lean to: a crisis or a thing of danger; what is denied or only asked for is no sign."""
    if heard.lean is None or heard.denied or heard.asks_meaning:
        return ""
    known = any(each.reading.named for each in read) and not any(each.reading.left_over for each in read)
    leant = heard.lean.surely if known else heard.lean.raises
    return leant if leant in (CRISIS, heard.lean.thing) else ""


def _needs_danger(raised: Raised, lexicon: Lexicon) -> bool:
    """Whether an alarm says that somebody is in danger, or only guesses that a doctor is asked."""
    if raised.thing:
        return lexicon.role(raised.thing) == "danger"
    return raised.late or raised.topic == CRISIS
