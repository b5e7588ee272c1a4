"""From text to a typed question: the stages of the pipeline in their order.

clean → words → sentences → atoms (phrases of the lexicon) → readings (shape, sides, states) → filters and intent → question

Sentences that only say something of a person become givens of the one that asks. A question may take up the one before it.
Nothing here raises on any text; what is not understood is said in the question.
"""

from __future__ import annotations

from collections.abc import Sequence

from myologic.engine.records import dataclass, replace
from myologic.engine.terms import IRI
from myologic.grammar.intents import CHECK, COMPARE, DEFINE, PLAN, REFUSED, SIDE, SOURCE, WHY, WHY_NOT, Choice, alone, choose
from myologic.grammar.lexicon import TOPIC, WORD, Lexicon
from myologic.grammar.modifiers import slots_of
from myologic.grammar.normalise import (
    LONGEST_TEXT,
    Cleaned,
    Sentence,
    Word,
    clean,
    respelled,
    sentences_of,
    without_code,
    words_of,
)
from myologic.grammar.question import Mention, Question, Slots
from myologic.grammar.readings import Reading, read_sentence
from myologic.grammar.spelling import is_ordinary
from myologic.grammar.tokens import Atom, Atoms, read_atoms

_ON_IDEAS = (WHY, WHY_NOT, SOURCE, CHECK)
MOST_BEFORE = 6
"""Earlier questions of a conversation that are looked at."""

_DANGER = "danger"
_REFUSED_ALWAYS = ("crisis", "unsafe_medical")
_STEERING = "injection"


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence with all that was found in it."""

    sentence: Sentence
    atoms: Atoms
    reading: Reading

    @property
    def asks(self) -> bool:
        """Whether the sentence has the form of a question or of a request."""
        frame = self.reading.frame
        return bool(
            self.sentence.end == "?" or frame.opener or self.reading.tag or self.reading.cues or frame.kinds
        )


def understand(text: str, lexicon: Lexicon, *, given: Sequence[str] = (), after: Sequence[str] = ()) -> Question:
    """Understand a question.

    Parameters
    ----------
    text
        What was asked, any text at all; the first 5,000 code points are read.
    lexicon
        The lexicon of the knowledge base.
    given
        What is known of the person, each as a phrase or a sentence.
    after
        The questions before it in the same conversation, oldest first.

    Returns
    -------
    Question
        Always; with `refusal` or `missing` set where it cannot be answered as it is.
    """
    previous: Question | None = None
    for earlier in list(after)[-MOST_BEFORE:]:
        previous = _understand(earlier, lexicon, (), previous)
    return _understand(text, lexicon, given, previous)


def _understand(text: str, lexicon: Lexicon, given: Sequence[str], previous: Question | None) -> Question:
    cleaned = clean(text)
    warnings = _warnings(cleaned)
    plain = without_code(cleaned.text) if cleaned.code else cleaned.text
    sentences = _sentences(plain, lexicon)
    base = Question(REFUSED, cleaned.text, warnings=warnings)
    if not sentences:
        kind = "injection" if cleaned.code or (cleaned.marked and cleaned.text.strip()) else "empty"
        rest = " ".join(cleaned.text.split())
        if kind == "empty" and rest:
            kind = "nonsense"
        return replace(base, refusal=kind, not_understood=cleaned.code or ((rest[:80],) if rest else ()))
    read = [_read(sentence, plain, lexicon) for sentence in sentences]
    corrections = tuple(dict.fromkeys(c for r in read for c in r.atoms.corrections))
    base = replace(base, corrections=corrections)
    refused = _refused_topic(read, base)
    dangers = _dangers(read, lexicon)
    if refused is not None and not (dangers and refused.refusal == "unsafe_medical"):
        return refused
    givens = _given_mentions(given, lexicon)
    question = _ask(read, base, givens, previous, lexicon)
    if dangers:
        return _safety(question, dangers, lexicon)
    if cleaned.cut and question.refusal is not None:
        question = replace(question, refusal="oversize")
    if question.refusal is not None and cleaned.code:
        question = replace(question, refusal="injection", not_understood=(*cleaned.code, *question.not_understood))
    return question


def _warnings(cleaned: Cleaned) -> tuple[str, ...]:
    warnings = []
    if cleaned.marked:
        warnings.append("control characters were taken out of the question")
    if cleaned.code:
        warnings.append("ignored: " + ", ".join(c[:60] for c in cleaned.code[:3]))
    if cleaned.cut:
        warnings.append(f"only the first {LONGEST_TEXT:,} characters were read")
    return tuple(warnings)


# ---------------------------------------------------------------- sentences


def _sentences(text: str, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a text; a clause that begins with a question word after a comma is one of its own."""
    words = respelled(words_of(text), lexicon.respell)
    result = []
    seen: set[tuple[str, ...]] = set()
    for sentence in sentences_of(words):
        for part in _clauses(sentence, lexicon):
            key = tuple(w.form for w in part.words)
            if key and key not in seen and any(f[0].isalnum() or f[0] == "?" for f in key):
                seen.add(key)
                result.append(part)
    return result


