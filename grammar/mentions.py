"""The things of a question with the parts they play.
"""

from __future__ import annotations

from myologic.engine.records import replace
from myologic.engine.terms import IRI
from myologic.grammar.denying import denied_places
from myologic.grammar.excluding import may_be_answered
from myologic.grammar.intent_names import CAUSES, CHECK, COMPARE, CONDITION, DOSAGE, HOW_TO, PLAN, SOURCE, WHY, WHY_NOT
from myologic.grammar.intents import Choice
from myologic.grammar.lexicon import WORD, Lexicon
from myologic.grammar.modifiers import slots_of
from myologic.grammar.normalise import Word, clean, readable
from myologic.grammar.question import Mention
from myologic.grammar.readings import complaint_of
from myologic.grammar.sentences import ReadSentence, read_in, sentences_in
from myologic.grammar.units import Reading

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Sequence

_ON_IDEAS = (WHY, WHY_NOT, SOURCE, CHECK)
_DONE = (HOW_TO, DOSAGE)
"""Intents that ask about what is done."""
_SPOKEN = ("topic", "object", "option", "given")
LEAST_CHOICE = 2
"""Things from which on there is a choice."""


def mentions_of(read: ReadSentence, lexicon: Lexicon) -> list[Mention]:
    """The things of one sentence with their roles."""
    frame = read.reading.frame
    roles: dict[int, str] = {}
    only_tools = bool(frame.topic) and all(lexicon.role(read.reading.named[n].id) == "equipment" for n in frame.topic)
    for role, numbers in (
        ("topic", frame.topic),
        ("object", frame.object),
        ("given", frame.given),
        ("topic" if only_tools and not frame.compared else "given", frame.meant_for),
        ("tool", frame.tools),
        ("excluded", (*frame.excluded, *frame.without)),
        ("tool", frame.only),
    ):
        for number in numbers:
            roles[number] = role
    plain_tools = slots_of(read.reading, lexicon)
    filtered = {t.value for t in (*plain_tools.equipment_with, *plain_tools.equipment_without)}
    result = []
    bearers = [n for n in read.reading.named if lexicon.role(n.id) == "bearer"]
    denied = denied_places(read.atoms.atoms, read.reading.named, lexicon, asks=read.sentence.end == "?")
    free = [s for s in read.reading.sides if s in ("left", "right")]
    if len(bearers) == 1 and len(free) == 1 and bearers[0].side is None:
        # a side said apart is that of the only thing that can have one
        bearers[0].side = free[0]
    for number, named in enumerate(read.reading.named):
        info = lexicon.things[named.id]
        role = roles.get(number, "topic")
        if named.id in filtered:
            role = "tool"
        elif role == "tool":
            role = "topic" if number in frame.only else "given"
        elif role == "topic" and frame.compared and frame.asks == "" and len(frame.topic) > 1:
            role = "option"
        elif role == "topic" and named.atom.loose and _opens_condition(read.sentence.words, named.atom.place[0], lexicon):
            # *if I bake all day*: the wording of a thing holds the word for the condition
            role = "given"
        if named.sound:
            role = "excluded"
        node = lexicon.compounds.get(f"{named.id} {named.state}") if named.state else None
        # a danger that is denied is nobody's
        negated = named.contrary or (info.role == "danger" and denied_before(read.sentence.words, named.atom.place[0], lexicon))
        if (named.atom.place[0] in denied or (named.contrary and info.alone == CAUSES)) and role != "excluded":
            # what somebody says is not so is neither asked about nor wanted
            role, negated = "given", True
        result.append(
            Mention(
                IRI(named.id), info.label, named.atom.text, info.kind, named.side, role,
                IRI(named.state) if named.state else None, IRI(node) if node else None, negated, *named.atom.place,
            )
        )
    return _absorbed(result, lexicon)


def _opens_condition(words: Sequence[Word], start: int, lexicon: Lexicon) -> bool:
    """Whether the word that stands at a place of the text opens a condition alone (*if*, *when*)."""
    form = next((word.form for word in words if word.start == start), "")
    entries = (lexicon.entries[n] for n in lexicon.phrases.get(form, ()))
    return any(e.kind == WORD and e.value == "GIVEN" for e in entries)


def denied_before(words: Sequence[Word], start: int, lexicon: Lexicon) -> bool:
    """Whether one of the two words before a place of the text denies what stands there.

    Words are found by where they stand: a sentence that is read may have more or fewer of them than were typed.
    """
    position = sum(word.start < start for word in words)
    for at in range(max(0, position - 2), position):
        pair = " ".join(w.form for w in words[at : at + 2])
        if any(lexicon.entries[n].kind == WORD and lexicon.entries[n].value == "ONLY" for n in lexicon.phrases.get(pair, ())):
            # *nothing but x* is x alone
            continue
        entries = [lexicon.entries[n] for n in lexicon.phrases.get(words[at].form, ())]
        if any(e.kind == WORD and e.value in ("WITHOUT", "DENIAL") for e in entries):
            return True
    return False


