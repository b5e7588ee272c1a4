"""What a follow-up takes from the question before it, and what it puts in the place of something there.

*and the other side?* turns a side, *and x?* takes the place of what is like x, *is x one of them?* asks of x what was asked of all,
*does it reach y?* says of what was spoken of that it does. What answered before and is only counted (*the second one*) is known to
nobody here: its number and place are handed on.
"""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.excluding import may_be_answered
from myologic.grammar.intent_names import (
    CHECK,
    COMPARE,
    CONDITION,
    COUNT,
    DEFINE,
    DOSAGE,
    EQUIPMENT,
    LEVEL,
    LIST,
    PATH,
    PLAN,
    WHY,
)
from myologic.grammar.intents import Choice
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.question import Mention, Question, Slots
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

SPOKEN_OF: Final = ("topic", "object", "option")
OTHER_SIDE: Final = "other side"
INSTEAD: Final = "instead"
"""What words for what was spoken of say beside that: the side that was not said; in its place."""
_SIDES: Final = {"left": "right", "right": "left"}
_FILTERED: Final = (EQUIPMENT, LEVEL, PLAN, LIST, COUNT)
_CONDITION: Final = "condition"
_TWO_ENDED: Final = (CHECK, PATH, WHY)


def points(reading: Reading, *meanings: str) -> bool:
    """Whether a word for what was spoken of stands in a sentence, or one that says a certain thing beside."""
    return any(kind == "PRON" and (not meanings or value in meanings) for kind, value, _ in reading.modifiers)


def counted_out(asked: ReadSentence) -> tuple[int, int, int] | None:
    """The number and the place in the text of what is meant by *the second one*, counted from 1, or from -1 for the last; else None."""
    for atom in asked.atoms.atoms:
        word = atom.means_word("PRON")
        if word is not None and word.extra.lstrip("-").isdigit():
            return (int(word.extra), *atom.place)
    return None


def carried(before: Question, asked: ReadSentence, lexicon: Lexicon) -> list[Mention]:
    """The mentions of the question before, as a follow-up that names nothing takes them up: on its side, in its state.

    Parameters
    ----------
    before
        The question before.
    asked
        The sentence that takes it up.
    lexicon
        The lexicon.
    """
    reading = asked.reading
    mentions = [replace(m, start=-1, end=-1) for m in before.mentions if m.role != "tool"]
    if points(reading, INSTEAD) and any(n.atom.place for n in reading.named):
        # in its place, not beside it
        mentions = [m for m in mentions if m.role != "given"]
    states = reading.frame.given_states or (reading.frame.states if any(s in _SIDES for s in reading.sides) else ())
    if len(states) == 1:
        mentions = [_in_state(m, states[0], lexicon) for m in mentions]
    sides = {s for s in reading.sides if s in _SIDES}
    if points(reading, OTHER_SIDE):
        return [replace(m, side=_SIDES[m.side]) if m.side in _SIDES else m for m in mentions]
    bears = any(m.side in _SIDES for m in mentions)
    alone = sum(m.role in SPOKEN_OF for m in mentions) == 1 and not reading.cues
    if len(sides) == 1 and not reading.named and (bears or reading.frame.states or alone):
        side = sides.pop()
        return [replace(m, side=side) if m.side in _SIDES or (not bears and lexicon.role(m.id.value) == "bearer") else m for m in mentions]
    return mentions


def tools_of(before: Question | None, slots: Slots, named: Sequence[Mention]) -> list[Mention]:
    """The tools of the question before that are still a filter, as things that are spoken of; none twice."""
    known = {m.id for m in named}
    still = {*slots.equipment_with, *slots.equipment_without}
    return [replace(m, start=-1, end=-1) for m in (() if before is None else before.having("tool")) if m.id in still - known]


def _in_state(mention: Mention, state: str, lexicon: Lexicon) -> Mention:
    """What was spoken of before, in the state that is said of it now (*and if it is …*)."""
    if mention.state is not None or lexicon.role(mention.id.value) != "bearer":
        return mention
    node = lexicon.compounds.get(f"{mention.id.value} {state}")
    return replace(mention, state=IRI(state), node=IRI(node) if node else None)


