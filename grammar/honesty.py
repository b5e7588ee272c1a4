"""What is not answered as it stands: refused topics, dangers, and what was not understood.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple, replace
from myologic.engine.terms import IRI
from myologic.grammar.intent_names import (
    CHECK,
    COMPARE,
    CONDITION,
    COUNT,
    DEFINE,
    DOSAGE,
    EQUIPMENT,
    FLAG,
    HOW_TO,
    LEVEL,
    LIST,
    PLAN,
    REFUSED,
)
from myologic.grammar.intents import Choice
from myologic.grammar.lexicon import CUE, INV, REL, TOPIC, WORD, IntentInfo, Lexicon
from myologic.grammar.mentions import denied_before
from myologic.grammar.question import Mention, Question
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.spelling import is_ordinary
from myologic.grammar.tokens import Atom

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_LEFT_ASIDE = 3
"""Unknown words that a statement may have and still count as said."""

MOST_UNSAID = 2
"""Unknown words of the sentence that asks from which an answer says that they play no part."""

CARED = (CONDITION, FLAG)
"""Intents that are answered whatever else was said."""
TOLD = ("suggests", "causes")
"""Intents of what is said of somebody."""
_NAMED_ALONE = (COUNT, DEFINE, DOSAGE, EQUIPMENT, HOW_TO, LEVEL, LIST, PLAN)
"""Intents whose answers hang on what is named alone, not on what else is said of it; those that do something to it are such too."""
_DANGER = "danger"
_REFUSED_ALWAYS = ("crisis", "unsafe_medical")
_STEERING = "injection"
_FOREIGN = ("off_topic", "near_miss")
"""Refusals of wording that speaks of something else altogether."""


def refused_topic(read: Sequence[ReadSentence], base: Question) -> Question | None:
    found: dict[str, list[str]] = {}
    for each in read:
        for atom in each.atoms.topics:
            for entry in atom.entries:
                if entry.kind == TOPIC and entry.extra == "always":
                    found.setdefault(entry.value, []).append(atom.text)
    for kind in (*_REFUSED_ALWAYS, _STEERING):
        if kind in found:
            return replace(base, refusal=kind, not_understood=tuple(dict.fromkeys(found[kind])))
    return None


def dangers_in(read: Sequence[ReadSentence], lexicon: Lexicon) -> list[Mention]:
    """Dangers named anywhere, unless the words before deny them."""
    found = []
    for each in read:
        for atom in each.atoms.dangers:
            if not denied_before(each.sentence.words, atom.place[0], lexicon):
                thing = next(e.value for e in atom.entries if lexicon.role(e.value) == _DANGER)
                info = lexicon.things[thing]
                found.append(Mention(IRI(thing), info.label, atom.text, info.kind, role="topic", start=atom.place[0], end=atom.place[1]))
    return found


def with_dangers(question: Question, dangers: list[Mention], lexicon: Lexicon) -> Question:
    named = {m.id for m in dangers}
    others = tuple(replace(m, role="given") for m in question.mentions if m.id not in named)
    intent = next((lexicon.things[d.id.value].alone for d in dangers if lexicon.things[d.id.value].alone), question.intent)
    return replace(
        question, intent=intent, mentions=(*dangers, *others), refusal=None, missing=None, alternatives=(), boolean=False,
        relation=None, inverse=False,
    )


class _Judged(NamedTuple):
    """What a question is judged by: its sentences, what showed its intent, what they left over, and whether that is only told."""

    asked: ReadSentence
    read: Sequence[ReadSentence]
    choice: Choice
    lexicon: Lexicon
    left: Sequence[Atom]
    words: tuple[str, ...]
    speaks: Sequence[Mention]
    told: bool


def judged(
    question: Question, asked: ReadSentence, read: Sequence[ReadSentence], choice: Choice, lexicon: Lexicon, *, outside: int = 0
) -> Question:
    """The question with what was not understood, refused or asked back where too much of it is missing.

    Parameters
    ----------
    question
        All of it but that.
    asked, read
        The sentence that asks, and all sentences; what showed the intent is taken from what they left over.
    choice
        The intent.
    lexicon
        The lexicon.
    outside
        How surely the words as a whole ask what is not answered here: 0, 1 (those left over are the point), 2 (to be asked back) or 3.
    """
    _leave_out_shown(question, read, lexicon)
    left = [a for each in read for a in each.reading.left_over]
    words = tuple(dict.fromkeys(a.text for a in left))
    question = replace(question, not_understood=words)
    speaks = [m for m in question.mentions if m.role != "excluded"]
    told = question.intent == HOW_TO and choice.sure and _is_of_something_done(question, left, lexicon)
    by = _Judged(asked, read, choice, lexicon, left, words, speaks, told)
    other = _asked_elsewhere(question, by, outside)
    if other is not None:
        return other
    info = lexicon.intents.get(question.intent)
    if info is None or question.intent == REFUSED:
        return _not_understood(question, asked, words, speaks)
    # a sentence that names nothing leans on the others, and on what they left over
    asked_left = [a for a in (asked.reading.left_over if asked.reading.named else left) if not _is_possessive(a.text)]
    # where all words speak for the intent, ordinary ones that name nothing are the scene
    scene = choice.sure and bool(speaks) and _hangs_on_names(question, lexicon) and all(is_ordinary(w) for a in left for w in a.text.lower().split())
    other = _hangs_on_unknown(question, by, asked_left, scene=scene)
    if other is not None:
        return other
    aside = _set_aside(question, by, asked_left, info, scene=scene)
    if aside is None:
        return _not_understood(question, asked, words, speaks)
    question = aside
    if _lacks_a_pair(question, by, info):
        # to compare or to join takes two
        return replace(question, missing="topic") if not words else _not_understood(question, asked, words, speaks)
    read_as = [(n.atom.text, lexicon.things[n.id].label) for r in read for n in r.reading.named if n.atom.strained]
    if read_as:
        read_so = tuple(f"“{' '.join(text.split())}” means {label}" for text, label in dict.fromkeys(read_as))
        question = replace(question, assumed=(*question.assumed, *read_so))
    missing = _names_nothing(question, by, asked_left, info)
    if missing is not None:
        return missing
    # where all words speak for the intent, one more ordinary one is the scene
    plain = choice.sure and all(is_ordinary(word) for a in asked_left for word in a.text.lower().split())
    if len(asked_left) >= MOST_UNSAID + plain + (plain and choice.clear) and not question.assumed:
        assumed = "these words play no part: " + ", ".join(a.text for a in asked_left[:6])
        question = replace(question, assumed=(*question.assumed, assumed))
    return question


def _leave_out_shown(question: Question, read: Sequence[ReadSentence], lexicon: Lexicon) -> None:
    """Take out of what was left over what has played its part in the intent, or need play none."""
    became = {question.intent, *(source for source, _, target in lexicon.shifts if target == question.intent)}
    for each in read:
        # what shows the intent that was chosen, or the one that became it, has played its part
        shown = {i for cue, own in each.atoms.cue_words if lexicon.cues[cue].intent in became for i in own}
        each.reading.left_over[:] = [a for a in each.reading.left_over if not (shown.issuperset(range(a.first, a.last)) or _means(a, question))]
    if question.intent == CHECK and question.relation is None and sum(m.role != "excluded" for m in question.mentions) > 1:
        # *is x good for y*, of an x that does nothing to a y: what is on record between them answers it
        for each in read:
            each.reading.left_over[:] = [a for a in each.reading.left_over if not _remedies(a, lexicon)]


def _asked_elsewhere(question: Question, by: _Judged, outside: int) -> Question | None:
    """The question refused where what it asks is not answered here; None where it may be."""
    asked, read, choice, lexicon, left, words, speaks, told = by
    elsewhere = [a for each in read for a in each.atoms.topics if any(e.extra == "alone" for e in a.entries)]
    if outside and not told and question.intent not in CARED and not question.inherited and not _is_told(question, asked, left, lexicon, surely=outside > 2):
        if outside > 2 or words:
            return replace(_not_understood(question, asked, words, speaks), elsewhere=True)
        if speaks and outside > 1 and not choice.sure and not _says_it_all(question, asked, lexicon):
            return asked_back(question, read)
    foreign = [
        (a, e)
        for each in read
        for a in each.atoms.topics
        for e in a.entries
        # *steps for the cat bake* names one thing
        if e.kind == TOPIC and e.extra == "always" and e.value in _FOREIGN and not any(a.first <= n.atom.first < a.last < n.atom.last for n in each.reading.named)
    ]
    if foreign and question.intent not in CARED:
        # what is asked belongs to something that is not spoken of here, whatever else is understood
        named = tuple(dict.fromkeys(a.text for a, _ in foreign))
        return replace(question, intent=REFUSED, refusal=foreign[0][1].value, missing=None, not_understood=tuple(dict.fromkeys((*named, *words))))
    if not speaks and elsewhere and not question.slots.equipment_with:
        kind = next(e.value for e in elsewhere[0].entries if e.kind == TOPIC)
        named = tuple(dict.fromkeys(a.text for a in elsewhere))
        return replace(question, intent=REFUSED, refusal=kind, not_understood=tuple(dict.fromkeys((*named, *words))))
    return None


def _hangs_on_unknown(question: Question, by: _Judged, asked_left: Sequence[Atom], *, scene: bool) -> Question | None:
    """The question refused, asked back or left as it is where what it hangs on is settled; None where the rest decides."""
    asked, read, choice, lexicon, left, words, speaks, told = by
    if question.inherited and asked_left and question.intent not in CARED and _says_nothing_else(asked):
        # *and the x?*: what is asked is what was not understood
        return _not_understood(replace(question, mentions=()), asked, words, [])
    yes_no = asked.reading.frame.opener == "YESNO"
    cared = question.intent == CONDITION and not _misses_condition(question, lexicon)
    if cared:
        # what is to be left out with it is told, whatever else was said
        return question
    if not told and (_unknown_does(asked) or (not scene and _asks_for_unknown(asked))) and not question.inherited:
        return asked_back(question, read) if speaks else _not_understood(question, asked, words, speaks)
    if not told and _does_unknown(asked, lexicon) and not question.inherited:
        return _not_understood(question, asked, words, speaks)
    levelled = question.intent == LEVEL and question.slots.level is not None
    if question.intent == LEVEL and not (speaks or levelled or asked.reading.frame.kinds or question.previous):
        # *which of these is the easiest*: nothing was named that it is one of
        return asked_back(replace(question, mentions=()), read)
    if question.intent == COMPARE and speaks and _choice_unknown(asked):
        return asked_back(question, read)
    if yes_no and speaks and question.intent not in CARED and _subject_unknown(asked):
        return asked_back(question, read)
    if choice.weak and any(lexicon.cues[c].detail == "pair" for c in asked.reading.cues) and left:
        # two things are to be told apart or joined, and one of them is not known
        return _not_understood(question, asked, words, speaks)
    return None


def _set_aside(question: Question, by: _Judged, asked_left: Sequence[Atom], info: IntentInfo, *, scene: bool) -> Question | None:
    """The question, with words that play no part said to be left aside; None where they may be what it is about."""
    asked, _, choice, lexicon, _, _, speaks, told = by
    yes_no = asked.reading.frame.opener == "YESNO"
    unclaimed = question.intent == CHECK and question.relation is None
    unsure = (choice.weak and not scene) or unclaimed or (yes_no and not question.boolean and not info.yes_no) or _misses_condition(question, lexicon)
    # a finding that is only said, in words of which some are not known, is still said
    bare = all(lexicon.role(m.id.value) == "bearer" and m.state is None for m in question.mentions)
    info_of = lexicon.relations.get(question.relation.value) if question.relation is not None else None
    # what comes of a mere part of something, or it of what, hangs on the words that were left over
    unsure = unsure or (bool(asked_left) and bare and bool(speaks) and info_of is not None and not info_of.idea and question.previous is None)
    # one word that may stand for a thing is no sentence
    bare = bare or all(n.atom.loose and n.atom.last - n.atom.first == 1 for n in asked.reading.named)
    said = not asked.asks and not bare and len(asked_left) <= MOST_LEFT_ASIDE and question.mentions and all(m.start >= 0 for m in question.mentions)
    if unsure and said and asked_left and question.intent not in (CHECK, CONDITION, DEFINE):
        assumed = "these words play no part: " + ", ".join(a.text for a in asked_left)
        return replace(question, assumed=(*question.assumed, assumed))
    if unsure and not scene and not told and asked_left and question.previous is None:
        return None
    return question


def _lacks_a_pair(question: Question, by: _Judged, info: IntentInfo) -> bool:
    """Whether fewer things are named than take part in what is asked."""
    asked, _, _, lexicon, _, _, speaks, _ = by
    parts = {(m.id, m.state) for m in speaks if m.role != "tool"}
    # a state that is said of nothing named is something to compare too (*a full pot and an empty one*)
    compared = len(parts) + (len(set(asked.reading.frame.states)) + _weighs(asked, lexicon) if question.intent == COMPARE else 0)
    return info.things > 1 and compared < info.things and len(asked.reading.frame.kinds) < info.things


def _names_nothing(question: Question, by: _Judged, asked_left: Sequence[Atom], info: IntentInfo) -> Question | None:
    """The question asked back, or not understood, where it names nothing that it could be about; None where it does or need not."""
    asked, _, choice, _, _, words, speaks, _ = by
    if info.things > 0 and not speaks:
        filters = question.slots.level or question.slots.equipment_with or question.slots.no_equipment
        sided = question.slots.side == "one"
        if asked_left and not (sided and not asked.reading.left_over):
            # what else was told of a side is the scene
            return _not_understood(question, asked, words, speaks)
        if not sided and not (question.intent == LEVEL and question.slots.level is not None) and not (filters and choice.answer_class):
            return replace(question, missing="topic")
    filtered = question.slots.side or question.slots.equipment_with or question.slots.level or question.slots.no_equipment
    if not speaks and asked_left and question.previous is None and not filtered:
        return _not_understood(question, asked, words, speaks)
    return None


def _is_of_something_done(question: Question, left: Sequence[Atom], lexicon: Lexicon) -> bool:
    """Whether how something is done is asked of things that are done alone, in ordinary words: how they are done says where hands and feet go."""
    topics = [m for m in question.mentions if m.role == "topic"]
    done = bool(topics) and all(lexicon.things[m.id.value].alone == HOW_TO for m in topics)
    return done and all(is_ordinary(w) for a in left for w in a.text.lower().split())


def _says_it_all(question: Question, asked: ReadSentence, lexicon: Lexicon) -> bool:
    """Whether a sentence is a fixed phrase of several words that shows the intent, and the names of things: nothing is left to doubt."""
    phrases = [a for a in asked.atoms.atoms if a.last - a.first > MOST_UNSAID and not a.loose]
    shown = any(e.kind == CUE and lexicon.cues[e.value].intent == question.intent for a in phrases for e in a.entries)
    return shown and bool(asked.reading.named) and not asked.reading.left_over


def _remedies(atom: Atom, lexicon: Lexicon) -> bool:
    """Whether a phrase says that something does good (*is good for*)."""
    return any(e.kind == REL and e.value in lexicon.relations and lexicon.relations[e.value].remedies for e in atom.entries)


def _says_nothing_else(asked: ReadSentence) -> bool:
    """Whether nothing in a sentence was understood but words that carry on."""
    reading, frame = asked.reading, asked.reading.frame
    modified = any(kind != "PRON" for kind, _, _ in reading.modifiers)
    return not (reading.named or reading.cues or reading.sides or frame.relation or frame.kinds or frame.states or modified)


def _is_told(question: Question, asked: ReadSentence, left: Sequence[Atom], lexicon: Lexicon, *, surely: bool) -> bool:
    """Whether a sentence only tells of what leads to something or is a sign of it, and its other words are few and ordinary: the scene.

    Where the words as a whole `surely` speak of something else, it must be told of a person.
    """
    if surely and not asked.reading.personal:
        return False
    named = asked.reading.named
    things = [lexicon.things[n.id] for n in named]
    told = bool(things) and not asked.asks and question.intent in TOLD and all(t.alone in TOLD or t.stated in TOLD for t in things)
    single = all(n.atom.loose and n.atom.last - n.atom.first == 1 for n in named)
    return told and not single and len(left) <= MOST_LEFT_ASIDE and all(is_ordinary(w) for a in left for w in a.text.lower().split())


def _weighs(asked: ReadSentence, lexicon: Lexicon) -> int:
    """How many things are described by what they are weighed against (*to bake often or to bake much*)."""
    words = asked.sentence.words
    loose = [n.atom for n in asked.reading.named if n.atom.loose]
    return sum(any(_is_word(w.form, "OR", lexicon) for w in words[a.first : a.last]) for a in loose)


def _means(atom: Atom, question: Question) -> bool:
    """Whether a phrase means the relation that is asked by, though it stood where no shape has it."""
    return question.relation is not None and any(e.kind in (REL, INV) and e.value == question.relation.value for e in atom.entries)


def _hangs_on_names(question: Question, lexicon: Lexicon) -> bool:
    """Whether what is asked hangs on what is named alone."""
    info = lexicon.relations.get(question.relation.value) if question.relation is not None else None
    return question.intent in _NAMED_ALONE or (info is not None and bool(info.idea) and question.intent == info.intent)


def asked_back(question: Question, read: Sequence[ReadSentence]) -> Question:
    """A question back: what is wanted of the things named, or what is to be left out, was not understood."""
    words = tuple(dict.fromkeys(a.text for each in read for a in each.reading.left_over))
    missing = "intent" if any(m.role != "excluded" for m in question.mentions) else "topic"
    return replace(question, intent=DEFINE, missing=missing, assumed=(), not_understood=words)


def _asks_for_unknown(asked: ReadSentence) -> bool:
    """Whether the word right behind *what* or *which* is not known: then it is not known what is asked for."""
    atoms = asked.atoms.atoms
    opening = next((i for i, a in enumerate(atoms) if not a.entries or any(e.kind != WORD for e in a.entries)), len(atoms))
    # *people who …* asks for nobody
    pairs = zip(atoms[:opening], atoms[1:], strict=False)
    return any(a.means_word("WH") is not None and a.means_word("VAGUE") is None and b in asked.reading.left_over for a, b in pairs)


def _unknown_does(asked: ReadSentence) -> bool:
    """Whether the word between *which* and the verb is not known: whatever the sentence sounds like, nothing is known of what it asks for."""
    atoms = asked.atoms.atoms
    triples = zip(atoms, atoms[1:], atoms[2:], strict=False)
    return any(a.means_word("WH") is not None and a.means_word("VAGUE") is None and b in asked.reading.left_over and c.of_kind(REL) is not None for a, b, c in triples)


def _does_unknown(asked: ReadSentence, lexicon: Lexicon) -> bool:
    """Whether the verb of a question for what somebody is to do is not known (*how long do I … the x*)."""
    forms = [word.form for word in asked.sentence.words]
    return any(
        atom.first >= 2 and _is_word(forms[atom.first - 1], "DOER", lexicon) and _is_word(forms[atom.first - 2], "YESNO", lexicon)
        for atom in asked.reading.left_over
        if atom.first <= len(forms)
    )


def _is_word(form: str, token: str, lexicon: Lexicon) -> bool:
    entries = (lexicon.entries[n] for n in lexicon.phrases.get(form, ()))
    return any(e.kind == WORD and e.value == token for e in entries)


def _choice_unknown(asked: ReadSentence) -> bool:
    """Whether something that stands beside *or* or *versus* is not known, articles apart: then it is not known what is compared."""
    atoms = [a for a in asked.atoms.atoms if not (a.means_word("WHO") and all(e.value in ("SAY", "WHO") for e in a.entries))]
    joins = {i for i, a in enumerate(atoms) if a.means_word("OR") is not None or a.means_word("VS") is not None}
    return any(a in asked.reading.left_over and {i - 1, i + 1} & joins for i, a in enumerate(atoms))


def _subject_unknown(asked: ReadSentence) -> bool:
    """Whether what a yes/no question says something of is not known (*is x good for …*)."""
    seen = False
    for atom in asked.atoms.atoms:
        if any(e.kind != WORD for e in atom.entries):
            return False
        seen = seen or atom.means_word("YESNO") is not None
        if seen and not atom.entries and not atom.mark:
            return atom in asked.reading.left_over
    return False


def _is_possessive(text: str) -> bool:
    """Whether a word says whose something is: a name that takes nothing away from what it stands with."""
    return text.endswith(("'s", "’s"))


def _misses_condition(question: Question, lexicon: Lexicon) -> bool:
    """Whether it is asked what to leave out with a condition, and none was understood."""
    return question.intent == CONDITION and not any(lexicon.role(m.id.value) == "condition" for m in question.mentions)


def _not_understood(question: Question, asked: ReadSentence, words: tuple[str, ...], speaks: Sequence[Mention]) -> Question:
    """A refusal that names what was not understood, or a question back where everything was."""
    if not speaks and not words:
        return replace(question, intent=DEFINE, missing="topic", assumed=())
    if speaks and not words:
        return replace(question, intent=DEFINE, missing="intent")
    forms = [w for each in words for w in each.lower().split()]
    odd = [w for w in forms if w.isalpha() and not is_ordinary(w)]
    understood = bool(speaks or question.intent != REFUSED)
    kind = "nonsense" if odd and len(odd) * 2 >= len(forms) else "near_miss" if understood else "off_topic"
    fallback = (" ".join(question.text.split())[:80],)
    return replace(question, intent=REFUSED, refusal=kind, missing=None, not_understood=words or fallback)