def _absorbed(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Mentions without a part that only says on which side the one sided thing is (*x, always with the left hand*)."""
    hosts = [m for m in mentions if lexicon.things[m.id.value].sided]
    if len(hosts) != 1 or (hosts[0].side is not None and hosts[0].id.value not in lexicon.part_decides):
        return mentions
    host = hosts[0]
    for part in mentions:
        bare = lexicon.role(part.id.value) == "bearer" and part.state is None and part.side in ("left", "right")
        if bare and part.start > host.end and part.role in ("given", host.role):
            return [replace(m, side=part.side) if m is host else m for m in mentions if m is not part]
    return mentions


def given_mentions(given: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    result = []
    for text in given:
        plain = readable(clean(text))
        for sentence in sentences_in(plain, lexicon):
            for mention in said_in(read_in(sentence, plain, lexicon), lexicon):
                result.append(replace(mention, role="excluded" if mention.role == "excluded" else "given", start=-1, end=-1))
    return result


def said_in(read: ReadSentence, lexicon: Lexicon) -> list[Mention]:
    """The mentions of a sentence that says something of a person; what it denies is negated, or left out if it could be an answer."""
    said = []
    # what is denied of causes `mentions_of` has found already
    bare = [n for n in read.reading.named if not lexicon.role(n.id) and lexicon.things[n.id].alone != CAUSES]
    denied = {n.atom.place[0] for n in bare if denied_before(read.sentence.words, n.atom.place[0], lexicon)}
    for mention in mentions_of(read, lexicon):
        if mention.start in denied and mention.role in ("topic", "object"):
            # *I do not … any more*
            mention = replace(mention, negated=True)  # noqa: PLW2901
        if mention.role == "excluded" and not may_be_answered(mention.id.value, lexicon):
            mention = replace(mention, role="given", negated=True)  # noqa: PLW2901
        elif mention.role not in ("excluded", "tool"):
            mention = replace(mention, role="given")  # noqa: PLW2901
        said.append(mention)
    return said


def ids_of(mentions: Sequence[Mention], roles: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.id.value for m in mentions if m.role in roles))


def as_part(
    choice: Choice, mentions: list[Mention], reading: Reading, lexicon: Lexicon
) -> tuple[Choice, list[Mention]]:
    """*is x a y* between two things of a class whose *is a* means a relation: from the second to the first."""
    topics = [m for m in mentions if m.role in ("topic", "object")]
    if choice.intent != CHECK or choice.relation or len(topics) != 2 or any(m.state for m in topics) or reading.left_over or reading.cues:
        # what more is said of them is what is asked
        return choice, mentions
    part, whole = topics
    for cls, relation in lexicon.copulas.items():
        if all(cls in lexicon.things[m.id.value].classes for m in topics):
            roles = {part: "object", whole: "topic"}
            turned = sorted(mentions, key=lambda m: m is part)
            return choice._replace(relation=relation), [replace(m, role=roles.get(m, m.role)) for m in turned]
    return choice, mentions


def ends_of(mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The ends of a chain: where it ends at a mere part of something, the complaint of that part is meant."""
    steps = [m for m in mentions if m.role in ("topic", "object")]
    if len(steps) < 2 or steps[-1].state is not None:
        return mentions
    last = steps[-1]
    finding = complaint_of(last.id.value, lexicon)
    if not finding or any(m.id.value == finding for m in mentions):
        return mentions
    info = lexicon.things[finding]
    return [replace(m, id=IRI(finding), label=info.label, kind=info.kind) if m is last else m for m in mentions]


def ideas_of(reading: Reading, choice: Choice, lexicon: Lexicon) -> list[Mention]:
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


def distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without repetitions: of the same thing, side, state and part the first."""
    kept: dict[tuple[object, ...], Mention] = {}
    for m in mentions:
        kept.setdefault((m.id, m.side, m.state, m.role, m.negated), m)
    return list(kept.values())


def options_said(read: Sequence[ReadSentence], mentions: list[Mention]) -> list[Mention]:
    """What was put up for choice before the sentence that asks (*x or y, which is better for z*) as options, z as what they are for."""
    if sum(m.role == "option" for m in mentions) > 1:
        return mentions
    offered = {r.reading.named[n].id for r in read if r.reading.frame.compared for n in r.reading.frame.topic}
    options = [m for m in mentions if m.id.value in offered and m.role in _SPOKEN]
    if len(options) < LEAST_CHOICE:
        return mentions
    return [replace(m, role="option" if m in options else "given") if m.role in _SPOKEN else m for m in mentions]


def _is_done(mention: Mention, lexicon: Lexicon) -> bool:
    """Whether a mention is of something that is done, and not denied."""
    info = lexicon.things.get(mention.id.value)
    return info is not None and info.alone == HOW_TO and mention.role in _SPOKEN and not mention.negated


def roles_for(choice: Choice, mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """The intent's own view of the parts: for what is likely in some state everything said is a given."""
    info = lexicon.intents.get(choice.intent)
    if info is not None and info.state:
        return [replace(m, role="given") if m.role in ("topic", "object", "option") else m for m in mentions]
    if choice.intent == CONDITION:
        # *what to leave out with x*: x is what somebody has
        return [replace(m, role="given") if m.role == "excluded" and lexicon.role(m.id.value) == "condition" else m for m in mentions]
    if choice.intent in _DONE and any(_is_done(m, lexicon) for m in mentions):
        # *x, where do my hands go*: what is done is asked about, whatever else is named
        roles = [("topic" if _is_done(m, lexicon) else "given") if m.role in _SPOKEN else m.role for m in mentions]
        return [replace(m, role=role) for m, role in zip(mentions, roles, strict=True)]
    if choice.intent == COMPARE:
        # *how does x differ from y*: what is like a topic is compared with it
        kinds = {m.kind for m in mentions if m.role in ("topic", "option")}
        return [replace(m, role="topic") if m.role == "given" and m.start >= 0 and m.kind in kinds else m for m in mentions]
    if not any(m.role in ("topic", "object", "option") for m in mentions):
        # a condition of the sentence (*when I …*) is what an intent without another topic is about; the caller's givens are not
        return [replace(m, role="topic") if m.role == "given" and m.start >= 0 and not m.negated else m for m in mentions]
    return mentions
