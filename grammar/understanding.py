"""From text to a typed question: the stages of the pipeline in their order.

clean → words → sentences → atoms (phrases of the lexicon) → readings (shape, sides, states) → filters and intent → question

Sentences that only say something of a person become givens of the one that asks. A question may take up the one before it.
Nothing here raises on any text; what is not understood is said in the question.
"""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.alarms import NOTHING_HEARD, Heard
from myologic.grammar.care import deny_ruled_out, first_heard, with_asked, with_conditions, with_late
from myologic.grammar.deciding import decided
from myologic.grammar.following import SPOKEN_OF, tools_of
from myologic.grammar.honesty import with_dangers
from myologic.grammar.inclination import inclined
from myologic.grammar.intent_names import (
    CAUSED_BY,
    CAUSES,
    CHECK,
    DEFINE,
    DOSAGE,
    EQUIPMENT,
    HABIT,
    HOW_TO,
    REFUSED,
    SIDE,
    WHY_NOT,
)
from myologic.grammar.intents import Choice, alone, choose
from myologic.grammar.lexicon import THING, WORD, Lexicon
from myologic.grammar.mentions import given_mentions, ids_of
from myologic.grammar.normalise import LONGEST_TEXT, Cleaned, clean, readable
from myologic.grammar.putting_together import Parts, put_together
from myologic.grammar.question import Mention, Question
from myologic.grammar.sentences import CUT, MOST_WORDS, ReadSentence, read_in, sentences_in
from myologic.grammar.signs import Grounds
from myologic.grammar.taking_up import Said, meets_answers, said_together, taken_up
from myologic.grammar.weighing import heard_beside, heard_in

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

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
    deny_ruled_out(read, heard, lexicon)
    refused, dangers = first_heard(heard, beside, read, base, lexicon)
    if refused is not None:
        return refused
    givens = given_mentions(given, lexicon)
    question = _ask(read, base, givens, previous, lexicon)
    if dangers:
        return with_dangers(question, dangers, lexicon)
    question = with_late(with_conditions(question, heard, lexicon), heard, read, lexicon)
    question = with_asked(question, read, lexicon)
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


def _ask(
    read: Sequence[ReadSentence], base: Question, givens: list[Mention], previous: Question | None, lexicon: Lexicon
) -> Question:
    together = said_together(read, previous, lexicon)
    _, asked, said, mentions, slots, stated, before = together
    reading = asked.reading
    topics = ids_of([*said, *mentions], SPOKEN_OF)
    if before is not None and not topics:
        # what *it* is decides what is asked of it
        topics = ids_of(before.mentions, SPOKEN_OF)
    context = bool(said or givens or before or any(m.role == "given" for m in mentions))
    ruled = {n.atom.place[0] for each in read for n in each.reading.named if n.ruled}
    conditioned = any(lexicon.role(m.id.value) == "condition" and m.start not in ruled for m in (*said, *givens))
    grounds = Grounds(reading, topics, slots, lexicon, context, conditioned)
    choice = _first_choice(together, grounds)
    if reading.formal and lexicon.intents[reading.formal].state:
        slots = replace(slots, state=IRI(lexicon.intents[reading.formal].state))
    taken = taken_up(together._replace(slots=slots), choice, topics, previous, lexicon)
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
    if before is not None and choice.intent == WHY_NOT and not choice.relation and not inherited and meets_answers(before, reading, lexicon):
        # *why is x none of them*: why x does not do what was asked of the others
        choice = choice._replace(relation=before.relation.value if before.relation is not None else "")
        mentions = [*mentions, *(replace(m, role="object", start=-1, end=-1) for m in before.mentions if m.role in SPOKEN_OF)]
    taken_over = tools_of(before, slots, [*said, *mentions, *inherited])
    parts = Parts(read, asked, base, slots, (*givens, *inherited, *said), (*mentions, *taken_over), bool(inherited), unsaid, previous)
    question = put_together(choice, parts, lexicon, outside)
    if rival is not None and question.refusal is None and question.missing is None:
        other = put_together(rival, parts, lexicon, outside)
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


def _first_choice(together: Said, grounds: Grounds) -> Choice:
    """What the signs of the sentence that asks show, by what it is about or, without that, by what is given."""
    _, asked, said, mentions, _, _, before = together
    reading, lexicon = asked.reading, grounds.lexicon
    choice = choose(grounds, reading.formal)
    if not grounds.topics and not reading.formal and choice.intent and any(m.role == "given" for m in [*said, *mentions]):
        again = choose(grounds._replace(topics=ids_of([*said, *mentions], ("given",)), conditioned=False))
        choice = again if again.intent else choice
    if before is not None and not ids_of([*said, *mentions], SPOKEN_OF) and meets_answers(before, reading, lexicon):
        # *how is it done*: what was answered is meant, not what it was asked for
        plain = choose(grounds._replace(topics=()))
        choice = plain if plain.intent in (HOW_TO, DOSAGE) else choice
    if before is not None and choice.intent == EQUIPMENT:
        # what is wanted was said before
        choice = choice._replace(assumed="")
    return choice


def _unsigned(together: Said, grounds: Grounds) -> tuple[Choice, bool]:
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