def intent_kept(before: Question, choice: Choice, asked: ReadSentence, named: Sequence[Mention], lexicon: Lexicon) -> bool:
    """Whether a sentence that shows an intent leaves it to the question before all the same.

    Parameters
    ----------
    before
        The question before.
    choice
        What the sentence shows.
    asked
        The sentence.
    named
        Its mentions.
    lexicon
        The lexicon.
    """
    reading = asked.reading
    left_out = bool(named) and all(m.role == "excluded" and may_be_answered(m.id.value, lexicon) for m in named)
    stated = not reading.frame.opener and choice.intent in ("", CONDITION, CHECK)
    if narrows(before, lexicon) and left_out and stated and not (reading.frame.kinds or reading.frame.relation):
        # *I can not do x*: what is left is wanted
        return True
    sides = {side for side in reading.sides if side in _SIDES}
    if narrows(before, lexicon) and sides and reading.frame.states and not named and not reading.frame.opener and not reading.frame.kinds:
        # *the left side is weaker*
        return True
    # a routine stays one, whatever it is to do without
    return before.intent == PLAN and choice.intent in (EQUIPMENT, LEVEL) and not (reading.frame.kinds or reading.frame.relation) and not _named(named)


def narrows(before: Question, lexicon: Lexicon) -> bool:
    """Whether the question before asked for several things, which filters narrow."""
    return before.intent in _FILTERED or _acts(before, lexicon)


def meant_for_both(before: Question, choice: Choice, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention] | None:
    """*for x?* after a comparison: what was compared, compared for x; None where it is not so."""
    options = [replace(m, start=-1, end=-1) for m in before.mentions if m.role in SPOKEN_OF]
    new = _named(mentions)
    if before.intent != COMPARE or choice.intent != COMPARE or not new or any(m.kind == o.kind for m in new for o in options):
        return None
    return [*options, *(replace(m, role="given") if m in new else m for m in mentions)]


