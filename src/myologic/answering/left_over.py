"""Words that a question left over: which of them an answer has to state as an assumption, and which play no part.

A question is rarely read to its last word (*on the train my shoulder …*). A word that the language knows to bear meaning, or
that looks misspelt, may have been the point: an answer without it says so. A word inside a name of what was understood has
played its part, and an ordinary word that the language never uses is only the scene; both are not assumed away.
"""

from __future__ import annotations

from myologic.answering.graph import Graph, parts, wholes
from myologic.answering.words import listed
from myologic.engine.generic import Protocol
from myologic.engine.records import replace
from myologic.grammar.lexicon import CLASS, INV, REL, SIDE, STATE, THING, Lexicon
from myologic.grammar.normalise import phrase_words
from myologic.grammar.question import Question
from myologic.grammar.spelling import is_ordinary
from myologic.kb.vocabulary import DEFINITION

TYPE_CHECKING = False  # typing is not imported for it: type checkers know the name
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Final

MOST_SCENE: Final = 2
"""Words that were left over beside a clear intent and play no part in it: they are named as not understood, and nothing is taken for granted."""
SHORTEST: Final = 3
NEAR: Final = "near_miss"
VAGUE: Final = frozenset({"define", "list", "count", "out_of_scope"})
"""Intents that a text comes down to when too much of it is taken away."""
TELLING: Final = frozenset({REL, INV, STATE, SIDE, CLASS})
"""Kinds of entries that say something wherever they stand."""
TOLD_APART: Final = frozenset({STATE, SIDE})
"""Those that do so where the intent is beyond doubt: another verb or noun of what is asked for is none then."""

ACTED: Final = frozenset({"strengthens", "stretches", "mobilises", "releases", "plan"})
"""Intents whose verbs stand for one another where several are said: a routine does all of them."""

ENDINGS: Final = tuple(
    (end, more) for end in ("s", "es", "ed", "ing", "er", "est", "ly", "ally") for more in ("", "e")
) + (("ally", "al"), ("ies", "y"))
"""Regular endings, and what stands in their place in the base form."""

_STEM: Final = 4


class Spoken(Graph, Protocol):
    """A graph that has a language."""

    @property
    def lexicon(self) -> Lexicon: ...


def weighed(question: Question, graph: Spoken) -> Question:
    """A question with an assumption for the words that were left over and bear meaning.

    Parameters
    ----------
    question
        The question as read. One that is refused or asked back stays as it is: it names its words itself.
    graph
        The knowledge base whose language it was read in.

    Returns
    -------
    Question
        `not_understood` keeps the words that are part of no name of what was understood.
    """
    if not question.not_understood or question.refusal is not None or question.missing is not None:
        return question
    named = _words_of_named(question, graph)
    left = tuple(text for text in question.not_understood if not _is_named(text, named))
    stated = " ".join(question.assumed)
    bearing = [text for text in left if bears_meaning(text, question, graph.lexicon) and text not in stated]
    assumed = question.assumed
    if bearing and not (question.clear and len(bearing) <= MOST_SCENE):
        assumed = (*assumed, f"{listed([f'“{text}”' for text in bearing])} left aside")
    return replace(question, not_understood=left, assumed=assumed)


def read_again(question: Question, graph: Spoken, read: Callable[[str], Question]) -> Question:
    """A question that was refused over words of its scene alone, read without them.

    Parameters
    ----------
    question
        The question as read.
    graph
        The knowledge base whose language it was read in.
    read
        Reads a text in the same circumstances.

    Returns
    -------
    Question
        The second reading where it names things and leaves nothing over, with the words of the scene in
        `not_understood`; else the question itself.
    """
    scene = question.not_understood
    if question.refusal != NEAR or question.elsewhere or not scene or not question.mentions:
        return question
    if any(bears_meaning(text, question, graph.lexicon, strict=True) for text in scene):
        return question
    text = question.text
    for words in scene:
        at = text.find(words)
        if at < 0:
            return question
        text = text[:at] + " " * len(words) + text[at + len(words) :]  # places of mentions stay as they are
    again = read(text)
    if again.refusal or again.missing or again.not_understood or again.assumed or not again.mentions or again.intent in VAGUE:
        return question
    # one word is the scene; of several it is said
    assumed = (f"{listed([f'“{text}”' for text in scene])} left aside",) if len(scene) > 1 else ()
    return replace(again, text=question.text, not_understood=scene, assumed=assumed)


def bears_meaning(text: str, question: Question, lexicon: Lexicon, *, strict: bool = False) -> bool:
    """Whether words that were left over may have been the point of a question.

    Strictly, a word that is part of wordings and names may have been, though it names nothing alone.
    """
    words = phrase_words(text)
    part = strict and any(word in lexicon.heads and word in lexicon.lemmas for word in words)
    return part or any(_bears(word, question, lexicon) for word in words)


def _bears(word: str, question: Question, lexicon: Lexicon) -> bool:
    if len(word) < SHORTEST or not word.isalpha():
        return False
    entries = [lexicon.entries[n] for n in lexicon.phrases.get(word, ())]
    if any(entry.kind in (TOLD_APART if question.clear else TELLING) for entry in entries):
        asked = {question.relation.value} if question.relation is not None else set()
        told = {entry.value for entry in entries if entry.kind in (REL, INV)}
        same = told <= asked or (question.intent in ACTED and all(v.rpartition("#")[2] in ACTED for v in told))
        return not (told and same)
    return not _is_ordinary(word) or any(entry.kind == THING for entry in entries)


def _is_ordinary(word: str) -> bool:
    """Whether a word or what it is a regular form of is an ordinary word."""
    bases = (word[: -len(end)] + more for end, more in ENDINGS if word.endswith(end))
    return is_ordinary(word) or any(len(base) >= SHORTEST and is_ordinary(base) for base in bases)


def _words_of_named(question: Question, graph: Spoken) -> frozenset[str]:
    """The words of all names of the things named, of their parts and wholes, and of what defines them."""
    things = [t for m in question.mentions for t in (m.id, *((m.node,) if m.node else ()))]
    things += [near for thing in things for near in (*parts(graph, thing), *wholes(graph, thing))]
    texts: Iterable[str] = (
        text for thing in things for text in (*graph.names(thing), graph.text(thing, DEFINITION) or "")
    )
    return frozenset(word[:_STEM] for text in texts for word in phrase_words(text))


def _is_named(text: str, named: frozenset[str]) -> bool:
    return all(word[:_STEM] in named for word in phrase_words(text))
