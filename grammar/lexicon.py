"""The lexicon: every phrase that the question language knows, compiled once to plain data.

A lexicon is content. Names come from the labels of things, verbs from properties, everything else (question words, cues of
intents, states, sides, spellings, inflection) from the files of the lexicon folder. `grammar/compile.py` makes one from
triples; here is what it is at run time. All values are plain lists, dictionaries and strings, so that a snapshot can keep
them as JSON.
"""

from __future__ import annotations

from myologic.engine.records import NamedTuple, dataclass, field

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

# Kinds of entries: what a phrase may be. The words after each are what `value` and `extra` hold.
THING = "THING"  # the thing
CLASS = "CLASS"  # the class; extra: a relation that its members are asked for by, or ""
REL = "REL"  # the property, in its active wording
INV = "INV"  # the property, in its inverse wording
STATE = "STATE"  # the state
SIDE = "SIDE"  # "left", "right", "both", "one"
CUE = "CUE"  # the group of cues; extra: the token that its first word makes where it opens a question
TOPIC = "TOPIC"  # the kind of refusal; extra: the strength, "always" or "alone"
OTHER_SIDE = "other side"  # the extra of a thing that is on the other side than the wording says
CONTRARY = "contrary"  # the extra of a thing whose opposite the wording says
WORD = "WORD"  # the token kind it makes in the grammar, or "" for a word that says nothing


_APART = {"alarms": "alarms", "inclined": "inclined", "inclines": "inclined", "units": "inclined"}
PARTS = ("phrases", *dict.fromkeys(_APART.values()))
"""Parts of a lexicon: those that are made of facts of their own may be kept where only others have changed."""


def part_of(field: str) -> str:
    """The part that a field of a lexicon belongs to."""
    return _APART.get(field, "phrases")


class Entry(NamedTuple):
    """What a phrase may stand for.

    Parameters
    ----------
    kind
        One of the kinds above.
    value, extra
        What the kind says.
    rank
        How near the wording is to the preferred one: 0 preferred, 1 alternative, 2 hidden, 3 described.
    """

    kind: str
    value: str
    extra: str = ""
    rank: int = 0


class ThingInfo(NamedTuple):
    """What is known of a thing that can be named.

    Parameters
    ----------
    label
        The preferred name.
    classes
        Its most specific classes and all classes above them, nearest first.
    kind
        The public word for the nearest class.
    role
        What its class plays in questions: "" or the text of `lex:role` of the nearest class that has one.
    alone
        The intent of a question that names nothing else, or "".
    stated
        The intent where the thing is only said to be so of a person, or "".
    sided
        It is on one side or the other.
    """

    label: str
    classes: tuple[str, ...]
    kind: str
    role: str
    alone: str
    stated: str
    sided: bool = False


class RelationInfo(NamedTuple):
    """A property that can be asked by a verb: its label, what it goes from and to, the intents that ask it, its idea.

    The idea is the thing that its noun stands for (*speed*, of *speeds up*), "" where there is none. A relation that
    remedies gives way to the one that remedies the state which is said of a thing. Of the relations that one verb may
    stand for, a thing of the class that a relation is proper to is meant by that relation.
    """

    label: str
    domain: str
    range: str
    intent: str
    inverse_intent: str
    idea: str
    remedies: bool
    proper_to: str = ""


class IntentInfo(NamedTuple):
    """What the lexicon says of an intent.

    Parameters
    ----------
    rank
        Of several intents that a question shows signs of, the one with the highest rank wins.
    things
        How many things it needs at least to be answered; where they are missing the question is asked back.
    yes_no
        A yes/no form leaves it as it is, where it would make others a check of a claim.
    relation
        The property it asks by, or "".
    state
        The state that it asks for, or "".
    other_end
        It asks for the objects of `relation`, not for its subjects.
    label
        What a question of this intent does, in words (*asks for reasons*).
    """

    rank: int
    things: int
    yes_no: bool
    relation: str
    state: str
    other_end: bool
    label: str = ""


