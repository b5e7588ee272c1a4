"""The answer object: frozen values, and their form as plain data.

Everything a user or a program sees of an answer passes through `to_dict` or `text`; both hold cleaned text only.
"""

from __future__ import annotations

from _collections_abc import Sequence  # what `collections.abc` hands on, without the package around it

from myologic.answering.clean import clean, clean_line
from myologic.engine.records import dataclass, field
from myologic.exits import OF_ANSWER

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Final, Literal, TypeAlias

    from myologic.schemas.shapes import AnswerData, AnswerItemData

VERSION: Final = 1

Status: TypeAlias = "Literal['answered', 'clarify', 'refused', 'not_on_record', 'safety']"
Side: TypeAlias = "Literal['left', 'right', 'both']"
Plain: TypeAlias = "str | int | float | bool | None | list[Plain] | dict[str, Plain]"

INTENTS: Final = tuple(
    [
        "strengthens",
        "stretches",
        "mobilises",
        "releases",
        "causes",
        "caused_by",
        "symptoms_of",
        "suggests",
        "weak_given",
        "tight_given",
        "why",
        "why_not",
        "path",
        "plan",
        "habit_for",
        "how_to",
        "dosage",
        "side",
        "compare",
        "count",
        "list",
        "define",
        "contraindicated",
        "safety_red_flag",
        "self_check",
        "equipment_filter",
        "level_filter",
        "boolean_check",
        "source",
        "out_of_scope",
    ]
)


def as_side(text: str | None) -> Side | None:
    """A side by its name, None for anything else."""
    sides: dict[str | None, Side] = {"left": "left", "right": "right", "both": "both"}
    return sides.get(text)


def one_side(text: str | None) -> Literal["left", "right"] | None:
    """Left or right by its name, None for anything else."""
    return "left" if text == "left" else "right" if text == "right" else None