def _clauses(sentence: Sentence, lexicon: Lexicon) -> list[Sentence]:
    words = sentence.words
    cuts = [0]
    for i in range(2, len(words) - 1):
        # at most one word (*so*, *and*, *but*) between the comma and the question word
        if words[i].form == "," and i - cuts[-1] >= 2:
            if _opens(words, i + 1, lexicon) or (i + 2 < len(words) and _opens(words, i + 2, lexicon, short=True)):
                cuts.append(i + 1)
    parts = [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]
    stripped = [p[:-1] if p and p[-1].form == "," else p for p in parts]
    return [Sentence(p, sentence.end if i == len(stripped) - 1 else ",") for i, p in enumerate(stripped) if p]


def _opens(words: Sequence[Word], position: int, lexicon: Lexicon, short: bool = False) -> bool:
    """Whether a clause that asks begins at a word: a question word, or a helping word before more than a tag."""
    entries = [lexicon.entries[n] for n in lexicon.phrases.get(words[position].form, ()) if lexicon.entries[n].kind == WORD]
    if short:
        before = [lexicon.entries[n] for n in lexicon.phrases.get(words[position - 1].form, ())]
        if not any(e.kind == WORD and e.value in ("SAY", "AND", "PRON") for e in before):
            return False
    kinds = {e.value for e in entries}
    if kinds & {"WH", "HOW"} and "SAY" not in kinds - {"WH", "HOW"}:
        return len(words) - position >= 2
    if kinds & {"WH", "HOW"}:
        return len(words) - position >= 3
    return "YESNO" in kinds and len(words) - position >= 4


def _read(sentence: Sentence, text: str, lexicon: Lexicon, split: bool = False) -> _Read:
    atoms = read_atoms(sentence.words, lexicon, text, split)
    reading = read_sentence(atoms.atoms, lexicon, atoms.cues)
    frame = reading.frame
    grouped = any(lexicon.role(n.id) == "group" for n in reading.named)
    verbless = frame.opener == "WH" and frame.shape == "about" and not frame.relation
    if not split and reading.named and not reading.cues and (grouped or verbless):
        # the name of a group may stand for a wish for its members: *x soup* for *soups with x*
        parts = _read(sentence, text, lexicon, True)
        other = parts.reading.frame
        wished = other.states and other.kinds or any(relation for _, relation in other.kinds) or (verbless and other.relation)
        if parts.reading.named and wished and len(parts.reading.left_over) <= len(reading.left_over):
            return parts
    return _Read(sentence, atoms, reading)


# ---------------------------------------------------------------- what is refused, what is dangerous


def _refused_topic(read: Sequence[_Read], base: Question) -> Question | None:
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


def _dangers(read: Sequence[_Read], lexicon: Lexicon) -> list[Mention]:
    """Dangers named anywhere, unless the words before deny them."""
    found = []
    for each in read:
        for atom in each.atoms.dangers:
            if not _denied_before(each.sentence.words, atom.first, lexicon):
                thing = next(e.value for e in atom.entries if lexicon.role(e.value) == _DANGER)
                info = lexicon.things[thing]
                found.append(Mention(IRI(thing), info.label, atom.text, info.kind, role="topic", start=atom.place[0], end=atom.place[1]))
    return found


def _denied_before(words: Sequence[Word], position: int, lexicon: Lexicon) -> bool:
    for word in words[max(0, position - 2) : position]:
        entries = [lexicon.entries[n] for n in lexicon.phrases.get(word.form, ())]
        if any(e.kind == WORD and e.value in ("WITHOUT", "DENIAL") for e in entries):
            return True
    return False


def _safety(question: Question, dangers: list[Mention], lexicon: Lexicon) -> Question:
    named = {m.id for m in dangers}
    others = tuple(replace(m, role="given") for m in question.mentions if m.id not in named)
    intent = next((lexicon.things[d.id.value].alone for d in dangers if lexicon.things[d.id.value].alone), question.intent)
    return replace(
        question, intent=intent, mentions=(*dangers, *others), refusal=None, missing=None, alternatives=(), boolean=False,
        relation=None, inverse=False,
    )


