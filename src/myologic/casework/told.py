"""A case from plain sentences: each is understood as what is said of a person in a question is."""

from __future__ import annotations

from collections.abc import Iterable

from myologic.casework.catalogue import Catalogue
from myologic.casework.entries import ABSENT, PRESENT, CaseData
from myologic.casework.given import STATE_VALUES, given_data
from myologic.casework.safety import told_care
from myologic.engine.errors import QuestionError
from myologic.engine.terms import IRI
from myologic.kb.base import KnowledgeBase
from myologic.kb.vocabulary import local_name

ASKED = "which muscles are tight"
"""The question that the sentences are told beside; of its answer nothing is used."""

STOP = "safety_red_flag"


def told_data(kb: KnowledgeBase, sentences: Iterable[str], *, pain: str = "unknown", age: int | None = None) -> CaseData:
    """What is known of a person, from sentences such as "my head is forward" and "no pain in my left hip".

    Parameters
    ----------
    kb
        The knowledge base, with the words of its things.
    sentences
        Plain sentences, one or several things in each.
    pain, age
        As in a case file.

    Raises
    ------
    QuestionError
        If nothing, or not all, of a sentence is understood, or if it may be a warning sign that is not on record by name.
        The message has a line for each sentence, with the nearest known word.
    """
    from myologic.grammar.understanding import understand

    catalogue = Catalogue(kb)
    given: list[tuple[IRI, str | None, str]] = []
    states: list[tuple[IRI, str | None, IRI]] = []
    mistakes: list[str] = []
    for sentence in sentences:
        shown = "".join(each if each.isprintable() else "?" for each in sentence.strip())[:80]
        question = understand(ASKED, kb.lexicon, given=[sentence])
        found = 0
        flagged = unclear = False
        for mention in question.mentions:
            homes = catalogue.lists_of(mention.id)
            if mention.state is not None and local_name(mention.state) in STATE_VALUES and not mention.negated:
                states.append((mention.id, mention.side, mention.state))
                found += 1
            elif homes:
                given.append((mention.id, mention.side, ABSENT if mention.negated else PRESENT))
                flagged = flagged or ("red_flags" in homes and not mention.negated)
                found += 1
            else:
                unclear = unclear or mention.role == "topic"
        if question.intent == STOP and (unclear or not flagged):
            mistakes.append(f"`{shown}` may speak of a warning sign; name it, or see a professional first")
        elif question.not_understood:
            words = ", ".join(f"`{each}`" for each in question.not_understood)
            mistakes.append(f"`{shown}`: not understood: {words}{_hint(catalogue, question.not_understood[0])}")
        elif not found:
            mistakes.append(f"`{shown}` names nothing that belongs into a case{_hint(catalogue, shown)}")
    if mistakes:
        care = told_care(kb, (thing for thing, _, there in given if there == PRESENT and "red_flags" in catalogue.lists_of(thing)))
        mistakes = [care, *mistakes] if care else mistakes
        raise QuestionError("\n".join(mistakes))
    return given_data(kb, given, states, pain, age)


def _hint(catalogue: Catalogue, words: str) -> str:
    from myologic.casework.reading import nearest

    names = {name.lower(): None for each in ("findings", "tests", "habits", "conditions") for name in catalogue.names(each)}
    hint = nearest(words.lower().replace("_", " "), names)
    return f"; did you mean `{hint}`?" if hint else ""