@dataclass(frozen=True, slots=True)
class Source:
    """A published source as it is shown."""

    id: str
    citation: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a question speaks of: its address, its label, the words that named it, the side said of it."""

    id: str
    label: str
    text: str
    side: Literal["left", "right"] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A spelling that was read as another."""

    written: str
    read: str


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was read.

    Parameters
    ----------
    entities
        The things it speaks of, in the order of the text.
    slots
        Side, equipment, level, limit, negation and the like, as plain data.
    assumed
        One sentence for each thing that was taken for granted.
    corrections
        Spellings that were read as others.
    not_understood
        The words that were not understood.
    """

    entities: tuple[Entity, ...] = ()
    slots: Mapping[str, Plain] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    not_understood: tuple[str, ...] = ()

    def __hash__(self) -> int:
        # Plain data cannot be hashed; values that are equal still have equal hashes.
        return hash((self.entities, self.assumed, self.corrections, self.not_understood))


class Later(Sequence[str]):
    """Sentences that are put together when somebody reads them: of a long list most reasons are never read.

    Behaves as the tuple that it becomes, and is told from no other of the same sentences.

    Parameters
    ----------
    make
        Makes the sentences; called once, from what does not change.
    """

    __slots__ = ("_make", "_made")

    def __init__(self, make: Callable[[], tuple[str, ...]]) -> None:
        self._make: Callable[[], tuple[str, ...]] | None = make
        self._made: tuple[str, ...] = ()

    def _sentences(self) -> tuple[str, ...]:
        make = self._make
        if make is not None:
            self._made, self._make = make(), None
        return self._made

    def __getitem__(self, place: Any) -> Any:  # a number or a slice, as a tuple takes them
        return self._sentences()[place]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences())

    def __len__(self) -> int:
        return len(self._sentences())

    def __eq__(self, other: object) -> bool:
        return self._sentences() == (other._sentences() if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._sentences())

    def __repr__(self) -> str:
        return repr(self._sentences())

    def __reduce__(self) -> tuple[type, tuple[tuple[str, ...]]]:
        return tuple, (self._sentences(),)


@dataclass(frozen=True, slots=True)
class AnswerItem:
    """One thing that is answered.

    Parameters
    ----------
    id, label, names, kind
        Address, preferred name, every name, and the class in words ("exercise", "muscle", …).
    side
        The side it is said of, "both", or None where sides play no part.
    verdict
        What is said of it ("tight", "avoid", …), or None.
    certainty
        A level of certainty, or None where nothing is claimed.
    sources
        Where it is published.
    why
        Sentences, a tuple or what behaves as one: the rule that concluded it, filled in, and the statements it rests on, with file and line.
    details
        Plain data: how it is done, dose, equipment, level, count …
    """

    id: str
    label: str
    names: tuple[str, ...] = ()
    kind: str = "thing"
    side: Side | None = None
    verdict: str | None = None
    certainty: str | None = None
    sources: tuple[Source, ...] = ()
    why: Sequence[str] = ()
    details: Mapping[str, Plain] = field(default_factory=dict)

    def __hash__(self) -> int:
        # Without plain data, and without reasons: they are only put together when somebody reads them.
        return hash((self.id, self.label, self.side, self.verdict, self.certainty))


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, answered, asked back, refused, or met with care.

    Parameters
    ----------
    question
        The question, cleaned.
    status
        "answered", "clarify" (several readings, or something is missing), "refused" (not understood or not meant for
        this place), "not_on_record" (understood, and nothing known), "safety" (care comes first).
    intent
        One of `INTENTS`.
    paraphrase
        One line that says how the question was read; asked again, it gives the same answer.
    text
        What a person reads, paraphrase first, unwrapped.
    understood, answers, boolean, number, warnings, suggestions
        See the field types. Every suggestion is a question that is answered.
    sparql
        The question as a query, where it is a plain look-up in the graph.
    kb_name, kb_hash
        Which knowledge base answered.

    Examples
    --------
    >>> import myologic
    >>> answer = myologic.load().ask("does prolonged sitting tighten the hip flexors")
    >>> answer.status, answer.boolean, answer.exit_code
    ('answered', True, 0)
    >>> answer.to_dict()["version"]
    1
    """

    question: str
    status: Status
    intent: str
    paraphrase: str
    text: str
    understood: Understood
    answers: tuple[AnswerItem, ...]
    boolean: bool | None
    number: int | float | None
    warnings: tuple[str, ...]
    suggestions: tuple[str, ...]
    sparql: str | None
    kb_name: str
    kb_hash: str

    @property
    def exit_code(self) -> int:
        """The exit code of the command that prints this answer."""
        return OF_ANSWER[self.status]

    def to_dict(self) -> AnswerData:
        """The answer as plain data, version 1 of the schema `answer`, every text cleaned."""
        understood = self.understood
        return {
            "version": VERSION,
            "question": clean(self.question),
            "status": self.status,
            "intent": self.intent,
            "paraphrase": clean_line(self.paraphrase),
            "text": clean(self.text),
            "understood": {
                "entities": [
                    {"id": clean(e.id), "label": clean_line(e.label), "text": clean_line(e.text), "side": e.side}
                    for e in understood.entities
                ],
                "slots": _plain(understood.slots),
                "assumed": _lines(understood.assumed),
                "corrections": [
                    {"from": clean_line(c.written), "to": clean_line(c.read)} for c in understood.corrections
                ],
                "not_understood": _lines(understood.not_understood),
            },
            "answers": [_item(item) for item in self.answers],
            "boolean": self.boolean,
            "number": self.number,
            "warnings": _lines(self.warnings),
            "suggestions": _lines(self.suggestions),
            "sparql": None if self.sparql is None else clean(self.sparql),
            "kb": {"name": clean_line(self.kb_name), "hash": self.kb_hash},
        }

    def _repr_html_(self) -> str:
        """The answer for a notebook: its text, with reasons and sources to unfold; escaped."""
        from myologic.notebook import answer_html

        return answer_html(self)


def _item(item: AnswerItem) -> AnswerItemData:
    return {
        "id": clean(item.id),
        "label": clean_line(item.label),
        "names": _lines(item.names),
        "kind": clean_line(item.kind),
        "side": item.side,
        "verdict": item.verdict,
        "certainty": item.certainty,
        "sources": [{"id": clean(s.id), "citation": clean_line(s.citation)} for s in item.sources],
        "why": _lines(item.why),
        "details": _plain(item.details),
    }


def _lines(texts: Iterable[str]) -> list[str]:
    return [clean_line(text) for text in texts]


def _plain(value: Mapping[str, Plain]) -> dict[str, Plain]:
    return {clean_line(key): _cleaned(inner) for key, inner in value.items()}


def _cleaned(value: Plain) -> Plain:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    if isinstance(value, dict):
        return _plain(value)
    return value
