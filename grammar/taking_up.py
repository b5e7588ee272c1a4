"""What the sentences of a text say together, and what the one that asks takes from the question before it."""

from __future__ import annotations

from myologic.engine.records import NamedTuple, replace
from myologic.grammar.asking import asked_in
from myologic.grammar.following import (
    SPOKEN_OF,
    as_claim,
    as_one_of_them,
    as_told,
    beside_it,
    carried,
    compared_with_it,
    filtered_on,
    in_place,
    intent_kept,
    meant_for_both,
    narrowed,
    narrows,
    with_its_condition,
)
from myologic.grammar.intent_names import COMPARE, COUNT, EQUIPMENT, LEVEL, LIST, PLAN, SIDE
from myologic.grammar.intents import Choice
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.mentions import ids_of, mentions_of, said_in
from myologic.grammar.modifiers import slots_of
from myologic.grammar.question import Mention, Question, Slots
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence


class Said(NamedTuple):
    """What the sentences of a text say together: the one that asks, what the others say, the filters, and the question before."""

    read: Sequence[ReadSentence]
    asked: ReadSentence
    said: list[Mention]
    mentions: list[Mention]
    slots: Slots
    stated: bool
    before: Question | None


class Taken(NamedTuple):
    """A question with what it takes from the one before it, and whether it then stands as a claim of both."""

    choice: Choice
    said: list[Mention]
    mentions: list[Mention]
    slots: Slots
    inherited: list[Mention]
    claimed: bool = False


def said_together(read: Sequence[ReadSentence], previous: Question | None, lexicon: Lexicon) -> Said:
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
    return Said(read, asked, said, mentions, slots, stated, before)


def taken_up(together: Said, choice: Choice, topics: tuple[str, ...], previous: Question | None, lexicon: Lexicon) -> Taken:
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
        return Taken(choice, [], mentions, slots, inherited, claimed=True)
    if before is None:
        return Taken(choice, said, mentions, slots, inherited)
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
    return Taken(choice, said, mentions, slots, inherited)


def _only_names(reading: Reading, lexicon: Lexicon) -> bool:
    """Whether nothing is said of what is named: things that can be in a state, without one and without a side."""
    bare = all(lexicon.role(n.id) == "bearer" and not n.state for n in reading.named)
    return bool(reading.named) and bare and not reading.sides and not reading.frame.states


def meets_answers(before: Question, reading: Reading, lexicon: Lexicon) -> bool:
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
