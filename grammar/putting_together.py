"""The question of an intent: what is named in its role, with the filters, or what is refused or asked back with it."""

from __future__ import annotations

from myologic.engine.records import NamedTuple, replace
from myologic.engine.terms import IRI
from myologic.grammar.denying import causes_left_out, tools_as_causes
from myologic.grammar.following import SPOKEN_OF, counted_out
from myologic.grammar.honesty import asked_back, judged
from myologic.grammar.intent_names import (
    CAUSED_BY,
    CAUSES,
    CHECK,
    COMPARE,
    DOSAGE,
    EQUIPMENT,
    HOW_TO,
    LEVEL,
    PATH,
    PLAN,
    REFUSED,
    WHY,
    WHY_NOT,
)
from myologic.grammar.intents import Choice
from myologic.grammar.lexicon import Lexicon
from myologic.grammar.mentions import as_part, distinct, ends_of, ideas_of, options_said, roles_for
from myologic.grammar.out_of_reach import left_out_of_reach
from myologic.grammar.question import Mention, Question, Slots
from myologic.grammar.sentences import ReadSentence
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_CAUSES = (CAUSED_BY, CAUSES, PATH, WHY, "suggests", "symptoms_of")
"""Intents that ask what things come of or lead to, as those of states do."""


class Parts(NamedTuple):
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


def put_together(choice: Choice, parts: Parts, lexicon: Lexicon, outside: int) -> Question:
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
    elif choice.intent in (DOSAGE, HOW_TO) and parts.inherited:
        # *and how many for ripening?*: what it is for is said of what was spoken of before
        pass
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
    if choice.intent in (PLAN, EQUIPMENT, LEVEL) or (choice.relation in lexicon.relations and bool(lexicon.relations[choice.relation].idea) and choice.intent != CHECK):
        mentions = left_out_of_reach(mentions, read, lexicon)
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
