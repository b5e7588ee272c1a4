"""Whether people find what authors write: the label of each thing, asked as a question, brings the thing back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from myologic.engine.errors import Problem
from myologic.engine.terms import IRI, Literal, Term
from myologic.grammar.lexicon import THING, Lexicon
from myologic.grammar.question import Question
from myologic.grammar.understanding import understand
from myologic.kb.codes import problem
from myologic.kb.content import ReadFile
from myologic.kb.vocabulary import PREF_LABEL

_FORMS = ("{}", "what is {}")


class Fine(Protocol):
    """A set of labels, each a thing and a text."""

    def __contains__(self, label: tuple[str, str], /) -> bool: ...
    def add(self, label: tuple[str, str], /) -> None: ...


def check_labels(judged: Sequence[ReadFile], lexicon: Lexicon, fine: Fine | None = None) -> Iterator[Problem]:
    """Things of the judged files that are asked by name and do not come back from their own label.

    Parameters
    ----------
    judged
        The files whose things are asked for.
    lexicon
        The phrases of all content.
    fine
        Labels that are known to come back, by thing and text; those that do are added.
    """
    asked = {entry.value for entry in lexicon.entries if entry.kind == THING and entry.rank == 0}
    seen: set[Term] = set()
    for read in judged:
        for statement in read.statements:
            subject, predicate, label = statement.triple
            if predicate != PREF_LABEL or subject in seen or not isinstance(label, Literal):
                continue
            if not isinstance(subject, IRI) or subject.value not in asked:
                continue
            seen.add(subject)
            if fine is not None and (subject.value, label.lexical) in fine:
                continue
            if not any(subject in _named(understand(form.format(label.lexical), lexicon)) for form in _FORMS):
                message = (
                    f"the question `what is {label.lexical}` does not lead to this thing; "
                    "part of the name is read as something else, so add a skos:altLabel that is not"
                )
                yield problem(statement.object_place, "K119", message)
            elif fine is not None:
                fine.add((subject.value, label.lexical))


def _named(question: Question) -> Iterator[object]:
    """The things that a question speaks of: named, as a state, as a filter."""
    for mention in question.mentions:
        yield from (mention.id, mention.node, mention.state)
    slots = question.slots
    yield from (slots.level, slots.laterality, slots.purpose, slots.state)
    yield from (*slots.equipment_with, *slots.equipment_without)
