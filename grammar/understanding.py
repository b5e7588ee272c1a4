"""From text to a typed question: the stages of the pipeline in their order.

clean → words → sentences → atoms (phrases of the lexicon) → readings (shape, sides, states) → filters and intent → question

Sentences that only say something of a person become givens of the one that asks. A question may take up the one before it.
Nothing here raises on any text; what is not understood is said in the question.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple, replace
from myologic.engine.terms import IRI
from myologic.grammar.alarms import NOTHING_HEARD, Heard
from myologic.grammar.asking import asked_in
from myologic.grammar.care import first_heard, with_conditions, with_late
from myologic.grammar.deciding import decided
from myologic.grammar.denying import causes_left_out, tools_as_causes
from myologic.grammar.following import (
    SPOKEN_OF,
    as_claim,
    as_one_of_them,
    as_told,
    beside_it,
    carried,
    compared_with_it,
    counted_out,
    filtered_on,
    in_place,
    intent_kept,
    meant_for_both,
    narrowed,
    narrows,
    with_its_condition,
)
from myologic.grammar.honesty import asked_back, judged, with_dangers
from myologic.grammar.inclination import inclined
from myologic.grammar.intent_names import (
    CAUSED_BY,
    CAUSES,
    CHECK,
    COMPARE,
    COUNT,
    DEFINE,
    DOSAGE,
    EQUIPMENT,
    HABIT,
    HOW_TO,
    LEVEL,
    LIST,
    PATH,
    PLAN,
    REFUSED,
    SIDE,
    WHY,
    WHY_NOT,
)
from myologic.grammar.intents import Choice, alone, choose
from myologic.grammar.lexicon import THING, WORD, Lexicon
from myologic.grammar.mentions import (
    as_part,
    distinct,
    ends_of,
    given_mentions,
    ideas_of,
    ids_of,
    mentions_of,
    options_said,
    roles_for,
    said_in,
)
from myologic.grammar.modifiers import slots_of
from myologic.grammar.normalise import LONGEST_TEXT, Cleaned, clean, readable
from myologic.grammar.question import Mention, Question, Slots
from myologic.grammar.sentences import CUT, MOST_WORDS, ReadSentence, read_in, sentences_in
from myologic.grammar.signs import Grounds
from myologic.grammar.units import Reading
from myologic.grammar.weighing import heard_beside, heard_in

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_CAUSES = (CAUSED_BY, CAUSES, PATH, WHY, "suggests", "symptoms_of")
"""Intents that ask what things come of or lead to, as those of states do."""
MOST_BEFORE = 6
"""Earlier questions of a conversation that are looked at."""


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
    beside = heard_beside((*given, *list(after)[-MOST_BEFORE:]), lexicon)
    return _understand(text, lexicon, given, previous, beside)


def _understand(
    text: str, lexicon: Lexicon, given: Sequence[str], previous: Question | None, beside: Heard = NOTHING_HEARD
) -> Question:
    cleaned = clean(text)
    warnings = _warnings(cleaned)
    plain = readable(cleaned)
    sentences = sentences_in(plain, lexicon)
    if any(sentence.end == CUT for sentence in sentences):
        warnings = (*warnings, f"only the first {MOST_WORDS} words of a sentence were read")
    base = Question(REFUSED, cleaned.text, warnings=warnings)
    if not sentences:
        kind = "injection" if cleaned.code or (cleaned.marked and cleaned.text.strip()) else "empty"
        rest = " ".join(cleaned.text.split())
        if kind == "empty" and rest:
            kind = "nonsense"
        return replace(base, refusal=kind, not_understood=cleaned.code or ((rest[:80],) if rest else ()))
    read = _apart([read_in(sentence, plain, lexicon) for sentence in sentences], plain, lexicon)
    corrections = tuple(dict.fromkeys(c for r in read for c in r.atoms.corrections))
    base = replace(base, corrections=corrections)
    heard = heard_in(plain, read, lexicon)
    refused, dangers = first_heard(heard, beside, read, base, lexicon)
    if refused is not None:
        return refused
    givens = given_mentions(given, lexicon)
    question = _ask(read, base, givens, previous, lexicon)
    if dangers:
        return with_dangers(question, dangers, lexicon)
    question = with_late(with_conditions(question, heard, lexicon), heard, lexicon)
    if cleaned.cut and question.refusal is not None:
        question = replace(question, refusal="oversize")
    if question.refusal is not None and cleaned.code:
        question = replace(question, refusal="injection", not_understood=(*cleaned.code, *question.not_understood))
    return question


def _apart(read: list[ReadSentence], text: str, lexicon: Lexicon) -> list[ReadSentence]:
    """The sentences, where one only names a state of some kind behind what another tells read as a question for that (*… weak x?*)."""
    told = [each for each in read if each.reading.named]
    result = []
    for each in read:
        groups = [n for n in each.reading.named if lexicon.role(n.id) == "group"]
        bare = each.sentence.end == "?" and not each.reading.cues and not each.reading.frame.opener
        if groups and len(groups) == len(each.reading.named) and bare and len(told) > 1:
            parts = read_in(each.sentence, text, lexicon, True)
            frame = parts.reading.frame
            each = parts if frame.states and frame.kinds and not parts.reading.named else each  # noqa: PLW2901
        result.append(each)
    return result


def _warnings(cleaned: Cleaned) -> tuple[str, ...]:
    warnings = []
    if cleaned.marked:
        warnings.append("control characters were taken out of the question")
    if cleaned.code:
        warnings.append("ignored: " + ", ".join(c[:60] for c in cleaned.code[:3]))
    if cleaned.cut:
        warnings.append(f"only the first {LONGEST_TEXT:,} characters were read")
    return tuple(warnings)


# ---------------------------------------------------------------- the question


class _Said(NamedTuple):
    """What the sentences of a text say together: the one that asks, what the others say, the filters, and the question before."""

    read: Sequence[ReadSentence]
    asked: ReadSentence
    said: list[Mention]
    mentions: list[Mention]
    slots: Slots
    stated: bool
    before: Question | None


class _Taken(NamedTuple):
    """A question with what it takes from the one before it, and whether it then stands as a claim of both."""

    choice: Choice
    said: list[Mention]
    mentions: list[Mention]
    slots: Slots
    inherited: list[Mention]
    claimed: bool = False


def _ask(
    read: Sequence[ReadSentence], base: Question, givens: list[Mention], previous: Question | None, lexicon: Lexicon
) -> Question:
    together = _together(read, previous, lexicon)
    _, asked, said, mentions, slots, stated, before = together
    reading = asked.reading
    topics = ids_of([*said, *mentions], SPOKEN_OF)
    if before is not None and not topics:
        # what *it* is decides what is asked of it
        topics = ids_of(before.mentions, SPOKEN_OF)
    context = bool(said or givens or before or any(m.role == "given" for m in mentions))
    conditioned = any(lexicon.role(m.id.value) == "condition" for m in (*said, *givens))
    grounds = Grounds(reading, topics, slots, lexicon, context, conditioned)
    choice = _first_choice(together, grounds)
    if reading.formal and lexicon.intents[reading.formal].state:
        slots = replace(slots, state=IRI(lexicon.intents[reading.formal].state))
    taken = _taken_up(together._replace(slots=slots), choice, topics, previous, lexicon)
    choice, said, mentions, slots, inherited, claimed = taken
    topics = ids_of(mentions, SPOKEN_OF) if claimed else topics
    grounds = grounds._replace(topics=topics, slots=slots)
    unsaid = False
    if not choice.intent:
        choice, unsaid = _unsigned(together, grounds)
    rival: Choice | None = None
    outside = 0
    if before is None and not claimed and not reading.formal:
        choice, rival, outside = decided(choice, inclined(read, lexicon), asked, grounds)
        unsaid = unsaid and not choice.sure
    if choice.intent == DEFINE and not choice.sure and any(m.negated and lexicon.things[m.id.value].alone == CAUSES for m in (*said, *mentions)):
        # *it is not x. what is it, then?*
        choice = choose(grounds, CAUSED_BY)
    if before is not None and choice.intent == WHY_NOT and not choice.relation and not inherited and _meets_answers(before, reading, lexicon):
        # *why is x none of them*: why x does not do what was asked of the others
        choice = choice._replace(relation=before.relation.value if before.relation is not None else "")
        mentions = [*mentions, *(replace(m, role="object", start=-1, end=-1) for m in before.mentions if m.role in SPOKEN_OF)]
    parts = _Parts(read, asked, base, slots, (*givens, *inherited, *said), tuple(mentions), bool(inherited), unsaid, previous)
    question = _put_together(choice, parts, lexicon, outside)
    if rival is not None and question.refusal is None and question.missing is None:
        other = _put_together(rival, parts, lexicon, outside)
        if other.refusal is None and other.missing is None:
            readings = tuple(replace(each, assumed=()) for each in (question, other))
            return replace(question, missing="reading", alternatives=readings, assumed=())
    return _of_one_name(question, asked, lexicon)


def _of_one_name(question: Question, asked: ReadSentence, lexicon: Lexicon) -> Question:
    """The question, asked back where a name in it is that of two things of one kind, and all else fits both."""
    if question.refusal is not None or question.missing is not None:
        return question
    for named in asked.reading.named:
        called = {e.value: e.rank for e in named.atom.entries if e.kind == THING}
        alike = [o for o, rank in called.items() if o != named.id and not named.atom.loose and rank == called.get(named.id) and _is_like(o, named.id, lexicon)]
        place = named.atom.place
        if not alike or not any((m.start, m.end) == place and m.id.value == named.id for m in question.mentions):
            continue
        readings = [replace(question, assumed=())]
        for other in alike:
            info = lexicon.things[other]
            mentions = tuple(
                replace(m, id=IRI(other), label=info.label, kind=info.kind) if (m.start, m.end) == place else m for m in question.mentions
            )
            readings.append(replace(question, mentions=mentions, assumed=()))
        return replace(question, missing="reading", alternatives=tuple(readings), assumed=())
    return question


def _is_like(one: str, other: str, lexicon: Lexicon) -> bool:
    """Whether two things are asked about in the same ways, and are no parts that one may stand for the other of."""
    first, second = lexicon.things[one], lexicon.things[other]
    return not (first.role or second.role) and (first.alone, first.stated) == (second.alone, second.stated)


def _together(read: Sequence[ReadSentence], previous: Question | None, lexicon: Lexicon) -> _Said:
    """What the sentences say together; what was said before the question is what it is about where it names nothing."""
    asked = asked_in(read, lexicon)
    reading = asked.reading
    others = [each for each in read if each is not asked]
    said = [m for each in others for m in said_in(each, lexicon)]
    mentions = mentions_of(asked, lexicon)
    if not any(lexicon.cues[c].detail != "thing" for c in reading.cues) and not reading.frame.kinds:
        # what is wanted may have been said in the sentence before
        reading.cues += [c for each in others for c in each.reading.cues]
    kept = (SIDE,) if reading.named else (SIDE, COMPARE)
    reading.cues += [c for each in others for c in each.reading.cues if lexicon.cues[c].intent in kept]
    slots = slots_of(reading, lexicon)
    stated = not asked.asks and not _only_names(reading, lexicon)
    for each in others:
        slots = _joined(slots, slots_of(each.reading, lexicon))
    if not any(m.role in SPOKEN_OF for m in mentions) and not _asks_state(asked, lexicon):
        # what was said before is what it is about
        promoted = [replace(m, role="topic") if m.role == "given" and not m.negated else m for m in said]
        mentions, said = [*promoted, *mentions], []
    before = previous if previous is not None and previous.refusal is None else None
    if before is not None:
        mentions, said = beside_it(before, asked, [*said, *mentions], lexicon), []
    return _Said(read, asked, said, mentions, slots, stated, before)


def _first_choice(together: _Said, grounds: Grounds) -> Choice:
    """What the signs of the sentence that asks show, by what it is about or, without that, by what is given."""
    _, asked, said, mentions, _, _, before = together
    reading, lexicon = asked.reading, grounds.lexicon
    choice = choose(grounds, reading.formal)
    if not grounds.topics and not reading.formal and choice.intent and any(m.role == "given" for m in [*said, *mentions]):
        again = choose(grounds._replace(topics=ids_of([*said, *mentions], ("given",)), conditioned=False))
        choice = again if again.intent else choice
    if before is not None and not ids_of([*said, *mentions], SPOKEN_OF) and _meets_answers(before, reading, lexicon):
        # *how is it done*: what was answered is meant, not what it was asked for
        plain = choose(grounds._replace(topics=()))
        choice = plain if plain.intent in (HOW_TO, DOSAGE) else choice
    if before is not None and choice.intent == EQUIPMENT:
        # what is wanted was said before
        choice = choice._replace(assumed="")
    return choice


def _taken_up(together: _Said, choice: Choice, topics: tuple[str, ...], previous: Question | None, lexicon: Lexicon) -> _Taken:
    """What a question takes from the one before it, or from what was told before it."""
    _, asked, said, mentions, slots, _, before = together
    inherited: list[Mention] = []
    claimed = None
    if before is not None:
        claimed = as_claim(before, choice, asked, mentions, lexicon) or as_one_of_them(before, choice, asked, mentions, lexicon)
    elif said:
        claimed = as_told(said, asked, mentions, lexicon)
    if claimed is not None:
        choice, mentions = claimed
        return _Taken(choice, [], mentions, slots, inherited, claimed=True)
    if before is None:
        return _Taken(choice, said, mentions, slots, inherited)
    mentions = with_its_condition(before, choice, mentions, lexicon)
    choice = compared_with_it(choice, asked, ids_of([*said, *mentions], SPOKEN_OF), lexicon)
    keeps = intent_kept(before, choice, asked, [*said, *mentions], lexicon)
    takes_up = keeps or _takes_up(asked, choice, topics, previous)
    replaced = in_place(before, [*said, *mentions], lexicon) if takes_up else None
    if takes_up:
        choice = _as_before(before, choice, slots)
        mentions = with_its_condition(before, choice, mentions, lexicon)
    compares = meant_for_both(before, choice, mentions, lexicon) if takes_up else None
    replaced = replaced if replaced is not None else compares
    if replaced is not None:
        mentions, said = replaced, []
    elif not any(m.role in SPOKEN_OF for m in [*said, *mentions]):
        inherited = carried(before, asked, lexicon)
        choice, slots = narrowed(before, choice, slots, lexicon)
        if takes_up or choice.intent in (before.intent, EQUIPMENT, LEVEL, COUNT, LIST, PLAN):
            slots = filtered_on(before, slots, asked.reading)
        if keeps:
            slots = replace(slots, level_change=None, state=None)
    elif takes_up and narrows(before, lexicon):
        slots = filtered_on(before, slots, asked.reading)
    elif choice.intent == COMPARE and len(topics) == 1 and any(kind == "PRON" for kind, _, _ in asked.reading.modifiers):
        # *how does x differ from it*
        inherited = [replace(m, start=-1, end=-1) for m in before.mentions if m.role in SPOKEN_OF and m.id.value not in topics]
    return _Taken(choice, said, mentions, slots, inherited)


def _unsigned(together: _Said, grounds: Grounds) -> tuple[Choice, bool]:
    """What is asked where no sign shows it: what its things are asked for when they stand alone; and whether it was left unsaid."""
    read, asked, _, _, _, stated, before = together
    reading, topics, slots, lexicon, _, _ = grounds
    unsaid = False
    choice = alone(topics, reading, lexicon, stated, asked.sentence.end == "?")
    if choice.intent and not choice.assumed and not stated and choice.weak and before is None and _says_more(read, lexicon):
        labels = ", ".join(lexicon.things[t].label for t in topics[:2])
        choice = choice._replace(assumed=f"it was not said what is asked of {labels}")
    placed = not stated and (slots.position is not None or slots.laterality is not None)
    if choice.weak and (reading.frame.opener in ("WH", "HOW") or placed or slots.limit):
        # something was asked of it, and the words did not say what
        unsaid = not all(lexicon.role(t) == "check" or lexicon.things[t].alone == HABIT for t in topics)
    if choice.weak and (reading.frame.opener == "YESNO" or (reading.tag and choice.intent != SIDE)):
        # whether something is so is no question of what it is, or of what it does
        choice = Choice(CHECK, boolean=True)
    if not choice.intent and topics and (reading.tag or reading.frame.opener == "YESNO"):
        choice = Choice(CHECK, boolean=True)
    return choice, unsaid


class _Parts(NamedTuple):
    """All of a question but its intent."""

    read: Sequence[ReadSentence]
    asked: ReadSentence
    base: Question
    slots: Slots
    known: tuple[Mention, ...]
    mentions: tuple[Mention, ...]
    inherited: bool
    unsaid: bool
    previous: Question | None


def _put_together(choice: Choice, parts: _Parts, lexicon: Lexicon, outside: int) -> Question:
    """The question of an intent, or what is refused or asked back with it."""
    read, asked, reading, previous = parts.read, parts.asked, parts.asked.reading, parts.previous
    mentions = list(parts.mentions)
    info = lexicon.intents.get(choice.intent)
    if choice.intent in _OF_CAUSES or (info is not None and info.state):
        left_out = causes_left_out(read, lexicon) if parts.slots.position_without is not None else []
        slots = replace(parts.slots, position_without=None) if left_out else parts.slots
        parts = parts._replace(known=(*tools_as_causes(parts.known, read, lexicon), *left_out), slots=slots)
        mentions = tools_as_causes(mentions, read, lexicon)
    ideas = ideas_of(reading, choice, lexicon)
    if ideas and choice.intent == CHECK and any(m.role == "object" for m in mentions):
        # both ends are known: what was spoken of before, and what is named
        pass
    elif ideas and choice.intent == CHECK and reading.frame.asks == "subject":
        # *does walking help x*: the idea is the subject, what is named the object
        mentions = [*ideas, *(replace(m, role="object") if m.role == "topic" else m for m in mentions)]
    elif ideas and (choice.intent == COMPARE or not any(m.role in SPOKEN_OF for m in [*parts.known, *mentions] if m.start >= 0)):
        mentions = [*ideas, *mentions]
    choice, mentions = as_part(choice, mentions, reading, lexicon)
    if choice.intent in (WHY, WHY_NOT):
        mentions = _of_their_contrary(mentions, parts.read, lexicon)
        parts = parts._replace(known=tuple(_of_their_contrary(parts.known, parts.read, lexicon)))
    choice, mentions = _left_undone(choice, mentions, reading, lexicon)
    if choice.intent == PATH or (choice.intent == CHECK and _ends_at_a_part(choice, mentions, lexicon)):
        mentions = ends_of(_in_its_state(mentions, choice, reading, lexicon), lexicon)
    mentions = distinct([*parts.known, *mentions])
    mentions = roles_for(choice, _too_hard(choice, parts.slots, mentions, lexicon), lexicon)
    mentions = options_said(read, mentions) if choice.intent == COMPARE else mentions
    question = replace(
        parts.base,
        intent=choice.intent or REFUSED,
        mentions=tuple(mentions),
        relation=IRI(choice.relation) if choice.relation else None,
        inverse=choice.inverse,
        answer_kind=IRI(choice.answer_class) if choice.answer_class else None,
        boolean=choice.boolean,
        slots=_with_purpose(parts.slots, choice, reading, lexicon),
        assumed=(choice.assumed,) if choice.assumed else (),
        clear=choice.clear,
        inherited=parts.inherited,
        previous=previous,
        pointed=counted_out(asked) if previous is not None else None,
    )
    asked_for = previous is not None and previous.relation is not None and not previous.inverse
    if parts.inherited and asked_for and any(kind == "PRON" for kind, _, _ in reading.modifiers):
        # *these* may be what was answered, not what was asked about
        labels = ", ".join(dict.fromkeys(m.label for m in parts.known if m.start < 0 and m.role != "given"))
        question = replace(question, assumed=(*question.assumed, f"this is still about {labels}"))
    filtered = choice.intent == PLAN or (choice.relation in lexicon.relations and bool(lexicon.relations[choice.relation].idea))
    # of what is to be left out, words were not understood: it might be offered
    lost = reading.lost or (bool(reading.left_over) and any(m.role == "excluded" for m in mentions))
    if (parts.unsaid and choice.weak) or (lost and filtered):
        return asked_back(question, read)
    return judged(question, asked, read, choice, lexicon, outside=outside)


def _too_hard(choice: Choice, slots: Slots, mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """What somebody cannot do, where something easier is asked for, is what it is to be easier than."""
    if choice.intent != LEVEL or slots.level_change is None or any(m.role in SPOKEN_OF for m in mentions):
        return mentions
    done = [m for m in mentions if m.role == "excluded" and lexicon.things[m.id.value].alone == HOW_TO]
    return [replace(m, role="topic") if m in done else m for m in mentions]


def _with_purpose(slots: Slots, choice: Choice, reading: Reading, lexicon: Lexicon) -> Slots:
    """The filters of what is at hand or of a level, with what is to be done where the words say that too (*easy baking of bread*)."""
    if choice.intent not in (EQUIPMENT, LEVEL) or choice.relation or slots.purpose is not None:
        return slots
    relations = [lexicon.intents[lexicon.cues[c].intent].relation for c in reading.cues if lexicon.cues[c].intent in lexicon.intents]
    done = [r for r in dict.fromkeys(relations) if r in lexicon.relations and lexicon.relations[r].idea and lexicon.relations[r].intent not in (EQUIPMENT, LEVEL)]
    return replace(slots, purpose=IRI(done[0])) if len(done) == 1 else slots


def _of_their_contrary(mentions: Sequence[Mention], read: Sequence[ReadSentence], lexicon: Lexicon) -> list[Mention]:
    """Why the contrary of something should not be done is why that should be: things named by their contrary are meant."""
    places = {n.atom.place for each in read for n in each.reading.named if n.contrary and lexicon.things[n.id].alone != CAUSES}
    return [replace(m, negated=False) if m.negated and (m.start, m.end) in places else m for m in mentions]


def _left_undone(choice: Choice, mentions: list[Mention], reading: Reading, lexicon: Lexicon) -> tuple[Choice, list[Mention]]:
    """For what follows where something is never done to a thing: the thing in the state which that would remedy, said as assumed."""
    relation = reading.frame.relation or next((r for _, r in reading.frame.kinds if r), "")
    info = lexicon.relations.get(relation)
    if info is None or not (info.idea and reading.denied):
        return choice, mentions
    given = min((at for at, kind in reading.kind_places if kind == "GIVEN"), default=-1)
    done = min((at for at, kind in reading.kind_places if kind in ("REL", "KIND")), default=-1)
    if done < given:
        # *what bakes x if I cannot stand*: the condition denies something else
        return choice, mentions
    supposed = choice.intent == info.intent and given >= 0
    asked = (each.state for each in lexicon.intents.values() if each.state in lexicon.states)
    state = next((s for s in asked if lexicon.states[s][1] == relation), "")
    if choice.intent != CAUSES and not supposed:
        return choice, mentions
    undone = [m for m in mentions if m.role in SPOKEN_OF and m.state is None and lexicon.role(m.id.value) == "bearer"]
    if not state or len(undone) != 1:
        return choice, mentions
    thing = undone[0]
    node = lexicon.compounds.get(f"{thing.id.value} {state}")
    said = f"what follows from {lexicon.states[state][0]} {thing.label} is meant"
    turned = replace(thing, state=IRI(state), node=IRI(node) if node else None)
    choice = choice._replace(intent=CAUSES, relation=lexicon.intents[CAUSES].relation, inverse=True, assumed=choice.assumed or said)
    return choice, [turned if m is thing else m for m in mentions]


def _in_its_state(mentions: Sequence[Mention], choice: Choice, reading: Reading, lexicon: Lexicon) -> list[Mention]:
    """The things with the state that the verb between them brings the last one into (*how does x ripen y*)."""
    states = [info.state for info in lexicon.intents.values() if info.state and info.relation == reading.frame.relation]
    if choice.intent != PATH or not states:
        return list(mentions)
    node = {m.id.value: lexicon.compounds.get(f"{m.id.value} {states[0]}") for m in mentions}
    return [
        replace(m, state=IRI(states[0]), node=IRI(found) if (found := node[m.id.value]) else None)
        if m.role == "object" and m.state is None and lexicon.role(m.id.value) == "bearer"
        else m
        for m in mentions
    ]


def _ends_at_a_part(choice: Choice, mentions: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether a claim ends at a mere part of something, to which its relation does not lead."""
    info = lexicon.relations.get(choice.relation)
    ends = [m for m in mentions if m.role == "object"]
    return info is not None and len(ends) == 1 and lexicon.role(ends[0].id.value) == "bearer" and not lexicon.is_a(ends[0].id.value, (info.range,))


