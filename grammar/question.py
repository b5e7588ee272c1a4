"""What a question asks, as frozen values. Made from text by `grammar/understanding.py`, answered elsewhere.

A question is an intent over mentions. A mention is a named thing of the knowledge base with what was said of it: a side,
a state, the part it plays. Nothing here knows a subject matter: intents, classes, states and sides are names that the
lexicon brings.
"""

from __future__ import annotations

from myologic.engine.records import dataclass, field
from myologic.engine.terms import IRI

REFUSALS = ("off_topic", "near_miss", "nonsense", "unsafe_medical", "crisis", "injection", "oversize", "empty")
"""The kinds of refusal, closed: names of `Question.refusal`."""

ROLES = ("topic", "object", "given", "excluded", "option", "tool")
"""The parts a mention can play, closed: names of `Mention.role`."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A named thing in a question.

    Parameters
    ----------
    id
        The thing.
    label
        Its preferred name.
    text
        The words that named it, as they stood in the cleaned text (before spelling correction).
    kind
        The public word for its most specific class in lower case, as the lexicon has it.
    side
        "left", "right", "both" or None where no side was said of it.
    role
        "topic": what the question is about; of a relation its subject where there is an `object` as well.
        "object": the second thing, as the end of a path, the object of a yes/no question, what a `why` is to explain.
        "given": said to be so of a person, in a clause (*if …*, *given …*) or a sentence of its own, or by the caller.
        "excluded": not wanted among the answers (*not the …*, *besides …*).
        "option": one of the things to compare or to choose from.
        "tool": equipment named as a filter; it stands in `Slots.equipment_with` or `equipment_without` too.
    state
        The state said of the thing (*ripe* …), or None.
    node
        The node that stands for the thing in that state, where the knowledge base has one (it may carry its own links).
    negated
        The thing was said *not* to be so (*I never …*, *no …*). Such a given is an absence, not a fact.
    start, end
        Where `text` stands in `Question.text`, in code points; (-1, -1) where it comes from `given` or `after`.
    """

    id: IRI
    label: str
    text: str
    kind: str
    side: str | None = None
    role: str = "topic"
    state: IRI | None = None
    node: IRI | None = None
    negated: bool = False
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Slots:
    """Filters and modifiers of a question; each is None, False or empty where it was not said.

    Parameters
    ----------
    side
        "left", "right", "both" (both sides alike), "one" (either side apart, the weaker or the stronger one).
    equipment_with, equipment_without
        Things at hand that answers may use, and things they must not use.
    only_equipment
        Nothing but `equipment_with` is at hand (*I only have …*, *just a …*).
    no_equipment
        Nothing at all is at hand.
    level
        The level asked for.
    level_change
        "easier" or "harder": than the thing in question.
    negation
        Something was denied, excluded or asked in the negative.
    limit
        At most so many answers, from 1.
    minutes
        At most so much time, in minutes, from 1.
    laterality
        One-sided or two-sided answers only.
    position
        The position the person wants to be in (*sitting*, *standing*, *lying*).
    position_without
        The position the person does not want to be in.
    superlative
        "most" or "least" where the best, strongest, first or the like was asked.
    everything
        All of a kind was asked for (*every*, *all*, *list*).
    purpose
        What answers are to do, where a noun said so (*recipes for …*) beside another intent.
    frequency
        Of a dosage: "reps", "sets", "hold", "frequency", "load" or "time", where one of them was named.
    state
        A state asked for or filtered by that is said of nothing named (*every … that can be ripe*).
    lacking
        The class of what answers must not have (*without a source*, *with no … attached*).
    numbers
        The other numbers named, in order.
    """

    side: str | None = None
    equipment_with: tuple[IRI, ...] = ()
    equipment_without: tuple[IRI, ...] = ()
    only_equipment: bool = False
    no_equipment: bool = False
    level: IRI | None = None
    level_change: str | None = None
    negation: bool = False
    limit: int | None = None
    minutes: int | None = None
    laterality: IRI | None = None
    position: str | None = None
    position_without: str | None = None
    superlative: str | None = None
    everything: bool = False
    purpose: IRI | None = None
    frequency: str | None = None
    state: IRI | None = None
    lacking: IRI | None = None
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A typed question. Frozen; equal questions ask the same.

    Parameters
    ----------
    intent
        One of the public names of intents (`causes` … `out_of_scope`).
    text
        The question as typed, cleaned of control, bidi, zero-width and tag characters; nothing else is changed.
    mentions
        Every thing named, in the order of the text; those brought by `given` come first, inherited ones (from `after`)
        next, with start and end -1.
    relation
        The property that the question is about, or None where the intent alone says it.
    inverse
        False: the topic is the *object* of `relation` and subjects are asked for (*what … the X*); or, where there is an
        `object` mention, topic and object stand in their natural places. True: the topic is the *subject* and objects are
        asked for (*what does the X …*).
    answer_kind
        The class of the things asked for, where a noun or a relation says it; else None.
    boolean
        A yes or no is asked for (whatever the intent).
    slots
        Filters.
    assumed
        Sentences (lower case, no full stop): what was taken for granted to answer at all.
    corrections
        (as typed, as read), in the order of the text.
    not_understood
        The content words and phrases that played no part, as typed. Empty in a fully understood question. Words known to
        be harmless are not listed.
    warnings
        Sentences on what was cleaned away or ignored (control characters, code, the end of an oversized text).
    refusal
        One of `REFUSALS`, or None. With a refusal `intent` is `out_of_scope`; `not_understood` says why. An oversized or
        injected text whose rest was understood has no refusal, but a warning.
    missing
        What has to be asked back before answering (status *clarify*): "topic" (nothing to speak of), "side" (which side),
        "reading" (see `alternatives`), or None.
    alternatives
        The readings among which the person is to choose, at least two, or empty. Their texts are questions that run.
    inherited
        Something was taken from the question before (`after`).
    care
        The name of the words of care that answer a refusal, where they are others than those of its kind.
    previous
        The question before, understood, where there is one (its topic is what *these* speaks of).
    clear
        Its words leave hardly a doubt of its intent.
    elsewhere
        It is refused because its words as a whole speak of something else: without those not understood it would not be nearer.
    pointed
        *The second one*, of what answered the question before: its number, counted from 1 (from -1 backwards), and where the words
        stand in `text`; or None.
    decided
        Yes or no by what is stated of the only thing mentioned, where the words claim that or the contrary; else None.
    """

    intent: str
    text: str
    mentions: tuple[Mention, ...] = ()
    relation: IRI | None = None
    inverse: bool = False
    answer_kind: IRI | None = None
    boolean: bool = False
    slots: Slots = field(default_factory=Slots)
    assumed: tuple[str, ...] = ()
    corrections: tuple[tuple[str, str], ...] = ()
    not_understood: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refusal: str | None = None
    missing: str | None = None
    alternatives: tuple[Question, ...] = ()
    inherited: bool = False
    care: str = ""
    previous: Question | None = None
    clear: bool = False
    elsewhere: bool = False
    pointed: tuple[int, int, int] | None = None
    decided: bool | None = None

    def having(self, *roles: str) -> tuple[Mention, ...]:
        """The mentions that play one of these parts, in order."""
        return tuple(m for m in self.mentions if m.role in roles)