class CueInfo(NamedTuple):
    """A group of cues: the intent it shows, its rank, and when it counts (a `lex:detail`, or "")."""

    intent: str
    rank: int
    detail: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A compiled lexicon.

    Parameters
    ----------
    entries
        Numbered by position.
    phrases
        Normalised phrase (words with one space between) to the numbers of what it may stand for, best first.
    heads
        First word of a phrase to the number of words of the longest phrase that begins so.
    loose
        First word (base form) of a loose wording to its patterns: items and the number of the entry. An item is base
        forms with `|` between, or `*` for up to a few words of any kind.
    lemmas
        Word form to base forms (`|` between), of the words that occur in loose wordings.
    respell, misspelt
        Phrase to what to read instead: a short spelling, which goes without saying, and a word to its common
        misspelling, which is announced as a correction.
    things, relations, intents, cues
        What is known of each.
    shifts
        (intent, class of the topic, the intent that it becomes).
    class_intents
        Class to the intent of a question for its members.
    copulas
        Class to the relation that *is a* means between its members, from the second to the first.
    usual
        Class to the relation that its members are usually asked by.
    parents
        Class to it and all classes above it, of the classes that have a noun.
    states
        State to its label and to the relation that remedies it, or "".
    asked_like
        State to the one that is asked for where this one is.
    compounds
        `thing state` to the node that stands for the thing in that state.
    complaints
        `thing state`, with ` side` behind where one side is meant, to the thing that the complaint stands for.
    part_decides
        Things whose side is that of a part that is named beside them, whatever side is said of themselves.
    see_through
        Words that may stand inside a loose wording without belonging to it.
    alarms
        What `grammar/alarm_rules.py` makes of the alarms; empty where there are none.
    inclined
        (intent, bias, weight of each unit) of every intent that words incline to, as `grammar/inclination.py` weighs them.
    units
        (step of its weights, bias) of every unit that signs have weights towards.
    kin
        Word form to the numbers of its families, blanks between, and `#` with a number to the base forms of that family, `|` between.
    inclines
        Sign of a question to its weights towards `units`, a character for each.
    """

    entries: Sequence[Entry] = ()
    phrases: Mapping[str, list[int]] = field(default_factory=dict)
    heads: Mapping[str, int] = field(default_factory=dict)
    loose: Mapping[str, list[list[Any]]] = field(default_factory=dict)
    lemmas: Mapping[str, str] = field(default_factory=dict)
    respell: Mapping[str, str] = field(default_factory=dict)
    misspelt: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, ThingInfo] = field(default_factory=dict)
    relations: Mapping[str, RelationInfo] = field(default_factory=dict)
    intents: Mapping[str, IntentInfo] = field(default_factory=dict)
    cues: Mapping[str, CueInfo] = field(default_factory=dict)
    shifts: tuple[tuple[str, str, str], ...] = ()
    class_intents: Mapping[str, str] = field(default_factory=dict)
    copulas: Mapping[str, str] = field(default_factory=dict)
    usual: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, list[str]] = field(default_factory=dict)
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    asked_like: Mapping[str, str] = field(default_factory=dict)
    compounds: Mapping[str, str] = field(default_factory=dict)
    complaints: Mapping[str, str] = field(default_factory=dict)
    part_decides: frozenset[str] = frozenset()
    see_through: frozenset[str] = frozenset()
    alarms: Mapping[str, Any] = field(default_factory=dict)
    inclined: tuple[tuple[str, float, tuple[float, ...]], ...] = ()
    units: tuple[tuple[float, float], ...] = ()
    inclines: Mapping[str, str] = field(default_factory=dict)
    kin: Mapping[str, str] = field(default_factory=dict)
    _memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every single word of the lexicon: what spelling is corrected to."""
        words: frozenset[str] | None = self._memo.get("vocabulary")
        if words is None:
            words = frozenset(" ".join(self.phrases).split()) | frozenset(self.lemmas)
            self._memo["vocabulary"] = words
        return words

    @property
    def respell_heads(self) -> Mapping[str, int]:
        """What `normalise.first_words` makes of the short spellings."""
        memo = self.memo("respell")
        if "heads" not in memo:
            from myologic.grammar.normalise import first_words

            memo["heads"] = first_words(self.respell)
        return memo["heads"]  # type: ignore[no-any-return]  # put there above

    def memo(self, name: str) -> dict[str, Any]:
        """A dictionary in which a stage may keep what it worked out from this lexicon alone."""
        return self._memo.setdefault(name, {})  # type: ignore[no-any-return]  # a dictionary of dictionaries but for one

    def to_parts(self) -> dict[str, Any]:
        """The lexicon as plain JSON data, in a fixed order."""
        from collections.abc import Mapping

        return {
            "entries": [list(e) for e in self.entries],
            "phrases": dict(self.phrases),
            "heads": dict(self.heads),
            "loose": dict(self.loose),
            "lemmas": dict(self.lemmas),
            "respell": dict(self.respell),
            "misspelt": dict(self.misspelt),
            "things": {k: [list(v) if isinstance(v, tuple) else v for v in info] for k, info in self.things.items()},
            "relations": {k: list(v) for k, v in self.relations.items()},
            "intents": {k: list(v) for k, v in self.intents.items()},
            "cues": {k: list(v) for k, v in self.cues.items()},
            "shifts": [list(row) for row in self.shifts],
            "class_intents": dict(self.class_intents),
            "copulas": dict(self.copulas),
            "usual": dict(self.usual),
            "parents": dict(self.parents),
            "states": {k: list(v) for k, v in self.states.items()},
            "asked_like": dict(self.asked_like),
            "compounds": dict(self.compounds),
            "complaints": dict(self.complaints),
            "part_decides": sorted(self.part_decides),
            "see_through": sorted(self.see_through),
            "alarms": {k: dict(v) if isinstance(v, Mapping) else v for k, v in self.alarms.items()},
            "inclined": [[name, bias, list(weights)] for name, bias, weights in self.inclined],
            "units": [list(row) for row in self.units],
            "inclines": dict(self.inclines),
            "kin": dict(self.kin),
        }

    @classmethod
    def from_parts(cls, parts: Mapping[str, Any]) -> Lexicon:
        """The lexicon that `to_parts` took apart."""
        return cls(
            entries=tuple(Entry(*row) for row in parts["entries"]),
            phrases=parts["phrases"],
            heads=parts["heads"],
            loose=parts["loose"],
            lemmas=parts["lemmas"],
            respell=parts["respell"],
            misspelt=parts["misspelt"],
            things={k: ThingInfo(v[0], tuple(v[1]), *v[2:]) for k, v in parts["things"].items()},
            relations={k: RelationInfo(*v) for k, v in parts["relations"].items()},
            intents={k: IntentInfo(*v) for k, v in parts["intents"].items()},
            cues={k: CueInfo(*v) for k, v in parts["cues"].items()},
            shifts=tuple((a, b, c) for a, b, c in parts["shifts"]),
            class_intents=parts["class_intents"],
            copulas=parts["copulas"],
            usual=parts["usual"],
            parents=parts["parents"],
            states={k: (v[0], v[1]) for k, v in parts["states"].items()},
            asked_like=parts["asked_like"],
            compounds=parts["compounds"],
            complaints=parts["complaints"],
            part_decides=frozenset(parts["part_decides"]),
            see_through=frozenset(parts["see_through"]),
            alarms=parts["alarms"],
            inclined=tuple((name, bias, tuple(weights)) for name, bias, weights in parts["inclined"]),
            units=tuple((step, bias) for step, bias in parts["units"]),
            inclines=parts["inclines"],
            kin=parts["kin"],
        )

    def is_a(self, thing: str, classes: Iterable[str]) -> bool:
        """Whether a thing belongs to one of the classes; an unknown thing and no class do not say no."""
        wanted = [c for c in classes if c]
        info = self.things.get(thing)
        return info is None or not wanted or any(c in info.classes for c in wanted)

    def asks_for(self, state: str, states: Iterable[str]) -> bool:
        """Whether an intent that asks for one state is shown by any of some states."""
        return bool(state) and any(self.asked_like.get(s, s) == state for s in states)

    def role(self, thing: str) -> str:
        """What a thing plays in questions, "" where nothing is known."""
        info = self.things.get(thing)
        return "" if info is None else info.role
