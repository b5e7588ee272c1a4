"""The knowledge base as everything after it sees it: facts, proofs, certainty, names, and cases on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from myologic.engine.terms import IRI, Place, Term, Triple
from myologic.kb.facts import FactTable
from myologic.kb.reading import Reading, Source
from myologic.kb.vocabulary import MODIFIED, PREF_LABEL, kb_

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from myologic.grammar.lexicon import Lexicon

LEVELS = ("contested", "very-low", "low", "moderate", "high")


@dataclass(frozen=True, slots=True)
class RuleNote:
    """What an author says about a rule.

    Parameters
    ----------
    id
        The rule's address.
    label
        Its name in words.
    sentence
        What it says, with slots in braces for the rule's variables.
    rationale
        Why it should hold, or None.
    certainty
        A level, or None.
    sources
        Who says so.
    modified
        When it was last looked at, as a date, or None.
    """

    id: str
    label: str
    sentence: str | None
    rationale: str | None
    certainty: str | None
    sources: tuple[Source, ...]
    modified: str | None


class KnowledgeBase(Reading):
    """The checked and inferred content. Frozen, safe to share between threads, read lazily.

    Parameters
    ----------
    sections
        The compiled content, from memory or from a snapshot file.
    notices
        What a user may want to know about the loading itself, as that nothing could be kept for the next time.
    """

    def __init__(self, sections: Mapping[str, memoryview], notices: tuple[str, ...] = ()) -> None:
        self._sections = sections
        self.notices = notices
        self.name, self.hash, *packs = bytes(sections["identity"]).decode().split("\n")
        self.packs: tuple[str, ...] = tuple(packs)

    @cached_property
    def _facts(self) -> FactTable:
        return FactTable(self._sections)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The phrases of the question language."""
        import json

        from myologic.grammar.lexicon import Lexicon

        return Lexicon.from_parts(json.loads(bytes(self._sections["lexicon"])))

    def __len__(self) -> int:
        return self._facts.size

    def match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterator[Triple]:
        """The facts that fit, None meaning anything, in the order of their terms."""
        return self._facts.match(subject, predicate, object_)

    def objects(self, subject: Term, predicate: Term) -> tuple[Term, ...]:
        """The objects of a subject and a predicate, sorted."""
        return self._facts.objects(subject, predicate)

    def subjects(self, predicate: Term, object_: Term) -> tuple[Term, ...]:
        """The subjects of a predicate and an object, sorted."""
        return self._facts.subjects(predicate, object_)

    def has(self, subject: Term, predicate: Term, object_: Term) -> bool:
        """Whether a fact holds."""
        return self._facts.index(Triple(subject, predicate, object_)) >= 0

    def is_derived(self, triple: Triple) -> bool:
        """Whether a fact was derived by a rule and is written nowhere."""
        index = self._facts.index(triple)
        return index >= 0 and self._facts.is_derived(index)

    def place(self, triple: Triple) -> Place | None:
        """Where a written fact stands (its object); None for what was derived or is unknown."""
        index = self._facts.index(triple)
        return None if index < 0 else self._facts.place(index)

    def certainty(self, triple: Triple) -> str | None:
        """How sure a fact is, a level's name, or None where nothing was said."""
        index = self._facts.index(triple)
        rank = 0 if index < 0 else self._facts.certainty(index)
        return LEVELS[rank - 1] if rank else None

    def rule_note(self, rule: IRI) -> RuleNote | None:
        """What is said about a rule, or None where nothing is."""
        return rule_note(self, rule)


def rule_note(reading: Reading, rule: IRI) -> RuleNote | None:
    """What is said about a rule, or None where nothing is."""
    label = reading.text(rule, PREF_LABEL)
    if label is None:
        return None
    return RuleNote(
        rule.value,
        label,
        reading.text(rule, kb_("sentence")),
        reading.text(rule, kb_("rationale")),
        reading.text(rule, kb_("certainty")),
        reading.sources(rule),
        reading.text(rule, MODIFIED),
    )