# ---------------------------------------------------------------- mentions


def _mentions(read: _Read, lexicon: Lexicon) -> list[Mention]:
    """The things of one sentence with their roles."""
    frame = read.reading.frame
    roles: dict[int, str] = {}
    for role, numbers in (
        ("topic", frame.topic),
        ("object", frame.object),
        ("given", (*frame.given, *frame.meant_for)),
        ("tool", frame.tools),
        ("excluded", (*frame.excluded, *frame.without)),
        ("tool", frame.only),
    ):
        for number in numbers:
            roles[number] = role
    plain_tools = slots_of(read.reading, lexicon)
    filtered = {t.value for t in (*plain_tools.equipment_with, *plain_tools.equipment_without)}
    result = []
    for number, named in enumerate(read.reading.named):
        info = lexicon.things[named.id]
        role = roles.get(number, "topic")
        if named.id in filtered:
            role = "tool"
        elif role == "tool":
            role = "topic" if number in frame.only else "given"
        elif role == "topic" and frame.compared and frame.asks == "" and len(frame.topic) > 1:
            role = "option"
        if named.sound:
            role = "excluded"
        node = lexicon.compounds.get(f"{named.id} {named.state}") if named.state else None
        result.append(
            Mention(
                IRI(named.id), info.label, named.atom.text, info.kind, named.side, role,
                IRI(named.state) if named.state else None, IRI(node) if node else None, named.contrary, *named.atom.place,
            )
        )
    return result