def _says_more(read: Sequence[ReadSentence], lexicon: Lexicon) -> bool:
    """Whether more was said than names, sides and small words: numbers, other sentences, words that are not small."""
    if any(n.atom.loose for r in read for n in r.reading.named):
        # what is described is said of somebody
        return False
    if len(read) > 1 or any(kind in ("NUMBER", "ALL", "LIMIT") for r in read for kind, _, _ in r.reading.modifiers):
        return True
    return any(
        not a.mark and all(e.kind == WORD and e.value == "SAY" for e in a.entries) and a.text.lower() not in lexicon.see_through
        for r in read
        for a in r.atoms.atoms
        if a.entries
    )


def _only_names(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether nothing is said of what is named: things that can be in a state, without one and without a side."""
    bare = all(lexicon.role(n.id) == "bearer" and not n.state for n in reading.named)
    return bool(reading.named) and bare and not reading.sides and not reading.frame.states


def _meets_answers(before: Question, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether a word like *it* may stand for what answered the question before: what does something to a thing."""
    points = any(kind == "PRON" for kind, _, _ in reading.modifiers)
    if not points or before.relation is None or before.inverse:
        return False
    return bool(lexicon.relations[before.relation.value].idea)


def _asks_state(read: ReadSentence, lexicon: Lexicon) -> bool:
    states = read.reading.frame.states
    return any(lexicon.asks_for(info.state, states) for info in lexicon.intents.values())


def _joined(slots: Slots, more: Slots) -> Slots:
    """Filters of the asking sentence, completed by what other sentences say of side, equipment, level, and positions left out."""
    return replace(
        slots,
        position_without=slots.position_without or more.position_without,
        negation=slots.negation or more.position_without is not None,
        side=slots.side or more.side,
        equipment_with=slots.equipment_with or more.equipment_with,
        equipment_without=slots.equipment_without or more.equipment_without,
        only_equipment=slots.only_equipment or more.only_equipment,
        no_equipment=slots.no_equipment or more.no_equipment,
        level=slots.level or more.level,
        limit=slots.limit or more.limit,
        minutes=slots.minutes or more.minutes,
        level_change=slots.level_change or more.level_change,
    )


def _takes_up(asked: ReadSentence, choice: Choice, topics: tuple[str, ...], previous: Question | None) -> bool:
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
