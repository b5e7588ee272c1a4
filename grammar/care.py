"""What alarms do to a question: a refusal or the dangers that were said come before every other reading of it."""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.alarms import Heard, Raised
from myologic.grammar.honesty import dangers_in, refused_topic, with_dangers
from myologic.grammar.inclination import inclined
from myologic.grammar.intent_names import CONDITION, DEFINE, HABIT, REFUSED
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Mention, Question
from myologic.grammar.sentences import ReadSentence

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

CRISIS = "crisis"
MEDICAL = "unsafe_medical"
DANGERS = "safety_red_flag"
_DANGER = "danger"
_CONDITION = "condition"
_UNREAD = ("off_topic", "near_miss", "nonsense")
MOST_BRIEF = 6
"""Words of a follow-up that is too short to lean anywhere by itself."""
LEAST_ASKED = 0.85
"""The share of the wish to know of dangers from which a question that was understood as nothing else is one."""
_OPENERS = ("WH", "HOW")
BESIDE = 2.0
"""How much further a text leans to what is raised where something is denied, or beside a condition."""


def first_heard(
    heard: Heard, beside: Heard, read: Sequence[ReadSentence], base: Question, lexicon: Lexicon
) -> tuple[Question | None, list[Mention]]:
    """What comes before every reading: a refusal, or else the dangers that are said.

    Parameters
    ----------
    heard, beside
        The alarms of the text itself, and of what is known besides (said before, given).
    read
        The sentences of the text.
    base
        The question so far.
    lexicon
        Of the knowledge base.

    Returns
    -------
    tuple
        A refused question or None, and the dangers. A crisis goes before dangers, these before other refusals.
    """
    topics = {r.topic: r for r in (*beside.raised, *heard.raised) if not r.late and r.topic == CRISIS}
    topics |= {r.topic: r for r in heard.raised if not r.late and r.topic}
    spoken = refused_topic(read, base)
    if _asks_what_to_leave_out(read, lexicon):
        # *x was found on my scan. What do I leave out?*: no name of an illness is asked for
        topics.pop(MEDICAL, None)
        spoken = None if spoken is not None and spoken.refusal == MEDICAL else spoken
    if spoken is not None and spoken.refusal == MEDICAL and heard.lean is not None and heard.lean.not_medical:
        spoken = None
    if CRISIS in topics:
        return _refused(base, topics[CRISIS]), []
    if spoken is not None and spoken.refusal == CRISIS:
        return spoken, []
    dangers = _dangers(heard, beside, dangers_in(read, lexicon), lexicon)
    if spoken is not None and not (dangers and spoken.refusal == MEDICAL):
        return spoken, []
    if topics and not dangers and heard.lean is not None and heard.lean.surely == CRISIS:
        # how much of a medicine nobody survives
        return _refused(base, Raised("", CRISIS, False, base.text, 0, len(base.text))), []
    if topics and not dangers:
        return _refused(base, next(iter(topics.values()))), []
    return None, dangers


def deny_ruled_out(read: Sequence[ReadSentence], heard: Heard, lexicon: Lexicon) -> None:
    """Takes conditions that somebody looked for and ruled out as denied: they bring no cautions.

    Parameters
    ----------
    read
        The sentences of the text; what they name is marked.
    heard
        The alarms of the text.
    lexicon
        Of the knowledge base.
    """
    if not heard.ruled:
        return
    for named in (n for each in read for n in each.reading.named if lexicon.role(n.id) == _CONDITION):
        start, end = named.atom.place
        if any(start <= at < end for at in heard.ruled):
            named.contrary = named.ruled = True


def _asks_what_to_leave_out(read: Sequence[ReadSentence], lexicon: Lexicon) -> bool:
    """Whether a condition is told of, and in a sentence of its own it is asked what to leave out with it."""
    told = [each for each in read if any(lexicon.role(n.id) == _CONDITION for n in each.reading.named)]
    return bool(told) and any(lexicon.cues[c].intent == CONDITION for each in read if each not in told for c in each.reading.cues)