def _given_mentions(given: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    result = []
    for text in given:
        plain = without_code(clean(text).text)
        for sentence in _sentences(plain, lexicon):
            for mention in _said(_read(sentence, plain, lexicon), lexicon):
                result.append(replace(mention, role="given", start=-1, end=-1))
    return result


def _said(read: _Read, lexicon: Lexicon) -> list[Mention]:
    """The mentions of a sentence that says something of a person; what it denies is negated."""
    return [
        replace(m, role="given", negated=True) if m.role == "excluded" else replace(m, role="given" if m.role != "tool" else "tool")
        for m in _mentions(read, lexicon)
    ]


# ---------------------------------------------------------------- the question


def _ask(
    read: Sequence[_Read], base: Question, givens: list[Mention], previous: Question | None, lexicon: Lexicon
) -> Question:
    asked = _asked(read, lexicon)
    said = [m for each in read if each is not asked for m in _said(each, lexicon)]
    mentions = _mentions(asked, lexicon)
    reading = asked.reading
    if not any(lexicon.cues[c].detail != "thing" for c in reading.cues) and not reading.frame.kinds:
        # what is wanted may have been said in the sentence before
        reading.cues += [c for each in read if each is not asked for c in each.reading.cues]
    beside = [c for each in read if each is not asked for c in each.reading.cues if lexicon.cues[c].intent == SIDE]
    reading.cues += beside
    slots = slots_of(reading, lexicon)
    stated = not asked.asks
    for each in read:
        if each is not asked:
            slots = _joined(slots, slots_of(each.reading, lexicon))
    if not any(m.role in ("topic", "object", "option") for m in mentions):
        # what was said before, or what is given in the sentence, is what it is about
        pool = said or [m for m in mentions if m.role == "given"]
        if not _asks_state(asked, lexicon):
            promoted = [replace(m, role="topic") if m.role == "given" and not m.negated else m for m in said]
            mentions, said = [*promoted, *mentions], []
            del pool
    topics = _topic_ids([*said, *mentions], ("topic", "object", "option"))
    context = bool(said or givens or any(m.role == "given" for m in mentions))
    choice = choose(reading, topics, slots, lexicon, context)
    if not topics and choice.intent and any(m.role == "given" for m in [*said, *mentions]):
        within = _topic_ids([*said, *mentions], ("given",))
        again = choose(reading, within, slots, lexicon, context)
        choice = again if again.intent else choice
    intent_of_before = _takes_up(asked, choice, topics, previous)
    inherited: list[Mention] = []
    if previous is not None and previous.refusal is None:
        if intent_of_before:
            choice = _as_before(previous, choice, slots)
        if not any(m.role in ("topic", "object", "option") for m in [*said, *mentions]):
            inherited = [replace(m, start=-1, end=-1) for m in previous.mentions if m.role != "tool"]
    if not choice.intent:
        choice = alone(topics, reading, lexicon, stated)
        if not choice.intent and topics and (reading.tag or reading.frame.opener == "YESNO"):
            choice = Choice(CHECK, boolean=True)
    ideas = _ideas(reading, choice, lexicon)
    if ideas and choice.intent == CHECK and reading.frame.asks == "subject":
        # *does stretching help x*: the idea is the subject, what is named the object
        mentions = [*ideas, *(replace(m, role="object") if m.role == "topic" else m for m in mentions)]
    elif ideas and (choice.intent == COMPARE or not any(m.role in ("topic", "object", "option") for m in [*said, *mentions])):
        mentions = [*ideas, *mentions]
    choice, mentions = _as_part(choice, mentions, lexicon)
    mentions = _distinct([*givens, *inherited, *said, *mentions])
    mentions = _roles_for(choice, mentions, lexicon)
    question = replace(
        base,
        intent=choice.intent or REFUSED,
        mentions=tuple(mentions),
        relation=IRI(choice.relation) if choice.relation else None,
        inverse=choice.inverse,
        answer_kind=IRI(choice.answer_class) if choice.answer_class else None,
        boolean=choice.boolean,
        slots=slots,
        assumed=(choice.assumed,) if choice.assumed else (),
        inherited=bool(inherited),
        previous=previous,
    )
    if inherited:
        labels = ", ".join(dict.fromkeys(m.label for m in inherited))
        question = replace(question, assumed=(*question.assumed, f"this is still about {labels}"))
    return _judged(question, asked, read, choice, lexicon)


def _asked(read: Sequence[_Read], lexicon: Lexicon) -> _Read:
    """The sentence that asks: the last with a question mark, else the last in the form of a question, else the last."""
    marked = [r for r in read if r.sentence.end == "?"]
    for group in ([r for r in marked if r.reading.named], marked):
        if group:
            # a tag behind it (*…, right?*) has nothing in it
            last = group[-1]
            if not _is_empty(last, lexicon):
                return last
    forms = [r for r in read if r.reading.frame.opener or r.reading.tag or r.reading.frame.kinds]
    cued = [r for r in read if r.reading.cues]
    for group in (forms, cued):
        if group:
            return group[-1]
    return read[-1]


def _is_empty(read: _Read, lexicon: Lexicon) -> bool:
    """Whether nothing in the sentence says what is wanted, or of what."""
    frame, reading = read.reading.frame, read.reading
    says = any(lexicon.cues[c].detail != "thing" for c in reading.cues)
    filters = any(kind != "PRON" for kind, _, _ in reading.modifiers)
    return not (reading.named or says or frame.relation or frame.kinds or frame.states or filters or reading.left_over)


def _asks_state(read: _Read, lexicon: Lexicon) -> bool:
    states = read.reading.frame.states
    return any(info.state in states for info in lexicon.intents.values() if info.state)


def _topic_ids(mentions: Sequence[Mention], roles: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.id.value for m in mentions if m.role in roles))


def _as_part(choice: Choice, mentions: list[Mention], lexicon: Lexicon) -> tuple[Choice, list[Mention]]:
    """*is x a y* between two things of a class whose *is a* means a relation: from the second to the first."""
    topics = [m for m in mentions if m.role in ("topic", "object")]
    if choice.intent != CHECK or choice.relation or len(topics) != 2:
        return choice, mentions
    part, whole = topics
    for cls, relation in lexicon.copulas.items():
        if all(cls in lexicon.things[m.id.value].classes for m in topics):
            roles = {part: "object", whole: "topic"}
            turned = sorted(mentions, key=lambda m: m is part)
            return choice._replace(relation=relation), [replace(m, role=roles.get(m, m.role)) for m in turned]
    return choice, mentions