def _named(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that a question is about."""
    return [m for m in mentions if m.role in SPOKEN_OF]


def _acts(before: Question, lexicon: Lexicon) -> bool:
    """Whether it was asked what does something to a thing."""
    info = lexicon.relations.get(before.relation.value) if before.relation is not None else None
    return info is not None and bool(info.idea) and not before.inverse


def as_claim(
    before: Question, choice: Choice, asked: ReadSentence, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Choice, list[Mention]] | None:
    """A yes/no question that leaves one of its ends to the question before, with both; None where it is none.

    Parameters
    ----------
    before
        The question before.
    choice
        What the sentence shows.
    asked
        The sentence.
    mentions
        What it names.
    lexicon
        The lexicon.
    """
    reading, frame = asked.reading, asked.reading.frame
    named = _named(mentions)
    known = [replace(m, start=-1, end=-1) for m in before.mentions if m.role in (*SPOKEN_OF, "given") and not m.negated]
    if not (frame.opener == "YESNO" or reading.tag) or len(named) != 1 or frame.kinds or not known:
        return None
    if any(m.id == named[0].id and m.state == named[0].state for m in known) or choice.intent not in ("", CHECK, DEFINE, *_same(before, lexicon)):
        return None
    relation = lexicon.relations.get(frame.relation)
    ahead = _points_before(asked, named[0])
    if relation is not None and frame.asks == "subject" and ahead and not frame.object:
        # *does it reach x*
        subjects = [replace(m, role="topic") for m in known if _goes(m, relation.domain, lexicon)]
        if subjects and _goes(named[0], relation.range, lexicon):
            return Choice(CHECK, frame.relation, boolean=True), [*subjects, replace(named[0], role="object"), *_others(mentions, named)]
        return None
    if relation is not None or frame.states:
        return None
    if ahead and not points(reading, "members") and not choice.relation and named[0].state is None:
        # *is it a x*
        return Choice(CHECK, boolean=True), [*(replace(m, role="topic") for m in known[:1]), *named]
    if before.relation is None or before.inverse or before.having("object") or before.boolean:
        return None
    info = lexicon.relations[before.relation.value]
    objects = [replace(m, role="object") for m in known if m.role in SPOKEN_OF]
    if objects and _goes(named[0], info.domain, lexicon):
        # *is x one of them*
        return Choice(CHECK, before.relation.value, boolean=True), [*named, *objects, *_others(mentions, named)]
    return None


def as_told(
    said: Sequence[Mention], asked: ReadSentence, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Choice, list[Mention]] | None:
    """*I bake x. Does it feed y?*: whether what was told of does that; None where it is not asked.

    Parameters
    ----------
    said
        What the sentences before it told of.
    asked, mentions, lexicon
        As for `as_claim`.
    """
    frame, named = asked.reading.frame, _named(mentions)
    relation = lexicon.relations.get(frame.relation)
    yes_no = frame.opener == "YESNO" or asked.reading.tag
    if relation is None or not yes_no or frame.asks != "subject" or frame.kinds or len(named) != 1:
        return None
    subjects = [replace(m, role="topic") for m in said if m.role == "given" and not m.negated and _goes(m, relation.domain, lexicon)]
    if not subjects or not _points_before(asked, named[0]) or not _goes(named[0], relation.range, lexicon):
        return None
    rest = [m for m in said if not any(m.id == s.id for s in subjects)]
    return Choice(CHECK, frame.relation, boolean=True), [*rest, *subjects, replace(named[0], role="object"), *_others(mentions, named)]


def _same(before: Question, lexicon: Lexicon) -> tuple[str, ...]:
    """The intent before, and those of what is done to things."""
    return (before.intent, *(info.intent for info in lexicon.relations.values() if info.idea))


def _goes(mention: Mention, cls: str, lexicon: Lexicon) -> bool:
    return not cls or lexicon.is_a(mention.id.value, (cls,)) or (mention.node is not None and lexicon.is_a(mention.node.value, (cls,)))


def _others(mentions: Sequence[Mention], named: Sequence[Mention]) -> list[Mention]:
    return [m for m in mentions if m not in named]


def _points_before(asked: ReadSentence, named: Mention) -> bool:
    """Whether a word like *it* stands before what is named, behind the helping word."""
    helped = False
    for number, atom in enumerate(asked.atoms.atoms):
        if atom.place[0] >= named.start:
            return False
        if not number and atom.means_word("TAG") is not None and atom.last - atom.first == 2:
            # *does it*, also hung on at the end of what is said
            return True
        pronoun = atom.means_word("PRON")
        if helped and pronoun is not None and atom.means_word("AND") is None:
            return True
        helped = helped or atom.means_word("YESNO") is not None
    return False


def beside_it(before: Question, asked: ReadSentence, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions of a follow-up, with conditions that it only adds to what was spoken of as givens."""
    named = _named(mentions)
    conditions = [m for m in named if lexicon.role(m.id.value) == _CONDITION]
    spoken = [m for m in before.mentions if m.role in SPOKEN_OF and lexicon.role(m.id.value) != _CONDITION]
    if not conditions or len(conditions) < len(named) or not spoken or asked.reading.frame.opener or asked.reading.cues:
        return list(mentions)
    return [replace(m, role="given") if m in conditions else m for m in mentions]


def with_its_condition(before: Question, choice: Choice, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """The mentions of a question for what is safe, with the condition spoken of before where it names none."""
    known = [m for m in before.mentions if lexicon.role(m.id.value) == _CONDITION and not m.negated]
    if choice.intent != CONDITION or not known or any(lexicon.role(m.id.value) == _CONDITION for m in mentions):
        return list(mentions)
    return [*mentions, *(replace(m, role="given", start=-1, end=-1) for m in known)]


def as_one_of_them(
    before: Question, choice: Choice, asked: ReadSentence, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Choice, list[Mention]] | None:
    """*and x?* after what all things in a state, or all ends of a verb, were asked for: whether x is one; None where it is not so.

    Parameters
    ----------
    before, choice, asked, mentions, lexicon
        As for `as_claim`.
    """
    reading, frame = asked.reading, asked.reading.frame
    named = _named(mentions)
    if len(named) != 1 or named[0].state is not None or frame.relation or frame.kinds or frame.states or choice.sure or before.boolean:
        return None
    if choice.intent and not choice.weak and choice.intent != before.intent and frame.opener != "YESNO":
        return None
    one, info = named[0], lexicon.intents.get(before.intent)
    givens = [replace(m, start=-1, end=-1) for m in before.mentions if m.role == "given"]
    if info is not None and info.state and givens and lexicon.role(one.id.value) == "bearer" and not reading.cues:
        node = lexicon.compounds.get(f"{one.id.value} {info.state}")
        told = replace(one, role="topic", state=IRI(info.state), node=IRI(node) if node else None)
        return Choice(CHECK, boolean=True), [told, *givens, *_others(mentions, named)]
    relation = lexicon.relations.get(before.relation.value) if before.relation is not None else None
    topics = [replace(m, role="topic", start=-1, end=-1) for m in before.mentions if m.role in SPOKEN_OF]
    if relation is None or not relation.idea or not before.inverse or not topics or reading.cues:
        return None
    if _goes(one, relation.range, lexicon) and not _goes(one, relation.domain, lexicon) and before.relation is not None:
        return Choice(CHECK, before.relation.value, boolean=True), [*topics, replace(one, role="object"), *_others(mentions, named)]
    return None


def narrowed(before: Question, choice: Choice, slots: Slots, lexicon: Lexicon) -> tuple[Choice, Slots]:
    """A number, a list or a dose of what was answered before, by the relation that it was asked by."""
    if not _acts(before, lexicon) or before.relation is None:
        return choice, slots
    if choice.intent in (COUNT, LIST) and not choice.relation and not choice.answer_class:
        domain = lexicon.relations[before.relation.value].domain
        classes = (c for c in sorted(lexicon.usual) if domain in lexicon.parents.get(c, ()) and lexicon.class_intents.get(c) != EQUIPMENT)
        usual = next(classes, "")
        kind = before.answer_kind.value if before.answer_kind is not None else usual
        return choice._replace(relation=before.relation.value, inverse=before.inverse, answer_class=kind), slots
    if choice.intent in (EQUIPMENT, LEVEL) and not (choice.relation or choice.answer_class or slots.purpose or slots.level_change):
        return choice._replace(relation=before.relation.value), slots
    if choice.intent == DOSAGE and slots.purpose is None:
        return choice, replace(slots, purpose=before.relation)
    return choice, slots


def in_place(before: Question, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention] | None:
    """The mentions of a question with two ends, with the only new thing in the place of the one that it is like.

    Parameters
    ----------
    before
        The question before.
    mentions
        What the follow-up names.
    lexicon
        The lexicon.

    Returns
    -------
    list of Mention or None
        None where the question before has no two ends, or nothing is clearly replaced.
    """
    new = _named(mentions)
    ends = [m for m in before.mentions if m.role in ("topic", "object")]
    if before.intent not in _TWO_ENDED or len(ends) != 2 or len(new) != 1:
        return None
    alike = [m for m in ends if _alike(m, new[0], lexicon)]
    if len(alike) != 1:
        return None
    kept = [replace(m, start=-1, end=-1) for m in before.mentions if m is not alike[0]]
    return [*kept, replace(new[0], role=alike[0].role), *(m for m in mentions if m is not new[0])]


def _alike(one: Mention, other: Mention, lexicon: Lexicon) -> bool:
    """Whether two things play the same part: both bear a state, or are asked about alike alone."""
    bearers = [lexicon.role(m.id.value) == "bearer" for m in (one, other)]
    if any(bearers):
        return all(bearers)
    return one.kind == other.kind or lexicon.things[one.id.value].alone == lexicon.things[other.id.value].alone


def compared_with_it(choice: Choice, asked: ReadSentence, topics: Sequence[str], lexicon: Lexicon) -> Choice:
    """*which is better, that or x*: a comparison of x with what was spoken of."""
    reading = asked.reading
    pairs = any(lexicon.cues[c].intent == COMPARE for c in reading.cues)
    apart = any(a.means_word("OR") or a.means_word("VS") for a in asked.atoms.atoms)
    pointed = any(a.means_word("PRON") and not a.means_word("AND") and not a.means_word("OR") for a in asked.atoms.atoms)
    if pairs and apart and pointed and len(topics) == 1 and choice.intent != COMPARE:
        return Choice(COMPARE)
    return choice


def filtered_on(before: Question, slots: Slots, reading: Reading) -> Slots:
    """The filters of a follow-up that narrows what was asked: those of the question before stay where it says nothing of them.

    Parameters
    ----------
    before
        The question before.
    slots
        The filters of the follow-up.
    reading
        Its sentence.
    """
    old = before.slots
    bare = [m.atom for m in reading.named]
    if slots.negation and not bare and not (slots.equipment_without or slots.no_equipment) and old.equipment_with and not slots.position_without:
        # *and without?*
        return replace(slots, equipment_without=old.equipment_with, negation=True)
    tools = slots.equipment_with or slots.equipment_without or slots.no_equipment
    numbers = slots.numbers
    limit = slots.limit
    if limit is None and len(numbers) == 1 and 1 < numbers[0] == int(numbers[0]) and not (bare or slots.frequency or slots.minutes):
        # *just three*
        limit, numbers = int(numbers[0]), ()
    return replace(
        slots,
        limit=limit,
        numbers=numbers,
        equipment_with=slots.equipment_with if tools else old.equipment_with,
        equipment_without=slots.equipment_without if tools else old.equipment_without,
        only_equipment=slots.only_equipment if tools else old.only_equipment,
        no_equipment=slots.no_equipment if tools else old.no_equipment,
        level=slots.level or (None if slots.level_change else old.level),
        position=slots.position or (None if slots.position_without else old.position),
        position_without=slots.position_without or (None if slots.position else old.position_without),
        minutes=slots.minutes or old.minutes,
        laterality=slots.laterality or old.laterality,
    )