def _dangers(heard: Heard, beside: Heard, named: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Dangers that are named or raised, each once; those that count only with another not alone."""
    if heard.asks_meaning and not beside.raised:
        return []
    together = set(lexicon.alarms.get("together", ()))
    unmeant = heard.denied | heard.doubted
    found = {m.id.value: m for m in named if m.id.value not in heard.excused and m.start not in unmeant}
    for raised in (*heard.raised, *beside.raised):
        if not raised.late and lexicon.role(raised.thing) == _DANGER:
            found.setdefault(raised.thing, _mention(raised, "topic", lexicon))
    return list(found.values()) if len(found) > 1 or not together.issuperset(found) else []


def _mention(raised: Raised, role: str, lexicon: Lexicon) -> Mention:
    info = lexicon.things[raised.thing]
    return Mention(IRI(raised.thing), info.label, raised.text, info.kind, role=role, start=raised.start, end=raised.end)


def with_conditions(question: Question, heard: Heard, lexicon: Lexicon) -> Question:
    """The question as one for what to leave out, where somebody with a condition asks what is allowed.

    Parameters
    ----------
    question
        As read.
    heard
        The alarms of its text.
    lexicon
        Of the knowledge base.
    """
    known = {m.id.value for m in question.mentions}
    new = [r for r in heard.raised if not r.late and r.thing not in known and lexicon.role(r.thing) == _CONDITION]
    if not new:
        return question
    # a reading of the same words as something else gives way
    spans = [(r.start, r.end) for r in new]
    kept = [m for m in question.mentions if not any(a <= m.start < b for a, b in spans) or lexicon.role(m.id.value) == ""]
    mentions = (*kept, *(_mention(r, "given", lexicon) for r in new))
    return replace(
        question, intent=CONDITION, mentions=mentions, refusal=None, missing=None, alternatives=(), boolean=False,
        relation=None, inverse=False,
    )


def with_late(question: Question, heard: Heard, read: Sequence[ReadSentence], lexicon: Lexicon) -> Question:
    """The question, refused with a word of care where what raised a late alarm was understood as nothing.

    Parameters
    ----------
    question
        As read.
    heard
        The alarms of its text.
    read
        Its sentences.
    lexicon
        Of the knowledge base.
    """
    question = _without_harmless(question, heard, lexicon)
    if heard.asks_meaning and question.intent == DANGERS:
        # what a word means is asked, nothing is said of a person
        question = replace(question, intent=DEFINE)
    if question.refusal is not None and question.refusal not in _UNREAD:
        return question
    if any(lexicon.role(m.id.value) == _DANGER for m in question.mentions):
        return question
    cared = question.intent == CONDITION or any(lexicon.role(m.id.value) == _CONDITION for m in question.mentions)
    aside = " ".join(question.not_understood).casefold().split()
    leant = "" if heard.asks_meaning else _leant(question, heard, cared, lexicon)
    if cared and not leant:
        return question
    if leant in (CRISIS, MEDICAL):
        return _refused(question, Raised("", leant, True, question.text, 0, len(question.text)))
    if leant and len(read) == 1 and not question.not_understood and _asks_for_dangers(read[0], lexicon):
        # which dangers there are is asked, and nothing is told
        return question
    if leant:
        whole = Raised(leant, "", True, question.text, 0, len(question.text))
        return with_dangers(question, [_mention(whole, "topic", lexicon)], lexicon)
    for raised in heard.raised:
        # a word of the alarm was left over
        if raised.late and raised.topic and any(word in aside for word in raised.text.casefold().split()):
            return _refused(question, raised)
    warned = tuple(r.warns for r in heard.raised if r.warns) if aside else ()
    return replace(question, warnings=(*question.warnings, *warned)) if warned else question


def with_asked(question: Question, read: Sequence[ReadSentence], lexicon: Lexicon) -> Question:
    """The question as one for the dangers on record, where that is asked and nothing else was understood.

    *Which dangers count*, *how bad does it get before I go there* name no danger: all on record are the answer.

    Parameters
    ----------
    question
        As read.
    read
        Its sentences.
    lexicon
        Of the knowledge base.
    """
    asks = any(_asks_for_dangers(each, lexicon) for each in read)
    open_ = question.refusal in _UNREAD or (question.refusal is None and question.missing in ("intent", "topic", "reading"))
    # signs beside a condition are asked for, not what is to be left out with it
    beside = question.intent == CONDITION and asks and not any(lexicon.cues[c].intent == CONDITION for r in read for c in r.reading.cues)
    beside = beside or (question.intent == DANGERS and asks and not any(lexicon.role(m.id.value) == _DANGER for m in question.mentions))
    if not open_ and not beside and not (question.intent == HABIT and question.assumed):
        return question
    if not asks:
        share = inclined(read, lexicon).of(DANGERS) if lexicon.inclined else 0.0
        if share < LEAST_ASKED or not any(each.reading.frame.opener in _OPENERS for each in read):
            return question
    kept = tuple(m for m in question.mentions if lexicon.role(m.id.value) == "bearer")
    return replace(
        question, intent=DANGERS, mentions=kept, refusal=None, missing=None, alternatives=(), assumed=(), boolean=False,
        relation=None, inverse=False,
    )


def _asks_for_dangers(each: ReadSentence, lexicon: Lexicon) -> bool:
    """Whether a sentence asks with a question word, and names dangers as a kind or has a fixed phrase for them."""
    frame = each.reading.frame
    if frame.opener not in _OPENERS:
        return False
    kinds = any(lexicon.class_intents.get(kind) == DANGERS for kind, *_ in frame.kinds)
    return kinds or any(lexicon.cues[cue].intent == DANGERS for cue in each.reading.cues)


def _leant(question: Question, heard: Heard, cared: bool, lexicon: Lexicon) -> str:
    """What the words of a text raise all together: the less of it was understood, the less they need to weigh."""
    lean = heard.lean
    if lean is None:
        return ""
    named = any(lexicon.role(m.id.value) == _CONDITION for m in question.mentions)
    if named and not question.not_understood and not any(r.topic == MEDICAL for r in heard.raised):
        # what is named and known asks for no name of an illness
        lean = lean._replace(medical=min(lean.medical, 0.0))
    brief = question.previous is not None and question.previous.refusal is None and len(question.text.split()) <= MOST_BRIEF
    if cared or heard.denied or brief:
        # care is taken already, or something is denied: only what is far beyond it goes before
        return lean._replace(danger=lean.danger - BESIDE, crisis=lean.crisis - BESIDE, medical=lean.medical - BESIDE).surely
    if question.refusal is not None or question.missing is not None:
        return lean.unread
    return lean.raises if question.not_understood else lean.surely


def _without_harmless(question: Question, heard: Heard, lexicon: Lexicon) -> Question:
    """The question without the dangers that its text excuses or denies: they say nothing of the person."""
    unmeant = heard.denied | heard.doubted
    if not heard.excused and not unmeant:
        return question
    kept = tuple(
        m
        for m in question.mentions
        if lexicon.role(m.id.value) != _DANGER or (m.id.value not in heard.excused and m.start not in unmeant)
    )
    if len(kept) == len(question.mentions):
        return question
    question = replace(question, mentions=kept)
    if question.intent != DANGERS:
        return question
    # nothing else was asked
    return replace(question, intent=DEFINE, missing="intent" if kept else "topic", assumed=())


def _refused(question: Question, raised: Raised) -> Question:
    return replace(
        question, intent=REFUSED, refusal=raised.topic, missing=None, alternatives=(), not_understood=(raised.text,),
        assumed=(), boolean=False, care=raised.care,
    )