def _ideas(reading: Reading, choice: Choice, lexicon: Lexicon) -> list[Mention]:
    """The ideas of relations that are compared or asked for reasons, as things of their own."""
    info = lexicon.intents.get(choice.intent)
    if choice.intent == PLAN or reading.frame.given and choice.intent != COMPARE:
        return []
    if info is None or info.relation and not info.other_end or not (info.things or choice.intent in _ON_IDEAS):
        return []
    relations = [r for _, r in reading.frame.kinds if r] or [reading.frame.relation]
    found = []
    for relation in dict.fromkeys(relations):
        idea = lexicon.relations[relation].idea if relation in lexicon.relations else ""
        if idea in lexicon.things:
            thing = lexicon.things[idea]
            role = "option" if choice.intent == COMPARE else "topic"
            found.append(Mention(IRI(idea), thing.label, thing.label, thing.kind, role=role))
    return found


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without repetitions: of the same thing, side, state and part the first."""
    kept: dict[tuple[object, ...], Mention] = {}
    for m in mentions:
        kept.setdefault((m.id, m.side, m.state, m.role, m.negated), m)
    return list(kept.values())


def _joined(slots: Slots, more: Slots) -> Slots:
    """Filters of the asking sentence, completed by what other sentences say of side, equipment and level."""
    return replace(
        slots,
        side=slots.side or more.side,
        equipment_with=slots.equipment_with or more.equipment_with,
        equipment_without=slots.equipment_without or more.equipment_without,
        only_equipment=slots.only_equipment or more.only_equipment,
        no_equipment=slots.no_equipment or more.no_equipment,
        level=slots.level or more.level,
        limit=slots.limit or more.limit,
        minutes=slots.minutes or more.minutes,
    )


def _takes_up(asked: _Read, choice: Choice, topics: tuple[str, ...], previous: Question | None) -> bool:
    """Whether the sentence leaves its intent to the question before it."""
    if previous is None:
        return False
    first = asked.atoms.atoms[0] if asked.atoms.atoms else None
    carries_on = first is not None and first.means_word("PRON") is not None
    return not choice.intent or (carries_on and choice.weak)


def _as_before(previous: Question, choice: Choice, slots: Slots) -> Choice:
    return Choice(
        previous.intent,
        previous.relation.value if previous.relation else "",
        previous.inverse,
        previous.boolean,
        choice.answer_class or (previous.answer_kind.value if previous.answer_kind else ""),
    )


def _roles_for(choice: Choice, mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The intent's own view of the parts: for what is likely in some state everything said is a given."""
    info = lexicon.intents.get(choice.intent)
    if info is not None and info.state:
        return [replace(m, role="given") if m.role in ("topic", "object", "option") else m for m in mentions]
    if not any(m.role in ("topic", "object", "option") for m in mentions):
        # a condition of the sentence (*when I …*) is what an intent without another topic is about; the caller's givens are not
        return [replace(m, role="topic") if m.role == "given" and m.start >= 0 and not m.negated else m for m in mentions]
    return mentions


# ---------------------------------------------------------------- honesty


def _judged(question: Question, asked: _Read, read: Sequence[_Read], choice: Choice, lexicon: Lexicon) -> Question:
    """The question with what was not understood, refused or asked back where too much of it is missing."""
    left = [a for each in read for a in each.reading.left_over]
    words = tuple(dict.fromkeys(a.text for a in left))
    question = replace(question, not_understood=words)
    speaks = [m for m in question.mentions if m.role != "excluded"]
    elsewhere = [a for each in read for a in each.atoms.topics if any(e.extra == "alone" for e in a.entries)]
    info = lexicon.intents.get(question.intent)
    if not speaks and elsewhere and not question.slots.equipment_with:
        kind = next(e.value for e in elsewhere[0].entries if e.kind == TOPIC)
        named = tuple(dict.fromkeys(a.text for a in elsewhere))
        return replace(question, intent=REFUSED, refusal=kind, not_understood=tuple(dict.fromkeys((*named, *words))))
    if info is None or question.intent == REFUSED:
        return _not_understood(question, asked, words, speaks)
    asked_left = [a for a in asked.reading.left_over]
    if choice.weak and len(asked_left) >= 2 and question.previous is None:
        return _not_understood(question, asked, words, speaks)
    if info.things > 0 and not speaks:
        filters = question.slots.level or question.slots.equipment_with or question.slots.no_equipment
        sided = question.slots.side == "one"
        if asked_left:
            return _not_understood(question, asked, words, speaks)
        if not sided and not (filters and choice.answer_class):
            return replace(question, missing="topic")
    filtered = question.slots.equipment_with or question.slots.level or question.slots.no_equipment or question.answer_kind
    if not speaks and asked_left and question.previous is None and not filtered:
        return _not_understood(question, asked, words, speaks)
    if len(asked_left) >= 3 and len(asked_left) > len(asked.reading.named) + len(asked.reading.cues) + 1:
        assumed = "these words play no part: " + ", ".join(a.text for a in asked_left[:6])
        question = replace(question, assumed=(*question.assumed, assumed))
    return question


def _not_understood(question: Question, asked: _Read, words: tuple[str, ...], speaks: list[Mention]) -> Question:
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
